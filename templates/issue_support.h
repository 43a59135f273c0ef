/*
 * issue_support.h - the small pages where anybody says something to a public issue: that it concerns
 * them too, or in words. They are not the issue's own page, because that one is the same for everybody
 * and kept ready, and a form is one reader's.
 */
#pragma once

#include "templates/issue_view.h"

struct issue_support {
	const char *slug;
	struct issue_row row;
	const char *support; /* "12 people said so", or "" */
	int64_t days;        /* how long the trace of a network is kept */
	bool is_counted;     /* this browser */
	bool is_full;        /* its network has been counted often enough today */
	bool is_closed;      /* nothing is counted any more */
};

struct issue_comment {
	const char *slug;
	struct issue_row row;
	const struct form *form;
	bool is_sent;
};
