/* poruch restore - a backup becomes the data of an empty folder. */
#include <unistd.h>

#include "model/audit.h"
#include "model/installation.h"
#include "model/publication.h"
#include "server/settings.h"
#include "server/work.h"

/* What makes a file a backup of ours, and whole; a failure is told. */
static int examine(struct connection *connection, const char *path, struct arena *arena)
{
	struct db db = db_handle(connection, arena);
	struct installation installation;
	struct texts faults = db_faults(&db);
	int64_t broken = 0;

	if (faults.count)
		return command_failed("'%s' is damaged: %s", path, faults.items[0]);
	if (installation_find(&db, &installation) != OK)
		return command_failed("'%s' is no backup of an installation", path);
	if (audit_verify(&db, &broken) != OK)
		return command_failed("'%s': the audit log does not fit from line %lld on", path,
				      (long long)broken);
	return EXIT_SUCCESS;
}

/*
 * The file is opened where it is, examined, and copied by the engine's own backup, which leaves a
 * folder without a database when it fails.
 */
static int restore_into(const struct folder *folder, const char *path, struct arena *arena)
{
	struct connection *connection;
	struct db db;
	int status;

	if (connection_open(path, CONNECTION_READS, &connection) != OK)
		return command_failed("cannot read '%s' as a backup", path);
	status = examine(connection, path, arena);
	if (status == EXIT_SUCCESS) {
		db = db_handle(connection, arena);
		if (db_backup(&db, folder->database) != OK)
			status = command_failed("cannot fill '%s'; the reason stands above",
						folder->path);
	}
	connection_close(connection);
	return status;
}

/* Tell the log that this is a restored one, and readers' positions apart from those it will give. */
static int mark_restored(const struct invocation *invocation)
{
	struct work work;
	int status = work_begin(invocation, &work);
	enum outcome outcome;

	if (status != EXIT_SUCCESS)
		return status;
	outcome = publication_leap(&work.change);
	if (outcome == OK)
		outcome = audit_add(&work.change, "restore", "installation", "", "");
	if (outcome != OK)
		status = command_failed("'%s' is filled, but cannot be made ready to publish",
					invocation->settings->data);
	return work_finish(&work, status);
}

static int restore_run(const struct invocation *invocation)
{
	const char *path = invocation->words.items[0], *data = invocation->settings->data;
	struct folder folder = {.lock = -1};
	int status;

	if (access(path, R_OK) != 0)
		return command_failed("cannot read '%s': %m", path);
	switch (folder_make(invocation->arena, data, &folder)) {
	case OK: break;
	case CONFLICT:
		return command_failed("'%s' has an installation already; restore into an empty one",
				      data);
	case BUSY: return command_failed("'%s' is in use by a running poruch; stop it first", data);
	default: return command_failed("cannot use '%s'; the reason stands above", data);
	}
	status = restore_into(&folder, path, invocation->arena);
	folder_leave(&folder);
	if (status == EXIT_SUCCESS)
		status = mark_restored(invocation);
	if (status == EXIT_SUCCESS)
		printf("'%s' is filled from '%s'\n", data, path);
	return status;
}

const struct command restore_command = {
	.name = "restore",
	.usage = "FILE",
	.meaning = "fill an empty data folder from a backup",
	.least_words = 1,
	.most_words = 1,
	.run = restore_run,
};
