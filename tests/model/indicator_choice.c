#include "model/indicator_choice.h"

#include <criterion/criterion.h>

#include "model/indicator_definition.h"
#include "model/indicator_own.h"
#include "model/report_import.h"
#include "tests/model/report_ready.h"

TestSuite(indicator_choice, .init = report_ready_begin, .fini = report_ready_end);

#define WORDS "крадіжки, про які відкрито провадження"

static const struct indicator *in(const struct community *community, const char *key)
{
	struct indicators *all = arena_take(ready_arena(), sizeof(*all));

	*all = indicator_of(report_db, community->id);
	return indicator_find(all, key);
}

static struct indicator_choice choice(int64_t place, const char *definition)
{
	return (struct indicator_choice){.is_used = true,
					 .is_core = true,
					 .place = place,
					 .definition = definition,
					 .definition_en = ""};
}

/* What came of it; the form's first fault of a field stays in *fault. */
static enum outcome choose(const char *key, struct indicator_choice wanted, const char *field,
			   enum fault_kind *fault)
{
	struct change change = report_change_by(REPORT_CHIEF, "2026-02-01");
	struct form form = report_form();
	enum outcome outcome = indicator_choice_change(&change, &form, report_korosten.id, key,
						       &wanted);

	if (fault)
		*fault = report_fault(&form, field);
	if (outcome == OK)
		report_done(&change);
	else
		change_cancel(&change);
	return outcome;
}

/* The version by which a report of that period counts thefts. */
static int counted(struct report_draft *draft)
{
	struct report report;
	struct figures figures;

	report_figure(draft, "theft", 7);
	report = report_public_one(report_published(draft));
	figures = report_figures(report_db, &report);
	return figure_find(&figures, "theft")->definition_version;
}

static int counted_in(const char *from, const char *to)
{
	struct report_draft draft = report_draft_of(from, to);

	return counted(&draft);
}

Test(indicator_choice, an_indicator_that_is_not_there_is_not_found)
{
	cr_assert_eq(choose("unicorns", choice(1, ""), "", NULL), NOT_FOUND);
}

Test(indicator_choice, english_words_alone_are_asked_back)
{
	struct indicator_choice wanted = choice(1, "");
	enum fault_kind fault;

	wanted.definition_en = "thefts";
	cr_assert_eq(choose("theft", wanted, "definition", &fault), INVALID);
	cr_assert_eq(fault, FAULT_MISSING);
}

Test(indicator_choice, a_definition_by_which_was_counted_changes_only_if_that_is_meant)
{
	struct indicator_choice wanted = choice(1, WORDS);
	enum fault_kind fault;

	cr_assert_eq(counted_in("2025-11-01", "2025-12-31"), 1);
	cr_assert_eq(choose("theft", wanted, "is_break_meant", &fault), INVALID);
	cr_assert_eq(fault, FAULT_BREAKS);
	wanted.is_break_meant = true;
	cr_assert_eq(choose("theft", wanted, "", NULL), OK);
	cr_assert_eq(counted_in("2026-01-01", "2026-02-28"), 2);
}

Test(indicator_choice, words_by_which_nobody_counted_yet_change_without_asking)
{
	cr_assert_eq(choose("theft", choice(1, WORDS), "", NULL), OK);
	cr_assert_str_eq(in(&report_korosten, "theft")->definition, WORDS);
	cr_assert_eq(in(&report_korosten, "theft")->definition_version, 2);
}

Test(indicator_choice, what_one_hromada_chooses_another_does_not_feel)
{
	struct indicator_choice wanted = choice(1, WORDS);

	wanted.is_used = false;
	cr_assert_eq(choose("theft", wanted, "", NULL), OK);
	cr_assert_not(in(&report_korosten, "theft")->is_used);
	cr_assert_not(indicator_is_used(report_db, report_korosten.id, "theft"));
	cr_assert(in(&report_village, "theft")->is_used);
	cr_assert(indicator_is_used(report_db, report_village.id, "theft"));
	cr_assert_eq(in(&report_village, "theft")->definition_version, 1);
}

Test(indicator_choice, a_version_means_the_same_words_for_ever)
{
	struct indicator_choice wanted = choice(1, WORDS);
	struct indicator_definitions definitions;

	wanted.is_break_meant = true;
	cr_assert_eq(choose("theft", wanted, "", NULL), OK);
	cr_assert_eq(counted_in("2025-11-01", "2025-12-31"), 2);
	wanted.definition = "";
	cr_assert_eq(choose("theft", wanted, "", NULL), OK);
	cr_assert_eq(counted_in("2026-01-01", "2026-02-28"), 1);
	wanted.definition = WORDS;
	cr_assert_eq(choose("theft", wanted, "", NULL), OK);
	cr_assert_eq(counted_in("2026-03-01", "2026-04-30"), 2);
	definitions = indicator_definitions_of(report_db, "theft", report_korosten.id);
	cr_assert_eq(definitions.count, 2);
	cr_assert_str_eq(definitions.items[0].uk, WORDS);
	cr_assert(definitions.items[0].is_own);
	definitions = indicator_definitions_of(report_db, "theft", report_village.id);
	cr_assert_eq(definitions.count, 1);
}

Test(indicator_choice, a_written_definition_cannot_be_reworded)
{
	struct change change = report_change_by(REPORT_SYSTEM, "2026-01-01");

	cr_assert_neq(change_run(&change,
				 "UPDATE indicator_definition SET uk = 'інакше' "
				 "WHERE indicator = 'theft'",
				 NO_ARGS),
		      OK);
	change_cancel(&change);
}

Test(indicator_choice, the_programs_next_version_meets_no_hromadas)
{
	struct change change;

	cr_assert_eq(choose("theft", choice(1, WORDS), "", NULL), OK);
	change = report_change_by(REPORT_SYSTEM, "2026-03-01");
	cr_assert_eq(change_run(&change,
				"UPDATE indicator SET definition = 'інакше' WHERE key = 'theft'",
				NO_ARGS),
		     OK);
	cr_assert_eq(indicator_load(&change), OK);
	report_done(&change);
	cr_assert_eq(in(&report_village, "theft")->definition_version, 3);
	cr_assert_eq(in(&report_korosten, "theft")->definition_version, 2);
	cr_assert_str_eq(in(&report_korosten, "theft")->definition, WORDS);
}

Test(indicator_choice, a_report_of_several_hromadas_counts_by_everybodys_words)
{
	struct report_draft draft = report_draft_of("2026-01-01", "2026-02-28");

	cr_assert_eq(choose("theft", choice(1, WORDS), "", NULL), OK);
	*LIST_ADD(ready_arena(), &draft.territories) = report_village.katottg;
	cr_assert_eq(counted(&draft), 1);
}

Test(indicator_choice, a_place_moves_those_between_and_no_others)
{
	struct indicators before = indicator_choice_part(report_db, report_korosten.id, "crime"),
			  after;

	cr_assert_eq(choose(before.items[4].key, choice(2, ""), "", NULL), OK);
	after = indicator_choice_part(report_db, report_korosten.id, "crime");
	cr_assert_str_eq(after.items[0].key, before.items[0].key);
	cr_assert_str_eq(after.items[1].key, before.items[4].key);
	cr_assert_str_eq(after.items[2].key, before.items[1].key);
	cr_assert_str_eq(after.items[4].key, before.items[3].key);
	cr_assert_str_eq(after.items[5].key, before.items[5].key);
	cr_assert_eq(choose(before.items[4].key, choice(999, ""), "", NULL), OK);
	after = indicator_choice_part(report_db, report_korosten.id, "crime");
	cr_assert_str_eq(after.items[after.count - 1].key, before.items[4].key);
	cr_assert_str_eq(after.items[1].key, before.items[1].key);
}

/* ---------------------------------------------------------------- own ones */

static struct indicator_own own(void)
{
	return (struct indicator_own){.key = "cameras",
				      .section = "prevention",
				      .uk = "Перевірено камер",
				      .en = "Cameras checked",
				      .unit = "од.",
				      .kind = INDICATOR_FLOW,
				      .publicity = INDICATOR_PUBLIC,
				      .subset_of = "",
				      .definition = "кожна перевірка камери",
				      .definition_en = "each check of a camera"};
}

static enum fault_kind add(const struct community *community, struct indicator_own wanted,
			   const char *field)
{
	struct change change = report_change_by(REPORT_CHIEF, "2026-02-01");
	struct form form = report_form();
	const char *key;
	enum outcome outcome = indicator_own_add(&change, &form, community->id, &wanted, &key);

	if (outcome == OK)
		report_done(&change);
	else
		change_cancel(&change);
	return report_fault(&form, field);
}

static enum outcome take_away(const struct community *community, const char *key)
{
	struct change change = report_change_by(REPORT_CHIEF, "2026-02-01");
	enum outcome outcome = indicator_own_remove(&change, community->id, key);

	if (outcome == OK)
		report_done(&change);
	else
		change_cancel(&change);
	return outcome;
}

Test(indicator_choice, what_an_own_indicator_cannot_be_is_told_field_by_field)
{
	struct indicator_own wanted = own();

	wanted.key = "Камери";
	cr_expect_eq(add(&report_korosten, wanted, "key"), FAULT_NOT_A_KEY);
	wanted = own();
	wanted.section = "weather";
	cr_expect_eq(add(&report_korosten, wanted, "section"), FAULT_UNKNOWN);
	wanted = own();
	wanted.unit = "км";
	cr_expect_eq(add(&report_korosten, wanted, "unit"), FAULT_UNKNOWN);
	wanted.unit = "%";
	cr_expect_eq(add(&report_korosten, wanted, "kind"), FAULT_NOT_A_SUM);
	wanted = own();
	wanted.subset_of = "unicorns";
	cr_expect_eq(add(&report_korosten, wanted, "subset_of"), FAULT_UNKNOWN);
	wanted.subset_of = "dv_registered_end";
	cr_expect_eq(add(&report_korosten, wanted, "subset_of"), FAULT_OTHER_KIND);
	wanted.subset_of = "";
	wanted.is_kind = true;
	cr_expect_eq(add(&report_korosten, wanted, "subset_of"), FAULT_MISSING);
}

Test(indicator_choice, an_own_indicator_is_the_hromadas_alone)
{
	cr_assert_eq(add(&report_korosten, own(), "key"), FAULT_NONE);
	cr_assert(in(&report_korosten, "own_cameras")->is_used);
	cr_assert_str_eq(indicator_wording(in(&report_korosten, "own_cameras"), "en"),
			 "each check of a camera");
	cr_assert_not(in(&report_village, "own_cameras")->is_used);
	cr_assert_not(indicator_is_used(report_db, report_village.id, "own_cameras"));
	cr_assert_eq(add(&report_village, own(), "key"), FAULT_TAKEN);
	cr_assert_eq(take_away(&report_village, "own_cameras"), NOT_FOUND);
}

Test(indicator_choice, an_own_indicator_is_counted_and_can_then_not_be_removed)
{
	struct report_draft draft = report_draft_of("2026-01-01", "2026-02-28");
	struct report report;
	struct figures figures;

	cr_assert_eq(add(&report_korosten, own(), "key"), FAULT_NONE);
	report_figure(&draft, "own_cameras", 12);
	report = report_public_one(report_published(&draft));
	figures = report_figures(report_db, &report);
	cr_assert_eq(figure_find(&figures, "own_cameras")->value, 12000);
	cr_assert_eq(take_away(&report_korosten, "own_cameras"), CONFLICT);
}

Test(indicator_choice, an_own_indicator_of_which_nothing_was_counted_can_be_removed)
{
	cr_assert_eq(add(&report_korosten, own(), "key"), FAULT_NONE);
	cr_assert_eq(choose("own_cameras",
			    (struct indicator_choice){.uk = "Камери",
						      .en = "Cameras",
						      .is_used = true,
						      .place = 1,
						      .definition = "інакше",
						      .definition_en = ""},
			    "", NULL),
		     OK);
	cr_assert_str_eq(in(&report_korosten, "own_cameras")->uk, "Камери");
	cr_assert_eq(take_away(&report_korosten, "own_cameras"), OK);
	cr_assert_null(in(&report_korosten, "own_cameras"));
	cr_assert_eq(take_away(&report_korosten, "theft"), NOT_FOUND);
}

Test(indicator_choice, the_programs_list_has_no_key_of_hromadas)
{
	struct indicators all = indicator_all(report_db);

	for (size_t i = 0; i < all.count; i++)
		cr_assert(strncmp(all.items[i].key, INDICATOR_OWN_PREFIX,
				  strlen(INDICATOR_OWN_PREFIX)) != 0,
			  "%s", all.items[i].key);
}

Test(indicator_choice, loading_the_programs_list_again_leaves_own_indicators_alone)
{
	struct change change;

	cr_assert_eq(add(&report_korosten, own(), "key"), FAULT_NONE);
	change = report_change_by(REPORT_SYSTEM, "2026-03-01");
	cr_assert_eq(indicator_load(&change), OK);
	cr_assert_not(change.is_audited);
	change_cancel(&change);
	cr_assert(in(&report_korosten, "own_cameras")->is_used);
}

Test(indicator_choice, a_file_is_told_what_the_hromada_does_not_use)
{
	char text[] = "community,kind,from,to,unit,indicator,value\n"
		      "korosten,bimonthly,2025-11-01,2025-12-31,Відділ,theft,4\n";
	struct indicator_choice wanted = choice(1, "");
	struct report_imports imports = {0};
	struct table table;
	FILE *file = fmemopen(text, strlen(text), "r");

	wanted.is_used = false;
	cr_assert_eq(choose("theft", wanted, "", NULL), OK);
	cr_assert_eq(table_begin(&table, ready_arena(), file, report_import_columns), OK);
	cr_assert_eq(report_import_gather(report_db, &table, ready_arena(), NULL, &imports),
		     INVALID);
	cr_assert_eq(table.faults.items[0].kind, FAULT_NOT_USED);
	cr_assert_eq(table.faults.items[0].line, 2);
	cr_assert_eq(table_end(&table), INVALID);
	fclose(file);
}
