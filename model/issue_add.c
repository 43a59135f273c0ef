/*
 * issue_add.c - how an issue comes in: the rows it becomes, and the doors for those who bring it.
 *
 * What is asked of it first, the same at every door, is issue_report.c's. A resident's report goes
 * through "new" to "moderation" and is visible to nobody else; what the secretary or the police enter
 * themselves is registered at once.
 */
#include "audit.h"
#include "base/secret.h"
#include "base/text.h"
#include "category.h"
#include "flag.h"
#include "issue_read.h"
#include "publish_hour.h"
#include "search.h"
#include "state.h"

#define SECRET_BITS 160

/* ------------------------------------------------------------------ rows */

/* published_at: when it is public from the start, else 0. */
static enum outcome insert_issue(struct change *change, const struct issue_report *report,
				 const struct category *category, const char *state,
				 int64_t published_at, struct issue_added *added)
{
	struct arena *arena = change->db.arena;
	enum state stays = (enum state)state_find(state);
	/* Of what is taken over nobody knows when another register took it up. */
	bool is_registered = state_facts(stays)->is_public && !report->registered_note;

	added->year = date_of(change->now).year;
	added->number = 1 + db_int(&change->db,
				   "SELECT max(number) FROM issue WHERE community_id = $1 AND year "
				   "= $2",
				   ARGS(INT(change->community_id), INT(added->year)), 0);
	return change_insert(
		change,
		"INSERT INTO issue (community_id, year, number, category, title, text, area_id, "
		"place, latitude, longitude, precision, state, source, organisation_id, due, "
		"reported_at, updated_at, publish_not_before, reference, is_made_up, "
		"registered_at, assigned_at, flags, published_at) VALUES ($1, "
		"$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
		"$19, $20, $21, $22, $23, $24)",
		ARGS(INT(change->community_id), INT(added->year), INT(added->number),
		     TEXT(report->category), TEXT(report->title), TEXT(report->text),
		     INT_OR_NONE(report->area_id), TEXT(report->place),
		     report->has_point ? REAL(report->latitude) : NONE,
		     report->has_point ? REAL(report->longitude) : NONE, INT(category->precision),
		     TEXT(state), TEXT(report->source), INT_OR_NONE(report->organisation_id),
		     DATE(arena, report->due),
		     INT(report->received ? report->received : change->now), INT(change->now),
		     INT_OR_NONE(published_at ? 0 : report->publish_not_before),
		     TEXT_OR_NONE(report->reference), INT(report->is_made_up),
		     INT_OR_NONE(is_registered ? change->now : 0),
		     INT_OR_NONE(stays == STATE_ASSIGNED ? change->now : 0),
		     INT(flags_of(arena,
				  issue_words(arena, report->title, report->text, report->place))),
		     INT_OR_NONE(published_at)),
		&added->id);
}

static enum outcome insert_private(struct change *change, const struct issue_report *report,
				   const struct issue_added *added)
{
	struct arena *arena = change->db.arena;
	const char *hash = *added->secret ? secret_hash(arena, added->secret, strlen(added->secret))
					  : "";

	return change_run(change,
			  "INSERT INTO issue_private (issue_id, contact_name, contact_phone, "
			  "contact_email, original_title, original_text, original_place, "
			  "secret_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			  ARGS(INT(added->id), TEXT(text_or_empty(report->contact_name)),
			       TEXT(text_or_empty(report->contact_phone)),
			       TEXT(text_or_empty(report->contact_email)), TEXT(report->title),
			       TEXT(report->text), TEXT(report->place), TEXT(hash)));
}

static enum outcome add_step(struct change *change, const struct issue_added *added,
			     const char *from, const char *to, const struct issue_report *report)
{
	bool is_assigned = strcmp(to, "assigned") == 0, is_registered = !strcmp(to, "registered");
	int64_t id;

	return issue_event_add(
		change,
		&(struct issue_event){
			.issue_id = added->id,
			.kind = "step",
			.from_state = from,
			.to_state = to,
			.role = change->actor.role,
			.organisation_id = is_assigned ? report->organisation_id : 0,
			.public_note = is_registered ? report->registered_note : NULL,
			.due = is_assigned ? report->due : (struct date){0},
			.is_public = state_facts((enum state)state_find(to))->is_public,
		},
		&id);
}

static enum outcome note_added(struct change *change, const struct issue_added *added,
			       const struct issue_report *report, const char *state)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};

	/* Nothing of the words: they may name people, and the log is for ever. */
	pairs_add(arena, &after, "number", issue_key_text(arena, added->year, added->number));
	pairs_add(arena, &after, "category", report->category);
	pairs_add(arena, &after, "source", report->source);
	pairs_add(arena, &after, "state", state);
	return audit_add(change, "issue add", issue_subject(arena, added->id), "",
			 audit_json(arena, &after));
}

/* The states it passes through on its way in, the last one being where it stays. */
static enum outcome add_in(struct change *change, const struct issue_report *report,
			   const struct category *category, const char *const *states,
			   int64_t published_at, struct issue_added *added)
{
	const char *from = "", *last = states[0];
	enum outcome outcome;

	for (size_t i = 0; states[i]; i++)
		last = states[i];
	outcome = insert_issue(change, report, category, last, published_at, added);
	if (outcome == OK)
		outcome = insert_private(change, report, added);
	for (size_t i = 0; outcome == OK && states[i]; from = states[i++])
		outcome = add_step(change, added, from, states[i], report);
	return outcome == OK ? note_added(change, added, report, last) : outcome;
}

/* What may be public at once is, unless its moment is still to come or to be named. */
static bool is_public_at_once(const struct change *change, const struct issue_report *report,
			      const struct category *category)
{
	return report->publish_not_before <= change->now &&
	       (!category->is_embargoed || report->publish_not_before);
}

/* ------------------------------------------------------------------ doors */

enum outcome issue_add_report(struct change *change, struct form *form, struct issue_report *report,
			      struct issue_added *added)
{
	struct category category;
	struct issue_added made = {
		.secret = secret_token(change->db.arena, change->random, SECRET_BITS)};
	enum outcome outcome;

	report->source = *text_or_empty(report->source) ? report->source : "resident";
	outcome = issue_report_check(change, form, report, &category);
	if (outcome != OK)
		return outcome;
	outcome = add_in(change, report, &category,
			 (const char *const[]){"new", "moderation", NULL}, 0, &made);
	if (outcome == OK)
		*added = made;
	return outcome;
}

/* What staff or an import register themselves. */
static enum outcome add_registered(struct change *change, struct form *form,
				   struct issue_report *report, const struct category *category,
				   bool may_assign, struct issue_added *added)
{
	bool is_public, is_assigned;
	enum outcome outcome;

	/* A body without a day gets our own aim; where there is none, a day has to be named. */
	if (may_assign && report->organisation_id && !date_is_set(report->due))
		report->due = issue_due_aim(&change->db, report->category,
					    report->received ? report->received : change->now,
					    change->now);
	is_assigned = may_assign && report->organisation_id && date_is_set(report->due);
	if (may_assign && report->organisation_id && !date_is_set(report->due))
		return form_fault(form, "due", FAULT_MISSING);
	if (!report->publish_not_before && !category->is_embargoed)
		report->publish_not_before = publish_hour_of(&change->db, change->community_id,
							     change->now);
	is_public = is_public_at_once(change, report, category);
	outcome = add_in(
		change, report, category,
		(const char *const[]){"new", "registered", is_assigned ? "assigned" : NULL, NULL},
		is_public ? change->now : 0, added);
	return outcome == OK && is_public ? issue_tell(change, added->id, false, 0) : outcome;
}

enum outcome issue_add_entry(struct change *change, struct form *form, const struct viewer *viewer,
			     struct issue_report *report, struct issue_added *added)
{
	bool is_registered = state_step_fault(viewer, STATE_NEW, STATE_REGISTERED, 0) == FAULT_NONE;
	struct category category;
	struct issue_added made = {.secret = ""};
	enum outcome outcome;

	report->source = *text_or_empty(report->source) ? report->source : "call";
	outcome = issue_report_check(change, form, report, &category);
	if (outcome == OK && is_registered && category.is_embargoed && !report->publish_not_before)
		outcome = form_fault(form, "publish_not_before", FAULT_MISSING);
	if (outcome != OK)
		return outcome;
	/* Who can be asked, or asks for it, can follow it as a resident who reported it themselves. */
	if (report->wants_link || *text_or_empty(report->contact_name) ||
	    *text_or_empty(report->contact_phone) || *text_or_empty(report->contact_email))
		made.secret = secret_token(change->db.arena, change->random, SECRET_BITS);
	if (is_registered)
		outcome = add_registered(change, form, report, &category,
					 viewer_is(viewer, ROLE_SECRETARY), &made);
	else
		outcome = add_in(change, report, &category,
				 (const char *const[]){"new", "moderation", NULL}, 0, &made);
	/* Nobody moderated it on its way in. */
	if (outcome == OK && is_registered)
		outcome = change_run(
			change, "UPDATE issue SET is_flag_open = 1 WHERE id = $1 AND flags <> 0",
			ARGS(INT(made.id)));
	if (outcome == OK)
		*added = made;
	return outcome;
}

enum outcome issue_add_import(struct change *change, struct form *form, bool is_moderated,
			      struct issue_report *report, struct issue_added *added)
{
	struct category category;
	struct issue_added made = {.secret = ""};
	enum outcome outcome;

	report->source = *text_or_empty(report->source) ? report->source : "import";
	outcome = issue_report_check(change, form, report, &category);
	if (outcome != OK)
		return outcome;
	if (*text_or_empty(report->reference) &&
	    db_int(&change->db, "SELECT id FROM issue WHERE community_id = $1 AND reference = $2",
		   ARGS(INT(change->community_id), TEXT(report->reference)), 0))
		return CONFLICT;
	if (report->is_untouched)
		outcome = add_in(change, report, &category, (const char *const[]){"new", NULL}, 0,
				 &made);
	else if (is_moderated)
		outcome = add_registered(change, form, report, &category,
					 report->organisation_id && date_is_set(report->due),
					 &made);
	else
		outcome = add_in(change, report, &category,
				 (const char *const[]){"new", "moderation", NULL}, 0, &made);
	if (outcome == OK)
		*added = made;
	return outcome;
}
