/* The queue: what waits for staff, task by task. */
#include "issue_view.h"
#include "model/community.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/work.html.h"

#define ROWS_EACH 25  /* of a task, when all are shown */
#define ROWS_MOST 300 /* of one */

static const struct {
	const char *name;
	bool is_for_moderators;
} tasks[ISSUE_TASK_COUNT] = {
	[TASK_MODERATE] = {SAY("To be moderated"), true},
	[TASK_OVERDUE] = {SAY("Overdue"), false},
	[TASK_ASSIGN] = {SAY("Nobody answers for it yet"), false},
	[TASK_CONFIRM] = {SAY("Done, to be confirmed"), false},
	[TASK_REVIEW] = {SAY("On hold, to be looked at again"), false},
	[TASK_PROGRESS] = {SAY("Under way"), false},
	[TASK_EMBARGO] = {SAY("Waiting for its moment"), true},
	[TASK_WITHHELD] = {SAY("Hidden or not for the public"), true},
};

/* A responsible body's people see their own work; 0 means all. */
static int64_t own_organisation(const struct viewer *viewer)
{
	return viewer_role(viewer) == ROLE_WORKS ? viewer->organisation_id : 0;
}

static bool may_see(const struct viewer *viewer, enum issue_task task)
{
	if (viewer_role(viewer) == ROLE_WORKS && !viewer->organisation_id)
		return false;
	return !tasks[task].is_for_moderators || viewer_may(viewer, MODERATE_ISSUE);
}

static struct work_task task_of(struct request *request, enum issue_task task, int limit)
{
	int64_t organisation = own_organisation(&request->viewer);
	struct issue_works works = issue_task_list(request->db, task, request->community->id,
						   organisation, request->now, limit);
	struct work_task view = {
		.key = issue_task_key(task),
		.name = words_say(page_words(request), tasks[task].name),
		.href = arena_printf(request->arena, "/%s/work?task=%s", request->community->slug,
				     issue_task_key(task)),
		.count = issue_task_count(request->db, task, request->community->id, organisation,
					  request->now),
		.is_late = task == TASK_OVERDUE,
	};

	for (size_t i = 0; i < works.count; i++)
		if (issue_is_open_to(&request->viewer, &works.items[i]))
			*LIST_ADD(request->arena,
				  &view.rows) = issue_view_work_row(request, &works.items[i]);
	view.has_more = view.count > (int64_t)works.count;
	return view;
}

enum outcome work_page(struct request *request)
{
	int wanted = issue_task_find(pairs_value(&request->query, "task"));
	struct work_view view = {.slug = request->community->slug,
				 .may_enter = viewer_may(&request->viewer, ENTER_ISSUE)};

	for (int task = 0; task < ISSUE_TASK_COUNT; task++)
		if ((wanted < 0 || wanted == task) &&
		    may_see(&request->viewer, (enum issue_task)task))
			*LIST_ADD(request->arena, &view.tasks) = task_of(
				request, (enum issue_task)task, wanted < 0 ? ROWS_EACH : ROWS_MOST);
	if (wanted >= 0)
		view.all = arena_printf(request->arena, "/%s/work", request->community->slug);
	work_html(page_begin_with(request, &(struct frame){.title = SAY("Work queue"),
							   .place = PLACE_WORK,
							   .is_hidden = true}),
		  &view);
	return page_end(request);
}
