/*
 * issue_mine.h - the page behind a reporter's secret link: the confirmation, and later how it goes and
 * what can be said to it.
 */
#pragma once

#include "templates/issue_view.h"
#include "templates/qr.h"

/* What the reporter sent after the report, and what became of it. */
struct mine_message {
	int64_t at;
	const char *what;   /* "The reporter adds" */
	const char *text;   /* while it waits */
	const char *became; /* "waits for the moderator" */
	const char *tag;
};

struct mine_messages {
	struct mine_message *items;
	size_t count;
};

/* Something that can be sent: the link to its form, or the form. */
struct mine_act {
	const char *kind, *name, *href, *explanation;
	const char *text; /* traits of the field for words; NULL: none is asked */
	bool is_grave;    /* it takes something back */
};

struct mine_acts {
	struct mine_act *items;
	size_t count;
};

struct issue_mine {
	struct issue_view view;
	const char *link;  /* the secret address, whole */
	const char *token; /* its last part */
	struct qr qr;
	const struct form *form;
	struct mine_messages messages;
	struct mine_acts acts; /* those whose form is not on the screen */
	struct mine_act act;   /* the one whose form is; without a kind: none can be sent */
	const char *main_href, *main_number; /* of the issue it was joined to; NULL: it was not */
	struct date aim;        /* by when we want it done; what is promised is view.row.due */
	int64_t aim_days;       /* from the report on; 0: this kind has no aim */
	int64_t photos_waiting; /* to be checked */
	bool is_waiting, is_public, is_over;
	const char *sent; /* what was just sent, or NULL */
};
