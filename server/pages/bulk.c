/*
 * bulk.c - one act on many issues of the queue.
 *
 * What could be done is done; what could not stays ticked on a page of its own, each row with its
 * reason and everything typed still there. Whether the act itself lacked something, or single issues,
 * is told apart by the faults' fields: an issue's fault has its number for a field.
 */
#include "bulk.h"

#include "issue_view.h"
#include "model/community.h"
#include "model/issue_bulk.h"
#include "model/issue_queue.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/faults.h"
#include "templates/work.html.h"

static const char *const act_names[BULK_ACT_COUNT] = {
	[BULK_REGISTER] = SAY("Accept: register and publish"),
	[BULK_ASSIGN] = SAY("Assign a responsible body"),
	[BULK_MEETING] = SAY("Put on the next meeting's list"),
	[BULK_DUPLICATE] = SAY("Mark as duplicates"),
	[BULK_HIDE] = SAY("Hide with a reason"),
};

static struct choices reasons_of(const struct request *request)
{
	struct choices choices = {0};

	for (const struct issue_reason *reason = issue_reasons(); reason->key; reason++)
		if (reason->is_for_hiding)
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = reason->key,
				.label = issue_view_reason(request, reason->key)};
	return choices;
}

const struct bulk_bar *bulk_bar_of(struct request *request, const char *task)
{
	struct bulk_bar *bar = arena_take(request->arena, sizeof(*bar));
	struct form *blank = arena_take(request->arena, sizeof(*blank));
	static const struct pairs nothing = {0};

	*blank = form_begin(request->arena, &nothing);
	*bar = (struct bulk_bar){.slug = request->community->slug,
				 .form = blank,
				 .task = issue_task_find(task) >= 0 ? task : NULL};
	for (int act = 0; act < BULK_ACT_COUNT; act++)
		if (issue_bulk_is_open_to(&request->viewer, (enum bulk_act)act))
			*LIST_ADD(request->arena, &bar->acts) = (struct choice){
				.key = issue_bulk_key((enum bulk_act)act),
				.label = words_say(page_words(request), act_names[act])};
	if (!bar->acts.count)
		return NULL;
	bar->may_assign = issue_bulk_is_open_to(&request->viewer, BULK_ASSIGN);
	bar->may_mark = issue_bulk_is_open_to(&request->viewer, BULK_DUPLICATE);
	bar->may_hide = issue_bulk_is_open_to(&request->viewer, BULK_HIDE);
	if (bar->may_assign)
		bar->bodies = issue_view_organisations(request);
	if (bar->may_hide)
		bar->reasons = reasons_of(request);
	return bar;
}

/* ------------------------------------------------------------------ what stays ticked */

/* What a reason is about, where the sentence alone would not say. */
static const char *field_name(const struct request *request, const char *field)
{
	static const struct {
		const char *field, *name;
	} names[] = {
		{"publish_not_before", SAY("Do not publish before")},
		{"responsible", SAY("Responsible body")},
		{"due", SAY("Target date")},
		{"duplicate_of", SAY("Number of the main issue")},
		{"note", SAY("Note for everybody")},
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i].field, field) == 0)
			return words_say(page_words(request), names[i].name);
	return NULL;
}

/* An issue's fault: its number, and the field of its own form in detail. */
static const char *why(const struct request *request, const struct fault *fault)
{
	const struct words *words = page_words(request);
	const char *name, *sentence;

	if (fault->kind == FAULT_UNKNOWN && !fault->detail)
		return words_say(words, SAY("There is no such issue, or it is not for you"));
	name = field_name(request, fault->detail ? fault->detail : "");
	sentence = faults_sentence(request->arena, words, fault);
	return name ? arena_printf(request->arena, "%s: %s", name, sentence) : sentence;
}

/* Of the act, and not of an issue. */
static bool is_of_act(const char *field)
{
	for (const struct field *known = issue_bulk_fields; known->name; known++)
		if (strcmp(known->name, field) == 0)
			return true;
	return false;
}

static const struct fault *fault_of_issue(const struct request *request, const char *number)
{
	return is_of_act(number) ? NULL : form_fault_of(&request->checked, number);
}

static bool is_shown(const struct issue_rows *rows, const char *number)
{
	for (size_t i = 0; i < rows->count; i++)
		if (strcmp(rows->items[i].number, number) == 0)
			return true;
	return false;
}

/* The row of a ticked issue that was not done; a number that leads nowhere is a row all the same. */
static void add_row(struct request *request, struct bulk_view *view, const char *number)
{
	const struct fault *fault = fault_of_issue(request, number);
	struct issue_key key = {.community_id = request->community->id};
	struct issue_row row = {.title = number, .number = number, .state = "", .tag = ""};
	struct issue_work work;

	if (is_shown(&view->rows, number))
		return;
	if (!view->is_faulty && !fault) {
		view->done++;
		*LIST_ADD(request->arena, &view->rows) = (struct issue_row){.number = number};
		return;
	}
	if (issue_key_read(number, &key) == OK &&
	    issue_find_work(request->db, key, request->now, &work) == OK &&
	    issue_is_open_to(&request->viewer, &work))
		row = issue_view_work_row(request, &work);
	row.is_ticked = row.tick;
	row.why = fault ? why(request, fault) : NULL;
	view->left += fault != NULL;
	*LIST_ADD(request->arena, &view->rows) = row;
}

/* What was done is done with: only what is left is shown. */
static void leave_done(struct request *request, struct bulk_view *view)
{
	struct issue_rows left = {0};

	for (size_t i = 0; i < view->rows.count; i++)
		if (view->rows.items[i].title)
			*LIST_ADD(request->arena, &left) = view->rows.items[i];
	view->rows = left;
}

/* Nothing was chosen: what could be, so that the rest of what was typed need not be typed again. */
static void offer(struct request *request, struct bulk_view *view)
{
	struct issue_queue queue = issue_queue_begin(&request->viewer, request->now);
	int wanted = issue_task_find(form_typed(&request->checked, "task"));

	view->is_empty = true;
	for (int task = 0; task < ISSUE_TASK_COUNT; task++) {
		struct issue_works works = {0};

		if (wanted < 0 || task == wanted)
			works = issue_task_list(request->db, (enum issue_task)task, &queue);
		for (size_t i = 0; i < works.count; i++) {
			struct issue_row row = issue_view_work_row(request, &works.items[i]);

			if (issue_is_open_to(&request->viewer, &works.items[i]) &&
			    !is_shown(&view->rows, row.number))
				*LIST_ADD(request->arena, &view->rows) = row;
		}
	}
}

enum outcome bulk_again_page(struct request *request)
{
	struct bulk_bar *bar = arena_take(request->arena, sizeof(*bar));
	const struct bulk_bar *whole = bulk_bar_of(request, form_typed(&request->checked, "task"));
	struct bulk_view view = {.bar = bar};
	size_t count = 0;

	if (!whole)
		return FORBIDDEN;
	*bar = *whole;
	bar->form = &request->checked;
	for (size_t i = 0; i < request->checked.faults.count; i++)
		view.is_faulty |= is_of_act(request->checked.faults.items[i].field);
	for (size_t i = 0; i < request->form.count && count < BULK_MOST; i++)
		if (strcmp(request->form.items[i].name, "issue") == 0) {
			add_row(request, &view, request->form.items[i].value);
			count++;
		}
	leave_done(request, &view);
	if (!count)
		offer(request, &view);
	work_bulk_html(
		page_begin_with(request, &(struct frame){.title = SAY("With the chosen issues"),
							 .place = PLACE_WORK,
							 .has_faults = true,
							 .is_hidden = true}),
		&view);
	return page_end(request);
}

/* There is nothing to see without a choice. */
enum outcome bulk_page(struct request *request)
{
	return request_go(request,
			  arena_printf(request->arena, "/%s/work", request->community->slug));
}

/* ------------------------------------------------------------------ doing it */

/* Told to the page that is shown again once the rest is stored. */
static void tell(struct request *request, const struct issue_bulk_faults *faults)
{
	for (size_t i = 0; i < faults->count; i++) {
		struct fault fault = faults->items[i].fault;
		bool is_lost = strcmp(fault.field, "issue") == 0;

		if (fault.kind != FAULT_REDIRECT_ONLY && fault.kind != FAULT_CHANGED_MEANWHILE)
			fault.detail = is_lost ? NULL : fault.field;
		fault.field = faults->items[i].number;
		(void)form_fault_with(&request->checked, fault);
	}
}

enum outcome bulk_action(struct request *request, struct change *change)
{
	struct issue_bulk bulk = {0};
	struct issue_bulk_faults faults = {0};
	const char *task = pairs_value(&request->form, "task");
	enum outcome outcome = form_read(&request->checked, issue_bulk_fields, &bulk);

	if (outcome == OK)
		outcome = issue_bulk_do(change, &request->checked, &request->viewer, &bulk,
					&faults);
	if (outcome != OK)
		return outcome;
	if (faults.count) {
		tell(request, &faults);
		return OK;
	}
	return request_go(request, arena_printf(request->arena, "/%s/work?saved=1%s%s",
						request->community->slug,
						issue_task_find(task) >= 0 ? "&task=" : "",
						issue_task_find(task) >= 0 ? task : ""));
}
