#include <criterion/criterion.h>

#include "model/base/unicode.h"
#include "model/category.h"
#include "model/organisation.h"
#include "tests/register.h"

/* What the public may see, and when. */
TestSuite(issue_privacy, .init = register_begin, .fini = world_end);

static struct issue_filter everything(void)
{
	return (struct issue_filter){.community_id = world_korosten.id, .now = world_now()};
}

static size_t found(const char *q)
{
	struct issue_filter filter = everything();

	filter.q = q;
	return issue_list(world_db(), &filter).count;
}

static int64_t count(const char *sql)
{
	return db_int(world_db(), sql, NO_ARGS, -1);
}

Test(issue_privacy, a_report_is_nowhere_before_moderation)
{
	struct issue_added added = register_report();
	struct issue_filter filter = everything();
	struct issue_key key = {world_korosten.id, added.year, added.number};
	struct issue issue;

	cr_assert_eq(issue_find(world_db(), key, world_now(), &issue), NOT_FOUND);
	cr_assert_eq(issue_find_id(world_db(), added.id, world_now(), &issue), NOT_FOUND);
	cr_assert_eq(issue_list(world_db(), &filter).count, 0);
	cr_assert_eq(issue_list_count(world_db(), &filter), 0);
	cr_assert_eq(found("освітлення"), 0);
	cr_assert_eq(issue_count_categories(world_db(), world_korosten.id).count, 0);
	cr_assert_eq(issue_count_phases(world_db(), world_korosten.id, world_now()).count, 0);
	cr_assert_eq(update_list(world_db(), added.id).count, 0);
	cr_assert_eq(count("SELECT count(*) FROM publication"), 0);
	cr_assert_eq(count("SELECT count(*) FROM issue_search"), 0);
}

Test(issue_privacy, a_report_before_its_moment_is_nowhere_either)
{
	struct issue_added added = register_report();
	struct issue_step step = register_full_step("registered");
	struct form form = world_form();

	step.publish_not_before = world_now() + 3600;
	cr_assert_eq(register_step(ROLE_MODERATOR, added.id, step, &form), OK);
	register_move(ROLE_SECRETARY, added.id, "assigned");
	cr_assert_not(register_is_public(added.id));
	cr_assert_eq(found("освітлення"), 0);
	cr_assert_eq(count("SELECT count(*) FROM publication"), 0);
	cr_assert_eq(issue_due_count(world_db(), world_now()), 0);
}

Test(issue_privacy, the_tick_publishes_what_has_waited_for_its_moment)
{
	struct issue_added added = register_report();
	struct issue_step step = register_full_step("registered");
	struct form form = world_form();
	int64_t released = 0;

	step.publish_not_before = world_now() + 3600;
	cr_assert_eq(register_step(ROLE_MODERATOR, added.id, step, &form), OK);
	world_at(world_now() + 3600);
	cr_assert_eq(issue_due_count(world_db(), world_now()), 1);
	cr_assert_eq(issue_release_due(world_change(ROLE_ADMIN), &released), OK);
	world_commit();
	cr_assert_eq(released, 1);
	cr_assert(register_is_public(added.id));
	cr_assert_eq(found("освітлення"), 1);
	cr_assert_eq(register_work(added.id).issue.published_at, world_now());
	cr_assert_eq(count("SELECT count(*) FROM publication WHERE kind = 'issue'"), 1);
	cr_assert_eq(issue_due_count(world_db(), world_now()), 0);
}

Test(issue_privacy, damage_by_shelling_is_not_registered_without_a_moment)
{
	struct change *change = world_change(ROLE_RESIDENT);
	struct form form = world_form();
	struct issue_report report = {.category = "damage", .text = "Вибито вікна", .place = "тут"};
	struct issue_added added;

	cr_assert_eq(issue_add_report(change, &form, &report, &added), OK);
	world_commit();
	cr_assert_eq(
		register_step(ROLE_MODERATOR, added.id, register_full_step("registered"), &form),
		INVALID);
	cr_assert_eq(register_fault(&form, "publish_not_before"), FAULT_MISSING);
}

Test(issue_privacy, registering_publishes_at_that_moment)
{
	struct issue_added added = register_report();

	world_at(world_now() + 7200);
	register_move(ROLE_MODERATOR, added.id, "registered");
	cr_assert(register_is_public(added.id));
	cr_assert_eq(register_work(added.id).issue.published_at, world_now());
	cr_assert_eq(register_work(added.id).issue.reported_at, world_now() - 7200);
	cr_assert_eq(found("освітленню"), 1);
	cr_assert_eq(count("SELECT count(*) FROM publication"), 2); /* it, and its first line */
}

/* A moderator says when it may be shown, before it is registered. */
static void set_moment(int64_t id, int64_t moment)
{
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct issue issue = register_work(id).issue;
	struct form form = world_form();
	struct issue_edit edit = {.title = issue.title,
				  .text = issue.text,
				  .place = issue.place,
				  .area_id = issue.area_id,
				  .precision = register_work(id).precision,
				  .publish_not_before = moment};

	cr_assert_eq(issue_change(world_change(ROLE_MODERATOR), &form, &viewer, id, &edit), OK);
	world_commit();
}

Test(issue_privacy, a_moment_set_by_an_edit_holds_when_it_is_registered)
{
	int64_t id = register_report().id, moment = world_now() + 86400;

	set_moment(id, moment);
	register_move(ROLE_MODERATOR, id, "registered");
	cr_assert_not(register_is_public(id));
	cr_assert_eq(register_work(id).publish_not_before, moment);
	cr_assert_eq(count("SELECT count(*) FROM publication"), 0);
}

Test(issue_privacy, a_form_that_empties_the_moment_publishes_at_once)
{
	int64_t id = register_report().id;
	struct pairs typed = {0};
	struct form form;

	set_moment(id, world_now() + 86400);
	pairs_add(ready_arena(), &typed, "publish_not_before", "");
	form = form_begin(ready_arena(), &typed);
	cr_assert_eq(register_step(ROLE_MODERATOR, id, register_full_step("registered"), &form),
		     OK);
	cr_assert(register_is_public(id));
}

Test(issue_privacy, what_was_withheld_waits_for_no_moment)
{
	int64_t id = register_report().id, declined = register_report().id;
	struct issue_step step = register_full_step("assigned");
	struct form form = world_form();

	set_moment(id, world_now() + 3600);
	register_move(ROLE_MODERATOR, id, "restricted");
	step.publish_not_before = world_now() + 3600; /* no field of this step */
	cr_assert_eq(register_step(ROLE_SECRETARY, id, step, &form), OK);
	set_moment(declined, world_now() + 3600);
	register_move(ROLE_MODERATOR, declined, "declined");
	register_move(ROLE_CHAIR, declined, "reopened");
	world_at(world_now() + 7200);
	cr_assert_eq(issue_due_count(world_db(), world_now()), 0);
}

Test(issue_privacy, hiding_takes_it_from_everywhere_at_once)
{
	int64_t id = register_assigned();
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();
	struct issue issue;

	cr_assert_eq(issue_hide(world_change(ROLE_MODERATOR), &form, &viewer, id,
				&(struct issue_remark){.reason = "personal"}),
		     OK);
	world_commit();
	cr_assert_eq(issue_find_id(world_db(), id, world_now(), &issue), GONE);
	cr_assert_eq(found("освітлення"), 0);
	cr_assert_eq(update_list(world_db(), id).count, 0);
	cr_assert_eq(count("SELECT count(*) FROM issue_search"), 0);
	cr_assert_eq(count("SELECT count(*) FROM publication WHERE is_latest = 1 AND is_withdrawn "
			   "= 0"),
		     0);
	cr_assert_eq(count("SELECT count(*) FROM publication WHERE is_latest = 1 AND is_withdrawn "
			   "= 1"),
		     3);
}

Test(issue_privacy, hiding_needs_a_reason_of_the_list)
{
	int64_t id = register_registered();
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();

	cr_assert_eq(issue_hide(world_change(ROLE_MODERATOR), &form, &viewer, id,
				&(struct issue_remark){.reason = ""}),
		     INVALID);
	cr_assert_eq(register_fault(&form, "reason"), FAULT_MISSING);
	form = world_form();
	cr_assert_eq(issue_hide(world_change(ROLE_MODERATOR), &form, &viewer, id,
				&(struct issue_remark){.reason = "wording"}),
		     INVALID);
	cr_assert_eq(register_fault(&form, "reason"), FAULT_UNKNOWN);
	cr_assert(register_is_public(id));
}

Test(issue_privacy, what_was_hidden_can_be_shown_again_under_its_old_name)
{
	int64_t id = register_registered();
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();
	int64_t published_at = register_work(id).issue.published_at;

	cr_assert_eq(issue_hide(world_change(ROLE_MODERATOR), &form, &viewer, id,
				&(struct issue_remark){.reason = "emergency"}),
		     OK);
	world_commit();
	world_at(world_now() + 60);
	cr_assert_eq(issue_show(world_change(ROLE_MODERATOR), &form, &viewer, id), OK);
	world_commit();
	cr_assert(register_is_public(id));
	cr_assert_eq(register_work(id).issue.published_at, published_at);
	cr_assert_eq(found("освітлення"), 1);
}

Test(issue_privacy, what_was_restricted_stays_away_whatever_is_done_about_it)
{
	int64_t id = register_registered();
	struct issue issue;

	register_move(ROLE_MODERATOR, id, "restricted");
	cr_assert_eq(issue_find_id(world_db(), id, world_now(), &issue), GONE);
	register_move(ROLE_SECRETARY, id, "assigned");
	register_move(ROLE_WORKS, id, "resolved");
	cr_assert_eq(issue_find_id(world_db(), id, world_now(), &issue), GONE);
	cr_assert_eq(count("SELECT count(*) FROM issue_search"), 0);
}

Test(issue_privacy, a_declined_report_that_is_reopened_is_not_public_by_that)
{
	int64_t id = register_report().id;
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();

	register_move(ROLE_MODERATOR, id, "declined");
	register_move(ROLE_CHAIR, id, "reopened");
	cr_assert_not(register_is_public(id));
	cr_assert_eq(issue_show(world_change(ROLE_MODERATOR), &form, &viewer, id), OK);
	world_commit();
	cr_assert(register_is_public(id));
}

Test(issue_privacy, what_was_sent_before_moderation_cannot_be_shown)
{
	int64_t id = register_report().id;
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();

	cr_assert_eq(issue_show(world_change(ROLE_MODERATOR), &form, &viewer, id), INVALID);
	cr_assert_eq(register_fault(&form, ""), FAULT_NOT_ALLOWED_NOW);
}

Test(issue_privacy, a_duplicate_leads_to_the_record_that_counts)
{
	int64_t first = register_registered(), second = register_registered();
	struct issue_work work = register_work(second), main_work = register_work(first);
	struct issue_key key = {world_korosten.id, work.issue.year, work.issue.number}, main_key;
	struct issue_step step = register_full_step("duplicate");
	struct form form = world_form();
	struct issue issue;

	step.duplicate_of = issue_key_text(ready_arena(), main_work.issue.year,
					   main_work.issue.number);
	cr_assert_eq(register_step(ROLE_MODERATOR, second, step, &form), OK);
	cr_assert_eq(issue_find(world_db(), key, world_now(), &issue), MOVED);
	cr_assert_eq(issue_main(world_db(), key, &main_key), OK);
	cr_assert_eq(main_key.number, main_work.issue.number);
	cr_assert_eq(found("освітлення"), 1);
}

Test(issue_privacy, an_issue_is_no_duplicate_of_itself_or_of_nothing)
{
	int64_t id = register_registered();
	struct issue_work work = register_work(id);
	struct issue_step step = register_full_step("duplicate");
	struct form form = world_form();

	step.duplicate_of = issue_key_text(ready_arena(), work.issue.year, work.issue.number);
	cr_assert_eq(register_step(ROLE_MODERATOR, id, step, &form), INVALID);
	cr_assert_eq(register_fault(&form, "duplicate_of"), FAULT_UNKNOWN);
	form = world_form();
	step.duplicate_of = "2026-9999";
	cr_assert_eq(register_step(ROLE_MODERATOR, id, step, &form), INVALID);
}

Test(issue_privacy, the_place_is_as_coarse_as_kind_and_hromada_want_it)
{
	struct areas areas = community_areas(world_db(), world_korosten.id);
	struct change *change = world_change(ROLE_RESIDENT);
	struct form form = world_form();
	struct issue_report report = {.category = "drugs",
				      .text = "Закладки біля під’їзду",
				      .place = "вул. Тестова, 5",
				      .area_id = areas.items[0].id,
				      .has_point = true,
				      .latitude = 50.956789,
				      .longitude = 28.638912};
	struct issue_added hidden, street;
	struct issue_filter filter = everything();
	struct issue issue;

	cr_assert_eq(issue_add_report(change, &form, &report, &hidden), OK);
	report.category = "lighting";
	report.title = NULL;
	cr_assert_eq(issue_add_report(change, &form, &report, &street), OK);
	world_commit();
	register_move(ROLE_MODERATOR, hidden.id, "registered");
	register_move(ROLE_MODERATOR, street.id, "registered");

	cr_assert_eq(issue_find_id(world_db(), hidden.id, world_now(), &issue), OK);
	cr_assert_str_empty(issue.place);
	cr_assert_eq(issue.area_id, 0);
	cr_assert_not(issue.has_point);
	cr_assert_eq(issue_find_id(world_db(), street.id, world_now(), &issue), OK);
	cr_assert_str_eq(issue.place, "вул. Тестова, 5");
	cr_assert_eq(issue.area_id, areas.items[0].id);
	cr_assert_float_eq(issue.latitude, 50.957, 1e-9);

	filter.area_id = areas.items[0].id; /* nobody finds by a place what does not tell it */
	cr_assert_eq(issue_list(world_db(), &filter).count, 1);
	cr_assert_eq(issue_list_count(world_db(), &filter), 1);

	cr_assert_eq(change_run(world_change(ROLE_ADMIN),
				"UPDATE community SET precision_cap = 1 WHERE id = $1",
				ARGS(INT(world_korosten.id))),
		     OK);
	cr_assert_eq(issue_find_id(world_db(), street.id, world_now(), &issue), OK);
	cr_assert_str_empty(issue.place);
	cr_assert_not(issue.has_point);
	cr_assert_eq(issue.area_id, areas.items[0].id);
}

Test(issue_privacy, looking_at_contacts_is_recorded)
{
	int64_t id = register_report().id;
	struct issue_private private_part;
	struct change *change = world_change(ROLE_SECRETARY);

	cr_assert_eq(issue_private_find(change, id, &private_part), OK);
	world_commit();
	cr_assert_str_eq(private_part.contact_name, "Марія Тестова");
	cr_assert_eq(count("SELECT count(*) FROM audit WHERE action = 'issue private read' "
			   "AND actor = 'secretary'"),
		     1);
}

Test(issue_privacy, the_log_holds_nothing_of_what_a_resident_wrote)
{
	int64_t id = register_resolved();

	cr_assert_gt(id, 0);
	cr_assert_eq(count("SELECT count(*) FROM audit WHERE before || after LIKE '%Гогол%' "
			   "OR before || after LIKE '%Марія%' OR before || after LIKE '%38050%'"),
		     0);
}

Test(issue_privacy, the_secret_link_finds_the_report_and_only_its_hash_is_kept)
{
	struct issue_added added = register_report();
	struct issue_work work;

	cr_assert_eq(issue_find_secret(world_db(), world_korosten.id, "", world_now(), &work),
		     NOT_FOUND);
	cr_assert_eq(
		issue_find_secret(world_db(), world_ovruch.id, added.secret, world_now(), &work),
		NOT_FOUND);
	cr_assert_eq(
		issue_find_secret(world_db(), world_korosten.id, added.secret, world_now(), &work),
		OK);
	cr_assert_eq(work.issue.id, added.id);
	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM issue_private WHERE secret_hash = $1",
			    ARGS(TEXT(added.secret)), -1),
		     0);
}

Test(issue_privacy, a_moderators_edit_keeps_the_reporters_words_and_asks_why)
{
	int64_t id = register_report().id;
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct issue_edit edit = {.title = "Не горять ліхтарі",
				  .text = "На вулиці Гоголя немає освітлення.",
				  .place = "вул. Гоголя",
				  .precision = 2};
	struct issue_private private_part;
	struct form form = world_form();

	cr_assert_eq(issue_change(world_change(ROLE_MODERATOR), &form, &viewer, id, &edit),
		     INVALID);
	cr_assert_eq(register_fault(&form, "reason"), FAULT_MISSING);
	edit.reason = "personal";
	form = world_form();
	cr_assert_eq(issue_change(world_change(ROLE_MODERATOR), &form, &viewer, id, &edit), OK);
	world_commit();
	register_move(ROLE_MODERATOR, id, "registered");
	cr_assert_eq(found("Івану"), 0);
	cr_assert_eq(issue_private_find(world_change(ROLE_SECRETARY), id, &private_part), OK);
	cr_assert(strstr(private_part.original_text, "Івану"));
	cr_assert_str_eq(update_list(world_db(), id).items[0].reason, "personal");
}

Test(issue_privacy, a_note_is_kept_though_nothing_else_was_edited)
{
	int64_t id = register_report().id;
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct issue_work work = register_work(id);
	struct form form = world_form();
	struct issue_edit edit = {.title = work.issue.title,
				  .text = work.issue.text,
				  .place = work.issue.place,
				  .area_id = work.issue.area_id,
				  .precision = work.precision,
				  .publish_not_before = work.publish_not_before,
				  .internal_note = "Передзвонити в понеділок."};

	cr_assert_eq(issue_change(world_change(ROLE_MODERATOR), &form, &viewer, id, &edit), OK);
	world_commit();
	cr_expect_eq(count("SELECT count(*) FROM issue_event WHERE kind = 'note' "
			   "AND internal_note = 'Передзвонити в понеділок.'"),
		     1);
}

/* One edit that leaves the words as they are; what it was refused for, if it was. */
static enum fault_kind filed(int64_t id, const char *category, int64_t area_id, int precision,
			     const char *reason)
{
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct issue issue = register_work(id).issue;
	struct form form = world_form();
	struct issue_edit edit = {.category = category,
				  .title = issue.title,
				  .text = issue.text,
				  .place = issue.place,
				  .area_id = area_id,
				  .precision = precision,
				  .reason = reason};
	enum outcome outcome = issue_change(world_change(ROLE_MODERATOR), &form, &viewer, id,
					    &edit);

	if (outcome != OK)
		world_cancel();
	else
		world_commit();
	return outcome == OK ? FAULT_NONE : register_fault(&form, "reason");
}

Test(issue_privacy, what_is_public_changes_kind_and_place_with_a_reason_only)
{
	int64_t id = register_registered(), area;
	struct issue_work work = register_work(id);
	int64_t lines = (int64_t)update_list(world_db(), id).count;

	area = db_int(world_db(),
		      "SELECT id FROM area WHERE community_id = $1 AND id <> $2 LIMIT 1",
		      ARGS(INT(work.issue.community_id), INT(work.issue.area_id)), 0);
	cr_expect_eq(filed(id, "roads", work.issue.area_id, work.precision, ""), FAULT_MISSING);
	cr_expect_eq(filed(id, "lighting", area, work.precision, ""), FAULT_MISSING);
	cr_expect_eq(filed(id, "lighting", work.issue.area_id, PRECISION_SETTLEMENT, ""),
		     FAULT_MISSING);
	cr_expect_eq(filed(id, "lighting", work.issue.area_id, work.precision, ""), FAULT_NONE,
		     "nothing is changed");
	cr_assert_eq(filed(id, "roads", area, PRECISION_SETTLEMENT, "place"), FAULT_NONE);
	cr_assert_eq((int64_t)update_list(world_db(), id).count, lines + 1);
	cr_assert_str_eq(update_list(world_db(), id).items[lines].kind, "edit");
	cr_assert_str_eq(update_list(world_db(), id).items[lines].reason, "place");
}

Test(issue_privacy, what_is_not_public_yet_is_filed_without_a_reason)
{
	int64_t id = register_report().id;

	cr_assert_eq(filed(id, "roads", 0, PRECISION_SETTLEMENT, ""), FAULT_NONE);
}

Test(issue_privacy, an_edit_over_somebody_elses_is_told_with_their_words)
{
	int64_t id = register_report().id;
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct issue_edit edit = {.title = "Інший заголовок",
				  .text = "Інший текст",
				  .precision = 2,
				  .reason = "wording",
				  .revision = register_work(id).revision};
	struct form form = world_form();

	cr_assert_eq(issue_change(world_change(ROLE_MODERATOR), &form, &viewer, id, &edit), OK);
	world_commit();
	edit.title = "Третій заголовок";
	cr_assert_eq(issue_change(world_change(ROLE_SECRETARY), &form, &viewer, id, &edit),
		     INVALID);
	cr_assert_eq(register_fault(&form, ""), FAULT_CHANGED_MEANWHILE);
	cr_assert(strstr(form_fault_of(&form, "")->detail, "Інший заголовок"));
}

Test(issue_privacy, the_neighbours_staff_reach_nothing_here)
{
	int64_t id = register_registered();
	struct viewer viewer = world_viewer_in_ovruch(ROLE_SECRETARY);
	struct issue_step step = register_full_step("assigned");
	struct form form = world_form();

	cr_assert_eq(issue_take_step(world_change(ROLE_SECRETARY), &form, &viewer, id, &step),
		     NOT_FOUND);
	cr_assert_eq(issue_hide(world_change(ROLE_SECRETARY), &form, &viewer, id,
				&(struct issue_remark){.reason = "personal"}),
		     NOT_FOUND);
	cr_assert_eq(issue_note(world_change(ROLE_SECRETARY), &form, &viewer, id, "?"), NOT_FOUND);
}
