/*
 * field_words.h - what the fields of forms are called, and what was chosen in them, in words.
 *
 * For pages that show again what was typed without the form it was typed into: a page that was open
 * for too long, a session that ended, two versions side by side.
 */
#pragma once

#include "request.h"

/* "Text"; for a field nobody reads (a revision, a step of a form) "". In the reader's language. */
const char *field_words_label(const struct request *request, const char *name);

/*
 * What was typed or chosen, in words: a kind, a settlement, a body, a state or a reason by its name.
 * community may be NULL. In arena.
 */
const char *field_words_value(const struct request *request, const struct community *community,
			      const char *name, const char *value);
