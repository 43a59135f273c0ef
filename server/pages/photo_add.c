/* photo_add.c - more photos to a report, by its secret link. */
#include "issue_view.h"
#include "model/community.h"
#include "photo_view.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/photo_add.html.h"

static enum outcome find(struct request *request, struct issue_work *work)
{
	return issue_find_secret(request->db, request->community->id, request->path_values[1],
				 request->now, work);
}

static const char *path_of(const struct request *request)
{
	return arena_printf(request->arena, "/%s/my/%s", request->community->slug,
			    request->path_values[1]);
}

enum outcome photo_add_page(struct request *request)
{
	struct issue_work work;
	struct photo_field photos = photo_form_field(request);
	enum outcome outcome = find(request, &work);

	if (outcome != OK)
		return outcome;
	page_wants_form(request);
	photo_add_html(page_begin_with(request, &(struct frame){.title = SAY("Add photos"),
								.place = PLACE_ISSUES,
								.is_hidden = true}),
		       path_of(request),
		       issue_key_text(request->arena, work.issue.year, work.issue.number),
		       &request->checked, &photos);
	return page_end(request);
}

static enum outcome check(struct request *request, const struct issue_work *work)
{
	size_t count = photo_form_count(request);

	if (!count && !request->checked.faults.count)
		return form_fault(&request->checked, "photo", FAULT_MISSING);
	if (photo_waiting_of(request->db, work->issue.id) + (int64_t)count > PHOTO_WAITING_MOST)
		form_fault_with(&request->checked, (struct fault){.field = "photo",
								  .kind = FAULT_PHOTO_WAIT,
								  .number = PHOTO_WAITING_MOST});
	return request->checked.faults.count ? INVALID : OK;
}

enum outcome photo_add_action(struct request *request, struct change *change)
{
	struct issue_work work;
	enum outcome outcome = find(request, &work);

	if (outcome == OK)
		outcome = photo_form_keep(request, change);
	if (outcome != OK)
		return outcome;
	if (check(request, &work) != OK)
		return OK; /* what came is kept; the form is shown again with what is wrong */
	outcome = photo_adopt(
		change, photo_form_word(request),
		&(struct photo_place){.issue_id = work.issue.id,
				      .is_after = strcmp(work.issue.phase, "open") != 0});
	return outcome == OK ? request_go(request, arena_printf(request->arena, "%s?photos=added",
								path_of(request)))
			     : outcome;
}
