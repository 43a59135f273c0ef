/*
 * embed.h - what stands in a frame on another site; server/pages/embed.c fills it.
 */
#pragma once

#include "templates/issue_view.h"

struct embed_count {
	const char *text; /* "12 open" */
	const char *tag;  /* its colour, as on a state's tag */
	const char *href;
};

struct embed_counts {
	struct embed_count *items;
	size_t count;
};

struct embed {
	const char *title; /* of the frame's page: whose safety it is */
	const char *href;  /* the same on its own page */
	const char *style; /* address of the style sheet */
	/* One of three: */
	struct issue_rows issues;
	struct embed_counts counts;
	const char *period, *message, *report; /* of the newest report; href of its page */
	bool is_of_issues, is_of_counts;
};
