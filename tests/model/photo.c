/* Photos: how many, who sees them when, what moderators decide, and what is left of one afterwards. */
#include "model/photo.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/base/secret.h"
#include "model/installation.h"
#include "tests/register.h"

#define DAY  ((int64_t)24 * 60 * 60)
#define MANY 40

static char folder[64];

static void begin(void)
{
	static char path[96];

	snprintf(folder, sizeof(folder), "/tmp/poruch-photo-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/poruch.db", folder);
	world_file = path;
	register_begin();
}

static void end(void)
{
	world_end();
	unlink(world_file);
	cr_expect_eq(rmdir(folder), 0);
}

TestSuite(photo, .init = begin, .fini = end);

/* ------------------------------------------------------------------ what tests are made of */

/* The bytes a picture would have; every 16 of them tell which it is. */
static struct picture_bytes bytes_of(char mark, int number, size_t length)
{
	char *bytes = arena_take(ready_arena(), length + 17);

	for (size_t at = 0; at < length; at += 16)
		snprintf(bytes + at, 17, "%c-canary-%07d", mark, number);
	return (struct picture_bytes){(unsigned char *)bytes, length / 16 * 16};
}

static struct developed picture(char mark, int number)
{
	/* Some whole in a page of the database, some over several. */
	size_t size = (size_t)(number * 977 % 9000) + 64;

	return (struct developed){.width = 640,
				  .height = 480,
				  .whole = bytes_of(mark, number, size * 3),
				  .thumbnail = bytes_of(mark, number, size)};
}

/* Keep one under the form's word; "" for none yet. Its word. */
static const char *keep(const char *token, char mark, int number)
{
	struct developed developed = picture(mark, number);

	cr_assert_eq(photo_draft_add(world_change(ROLE_RESIDENT), &token, &developed), OK);
	token = arena_string(ready_arena(), token);
	world_commit();
	return token;
}

static void adopt(int64_t issue_id, const char *token, bool is_after)
{
	cr_assert_eq(photo_adopt(world_change(ROLE_RESIDENT), token,
				 &(struct photo_place){.issue_id = issue_id, .is_after = is_after}),
		     OK);
	world_commit();
}

/* The newest photo of the issue that is not removed. */
static struct photo newest(int64_t issue_id)
{
	struct photos photos = photo_list_work(world_db(), issue_id);
	struct photo found = {0};

	for (size_t i = 0; i < photos.count; i++)
		if (photos.items[i].id > found.id)
			found = photos.items[i];
	cr_assert(found.id);
	found.name = arena_string(ready_arena(), found.name);
	return found;
}

static struct photo sent(int64_t issue_id, int number)
{
	adopt(issue_id, keep("", 'a', number), false);
	return newest(issue_id);
}

static enum outcome done(enum outcome outcome)
{
	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

static enum outcome publish(const char *name, const char *alt, const char *moment)
{
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();

	return done(photo_publish(world_change(ROLE_MODERATOR), &form, &viewer, name,
				  &(struct photo_decision){.alt = alt, .moment = moment}));
}

static enum outcome take_away(const char *name, const char *reason)
{
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();

	return done(photo_remove(world_change(ROLE_MODERATOR), &form, &viewer, name,
				 &(struct photo_decision){.reason = reason}));
}

static enum outcome look(const char *name, bool is_moderator)
{
	struct picture_bytes bytes;

	return photo_open(world_db(), world_korosten.id, name, PHOTO_THUMBNAIL, is_moderator,
			  &bytes);
}

static int64_t count(const char *sql)
{
	return db_int(world_db(), sql, NO_ARGS, -1);
}

/* ------------------------------------------------------------------ coming in */

Test(photo, a_form_keeps_three_and_no_fourth)
{
	const char *token = keep(keep(keep("", 'a', 1), 'a', 2), 'a', 3);
	struct developed fourth = picture('a', 4);

	cr_assert_eq(photo_draft_add(world_change(ROLE_RESIDENT), &token, &fourth), TOO_MUCH);
	world_cancel();
	cr_assert_eq(photo_draft_list(world_db(), token).count, PHOTO_EACH_MOST);
}

Test(photo, the_same_one_again_counts_once)
{
	const char *token = keep(keep("", 'a', 1), 'a', 1);

	cr_assert_eq(photo_draft_list(world_db(), token).count, 1);
}

Test(photo, a_word_that_somebody_made_up_opens_nothing)
{
	const char *token = keep("made-up", 'a', 1);

	cr_assert_str_neq(token, "made-up");
	cr_assert_eq(photo_draft_list(world_db(), "made-up").count, 0);
}

Test(photo, the_word_of_a_form_is_kept_as_a_hash_only)
{
	const char *token = keep("", 'a', 1);

	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM photo_draft WHERE draft_hash = $1",
			    ARGS(TEXT(token)), -1),
		     0);
}

Test(photo, one_taken_out_of_a_form_makes_room)
{
	const char *token = keep(keep(keep("", 'a', 1), 'a', 2), 'a', 3);
	struct photo_drafts drafts = photo_draft_list(world_db(), token);

	cr_assert_eq(photo_draft_drop(world_change(ROLE_RESIDENT), token, drafts.items[1].key), OK);
	world_commit();
	cr_assert_str_eq(keep(token, 'a', 4), token);
}

Test(photo, a_draft_is_forgotten_after_a_day_and_not_before)
{
	const char *token = keep("", 'a', 1);

	world_at(WORLD_NOW + DAY - 1);
	cr_assert_eq(photo_draft_tidy(world_change(ROLE_ADMIN)), OK);
	world_commit();
	cr_assert_eq(photo_draft_list(world_db(), token).count, 1);
	world_at(WORLD_NOW + DAY);
	cr_assert_eq(photo_draft_tidy(world_change(ROLE_ADMIN)), OK);
	world_commit();
	cr_assert_eq(photo_draft_list(world_db(), token).count, 0);
}

Test(photo, a_report_and_each_update_take_three_along)
{
	int64_t id = register_registered();

	adopt(id, keep(keep(keep("", 'a', 1), 'a', 2), 'a', 3), false);
	adopt(id, keep(keep(keep("", 'a', 4), 'a', 5), 'a', 6), false);
	cr_assert_eq(photo_waiting_of(world_db(), id), 2 * PHOTO_EACH_MOST);
	cr_assert_eq(count("SELECT count(*) FROM photo_draft"), 0, "none is left behind");
}

Test(photo, a_form_sent_twice_brings_its_photos_once)
{
	int64_t id = register_registered();
	const char *token = keep("", 'a', 1);

	adopt(id, token, false);
	adopt(id, token, false);
	cr_assert_eq(photo_waiting_of(world_db(), id), 1);
}

/* ------------------------------------------------------------------ who sees it when */

Test(photo, nobody_but_moderators_sees_one_that_waits)
{
	int64_t id = register_registered();
	struct photo photo = sent(id, 1);

	cr_assert_str_eq(photo.state, "waiting");
	cr_assert_eq(look(photo.name, false), NOT_FOUND);
	cr_assert_eq(look(photo.name, true), OK);
	cr_assert_eq(photo_list(world_db(), id).count, 0);
	cr_assert_eq(register_work(id).issue.photo_count, 0);
}

Test(photo, publishing_asks_for_words)
{
	struct photo photo = sent(register_registered(), 1);

	cr_assert_eq(publish(photo.name, "", ""), INVALID);
	cr_assert_eq(publish(photo.name, NULL, ""), INVALID);
	cr_assert_eq(look(photo.name, false), NOT_FOUND);
}

Test(photo, one_let_through_is_public_with_its_words)
{
	int64_t id = register_registered();
	struct photo photo = sent(id, 1);

	cr_assert_eq(publish(photo.name, "Темний ліхтар", ""), OK);
	cr_assert_eq(look(photo.name, false), OK);
	cr_assert_str_eq(photo_list(world_db(), id).items[0].alt, "Темний ліхтар");
	cr_assert_eq(register_work(id).issue.photo_count, 1);
}

Test(photo, one_let_through_of_an_issue_that_is_not_public_stays_hidden)
{
	int64_t id = register_report().id;
	struct photo photo = sent(id, 1);

	cr_assert_eq(publish(photo.name, "Темний ліхтар", ""), OK);
	cr_assert_eq(look(photo.name, false), NOT_FOUND);
	cr_assert_eq(photo_list(world_db(), id).count, 0);
	register_move(ROLE_MODERATOR, id, "registered");
	cr_assert_eq(look(photo.name, false), OK);
}

Test(photo, several_let_through_in_one_go_are_one_line_of_the_history)
{
	int64_t id = register_registered();
	struct photo first = sent(id, 1), second = sent(id, 2);

	cr_assert_eq(publish(first.name, "Темний ліхтар", ""), OK);
	cr_assert_eq(publish(second.name, "Ще один", ""), OK);
	cr_assert_eq(count("SELECT count(*) FROM issue_event WHERE kind = 'photo'"), 1);
}

Test(photo, an_address_of_one_hromada_opens_nothing_in_another)
{
	struct photo photo = sent(register_registered(), 1), found;

	cr_assert_eq(photo_find(world_db(), world_ovruch.id, photo.name, &found), NOT_FOUND);
}

/* ------------------------------------------------------------------ before and after */

Test(photo, those_from_before_stand_in_front_of_those_from_after)
{
	int64_t id = register_registered();
	struct photo after, before;

	adopt(id, keep("", 'a', 1), true);
	after = newest(id);
	before = sent(id, 2);
	cr_assert_eq(publish(after.name, "Новий ліхтар", ""), OK);
	cr_assert_eq(publish(before.name, "Темний ліхтар", ""), OK);
	cr_assert_str_eq(photo_list(world_db(), id).items[0].name, before.name);
	cr_assert_str_eq(photo_list(world_db(), id).items[1].moment, "after");
}

Test(photo, the_step_tells_which_it_is_unless_staff_do)
{
	struct photo_choice choice = {.moment = photo_moment_of_step("resolved")};
	struct form empty = world_form(), form;
	struct pairs typed = {0};

	cr_assert_eq(photo_moment_of_step("closed"), PHOTO_AFTER);
	cr_assert_eq(photo_moment_of_step("in_progress"), PHOTO_BEFORE);
	cr_assert_eq(photo_moment_of_step("reopened"), PHOTO_BEFORE);
	cr_assert_eq(form_read(&empty, photo_choice_fields, &choice), OK);
	cr_assert_eq(choice.moment, PHOTO_AFTER);
	pairs_add(ready_arena(), &typed, "moment", "before");
	form = form_begin(ready_arena(), &typed);
	cr_assert_eq(form_read(&form, photo_choice_fields, &choice), OK);
	cr_assert_eq(choice.moment, PHOTO_BEFORE);
}

Test(photo, a_photo_shows_before_or_after_and_nothing_between)
{
	struct photo_choice choice = {.moment = PHOTO_AFTER};
	struct pairs typed = {0};
	struct form form;

	pairs_add(ready_arena(), &typed, "moment", "between");
	form = form_begin(ready_arena(), &typed);
	cr_assert_eq(form_read(&form, photo_choice_fields, &choice), INVALID);
	cr_assert_eq(choice.moment, PHOTO_AFTER);
}

Test(photo, a_moderator_sets_right_which_it_is)
{
	int64_t id = register_registered();
	struct photo photo = sent(id, 1);

	cr_assert_eq(publish(photo.name, "Новий ліхтар", "between"), INVALID);
	cr_assert_eq(publish(photo.name, "Новий ліхтар", "after"), OK);
	cr_assert_str_eq(photo_list(world_db(), id).items[0].moment, "after");
}

/* ------------------------------------------------------------------ taken away, blurred */

/* How often the picture stands in any file of the data folder: the database, its log, whatever. */
static size_t on_disk(char mark, int number)
{
	const char *word = arena_printf(ready_arena(), "%c-canary-%07d", mark, number);
	DIR *files = opendir(folder);
	size_t found = 0;

	cr_assert_not_null(files);
	for (struct dirent *entry; (entry = readdir(files));) {
		FILE *file = fopen(arena_printf(ready_arena(), "%s/%s", folder, entry->d_name),
				   "rb");
		struct stat facts;
		char *bytes;

		if (!file)
			continue;
		cr_assert_eq(fstat(fileno(file), &facts), 0);
		if (S_ISREG(facts.st_mode) && facts.st_size) {
			size_t length = (size_t)facts.st_size;

			bytes = malloc(length);
			cr_assert_eq(fread(bytes, 1, length, file), length);
			for (char *at = bytes;
			     (at = memmem(at, length - (size_t)(at - bytes), word, strlen(word)));
			     at++)
				found++;
			free(bytes);
		}
		fclose(file);
	}
	closedir(files);
	return found;
}

static void blur(const char *name, int number)
{
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct developed developed = picture('b', number);

	cr_assert_eq(done(photo_replace(world_change(ROLE_MODERATOR), &viewer, name, &developed)),
		     OK);
}

Test(photo, taking_away_asks_for_a_reason_of_the_list)
{
	struct photo photo = sent(register_registered(), 1);

	cr_assert_eq(take_away(photo.name, ""), INVALID);
	cr_assert_eq(take_away(photo.name, "ugly"), INVALID);
	cr_assert_eq(look(photo.name, true), OK);
}

Test(photo, one_taken_away_is_gone_for_moderators_too)
{
	int64_t id = register_registered();
	struct photo photo = sent(id, 1);

	cr_assert_eq(publish(photo.name, "Темний ліхтар", ""), OK);
	cr_assert_eq(take_away(photo.name, "personal"), OK);
	cr_assert_eq(look(photo.name, false), GONE);
	cr_assert_eq(look(photo.name, true), GONE);
	cr_assert_eq(publish(photo.name, "Знову", ""), GONE);
	cr_assert_eq(register_work(id).issue.photo_count, 0);
	cr_assert_eq(count("SELECT count(*) FROM photo_bytes"), 0);
}

Test(photo, a_blurred_one_has_the_new_bytes_only)
{
	int64_t id = register_registered();
	struct photo photo = sent(id, 1);
	struct developed blurred = picture('b', 1);
	struct picture_bytes bytes;

	blur(photo.name, 1);
	cr_assert_eq(
		photo_open(world_db(), world_korosten.id, photo.name, PHOTO_WHOLE, true, &bytes),
		OK);
	cr_assert_eq(bytes.length, blurred.whole.length);
	cr_assert_arr_eq(bytes.bytes, blurred.whole.bytes, bytes.length);
	cr_assert_eq(count("SELECT count(*) FROM photo_bytes"), 2);
}

/* What the writer does within a minute (server/service.c). */
static void minute(void)
{
	world_forget_pictures();
}

Test(photo, of_one_blurred_no_byte_is_on_the_disk_a_minute_later)
{
	struct photo photo = sent(register_registered(), 5);

	minute();
	cr_assert_gt(on_disk('a', 5), 0);
	blur(photo.name, 5);
	minute();
	cr_assert_eq(on_disk('a', 5), 0);
	cr_assert_gt(on_disk('b', 5), 0);
}

Test(photo, of_one_taken_away_no_byte_is_on_the_disk_a_minute_later)
{
	struct photo photo = sent(register_registered(), 5);

	minute();
	cr_assert_gt(on_disk('a', 5), 0);
	cr_assert_eq(take_away(photo.name, "personal"), OK);
	minute();
	cr_assert_eq(on_disk('a', 5), 0);
}

Test(photo, of_a_form_never_sent_no_byte_is_on_the_disk_after_a_day_and_a_minute)
{
	keep("", 'a', 5);
	world_durable();
	cr_assert_gt(on_disk('a', 5), 0);
	world_at(WORLD_NOW + DAY);
	cr_assert_eq(photo_draft_tidy(world_change(ROLE_ADMIN)), OK);
	world_commit();
	minute();
	cr_assert_eq(on_disk('a', 5), 0);
}

Test(photo, what_is_erased_among_many_is_out_of_every_gap_after_the_night)
{
	int64_t id = register_registered();
	const char *names[MANY];
	size_t left = 0;

	for (int i = 0; i < MANY; i++) {
		names[i] = sent(id, i).name;
		world_durable();
	}
	for (int i = 0; i < MANY; i += 2) {
		if (i % 4)
			blur(names[i], i);
		else
			cr_assert_eq(take_away(names[i], "personal"), OK);
		world_durable();
	}
	minute();
	cr_assert(installation_wants_rewrite(world_db(), world_now() + DAY + 1));
	world_rewrite();
	for (int i = 0; i < MANY; i++)
		left += i % 2 ? 0 : on_disk('a', i);
	cr_assert_eq(left, 0);
	cr_assert_gt(on_disk('a', 1), 0, "its neighbours are there");
}

Test(photo, erasing_a_report_takes_what_waited_along)
{
	int64_t id = register_registered();
	struct photo shown = sent(id, 1), waiting = sent(id, 2);

	cr_assert_eq(publish(shown.name, "Темний ліхтар", ""), OK);
	cr_assert_eq(issue_erase(world_change(ROLE_ADMIN), id, "request"), OK);
	world_commit();
	cr_assert_eq(look(waiting.name, true), GONE);
	cr_assert_eq(look(shown.name, false), OK);
	minute();
	world_rewrite();
	cr_assert_eq(on_disk('a', 2), 0);
}
