#include "demo_story.h"

#include "base/date.h"
#include "base/log.h"
#include "community.h"
#include "demo_desk.h"
#include "demo_photo.h"
#include "demo_reading.h"
#include "demo_talk.h"
#include "organisation.h"
#include "password.h"
#include "person.h"
#include "report_life.h"
#include "report_read.h"

#define STEP_BYTES ((size_t)16 << 20)

/* A step being taken. */
struct taking {
	struct demo *demo;
	const struct demo_step *step;
	struct change *change;
	struct form form;
	struct viewer viewer;
};

/* ------------------------------------------------------------------ people */

static enum outcome add_person(struct taking *taking, struct demo_person *person)
{
	struct change *change = taking->change;
	struct person_entry entry = {.login = person->login,
				     .name = person->name,
				     .post = person->post,
				     .role = role_find(person->role),
				     .community = "korosten"};
	const char *hash;
	enum outcome outcome;

	/* The administrator's role counts in every hromada. */
	if (entry.role == ROLE_ADMIN)
		entry.community = "";
	outcome = issue_import_body(change, taking->demo->community_id, person->organisation,
				    &entry.organisation_id);
	if (outcome == OK)
		outcome = person_add(change, &taking->form, &entry, &person->id);
	if (outcome == OK)
		outcome = secret_password_hash(change->db.arena, PASSWORD_DEMO, &hash);
	return outcome == OK ? person_set_password(change, person->id, hash, 0) : outcome;
}

static enum outcome take_people(struct taking *taking)
{
	struct demo_persons *people = &taking->demo->people;
	enum outcome outcome = OK;

	for (size_t i = 0; i < people->count && outcome == OK; i++)
		outcome = add_person(taking, &people->items[i]);
	return outcome;
}

/* ------------------------------------------------------------------ issues */

static enum outcome take_issue(struct taking *taking)
{
	struct demo_issue *issue = &taking->demo->issues.items[taking->step->index];
	struct issue_report report = issue->import.report;

	report.is_untouched = issue->import.state == STATE_NEW;
	report.due = (struct date){0}; /* its steps set it, one after the other */
	taking->change->community_id = issue->import.community_id;
	return issue_add_import(taking->change, &taking->form, false, &report, &issue->added);
}

static struct date day_of(const struct pairs *event, const char *column)
{
	struct date day = {0};

	if (date_read(pairs_value(event, column), &day) != OK)
		day = (struct date){0};
	return day;
}

/* "2026-12" of the issue with that reference; "" when the event names none. */
static const char *main_key(const struct taking *taking)
{
	const char *reference = pairs_value(taking->step->event, "duplicate_of");
	const struct demo_issues *issues = &taking->demo->issues;

	for (size_t i = 0; i < issues->count && *reference; i++)
		if (strcmp(issues->items[i].import.report.reference, reference) == 0)
			return issue_key_text(taking->change->db.arena, issues->items[i].added.year,
					      issues->items[i].added.number);
	return "";
}

static enum outcome take_event(struct taking *taking)
{
	const struct demo_issue *issue = &taking->demo->issues.items[taking->step->index];
	const struct pairs *event = taking->step->event;
	struct issue_step step = {.to = pairs_value(event, "to"),
				  .note = pairs_value(event, "note"),
				  .internal_note = "",
				  .due = day_of(event, "due"),
				  .review_on = day_of(event, "review_on"),
				  .reason = pairs_value(event, "reason"),
				  .evidence = pairs_value(event, "evidence"),
				  .confirmed_by = pairs_value(event, "confirmed_by"),
				  .duplicate_of = main_key(taking)};
	enum outcome outcome;

	taking->change->community_id = issue->import.community_id;
	taking->viewer.community_id = issue->import.community_id;
	outcome = issue_import_body(taking->change, issue->import.community_id,
				    pairs_value(event, "responsible"), &step.organisation_id);
	if (outcome == OK)
		outcome = issue_take_step(taking->change, &taking->form, &taking->viewer,
					  issue->added.id, &step);
	return outcome;
}

/* ------------------------------------------------------------------ reports */

static enum outcome take_draft(struct taking *taking)
{
	struct demo_report *report = &taking->demo->reports.items[taking->step->index];
	struct table table = {.arena = taking->change->db.arena, .row_arena = taking->demo->arena};
	enum outcome outcome = report_import_add(taking->change, &table, report->import,
						 &report->id);

	taking->form.faults = table.faults;
	return outcome;
}

/* The report whose reference is this one's up to the "/2" behind it. */
static struct demo_report *corrected_report(struct demo *demo, const char *reference)
{
	size_t length = strcspn(reference, "/");

	for (size_t i = 0; i < demo->reports.count; i++) {
		const char *other = demo->reports.items[i].import->reference;

		if (strlen(other) == length && strncmp(other, reference, length) == 0)
			return &demo->reports.items[i];
	}
	return NULL;
}

/* Whether what was said replaces that field, or the figure it belongs to. */
static bool is_replaced(const struct pairs *said, const char *name)
{
	for (size_t i = 0; i < said->count; i++) {
		size_t length = strlen(said->items[i].name);

		if (strncmp(name, said->items[i].name, length) == 0 &&
		    (name[length] == '\0' || name[length] == '.'))
			return true;
	}
	return false;
}

/* What the editor shows, with what the correction says in its place. */
static struct pairs corrected_pairs(struct arena *arena, const struct pairs *shown,
				    const struct pairs *said)
{
	struct pairs pairs = {0};

	for (size_t i = 0; i < shown->count; i++)
		if (!is_replaced(said, shown->items[i].name))
			pairs_add(arena, &pairs, shown->items[i].name, shown->items[i].value);
	for (size_t i = 0; i < said->count; i++)
		pairs_add(arena, &pairs, said->items[i].name, said->items[i].value);
	return pairs;
}

static enum outcome take_correction(struct taking *taking)
{
	struct change *change = taking->change;
	const struct report_import *import =
		taking->demo->reports.items[taking->step->index].import;
	const struct demo_report *corrected = corrected_report(taking->demo, import->reference);
	struct report_draft draft, corrected_draft = {0};
	struct report report;
	struct pairs shown, said;
	enum outcome outcome;

	if (!corrected)
		return NOT_FOUND;
	outcome = report_life_correct(change, &taking->form, corrected->id,
				      pairs_value(&import->extras, "correction"));
	if (outcome == OK)
		outcome = report_find(&change->db, import->community_id, corrected->id, &report);
	if (outcome != OK)
		return outcome;
	draft = report_form_draft(&change->db, &report);
	shown = report_form_pairs(change->db.arena, &draft);
	said = corrected_pairs(change->db.arena, &shown, &import->pairs);
	taking->form = form_begin(change->db.arena, &said);
	outcome = report_form_read(&change->db, &taking->form, &corrected_draft);
	corrected_draft.revision = report.revision;
	if (outcome == OK)
		outcome = report_edit_save(change, &taking->form, corrected->id, &corrected_draft);
	if (outcome == OK)
		outcome = report_life_publish(change, &taking->form, corrected->id);
	return outcome;
}

static enum outcome take_report(struct taking *taking)
{
	const struct demo_report *report = &taking->demo->reports.items[taking->step->index];

	taking->change->community_id = report->import->community_id;
	switch (taking->step->kind) {
	case DEMO_DRAFT: return take_draft(taking);
	case DEMO_SUBMIT: return report_life_submit(taking->change, &taking->form, report->id);
	case DEMO_PUBLISH: return report_life_publish(taking->change, &taking->form, report->id);
	case DEMO_CORRECT: return take_correction(taking);
	default:
		return report_life_withdraw(
			taking->change, &taking->form, report->id,
			pairs_value(&report->import->extras, "withdrawal.note"));
	}
}

/* ------------------------------------------------------------------ one after the other */

/* Who takes the step: somebody with an account, or the demonstration in the staff's place. */
static struct actor actor_of(const struct demo *demo, const struct demo_step *step)
{
	for (size_t i = 0; i < demo->people.count; i++) {
		const struct demo_person *person = &demo->people.items[i];

		if (strcmp(person->login, step->by) == 0)
			return (struct actor){.person_id = person->id,
					      .name = person->login,
					      .role = person->role};
	}
	if (strcmp(step->by, role_key(ROLE_RESIDENT)) == 0)
		return (struct actor){.name = step->by, .role = role_key(ROLE_RESIDENT)};
	return (struct actor){.name = "demo", .role = step->kind == DEMO_EVENT ? "secretary" : ""};
}

static void viewer_set(struct taking *taking)
{
	struct change *change = taking->change;

	if (change->actor.person_id)
		viewer_load(&change->db, change->actor.person_id, taking->demo->community_id,
			    &taking->viewer);
	else
		taking->viewer = (struct viewer){
			.login = "demo",
			.name = "demo",
			.roles = 1U << ROLE_RESIDENT | 1U << ROLE_MODERATOR | 1U << ROLE_SECRETARY};
}

static enum outcome take(struct taking *taking)
{
	switch (taking->step->kind) {
	case DEMO_PEOPLE: return take_people(taking);
	case DEMO_ISSUE: return take_issue(taking);
	case DEMO_EVENT: return take_event(taking);
	case DEMO_APPEAL:
	case DEMO_ANSWER:
	case DEMO_SENT: return demo_desk_take(taking->demo, taking->step, taking->change);
	case DEMO_QUESTION:
	case DEMO_HEARING:
	case DEMO_TALK: return demo_talk_take(taking->demo, taking->step, taking->change);
	case DEMO_PHOTO:
	case DEMO_PHOTO_PUBLISH:
		return demo_photo_take(taking->demo, taking->step, taking->change, &taking->viewer);
	default: return take_report(taking);
	}
}

static const char *subject_of(const struct demo *demo, const struct demo_step *step)
{
	switch (step->kind) {
	case DEMO_PEOPLE: return "people";
	case DEMO_ISSUE:
	case DEMO_EVENT: return demo->issues.items[step->index].import.report.reference;
	case DEMO_APPEAL:
	case DEMO_ANSWER:
	case DEMO_SENT:
	case DEMO_QUESTION: return pairs_value(step->event, "number");
	case DEMO_PHOTO:
	case DEMO_PHOTO_PUBLISH: return pairs_value(step->event, "reference");
	default: return demo->reports.items[step->index].import->reference;
	}
}

static enum outcome take_step(struct demo *demo, const struct demo_step *step, struct arena *arena)
{
	struct change change;
	struct pairs nothing = {0};
	struct taking taking = {
		.demo = demo, .step = step, .change = &change, .form = form_begin(arena, &nothing)};
	enum outcome outcome = change_begin(demo->connection, arena, actor_of(demo, step), step->at,
					    &change);

	if (outcome != OK)
		return outcome;
	change.random = demo->random;
	change.community_id = demo->community_id;
	viewer_set(&taking);
	outcome = take(&taking);
	if (outcome == OK)
		return change_commit(&change);
	log_error("the demonstration cannot go on at '%s', step to '%s': outcome %d",
		  subject_of(demo, step), step->event ? pairs_value(step->event, "to") : "",
		  (int)outcome);
	change_cancel(&change);
	return demo_faults(subject_of(demo, step), 0, &taking.form.faults);
}

static int earlier(const void *first, const void *second)
{
	const struct demo_step *a = first, *b = second;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

enum outcome demo_tell(struct demo *demo)
{
	struct arena *arena = arena_begin(STEP_BYTES);
	enum outcome outcome = OK;

	qsort(demo->steps.items, demo->steps.count, sizeof(*demo->steps.items), earlier);
	for (size_t i = 0; i < demo->steps.count && outcome == OK; i++) {
		outcome = take_step(demo, &demo->steps.items[i], arena);
		arena_reset(arena);
	}
	arena_end(arena);
	return outcome;
}
