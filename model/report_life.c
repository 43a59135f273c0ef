#include "report_life.h"

#include "audit.h"
#include "base/secret.h"
#include "base/text.h"
#include "disclosure.h"
#include "publication.h"
#include "report_edit.h"
#include "report_read.h"
#include "report_talk.h"
#include "report_warning.h"

#define CANONICAL_MOST ((size_t)2 << 20) /* bytes; all fields at their limits are less */
#define REASON_MOST    500

const struct field report_life_reason_fields[] = {
	{.name = "reason",
	 .kind = FIELD_TEXT,
	 .is_required = true,
	 .most = REASON_MOST,
	 .offset = offsetof(struct report_life_reason, reason)},
	{0},
};

struct seen {
	int64_t revision;
};

static const struct field seen_fields[] = {
	{.name = "revision", .kind = FIELD_INTEGER, .offset = offsetof(struct seen, revision)},
	{0},
};

/* ---------------------------------------------------------------- the hash */

/* "name 5:bytes": the length keeps two fields from being read as other two. */
static void canonical_add(struct text *text, const char *name, const char *value)
{
	text_addf(text, "%s %zu:%s\n", name, strlen(value), value);
}

static void canonical_rows(struct text *text, struct rows rows, const char *const *names)
{
	while (rows_next(&rows))
		for (int column = 0; names[column]; column++)
			canonical_add(text, names[column], rows_text(&rows, column));
}

/* The content of a version under its salt. Its form never changes, or old hashes would break. */
static const char *version_hash(struct db *db, int64_t id, int version, int64_t published_at,
				const char *salt)
{
	static const char *const report_names[] = {"kind", "from", "to",          "basis",
						   "unit", "post", "territories", NULL};
	static const char *const version_names[] = {"version", "summary", "reason", NULL};
	static const char *const figure_names[] = {"indicator", "definition", "state", "qualifier",
						   "value",     "note",       NULL};
	static const char *const section_names[] = {"section", "text", NULL};
	static const char *const warning_names[] = {"warning", "answer", NULL};
	static const char *const talk_names[] = {"part", "key", "content", NULL};
	struct text text = text_begin(db->arena, CANONICAL_MOST);
	struct values which = ARGS(INT(id), INT(version));

	canonical_add(&text, "salt", salt);
	text_addf(&text, "published %lld\n", (long long)published_at);
	canonical_rows(&text,
		       db_rows(db,
			       "SELECT kind, period_from, period_to, basis, unit, author_post, "
			       "territory_key FROM report WHERE id = $1",
			       ARGS(INT(id))),
		       report_names);
	canonical_rows(&text,
		       db_rows(db,
			       "SELECT CAST(version AS TEXT), summary, reason FROM report_version "
			       "WHERE report_id = $1 AND version = $2",
			       which),
		       version_names);
	canonical_rows(
		&text,
		db_rows(db,
			"SELECT indicator, CAST(definition_version AS TEXT), state, qualifier, "
			"coalesce(CAST(value AS TEXT), ''), note FROM figure "
			"WHERE report_id = $1 AND version = $2 ORDER BY indicator",
			which),
		figure_names);
	canonical_rows(&text,
		       db_rows(db,
			       "SELECT key, text FROM section "
			       "WHERE report_id = $1 AND version = $2 ORDER BY key",
			       which),
		       section_names);
	canonical_rows(&text,
		       db_rows(db,
			       "SELECT key, answer FROM report_warning_answer "
			       "WHERE report_id = $1 AND version = $2 ORDER BY key",
			       which),
		       warning_names);
	canonical_rows(&text, report_talk_rows(db, id, version), talk_names);
	return secret_hash(db->arena, text.bytes, text.length);
}

struct texts report_life_faults(struct db *db)
{
	struct texts faults = {0};
	struct rows rows = db_rows(db,
				   "SELECT report_id, version, salt, hash, published_at "
				   "FROM report_version "
				   "WHERE published_at IS NOT NULL ORDER BY report_id, version",
				   NO_ARGS);

	while (rows_next(&rows)) {
		int64_t id = rows_int(&rows, 0);
		int version = (int)rows_int(&rows, 1);
		const char *salt = rows_text(&rows, 2), *hash = rows_text(&rows, 3);

		if (strcmp(version_hash(db, id, version, rows_int(&rows, 4), salt), hash) != 0)
			*LIST_ADD(db->arena, &faults) = arena_printf(
				db->arena,
				"report %lld version %d: its content does not have its hash",
				(long long)id, version);
	}
	return faults;
}

/* ---------------------------------------------------------------- the steps */

static const char *report_subject(struct arena *arena, int64_t id)
{
	return arena_printf(arena, "report %lld", (long long)id);
}

/* The audit line of a step: which version, and why. */
static enum outcome step_tell(struct change *change, const char *action,
			      const struct report *report, int version, const char *reason)
{
	struct pairs pairs = {0};
	struct arena *arena = change->db.arena;

	pairs_add(arena, &pairs, "version", arena_printf(arena, "%d", version));
	if (*reason)
		pairs_add(arena, &pairs, "reason", reason);
	return audit_add(change, action, report_subject(arena, report->id), "",
			 audit_json(arena, &pairs));
}

struct faults report_life_missing(struct db *db, const struct report *report, int64_t now)
{
	struct faults faults = {0};

	if (!*report->summary)
		*LIST_ADD(db->arena, &faults) = (struct fault){.field = "summary",
							       .kind = FAULT_MISSING};
	if (!*report->author_post)
		*LIST_ADD(db->arena, &faults) = (struct fault){.field = "author_post",
							       .kind = FAULT_MISSING};
	if (!report_figures_real(db, report).count && !report_sections_of(db, report).count)
		*LIST_ADD(db->arena, &faults) = (struct fault){.field = "", .kind = FAULT_EMPTY};
	if (date_compare(report->to, date_of(now)) >= 0)
		*LIST_ADD(db->arena, &faults) = (struct fault){.field = "to",
							       .kind = FAULT_DATE_FUTURE};
	return faults;
}

/* What may be missing in a draft, but not in what others read. Every fault at once. */
static enum outcome complete_check(struct change *change, struct form *form,
				   const struct report *report)
{
	struct faults faults = report_life_missing(&change->db, report, change->now);
	enum outcome outcome = OK;

	for (size_t i = 0; i < faults.count; i++)
		outcome = form_fault_with(form, faults.items[i]);
	return outcome;
}

static enum outcome revision_raise(struct change *change, int64_t id)
{
	return change_run(
		change, "UPDATE report SET updated_at = $2, revision = revision + 1 WHERE id = $1",
		ARGS(INT(id), INT(change->now)));
}

static enum outcome report_open(struct change *change, int64_t id, struct report *report)
{
	enum outcome outcome = report_find(&change->db, change->community_id, id, report);

	if (outcome != OK)
		return outcome;
	return report->open && report->state != REPORT_WITHDRAWN ? OK : CONFLICT;
}

enum outcome report_life_submit(struct change *change, struct form *form, int64_t id)
{
	struct report report;
	enum outcome outcome = report_open(change, id, &report);

	if (outcome == OK && report.is_submitted)
		outcome = CONFLICT;
	if (outcome == OK)
		outcome = complete_check(change, form, &report);
	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE report_version SET submitted_at = $3 "
				     "WHERE report_id = $1 AND version = $2",
				     ARGS(INT(id), INT(report.open), INT(change->now)));
	if (outcome == OK)
		outcome = revision_raise(change, id);
	if (outcome == OK)
		outcome = step_tell(change, "report submit", &report, report.open, "");
	return outcome;
}

/* One report may speak of several hromadas; publishing in one publishes in all. */
static enum outcome everywhere_check(struct change *change, struct form *form, int64_t id)
{
	struct report_territories territories = report_territories_of(&change->db, id);

	for (size_t i = 0; i < territories.count; i++)
		if (territories.items[i].community_id &&
		    !report_edit_may(&change->db, change->actor, territories.items[i].community_id,
				     PUBLISH_REPORT))
			return form_fault_with(form,
					       (struct fault){.field = "territory",
							      .kind = FAULT_NOT_FOR_ROLE,
							      .detail = territories.items[i].name});
	return OK;
}

/* Who approves has read what is published; a form that does not say what it saw is believed. */
static enum outcome seen_check(struct form *form, const struct report *report)
{
	struct seen seen = {0};

	if (form_read(form, seen_fields, &seen) != OK)
		return INVALID;
	if (!seen.revision || seen.revision == report->revision)
		return OK;
	return form_fault_with(form, (struct fault){.field = "",
						    .kind = FAULT_CHANGED_MEANWHILE,
						    .detail = report->summary});
}

static enum outcome version_publish(struct change *change, const struct report *report)
{
	const char *salt = secret_token(change->db.arena, change->random, 128);
	bool is_own = change->actor.person_id && report->author_id == change->actor.person_id;
	const char *hash = version_hash(&change->db, report->id, report->open, change->now, salt);

	return change_run(change,
			  "UPDATE report_version SET published_at = $3, published_by = $4, "
			  "is_own_approval = $5, "
			  "salt = $6, hash = $7 WHERE report_id = $1 AND version = $2",
			  ARGS(INT(report->id), INT(report->open), INT(change->now),
			       INT_OR_NONE(change->actor.person_id), INT(is_own), TEXT(salt),
			       TEXT(hash)));
}

enum outcome report_life_publish(struct change *change, struct form *form, int64_t id)
{
	struct report report;
	enum outcome outcome = report_open(change, id, &report);

	if (outcome == OK)
		outcome = seen_check(form, &report);
	if (outcome == OK)
		outcome = complete_check(change, form, &report);
	if (outcome == OK)
		outcome = everywhere_check(change, form, id);
	if (outcome == OK)
		outcome = disclosure_decide(change,
					    &report); /* others may have come out meanwhile */
	if (outcome == OK)
		outcome = report_talk_publish(change, &report);
	if (outcome == OK)
		outcome = version_publish(change, &report);
	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE report SET state = 'published', version = $2, "
				     "published_at = coalesce(published_at, $3) WHERE id = $1",
				     ARGS(INT(id), INT(report.open), INT(change->now)));
	if (outcome == OK)
		outcome = revision_raise(change, id);
	if (outcome == OK)
		outcome = publication_add_report(change, id);
	if (outcome == OK)
		outcome = step_tell(change, "report publish", &report, report.open, "");
	return outcome;
}

static enum outcome version_copy(struct change *change, const struct report *report,
				 const char *reason)
{
	struct values versions = ARGS(INT(report->id), INT(report->latest),
				      INT(report->latest + 1));
	enum outcome outcome = change_run(
		change,
		"INSERT INTO report_version (report_id, version, summary, reason, written_by) "
		"SELECT report_id, $3, summary, $4, $5 FROM report_version "
		"WHERE report_id = $1 AND version = $2",
		ARGS(INT(report->id), INT(report->latest), INT(report->latest + 1), TEXT(reason),
		     INT_OR_NONE(change->actor.person_id)));

	if (outcome == OK)
		outcome = change_run(change,
				     "INSERT INTO figure (report_id, version, indicator, "
				     "definition_version, state, qualifier, value, note) "
				     "SELECT report_id, $3, indicator, definition_version, state, "
				     "qualifier, value, note FROM figure "
				     "WHERE report_id = $1 AND version = $2",
				     versions);
	if (outcome == OK)
		outcome = change_run(change,
				     "INSERT INTO section (report_id, version, key, text) "
				     "SELECT report_id, $3, key, text FROM section "
				     "WHERE report_id = $1 AND version = $2",
				     versions);
	if (outcome == OK)
		outcome = report_talk_copy(change, report->id, report->latest, report->latest + 1);
	if (outcome == OK)
		outcome = report_warning_copy(change, report->id, report->latest,
					      report->latest + 1);
	return outcome;
}

enum outcome report_life_correct(struct change *change, struct form *form, int64_t id,
				 const char *reason)
{
	struct report report;
	enum outcome outcome = report_find(&change->db, change->community_id, id, &report);

	if (outcome != OK)
		return outcome;
	if (report.state != REPORT_PUBLISHED || report.open)
		return CONFLICT;
	if (!*reason)
		return form_fault(form, "reason", FAULT_MISSING);
	outcome = version_copy(change, &report, reason);
	if (outcome == OK)
		outcome = report_find_any(&change->db, id, report.latest + 1, &report);
	if (outcome == OK)
		outcome = disclosure_decide(change, &report);
	if (outcome == OK)
		outcome = revision_raise(change, id);
	if (outcome == OK)
		outcome = step_tell(change, "report correct", &report, report.version, reason);
	return outcome;
}

static enum outcome open_drop(struct change *change, const struct report *report)
{
	struct values which = ARGS(INT(report->id), INT(report->open));
	enum outcome outcome = change_run(
		change, "DELETE FROM figure WHERE report_id = $1 AND version = $2", which);

	if (outcome == OK)
		outcome = change_run(
			change, "DELETE FROM section WHERE report_id = $1 AND version = $2", which);
	if (outcome == OK)
		outcome = report_warning_drop(change, report->id, report->open);
	if (outcome == OK)
		outcome = disclosure_drop(change, report->id, report->open);
	if (outcome == OK)
		outcome = report_talk_drop(change, report->id, report->open);
	if (outcome == OK)
		outcome = change_run(
			change, "DELETE FROM report_version WHERE report_id = $1 AND version = $2",
			which);
	return outcome;
}

enum outcome report_life_withdraw(struct change *change, struct form *form, int64_t id,
				  const char *reason)
{
	struct report report;
	enum outcome outcome = report_find(&change->db, change->community_id, id, &report);

	if (outcome != OK)
		return outcome;
	if (report.state != REPORT_PUBLISHED)
		return CONFLICT;
	if (!*reason)
		return form_fault(form, "reason", FAULT_MISSING);
	outcome = everywhere_check(change, form, id);
	if (outcome == OK && report.open)
		outcome = open_drop(change, &report);
	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE report SET state = 'withdrawn', withdrawn_reason = $2 "
				     "WHERE id = $1",
				     ARGS(INT(id), TEXT(reason)));
	if (outcome == OK)
		outcome = report_talk_withdraw(change, id);
	if (outcome == OK)
		outcome = revision_raise(change, id);
	if (outcome == OK)
		outcome = publication_withdraw_report(change, id);
	if (outcome == OK)
		outcome = step_tell(change, "report withdraw", &report, report.latest, reason);
	return outcome;
}
