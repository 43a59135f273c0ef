/*
 * darkroom.h - where a stranger's photo is developed: a process of its own, with nothing to lose.
 *
 *	server                           poruch darkroom LENGTH CELLS
 *	  |--- the bytes as they came ---> reads them, decodes, turns, makes smaller, writes anew
 *	  |<-- a verdict, two JPEGs ------ and ends
 *
 * Decoders have a history of holes, so the one that meets a hostile file can do nothing but compute:
 * no files, no network, no other process, no memory beyond a limit, no time beyond a limit (darkroom_
 * inside.c). It inherits two pipes and an empty environment. The server only believes lengths within
 * bounds, and kills what has not ended in time.
 *
 * The server has many threads, where a child may do little between fork and exec; so the child is this
 * very program started anew (posix_spawn).
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/picture.h"

#define DARKROOM_WORD         "darkroom" /* the hidden command */
#define DARKROOM_BYTES_MOST   ((size_t)64 << 20)
#define DARKROOM_RESULT_MOST  ((size_t)4 << 20)
#define DARKROOM_MILLISECONDS 20000

/* What the child says first; the bytes of the two pictures follow. */
struct darkroom_verdict {
	uint32_t magic, fault, width, height;
	uint32_t whole_length, thumbnail_length;
};
#define DARKROOM_MAGIC 0x706f7275u

/*
 * Develop a photo in a child, as picture_develop does. PICTURE_TOO_HEAVY too when the child crashed,
 * was killed or took too long, which is logged. Takes a tenth of a second to seconds: not for the
 * writer's thread.
 */
enum picture_fault darkroom_develop(struct arena *arena, const unsigned char *bytes, size_t length,
				    uint64_t cells, struct developed *developed);

/* Whose "darkroom" is started, and how long it may take; for tests, before any other thread. */
void darkroom_use(const char *program, int64_t milliseconds);

/* darkroom_inside.c: the child. Gives its exit status. words: length and cells, as above. */
int darkroom_run(const char *length, const char *cells);

/* Other limits than its own, of address space in bytes and of processor time; for tests. */
void darkroom_limit(uint64_t memory, uint64_t seconds);

/* Give up everything but computing. False when any of it did not work. */
_Bool darkroom_confine(void);
