#include "search.h"

#include "base/text.h"
#include "base/unicode.h"
#include "issue.h"

#define TERMS_MAXIMUM 8  /* more words than that narrow nothing */
#define TERM_MAXIMUM  64 /* bytes; no Ukrainian word is longer */
#define QUERY_BYTES   8192
#define BODY_MAXIMUM  65536
#define MERGE_PAGES   400 /* of the index, at one time: so that nobody waits long for the writer */

/* The public words of one issue, unfolded. */
#define SEARCH_SELECT                                                                  \
	"SELECT p.id, p.year, p.number, p.title, p.text, p.place, a.name, k.uk, k.en " \
	"FROM issue_public p JOIN category k ON k.key = p.category "                   \
	"LEFT JOIN area a ON a.id = p.area_id"

static const char *folded_body(struct rows *rows)
{
	struct arena *arena = rows->db->arena;
	struct text body = text_begin(arena, BODY_MAXIMUM);

	text_addf(&body, "%lld %lld", (long long)rows_int(rows, 1), (long long)rows_int(rows, 2));
	for (int column = 3; column <= 8; column++)
		text_addf(&body, " %s", rows_text(rows, column));
	return unicode_fold(arena, body.bytes);
}

enum outcome search_put(struct change *change, int64_t issue_id)
{
	const char *body = NULL;
	struct rows rows = db_rows(&change->db, SEARCH_SELECT " WHERE p.id = $1",
				   ARGS(INT(issue_id)));
	enum outcome outcome;

	if (rows_next(&rows))
		body = folded_body(&rows);
	rows_end(&rows);
	outcome = change_run(change, "DELETE FROM issue_search WHERE rowid = $1",
			     ARGS(INT(issue_id)));
	if (outcome != OK || !body)
		return outcome;
	return change_run(change, "INSERT INTO issue_search (rowid, body) VALUES ($1, $2)",
			  ARGS(INT(issue_id), TEXT(body)));
}

enum outcome search_forget(struct change *change, bool *is_done)
{
	int64_t before = change_total(change);
	/* A negative number takes every part of the index together, as 'optimize' does, but no more
	 * than so many pages of it at a time. Each call goes on where the last one stopped. */
	enum outcome outcome = change_run(
		change, "INSERT INTO issue_search (issue_search, rank) VALUES ('merge', $1)",
		ARGS(INT(-MERGE_PAGES)));

	/* FTS5's own sign that there was nothing left to merge. */
	if (outcome == OK)
		*is_done = change_total(change) - before < 2;
	return outcome;
}

/* ------------------------------------------------------------------ words and their endings */

static size_t characters_of(const char *term, size_t bytes)
{
	size_t characters = 0;

	for (size_t i = 0; i < bytes; i++)
		characters += ((unsigned char)term[i] & 0xC0) != 0x80;
	return characters;
}

static bool is_ended_by(const char *term, size_t bytes, const char *ending)
{
	size_t length = strlen(ending);

	return length <= bytes && !memcmp(term + bytes - length, ending, length);
}

static bool is_ended_by_one_of(const char *term, size_t bytes, const char *const *endings)
{
	while (*endings && !is_ended_by(term, bytes, *endings))
		endings++;
	return *endings;
}

/* How many bytes of a term are looked for: a noun's ending is not. */
static size_t stem_length(const char *term, size_t bytes)
{
	static const char *const three[] = {"ами", "ями", "ими", "ого", "ому", "ові", "еві", NULL};
	size_t characters = characters_of(term, bytes), drop = characters >= 7   ? 2
							       : characters >= 5 ? 1
										 : 0;

	if (characters >= 7 && is_ended_by_one_of(term, bytes, three))
		drop = 3;
	while (drop) {
		bytes--;
		drop -= ((unsigned char)term[bytes] & 0xC0) != 0x80;
	}
	return bytes;
}

const char *search_stem(struct arena *arena, const char *word)
{
	size_t bytes = strlen(word);
	bool is_number = *word >= '0' && *word <= '9';

	return arena_bytes(arena, word, is_number ? bytes : stem_length(word, bytes));
}

static void add_term(struct text *query, const char *term, size_t bytes, const char *ending,
		     bool is_prefix)
{
	/* A folded term is letters and digits only, so nothing in it ends the quotes. */
	text_add_char(query, '"');
	text_add_bytes(query, term, bytes);
	text_add(query, ending);
	text_add(query, is_prefix ? "\"*" : "\"");
}

/*
 * A short word ended by a vowel («вода», «ямою») would lose too much with its ending: «вод» is also
 * «водій». So its other forms are named. Says how many bytes of it stay the same; 0 for other words.
 */
static size_t short_stem(const char *term, size_t bytes)
{
	static const char *const two[] = {"ою", "ею", "єю", NULL};
	static const char *const one[] = {"а", "я", "у", "ю", "и", "і", "ї", "о", "е", "є", NULL};
	size_t characters = characters_of(term, bytes);

	if ((characters == 4 || characters == 5) && is_ended_by_one_of(term, bytes, two))
		return bytes - strlen("ою");
	return (characters == 3 || characters == 4) && is_ended_by_one_of(term, bytes, one)
		       ? bytes - strlen("а")
		       : 0;
}

static void add_forms(struct text *query, const char *term, size_t stem)
{
	static const char *const endings[] = {"",   "а",  "я",   "у",   "ю",  "и",  "і",
					      "ї",  "о",  "е",   "ою",  "ею", "ам", "ям",
					      "ах", "ях", "ами", "ями", NULL};

	for (const char *const *ending = endings; *ending; ending++) {
		text_add(query, " OR ");
		add_term(query, term, stem, *ending, false);
	}
}

static void add_word(struct text *query, const char *term, size_t bytes)
{
	size_t stem = short_stem(term, bytes);

	if (*term >= '0' && *term <= '9') { /* 15 is not 152 */
		add_term(query, term, bytes, "", false);
		return;
	}
	if (!stem) {
		bool is_prefix = characters_of(term, bytes) >= 4;

		add_term(query, term, is_prefix ? stem_length(term, bytes) : bytes, "", is_prefix);
		return;
	}
	text_add_char(query, '(');
	add_term(query, term, bytes, "", characters_of(term, bytes) >= 4);
	add_forms(query, term, stem);
	text_add_char(query, ')');
}

/* Of a term longer than any word its beginning, whole characters of it. */
static size_t kept_length(const char *term)
{
	size_t bytes = strlen(term);

	if (bytes <= TERM_MAXIMUM)
		return bytes;
	for (bytes = TERM_MAXIMUM; ((unsigned char)term[bytes] & 0xC0) == 0x80;)
		bytes--;
	return bytes;
}

const char *search_query(struct arena *arena, const char *typed)
{
	struct text query = text_begin(arena, QUERY_BYTES);
	struct issue_key key;
	char *rest, *term;
	int count = 0;

	if (issue_key_read(typed, &key) == OK)
		return arena_printf(arena, "\"%lld %lld\"", (long long)key.year,
				    (long long)key.number);
	rest = arena_string(arena, unicode_fold(arena, typed));
	while (count < TERMS_MAXIMUM && (term = strsep(&rest, " "))) {
		if (!*term)
			continue;
		text_add(&query, count++ ? " AND " : "");
		add_word(&query, term, kept_length(term));
	}
	return count ? query.bytes : NULL;
}

/* ------------------------------------------------------------------ without the index */

/* How many bytes of a term a word has to begin with, and how many characters may stand behind them. */
static size_t beginning_of(const char *term, size_t bytes, size_t *most_behind)
{
	size_t stem = short_stem(term, bytes);

	*most_behind = stem ? 3 : SIZE_MAX;
	if (stem)
		return stem;
	if (characters_of(term, bytes) < 4)
		*most_behind = 0;
	return stem_length(term, bytes);
}

static bool has_word(const char *folded, const char *term, size_t bytes)
{
	size_t most_behind, beginning = beginning_of(term, bytes, &most_behind);

	while (*folded) {
		size_t length = strcspn(folded, " ");

		if (length >= beginning && !memcmp(folded, term, beginning) &&
		    characters_of(folded + beginning, length - beginning) <= most_behind)
			return true;
		folded += length + strspn(folded + length, " ");
	}
	return false;
}

bool search_is_in(struct arena *arena, const char *typed, const char *folded)
{
	struct issue_key key;
	char *rest, *term;
	int count = 0;

	if (issue_key_read(typed, &key) == OK) {
		const char *number = arena_printf(arena, "%lld %lld ", (long long)key.year,
						  (long long)key.number);

		return strncmp(folded, number, strlen(number)) == 0;
	}
	rest = arena_string(arena, unicode_fold(arena, typed));
	while (count < TERMS_MAXIMUM && (term = strsep(&rest, " "))) {
		if (!*term)
			continue;
		if (!has_word(folded, term, kept_length(term)))
			return false;
		count++;
	}
	return true;
}
