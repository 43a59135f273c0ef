/*
 * by_mail.h - a feed by e-mail: the form that asks for it, and the page of one subscription.
 */
#pragma once

#include "templates/input.h"
#include "templates/words.h"

struct by_mail_ask {
	const char *title;  /* of the feed */
	const char *action; /* where the form goes */
	const char *page;   /* path of the page that tells the same */
	const char *feeds;  /* path of the page that explains feeds */
	const struct form *form;
	const struct pairs *feed; /* hidden fields: which feed */
	struct choices rhythms;
	int64_t asked_days;
};

struct by_mail_own {
	const char *title, *page; /* of the feed; NULL: there is none any more */
	const char *email, *rhythm;
	const char *path; /* of this page */
	struct moment since;
	bool is_confirmed, is_new; /* is_new: confirmed a moment ago */
	const struct form *form;
	struct choices rhythms;
};
