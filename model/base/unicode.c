#include "unicode.h"

#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "log.h"
#include "text.h"

#define REPLACEMENT 0xFFFD
#define DROPPED     (-2)
#define ELLIPSIS    "…"

/* Both are only ever read once they are open, which ICU allows from any number of threads. */
static const UNormalizer2 *composer;
static UCollator *collator;

/*
 * Letters as the root collation has them (Latin before Cyrillic, and space < hyphen < digits before
 * both), but for the one Ukrainian letter it takes for an accented one.
 */
static enum outcome collator_begin(void)
{
	static const UChar rules[] = u"&г<ґ<<<Ґ";
	UErrorCode error = U_ZERO_ERROR;

	collator = ucol_openRules(rules, -1, UCOL_ON, UCOL_TERTIARY, NULL, &error);
	if (U_FAILURE(error)) {
		log_error("cannot open ICU's collation: %s", u_errorName(error));
		return BROKEN;
	}
	return OK;
}

enum outcome unicode_begin(void)
{
	UErrorCode error = U_ZERO_ERROR;

	if (collator)
		return OK;
	composer = unorm2_getNFCInstance(&error);
	if (U_FAILURE(error)) {
		log_error("cannot open ICU's normalisation: %s", u_errorName(error));
		return BROKEN;
	}
	return collator_begin();
}

void unicode_end(void)
{
	if (collator)
		ucol_close(collator);
	collator = NULL;
}

/* The code point at bytes[*at], or a negative number for a maximal bad sequence; *at moves on. */
static inline UChar32 decode(const char *bytes, size_t length, size_t *at)
{
	UChar32 character;

	U8_NEXT((const uint8_t *)bytes, *at, length, character);
	return character;
}

static void encode(struct text *text, UChar32 character)
{
	char bytes[U8_MAX_LENGTH];
	size_t length = 0;

	U8_APPEND_UNSAFE((uint8_t *)bytes, length, (uint32_t)character);
	text_add_bytes(text, bytes, length);
}

bool unicode_is_valid(const char *bytes, size_t length)
{
	size_t at = 0;

	while (at < length)
		if (decode(bytes, length, &at) <= 0)
			return false;
	return true;
}

/* What most of our texts are made of: allowed everywhere and its own NFC, whatever stands beside. */
static bool is_plain(UChar32 character)
{
	return (character >= 0x20 && character < 0x7F) ||
	       (character >= 0xA0 && character < 0x100) ||
	       (character >= 0x400 && character < 0x483) ||
	       (character >= 0x48A && character < 0x500) ||
	       (character >= 0x2010 && character < 0x2028) || character == 0x2116 ||
	       character == 0x20B4;
}

static bool is_noncharacter(UChar32 character)
{
	return (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
}

static bool is_reordering(UChar32 character)
{
	return (character >= 0x202A && character <= 0x202E) ||
	       (character >= 0x2066 && character <= 0x2069);
}

/* What a decoded character becomes: itself, a blank, a line end, U+FFFD or DROPPED. */
static UChar32 wash(UChar32 character)
{
	if (is_plain(character) || character == '\n')
		return character;
	if (character < 0)
		return REPLACEMENT;
	if (character == '\t')
		return ' ';
	if (character == '\r' || character == '\v' || character == '\f' || character == 0x85 ||
	    character == 0x2028 || character == 0x2029)
		return '\n';
	if (is_reordering(character))
		return DROPPED;
	return u_charType(character) == U_CONTROL_CHAR || is_noncharacter(character) ? REPLACEMENT
										     : character;
}

/* Valid UTF-8 without anything that wash refuses; CR LF is one line end. */
static struct text washed(struct arena *arena, const char *bytes, size_t length)
{
	struct text text = text_begin(arena, length * 3); /* a bad byte becomes three */

	for (size_t at = 0; at < length;) {
		UChar32 character;

		if (bytes[at] == '\r' && at + 1 < length && bytes[at + 1] == '\n')
			at++;
		character = wash(decode(bytes, length, &at));
		if (character != DROPPED)
			encode(&text, character);
	}
	return text;
}

/* Whether cleaning would change nothing, found without ICU; when in doubt, no. */
static bool is_clean(const char *bytes, size_t length, enum unicode_lines lines)
{
	bool is_blank = false, was_blank = false;

	for (size_t at = 0; at < length;) {
		bool is_start = at == 0;
		UChar32 character = decode(bytes, length, &at);
		bool is_line_end = character == '\n' && lines == MANY_LINES;

		if (!is_plain(character) && !is_line_end)
			return false;
		is_blank = character == ' ' || character == 0xA0 || is_line_end;
		if (is_blank && (is_start || (was_blank && lines == ONE_LINE)))
			return false;
		was_blank = is_blank;
	}
	return !is_blank;
}

/* UTF-8 as UTF-16 in arena. */
static UChar *to_utf16(struct arena *arena, const char *bytes, size_t length, int32_t *count)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar *units = arena_take_array(arena, length + 1, sizeof(*units));

	u_strFromUTF8WithSub(units, (int32_t)length + 1, count, bytes, (int32_t)length, REPLACEMENT,
			     NULL, &error);
	if (U_FAILURE(error))
		*count = 0;
	return units;
}

/* Valid UTF-8, composed; string itself when nothing needs composing. */
static const char *compose(struct arena *arena, const char *string, size_t length)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t count, room, size;
	UChar *units = to_utf16(arena, string, length, &count), *composed;
	char *bytes;

	if (unorm2_quickCheck(composer, units, count, &error) == UNORM_YES)
		return string;
	room = count * 3 + 1; /* no string grows more than threefold (UAX 15, 9) */
	composed = arena_take_array(arena, (size_t)room, sizeof(*composed));
	error = U_ZERO_ERROR;
	count = unorm2_normalize(composer, units, count, composed, room, &error);
	bytes = arena_take(arena, (size_t)count * 3 + 1);
	u_strToUTF8(bytes, count * 3 + 1, &size, composed, count, &error);
	return U_SUCCESS(error) ? bytes : string;
}

static bool is_space(UChar32 character)
{
	return u_isUWhiteSpace(character);
}

/* Trim both ends; for one line also squeeze: a run of several kinds of white space is a blank. */
static const char *squeeze(struct arena *arena, const char *string, enum unicode_lines lines)
{
	size_t length = strlen(string), at = 0, end = 0;
	struct text text = text_begin(arena, length);
	UChar32 pending = 0;

	while (at < length) {
		UChar32 character = decode(string, length, &at);
		bool is_white = is_space(character);

		if (is_white && (!text.length || lines == ONE_LINE)) {
			if (text.length)
				pending = pending || character == '\n' ? ' ' : character;
			continue;
		}
		if (pending)
			encode(&text, pending);
		pending = 0;
		encode(&text, character);
		if (!is_white)
			end = text.length;
	}
	text_cut(&text, end);
	return text.bytes;
}

const char *unicode_clean(struct arena *arena, const char *bytes, size_t length,
			  enum unicode_lines lines)
{
	struct text text;

	if (is_clean(bytes, length, lines))
		return arena_bytes(arena, bytes, length);
	text = washed(arena, bytes, length);
	return squeeze(arena, compose(arena, text.bytes, text.length), lines);
}

const char *unicode_scrub(struct arena *arena, const char *string)
{
	size_t length = strlen(string);

	for (size_t at = 0; at < length;) {
		UChar32 character = decode(string, length, &at);
		if (character != wash(character))
			return washed(arena, string, length).bytes;
	}
	return string;
}

size_t unicode_length(const char *string)
{
	size_t count = 0;

	for (; *string; string++)
		count += ((unsigned char)*string & 0xC0) != 0x80;
	return count;
}

const char *unicode_shorten(struct arena *arena, const char *string, size_t characters)
{
	size_t length = strlen(string), at = 0, cut = 0, word_end = 0, count = 0;
	bool in_word = false;

	while (at < length && count < characters) {
		size_t before = at;
		UChar32 character = decode(string, length, &at);

		if (is_space(character)) {
			if (in_word)
				word_end = before;
			in_word = false;
		} else {
			in_word = in_word || u_isalnum(character);
		}
		if (!u_hasBinaryProperty(character, UCHAR_GRAPHEME_EXTEND))
			cut = before; /* one character is kept for the ellipsis */
		count++;
	}
	if (at == length)
		return string;
	if (word_end)
		cut = word_end;
	while (cut && strchr(" ,;:-", string[cut - 1]))
		cut--;
	return arena_printf(arena, "%.*s" ELLIPSIS, (int)cut, string);
}

static bool is_apostrophe(UChar32 character)
{
	switch (character) {
	case '\'':
	case '`':
	case 0xB4:   /* ´ */
	case 0x2BC:  /* ʼ, a letter to Unicode */
	case 0x2018: /* ‘ */
	case 0x2019: /* ’ */
	case 0x2032: /* ′ */ return true;
	default: return false;
	}
}

/* string composed, by ICU only when there is something in it that might need it. */
static const char *composed(struct arena *arena, const char *string)
{
	size_t length = strlen(string), at = 0;

	while (at < length) {
		UChar32 character = decode(string, length, &at);
		if (!is_plain(character) && character != '\n') {
			struct text text = washed(arena, string, length);
			return compose(arena, text.bytes, text.length);
		}
	}
	return string;
}

/* The Cyrillic letter that a small Latin one, or its capital, looks like; 0 for none. */
static UChar32 lookalike(char letter)
{
	static const char latin[] = "abcehikmoptxy";
	static const UChar cyrillic[] = u"авсенікмортху";
	const char *found = letter ? strchr(latin, letter) : NULL;

	return found ? cyrillic[found - latin] : 0;
}

static bool is_cyrillic(const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)word[i] >= 0xD0 && (unsigned char)word[i] <= 0xD3)
			return true;
	return false;
}

/* Each word of a folded string in one alphabet. */
static const char *in_one_alphabet(struct arena *arena, const char *folded)
{
	struct text text = text_begin(arena, strlen(folded) * 2);

	while (*folded) {
		size_t length = strcspn(folded, " ");
		bool may_change = is_cyrillic(folded, length);

		for (size_t i = 0; i < length; i++) {
			UChar32 other = may_change ? lookalike(folded[i]) : 0;

			if (other)
				encode(&text, other);
			else
				text_add_char(&text, folded[i]);
		}
		folded += length;
		if (*folded)
			text_add_char(&text, *folded++);
	}
	return text.bytes;
}

const char *unicode_fold(struct arena *arena, const char *string)
{
	const char *from = composed(arena, string);
	size_t length = strlen(from), at = 0;
	struct text text = text_begin(arena, length * 2); /* Ⱥ is shorter than ⱥ */
	bool is_gap = false;

	while (at < length) {
		UChar32 character = u_tolower(decode(from, length, &at));

		if (is_apostrophe(character) || character == 0x301)
			continue;
		if (!u_isalnum(character) &&
		    !u_hasBinaryProperty(character, UCHAR_GRAPHEME_EXTEND)) {
			is_gap = text.length > 0;
			continue;
		}
		if (is_gap)
			text_add_char(&text, ' ');
		is_gap = false;
		encode(&text, character == u'ґ' ? u'г' : character);
	}
	/* An apostrophe may have kept a letter and its mark apart. */
	string = composed(arena, text.bytes);
	return is_cyrillic(string, strlen(string)) ? in_one_alphabet(arena, string) : string;
}

const char *unicode_sort_key(struct arena *arena, const char *string)
{
	static const char digits[] = "0123456789abcdef";
	size_t length = strlen(string), kept = 0;
	int32_t count, room;
	UChar *units = to_utf16(arena, string, length, &count);
	uint8_t *key;
	char *hex;

	for (int32_t i = 0; i < count; i++)
		if (!is_apostrophe(units[i]))
			units[kept++] = units[i];
	room = ucol_getSortKey(collator, units, (int32_t)kept, NULL, 0);
	key = arena_take(arena, (size_t)room);
	hex = arena_take(arena, (size_t)room * 2 + 1);
	ucol_getSortKey(collator, units, (int32_t)kept, key, room);
	/* The zero that ends every key says nothing. */
	for (int32_t i = 0; i + 1 < room; i++) {
		hex[i * 2] = digits[key[i] >> 4];
		hex[i * 2 + 1] = digits[key[i] & 15];
	}
	return hex;
}

/* Resolution 55's table; the second column is for the start of a word. */
static const struct {
	UChar32 letter;
	const char *inside, *first;
} transliteration[] = {
	{u'а', "a", NULL},  {u'б', "b", NULL},    {u'в', "v", NULL},  {u'г', "h", NULL},
	{u'ґ', "g", NULL},  {u'д', "d", NULL},    {u'е', "e", NULL},  {u'є', "ie", "ye"},
	{u'ж', "zh", NULL}, {u'з', "z", NULL},    {u'и', "y", NULL},  {u'і', "i", NULL},
	{u'ї', "i", "yi"},  {u'й', "i", "y"},     {u'к', "k", NULL},  {u'л', "l", NULL},
	{u'м', "m", NULL},  {u'н', "n", NULL},    {u'о', "o", NULL},  {u'п', "p", NULL},
	{u'р', "r", NULL},  {u'с', "s", NULL},    {u'т', "t", NULL},  {u'у', "u", NULL},
	{u'ф', "f", NULL},  {u'х', "kh", NULL},   {u'ц', "ts", NULL}, {u'ч', "ch", NULL},
	{u'ш', "sh", NULL}, {u'щ', "shch", NULL}, {u'ь', "", NULL},   {u'ю', "iu", "yu"},
	{u'я', "ia", "ya"}, {u'ё', "io", "yo"},   {u'ъ', "", NULL},   {u'ы', "y", NULL},
	{u'э', "e", NULL},
};

/* The Latin letters for one small letter or digit, or NULL when it has none. */
static const char *transliterate(UChar32 letter, bool is_first, char ascii[2])
{
	if (letter < 0x80 && u_isalnum(letter)) {
		ascii[0] = (char)letter;
		ascii[1] = '\0';
		return ascii;
	}
	for (size_t i = 0; i < COUNT(transliteration); i++)
		if (transliteration[i].letter == letter)
			return is_first && transliteration[i].first ? transliteration[i].first
								    : transliteration[i].inside;
	return NULL;
}

const char *unicode_slug(struct arena *arena, const char *string)
{
	const char *from = composed(arena, string);
	size_t length = strlen(from), at = 0;
	struct text text = text_begin(arena, length * 4 + 1);
	bool is_first = true;
	UChar32 before = 0;

	while (at < length) {
		UChar32 letter = u_tolower(decode(from, length, &at));
		char ascii[2];
		const char *latin;

		if (is_apostrophe(letter) || letter == 0x301)
			continue;
		latin = transliterate(letter, is_first, ascii);
		if (latin && is_first && text.length)
			text_add_char(&text, '-');
		if (letter == u'г' && before == u'з')
			latin = "gh";
		if (latin)
			text_add(&text, latin);
		is_first = !latin;
		before = letter;
	}
	return text.bytes;
}
