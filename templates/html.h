/*
 * html.h - what a compiled template calls while it runs; the only place where bytes become HTML.
 *
 * templates/compile.c turns templates/issue.html into issue_html(page, ...), which puts its literal
 * parts with html_raw and each value through one of the macros below. The macro knows the place (text,
 * attribute, address) from the compiler and the type from _Generic, so a value is always escaped for
 * where it stands, and a type nobody thought about does not compile.
 *
 *	struct page page = html_begin(arena, words_of("uk"), HTML_MAXIMUM);
 *	issue_html(&page, issue);
 *	... page.out.bytes, page.out.length
 *
 * Of all types only struct html passes as it is, and only in text. html.c alone makes one (a test
 * looks).
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "model/base/date.h"
#include "model/base/text.h"
#include "templates/words.h"

#define HTML_MAXIMUM ((size_t)4 << 20)

/*
 * A page being written. token and once stand in every form. Most pages have no form and can be kept
 * for all readers, so when the first form needs the two and they are "", want_secrets (if the server
 * set it) is asked to fill them in; context is the server's own.
 */
struct page {
	struct text out;
	struct arena *arena;
	const struct words *words;
	const char *language; /* "uk", "en" */
	const char *prefix;   /* of our own addresses in that language: "", "/en" */
	const char *token, *once;
	void (*want_secrets)(struct page *page);
	void *context;
	struct input_summary *summary; /* of a form's faults (input.c); NULL when there are none */
};

/* Markup that is safe already. */
struct html {
	const char *bytes;
	size_t length;
};

/* An empty page in arena, at most maximum bytes long. */
struct page html_begin(struct arena *arena, const struct words *words, size_t maximum);

/* ---------------------------------------------------------------- for hand-written C */

/* Put length bytes of literal markup. Never anything that came from outside. */
void html_raw(struct page *page, const char *literal, size_t length);
#define HTML(page, literal) html_raw((page), "" literal, sizeof(literal) - 1)

/* Put a string with & < > " ' escaped: right in text and between quotes. NULL is "". */
void html_text(struct page *page, const char *string);

/* Put safe markup. */
void html_html(struct page *page, struct html html);

/* A link, as a value for a hole of a sentence: {{say "See {1}.", html_link(page, "/x", say "x")}}. */
struct html html_link(struct page *page, const char *href, const char *text);

/* text in <strong>, for the same. */
struct html html_strong(struct page *page, const char *text);

/* text as paragraphs: an empty line begins a new one, a line end is <br>. For what people typed. */
struct html html_paragraphs(struct page *page, const char *text);

/*
 * Whether an address may stand in href or src: relative, or http, https, mailto, tel. Refuses other
 * schemes however they are disguised, "//host", backslashes, blanks inside and control characters.
 */
bool html_is_safe_address(const char *address);

/* ---------------------------------------------------------------- for compiled templates */

/* How each type looks as text: numbers grouped, dates in words within <time>. */
void html_integer(struct page *page, int64_t number);
void html_unsigned(struct page *page, uint64_t number);
void html_decimal(struct page *page, double number);
void html_date(struct page *page, struct date date);
void html_moment(struct page *page, struct moment moment);

/* The same for machines, in attributes: 1204, 2026-03-15, 2026-03-15T09:30:00+02:00. */
void html_plain_integer(struct page *page, int64_t number);
void html_plain_unsigned(struct page *page, uint64_t number);
void html_plain_decimal(struct page *page, double number);
void html_plain_date(struct page *page, struct date date);
void html_plain_moment(struct page *page, struct moment moment);

/*
 * The beginning of an address that is a value: unsafe ones become "#", and one of ours ("/...") gets
 * the language's prefix unless it has it. html_prefix puts that prefix before a literal address.
 */
void html_address(struct page *page, const char *address);
void html_prefix(struct page *page);

/* A value within an address, percent-encoded, so that it cannot end its part or become a host. */
void html_address_part(struct page *page, const char *string);

/* Within tel: and mailto: + and @ stay. */
void html_address_contact(struct page *page, const char *string);

/* Put a sentence with its holes filled; only in text. */
void html_say(struct page *page, const char *sentence, const struct hole *holes, size_t count);

/* The same as plain text in the page's arena: for attributes and for arguments of functions. */
const char *html_say_plain(struct page *page, const char *sentence, const struct hole *holes,
			   size_t count);

struct hole html_hole(struct html html);

#define HTML_NUMBERS(signed_one, unsigned_one, decimal_one)                           \
	signed char : signed_one,                                                     \
		      short : signed_one,                                             \
			      int : signed_one,                                       \
				    long : signed_one,                                \
					   long long : signed_one,                    \
						       unsigned char : unsigned_one,  \
								       unsigned short \
	    : unsigned_one,                                                           \
	      unsigned int : unsigned_one,                                            \
			     unsigned long : unsigned_one,                            \
					     unsigned long long : unsigned_one,       \
								  double : decimal_one

/* A value in text. */
#define VALUE(value) \
	_Generic((value), char *: html_text, const char *: html_text, struct date: html_date,     \
		 struct moment: html_moment, struct html: html_html,                              \
		 HTML_NUMBERS(html_integer, html_unsigned, html_decimal))(page, (value))

/* A value in a quoted attribute, a title or a text area. */
#define VALUE_PLAIN(value) \
	_Generic((value), char *: html_text, const char *: html_text, struct date: html_plain_date, \
		 struct moment: html_plain_moment,                                               \
		 HTML_NUMBERS(html_plain_integer, html_plain_unsigned, html_plain_decimal))(     \
		page, (value))

/* A value that begins an address; one within an address; one behind tel: or mailto:. */
#define VALUE_ADDRESS(value) html_address(page, (value))
#define VALUE_ADDRESS_PART(value) \
	_Generic((value), char *: html_address_part, const char *: html_address_part,       \
		 struct date: html_plain_date,                                              \
		 HTML_NUMBERS(html_plain_integer, html_plain_unsigned, html_plain_decimal))( \
		page, (value))
#define VALUE_CONTACT(value) html_address_contact(page, (value))

/* A value in a hole of a sentence: in text, and where only plain text may stand. */
#define HOLE(value) \
	_Generic((value), char *: words_hole, const char *: words_hole,                          \
		 struct date: words_hole_date, struct moment: words_hole_moment,                 \
		 struct html: html_hole,                                                         \
		 HTML_NUMBERS(words_hole_integer, words_hole_unsigned, words_hole_decimal))(value)
#define HOLE_PLAIN(value) \
	_Generic((value), char *: words_hole, const char *: words_hole,                          \
		 struct date: words_hole_date, struct moment: words_hole_moment,                 \
		 HTML_NUMBERS(words_hole_integer, words_hole_unsigned, words_hole_decimal))(value)
#define HOLES(...)                          \
	(const struct hole[]){__VA_ARGS__}, \
		sizeof((const struct hole[]){__VA_ARGS__}) / sizeof(struct hole)

/* {{if}}: a number that is not 0, a string that is not empty, a date that is set, a pointer not NULL. */
#define IS_TRUE(value) \
	_Generic((value), bool: html_is_true_bool, char *: html_is_true_string,                 \
		 const char *: html_is_true_string, struct date: date_is_set,                   \
		 struct moment: html_is_true_moment, struct html: html_is_true_html,            \
		 HTML_NUMBERS(html_is_true_integer, html_is_true_unsigned, html_is_true_decimal), \
		 default: html_is_true_pointer)(value)
bool html_is_true_bool(bool value);
bool html_is_true_integer(int64_t value);
bool html_is_true_unsigned(uint64_t value);
bool html_is_true_decimal(double value);
bool html_is_true_string(const char *value);
bool html_is_true_moment(struct moment value);
bool html_is_true_html(struct html value);
bool html_is_true_pointer(const void *value);

/*
 * The two bends that let a template write every step as a point and every list alike: HTML_AT(x) is a
 * pointer to the struct x whether x is one or a pointer to one; HTML_ITEM is an item's address, or the
 * item where items are no structs.
 */
#define HTML_POINTER 5
#define HTML_STRUCT  12
#define HTML_AT(x)   __builtin_choose_expr(__builtin_classify_type(x) == HTML_POINTER, (x), &(x))
#define HTML_ITEM(items, index)                                                                    \
	__builtin_choose_expr(__builtin_classify_type((items)[0]) == HTML_STRUCT, &(items)[index], \
			      (items)[index])
