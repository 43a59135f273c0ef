#include "darkroom.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/base/clock.h"
#include "model/base/log.h"
#include "model/base/text.h"

static const char *program = "/proc/self/exe";
static int64_t milliseconds = DARKROOM_MILLISECONDS;

void darkroom_use(const char *other_program, int64_t other_milliseconds)
{
	program = other_program;
	milliseconds = other_milliseconds;
}

/* One child at work, seen from here. */
struct session {
	pid_t child;
	int to, from; /* -1: closed */
	const unsigned char *bytes;
	size_t length, sent;
	struct text heard;
	int64_t until;
};

static void close_end(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

/* The child's whole world: our two pipes as 0 and 1, and nothing else. */
static int spawn(struct session *session, int in, int out, uint64_t cells)
{
	char length_word[24], cells_word[24], name[] = "poruch", word[] = DARKROOM_WORD;
	char *arguments[] = {name, word, length_word, cells_word, NULL}, *environment[] = {NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	int error;

	snprintf(length_word, sizeof(length_word), "%zu", session->length);
	snprintf(cells_word, sizeof(cells_word), "%llx", (unsigned long long)cells);
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	/* Both above 2, so that neither is overwritten by the other's move. */
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	error = posix_spawn(&session->child, program, &actions, &attributes, arguments,
			    environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* A pipe whose ends are not 0, 1 or 2 and do not outlive an exec. */
static bool make_pipe(int ends[2])
{
	int made[2];

	if (pipe2(made, O_CLOEXEC) != 0)
		return false;
	for (int i = 0; i < 2; i++) {
		ends[i] = fcntl(made[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
		close(made[i]);
	}
	if (ends[0] >= 0 && ends[1] >= 0)
		return true;
	close_end(&ends[0]);
	close_end(&ends[1]);
	return false;
}

static bool begin(struct session *session, uint64_t cells)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1}, error;

	if (!make_pipe(in) || !make_pipe(out))
		error = errno;
	else
		error = spawn(session, in[0], out[1], cells);
	close_end(&in[0]);
	close_end(&out[1]);
	session->to = in[1];
	session->from = out[0];
	if (error) {
		errno = error;
		log_error("cannot open the darkroom: %m");
		close_end(&session->to);
		close_end(&session->from);
		return false;
	}
	fcntl(session->to, F_SETFL, O_NONBLOCK);
	fcntl(session->from, F_SETFL, O_NONBLOCK);
	return true;
}

/* Who does not listen any more has said, or will say, why. */
static void tell(struct session *session)
{
	ssize_t count = write(session->to, session->bytes + session->sent,
			      session->length - session->sent);

	if (count > 0)
		session->sent += (size_t)count;
	if ((count < 0 && errno != EAGAIN && errno != EINTR) || session->sent == session->length)
		close_end(&session->to);
}

/* False when there is nothing more to come. */
static bool listen_on(struct session *session)
{
	char bytes[65536];
	ssize_t count = read(session->from, bytes, sizeof(bytes));

	if (count < 0)
		return errno == EAGAIN || errno == EINTR;
	text_add_bytes(&session->heard, bytes, (size_t)count);
	return count > 0 && !session->heard.is_full;
}

/* Until it has said everything; false when its time is over. */
static bool converse(struct session *session)
{
	for (;;) {
		struct pollfd ends[] = {{.fd = session->from, .events = POLLIN},
					{.fd = session->to, .events = POLLOUT}};
		int64_t left = session->until - clock_milliseconds();

		if (left <= 0)
			return false;
		if (poll(ends, 2, (int)left) < 0 && errno != EINTR)
			return false;
		if (session->to >= 0 && ends[1].revents)
			tell(session);
		if (ends[0].revents && !listen_on(session))
			return true;
	}
}

/* How it ended; a child that does not end is ended. */
static int finish(struct session *session, bool is_over)
{
	int status = 0;

	close_end(&session->to);
	close_end(&session->from);
	/* Whoever has closed its pipe only has to exit; a moment is enough for that. */
	for (int tries = 0; is_over && tries < 100; tries++) {
		if (waitpid(session->child, &status, WNOHANG) == session->child)
			return status;
		nanosleep(&(struct timespec){.tv_nsec = 2 * 1000 * 1000}, NULL);
	}
	kill(session->child, SIGKILL);
	while (waitpid(session->child, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* Believe what can be: a verdict of ours, lengths that add up, two JPEGs. */
static enum picture_fault judge(const struct session *session, struct developed *developed)
{
	const struct text *heard = &session->heard;
	const unsigned char *bytes = (const unsigned char *)heard->bytes +
				     sizeof(struct darkroom_verdict);
	struct darkroom_verdict verdict;

	if (heard->is_full || heard->length < sizeof(verdict))
		return PICTURE_TOO_HEAVY;
	memcpy(&verdict, heard->bytes, sizeof(verdict));
	if (verdict.magic != DARKROOM_MAGIC || verdict.fault >= PICTURE_FAULT_COUNT)
		return PICTURE_TOO_HEAVY;
	if (verdict.fault != PICTURE_FINE)
		return (enum picture_fault)verdict.fault;
	if ((uint64_t)verdict.whole_length + verdict.thumbnail_length + sizeof(verdict) !=
		    heard->length ||
	    !verdict.width || !verdict.height || verdict.width > PICTURE_SIDE ||
	    verdict.height > PICTURE_SIDE || verdict.whole_length > PICTURE_WHOLE_BYTES ||
	    verdict.thumbnail_length > PICTURE_THUMBNAIL_BYTES ||
	    picture_type_of(bytes, verdict.whole_length) != PICTURE_IS_JPEG ||
	    picture_type_of(bytes + verdict.whole_length, verdict.thumbnail_length) !=
		    PICTURE_IS_JPEG)
		return PICTURE_TOO_HEAVY;
	*developed = (struct developed){
		.width = verdict.width,
		.height = verdict.height,
		.whole = {bytes, verdict.whole_length},
		.thumbnail = {bytes + verdict.whole_length, verdict.thumbnail_length}};
	return PICTURE_FINE;
}

enum picture_fault darkroom_develop(struct arena *arena, const unsigned char *bytes, size_t length,
				    uint64_t cells, struct developed *developed)
{
	struct session session = {.to = -1,
				  .from = -1,
				  .bytes = bytes,
				  .length = length,
				  .heard = text_begin(arena, DARKROOM_RESULT_MOST),
				  .until = clock_milliseconds() + milliseconds};
	bool is_over;
	int status;

	/* What is no photo by its first bytes need not trouble anybody. */
	if (picture_type_of(bytes, length) == PICTURE_IS_OTHER)
		return PICTURE_UNKNOWN;
	if (length > DARKROOM_BYTES_MOST || !begin(&session, cells))
		return PICTURE_TOO_HEAVY;
	is_over = converse(&session);
	status = finish(&session, is_over);
	if (!is_over)
		log_warning("the darkroom took too long over a photo and was closed");
	else if (WIFSIGNALED(status))
		log_warning("the darkroom was ended by signal %d over a photo", WTERMSIG(status));
	if (!is_over || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return PICTURE_TOO_HEAVY;
	return judge(&session, developed);
}
