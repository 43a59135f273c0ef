/*
 * appeal_term.c - the deadlines of the Law on Citizens' Appeals, and which numbers may be kept.
 */
#include "appeal.h"

#include "base/unicode.h"

#define FORWARD_DAYS  5
#define SIMPLE_DAYS   15
#define EXTENDED_DAYS 45

static const char *const terms[APPEAL_TERM_COUNT] = {
	[APPEAL_SIMPLE] = "simple",
	[APPEAL_ORDINARY] = "ordinary",
	[APPEAL_EXTENDED] = "extended",
};

const char *appeal_term_key(enum appeal_term term)
{
	return terms[term];
}

int appeal_term_find(const char *key)
{
	for (int i = 0; i < APPEAL_TERM_COUNT; i++)
		if (strcmp(terms[i], key) == 0)
			return i;
	return -1;
}

struct date appeal_forward_by(struct date received)
{
	return date_add_days(received, FORWARD_DAYS);
}

struct date appeal_due(struct date received, enum appeal_term term)
{
	if (term == APPEAL_ORDINARY)
		return date_add_months(received, 1);
	return date_add_days(received, term == APPEAL_SIMPLE ? SIMPLE_DAYS : EXTENDED_DAYS);
}

/* 0 is Monday. */
static int weekday_of(struct date date)
{
	int days = date_days_between((struct date){1900, 1, 1}, date); /* a Monday */

	return (days % 7 + 7) % 7;
}

bool appeal_is_day_off(struct date date)
{
	return weekday_of(date) >= 5;
}

struct date appeal_working_day(struct date date)
{
	int weekday = weekday_of(date);

	return weekday < 5 ? date : date_add_days(date, 7 - weekday);
}

struct date appeal_next_working_day(struct date date)
{
	return appeal_working_day(date_add_days(date, 1));
}

/* A piece of a number between digits and signs that tells of nobody. */
static bool is_harmless(const char *letters, size_t length)
{
	static const char *const known[] = {"ко", "бп", "вх"};

	for (size_t i = 0; i < COUNT(known); i++)
		if (strlen(known[i]) == length && memcmp(known[i], letters, length) == 0)
			return true;
	return false;
}

bool appeal_number_is_safe(struct arena *arena, const char *number)
{
	/* Folded, it is small letters, digits and single blanks. */
	const char *at = unicode_fold(arena, number);

	while (*at) {
		size_t letters = strcspn(at, "0123456789 ");

		if (letters && !is_harmless(at, letters))
			return false;
		at += letters;
		at += strspn(at, "0123456789 ");
	}
	return true;
}
