#include "kept_form.h"

#include "base/secret.h"
#include "base/text.h"
#include "base/unicode.h"

#define TOKEN_BITS   128
#define TOKEN_MOST   64
#define BODY_MOST    ((size_t)256 << 10) /* a report with every field at its limit is less */
#define KEPT_SECONDS ((int64_t)60 * 60)

static struct value token_key(struct arena *arena, const char *token)
{
	return TEXT(secret_hash(arena, token, strlen(token)));
}

/* What is nobody's to keep, or of no use in the next session. */
static bool is_left_out(const char *name)
{
	return strcmp(name, "token") == 0 || strcmp(name, "once") == 0 ||
	       strcmp(name, "code") == 0 || strstr(name, "password");
}

/* Letters stay as they are: a Ukrainian one would be three times as long. */
static void add_encoded(struct text *text, const char *string)
{
	bool is_valid = unicode_is_valid(string, strlen(string));
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._*";

	for (; *string; string++) {
		if (strchr(plain, *string) || (is_valid && (unsigned char)*string >= 0x80))
			text_add_char(text, *string);
		else if (*string == ' ')
			text_add_char(text, '+');
		else
			text_addf(text, "%%%02X", (unsigned char)*string);
	}
}

/* Our own encoding read back: what add_encoded made and nothing else. */
static const char *decoded(struct arena *arena, const char *bytes, size_t length)
{
	static const char digits[] = "0123456789ABCDEF";
	char *made = arena_take(arena, length + 1), *end = made;

	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '%' && i + 2 < length) {
			ptrdiff_t high = strchr(digits, bytes[i + 1]) - digits;
			ptrdiff_t low = strchr(digits, bytes[i + 2]) - digits;

			*end++ = (char)(high << 4 | low);
			i += 2;
		} else {
			*end++ = bytes[i];
			if (bytes[i] == '+')
				end[-1] = ' ';
		}
	}
	return made;
}

static struct pairs read_pairs(struct arena *arena, const char *body)
{
	struct pairs pairs = {0};

	for (size_t length; *body; body += length + (body[length] == '&')) {
		size_t name = strcspn(body, "=&");

		length = strcspn(body, "&");
		pairs_add(arena, &pairs, decoded(arena, body, name),
			  name < length ? decoded(arena, body + name + 1, length - name - 1) : "");
	}
	return pairs;
}

enum outcome kept_form_add(struct change *change, const char *path, const struct pairs *pairs,
			   const char **token)
{
	struct arena *arena = change->db.arena;
	struct text body = text_begin(arena, BODY_MOST);
	const char *made = secret_token(arena, change->random, TOKEN_BITS);
	enum outcome outcome;

	for (size_t i = 0; i < pairs->count; i++) {
		if (is_left_out(pairs->items[i].name))
			continue;
		if (body.length)
			text_add_char(&body, '&');
		add_encoded(&body, pairs->items[i].name);
		text_add_char(&body, '=');
		add_encoded(&body, pairs->items[i].value);
	}
	if (body.is_full)
		return TOO_MUCH;
	outcome = change_run(
		change,
		"INSERT INTO kept_form (token_hash, path, body, made_at) VALUES ($1, $2, $3, $4)",
		ARGS(token_key(arena, made), TEXT(path), TEXT(secret_seal(arena, made, body.bytes)),
		     INT(change->now)));
	if (outcome == OK)
		*token = made;
	return outcome;
}

enum outcome kept_form_find(struct db *db, const char *token, int64_t now, struct kept_form *kept)
{
	const char *body;
	struct rows rows;

	if (strlen(token) > TOKEN_MOST)
		return NOT_FOUND;
	rows = db_rows(db,
		       "SELECT path, body, made_at FROM kept_form"
		       " WHERE token_hash = $1 AND made_at > $2",
		       ARGS(token_key(db->arena, token), INT(now - KEPT_SECONDS)));
	if (!rows_next(&rows))
		return db_missing(db);
	body = secret_open(db->arena, token, rows_text(&rows, 1));
	if (body)
		*kept = (struct kept_form){.path = rows_text(&rows, 0),
					   .pairs = read_pairs(db->arena, body),
					   .made_at = rows_int(&rows, 2)};
	rows_end(&rows);
	return body ? OK : NOT_FOUND;
}

enum outcome kept_form_remove(struct change *change, const char *token)
{
	return change_run(change, "DELETE FROM kept_form WHERE token_hash = $1",
			  ARGS(token_key(change->db.arena, token)));
}

enum outcome kept_form_tidy(struct change *change)
{
	return change_run(change, "DELETE FROM kept_form WHERE made_at <= $1",
			  ARGS(INT(change->now - KEPT_SECONDS)));
}
