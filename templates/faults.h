/*
 * faults.h - why a field will not do, said to the person who typed it: one table of sentences.
 *
 * Each says what to do, not only what is wrong. The HTML forms, the Open311 door and the importers
 * all speak from here.
 */
#pragma once

#include "model/form.h"
#include "templates/words.h"

/* The sentence for a fault in that language, plain text in arena. */
const char *faults_sentence(struct arena *arena, const struct words *words,
			    const struct fault *fault);
