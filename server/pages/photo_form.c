/*
 * photo_form.c - photos that forms bring: developed on the darkroom's worker, kept as drafts by the
 * writer.
 */
#include "photo_view.h"
#include "server/darkroom.h"
#include "server/pages.h"
#include "server/settings.h"

/* What became of the files of a form, in their order. */
struct batch {
	struct developed items[PHOTO_EACH_MOST];
	struct fault faults[PHOTO_EACH_MOST]; /* kind FAULT_NONE: it is fine */
	size_t count;
	bool is_too_many;
};

/* "photo.gif (GIF)" */
static const char *named(struct request *request, const struct upload *upload)
{
	const char *kind = picture_name_of(upload->bytes, upload->length);

	return *kind ? arena_printf(request->arena, "%s (%s)", upload->name, kind) : upload->name;
}

static struct fault fault_of(struct request *request, const struct upload *upload,
			     enum picture_fault found)
{
	bool is_heic = strcmp(picture_name_of(upload->bytes, upload->length), "HEIC") == 0;
	struct fault fault = {.field = "photo", .detail = upload->name};

	switch (found) {
	case PICTURE_FINE: break;
	case PICTURE_UNKNOWN:
		fault.kind = is_heic ? FAULT_PHOTO_HEIC : FAULT_PHOTO_KIND;
		fault.detail = is_heic ? upload->name : named(request, upload);
		break;
	case PICTURE_TOO_MANY:
		fault.kind = FAULT_PHOTO_PIXELS;
		fault.number = (int64_t)(PICTURE_PIXELS_MOST / 1000000);
		break;
	case PICTURE_UNUSUAL: fault.kind = FAULT_PHOTO_UNUSUAL; break;
	case PICTURE_TOO_HEAVY: fault.kind = FAULT_PHOTO_HEAVY; break;
	case PICTURE_BROKEN:
	case PICTURE_FAULT_COUNT:
	default: fault.kind = FAULT_PHOTO_BROKEN;
	}
	return fault;
}

static struct fault develop(struct request *request, const struct upload *upload,
			    struct developed *developed)
{
	struct fault fault = {.field = "photo", .detail = upload->name};

	if (!upload->length) {
		fault.kind = FAULT_PHOTO_EMPTY;
	} else if ((int64_t)upload->length > request->settings->photo_bytes) {
		fault.kind = FAULT_PHOTO_BYTES;
		fault.number = request->settings->photo_bytes >> 20;
	} else {
		fault = fault_of(request, upload,
				 darkroom_develop(request->arena, upload->bytes, upload->length, 0,
						  developed));
	}
	return fault;
}

enum outcome photo_prepare(struct request *request)
{
	struct batch *batch = arena_take(request->arena, sizeof(*batch));

	for (size_t i = 0; i < request->uploads.count; i++) {
		const struct upload *upload = &request->uploads.items[i];

		if (strcmp(upload->field, "photo") != 0)
			continue;
		if (batch->count >= PHOTO_EACH_MOST) {
			batch->is_too_many = true;
			break;
		}
		batch->faults[batch->count] = develop(request, upload, &batch->items[batch->count]);
		batch->count++;
	}
	request->prepared = batch;
	return OK;
}

/* ------------------------------------------------------------------ drafts */

const char *photo_form_word(const struct request *request)
{
	return pairs_value(&request->form, "photos");
}

size_t photo_form_count(struct request *request)
{
	return photo_draft_list(request->db, photo_form_word(request)).count;
}

static void set_word(struct request *request, const char *word)
{
	for (size_t i = 0; i < request->form.count; i++)
		if (strcmp(request->form.items[i].name, "photos") == 0) {
			request->form.items[i].value = word;
			return;
		}
	pairs_add(request->arena, &request->form, "photos", word);
}

static void fault_too_many(struct request *request)
{
	form_fault_with(&request->checked, (struct fault){.field = "photo",
							  .kind = FAULT_PHOTO_COUNT,
							  .number = PHOTO_EACH_MOST});
}

static enum outcome keep_one(struct request *request, struct change *change,
			     const struct developed *developed)
{
	const char *word = photo_form_word(request);
	enum outcome outcome = photo_draft_add(change, &word, developed);

	if (outcome == OK)
		set_word(request, word);
	if (outcome != TOO_MUCH)
		return outcome;
	fault_too_many(request);
	return OK;
}

enum outcome photo_form_keep(struct request *request, struct change *change)
{
	const struct batch *batch = request->prepared;
	enum outcome outcome = OK;

	for (size_t i = 0; outcome == OK && i < request->form.count; i++)
		if (strcmp(request->form.items[i].name, "drop") == 0)
			outcome = photo_draft_drop(change, photo_form_word(request),
						   request->form.items[i].value);
	for (size_t i = 0; batch && outcome == OK && i < batch->count; i++) {
		if (batch->faults[i].kind != FAULT_NONE)
			form_fault_with(&request->checked, batch->faults[i]);
		else
			outcome = keep_one(request, change, &batch->items[i]);
	}
	if (batch && batch->is_too_many)
		fault_too_many(request);
	return outcome;
}

struct photo_field photo_form_field(struct request *request)
{
	const char *word = photo_form_word(request);
	struct photo_drafts drafts = photo_draft_list(request->db, word);
	struct photo_field field = {.token = drafts.count ? word : "",
				    .has_room = drafts.count < PHOTO_EACH_MOST,
				    .most = PHOTO_EACH_MOST,
				    .megabytes = request->settings->photo_bytes >> 20};

	for (size_t i = 0; i < drafts.count; i++)
		*LIST_ADD(request->arena, &field) = (struct photo_kept){
			.id = arena_printf(request->arena, "drop-%zu", i + 1),
			.key = drafts.items[i].key,
			.number = (int64_t)i + 1,
			.width = drafts.items[i].width,
			.height = drafts.items[i].height,
			.kilobytes = (drafts.items[i].size + 999) / 1000};
	return field;
}
