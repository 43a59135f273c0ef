#include "compile.h"

#include <ctype.h>

void value_skip_space(struct compiler *c)
{
	while (isspace((unsigned char)*c->at)) {
		c->line += *c->at == '\n';
		c->at++;
	}
}

/* Whether the word (or mark) comes next; if so it is read. */
bool value_take(struct compiler *c, const char *word)
{
	size_t length = strlen(word);
	bool is_word = isalnum((unsigned char)word[0]);

	value_skip_space(c);
	if (strncmp(c->at, word, length) != 0 ||
	    (is_word && (isalnum((unsigned char)c->at[length]) || c->at[length] == '_')))
		return false;
	c->at += length;
	return true;
}

/* The same for the words of the language, which are also good names: {{page.language}}. */
bool value_take_word(struct compiler *c, const char *word)
{
	const char *begin = c->at;
	int line = c->line;

	if (value_take(c, word) && *c->at != '.')
		return true;
	c->at = begin;
	c->line = line;
	return false;
}

void value_want(struct compiler *c, const char *word)
{
	if (!value_take(c, word))
		refuse(c, "'%s' is missing before '%.20s'", word, c->at);
}

void value_want_end(struct compiler *c)
{
	if (!value_take(c, "}}"))
		refuse(c, "'}}' should stand before '%.*s'", (int)strcspn(c->at, "\n}"), c->at);
}

void value_name(struct compiler *c, char *name)
{
	size_t length = 0;

	value_skip_space(c);
	if (!isalpha((unsigned char)*c->at))
		refuse(c, "a name should stand before '%.*s'", (int)strcspn(c->at, "\n}"), c->at);
	while (isalnum((unsigned char)*c->at) || *c->at == '_') {
		if (length + 1 == NAME_MAXIMUM)
			refuse(c, "this name is too long");
		name[length++] = *c->at++;
	}
	name[length] = '\0';
}

/* Copy a string with its quotes; a line end within it becomes one blank. Gives the largest {n}. */
int value_copy_string(struct compiler *c, FILE *out)
{
	int holes = 0;

	value_skip_space(c);
	if (*c->at != '"')
		refuse(c, "a string in double quotes is missing before '%.*s'",
		       (int)strcspn(c->at, "\n}"), c->at);
	fputc(*c->at++, out);
	while (*c->at != '"') {
		if (!*c->at)
			refuse(c, "a string is not closed");
		if (*c->at == '{' && c->at[1] >= '1' && c->at[1] <= '9' && c->at[2] == '}' &&
		    c->at[1] - '0' > holes)
			holes = c->at[1] - '0';
		if (*c->at == '\n') {
			value_skip_space(c);
			fputc(' ', out);
			continue;
		}
		if (*c->at == '\\')
			fputc(*c->at++, out);
		fputc(*c->at++, out);
	}
	fputc(*c->at++, out);
	return holes;
}

/* The values of a sentence, each in hole(...), up to end; there have to be as many as {n}. */
static void copy_holes(struct compiler *c, FILE *out, const char *hole, int wanted)
{
	int count = 0;

	fprintf(out, wanted ? "HOLES(" : "NULL, 0");
	while (value_take(c, ",")) {
		fprintf(out, "%s%s(", count++ ? ", " : "", hole);
		value_copy(c, out);
		fputc(')', out);
	}
	if (wanted)
		fputc(')', out);
	if (count != wanted)
		refuse(c, "the sentence has %d holes and %d values", wanted, count);
}

/*
 * What stands behind say or say_count, as the arguments of html_say or html_say_plain: the
 * translated sentence and its holes.
 */
void value_copy_sentence(struct compiler *c, FILE *out, bool is_count, const char *hole)
{
	char *text, *context = NULL, *number;
	size_t length;
	FILE *part = open_memstream(&text, &length);
	const char *begin;
	int holes = value_copy_string(c, part), line;

	if (is_count) {
		value_take(c, ",");
		fputs(", ", part);
		int more = value_copy_string(c, part);
		holes = more > holes ? more : holes;
	}
	fclose(part);
	if (!is_count && value_take(c, "as")) {
		part = open_memstream(&context, &length);
		value_copy_string(c, part);
		fclose(part);
	}
	if (!is_count && context) {
		fprintf(out, "words_say(page->words, SAY_IN(%s, %s)), ", context, text);
	} else if (!is_count) {
		fprintf(out, "words_say(page->words, SAY(%s)), ", text);
	} else {
		begin = c->at;
		line = c->line;
		part = open_memstream(&number, &length);
		value_want(c, ",");
		value_copy(c, part);
		fclose(part);
		c->at = begin;
		c->line = line;
		fprintf(out, "words_say_count(page->words, SAY_COUNT(%s), (int64_t)(%s)), ", text,
			number);
		free(number);
		holes = holes ? holes : 1;
	}
	copy_holes(c, out, hole, holes);
	free(text);
	free(context);
}

static void copy_arguments(struct compiler *c, FILE *out)
{
	for (bool is_first = true; !value_take(c, ")"); is_first = false) {
		if (!is_first) {
			value_want(c, ",");
			fputs(", ", out);
		}
		value_copy(c, out);
	}
}

/* say "text", say("text {1}", value) or say_count("one", "many", number) as a plain string. */
static void copy_said(struct compiler *c, FILE *out, bool is_count)
{
	fputs("html_say_plain(page, ", out);
	if (value_take(c, "(")) {
		value_copy_sentence(c, out, is_count, "HOLE_PLAIN");
		value_want(c, ")");
	} else {
		char *text;
		size_t length;
		FILE *part = open_memstream(&text, &length);
		int holes = value_copy_string(c, part);
		fclose(part);
		if (holes || is_count)
			refuse(c, "as an argument, a sentence with holes is say(\"..\", value)");
		fprintf(out, "words_say(page->words, SAY(%s)), NULL, 0", text);
		free(text);
	}
	fputc(')', out);
}

/* One value as C. */
void value_copy(struct compiler *c, FILE *out)
{
	char name[NAME_MAXIMUM], *text, *step;
	size_t length;
	FILE *part;

	value_skip_space(c);
	if (*c->at == '"') {
		value_copy_string(c, out);
		return;
	}
	if (isdigit((unsigned char)*c->at)) {
		while (isdigit((unsigned char)*c->at))
			fputc(*c->at++, out);
		return;
	}
	if (value_take(c, "say")) {
		copy_said(c, out, false);
		return;
	}
	if (value_take(c, "say_count")) {
		copy_said(c, out, true);
		return;
	}
	if (value_take(c, "&"))
		fputc('&', out);
	value_name(c, name);
	if (value_take(c, "(")) {
		fprintf(out, "%s(", name);
		copy_arguments(c, out);
		fputc(')', out);
		return;
	}
	part = open_memstream(&text, &length);
	fputs(name, part);
	fclose(part);
	while (*c->at == '.') {
		c->at++;
		value_name(c, name);
		part = open_memstream(&step, &length);
		fprintf(part, "HTML_AT(%s)->%s", text, name);
		fclose(part);
		free(text);
		text = step;
	}
	fputs(text, out);
	free(text);
}

/* A value by itself, in memory the caller frees. */
char *value_read(struct compiler *c)
{
	char *text;
	size_t length;
	FILE *part = open_memstream(&text, &length);

	value_copy(c, part);
	fclose(part);
	return text;
}
