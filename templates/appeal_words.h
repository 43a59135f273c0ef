/*
 * appeal_words.h - what the marks of the classifier of resolution 858 are called, and the terms of the
 * law. «Звернення», never «повідомлення»: that is what residents send to the register of issues.
 */
#pragma once

#include "model/appeal.h"
#include "templates/words.h"

/* «повторне», «вирішено позитивно»; "" for what is no mark. */
const char *appeal_words_mark(const struct words *words, const char *code);

/* «Ознака надходження»: the heading of a characteristic. */
const char *appeal_words_characteristic(const struct words *words, int characteristic);

/* «один місяць (звичайний)». */
const char *appeal_words_term(const struct words *words, enum appeal_term term);

/* Whether the mark's number is general knowledge, for a lawyer to confirm. */
bool appeal_words_is_unsure(const char *code);
