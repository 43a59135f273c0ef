/* The queue: what waits for staff, task by task; one task; everything, searched. */
#include "bulk.h"
#include "issue_view.h"
#include "model/base/unicode.h"
#include "model/community.h"
#include "model/contact.h"
#include "model/issue_queue.h"
#include "model/photo.h"
#include "model/state.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/work.html.h"

#define ROWS_FEW  3  /* of a task, when all are shown */
#define ROWS_PAGE 25 /* of one */

static const struct {
	const char *name, *hint;
	bool is_for_moderators, is_late;
} tasks[ISSUE_TASK_COUNT] = {
	[TASK_EMERGENCY] = {SAY("Hidden at once, to be decided"), NULL, true, true},
	[TASK_OVERDUE] = {SAY("Overdue"), NULL, false, true},
	[TASK_FLAGGED] = {SAY("To be moderated with care"),
			  SAY("The words may give away a person, a child or what is restricted "
			      "under martial law."),
			  true, false},
	[TASK_MODERATE] = {SAY("New, to be moderated"), NULL, true, false},
	[TASK_MESSAGES] = {SAY("Comments and messages to be read"),
			   SAY("What residents sent to an issue. Nobody sees it before you let it "
			       "through."),
			   true, false},
	[TASK_PHOTOS] =
		{SAY("Photos to be looked at"),
		 SAY("Nobody sees a photo before you let it through and tell what it shows."), true,
		 false},
	[TASK_ASSIGN] = {SAY("Nobody answers for it yet"), NULL, false, false},
	[TASK_ANSWER] = {SAY("Needs an answer"),
			 SAY("Reopened, or under way and nothing was told to residents for two "
			     "weeks."),
			 false, true},
	[TASK_SOON] = {SAY("Due within three days"), NULL, false, false},
	[TASK_MOVED] = {SAY("Target date moved more than once"), NULL, false, false},
	[TASK_REVIEW] = {SAY("On hold, to be looked at again"), NULL, false, true},
	[TASK_MEETING] = {SAY("Waits for the meeting"), NULL, false, false},
	[TASK_CONFIRM] = {SAY("Done, to be confirmed"),
			  SAY("Somebody who did not do the work confirms it: a meeting, the "
			      "reporter, the starosta."),
			  false, false},
	[TASK_PROGRESS] = {SAY("Under way"), NULL, false, false},
	[TASK_EMBARGO] = {SAY("Waiting for its moment"), NULL, true, false},
	[TASK_WITHHELD] = {SAY("Hidden or not for the public"), NULL, true, false},
};

/* What waits for nobody here has a count and a page, but no rows on the first one. */
static bool has_rows(enum issue_task task)
{
	return task != TASK_PROGRESS && task != TASK_EMBARGO && task != TASK_WITHHELD;
}

static bool may_see(const struct viewer *viewer, enum issue_task task)
{
	return !tasks[task].is_for_moderators || viewer_may(viewer, MODERATE_ISSUE);
}

/* ------------------------------------------------------------------ filters */

static void add_part(struct text *query, const char *name, const char *value)
{
	if (!*value)
		return;
	text_addf(query, "%s%s=", query->length ? "&" : "?", name);
	text_add_encoded(query, value, "");
}

/* A page of the queue with the filters that are set, and more=value behind them. */
static const char *address(struct request *request, const char *folder, const char *more,
			   const char *value)
{
	static const char *const kept[] = {"q", "state", "category", "area", "body"};
	struct text query = text_begin(request->arena, 8192);

	for (size_t i = 0; i < COUNT(kept); i++)
		add_part(&query, kept[i],
			 unicode_scrub(request->arena, pairs_value(&request->query, kept[i])));
	if (more)
		add_part(&query, more, value);
	return arena_printf(request->arena, "/%s/%s%s", request->community->slug, folder,
			    query.bytes);
}

static bool is_asked(const struct request *request, const char *name)
{
	return *pairs_value(&request->query, name);
}

static struct choices states_of(const struct request *request)
{
	struct choices choices = {0};

	for (int state = 0; state < STATE_COUNT; state++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = state_key((enum state)state),
			.label = issue_view_state(request, state_key((enum state)state))};
	return choices;
}

static struct work_view view_begin(struct request *request, const struct issue_queue *queue)
{
	struct form *form = arena_take(request->arena, sizeof(*form));
	struct work_view view = {
		.slug = request->community->slug,
		.form = form,
		.states = states_of(request),
		.categories = issue_view_categories(request, true),
		.areas = issue_view_areas(request),
		.may_hide_at_once = viewer_may(&request->viewer, MODERATE_ISSUE),
		.may_enter = viewer_may(&request->viewer, ENTER_ISSUE),
		.may_handle_personal = viewer_may(&request->viewer, HANDLE_PERSONAL),
		.may_write_answers = viewer_may(&request->viewer, WRITE_ANSWERS),
		.may_read_appeals = viewer_may(&request->viewer, READ_APPEALS),
		.may_search_contacts = viewer_may(&request->viewer, READ_PRIVATE) && !queue->own_id,
		.is_narrowed = is_asked(request, "category") || is_asked(request, "area") ||
			       is_asked(request, "body"),
	};

	*form = form_begin(request->arena, &request->query);
	view.bulk = bulk_bar_of(request, pairs_value(&request->query, "task"));
	/* Who sees the own body's work has nobody else's to choose. */
	if (!queue->own_id)
		view.bodies = issue_view_organisations(request);
	return view;
}

/* ------------------------------------------------------------------ tasks */

static struct issue_rows rows_of(struct request *request, const struct issue_works *works)
{
	struct issue_rows rows = {0};

	for (size_t i = 0; i < works->count; i++)
		*LIST_ADD(request->arena, &rows) = issue_view_work_row(request, &works->items[i]);
	return rows;
}

static struct work_task task_of(struct request *request, enum issue_task task,
				const struct issue_queue *queue, struct issue_works *works)
{
	const struct words *words = page_words(request);
	struct work_task view = {
		.key = issue_task_key(task),
		.name = words_say(words, tasks[task].name),
		.hint = tasks[task].hint ? words_say(words, tasks[task].hint) : NULL,
		.href = address(request, "work", "task", issue_task_key(task)),
		.count = issue_task_count(request->db, task, queue),
		.is_late = tasks[task].is_late,
	};

	if (view.count && (queue->limit == ROWS_PAGE || has_rows(task)))
		*works = issue_task_list(request->db, task, queue);
	view.rows = rows_of(request, works);
	/* Where what residents sent is read. */
	for (size_t i = 0; task == TASK_MESSAGES && i < view.rows.count; i++)
		view.rows.items[i].href = arena_printf(request->arena, "%s/messages",
						       view.rows.items[i].href);
	view.has_more = view.count > (int64_t)works->count;
	return view;
}

static const struct frame frame = {
	.title = SAY("Work queue"), .place = PLACE_WORK, .is_hidden = true};

static enum outcome show_one(struct request *request, enum issue_task task,
			     struct issue_queue *queue)
{
	struct work_view view = view_begin(request, queue);
	struct issue_works works = {0};
	struct work_task one;
	const char *next;

	queue->limit = ROWS_PAGE;
	one = task_of(request, task, queue, &works);
	view.one = &one;
	next = issue_task_next(request->db, task, queue, &works);
	if (next)
		view.next = arena_printf(request->arena, "%s&before=%s", one.href, next);
	if (*queue->before)
		view.first = one.href;
	if (is_asked(request, "q") || view.is_narrowed)
		view.clear = arena_printf(request->arena, "/%s/work?task=%s", view.slug, one.key);
	work_one_html(page_begin_with(request, &(struct frame){.title = tasks[task].name,
							       .place = PLACE_WORK,
							       .is_hidden = true}),
		      &view);
	return page_end(request);
}

static const char *empty_of(const struct request *request, const struct work_tasks *all)
{
	struct text names = text_begin(request->arena, 4096);

	for (size_t i = 0; i < all->count; i++)
		if (!all->items[i].count)
			text_addf(&names, "%s%s", names.length ? "; " : "", all->items[i].name);
	return names.bytes;
}

enum outcome work_page(struct request *request)
{
	int wanted = issue_task_find(pairs_value(&request->query, "task"));
	struct issue_queue queue = issue_queue_read(request->arena, &request->viewer, request->now,
						    &request->query);
	struct work_view view;

	if (wanted >= 0 && may_see(&request->viewer, (enum issue_task)wanted))
		return show_one(request, (enum issue_task)wanted, &queue);
	queue.before = "";
	queue.limit = ROWS_FEW;
	view = view_begin(request, &queue);
	for (int task = 0; task < ISSUE_TASK_COUNT; task++) {
		struct issue_works works = {0};

		if (may_see(&request->viewer, (enum issue_task)task))
			*LIST_ADD(request->arena, &view.tasks) = task_of(
				request, (enum issue_task)task, &queue, &works);
	}
	view.empty = empty_of(request, &view.tasks);
	if (is_asked(request, "q") || view.is_narrowed)
		view.clear = arena_printf(request->arena, "/%s/work", view.slug);
	if (viewer_may(&request->viewer, MODERATE_ISSUE))
		view.photo_count = photo_waiting_count(request->db, request->community->id);
	work_html(page_begin_with(request, &frame), &view);
	return page_end(request);
}

/* ------------------------------------------------------------------ everything */

static enum outcome show_search(struct request *request, struct work_view *view)
{
	page_wants_form(request);
	work_search_html(
		page_begin_with(request, &(struct frame){.title = SAY("Search in everything"),
							 .place = PLACE_WORK,
							 .has_faults = view->form->faults.count > 0,
							 .is_hidden = true}),
		view);
	return page_end(request);
}

enum outcome work_search_page(struct request *request)
{
	struct issue_queue queue = issue_queue_read(request->arena, &request->viewer, request->now,
						    &request->query);
	const char *state = pairs_value(&request->query, "state"), *next;
	struct work_view view = view_begin(request, &queue);
	struct issue_works works;

	if (state_find(state) < 0)
		state = NULL;
	queue.limit = ROWS_PAGE;
	works = issue_search(request->db, &queue, state);
	view.found = rows_of(request, &works);
	next = issue_search_next(request->db, &queue, state, &works);
	if (next)
		view.next = address(request, "work/search", "before", next);
	if (*queue.before)
		view.first = address(request, "work/search", NULL, NULL);
	/* A search by contact that went wrong comes back here with its fault. */
	if (request->method == METHOD_POST)
		view.form = &request->checked;
	return show_search(request, &view);
}

/* What was typed as the register keeps it; NULL when it is neither telephone nor e-mail. */
static const char *contact_typed(struct request *request)
{
	const char *typed = form_typed(&request->checked, "contact"), *phone;

	typed = unicode_clean(request->arena, typed, strlen(typed), ONE_LINE);
	phone = contact_phone(request->arena, typed);
	return phone ? phone : contact_is_email(typed) ? typed : NULL;
}

enum outcome work_contact_action(struct request *request, struct change *change)
{
	struct issue_queue queue = issue_queue_begin(&request->viewer, request->now);
	struct work_view view = view_begin(request, &queue);
	struct issue_works works;
	struct work_task found = {0};
	const char *contact = contact_typed(request);
	enum outcome outcome;

	if (!contact)
		return form_fault(&request->checked, "contact",
				  *form_typed(&request->checked, "contact") ? FAULT_NOT_A_PHONE
									    : FAULT_MISSING);
	outcome = issue_search_contact(change, &queue, contact, &works);
	if (outcome != OK)
		return outcome;
	view.found = rows_of(request, &works);
	found.count = (int64_t)works.count;
	view.one = &found;
	view.contact = contact;
	view.form = &request->checked;
	return show_search(request, &view);
}
