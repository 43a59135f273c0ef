/*
 * photo_view.h - photos in forms and on pages, for all files of server/pages/ that have some.
 *
 * A form that takes photos is multipart, its route has ROUTE_MULTIPART | ROUTE_PHOTOS and
 * photo_prepare; its template shows photo_input. Its action begins with photo_form_keep: what came is
 * kept as a draft then, whatever is wrong with the rest, and the word for it stands in the form as
 * "photos". An action that finds faults later gives OK, so that this is kept (dispatch shows the form
 * again all the same).
 */
#pragma once

#include "model/photo.h"
#include "server/request.h"
#include "templates/photo.h"

/*
 * Keep what a form brought, take out what it says; faults go to its field "photo". Anything but OK is
 * the database's.
 */
CHECKED enum outcome photo_form_keep(struct request *request, struct change *change);

/* The word of a form's photos, "" for none; how many there are. */
const char *photo_form_word(const struct request *request);
size_t photo_form_count(struct request *request);

/* For the template: what the form has brought so far. */
struct photo_field photo_form_field(struct request *request);

/* As pages show them; is_labelled: they tell of before and after. */
struct photo_views photo_views_of(const struct request *request, const struct photos *photos);

/* Those an issue shows everybody; with a link for moderators on staff's page. */
struct photo_views photo_views_public(struct request *request, int64_t issue_id);
struct photo_views photo_views_work(struct request *request, int64_t issue_id);

/* "before" and "after" in words, to choose from. */
struct choices photo_view_moments(const struct request *request);

/* Whether the reader asked for few bytes; the answer then depends on it. */
bool photo_view_saves_data(struct request *request);
