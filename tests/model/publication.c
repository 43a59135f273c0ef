#include "model/publication.h"

#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/category.h"
#include "tests/world.h"

static void audit(struct change *change)
{
	cr_assert_eq(audit_add(change, "test", "test", "", ""), OK);
}

static void begin(void)
{
	struct change *change;

	world_begin();
	change = world_change(ROLE_ADMIN);
	cr_assert_eq(category_load(change), OK);
	audit(change);
	world_commit();
}

TestSuite(publication, .init = begin, .fini = world_end);

/* A public issue, as the register would leave it, and its row. */
static int64_t publish(int64_t community_id, const char *category, const char *state)
{
	static int64_t number;
	struct change *change = world_change(ROLE_MODERATOR);
	int64_t id;

	cr_assert_eq(
		change_insert(change,
			      "INSERT INTO issue (community_id, year, number, category, title, "
			      "text, place, precision, state, source, reported_at, "
			      "published_at, updated_at) VALUES ($1, 2026, $2, $3, 't', 't', "
			      "'p', 2, $4, 'resident', $5, $5, $5) RETURNING id",
			      ARGS(INT(community_id), INT(++number), TEXT(category), TEXT(state),
				   INT(change->now)),
			      &id),
		OK);
	cr_assert_eq(publication_add_issue(change, id), OK);
	audit(change);
	world_commit();
	return id;
}

static int64_t publish_here(void)
{
	return publish(world_korosten.id, "roads", "registered");
}

static int64_t take_step(int64_t issue_id)
{
	struct change *change = world_change(ROLE_SECRETARY);
	int64_t id;

	cr_assert_eq(
		change_insert(change,
			      "INSERT INTO issue_event (issue_id, number, at, kind, "
			      "from_state, to_state, role, public_note, internal_note, reason, "
			      "evidence, confirmed_by, is_public) VALUES ($1, (SELECT "
			      "count(*) + 1 FROM issue_event WHERE issue_id = $1), $2, 'step', "
			      "'registered', 'assigned', 'secretary', '', '', '', '', '', 1) "
			      "RETURNING id",
			      ARGS(INT(issue_id), INT(change->now)), &id),
		OK);
	cr_assert_eq(publication_add_update(change, issue_id, id), OK);
	audit(change);
	world_commit();
	return id;
}

static void set_hidden(int64_t issue_id, const char *hidden_class)
{
	struct change *change = world_change(ROLE_MODERATOR);

	cr_assert_eq(change_run(change, "UPDATE issue SET hidden_class = $2 WHERE id = $1",
				ARGS(INT(issue_id), TEXT(hidden_class))),
		     OK);
	cr_assert_eq(hidden_class ? publication_withdraw_issue(change, issue_id)
				  : publication_restore_issue(change, issue_id),
		     OK);
	audit(change);
	world_commit();
}

static struct publication_filter feed_of(enum publication_kind kind)
{
	return (struct publication_filter){.community_id = world_korosten.id, .kind = kind};
}

static struct publication newest_of(const struct publication_filter *filter)
{
	struct publication newest = {0};

	cr_assert_eq(publication_newest(world_db(), filter, &newest), OK);
	return newest;
}

static struct publications rows_of(const struct publication_filter *filter)
{
	return publication_all(world_db(), filter);
}

/* ------------------------------------------------------------------ rows */

Test(publication, an_empty_feed_has_no_newest_row)
{
	struct publication_filter filter = feed_of(PUBLICATION_EVERYTHING);
	struct publication newest;

	cr_expect_eq(publication_newest(world_db(), &filter, &newest), NOT_FOUND);
}

Test(publication, a_hidden_issue_makes_no_row)
{
	struct publication_filter filter = feed_of(PUBLICATION_EVERYTHING);
	int64_t id = publish_here(), seq = newest_of(&filter).seq;
	struct change *change = world_change(ROLE_MODERATOR);

	cr_assert_eq(change_run(change, "UPDATE issue SET hidden_class = 'personal' WHERE id = $1",
				ARGS(INT(id))),
		     OK);
	cr_assert_eq(publication_add_issue(change, id), OK);
	audit(change);
	world_commit();
	cr_expect_eq(newest_of(&filter).seq, seq);
}

Test(publication, a_step_is_an_entry_of_its_own_and_moves_the_issue_up)
{
	struct publication_filter all = feed_of(PUBLICATION_EVERYTHING);
	int64_t first = publish_here(), second = publish_here(), step = take_step(first);
	struct publications rows = rows_of(&all);

	cr_assert_eq(rows.count, 3);
	cr_expect_eq(rows.items[0].subject_id, first);
	cr_expect_eq(rows.items[1].kind, PUBLICATION_UPDATE);
	cr_expect_eq(rows.items[1].subject_id, step);
	cr_expect_eq(rows.items[1].issue_id, first);
	cr_expect_eq(rows.items[2].subject_id, second);
}

Test(publication, published_stays_when_updated_moves)
{
	struct publication_filter issues = feed_of(PUBLICATION_ISSUE);
	int64_t id = publish_here();
	struct publication row;

	world_at(WORLD_NOW + 500);
	take_step(id);
	row = newest_of(&issues);
	cr_expect_eq(row.published, WORLD_NOW);
	cr_expect_eq(row.updated, WORLD_NOW + 500);
}

Test(publication, hiding_an_issue_withdraws_its_updates_too)
{
	struct publication_filter all = feed_of(PUBLICATION_EVERYTHING);
	int64_t id = publish_here(), updated;
	struct publications rows;

	take_step(id);
	take_step(id);
	set_hidden(id, "personal");
	rows = rows_of(&all);
	cr_assert_eq(rows.count, 3);
	for (size_t i = 0; i < rows.count; i++)
		cr_expect(rows.items[i].is_withdrawn);
	cr_expect_eq(publication_updates(world_db(), id, &updated), 0);
}

Test(publication, showing_it_again_brings_everything_back_under_the_same_ids)
{
	struct publication_filter all = feed_of(PUBLICATION_EVERYTHING);
	int64_t id = publish_here(), step = take_step(id);
	struct publications rows;

	set_hidden(id, "personal");
	set_hidden(id, NULL);
	rows = rows_of(&all);
	cr_assert_eq(rows.count, 2);
	cr_expect_eq(rows.items[0].subject_id, id);
	cr_expect_eq(rows.items[1].subject_id, step);
	cr_expect_not(rows.items[0].is_withdrawn || rows.items[1].is_withdrawn);
}

Test(publication, what_comes_behind_a_restored_backup_is_new_to_readers_from_before)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct publication_window window;
	struct publication newest;
	struct change *change;
	int64_t lost;

	for (int i = 0; i < 250; i++)
		publish_here();
	lost = newest_of(&filter).seq + 5; /* a tag from what the backup did not have */
	change = world_change(ROLE_ADMIN);
	cr_assert_eq(publication_leap(change), OK);
	audit(change);
	world_commit();
	for (int i = 0; i < 7; i++)
		publish_here();
	newest = newest_of(&filter);
	window = publication_window(world_db(), &filter, &newest, lost);
	cr_assert_geq(window.rows.count, 7);
	cr_expect_gt(window.rows.items[6].seq, lost);
	cr_expect_eq(newest.ordinal, 257, "a hromada's archives have no gap");
}

Test(publication, a_neighbour_does_not_move_our_counter)
{
	struct publication_filter all = feed_of(PUBLICATION_EVERYTHING), network = {0};
	struct publication ours, newest;

	publish_here();
	ours = newest_of(&all);
	publish(world_ovruch.id, "roads", "registered");
	cr_expect_eq(newest_of(&all).seq, ours.seq);
	newest = newest_of(&network);
	cr_expect_eq(newest.community_id, world_ovruch.id);
	cr_expect_eq(newest.ordinal, 1);
}

Test(publication, an_issue_counts_its_updates)
{
	int64_t id = publish_here(), updated;

	take_step(id);
	world_at(WORLD_NOW + 60);
	take_step(id);
	cr_expect_eq(publication_updates(world_db(), id, &updated), 2);
	cr_expect_eq(updated, WORLD_NOW + 60);
}

/* ------------------------------------------------------------------ filters */

/* The rows found by the order of publication, which have to be those found by way of the issues. */
static struct publications rows_both_ways(const struct publication_filter *filter)
{
	struct publication_filter settled = *filter;
	struct publications walked, looked_up;

	publication_filter_settle(world_db(), &settled);
	cr_assert_not_null(settled.few);
	looked_up = rows_of(&settled);
	settled.few = NULL;
	walked = rows_of(&settled);
	cr_assert_eq(looked_up.count, walked.count);
	for (size_t i = 0; i < walked.count; i++)
		cr_expect_eq(looked_up.items[i].seq, walked.items[i].seq, "row %zu", i);
	return walked;
}

static size_t count_of(struct issue_filter issues)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);

	issues.community_id = world_korosten.id;
	issues.now = WORLD_NOW;
	filter.issues = &issues;
	return rows_both_ways(&filter).count;
}

Test(publication, a_filtered_feed_holds_what_matches_now)
{
	publish(world_korosten.id, "roads", "registered");
	publish(world_korosten.id, "lighting", "registered");
	publish(world_korosten.id, "lighting", "closed");
	cr_expect_eq(count_of((struct issue_filter){.category = "roads"}), 1);
	cr_expect_eq(count_of((struct issue_filter){.category = "lighting"}), 2);
	cr_expect_eq(count_of((struct issue_filter){.category = "lighting", .state = "open"}), 1);
	cr_expect_eq(count_of((struct issue_filter){.state = "closed"}), 1);
	cr_expect_eq(count_of((struct issue_filter){.state = "in_progress"}), 0);
	cr_expect_eq(count_of((struct issue_filter){.from = {2026, 11, 7}}), 0);
	cr_expect_eq(count_of((struct issue_filter){.to = {2026, 11, 6}}), 3);
}

Test(publication, a_filter_of_all_hromadas_finds_in_each)
{
	struct publication_filter filter = {.kind = PUBLICATION_ISSUE};
	struct issue_filter issues = {.category = "roads", .now = WORLD_NOW};

	publish(world_korosten.id, "roads", "registered");
	publish(world_ovruch.id, "roads", "registered");
	publish(world_ovruch.id, "lighting", "registered");
	filter.issues = &issues;
	cr_expect_eq(rows_both_ways(&filter).count, 2);
}

Test(publication, what_looks_like_a_number_is_a_word_in_a_feed)
{
	publish(world_korosten.id, "roads", "registered");
	cr_expect_eq(count_of((struct issue_filter){.q = "2026-1"}), 0);
}

Test(publication, a_withdrawn_issue_is_told_to_its_category_and_to_no_other)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct issue_filter issues = {.community_id = world_korosten.id, .category = "roads"};

	set_hidden(publish(world_korosten.id, "roads", "registered"), "personal");
	set_hidden(publish(world_korosten.id, "lighting", "registered"), "personal");
	filter.issues = &issues;
	cr_assert_eq(rows_both_ways(&filter).count, 1);
	cr_expect_not(rows_both_ways(&filter).items[0].is_silent);
}

Test(publication, a_search_learns_nothing_of_what_is_withdrawn)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct issue_filter issues = {.community_id = world_korosten.id, .state = "closed"};

	set_hidden(publish(world_korosten.id, "roads", "registered"), "personal");
	filter.issues = &issues;
	cr_assert_eq(rows_both_ways(&filter).count, 1,
		     "withdrawn ones belong to every filtered feed");
	cr_expect(rows_both_ways(&filter).items[0].is_silent, "but only as a tombstone");
}

/* ------------------------------------------------------------------ the window */

#define DAY (24 * 60 * 60)

/* count issues, one every step seconds, the last one at WORLD_NOW. */
static void publish_many(int count, int64_t step)
{
	for (int i = 0; i < count; i++) {
		world_at(WORLD_NOW - step * (count - 1 - i));
		publish_here();
	}
}

static struct publication_window window_since(int64_t since)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct publication newest = newest_of(&filter);

	return publication_window(world_db(), &filter, &newest, since);
}

Test(publication, a_window_is_at_least_fifty_entries)
{
	publish_many(60, 3 * DAY);
	cr_expect_eq(window_since(-1).plain, 60, "no archive is full yet, so it is everything");
}

Test(publication, a_window_is_at_least_thirty_days)
{
	publish_many(130, DAY / 4);
	/* 120 steps of six hours are thirty days. */
	cr_expect_eq(window_since(-1).plain, 121);
}

Test(publication, a_window_reaches_down_to_the_newest_full_archive)
{
	publish_many(260, DAY);
	cr_expect_eq(window_since(-1).plain, 60, "200 stand in archives");
}

Test(publication, a_window_of_old_entries_is_fifty)
{
	publish_many(203, DAY);
	cr_expect_eq(window_since(-1).plain, 50);
}

Test(publication, a_reader_who_was_away_gets_everything)
{
	struct publication_window window;

	publish_many(205, DAY);
	window = window_since(5);
	cr_expect_eq(window.plain, 50);
	cr_expect_eq(window.rows.count, 200);
	cr_expect_eq(window.rows.items[199].seq, 6);
	cr_expect_not(window.is_cut);
}

Test(publication, a_reader_of_a_feed_that_was_empty_gets_everything)
{
	struct publication_window window;

	publish_many(205, DAY);
	window = window_since(0);
	cr_expect_eq(window.plain, 50);
	cr_expect_eq(window.rows.count, 205);
}

Test(publication, a_reader_who_lacks_less_than_the_window_gets_the_window)
{
	publish_many(205, DAY);
	cr_expect_eq(window_since(200).rows.count, 50);
}

Test(publication, who_was_away_for_too_much_catches_up_in_steps)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct publication_window window;
	struct publications rows;

	publish_many(1010, DAY);
	window = window_since(5);
	cr_expect(window.is_cut);
	rows = publication_behind(world_db(), &filter, 5);
	cr_assert_eq(rows.count, PUBLICATION_MOST);
	cr_expect_eq(rows.items[0].seq, 1005, "newest first");
	cr_expect_eq(rows.items[999].seq, 6);
}

Test(publication, what_a_month_has_too_much_of_is_cut_for_a_returning_reader)
{
	publish_many(1010, 60);
	cr_expect_eq(window_since(5).plain, PUBLICATION_MOST);
	cr_expect(window_since(5).is_cut);
	cr_expect_not(window_since(500).is_cut);
	cr_expect_not(window_since(-1).is_cut);
}

Test(publication, what_is_withdrawn_silently_takes_no_entrys_place)
{
	struct issue_filter resolved = {.community_id = world_korosten.id, .state = "resolved"};
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct publication newest;

	filter.issues = &resolved;
	for (int i = 0; i < 160; i++) {
		world_at(WORLD_NOW - 200 * DAY + i * DAY);
		publish(world_korosten.id, "roads", "resolved");
	}
	world_at(WORLD_NOW);
	for (int i = 0; i < 60; i++)
		set_hidden(publish_here(), "personal");
	publication_filter_settle(world_db(), &filter);
	newest = newest_of(&filter);
	cr_expect_eq(publication_window(world_db(), &filter, &newest, -1).plain, 60 + 50);
}

Test(publication, a_moment_has_a_position)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);

	publish_many(10, 60);
	cr_expect_eq(publication_before(world_db(), &filter, WORLD_NOW - 60), 8);
	cr_expect_eq(publication_before(world_db(), &filter, WORLD_NOW - 59), 9);
	cr_expect_eq(publication_before(world_db(), &filter, 1), 0);
}

/* ------------------------------------------------------------------ archives */

Test(publication, an_archive_that_is_not_full_is_not_there)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct publications rows = {0};

	publish_many(199, 60);
	cr_expect_eq(publication_archive(world_db(), &filter, 0, &rows), NOT_FOUND);
	cr_expect_eq(publication_archive(world_db(), &filter, 1, &rows), OK);
	cr_expect_eq(rows.count, 100);
	cr_expect_eq(publication_archive(world_db(), &filter, 2, &rows), NOT_FOUND);
}

Test(publication, an_archive_keeps_its_rows_when_things_move_on)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct publications rows = {0};
	int64_t first;

	first = publish_here();
	publish_many(99, 60);
	world_at(WORLD_NOW + DAY);
	take_step(first);
	cr_assert_eq(publication_archive(world_db(), &filter, 1, &rows), OK);
	cr_assert_eq(rows.count, 100);
	cr_expect_eq(rows.items[99].subject_id, first);
	cr_expect_eq(rows.items[99].updated, WORLD_NOW + DAY, "as it is now");
}

Test(publication, an_archive_tells_a_thing_once)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct publications rows = {0};
	int64_t id = publish_here();

	take_step(id);
	publish_many(97, 60);
	cr_assert_eq(publication_archive(world_db(), &filter, 1, &rows), OK);
	cr_expect_eq(rows.count, 98);
}

Test(publication, archives_without_anything_of_the_feed_are_passed_over)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct issue_filter issues = {.community_id = world_korosten.id, .category = "lighting"};
	struct publication newest;

	publish(world_korosten.id, "lighting", "registered");
	publish_many(250, 60);
	publish(world_korosten.id, "lighting", "registered");
	publish_many(50, 60);
	filter.issues = &issues;
	publication_filter_settle(world_db(), &filter);
	newest = newest_of(&filter);
	cr_expect_eq(newest.ordinal, 252);
	cr_expect_eq(publication_archive_of(world_db(), &filter, &newest), 1);
	cr_expect_eq(publication_archive_before(world_db(), &filter, 3), 1);
	cr_expect_eq(publication_archive_before(world_db(), &filter, 1), 0);
	cr_expect_eq(publication_archive_behind(world_db(), &filter, 1), 3);
	cr_expect_eq(publication_archive_behind(world_db(), &filter, 3), 0);
}

Test(publication, an_archive_with_only_what_newer_rows_replaced_is_not_passed_over)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct issue_filter issues = {.community_id = world_korosten.id, .category = "lighting"};
	int64_t id = publish(world_korosten.id, "lighting", "registered");
	struct publication newest;

	publish_many(150, 60);
	take_step(id);
	publish_many(50, 60);
	publish(world_korosten.id, "lighting", "registered");
	publish_many(100, 60);
	filter.issues = &issues;
	publication_filter_settle(world_db(), &filter);
	newest = newest_of(&filter);
	cr_expect_eq(publication_archive_of(world_db(), &filter, &newest), 2);
	cr_expect_eq(publication_archive_before(world_db(), &filter, 2), 1);
	cr_expect_eq(publication_archive_behind(world_db(), &filter, 1), 2);
	cr_expect_eq(publication_archive_behind(world_db(), &filter, 2), 3);
}

Test(publication, what_most_issues_fit_is_not_looked_up_one_by_one)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct issue_filter issues = {.community_id = world_korosten.id, .category = "roads"};

	filter.issues = &issues;
	publish_many(60, 60);
	publication_filter_settle(world_db(), &filter);
	cr_expect_not_null(filter.few);
	publish_many(10, 60);
	publication_filter_settle(world_db(), &filter);
	cr_expect_null(filter.few);
}

Test(publication, window_and_archives_leave_no_gap)
{
	struct publication_filter filter = feed_of(PUBLICATION_ISSUE);
	struct publication newest;
	struct publication_window window;
	int64_t archive;

	publish_many(349, DAY);
	newest = newest_of(&filter);
	window = window_since(-1);
	archive = publication_archive_of(world_db(), &filter, &newest);
	cr_expect_eq(archive, 3);
	cr_expect_leq(window.rows.items[window.plain - 1].ordinal,
		      archive * PUBLICATION_ARCHIVE_SIZE + 1);
}

Test(publication, no_question_reads_the_whole_table)
{
	struct publication_filter filter = feed_of(PUBLICATION_EVERYTHING), network = {0};
	int64_t scans;

	publish_many(120, 60);
	scans = world_scans();
	for (int i = 0; i < 2; i++) {
		struct publication_filter *asked = i ? &network : &filter;
		struct publication newest = newest_of(asked);
		struct publications rows;

		publication_window(world_db(), asked, &newest, 0);
		publication_behind(world_db(), asked, 5);
		publication_before(world_db(), asked, WORLD_NOW);
		cr_expect_eq(publication_archive(world_db(), asked, 1, &rows), OK);
		publication_archive_of(world_db(), asked, &newest);
		publication_archive_behind(world_db(), asked, 1);
	}
	cr_expect_eq(world_scans(), scans);
}
