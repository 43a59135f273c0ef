#include "open311_view.h"

#include "issue_history.h"
#include "issue_view.h"
#include "model/photo.h"
#include "model/state.h"
#include "server/page.h"

struct open311_viewing open311_viewing_begin(struct request *request, bool has_extensions)
{
	return (struct open311_viewing){
		.request = request,
		.areas = community_areas(request->db, request->community->id),
		.has_extensions = has_extensions,
	};
}

const char *open311_status(const char *state)
{
	int found = state_find(state);

	return found >= 0 && state_facts((enum state)found)->group == GROUP_OPEN ? "open"
										 : "closed";
}

const char *open311_photo_url(const struct request *request, const char *name)
{
	return request_url(request, arena_printf(request->arena, "/%s/photos/%s.jpg",
						 request->community->slug, name));
}

/* "2026-147" is what the register calls it, too. */
static const char *id_of(const struct request *request, const struct issue *issue)
{
	return issue_key_text(request->arena, issue->year, issue->number);
}

/* From the most specific to the most general, as the specification wants it. */
static const char *address_of(const struct request *request, const struct issue *issue)
{
	const char *area = area_title(request->arena, issue->area_kind, issue->area);

	if (*area && *issue->place)
		return arena_printf(request->arena, "%s, %s", issue->place, area);
	return *area ? area : issue->place;
}

/* The national code of its settlement; "" where that may not be told. */
static const char *address_id_of(const struct open311_viewing *viewing, const struct issue *issue)
{
	for (size_t i = 0; i < viewing->areas.count; i++)
		if (issue->area_id && viewing->areas.items[i].id == issue->area_id)
			return viewing->areas.items[i].katottg;
	return "";
}

/* "Resolved: The lamp was replaced." */
static const char *notes_of(const struct request *request, const struct issue *issue)
{
	const char *state = issue_view_state(request, issue->state);
	struct update update;

	if (update_find_newest_note(request->db, issue->id, &update) != OK)
		return state;
	return arena_printf(request->arena, "%s: %s", state, update.note);
}

/* "For requests with status=closed, this will be the date the request was closed." */
static int64_t updated_of(const struct issue *issue)
{
	if (strcmp(issue->phase, "closed") == 0 && issue->closed_at)
		return issue->closed_at;
	if (strcmp(issue->phase, "open") != 0 && issue->resolved_at)
		return issue->resolved_at;
	return issue->updated_at;
}

static int64_t expected_of(const struct issue *issue)
{
	return date_is_set(issue->due) ? date_start(date_add_days(issue->due, 1)) - 1 : 0;
}

const char *open311_line(const struct request *request, const struct update *update)
{
	struct updates one = {.items = arena_take(request->arena, sizeof(*update)), .count = 1};
	struct issue_lines lines;
	const char *what;

	one.items[0] = *update;
	lines = issue_history_lines(request, &one);
	what = lines.count ? lines.items[0].what : "";
	return *update->note ? arena_printf(request->arena, "%s: %s", what, update->note) : what;
}

static void add_notes(const struct open311_viewing *viewing, const struct issue *issue,
		      struct open311_request *view)
{
	const struct request *request = viewing->request;
	struct updates updates = update_list(request->db, issue->id);
	struct issue_lines lines = issue_history_lines(request, &updates);

	for (size_t i = 0; i < lines.count && i < updates.count; i++)
		*LIST_ADD(request->arena,
			  &view->notes) = (struct open311_note){.datetime = updates.items[i].at,
								.type = updates.items[i].kind,
								.summary = lines.items[i].what,
								.description = lines.items[i].note,
								.state = updates.items[i].to_state};
}

struct open311_request open311_view(const struct open311_viewing *viewing,
				    const struct issue *issue)
{
	struct request *request = viewing->request;
	bool is_english = strcmp(request->language, "en") == 0;
	struct photos photos = issue->photo_count ? photo_list(request->db, issue->id)
						  : (struct photos){0};
	struct open311_request view = {
		.service_request_id = id_of(request, issue),
		.status = open311_status(issue->state),
		.status_notes = notes_of(request, issue),
		.service_name = is_english ? issue->category_en : issue->category_uk,
		.service_code = issue->category,
		.description = issue->text,
		.agency_responsible = issue->organisation,
		.requested_datetime = issue->reported_at,
		.updated_datetime = updated_of(issue),
		.expected_datetime = expected_of(issue),
		.address = address_of(request, issue),
		.address_id = address_id_of(viewing, issue),
		.has_point = issue->has_point,
		.latitude = issue->latitude,
		.longitude = issue->longitude,
		.title = issue->title,
		.state = issue->state,
		.url = request_url(request, request_path(request, issue_view_path(request, issue))),
		.area = issue->area,
		.modified_datetime = issue->updated_at,
		.support_count = issue->support_count,
		.reopened_count = issue->reopened_count,
		.is_overdue = issue->is_overdue,
		.is_made_up = issue->is_made_up,
	};

	for (size_t i = 0; i < photos.count; i++)
		*LIST_ADD(request->arena,
			  &view.media_urls) = open311_photo_url(request, photos.items[i].name);
	if (view.media_urls.count)
		view.media_url = view.media_urls.items[0];
	if (viewing->has_extensions)
		add_notes(viewing, issue, &view);
	return view;
}

/* What markup and quotes become in the worst of both faces. */
static size_t weight_of(const char *text)
{
	size_t weight = text ? strlen(text) : 0;

	for (const char *at = text; at && (at = strpbrk(at, "<>&\"\\\n")); at++)
		weight += 4;
	return weight;
}

size_t open311_view_weight(const struct open311_request *request)
{
	size_t weight = 1200 + weight_of(request->description) + weight_of(request->status_notes) +
			weight_of(request->address);

	for (size_t i = 0; i < request->notes.count; i++)
		weight += 250 + weight_of(request->notes.items[i].description);
	return weight;
}
