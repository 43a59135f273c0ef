/*
 * compile.h - what the two halves of the template compiler share.
 *
 * compile.c reads the {{words}} and writes C; compile_markup.c follows the HTML between them and
 * knows at every byte where in it a value would stand.
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

/* Read one byte of markup (c->at, not a "{{") and write what is left of it to the literal. */
void markup_read(struct compiler *c);

/* Put the white space that is still held back; before anything that is no literal. */
void markup_settle(struct compiler *c);

/* The macro or function that puts a value here ("VALUE(%s)" with %s for the value); refuses unsafe places. */
const char *markup_value(struct compiler *c);

/* Refuse unless elements may stand here (for show), or a control word may (if, for each). */
void markup_wants_text(struct compiler *c, const char *word);
void markup_wants_seam(struct compiler *c, const char *word);

/* Join the ends of two branches; refuses when they leave the markup in different places. */
void markup_join(struct compiler *c, const struct markup *other, const char *word);

/* ------------------------------------------------------------ compile.c */

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
