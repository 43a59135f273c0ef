/*
 * folder.h - the data folder: where everything an installation keeps stands.
 *
 *	DIR/            0700, whoever runs the service and nobody else
 *	DIR/poruch.db   the database, with its -wal and -shm beside it
 *	DIR/lock        locked (flock) by the one process that may write
 *
 * A server holds the lock as long as it lives, a command that writes as long as it works: so neither
 * runs beside the other. The lock is the kernel's, so a kill -9 frees it. Commands that only read
 * take no lock and work beside a running server.
 */
#pragma once

#include "base/arena.h"
#include "base/outcome.h"

struct folder {
	const char *path;     /* as it was given */
	const char *database; /* path of the database file */
	int lock;             /* descriptor that holds the lock, or -1 */
};

/*
 * Make the folder, unless it is there, and take its lock. CONFLICT when it has a database already,
 * BUSY when another process holds the lock; BROKEN is logged with its reason.
 */
CHECKED enum outcome folder_make(struct arena *arena, const char *path, struct folder *folder);

/* Take a filled folder to write in it. NOT_FOUND when it has no database, BUSY and BROKEN as above. */
CHECKED enum outcome folder_take(struct arena *arena, const char *path, struct folder *folder);

/* Only to read, beside whoever has the lock. NOT_FOUND when it has no database. */
CHECKED enum outcome folder_visit(struct arena *arena, const char *path, struct folder *folder);

/* Let go of the lock. Of a folder that was never taken (all zeros but lock -1) it does nothing. */
void folder_leave(struct folder *folder);
