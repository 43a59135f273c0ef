#include "flag.h"

#include <string.h>

#include "base/outcome.h"
#include "base/unicode.h"
#include "flag_token.h"

#define HITS_MOST    20
#define WORDS_MOST   120 /* bytes of a hit */
#define LETTERS_MOST 60  /* of a word; a longer one is none */

/* ------------------------------------------------------------------ letters */

/* The character at *at of valid UTF-8, and step over it. */
static uint32_t next_character(const char *text, size_t *at)
{
	const unsigned char *bytes = (const unsigned char *)text + *at;
	int more = bytes[0] < 0x80 ? 0 : bytes[0] < 0xE0 ? 1 : bytes[0] < 0xF0 ? 2 : 3;
	uint32_t character = more ? bytes[0] & (0x3Fu >> more) : bytes[0];

	for (int i = 1; i <= more && (bytes[i] & 0xC0) == 0x80; i++)
		character = character << 6 | (bytes[i] & 0x3F);
	*at += (size_t)more + 1;
	return character;
}

static bool is_digit(uint32_t character)
{
	return character >= '0' && character <= '9';
}

static bool is_capital(uint32_t character)
{
	return (character >= 0x400 && character <= 0x42F) || character == 0x490 ||
	       (character >= 'A' && character <= 'Z');
}

static bool is_letter(uint32_t character)
{
	return (character >= 0x400 && character <= 0x52F) || (character | 0x20) - 'a' < 26 ||
	       (character >= 0xC0 && character <= 0x24F) || character == 0x301;
}

static bool is_apostrophe(uint32_t character)
{
	return character == '\'' || character == '`' || character == 0x2019 || character == 0x2BC ||
	       character == 0xB4 || character == 0x2018;
}

/*
 * Most words are plain Ukrainian, for which a look at the two bytes does what unicode_fold does; an
 * import of 200,000 texts would feel the difference. NULL: this word needs the real thing.
 */
static char *fold_plain(struct arena *arena, const char *word, size_t length)
{
	char *folded = arena_take(arena, length + 1);

	for (size_t i = 0; i < length; i += 2) {
		unsigned first = (unsigned char)word[i], second = (unsigned char)word[i + 1];

		if (i + 1 >= length || (first != 0xD0 && first != 0xD1))
			return NULL;
		if (first == 0xD0 && second >= 0x90 && second <= 0x9F) /* А to П */
			second += 0x20;
		else if (first == 0xD0 && second >= 0xA0 && second <= 0xAF) /* Р to Я */
			first = 0xD1, second -= 0x20;
		else if (first == 0xD0 && (second == 0x84 || second == 0x86 || second == 0x87))
			first = 0xD1, second += 0x10; /* Є, І, Ї */
		else if (first == 0xD0 && second < 0xB0)
			return NULL;
		folded[i] = (char)first;
		folded[i + 1] = (char)second;
	}
	folded[length] = '\0';
	return folded;
}

static const char *fold(struct arena *arena, const char *word, size_t length)
{
	const char *plain = fold_plain(arena, word, length);

	return plain ? plain : unicode_fold(arena, arena_bytes(arena, word, length));
}

/* ------------------------------------------------------------------ words */

/* What was seen since the last word. */
struct between {
	bool is_end, is_apart, is_quoted;
};

static void see_between(struct between *between, uint32_t character)
{
	between->is_end |= character == '\n' || character == '.' || character == '!' ||
			   character == '?';
	between->is_apart |= character != ' ' && character != '-' && character != 0x2011;
	if (character == 0xAB || character == 0x201E || character == 0x201C)
		between->is_quoted = true;
	if (character == 0xBB || character == 0x201D || character == '\n')
		between->is_quoted = false;
	if (character == '"')
		between->is_quoted = !between->is_quoted;
}

/* "в/ч" is one word. */
static bool is_slash_inside(const char *text, size_t at, size_t letters)
{
	size_t behind = at + 1;
	uint32_t next;

	if (text[at] != '/' || letters != 1 || !text[behind])
		return false;
	next = next_character(text, &behind);
	return is_letter(next) && !is_letter(next_character(text, &behind));
}

/* The word or number that begins at *at. */
static struct flag_token read_token(struct arena *arena, const char *text, size_t *at)
{
	struct flag_token token = {.at = *at, .is_shouted = true};
	size_t letters = 0, peek = *at;
	bool has_slash = false;

	token.is_number = is_digit((unsigned char)text[*at]);
	token.is_capital = is_capital(next_character(text, &peek));
	while (text[*at]) {
		uint32_t character = next_character(text, (peek = *at, &peek));

		if (is_slash_inside(text, *at, letters) && !token.is_number)
			has_slash = true;
		else if (token.is_number
				 ? !is_digit(character)
				 : !is_letter(character) && !(is_apostrophe(character) && letters))
			break;
		else if (!token.is_number && !is_apostrophe(character) && !is_capital(character))
			token.is_shouted = false;
		letters++;
		*at = peek;
	}
	token.length = *at - token.at;
	token.is_shouted = token.is_shouted && !token.is_number;
	token.is_dotted = text[*at] == '.';
	token.folded = letters > LETTERS_MOST ? ""
		       : has_slash            ? "в/ч"
					      : fold(arena, text + token.at, token.length);
	if (has_slash && strncmp(text + token.at, "в", 2) != 0 &&
	    strncmp(text + token.at, "В", 2) != 0)
		token.folded = "";
	return token;
}

/* A dot behind "вул", "кв", an initial does not end a sentence. */
static bool is_short_form(const struct flag_token *token)
{
	return token->is_dotted && (token->length <= 2 || !token->is_capital) &&
	       token->length <= strlen("просп");
}

size_t flag_bucket(const char *folded)
{
	return *folded ? (unsigned char)folded[1] % FLAG_BUCKETS : 0;
}

struct flag_text flag_text_of(struct arena *arena, const char *text)
{
	struct flag_text taken = {.arena = arena, .text = text};
	struct between between = {.is_end = true, .is_apart = true};

	for (size_t at = 0; text[at];) {
		size_t peek = at;
		uint32_t character = next_character(text, &peek);
		struct flag_token *token;

		if (!is_letter(character) && !is_digit(character)) {
			see_between(&between, character);
			at = peek;
			continue;
		}
		token = LIST_ADD(arena, &taken);
		*token = read_token(arena, text, &at);
		token->is_first = between.is_end && (taken.count < 2 || !is_short_form(token - 1));
		token->is_apart = between.is_apart;
		token->is_quoted = between.is_quoted;
		between = (struct between){.is_quoted = between.is_quoted};
	}
	for (size_t i = taken.count; i-- > 0;) {
		size_t *bucket = &taken.buckets[flag_bucket(taken.items[i].folded)];

		taken.items[i].next = *bucket;
		*bucket = i + 1;
	}
	return taken;
}

bool flag_fits(const char *folded, const char *alternatives)
{
	size_t bytes = strlen(folded);

	while (*alternatives) {
		const char *end = strchrnul(alternatives, '|');
		size_t length = (size_t)(end - alternatives);
		bool is_stem = end[-1] == '*';

		/* Nearly all differ in the first letter, whose second byte tells. */
		if (alternatives[1] == (bytes ? folded[1] : '\0') &&
		    (is_stem ? bytes + 1 >= length && memcmp(folded, alternatives, length - 1) == 0
			     : bytes == length && memcmp(folded, alternatives, length) == 0))
			return true;
		alternatives = end + (*end == '|');
	}
	return false;
}

bool flag_ends(const char *folded, const char *endings)
{
	size_t length = strlen(folded);

	while (*endings) {
		size_t bytes = (size_t)(strchrnul(endings, '|') - endings);

		if (bytes < length && memcmp(folded + length - bytes, endings, bytes) == 0)
			return true;
		endings += bytes + (endings[bytes] == '|');
	}
	return false;
}

int64_t flag_number(const struct flag_token *token)
{
	return token->is_number && token->length < 6 ? strtol(token->folded, NULL, 10) : -1;
}

void flag_mark(struct flag_text *text, uint32_t bit, const char *alternatives)
{
	while (*alternatives) {
		const char *end = strchrnul(alternatives, '|');
		bool is_stem = end[-1] == '*';
		size_t length = (size_t)(end - alternatives) - is_stem;

		for (size_t i = text->buckets[flag_bucket(alternatives)]; i;
		     i = text->items[i - 1].next) {
			struct flag_token *token = &text->items[i - 1];

			if (strncmp(token->folded, alternatives, length) == 0 &&
			    (is_stem || !token->folded[length]))
				token->kinds |= bit;
		}
		alternatives = end + (*end == '|');
	}
}

/* ------------------------------------------------------------------ what was found */

void flag_note_bytes(struct flag_text *text, uint32_t flag, size_t at, size_t length)
{
	const char *words;

	if (text->hits.count >= HITS_MOST)
		return;
	if (length > WORDS_MOST) {
		length = WORDS_MOST;
		while (((unsigned char)text->text[at + length] & 0xC0) == 0x80)
			length--;
	}
	words = unicode_clean(text->arena, text->text + at, length, ONE_LINE);
	for (size_t i = 0; i < text->hits.count; i++)
		if (text->hits.items[i].flag == flag &&
		    strcmp(text->hits.items[i].words, words) == 0)
			return;
	*LIST_ADD(text->arena, &text->hits) = (struct flag_hit){.flag = flag, .words = words};
}

void flag_note(struct flag_text *text, uint32_t flag, size_t first, size_t last)
{
	size_t at = text->items[first].at;

	flag_note_bytes(text, flag, at, text->items[last].at + text->items[last].length - at);
}

struct flag_hits flag_hits_of(struct arena *arena, const char *string)
{
	struct flag_text text = flag_text_of(arena, string ? string : "");

	flag_find_words(&text);
	flag_find_homes(&text);
	flag_find_children(&text);
	flag_find_persons(&text);
	flag_find_figures(&text);
	return text.hits;
}

uint32_t flags_of(struct arena *arena, const char *string)
{
	struct flag_hits hits = flag_hits_of(arena, string);
	uint32_t flags = 0;

	for (size_t i = 0; i < hits.count; i++)
		flags |= hits.items[i].flag;
	return flags;
}
