#include "resident.h"

#include "audit.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/unicode.h"
#include "contact.h"

#define ROUND 500 /* rows between two looks at how many were found */

/* What was typed, and as what. */
struct wanted {
	const char *by; /* for the audit line */
	const char *phone, *email, *name, *secret_hash;
	struct issue_key key;
};

static const char *secret_in(struct arena *arena, const char *typed)
{
	const char *token = strstr(typed, "/my/");

	token = token ? token + strlen("/my/") : "";
	return arena_bytes(arena, token, strcspn(token, "/?# "));
}

static struct wanted read_wanted(struct change *change, const char *typed)
{
	struct arena *arena = change->db.arena;
	struct wanted wanted = {.by = "name"};
	const char *secret = secret_in(arena, typed);

	if (*secret)
		return (struct wanted){.by = "link",
				       .secret_hash = secret_hash(arena, secret, strlen(secret))};
	if (issue_key_read(typed, &wanted.key) == OK) {
		wanted.by = "number";
		wanted.key.community_id = change->community_id;
		return wanted;
	}
	wanted.phone = contact_phone(arena, typed);
	if (wanted.phone)
		wanted.by = "phone";
	else if (contact_is_email(typed))
		wanted = (struct wanted){.by = "email", .email = unicode_fold(arena, typed)};
	else
		wanted.name = unicode_fold(arena, typed);
	return wanted;
}

static bool is_wanted(struct rows *rows, const struct wanted *wanted)
{
	struct arena *arena = rows->db->arena;

	if (wanted->phone)
		return strcmp(rows_text(rows, 7), wanted->phone) == 0;
	if (wanted->email)
		return strcmp(unicode_fold(arena, rows_text(rows, 8)), wanted->email) == 0;
	return wanted->name && *wanted->name &&
	       strstr(unicode_fold(arena, rows_text(rows, 6)), wanted->name);
}

static void add_match(struct rows *rows, struct resident_matches *matches)
{
	*LIST_ADD(rows->db->arena, matches) = (struct resident_match){
		.id = rows_int(rows, 0),
		.year = rows_int(rows, 1),
		.number = rows_int(rows, 2),
		.reported_at = rows_int(rows, 3),
		.title = rows_text(rows, 4),
		.state = rows_text(rows, 5),
	};
}

#define SELECT                                                                             \
	"SELECT i.id, i.year, i.number, i.reported_at, i.title, i.state, v.contact_name, " \
	"v.contact_phone, v.contact_email FROM issue_private v JOIN issue i ON i.id = v.issue_id"

/* The next rows behind after; where it stopped, or 0 at the end. */
static int64_t walk(struct change *change, const struct wanted *wanted, int64_t after,
		    struct resident_matches *matches)
{
	struct rows rows = db_rows(
		&change->db,
		SELECT
		" WHERE v.issue_id > $1 AND (v.contact_name <> '' OR v.contact_phone <> '' OR "
		"v.contact_email <> '') AND i.community_id = $2 ORDER BY v.issue_id LIMIT $3",
		ARGS(INT(after), INT(change->community_id), INT(ROUND)));
	int count = 0;

	while (matches->count < RESIDENT_MOST && rows_next(&rows)) {
		after = rows_int(&rows, 0);
		count++;
		if (is_wanted(&rows, wanted))
			add_match(&rows, matches);
	}
	rows_end(&rows);
	return count == ROUND && matches->count < RESIDENT_MOST ? after : 0;
}

/* The one report of a number or a link. */
static void find_one(struct change *change, const struct wanted *wanted,
		     struct resident_matches *matches)
{
	struct rows rows =
		wanted->secret_hash
			? db_rows(&change->db,
				  SELECT " WHERE v.secret_hash = $1 AND v.secret_hash <> '' "
					 "AND i.community_id = $2",
				  ARGS(TEXT(wanted->secret_hash), INT(change->community_id)))
			: db_rows(&change->db,
				  SELECT
				  " WHERE i.community_id = $1 AND i.year = $2 AND i.number = $3",
				  ARGS(INT(wanted->key.community_id), INT(wanted->key.year),
				       INT(wanted->key.number)));

	while (rows_next(&rows))
		add_match(&rows, matches);
}

enum outcome resident_find(struct change *change, const char *typed,
			   struct resident_matches *matches)
{
	struct arena *arena = change->db.arena;
	struct wanted wanted = read_wanted(change, typed);
	struct resident_matches found = {0};
	struct pairs after = {0};
	enum outcome outcome;

	if (wanted.secret_hash || wanted.key.number)
		find_one(change, &wanted, &found);
	else
		for (int64_t last = walk(change, &wanted, 0, &found); last;)
			last = walk(change, &wanted, last, &found);
	outcome = db_outcome(&change->db);
	pairs_add(arena, &after, "by", wanted.by);
	pairs_add(arena, &after, "found", arena_printf(arena, "%zu", found.count));
	if (outcome == OK)
		outcome = audit_add(
			change, "issue private find",
			arena_printf(arena, "community %lld", (long long)change->community_id), "",
			audit_json(arena, &after));
	if (outcome == OK)
		*matches = found;
	return outcome;
}
