/*
 * subscribe.c - the page that explains feeds and finds the right one. A plain GET form; what was
 * chosen stands in the address, so a choice can be sent to a neighbour.
 */
#include "model/category.h"
#include "model/community.h"
#include "server/feed_source.h"
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
	struct areas areas = community_areas(request->db, request->community->id);
	struct choices choices = {0};

	for (size_t i = 0; i < areas.count; i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = arena_printf(request->arena, "%lld", (long long)areas.items[i].id),
			.label = areas.items[i].name};
	return choices;
}

static const char *address(const struct request *request, const struct feed_source *source,
			   const char *format)
{
	struct feed_source other = *source;

	other.format = format_find(format);
	return feed_source_url(request, &other, 0);
}

/* The source of what was chosen; a filter that makes no sense, or that reports do not have, falls off. */
static enum outcome read_source(struct request *request, struct feed_source *source,
				bool *is_filter_idle)
{
	const char *name = chosen(request);
	struct pairs query = request->query;
	enum outcome outcome = feed_source_read(request, name, source);

	*is_filter_idle = false;
	if (outcome != NOT_FOUND)
		return outcome;
	*is_filter_idle = !strcmp(pairs_value(&query, "what"), "reports");
	request->query = (struct pairs){0};
	outcome = feed_source_read(request, name, source);
	request->query = query;
	return outcome;
}

/* The form over the query, with the first kind chosen when none was. */
static struct form *form_of(struct request *request)
{
	struct form *form = arena_take(request->arena, sizeof(*form));
	struct pairs *chosen_pairs = arena_take(request->arena, sizeof(*chosen_pairs));

	for (size_t i = 0; i < request->query.count; i++)
		pairs_add(request->arena, chosen_pairs, request->query.items[i].name,
			  request->query.items[i].value);
	if (!pairs_find(chosen_pairs, "what"))
		pairs_add(request->arena, chosen_pairs, "what", feed_source_kinds[0].key);
	*form = form_begin(request->arena, chosen_pairs);
	return form;
}

enum outcome subscribe_page(struct request *request)
{
	const char *slug = request->community->slug;
	struct feed_source source;
	struct subscription it = {.slug = slug};
	struct frame frame = {.title = SAY("Subscribe"), .place = PLACE_SUBSCRIBE};
	enum outcome outcome = read_source(request, &source, &it.is_filter_idle);

	if (outcome != OK)
		return outcome;
	it.title = source.title;
	it.atom = address(request, &source, "atom");
	it.rss = address(request, &source, "rss");
	it.json = address(request, &source, "json");
	it.opml = feed_source_page_url(request,
				       arena_printf(request->arena, "/%s/feeds.opml", slug));
	it.page = *source.query ? arena_printf(request->arena, "%s?%s", source.home, source.query)
				: source.home;
	it.form = form_of(request);
	it.kinds = kind_choices(request);
	it.categories = category_choices(request);
	it.areas = area_choices(request);
	frame.feeds = feed_source_links(
		request, arena_printf(request->arena, "%s.atom", source.path), source.title);
	subscribe_html(page_begin_with(request, &frame), &it);
	return page_end(request);
}
