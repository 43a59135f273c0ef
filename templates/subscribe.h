/*
 * subscribe.h - what /G/subscribe and /subscribe offer: a choice, and the addresses it leads to.
 */
#pragma once

#include "templates/input.h"

/* A feed without a filter: its name and whole address. */
struct subscribe_feed {
	const char *key, *title, *address;
};

struct subscribe_feeds {
	struct subscribe_feed *items;
	size_t count;
};

struct subscribe_view {
	const char *slug;              /* NULL: of all hromadas */
	const char *action;            /* path where the form leads */
	const char *title;             /* of the chosen feed */
	const char *atom, *rss, *json; /* its whole addresses; NULL: what was typed is no filter */
	const char *opml;              /* whole address of the list of all feeds */
	const char *page;              /* path of the page that tells the same */
	const char *by_mail;     /* where the same is asked for by e-mail; NULL: it is not sent */
	const struct form *form; /* over the query: what was chosen */
	struct choices kinds, categories, areas, states, distances;
	struct subscribe_feeds all;
	bool is_filter_idle; /* filters were chosen, but reports have none */
	bool is_unknown;     /* one of the choices does not exist (any more), and was left out */
	bool is_open;        /* more than the first choices were made */
};
