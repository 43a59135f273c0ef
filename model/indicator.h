/*
 * indicator.h - what the police can count: 63 indicators with their definitions, and a hromada's own.
 *
 * Those of everybody come from model/data/indicators.tsv, which is part of the program, and stand in
 * a table so that figures can refer to them. A hromada can leave some out, order and word them in its
 * own way and add its own: indicator_choice.h and indicator_own.h write that. Whether a figure may be shown as it is depends on its indicator's
 * publicity and on how many people live where the report speaks of; the one place that decides it is
 * the view figure_shown in the schema.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db.h"

enum indicator_kind {
	INDICATOR_FLOW,  /* happened in the period; periods add up */
	INDICATOR_STOCK, /* a state at the period's end; never added */
	INDICATOR_MEAN,  /* an average; never added */
};

enum indicator_publicity {
	INDICATOR_PUBLIC,      /* always shown */
	INDICATOR_SUPPRESS,    /* 1 and 2 are shown as "fewer than 3" where few people live */
	INDICATOR_NEVER_SMALL, /* not shown at all where few people live, but for a whole year */
};

struct indicator {
	const char *key;     /* "calls_total": of tables, forms and open data; never renamed */
	const char *section; /* calls, crime, admin, road, dv, prevention, martial, dialogue */
	const char *uk, *en; /* its name */
	const char *unit;    /* as in the table: "од.", "осіб", "хв", "грн" */
	const char *definition, *definition_en; /* may be "" */
	enum indicator_kind kind;
	enum indicator_publicity publicity;
	bool is_core; /* asked for first; the others are kept folded away in the editor */
	int definition_version;
	const char
		*subset_of;   /* key of the indicator it is a part of and cannot exceed; "": none */
	bool is_kind;         /* a part that excludes the other kinds of the same total */
	int64_t community_id; /* whose own it is; 0: everybody's */
	int64_t position;
	bool is_used; /* by the hromada that was asked for */
};

struct indicators {
	struct indicator *items;
	size_t count;
};

/* Keys of the database and open data. */
const char *indicator_kind_key(enum indicator_kind kind);
const char *indicator_publicity_key(enum indicator_publicity publicity);

/* The number of such a key, or -1; for fields. */
int indicator_kind_find(const char *key);
int indicator_publicity_find(const char *key);

/*
 * Make the table say what indicators.tsv says: at first start and after an upgrade. A definition
 * whose words changed gets the next version, so that comparisons across it are seen to break.
 * Nothing is written, and no audit line, when it says so already.
 */
CHECKED enum outcome indicator_load(struct change *change);

/* All, in the order of the file, each part's of single hromadas behind; all of them as used. */
struct indicators indicator_all(struct db *db);

/*
 * All, in the order of that hromada and with the definitions in force there. What it left out and
 * what others added is not used, but reports may have figures of it all the same.
 */
struct indicators indicator_of(struct db *db, int64_t community_id);

/* Those of them that the hromada uses: what is asked for. */
struct indicators indicator_used(struct db *db, int64_t community_id);

/* Whether that hromada uses the one of that key. */
bool indicator_is_used(struct db *db, int64_t community_id, const char *key);

/* The one of that key in the list, or NULL. */
const struct indicator *indicator_find(const struct indicators *indicators, const char *key);

/* Its name, and its definition, in "uk" or "en"; what has no English definition tells the Ukrainian. */
const char *indicator_name(const struct indicator *indicator, const char *language);
const char *indicator_wording(const struct indicator *indicator, const char *language);
