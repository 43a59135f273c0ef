#include "server/writer.h"

#include <criterion/criterion.h>
#include <semaphore.h>
#include <unistd.h>

#include "model/base/clock.h"
#include "server/worker.h"
#include "tests/ready.h"

/* What happened, in order: 'r' a job ran, 'd' one was told OK, 'f' one was told that it failed. */
static char events[256];
static size_t event_count;
static sem_t gate, told;
static struct connection *connection;

static void note(char event)
{
	events[event_count++] = event;
}

struct probe {
	struct job job;
	bool waits;     /* at the gate, so that others pile up behind it */
	bool spoils_it; /* takes the whole batch back, as a full disk does */
};

static void run(struct job *job, struct connection *writes)
{
	const struct probe *probe = (const struct probe *)job;

	if (probe->waits)
		sem_wait(&gate);
	if (probe->spoils_it)
		batch_cancel(writes);
	note('r');
}

static void done(struct job *job, enum outcome outcome)
{
	(void)job;
	note(outcome == OK ? 'd' : 'f');
	sem_post(&told);
}

static const struct chore no_chores[] = {{0}};

static void begin(void)
{
	ready_begin();
	event_count = 0;
	memset(events, 0, sizeof(events));
	sem_init(&gate, 0, 0);
	sem_init(&told, 0, 0);
	cr_assert_eq(connection_open(":memory:", CONNECTION_WRITES, &connection), OK);
}

static void end(void)
{
	connection_close(connection);
	ready_end();
}

TestSuite(writer, .init = begin, .fini = end);

#define PROBE(...)                                             \
	{                                                      \
		.job = {.run = run, .done = done}, __VA_ARGS__ \
	}

Test(writer, those_who_wait_share_one_commit_and_hear_of_it_afterwards)
{
	struct probe first = PROBE(.waits = true),
		     others[5] = {PROBE(), PROBE(), PROBE(), PROBE(), PROBE()};
	struct writer *writer;
	struct writer_figures figures;

	cr_assert_eq(writer_begin(connection, 16, no_chores, NULL, &writer), OK);
	cr_assert(writer_add(writer, &first.job));
	while (writer_figures(writer).waiting)
		usleep(1000); /* until the first is at the gate */
	for (size_t i = 0; i < COUNT(others); i++)
		cr_assert(writer_add(writer, &others[i].job));
	sem_post(&gate);
	for (size_t i = 0; i < 6; i++)
		sem_wait(&told);
	figures = writer_figures(writer);
	cr_expect_eq(figures.batches, 2);
	cr_expect_eq(figures.jobs, 6);
	cr_expect_str_eq(events, "rdrrrrrddddd");
	writer_end(writer);
}

Test(writer, when_the_commit_fails_everybody_hears_that)
{
	struct probe first = PROBE(.waits = true), fine = PROBE(), bad = PROBE(.spoils_it = true),
		     late = PROBE();
	struct writer *writer;

	cr_assert_eq(writer_begin(connection, 16, no_chores, NULL, &writer), OK);
	cr_assert(writer_add(writer, &first.job));
	while (writer_figures(writer).waiting)
		usleep(1000);
	cr_assert(writer_add(writer, &fine.job));
	cr_assert(writer_add(writer, &bad.job));
	sem_post(&gate);
	for (size_t i = 0; i < 3; i++)
		sem_wait(&told);
	cr_expect_str_eq(events, "rdrrff");
	cr_expect_eq(writer_figures(writer).failures, 2);
	cr_assert(writer_add(writer, &late.job));
	sem_wait(&told);
	cr_expect_str_eq(events, "rdrrffrd", "and the next batch is a new beginning");
	writer_end(writer);
}

Test(writer, a_full_queue_takes_no_more)
{
	struct probe first = PROBE(.waits = true), second = PROBE(), third = PROBE();
	struct writer *writer;

	cr_assert_eq(writer_begin(connection, 1, no_chores, NULL, &writer), OK);
	cr_assert(writer_add(writer, &first.job));
	while (writer_figures(writer).waiting)
		usleep(1000);
	cr_expect(writer_add(writer, &second.job));
	cr_expect_not(writer_add(writer, &third.job));
	sem_post(&gate);
	writer_end(writer);
	cr_expect_str_eq(events, "rdrd", "what was taken is done before the end");
}

static int chores_done;

static enum outcome do_chore(struct change *change)
{
	chores_done++;
	cr_expect_str_eq(change->actor.name, "system");
	return OK;
}

static enum outcome fail_chore(struct change *change)
{
	(void)change;
	return BROKEN;
}

Test(writer, chores_are_done_by_the_clock_and_a_failed_one_stops_nobody)
{
	static const struct chore chores[] = {
		{.name = "fail", .every_seconds = 1, .run = fail_chore},
		{.name = "count", .every_seconds = 1, .run = do_chore},
		{.name = "never", .every_seconds = 3600, .run = fail_chore},
		{0}};
	struct writer *writer;
	int64_t until = clock_milliseconds() + 5000;

	chores_done = 0;
	cr_assert_eq(writer_begin(connection, 1, chores, NULL, &writer), OK);
	while (writer_figures(writer).batches == 0 && clock_milliseconds() < until &&
	       __atomic_load_n(&chores_done, __ATOMIC_SEQ_CST) == 0)
		usleep(10000);
	writer_end(writer);
	cr_expect_geq(chores_done, 1);
}

/* ------------------------------------------------------------------ the hashing worker */

Test(writer, a_worker_that_cannot_read_says_so_instead_of_running)
{
	struct probe probe = PROBE();
	struct worker *worker;

	cr_assert_eq(worker_begin("hashing", "/nowhere/at/all.db", 1, 4, &worker), OK);
	cr_assert(worker_add(worker, &probe.job));
	sem_wait(&told);
	worker_end(worker);
	cr_expect_str_eq(events, "f");
}
