/* poruch backup - a whole, checked copy of the data, beside a running server too. */
#include <sys/stat.h>

#include "server/work.h"

static int backup_run(const struct invocation *invocation)
{
	const char *path = invocation->words.items[0];
	struct work work;
	struct stat about;
	int status = work_visit(invocation, &work);

	if (status != EXIT_SUCCESS)
		return status;
	if (db_backup(&work.db, path) != OK)
		status = command_failed("no backup was made; the reason stands above");
	else if (stat(path, &about) == 0)
		printf("%s: %lld bytes, whole\n", path, (long long)about.st_size);
	return work_finish(&work, status);
}

const struct command backup_command = {
	.name = "backup",
	.usage = "FILE",
	.meaning = "copy all data into one file, and check it",
	.least_words = 1,
	.most_words = 1,
	.run = backup_run,
};
