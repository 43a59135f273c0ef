#include <criterion/criterion.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/folder.h"
#include "tests/ready.h"

static char *path;

static void scratch_begin(void)
{
	ready_begin();
	path = arena_string(ready_arena(), "/tmp/poruch-folder-XXXXXX");
	cr_assert(mkdtemp(path));
}

static const char *inside(const char *name)
{
	return arena_printf(ready_arena(), "%s/%s", path, name);
}

static void scratch_end(void)
{
	static const char *const names[] = {"data/poruch.db", "data/lock", "data"};

	for (size_t i = 0; i < COUNT(names); i++)
		remove(inside(names[i]));
	remove(path);
	ready_end();
}

TestSuite(folder, .init = scratch_begin, .fini = scratch_end);

static void fill(const struct folder *folder)
{
	FILE *file = fopen(folder->database, "w");

	cr_assert(file);
	fclose(file);
}

Test(folder, is_not_found_before_it_is_filled)
{
	struct folder folder;

	cr_assert_eq(folder_take(ready_arena(), inside("data"), &folder), NOT_FOUND);
	cr_assert_eq(folder_visit(ready_arena(), inside("data"), &folder), NOT_FOUND);
}

Test(folder, is_broken_where_it_cannot_be_made)
{
	struct folder folder;

	cr_assert_eq(folder_make(ready_arena(), inside("no/such/data"), &folder), BROKEN);
}

Test(folder, is_made_for_its_owner_alone)
{
	struct folder folder;
	struct stat about;

	cr_assert_eq(folder_make(ready_arena(), inside("data"), &folder), OK);
	cr_assert_eq(stat(inside("data"), &about), 0);
	cr_assert_eq(about.st_mode & 0777, 0700);
	fill(&folder);
	cr_assert_eq(stat(folder.database, &about), 0);
	cr_assert_eq(about.st_mode & 0077, 0);
	folder_leave(&folder);
}

Test(folder, is_not_made_over_a_filled_one)
{
	struct folder folder, other;

	cr_assert_eq(folder_make(ready_arena(), inside("data"), &folder), OK);
	fill(&folder);
	folder_leave(&folder);
	cr_assert_eq(folder_make(ready_arena(), inside("data"), &other), CONFLICT);
}

Test(folder, is_one_writers_but_anybodys_to_visit)
{
	struct folder first, second;

	cr_assert_eq(folder_make(ready_arena(), inside("data"), &first), OK);
	cr_assert_eq(folder_make(ready_arena(), inside("data"), &second), BUSY);
	fill(&first);
	cr_assert_eq(folder_take(ready_arena(), inside("data"), &second), BUSY);
	cr_assert_eq(folder_visit(ready_arena(), inside("data"), &second), OK);
	folder_leave(&first);
	cr_assert_eq(folder_take(ready_arena(), inside("data"), &second), OK);
	folder_leave(&second);
}
