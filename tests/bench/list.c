/*
 * list.c - what a page of the register costs when there are a hundred times as many issues.
 *
 *	list FEW MANY
 *
 * Two databases with the same hromada (tests/bench/many.py). Every combination of three filters, in
 * every order, is asked of both, one after the other, the whole way through dispatch: query, counts
 * of all choices, HTML. Of each the shortest of several processor times counts, because whatever
 * else the machine does only adds; the figure is their ratio.
 *
 * Those are warm: finding's arrays are in memory. Before that each combination is asked once of a process
 * of its own that has read nothing yet, as the first reader after a restart does; only the system's
 * cache of the file is warm. Nothing can be repeated there, so of these times the median counts.
 */
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "model/base/clock.h"
#include "model/base/date.h"
#include "model/base/log.h"
#include "model/base/unicode.h"
#include "server/decode.h"
#include "server/dispatch.h"
#include "server/settings.h"
#include "templates/words.h"

#define ROUNDS 9
#define NOW    ((int64_t)1794000000)

#define COMBINATIONS 2000

static const char *const filters[] = {"q=%D0%B4%D0%BE%D1%80%D0%BE%D0%B3%D0%B0", /* дорога */
				      "category=roads",
				      "area=1",
				      "state=open",
				      "body=%lld",
				      "from=2021-01-01&to=2025-12-31",
				      "photo=1"};
static const char *const states[] = {"state=open", "state=closed", "state=overdue"};
static const char *const sorts[] = {"newest", "waiting", "updated", "supported"};

static struct settings settings;
static int64_t body;

static double once_of(struct connection *connection, const char *path, const char *target)
{
	struct arena *arena = arena_begin((size_t)256 << 20);
	struct request *request = arena_take(arena, sizeof(*request));
	struct timespec from, to;

	*request = (struct request){.arena = arena,
				    .method = METHOD_GET,
				    .path = path,
				    .target = target,
				    .address = "192.0.2.1",
				    .is_same_origin = true,
				    .now = NOW,
				    .random = &secret_system,
				    .settings = &settings};
	if (decode_query(arena, target, 1000, &request->query) != OK)
		exit(1);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
	dispatch_read(request, connection);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
	if (request->response.status > 200 || !request->response.length) {
		fprintf(stderr, "list: '%s' gives %d\n", target, request->response.status);
		exit(1);
	}
	arena_end(arena);
	return (double)(to.tv_sec - from.tv_sec) * 1e6 + (double)(to.tv_nsec - from.tv_nsec) / 1e3;
}

static double once(struct connection *connection, const char *target)
{
	return once_of(connection, "/korosten/issues", target);
}

/* In a child, which opens the database itself: a connection does not outlive a fork. */
static double once_cold(const char *path, const char *target)
{
	struct connection *connection;
	int ends[2], status;
	double time = 0;
	pid_t child;

	if (pipe(ends) != 0 || (child = fork()) < 0)
		exit(1);
	if (child == 0) {
		if (connection_open(path, CONNECTION_READS, &connection) != OK)
			_exit(1);
		time = once(connection, target);
		_exit(write(ends[1], &time, sizeof(time)) != sizeof(time));
	}
	close(ends[1]);
	if (read(ends[0], &time, sizeof(time)) != sizeof(time) ||
	    waitpid(child, &status, 0) != child || status != 0)
		exit(1);
	close(ends[0]);
	return time;
}

struct figure {
	double few, many, cold_few, cold_many;
	char target[256];
};

/* In turns, so that a processor that changes its pace changes it for both. */
static void measure(struct figure *figure, struct connection *few, struct connection *many)
{
	figure->few = figure->many = 1e12;
	for (int i = 0; i < ROUNDS; i++) {
		double time = once(few, figure->target);

		figure->few = time < figure->few ? time : figure->few;
		time = once(many, figure->target);
		figure->many = time < figure->many ? time : figure->many;
	}
}

static int by_ratio(const void *first, const void *second)
{
	const struct figure *a = first, *b = second;
	double difference = a->many / a->few - b->many / b->few;

	return (difference > 0) - (difference < 0);
}

static int by_time(const void *first, const void *second)
{
	const double *a = first, *b = second;

	return (*a > *b) - (*a < *b);
}

static void tell_cold(const struct figure *figures, size_t count)
{
	static double few[COMBINATIONS], many[COMBINATIONS];

	for (size_t i = 0; i < count; i++) {
		few[i] = figures[i].cold_few;
		many[i] = figures[i].cold_many;
	}
	qsort(few, count, sizeof(few[0]), by_time);
	qsort(many, count, sizeof(many[0]), by_time);
	printf("  first after a start        median %.0f us to %.0f us; worst %.0f us to %.0f us\n",
	       few[count / 2], many[count / 2], few[count - 1], many[count - 1]);
}

/* What making an answer costs that no reader had before. */
static void tell_rendering(struct connection *few, struct connection *many)
{
	/* Closed ones are old enough for a feed to have its fifty entries and no more. */
	static const char *const targets[] = {"/korosten/feeds/issues.atom?state=closed",
					      "/korosten/feeds/issues.rss?state=closed",
					      "/korosten/feeds/issues.json?state=closed",
					      "/korosten/issues", "/korosten/"};

	printf("made anew, processor time\n");
	for (size_t i = 0; i < COUNT(targets); i++) {
		double least[2] = {1e12, 1e12};
		char path[64];

		snprintf(path, sizeof(path), "%.*s", (int)strcspn(targets[i], "?"), targets[i]);
		for (int round = 0; round < 2 * ROUNDS; round++) {
			double time = once_of(round % 2 ? many : few, path, targets[i]);

			if (time < least[round % 2])
				least[round % 2] = time;
		}
		printf("  %-42s %.0f us; in the large register %.0f us\n", targets[i], least[0],
		       least[1]);
	}
}

static const char *part(struct arena *arena, size_t filter, size_t state)
{
	if (filter == 3)
		return states[state];
	return filter == 4 ? arena_printf(arena, "body=%lld", (long long)body) : filters[filter];
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_begin((size_t)16 << 20);
	struct connection *few, *many;
	static struct figure figures[COMBINATIONS];
	size_t count = 0;
	const char *fault;
	struct db db;

	if (argc != 3 || clock_zone_begin() != OK || secret_begin() != OK ||
	    unicode_begin() != OK || settings_begin(arena, &settings, &fault) != OK ||
	    connection_open(argv[1], CONNECTION_READS, &few) != OK)
		return 1;
	db = db_handle(few, arena);
	body = db_int(&db, "SELECT min(id) FROM organisation WHERE community_id = 1", NO_ARGS, 0);
	connection_close(few);
	for (size_t a = 0; a < COUNT(filters); a++)
		for (size_t b = a + 1; b < COUNT(filters); b++)
			for (size_t c = b + 1; c < COUNT(filters); c++)
				for (size_t sort = 0; sort < COUNT(sorts); sort++) {
					size_t state = (a + b + c + sort) % COUNT(states);
					struct figure *figure = &figures[count++];

					snprintf(figure->target, sizeof(figure->target),
						 "/korosten/issues?%s&%s&%s&sort=%s",
						 part(arena, a, state), part(arena, b, state),
						 part(arena, c, state), sorts[sort]);
					figure->cold_few = once_cold(argv[1], figure->target);
					figure->cold_many = once_cold(argv[2], figure->target);
				}
	if (connection_open(argv[1], CONNECTION_READS, &few) != OK ||
	    connection_open(argv[2], CONNECTION_READS, &many) != OK)
		return 1;
	for (size_t i = 0; i < count; i++)
		measure(&figures[i], few, many);
	qsort(figures, count, sizeof(figures[0]), by_ratio);
	printf("list page, three filters     %zu combinations: median %.0f us to %.0f us, ratio "
	       "%.2f; "
	       "worst %.0f us to %.0f us, ratio %.2f\n  (%s)\n",
	       count, figures[count / 2].few, figures[count / 2].many,
	       figures[count / 2].many / figures[count / 2].few, figures[count - 1].few,
	       figures[count - 1].many, figures[count - 1].many / figures[count - 1].few,
	       figures[count - 1].target);
	tell_cold(figures, count);
	tell_rendering(few, many);
	connection_close(few);
	connection_close(many);
	return 0;
}
