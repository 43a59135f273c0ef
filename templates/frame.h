/*
 * frame.h - what stands around every page: head, navigation, emergency line, footer.
 *
 * The server fills a struct frame from the request and calls layout_begin_html and layout_end_html
 * (templates/layout.html) around the page's own template. Addresses of ours are given without the
 * language's prefix; the template runtime adds it.
 *
 *	+--------------------------------------------+
 *	| skip link                                  |
 *	| 102 / 112 ...         Українська / English |
 *	| Poruch - community         who is signed in|
 *	| nav                                        |
 *	+--------------------------------------------+
 *	| main: notice, then the page                |
 *	+--------------------------------------------+
 *	| feeds, open data, about, sign in           |
 *	+--------------------------------------------+
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* A feed to be found by feed readers and shown in the footer: <link rel="alternate">. */
struct frame_feed {
	const char *title, *href, *type;
};

struct frame_feeds {
	struct frame_feed *items;
	size_t count;
};

/* The place in the navigation where the page belongs. */
enum frame_place {
	PLACE_ELSEWHERE,
	PLACE_HOME,
	PLACE_REPORTS,
	PLACE_ISSUES,
	PLACE_MEETINGS,
	PLACE_SUBSCRIBE,
	PLACE_WORK,
	PLACE_ADMIN,
	PLACE_ACCOUNT,
};

struct page;

/* An item of the navigation. */
struct frame_item {
	const char *href, *text;
	bool is_current;
};

struct frame_items {
	struct frame_item *items;
	size_t count;
};

/* A member that is NULL, 0 or false is left out of the page. */
struct frame {
	const char *title;            /* the page's own, plain text */
	const char *description;      /* for search engines and link previews */
	bool has_faults;              /* the title begins with "Error: " */
	const char *community, *slug; /* name and slug, inside a hromada */
	const char *viewer;           /* the name of who is signed in */
	enum frame_place place;
	bool has_meetings, has_work, has_admin; /* navigation beyond home, reports, issues, feeds */
	struct frame_feeds feeds;
	const char
		*other_language;  /* address of this page in the other language, with its prefix */
	const char *style, *icon; /* addresses with their hashes */
	const char *canonical;    /* absolute address without paging noise */
	const char *notice;       /* "Saved.", one sentence above the page */
	bool is_hidden;           /* search engines are asked to leave it out */
	bool is_read_only;        /* says on every page that nothing can be sent */
	bool is_demo;             /* says on every page that this is a demonstration */
};

/* For layout.html: the navigation's items; the link to this page in the other language. */
struct frame_items frame_items(struct page *page, const struct frame *frame);
void frame_switch_html(struct page *page, const struct frame *frame);
