/*
 * unicode.h - Ukrainian and every other writing; the one door (with templates/words.c) to ICU.
 *
 * Text enters through unicode_clean and is NFC, valid UTF-8 and free of control characters from
 * then on. For finding there is a folded copy, for ordering a key; both are stored, so that the
 * database needs no functions of ours.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "outcome.h"

/* Open what ICU needs; once, in main, before threads. BROKEN when its data is missing. */
CHECKED enum outcome unicode_begin(void);

/* Give it back at the very end of main. */
void unicode_end(void);

/* Whether bytes are strictly valid UTF-8 (no surrogates, nothing overlong, no zero byte). */
bool unicode_is_valid(const char *bytes, size_t length);

enum unicode_lines { ONE_LINE, MANY_LINES };

/*
 * Clean length bytes as they came from outside into a string in arena: NFC; every maximal bad
 * sequence, control character and noncharacter becomes U+FFFD (tab a blank); CR LF, CR, VT, FF,
 * NEL, LS and PS become LF; ends trimmed. ONE_LINE also turns line ends into blanks and runs of
 * white space into one. The invisible marks that reorder text (U+202A..E, U+2066..9) are dropped.
 */
const char *unicode_clean(struct arena *arena, const char *bytes, size_t length,
			  enum unicode_lines lines);

/*
 * The same, strict UTF-8 only and without NFC or trimming: the last wash before a writer of XML or
 * JSON. Gives string itself back when it is clean already, as it nearly always is.
 */
const char *unicode_scrub(struct arena *arena, const char *string);

/* The number of characters (code points) of valid UTF-8. */
size_t unicode_length(const char *string);

/* The first part of string of at most characters code points, cut at a word's end, with "…". */
const char *unicode_shorten(struct arena *arena, const char *string, size_t characters);

/*
 * The copy in which search compares: NFC, lower case, without apostrophes (' ’ ʼ ` ´ ‘ ′) and
 * stress marks (U+0301), ґ as г, and every run of anything but letters and digits as one blank.
 * Never folds и/і, й/и, е/є, which are different letters. A Latin letter that slipped into a Cyrillic
 * word is taken for the Cyrillic one that looks like it. vectors/search_fold.tsv.
 */
const char *unicode_fold(struct arena *arena, const char *string);

/*
 * A key (printable text) whose byte order is the Ukrainian order of the strings: 33 letters, ґ
 * after г; apostrophes ignored; space < hyphen < digits < Latin < Cyrillic; case only breaks ties.
 * vectors/collation_uk.tsv.
 */
const char *unicode_sort_key(struct arena *arena, const char *string);

/*
 * The official transliteration (resolution 55 of 2010) in small letters, digits and hyphens: what
 * an address is made of. "Зг" is "zgh"; я, ю, є, ї, й are ya, yu, ye, yi, y at a word's start and
 * ia, iu, ie, i, i elsewhere; the soft sign and apostrophes are dropped.
 */
const char *unicode_slug(struct arena *arena, const char *string);
