/*
 * category.h - kinds of issues: who usually answers, how exact a place may be shown, our own aim.
 *
 * The table comes from model/data/categories.tsv at the first start and lives in the database after
 * that. Some kinds take no reports at all (domestic violence, suspicious objects): their page only
 * says whom to call. Damage by shelling is taken, but never shown before a moment that a moderator
 * has named.
 */
#pragma once

#include <stdbool.h>

#include "db.h"

/* How exactly the public may learn a place; the hromada's cap may be lower still. */
enum precision {
	PRECISION_HIDDEN,
	PRECISION_SETTLEMENT,
	PRECISION_STREET, /* the typed place, a point to 100 m */
	PRECISION_EXACT,
};

struct category {
	const char *key;
	const char *uk, *en;
	const char *examples, *examples_en; /* a few, parted by "; "; may be "" */
	const char *responsible;            /* who usually answers, in Ukrainian */
	int precision;                      /* enum precision */
	int target_days;                    /* 0: none */
	bool takes_reports;                 /* else call tells whom to call */
	bool is_embargoed;                  /* published only after a named moment */
	const char *call;                   /* "102, 1547" or "" */
};

struct categories {
	struct category *items;
	size_t count;
};

/* Fill the table from the embedded file; nothing happens to kinds that stand there already. */
CHECKED enum outcome category_load(struct change *change);

/* All of them in their order. */
struct categories category_list(struct db *db);

CHECKED enum outcome category_find(struct db *db, const char *key, struct category *category);

/* Its name in that language ("uk" or "en"). */
const char *category_name(const struct category *category, const char *language);
