/*
 * issue_view.h - from the model's issues to what their pages show (templates/issue_view.h).
 */
#pragma once

#include "model/category.h"
#include "model/issue.h"
#include "model/organisation.h"
#include "model/update.h"
#include "server/request.h"
#include "templates/issue_work.h"

/* The key that stands at a place of the route, in the hromada at hand. INVALID when it is none. */
CHECKED enum outcome issue_view_key(const struct request *request, int place,
				    struct issue_key *key);

/*
 * Staff's view of the issue that the route names in its second place. FORBIDDEN when it is not open to
 * this viewer; NOT_FOUND.
 */
CHECKED enum outcome issue_view_find_work(const struct request *request, struct issue_work *work);

/* "/korosten/issues/2026-147"; "/korosten/work/2026-147". */
const char *issue_view_path(const struct request *request, const struct issue *issue);
const char *issue_view_work_path(const struct request *request, const struct issue *issue);

/* "с. Барди, біля школи", as far as it is told. */
const char *issue_view_place(const struct request *request, const struct issue *issue);

/* "12 people say that it concerns them too", "" when nobody does. */
const char *issue_view_support(const struct request *request, const struct issue *issue);

/* A row that leads to the public page; one that leads to staff's view. */
struct issue_row issue_view_row(const struct request *request, const struct issue *issue);
struct issue_row issue_view_work_row(const struct request *request, const struct issue_work *work);
struct issue_rows issue_view_rows(const struct request *request, const struct issues *issues);

/* The whole, without its lines (issue_history.h). */
struct issue_view issue_view_of(const struct request *request, const struct issue *issue);

/* Where "hide at once" goes, for who moderates and while it is not hidden; NULL. */
const char *issue_view_emergency(const struct request *request, const struct issue *issue);

/* Names in the reader's language. */
const char *issue_view_state(const struct request *request, const char *state);
const char *issue_view_reason(const struct request *request, const char *reason);
const char *issue_view_source(const struct request *request, const char *source);

/* Choices for forms: kinds (all, or those that take reports), areas, bodies. */
struct choices issue_view_categories(const struct request *request, bool only_open);
struct choices issue_view_areas(const struct request *request);
struct choices issue_view_organisations(const struct request *request);
