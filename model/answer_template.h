/*
 * answer_template.h - answers kept ready: polite official sentences for a state, and for a kind of
 * issue when one is named, with holes «…» to be filled.
 *
 * They are the hromada's own, written by its secretary; a new hromada begins with some
 * (model/data/answers.tsv). Whoever takes a step is offered those that fit. A hole that was left in is
 * found when the step is taken (FAULT_HOLE), so that none is published.
 */
#pragma once

#include <stdbool.h>

#include "db.h"
#include "form.h"

#define ANSWER_HOLE "«…»"

struct answer_template {
	int64_t id;
	const char *state;                     /* a key of state.h */
	const char *category;                  /* a key, or "": for every kind */
	const char *category_uk, *category_en; /* "" for every kind */
	const char *name, *text;
};

struct answer_templates {
	struct answer_template *items;
	size_t count;
};

/* All of a hromada, by state in the table's order, those for every kind first. */
struct answer_templates answer_template_list(struct db *db, int64_t community_id);

/* Those for a step to that state with an issue of that kind: the kind's own first. */
struct answer_templates answer_template_fitting(struct db *db, int64_t community_id,
						const char *state, const char *category);

/* NOT_FOUND also when it is another hromada's. */
CHECKED enum outcome answer_template_find(struct db *db, int64_t community_id, int64_t id,
					  struct answer_template *answer);

/* As it was typed. */
struct answer_entry {
	const char *state, *category, *name, *text;
	const char *was; /* the text that stood there when the form was made; "": do not compare */
};
extern const struct field answer_entry_fields[];

/*
 * Add one to change's hromada; change one; remove one. Faults go to form: FAULT_TAKEN to "name" when
 * there is one of that name for that state and kind, FAULT_CHANGED_MEANWHILE to "text" with what
 * somebody else wrote. NOT_FOUND when it is not of that hromada.
 */
CHECKED enum outcome answer_template_add(struct change *change, struct form *form,
					 const struct answer_entry *entry, int64_t *id);
CHECKED enum outcome answer_template_change(struct change *change, struct form *form, int64_t id,
					    const struct answer_entry *entry);
CHECKED enum outcome answer_template_remove(struct change *change, int64_t id);

/* Give a hromada that has none the answers to begin with; nothing when it has one. */
CHECKED enum outcome answer_template_load(struct change *change, int64_t community_id);

/* Whether a hole was left in a text (which may be NULL). */
bool answer_has_hole(const char *text);
