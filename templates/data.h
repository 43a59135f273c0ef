/*
 * data.h - what the page about the open data shows; server/pages/datasets.c fills it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct data_link {
	const char *href, *text;
};

struct data_links {
	struct data_link *items;
	size_t count;
};

struct data_column {
	const char *name, *title, *description, *datatype;
	bool is_required;
};

struct data_columns {
	struct data_column *items;
	size_t count;
};

/* A data set in the reader's language. */
struct data_set {
	const char *key, *title, *description, *purpose, *keywords;
	struct data_links files; /* the data in each format */
	struct data_links about; /* passport, structure, metadata */
	struct data_columns columns;
};

struct data_sets {
	struct data_set *items;
	size_t count;
};

/* A piece of HTML for another site. */
struct data_snippet {
	const char *key, *label, *code, *href; /* href: how it looks */
};

struct data_snippets {
	struct data_snippet *items;
	size_t count;
};

struct data_page {
	const char *slug, *hromada;
	const char *edrpou, *contact, *mail; /* "": nobody has told them */
	const char *licence;
	struct data_snippets snippets; /* what to put into a page of another site */
	struct data_sets sets;
};
