/* What an administrator makes of a hromada's indicators: used or not, order, words, its own ones. */
#include "model/community.h"
#include "model/indicator_choice.h"
#include "model/indicator_definition.h"
#include "model/indicator_own.h"
#include "model/person.h"
#include "model/report.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/indicator_settings.html.h"
#include "templates/report_words.h"

static const char *const kinds[] = {
	[INDICATOR_FLOW] = SAY("a number of what happened, added up over periods"),
	[INDICATOR_STOCK] = SAY("how things stand at the end of the period"),
	[INDICATOR_MEAN] = SAY("an average or a percentage"),
};

static const char *const publicities[] = {
	[INDICATOR_PUBLIC] = SAY("always shown"),
	[INDICATOR_SUPPRESS] = SAY("one and two are hidden where few people live"),
	[INDICATOR_NEVER_SMALL] = SAY("where few people live, only shown for a whole year"),
};

static const char *say(const struct request *request, const char *sentence)
{
	return words_say(page_words(request), sentence);
}

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
			   const char *rest)
{
	return arena_printf(request->arena, "/admin/communities/%s/indicators%s", community->slug,
			    rest);
}

static struct page *begin(struct request *request, const char *title)
{
	return page_begin_with(
		request, &(struct frame){.title = title, .place = PLACE_ADMIN, .is_hidden = true});
}

/* ---------------------------------------------------------------- the list */

static struct indicator_setting row_of(struct request *request, const struct community *community,
				       const struct indicator *indicator)
{
	return (struct indicator_setting){
		.href = address(request, community,
				arena_printf(request->arena, "/%s", indicator->key)),
		.name = indicator_name(indicator, request->language),
		.use = say(request, !indicator->is_used  ? SAY("not used")
				    : indicator->is_core ? SAY("asked for first")
							 : SAY("kept folded")),
		.definition = indicator->definition,
		.is_own = indicator->community_id != 0,
	};
}

enum outcome indicator_settings_page(struct request *request)
{
	struct community community;
	struct indicator_settings_list list = {0};
	enum outcome outcome = find_community(request, &community);

	if (outcome != OK)
		return outcome;
	list.name = community.name;
	list.back = arena_printf(request->arena, "/admin/communities/%s", community.slug);
	list.add = address(request, &community, "/new");
	for (size_t i = 0; i < REPORT_PARTS; i++) {
		const struct report_part *part = &report_parts[i];
		struct indicator_setting_group group = {
			.key = part->key,
			.heading = report_words_part(page_words(request), part->key)};
		struct indicators indicators = {0};

		if (*part->indicators)
			indicators = indicator_choice_part(request->db, community.id,
							   part->indicators);
		for (size_t j = 0; j < indicators.count; j++)
			*LIST_ADD(request->arena, &group.rows) = row_of(request, &community,
									&indicators.items[j]);
		if (group.rows.count)
			*LIST_ADD(request->arena, &list.groups) = group;
	}
	indicator_settings_list_html(begin(request, SAY("Indicators of the reports")), &list);
	return page_end(request);
}

/* ---------------------------------------------------------------- one of them */

/* The hromada and the indicator of the path, with its place among those of its part. */
static enum outcome find_one(struct request *request, struct community *community,
			     struct indicator *indicator, size_t *place)
{
	struct indicators all, part;
	const struct indicator *found;
	enum outcome outcome = find_community(request, community);

	if (outcome != OK)
		return outcome;
	all = indicator_of(request->db, community->id);
	found = indicator_find(&all, request->path_values[1]);
	if (!found)
		return NOT_FOUND;
	part = indicator_choice_part(request->db, community->id, found->section);
	for (size_t i = 0; i < part.count; i++)
		if (strcmp(part.items[i].key, found->key) == 0) {
			*indicator = part.items[i];
			*place = i + 1;
			return OK;
		}
	return NOT_FOUND; /* another hromada's */
}

static const struct form *shown(struct request *request, const struct indicator *indicator,
				size_t place)
{
	struct arena *arena = request->arena;
	struct form *form = arena_take(arena, sizeof(*form));
	struct pairs *pairs = arena_take(arena, sizeof(*pairs));

	if (request->method == METHOD_POST)
		return &request->checked;
	*pairs = (struct pairs){0};
	pairs_add(arena, pairs, "uk", indicator->uk);
	pairs_add(arena, pairs, "en", indicator->en);
	if (indicator->is_used)
		pairs_add(arena, pairs, "is_used", "1");
	if (indicator->is_core)
		pairs_add(arena, pairs, "is_core", "1");
	pairs_add(arena, pairs, "place", arena_printf(arena, "%zu", place));
	pairs_add(arena, pairs, "definition", indicator->definition);
	pairs_add(arena, pairs, "definition_en", indicator->definition_en);
	*form = form_begin(arena, pairs);
	return form;
}

enum outcome indicator_setting_page(struct request *request)
{
	struct community community;
	struct indicator indicator;
	struct indicator_setting_form view;
	size_t place;
	enum outcome outcome = find_one(request, &community, &indicator, &place);

	if (outcome != OK)
		return outcome;
	view = (struct indicator_setting_form){
		.name = indicator_name(&indicator, request->language),
		.back = address(request, &community, ""),
		.action = address(request, &community,
				  arena_printf(request->arena, "/%s", indicator.key)),
		.form = shown(request, &indicator, place),
		.key = indicator.key,
		.kind = say(request, kinds[indicator.kind]),
		.publicity = say(request, publicities[indicator.publicity]),
		.version = indicator.definition_version,
		.is_own = indicator.community_id != 0,
	};
	view.may_be_removed = view.is_own && !indicator_own_is_in_use(request->db, indicator.key);
	page_wants_form(request);
	indicator_settings_one_html(begin(request, view.name), &view);
	return page_end(request);
}

enum outcome indicator_setting_action(struct request *request, struct change *change)
{
	struct community community;
	struct indicator indicator;
	struct indicator_choice choice = {0};
	size_t place;
	enum outcome outcome = find_one(request, &community, &indicator, &place);

	if (outcome == OK)
		outcome = form_read(&request->checked, indicator_choice_fields, &choice);
	if (outcome != OK)
		return outcome;
	change->community_id = community.id;
	outcome = indicator_choice_change(change, &request->checked, community.id, indicator.key,
					  &choice);
	return outcome == OK ? request_go(request, address(request, &community, "?saved=1"))
			     : outcome;
}

/* ---------------------------------------------------------------- a new one */

static void choice_add(struct request *request, struct choices *choices, const char *key,
		       const char *label)
{
	*LIST_ADD(request->arena, choices) = (struct choice){.key = key, .label = label};
}

static void choices_fill(struct request *request, const struct community *community,
			 struct indicator_setting_form *view)
{
	struct indicators used = indicator_used(request->db, community->id);

	for (size_t i = 0; i < REPORT_PARTS; i++)
		if (*report_parts[i].indicators)
			choice_add(request, &view->sections, report_parts[i].indicators,
				   report_words_part(page_words(request), report_parts[i].key));
	for (size_t i = 0; i < indicator_own_unit_count; i++)
		choice_add(request, &view->units, indicator_own_units[i], indicator_own_units[i]);
	for (size_t i = 0; i < COUNT(kinds); i++)
		choice_add(request, &view->kinds, indicator_kind_key((enum indicator_kind)i),
			   say(request, kinds[i]));
	for (size_t i = 0; i < COUNT(publicities); i++)
		choice_add(request, &view->publicities,
			   indicator_publicity_key((enum indicator_publicity)i),
			   say(request, publicities[i]));
	for (size_t i = 0; i < used.count; i++)
		choice_add(request, &view->wholes, used.items[i].key,
			   indicator_name(&used.items[i], request->language));
}

enum outcome indicator_setting_new_page(struct request *request)
{
	struct community community;
	struct indicator_setting_form view = {.form = &request->checked};
	enum outcome outcome = find_community(request, &community);

	if (outcome != OK)
		return outcome;
	view.name = community.name;
	view.back = address(request, &community, "");
	view.action = view.back;
	choices_fill(request, &community, &view);
	page_wants_form(request);
	indicator_settings_new_html(begin(request, SAY("Add an indicator")), &view);
	return page_end(request);
}

enum outcome indicator_setting_add(struct request *request, struct change *change)
{
	struct community community;
	struct indicator_own own = {0};
	const char *key;
	enum outcome outcome = find_community(request, &community);

	if (outcome == OK)
		outcome = form_read(&request->checked, indicator_own_fields, &own);
	if (outcome != OK)
		return outcome;
	change->community_id = community.id;
	outcome = indicator_own_add(change, &request->checked, community.id, &own, &key);
	return outcome == OK ? request_go(request, address(request, &community, "?saved=1"))
			     : outcome;
}

enum outcome indicator_setting_remove(struct request *request, struct change *change)
{
	struct community community;
	enum outcome outcome = find_community(request, &community);

	if (outcome != OK)
		return outcome;
	change->community_id = community.id;
	outcome = indicator_own_remove(change, community.id, request->path_values[1]);
	return outcome == OK ? request_go(request, address(request, &community, "?saved=1"))
			     : outcome;
}
