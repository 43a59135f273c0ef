/* Where police reports are written: a new one, a draft, a correction. */
#include "model/codifier.h"
#include "model/report_offer.h"
#include "model/report_part.h"
#include "model/report_read.h"
#include "report_editor_fields.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/report_editor.html.h"
#include "templates/report_words.h"

/* ---------------------------------------------------------------- choices */

static void choice_add(struct request *request, struct choices *choices, const char *key,
		       const char *label)
{
	*LIST_ADD(request->arena, choices) = (struct choice){.key = key, .label = label};
}

static void choices_fill(struct request *request, struct report_editor *editor)
{
	static const enum figure_state offered[] = {FIGURE_ABSENT, FIGURE_GIVEN, FIGURE_NOT_TRACKED,
						    FIGURE_SUPPRESSED};
	const struct words *words = page_words(request);

	for (int i = 0; i < REPORT_KINDS; i++)
		choice_add(request, &editor->kinds, report_kind_key((enum report_kind)i),
			   report_words_kind(words, (enum report_kind)i));
	for (int i = 0; i < REPORT_BASES; i++)
		choice_add(request, &editor->bases, report_basis_key((enum report_basis)i),
			   report_words_basis(words, (enum report_basis)i));
	for (int i = 0; i < FIGURE_QUALIFIERS; i++)
		choice_add(request, &editor->qualifiers,
			   figure_qualifier_key((enum figure_qualifier)i),
			   report_words_qualifier(words, (enum figure_qualifier)i));
	for (size_t i = 0; i < COUNT(offered); i++)
		choice_add(request, &editor->states, figure_state_key(offered[i]),
			   report_words_state(words, offered[i]));
}

static bool has_text(const struct texts *texts, const char *text)
{
	for (size_t i = 0; i < texts->count; i++)
		if (strcmp(texts->items[i], text) == 0)
			return true;
	return false;
}

/* Codes that the report has but the viewer does not choose from: they stay. */
static void add_others(struct request *request, const struct form *form, struct choices *places)
{
	for (size_t i = 0; i < form->typed->count; i++) {
		const struct pair *pair = &form->typed->items[i];
		struct territory territory;
		bool is_there = strcmp(pair->name, "territory") != 0;

		for (size_t n = 0; n < places->count && !is_there; n++)
			is_there = strcmp(places->items[n].key, pair->value) == 0;
		if (!is_there && codifier_find(request->arena, pair->value, &territory) == OK)
			choice_add(request, places, territory.code,
				   arena_printf(request->arena, "%s, %s", territory.name,
						territory.place));
	}
}

/* The hromadas the viewer may write for; no choice is offered when it is this one alone. */
static void places_fill(struct request *request, struct report_editor *editor)
{
	struct communities communities = community_all(request->db);
	struct actor actor = {.person_id = request->viewer.person_id};

	for (size_t i = 0; i < communities.count; i++) {
		const struct community *community = &communities.items[i];

		if (report_edit_may(request->db, actor, community->id, WRITE_REPORT))
			choice_add(request, &editor->places, community->katottg,
				   arena_printf(request->arena, "%s, %s, %s", community->short_name,
						community->raion, community->oblast));
	}
	add_others(request, editor->form, &editor->places);
	if (editor->places.count < 2) {
		editor->places.count = 0;
		*LIST_ADD(request->arena, &editor->territories) = request->community->katottg;
	}
}

/* ---------------------------------------------------------------- the page */

static void groups_fill(struct request *request, struct report_editor *editor,
			const struct material *material)
{
	for (size_t i = 0; i < REPORT_PARTS; i++) {
		struct report_group group;

		if (!report_parts[i].is_text || !(editor->has_texts || editor->has_figures))
			continue;
		group = report_editor_group(material, &report_parts[i], editor);
		if (group.section || group.core.count || group.more.count)
			*LIST_ADD(request->arena, &editor->groups) = group;
	}
}

static enum outcome show(struct request *request, struct report_editor *editor,
			 const struct material *material)
{
	choices_fill(request, editor);
	if (!editor->is_fixed && editor->has_period)
		places_fill(request, editor);
	groups_fill(request, editor, material);
	page_wants_form(request);
	report_editor_html(
		page_begin_with(
			request,
			&(struct frame){.title = editor->title,
					.place = PLACE_REPORTS,
					.notice = *pairs_value(&request->query, "saved")
							  ? words_say(page_words(request),
								      SAY("The draft is saved."))
							  : NULL,
					.is_hidden = true}),
		editor);
	return page_end(request);
}

/* What a form shows of a draft; days as people write them here, "01.11.2026". */
static struct pairs pairs_of(struct request *request, const struct report_draft *draft)
{
	struct pairs pairs = report_form_pairs(request->arena, draft);

	for (size_t i = 0; i < pairs.count; i++) {
		struct pair *pair = &pairs.items[i];

		if (strcmp(pair->name, "from") == 0)
			pair->value = words_date_short(request->arena, words_of("uk"), draft->from);
		if (strcmp(pair->name, "to") == 0)
			pair->value = words_date_short(request->arena, words_of("uk"), draft->to);
	}
	return pairs;
}

/* What was typed when a form is shown again, else what the record says. */
static const struct form *form_of(struct request *request, const struct pairs *record)
{
	struct form *form;

	if (request->method == METHOD_POST)
		return &request->checked;
	form = arena_take(request->arena, sizeof(*form));
	*form = form_begin(request->arena, record);
	return form;
}

/* A report like the one that a fresh draft will be, to find what stands beside it. */
static struct report like_draft(struct request *request, const struct report_draft *draft)
{
	return (struct report){
		.community_id = request->community->id,
		.kind = (enum report_kind)draft->kind,
		.basis = (enum report_basis)draft->basis,
		.from = draft->from,
		.to = draft->to,
		.unit = draft->unit,
		.territory_key = request->community->katottg,
	};
}

/* A form that brought everything at once is shown again with everything. */
static bool has_more(const struct request *request)
{
	for (size_t i = 0; request->method == METHOD_POST && i < request->form.count; i++)
		if (!report_part_has(REPORT_PART_PERIOD, request->form.items[i].name) &&
		    (report_part_has(REPORT_PART_FIGURES, request->form.items[i].name) ||
		     report_part_has(REPORT_PART_TEXTS, request->form.items[i].name)))
			return true;
	return false;
}

enum outcome report_new_page(struct request *request)
{
	struct report_draft draft = report_form_fresh(request->db, request->community,
						      request->now);
	struct pairs *record = arena_take(request->arena, sizeof(*record));
	struct report like = like_draft(request, &draft);
	struct report_editor editor = {
		.slug = request->community->slug,
		.action = arena_printf(request->arena, "/%s/reports", request->community->slug),
		.title = words_say(page_words(request), SAY("Write a report")),
		.is_new = true,
		.has_period = true,
		.has_figures = has_more(request),
		.has_texts = has_more(request),
		.revision = "0",
	};
	struct material material;

	*record = pairs_of(request, &draft);
	editor.form = form_of(request, record);
	material = report_editor_material(request, editor.form, &like);
	return show(request, &editor, &material);
}

static void fix(struct request *request, struct report_editor *editor, const struct report *report)
{
	struct report_territories territories = report_territories_of(request->db, report->id);

	editor->is_fixed = true;
	editor->reason = report->reason;
	editor->unit = report->unit;
	editor->kind = report_kind_key(report->kind);
	editor->basis = report_basis_key(report->basis);
	editor->from = date_iso(request->arena, report->from);
	editor->to = date_iso(request->arena, report->to);
	for (size_t i = 0; i < territories.count; i++)
		if (!has_text(&editor->territories, territories.items[i].katottg))
			*LIST_ADD(request->arena,
				  &editor->territories) = territories.items[i].katottg;
}

static const char *report_path(struct request *request, int64_t id, const char *rest)
{
	return arena_printf(request->arena, "/%s/reports/%lld%s", request->community->slug,
			    (long long)id, rest);
}

/* The open version's editor, its parts not chosen yet. */
static enum outcome open_find(struct request *request, struct report *report,
			      struct report_editor *editor, struct pairs *record)
{
	struct report_draft draft;
	enum outcome outcome = report_find(request->db, request->community->id,
					   request_path_number(request, 1), report);

	if (outcome != OK)
		return outcome;
	draft = report_form_draft(request->db, report);
	*record = pairs_of(request, &draft);
	editor->id = report->id;
	editor->slug = request->community->slug;
	editor->title = report_words_title(request->arena, page_words(request), report);
	editor->period = words_period(request->arena, page_words(request), report->from,
				      report->to);
	/* Always the present one: who saw a conflict told saves knowingly the next time. */
	editor->revision = arena_printf(request->arena, "%d", report->revision);
	if (report->latest)
		fix(request, editor, report);
	editor->form = form_of(request, record);
	return OK;
}

enum outcome report_edit_page(struct request *request)
{
	struct report report;
	struct pairs *record = arena_take(request->arena, sizeof(*record));
	struct report_editor editor = {.has_period = true, .has_figures = true, .has_texts = true};
	struct material material;
	enum outcome outcome = open_find(request, &report, &editor, record);

	if (outcome != OK)
		return outcome;
	if (!report.open)
		return request_go(request, report_path(request, report.id, ""));
	editor.action = report_path(request, report.id, "");
	material = report_editor_material(request, editor.form, &report);
	return show(request, &editor, &material);
}

static enum outcome part_page(struct request *request, enum report_part_kind part, const char *path)
{
	struct report report;
	struct pairs *record = arena_take(request->arena, sizeof(*record));
	struct report_editor editor = {.has_period = part == REPORT_PART_PERIOD,
				       .has_figures = part == REPORT_PART_FIGURES,
				       .has_texts = part == REPORT_PART_TEXTS,
				       .is_part = true};
	struct material material;
	enum outcome outcome = open_find(request, &report, &editor, record);

	if (outcome != OK)
		return outcome;
	if (!report.open)
		return request_go(request, report_path(request, report.id, ""));
	editor.action = report_path(request, report.id, path);
	editor.back = report_path(request, report.id, "/edit");
	editor.seen = report_part_seen(request->arena, part, record);
	material = report_editor_material(request, editor.form, &report);
	if (part == REPORT_PART_FIGURES) {
		editor.paste = report_path(request, report.id, "/edit/paste");
		material.offers = report_offers(request->db, &report);
		if (material.offers.count)
			editor.register_figures = report_path(request, report.id,
							      "/edit/paste?from=register");
	}
	return show(request, &editor, &material);
}

enum outcome report_period_page(struct request *request)
{
	return part_page(request, REPORT_PART_PERIOD, "/edit/period");
}

enum outcome report_figures_page(struct request *request)
{
	return part_page(request, REPORT_PART_FIGURES, "/edit/figures");
}

enum outcome report_texts_page(struct request *request)
{
	return part_page(request, REPORT_PART_TEXTS, "/edit/texts");
}

/* ---------------------------------------------------------------- saving */

/* Where the button pressed leads: on writing, to the list of tasks, or to the draft as it will look. */
static enum outcome go_on(struct request *request, int64_t id, const char *part)
{
	const char *then = pairs_value(&request->form, "then");
	bool is_edit = strcmp(then, "edit") == 0, is_list = strcmp(then, "list") == 0;

	return request_go(request, report_path(request, id,
					       is_edit   ? arena_printf(request->arena,
									"/edit/%s?saved=1", part)
					       : is_list ? "/edit?saved=1"
							 : ""));
}

enum outcome report_add(struct request *request, struct change *change)
{
	struct report_draft draft;
	int64_t id;
	enum outcome outcome = report_form_read(&change->db, &request->checked, &draft);

	if (outcome == OK)
		outcome = report_edit_add(change, &request->checked, &draft, &id);
	return outcome == OK ? go_on(request, id, "all") : outcome;
}

enum outcome report_save(struct request *request, struct change *change)
{
	struct report_draft draft;
	int64_t id = request_path_number(request, 1);
	enum outcome outcome = report_form_read(&change->db, &request->checked, &draft);

	if (outcome == OK)
		outcome = report_edit_save(change, &request->checked, id, &draft);
	return outcome == OK ? go_on(request, id, "all") : outcome;
}

static enum outcome part_save(struct request *request, struct change *change,
			      enum report_part_kind part, const char *name)
{
	int64_t id = request_path_number(request, 1);
	enum outcome outcome = report_part_save(change, &request->checked, id, part);

	return outcome == OK ? go_on(request, id, name) : outcome;
}

enum outcome report_period_action(struct request *request, struct change *change)
{
	return part_save(request, change, REPORT_PART_PERIOD, "period");
}

enum outcome report_figures_action(struct request *request, struct change *change)
{
	return part_save(request, change, REPORT_PART_FIGURES, "figures");
}

enum outcome report_texts_action(struct request *request, struct change *change)
{
	return part_save(request, change, REPORT_PART_TEXTS, "texts");
}
