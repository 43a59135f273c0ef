/*
 * photo.c - photos themselves, for everybody; and what moderators see and do of them.
 *
 * A photo may be kept by browsers for as long as they like, but has to be asked for each time (no-cache
 * with an ETag): asking costs no bytes, and a photo that is hidden is gone at the next look.
 */
#include "model/photo.h"
#include "issue_view.h"
#include "model/community.h"
#include "photo_view.h"
#include "server/darkroom.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/photo.html.h"

#define THUMBNAIL_ENDING "-thumb"
#define QUEUE_MOST       60

/* ------------------------------------------------------------------ the pictures */

enum outcome photo_page(struct request *request)
{
	const char *name = request->path_values[1];
	size_t length = strlen(name), ending = strlen(THUMBNAIL_ENDING);
	bool is_thumbnail = length > ending &&
			    strcmp(name + length - ending, THUMBNAIL_ENDING) == 0;
	struct picture_bytes bytes;
	enum outcome outcome;

	if (is_thumbnail)
		name = arena_bytes(request->arena, name, length - ending);
	outcome = photo_open(request->db, request->community->id, name,
			     is_thumbnail ? PHOTO_THUMBNAIL : PHOTO_WHOLE,
			     viewer_may(&request->viewer, MODERATE_ISSUE), &bytes);
	if (outcome != OK)
		return outcome;
	return request_answer(request, "image/jpeg", (const char *)bytes.bytes, bytes.length);
}

/* ------------------------------------------------------------------ as pages show them */

bool photo_view_saves_data(struct request *request)
{
	const char *wish = pairs_find_header(&request->headers, "Save-Data");

	request->response.varies_by_saving = true;
	return wish && strcasecmp(wish, "on") == 0;
}

static const char *moment_of(const struct request *request, const struct photo *photo)
{
	return words_say(page_words(request),
			 strcmp(photo->moment, "after") == 0 ? SAY("After") : SAY("Before"));
}

static struct photo_view view_of(const struct request *request, const struct photo *photo)
{
	const char *slug = request->community->slug;
	uint32_t width, height;

	picture_thumbnail_size((uint32_t)photo->width, (uint32_t)photo->height, &width, &height);
	return (struct photo_view){
		/* Pictures have no language. */
		.href = arena_printf(request->arena, "/%s/photos/%s.jpg", slug, photo->name),
		.thumbnail = arena_printf(request->arena, "/%s/photos/%s" THUMBNAIL_ENDING ".jpg",
					  slug, photo->name),
		.alt = photo->alt,
		.moment = moment_of(request, photo),
		.width = width,
		.height = height,
		.whole_width = photo->width,
		.whole_height = photo->height,
		.kilobytes = (photo->size + 999) / 1000};
}

struct photo_views photo_views_of(const struct request *request, const struct photos *photos)
{
	struct photo_views views = {0};

	for (size_t i = 0; i < photos->count; i++)
		*LIST_ADD(request->arena, &views) = view_of(request, &photos->items[i]);
	return views;
}

struct photo_views photo_views_public(struct request *request, int64_t issue_id)
{
	struct photos photos = photo_list(request->db, issue_id);
	struct photo_views views = photo_views_of(request, &photos);
	bool saves = photo_view_saves_data(request);
	bool has_after = photos.count &&
			 strcmp(photos.items[photos.count - 1].moment, "after") == 0;

	for (size_t i = 0; i < views.count; i++) {
		if (saves)
			views.items[i].thumbnail = NULL;
		if (!has_after)
			views.items[i].moment = NULL;
	}
	return views;
}

static void add_work(const struct request *request, const struct photo *photo,
		     struct photo_view *view)
{
	view->work = arena_printf(request->arena, "/%s/work/photos/%s", request->community->slug,
				  photo->name);
	if (strcmp(photo->state, "waiting") == 0) {
		view->state = words_say(page_words(request), SAY("waits to be checked"));
		if (!*view->alt)
			view->alt = words_say(page_words(request), SAY("A photo to be checked"));
	}
}

/* Who does not moderate sees what everybody sees. */
struct photo_views photo_views_work(struct request *request, int64_t issue_id)
{
	struct photos photos = photo_list_work(request->db, issue_id);
	struct photo_views views;

	if (!viewer_may(&request->viewer, MODERATE_ISSUE))
		return photo_views_public(request, issue_id);
	views = photo_views_of(request, &photos);
	for (size_t i = 0; i < views.count; i++)
		add_work(request, &photos.items[i], &views.items[i]);
	return views;
}

/* ------------------------------------------------------------------ before a moderator */

enum outcome photo_queue_page(struct request *request)
{
	struct photos photos = photo_waiting(request->db, request->community->id, QUEUE_MOST);
	struct photo_queue view = {
		.slug = request->community->slug,
		.photos = photo_views_of(request, &photos),
		.count = photo_waiting_count(request->db, request->community->id)};

	for (size_t i = 0; i < photos.count; i++) {
		add_work(request, &photos.items[i], &view.photos.items[i]);
		view.photos.items[i].state = NULL;
		view.photos.items[i].issue = issue_key_text(request->arena, photos.items[i].year,
							    photos.items[i].number);
	}
	photo_queue_html(
		page_begin_with(request, &(struct frame){.title = SAY("Photos to be checked"),
							 .place = PLACE_WORK,
							 .is_hidden = true}),
		&view);
	return page_end(request);
}

struct choices photo_view_moments(const struct request *request)
{
	struct choices choices = {0};

	*LIST_ADD(request->arena, &choices) = (struct choice){
		.key = "before",
		.label = words_say(page_words(request), SAY("Before anything was done"))};
	*LIST_ADD(request->arena, &choices) = (struct choice){
		.key = "after", .label = words_say(page_words(request), SAY("After it was done"))};
	return choices;
}

static struct choices reasons(const struct request *request)
{
	struct choices choices = {0};

	for (const struct issue_reason *reason = issue_reasons(); reason->key; reason++)
		if (reason->is_for_hiding && strcmp(reason->key, "emergency") != 0)
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = reason->key,
				.label = issue_view_reason(request, reason->key)};
	return choices;
}

static struct photo_cells cells_of(const struct request *request, const struct photo *photo)
{
	uint32_t columns = picture_columns((uint32_t)photo->width, (uint32_t)photo->height);
	struct photo_cells cells = {0};

	for (uint32_t i = 0; i < PICTURE_CELLS; i++)
		*LIST_ADD(request->arena, &cells) = (struct photo_cell){
			.number = i, .row = i / columns + 1, .column = i % columns + 1};
	return cells;
}

/* The form of publishing, with what is known of it. */
static const struct form *values_of(struct request *request, const struct photo *photo)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));

	pairs_add(request->arena, pairs, "alt", photo->alt);
	pairs_add(request->arena, pairs, "moment", photo->moment);
	*form = form_begin(request->arena, pairs);
	return form;
}

enum outcome photo_work_page(struct request *request)
{
	struct photo photo;
	struct issue_work work;
	enum outcome outcome = photo_find(request->db, request->community->id,
					  request->path_values[1], &photo);
	struct photo_work view;

	if (outcome == OK)
		outcome = issue_find_work(
			request->db,
			(struct issue_key){request->community->id, photo.year, photo.number},
			request->now, &work);
	if (outcome != OK)
		return outcome;
	view = (struct photo_work){
		.slug = request->community->slug,
		.name = photo.name,
		.issue = issue_key_text(request->arena, photo.year, photo.number),
		.issue_href = issue_view_work_path(request, &work.issue),
		.title = work.issue.title,
		.view = view_of(request, &photo),
		.form = request->method == METHOD_POST ? &request->checked
						       : values_of(request, &photo),
		.moments = photo_view_moments(request),
		.reasons = reasons(request),
		.cells = cells_of(request, &photo),
		.is_tall = photo.height > photo.width,
		.is_waiting = strcmp(photo.state, "waiting") == 0};
	page_wants_form(request);
	photo_work_html(page_begin_with(request, &(struct frame){.title = SAY("Photo"),
								 .place = PLACE_WORK,
								 .is_hidden = true}),
			&view);
	return page_end(request);
}

/* ------------------------------------------------------------------ what they decide */

static const char *name_of(const struct request *request)
{
	return request->path_values[1];
}

/* To staff's page of the issue, where what is left to do stands. */
static enum outcome to_issue(struct request *request, const struct photo *photo)
{
	return request_go(request,
			  arena_printf(request->arena, "/%s/work/%s?saved=1#photos",
				       request->community->slug,
				       issue_key_text(request->arena, photo->year, photo->number)));
}

enum outcome photo_publish_action(struct request *request, struct change *change)
{
	struct photo_decision decision = {0};
	struct photo photo;
	enum outcome outcome = photo_find(request->db, request->community->id, name_of(request),
					  &photo);

	if (outcome == OK)
		outcome = form_read(&request->checked, photo_publish_fields, &decision);
	if (outcome == OK)
		outcome = photo_publish(change, &request->checked, &request->viewer, photo.name,
					&decision);
	return outcome == OK ? to_issue(request, &photo) : outcome;
}

enum outcome photo_remove_action(struct request *request, struct change *change)
{
	struct photo_decision decision = {0};
	struct photo photo;
	enum outcome outcome = photo_find(request->db, request->community->id, name_of(request),
					  &photo);

	if (outcome == OK)
		outcome = form_read(&request->checked, photo_remove_fields, &decision);
	if (outcome == OK)
		outcome = photo_remove(change, &request->checked, &request->viewer, photo.name,
				       &decision);
	return outcome == OK ? to_issue(request, &photo) : outcome;
}

static uint64_t cells_wanted(const struct request *request)
{
	uint64_t cells = 0;

	for (size_t i = 0; i < request->form.count; i++) {
		const struct pair *pair = &request->form.items[i];
		unsigned long number = strtoul(pair->value, NULL, 10);

		if (strcmp(pair->name, "cell") == 0 && number < PICTURE_CELLS)
			cells |= (uint64_t)1 << number;
	}
	return cells;
}

/* On the darkroom's worker: the picture is decoded again, and by the same rules as a stranger's. */
enum outcome photo_blur_prepare(struct request *request)
{
	struct developed *developed = arena_take(request->arena, sizeof(*developed));
	struct picture_bytes whole;
	uint64_t cells = cells_wanted(request);
	enum outcome outcome = photo_open(request->db, request->community->id, name_of(request),
					  PHOTO_WHOLE, true, &whole);

	if (outcome != OK || !cells)
		return OK; /* the action says what is wrong */
	if (darkroom_develop(request->arena, whole.bytes, whole.length, cells, developed) !=
	    PICTURE_FINE)
		return BROKEN;
	request->prepared = developed;
	return OK;
}

enum outcome photo_blur_action(struct request *request, struct change *change)
{
	struct photo photo;
	enum outcome outcome = photo_find(request->db, request->community->id, name_of(request),
					  &photo);

	if (outcome != OK)
		return outcome;
	if (!cells_wanted(request))
		return form_fault(&request->checked, "cell", FAULT_MISSING);
	if (!request->prepared)
		return BUSY;
	outcome = photo_replace(change, &request->viewer, photo.name, request->prepared);
	return outcome == OK ? request_go(request,
					  arena_printf(request->arena, "/%s/work/photos/%s?saved=1",
						       request->community->slug, photo.name))
			     : outcome;
}
