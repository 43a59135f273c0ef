#include <criterion/criterion.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/audit.h"
#include "model/base/text.h"
#include "model/issue.h"
#include "model/person_data.h"
#include "tests/register.h"

/* What is kept of staff: handed over, and erased from the disk and the log when they have left. */

#define CANARY "zqjostaff" /* their login; in small letters, as logins are */

static char folder[] = "/tmp/poruch-staff-XXXXXX";

static void begin(void)
{
	static char path[64];

	cr_assert_not_null(mkdtemp(folder));
	chmod(folder, 0700);
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

TestSuite(person_data, .init = begin, .fini = end);

static bool is_in(const char *path, const char *word)
{
	FILE *file = fopen(path, "rb");
	struct stat facts;
	char *bytes;
	bool is_there;

	if (!file)
		return false;
	cr_assert_eq(fstat(fileno(file), &facts), 0);
	bytes = malloc((size_t)facts.st_size + 1);
	cr_assert_eq(fread(bytes, 1, (size_t)facts.st_size, file), (size_t)facts.st_size);
	fclose(file);
	is_there = memmem(bytes, (size_t)facts.st_size, word, strlen(word));
	free(bytes);
	return is_there;
}

static bool is_on_disk(const char *word)
{
	return is_in(world_file, word) ||
	       is_in(arena_printf(ready_arena(), "%s-wal", world_file), word) ||
	       is_in(arena_printf(ready_arena(), "%s-shm", world_file), word);
}

static int64_t add_staff(void)
{
	struct person_entry entry = {.login = CANARY,
				     .name = "Лелечатенко",
				     .post = "Горобчиха",
				     .role = ROLE_SECRETARY,
				     .community = "korosten"};
	struct form form = world_form();
	const char *token;
	int64_t id;

	cr_assert_eq(person_add(world_change(ROLE_ADMIN), &form, &entry, &id), OK);
	world_commit();
	cr_assert_eq(session_begin(world_change(ROLE_RESIDENT), id, "Firefox", &token), OK);
	world_commit();
	return id;
}

/* Something they did, in the log under their login. */
static void act(int64_t id)
{
	struct change *change = world_change(ROLE_ADMIN);

	change->actor = (struct actor){.person_id = id, .name = CANARY, .role = "secretary"};
	cr_assert_eq(audit_add(change, "issue step", "issue 1", "", "{\"to\":\"registered\"}"), OK);
	world_commit();
}

static enum outcome erase(int64_t id)
{
	enum outcome outcome = person_data_erase(world_change(ROLE_ADMIN), id);

	if (outcome == OK)
		world_commit();
	return outcome;
}

static void leave(int64_t id)
{
	cr_assert_eq(person_disable(world_change(ROLE_ADMIN), id), OK);
	world_commit();
}

static int64_t admin_id(void)
{
	return world_viewer(ROLE_ADMIN).person_id;
}

Test(person_data, is_handed_over_whole_and_that_is_recorded_without_it)
{
	int64_t id = add_staff();
	struct person_data data;
	struct audit_lines lines;

	act(id);
	cr_assert_eq(person_data_export(world_change(ROLE_ADMIN), id + 1000, &data), NOT_FOUND);
	cr_assert_eq(person_data_export(world_change(ROLE_ADMIN), id, &data), OK);
	world_commit();
	cr_assert_str_eq(data.person.name, "Лелечатенко");
	cr_assert_eq(data.person.roles.count, 1);
	cr_assert_eq(data.sessions.count, 1);
	cr_assert_eq(data.act_count, 1);
	cr_assert_str_eq(data.acts.items[0].action, "issue step");
	cr_assert_geq(data.about.count, 2, "that it was made, and its role");
	lines = audit_latest(world_db(), 0, 1);
	cr_assert_str_eq(lines.items[0].action, "person export");
	cr_assert_str_empty(lines.items[0].after);
}

Test(person_data, that_was_handed_over_is_listed_among_the_looks)
{
	int64_t id = add_staff(), before = world_scans();
	struct person_data data;
	struct audit_lines looks;

	cr_assert_eq(person_data_export(world_change(ROLE_ADMIN), id, &data), OK);
	world_commit();
	looks = audit_looks(world_db(), &(struct audit_look_filter){
						.admin_id = admin_id(), .actor = "", .most = 10});
	cr_assert_eq(looks.count, 1);
	cr_assert_str_eq(looks.items[0].action, "person export");
	cr_assert_str_eq(looks.items[0].subject,
			 arena_printf(world_db()->arena, "person %lld", (long long)id));
	cr_assert_eq(world_scans(), before);
}

Test(person_data, of_who_has_not_left_and_of_oneself_is_not_erased)
{
	int64_t id = add_staff();

	cr_assert_eq(person_data_refusal(world_db(), admin_id(), id), PERSON_IS_ACTIVE);
	cr_assert_eq(erase(id), CONFLICT);
	cr_assert_eq(person_data_refusal(world_db(), id, id), PERSON_IS_SELF);
	cr_assert_eq(erase(admin_id()), CONFLICT);
}

Test(person_data, of_the_last_administrator_is_not_erased)
{
	struct person root;

	cr_assert_eq(person_find(world_db(), "root", &root), OK);
	cr_assert_eq(person_data_refusal(world_db(), admin_id(), root.id), PERSON_IS_LAST_ADMIN);
	leave(root.id);
	cr_assert_eq(erase(root.id), CONFLICT);
}

Test(person_data, once_erased_leaves_no_byte_and_a_whole_chain)
{
	int64_t id = add_staff(), broken = 0;
	struct person person;
	struct audit_lines lines;

	for (int i = 0; i < 1100; i++)
		act(id);
	leave(id);
	world_forget();
	cr_assert(is_on_disk(CANARY), "or this test proves nothing");
	cr_assert(is_on_disk("Лелечатенко"));
	cr_assert_eq(erase(id), OK);
	cr_assert_eq(audit_verify(world_db(), &broken), OK, "line %lld", (long long)broken);
	world_forget();
	world_rewrite();
	cr_expect_not(is_on_disk(CANARY));
	cr_expect_not(is_on_disk("Лелечатенко"));
	cr_expect_not(is_on_disk("Горобчиха"));
	cr_assert_eq(person_find_id(world_db(), id, &person), OK);
	cr_assert(person.erased_at);
	cr_assert_str_empty(person.name);
	cr_assert_eq(person.roles.count, 0);
	lines = audit_by(world_db(), id, person.login, 2000);
	cr_assert_eq(lines.count, 1100, "the acts stay");
	cr_assert_str_eq(lines.items[0].role, "secretary");
	cr_assert_eq(person_data_refusal(world_db(), admin_id(), id), PERSON_IS_ERASED);
	cr_assert_eq(person_enable(world_change(ROLE_ADMIN), id), NOT_FOUND);
}

/* More than a round's memory holds of the longest lines that the log takes. */
Test(person_data, is_erased_from_a_log_of_long_lines)
{
	int64_t id = add_staff(), broken = 0;
	char *words = arena_take(ready_arena(), 60001);

	memset(words, 'x', 60000);
	for (int i = 0; i < 320; i++) {
		cr_assert_eq(audit_add(world_change(ROLE_ADMIN), "report save", "report 1", words,
				       words),
			     OK);
		world_commit();
	}
	leave(id);
	cr_assert_eq(erase(id), OK);
	cr_assert_eq(audit_verify(world_db(), &broken), OK, "line %lld", (long long)broken);
}

Test(person_data, the_log_cannot_be_changed_but_by_an_erasure)
{
	int64_t id = add_staff();

	act(id);
	cr_assert_neq(change_run(world_change(ROLE_ADMIN),
				 "UPDATE audit SET actor = 'x' WHERE actor = $1",
				 ARGS(TEXT(CANARY))),
		      OK);
	world_cancel();
}
