/*
 * subscribe.h - what /G/subscribe offers: a choice, and the addresses it leads to.
 */
#pragma once

#include "templates/input.h"

struct subscription {
	const char *slug;
	const char *title;             /* of the chosen feed */
	const char *atom, *rss, *json; /* its whole addresses */
	const char *opml;              /* whole address of the list of all feeds */
	const char *page;              /* path of the page that tells the same */
	const struct form *form;       /* over the query: what was chosen */
	struct choices kinds, categories, areas;
	bool is_filter_idle; /* a kind or a place was chosen, but reports have neither */
};
