/*
 * report_warning_words.h - a warning about odd figures, as a sentence.
 */
#pragma once

#include "model/indicator.h"
#include "model/report_warning.h"
#include "templates/words.h"

/* «Крадіжки (ст. 185 КК): 12, а за попередній період — 2. Це більш ніж уп’ятеро більше.» In arena. */
const char *report_warning_words(struct arena *arena, const struct words *words,
				 const struct indicators *indicators,
				 const struct report_warning *warning);
