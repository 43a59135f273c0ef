/* The register on a map: settlements as circles, drawn here; the interactive one on a button only. */
#include "issue_view.h"
#include "model/community.h"
#include "model/state.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "templates/map.html.h"

static const char *address(const struct request *request, const char *path, const char *query)
{
	return arena_printf(request->arena, "/%s/%s%s%s", request->community->slug, path,
			    *query ? "?" : "", query);
}

/* The filters of the register; what is open, when no state is asked for. */
static struct issue_filter read_filter(const struct request *request)
{
	struct issue_filter filter = issue_filter_read(request->arena, &request->query,
						       request->community->id, request->now);

	if (!filter.state && !pairs_find(&request->query, "state"))
		filter.state = "open";
	filter.sort = SORT_NEWEST;
	filter.before_at = filter.before_id = 0;
	filter.limit = 1;
	return filter;
}

static const char *what_of(const struct request *request, const struct issue_filter *filter)
{
	static const struct {
		const char *key, *label;
	} groups[] = {{"open", SAY("Open")},
		      {"resolved", SAY("Resolved")},
		      {"closed", SAY("Closed")},
		      {"overdue", SAY("Overdue")}};

	for (size_t i = 0; filter->state && i < COUNT(groups); i++)
		if (strcmp(groups[i].key, filter->state) == 0)
			return words_say(page_words(request), groups[i].label);
	return words_say(page_words(request), filter->state && *filter->state
						      ? SAY("Found")
						      : SAY("All, open and closed"));
}

static int by_count(const void *first, const void *second)
{
	const struct map_circle *a = first, *b = second;

	return (a->count < b->count) - (a->count > b->count);
}

/* All settlements, the most issues first. */
static struct map_circles circles_of(const struct request *request,
				     const struct issue_filter *filter,
				     const struct issue_counts *counts)
{
	struct areas areas = area_places(request->db, request->community->id);
	struct map_circles circles = {0};

	for (size_t i = 0; i < areas.count; i++) {
		const struct area *area = &areas.items[i];
		struct issue_filter of_area = *filter;

		of_area.area_id = area->id;
		*LIST_ADD(request->arena, &circles) = (struct map_circle){
			.name = area_title(request->arena, area->kind, area->name),
			.href = address(request, "issues",
					issue_filter_query(request->arena, &of_area)),
			.count = issue_count_of(
				counts, arena_printf(request->arena, "%lld", (long long)area->id)),
			.has_place = area->has_point,
			.latitude = area->latitude,
			.longitude = area->longitude};
	}
	if (circles.count)
		qsort(circles.items, circles.count, sizeof(*circles.items), by_count);
	return circles;
}

enum outcome map_page(struct request *request)
{
	struct issue_filter filter = read_filter(request), plain = {.state = "open"};
	const char *query;
	struct issue_listing listing;
	struct map_circles circles;
	struct map_view view = {.slug = request->community->slug};

	filter.area_id = 0; /* every settlement is shown */
	query = issue_filter_query(request->arena, &filter);
	listing = issue_list_page(request->db, &filter);
	circles = circles_of(request, &filter, &listing.areas);
	view.map = map_lay_out(request->arena, &circles);
	view.count = view.count_elsewhere = listing.count;
	for (size_t i = 0; i < circles.count && circles.items[i].count; i++) {
		*LIST_ADD(request->arena, &view.rows) = circles.items[i];
		view.count_elsewhere -= circles.items[i].count;
	}
	view.what = what_of(request, &filter);
	view.list = address(request, "issues", query);
	view.geojson = address(request, "data/issues.geojson", query);
	if (strcmp(query, issue_filter_query(request->arena, &plain)) != 0)
		view.clear = address(request, "map", "");
	view.interactive = address(request, "map/interactive", query);
	view.interactive_bytes = static_map_kilobytes();
	map_html(page_begin_with(
			 request,
			 &(struct frame){
				 .title = SAY("Map of issues"),
				 .place = PLACE_ISSUES,
				 .canonical = request_url(
					 request,
					 request_path(request, address(request, "map", query)))}),
		 &view);
	return page_end(request);
}

/* ------------------------------------------------------------------ on a button only */

/* "https://tile.example" of "https://tile.example/{z}/..."; a {s} stands for any name there. */
static const char *tile_host(struct arena *arena, const char *tiles)
{
	const char *begin = strstr(tiles, "://") + 3;
	struct text host = text_begin(arena, 2048);

	text_add_bytes(&host, tiles, (size_t)(begin - tiles));
	if (strncmp(begin, "{s}", 3) == 0) {
		text_add_char(&host, '*');
		begin += 3;
	}
	text_add_bytes(&host, begin, strcspn(begin, "/{}?"));
	return host.bytes;
}

enum outcome map_interactive_page(struct request *request)
{
	struct issue_filter filter = read_filter(request);
	const char *query = issue_filter_query(request->arena, &filter);
	const char *tiles = request->settings->map_tiles;
	struct map_interactive_view view = {
		.style = static_address("leaflet-style"),
		.library = static_address("leaflet"),
		.script = static_address("map"),
		.data = address(request, "data/issues.geojson", query),
		.tiles = tiles,
		.back = address(request, "map", query),
	};

	if (*tiles)
		request->response.tiles = tile_host(request->arena, tiles);
	map_interactive_html(
		page_begin_with(request, &(struct frame){.title = SAY("Interactive map"),
							 .place = PLACE_ISSUES,
							 .is_hidden = true}),
		&view);
	return page_end(request);
}
