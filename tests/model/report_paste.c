#include "model/report_paste.h"

#include <criterion/criterion.h>

#include "model/base/text.h"
#include "tests/model/report_ready.h"

TestSuite(report_paste, .init = report_ready_begin, .fini = report_ready_end);

static const struct figures nothing;

static struct paste read(const char *text, const struct figures *present)
{
	struct indicators indicators = indicator_all(report_db);

	return report_paste_read(ready_arena(), &indicators, present, text);
}

static struct paste_line first(const char *text)
{
	struct paste paste = read(text, &nothing);

	cr_assert_eq(paste.count, 1, "%zu", paste.count);
	return paste.items[0];
}

Test(report_paste, an_unknown_name_is_told_with_its_line)
{
	struct paste paste = read("Крадіжки\t5\nКравіжки\t6\n", &nothing);

	cr_assert_eq(paste.items[1].line, 2);
	cr_assert_eq(paste.items[1].state, PASTE_UNKNOWN);
	cr_assert_eq(paste.changes, 1);
	cr_assert_eq(paste.faults, 1);
}

Test(report_paste, a_beginning_that_several_share_is_not_guessed)
{
	cr_assert_eq(first("з них\t5").state, PASTE_SEVERAL);
}

Test(report_paste, a_figure_named_twice_is_taken_once)
{
	struct paste paste = read("theft\t5\nКрадіжки (ст. 185 КК)\t6", &nothing);

	cr_assert_eq(paste.items[1].state, PASTE_TWICE);
}

Test(report_paste, what_is_no_number_is_told_why)
{
	cr_assert_eq(first("theft\tбагато").state, PASTE_WRONG);
	cr_assert_eq(first("theft\tбагато").fault.kind, FAULT_NOT_A_NUMBER);
	cr_assert_eq(first("theft\t16,661,261").fault.kind, FAULT_UNCLEAR_NUMBER);
}

Test(report_paste, what_stands_there_already_changes_nothing)
{
	struct figure five = {
		.indicator = "theft", .state = FIGURE_GIVEN, .value = 5000, .note = ""};
	struct figures present = {.items = &five, .count = 1};

	cr_assert_eq(read("theft\t5", &present).items[0].state, PASTE_SAME);
	cr_assert_eq(read("theft\t6", &present).items[0].state, PASTE_CHANGES);
}

Test(report_paste, names_do_not_mind_case_apostrophes_and_blanks)
{
	cr_assert_str_eq(first("  КЕРУВАННЯ у стані сп'яніння (ст. 130 КУпАП)\t12").indicator,
			 "drunk_driving");
	cr_assert_str_eq(first("theft (ст\t3").indicator, "");
	cr_assert_str_eq(first("Drug offences\t3").indicator, "drugs");
}

Test(report_paste, numbers_bring_their_qualifier_along)
{
	struct paste_line line = first("calls_total\tпонад 600\tза журналом");

	cr_assert_eq(line.will.qualifier, FIGURE_AT_LEAST);
	cr_assert_str_eq(line.note, "за журналом");
}

Test(report_paste, the_columns_of_an_import_are_known_by_their_header)
{
	struct paste paste = read("\xEF\xBB\xBFnote,indicator,value,qualifier\r\n"
				  "\"з коми, в лапках\",theft,49,approx\r\n",
				  &nothing);

	cr_assert_eq(paste.count, 1);
	cr_assert_str_eq(paste.items[0].indicator, "theft");
	cr_assert_str_eq(paste.items[0].value, "49");
	cr_assert_str_eq(paste.items[0].qualifier, "approx");
	cr_assert_str_eq(paste.items[0].note, "з коми, в лапках");
}

Test(report_paste, a_bare_column_fills_the_main_figures_in_their_order)
{
	struct indicators indicators = indicator_all(report_db);
	struct paste paste = read("437\n1204\n", &nothing);
	size_t second = 1;

	while (!indicators.items[second].is_core)
		second++;
	cr_assert_str_eq(paste.items[0].indicator, indicators.items[0].key);
	cr_assert_str_eq(paste.items[1].indicator, indicators.items[second].key);
}

Test(report_paste, only_what_changes_goes_into_the_form)
{
	struct paste paste = read("theft\t5\nkradizhky\t6\nfraud\t7\n", &nothing);
	struct pairs pairs = report_paste_pairs(ready_arena(), &paste);

	cr_assert_str_eq(pairs_value(&pairs, "figure.theft"), "5");
	cr_assert_str_eq(pairs_value(&pairs, "figure.fraud"), "7");
	cr_assert_str_eq(pairs_value(&pairs, "figure.fraud.state"), "given");
	cr_assert_eq(pairs.count, 6);
}

Test(report_paste, lines_shown_again_say_the_same)
{
	const char *typed = "theft\tпонад 5\t\"так; і\"\nfraud\t6\n";
	const char *plain = report_paste_plain(ready_arena(), typed);
	struct paste first_time = read(typed, &nothing), again = read(plain, &nothing);

	cr_assert_null(strchr(plain, '\t'));
	cr_assert_eq(again.changes, 2);
	for (size_t i = 0; i < first_time.count; i++) {
		cr_assert_str_eq(again.items[i].value, first_time.items[i].value);
		cr_assert_str_eq(again.items[i].note, first_time.items[i].note);
	}
}

Test(report_paste, too_many_lines_end_with_one_that_says_so)
{
	struct text text = text_begin(ready_arena(), (PASTE_LINES_MOST + 10) * 4 + 1);
	struct paste paste;

	for (size_t i = 0; i < PASTE_LINES_MOST + 10; i++)
		text_add(&text, "x\t1\n");
	paste = read(text.bytes, &nothing);
	cr_assert_eq(paste.count, PASTE_LINES_MOST + 1);
	cr_assert_eq(paste.items[PASTE_LINES_MOST].state, PASTE_TOO_MANY);
	cr_assert_eq(paste.items[PASTE_LINES_MOST].line, PASTE_LINES_MOST + 1);
}

Test(report_paste, an_empty_cell_of_a_bare_column_keeps_its_place)
{
	struct paste whole = read("10\n20\n30\n", &nothing), gap = read("10\n\n30\n", &nothing);

	cr_assert_eq(gap.count, 2);
	cr_assert_str_eq(gap.items[1].indicator, whole.items[2].indicator);
	cr_assert_eq(gap.items[1].line, 3);
}

Test(report_paste, an_empty_value_takes_nothing_away_and_a_dash_does)
{
	struct figure five = {
		.indicator = "theft", .state = FIGURE_GIVEN, .value = 5000, .note = "за журналом"};
	struct figures present = {.items = &five, .count = 1};
	struct paste dash = read("theft\t—\n", &present);
	struct pairs pairs = report_paste_pairs(ready_arena(), &dash);

	cr_assert_eq(read("theft\t\n", &present).count, 0);
	cr_assert_eq(dash.changes, 1);
	cr_assert_str_eq(pairs_find(&pairs, "figure.theft.note"), "");
}

Test(report_paste, a_qualifier_that_is_none_is_told_and_not_read_as_exact)
{
	struct paste_line line =
		read("indicator,value,qualifier\ntheft,49,about\n", &nothing).items[0];

	cr_assert_eq(line.state, PASTE_WRONG);
	cr_assert_eq(line.fault.kind, FAULT_UNKNOWN);
	cr_assert_str_eq(line.fault.detail, "about");
}

Test(report_paste, a_qualifier_may_say_why_there_is_no_number)
{
	struct paste paste = read(
		"indicator,value,qualifier,note\ntheft,,not_tracked,немає обліку\n", &nothing);
	struct pairs pairs = report_paste_pairs(ready_arena(), &paste);

	cr_assert_str_eq(pairs_value(&pairs, "figure.theft.state"), "not_tracked");
	cr_assert_str_eq(pairs_value(&pairs, "figure.theft.note"), "немає обліку");
}

Test(report_paste, a_note_may_hold_other_separators_and_line_ends)
{
	struct paste paste = read("indicator,value,qualifier,note\n"
				  "theft,49,approx,грабежі; розбої\n"
				  "fraud,5,exact,\"перше\r\nдруге, \"\"третє\"\"\"\r\n"
				  "кравіжки,1,,\n",
				  &nothing);

	cr_assert_eq(paste.count, 3);
	cr_assert_str_eq(paste.items[0].note, "грабежі; розбої");
	cr_assert_str_eq(paste.items[1].note, "перше друге, \"третє\"");
	cr_assert_eq(paste.items[2].line, 5);
}

Test(report_paste, a_lone_quote_is_a_sign_like_any_other)
{
	struct paste paste = read("theft\t5\t\"невідомо\nfraud\t6\n", &nothing);

	cr_assert_eq(paste.changes, 2);
	cr_assert_str_eq(paste.items[0].note, "\"невідомо");
	cr_assert_str_eq(first("theft\t5\t\"Мак\" і ще").note, "\"Мак\" і ще");
}

Test(report_paste, a_comma_within_a_number_parts_no_cells)
{
	cr_assert_str_eq(first("понад 1204,5").value, "понад 1204,5");
	cr_assert_str_eq(first("1\u00A0204,5").typed, "1\u00A0204,5");
	cr_assert_str_eq(first("theft,49").indicator, "theft");
}

Test(report_paste, a_note_longer_than_its_field_is_told_with_its_line)
{
	char typed[2000] = "theft\t3\t";

	memset(typed + strlen(typed), 'a', REPORT_NOTE_MOST + 1);
	cr_assert_eq(first(typed).state, PASTE_WRONG);
	cr_assert_eq(first(typed).fault.kind, FAULT_TOO_LONG);
}
