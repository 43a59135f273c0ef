#include "report_paper.h"

#include "model/base/text.h"
#include "templates/paper.h"

#define NAME  .30 /* of a table's width, for names */
#define NOTES .62 /* for definitions */
#define BARS  .44 /* for periods beside bars */

#define IDENTITY 160 /* points that the last part needs, so that it stands together */

/* ---------------------------------------------------------------- sentences */

static const char *say(const struct paper *paper, const char *sentence)
{
	return words_say(paper->words, sentence);
}

static const char *filled(const struct paper *paper, const char *sentence, struct hole first,
			  struct hole second)
{
	return words_fill(paper->arena, paper->words, say(paper, sentence),
			  (struct hole[]){first, second}, 2);
}

static const char *foot_of(struct arena *arena, const struct words *words,
			   const struct report_view *view)
{
	return words_fill(arena, words, words_say(words, SAY("{1}. Report {2}, version {3}")),
			  (struct hole[]){words_hole(view->title),
					  words_hole_integer(view->report->id),
					  words_hole_integer(view->report->version)},
			  3);
}

/* ---------------------------------------------------------------- the parts */

static void head(struct paper *paper, const struct report_paper *it)
{
	const struct report *report = it->view->report;
	struct text meta = text_begin(paper->arena, 4000);
	struct hole published = words_hole_moment(moment(report->published_at));
	struct hole updated = words_hole_moment(moment(report->updated_at));

	paper_text(paper, PAPER_SMALL, it->hromada);
	paper_heading(paper, 1, it->view->title);
	text_addf(&meta, "%s · %s", it->view->kind, report->unit);
	if (*report->author_post)
		text_addf(&meta, " · %s", report->author_post);
	text_addf(&meta, "\n%s",
		  report->version > 1
			  ? filled(paper, SAY("Published {1}, corrected {2}"), published, updated)
			  : filled(paper, SAY("Published {1}"), published, updated));
	if (report->is_own_approval)
		text_addf(&meta, " · %s", say(paper, SAY("approved by its own author")));
	paper_text(paper, PAPER_SMALL, meta.bytes);
	if (*it->view->territories)
		paper_text(paper, PAPER_PLAIN,
			   filled(paper,
				  SAY("This report speaks of several hromadas together: {1}."),
				  words_hole(it->view->territories), words_hole("")));
	if (report->is_made_up)
		paper_text(paper, PAPER_PLAIN,
			   say(paper, SAY("This report is made up for the demonstration.")));
	if (report->version > 1)
		paper_text(paper, PAPER_PLAIN,
			   filled(paper, SAY("Corrected: {1}"), words_hole(report->reason),
				  words_hole("")));
	paper_text(paper, PAPER_LEAD, it->view->message);
	paper_text(paper, PAPER_PLAIN, report->summary);
}

/* The figures of a part: now, before, a year ago, as far as there is something to set beside. */
static void figures(struct paper *paper, const struct report_block *block)
{
	struct paper_table table = {.columns = 2};
	size_t others = 1 + (block->has_before ? 2U : 0) + (block->has_last_year ? 2U : 0);

	table.heads[0] = say(paper, SAY("Indicator"));
	table.heads[1] = say(paper, SAY("This period"));
	if (block->has_before) {
		table.heads[table.columns++] = say(paper, SAY("Previous"));
		table.heads[table.columns++] = say(paper, SAY("Change"));
	}
	if (block->has_last_year) {
		table.heads[table.columns++] = say(paper, SAY("A year ago"));
		table.heads[table.columns++] = say(paper, SAY("Change in a year"));
	}
	table.widths[0] = others > 3 ? NAME : 2 * NAME;
	for (size_t i = 1; i < table.columns; i++)
		table.widths[i] = (1 - table.widths[0]) / (double)others;
	for (size_t i = 0; i < block->rows.count; i++) {
		const struct report_row *row = &block->rows.items[i];
		struct paper_row *set = LIST_ADD(paper->arena, &table.rows);
		size_t at = 2;

		*set = (struct paper_row){
			.cells = {row->name, row->now}, .note = row->note, .is_part = row->is_part};
		if (block->has_before) {
			set->cells[at++] = row->before;
			set->cells[at++] = row->change;
		}
		if (block->has_last_year) {
			set->cells[at++] = row->last_year;
			set->cells[at++] = row->change_last_year;
		}
	}
	paper_table(paper, &table);
}

static void bars(struct paper *paper, const struct chart *chart)
{
	struct paper_table table = {.caption = chart->caption,
				    .heads = {chart->of, chart->figure},
				    .widths = {BARS, .12},
				    .columns = 2};

	for (size_t i = 0; i < chart->bars.count; i++) {
		const struct chart_bar *bar = &chart->bars.items[i];

		*LIST_ADD(paper->arena, &table.rows) = (struct paper_row){
			.cells = {bar->is_current ? arena_printf(paper->arena, "%s %s", bar->label,
								 say(paper, SAY("(this period)")))
						  : bar->label,
				  bar->text},
			.is_strong = bar->is_current,
			.bar = bar->width};
	}
	paper_table(paper, &table);
}

static void block(struct paper *paper, const struct report_block *it)
{
	paper_heading(paper, 2, it->heading);
	if (it->rows.count)
		figures(paper, it);
	if (it->chart.bars.count)
		bars(paper, &it->chart);
	paper_text(paper, PAPER_PLAIN, it->text);
}

/* What became of the measures of the report before. */
static void outcomes(struct paper *paper, const struct report_talk *talk)
{
	struct paper_table table = {.heads = {say(paper, SAY("Measure")), say(paper, SAY("Term")),
					      say(paper, SAY("Responsible")),
					      say(paper, SAY("What became of it"))},
				    .widths = {.38, .16, .22, .24},
				    .columns = 4,
				    .is_text = true};

	if (!talk->outcomes.count)
		return;
	paper_heading(paper, 2, say(paper, SAY("What became of the last period’s plan")));
	for (size_t i = 0; i < talk->outcomes.count; i++) {
		const struct report_outcome_row *row = &talk->outcomes.items[i];
		const char *state = row->state;

		if (date_is_set(row->moved_to))
			state = arena_printf(paper->arena, "%s %s", state,
					     filled(paper, SAY("to {1}"),
						    words_hole_date(row->moved_to),
						    words_hole("")));
		*LIST_ADD(paper->arena, &table.rows) = (struct paper_row){
			.cells = {row->plan.measure, row->plan.term, row->plan.responsible, state},
			.note = row->note};
	}
	paper_table(paper, &table);
}

static void plans(struct paper *paper, const struct report_talk *talk)
{
	struct paper_table table = {.heads = {say(paper, SAY("Measure")), say(paper, SAY("Term")),
					      say(paper, SAY("Responsible"))},
				    .widths = {.5, .2, .3},
				    .columns = 3,
				    .is_text = true};

	if (!talk->plans.count)
		return;
	paper_heading(paper, 2, say(paper, SAY("What is planned for the next period")));
	for (size_t i = 0; i < talk->plans.count; i++) {
		const struct report_plan_row *row = &talk->plans.items[i];

		*LIST_ADD(paper->arena, &table.rows) = (struct paper_row){
			.cells = {row->measure, row->term, row->responsible}};
	}
	paper_table(paper, &table);
}

/* What the community asked and was answered, as this version says it. */
static void answers(struct paper *paper, const struct report_talk *talk)
{
	if (!talk->answers.count)
		return;
	paper_heading(paper, 2,
		      say(paper, SAY("Questions of the community and the police’s answers")));
	for (size_t i = 0; i < talk->answers.count; i++) {
		const struct report_answer_row *row = &talk->answers.items[i];
		const char *title = filled(paper, SAY("Question {1}"), words_hole(row->number),
					   words_hole(""));

		paper_heading(paper, 3,
			      *row->community
				      ? arena_printf(paper->arena, "%s (%s)", title, row->community)
				      : title);
		paper_text(paper, PAPER_PLAIN, row->text);
		if (!row->is_answered) {
			paper_text(paper, PAPER_SMALL,
				   say(paper, SAY("No answer; carried over to the next report.")));
			continue;
		}
		paper_text(paper, PAPER_SMALL,
			   filled(paper, SAY("Answered by: {1}"), words_hole(row->by),
				  words_hole("")));
		paper_text(paper, PAPER_PLAIN, row->answer);
	}
}

static void changes(struct paper *paper, const struct report_change_list *list)
{
	struct paper_table table = {.heads = {say(paper, SAY("Indicator")),
					      say(paper, SAY("It was")), say(paper, SAY("It is"))},
				    .widths = {2 * NAME, .16, .16},
				    .columns = 3};

	if (!list->rows.count && !list->parts.count)
		return;
	paper_heading(paper, 2,
		      filled(paper, SAY("What was changed since version {1}"),
			     words_hole_integer(list->version_before), words_hole("")));
	for (size_t i = 0; i < list->rows.count; i++) {
		const struct report_change_row *row = &list->rows.items[i];

		*LIST_ADD(paper->arena, &table.rows) = (struct paper_row){
			.cells = {row->name, row->was, row->is},
			.note = row->is_note ? row->note : NULL};
	}
	if (table.rows.count)
		paper_table(paper, &table);
	if (!list->parts.count)
		return;
	paper_text(paper, PAPER_PLAIN, say(paper, SAY("Texts that were changed:")));
	paper_list_begin(paper);
	for (size_t i = 0; i < list->parts.count; i++)
		paper_item(paper, list->parts.items[i]);
	paper_list_end(paper);
}

static void method(struct paper *paper, const struct report_view *view)
{
	paper_heading(paper, 2, say(paper, SAY("How to read the figures")));
	paper_list_begin(paper);
	paper_item(paper,
		   say(paper, SAY("A statement to the police is not a crime: only some of them "
				  "turn out to be one.")));
	paper_item(paper,
		   say(paper, SAY("“No data” means that nothing was said. It is not a zero.")));
	paper_item(paper,
		   say(paper, SAY("Only reports of the same unit about the same territory and a "
				  "period of the same length are compared. A percentage is shown "
				  "from a base of ten on.")));
	if (view->has_small)
		paper_item(
			paper,
			say(paper, SAY("Where few people live, one or two cases of a delicate kind "
				       "are shown as “fewer than 3”, so that nobody can be "
				       "recognised.")));
	paper_item(paper, arena_printf(paper->arena, "%s.", view->basis));
	paper_list_end(paper);
}

static void definitions(struct paper *paper, const struct report_paper_definitions *list)
{
	struct paper_table table = {
		.heads = {say(paper, SAY("Indicator")), say(paper, SAY("Definition"))},
		.widths = {1 - NOTES, NOTES},
		.columns = 2,
		.is_text = true};

	if (!list->count)
		return;
	paper_heading(paper, 2, say(paper, SAY("What these figures mean")));
	for (size_t i = 0; i < list->count; i++)
		*LIST_ADD(paper->arena, &table.rows) = (struct paper_row){
			.cells = {list->items[i].name, list->items[i].text}};
	paper_table(paper, &table);
}

static void identity(struct paper *paper, const struct report_view *view)
{
	paper_heading(paper, 2, say(paper, SAY("About this document")));
	paper_keep(paper, IDENTITY);
	paper_text(paper, PAPER_PLAIN,
		   filled(paper, SAY("Report {1}, version {2}."),
			  words_hole_integer(view->report->id),
			  words_hole_integer(view->report->version)));
	paper_text(paper, PAPER_SMALL,
		   arena_printf(paper->arena, "%s %s",
				say(paper, SAY("A published version never changes; its "
					       "fingerprint:")),
				view->report->hash));
	paper_code(paper, &view->qr, say(paper, SAY("QR code of this page’s address")),
		   say(paper, SAY("This version, and whether it was corrected since:")),
		   view->address);
}

enum outcome report_paper_pdf(struct arena *arena, const struct words *words,
			      const struct report_paper *report, const char **bytes, size_t *length)
{
	const struct report_view *view = report->view;
	struct pdf_about about = {.title = view->title,
				  .author = view->report->unit,
				  .language = words_language(words),
				  .at = view->report->updated_at,
				  .identity = view->report->hash};
	struct paper paper = paper_begin(arena, words, &about, foot_of(arena, words, view));

	head(&paper, report);
	outcomes(&paper, &view->talk);
	for (size_t i = 0; i < view->blocks.count; i++)
		block(&paper, &view->blocks.items[i]);
	plans(&paper, &view->talk);
	answers(&paper, &view->talk);
	changes(&paper, &view->changes);
	method(&paper, view);
	definitions(&paper, &report->definitions);
	identity(&paper, view);
	return paper_end(&paper, bytes, length);
}
