#include "formula.h"

#include <string.h>

bool formula_is(const char *text)
{
	/* Blanks before the sign do not help a spreadsheet's user. */
	text += strspn(text, "'");
	text += strspn(text, " ");
	return *text && strchr("=+-@\t\r", *text);
}

const char *formula_without_guard(const char *text)
{
	return *text == '\'' && formula_is(text + 1) ? text + 1 : text;
}
