/*
 * words.h - languages: translations, plurals, and how numbers, dates and periods are written.
 *
 * English sentences in templates and tables are the keys; templates/po/uk.po has the Ukrainian ones.
 * The compiled catalogues are part of the program, so no system locale is needed. A sentence has holes
 * {1} to {9}, which a translation may put in any order:
 *
 *	words_fill(arena, words, words_say(words, "{1} of {2}"), HOLES(...))
 *
 * Ukrainian: «1 234 567», «12,5», «−9,1 %» (U+00A0 between, U+2212 before), «15 березня 2026 року».
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/date.h"

struct words;

/* Marks English text for xgettext where a table holds it; words_say translates it when it is used. */
#define SAY(sentence)             sentence
#define SAY_IN(context, sentence) context "\004" sentence
#define SAY_COUNT(one, many)      one, many

/* The words of "uk" or "en"; NULL for any other language. Constant, for every thread. */
const struct words *words_of(const char *language);

/* "uk"; and "/en" or "", what its addresses begin with. */
const char *words_language(const struct words *words);
const char *words_prefix(const struct words *words);

/* The language's own name for its switch: "Українська", "English". */
const char *words_name(const struct words *words);

/* The other one of the two languages. */
const struct words *words_other(const struct words *words);

/*
 * The translation of an English sentence, or the sentence itself when there is none. Constant. In
 * words_say_count the form fits count: 1 проблема, 2 проблеми, 5 проблем.
 */
const char *words_say(const struct words *words, const char *sentence);
const char *words_say_count(const struct words *words, const char *one, const char *many,
			    int64_t count);

enum plural { PLURAL_ONE, PLURAL_FEW, PLURAL_MANY, PLURAL_OTHER };

/* CLDR's category of a number as written ("1", "21", "1,5", "2,0": a fraction is OTHER). */
enum plural words_plural(const struct words *words, const char *number);

/* ---------------------------------------------------------------- holes */

/* A moment, UTC seconds, told apart from a number by its type. */
struct moment {
	int64_t seconds;
};
struct moment moment(int64_t seconds);

/* A day of the calendar in Kyiv at that moment, shown as a date without the hour. */
struct date day(int64_t seconds);

/* What stands in a hole. html is markup that passes as it is, and only html.c makes such a one. */
struct hole {
	enum {
		HOLE_TEXT,
		HOLE_INTEGER,

		HOLE_DECIMAL,
		HOLE_DATE,
		HOLE_MOMENT,
		HOLE_HTML
	} kind;
	union {
		const char *text;
		int64_t integer;
		double decimal;
		struct date date;
		struct moment moment;
	};
	size_t length; /* of HOLE_HTML */
};

struct hole words_hole(const char *text);
struct hole words_hole_integer(int64_t number);
struct hole words_hole_unsigned(uint64_t number);
struct hole words_hole_decimal(double number);
struct hole words_hole_date(struct date date);
struct hole words_hole_moment(struct moment moment);

/* What stands in a hole, as plain text in arena. */
const char *words_hole_text(struct arena *arena, const struct words *words, struct hole hole);

/* sentence with its holes filled, as plain text in arena. */
const char *words_fill(struct arena *arena, const struct words *words, const char *sentence,
		       const struct hole *holes, size_t count);

/*
 * The next part of a sentence: the bytes before a hole (length), and the hole's index from 0, or -1 at
 * the end. Moves *sentence behind it.
 */
int words_next_hole(const char **sentence, size_t count, size_t *length);

/* ---------------------------------------------------------------- numbers, all into arena */

/* «1 234 567»; four digits are grouped too. */
const char *words_integer(struct arena *arena, const struct words *words, int64_t number);

/* thousandths / 1000 with exactly that many decimals, 0 to 3, rounded half away from zero: «12,5». */
const char *words_decimal(struct arena *arena, const struct words *words, int64_t thousandths,
			  int decimals);

/* «−9,1 %», one decimal at most (none when it is 0); with_sign puts + before growth. */
const char *words_percent(struct arena *arena, const struct words *words, int64_t thousandths,
			  bool with_sign);

/* «+3», «−8», «0»: a change. */
const char *words_change(struct arena *arena, const struct words *words, int64_t number);

/* ---------------------------------------------------------------- time, all into arena */

/* «15 березня 2026» / "15 March 2026"; no date is "". */
const char *words_date(struct arena *arena, const struct words *words, struct date date);

/* «15 березня 2026 року»: within a sentence. */
const char *words_date_long(struct arena *arena, const struct words *words, struct date date);

/* «15.03.2026» / "15/03/2026": in narrow tables. */
const char *words_date_short(struct arena *arena, const struct words *words, struct date date);

/* «15 березня 2026, 09:30», Kyiv's clock; no moment is "". */
const char *words_moment(struct arena *arena, const struct words *words, struct moment moment);

/* «березень 2026», the month alone «березень». month: 1 to 12. */
const char *words_month(struct arena *arena, const struct words *words, struct date date);
const char *words_month_name(const struct words *words, int month);

/*
 * A period in words: «березень 2026 року», «січень–лютий 2026 року», «грудень 2025 – січень 2026 року»,
 * «2026 рік», and for days that are no whole months «15 березня – 3 квітня 2026 року».
 */
const char *words_period(struct arena *arena, const struct words *words, struct date from,
			 struct date to);
