/*
 * report_words.h - what the parts of a police report are called, and how figures look in words.
 *
 * «понад 600», «менше 3», «немає даних»; «−386 (−9,1 %)». Pages, feeds and the editor all speak from
 * here, so that a figure looks the same wherever it is read.
 */
#pragma once

#include "model/indicator.h"
#include "model/report.h"
#include "model/report_compare.h"
#include "model/report_offer.h"
#include "templates/words.h"

/* «Звіт за два місяці», «Річний звіт», ... */
const char *report_words_kind(const struct words *words, enum report_kind kind);

/* «за період», «від початку року». */
const char *report_words_basis(const struct words *words, enum report_basis basis);

/* What a figure that the register offers was counted from: «розв’язані проблеми, за які відповідала поліція». */
const char *report_words_offer(const struct words *words, enum offer_source source);

/* The heading of a part, by its key. */
const char *report_words_part(const struct words *words, const char *key);

/* «точно», «близько», «щонайменше», «щонайбільше»: for the editor's choices. */
const char *report_words_qualifier(const struct words *words, enum figure_qualifier qualifier);

/* «вказано», «облік не ведеться», «не розкривається», «немає даних». */
const char *report_words_state(const struct words *words, enum figure_state state);

/* A figure with its qualifier and unit; NULL is one that is not there. In arena. */
const char *report_words_figure(struct arena *arena, const struct words *words,
				const struct indicator *indicator, const struct figure *figure);

/* A comparison: «−386 (−9,1 %)», «≈ +50», «0»; «—» where there is nothing to compare. In arena. */
const char *report_words_change(struct arena *arena, const struct words *words,
				const struct report_comparison *comparison);

/* The same for an indicator of that unit: between percentages it is told in percentage points. */
const char *report_words_change_of(struct arena *arena, const struct words *words,
				   const struct indicator *indicator,
				   const struct report_comparison *comparison);

/*
 * The report in one sentence: «32 заяви й повідомлення за липень–серпень 2026 року, на 8 менше, ніж за
 * травень–червень 2026 року». indicator is what it speaks of; before and base may be NULL (no report
 * beside it). In arena.
 */
const char *report_words_message(struct arena *arena, const struct words *words,
				 const struct indicator *indicator, const struct report *report,
				 const struct figure *figure, const struct report *before,
				 const struct figure *base);

/* «Звіт поліції: липень–серпень 2026 року». In arena. */
const char *report_words_title(struct arena *arena, const struct words *words,
			       const struct report *report);
