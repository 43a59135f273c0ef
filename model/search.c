#include "search.h"

#include "base/text.h"
#include "base/unicode.h"
#include "finder.h"

#define TERMS_MAXIMUM 8  /* more words than that narrow nothing */
#define TERM_MAXIMUM  64 /* bytes; no Ukrainian word is longer */
#define QUERY_BYTES   8192
#define BODY_MAXIMUM  65536
#define BULK_BYTES    ((size_t)1 << 20) /* of one issue's words in a bulk */
#define MERGE_PAGES   150 /* of the index, at one time: so that nobody waits long for the writer */

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
	/* Most steps leave the words as they are, and the index is dear to write. */
	if (body && strcmp(body, search_body(&change->db, issue_id)) == 0)
		return db_outcome(&change->db);
	outcome = change_run(change, "DELETE FROM issue_search WHERE rowid = $1",
			     ARGS(INT(issue_id)));
	if (outcome != OK || !body)
		return outcome;
	outcome = change_run(change, "INSERT INTO issue_search (rowid, body) VALUES ($1, $2)",
			     ARGS(INT(issue_id), TEXT(body)));
	return outcome == OK ? finder_note(change, issue_id) : outcome;
}

enum outcome search_put_behind(struct change *change, int64_t issue_id)
{
	struct arena *whole = change->db.arena;
	struct rows rows = db_rows(&change->db, SEARCH_SELECT " WHERE p.id > $1 ORDER BY p.id",
				   ARGS(INT(issue_id)));

	change->db.arena = arena_begin(BULK_BYTES);
	while (rows_next(&rows)) {
		struct values values = ARGS(INT(rows_int(&rows, 0)), TEXT(folded_body(&rows)));

		if (change_run(change, "INSERT INTO issue_search (rowid, body) VALUES ($1, $2)",
			       values) != OK)
			break;
		arena_reset(change->db.arena);
	}
	rows_end(&rows);
	arena_end(change->db.arena);
	change->db.arena = whole;
	return db_outcome(&change->db);
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

/* A form that a word may have; a folded term is letters and digits only. */
static void add_form(struct arena *arena, struct search_term *term, const char *word, size_t bytes,
		     const char *ending, bool is_prefix)
{
	*LIST_ADD(arena, term) = (struct search_form){
		.text = arena_printf(arena, "%.*s%s", (int)bytes, word, ending),
		.is_prefix = is_prefix};
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

static void add_forms(struct arena *arena, struct search_term *term, const char *word, size_t stem)
{
	static const char *const endings[] = {"",   "а",  "я",   "у",   "ю",  "и",  "і",
					      "ї",  "о",  "е",   "ою",  "ею", "ам", "ям",
					      "ах", "ях", "ами", "ями", NULL};

	for (const char *const *ending = endings; *ending; ending++)
		add_form(arena, term, word, stem, *ending, false);
}

static void add_word(struct arena *arena, struct search_term *term, const char *word, size_t bytes)
{
	size_t stem = short_stem(word, bytes);
	bool is_number = *word >= '0' && *word <= '9'; /* 15 is not 152 */
	bool is_prefix = !is_number && characters_of(word, bytes) >= 4;

	if (is_prefix && !stem)
		bytes = stem_length(word, bytes);
	add_form(arena, term, word, bytes, "", is_prefix);
	if (stem && !is_number)
		add_forms(arena, term, word, stem);
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

struct search_terms search_terms(struct arena *arena, const char *typed)
{
	struct search_terms terms = {0};
	char *rest = arena_string(arena, unicode_fold(arena, typed)), *word;

	while (terms.count < TERMS_MAXIMUM && (word = strsep(&rest, " "))) {
		struct search_term term = {0};

		if (!*word)
			continue;
		add_word(arena, &term, word, kept_length(word));
		*LIST_ADD(arena, &terms) = term;
	}
	return terms;
}

const char *search_query(struct arena *arena, const char *typed)
{
	struct text query = text_begin(arena, QUERY_BYTES);
	struct search_terms terms;
	struct issue_key key;

	if (issue_key_read(typed, &key) == OK)
		return arena_printf(arena, "\"%lld %lld\"", (long long)key.year,
				    (long long)key.number);
	terms = search_terms(arena, typed);
	for (size_t i = 0; i < terms.count; i++) {
		const struct search_term *term = &terms.items[i];

		text_add(&query, i ? " AND (" : "(");
		/* Letters and digits only, so nothing in it ends the quotes. */
		for (size_t k = 0; k < term->count; k++)
			text_addf(&query, "%s\"%s\"%s", k ? " OR " : "", term->items[k].text,
				  term->items[k].is_prefix ? "*" : "");
		text_add(&query, ")");
	}
	return terms.count ? query.bytes : NULL;
}

static bool has_form(const char *body, const struct search_form *form)
{
	size_t length = strlen(form->text);

	for (const char *at = body; (at = strstr(at, form->text)); at++)
		if ((at == body || at[-1] == ' ') &&
		    (form->is_prefix || at[length] == ' ' || !at[length]))
			return true;
	return false;
}

bool search_has(const char *body, const struct search_terms *terms)
{
	for (size_t i = 0; i < terms->count; i++) {
		const struct search_term *term = &terms->items[i];
		size_t form = 0;

		while (form < term->count && !has_form(body, &term->items[form]))
			form++;
		if (form == term->count)
			return false;
	}
	return true;
}

const char *search_body(struct db *db, int64_t issue_id)
{
	const char *body = db_text(db, "SELECT body FROM issue_search WHERE rowid = $1",
				   ARGS(INT(issue_id)));

	return body ? body : "";
}

/* ------------------------------------------------------------------ without the index */

bool search_is_in(struct arena *arena, const char *typed, const char *folded)
{
	struct search_terms terms;
	struct issue_key key;

	if (issue_key_read(typed, &key) == OK) {
		const char *number = arena_printf(arena, "%lld %lld ", (long long)key.year,
						  (long long)key.number);

		return strncmp(folded, number, strlen(number)) == 0;
	}
	terms = search_terms(arena, typed);
	return search_has(folded, &terms);
}
