/*
 * photo_moderate.c - what moderators do with photos: let through, blur, take away.
 *
 * Letting one through is a public line of the issue's history; several in one go are one line, so
 * that who follows the issue is told once.
 */
#include "audit.h"
#include "installation.h"
#include "issue_read.h"
#include "photo.h"

#define ALT_LEAST       3
#define ALT_MOST        300
#define SAME_GO_SECONDS 3600

#define DECISION(member) offsetof(struct photo_decision, member)

const struct field photo_publish_fields[] = {
	{.name = "alt",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .least = ALT_LEAST,
	 .most = ALT_MOST,
	 .offset = DECISION(alt)},
	{.name = "moment", .kind = FIELD_LINE, .most = 10, .offset = DECISION(moment)},
	{0},
};

const struct field photo_remove_fields[] = {
	{.name = "reason",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = 20,
	 .offset = DECISION(reason)},
	{0},
};

/* A photo on its way, and the issue it belongs to. */
struct deciding {
	struct photo photo;
	struct issue_work work;
};

static enum outcome find(struct change *change, const struct viewer *viewer, const char *name,
			 struct deciding *deciding)
{
	enum outcome outcome = photo_find(&change->db, viewer->community_id, name,
					  &deciding->photo);

	if (outcome == OK)
		outcome = issue_find_work_id(&change->db, deciding->photo.issue_id, change->now,
					     &deciding->work);
	return outcome;
}

static enum outcome note(struct change *change, const struct deciding *deciding, const char *action,
			 const char *name, const char *value)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};

	pairs_add(arena, &after, "photo",
		  arena_printf(arena, "%lld", (long long)deciding->photo.id));
	if (*name)
		pairs_add(arena, &after, name, value);
	return audit_add(change, action, issue_subject(arena, deciding->work.issue.id), "",
			 audit_json(arena, &after));
}

static enum outcome count_public(struct change *change, int64_t issue_id)
{
	return change_run(change,
			  "UPDATE issue SET photo_count = (SELECT count(*) FROM photo WHERE "
			  "issue_id = $1 AND state = 'public'), updated_at = $2 WHERE id = $1",
			  ARGS(INT(issue_id), INT(change->now)));
}

/* Whether the newest line already tells of photos that came in the same go. */
static bool is_told_already(struct change *change, int64_t issue_id)
{
	return db_int(&change->db,
		      "SELECT kind = 'photo' AND reason = '' AND at > $2 AND person_id = $3 "
		      "FROM issue_event WHERE issue_id = $1 ORDER BY number DESC LIMIT 1",
		      ARGS(INT(issue_id), INT(change->now - SAME_GO_SECONDS),
			   INT(change->actor.person_id)),
		      0);
}

static enum outcome tell(struct change *change, const struct deciding *deciding, const char *reason,
			 bool is_public)
{
	const struct issue *issue = &deciding->work.issue;
	int64_t event_id = 0;
	enum outcome outcome = issue_event_add(change,
					       &(struct issue_event){.issue_id = issue->id,
								     .kind = "photo",
								     .from_state = issue->state,
								     .to_state = issue->state,
								     .role = change->actor.role,
								     .reason = reason,
								     .is_public = is_public},
					       &event_id);

	return outcome == OK ? issue_tell(change, issue->id, deciding->work.is_public,
					  is_public ? event_id : 0)
			     : outcome;
}

enum outcome photo_publish(struct change *change, struct form *form, const struct viewer *viewer,
			   const char *name, const struct photo_decision *decision)
{
	struct deciding deciding;
	enum outcome outcome = find(change, viewer, name, &deciding);
	const char *moment = decision->moment && *decision->moment ? decision->moment
								   : deciding.photo.moment;
	bool was_public;

	if (outcome != OK)
		return outcome;
	if (!decision->alt || !*decision->alt)
		return form_fault(form, "alt", FAULT_MISSING);
	if (strcmp(moment, "before") != 0 && strcmp(moment, "after") != 0)
		return form_fault(form, "moment", FAULT_UNKNOWN);
	was_public = strcmp(deciding.photo.state, "public") == 0;
	outcome = change_run(change,
			     "UPDATE photo SET state = 'public', alt = $2, moment = $3 "
			     "WHERE id = $1",
			     ARGS(INT(deciding.photo.id), TEXT(decision->alt), TEXT(moment)));
	if (outcome == OK)
		outcome = count_public(change, deciding.work.issue.id);
	if (outcome == OK)
		outcome = note(change, &deciding, "photo publish", "", "");
	if (outcome != OK)
		return outcome;
	if (was_public || is_told_already(change, deciding.work.issue.id))
		return issue_tell(change, deciding.work.issue.id, deciding.work.is_public, 0);
	return tell(change, &deciding, "", true);
}

static enum outcome drop_bytes(struct change *change, int64_t photo_id)
{
	/*
	 * The database overwrites what it deletes (secure_delete), the log is emptied within a minute
	 * (connection_forget_pictures); what may stay in gaps goes when the file is written anew.
	 */
	enum outcome outcome = change_run(change, "DELETE FROM photo_bytes WHERE photo_id = $1",
					  ARGS(INT(photo_id)));

	return outcome == OK ? installation_note_erased(change) : outcome;
}

enum outcome photo_remove(struct change *change, struct form *form, const struct viewer *viewer,
			  const char *name, const struct photo_decision *decision)
{
	const char *reason = decision->reason ? decision->reason : "";
	const struct issue_reason *found = issue_reason_find(reason);
	struct deciding deciding;
	enum outcome outcome = find(change, viewer, name, &deciding);
	bool was_public;

	if (outcome != OK)
		return outcome;
	if (!*reason)
		return form_fault(form, "reason", FAULT_MISSING);
	if (!found || !found->is_for_hiding)
		return form_fault_with(
			form,
			(struct fault){.field = "reason", .kind = FAULT_UNKNOWN, .detail = reason});
	was_public = strcmp(deciding.photo.state, "public") == 0;
	outcome = change_run(change,
			     "UPDATE photo SET state = 'removed', alt = '', removed_reason = $2 "
			     "WHERE id = $1",
			     ARGS(INT(deciding.photo.id), TEXT(reason)));
	if (outcome == OK)
		outcome = drop_bytes(change, deciding.photo.id);
	if (outcome == OK)
		outcome = count_public(change, deciding.work.issue.id);
	if (outcome == OK)
		outcome = note(change, &deciding, "photo remove", "reason", reason);
	return outcome == OK ? tell(change, &deciding, reason, was_public) : outcome;
}

static enum outcome put_bytes(struct change *change, int64_t photo_id, const char *form,
			      const struct picture_bytes *bytes)
{
	return change_run(change,
			  "INSERT INTO photo_bytes (photo_id, form, type, bytes) "
			  "VALUES ($1, $2, 'image/jpeg', $3)",
			  ARGS(INT(photo_id), TEXT(form), BLOB(bytes->bytes, bytes->length)));
}

enum outcome photo_replace(struct change *change, const struct viewer *viewer, const char *name,
			   const struct developed *developed)
{
	struct deciding deciding;
	enum outcome outcome = find(change, viewer, name, &deciding);
	int64_t id;

	if (outcome != OK)
		return outcome;
	id = deciding.photo.id;
	outcome = drop_bytes(change, id);
	if (outcome == OK)
		outcome = put_bytes(change, id, "whole", &developed->whole);
	if (outcome == OK)
		outcome = put_bytes(change, id, "thumbnail", &developed->thumbnail);
	if (outcome == OK)
		outcome = change_run(
			change, "UPDATE photo SET width = $2, height = $3, size = $4 WHERE id = $1",
			ARGS(INT(id), INT(developed->width), INT(developed->height),
			     INT((int64_t)developed->whole.length)));
	if (outcome == OK)
		outcome = note(change, &deciding, "photo blur", "", "");
	return outcome == OK
		       ? issue_tell(change, deciding.work.issue.id, deciding.work.is_public, 0)
		       : outcome;
}
