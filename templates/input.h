/*
 * input.h - the controls of forms, after the GOV.UK Design System.
 *
 * Each control has a label, an optional hint, what was typed before, and the fault of its field right
 * there and in the summary above. All of it comes from struct form (model/form.h); to fill a form from
 * a record, begin it over pairs made from the record.
 *
 *	<form method="post" action="/{{slug}}/issues" novalidate>
 *	{{show input_secrets()}}
 *	{{show input_line(form, "title", "", say "What is wrong?", say "A few words, without names.")}}
 *	{{show input_line(form, "contact_phone", "optional tel", say "Phone", "")}}
 *	{{show input_radios(form, "category", "", say "Kind", "", categories)}}
 *	<button>{{say "Report the problem"}}</button>
 *	</form>
 *
 * traits is a string of words: "optional" (the label says so), "short" and "medium" (narrower),
 * "number", "decimal", "tel", "email", "person", "password", "new-password", "username", "code",
 * "search" (keyboard and autofill hints), "small" (the label is small: forms with many questions),
 * "filter" (of a select: choosing nothing means all), "given" (of a select: one is always chosen).
 * A hint may be "".
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/form.h"

struct page;

/* One answer to choose. hint may be NULL or ""; is_counted shows number behind the label. */
struct choice {
	const char *key, *label, *hint;
	bool is_counted;
	int64_t number;
};

struct choices {
	struct choice *items;
	size_t count;
};

/* The hidden fields token and once; in every form that posts. */
void input_secrets_html(struct page *page);

/*
 * The token alone, for a form that may be sent any number of times without harm: a page that was
 * left open and is sent again does what it says again.
 */
void input_token_html(struct page *page);

/* A hidden field that carries name's value along. */
void input_hidden_html(struct page *page, const char *name, const char *value);

/*
 * The summary of faults, to stand above the h1; nothing when there are none. It is put there by
 * input_end_html, when the labels of the controls are known; layout_end does that.
 */
void input_faults_html(struct page *page, const struct form *form);
void input_end_html(struct page *page);

/* One line; several lines. */
void input_line_html(struct page *page, const struct form *form, const char *name,
		     const char *traits, const char *label, const char *hint);
void input_text_html(struct page *page, const struct form *form, const char *name,
		     const char *traits, const char *label, const char *hint);

/* One line in a cell of a table, whose headers are seen; the label is for those who hear it. */
void input_cell_html(struct page *page, const struct form *form, const char *name,
		     const char *traits, const char *label);

/* A day: a text field with an example, since calendars of browsers are hard to use from keyboards. */
void input_date_html(struct page *page, const struct form *form, const char *name,
		     const char *traits, const char *label, const char *hint);

/* A file; multipart forms only. accept is a list of media types. */
void input_file_html(struct page *page, const struct form *form, const char *name,
		     const char *accept, const char *label, const char *hint);

/* A box to tick, value "1". */
void input_flag_html(struct page *page, const struct form *form, const char *name,
		     const char *label, const char *hint);

/* One of several, all to be seen; one of many; several of several (boxes of the same name). */
void input_radios_html(struct page *page, const struct form *form, const char *name,
		       const char *traits, const char *label, const char *hint,
		       const struct choices *choices);
void input_select_html(struct page *page, const struct form *form, const char *name,
		       const char *traits, const char *label, const char *hint,
		       const struct choices *choices);
void input_boxes_html(struct page *page, const struct form *form, const char *name,
		      const char *traits, const char *label, const char *hint,
		      const struct choices *choices);
