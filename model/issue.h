/*
 * issue.h - what makes people unsafe in a hromada, and what is done about it.
 *
 * One noun, several files:
 *
 *	issue.c           reading one: as the public sees it, as staff see it, its private part
 *	issue_list.c      reading many: filters and counts; issue_queue.h: what waits for staff
 *	issue_add.c       how one comes in: from a resident, from staff, from an import
 *	issue_moderate.c  editing, publishing, hiding, what becomes public when its time has come
 *	issue_step.c      moving it from state to state (the table is state.h); issue_standing.c: the
 *			  columns that change with it; issue_undo.c: taking one's own step back;
 *			  issue_reopen.c: what comes back; issue_due.c: the day it should be done
 *	update.h          the lines of its history
 *
 * struct issue holds what everyone may see and is read through the view issue_public, which makes
 * places as coarse as category and hromada want them. What only staff may know is in struct
 * issue_work; who reported it is in struct issue_private, and fetching that is recorded.
 */
#pragma once

#include <stdbool.h>

#include "access.h"
#include "db.h"
#include "form.h"
#include "near.h"

/* What stands in an address: 2026-147 of a hromada. */
struct issue_key {
	int64_t community_id;
	int64_t year, number;
};

struct issue {
	int64_t id, community_id;
	int64_t year, number;
	const char *category, *category_uk, *category_en;
	const char *title, *text; /* plain text; text has lines */
	int64_t area_id;          /* 0: none, or not to be told */
	const char *area, *area_kind;
	const char *place; /* as coarse as it has to be; "" when it is not told */
	bool has_point;
	double latitude, longitude;
	const char *state;       /* a key of state.h */
	const char *phase;       /* "open", "resolved", "closed" */
	const char *source;      /* "resident", "meeting", "police", "starosta", "call", ... */
	int64_t organisation_id; /* who answers for it; 0: nobody yet */
	const char *organisation;
	struct date due, review_on;
	bool is_overdue;      /* due has passed in Kyiv, and it is still open and not on hold */
	int64_t overdue_days; /* how long ago */
	int64_t reported_at, published_at, updated_at, resolved_at;
	int64_t registered_at, assigned_at, closed_at; /* for the first time; 0: not yet */
	int64_t reopened_count, support_count;
	int64_t due_moves;   /* how often its day was moved */
	int64_t photo_count; /* of its public photos */
	bool is_made_up;     /* for the demonstration */
};

struct issues {
	struct issue *items;
	size_t count;
};

/* The same as staff see it: place and point in full, and what is not public. */
struct issue_work {
	struct issue issue;
	int precision;
	bool is_public, has_contact, has_secret;
	bool is_erased;             /* contact and original words, long after closing */
	const char *hidden_class;   /* "" while it is not hidden */
	int64_t publish_not_before; /* embargo, or 0 */
	int64_t duplicate_of;       /* id, or 0 */
	const char *reference;      /* the importer's own id, or "" */
	int64_t revision;           /* for telling an edit conflict */
	uint32_t flags;             /* bits of flag.h: what the words may give away */
	bool is_flag_open;          /* registered by staff with flags; no moderator has looked */
	bool is_for_meeting;        /* waits for the next meeting */
	bool is_reworded; /* the reporter's own words are kept, and others stand there now */
};

struct issue_works {
	struct issue_work *items;
	size_t count;
};

/* Who reported it and what was sent first. Personal data. */
struct issue_private {
	const char *contact_name, *contact_phone, *contact_email;
	const char *original_title, *original_text, *original_place;
};

/* "2026-147" or "2026/147": INVALID when it is neither. "2026-147" in arena. */
CHECKED enum outcome issue_key_read(const char *string, struct issue_key *key);
const char *issue_key_text(struct arena *arena, int64_t year, int64_t number);

/* The id of the issue with that number, whoever may see it; 0 when there is none. */
int64_t issue_key_id(struct db *db, struct issue_key key);

/*
 * The public's view. NOT_FOUND when there is none or it never was public; GONE when it was and is not
 * any more; MOVED when it turned out to be the same as another one, which issue_main gives. now
 * decides what is overdue.
 */
CHECKED enum outcome issue_find(struct db *db, struct issue_key key, int64_t now,
				struct issue *issue);
/* Why one that is GONE was taken from the public: a reason's key; "" when that is not known. */
const char *issue_gone_reason(struct db *db, struct issue_key key);

CHECKED enum outcome issue_find_id(struct db *db, int64_t id, int64_t now, struct issue *issue);

/* Follow duplicates to the record that counts (at most 8 steps). */
CHECKED enum outcome issue_main(struct db *db, struct issue_key key, struct issue_key *main_key);

/* The same as the public sees it, as issue_find_id. */
CHECKED enum outcome issue_find_main(struct db *db, int64_t id, int64_t now, struct issue *issue);

/* Staff's view, whatever its state. Only for who may READ_WORK. */
CHECKED enum outcome issue_find_work(struct db *db, struct issue_key key, int64_t now,
				     struct issue_work *work);

/* The reporter's view, by the token of their secret link: whatever its state. */
CHECKED enum outcome issue_find_secret(struct db *db, int64_t community_id, const char *token,
				       int64_t now, struct issue_work *work);

/* The private part. Leaves an audit line, because looking is recorded. */
CHECKED enum outcome issue_private_find(struct change *change, int64_t id,
					struct issue_private *private_part);

/* The same as issue_private_find for handing it to whom it is about. */
CHECKED enum outcome issue_private_export(struct change *change, int64_t id,
					  struct issue_private *private_part);

/* The hromada, year and number of an issue by its row; NOT_FOUND when there is none. */
CHECKED enum outcome issue_key_of(struct db *db, int64_t id, struct issue_key *key);

/* What flags are looked for in (flag.h): title, text and place; in arena. */
const char *issue_words(struct arena *arena, const char *title, const char *text,
			const char *place);

/*
 * Whether this viewer may see staff's view of it: who moderates everything, others what is past
 * moderation and not withheld, a responsible body only its own.
 */
bool issue_is_open_to(const struct viewer *viewer, const struct issue_work *work);

/* ------------------------------------------------------------------ many */

enum issue_sort { SORT_NEWEST, SORT_WAITING, SORT_UPDATED, SORT_SUPPORTED };

#define ISSUE_PAGE 20

/* What of the register; zeros and NULLs mean all. Strings may be anything a visitor typed. */
struct issue_filter {
	int64_t community_id; /* always set */
	const char *q;        /* words, a number */
	const char *category; /* a key; an unknown one gives an empty list */
	const char *state;    /* a state's key, or "open", "resolved", "closed", "overdue" */
	int64_t area_id;
	int64_t organisation_id; /* the body that answers for it: "body" */
	bool has_photo;          /* one that is public: "photo" */
	struct date from, to;    /* published in these days of Kyiv, both inclusive */
	struct near near;        /* "near", "radius" */
	enum issue_sort sort;
	int64_t before_at,
		before_id; /* the key of the last row of the page before; 0: first page */
	int limit;         /* 0: ISSUE_PAGE; at most 1000 */
	int64_t now;
};

/* Fill from a query string (CONTRACT.md's names). What cannot be understood is ignored. */
struct issue_filter issue_filter_read(struct arena *arena, const struct pairs *query,
				      int64_t community_id, int64_t now);

/* Back into a query string, without before: "q=%D1%8F&state=open", or "". In arena. */
const char *issue_filter_query(struct arena *arena, const struct issue_filter *filter);

/* "newest", "waiting", "updated", "supported". */
const char *issue_sort_key(enum issue_sort sort);

bool issue_filter_is_empty(const struct issue_filter *filter);

/* How many public issues there are by category key, id, state key, ... */
struct issue_count {
	const char *key;
	int64_t count;
};

struct issue_counts {
	struct issue_count *items;
	size_t count;
};

/* Of one key, 0 when it is not among them. */
int64_t issue_count_of(const struct issue_counts *counts, const char *key);

/*
 * A page of what the public sees, and all that is told beside it: how many there are without paging,
 * and how many each choice of each filter would leave, the others staying as they are (finder.h).
 */
struct issue_listing {
	struct issues issues;
	int64_t count;
	int64_t first; /* the place of the first of the page among all of them, from 1; 0: none */
	const char *next; /* the before= of the page behind this one; NULL: it is the last */
	struct issue_counts categories, areas, organisations,
		states; /* states: phases, "overdue" too */
	int64_t photo_count;
};

struct issue_listing issue_list_page(struct db *db, const struct issue_filter *filter);

/* The page alone; how many there are in all. */
struct issues issue_list(struct db *db, const struct issue_filter *filter);
int64_t issue_list_count(struct db *db, const struct issue_filter *filter);

/* Let the filter go on behind that issue, in its own order. */
void issue_filter_go_behind(struct issue_filter *filter, const struct issue *issue);

/* The before= that stands for the page behind an issue; in arena. */
const char *issue_list_behind(struct arena *arena, const struct issue_filter *filter,
			      const struct issue *issue);

/* Of the whole register: by category, by phase and "overdue", by area. */
struct issue_counts issue_count_categories(struct db *db, int64_t community_id);
struct issue_counts issue_count_phases(struct db *db, int64_t community_id, int64_t now);
struct issue_counts issue_count_areas(struct db *db, int64_t community_id);

/* ------------------------------------------------------------------ coming in */

/* A report as it was typed: by a resident, by staff for a caller, by the Open311 door, by an import. */
struct issue_report {
	const char *category, *title, *text;
	const char *area; /* its id as a form sends it, or its name; area_id serves as well */
	int64_t area_id;
	const char *place;
	bool has_point; /* set when lat and long were typed; or by the caller */
	double latitude, longitude;
	const char *contact_name, *contact_phone, *contact_email;
	/* Staff and imports only: */
	const char *source;
	int64_t received; /* when the matter was told; 0: now */
	int64_t organisation_id;
	struct date due;
	int64_t publish_not_before;
	const char *reference;
	bool is_made_up;
	bool wants_link; /* of an entry: the caller gets a secret link, whether they left a contact or not */
	bool is_place_hidden; /* of an import: public elsewhere, without its place */
	bool is_untouched;    /* of an import: nobody has looked at it yet, so it stays new */
	const char *registered_note; /* the public line of its being registered; NULL: none */
};

/* What of it a resident may send, and all of it. The lines are named as in CONTRACT.md. */
extern const struct field issue_report_fields[];
extern const struct field issue_entry_fields[];

/* What came of it. secret is given out this once; only its hash is kept. */
struct issue_added {
	int64_t id, year, number;
	const char *secret; /* "" for staff's entries without a contact */
};

/*
 * A resident's report: waits for moderation, visible to nobody else. Faults go to form. A title that
 * is missing is made of the text's beginning.
 */
CHECKED enum outcome issue_add_report(struct change *change, struct form *form,
				      struct issue_report *report, struct issue_added *added);

/*
 * An entry by staff: registered at once when a secretary or the police enter it, into moderation
 * otherwise.
 */
CHECKED enum outcome issue_add_entry(struct change *change, struct form *form,
				     const struct viewer *viewer, struct issue_report *report,
				     struct issue_added *added);

/*
 * The same for imports and the demonstration: no viewer, registered at once (or into moderation with
 * is_moderated unset). CONFLICT when the reference is known already.
 */
CHECKED enum outcome issue_add_import(struct change *change, struct form *form, bool is_moderated,
				      struct issue_report *report, struct issue_added *added);

/* ------------------------------------------------------------------ moderation */

/* Why something was changed or is hidden: a closed list, ended by a line without a key. */
struct issue_reason {
	const char *key, *english, *ukrainian;
	bool is_for_hiding; /* else it only explains an edit */
};

const struct issue_reason *issue_reasons(void);
const struct issue_reason *issue_reason_find(const char *key);

/* A moderator's edit; the reporter's words stay in issue_private. */
struct issue_edit {
	const char *category, *title, *text, *place;
	int64_t area_id;
	int precision;
	const char *reason; /* of the closed list; asked when the words change, and of what was
			       published also when kind, settlement or precision do */
	const char *internal_note;
	int64_t publish_not_before; /* embargo: not shown before this moment */
	int64_t revision;           /* what the editor saw; 0: whatever stands there */
};
extern const struct field issue_edit_fields[];

/* Keep the edit. CHANGED_MEANWHILE on revision when somebody else was faster. */
CHECKED enum outcome issue_change(struct change *change, struct form *form,
				  const struct viewer *viewer, int64_t id,
				  const struct issue_edit *edit);

/* What a form that reverts carries: the revision it was made for. */
extern const struct field issue_revert_fields[];

/* A moderator has looked at the flagged words of what staff registered: they may stay. */
CHECKED enum outcome issue_pass_words(struct change *change, const struct viewer *viewer,
				      int64_t id);

/*
 * Put the reporter's own words back; a public line says so. NOT_FOUND when they are not kept any
 * more. revision as in an edit.
 */
CHECKED enum outcome issue_revert(struct change *change, struct form *form,
				  const struct viewer *viewer, int64_t id, int64_t revision);

/*
 * Take it off every page, feed and search at once (reason: one for hiding); show it again. What was
 * restricted or reopened before it ever was public becomes so by issue_show, which asks a moderator.
 */
struct issue_remark {
	const char *reason, *internal_note;
};
extern const struct field issue_remark_fields[];

CHECKED enum outcome issue_hide(struct change *change, struct form *form,
				const struct viewer *viewer, int64_t id,
				const struct issue_remark *remark);
/*
 * The same in one step, nothing asked: "emergency", which stands in the queue until a moderator shows
 * it again or gives a reason. What is hidden already stays so for the reason it has.
 */
CHECKED enum outcome issue_hide_at_once(struct change *change, struct form *form,
					const struct viewer *viewer, int64_t id);

CHECKED enum outcome issue_show(struct change *change, struct form *form,
				const struct viewer *viewer, int64_t id);

/* A remark for staff alone. */
CHECKED enum outcome issue_note(struct change *change, struct form *form,
				const struct viewer *viewer, int64_t id, const char *note);

/*
 * Make public whose embargo has run out; *count how many. For the server's tick. Nothing is written
 * when there are none (ask issue_due_count first, to save an empty change).
 */
CHECKED enum outcome issue_release_due(struct change *change, int64_t *count);
int64_t issue_due_count(struct db *db, int64_t now);

/*
 * Erase who reported what has been closed for more than days, and the words as they were sent; the
 * secret link ends with them. At most a hundred issues, the oldest first, an audit line each; nothing
 * is written when there are none; change->wants_more when there may be further ones. When the bytes are
 * gone tells issue_erase.c.
 */
CHECKED enum outcome issue_erase_private(struct change *change, int64_t days);

/* The same for one issue, in whatever state; reason is a word for the audit line. */
CHECKED enum outcome issue_erase(struct change *change, int64_t id, const char *reason);

/* ------------------------------------------------------------------ steps */

/* A step from the present state to another; which fields are asked, state.h says. */
struct issue_step {
	const char *to;
	const char *note;          /* for everyone */
	const char *internal_note; /* for staff */
	int64_t organisation_id;   /* responsible= */
	struct date due, review_on;
	const char *reason, *evidence;
	const char *confirmed_by;              /* a key below, or whole words; kept as words */
	const char *meeting_number, *starosta; /* which one, where a key says meeting or starosta */
	struct date meeting_on;
	int64_t photo_count;        /* photos that came with it are evidence too */
	const char *duplicate_of;   /* "2026-12" */
	int64_t publish_not_before; /* with "registered": embargo; 0 and not typed: the one it has */
	int64_t revision;           /* what the reader saw; 0: whatever stands there */
	bool is_taken_over; /* by an import: when it was registered elsewhere is not known */
	bool is_reporters;  /* confirmed by the secret link: the viewer only writes it down */
	bool is_systems;    /* the reason is the system's own and says all: no note is asked */
};
extern const struct field issue_step_fields[];

/* Who may confirm that it was done, as the form offers them. */
#define CONFIRMER_MEETING  "meeting"
#define CONFIRMER_REPORTER "reporter"
#define CONFIRMER_STAROSTA "starosta"

/* Take it, as the table allows for this viewer. Faults go to form, each to its field. */
CHECKED enum outcome issue_take_step(struct change *change, struct form *form,
				     const struct viewer *viewer, int64_t id,
				     const struct issue_step *step);

/* A step the viewer may take now, and what it asks (bits of enum state_asks). */
struct issue_choice {
	const char *state; /* the key it leads to */
	uint32_t asks, one_of, takes;
};

struct issue_choices {
	struct issue_choice *items;
	size_t count;
};

/* All of them, in the order of the table; none when there is nothing for this viewer to do. */
struct issue_choices issue_choices_of(struct arena *arena, const struct viewer *viewer,
				      const struct issue_work *work);

/* ------------------------------------------------------------------ taking a step back */

/* How long one's own step can be taken back: as long as one looks at what one has just done. */
#define ISSUE_UNDO_SECONDS 600

/*
 * The step this viewer could take back now, by the state it would lead back to; NULL when there is none.
 * It is their own, the issue's newest line, ISSUE_UNDO_SECONDS old at most, nothing was changed since,
 * and it did not make the issue public: what was read cannot be made unread, and to take it away needs
 * a reason (issue_hide).
 */
const char *issue_undo_state(struct db *db, const struct viewer *viewer, int64_t id, int64_t now);

/*
 * Take it back: the issue stands as it stood before, and an event of kind 'undo' says so. What the step
 * had taken from the public comes back to it. FAULT_NOT_ALLOWED_NOW when issue_undo_state has none.
 */
CHECKED enum outcome issue_undo(struct change *change, struct form *form,
				const struct viewer *viewer, int64_t id);

/* ------------------------------------------------------------------ coming back */

/* How long after it was resolved or closed a matter comes back as the same issue. */
#define ISSUE_REOPEN_DAYS 90

/* Whether it is resolved, closed or answered, and that not longer ago than ISSUE_REOPEN_DAYS. */
bool issue_can_reopen(const struct issue *issue, int64_t now);

/*
 * Its reporter, who holds the secret link (the caller has checked it), says that it is not solved: it is
 * reopened, without a moderator. The public line says only that. What the reporter wrote must not get
 * into an event, which is for ever: it is an issue_message. FAULT_NOT_ALLOWED_NOW when
 * issue_can_reopen says no.
 */
CHECKED enum outcome issue_reopen_by_resident(struct change *change, struct form *form, int64_t id);

/*
 * A moderator finds that a report (still in moderation) tells of main once more: main is reopened, the
 * report becomes its duplicate.
 */
CHECKED enum outcome issue_reopen_by_report(struct change *change, struct form *form,
					    const struct viewer *viewer, int64_t report_id,
					    const char *main_key);

/* ------------------------------------------------------------------ the day it should be done */

/*
 * The day that is proposed when somebody is asked for one: the one it has (moved on by the days of a
 * hold that now ends); else our own aim, the category's target days from when it was told, from today
 * when that day has passed. No date when the category has no aim. It is an aim, not a term of law.
 */
struct date issue_due_proposed(struct db *db, const struct issue_work *work, int64_t now);
struct date issue_due_aim(struct db *db, const char *category, int64_t reported_at, int64_t now);

/* Another day, and why: the note is for everybody. */
struct issue_due {
	struct date due;
	const char *note, *internal_note;
	int64_t revision;
};
extern const struct field issue_due_fields[];

/* Whether this viewer may move the day of the issue as it stands. */
bool issue_due_is_open_to(const struct viewer *viewer, const struct issue_work *work);

/* Move it; the old day stays in the history. Faults go to form, each to its field. */
CHECKED enum outcome issue_move_due(struct change *change, struct form *form,
				    const struct viewer *viewer, int64_t id,
				    const struct issue_due *due);
