/* Figures pasted from a spreadsheet or taken from a file: shown first, then taken over as if typed. */
#include "model/report_paste.h"

#include "model/base/text.h"
#include "model/community.h"
#include "model/report_offer.h"
#include "model/report_part.h"
#include "model/report_read.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/faults.h"
#include "templates/report_paste.html.h"
#include "templates/report_words.h"

#define PASTE_BYTES ((size_t)PASTE_MOST * 4) /* of a file: no character has more than four */

static const char *path(struct request *request, const char *rest)
{
	return arena_printf(request->arena, "/%s/reports/%lld%s", request->community->slug,
			    (long long)request_path_number(request, 1), rest);
}

/* ---------------------------------------------------------------- what would change */

static const char *no_qualifier(struct request *request, const char *typed)
{
	struct hole holes[] = {words_hole(typed)};

	return words_fill(request->arena, page_words(request),
			  words_say(page_words(request),
				    SAY("“{1}” is no qualifier: write exact, approx, at_least or "
					"at_most, or with no number not_tracked or suppressed")),
			  holes, COUNT(holes));
}

static const char *remark_of(struct request *request, const struct paste_line *line)
{
	const struct words *words = page_words(request);

	switch (line->state) {
	case PASTE_UNKNOWN: return words_say(words, SAY("there is no such figure"));
	case PASTE_SEVERAL: return words_say(words, SAY("several figures are called so"));
	case PASTE_TWICE: return words_say(words, SAY("another line has that figure already"));
	case PASTE_TOO_MANY:
		return words_say(words,
				 SAY("it and what comes behind it is too much for one time"));
	case PASTE_WRONG:
		return line->fault.kind == FAULT_UNKNOWN
			       ? no_qualifier(request, line->qualifier)
			       : faults_sentence(request->arena, words, &line->fault);
	default: return "";
	}
}

static void line_show(struct request *request, const struct indicators *indicators,
		      const struct figures *present, const struct paste_line *line,
		      struct report_paste_view *view)
{
	const struct indicator *indicator = indicator_find(indicators, line->indicator);

	if (line->state == PASTE_SAME) {
		view->same++;
	} else if (line->state == PASTE_CHANGES && indicator) {
		*LIST_ADD(request->arena, &view->changes) = (struct report_paste_row){
			.name = indicator_name(indicator, request->language),
			.was = report_words_figure(request->arena, page_words(request), indicator,
						   figure_find(present, line->indicator)),
			.will = report_words_figure(request->arena, page_words(request), indicator,
						    &line->will)};
	} else {
		*LIST_ADD(request->arena, &view->faults) = (struct report_paste_row){
			.line = arena_printf(request->arena, "%zu", line->line),
			.name = line->typed,
			.remark = remark_of(request, line)};
	}
}

/* ---------------------------------------------------------------- the page */

/* Fingerprints of the figures beside which the lines are shown. */
static const char *seen(struct request *request, const struct report *report)
{
	struct report_draft draft = report_form_draft(request->db, report);
	struct pairs pairs = report_form_pairs(request->arena, &draft);

	return report_part_seen(request->arena, REPORT_PART_FIGURES, &pairs);
}

static enum outcome show(struct request *request, const struct form *form, const char *lines)
{
	struct report report;
	struct report_paste_view view = {.form = form,
					 .action = path(request, "/edit/paste"),
					 .back = path(request, "/edit/figures"),
					 .is_looked_at = *lines != '\0'};
	struct indicators indicators = indicator_used(request->db, request->community->id);
	struct figures present;
	struct paste paste;
	enum outcome outcome = report_find(request->db, request->community->id,
					   request_path_number(request, 1), &report);

	if (outcome != OK)
		return outcome;
	if (!report.open)
		return request_go(request, path(request, ""));
	view.seen = seen(request, &report);
	present = report_figures_real(request->db, &report);
	paste = report_paste_read(request->arena, &indicators, &present, lines);
	for (size_t i = 0; i < paste.count; i++)
		line_show(request, &indicators, &present, &paste.items[i], &view);
	page_wants_form(request);
	report_paste_html(
		page_begin_with(request,
				&(struct frame){.title = SAY("Paste figures or take a file"),
						.place = PLACE_REPORTS,
						.has_faults = form->faults.count > 0,
						.is_hidden = true}),
		&view);
	return page_end(request);
}

/* What the register counts itself, as lines that may be taken over like any others. */
static const char *offered(struct request *request)
{
	struct text lines = text_begin(request->arena, PASTE_MOST);
	struct report_offers offers;
	struct report report;

	if (report_find(request->db, request->community->id, request_path_number(request, 1),
			&report) != OK)
		return "";
	offers = report_offers(request->db, &report);
	for (size_t i = 0; i < offers.count; i++) {
		int64_t value = offers.items[i].value;

		text_addf(&lines, "%s;%lld", offers.items[i].indicator, (long long)(value / 1000));
		if (value % 1000)
			text_addf(&lines, ",%lld", (long long)(value % 1000 / 100));
		text_add_char(&lines, '\n');
	}
	return lines.bytes;
}

/* Lines that were read well and not taken over, since somebody else wrote meanwhile; else "". */
static const char *lines_refused(struct request *request)
{
	const struct fault *fault = form_fault_of(&request->checked, "lines");

	return fault && fault->kind == FAULT_CHANGED_MEANWHILE
		       ? form_typed(&request->checked, "lines")
		       : "";
}

enum outcome report_paste_page(struct request *request)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));
	const char *lines = "";

	if (request->method == METHOD_POST)
		return show(request, &request->checked, lines_refused(request));
	if (strcmp(pairs_value(&request->query, "from"), "register") == 0)
		lines = offered(request);
	if (*lines)
		pairs_add(request->arena, pairs, "lines", lines);
	*form = form_begin(request->arena, pairs);
	return show(request, form, lines);
}

/* What the file holds, else what was typed; raw, since tabs part the cells. INVALID when it is no text. */
static enum outcome lines_read(struct request *request, const char **lines)
{
	static const struct field fields[] = {
		{.name = "lines", .kind = FIELD_RAW, .most = PASTE_MOST}, {0}};
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = &request->checked;

	*lines = "";
	for (size_t i = 0; i < request->uploads.count; i++) {
		const struct upload *file = &request->uploads.items[i];

		if (strcmp(file->field, "file") != 0 || !file->length)
			continue;
		if (file->length > PASTE_BYTES)
			return form_fault_with(form, (struct fault){.field = "file",
								    .kind = FAULT_TOO_LONG,
								    .number = PASTE_MOST});
		pairs_add(request->arena, pairs, "lines",
			  arena_bytes(request->arena, (const char *)file->bytes, file->length));
		*form = form_begin(request->arena, pairs);
	}
	return form_read(form, fields, lines);
}

/* Faults stand at the field that the lines are in: the figures' own fields are on another page. */
static enum outcome refused(struct request *request, const struct form *form)
{
	enum outcome outcome = INVALID;

	for (size_t i = 0; i < form->faults.count; i++) {
		struct fault fault = form->faults.items[i];

		fault.field = "lines";
		outcome = form_fault_with(&request->checked, fault);
	}
	return outcome;
}

static enum outcome take(struct request *request, struct change *change, const char *lines)
{
	struct report report;
	int64_t id = request_path_number(request, 1);
	enum outcome outcome = report_find(&change->db, change->community_id, id, &report);

	if (outcome != OK)
		return outcome;
	struct indicators indicators = indicator_used(&change->db, change->community_id);
	struct figures present = report_figures_real(&change->db, &report);
	struct paste paste = report_paste_read(request->arena, &indicators, &present, lines);
	struct pairs pairs = report_paste_pairs(request->arena, &paste);

	if (!paste.changes)
		return show(request, &request->checked, lines);
	pairs_add(request->arena, &pairs, "seen", pairs_value(&request->form, "seen"));
	struct form form = form_begin(request->arena, &pairs);

	outcome = report_part_save(change, &form, id, REPORT_PART_FIGURES);
	if (outcome == INVALID)
		return refused(request, &form);
	return outcome == OK ? request_go(request, path(request, "/edit/figures?saved=1"))
			     : outcome;
}

enum outcome report_paste_action(struct request *request, struct change *change)
{
	const char *lines = "";
	struct pairs *shown = arena_take(request->arena, sizeof(*shown));

	if (lines_read(request, &lines) != OK)
		return INVALID;
	/* A file's lines stand in the field from now on, so that one button takes over what is seen. */
	pairs_add(request->arena, shown, "lines", report_paste_plain(request->arena, lines));
	request->checked = form_begin(request->arena, shown);
	if (strcmp(pairs_value(&request->form, "then"), "take") == 0)
		return take(request, change, lines);
	return show(request, &request->checked, lines);
}
