/*
 * issue_history.c - the lines of an issue's history in the reader's words, for pages and feeds.
 */
#include "issue_history.h"

#include "issue_view.h"
#include "model/state.h"
#include "server/page.h"
#include "wording.h"

static const struct wording roles[] = {
	{"resident", SAY("the reporter")},
	{"admin", SAY("the administrator")},
	{"moderator", SAY("the moderator")},
	{"secretary", SAY("the secretary of the working group")},
	{"chair", SAY("the chair of the working group")},
	{"member", SAY("a member of the working group")},
	{"police", SAY("the police")},
	{"chief", SAY("the head of the police unit")},
	{"starosta", SAY("the starosta")},
	{"works", SAY("the responsible body")},
	{"observer", SAY("an observer")},
};

static const struct wording kinds[] = {
	{"edit", SAY("Text edited")},
	{"hide", SAY("Hidden")},
	{"show", SAY("Shown again")},
	{"note", SAY("Internal note")},
	{"message", SAY("A resident's message")},
	{"meeting", SAY("Put on the next meeting's list")},
	{"meeting off", SAY("Taken off the next meeting's list")},
	{"due", SAY("Target date moved")},
	{"photo", SAY("Photos added")},
	{"photo removed", SAY("Photo removed")},
};

/* What a message was sent for. */
static const struct wording messages[] = {
	{"addition", SAY("The reporter adds")},
	{"withdrawal", SAY("The reporter takes the report back")},
	{"confirmation", SAY("The reporter confirms that it is done")},
	{"reopening", SAY("The reporter says that it is not done")},
	{"comment", SAY("A resident's comment")},
};

const char *issue_history_undone(const struct request *request, const char *state)
{
	return words_fill(request->arena, page_words(request),
			  words_say(page_words(request), SAY("Step taken back, again: {1}")),
			  (struct hole[]){words_hole(issue_view_state(request, state))}, 1);
}

const char *issue_history_taken_back(const struct request *request, const struct update *update)
{
	const char *what = strcmp(update->kind, "due") == 0
				   ? words_say(page_words(request), SAY("Target date moved"))
				   : issue_view_state(request, update->to_state);

	return words_fill(request->arena, page_words(request),
			  words_say(page_words(request), SAY("{1}: taken back")),
			  (struct hole[]){words_hole(what)}, 1);
}

const char *issue_history_confirmer(const struct request *request, const char *confirmed_by)
{
	return strcmp(confirmed_by, role_key(ROLE_RESIDENT)) == 0
		       ? words_say(page_words(request), SAY("the reporter"))
		       : confirmed_by;
}

bool issue_history_is_by_letter(const struct update *update)
{
	int state = state_find(update->to_state);

	return state >= 0 && state_facts((enum state)state)->is_by_letter;
}

const char *issue_history_message(const struct request *request, const char *kind)
{
	return WORDING(request, messages, kind);
}

static struct issue_line line_of(const struct request *request, const struct update *update)
{
	bool is_step = strcmp(update->kind, "step") == 0,
	     is_undo = strcmp(update->kind, "undo") == 0,
	     is_message = strcmp(update->kind, "message") == 0,
	     is_agenda = strcmp(update->kind, "meeting") == 0,
	     is_removal = strcmp(update->kind, "photo") == 0 && *update->reason;
	struct date none = {0};
	bool is_taken_off = is_agenda && strcmp(update->reason, "off") == 0;

	return (struct issue_line){
		.number = update->number,
		.at = update->at,
		.what = update->is_undone ? issue_history_taken_back(request, update)
			: is_step         ? issue_view_state(request, update->to_state)
			: is_undo         ? issue_history_undone(request, update->to_state)
			: is_message      ? issue_history_message(request, update->reason)
					  : WORDING(request, kinds,
                                               is_taken_off ? "meeting off"
						    : is_removal ? "photo removed"
								 : update->kind),
		.who = is_message ? "" : WORDING(request, roles, update->role),
		.body = is_undo ? "" : update->organisation,
		.note = update->note,
		.reason = is_message || is_agenda ? "" : issue_view_reason(request, update->reason),
		.evidence = update->evidence,
		.is_by_letter = issue_history_is_by_letter(update),
		.confirmed_by = issue_history_confirmer(request, update->confirmed_by),
		.due = is_undo ? none : update->due,
		.due_before = update->due_before,
		.review_on = is_undo ? none : update->review_on,
	};
}

struct issue_lines issue_history_lines(const struct request *request, const struct updates *updates)
{
	struct issue_lines lines = {0};

	for (size_t i = 0; i < updates->count; i++)
		*LIST_ADD(request->arena, &lines) = line_of(request, &updates->items[i]);
	return lines;
}

struct issue_lines issue_history_work_lines(const struct request *request,
					    const struct update_works *works)
{
	struct issue_lines lines = {0};

	for (size_t i = 0; i < works->count; i++) {
		const struct update_work *work = &works->items[i];
		struct issue_line *line = LIST_ADD(request->arena, &lines);

		*line = line_of(request, &work->update);
		line->internal_note = work->internal_note;
		line->person = work->is_former
				       ? words_say(page_words(request), SAY("former employee"))
				       : work->person;
		line->is_internal = !work->is_public;
	}
	return lines;
}
