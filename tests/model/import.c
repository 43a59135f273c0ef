/* Issues and reports from files: all or nothing, faults by line and column, twice changes nothing. */
#include <criterion/criterion.h>

#include "model/base/text.h"
#include "model/issue_import.h"
#include "model/report_import.h"
#include "model/report_read.h"
#include "tests/world.h"

static void begin(void)
{
	world_begin();
	cr_assert_eq(indicator_load(world_change(ROLE_ADMIN)), OK);
	world_commit();
}

TestSuite(import, .init = begin, .fini = world_end);

#define ISSUE_HEADER                                                                           \
	"community,category,title,text,area,place,lat,long,state,source,reported,responsible," \
	"due,reference\n"
#define REPORT_HEADER "community,kind,from,to,unit,indicator,value,qualifier,note,reference\n"

static struct table table;
static struct issue_import_counts issues;
static struct report_import_counts reports;

/* Import the text; the change is committed when all went well, else taken back. */
static enum outcome import(const char *text, bool are_reports)
{
	struct change *change = world_change(ROLE_RESIDENT);
	FILE *file = fmemopen(arena_string(ready_arena(), text), strlen(text), "r");
	enum outcome outcome = table_begin(&table, ready_arena(), file,
					   are_reports ? report_import_columns
						       : issue_import_columns);
	enum outcome ended;

	if (outcome == OK)
		outcome = are_reports ? report_import(change, &table, NULL, &reports)
				      : issue_import(change, &table, NULL, &issues);
	ended = table_end(&table);
	fclose(file);
	if (outcome == OK)
		outcome = ended;
	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

static enum outcome import_issues(const char *text)
{
	return import(arena_printf(ready_arena(), "%s%s", ISSUE_HEADER, text), false);
}

static enum outcome import_reports(const char *text)
{
	return import(arena_printf(ready_arena(), "%s%s", REPORT_HEADER, text), true);
}

/* The one fault there is: "line column kind". */
static const char *the_fault(void)
{
	cr_assert_eq(table.faults.count, 1, "%zu faults", table.faults.count);
	return arena_printf(ready_arena(), "%zu %s %d", table.faults.items[0].line,
			    table.faults.items[0].field, (int)table.faults.items[0].kind);
}

#define assert_fault(line, column, kind) \
	cr_assert_str_eq(the_fault(),    \
			 arena_printf(ready_arena(), "%d %s %d", line, column, (int)(kind)))

static int64_t count_of(const char *what)
{
	return strcmp(what, "issue") == 0
		       ? db_int(world_db(), "SELECT count(*) FROM issue", NO_ARGS, -1)
		       : db_int(world_db(), "SELECT count(*) FROM report", NO_ARGS, -1);
}

static const char *state_of(const char *reference)
{
	return db_text(world_db(), "SELECT state FROM issue WHERE reference = $1",
		       ARGS(TEXT(reference)));
}

/* ------------------------------------------------------------------ issues */

Test(import, a_fault_on_line_812_is_named_and_changes_nothing)
{
	struct text text = text_begin(ready_arena(), (size_t)1 << 20);

	for (int line = 2; line <= 1000; line++)
		text_addf(&text,
			  "korosten,lighting,,Темно біля зупинки %d,Бехи,,,,,call,%s,,,r%d\n", line,
			  line == 812 ? "2026-02-30" : "2026-02-28", line);
	cr_assert_eq(import_issues(text.bytes), INVALID);
	assert_fault(812, "reported", FAULT_NOT_A_DATE);
	cr_assert_eq(count_of("issue"), 0);
}

Test(import, an_unknown_column_is_a_fault)
{
	cr_assert_eq(
		import("community,category,text,colour\nkorosten,roads,Яма на дорозі,red\n", false),
		INVALID);
	assert_fault(1, "colour", FAULT_UNKNOWN_COLUMN);
}

Test(import, every_fault_is_told_in_one_try)
{
	cr_assert_eq(import_issues("nowhere,lighting,,Темно,Бехи,,,,,,,,,a\n"
				   "korosten,nonsense,,Темно на вулиці,Бехи,,,,,,,,,b\n"
				   "korosten,lighting,,Темно на вулиці,Атлантида,,,,,,,,,c\n"
				   "korosten,lighting,,Темно на вулиці,Бехи,,,,dancing,,,,,d\n"
				   "korosten,lighting,,Темно на вулиці,Бехи,,50.9,,,,,,,e\n"
				   "korosten,lighting,,Темно на вулиці,Бехи,,,,,rumour,,,,f\n"),
		     INVALID);
	cr_assert_eq(table.faults.count, 6);
	for (size_t i = 0; i < 6; i++)
		cr_expect_eq(table.faults.items[i].line, i + 2);
	cr_assert_eq(count_of("issue"), 0);
}

static const char *repeated(const char *letter, size_t count)
{
	struct text text = text_begin(ready_arena(), 100000);

	while (count--)
		text_add(&text, letter);
	return text.bytes;
}

/* A row that is right but for what stands in the column. */
static void import_with(const char *column, const char *value)
{
	static const char *const right[][2] = {{"community", "korosten"},
					       {"category", "roads"},
					       {"text", "Яма на дорозі"},
					       {"place", "міст"}};
	struct text names = text_begin(ready_arena(), 1000);
	struct text cells = text_begin(ready_arena(), 100000);

	for (size_t i = 0; i < COUNT(right); i++)
		if (strcmp(right[i][0], column) != 0) {
			text_addf(&names, "%s,", right[i][0]);
			text_addf(&cells, "%s,", right[i][1]);
		}
	cr_assert_eq(import(arena_printf(ready_arena(), "%s%s\n%s%s\n", names.bytes, column,
					 cells.bytes, value),
			    false),
		     table.faults.count ? INVALID : OK);
}

/* The column of a field of the form, or NULL: what a file does not tell. */
static const char *column_of(const char *field)
{
	static const char *const otherwise[][2] = {
		{"received", "reported"}, {"publish_not_before", "published"},
		{"contact_name", NULL},   {"contact_phone", NULL},
		{"contact_email", NULL},  {"link", NULL}};

	for (size_t i = 0; i < COUNT(otherwise); i++)
		if (strcmp(otherwise[i][0], field) == 0)
			return otherwise[i][1];
	return field;
}

/* What the form says of the value, the file says too, under its own name for the field. */
static void expect_same_fault(const struct field *field, const char *column, const char *value)
{
	struct pairs typed = {0};
	struct issue_report report = {0};
	struct form form = form_begin(ready_arena(), &typed);
	const struct fault *wanted;
	bool is_told = false;

	pairs_add(ready_arena(), &typed, field->name, value);
	/* Whatever the value, one of the two that are required was not typed. */
	cr_assert_eq(form_read(&form, issue_entry_fields, &report), INVALID);
	wanted = form_fault_of(&form, field->name);
	import_with(column, value);
	for (size_t i = 0; i < table.faults.count; i++) {
		const struct fault *fault = &table.faults.items[i];

		/* Unknown kinds and sources the form is told later, where the model looks for them. */
		is_told |= strcmp(fault->field, column) == 0 &&
			   (wanted ? fault->kind == wanted->kind &&
					     fault->number == wanted->number &&
					     fault->other == wanted->other
				   : fault->kind != FAULT_UNKNOWN);
	}
	cr_expect_eq(is_told, wanted != NULL, "%s: '%.20s'", column, value);
}

Test(import, a_file_has_the_fields_of_the_form_and_their_limits)
{
	const char *const values[] = {repeated("ж", 5000), "99", "ab", "2026-02-30"};

	for (const struct field *field = issue_entry_fields; field->name; field++) {
		const char *column = column_of(field->name);
		const struct table_column *known = issue_import_columns;

		if (!column)
			continue;
		while (known->name && strcmp(known->name, column) != 0)
			known++;
		cr_assert(known->name, "no column for '%s'", field->name);
		/* By name in a file, by its row in a form. */
		if (strcmp(column, "area") == 0 || strcmp(column, "responsible") == 0)
			continue;
		for (size_t i = 0; i < COUNT(values); i++)
			expect_same_fault(field, column, values[i]);
	}
}

Test(import, what_only_a_file_tells_has_limits_too)
{
	for (const struct field *field = issue_import_fields; field->name; field++) {
		import_with(field->name, repeated("ж", (size_t)field->most + 1));
		assert_fault(2, field->name, FAULT_TOO_LONG);
	}
}

Test(import, the_name_of_a_body_is_cleaned_before_it_is_kept)
{
	cr_assert_eq(import_issues("korosten,roads,,Яма на дорозі,Бехи,,,,assigned,,,"
				   "\" Наш  краи\u0306 \",2027-01-01,a\n"),
		     OK);
	cr_expect_eq(db_int(world_db(), "SELECT count(*) FROM organisation WHERE name = $1",
			    ARGS(TEXT("Наш край")), 0),
		     1);
}

Test(import, domestic_violence_is_not_taken_from_a_file_either)
{
	cr_assert_eq(import_issues("korosten,dv,,Щось сталося,Бехи,,,,,,,,,a\n"), INVALID);
	assert_fault(2, "category", FAULT_REDIRECT_ONLY);
}

Test(import, what_is_to_come_cannot_have_been_reported)
{
	cr_assert_eq(import_issues("korosten,roads,,Яма на дорозі,Бехи,,,,,,2027-01-01,,,a\n"),
		     INVALID);
	assert_fault(2, "reported", FAULT_DATE_FUTURE);
}

Test(import, a_file_cannot_tell_of_what_something_is_a_duplicate)
{
	cr_assert_eq(import_issues("korosten,roads,,Яма на дорозі,Бехи,,,,duplicate,,,,,a\n"),
		     INVALID);
	assert_fault(2, "state", FAULT_NOT_ALLOWED_NOW);
}

Test(import, work_under_way_needs_a_body)
{
	cr_assert_eq(import_issues("korosten,roads,,Яма на дорозі,Бехи,,,,in_progress,call,,,,a\n"),
		     INVALID);
	assert_fault(2, "responsible", FAULT_MISSING);
}

Test(import, twice_changes_nothing)
{
	const char *text = "korosten,roads,,Яма на дорозі,Бехи,,,,closed,meeting,2026-05-01,КП,,a\n"
			   "korosten,roads,,Яма на мосту,Бехи,,,,,call,2026-05-01,,,\n";
	int64_t lines;

	cr_assert_eq(import_issues(text), OK);
	cr_assert_eq(issues.added, 2);
	lines = db_int(world_db(), "SELECT count(*) FROM audit", NO_ARGS, -1);
	cr_assert_eq(import_issues(text), OK);
	cr_assert_eq(issues.read, 2);
	cr_assert_eq(issues.added, 0);
	cr_assert_eq(issues.known, 2);
	cr_assert_eq(count_of("issue"), 2);
	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM audit", NO_ARGS, -1), lines);
}

Test(import, the_same_reference_twice_in_a_file_is_one_issue)
{
	cr_assert_eq(import_issues("korosten,roads,,Яма на дорозі,Бехи,,,,,call,,,,a\n"
				   "korosten,roads,,Яма на дорозі,Бехи,,,,,call,,,,a\n"),
		     OK);
	cr_assert_eq(count_of("issue"), 1);
}

Test(import, every_state_but_duplicate_is_reached_by_its_steps)
{
	static const char *const states[] = {"new",         "moderation", "registered", "assigned",
					     "in_progress", "planned",    "on_hold",    "forwarded",
					     "resolved",    "closed",     "clarified",  "declined",
					     "reopened",    "restricted"};
	struct text text = text_begin(ready_arena(), 8192);

	for (size_t i = 0; i < COUNT(states); i++)
		text_addf(&text,
			  "korosten,roads,,Яма на дорозі,Бехи,,,,%s,meeting,2026-05-01,КП,"
			  "2026-05-20,%s\n",
			  states[i], states[i]);
	cr_assert_eq(import_issues(text.bytes), OK);
	for (size_t i = 0; i < COUNT(states); i++)
		cr_expect_str_eq(state_of(states[i]), states[i]);
	cr_assert_eq(
		db_int(world_db(),
		       "SELECT count(*) FROM issue_event e JOIN issue i ON i.id = e.issue_id"
		       " WHERE i.reference = 'closed' AND e.is_public = 1 AND e.public_note = ''",
		       NO_ARGS, -1),
		0);
}

Test(import, a_letter_whose_number_a_file_does_not_have_is_not_given_one)
{
	cr_assert_eq(import_issues("korosten,roads,,Яма на дорозі,Бехи,,,,forwarded,call,,КП,,a\n"),
		     OK);
	cr_assert_str_eq(db_text(world_db(),
				 "SELECT evidence FROM issue_event WHERE to_state = 'forwarded'",
				 NO_ARGS),
			 "номер листа не перенесено з попереднього реєстру");
}

Test(import, what_was_reopened_is_public_and_was_never_declined)
{
	cr_assert_eq(import_issues("korosten,roads,,Яма на дорозі,Бехи,,,,reopened,call,,КП,,a\n"
				   "korosten,roads,,Яма на мосту,Бехи,,,,reopened,call,,,,b\n"),
		     OK);
	cr_expect_eq(db_int(world_db(),
			    "SELECT count(*) FROM issue_public WHERE state = 'reopened'", NO_ARGS,
			    -1),
		     2);
	cr_expect_eq(db_int(world_db(),
			    "SELECT count(*) FROM issue_event WHERE to_state = 'declined'", NO_ARGS,
			    -1),
		     0);
}

Test(import, what_waits_for_a_moment_is_not_made_public_by_a_file)
{
	cr_assert_eq(import_issues("korosten,damage,,Вибито вікна,Бехи,,,,registered,call,,,,a\n"),
		     INVALID);
	assert_fault(2, "state", FAULT_NOT_ALLOWED_NOW);
	cr_assert_eq(import_issues("korosten,damage,,Вибито вікна,Бехи,,,,moderation,call,,,,a\n"),
		     OK);
}

Test(import, without_a_state_residents_wait_for_moderation_and_staff_do_not)
{
	cr_assert_eq(import_issues("korosten,roads,,Яма на дорозі,Бехи,,,,,resident,,,,a\n"
				   "korosten,roads,,Яма на мосту,Бехи,,,,,meeting,,,,b\n"),
		     OK);
	cr_assert_str_eq(state_of("a"), "moderation");
	cr_assert_str_eq(state_of("b"), "registered");
}

Test(import, places_and_hromadas_are_understood_by_code_and_by_name)
{
	cr_assert_eq(
		import_issues("korosten,roads,,Яма на дорозі,с. Бехи,,,,,call,,,,a\n"
			      "UA1806009,roads,,Яма на мосту,UA18060090040092448,,,,,call,,,,b\n"
			      "UA18060090000061708,roads,,Яма у дворі,бехи,,,,,call,,,,c\n"),
		OK);
	cr_assert_eq(db_int(world_db(),
			    "SELECT count(*) FROM issue i JOIN area a ON a.id = i.area_id"
			    " WHERE a.katottg = 'UA18060090040092448'",
			    NO_ARGS, 0),
		     3);
}

Test(import, text_with_commas_quotes_and_line_ends_stays_whole)
{
	cr_assert_eq(import_issues("korosten,roads,,\"Яма, \"\"велика\"\"\nна дорозі\",Бехи,,,,,"
				   "call,,,,a\n"),
		     OK);
	cr_assert_str_eq(db_text(world_db(), "SELECT text FROM issue", NO_ARGS),
			 "Яма, \"велика\"\nна дорозі");
}

/* ------------------------------------------------------------------ reports */

#define REPORT_LINE "korosten,bimonthly,2026-07-01,2026-08-31,Відділ поліції"

Test(import, a_figure_that_can_be_read_two_ways_is_asked_back)
{
	cr_assert_eq(import_reports(REPORT_LINE ",theft,40,,,a\n" REPORT_LINE
						",damage_uah,\"16,661,261 тис.\",,,a\n"),
		     INVALID);
	assert_fault(3, "value", FAULT_UNCLEAR_NUMBER);
	cr_assert_eq(count_of("report"), 0);
}

Test(import, an_unknown_indicator_section_or_qualifier_is_a_fault)
{
	cr_assert_eq(import_reports(REPORT_LINE ",thefts,40,,,a\n"), INVALID);
	assert_fault(2, "indicator", FAULT_UNKNOWN);
	cr_assert_eq(import_reports(REPORT_LINE ",section.poetry,Ода,,,a\n"), INVALID);
	assert_fault(2, "indicator", FAULT_UNKNOWN);
	cr_assert_eq(
		import_reports(REPORT_LINE ",theft,40,,,a\n" REPORT_LINE ",fraud,40,perhaps,,a\n"),
		INVALID);
	assert_fault(3, "qualifier", FAULT_UNKNOWN);
}

Test(import, a_figure_twice_is_a_fault)
{
	cr_assert_eq(import_reports(REPORT_LINE ",theft,40,,,a\n" REPORT_LINE ",theft,41,,,a\n"),
		     INVALID);
	assert_fault(3, "indicator", FAULT_TAKEN);
}

Test(import, the_lines_of_a_report_agree_on_its_period)
{
	cr_assert_eq(import_reports(REPORT_LINE
				    ",theft,40,,,a\n"
				    "korosten,bimonthly,2026-07-01,2026-08-30,Відділ поліції,"
				    "fraud,40,,,a\n"),
		     INVALID);
	assert_fault(3, "to", FAULT_UNKNOWN);
}

Test(import, a_period_that_is_not_over_is_not_published)
{
	cr_assert_eq(
		import_reports("korosten,bimonthly,2026-11-01,2026-12-31,Відділ,theft,1,,,a\n"),
		INVALID);
	assert_fault(2, "to", FAULT_DATE_FUTURE);
	cr_assert_eq(count_of("report"), 0);
}

Test(import, a_report_is_published_with_qualifiers_notes_and_texts)
{
	struct report report;
	struct figures figures;

	cr_assert_eq(import_reports(REPORT_LINE
				    ",calls_total,понад 600,,,a\n" REPORT_LINE
				    ",theft,40,approx,з них десять у серпні,a\n" REPORT_LINE
				    ",arrival_mean,,not_tracked,,a\n" REPORT_LINE
				    ",section.crime,Крадіжок поменшало.,,,a\n" REPORT_LINE
				    ",section.summary,Спокійне літо.,,,a\n"),
		     OK);
	cr_assert_eq(report_newest(world_db(), world_korosten.id, &report), OK);
	cr_assert_str_eq(report.summary, "Спокійне літо.");
	figures = report_figures(world_db(), &report);
	cr_assert_eq(figure_find(&figures, "calls_total")->qualifier, FIGURE_AT_LEAST);
	cr_assert_eq(figure_find(&figures, "calls_total")->value, 600000);
	cr_assert_eq(figure_find(&figures, "theft")->qualifier, FIGURE_APPROX);
	cr_assert_str_eq(figure_find(&figures, "theft")->note, "з них десять у серпні");
	cr_assert_eq(figure_find(&figures, "arrival_mean")->state, FIGURE_NOT_TRACKED);
}

Test(import, a_report_twice_changes_nothing)
{
	const char *text = REPORT_LINE ",theft,40,,,\n" REPORT_LINE ",fraud,12,,,\n";

	cr_assert_eq(import_reports(text), OK);
	cr_assert_eq(reports.added, 1);
	cr_assert_eq(import_reports(text), OK);
	cr_assert_eq(reports.known, 1);
	cr_assert_eq(count_of("report"), 1);
}

Test(import, reports_may_stand_mixed_in_a_file)
{
	cr_assert_eq(
		import_reports(
			REPORT_LINE
			",theft,40,,,a\n"
			"korosten,annual,2025-01-01,2025-12-31,Відділ,theft,240,,,b\n" REPORT_LINE
			",fraud,12,,,a\n"),
		OK);
	cr_assert_eq(reports.added, 2);
}
