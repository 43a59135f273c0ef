/*
 * codifier.h - the hromadas and settlements of Ukraine, from the codifier KATOTTG.
 *
 * The tables of 16.05.2025 (model/data) are part of the program. A code is "UA" and 17 digits, and
 * its parts nest without exception:
 *
 *	UA 18   06    009     000         00        61708
 *	   oblast raion hromada settlement district  a unique tail
 *
 * so the first nine characters say which hromada, and are what feeds and Open311 use. Names repeat
 * (nine hromadas are called Миколаївська): show territory.place beside the name, always. Kyiv and
 * Sevastopol are cities of their own kind: they have no raion and no oblast.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/outcome.h"

#define CODIFIER_CODE_LENGTH   19
#define CODIFIER_PREFIX_LENGTH 9

/*
 * place is "Коростенський район, Житомирська область", or "місто зі спеціальним статусом". Six
 * names stand twice even in one raion; their place ends in the code: "... (UA5908013)".
 */
struct territory {
	const char *code, *raion_code,
		*oblast_code;   /* the last two "" for a city of its own kind */
	const char *short_name; /* "Коростенська"; "Київ" */
	const char *name; /* "Коростенська територіальна громада" */
	const char *raion;  /* "Коростенський район"; "" */
	const char *oblast; /* "Житомирська область"; "" */
	const char *place;  /* see below */
};

struct territories {
	struct territory *items;
	size_t count;
};

enum settlement_kind {
	SETTLEMENT_CITY,    /* місто */
	SETTLEMENT_TOWN,    /* селище; the word "смт" is history */
	SETTLEMENT_VILLAGE, /* село */
};

struct settlement {
	const char *code, *hromada_code;
	enum settlement_kind kind;
	const char *name;  /* "Бехи" */
	const char *label; /* "село Бехи" */
};

struct settlements {
	struct settlement *items;
	size_t count;
};

/* Whether string is built like a code; whether there is such a place is another question. */
bool codifier_is_code(const char *string);

/* Whether the place of one code lies within (or is) the place of another; both must be codes. */
bool codifier_is_within(const char *code, const char *around);

/*
 * The hromada of a whole code or of its first nine characters, in arena. INVALID when it is built
 * like neither, NOT_FOUND when there is none.
 */
CHECKED enum outcome codifier_find(struct arena *arena, const char *code,
				   struct territory *territory);

/*
 * At most most hromadas whose name, raion and oblast have a word beginning with each word of query,
 * however it is typed: "миколаївська", "миколаївська сумська". In the order of their codes' table.
 */
struct territories codifier_search(struct arena *arena, const char *query, size_t most);

/* How many hromadas there are, and how many of them outside Crimea. */
size_t codifier_count(bool with_crimea);

/*
 * The settlements of a hromada (a whole code or its first nine characters) in the codifier's order.
 * None when the program carries no list for it.
 */
struct settlements codifier_settlements(struct arena *arena, const char *hromada_code);
