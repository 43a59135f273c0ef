#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

#define OWNER_ONLY 0077 /* umask */

static struct folder folder_of(struct arena *arena, const char *path)
{
	/* What SQLite makes beside the database gets its rights from here. */
	umask(OWNER_ONLY);
	return (struct folder){.path = arena_string(arena, path),
			       .database = arena_printf(arena, "%s/poruch.db", path),
			       .lock = -1};
}

static bool has_database(const struct folder *folder)
{
	return access(folder->database, F_OK) == 0;
}

static enum outcome folder_lock(struct arena *arena, struct folder *folder)
{
	const char *path = arena_printf(arena, "%s/lock", folder->path);
	int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (lock < 0) {
		log_error("cannot open '%s': %m", path);
		return BROKEN;
	}
	if (flock(lock, LOCK_EX | LOCK_NB) < 0) {
		int error = errno;

		close(lock);
		if (error == EWOULDBLOCK)
			return BUSY;
		errno = error;
		log_error("cannot lock '%s': %m", path);
		return BROKEN;
	}
	folder->lock = lock;
	return OK;
}

enum outcome folder_make(struct arena *arena, const char *path, struct folder *folder)
{
	struct folder made = folder_of(arena, path);
	enum outcome outcome;

	if (mkdir(path, 0700) < 0 && errno != EEXIST) {
		log_error("cannot make '%s': %m", path);
		return BROKEN;
	}
	if (has_database(&made))
		return CONFLICT;
	outcome = folder_lock(arena, &made);
	if (outcome != OK)
		return outcome;
	/* Whoever held the lock a moment ago may have filled it. */
	if (has_database(&made)) {
		folder_leave(&made);
		return CONFLICT;
	}
	*folder = made;
	return OK;
}

enum outcome folder_take(struct arena *arena, const char *path, struct folder *folder)
{
	struct folder found = folder_of(arena, path);
	enum outcome outcome;

	if (!has_database(&found))
		return NOT_FOUND;
	outcome = folder_lock(arena, &found);
	if (outcome == OK)
		*folder = found;
	return outcome;
}

enum outcome folder_visit(struct arena *arena, const char *path, struct folder *folder)
{
	struct folder found = folder_of(arena, path);

	if (!has_database(&found))
		return NOT_FOUND;
	*folder = found;
	return OK;
}

void folder_leave(struct folder *folder)
{
	if (folder->lock >= 0)
		close(folder->lock);
	folder->lock = -1;
}
