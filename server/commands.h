/*
 * commands.h - what `poruch WORD` can do.
 *
 * A command is one file in server/commands/ that defines one struct command; main.c lists them. main
 * reads the settings and the command's own flags before run, so a command finds everything checked:
 * a flag it did not name is a usage error (status 2) that it never sees.
 *
 *	static int check_run(const struct invocation *invocation)
 *	{
 *		...
 *		return EXIT_SUCCESS;
 *	}
 *
 *	const struct command check_command = {
 *		.name = "check",
 *		.usage = "",
 *		.meaning = "examine the data folder",
 *		.run = check_run,
 *	};
 */
#pragma once

#include <stddef.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"
#include "model/base/pairs.h"
#include "model/form.h"

struct settings;

/* What main found on the command line. Lives until the program ends. */
struct invocation {
	struct arena *arena;
	const struct settings *settings;
	struct texts words; /* behind the command's name, in order, without flags */
	struct pairs flags; /* the command's own, without "--"; "" for those that take no value */
};

struct command_flag {
	const char *name; /* without "--" */
	bool has_value;
};

struct command {
	const char *name;
	const char *usage; /* behind the name: "FILE [--dry-run]" */
	const char *meaning;
	const struct command_flag *flags; /* ended by a line of zeros; NULL: none of its own */
	int least_words, most_words;
	int (*run)(const struct invocation *invocation); /* gives the exit status */
};

extern const struct command init_command, person_command, backup_command, restore_command,
	check_command;
extern const struct command serve_command, routes_command, settings_command;

extern const struct command demo_command, export_command, import_command;

/* One line to stderr, "poruch: ...", and the status of a failure (1). */
int command_failed(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for wrong usage (2). */
int command_misused(const char *format, ...) __attribute__((format(printf, 1, 2)));
