#include "issue_view.h"

#include "model/base/text.h"
#include "model/base/unicode.h"
#include "model/community.h"
#include "model/flag.h"
#include "model/issue_bulk.h"
#include "model/state.h"
#include "server/page.h"

#define FLAGS_LINE_MAXIMUM 4000

/* A table's English key becomes the reader's words. */
struct wording {
	const char *key, *sentence;
};

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

static const struct wording sources[] = {
	{"resident", SAY("told by a resident")},
	{"meeting", SAY("raised at a meeting")},
	{"police", SAY("entered by the police")},
	{"starosta", SAY("told by the starosta")},
	{"call", SAY("told by telephone")},
	{"letter", SAY("told by letter")},
	{"visit", SAY("told in person")},
	{"import", SAY("taken over from another register")},
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

static const struct {
	uint32_t flag;
	const char *sentence;
} flag_names[FLAG_COUNT] = {
	{FLAG_NAME, SAY("may name a person")},
	{FLAG_CONTACT, SAY("a telephone, address or number")},
	{FLAG_ADDRESS, SAY("somebody's home")},
	{FLAG_CHILD, SAY("may identify a child")},
	{FLAG_POINT, SAY("a point on the map")},
	{FLAG_MILITARY, SAY("not to be told in wartime")},
};

#define WORDING(request, table, key) wording_of((request), (table), COUNT(table), (key))

static const char *wording_of(const struct request *request, const struct wording *table,
			      size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(table[i].key, key) == 0)
			return words_say(page_words(request), table[i].sentence);
	return "";
}

static bool is_english(const struct request *request)
{
	return strcmp(request->language, "en") == 0;
}

/* ------------------------------------------------------------------ names */

const char *issue_view_state(const struct request *request, const char *state)
{
	int found = state_find(state);

	if (found < 0)
		return state;
	return is_english(request) ? state_facts((enum state)found)->english
				   : state_facts((enum state)found)->ukrainian;
}

const char *issue_view_reason(const struct request *request, const char *reason)
{
	const struct issue_reason *of_edit = issue_reason_find(reason);
	const struct state_reason *of_step = state_reason_find(reason);

	if (of_edit)
		return is_english(request) ? of_edit->english : of_edit->ukrainian;
	if (of_step)
		return is_english(request) ? of_step->english : of_step->ukrainian;
	return reason;
}

const char *issue_view_undone(const struct request *request, const char *state)
{
	return words_fill(request->arena, page_words(request),
			  words_say(page_words(request), SAY("Step taken back, again: {1}")),
			  (struct hole[]){words_hole(issue_view_state(request, state))}, 1);
}

const char *issue_view_taken_back(const struct request *request, const struct update *update)
{
	const char *what = strcmp(update->kind, "due") == 0
				   ? words_say(page_words(request), SAY("Target date moved"))
				   : issue_view_state(request, update->to_state);

	return words_fill(request->arena, page_words(request),
			  words_say(page_words(request), SAY("{1}: taken back")),
			  (struct hole[]){words_hole(what)}, 1);
}

const char *issue_view_confirmer(const struct request *request, const char *confirmed_by)
{
	return strcmp(confirmed_by, role_key(ROLE_RESIDENT)) == 0
		       ? words_say(page_words(request), SAY("the reporter"))
		       : confirmed_by;
}

const char *issue_view_source(const struct request *request, const char *source)
{
	return WORDING(request, sources, source);
}

const char *issue_view_message(const struct request *request, const char *kind)
{
	return WORDING(request, messages, kind);
}

static const char *tag_of(const char *state)
{
	static const char *const tags[STATE_COUNT] = {
		[STATE_NEW] = "wait",         [STATE_MODERATION] = "wait",
		[STATE_REGISTERED] = "new",   [STATE_ASSIGNED] = "busy",
		[STATE_IN_PROGRESS] = "busy", [STATE_PLANNED] = "wait",
		[STATE_ON_HOLD] = "wait",     [STATE_FORWARDED] = "busy",
		[STATE_RESOLVED] = "done",    [STATE_CLOSED] = "done",
		[STATE_CLARIFIED] = "done",   [STATE_DECLINED] = "wait",
		[STATE_DUPLICATE] = "wait",   [STATE_REOPENED] = "new",
		[STATE_RESTRICTED] = "wait",
	};
	int found = state_find(state);

	return found < 0 ? "wait" : tags[found];
}

/* ------------------------------------------------------------------ one issue */

enum outcome issue_view_key(const struct request *request, int place, struct issue_key *key)
{
	key->community_id = request->community->id;
	return issue_key_read(request->path_values[place], key) == OK ? OK : NOT_FOUND;
}

enum outcome issue_view_find_work(const struct request *request, struct issue_work *work)
{
	struct issue_key key;
	enum outcome outcome = issue_view_key(request, 1, &key);

	if (outcome == OK)
		outcome = issue_find_work(request->db, key, request->now, work);
	if (outcome == OK && !issue_is_open_to(&request->viewer, work))
		outcome = FORBIDDEN;
	return outcome;
}

static const char *path_under(const struct request *request, const char *folder,
			      const struct issue *issue)
{
	return arena_printf(request->arena, "/%s/%s/%s", request->community->slug, folder,
			    issue_key_text(request->arena, issue->year, issue->number));
}

const char *issue_view_path(const struct request *request, const struct issue *issue)
{
	return path_under(request, "issues", issue);
}

const char *issue_view_work_path(const struct request *request, const struct issue *issue)
{
	return path_under(request, "work", issue);
}

const char *issue_view_place(const struct request *request, const struct issue *issue)
{
	const char *area = area_title(request->arena, issue->area_kind, issue->area);

	if (*area && *issue->place)
		return arena_printf(request->arena, "%s, %s", area, issue->place);
	return *area ? area : issue->place;
}

static const char *overdue_of(const struct request *request, const struct issue *issue)
{
	const struct words *words = page_words(request);

	if (!issue->is_overdue)
		return "";
	return words_fill(request->arena, words,
			  words_say_count(words,
					  SAY_COUNT("overdue by {1} day", "overdue by {1} days"),
					  issue->overdue_days),
			  (struct hole[]){words_hole_integer(issue->overdue_days)}, 1);
}

static const char *moved_of(const struct request *request, const struct issue *issue)
{
	const struct words *words = page_words(request);

	if (!issue->due_moves)
		return "";
	return words_fill(request->arena, words,
			  words_say_count(words, SAY_COUNT("moved {1} time", "moved {1} times"),
					  issue->due_moves),
			  (struct hole[]){words_hole_integer(issue->due_moves)}, 1);
}

static const char *age_of(const struct request *request, const struct issue *issue)
{
	const struct words *words = page_words(request);
	int64_t days = date_days_between(date_of(issue->reported_at), date_of(request->now));

	return words_fill(request->arena, words,
			  words_say_count(words, SAY_COUNT("{1} day", "{1} days"), days),
			  (struct hole[]){words_hole_integer(days)}, 1);
}

const char *issue_view_support(const struct request *request, const struct issue *issue)
{
	const struct words *words = page_words(request);

	if (!issue->support_count)
		return "";
	return words_fill(
		request->arena, words,
		words_say_count(words,
				SAY_COUNT("supported by {1} person", "supported by {1} people"),
				issue->support_count),
		(struct hole[]){words_hole_integer(issue->support_count)}, 1);
}

struct issue_row issue_view_row(const struct request *request, const struct issue *issue)
{
	return (struct issue_row){
		.href = issue_view_path(request, issue),
		.title = issue->title,
		.number = issue_key_text(request->arena, issue->year, issue->number),
		.category = is_english(request) ? issue->category_en : issue->category_uk,
		.place = issue_view_place(request, issue),
		.organisation = issue->organisation,
		.state = issue_view_state(request, issue->state),
		.tag = tag_of(issue->state),
		.overdue = overdue_of(request, issue),
		.support = issue_view_support(request, issue),
		.reported_at = issue->reported_at,
		.updated_at = issue->updated_at,
		.due = issue->due,
		.moved = moved_of(request, issue),
		.is_made_up = issue->is_made_up,
	};
}

const char *issue_view_emergency(const struct request *request, const struct issue *issue)
{
	return viewer_may(&request->viewer, MODERATE_ISSUE)
		       ? arena_printf(request->arena, "%s/emergency",
				      issue_view_path(request, issue))
		       : NULL;
}

struct work_flags issue_view_flags_in(const struct request *request, const char *text)
{
	struct flag_hits hits = flag_hits_of(request->arena, text);
	struct work_flags flags = {0};

	for (size_t i = 0; i < hits.count; i++)
		for (size_t n = 0; n < COUNT(flag_names); n++)
			if (hits.items[i].flag == flag_names[n].flag)
				*LIST_ADD(request->arena, &flags) = (struct work_flag){
					.name = words_say(page_words(request),
							  flag_names[n].sentence),
					.words = hits.items[i].words};
	return flags;
}

struct work_flags issue_view_flags(const struct request *request, const struct issue_work *work)
{
	const struct issue *issue = &work->issue;

	if (!work->flags)
		return (struct work_flags){0};
	return issue_view_flags_in(
		request, issue_words(request->arena, issue->title, issue->text, issue->place));
}

/* All of it in one line, for a row; NULL when there is nothing. */
static const char *flags_line(const struct request *request, const struct issue_work *work)
{
	struct work_flags flags = issue_view_flags(request, work);
	struct text line = text_begin(request->arena, FLAGS_LINE_MAXIMUM);

	for (size_t i = 0; i < flags.count; i++) {
		bool is_same = i && flags.items[i].name == flags.items[i - 1].name;

		text_addf(&line, "%s%s%s", i ? is_same ? ", " : "; " : "",
			  is_same ? "" : flags.items[i].name, is_same ? "" : ": ");
		text_add(&line, flags.items[i].words);
	}
	return line.length ? unicode_shorten(request->arena, line.bytes, 200) : NULL;
}

struct issue_row issue_view_work_row(const struct request *request, const struct issue_work *work)
{
	struct issue_row row = issue_view_row(request, &work->issue);

	row.href = issue_view_work_path(request, &work->issue);
	row.age = age_of(request, &work->issue);
	row.is_not_public = !work->is_public;
	row.flags = flags_line(request, work);
	for (int act = 0; act < BULK_ACT_COUNT && !row.tick; act++)
		if (issue_bulk_is_open_to(&request->viewer, (enum bulk_act)act))
			row.tick = row.number;
	if (work->is_public)
		row.emergency = issue_view_emergency(request, &work->issue);
	if (work->is_for_meeting)
		row.agenda = words_say(page_words(request), SAY("for the meeting"));
	return row;
}

struct issue_rows issue_view_rows(const struct request *request, const struct issues *issues)
{
	struct issue_rows rows = {0};

	for (size_t i = 0; i < issues->count; i++)
		*LIST_ADD(request->arena, &rows) = issue_view_row(request, &issues->items[i]);
	return rows;
}

struct issue_view issue_view_of(const struct request *request, const struct issue *issue)
{
	struct issue_view view = {
		.row = issue_view_row(request, issue),
		.slug = request->community->slug,
		.text = issue->text,
		.source = issue_view_source(request, issue->source),
		.review_on = issue->review_on,
		.feed = arena_printf(request->arena, "%s.atom", issue_view_path(request, issue)),
	};

	if (issue->has_point)
		view.point = arena_printf(request->arena, "%.5g, %.5g", issue->latitude,
					  issue->longitude);
	return view;
}

/* ------------------------------------------------------------------ history */

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
		.what = update->is_undone ? issue_view_taken_back(request, update)
			: is_step         ? issue_view_state(request, update->to_state)
			: is_undo         ? issue_view_undone(request, update->to_state)
			: is_message      ? issue_view_message(request, update->reason)
					  : WORDING(request, kinds,
                                               is_taken_off ? "meeting off"
						    : is_removal ? "photo removed"
								 : update->kind),
		.who = is_message ? "" : WORDING(request, roles, update->role),
		.body = is_undo ? "" : update->organisation,
		.note = update->note,
		.reason = is_message || is_agenda ? "" : issue_view_reason(request, update->reason),
		.evidence = update->evidence,
		.confirmed_by = issue_view_confirmer(request, update->confirmed_by),
		.due = is_undo ? none : update->due,
		.due_before = update->due_before,
		.review_on = is_undo ? none : update->review_on,
	};
}

struct issue_lines issue_view_lines(const struct request *request, const struct updates *updates)
{
	struct issue_lines lines = {0};

	for (size_t i = 0; i < updates->count; i++)
		*LIST_ADD(request->arena, &lines) = line_of(request, &updates->items[i]);
	return lines;
}

struct issue_lines issue_view_work_lines(const struct request *request,
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

/* ------------------------------------------------------------------ choices */

static const char *join_examples(const struct request *request, const struct category *category)
{
	const char *examples = is_english(request) ? category->examples_en : category->examples;
	char *copy = arena_string(request->arena, examples);

	for (char *at = copy; *at; at++)
		if (*at == ';')
			*at = ',';
	return copy;
}

struct choices issue_view_categories(const struct request *request, bool only_open)
{
	struct categories categories = category_list(request->db);
	struct choices choices = {0};

	for (size_t i = 0; i < categories.count; i++) {
		const struct category *category = &categories.items[i];

		if (!only_open || category->takes_reports)
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = category->key,
				.label = category_name(category, request->language),
				.hint = join_examples(request, category)};
	}
	return choices;
}

static const char *id_text(const struct request *request, int64_t id)
{
	return arena_printf(request->arena, "%lld", (long long)id);
}

struct choices issue_view_areas(const struct request *request)
{
	struct areas areas = community_areas(request->db, request->community->id);
	struct choices choices = {0};

	for (size_t i = 0; i < areas.count; i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = id_text(request, areas.items[i].id),
			.label = area_title(request->arena, areas.items[i].kind,
					    areas.items[i].name)};
	return choices;
}

struct choices issue_view_organisations(const struct request *request)
{
	struct organisations organisations = organisation_list(request->db, request->community->id);
	struct choices choices = {0};

	for (size_t i = 0; i < organisations.count; i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = id_text(request, organisations.items[i].id),
			.label = organisations.items[i].name};
	return choices;
}
