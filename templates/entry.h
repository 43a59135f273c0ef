/*
 * entry.h - what an entry of a feed says, put into words already; templates/entry.html sets it as HTML.
 *
 * Addresses are whole ones: an entry is read far away from our pages.
 */
#pragma once

#include "model/update.h"

struct entry_issue {
	const char *category, *state, *place, *text, *organisation;
	struct date due;
};

struct entry_update {
	const struct update *update;
	const char *state;                 /* the new one; "" when it stays */
	bool is_by_letter;                 /* the evidence is a letter's number */
	const char *reason, *confirmed_by; /* in words, or "" */
	const char *issue;                 /* title of what it is about */
	const char *url;
};

struct entry_report {
	const char *summary, *reason, *url;
};
