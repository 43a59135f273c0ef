/*
 * issue_work.h - staff's pages: the queue, and one issue with everything that can be done about it.
 */
#pragma once

#include "model/issue.h"
#include "templates/bulk.h"
#include "templates/issue_conflict.h"
#include "templates/issue_deadline.h"
#include "templates/issue_view.h"
#include "templates/photo.h"

/* A task of the queue with its first rows. */
struct work_task {
	const char *key, *name, *hint, *href;
	struct issue_rows rows;
	int64_t count;
	bool is_late;  /* what stands here should have been done */
	bool has_more; /* than the rows shown */
};

struct work_tasks {
	struct work_task *items;
	size_t count;
};

/* The queue; one of its tasks; everything, searched. */
struct work_view {
	const char *slug, *name; /* name: of the task, or NULL */
	const struct form *form; /* of the filters */
	struct choices states, categories, areas, bodies;
	struct work_tasks tasks;          /* all the viewer may see */
	const struct work_task *one;      /* the one that is shown, or NULL */
	struct issue_rows found;          /* of a search */
	const char *first, *next, *clear; /* addresses; NULL: none */
	const char *empty;                /* the tasks under which nothing waits */
	bool may_read_appeals;
	bool may_enter, may_write_answers, may_search_contacts, is_narrowed, may_handle_personal;
	const char *contact;         /* what a search by contact looked for; NULL: there was none */
	const struct bulk_bar *bulk; /* NULL: nothing can be done in bulk */
	bool may_hide_at_once;       /* the buttons of the rows have a form to belong to */
	int64_t photo_count;         /* that wait to be checked, for who moderates */
};

/* A step that can be taken: the link to its form. */
struct work_step {
	const char *to, *name, *href;
};

struct work_steps {
	struct work_step *items;
	size_t count;
};

/* The form of one step; a field is shown when it is asked, or may be given. */
struct work_form {
	const char *batch; /* when it will be public, where the hromada publishes once a day */
	const char *to, *name;
	const char *revision;
	const char *note, *responsible, *due, *reason, *evidence, *confirmed_by, *review_on,
		*duplicate_of, *publish_not_before; /* the field's traits; NULL: it is not shown */
	bool is_moving;                             /* the reason explains another day */
	bool is_by_letter;                          /* the evidence is a letter's number */
	struct choices confirmers;                  /* where it asks who confirms */
	struct choices reasons, organisations;      /* reasons: none when they are free words */
	struct choices answers;                     /* kept ready for this step */
};

/* What the words may give away, and the words: "may name a person", "Іван Коваль". */
struct work_flag {
	const char *name, *words;
};

struct work_flags {
	struct work_flag *items;
	size_t count;
};

/* One issue as staff see it. */
struct work_issue {
	struct issue_view view;
	const struct form *form;
	struct work_steps steps;
	const struct work_form *step; /* the step being taken, or NULL */
	const char *impossible; /* the step that was asked for and cannot be taken; NULL: none */
	const struct conflict *conflict;     /* somebody else was faster; NULL: nobody was */
	const struct conflict_lost *lost;    /* what was typed for an impossible step, or NULL */
	const char *seen, *was;              /* what forms carry: server/pages/issue_conflict.h */
	const struct issue_private *contact; /* after the button; NULL before */
	const char *revision, *embargo, *public_path;
	const char *hidden; /* why it is hidden */
	struct choices categories, areas, precisions, reasons;
	const char *agenda; /* "1" to put it on the next meeting's list, "0" to take it off; NULL */
	bool is_for_meeting;
	struct work_flags flags; /* what the words may give away */
	struct work_deadline deadline;
	int64_t messages; /* of residents, waiting to be read; 0 for who may not */
	struct photo_views photos;
	struct photo_field step_photos;
	struct choices moments; /* what they show */
	bool may_moderate, may_show, may_hide, may_read_contact, may_note;
	bool may_revert;
	const char *emergency; /* where "hide at once" goes; NULL: it is hidden already */
	bool is_erased;        /* contact and original words */
	bool is_editing, is_hiding, is_noting;
	bool may_pass_words; /* nobody moderated what is flagged in it */
	bool may_read_appeals;
	size_t appeals; /* how many concern it */
};
