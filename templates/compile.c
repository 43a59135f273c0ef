/*
 * compile.c - templates to C: `compile-templates issue.html issue.html.c issue.html.h`.
 *
 * A template is HTML with six words in double braces. It becomes one C function for each page or part,
 * so what a template is given is checked by the C compiler, and rendering is as fast as C.
 *
 * HOW TO WRITE A PAGE
 *
 *	{{include "model/issue.h"}}
 *
 *	{{page issue(const struct issue *issue, const struct updates *updates)}}
 *	<h1>{{issue.title}}</h1>
 *	{{if issue.is_overdue}}
 *	<p class="late">{{say "Overdue since {1}", issue.due}}</p>
 *	{{end}}
 *	<ol>
 *	{{for each update in updates}}
 *		{{show row(update)}}
 *	{{else}}
 *		<li>{{say "Nothing has happened yet."}}</li>
 *	{{end}}
 *	</ol>
 *	<p><a href="/{{issue.slug}}/issues" title="{{say "Back to the list"}}">
 *		{{say_count "{1} issue" "{1} issues", issue.others}}</a></p>
 *	{{end}}
 *
 *	{{part row(const struct update *update)}}
 *	<li>{{moment(update.happened_at)}} {{update.note}}</li>
 *	{{end}}
 *
 * In C: #include "templates/issue.html.h", then issue_html(page, issue, updates).
 *
 * THE WORDS
 *
 *	{{page NAME(parameters)}} .. {{end}}  a function NAME_html(struct page *page, parameters) for
 *		everybody. NAME is the file's name or begins with it: issue.html has issue, issue_row.
 *	{{part NAME(parameters)}} .. {{end}}  the same for this file alone, with any name.
 *	{{show NAME(arguments)}}  puts a page, a part, or any C function NAME_html(page, arguments).
 *	{{if VALUE}} .. {{else if not VALUE}} .. {{else}} .. {{end}}  true are: a number that is not 0,
 *		a string that is not empty, a date that is set, a pointer that is not NULL. There is no
 *		comparing: put a field into the struct.
 *	{{for each ITEM in LIST}} .. {{else}} .. {{end}}  over a struct { items, count } or a pointer to
 *		one; else is for the empty list. ITEM is a pointer to the item (the item itself where
 *		items are strings or numbers).
 *	{{say "Sentence with {1}.", VALUE, ..}}  translated. {{say "Open" as "verb"}} tells apart what
 *		English has one word for. {{say_count "{1} issue" "{1} issues", NUMBER, ..}}.
 *	{{VALUE}}
 *
 *	{{include "model/issue.h"}} at the top names a header the generated one needs.
 *	<!-- remarks --> are left out.
 *
 * VALUES
 *
 *	issue.area.name      a point for every step, whether it is a struct or a pointer to one
 *	state_word(issue)    a C function's result; page can be handed on: f(page, issue.due)
 *	&issue.place         the address of a struct, as an argument
 *	"text", 12           as arguments
 *	say "text"           a translated string, as an argument or in a hole;
 *	say("of {1}", n), say_count("{1} day", "{1} days", n)   the same with holes
 *
 * In text, strings are escaped; numbers are grouped as the language does; struct date and
 * moment(seconds) become <time>; struct html passes as it is. In attributes numbers and dates are
 * written for machines (12000, 2026-03-15). A bool is no value. In addresses (href, src, action, ...)
 * a value at the beginning may only be relative, http, https, mailto or tel, and later values are
 * percent-encoded. An address that begins with "/" gets the language's prefix by itself ("/en/..."),
 * also when it is a value; /static/ and /open311/ do not.
 *
 * TRANSLATIONS. `make words` brings every new sentence into templates/po/uk.po; write the Ukrainian
 * there (the tests of the suite po list what is missing). In C, SAY("..") marks a sentence of a table and
 * words_say(page->words, ..) translates it.
 *
 * WHAT IS REFUSED, with file and line: values in script, style and comments, for attributes or in names of
 * tags and attributes, in srcset; attributes without quotes; style=, on...=, srcdoc, http-equiv,
 * javascript: and //host; elements that are not closed in their block or nested wrongly; English or
 * Ukrainian words that do not go through say (except in code, kbd and translate="no").
 *
 * White space between tags of blocks is dropped and elsewhere becomes one blank, but not in pre and
 * textarea. A layout's part may say which elements it leaves open for another to close:
 * {{page layout_begin(..) opens html body main}} and {{page layout_end(..) closes html body main}}.
 */
#include "compile.h"

#include <ctype.h>
#include <stdarg.h>

void refuse(const struct compiler *c, const char *format, ...)
{
	va_list values;

	fprintf(stderr, "%s:%d: ", c->path, c->line);
	va_start(values, format);
	vfprintf(stderr, format, values);
	va_end(values);
	fputc('\n', stderr);
	exit(1);
}

/* ---------------------------------------------------------------- writing C */

/* Put what was literal since the last statement, a line of C for each line. */
static void literal_end(struct compiler *c)
{
	fflush(c->literal);
	if (!c->literal_length)
		return;
	fprintf(c->code, "html_raw(page, \"");
	for (size_t i = 0; i < c->literal_length; i++) {
		char byte = c->literal_bytes[i];
		if (byte == '"' || byte == '\\')
			fputc('\\', c->code);
		if (byte == '\n')
			fputs("\\n\"\n\t\"", c->code);
		else if (byte == '\t')
			fputs("\\t", c->code);
		else
			fputc(byte, c->code);
	}
	fprintf(c->code, "\", %zu);\n", c->literal_length);
	rewind(c->literal);
	fflush(c->literal);
}

void statement(struct compiler *c, const char *format, ...)
{
	va_list values;

	literal_end(c);
	fprintf(c->code, "#line %d \"%s\"\n", c->line, c->path);
	va_start(values, format);
	vfprintf(c->code, format, values);
	va_end(values);
}

/* ---------------------------------------------------------------- reading within braces */

static void skip_space(struct compiler *c)
{
	while (isspace((unsigned char)*c->at)) {
		c->line += *c->at == '\n';
		c->at++;
	}
}

/* Whether the word (or mark) comes next; if so it is read. */
static bool take(struct compiler *c, const char *word)
{
	size_t length = strlen(word);
	bool is_word = isalnum((unsigned char)word[0]);

	skip_space(c);
	if (strncmp(c->at, word, length) != 0 ||
	    (is_word && (isalnum((unsigned char)c->at[length]) || c->at[length] == '_')))
		return false;
	c->at += length;
	return true;
}

/* The same for the words of the language, which are also good names: {{page.language}}. */
static bool take_word(struct compiler *c, const char *word)
{
	const char *begin = c->at;
	int line = c->line;

	if (take(c, word) && *c->at != '.')
		return true;
	c->at = begin;
	c->line = line;
	return false;
}

static void want(struct compiler *c, const char *word)
{
	if (!take(c, word))
		refuse(c, "'%s' is missing before '%.20s'", word, c->at);
}

static void want_end(struct compiler *c)
{
	if (!take(c, "}}"))
		refuse(c, "'}}' should stand before '%.*s'", (int)strcspn(c->at, "\n}"), c->at);
}

static void read_name(struct compiler *c, char *name)
{
	size_t length = 0;

	skip_space(c);
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
static int copy_string(struct compiler *c, FILE *out)
{
	int holes = 0;

	skip_space(c);
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
			skip_space(c);
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

static void copy_value(struct compiler *c, FILE *out);

/* The values of a sentence, each in hole(...), up to end; there have to be as many as {n}. */
static void copy_holes(struct compiler *c, FILE *out, const char *hole, int wanted)
{
	int count = 0;

	fprintf(out, wanted ? "HOLES(" : "NULL, 0");
	while (take(c, ",")) {
		fprintf(out, "%s%s(", count++ ? ", " : "", hole);
		copy_value(c, out);
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
static void copy_sentence(struct compiler *c, FILE *out, bool is_count, const char *hole)
{
	char *text, *context = NULL, *number;
	size_t length;
	FILE *part = open_memstream(&text, &length);
	const char *begin;
	int holes = copy_string(c, part), line;

	if (is_count) {
		take(c, ",");
		fputs(", ", part);
		int more = copy_string(c, part);
		holes = more > holes ? more : holes;
	}
	fclose(part);
	if (!is_count && take(c, "as")) {
		part = open_memstream(&context, &length);
		copy_string(c, part);
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
		want(c, ",");
		copy_value(c, part);
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
	for (bool is_first = true; !take(c, ")"); is_first = false) {
		if (!is_first) {
			want(c, ",");
			fputs(", ", out);
		}
		copy_value(c, out);
	}
}

/* say "text", say("text {1}", value) or say_count("one", "many", number) as a plain string. */
static void copy_said(struct compiler *c, FILE *out, bool is_count)
{
	fputs("html_say_plain(page, ", out);
	if (take(c, "(")) {
		copy_sentence(c, out, is_count, "HOLE_PLAIN");
		want(c, ")");
	} else {
		char *text;
		size_t length;
		FILE *part = open_memstream(&text, &length);
		int holes = copy_string(c, part);
		fclose(part);
		if (holes || is_count)
			refuse(c, "as an argument, a sentence with holes is say(\"..\", value)");
		fprintf(out, "words_say(page->words, SAY(%s)), NULL, 0", text);
		free(text);
	}
	fputc(')', out);
}

/* One value as C. */
static void copy_value(struct compiler *c, FILE *out)
{
	char name[NAME_MAXIMUM], *text, *step;
	size_t length;
	FILE *part;

	skip_space(c);
	if (*c->at == '"') {
		copy_string(c, out);
		return;
	}
	if (isdigit((unsigned char)*c->at)) {
		while (isdigit((unsigned char)*c->at))
			fputc(*c->at++, out);
		return;
	}
	if (take(c, "say")) {
		copy_said(c, out, false);
		return;
	}
	if (take(c, "say_count")) {
		copy_said(c, out, true);
		return;
	}
	if (take(c, "&"))
		fputc('&', out);
	read_name(c, name);
	if (take(c, "(")) {
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
		read_name(c, name);
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
static char *read_value(struct compiler *c)
{
	char *text;
	size_t length;
	FILE *part = open_memstream(&text, &length);

	copy_value(c, part);
	fclose(part);
	return text;
}

/* ---------------------------------------------------------------- the words */

static struct block *begin_block(struct compiler *c, enum block_kind kind)
{
	struct block *block = &c->blocks[c->depth];

	if (c->depth == DEPTH_MAXIMUM)
		refuse(c, "blocks are nested more than %d deep", DEPTH_MAXIMUM);
	c->depth++;
	*block = (struct block){.kind = kind, .line = c->line, .before = c->markup};
	return block;
}

/* Elements named behind "opens" or "closes" of a layout's part, up to the closing braces. */
static void read_elements(struct compiler *c, struct element *elements, size_t *count)
{
	char name[NAME_MAXIMUM];

	while (!take(c, "}}")) {
		read_name(c, name);
		if (*count == DEPTH_MAXIMUM)
			refuse(c, "too many elements");
		elements[*count] = (struct element){.line = c->line};
		memcpy(elements[(*count)++].name, name, sizeof(name));
	}
}

static void forward_declare(struct compiler *c, const char *at, const char *end)
{
	while ((at = strstr(at, "struct ")) && at < end) {
		at += strlen("struct ");
		fprintf(c->header, "struct %.*s;\n", (int)strcspn(at, " *,)"), at);
	}
}

static void read_function(struct compiler *c, bool is_page)
{
	char name[NAME_MAXIMUM];
	const char *begin, *end, *comma;
	size_t base = strlen(c->base);

	if (c->depth)
		refuse(c, "a page or part cannot begin within another");
	read_name(c, name);
	if (is_page && (strncmp(name, c->base, base) != 0 || (name[base] && name[base] != '_')))
		refuse(c, "a page of this file is named %s or %s_...", c->base, c->base);
	want(c, "(");
	begin = c->at;
	end = begin + strcspn(begin, "){}");
	if (*end != ')')
		refuse(c, "')' is missing behind the parameters");
	c->at = end + 1;
	comma = strspn(begin, " \t\n") == (size_t)(end - begin) ? "" : ", ";
	forward_declare(c, begin, end);
	fprintf(is_page ? c->header : c->prototypes, "%svoid %s_html(struct page *page%s%.*s);\n",
		is_page ? "" : "static ", name, comma, (int)(end - begin), begin);
	c->markup = (struct markup){.is_after_block = true};
	c->kept = 0;
	if (take(c, "closes"))
		read_elements(c, c->markup.open, &c->markup.depth);
	else if (take(c, "opens"))
		read_elements(c, c->keeps, &c->kept);
	else
		want_end(c);
	statement(c, "%svoid %s_html(struct page *page%s%.*s)\n{\n", is_page ? "" : "static ", name,
		  comma, (int)(end - begin), begin);
	begin_block(c, BLOCK_PAGE)->before.depth = 0;
}

static void read_condition(struct compiler *c, const char *before)
{
	bool is_negated = take(c, "not");
	char *value = read_value(c);

	statement(c, "%sif (%sIS_TRUE(%s)) {\n", before, is_negated ? "!" : "", value);
	free(value);
	want_end(c);
}

static void read_loop(struct compiler *c)
{
	char name[NAME_MAXIMUM], *list;
	struct block *block = begin_block(c, BLOCK_FOR);
	int number = block->number = ++c->loops;

	want(c, "each");
	read_name(c, name);
	want(c, "in");
	list = read_value(c);
	want_end(c);
	statement(c,
		  "{\nconst __auto_type from%d = %s;\nconst __auto_type list%d = HTML_AT(from%d);\n"
		  "for (size_t at%d = 0; at%d < list%d->count; at%d++) {\n"
		  "const __auto_type %s = HTML_ITEM(list%d->items, at%d);\n(void)%s;\n",
		  number, list, number, number, number, number, number, number, name, number,
		  number, name);
	free(list);
	if (c->markup.state == STATE_TAG)
		c->markup.state = STATE_AFTER_ATTRIBUTE;
	c->markup.is_after_block = false;
	block->before = c->markup;
}

static void read_else(struct compiler *c)
{
	struct block *block = c->depth ? &c->blocks[c->depth - 1] : NULL;

	if (!block || block->kind == BLOCK_PAGE || block->has_else)
		refuse(c, "{{else}} without {{if}} or {{for each}}");
	markup_wants_seam(c, "{{else}}");
	if (block->has_branch || block->kind == BLOCK_FOR)
		markup_join(c, block->has_branch ? &block->branch : &block->before, "else");
	block->branch = c->markup;
	block->has_branch = true;
	c->markup = block->before;
	if (block->kind == BLOCK_IF && take(c, "if")) {
		read_condition(c, "} else ");
		return;
	}
	block->has_else = true;
	want_end(c);
	if (block->kind == BLOCK_FOR)
		statement(c, "}\nif (!list%d->count) {\n", block->number);
	else
		statement(c, "} else {\n");
}

static void end_page(struct compiler *c)
{
	struct markup *m = &c->markup;

	if (m->state != STATE_TEXT)
		refuse(c, "{{end}} within a tag");
	if (m->depth > c->kept)
		refuse(c, "<%s> of line %d is not closed", m->open[m->depth - 1].name,
		       m->open[m->depth - 1].line);
	for (size_t i = 0; i < c->kept; i++)
		if (i >= m->depth || strcmp(m->open[i].name, c->keeps[i].name) != 0)
			refuse(c, "<%s> should be left open here", c->keeps[i].name);
	m->has_space = false;
	m->depth = 0;
	statement(c, "}\n\n");
}

static void read_end(struct compiler *c)
{
	struct block *block = c->depth ? &c->blocks[c->depth - 1] : NULL;

	if (!block)
		refuse(c, "{{end}} of nothing");
	want_end(c);
	if (block->kind == BLOCK_PAGE) {
		end_page(c);
		c->depth--;
		return;
	}
	markup_wants_seam(c, "{{end}}");
	markup_join(c, &block->before, "end");
	if (block->has_branch)
		markup_join(c, &block->branch, "end");
	statement(c, block->kind == BLOCK_FOR ? "}\n}\n" : "}\n");
	c->depth--;
}

static void read_show(struct compiler *c)
{
	char name[NAME_MAXIMUM];

	markup_wants_text(c, "{{show}}");
	read_name(c, name);
	want(c, "(");
	statement(c, "%s_html(page", name);
	while (!take(c, ")")) {
		fputs(", ", c->code);
		copy_value(c, c->code);
		if (*c->at != ')' && !take(c, ","))
			want(c, ")");
	}
	fputs(");\n", c->code);
	want_end(c);
}

static void read_say(struct compiler *c, bool is_count)
{
	const char *place = markup_value(c);

	if (strcmp(place, "VALUE") == 0) {
		statement(c, "html_say(page, ");
		copy_sentence(c, c->code, is_count, "HOLE");
		fputs(");\n", c->code);
	} else {
		statement(c, "%s(html_say_plain(page, ", place);
		copy_sentence(c, c->code, is_count, "HOLE_PLAIN");
		fputs("));\n", c->code);
	}
	want_end(c);
}

/* What stands between {{ and }}. */
static void read_braces(struct compiler *c)
{
	char *value;

	if (take_word(c, "include")) {
		fputs("#include ", c->header);
		copy_string(c, c->header);
		fputc('\n', c->header);
		want_end(c);
		return;
	}
	if (take_word(c, "page")) {
		read_function(c, true);
		return;
	}
	if (take_word(c, "part")) {
		read_function(c, false);
		return;
	}
	if (!c->depth)
		refuse(c, "outside of {{page}} and {{part}} only {{include}} may stand");
	if (take_word(c, "if")) {
		markup_wants_seam(c, "{{if}}");
		begin_block(c, BLOCK_IF);
		read_condition(c, "");
	} else if (take_word(c, "for")) {
		markup_wants_seam(c, "{{for each}}");
		read_loop(c);
	} else if (take_word(c, "else")) {
		read_else(c);
	} else if (take_word(c, "end")) {
		read_end(c);
	} else if (take_word(c, "show")) {
		read_show(c);
	} else if (take_word(c, "say")) {
		read_say(c, false);
	} else if (take_word(c, "say_count")) {
		read_say(c, true);
	} else {
		const char *place = markup_value(c);
		value = read_value(c);
		skip_space(c);
		if (*c->at != '}')
			refuse(c, "unknown word '%s'", value);
		want_end(c);
		statement(c, "%s(%s);\n", place, value);
		free(value);
	}
}

static void compile(struct compiler *c)
{
	while (*c->at) {
		if (strncmp(c->at, "{{", 2) == 0) {
			c->at += 2;
			if (!strstr(c->at, "}}"))
				refuse(c, "'{{' is not closed");
			read_braces(c);
		} else if (!c->depth && c->markup.state == STATE_TEXT &&
			   !isspace((unsigned char)*c->at) && strncmp(c->at, "<!--", 4) != 0) {
			refuse(c, "outside of {{page}} and {{part}} only remarks may stand");
		} else {
			markup_read(c);
		}
	}
	if (c->depth) {
		c->line = c->blocks[c->depth - 1].line;
		refuse(c, "this block has no {{end}}");
	}
}

/* ---------------------------------------------------------------- files */

/* The whole file, with a zero behind it. */
static char *read_file(const char *path)
{
	FILE *file = fopen(path, "rb"), *memory;
	char *bytes, buffer[4096];
	size_t length;

	if (!file) {
		fprintf(stderr, "cannot open '%s'\n", path);
		exit(1);
	}
	memory = open_memstream(&bytes, &length);
	while ((length = fread(buffer, 1, sizeof(buffer), file)) > 0)
		fwrite(buffer, 1, length, memory);
	fclose(memory);
	fclose(file);
	return bytes;
}

static void write_file(const char *path, const char *const *parts)
{
	FILE *file = fopen(path, "wb");

	while (file && *parts)
		fputs(*parts++, file);
	if (!file || fclose(file) != 0) {
		fprintf(stderr, "cannot write '%s'\n", path);
		exit(1);
	}
}

int main(int count, char **arguments)
{
	struct compiler c = {.line = 1};
	char base[NAME_MAXIMUM], include[NAME_MAXIMUM * 2], *header, *prototypes, *code, *source;
	size_t length;
	const char *slash;

	if (count != 4) {
		fprintf(stderr, "usage: compile-templates NAME.html NAME.html.c NAME.html.h\n");
		return 2;
	}
	c.path = arguments[1];
	slash = strrchr(c.path, '/');
	snprintf(base, sizeof(base), "%s", slash ? slash + 1 : c.path);
	snprintf(include, sizeof(include), "#include \"%s.h\"\n\n", base);
	base[strcspn(base, ".")] = '\0';
	c.base = base;
	c.at = source = read_file(c.path);
	c.header = open_memstream(&header, &length);
	c.prototypes = open_memstream(&prototypes, &length);
	c.code = open_memstream(&code, &length);
	c.literal = open_memstream(&c.literal_bytes, &c.literal_length);
	compile(&c);
	fclose(c.header);
	fclose(c.prototypes);
	fclose(c.code);
	fclose(c.literal);
	write_file(arguments[3], (const char *[]){"#pragma once\n\n#include \"templates/html.h\"\n",
						  header, NULL});
	write_file(arguments[2], (const char *[]){include, prototypes, "\n", code, NULL});
	free(header);
	free(prototypes);
	free(code);
	free(c.literal_bytes);
	free(source);
	return 0;
}
