/*
 * mail_text.h - the HTML of a letter as plain text, for who reads mail without it.
 *
 * It reads only what our own templates wrote: their few elements, double-quoted attributes, and the five
 * escapes of templates/html.c. A visitor's bytes come here escaped, as text, and leave as text.
 */
#pragma once

#include "model/base/arena.h"

/*
 * Paragraphs with an empty line between them, "- " before items of lists, headings underlined, and
 * behind a link its address unless that is its text. What stands before <body> is left out. In arena.
 */
const char *mail_text(struct arena *arena, const char *html);
