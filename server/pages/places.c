/* Where a hromada's settlements are on the map: a table to fill in, or lines to paste. */
#include "model/area_place.h"
#include "model/person.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/settings.html.h"

#define ON_A_PAGE 25

/* The hromada of the path, where this administrator is one. */
static enum outcome find_community(struct request *request, struct community *community)
{
	enum outcome outcome = community_find(request->db, request->path_values[0], community);

	if (outcome == OK &&
	    !person_may_manage_in(request->db, request->viewer.person_id, community->id))
		outcome = FORBIDDEN;
	return outcome;
}

static const char *address(const struct request *request, const struct community *community,
			   const char *from)
{
	return arena_printf(request->arena, "/admin/communities/%s/places%s%s", community->slug,
			    *from ? "?from=" : "", from);
}

static const char *label(const struct request *request, const char *sentence, const char *name)
{
	return words_fill(request->arena, page_words(request),
			  words_say(page_words(request), sentence),
			  (struct hole[]){words_hole(name)}, 1);
}

/* The settlement's line, and what stands in its fields now. */
static void add_row(const struct request *request, struct settings_places *view,
		    struct pairs *stored, const struct area *area)
{
	const char *name = area_title(request->arena, area->kind, area->name);
	struct settings_place *row = LIST_ADD(request->arena, &view->rows);

	*row = (struct settings_place){
		.name = name,
		.latitude = area_place_field(request->arena, "lat", area->id),
		.longitude = area_place_field(request->arena, "long", area->id),
		.latitude_label = label(request, SAY("{1}: latitude"), name),
		.longitude_label = label(request, SAY("{1}: longitude"), name),
	};
	if (!area->has_point)
		return;
	pairs_add(request->arena, stored, row->latitude,
		  area_place_degrees(request->arena, area->latitude));
	pairs_add(request->arena, stored, row->longitude,
		  area_place_degrees(request->arena, area->longitude));
}

/* The rows of one page, from the settlement it begins with; the list is short and read whole. */
static void fill(const struct request *request, struct settings_places *view, struct pairs *stored,
		 const struct community *community)
{
	struct areas areas = community_areas(request->db, community->id);
	size_t begin = 0;

	for (size_t i = 0; i < areas.count; i++) {
		view->known += areas.items[i].has_point;
		if (strcmp(arena_printf(request->arena, "%lld", (long long)areas.items[i].id),
			   view->from) == 0)
			begin = i;
	}
	view->all = (int64_t)areas.count;
	if (begin)
		view->first = address(request, community, "");
	for (size_t i = begin; i < areas.count && i < begin + ON_A_PAGE; i++)
		add_row(request, view, stored, &areas.items[i]);
	if (begin + ON_A_PAGE < areas.count)
		view->next = address(request, community,
				     arena_printf(request->arena, "%lld",
						  (long long)areas.items[begin + ON_A_PAGE].id));
}

enum outcome places_page(struct request *request)
{
	bool is_again = request->method == METHOD_POST;
	struct settings_places view = {
		.from = pairs_value(is_again ? &request->form : &request->query, "from")};
	struct community community;
	struct pairs stored = {0};
	struct form shown;
	enum outcome outcome = find_community(request, &community);

	if (outcome != OK)
		return outcome;
	fill(request, &view, &stored, &community);
	shown = form_begin(request->arena, &stored);
	view.form = is_again ? &request->checked : &shown;
	view.is_paged = view.first || view.next;
	view.action = address(request, &community, "");
	view.back = arena_printf(request->arena, "/admin/communities/%s", community.slug);
	view.name = community.name;
	page_wants_form(request);
	settings_places_html(
		page_begin_with(request, &(struct frame){.title = SAY("Where settlements are "
								      "on the map"),
							 .place = PLACE_ADMIN,
							 .is_hidden = true}),
		&view);
	return page_end(request);
}

enum outcome places_action(struct request *request, struct change *change)
{
	const char *from = pairs_value(&request->form, "from");
	struct community community;
	int64_t changed;
	enum outcome outcome = find_community(request, &community);

	if (outcome != OK)
		return outcome;
	if (from[strspn(from, "0123456789")])
		from = "";
	change->community_id = community.id;
	outcome = area_place_change(change, &request->checked, community.id, &changed);
	return outcome == OK ? request_go(request, arena_printf(request->arena, "%s%ssaved=1",
								address(request, &community, from),
								*from ? "&" : "?"))
			     : outcome;
}
