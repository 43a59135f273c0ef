/*
 * issue_moderate.c - what a moderator does with the words: edit, hide, show, remark.
 *
 * The reporter's own words stay in issue_private. The audit line names the fields that were changed,
 * never what stood in them: a name that was edited out must not live on in the log.
 */
#include "audit.h"
#include "base/text.h"
#include "category.h"
#include "community.h"
#include "flag.h"
#include "issue_read.h"
#include "state.h"

#define EDIT(member) offsetof(struct issue_edit, member)

const struct field issue_edit_fields[] = {
	{.name = "category", .kind = FIELD_LINE, .most = 40, .offset = EDIT(category)},
	{.name = "title",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = 120,
	 .offset = EDIT(title)},
	{.name = "text",
	 .kind = FIELD_TEXT,
	 .is_required = true,
	 .most = 4000,
	 .offset = EDIT(text)},
	{.name = "area", .kind = FIELD_INTEGER, .offset = EDIT(area_id)},
	{.name = "place", .kind = FIELD_LINE, .most = 200, .offset = EDIT(place)},
	{.name = "precision",
	 .kind = FIELD_INTEGER,
	 .least = 0,
	 .most = PRECISION_EXACT,
	 .offset = EDIT(precision)},
	{.name = "reason", .kind = FIELD_LINE, .most = 20, .offset = EDIT(reason)},
	{.name = "internal_note", .kind = FIELD_TEXT, .most = 2000, .offset = EDIT(internal_note)},
	{.name = "publish_not_before", .kind = FIELD_MOMENT, .offset = EDIT(publish_not_before)},
	{.name = "revision", .kind = FIELD_INTEGER, .offset = EDIT(revision)},
	{0},
};

const struct field issue_revert_fields[] = {
	{.name = "revision", .kind = FIELD_INTEGER, .offset = EDIT(revision)},
	{0},
};

#define REMARK(member) offsetof(struct issue_remark, member)

const struct field issue_remark_fields[] = {
	{.name = "reason", .kind = FIELD_LINE, .most = 20, .offset = REMARK(reason)},
	{.name = "internal_note",
	 .kind = FIELD_TEXT,
	 .most = 2000,
	 .offset = REMARK(internal_note)},
	{0},
};

/* The closed list. A class of hiding is what a withdrawn page says; the others only explain an edit. */
static const struct issue_reason reasons[] = {
	{"personal", "contains personal data", "містить персональні дані", true},
	{"minor", "may identify a child", "може ідентифікувати дитину", true},
	{"military", "information restricted under martial law",
	 "інформація, поширення якої обмежено під час воєнного стану", true},
	{"offtopic", "not a community safety matter", "не стосується безпеки громади", true},
	{"emergency", "hidden until it is checked", "приховано до перевірки", true},
	{"wording", "put more clearly", "викладено зрозуміліше", false},
	{"place", "place or kind corrected", "уточнено місце або категорію", false},
	{"original", "the reporter's own words again", "повернуто слова заявника", false},
	{0},
};

const struct issue_reason *issue_reasons(void)
{
	return reasons;
}

const struct issue_reason *issue_reason_find(const char *key)
{
	for (const struct issue_reason *reason = reasons; reason->key; reason++)
		if (strcmp(reason->key, key) == 0)
			return reason;
	return NULL;
}

/* The issue, when it is of the hromada where the viewer's roles hold. */
static enum outcome find_own(struct change *change, const struct viewer *viewer, int64_t id,
			     struct issue_work *work)
{
	struct issue_work found;
	enum outcome outcome = issue_find_work_id(&change->db, id, change->now, &found);

	if (outcome == OK && found.issue.community_id != viewer->community_id)
		outcome = NOT_FOUND;
	if (outcome == OK)
		*work = found;
	return outcome;
}

/* ------------------------------------------------------------------ edits */

static void note_changed(struct text *changed, const char *name, bool is_changed)
{
	if (is_changed)
		text_addf(changed, "%s%s", changed->length ? ", " : "", name);
}

/* The names of the fields that differ, "" when none do. */
static const char *changed_fields(struct arena *arena, const struct issue_work *work,
				  const struct issue_edit *edit)
{
	const struct issue *issue = &work->issue;
	struct text changed = text_begin(arena, 256);

	note_changed(&changed, "title", strcmp(edit->title, issue->title) != 0);
	note_changed(&changed, "text", strcmp(edit->text, issue->text) != 0);
	note_changed(&changed, "place", strcmp(edit->place, issue->place) != 0);
	note_changed(&changed, "category", strcmp(edit->category, issue->category) != 0);
	note_changed(&changed, "area", edit->area_id != issue->area_id);
	note_changed(&changed, "precision", edit->precision != work->precision);
	note_changed(&changed, "publish_not_before",
		     edit->publish_not_before != work->publish_not_before);
	return changed.bytes;
}

static bool are_words_changed(const struct issue *issue, const struct issue_edit *edit)
{
	return strcmp(edit->title, issue->title) != 0 || strcmp(edit->text, issue->text) != 0 ||
	       strcmp(edit->place, issue->place) != 0;
}

/* Kind and place are what it is found under, and who answers for it follows from them. */
static bool is_moved(const struct issue_work *work, const struct issue_edit *edit)
{
	return strcmp(edit->category, work->issue.category) != 0 ||
	       edit->area_id != work->issue.area_id || edit->precision != work->precision;
}

/* What everybody could read does not change before their eyes without a word. */
static bool needs_reason(const struct issue_work *work, const struct issue_edit *edit)
{
	return are_words_changed(&work->issue, edit) ||
	       (work->issue.published_at && is_moved(work, edit));
}

static enum outcome check_edit(struct change *change, struct form *form,
			       const struct issue_work *work, const struct issue_edit *edit)
{
	struct category category;
	struct area area;

	if (edit->revision && edit->revision != work->revision)
		form_fault_with(form, (struct fault){.field = "",
						     .kind = FAULT_CHANGED_MEANWHILE,
						     .detail = arena_printf(
							     change->db.arena, "%s\n\n%s",
							     work->issue.title, work->issue.text)});
	if (category_find(&change->db, edit->category, &category) != OK)
		form_fault_with(form, (struct fault){.field = "category",
						     .kind = FAULT_UNKNOWN,
						     .detail = edit->category});
	if (edit->area_id &&
	    community_find_area(&change->db, work->issue.community_id, edit->area_id, &area) != OK)
		form_fault(form, "area", FAULT_UNKNOWN);
	if (*edit->reason && !issue_reason_find(edit->reason))
		form_fault_with(form, (struct fault){.field = "reason",
						     .kind = FAULT_UNKNOWN,
						     .detail = edit->reason});
	else if (!*edit->reason && needs_reason(work, edit))
		form_fault(form, "reason", FAULT_MISSING);
	return form->faults.count ? INVALID : db_outcome(&change->db);
}

static enum outcome keep_edit(struct change *change, const struct issue_work *work,
			      const struct issue_edit *edit)
{
	return change_run(
		change,
		"UPDATE issue SET category = $2, title = $3, text = $4, place = $5, area_id = $6, "
		"precision = $7, publish_not_before = $8, updated_at = $9, flags = $10, "
		"is_flag_open = 0, "
		"revision = revision + 1 "
		"WHERE id = $1",
		ARGS(INT(work->issue.id), TEXT(edit->category), TEXT(edit->title), TEXT(edit->text),
		     TEXT(edit->place), INT_OR_NONE(edit->area_id), INT(edit->precision),
		     INT_OR_NONE(work->issue.published_at ? 0 : edit->publish_not_before),
		     INT(change->now),
		     INT(flags_of(change->db.arena, issue_words(change->db.arena, edit->title,
								edit->text, edit->place)))));
}

/* Write down an edit, a hiding, a showing, a remark: the state stays. */
static enum outcome add_event(struct change *change, const struct issue_work *work,
			      struct issue_event event, int64_t *event_id)
{
	event.issue_id = work->issue.id;
	event.from_state = event.to_state = work->issue.state;
	event.role = change->actor.role;
	return issue_event_add(change, &event, event_id);
}

static enum outcome note_done(struct change *change, int64_t id, const char *action,
			      const char *name, const char *value)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};

	pairs_add(arena, &after, name, value);
	return audit_add(change, action, issue_subject(arena, id), "", audit_json(arena, &after));
}

/* Staff's own note, and nothing else. */
static enum outcome add_note(struct change *change, const struct issue_work *work, const char *note)
{
	int64_t event_id;
	enum outcome outcome = add_event(
		change, work, (struct issue_event){.kind = "note", .internal_note = note},
		&event_id);

	return outcome == OK ? audit_add(change, "issue note",
					 issue_subject(change->db.arena, work->issue.id), "", "")
			     : outcome;
}

enum outcome issue_change(struct change *change, struct form *form, const struct viewer *viewer,
			  int64_t id, const struct issue_edit *given)
{
	struct issue_work work;
	struct issue_edit edit = *given;
	enum outcome outcome = find_own(change, viewer, id, &work);
	const char *changed;
	int64_t event_id;

	if (outcome != OK)
		return outcome;
	edit.category = *text_or_empty(edit.category) ? edit.category : work.issue.category;
	edit.place = text_or_empty(edit.place);
	edit.reason = text_or_empty(edit.reason);
	outcome = check_edit(change, form, &work, &edit);
	if (outcome != OK)
		return outcome;
	changed = changed_fields(change->db.arena, &work, &edit);
	if (!*changed)
		return *text_or_empty(edit.internal_note)
			       ? add_note(change, &work, edit.internal_note)
			       : OK;
	outcome = keep_edit(change, &work, &edit);
	if (outcome == OK)
		outcome = add_event(change, &work,
				    (struct issue_event){.kind = "edit",
							 .reason = edit.reason,
							 .internal_note = edit.internal_note,
							 .is_public = *edit.reason},
				    &event_id);
	if (outcome == OK)
		outcome = note_done(change, id, "issue edit", "changed", changed);
	return outcome == OK ? issue_tell(change, id, work.is_public, *edit.reason ? event_id : 0)
			     : outcome;
}

enum outcome issue_pass_words(struct change *change, const struct viewer *viewer, int64_t id)
{
	struct issue_work work;
	enum outcome outcome = find_own(change, viewer, id, &work);

	if (outcome == OK)
		outcome = change_run(change, "UPDATE issue SET is_flag_open = 0 WHERE id = $1",
				     ARGS(INT(id)));
	return outcome == OK ? audit_add(change, "issue words pass",
					 issue_subject(change->db.arena, id), "", "")
			     : outcome;
}

enum outcome issue_revert(struct change *change, struct form *form, const struct viewer *viewer,
			  int64_t id, int64_t revision)
{
	struct issue_work work;
	struct issue_private original;
	struct issue_edit edit = {.reason = "original", .revision = revision};
	enum outcome outcome = find_own(change, viewer, id, &work);

	if (outcome != OK)
		return outcome;
	if (!work.is_reworded)
		return NOT_FOUND;
	outcome = issue_private_find(change, id, &original);
	if (outcome != OK)
		return outcome;
	edit.title = original.original_title;
	edit.text = original.original_text;
	edit.place = original.original_place;
	edit.area_id = work.issue.area_id;
	edit.precision = work.precision;
	edit.publish_not_before = work.publish_not_before;
	return issue_change(change, form, viewer, id, &edit);
}

/* ------------------------------------------------------------------ hiding */

enum outcome issue_hide(struct change *change, struct form *form, const struct viewer *viewer,
			int64_t id, const struct issue_remark *remark)
{
	const char *reason = text_or_empty(remark->reason);
	const struct issue_reason *found = issue_reason_find(reason);
	struct issue_work work;
	int64_t event_id;
	enum outcome outcome;

	if (!*reason)
		return form_fault(form, "reason", FAULT_MISSING);
	if (!found || !found->is_for_hiding)
		return form_fault_with(
			form,
			(struct fault){.field = "reason", .kind = FAULT_UNKNOWN, .detail = reason});
	outcome = find_own(change, viewer, id, &work);
	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE issue SET hidden_class = $2, revision = revision + 1 "
				     "WHERE id = $1",
				     ARGS(INT(id), TEXT(reason)));
	if (outcome == OK)
		outcome = add_event(change, &work,
				    (struct issue_event){.kind = "hide",
							 .reason = reason,
							 .internal_note = remark->internal_note},
				    &event_id);
	if (outcome == OK)
		outcome = note_done(change, id, "issue hide", "reason", reason);
	return outcome == OK ? issue_tell(change, id, work.is_public, 0) : outcome;
}

enum outcome issue_hide_at_once(struct change *change, struct form *form,
				const struct viewer *viewer, int64_t id)
{
	static const struct issue_remark remark = {.reason = "emergency"};
	struct issue_work work;
	enum outcome outcome = find_own(change, viewer, id, &work);

	if (outcome != OK || *work.hidden_class)
		return outcome;
	return issue_hide(change, form, viewer, id, &remark);
}

enum outcome issue_show(struct change *change, struct form *form, const struct viewer *viewer,
			int64_t id)
{
	struct issue_work work;
	int64_t event_id;
	enum outcome outcome = find_own(change, viewer, id, &work);

	if (outcome != OK)
		return outcome;
	if (work.is_public || !state_facts((enum state)state_find(work.issue.state))->is_public)
		return form_fault(form, "", FAULT_NOT_ALLOWED_NOW);
	outcome = issue_publish(change, id);
	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE issue SET revision = revision + 1 WHERE id = $1",
				     ARGS(INT(id)));
	if (outcome == OK)
		outcome = add_event(change, &work, (struct issue_event){.kind = "show"}, &event_id);
	if (outcome == OK)
		outcome = note_done(change, id, "issue show", "state", work.issue.state);
	return outcome == OK ? issue_tell(change, id, work.is_public, 0) : outcome;
}

enum outcome issue_note(struct change *change, struct form *form, const struct viewer *viewer,
			int64_t id, const char *note)
{
	struct issue_work work;
	enum outcome outcome = find_own(change, viewer, id, &work);

	if (outcome != OK)
		return outcome;
	if (!*text_or_empty(note))
		return form_fault(form, "internal_note", FAULT_MISSING);
	return add_note(change, &work, note);
}

/* ------------------------------------------------------------------ embargo */

/* Whose moment has come, and which may be seen once it has. */
#define DUE                                                                            \
	" FROM issue WHERE publish_not_before <= $1 AND published_at IS NULL "         \
	"AND hidden_class IS NULL AND state NOT IN ('new', 'moderation', 'declined', " \
	"'duplicate', 'restricted')"

int64_t issue_due_count(struct db *db, int64_t now)
{
	return db_int(db, "SELECT count(*)" DUE, ARGS(INT(now)), 0);
}

enum outcome issue_release_due(struct change *change, int64_t *count)
{
	struct {
		int64_t *items;
		size_t count;
	} due = {0};
	struct rows rows = db_rows(&change->db, "SELECT id" DUE " ORDER BY publish_not_before, id",
				   ARGS(INT(change->now)));
	enum outcome outcome = OK;

	while (rows_next(&rows))
		*LIST_ADD(change->db.arena, &due) = rows_int(&rows, 0);
	for (size_t i = 0; outcome == OK && i < due.count; i++) {
		outcome = issue_publish(change, due.items[i]);
		if (outcome == OK)
			outcome = note_done(change, due.items[i], "issue release", "embargo",
					    "over");
		if (outcome == OK)
			outcome = issue_tell(change, due.items[i], false, 0);
	}
	if (outcome == OK)
		outcome = db_outcome(&change->db);
	if (outcome == OK)
		*count = (int64_t)due.count;
	return outcome;
}
