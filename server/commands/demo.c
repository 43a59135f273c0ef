/* poruch demo - fills an empty data folder with the demonstration. */
#include <unistd.h>

#include "model/base/clock.h"
#include "model/demo.h"
#include "model/folder.h"
#include "model/installation.h"
#include "model/password.h"
#include "server/commands.h"
#include "server/settings.h"

/* What a failure leaves behind would be taken for a filled folder the next time. */
static void remove_database(struct arena *arena, const struct folder *folder)
{
	static const char *const ends[] = {"", "-wal", "-shm"};

	for (size_t i = 0; i < COUNT(ends); i++)
		unlink(arena_printf(arena, "%s%s", folder->database, ends[i]));
}

static enum outcome fill(const struct invocation *invocation, const struct folder *folder,
			 struct demo_counts *counts)
{
	struct connection *connection = NULL;
	enum outcome outcome = connection_open(folder->database, CONNECTION_WRITES, &connection);

	if (outcome == OK)
		outcome = demo_fill(
			connection,
			installation_authority(invocation->arena, invocation->settings->public_url),
			clock_now(), &secret_system, counts);
	connection_close(connection);
	return outcome;
}

static void tell(const struct settings *settings, const struct demo_counts *counts)
{
	printf("%s: %zu communities, %zu issues, %zu reports, %zu steps in the order they "
	       "happened\n",
	       settings->data, counts->communities, counts->issues, counts->reports, counts->steps);
	printf("accounts of korosten, password %s: admin, moderator, secretary, chair, member, "
	       "police,"
	       " chief, starosta, works, observer\n",
	       PASSWORD_DEMO);
}

static int demo_run(const struct invocation *invocation)
{
	const struct settings *settings = invocation->settings;
	struct folder folder = {.lock = -1};
	struct demo_counts counts;
	enum outcome outcome;

	if (!installation_authority(invocation->arena, settings->public_url))
		return command_misused("'%s' is no public URL", settings->public_url);
	outcome = folder_make(invocation->arena, settings->data, &folder);
	if (outcome == CONFLICT)
		return command_failed(
			"'%s' is filled already; the demonstration wants an empty folder",
			settings->data);
	if (outcome == BUSY)
		return command_failed("another process works on '%s'", settings->data);
	if (outcome != OK)
		return EXIT_FAILURE; /* logged */
	outcome = fill(invocation, &folder, &counts);
	if (outcome != OK)
		remove_database(invocation->arena, &folder);
	folder_leave(&folder);
	if (outcome != OK)
		return command_failed("cannot fill '%s'", settings->data);
	tell(settings, &counts);
	return EXIT_SUCCESS;
}

const struct command demo_command = {
	.name = "demo",
	.usage = "",
	.meaning = "fill an empty data folder with the demonstration",
	.run = demo_run,
};
