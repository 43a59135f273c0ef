/* What administrators set: of their hromadas; of kinds and the switch, those of the installation. */
#include "issue_view.h"
#include "model/community_settings.h"
#include "model/installation.h"
#include "model/person.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/settings.html.h"

static const char *const precision_names[] = {
	[PRECISION_HIDDEN] = SAY("nothing"),
	[PRECISION_SETTLEMENT] = SAY("the settlement"),
	[PRECISION_STREET] = SAY("the street, a point to 100 metres"),
	[PRECISION_EXACT] = SAY("the exact place"),
};

static const char *precision_name(const struct request *request, int precision)
{
	return words_say(page_words(request), precision_names[precision]);
}

static const char *number_text(const struct request *request, int64_t number)
{
	return arena_printf(request->arena, "%lld", (long long)number);
}

static struct choices precision_choices(const struct request *request)
{
	struct choices choices = {0};

	for (int i = 0; i < (int)COUNT(precision_names); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = number_text(request, i), .label = precision_name(request, i)};
	return choices;
}

static struct choices hour_choices(const struct request *request)
{
	struct choices choices = {0};

	for (int hour = 0; hour < 24; hour++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = number_text(request, hour),
			.label = arena_printf(request->arena, "%d:00", hour)};
	return choices;
}

static bool may_manage(const struct request *request, int64_t community_id)
{
	return person_may_manage_in(request->db, request->viewer.person_id, community_id);
}

static struct page *begin(struct request *request, const char *title)
{
	return page_begin_with(
		request, &(struct frame){.title = title, .place = PLACE_ADMIN, .is_hidden = true});
}

static void flag(const struct request *request, struct pairs *pairs, const char *name, bool is_set)
{
	if (is_set)
		pairs_add(request->arena, pairs, name, "1");
}

/* What is shown in the form: what was typed, or else what stands there. */
static const struct form *shown(struct request *request, const struct pairs *stored)
{
	struct form *form = arena_take(request->arena, sizeof(*form));
	struct pairs *kept = arena_take(request->arena, sizeof(*kept));

	if (request->method == METHOD_POST)
		return &request->checked;
	*kept = *stored;
	*form = form_begin(request->arena, kept);
	return form;
}

/* ------------------------------------------------------------------ hromadas */

enum outcome settings_communities_page(struct request *request)
{
	struct communities all = community_all(request->db);
	struct settings_rows rows = {0};

	for (size_t i = 0; i < all.count; i++) {
		const struct community *community = &all.items[i];
		struct community_settings settings;

		if (!may_manage(request, community->id) ||
		    community_settings_find(request->db, community->id, &settings) != OK)
			continue;
		*LIST_ADD(request->arena, &rows) = (struct settings_row){
			.href = arena_printf(request->arena, "/admin/communities/%s",
					     community->slug),
			.name = community->short_name,
			.precision = precision_name(request, community->precision_cap),
			.more = settings.publish_hour < 0
					? words_say(page_words(request), SAY("at once"))
					: words_fill(request->arena, page_words(request),
						     words_say(page_words(request),
							       SAY("every day at {1}:00")),
						     (struct hole[]){words_hole_integer(
							     settings.publish_hour)},
						     1),
		};
	}
	settings_communities_html(begin(request, SAY("Hromadas")), &rows);
	return page_end(request);
}

/* The hromada of the path, where this administrator is one. */
static enum outcome find_community(struct request *request, struct community *community)
{
	enum outcome outcome = community_find(request->db, request->path_values[0], community);

	if (outcome == OK && !may_manage(request, community->id))
		outcome = FORBIDDEN;
	return outcome;
}

enum outcome settings_community_page(struct request *request)
{
	struct community_settings settings;
	struct community community;
	struct pairs stored = {0};
	enum outcome outcome = find_community(request, &community);

	if (outcome == OK)
		outcome = community_settings_find(request->db, community.id, &settings);
	if (outcome != OK)
		return outcome;
	pairs_add(request->arena, &stored, "precision_cap",
		  number_text(request, settings.precision_cap));
	flag(request, &stored, "is_frontline", settings.is_frontline);
	if (settings.publish_hour >= 0)
		pairs_add(request->arena, &stored, "publish_hour",
			  number_text(request, settings.publish_hour));
	pairs_add(request->arena, &stored, "police_unit", settings.police_unit);
	pairs_add(request->arena, &stored, "police_phone", settings.police_phone);
	pairs_add(request->arena, &stored, "council_address", settings.council_address);
	pairs_add(request->arena, &stored, "edrpou", settings.edrpou);
	pairs_add(request->arena, &stored, "data_contact", settings.data_contact);
	pairs_add(request->arena, &stored, "data_mail", settings.data_mail);
	page_wants_form(request);
	settings_community_html(
		begin(request, community.name),
		&(struct settings_form){
			.action = arena_printf(request->arena, "/admin/communities/%s",
					       community.slug),
			.name = community.name,
			.places = arena_printf(request->arena, "/admin/communities/%s/places",
					       community.slug),
			.form = shown(request, &stored),
			.precisions = precision_choices(request),
			.hours = hour_choices(request)});
	return page_end(request);
}

enum outcome settings_community_action(struct request *request, struct change *change)
{
	struct community_settings settings = {.publish_hour = -1};
	struct community community;
	int64_t told;
	enum outcome outcome = find_community(request, &community);

	if (outcome == OK)
		outcome = form_read(&request->checked, community_settings_fields, &settings);
	if (outcome != OK)
		return outcome;
	change->community_id = community.id;
	outcome = community_settings_change(change, &request->checked, community.id, &settings,
					    &told);
	return outcome == OK ? request_go(request, arena_printf(request->arena,
								"/admin/communities/%s?saved=1",
								community.slug))
			     : outcome;
}

/* ------------------------------------------------------------------ kinds */

enum outcome settings_categories_page(struct request *request)
{
	struct categories categories = category_list(request->db);
	struct settings_rows rows = {0};

	if (!may_manage(request, 0))
		return FORBIDDEN;
	for (size_t i = 0; i < categories.count; i++) {
		const struct category *category = &categories.items[i];

		*LIST_ADD(request->arena, &rows) = (struct settings_row){
			.href = arena_printf(request->arena, "/admin/categories/%s", category->key),
			.name = category_name(category, request->language),
			.precision = precision_name(request, category->precision),
			.more = words_say(page_words(request),
					  !category->takes_reports ? SAY("only tells whom to call")
					  : category->is_embargoed
						  ? SAY("taken, public after a named moment")
						  : SAY("taken")),
		};
	}
	settings_categories_html(begin(request, SAY("Kinds of issues")), &rows);
	return page_end(request);
}

static enum outcome find_category(struct request *request, struct category *category)
{
	return may_manage(request, 0)
		       ? category_find(request->db, request->path_values[0], category)
		       : FORBIDDEN;
}

enum outcome settings_category_page(struct request *request)
{
	struct pairs stored = {0};
	struct category category;
	enum outcome outcome = find_category(request, &category);

	if (outcome != OK)
		return outcome;
	pairs_add(request->arena, &stored, "uk", category.uk);
	pairs_add(request->arena, &stored, "en", category.en);
	pairs_add(request->arena, &stored, "examples", category.examples);
	pairs_add(request->arena, &stored, "examples_en", category.examples_en);
	pairs_add(request->arena, &stored, "responsible", category.responsible);
	pairs_add(request->arena, &stored, "precision", number_text(request, category.precision));
	pairs_add(request->arena, &stored, "target_days",
		  number_text(request, category.target_days));
	flag(request, &stored, "takes_reports", category.takes_reports);
	flag(request, &stored, "is_embargoed", category.is_embargoed);
	pairs_add(request->arena, &stored, "call", category.call);
	page_wants_form(request);
	settings_category_html(begin(request, category_name(&category, request->language)),
			       &(struct settings_form){
				       .action = arena_printf(request->arena,
							      "/admin/categories/%s", category.key),
				       .name = category_name(&category, request->language),
				       .form = shown(request, &stored),
				       .precisions = precision_choices(request)});
	return page_end(request);
}

enum outcome settings_category_action(struct request *request, struct change *change)
{
	struct category_settings settings = {0};
	struct category category;
	int64_t told;
	enum outcome outcome = find_category(request, &category);

	if (outcome == OK)
		outcome = form_read(&request->checked, category_settings_fields, &settings);
	if (outcome == OK)
		outcome = category_settings_change(change, &request->checked, category.key,
						   &settings, &told);
	return outcome == OK ? request_go(request, arena_printf(request->arena,
								"/admin/categories/%s?saved=1",
								category.key))
			     : outcome;
}

/* ------------------------------------------------------------------ the switch */

enum outcome settings_installation_page(struct request *request)
{
	struct installation installation;
	enum outcome outcome = may_manage(request, 0)
				       ? installation_find(request->db, &installation)
				       : FORBIDDEN;

	if (outcome != OK)
		return outcome;
	settings_installation_html(begin(request, SAY("Read-only switch")),
				   installation.is_read_only);
	return page_end(request);
}

enum outcome settings_read_only_action(struct request *request, struct change *change)
{
	bool is_on = strcmp(pairs_value(&request->form, "on"), "1") == 0;
	enum outcome outcome = may_manage(request, 0) ? OK : FORBIDDEN;

	if (outcome == OK)
		outcome = installation_set_read_only(change, is_on);
	return outcome == OK ? request_go(request, "/admin/installation?saved=1") : outcome;
}
