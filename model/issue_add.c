/*
 * issue_add.c - how an issue comes in, and what is asked of it before anybody reads it.
 *
 * One table of fields serves the resident's form, staff's form, the Open311 door and the importer. A
 * resident's report goes through "new" to "moderation" and is visible to nobody else; what the
 * secretary or the police enter themselves is registered at once.
 */
#include "area.h"
#include "audit.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/unicode.h"
#include "category.h"
#include "community.h"
#include "flag.h"
#include "issue_read.h"
#include "organisation.h"
#include "publish_hour.h"
#include "search.h"
#include "state.h"

#define TITLE_MAXIMUM   120 /* characters */
#define TITLE_FROM_TEXT 80  /* of the text, when no title is typed */
#define SECRET_BITS     160

#define REPORT(member) offsetof(struct issue_report, member)

/* clang-format off: one line a field */
#define RESIDENT_FIELDS                                                                          \
	{.name = "category",                                                                     \
	 .kind = FIELD_LINE,                                                                     \
	 .is_required = true,                                                                    \
	 .most = 40,                                                                             \
	 .offset = REPORT(category)},                                                            \
		{.name = "title",                                                                \
		 .kind = FIELD_LINE,                                                             \
		 .most = TITLE_MAXIMUM,                                                          \
		 .offset = REPORT(title)},                                                       \
		{.name = "text",                                                                 \
		 .kind = FIELD_TEXT,                                                             \
		 .is_required = true,                                                            \
		 .least = 5,                                                                     \
		 .most = 4000,                                                                   \
		 .offset = REPORT(text)},                                                        \
		{.name = "area", .kind = FIELD_LINE, .most = 120, .offset = REPORT(area)},       \
		{.name = "place", .kind = FIELD_LINE, .most = 200, .offset = REPORT(place)},     \
		{.name = "lat",                                                                  \
		 .kind = FIELD_DECIMAL,                                                          \
		 .least = 44,                                                                    \
		 .most = 53,                                                                     \
		 .offset = REPORT(latitude)},                                                    \
		{.name = "long",                                                                 \
		 .kind = FIELD_DECIMAL,                                                          \
		 .least = 22,                                                                    \
		 .most = 41,                                                                     \
		 .offset = REPORT(longitude)},                                                   \
		{.name = "contact_name",                                                         \
		 .kind = FIELD_LINE,                                                             \
		 .most = 120,                                                                    \
		 .offset = REPORT(contact_name)},                                                \
		{.name = "contact_phone", .kind = FIELD_PHONE, .offset = REPORT(contact_phone)}, \
	{                                                                                        \
		.name = "contact_email", .kind = FIELD_EMAIL, .offset = REPORT(contact_email)    \
	}

const struct field issue_report_fields[] = {RESIDENT_FIELDS, {0}};

const struct field issue_entry_fields[] = {
	RESIDENT_FIELDS,
	{.name = "source", .kind = FIELD_LINE, .most = 20, .offset = REPORT(source)},
	{.name = "received", .kind = FIELD_MOMENT, .offset = REPORT(received)},
	{.name = "responsible", .kind = FIELD_INTEGER, .offset = REPORT(organisation_id)},
	{.name = "due", .kind = FIELD_DATE, .offset = REPORT(due)},
	{.name = "link", .kind = FIELD_FLAG, .offset = REPORT(wants_link)},
	{.name = "publish_not_before", .kind = FIELD_MOMENT, .offset = REPORT(publish_not_before)},
	{0},
};
/* clang-format on */

/* ------------------------------------------------------------------ checks */

static bool is_source(const char *source)
{
	static const char *const sources[] = {"resident", "meeting", "police", "starosta",
					      "call",     "letter",  "visit",  "import"};

	for (size_t i = 0; i < COUNT(sources); i++)
		if (strcmp(sources[i], source) == 0)
			return true;
	return false;
}

static void check_category(struct change *change, struct form *form,
			   const struct issue_report *report, struct category *category)
{
	if (category_find(&change->db, report->category, category) != OK)
		form_fault_with(form, (struct fault){.field = "category",
						     .kind = FAULT_UNKNOWN,
						     .detail = report->category});
	else if (!category->takes_reports)
		form_fault_with(form, (struct fault){.field = "category",
						     .kind = FAULT_REDIRECT_ONLY,
						     .detail = category->call});
}

/* An area by its row, as the form sends it, or by its name, as an import does. */
static void check_area(struct change *change, struct form *form, struct issue_report *report)
{
	struct area area;
	const char *typed = text_or_empty(report->area);
	enum outcome outcome = NOT_FOUND;

	if (!report->area_id && !*typed)
		return;
	if (report->area_id || strspn(typed, "0123456789") == strlen(typed))
		outcome = community_find_area(
			&change->db, change->community_id,
			report->area_id ? report->area_id : strtoll(typed, NULL, 10), &area);
	else
		outcome = area_find_named(&change->db, change->community_id, typed, &area);
	if (outcome == OK)
		report->area_id = area.id;
	else
		form_fault_with(
			form,
			(struct fault){.field = "area", .kind = FAULT_UNKNOWN, .detail = typed});
}

static void check_point(struct form *form, struct issue_report *report)
{
	bool has_latitude = *form_typed(form, "lat"), has_longitude = *form_typed(form, "long");

	if (has_latitude != has_longitude)
		form_fault(form, has_latitude ? "long" : "lat", FAULT_MISSING);
	else if (has_latitude)
		report->has_point = true;
}

static void check_place(struct form *form, const struct issue_report *report)
{
	if (!report->area_id && !*text_or_empty(report->place) && !report->has_point)
		form_fault(form, "place", FAULT_MISSING);
}

static void check_staff_part(struct change *change, struct form *form,
			     const struct issue_report *report)
{
	struct organisation organisation;

	if (*text_or_empty(report->source) && !is_source(report->source))
		form_fault_with(form, (struct fault){.field = "source",
						     .kind = FAULT_UNKNOWN,
						     .detail = report->source});
	if (report->received > change->now)
		form_fault(form, "received", FAULT_DATE_FUTURE);
	if (report->organisation_id &&
	    organisation_find(&change->db, change->community_id, report->organisation_id,
			      &organisation) != OK)
		form_fault(form, "responsible", FAULT_UNKNOWN);
	if (date_is_set(report->due) &&
	    date_compare(report->due, date_of(report->received ? report->received : change->now)) <
		    0)
		form_fault(form, "due", FAULT_DATE_ORDER);
}

/* The first line of the text, as far as it makes a title. */
static const char *title_of(struct arena *arena, const char *text)
{
	return unicode_shorten(arena, arena_bytes(arena, text, strcspn(text, "\n")),
			       TITLE_FROM_TEXT);
}

/* Everything the field table cannot know; strings that nobody set become "". */
static enum outcome check(struct change *change, struct form *form, struct issue_report *report,
			  struct category *category)
{
	report->category = text_or_empty(report->category);
	report->text = text_or_empty(report->text);
	report->place = text_or_empty(report->place);
	check_category(change, form, report, category);
	check_area(change, form, report);
	check_point(form, report);
	check_place(form, report);
	check_staff_part(change, form, report);
	if (!*text_or_empty(report->title))
		report->title = title_of(change->db.arena, report->text);
	return form->faults.count ? INVALID : db_outcome(&change->db);
}

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
	outcome = check(change, form, report, &category);
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
	outcome = check(change, form, report, &category);
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
	outcome = check(change, form, report, &category);
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
