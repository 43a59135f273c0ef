#include "issue_view.h"

#include "issue_flags.h"
#include "model/community.h"
#include "model/issue_bulk.h"
#include "model/state.h"
#include "server/letter.h"
#include "server/page.h"
#include "wording.h"

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

const char *issue_view_source(const struct request *request, const char *source)
{
	return WORDING(request, sources, source);
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

struct issue_row issue_view_work_row(const struct request *request, const struct issue_work *work)
{
	struct issue_row row = issue_view_row(request, &work->issue);

	row.href = issue_view_work_path(request, &work->issue);
	row.age = age_of(request, &work->issue);
	row.is_not_public = !work->is_public;
	row.flags = issue_flags_line(request, work);
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
		.by_mail = letter_ask_issue_path(request, issue->year, issue->number),
	};

	if (issue->has_point)
		view.point = arena_printf(request->arena, "%.5g, %.5g", issue->latitude,
					  issue->longitude);
	if (view.point) {
		struct near near = near_read(view.point, "");

		view.near = near_text(request->arena, &near);
	}
	return view;
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
