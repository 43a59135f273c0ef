/*
 * calendar.h - days for people's calendars (iCalendar, RFC 5545); the one door to libical.
 *
 *	struct calendar calendar = calendar_begin(arena, "Звіти поліції: Коростень");
 *	calendar_add(&calendar, &(struct calendar_entry){.uid = .., .day = .., .summary = ..});
 *	return calendar_finish(&calendar, &bytes, &length);
 *
 * The library folds lines and escapes; what it is given is washed here first. Nobody is reminded and no
 * time is blocked: an entry tells of a day, it is not a meeting that the reader is asked to.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/date.h"
#include "model/base/outcome.h"

#define CALENDAR_TYPE "text/calendar; charset=utf-8"

struct calendar {
	struct arena *arena;
	void *component; /* libical's; given back by calendar_finish */
};

struct calendar_entry {
	const char *uid; /* stays the same for ever, or readers see a second entry */
	struct date day; /* a whole day; unset: it begins at the moment */
	int64_t moment;
	int64_t changed_at;               /* when what it says last changed */
	const char *summary, *text, *url; /* text and url may be "" */
	const char *place;                /* may be "" */
};

/* A new calendar of that name. calendar_finish has to be called on it. */
struct calendar calendar_begin(struct arena *arena, const char *name);

void calendar_add(struct calendar *calendar, const struct calendar_entry *entry);

/* Its bytes in the arena; BROKEN when the library failed. */
CHECKED enum outcome calendar_finish(struct calendar *calendar, const char **bytes, size_t *length);
