/*
 * subscribe.c - the page that explains feeds and finds the right one. A plain GET form; what was
 * chosen stands in the address, so a choice can be sent to a neighbour.
 */
#include "model/category.h"
#include "model/community.h"
#include "server/feed_source.h"
#include "server/letter.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/subscribe.html.h"

/* The name of the feed that was chosen: "issues.atom". Anything unknown is everything. */
static const char *chosen(struct request *request)
{
	const char *what = pairs_value(&request->query, "what");

	for (const struct feed_kind *kind = feed_source_kinds; kind->title; kind++) {
		if (!strcmp(kind->key, what))
			return arena_printf(request->arena, "%s.%s", what, formats[0].key);
	}
	return arena_printf(request->arena, "%s.%s", feed_source_kinds[0].key, formats[0].key);
}

static struct choices kind_choices(struct request *request)
{
	const struct words *words = page_words(request);
	struct choices choices = {0};

	for (const struct feed_kind *kind = feed_source_kinds; kind->title; kind++)
		*LIST_ADD(request->arena,
			  &choices) = (struct choice){.key = kind->key,
						      .label = words_say(words, kind->title),
						      .hint = words_say(words, kind->subtitle)};
	return choices;
}

static struct choices category_choices(struct request *request)
{
	struct categories categories = category_list(request->db);
	struct choices choices = {0};

	for (size_t i = 0; i < categories.count; i++) {
		const struct category *category = &categories.items[i];

		if (category->takes_reports)
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = category->key,
				.label = category_name(category, request->language)};
	}
	return choices;
}

static struct choices area_choices(struct request *request)
{
	struct choices choices = {0};
	struct areas areas;

	if (!request->community)
		return choices;
	areas = community_areas(request->db, request->community->id);

	for (size_t i = 0; i < areas.count; i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = arena_printf(request->arena, "%lld", (long long)areas.items[i].id),
			.label = areas.items[i].name};
	return choices;
}

/* The few words of the public. */
static struct choices state_choices(struct request *request)
{
	static const struct {
		const char *key, *label;
	} groups[] = {{"open", SAY("Open")},
		      {"overdue", SAY("Overdue")},
		      {"resolved", SAY("Resolved")},
		      {"closed", SAY("Closed")}};
	struct choices choices = {0};

	for (size_t i = 0; i < COUNT(groups); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = groups[i].key,
			.label = words_say(page_words(request), groups[i].label)};
	return choices;
}

/* What a walk or a ride away is; any other that stands in the address stays. */
static struct choices distance_choices(struct request *request, int32_t asked)
{
	static const int32_t metres[] = {300, 500, 1000, 2000, 5000, 10000};
	const struct words *words = page_words(request);
	struct choices choices = {0};
	bool is_there = false;

	for (size_t i = 0; i < COUNT(metres) + 1; i++) {
		int32_t distance = i < COUNT(metres) ? metres[i] : asked;

		if (i == COUNT(metres) && (is_there || !asked))
			break;
		is_there |= distance == asked;
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = arena_printf(request->arena, "%d", distance),
			.label = words_fill(request->arena, words,
					    words_say(words, SAY("up to {1} m")),
					    (struct hole[]){words_hole_integer(distance)}, 1)};
	}
	return choices;
}

static struct subscribe_feeds all_feeds(struct request *request)
{
	struct subscribe_feeds feeds = {0};

	for (const struct feed_kind *kind = feed_source_kinds; kind->title; kind++)
		*LIST_ADD(request->arena, &feeds) = (struct subscribe_feed){
			.key = kind->key,
			.title = words_say(page_words(request), kind->title),
			.address = feed_source_page_url(
				request,
				request_place(request, arena_printf(request->arena, "feeds/%s.%s",
								    kind->key, formats[0].key)))};
	return feeds;
}

static const char *address(const struct request *request, const struct feed_source *source,
			   const char *format)
{
	struct feed_source other = *source;

	other.format = format_find(format);
	return feed_source_url(request, &other, 0);
}

/* What a feed is asked for by: fields left empty, and a distance from nowhere, are not asked. */
static struct pairs filters_of(struct request *request)
{
	bool has_point = *pairs_value(&request->query, "near");
	struct pairs filters = {0};

	for (size_t i = 0; i < request->query.count; i++) {
		const struct pair *pair = &request->query.items[i];

		if (*pair->value && strcmp(pair->name, "what") != 0 &&
		    (has_point || strcmp(pair->name, "radius") != 0))
			pairs_add(request->arena, &filters, pair->name, pair->value);
	}
	return filters;
}

/* The source of what was chosen; what is not known here, or what reports do not have, falls off. */
static enum outcome read_source(struct request *request, struct feed_source *source,
				struct subscribe_view *it)
{
	const char *name = chosen(request);
	struct pairs query = request->query;
	enum outcome outcome;

	request->query = filters_of(request);
	outcome = feed_source_read(request, name, source);
	if (outcome == NOT_FOUND) {
		it->is_filter_idle = !strcmp(pairs_value(&query, "what"), "reports");
		it->is_unknown = !it->is_filter_idle;
		request->query = (struct pairs){0};
		outcome = feed_source_read(request, name, source);
	}
	request->query = query;
	return outcome;
}

/* The form over the query, with the first kind and a usual distance chosen when none was. */
static struct form *form_of(struct request *request)
{
	struct form *form = arena_take(request->arena, sizeof(*form));
	struct pairs *typed = arena_take(request->arena, sizeof(*typed));
	const char *near = pairs_value(&request->query, "near");

	for (size_t i = 0; i < request->query.count; i++)
		pairs_add(request->arena, typed, request->query.items[i].name,
			  request->query.items[i].value);
	if (!pairs_find(typed, "what"))
		pairs_add(request->arena, typed, "what", feed_source_kinds[0].key);
	if (!pairs_find(typed, "radius"))
		pairs_add(request->arena, typed, "radius",
			  arena_printf(request->arena, "%d", NEAR_RADIUS));
	*form = form_begin(request->arena, typed);
	if (*near && !near_read(near, "").is_set)
		form_fault(form, "near", FAULT_NOT_A_POINT);
	return form;
}

static void show_addresses(struct request *request, const struct feed_source *source,
			   struct subscribe_view *it)
{
	it->title = source->title;
	it->atom = address(request, source, "atom");
	it->rss = address(request, source, "rss");
	it->json = address(request, source, "json");
	it->page = source->home;
	it->by_mail = letter_ask_path(request, source->kind->key, source->query);
}

enum outcome subscribe_page(struct request *request)
{
	struct subscribe_view it = {.slug = request->community ? request->community->slug : NULL,
				    .action = request_place(request, "subscribe#address")};
	struct feed_source source;
	struct frame frame = {.title = SAY("Subscribe"), .place = PLACE_SUBSCRIBE};
	enum outcome outcome = read_source(request, &source, &it);

	if (outcome != OK)
		return outcome;
	it.form = form_of(request);
	if (!it.form->faults.count)
		show_addresses(request, &source, &it);
	it.opml = feed_source_page_url(request, request_place(request, "feeds.opml"));
	it.kinds = kind_choices(request);
	it.categories = category_choices(request);
	it.areas = area_choices(request);
	it.states = state_choices(request);
	it.distances = distance_choices(request, source.issues.near.radius);
	it.all = all_feeds(request);
	it.is_open = *pairs_value(&request->query, "state") || *pairs_value(&request->query, "q") ||
		     *pairs_value(&request->query, "near");
	frame.feeds = feed_source_links(request,
					arena_printf(request->arena, "%s.atom%s%s", source.path,
						     *source.query ? "?" : "", source.query),
					source.title);
	subscribe_html(page_begin_with(request, &frame), &it);
	return page_end(request);
}
