#include <criterion/criterion.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/audit.h"
#include "model/base/secret.h"
#include "model/base/text.h"
#include "model/installation.h"
#include "model/kept_form.h"
#include "model/message.h"
#include "model/once.h"
#include "tests/register.h"

/* Who reported it is erased some time after it is closed, from the disk as well. */

#define DAY    ((int64_t)24 * 60 * 60)
#define DAYS   90
#define MANY   400
#define CANARY "лелечат" /* in every private word */
/* What the index of words, where neighbours share their beginning, has of it at the least. */
#define TRACE "елечат"

static char folder[] = "/tmp/poruch-erase-XXXXXX";

static void begin(void)
{
	cr_assert_not_null(mkdtemp(folder));
	chmod(folder, 0700);
	static char path[64];
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

TestSuite(issue_erase, .init = begin, .fini = end);

static size_t count_in(const char *path, const char *word)
{
	FILE *file = fopen(path, "rb");
	size_t length, count = 0;
	struct stat facts;
	char *bytes, *at;

	if (!file)
		return 0;
	cr_assert_eq(fstat(fileno(file), &facts), 0);
	length = (size_t)facts.st_size;
	bytes = malloc(length + 1);
	cr_assert_eq(fread(bytes, 1, length, file), length);
	fclose(file);
	for (at = bytes; (at = memmem(at, length - (size_t)(at - bytes), word, strlen(word))); at++)
		count++;
	free(bytes);
	return count;
}

/* How often the word stands in the database file (the search index is in it), its log and the log's index. */
static size_t on_disk(const char *word)
{
	return count_in(world_file, word) +
	       count_in(arena_printf(ready_arena(), "%s-wal", world_file), word) +
	       count_in(arena_printf(ready_arena(), "%s-shm", world_file), word);
}

/* Long enough to need pages of its own now and then. */
static const char *words(const char *word, int number, size_t times)
{
	struct text text = text_begin(ready_arena(), 8000);

	for (size_t i = 0; i < times; i++)
		text_addf(&text, "%sа%d ", word, number);
	return text.bytes;
}

static struct issue_added report(const char *word, int number)
{
	struct issue_report report = {
		.category = "lighting",
		.title = words(word, number, 1),
		.text = words(word, number, (size_t)(number * 37 % 150) + 1),
		.place = words(word, number, 2),
		.contact_name = words(word, number, 3),
		.contact_phone = "+380501112233",
		.contact_email = arena_printf(ready_arena(), "%s@example.org", word),
	};
	struct form form = world_form();
	struct issue_added added;

	cr_assert_eq(issue_add_report(world_change(ROLE_RESIDENT), &form, &report, &added), OK);
	world_commit();
	return added;
}

/* The moderator writes it anew; what is public then has nothing of it any more. */
static void edit(int64_t id)
{
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct issue_edit edit = {.title = "Не горять ліхтарі",
				  .text = "На вулиці немає освітлення.",
				  .place = "вул. Гоголя",
				  .precision = 2,
				  .reason = "personal"};
	struct form form = world_form();

	cr_assert_eq(issue_change(world_change(ROLE_MODERATOR), &form, &viewer, id, &edit), OK);
	world_commit();
}

/* Told, published, only then cleaned of names, answered. */
static struct issue_added closed_report(int number)
{
	struct issue_added added = report(CANARY, number);

	register_move(ROLE_MODERATOR, added.id, "registered");
	if (number % 10 == 0)
		world_forget(); /* the search index has it on the disk from here */
	edit(added.id);
	register_move(ROLE_SECRETARY, added.id, "clarified");
	return added;
}

static void chore(void)
{
	cr_assert_eq(issue_erase_private(world_change(ROLE_ADMIN), DAYS), OK);
	world_commit();
	world_forget();
}

static int64_t count(const char *sql)
{
	return db_int(world_db(), sql, NO_ARGS, -1);
}

static int64_t kept(void)
{
	return count("SELECT count(*) FROM issue_private");
}

static int64_t erasures(void)
{
	return count("SELECT count(*) FROM audit WHERE action = 'issue private erase'");
}

Test(issue_erase, nothing_goes_before_its_time)
{
	struct issue_added added = closed_report(1);

	world_at(WORLD_NOW + DAYS * DAY);
	chore();
	cr_assert_eq(kept(), 1);
	cr_assert_eq(erasures(), 0);
	cr_assert_not(register_work(added.id).is_erased);
}

Test(issue_erase, what_is_open_or_open_again_keeps_its_reporter)
{
	int64_t open = report("горобч", 1).id, reopened = closed_report(2).id;

	register_move(ROLE_SECRETARY, reopened, "reopened");
	world_at(WORLD_NOW + 10 * DAYS * DAY);
	chore();
	cr_assert_eq(kept(), 2);
	cr_assert_not(register_work(open).is_erased);
	cr_assert_not(register_work(reopened).is_erased);
}

Test(issue_erase, the_newest_step_counts)
{
	int64_t id = closed_report(1).id;

	world_at(WORLD_NOW + 80 * DAY);
	register_move(ROLE_SECRETARY, id, "reopened");
	register_move(ROLE_SECRETARY, id, "assigned");
	register_move(ROLE_SECRETARY, id, "clarified");
	world_at(WORLD_NOW + 100 * DAY);
	chore();
	cr_assert_eq(kept(), 1);
	world_at(WORLD_NOW + 80 * DAY + DAYS * DAY + 1);
	chore();
	cr_assert_eq(kept(), 0);
}

Test(issue_erase, the_issue_stays_and_its_secret_link_ends)
{
	struct issue_added added = closed_report(1);
	struct issue_private private_part;
	struct issue_work work;
	struct issue issue;

	world_at(WORLD_NOW + DAYS * DAY + 1);
	chore();
	cr_assert_eq(erasures(), 1);
	cr_assert_eq(count("SELECT count(*) FROM audit WHERE action = 'issue private erase' "
			   "AND before || after = '{\"reason\":\"time\"}'"),
		     1);
	cr_assert_eq(issue_find_id(world_db(), added.id, world_now(), &issue), OK);
	cr_assert(register_work(added.id).is_erased);
	cr_assert_eq(
		issue_find_secret(world_db(), world_korosten.id, added.secret, world_now(), &work),
		GONE);
	cr_assert_eq(issue_find_secret(world_db(), world_korosten.id, "x", world_now(), &work),
		     NOT_FOUND);
	cr_assert_eq(issue_private_find(world_change(ROLE_SECRETARY), added.id, &private_part),
		     NOT_FOUND);
}

/* Between them live others, so that the pages of the file are shared and go on being used. */
Test(issue_erase, no_byte_of_it_remains_on_the_disk)
{
	for (int i = 0; i < MANY; i++) {
		closed_report(i);
		report("горобч", i);
	}
	world_forget();
	cr_assert_gt(on_disk(TRACE), MANY, "or this test proves nothing");
	world_at(WORLD_NOW + DAYS * DAY + 1);
	for (int i = 0; i < MANY / 100; i++) {
		cr_assert_eq(kept(), 2 * MANY - i * 100, "a batch at a time");
		chore();
	}
	cr_assert_eq(kept(), MANY);
	cr_assert_eq(erasures(), MANY);
	cr_expect_gt(on_disk("горобч"), MANY);
	cr_expect_eq(on_disk(TRACE), 0, "still %zu times", on_disk(TRACE));
}

/* The same with rows of all sizes that come, change and go in any order: they are moved between pages, and
   only writing the file anew rids it of what was copied. */
static void live(unsigned *seed, int64_t *ids, int *count)
{
	int which, number = rand_r(seed) % 1000;

	if (*count < 30 || rand_r(seed) % 5 < 2) {
		ids[(*count)++] = report(CANARY, number).id;
		return;
	}
	which = rand_r(seed) % *count;
	if (rand_r(seed) % 2)
		register_move(ROLE_MODERATOR, ids[which], "registered");
	if (strcmp(register_work(ids[which]).issue.state, "registered") == 0) {
		edit(ids[which]);
		register_move(ROLE_SECRETARY, ids[which], "clarified");
	} else {
		register_move(ROLE_MODERATOR, ids[which], "declined");
	}
	if (rand_r(seed) % 3 == 0) {
		cr_assert_eq(issue_erase(world_change(ROLE_ADMIN), ids[which], "asked"), OK);
		world_commit();
	}
	ids[which] = ids[--*count];
}

Test(issue_erase, nor_of_rows_that_were_moved)
{
	int64_t ids[2000];
	unsigned seed = 7;
	int count = 0;

	for (int i = 0; i < 1200; i++) {
		live(&seed, ids, &count);
		if (i % 50 == 0)
			world_durable();
	}
	while (count) {
		register_move(ROLE_MODERATOR, ids[--count], "declined");
		cr_assert_eq(issue_erase(world_change(ROLE_ADMIN), ids[count], "asked"), OK);
		world_commit();
	}
	cr_expect_gt(on_disk(TRACE), 0, "or this test proves nothing");
	world_at(WORLD_NOW + DAYS * DAY + 1);
	for (int i = 0; i < 20; i++)
		chore();
	cr_assert_eq(kept(), 0);
	world_rewrite();
	cr_expect_eq(on_disk(TRACE), 0, "still %zu times", on_disk(TRACE));
}

Test(issue_erase, words_the_public_never_read_go_too)
{
	int64_t declined = report(CANARY, 1).id, open = report(CANARY, 2).id, hidden;
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();

	hidden = report(CANARY, 3).id;
	register_move(ROLE_MODERATOR, declined, "declined");
	register_move(ROLE_MODERATOR, hidden, "registered");
	register_move(ROLE_SECRETARY, hidden, "clarified");
	cr_assert_eq(issue_hide(world_change(ROLE_MODERATOR), &form, &viewer, hidden,
				&(struct issue_remark){.reason = "personal"}),
		     OK);
	world_commit();
	world_at(WORLD_NOW + DAYS * DAY + 1);
	chore();
	cr_expect_null(strstr(register_work(declined).issue.title, CANARY));
	cr_expect_str_eq(register_work(declined).issue.text, "");
	cr_expect_str_eq(register_work(declined).issue.place, "");
	cr_expect_str_eq(register_work(hidden).issue.text, "");
	cr_expect_not_null(strstr(register_work(open).issue.text, CANARY));
}

Test(issue_erase, what_its_reporter_sent_later_goes_too_whenever_it_came)
{
	int64_t id = closed_report(1).id;
	struct message_entry entry = {
		.issue_id = id, .kind = MESSAGE_COMMENT, .text = words(CANARY, 9, 300)};
	struct form form = world_form();

	world_at(WORLD_NOW + DAYS * DAY + 1);
	chore();
	cr_assert_eq(message_add(world_change(ROLE_RESIDENT), &form, &entry), OK);
	world_commit();
	world_durable();
	cr_assert_gt(on_disk(TRACE), 0);
	world_at(WORLD_NOW + 2 * DAYS * DAY + 2);
	chore();
	cr_expect_eq(on_disk(TRACE), 0, "still %zu times", on_disk(TRACE));
	cr_expect_eq(count("SELECT count(*) FROM issue_message WHERE text <> ''"), 0);
}

/* A secret link that a form led to; what a caller told the secretary whose session had ended. */
Test(issue_erase, what_passes_is_sealed_from_the_first_moment)
{
	struct pairs typed = {0};
	const char *token, *location;
	struct kept_form kept;

	pairs_add(ready_arena(), &typed, "contact_name", CANARY);
	cr_assert_eq(once_add(world_change(ROLE_RESIDENT), "a token", "/korosten/my/" CANARY), OK);
	world_commit();
	cr_assert_eq(
		kept_form_add(world_change(ROLE_RESIDENT), "/korosten/work/new", &typed, &token),
		OK);
	world_commit();
	world_durable();
	cr_expect_eq(on_disk(TRACE), 0);
	cr_assert_eq(once_find(world_db(), "a token", &location), OK);
	cr_expect_str_eq(location, "/korosten/my/" CANARY);
	cr_assert_eq(kept_form_find(world_db(), token, world_now(), &kept), OK);
	cr_expect_str_eq(pairs_value(&kept.pairs, "contact_name"), CANARY);
}

Test(issue_erase, the_audit_log_never_had_any_of_it)
{
	struct issue_private private_part;
	int64_t id = closed_report(1).id;

	cr_assert_eq(issue_private_find(world_change(ROLE_SECRETARY), id, &private_part), OK);
	cr_assert_not_null(strstr(private_part.contact_name, CANARY));
	world_commit();
	cr_assert_eq(issue_erase(world_change(ROLE_SECRETARY), id, "asked"), OK);
	world_commit();
	cr_expect_eq(
		count("SELECT count(*) FROM audit WHERE instr(actor || role || action || subject "
		      "|| before || after, '" CANARY "')"),
		0);
	cr_expect_gt(count("SELECT count(*) FROM audit"), 4);
}

Test(issue_erase, the_file_is_written_anew_at_night_and_only_when_something_was_erased)
{
	int64_t id = closed_report(1).id, midnight = world_now() / DAY * DAY;

	cr_expect_not(installation_wants_rewrite(world_db(), midnight + 1 * 3600));
	cr_assert_eq(issue_erase(world_change(ROLE_SECRETARY), id, "asked"), OK);
	world_commit();
	cr_expect_not(installation_wants_rewrite(world_db(), world_now() + 60), "it is evening");
	cr_expect(installation_wants_rewrite(world_db(), midnight + DAY + 1 * 3600),
		  "3 o'clock in Kyiv");
	cr_expect(installation_wants_rewrite(world_db(), world_now() + DAY + 1),
		  "a night was missed");
	world_rewrite();
	cr_expect_not(installation_wants_rewrite(world_db(), world_now() + 2 * DAY));
}

static int64_t in_the_index(void)
{
	return count("SELECT count(*) FROM issue_search_data WHERE instr(block, CAST('" TRACE
		     "' AS BLOB))");
}

Test(issue_erase, words_that_were_edited_out_leave_the_search_index)
{
	int64_t ids[3];

	for (int i = 0; i < 3; i++) {
		ids[i] = report(CANARY, i).id;
		register_move(ROLE_MODERATOR, ids[i], "registered");
		world_durable();
	}
	for (int i = 0; i < 3; i++)
		edit(ids[i]);
	world_durable();
	cr_assert_gt(in_the_index(), 0, "nobody finds them any more, but they stand there");
	world_forget();
	cr_expect_eq(in_the_index(), 0);
}
