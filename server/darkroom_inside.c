/*
 * darkroom_inside.c - the child: gives up everything but computing, then looks at the photo.
 *
 * Limits of the process: memory, processor time, no files to write, no processes to make, no more
 * descriptors. Then a filter of system calls in the kernel's own language (seccomp(2)): read from 0,
 * write to 1, memory that is not executable, and the end. Anything else ends the process at once. A
 * library would make the filter shorter to write, but it is one list of some fifteen calls.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "darkroom.h"
#include "model/base/outcome.h"

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv)
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__)
#define ARCHITECTURE AUDIT_ARCH_PPC64LE
#else
#error "say here what seccomp calls this architecture"
#endif

/* 40 megapixels of PNG with its alpha are 160 MB; a progressive JPEG of 40 has 240 of coefficients. */
#define MEMORY_BYTES ((rlim_t)448 << 20)
#define ARENA_BYTES  ((size_t)384 << 20)
#define CPU_SECONDS  12

static bool limit(__rlimit_resource_t resource, rlim_t most)
{
	return setrlimit(resource, &(struct rlimit){most, most}) == 0;
}

/* The sanitizers of the tests keep terabytes of shadow mapped, so there memory is not limited. */
static rlim_t memory = IS_SANITIZED ? RLIM_INFINITY : MEMORY_BYTES, seconds = CPU_SECONDS;

void darkroom_limit(uint64_t other_memory, uint64_t other_seconds)
{
	memory = other_memory;
	seconds = other_seconds;
}

static bool limit_all(void)
{
	return (memory == RLIM_INFINITY || limit(RLIMIT_AS, memory)) &&
	       limit(RLIMIT_CPU, seconds) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
	       limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, 2);
}

#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define LOW_WORD(argument) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[argument]))
#define ALLOW                 BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define KILL                  BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
#define UNLESS(what, skipped) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (what), 0, (skipped))
#define CALL(number)          UNLESS(number, 1), ALLOW
/* Only on this descriptor; only for memory that cannot be executed. */
#define CALL_ON(number, descriptor) \
	UNLESS(number, 4), LOW_WORD(0), UNLESS(descriptor, 1), ALLOW, KILL
#define CALL_FOR_DATA(number)                                                                  \
	UNLESS(number, 4), LOW_WORD(2), BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0), \
		ALLOW, KILL

static bool filter_calls(void)
{
	struct sock_filter filter[] = {
		LOAD(arch),
		UNLESS(ARCHITECTURE, 1),
		BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
		KILL,
		LOAD(nr),
		CALL_ON(SYS_read, STDIN_FILENO),
		CALL_ON(SYS_write, STDOUT_FILENO),
		CALL_FOR_DATA(SYS_mmap),
		CALL_FOR_DATA(SYS_mprotect),
		CALL(SYS_munmap),
		CALL(SYS_mremap),
		CALL(SYS_madvise),
		CALL(SYS_brk),
		CALL(SYS_getrandom), /* malloc's keys */
		CALL(SYS_clock_gettime),
		CALL(SYS_rt_sigreturn),
#if IS_SANITIZED
		CALL(SYS_sigaltstack), /* the sanitizer asks for it on the way out */
#endif
		CALL(SYS_exit_group),
		CALL(SYS_exit),
		KILL,
	};
	struct sock_fprog program = {.len = COUNT(filter), .filter = filter};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

bool darkroom_confine(void)
{
	return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && limit_all() && filter_calls();
}

/* ------------------------------------------------------------------ the work */

static bool read_all(unsigned char *bytes, size_t length)
{
	for (size_t at = 0; at < length;) {
		ssize_t count = read(STDIN_FILENO, bytes + at, length - at);

		if (count == 0 || (count < 0 && errno != EINTR))
			return false;
		at += count > 0 ? (size_t)count : 0;
	}
	return true;
}

static bool write_all(const void *bytes, size_t length)
{
	for (size_t at = 0; at < length;) {
		ssize_t count = write(STDOUT_FILENO, (const char *)bytes + at, length - at);

		if (count < 0 && errno != EINTR)
			return false;
		at += count > 0 ? (size_t)count : 0;
	}
	return true;
}

static bool answer(enum picture_fault fault, const struct developed *developed)
{
	struct darkroom_verdict verdict = {
		.magic = DARKROOM_MAGIC,
		.fault = fault,
		.width = developed->width,
		.height = developed->height,
		.whole_length = (uint32_t)developed->whole.length,
		.thumbnail_length = (uint32_t)developed->thumbnail.length};

	return write_all(&verdict, sizeof(verdict)) &&
	       write_all(developed->whole.bytes, developed->whole.length) &&
	       write_all(developed->thumbnail.bytes, developed->thumbnail.length);
}

int darkroom_run(const char *length_word, const char *cells_word)
{
	size_t length = strtoull(length_word, NULL, 10);
	uint64_t cells = strtoull(cells_word, NULL, 16);
	struct developed developed = {0};
	struct arena *arena;
	unsigned char *bytes;
	enum picture_fault fault;

	if (length > DARKROOM_BYTES_MOST || !darkroom_confine())
		_exit(EXIT_FAILURE);
	arena = arena_begin(ARENA_BYTES);
	bytes = arena_take(arena, length ? length : 1);
	if (!read_all(bytes, length))
		_exit(EXIT_FAILURE);
	fault = picture_develop(arena, bytes, length, cells, &developed);
	/* Nothing is tidied up: the process is its own arena. */
	_exit(answer(fault, &developed) ? EXIT_SUCCESS : EXIT_FAILURE);
}
