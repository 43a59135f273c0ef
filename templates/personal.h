/* personal.h - finding, handing over and erasing what is kept of a resident; who looked at contacts. */
#pragma once

#include "model/audit.h"
#include "model/form.h"
#include "templates/input.h"

/* A report that may be theirs. */
struct personal_match {
	const char *number, *href, *title, *state;
	struct date day;
};

struct personal_matches {
	struct personal_match *items;
	size_t count;
};

/* A feed that an address gets by e-mail. */
struct personal_letter {
	const char *title, *rhythm;
	struct date day; /* when it was asked for */
};

struct personal_letters {
	struct personal_letter *items;
	size_t count;
};

struct personal_search {
	const char *slug;
	const struct form *form;
	bool is_done; /* matches tell what was found */
	struct personal_matches matches;
	const char *email; /* what was searched for, when it is one that gets news; NULL */
	struct personal_letters letters; /* what news */
};

/* What is kept with one report, without showing it; for staff and for the reporter. */
struct personal_kept {
	const char *slug, *number;
	const char *action; /* address its two forms begin with */
	const char *back;
	const struct form *form;
	struct choices reasons;    /* of erasing; none for the reporter */
	bool has_contact, is_kept; /* is_kept: anything at all */
	int64_t message_count, contact_days;
};

/* A line of the list of looks. */
struct personal_look {
	int64_t at;
	const char *actor, *role, *what, *subject, *href, *community, *detail;
};

struct personal_looks {
	struct personal_look *items;
	size_t count;
	int64_t more;
	const char *actor, *community; /* as filtered */
};
