/* poruch check - is everything there, unchanged, kept to its owner, and is there room for more? */
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "model/audit.h"
#include "model/report_life.h"
#include "server/work.h"

#define LEAST_ROOM ((uint64_t)64 << 20)

/* One line for each subject; gives whether it was fine. */
static bool say_fine(const char *subject, const char *what)
{
	printf("%-9s ok: %s\n", subject, what);
	return true;
}

static bool say_faults(const char *subject, const struct texts *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		printf("%-9s FAULT: %s\n", subject, faults->items[i]);
	return false;
}

static bool say_fault(const char *subject, const char *fault)
{
	return say_faults(subject, &(struct texts){.items = &fault, .count = 1});
}

static bool check_database(struct work *work)
{
	struct texts faults = db_faults(&work->db);

	return faults.count ? say_faults("database", &faults)
			    : say_fine("database", "whole, and every reference leads somewhere");
}

static bool check_audit(struct work *work)
{
	struct arena *arena = work->db.arena;
	int64_t broken = 0;

	if (audit_verify(&work->db, &broken) == OK)
		return say_fine("audit", arena_printf(arena, "%lld lines, none changed",
						      (long long)audit_count(&work->db)));
	return say_fault("audit",
			 arena_printf(arena, "line %lld was changed, or one before it taken out",
				      (long long)broken));
}

static bool check_reports(struct work *work)
{
	struct texts faults = report_life_faults(&work->db);

	return faults.count ? say_faults("reports", &faults)
			    : say_fine("reports", "published versions as they were published");
}

/* Nobody but the owner may read the folder or what is in it. */
static bool check_rights(struct work *work)
{
	const char *const paths[] = {work->folder.path, work->folder.database};
	struct texts faults = {0};
	struct arena *arena = work->db.arena;
	struct stat about;

	for (size_t i = 0; i < COUNT(paths); i++) {
		if (stat(paths[i], &about) != 0)
			*LIST_ADD(arena, &faults) = arena_printf(arena, "cannot look at '%s': %m",
								 paths[i]);
		else if (about.st_mode & 0077)
			*LIST_ADD(arena, &faults) = arena_printf(
				arena, "'%s' is open to others: mode %03o", paths[i],
				(unsigned)about.st_mode & 0777);
	}
	return faults.count ? say_faults("rights", &faults)
			    : say_fine("rights", "the folder is its owner's alone");
}

/* Room for a copy of the database (a backup, a migration), and for a while. */
static bool check_disk(struct work *work)
{
	struct arena *arena = work->db.arena;
	struct statvfs disk;
	struct stat about;
	uint64_t wanted, room;

	if (statvfs(work->folder.path, &disk) != 0 || stat(work->folder.database, &about) != 0)
		return say_fault("disk",
				 arena_printf(arena, "cannot look at '%s': %m", work->folder.path));
	wanted = LEAST_ROOM + 2 * (uint64_t)about.st_size;
	room = (uint64_t)disk.f_bavail * disk.f_frsize;
	if (room < wanted)
		return say_fault("disk",
				 arena_printf(arena, "only %llu MiB are left, of %llu wanted",
					      (unsigned long long)room >> 20,
					      (unsigned long long)wanted >> 20));
	return say_fine("disk", arena_printf(arena, "%llu MiB free; the database has %llu",
					     (unsigned long long)room >> 20,
					     (unsigned long long)about.st_size >> 20));
}

static int check_run(const struct invocation *invocation)
{
	static bool (*const checks[])(struct work *) = {check_database, check_audit, check_reports,
							check_rights, check_disk};
	bool is_fine = true;
	struct work work;
	int status = work_visit(invocation, &work);

	if (status != EXIT_SUCCESS)
		return status;
	for (size_t i = 0; i < COUNT(checks); i++)
		is_fine &= checks[i](&work);
	if (!is_fine)
		status = command_failed("'%s' has faults", work.folder.path);
	return work_finish(&work, status);
}

const struct command check_command = {
	.name = "check",
	.usage = "",
	.meaning = "examine the data folder: database, audit log, reports, rights, disk",
	.run = check_run,
};
