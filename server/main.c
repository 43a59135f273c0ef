/*
 * poruch - a hromada's register of public safety issues and of police reports.
 *
 * main knows the commands and reads the command line; everything else is in server/commands/. A new
 * command is a file there and a line in this table.
 */
#include "commands.h"
#include "darkroom.h"
#include "feeds/xml.h"
#include "model/base/clock.h"
#include "model/base/log.h"
#include "model/base/secret.h"
#include "model/base/unicode.h"
#include "settings.h"

static const struct command *const commands[] = {
	&serve_command,  &init_command,   &demo_command,     &person_command,
	&import_command, &export_command, &backup_command,   &restore_command,
	&check_command,  &routes_command, &settings_command,
};

#define INVOCATION_BYTES ((size_t)64 * 1024 * 1024)

/* What was said to nobody (a full disk behind stdout) was not said: that is a failure. */
static int end(int status)
{
	if ((fflush(stdout) != 0 || ferror(stdout)) && status == EXIT_SUCCESS)
		return command_failed("cannot write to the standard output: %m");
	return status;
}

static int help(void)
{
	printf("Usage: poruch COMMAND [--SETTING VALUE]... [ARGUMENT]...\n\nCommands:\n");
	for (size_t i = 0; i < COUNT(commands); i++)
		printf("  %-9s %-44s %s\n", commands[i]->name, commands[i]->usage,
		       commands[i]->meaning);
	printf("\nSettings (each also in the environment: --public-url is PORUCH_PUBLIC_URL):\n");
	for (size_t i = 0; i < settings_count; i++)
		printf("  --%-22s %s (%s)\n", settings_table[i].name, settings_table[i].meaning,
		       *settings_table[i].otherwise ? settings_table[i].otherwise : "none");
	printf("\nThe manual is poruch(8).\n");
	return EXIT_SUCCESS;
}

static int version(void)
{
	printf("poruch %s\nbuilt with %s\n", PORUCH_VERSION, PORUCH_LIBRARIES);
	return EXIT_SUCCESS;
}

static const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static const struct command_flag *flag_find(const struct command *command, const char *name)
{
	for (const struct command_flag *flag = command->flags; flag && flag->name; flag++)
		if (strcmp(flag->name, name) == 0)
			return flag;
	return NULL;
}

/* What the command line is read into. */
struct reading {
	const struct command *command;
	struct arena *arena;
	struct settings *settings;
	struct invocation *invocation;
	char **at; /* the argument being read; ends at a NULL */
};

/* Read "--name value" or "--name=value"; 0, or the status of a usage error. */
static int read_flag(struct reading *reading)
{
	const char *argument = *reading->at + 2;
	const char *equals = strchr(argument, '=');
	const char *name = arena_bytes(reading->arena, argument,
				       equals ? (size_t)(equals - argument) : strlen(argument));
	const struct command_flag *flag = flag_find(reading->command, name);
	const struct setting *setting = flag ? NULL : settings_find(name);
	const char *value = equals ? equals + 1 : NULL, *fault;

	if (!flag && !setting)
		return command_misused("there is no flag '--%s'; see poruch --help", name);
	if (flag && !flag->has_value) {
		if (value)
			return command_misused("flag '--%s' takes no value", name);
		value = "";
	} else if (!value) {
		if (!reading->at[1])
			return command_misused("flag '--%s' wants a value", name);
		value = *++reading->at;
	}
	if (flag)
		pairs_add(reading->arena, &reading->invocation->flags, name, value);
	else if (settings_set(reading->arena, reading->settings, setting, value, &fault) != OK)
		return command_misused("%s", fault);
	return 0;
}

static int read_arguments(struct reading *reading)
{
	struct texts *words = &reading->invocation->words;
	const struct command *command = reading->command;
	bool are_flags_over = false;

	for (; *reading->at; reading->at++) {
		const char *argument = *reading->at;

		if (!are_flags_over && strcmp(argument, "--") == 0) {
			are_flags_over = true;
		} else if (!are_flags_over && strcmp(argument, "--help") == 0) {
			exit(end(help()));
		} else if (!are_flags_over && strncmp(argument, "--", 2) == 0) {
			int status = read_flag(reading);
			if (status)
				return status;
		} else {
			*LIST_ADD(reading->arena, words) = argument;
		}
	}
	if (words->count < (size_t)command->least_words ||
	    words->count > (size_t)command->most_words)
		return command_misused("usage: poruch %s %s", command->name, command->usage);
	return 0;
}

static enum log_level log_level(const char *name)
{
	return strcmp(name, "debug") == 0     ? LOG_DEBUG_LEVEL
	       : strcmp(name, "warning") == 0 ? LOG_WARNING_LEVEL
	       : strcmp(name, "error") == 0   ? LOG_ERROR_LEVEL
					      : LOG_INFO_LEVEL;
}

/* Read what follows the command's name, prepare what all commands need, and run it. */
static int run(const struct command *command, char **arguments)
{
	struct arena *arena = arena_begin(INVOCATION_BYTES);
	struct settings settings;
	struct invocation invocation = {.arena = arena, .settings = &settings};
	struct reading reading = {command, arena, &settings, &invocation, arguments};
	const char *fault;
	int status;

	if (settings_begin(arena, &settings, &fault) != OK)
		status = command_misused("%s", fault);
	else
		status = read_arguments(&reading);
	if (status == 0) {
		log_begin(log_level(settings.log_level));
		xml_begin();
		if (clock_zone_begin() != OK || secret_begin() != OK || unicode_begin() != OK)
			status = EXIT_FAILURE;
		else
			status = command->run(&invocation);
		xml_end();
		unicode_end();
	}
	arena_end(arena);
	return status;
}

static int choose(int count, char **arguments)
{
	const struct command *command;

	if (count < 2)
		return command_misused("which command? see poruch --help");
	if (strcmp(arguments[1], "--help") == 0 || strcmp(arguments[1], "help") == 0)
		return help();
	if (strcmp(arguments[1], "--version") == 0)
		return version();
	command = command_find(arguments[1]);
	if (!command)
		return command_misused("there is no command '%s'; see poruch --help", arguments[1]);
	return run(command, arguments + 2);
}

int main(int count, char **arguments)
{
	/* Not a command for people: the server starts itself anew to look at a stranger's photo. */
	if (count == 4 && strcmp(arguments[1], DARKROOM_WORD) == 0)
		return darkroom_run(arguments[2], arguments[3]);
	return end(choose(count, arguments));
}
