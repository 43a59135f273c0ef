/* A sheet with a QR code, for reporting from a place or about an issue; short addresses of issues. */
#include "issue_view.h"
#include "model/base/unicode.h"
#include "model/community.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/poster.html.h"

#define PLACE_CHARACTERS 120
#define ADDRESS_BYTES    4096

/* name=value with everything but the harmless percent-encoded (RFC 3986, 2.3). */
static void add_part(struct text *address, const char *name, const char *value)
{
	if (!*value)
		return;
	text_addf(address, "%c%s=", strchr(address->bytes, '?') ? '&' : '?', name);
	text_add_encoded(address, value, "");
}

static const char *label_of(const struct choices *choices, const char *key)
{
	for (size_t i = 0; i < choices->count; i++)
		if (strcmp(choices->items[i].key, key) == 0)
			return choices->items[i].label;
	return "";
}

/* Of a place: what of the query is known goes into the code's address. */
static void fill_for_place(struct request *request, struct poster *it)
{
	struct arena *arena = request->arena;
	struct text address = text_begin(arena, ADDRESS_BYTES);
	const char *typed = pairs_value(&request->query, "place");
	const char *place = unicode_clean(arena, typed, strlen(typed), ONE_LINE);
	const char *area, *settlement;

	if (unicode_length(place) > PLACE_CHARACTERS)
		place = unicode_shorten(arena, place, PLACE_CHARACTERS);
	it->categories = issue_view_categories(request, true);
	it->areas = issue_view_areas(request);
	it->category = label_of(&it->categories, pairs_value(&request->query, "category"));
	settlement = label_of(&it->areas, pairs_value(&request->query, "area"));
	area = *settlement ? pairs_value(&request->query, "area") : "";
	it->place = *settlement && *place ? arena_printf(arena, "%s, %s", settlement, place)
		    : *settlement         ? settlement
					  : place;
	it->typed = request_url(request, arena_printf(arena, "/%s/issues/new", it->slug));
	text_add(&address, it->typed);
	if (*it->category)
		add_part(&address, "category", pairs_value(&request->query, "category"));
	add_part(&address, "area", area);
	add_part(&address, "place", place);
	it->address = address.bytes;
}

/* Of an issue: its short address. */
static enum outcome fill_for_issue(struct request *request, struct poster *it)
{
	struct issue_key key = {.community_id = request->community->id};
	struct issue_row *row = arena_take(request->arena, sizeof(*row));
	struct issue issue;
	enum outcome outcome = issue_key_read(pairs_value(&request->query, "issue"), &key);

	if (outcome == OK)
		outcome = issue_find(request->db, key, request->now, &issue);
	if (outcome != OK)
		return outcome == INVALID ? NOT_FOUND : outcome;
	*row = issue_view_row(request, &issue);
	it->issue = row;
	it->address = it->typed = request_url(
		request, arena_printf(request->arena, "/%s/i/%s", it->slug, row->number));
	return OK;
}

enum outcome poster_page(struct request *request)
{
	struct form form = form_begin(request->arena, &request->query);
	struct poster it = {.slug = request->community->slug,
			    .community = request->community->name,
			    .form = &form};
	enum outcome outcome = OK;

	if (pairs_find(&request->query, "issue"))
		outcome = fill_for_issue(request, &it);
	else
		fill_for_place(request, &it);
	if (outcome != OK)
		return outcome;
	it.qr = qr_of(request->arena, it.address);
	poster_html(page_begin_with(request, &(struct frame){.title = SAY("A sheet with a QR code"),
							     .place = PLACE_ISSUES,
							     .is_hidden = true}),
		    &it);
	return page_end(request);
}

enum outcome issue_short_page(struct request *request)
{
	struct issue_key key;
	enum outcome outcome = issue_view_key(request, 1, &key);

	if (outcome != OK)
		return outcome;
	return request_moved(request,
			     arena_printf(request->arena, "/%s/issues/%s", request->community->slug,
					  issue_key_text(request->arena, key.year, key.number)));
}
