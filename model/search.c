#include "search.h"

#include "base/text.h"
#include "base/unicode.h"
#include "issue.h"

#define TERMS_MAXIMUM 8  /* more words than that narrow nothing */
#define TERM_MAXIMUM  64 /* bytes; no Ukrainian word is longer */
#define BODY_MAXIMUM  65536

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

/* How many bytes of a term are looked for: a noun's ending is not. */
static size_t stem_length(const char *term, size_t bytes)
{
	size_t characters = 0, drop;

	for (size_t i = 0; i < bytes; i++)
		characters += ((unsigned char)term[i] & 0xC0) != 0x80;
	drop = characters >= 7 ? 2 : characters >= 5 ? 1 : 0;
	while (drop) {
		bytes--;
		drop -= ((unsigned char)term[bytes] & 0xC0) != 0x80;
	}
	return bytes;
}

static bool is_prefixed(const char *term, size_t bytes)
{
	size_t characters = 0;

	if (*term >= '0' && *term <= '9')
		return false; /* 15 is not 152 */
	for (size_t i = 0; i < bytes; i++)
		characters += ((unsigned char)term[i] & 0xC0) != 0x80;
	return characters >= 4;
}

const char *search_query(struct arena *arena, const char *typed)
{
	struct text query = text_begin(arena, 1024);
	struct issue_key key;
	char *rest, *term;
	int count = 0;

	if (issue_key_read(typed, &key) == OK)
		return arena_printf(arena, "\"%lld %lld\"", (long long)key.year,
				    (long long)key.number);
	rest = arena_string(arena, unicode_fold(arena, typed));
	while (count < TERMS_MAXIMUM && (term = strsep(&rest, " "))) {
		size_t bytes = strlen(term);

		if (bytes == 0 || bytes > TERM_MAXIMUM)
			continue;
		if (count++)
			text_add_char(&query, ' ');
		/* A folded term is letters and digits only, so nothing in it ends the quotes. */
		text_add_char(&query, '"');
		text_add_bytes(&query, term,
			       is_prefixed(term, bytes) ? stem_length(term, bytes) : bytes);
		text_add(&query, is_prefixed(term, bytes) ? "\"*" : "\"");
	}
	return count ? query.bytes : NULL;
}
