/*
 * formula.h - cells that a spreadsheet would run.
 *
 * A cell that begins with = + - @ or a TAB is a formula to a spreadsheet (OWASP, "CSV injection"), so
 * the open data puts an apostrophe in front of it, and an import takes it off again. Nothing is lost on
 * the way and nothing gained: a text that itself begins with apostrophes and then such a sign gets one
 * more, and a text that begins with an apostrophe and anything else is left alone both times.
 */
#pragma once

#include <stdbool.h>

/* Whether text needs the guard, an apostrophe in front. */
bool formula_is(const char *text);

/* The text without the guard, when that is what it begins with; points into text. */
const char *formula_without_guard(const char *text);
