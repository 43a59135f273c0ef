/*
 * slow_disk.c - makes a disk as slow as disks are: loaded before a program (LD_PRELOAD), every fsync and
 * fdatasync takes SYNC_MICROSECONDS longer. Machines for tests often answer a sync from memory, in less
 * time than SQLite takes for the rest of a commit; no disk that survives a power cut does.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_for_disk(void)
{
	const char *given = getenv("SYNC_MICROSECONDS");
	long microseconds = given ? strtol(given, NULL, 10) : 0;
	struct timespec pause = {microseconds / 1000000, microseconds % 1000000 * 1000};

	nanosleep(&pause, NULL);
}

int fsync(int file)
{
	static int (*real)(int);

	if (!real)
		real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
	wait_for_disk();
	return real(file);
}

int fdatasync(int file)
{
	static int (*real)(int);

	if (!real)
		real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
	wait_for_disk();
	return real(file);
}
