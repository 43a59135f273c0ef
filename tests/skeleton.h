/*
 * skeleton.h - the bones of a page: its elements and attribute names, without texts and values.
 *
 * Rule 44: a template is filled once with plain text and once with hostile text, and its skeleton has
 * to be the same.
 *
 *	page_with(&page, skeleton_plain);   page_with(&other, skeleton_hostile);
 *	cr_assert_str_eq(skeleton_of(arena, page.out.bytes), skeleton_of(arena, other.out.bytes));
 */
#pragma once

#include "model/base/arena.h"

/* A harmless value, and one that tries to break out of everything it could stand in. */
extern const char skeleton_plain[], skeleton_hostile[];

/*
 * "html[lang] head meta[charset] /head ..." in arena, read as a browser's tokenizer would (the WHATWG
 * HTML standard, 13.2.5, as far as it matters here). What is no well-formed tag becomes "BROKEN", an
 * address that runs a script "SCRIPT".
 */
const char *skeleton_of(struct arena *arena, const char *html);
