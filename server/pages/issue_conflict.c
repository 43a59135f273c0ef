#include "issue_conflict.h"

#include "issue_history.h"

#include "model/base/unicode.h"
#include "model/community.h"
#include "server/field_words.h"
#include "server/page.h"

/* The fields of the edit and of the steps that an issue itself has. */
static const char *const fields[] = {"title", "text",      "category",    "area",
				     "place", "precision", "responsible", "due"};

#define FINGERPRINT 12 /* characters: enough to tell an edit */

static const char *number_or_nothing(const struct request *request, int64_t number)
{
	return number ? arena_printf(request->arena, "%lld", (long long)number) : "";
}

/* What stands there, as a form would send it. */
static const char *value_of(const struct request *request, const struct issue_work *work,
			    const char *field)
{
	const struct issue *issue = &work->issue;

	if (strcmp(field, "title") == 0)
		return issue->title;
	if (strcmp(field, "text") == 0)
		return issue->text;
	if (strcmp(field, "category") == 0)
		return issue->category;
	if (strcmp(field, "area") == 0)
		return number_or_nothing(request, issue->area_id);
	if (strcmp(field, "place") == 0)
		return issue->place;
	if (strcmp(field, "precision") == 0)
		return arena_printf(request->arena, "%d", work->precision);
	if (strcmp(field, "responsible") == 0)
		return number_or_nothing(request, issue->organisation_id);
	return words_date_short(request->arena, words_of("uk"), issue->due);
}

/* What was typed, as the register would keep it, so that the two can be compared. */
static const char *typed_of(const struct request *request, const char *field)
{
	const char *typed = pairs_value(&request->form, field);
	struct date date;

	if (strcmp(field, "due") == 0 && date_read_typed(typed, &date) == OK)
		return words_date_short(request->arena, words_of("uk"), date);
	return unicode_clean(request->arena, typed, strlen(typed),
			     strcmp(field, "text") == 0 ? MANY_LINES : ONE_LINE);
}

static const char *fingerprint(const struct request *request, const char *value)
{
	return arena_bytes(request->arena, secret_hash(request->arena, value, strlen(value)),
			   FINGERPRINT);
}

/* "title" under its fingerprint: "title=0123456789ab ". */
static const char *mark(const struct request *request, const char *field, const char *value)
{
	return arena_printf(request->arena, "%s=%s ", field, fingerprint(request, value));
}

const char *issue_conflict_was(const struct request *request, const struct issue_work *work)
{
	struct text was = text_begin(request->arena, 1024);

	for (size_t i = 0; i < COUNT(fields); i++)
		text_add(&was, mark(request, fields[i], value_of(request, work, fields[i])));
	return was.bytes;
}

static const char *choice_name(const struct request *request, const char *field)
{
	return arena_printf(request->arena, "keep_%s", field);
}

void issue_conflict_settle(struct request *request, const struct issue_work *work)
{
	for (size_t i = 0; i < COUNT(fields); i++) {
		const char *choice = pairs_value(&request->form, choice_name(request, fields[i]));

		if (strcmp(choice, "theirs") != 0)
			continue;
		for (size_t k = 0; k < request->form.count; k++)
			if (strcmp(request->form.items[k].name, fields[i]) == 0)
				request->form.items[k].value = value_of(request, work, fields[i]);
	}
}

static void add_field(struct request *request, const struct issue_work *work,
		      struct conflict *conflict, const char *field)
{
	const char *theirs = value_of(request, work, field), *mine = typed_of(request, field);
	const char *was = pairs_value(&request->form, "was"), *who = NULL;
	bool is_known = strstr(was, arena_printf(request->arena, "%s=", field));
	bool is_mine_new = !is_known || !strstr(was, mark(request, field, mine));
	bool is_theirs_new = !is_known || !strstr(was, mark(request, field, theirs));

	if (!pairs_find(&request->form, field) || strcmp(theirs, mine) == 0)
		return;
	if (is_mine_new && is_theirs_new)
		who = SAY("changed by both");
	else
		who = is_mine_new ? SAY("changed by you alone") : SAY("changed by the other alone");
	*LIST_ADD(request->arena, &conflict->fields) = (struct conflict_field){
		.name = choice_name(request, field),
		.label = field_words_label(request, field),
		.theirs = field_words_value(request, request->community, field, theirs),
		.mine = field_words_value(request, request->community, field, mine),
		.who = words_say(page_words(request), who),
		.is_theirs = !is_mine_new,
	};
}

const struct conflict *issue_conflict_find(struct request *request, const struct issue_work *work,
					   const struct update_works *lines)
{
	const char *revision = pairs_value(&request->form, "revision");
	struct conflict *conflict = arena_take(request->arena, sizeof(*conflict));
	struct update_works meanwhile = {0};
	int64_t seen = strtoll(pairs_value(&request->form, "seen"), NULL, 10);

	if (request->method != METHOD_POST || !*revision ||
	    strtoll(revision, NULL, 10) == work->revision || !request->checked.faults.count)
		return NULL;
	for (size_t i = 0; seen > 0 && i < lines->count; i++)
		if (lines->items[i].update.number > seen)
			*LIST_ADD(request->arena, &meanwhile) = lines->items[i];
	conflict->lines = issue_history_work_lines(request, &meanwhile);
	conflict->state = issue_view_state(request, work->issue.state);
	for (size_t i = 0; i < COUNT(fields); i++)
		add_field(request, work, conflict, fields[i]);
	/* The versions stand side by side; the summary above need not repeat them. */
	for (size_t i = 0; i < request->checked.faults.count; i++)
		if (request->checked.faults.items[i].kind == FAULT_CHANGED_MEANWHILE)
			request->checked.faults.items[i].detail = NULL;
	return conflict;
}

const struct conflict_lost *issue_conflict_lost_find(struct request *request, const char *name)
{
	static const char *const typed[] = {
		"note",         "internal_note",  "responsible", "due",
		"review_on",    "reason",         "evidence",    "confirmed_by",
		"duplicate_of", "meeting_number", "meeting_on",  "starosta"};
	struct conflict_lost *lost = arena_take(request->arena, sizeof(*lost));

	lost->name = name;
	for (size_t i = 0; i < COUNT(typed); i++) {
		const char *value = unicode_scrub(request->arena,
						  pairs_value(&request->form, typed[i]));

		if (!*value)
			continue;
		pairs_add(request->arena, &lost->carried, typed[i], value);
		pairs_add(request->arena, &lost->shown, field_words_label(request, typed[i]),
			  field_words_value(request, request->community, typed[i], value));
	}
	return lost->carried.count ? lost : NULL;
}
