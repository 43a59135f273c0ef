/* The keys of programs that write through the Open311 API, for administrators. */
#include "model/api_key.h"
#include "model/community.h"
#include "model/person.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/keys.html.h"

#define ON_A_PAGE 50

static struct page *begin(struct request *request, const char *title)
{
	return page_begin_with(
		request, &(struct frame){.title = title, .place = PLACE_ADMIN, .is_hidden = true});
}

static const char *address(const struct request *request, int64_t id, const char *rest)
{
	return arena_printf(request->arena, "/admin/keys/%lld%s", (long long)id, rest);
}

/* ------------------------------------------------------------------ looking */

static struct key_row row_of(const struct request *request, const struct api_key *key)
{
	const struct words *words = page_words(request);
	bool may_report = key->rights & API_REPORT, may_update = key->rights & API_UPDATE;

	return (struct key_row){
		.href = address(request, key->id, ""),
		.name = key->name,
		.community = key->community,
		.rights = words_say(words, may_report && may_update
						   ? SAY("reports of problems, updates of issues")
					   : may_report ? SAY("reports of problems")
							: SAY("updates of issues")),
		.limits = words_fill(request->arena, words,
				     words_say(words, SAY("{1} a minute, {2} a day")),
				     (struct hole[]){words_hole_integer(key->per_minute),
						     words_hole_integer(key->per_day)},
				     2),
		.today = key->today,
		.used_at = key->used_at,
		.revoked_at = key->revoked_at,
	};
}

enum outcome keys_page(struct request *request)
{
	int64_t before = strtoll(pairs_value(&request->query, "before"), NULL, 10);
	struct api_keys keys = api_key_list(request->db, request->viewer.person_id, before,
					    request->now, ON_A_PAGE + 1);
	struct key_rows rows = {0};

	for (size_t i = 0; i < keys.count && i < ON_A_PAGE; i++)
		*LIST_ADD(request->arena, &rows) = row_of(request, &keys.items[i]);
	if (keys.count > ON_A_PAGE)
		rows.more = arena_printf(request->arena, "/admin/keys?before=%lld",
					 (long long)keys.items[ON_A_PAGE - 1].id);
	keys_html(begin(request, SAY("Keys of programs")), &rows);
	return page_end(request);
}

/* The hromadas this administrator may make keys for; names repeat, so with raion and oblast. */
static struct choices community_choices(struct request *request)
{
	struct communities all = community_all(request->db);
	int64_t admin = request->viewer.person_id;
	struct choices choices = {0};

	for (size_t i = 0; i < all.count; i++)
		if (person_may_manage_in(request->db, admin, all.items[i].id))
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = all.items[i].slug,
				.label = arena_printf(request->arena, "%s, %s, %s",
						      all.items[i].short_name, all.items[i].raion,
						      all.items[i].oblast)};
	if (person_may_manage_in(request->db, admin, 0))
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = "", .label = words_say(page_words(request), SAY("All hromadas"))};
	return choices;
}

/* A form over these values; what was typed comes first. */
static const struct form *form_over(struct request *request, const struct api_key *key)
{
	struct arena *arena = request->arena;
	struct form *form = arena_take(arena, sizeof(*form));
	struct pairs *pairs = arena_take(arena, sizeof(*pairs));

	if (request->method == METHOD_POST)
		return &request->checked;
	*pairs = (struct pairs){0};
	pairs_add(arena, pairs, "name", key->name);
	if (key->rights & API_REPORT)
		pairs_add(arena, pairs, "may_report", "1");
	if (key->rights & API_UPDATE)
		pairs_add(arena, pairs, "may_update", "1");
	pairs_add(arena, pairs, "per_minute",
		  arena_printf(arena, "%lld", (long long)key->per_minute));
	pairs_add(arena, pairs, "per_day", arena_printf(arena, "%lld", (long long)key->per_day));
	*form = form_begin(arena, pairs);
	return form;
}

enum outcome keys_new_page(struct request *request)
{
	static const struct api_key usual = {
		.name = "", .rights = API_REPORT, .per_minute = 10, .per_day = 500};
	struct key_form it = {.action = "/admin/keys",
			      .form = form_over(request, &usual),
			      .communities = community_choices(request),
			      .is_new = true};

	page_wants_form(request);
	keys_form_html(begin(request, SAY("Make a key")), &it);
	return page_end(request);
}

static enum outcome find(struct request *request, struct api_key *key)
{
	return api_key_find_id(request->db, request->viewer.person_id,
			       request_path_number(request, 0), request->now, key);
}

enum outcome keys_one_page(struct request *request)
{
	struct api_key key;
	struct key_form it = {0};
	enum outcome outcome = find(request, &key);

	if (outcome != OK)
		return outcome;
	it = (struct key_form){.action = address(request, key.id, ""),
			       .revoke = key.revoked_at ? NULL
							: address(request, key.id, "/revoke"),
			       .form = form_over(request, &key),
			       .row = row_of(request, &key),
			       .made_at = key.made_at};
	page_wants_form(request);
	keys_form_html(begin(request, key.name), &it);
	return page_end(request);
}

/* ------------------------------------------------------------------ changing */

/* FORBIDDEN where the administrator is none; "" means all hromadas. */
static enum outcome find_managed(struct request *request, const char *slug, int64_t *id)
{
	struct community community = {0};
	enum outcome outcome = *slug ? community_find(request->db, slug, &community) : OK;

	if (outcome == NOT_FOUND)
		return form_fault(&request->checked, "community", FAULT_UNKNOWN);
	if (outcome == OK &&
	    !person_may_manage_in(request->db, request->viewer.person_id, community.id))
		outcome = FORBIDDEN;
	*id = community.id;
	return outcome;
}

/* The key is shown in the answer itself: no address leads to it. */
enum outcome keys_add_action(struct request *request, struct change *change)
{
	struct api_key_entry entry = {.community = ""};
	const char *secret;
	int64_t community_id = 0, id;
	enum outcome outcome = form_read(&request->checked, api_key_fields, &entry);

	if (outcome == OK)
		outcome = find_managed(request, entry.community, &community_id);
	if (outcome != OK)
		return outcome;
	change->community_id = community_id;
	outcome = api_key_add(change, &request->checked, community_id, &entry, &id, &secret);
	if (outcome != OK)
		return outcome;
	keys_made_html(begin(request, SAY("A new key")), entry.name, secret,
		       request_url(request, "/open311/v2/discovery.json"));
	return page_end(request);
}

enum outcome keys_change_action(struct request *request, struct change *change)
{
	struct api_key_entry entry = {0};
	struct api_key key;
	enum outcome outcome = find(request, &key);

	if (outcome == OK && key.revoked_at)
		outcome = CONFLICT;
	if (outcome == OK)
		outcome = form_read(&request->checked, api_key_fields, &entry);
	if (outcome != OK)
		return outcome;
	change->community_id = key.community_id;
	outcome = api_key_change(change, &request->checked, key.id, &entry);
	return outcome == OK ? request_go(request, address(request, key.id, "?saved=1")) : outcome;
}

enum outcome keys_revoke_action(struct request *request, struct change *change)
{
	struct api_key key;
	enum outcome outcome = find(request, &key);

	if (outcome != OK)
		return outcome;
	change->community_id = key.community_id;
	outcome = api_key_revoke(change, key.id);
	return outcome == OK ? request_go(request, address(request, key.id, "?saved=1")) : outcome;
}
