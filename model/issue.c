#include "issue.h"

#include "audit.h"
#include "base/secret.h"
#include "issue_read.h"
#include "state.h"

/* ------------------------------------------------------------------ rows */

static bool is_overdue(const struct issue *issue, struct date today)
{
	int state = state_find(issue->state);

	return date_is_set(issue->due) && state >= 0 && state_can_be_late((enum state)state) &&
	       state != STATE_RESOLVED && date_compare(issue->due, today) < 0;
}

struct issue issue_read_row(struct rows *rows, struct date today)
{
	struct issue issue = {
		.id = rows_int(rows, 0),
		.community_id = rows_int(rows, 1),
		.year = rows_int(rows, 2),
		.number = rows_int(rows, 3),
		.category = rows_text(rows, 4),
		.category_uk = rows_text(rows, 5),
		.category_en = rows_text(rows, 6),
		.title = rows_text(rows, 7),
		.text = rows_text(rows, 8),
		.area_id = rows_int(rows, 9),
		.area = rows_text(rows, 10),
		.area_kind = rows_text(rows, 11),
		.place = rows_text(rows, 12),
		.has_point = !rows_is_null(rows, 13),
		.latitude = rows_real(rows, 13),
		.longitude = rows_real(rows, 14),
		.state = rows_text(rows, 15),
		.phase = rows_text(rows, 16),
		.source = rows_text(rows, 17),
		.organisation_id = rows_int(rows, 18),
		.organisation = rows_text(rows, 19),
		.due = rows_date(rows, 20),
		.review_on = rows_date(rows, 21),
		.reported_at = rows_int(rows, 22),
		.published_at = rows_int(rows, 23),
		.updated_at = rows_int(rows, 24),
		.resolved_at = rows_int(rows, 25),
		.is_made_up = rows_int(rows, 26),
		.registered_at = rows_int(rows, 27),
		.assigned_at = rows_int(rows, 28),
		.closed_at = rows_int(rows, 29),
		.reopened_count = rows_int(rows, 30),
		.support_count = rows_int(rows, 31),
		.photo_count = rows_int(rows, 32),
		.due_moves = rows_int(rows, 33),
	};

	issue.is_overdue = is_overdue(&issue, today);
	if (issue.is_overdue)
		issue.overdue_days = date_days_between(issue.due, today);
	return issue;
}

struct issue_work issue_read_work_row(struct rows *rows, struct date today)
{
	return (struct issue_work){
		.issue = issue_read_row(rows, today),
		.precision = (int)rows_int(rows, ISSUE_COLUMN_COUNT),
		.is_public = rows_int(rows, ISSUE_COLUMN_COUNT + 1),
		.hidden_class = rows_text(rows, ISSUE_COLUMN_COUNT + 2),
		.publish_not_before = rows_int(rows, ISSUE_COLUMN_COUNT + 3),
		.duplicate_of = rows_int(rows, ISSUE_COLUMN_COUNT + 4),
		.reference = rows_text(rows, ISSUE_COLUMN_COUNT + 5),
		.revision = rows_int(rows, ISSUE_COLUMN_COUNT + 6),
		.flags = (uint32_t)rows_int(rows, ISSUE_COLUMN_COUNT + 7),
		.is_for_meeting = rows_int(rows, ISSUE_COLUMN_COUNT + 8),
		.has_contact = rows_int(rows, ISSUE_COLUMN_COUNT + 9),
		.has_secret = rows_int(rows, ISSUE_COLUMN_COUNT + 10),
		.is_reworded = rows_int(rows, ISSUE_COLUMN_COUNT + 11),
		.is_erased = rows_int(rows, ISSUE_COLUMN_COUNT + 12),
		.is_flag_open = rows_int(rows, ISSUE_COLUMN_COUNT + 13),
	};
}

/* ------------------------------------------------------------------ keys */

enum outcome issue_key_read(const char *string, struct issue_key *key)
{
	char *end;
	long long year, number;

	if (strspn(string, "0123456789") != 4 || (string[4] != '-' && string[4] != '/'))
		return INVALID;
	year = strtoll(string, NULL, 10);
	string += 5;
	if (*string < '0' || *string > '9' || strlen(string) > 9)
		return INVALID;
	number = strtoll(string, &end, 10);
	if (*end || number == 0)
		return INVALID;
	key->year = year;
	key->number = number;
	return OK;
}

const char *issue_key_text(struct arena *arena, int64_t year, int64_t number)
{
	return arena_printf(arena, "%lld-%lld", (long long)year, (long long)number);
}

/* ------------------------------------------------------------------ the public's view */

/* Why the public does not see what stands there: one question for all who ask for one issue. */
static enum outcome why_not_public(struct db *db, int64_t id)
{
	struct rows rows = db_rows(
		db, "SELECT published_at, state, hidden_class FROM issue WHERE id = $1",
		ARGS(INT(id)));
	enum outcome outcome = NOT_FOUND;

	if (rows_next(&rows) && !rows_is_null(&rows, 0))
		outcome = strcmp(rows_text(&rows, 1), "duplicate") == 0 && rows_is_null(&rows, 2)
				  ? MOVED
				  : GONE;
	rows_end(&rows);
	return db_outcome(db) == OK ? outcome : db_outcome(db);
}

enum outcome issue_find_id(struct db *db, int64_t id, int64_t now, struct issue *issue)
{
	struct rows rows = db_rows(db, ISSUE_SELECT_PUBLIC " WHERE p.id = $1", ARGS(INT(id)));

	if (!rows_next(&rows))
		return db_outcome(db) == OK ? why_not_public(db, id) : db_outcome(db);
	*issue = issue_read_row(&rows, date_of(now));
	rows_end(&rows);
	return OK;
}

int64_t issue_key_id(struct db *db, struct issue_key key)
{
	return db_int(db,
		      "SELECT id FROM issue WHERE community_id = $1 AND year = $2 AND number = $3",
		      ARGS(INT(key.community_id), INT(key.year), INT(key.number)), 0);
}

enum outcome issue_find(struct db *db, struct issue_key key, int64_t now, struct issue *issue)
{
	return issue_find_id(db, issue_key_id(db, key), now, issue);
}

static int64_t main_of(struct db *db, int64_t id)
{
	for (int steps = 0; steps < 8; steps++) {
		int64_t next = db_int(db, "SELECT duplicate_of FROM issue WHERE id = $1",
				      ARGS(INT(id)), 0);

		if (!next)
			break;
		id = next;
	}
	return id;
}

enum outcome issue_find_main(struct db *db, int64_t id, int64_t now, struct issue *issue)
{
	return issue_find_id(db, main_of(db, id), now, issue);
}

enum outcome issue_main(struct db *db, struct issue_key key, struct issue_key *main_key)
{
	int64_t id = main_of(db, issue_key_id(db, key));
	struct rows rows;

	rows = db_rows(db, "SELECT community_id, year, number FROM issue WHERE id = $1",
		       ARGS(INT(id)));
	if (!rows_next(&rows))
		return db_missing(db);
	*main_key = (struct issue_key){rows_int(&rows, 0), rows_int(&rows, 1), rows_int(&rows, 2)};
	rows_end(&rows);
	return OK;
}

/* ------------------------------------------------------------------ staff's view */

static enum outcome read_work(struct db *db, struct rows *rows, int64_t now,
			      struct issue_work *work)
{
	if (!rows_next(rows))
		return db_missing(db);
	*work = issue_read_work_row(rows, date_of(now));
	rows_end(rows);
	return OK;
}

enum outcome issue_find_work(struct db *db, struct issue_key key, int64_t now,
			     struct issue_work *work)
{
	struct rows rows = db_rows(db,
				   ISSUE_SELECT_WORK " WHERE p.community_id = $1 AND p.year = $2 "
						     "AND p.number = $3",
				   ARGS(INT(key.community_id), INT(key.year), INT(key.number)));

	return read_work(db, &rows, now, work);
}

enum outcome issue_find_work_id(struct db *db, int64_t id, int64_t now, struct issue_work *work)
{
	struct rows rows = db_rows(db, ISSUE_SELECT_WORK " WHERE p.id = $1", ARGS(INT(id)));

	return read_work(db, &rows, now, work);
}

enum outcome issue_find_secret(struct db *db, int64_t community_id, const char *token, int64_t now,
			       struct issue_work *work)
{
	const char *hash = secret_hash(db->arena, token, strlen(token));
	struct rows rows = db_rows(db,
				   ISSUE_SELECT_WORK " WHERE p.id = (SELECT issue_id "
						     "FROM issue_private WHERE secret_hash = $1 "
						     "AND secret_hash <> '') "
						     "AND p.community_id = $2",
				   ARGS(TEXT(hash), INT(community_id)));
	enum outcome outcome = read_work(db, &rows, now, work);

	if (outcome == NOT_FOUND &&
	    db_int(db, "SELECT 1 FROM ended_link WHERE secret_hash = $1", ARGS(TEXT(hash)), 0))
		outcome = GONE;
	return outcome;
}

enum outcome issue_key_of(struct db *db, int64_t id, struct issue_key *key)
{
	struct rows rows = db_rows(db, "SELECT community_id, year, number FROM issue WHERE id = $1",
				   ARGS(INT(id)));

	if (!rows_next(&rows))
		return db_missing(db);
	*key = (struct issue_key){.community_id = rows_int(&rows, 0),
				  .year = rows_int(&rows, 1),
				  .number = rows_int(&rows, 2)};
	rows_end(&rows);
	return OK;
}

static enum outcome read_private(struct change *change, int64_t id, const char *action,
				 struct issue_private *private_part)
{
	struct rows rows = db_rows(&change->db,
				   "SELECT contact_name, contact_phone, contact_email, "
				   "original_title, original_text, original_place "
				   "FROM issue_private WHERE issue_id = $1",
				   ARGS(INT(id)));

	if (!rows_next(&rows))
		return db_missing(&change->db);
	*private_part = (struct issue_private){
		.contact_name = rows_text(&rows, 0),
		.contact_phone = rows_text(&rows, 1),
		.contact_email = rows_text(&rows, 2),
		.original_title = rows_text(&rows, 3),
		.original_text = rows_text(&rows, 4),
		.original_place = rows_text(&rows, 5),
	};
	rows_end(&rows);
	return audit_add(change, action, issue_subject(change->db.arena, id), "", "");
}

enum outcome issue_private_find(struct change *change, int64_t id,
				struct issue_private *private_part)
{
	return read_private(change, id, "issue private read", private_part);
}

enum outcome issue_private_export(struct change *change, int64_t id,
				  struct issue_private *private_part)
{
	return read_private(change, id, "issue private export", private_part);
}

/* ISSUE_WITHHELD of one issue. */
static bool is_withheld(const struct issue_work *work)
{
	const char *state = work->issue.state;

	return *work->hidden_class || strcmp(state, "new") == 0 ||
	       strcmp(state, "moderation") == 0 || strcmp(state, "declined") == 0 ||
	       strcmp(state, "restricted") == 0 ||
	       (strcmp(state, "duplicate") == 0 && !work->issue.registered_at);
}

bool issue_is_open_to(const struct viewer *viewer, const struct issue_work *work)
{
	if (viewer->community_id != work->issue.community_id || !viewer_may(viewer, READ_WORK))
		return false;
	if (viewer_may(viewer, MODERATE_ISSUE))
		return true;
	if (viewer_is_only_works(viewer))
		return viewer->organisation_id &&
		       viewer->organisation_id == work->issue.organisation_id;
	return !is_withheld(work);
}

const char *issue_subject(struct arena *arena, int64_t id)
{
	return arena_printf(arena, "issue %lld", (long long)id);
}

const char *issue_words(struct arena *arena, const char *title, const char *text, const char *place)
{
	return arena_printf(arena, "%s\n%s\n%s", title, text, place);
}

const char *issue_gone_reason(struct db *db, struct issue_key key)
{
	const char *reason = db_text(db,
				     "SELECT hidden_class FROM issue WHERE community_id = $1 "
				     "AND year = $2 AND number = $3 AND hidden_class IS NOT NULL "
				     "AND published_at IS NOT NULL",
				     ARGS(INT(key.community_id), INT(key.year), INT(key.number)));

	return reason ? reason : "";
}
