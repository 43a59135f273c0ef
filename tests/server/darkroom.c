/* The process where photos are developed: what it may do, and what becomes of one that misbehaves. */
#include "server/darkroom.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/base/clock.h"

static struct arena *arena;
static struct developed developed;

static void begin(void)
{
	arena = arena_begin((size_t)64 << 20);
	signal(SIGPIPE, SIG_IGN);
}

static void end(void)
{
	arena_end(arena);
}

TestSuite(darkroom, .init = begin, .fini = end);

/* A photo of one colour, as the program itself would write it. */
static struct picture_bytes photo(uint32_t width, uint32_t height)
{
	struct picture picture = {.width = width, .height = height};
	struct picture_bytes written = {0};

	picture.pixels = arena_take_array(arena, width, (size_t)height * 3);
	for (size_t i = 0; i < (size_t)width * height * 3; i++)
		picture.pixels[i] = (unsigned char)(i / 3 % width);
	cr_assert_eq(picture_jpeg_write(arena, &picture, 80, &written), PICTURE_FINE);
	return written;
}

/* Another program in the darkroom's place: a line of shell. */
static enum picture_fault develop_with(const char *line, int64_t milliseconds)
{
	struct picture_bytes sent = photo(64, 48);
	char path[] = "/tmp/darkroom-XXXXXX";
	int file = mkstemp(path);
	enum picture_fault fault;

	cr_assert_geq(file, 0);
	cr_assert_gt(dprintf(file, "#!/bin/sh\n%s\n", line), 0);
	fchmod(file, 0700);
	close(file);
	darkroom_use(path, milliseconds);
	fault = darkroom_develop(arena, sent.bytes, sent.length, 0, &developed);
	unlink(path);
	return fault;
}

Test(darkroom, survives_a_child_that_crashes)
{
	cr_expect_eq(develop_with("kill -SEGV $$", 5000), PICTURE_TOO_HEAVY);
	cr_expect_eq(develop_with("exit 1", 5000), PICTURE_TOO_HEAVY);
}

Test(darkroom, kills_a_child_that_does_not_end)
{
	int64_t began = clock_milliseconds();

	cr_expect_eq(develop_with("exec /bin/sleep 60", 500), PICTURE_TOO_HEAVY);
	cr_expect_lt(clock_milliseconds() - began, 20000);
}

Test(darkroom, believes_no_child_that_talks_nonsense)
{
	cr_expect_eq(develop_with("echo nonsense nonsense nonsense nonsense", 5000),
		     PICTURE_TOO_HEAVY);
	cr_expect_eq(develop_with("/usr/bin/head -c 9000000 /dev/zero", 5000), PICTURE_TOO_HEAVY);
}

Test(darkroom, troubles_nobody_with_what_is_no_photo)
{
	const unsigned char page[] = "<html><script>alert(1)</script></html>";

	darkroom_use("/nowhere/at/all", 1000);
	cr_expect_eq(darkroom_develop(arena, page, sizeof(page), 0, &developed), PICTURE_UNKNOWN);
}

/* In a child of this test: give everything up, then try something. Its wait status. */
static int confined(void (*attempt)(void))
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		if (!darkroom_confine())
			_exit(3);
		attempt();
		_exit(0);
	}
	waitpid(child, &status, 0);
	return status;
}

static void open_a_file(void)
{
	int file = open("/etc/passwd", O_RDONLY);

	(void)file;
}

static void make_a_process(void)
{
	pid_t child = fork();

	(void)child;
}

static void do_nothing(void)
{
}

Test(darkroom, lets_its_child_do_nothing_but_compute)
{
	int status = confined(do_nothing);

	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	status = confined(open_a_file);
	cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
	status = confined(make_a_process);
	cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
}

/* The address space in use, and so much more. */
static uint64_t memory_and(uint64_t more)
{
	FILE *file = fopen("/proc/self/statm", "r");
	char line[200] = "";
	unsigned long pages;

	cr_assert_not_null(file);
	cr_assert_not_null(fgets(line, sizeof(line), file));
	fclose(file);
	pages = strtoul(line, NULL, 10);
	return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE) + more;
}

/* What a decoder does with a photo that promises much. */
static void take_memory(void)
{
	size_t length = (size_t)200 << 20;
	volatile unsigned char *bytes = malloc(length);

	if (!bytes)
		_exit(4);
	for (size_t at = 0; at < length; at += 4096)
		bytes[at] = 1;
	_exit(0);
}

static void compute_for_ever(void)
{
	for (volatile uint64_t i = 0;; i++)
		;
}

Test(darkroom, ends_a_child_that_wants_too_much_memory)
{
	int status;

	darkroom_limit(memory_and((uint64_t)1 << 30), 12);
	status = confined(take_memory);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "so much is there: %d", status);
	darkroom_limit(memory_and((uint64_t)100 << 20), 12);
	status = confined(take_memory);
	cr_expect_not(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	cr_expect_not(WIFEXITED(status) && WEXITSTATUS(status) == 3, "it was not confined at all");
}

Test(darkroom, ends_a_child_that_computes_for_too_long)
{
	int64_t began = clock_milliseconds();
	int status;

	darkroom_limit(RLIM_INFINITY, 1);
	status = confined(compute_for_ever);
	cr_expect(WIFSIGNALED(status) &&
		  (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL));
	cr_expect_lt(clock_milliseconds() - began, 60000);
}

Test(darkroom, develops_the_next_photo_after_one_that_ended_its_child)
{
	struct picture_bytes sent = photo(64, 48);

	cr_expect_eq(develop_with("kill -XCPU $$", 5000), PICTURE_TOO_HEAVY);
	cr_expect_eq(develop_with("kill -KILL $$", 5000), PICTURE_TOO_HEAVY);
	darkroom_use("build/check/poruch", 20000);
	cr_expect_eq(darkroom_develop(arena, sent.bytes, sent.length, 0, &developed), PICTURE_FINE);
	cr_expect_eq(developed.width, 64);
}

Test(darkroom, levels_the_cells_that_are_marked)
{
	struct picture_bytes sent = photo(640, 480);
	struct picture seen;
	int orientation;

	cr_assert_eq(picture_develop(arena, sent.bytes, sent.length, 1, &developed), PICTURE_FINE);
	cr_assert_eq(picture_jpeg_read(arena, developed.whole.bytes, developed.whole.length, &seen,
				       &orientation),
		     PICTURE_FINE);
	/* Within a block all is one colour; beside the cell nothing has changed. */
	cr_expect_leq(abs(seen.pixels[3 * 4] - seen.pixels[3 * 35]), 3);
	cr_expect_gt(abs(seen.pixels[3 * 90] - seen.pixels[3 * 150]), 40);
}
