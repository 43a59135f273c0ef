/*
 * photo.h - photos of issues: kept, hidden until they are moderated, shown, taken away.
 *
 *	form ---> draft (a day at most) ---> waiting ---> public ---> removed (the bytes are gone)
 *	                                           `-------------------^
 *
 * The bytes come from picture.h, decoded and written anew; nothing of the sent file is kept. What the
 * public may see of them is decided by the view photo_public: a photo that a moderator let through,
 * of an issue that is public now. photo.c reads, photo_draft.c is how they come in, photo_moderate.c
 * what moderators do with them.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "access.h"
#include "base/picture.h"
#include "db.h"
#include "form.h"

#define PHOTO_EACH_MOST    3 /* of one report, one update, one addition */
#define PHOTO_WAITING_MOST 6 /* of one issue, sent by its reporter and not looked at yet */
#define PHOTO_NAME_BITS    128

struct photo {
	int64_t id, community_id, issue_id;
	int64_t year, number; /* of the issue */
	int64_t event_id;     /* the update it came with; 0: the report itself, or an addition */
	const char *name;     /* its address: /G/photos/NAME.jpg */
	const char *moment;   /* "before" or "after" what was done */
	const char *state;    /* "waiting", "public", "removed" */
	const char *alt;      /* what it shows, for who cannot see it */
	int64_t width, height, size; /* of the whole one: pixels, bytes */
	int64_t made_at;
	const char *removed_reason;
};

struct photos {
	struct photo *items;
	size_t count;
};

/* The public ones of a public issue, those of before first. */
struct photos photo_list(struct db *db, int64_t issue_id);

/* For staff: what waits and what is public of an issue. */
struct photos photo_list_work(struct db *db, int64_t issue_id);

/* For moderators: what waits in a hromada, oldest first; how many. */
struct photos photo_waiting(struct db *db, int64_t community_id, int limit);
int64_t photo_waiting_count(struct db *db, int64_t community_id);

/* How many of an issue wait. */
int64_t photo_waiting_of(struct db *db, int64_t issue_id);

/* One that is not removed, as moderators see it. NOT_FOUND, or GONE when it is. */
CHECKED enum outcome photo_find(struct db *db, int64_t community_id, const char *name,
				struct photo *photo);

enum photo_form { PHOTO_WHOLE, PHOTO_THUMBNAIL };

/*
 * The JPEG of one. What everybody may see; with is_moderator what waits too. NOT_FOUND, GONE for what
 * was removed or is not public any more.
 */
CHECKED enum outcome photo_open(struct db *db, int64_t community_id, const char *name,
				enum photo_form form, bool is_moderator,
				struct picture_bytes *bytes);

/* ------------------------------------------------------------------ coming in (photo_draft.c) */

struct photo_draft {
	const char *key; /* to take it out again */
	int64_t width, height, size;
};

struct photo_drafts {
	struct photo_draft *items;
	size_t count;
};

/*
 * Whatever a form brings is kept under a random word first, which travels on in the form: it survives
 * faults, going back, a line that breaks. *token is the form's word, "" for none yet; another one
 * comes back when it is not known. TOO_MUCH beyond PHOTO_EACH_MOST; the same photo again is OK.
 */
CHECKED enum outcome photo_draft_add(struct change *change, const char **token,
				     const struct developed *developed);
CHECKED enum outcome photo_draft_drop(struct change *change, const char *token, const char *key);
struct photo_drafts photo_draft_list(struct db *db, const char *token);

/* Forget those of more than a day ago. */
CHECKED enum outcome photo_draft_tidy(struct change *change);

/* What the photos of a form belong to. */
struct photo_place {
	int64_t issue_id;
	int64_t event_id;   /* the update they came with, or 0 */
	int64_t message_id; /* the resident's message they came with, or 0 */
	bool is_after;      /* they show what was done */
};

/* Which of the two a photo shows, as a form says: "before" or "after", by their place in this order. */
enum photo_moment { PHOTO_BEFORE, PHOTO_AFTER };
int photo_moment_find(const char *key);
const char *photo_moment_key(enum photo_moment moment);

struct photo_choice {
	int moment; /* enum photo_moment */
};
extern const struct field photo_choice_fields[];

/* What a photo that comes with the step to that state shows unless somebody says so. */
enum photo_moment photo_moment_of_step(const char *to);

/* The drafts under the word become photos that wait; nothing when there are none. */
CHECKED enum outcome photo_adopt(struct change *change, const char *token,
				 const struct photo_place *place);

/* The newest line of an issue's history, for photos that came with it. */
int64_t photo_newest_event(struct db *db, int64_t issue_id);

/* ------------------------------------------------------------------ moderation (photo_moderate.c) */

struct photo_decision {
	const char *alt, *moment; /* of publishing */
	const char *reason;       /* of removing: one for hiding, of issue_reasons */
};
extern const struct field photo_publish_fields[];
extern const struct field photo_remove_fields[];

/* Let it through; once more on a public one changes alt and moment. alt is asked. */
CHECKED enum outcome photo_publish(struct change *change, struct form *form,
				   const struct viewer *viewer, const char *name,
				   const struct photo_decision *decision);

/* Take it away for good: its bytes are overwritten, its address answers 410. A reason is asked. */
CHECKED enum outcome photo_remove(struct change *change, struct form *form,
				  const struct viewer *viewer, const char *name,
				  const struct photo_decision *decision);

/* Put a blurred one in its place; the old bytes are overwritten. */
CHECKED enum outcome photo_replace(struct change *change, const struct viewer *viewer,
				   const char *name, const struct developed *developed);
