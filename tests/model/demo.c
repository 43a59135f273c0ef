/* The demonstration: whole, true to its sources, the same every time. */
#include "model/demo.h"

#include <criterion/criterion.h>

#include "model/appeal.h"
#include "model/audit.h"
#include "model/community.h"
#include "model/indicator_own.h"
#include "model/installation.h"
#include "model/issue.h"
#include "model/message.h"
#include "model/password.h"
#include "model/person.h"
#include "model/photo.h"
#include "model/report_compare.h"
#include "model/report_life.h"
#include "model/report_read.h"
#include "model/report_warning.h"
#include "model/table.h"
#include "tests/ready.h"

static struct connection *connection;
static struct db db;
static struct demo_counts counts;

#define TODAY ((int64_t)1795305600) /* 22 November 2026 */

static void begin(void)
{
	ready_begin();
	cr_assert_eq(connection_open(":memory:", CONNECTION_WRITES, &connection), OK);
	db = db_handle(connection, ready_arena());
	cr_assert_eq(demo_fill(connection, "demo.example.org", TODAY, &secret_system, &counts), OK);
}

static void end(void)
{
	connection_close(connection);
	ready_end();
}

TestSuite(demo, .init = begin, .fini = end);

static int64_t korosten(void)
{
	struct community community;

	cr_assert_eq(community_find(&db, "korosten", &community), OK);
	return community.id;
}

Test(demo, fills_nothing_that_is_filled)
{
	cr_assert_neq(demo_fill(connection, "demo.example.org", TODAY, &secret_system, &counts),
		      OK);
	cr_assert_eq(db_int(&db, "SELECT count(*) FROM issue", NO_ARGS, 0), (int64_t)361);
}

Test(demo, has_three_hundred_issues_for_korosten_in_all_fifteen_states)
{
	int64_t id = korosten();

	cr_assert_geq(
		db_int(&db, "SELECT count(*) FROM issue WHERE community_id = $1", ARGS(INT(id)), 0),
		300);
	cr_assert_eq(db_int(&db, "SELECT count(DISTINCT state) FROM issue WHERE community_id = $1",
			    ARGS(INT(id)), 0),
		     15);
	cr_assert_eq(db_int(&db,
			    "SELECT count(DISTINCT area_id) FROM issue WHERE community_id = $1",
			    ARGS(INT(id)), 0),
		     44);
	cr_assert_eq(db_int(&db,
			    "SELECT count(DISTINCT category) FROM issue WHERE community_id = $1",
			    ARGS(INT(id)), 0),
		     28);
}

Test(demo, places_no_settlement_whose_place_has_no_source)
{
	cr_assert_eq(
		db_int(&db, "SELECT count(*) FROM area WHERE latitude IS NOT NULL", NO_ARGS, 0), 5);
	/* All in the hromada, which reaches 26 km to the south-east of the town and 20 to the north. */
	cr_assert_eq(
		db_int(&db,
		       "SELECT count(*) FROM area WHERE community_id = $1"
		       " AND latitude BETWEEN 50.8 AND 51.13 AND longitude BETWEEN 28.6 AND 29.03",
		       ARGS(INT(korosten())), 0),
		5);
}

Test(demo, has_an_appeal_that_is_answered_one_that_is_late_and_one_that_waits)
{
	struct appeal_counts appeals = appeal_count(&db, korosten(), TODAY);

	cr_assert_eq(appeals.waiting, 2);
	cr_assert_eq(appeals.overdue, 1);
	cr_assert_eq(appeals.answered, 1);
	/* As the law counts, and in time. */
	cr_assert_eq(db_int(&db,
			    "SELECT count(*) FROM appeal WHERE answered_on <= due_on AND outcome = "
			    "'9.1'",
			    NO_ARGS, 0),
		     1);
}

Test(demo, has_questions_in_every_state_and_all_made_up)
{
	static const char *const states[] = {"asked", "answered", "accepted", "to_complete"};

	for (size_t i = 0; i < COUNT(states); i++)
		cr_expect_gt(db_int(&db, "SELECT count(*) FROM question WHERE state = $1",
				    ARGS(TEXT(states[i])), 0),
			     0, "%s", states[i]);
	cr_expect_eq(db_int(&db, "SELECT count(*) FROM question WHERE is_made_up = 0", NO_ARGS, -1),
		     0);
	/* One that a report left without an answer, and one answered in two reports. */
	cr_expect_gt(
		db_int(&db, "SELECT count(*) FROM report_answer WHERE answer = ''", NO_ARGS, 0), 0);
	cr_expect_eq(db_int(&db,
			    "SELECT count(*) FROM report_answer a JOIN report r "
			    "ON r.id = a.report_id WHERE r.is_made_up = 0",
			    NO_ARGS, -1),
		     0, "no real report answers what nobody asked");
}

Test(demo, has_a_report_that_was_presented_and_one_that_will_be)
{
	cr_expect_gt(db_int(&db, "SELECT count(*) FROM report_hearing WHERE is_presented = 1",
			    NO_ARGS, 0),
		     0);
	cr_expect_gt(
		db_int(&db,
		       "SELECT count(*) FROM report_hearing WHERE is_presented = 0 AND day > $1",
		       ARGS(DATE(db.arena, date_of(TODAY))), 0),
		0);
}

Test(demo, has_plans_of_which_everything_became)
{
	static const char *const states[] = {"not_told", "done", "partly", "not_done", "moved"};

	for (size_t i = 0; i < COUNT(states); i++)
		cr_expect_gt(db_int(&db, "SELECT count(*) FROM report_outcome WHERE state = $1",
				    ARGS(TEXT(states[i])), 0),
			     0, "%s", states[i]);
}

Test(demo, leaves_to_the_moderator_what_residents_sent)
{
	static const char *const kinds[] = {"addition", "addition", "comment", "confirmation"};
	struct messages messages = message_waiting(&db, korosten(), 100);

	cr_assert_eq(messages.count, COUNT(kinds));
	for (size_t i = 0; i < COUNT(kinds); i++) {
		cr_expect_str_eq(messages.items[i].kind, kinds[i]);
		/* The comment tells of somebody's home. */
		cr_expect_eq(messages.items[i].flags != 0, i == 2);
	}
	cr_assert_eq(db_int(&db,
			    "SELECT count(*) FROM issue WHERE reference LIKE 'demo:korosten-sent-%'"
			    " AND state = 'moderation' AND is_public = 0 AND source = 'resident'",
			    NO_ARGS, 0),
		     2);
	cr_assert_eq(db_int(&db,
			    "SELECT count(*) FROM issue WHERE reference LIKE 'demo:korosten-sent-%'"
			    " AND flags <> 0",
			    NO_ARGS, 0),
		     1);
}

Test(demo, calls_its_drawings_drawings)
{
	cr_assert_eq(db_int(&db, "SELECT count(*) FROM photo WHERE state = 'public'", NO_ARGS, 0),
		     4);
	cr_assert_eq(db_int(&db,
			    "SELECT count(*) FROM photo WHERE alt LIKE 'Малюнок замість фото: %'",
			    NO_ARGS, 0),
		     4);
	cr_assert_eq(photo_waiting_count(&db, korosten()), 1);
	/* No photo is told of before its issue is. */
	cr_assert_eq(db_int(&db,
			    "SELECT count(*) FROM issue_event e JOIN issue i ON i.id = e.issue_id"
			    " WHERE e.kind = 'photo' AND e.at < i.registered_at",
			    NO_ARGS, -1),
		     0);
}

Test(demo, has_a_report_for_every_two_months)
{
	struct report newest;
	struct reports reports = report_list(&db, korosten(), NULL, 100);
	size_t bimonthly = 0;

	for (size_t i = 0; i < reports.count; i++)
		bimonthly += reports.items[i].kind == REPORT_BIMONTHLY;
	cr_assert_geq(bimonthly, 12);
	cr_assert_eq(report_newest(&db, korosten(), &newest), OK);
	cr_assert_str_eq(date_iso(ready_arena(), newest.to), "2026-10-31");
	cr_assert_eq(report_gaps(&db, &newest).count, 0);
}

Test(demo, tells_apart_what_is_real_and_what_is_made_up)
{
	cr_assert_eq(
		db_int(&db,
		       "SELECT count(*) FROM issue WHERE is_made_up <> (reference LIKE 'demo:%')",
		       NO_ARGS, -1),
		0);
	cr_assert_eq(
		db_int(&db,
		       "SELECT count(*) FROM report WHERE is_made_up <> (reference LIKE 'demo:%')"
		       " OR (is_made_up = 0) <> (source_url <> '')",
		       NO_ARGS, -1),
		0);
}

/* What samples/issues.txt tells, and where. */
static const struct {
	const char *reference, *slug, *fact;
} real_issues[] = {
	{"IS-01", "vinnytsia", "0 з 350"},
	{"IS-02", "chernivtsi", "211 з 250"},
	{"IS-03", "sumy", "прострочено 11 днів"},
	{"IS-04", "sumy", "23.01.2018"},
	{"IS-05", "koriukivka", "28 зі 100"},
	{"IS-06", "rivne", "04.07.2021"},
	{"IS-07", "zhmerynka", "100 тис. грн"},
	{"IS-08", "netishyn", "щосереди"},
	{"IS-09", "druzhkivka", "1505"},
	{"IS-10", "ivano-frankivsk", "близько 500"},
	{"IS-11", "zolochiv", "27 червня о 14:00"},
	{"IS-12", "pyriatyn", "18.08.2023"},
	{"IS-13", "cherkasy", "Добровольчих Батальйонів"},
	{"IS-14", "velyki-hai", "100 зі 100"},
	{"IS-15", "lviv", "ЛКП «Господар»"},
	{"IS-16", "lviv", "двірника"},
	{"IS-17", "zviahel", "з 4-ї до 6-ї"},
	{"IS-18", "ponornytsia", "12.04.2024"},
	{"IS-19", "kyiv", "1551"},
	{"IS-20", "mykolaiv", "24 дні"},
};

Test(demo, has_every_real_issue_where_it_belongs)
{
	for (size_t i = 0; i < COUNT(real_issues); i++)
		cr_expect(db_int(&db,
				 "SELECT 1 FROM issue i JOIN community c ON c.id = i.community_id"
				 " WHERE i.reference = $1 AND c.slug = $2 AND instr(i.text, $3) > 0"
				 " AND instr(i.text, 'Джерело: ') > 0",
				 ARGS(TEXT(real_issues[i].reference), TEXT(real_issues[i].slug),
				      TEXT(real_issues[i].fact)),
				 0),
			  "%s", real_issues[i].reference);
}

/* What samples/police_reports.txt tells. indicator NULL: a word of a section or the summary. */
static const struct {
	const char *reference, *slug, *indicator;
	int64_t value;
	const char *qualifier;
} real_figures[] = {
	{"PR-01", "korosten", "calls_officer", 437, "exact"},
	{"PR-01", "korosten", "dv_registered_end", 47, "exact"},
	{"PR-02", "poltava", "admin_total", 875, "exact"},
	{"PR-02", "mykhailivka", "projects", 100, "approx"},
	{"PR-03", "vyshhorod", "calls_total", 7000, "at_least"},
	{"PR-03", "vyshhorod", "prev_supervised_viol", 61, "exact"},
	{"PR-04", "pereiaslav", "calls_total", 7700, "at_least"},
	{"PR-04", "pereiaslav", "homicide", 0, "exact"},
	{"PR-04", "pereiaslav", "admin_total", 4056, "exact"},
	{"PR-05", "hlukhiv", "damage_uah", 1100000, "exact"},
	{"PR-05", "hlukhiv", "crime_total", 377, "exact"},
	{"PR-06", "vinnytsia", "crime_total", 3877, "exact"},
	{"PR-08a", "zaporizhzhia", "curfew", 21, "exact"},
	{"PR-08b", "zaporizhzhia", "calls_total", 2142, "exact"},
	{"PR-09", "khmelnytskyi", "calls_total", 2076, "exact"},
	{"PR-10", "poltava", "calls_total", 88000, "approx"},
	{"PR-16", "dobropillia", "crime_grave", 0, "exact"},
	{"PR-17", "kyiv", "calls_total", 539795, "exact"},
};

Test(demo, has_every_real_figure_with_its_qualifier)
{
	for (size_t i = 0; i < COUNT(real_figures); i++)
		cr_expect(db_int(&db,
				 "SELECT 1 FROM figure f JOIN report r ON r.id = f.report_id"
				 " JOIN report_territory t ON t.report_id = r.id"
				 " JOIN community c ON c.id = t.community_id"
				 " WHERE r.reference = $1 AND c.slug = $2 AND f.indicator = $3"
				 " AND f.value = $4 * 1000 AND f.qualifier = $5",
				 ARGS(TEXT(real_figures[i].reference), TEXT(real_figures[i].slug),
				      TEXT(real_figures[i].indicator), INT(real_figures[i].value),
				      TEXT(real_figures[i].qualifier)),
				 0),
			  "%s %s", real_figures[i].reference, real_figures[i].indicator);
}

Test(demo, has_the_real_reports_that_are_words_alone)
{
	static const char *const references[] = {"PR-11", "PR-12", "PR-13", "PR-14"};

	for (size_t i = 0; i < COUNT(references); i++)
		cr_expect(
			db_int(&db,
			       "SELECT count(*) FROM report r JOIN section s ON s.report_id = r.id"
			       " WHERE r.reference = $1 AND r.state = 'published'",
			       ARGS(TEXT(references[i])), 0) > 0,
			"%s", references[i]);
}

/* The published report of that reference, and the one of the same line a year earlier. */
static struct report report_of(const char *reference)
{
	int64_t id = db_int(&db, "SELECT id FROM report WHERE reference = $1",
			    ARGS(TEXT(reference)), 0);
	struct report report;

	cr_assert_eq(report_find_public(&db, 0, id, &report), OK, "%s", reference);
	return report;
}

static struct report_comparison in_a_year(const char *reference, const char *indicator)
{
	struct report now = report_of(reference), base;
	struct figures figures = report_figures(&db, &now), base_figures;

	cr_assert_eq(report_find_beside(&db, &now, report_period_last_year(&now), &base), OK, "%s",
		     reference);
	base_figures = report_figures(&db, &base);
	return report_compare(figure_find(&figures, indicator),
			      figure_find(&base_figures, indicator));
}

Test(demo, real_reports_compare_as_their_sources_do)
{
	struct report_comparison vinnytsia = in_a_year("PR-06", "crime_total");

	cr_assert_eq(vinnytsia.difference, -386000);
	cr_assert_eq(vinnytsia.percent, -9100);
	cr_assert_eq(in_a_year("PR-09", "calls_total").difference, 165000);
	cr_assert_eq(in_a_year("PR-05", "crime_total").difference, 176000);
	cr_assert_eq(in_a_year("PR-04", "admin_total").difference, 408000);
	cr_assert_not(in_a_year("PR-04", "homicide").has_percent);
}

Test(demo, one_unit_reports_to_four_hromadas)
{
	cr_assert_eq(report_territories_of(&db, report_of("PR-16").id).count, 4);
}

Test(demo, the_districts_of_kyiv_are_figures_that_add_up_to_their_total)
{
	struct report report = report_of("PR-17");
	struct figures figures = report_figures(&db, &report);
	int64_t sum = 0;
	size_t districts = 0;

	for (size_t i = 0; i < figures.count; i++) {
		const struct figure *figure = &figures.items[i];

		if (strncmp(figure->indicator, INDICATOR_OWN_PREFIX, 4) != 0)
			continue;
		sum += figure->value;
		districts++;
	}
	cr_assert_eq(districts, 11);
	cr_assert_eq(sum, 539795000, "%lld", (long long)sum);
	cr_assert_eq(figure_find(&figures, "calls_total")->value, sum);
	cr_assert_eq(report_warnings(&db, &report).count, 0);
}

Test(demo, tells_nothing_of_patrols_near_the_front)
{
	cr_assert_eq(db_int(&db, "SELECT count(*) FROM section WHERE instr(text, 'наряд') > 0",
			    NO_ARGS, -1),
		     0);
}

Test(demo, an_account_for_every_role_opens_with_its_password)
{
	static const char *const logins[] = {"admin",  "moderator", "secretary", "chair",
					     "member", "police",    "chief",     "starosta",
					     "works",  "observer"};

	for (size_t i = 0; i < COUNT(logins); i++) {
		int64_t id = 0;
		const char *hash = person_password(&db, logins[i], &id);
		struct person person;

		cr_assert(hash, "%s", logins[i]);
		cr_assert_eq(person_find(&db, logins[i], &person), OK);
		cr_assert_str_eq(person.roles.items[0].key, logins[i]);
		if (i == 0)
			cr_assert(secret_password_is(PASSWORD_DEMO, hash));
	}
}

Test(demo, marks_its_folder_as_a_demonstration)
{
	struct installation installation;

	cr_assert_eq(installation_find(&db, &installation), OK);
	cr_assert(installation.is_demo);
	cr_assert_str_eq(installation.authority, "demo.example.org");
	cr_assert_str_eq(installation.authority_date, "2026-11-22");
}

Test(demo, every_line_is_audited_and_every_report_has_its_hash)
{
	int64_t broken = 0;

	cr_assert_eq(audit_verify(&db, &broken), OK);
	cr_assert_eq(report_life_faults(&db).count, 0);
}

Test(demo, happened_in_order)
{
	cr_assert_eq(db_int(&db,
			    "SELECT count(*) FROM publication a JOIN publication b"
			    " ON b.seq = a.seq + 1 WHERE b.at < a.at",
			    NO_ARGS, -1),
		     0);
	cr_assert_eq(
		db_int(&db, "SELECT count(*) FROM issue_event WHERE at > $1", ARGS(INT(TODAY)), -1),
		0);
}

Test(demo, a_correction_and_a_withdrawal_can_be_seen)
{
	cr_assert_eq(db_int(&db,
			    "SELECT version FROM report WHERE reference = 'demo:korosten-2025-09'",
			    NO_ARGS, 0),
		     2);
	cr_assert_eq(
		db_int(&db, "SELECT count(*) FROM report WHERE state = 'withdrawn'", NO_ARGS, 0),
		1);
	cr_assert_eq(db_int(&db, "SELECT count(*) FROM report WHERE state = 'draft'", NO_ARGS, 0),
		     1);
}

Test(demo, is_the_same_every_time)
{
	struct connection *second;
	struct db other;
	static const char *const sums[] = {
		"SELECT group_concat(category || title || state || year || number || updated_at) "
		"FROM"
		" (SELECT * FROM issue ORDER BY id)",
		"SELECT group_concat(at || action || subject) FROM (SELECT * FROM audit ORDER BY "
		"id)",
	};

	cr_assert_eq(connection_open(":memory:", CONNECTION_WRITES, &second), OK);
	other = db_handle(second, ready_arena());
	cr_assert_eq(demo_fill(second, "demo.example.org", TODAY, &secret_system, &counts), OK);
	for (size_t i = 0; i < COUNT(sums); i++)
		cr_expect_str_eq(db_text(&db, sums[i], NO_ARGS), db_text(&other, sums[i], NO_ARGS));
	connection_close(second);
}
