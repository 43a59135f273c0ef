#include "server/examiner.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <unistd.h>

#include "model/db.h"
#include "tests/ready.h"

static char folder[32], path[64];
static struct connection *writes;
static struct examiner *examiner;

static void begin(void)
{
	ready_begin();
	snprintf(folder, sizeof(folder), "/tmp/poruch-test-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/poruch.db", folder);
	cr_assert_eq(connection_open(path, CONNECTION_WRITES, &writes), OK);
}

static void end(void)
{
	static const char *const endings[] = {"", "-wal", "-shm"};

	examiner_end(examiner);
	connection_close(writes);
	for (size_t i = 0; i < COUNT(endings); i++) {
		char file[80];

		snprintf(file, sizeof(file), "%s%s", path, endings[i]);
		unlink(file);
	}
	cr_expect_eq(rmdir(folder), 0);
}

TestSuite(examiner, .init = begin, .fini = end);

/* The file's head counts free pages that are not there. */
static void damage(void)
{
	enum { FREE_PAGES = 36 };
	int file;

	connection_close(writes); /* brings everything into the file */
	file = open(path, O_WRONLY | O_CLOEXEC);
	cr_assert_eq(pwrite(file, "\0\0\0\7", 4, FREE_PAGES), 4);
	close(file);
	cr_assert_eq(connection_open(path, CONNECTION_WRITES, &writes), OK);
}

Test(examiner, into_a_damaged_database_nothing_is_written_from_the_start)
{
	damage();
	cr_assert_eq(examiner_begin(path, writes, &examiner), OK);
	cr_expect_eq(batch_begin(writes), BUSY);
}

Test(examiner, a_sound_database_is_written)
{
	cr_assert_eq(examiner_begin(path, writes, &examiner), OK);
	cr_expect_eq(batch_begin(writes), OK);
	batch_cancel(writes);
}
