/*
 * question_words.h - questions of the community in words.
 */
#pragma once

#include "model/question.h"
#include "templates/words.h"

/* «без відповіді», «надано відповідь», «прийнято до відома», «потребує доповнення». */
const char *question_words_state(const struct words *words, enum question_state state);

/* Its class in style.css, late when it is overdue. */
const char *question_words_tag(enum question_state state, bool is_overdue);

/* «поліція», «рада», «комунальне підприємство». */
const char *question_words_addressee(const struct words *words, enum question_addressee addressee);

/* A sector as the glossary calls it; "" for none. */
const char *question_words_sector(const struct words *words, int sector);
