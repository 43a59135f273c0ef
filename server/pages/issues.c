/* The register: what is asked for, how many there are, a page of them. */
#include "issue_view.h"
#include "model/community.h"
#include "model/state.h"
#include "server/feed_source.h"
#include "server/letter.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/issues.html.h"

static const char *address(const struct request *request, const char *path, const char *query)
{
	return arena_printf(request->arena, "/%s/%s%s%s", request->community->slug, path,
			    *query ? "?" : "", query);
}

/* The choices of a filter, each with how many issues it would leave. */
static struct choices counted(const struct request *request, struct choices all,
			      const struct issue_counts *counts)
{
	struct choices choices = {0};

	for (size_t i = 0; i < all.count; i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = all.items[i].key,
			.label = all.items[i].label,
			.is_counted = true,
			.number = issue_count_of(counts, all.items[i].key)};
	return choices;
}

/* The few words of the public; staff may ask for every state that is public. */
static struct choices states(const struct request *request)
{
	static const struct {
		const char *key, *label;
	} phases[] = {{"open", SAY("Open")},
		      {"overdue", SAY("Overdue")},
		      {"resolved", SAY("Resolved")},
		      {"closed", SAY("Closed")}};
	struct choices choices = {0};

	for (size_t i = 0; i < COUNT(phases); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = phases[i].key,
			.label = words_say(page_words(request), phases[i].label)};
	for (int state = 0; viewer_may(&request->viewer, READ_WORK) && state < STATE_COUNT;
	     state++) {
		const char *key = state_key((enum state)state);

		if (state_facts((enum state)state)->is_public && state_group_find(key) < 0)
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = key, .label = issue_view_state(request, key)};
	}
	return choices;
}

static struct choices sorts(const struct request *request)
{
	static const struct {
		enum issue_sort sort;
		const char *label;
	} orders[] = {{SORT_NEWEST, SAY("Newest first")},
		      {SORT_WAITING, SAY("Longest waiting first")},
		      {SORT_UPDATED, SAY("Last change first")},
		      {SORT_SUPPORTED, SAY("Most supported first")}};
	struct choices choices = {0};

	for (size_t i = 0; i < COUNT(orders); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = issue_sort_key(orders[i].sort),
			.label = words_say(page_words(request), orders[i].label)};
	return choices;
}

/* ------------------------------------------------------------------ filters that are set */

static const char *label_in(const struct choices *choices, const char *key)
{
	for (size_t i = 0; i < choices->count; i++)
		if (strcmp(choices->items[i].key, key) == 0)
			return choices->items[i].label;
	return key;
}

static void add_chip(struct request *request, struct issue_list_view *view, const char *label,
		     struct issue_filter without)
{
	struct issue_chip *chip = LIST_ADD(request->arena, &view->chips);

	without.before_at = without.before_id = 0;
	chip->label = label;
	chip->href = address(request, "issues", issue_filter_query(request->arena, &without));
	if (!view->count)
		chip->count = issue_list_count(request->db, &without);
}

static const char *label_of_period(const struct request *request, const struct issue_filter *filter)
{
	const struct words *words = page_words(request);
	const char *from = words_date_short(request->arena, words, filter->from);
	const char *to = words_date_short(request->arena, words, filter->to);

	if (*from && *to)
		return arena_printf(request->arena, "%s–%s", from, to);
	return words_fill(request->arena, words,
			  words_say(words, *from ? SAY("since {1}") : SAY("until {1}")),
			  (struct hole[]){words_hole(*from ? from : to)}, 1);
}

static void add_chips(struct request *request, struct issue_list_view *view,
		      const struct issue_filter *filter)
{
	struct issue_filter without = *filter;

	if (*filter->q) {
		without.q = "";
		add_chip(request, view, filter->q, without);
	}
	without = *filter;
	if (*filter->category) {
		without.category = "";
		add_chip(request, view, label_in(&view->categories, filter->category), without);
	}
	without = *filter;
	if (filter->state) {
		without.state = NULL;
		add_chip(request, view,
			 state_find(filter->state) >= 0 && state_group_find(filter->state) < 0
				 ? issue_view_state(request, filter->state)
				 : label_in(&view->states, filter->state),
			 without);
	}
	without = *filter;
	if (filter->area_id) {
		without.area_id = 0;
		add_chip(request, view,
			 label_in(&view->areas,
				  arena_printf(request->arena, "%lld", (long long)filter->area_id)),
			 without);
	}
	without = *filter;
	if (filter->organisation_id) {
		without.organisation_id = 0;
		add_chip(request, view,
			 label_in(&view->organisations,
				  arena_printf(request->arena, "%lld",
					       (long long)filter->organisation_id)),
			 without);
	}
	without = *filter;
	if (filter->has_photo) {
		without.has_photo = false;
		add_chip(request, view, words_say(page_words(request), SAY("with a photo")),
			 without);
	}
	without = *filter;
	if (filter->near.is_set) {
		without.near.is_set = false;
		add_chip(request, view, feed_source_near(request, &filter->near), without);
	}
	without = *filter;
	if (date_is_set(filter->from) || date_is_set(filter->to)) {
		without.from = without.to = (struct date){0};
		add_chip(request, view, label_of_period(request, filter), without);
	}
}

static const char *with_before(const struct request *request, const char *query, const char *before)
{
	return address(
		request, "issues",
		arena_printf(request->arena, "%s%sbefore=%s", query, *query ? "&" : "", before));
}

/* What was asked for, and the order that stands when none was. */
static const struct pairs *typed_of(struct request *request, const struct issue_filter *filter)
{
	struct pairs *typed = arena_take(request->arena, sizeof(*typed));

	for (size_t i = 0; i < request->query.count; i++)
		if (strcmp(request->query.items[i].name, "sort") != 0)
			pairs_add(request->arena, typed, request->query.items[i].name,
				  request->query.items[i].value);
	pairs_add(request->arena, typed, "sort", issue_sort_key(filter->sort));
	return typed;
}

/* Of an empty list: the filter without which there is the most. */
static const struct issue_chip *narrowest_of(const struct issue_list_view *view)
{
	const struct issue_chip *narrowest = NULL;

	if (view->count || view->chips.count < 2)
		return NULL;
	for (size_t i = 0; i < view->chips.count; i++)
		if (view->chips.items[i].count > (narrowest ? narrowest->count : 0))
			narrowest = &view->chips.items[i];
	return narrowest;
}

/* ------------------------------------------------------------------ the page */

static struct issue_list_view view_of(const struct request *request,
				      const struct issue_listing *listing, const char *query)
{
	int64_t rows = (int64_t)listing->issues.count;

	return (struct issue_list_view){
		.slug = request->community->slug,
		.categories = counted(request, issue_view_categories(request, true),
				      &listing->categories),
		.states = counted(request, states(request), &listing->states),
		.areas = counted(request, issue_view_areas(request), &listing->areas),
		.organisations = counted(request, issue_view_organisations(request),
					 &listing->organisations),
		.photo_count = listing->photo_count,
		.sorts = sorts(request),
		.rows = issue_view_rows(request, &listing->issues),
		.count = listing->count,
		.shown_first = listing->first,
		.shown_last = listing->first + rows - 1,
		.is_part = rows && rows < listing->count,
		.feed = address(request, "feeds/issues.atom", query),
		.by_mail = letter_ask_path(request, "issues", query),
		.csv = address(request, "data/issues.csv", query),
		.json = address(request, "data/issues.json", query),
		.geojson = address(request, "data/issues.geojson", query),
		.map = address(request, "map", query),
		.clear = address(request, "issues", ""),
	};
}

/* "Safety issues, page 3": which page it is by the place of its first row. */
static const char *title_of(const struct request *request, const struct issue_listing *listing)
{
	const struct words *words = page_words(request);
	int64_t page = listing->first ? (listing->first - 1) / ISSUE_PAGE + 1 : 1;

	if (page == 1)
		return SAY("Safety issues");
	return words_fill(request->arena, words, words_say(words, SAY("Safety issues, page {1}")),
			  (struct hole[]){words_hole_integer(page)}, 1);
}

/* "Korosten: Safety issues · Roads · Open": what its feed is of, as far as it is filtered. */
static const char *feed_title(const struct request *request, const struct issue_list_view *view)
{
	const char *title = arena_printf(request->arena, "%s: %s", request->community->short_name,
					 words_say(page_words(request), SAY("Safety issues")));

	for (size_t i = 0; i < view->chips.count; i++)
		title = arena_printf(request->arena, "%s · %s", title, view->chips.items[i].label);
	return title;
}

enum outcome issues_page(struct request *request)
{
	struct issue_filter filter = issue_filter_read(request->arena, &request->query,
						       request->community->id, request->now);
	struct form form = form_begin(request->arena, typed_of(request, &filter));
	const char *query = issue_filter_query(request->arena, &filter);
	struct issue_listing listing = issue_list_page(request->db, &filter);
	struct issue_list_view view = view_of(request, &listing, query);
	const char *path = address(request, "issues", query);

	view.form = &form;
	if (filter.near.is_set) {
		view.near = near_text(request->arena, &filter.near);
		view.radius = arena_printf(request->arena, "%d", filter.near.radius);
	}
	view.is_narrowed = *filter.category || filter.area_id || filter.organisation_id ||
			   filter.has_photo || date_is_set(filter.from) || date_is_set(filter.to) ||
			   filter.sort != SORT_NEWEST;
	add_chips(request, &view, &filter);
	view.narrowest = narrowest_of(&view);
	if (listing.next)
		view.next = with_before(request, query, listing.next);
	if (filter.before_id)
		view.first = path;
	issues_html(page_begin_with(
			    request,
			    &(struct frame){.title = title_of(request, &listing),
					    .place = PLACE_ISSUES,
					    .feeds = feed_source_links(request, view.feed,
								       feed_title(request, &view)),
					    .canonical = request_url(request,
								     request_path(request, path))}),
		    &view);
	return page_end(request);
}
