/*
 * compile.h - what the parts of the template compiler share.
 *
 *	compile.c          the {{words}} and the blocks they make
 *	compile_value.c    what stands within the braces: values, sentences, arguments
 *	compile_markup.c   the HTML around them, byte by byte, and so where a value would stand
 *	compile_attribute.c  what an attribute's name allows, and how an address is made
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#define NAME_MAXIMUM  48
#define DEPTH_MAXIMUM 64

/* Where in the markup the next byte stands. */
enum markup_state {
	STATE_TEXT,
	STATE_PLAIN_TEXT, /* title, textarea: text without elements */
	STATE_RAW_TEXT,   /* script, style: a language of its own */
	STATE_TAG_NAME,
	STATE_TAG,             /* within a tag, behind white space */
	STATE_AFTER_ATTRIBUTE, /* within a tag, white space has to come */
	STATE_ATTRIBUTE_NAME,
	STATE_VALUE,
	STATE_COMMENT,
	STATE_DECLARATION, /* <!doctype html> */
};

/* What an attribute's value is. */
enum attribute_kind {
	ATTRIBUTE_PLAIN,
	ATTRIBUTE_WORDS,   /* read to people: words go through say */
	ATTRIBUTE_ADDRESS, /* href, src, ... */
	ATTRIBUTE_CLOSED,  /* takes no values of ours */
};

/* How far an address within an attribute has come; decides how the next value is written. */
enum address_state {
	ADDRESS_BEGINS,
	ADDRESS_LITERAL, /* only literal bytes so far: in lead */
	ADDRESS_LED,     /* began with a value: a / ? or # has to follow */
	ADDRESS_PART,
	ADDRESS_CONTACT, /* behind tel: or mailto: */
};

struct element {
	char name[NAME_MAXIMUM];
	int line;
	bool is_wordless; /* translate="no", or code: words may stand there */
	bool is_verbatim; /* pre: white space counts */
};

struct markup {
	enum markup_state state;
	struct element open[DEPTH_MAXIMUM];
	size_t depth;
	struct element tag; /* the one being read */
	bool is_closing;
	char attribute[NAME_MAXIMUM];
	enum attribute_kind kind;
	char quote;
	enum address_state address;
	char lead[NAME_MAXIMUM];
	bool has_space;      /* white space was read and not yet written */
	bool is_after_block; /* nothing but white space since a block's tag */
};

struct compiler;

/* ---------------------------------------------------------------- compile_markup.c */

/* Read one byte of markup (c->at, not a "{{") and write what is left of it to the literal. */
void markup_read(struct compiler *c);

/* Put the white space that is still held back; before anything that is no literal. */
void markup_settle(struct compiler *c);

/* The macro or function that puts a value here ("VALUE(%s)" with %s for the value); refuses unsafe places. */
const char *markup_value(struct compiler *c);

/* Refuse unless elements may stand here (for show), or a control word may (if, for each). */
void markup_wants_text(struct compiler *c, const char *word);
void markup_wants_seam(struct compiler *c, const char *word);

/* Refuse unless all elements are closed that were opened since before. */
void markup_same_depth(struct compiler *c, const struct markup *before, const char *word);

/* Join the ends of two branches; refuses when they leave the markup in different places. */
void markup_join(struct compiler *c, const struct markup *other, const char *word);

/* The lower-case name of a tag or attribute at at into name; gives its length, 0 when there is none. */
size_t markup_name(struct compiler *c, const char *at, char *name, const char *what);
void markup_put(struct compiler *c, char byte);
bool markup_is_among(const char *name, const char *const *names);

/* ---------------------------------------------------------------- compile_attribute.c */

/* At an attribute's name; at the = behind it; at a byte of an address; at the closing quote. */
void attribute_read_name(struct compiler *c);
void attribute_begin(struct compiler *c);
void attribute_read_address(struct compiler *c);
void attribute_end(struct compiler *c);

/* What markup_value and markup_wants_seam are within an attribute. */
const char *attribute_value(struct compiler *c);
void attribute_wants_seam(struct compiler *c, const char *word);

/* ---------------------------------------------------------------- compile_value.c */

/* Whether that word or mark comes next; if so it is read. With _word also when a point follows it is
 * not: {{page.language}} is a value. */
bool value_take(struct compiler *c, const char *word);
bool value_take_word(struct compiler *c, const char *word);

/* Read it, or refuse. */
void value_want(struct compiler *c, const char *word);
void value_want_end(struct compiler *c);

void value_skip_space(struct compiler *c);

/* A name into name[NAME_MAXIMUM]. */
void value_name(struct compiler *c, char *name);

/* A string with its quotes; a line end within it becomes one blank. Gives the largest {n} in it. */
int value_copy_string(struct compiler *c, FILE *out);

/* One value as C. */
void value_copy(struct compiler *c, FILE *out);

/* The same in memory the caller frees. */
char *value_read(struct compiler *c);

/*
 * What stands behind say or say_count, as the last arguments of html_say and html_say_plain: the
 * translated sentence and its holes, each in the macro hole.
 */
void value_copy_sentence(struct compiler *c, FILE *out, bool is_count, const char *hole);

/* ---------------------------------------------------------------- compile.c */

enum block_kind { BLOCK_PAGE, BLOCK_IF, BLOCK_FOR };

struct block {
	enum block_kind kind;
	int line, number; /* number: of a loop */
	bool has_else, has_branch;
	struct markup before, branch; /* where it began; where its first branch ended */
};

struct compiler {
	const char *path, *base; /* templates/issue.html, issue */
	const char *at;
	int line;
	FILE *header, *prototypes, *code;
	FILE *literal;
	char *literal_bytes;
	size_t literal_length;
	struct markup markup;
	struct block blocks[DEPTH_MAXIMUM];
	size_t depth;
	int loops;
	struct element keeps[DEPTH_MAXIMUM]; /* what a layout's part leaves open */
	size_t kept;
};

/* Print path:line: message to stderr and end with status 1. */
void refuse(const struct compiler *c, const char *format, ...)
	__attribute__((noreturn, format(printf, 2, 3)));

/* Put a statement of C. What was literal before it is put first. */
void statement(struct compiler *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
