/*
 * letter.h - what a letter to a subscriber says; templates/letter.html sets it as HTML, and its plain
 * text is made of that (feeds/mail_text.h). Addresses are whole ones.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "templates/words.h"

/* An entry of the feed; its content, made by a template of its own, stands between head and foot. */
struct letter_entry {
	const char *title, *author, *link;
	struct moment at;
};

struct letter {
	const char *title;      /* of the feed */
	const char *page;       /* where the same is told; of the news that did not fit */
	int64_t more;           /* how many did not fit */
	const char *home, *own; /* the service; the page of this subscription */
	const char *email;      /* of a question: whose address was typed */
	const char *rhythm;     /* in words */
	int64_t asked_days;     /* how long a question waits for its answer */
};
