#include "work.h"

#include <unistd.h>

#include "model/base/clock.h"
#include "settings.h"
#include "templates/faults.h"

static int told(const struct invocation *invocation, enum outcome outcome)
{
	const char *path = invocation->settings->data;

	switch (outcome) {
	case NOT_FOUND:
		return command_failed("there is no installation in '%s'; make one with "
				      "'poruch init' or 'poruch demo', or name another with --data",
				      path);
	case CONFLICT: return command_failed("'%s' has an installation already", path);
	case BUSY: return command_failed("'%s' is in use by a running poruch; stop it first", path);
	case FULL: return command_failed("cannot write in '%s': the disk is full", path);
	default: return command_failed("cannot use '%s'; the reason stands above", path);
	}
}

static int open_to_write(const struct invocation *invocation, struct work *work)
{
	static const struct actor system = {.name = "system", .role = ""};
	enum outcome outcome = connection_open(work->folder.database, CONNECTION_WRITES,
					       &work->connection);

	if (outcome == OK)
		outcome = batch_begin(work->connection);
	if (outcome == OK)
		outcome = change_begin(work->connection, invocation->arena, system, clock_now(),
				       &work->change);
	if (outcome == OK) {
		work->is_writing = true;
		work->db = db_handle(work->connection, invocation->arena);
		return EXIT_SUCCESS;
	}
	/* The lock is ours, so whatever keeps us from writing is the disk's doing, and logged. */
	return work_finish(work, told(invocation, outcome == BUSY ? BROKEN : outcome));
}

int work_begin(const struct invocation *invocation, struct work *work)
{
	enum outcome outcome;

	*work = (struct work){.folder.lock = -1};
	outcome = folder_take(invocation->arena, invocation->settings->data, &work->folder);
	return outcome == OK ? open_to_write(invocation, work) : told(invocation, outcome);
}

int work_begin_new(const struct invocation *invocation, struct work *work)
{
	enum outcome outcome;

	*work = (struct work){.folder.lock = -1, .is_new = true};
	outcome = folder_make(invocation->arena, invocation->settings->data, &work->folder);
	return outcome == OK ? open_to_write(invocation, work) : told(invocation, outcome);
}

int work_visit(const struct invocation *invocation, struct work *work)
{
	enum outcome outcome;

	*work = (struct work){.folder.lock = -1};
	outcome = folder_visit(invocation->arena, invocation->settings->data, &work->folder);
	if (outcome == OK)
		outcome = connection_open(work->folder.database, CONNECTION_READS,
					  &work->connection);
	if (outcome != OK)
		return told(invocation, outcome);
	work->db = db_handle(work->connection, invocation->arena);
	return EXIT_SUCCESS;
}

/* A folder half made would be in the way of the next try. */
static void remove_database(const struct work *work, struct arena *arena)
{
	static const char *const endings[] = {"", "-wal", "-shm"};

	for (size_t i = 0; i < COUNT(endings); i++)
		unlink(arena_printf(arena, "%s%s", work->folder.database, endings[i]));
}

int work_finish(struct work *work, int status)
{
	struct arena *arena = arena_begin((size_t)1 << 20);
	enum outcome outcome = OK;

	if (work->is_writing && status == EXIT_SUCCESS)
		outcome = change_commit(&work->change);
	else if (work->is_writing)
		change_cancel(&work->change);
	if (work->is_writing && status == EXIT_SUCCESS && outcome == OK)
		outcome = batch_commit(work->connection);
	else if (work->is_writing)
		batch_cancel(work->connection);
	if (outcome != OK)
		status = command_failed("nothing was changed: %s",
					outcome == FULL ? "the disk is full"
							: "the reason stands above");
	connection_close(work->connection);
	if (work->is_new && status != EXIT_SUCCESS)
		remove_database(work, arena);
	folder_leave(&work->folder);
	arena_end(arena);
	return status;
}

static const char *first_fault(const struct invocation *invocation, const struct form *form)
{
	const struct fault *fault = &form->faults.items[0];
	struct arena *arena = invocation->arena;
	const char *given = fault->detail ? fault->detail
					  : pairs_find(&invocation->flags, fault->field);

	/* A form offers answers to choose from; a command line does not. */
	if (fault->kind == FAULT_UNKNOWN && given)
		return arena_printf(arena, "%s: '%s' is not known, or will not do", fault->field,
				    given);
	return arena_printf(arena, "%s%s%s", fault->field, *fault->field ? ": " : "",
			    faults_sentence(arena, words_of("en"), fault));
}

int work_faulty(const struct invocation *invocation, const struct form *form)
{
	if (!form->faults.count)
		return command_failed("the data do not fit; the reason stands above");
	return command_failed("%s", first_fault(invocation, form));
}

int work_misused(const struct invocation *invocation, const struct form *form)
{
	return command_misused("--%s", first_fault(invocation, form));
}
