/*
 * work.h - a command at work in the data folder.
 *
 *	static int person_run(const struct invocation *invocation)
 *	{
 *		struct work work;
 *		int status = work_begin(invocation, &work);
 *
 *		if (status == EXIT_SUCCESS)
 *			status = work_finish(&work, person_add_from(invocation, &work));
 *		return status;
 *	}
 *
 * One command is one change: status 0 commits it, anything else leaves the data as they were. What
 * cannot be done is told on stderr where it is met; the status goes up to main.
 */
#pragma once

#include "commands.h"
#include "model/db.h"
#include "model/folder.h"

struct work {
	struct folder folder;
	struct connection *connection;
	struct change change; /* of a command that writes */
	struct db db;         /* to read with; a command that writes reads through change.db */
	bool is_writing;
	bool is_new; /* the folder was made for it: taken back when the command fails */
};

/* Take the filled data folder to write in it, as the system. EXIT_FAILURE told: not there, in use. */
int work_begin(const struct invocation *invocation, struct work *work);

/* Make the data folder and write in it. EXIT_FAILURE told: filled already, in use. */
int work_begin_new(const struct invocation *invocation, struct work *work);

/* Read in the data folder, beside a running server too. */
int work_visit(const struct invocation *invocation, struct work *work);

/* Commit when status is EXIT_SUCCESS, else take everything back; close. Gives the command's status. */
int work_finish(struct work *work, int status);

/*
 * Tell the first fault of a form, "login: ...": as a failure of the command, or (for flags that were
 * left out or make no sense) as wrong usage.
 */
int work_faulty(const struct invocation *invocation, const struct form *form);
int work_misused(const struct invocation *invocation, const struct form *form);
