/*
 * A power cut, simulated: what has been written but not synced may be on the disk or not, whole or
 * torn, in any combination.
 *
 * A shim between SQLite and the file system keeps, for each file, what is certainly on the disk (the
 * image as of the last sync) and what was written since. At random moments it takes a photo: the
 * image and a random part of the writes since, as files of their own. Every photo is then opened as a
 * database after a cut would be: it has to be whole, and to hold every commit that was acknowledged
 * before the photo was taken.
 */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/audit.h"
#include "model/db.h"
#include "model/form.h"
#include "tests/ready.h"

#define PHOTOS    200
#define DISK_SIZE (4 << 20) /* more than a file of this test grows to */
#define SECTOR    512

struct pending_write {
	size_t offset, length;
	char *bytes;
};

struct disk_file {
	char name[16]; /* "poruch.db" or "poruch.db-wal" */
	char *image;
	size_t size;
	struct pending_write writes[4096];
	size_t count;
};

struct shim_file {
	sqlite3_file base;
	struct disk_file *disk;
	sqlite3_file *real;
};

static struct disk_file disks[2] = {{.name = "poruch.db"}, {.name = "poruch.db-wal"}};
static sqlite3_vfs *real_vfs, shim_vfs;
static sqlite3_io_methods shim_methods;
static char folder[] = "/tmp/poruch-cut-XXXXXX";
static int64_t acknowledged, promised[PHOTOS];
static int photos;
static uint64_t random_state = 20261122;

static uint64_t random_below(uint64_t limit)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (random_state >> 33) % limit;
}

static void apply(char *image, size_t *size, const struct pending_write *write, size_t length)
{
	cr_assert_leq(write->offset + length, DISK_SIZE);
	memcpy(image + write->offset, write->bytes, length);
	if (*size < write->offset + length)
		*size = write->offset + length;
}

static void save_photo(const struct disk_file *disk)
{
	static char image[DISK_SIZE];
	char path[128];
	size_t size = disk->size;
	FILE *file;

	memcpy(image, disk->image, disk->size);
	for (size_t i = 0; i < disk->count; i++) {
		size_t length = disk->writes[i].length;
		if (random_below(2))
			continue;
		if (random_below(4) == 0)
			length = random_below(length / SECTOR + 1) * SECTOR;
		apply(image, &size, &disk->writes[i], length);
	}
	snprintf(path, sizeof(path), "%s/%d/%s", folder, photos, disk->name);
	file = fopen(path, "w");
	cr_assert(file && fwrite(image, 1, size, file) == size && fclose(file) == 0);
}

static void perhaps_take_photo(void)
{
	char path[64];

	if (photos == PHOTOS || !acknowledged || random_below(4))
		return;
	snprintf(path, sizeof(path), "%s/%d", folder, photos);
	cr_assert_eq(mkdir(path, 0700), 0);
	save_photo(&disks[0]);
	save_photo(&disks[1]);
	promised[photos++] = acknowledged;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((struct shim_file *)file)->real;
}

static int shim_close(sqlite3_file *file)
{
	int code = real_of(file)->pMethods->xClose(real_of(file));

	free(real_of(file));
	return code;
}

static int shim_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset)
{
	return real_of(file)->pMethods->xRead(real_of(file), bytes, count, offset);
}

static int shim_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
	struct disk_file *disk = ((struct shim_file *)file)->disk;

	if (disk) {
		struct pending_write *write = &disk->writes[disk->count++];
		cr_assert_lt(disk->count, COUNT(disk->writes));
		*write = (struct pending_write){.offset = (size_t)offset,
						.length = (size_t)count,
						.bytes = malloc((size_t)count)};
		memcpy(write->bytes, bytes, (size_t)count);
		perhaps_take_photo();
	}
	return real_of(file)->pMethods->xWrite(real_of(file), bytes, count, offset);
}

static int shim_sync(sqlite3_file *file, int flags)
{
	struct disk_file *disk = ((struct shim_file *)file)->disk;

	if (disk) {
		perhaps_take_photo();
		for (size_t i = 0; i < disk->count; i++) {
			apply(disk->image, &disk->size, &disk->writes[i], disk->writes[i].length);
			free(disk->writes[i].bytes);
		}
		disk->count = 0;
	}
	return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int shim_lock(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int shim_unlock(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int shim_check(sqlite3_file *file, int *result)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), result);
}

static int shim_control(sqlite3_file *file, int operation, void *value)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), operation, value);
}

static int shim_sector(sqlite3_file *file)
{
	(void)file;
	return SECTOR;
}

static int shim_characteristics(sqlite3_file *file)
{
	(void)file;
	return 0; /* a disk that promises nothing: a torn write may spoil what is near it */
}

static int shim_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
	return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, memory);
}

static int shim_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
	return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void shim_barrier(sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int shim_unmap(sqlite3_file *file, int remove)
{
	return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *given)
{
	struct shim_file *shim = (struct shim_file *)file;
	int code;

	(void)vfs;
	*shim = (struct shim_file){.real = calloc(1, (size_t)real_vfs->szOsFile)};
	code = real_vfs->xOpen(real_vfs, name, shim->real, flags, given);
	if (code != SQLITE_OK) {
		free(shim->real);
		return code;
	}
	if (flags & SQLITE_OPEN_MAIN_DB)
		shim->disk = &disks[0];
	else if (flags & SQLITE_OPEN_WAL)
		shim->disk = &disks[1];
	if (shim->disk && !shim->disk->image)
		shim->disk->image = calloc(1, DISK_SIZE);
	shim->base.pMethods = &shim_methods;
	return SQLITE_OK;
}

static void put_shim_in(void)
{
	real_vfs = sqlite3_vfs_find(NULL);
	shim_methods = (sqlite3_io_methods){
		.iVersion = 2,
		.xClose = shim_close,
		.xRead = shim_read,
		.xWrite = shim_write,
		.xTruncate = shim_truncate,
		.xSync = shim_sync,
		.xFileSize = shim_size,
		.xLock = shim_lock,
		.xUnlock = shim_unlock,
		.xCheckReservedLock = shim_check,
		.xFileControl = shim_control,
		.xSectorSize = shim_sector,
		.xDeviceCharacteristics = shim_characteristics,
		.xShmMap = shim_map,
		.xShmLock = shim_shm_lock,
		.xShmBarrier = shim_barrier,
		.xShmUnmap = shim_unmap,
	};
	shim_vfs = *real_vfs;
	shim_vfs.zName = "cut";
	shim_vfs.szOsFile = sizeof(struct shim_file);
	shim_vfs.xOpen = shim_open;
	cr_assert_eq(sqlite3_vfs_register(&shim_vfs, 1), SQLITE_OK);
}

static void write_until_all_photos_are_taken(struct connection *connection)
{
	const struct actor actor = {.name = "tester", .role = ""};

	for (int i = 0; photos < PHOTOS; i++) {
		struct arena *arena = arena_begin(1 << 20);
		struct change change;
		cr_assert_eq(batch_begin(connection), OK);
		cr_assert_eq(change_begin(connection, arena, actor, i, &change), OK);
		cr_assert_eq(audit_add(&change, "test", arena_printf(arena, "thing %d", i), "", ""),
			     OK);
		cr_assert_eq(change_commit(&change), OK);
		cr_assert_eq(batch_commit(connection), OK);
		acknowledged++;
		if (i % 50 == 49)
			connection_tend(connection); /* checkpoints lose nothing either */
		arena_end(arena);
	}
}

Test(power_cut, loses_nothing_acknowledged_and_breaks_nothing, .init = ready_begin,
     .fini = ready_end, .timeout = 120)
{
	struct connection *connection;
	int lost = 0, broken = 0;

	cr_assert_not_null(mkdtemp(folder));
	put_shim_in();
	cr_assert_eq(connection_open(arena_printf(ready_arena(), "%s/poruch.db", folder),
				     CONNECTION_WRITES, &connection),
		     OK);
	write_until_all_photos_are_taken(connection);
	connection_close(connection);
	sqlite3_vfs_unregister(&shim_vfs);
	for (int i = 0; i < PHOTOS; i++) {
		struct arena *arena = arena_begin((size_t)16 << 20);
		const char *path = arena_printf(arena, "%s/%d/poruch.db", folder, i);
		struct db db;
		int64_t line;
		if (connection_open(path, CONNECTION_WRITES, &connection) != OK) {
			broken++;
			arena_end(arena);
			continue;
		}
		db = db_handle(connection, arena);
		lost += db_int(&db, "SELECT count(*) FROM audit", NO_ARGS, 0) < promised[i];
		broken += db_faults(&db).count != 0 || audit_verify(&db, &line) != OK;
		connection_close(connection);
		arena_end(arena);
	}
	cr_expect_eq(lost, 0, "%d of %d cuts lost acknowledged commits", lost, PHOTOS);
	cr_expect_eq(broken, 0, "%d of %d cuts left a broken database", broken, PHOTOS);
	cr_assert_eq(system(arena_printf(ready_arena(), "rm -r %s", folder)), 0);
}
