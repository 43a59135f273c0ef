#include "open_rows.h"

#include "feeds/open_data.h"
#include "model/community_settings.h"
#include "model/report_answer.h"
#include "model/report_hearing.h"
#include "model/report_read.h"
#include "templates/report_words.h"

const char *open_rows_edrpou(struct db *db, const struct community *community)
{
	struct community_settings settings;

	/* A failure ends the answer by the database's own outcome. */
	return community_settings_find(db, community->id, &settings) == OK ? settings.edrpou : "";
}

/* The whole address of a page below the hromada's. */
static const char *url_of(const struct open_rows *rows, const char *kind, const char *key)
{
	return arena_printf(rows->db->arena, "%s/%s/%s/%s", rows->public_url, rows->community->slug,
			    kind, key);
}

static const char *issue_url(const struct open_rows *rows, const struct issue *issue)
{
	return url_of(rows, "issues", issue_key_text(rows->db->arena, issue->year, issue->number));
}

void open_rows_issue(const struct open_rows *rows, const struct issue *issue)
{
	open_data_issue(rows->sheet, rows->community, issue, issue_url(rows, issue));
}

void open_rows_updates(const struct open_rows *rows, const struct issue *issue)
{
	struct arena *arena = rows->db->arena;
	struct updates updates = update_list(rows->db, issue->id);
	struct open_data_update entry = {.community = rows->community,
					 .issue = issue_key_text(arena, issue->year, issue->number),
					 .is_made_up = issue->is_made_up};

	for (size_t i = 0; i < updates.count; i++) {
		entry.update = &updates.items[i];
		entry.url = arena_printf(arena, "%s#update-%lld", issue_url(rows, issue),
					 (long long)updates.items[i].number);
		open_data_update(rows->sheet, &entry);
	}
}

void open_rows_report(const struct open_rows *rows, const struct report *report)
{
	struct arena *arena = rows->db->arena;
	const struct words *words = words_of("uk");
	struct report_hearing hearing = report_hearing_of(rows->db, report->id,
							  rows->community->id);

	open_data_report(
		rows->sheet,
		&(struct open_data_report){
			.report = report,
			.title = report_words_title(arena, words, report),
			.type = report_words_kind(words, report->kind),
			.url = arena_printf(arena, "%s/%s/reports/%lld", rows->public_url,
					    rows->community->slug, (long long)report->id),
			.publisher = rows->community->name,
			.edrpou = rows->edrpou,
			.presented = hearing.is_presented ? hearing.day : (struct date){0}});
}

void open_rows_figures(const struct open_rows *rows, const struct report *report)
{
	struct indicators indicators = indicator_all(rows->db);
	struct figures figures = report_figures(rows->db, report);

	for (size_t i = 0; i < figures.count; i++)
		open_data_figure(rows->sheet, report, &figures.items[i],
				 indicator_find(&indicators, figures.items[i].indicator));
}

void open_rows_question(const struct open_rows *rows, const struct question *question)
{
	struct arena *arena = rows->db->arena;
	struct report_answers answers = report_answers_to(rows->db, question);
	struct open_data_question entry = {
		.question = question,
		.katottg = rows->community->katottg,
		.answer = question->answer,
		.answered_by = question->answered_by,
		.url = url_of(rows, "questions", question_key_text(arena, question)),
		.issue = question->issue_number ? url_of(rows, "issues",
							 issue_key_text(arena, question->issue_year,
									question->issue_number))
						: "",
		.report = ""};

	for (size_t i = 0; i < answers.count; i++) {
		const struct report_answer *answer = &answers.items[i];

		if (!*answer->answer)
			continue;
		entry.answer = answer->answer;
		entry.answered_by = answer->answered_by;
		entry.report = url_of(rows, "reports",
				      arena_printf(arena, "%lld", (long long)answer->report_id));
	}
	open_data_question(rows->sheet, &entry);
}
