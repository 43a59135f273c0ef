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

	while (!value_take(c, "}}")) {
		value_name(c, name);
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
	value_name(c, name);
	if (is_page && (strncmp(name, c->base, base) != 0 || (name[base] && name[base] != '_')))
		refuse(c, "a page of this file is named %s or %s_...", c->base, c->base);
	value_want(c, "(");
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
	if (value_take(c, "closes"))
		read_elements(c, c->markup.open, &c->markup.depth);
	else if (value_take(c, "opens"))
		read_elements(c, c->keeps, &c->kept);
	else
		value_want_end(c);
	statement(c, "%svoid %s_html(struct page *page%s%.*s)\n{\n", is_page ? "" : "static ", name,
		  comma, (int)(end - begin), begin);
	begin_block(c, BLOCK_PAGE)->before.depth = 0;
}

static void read_condition(struct compiler *c, const char *before)
{
	bool is_negated = value_take(c, "not");
	char *value = value_read(c);

	statement(c, "%sif (%sIS_TRUE(%s)) {\n", before, is_negated ? "!" : "", value);
	free(value);
	value_want_end(c);
}

static void read_loop(struct compiler *c)
{
	char name[NAME_MAXIMUM], *list;
	struct block *block = begin_block(c, BLOCK_FOR);
	int number = block->number = ++c->loops;

	value_want(c, "each");
	value_name(c, name);
	value_want(c, "in");
	list = value_read(c);
	value_want_end(c);
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
	markup_same_depth(c, &block->before, "else");
	if (block->has_branch || block->kind == BLOCK_FOR)
		markup_join(c, block->has_branch ? &block->branch : &block->before, "else");
	block->branch = c->markup;
	block->has_branch = true;
	c->markup = block->before;
	if (block->kind == BLOCK_IF && value_take(c, "if")) {
		read_condition(c, "} else ");
		return;
	}
	block->has_else = true;
	value_want_end(c);
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
	value_want_end(c);
	if (block->kind == BLOCK_PAGE) {
		end_page(c);
		c->depth--;
		return;
	}
	markup_wants_seam(c, "{{end}}");
	markup_same_depth(c, &block->before, "end");
	if (block->has_branch)
		markup_join(c, &block->branch, "end");
	if (!block->has_else)
		markup_join(c, &block->before, "end");
	statement(c, block->kind == BLOCK_FOR ? "}\n}\n" : "}\n");
	c->depth--;
}

static void read_show(struct compiler *c)
{
	char name[NAME_MAXIMUM];

	markup_wants_text(c, "{{show}}");
	value_name(c, name);
	value_want(c, "(");
	statement(c, "%s_html(page", name);
	while (!value_take(c, ")")) {
		fputs(", ", c->code);
		value_copy(c, c->code);
		if (*c->at != ')' && !value_take(c, ","))
			value_want(c, ")");
	}
	fputs(");\n", c->code);
	value_want_end(c);
}

static void read_say(struct compiler *c, bool is_count)
{
	const char *place = markup_value(c);

	if (strcmp(place, "VALUE") == 0) {
		statement(c, "html_say(page, ");
		value_copy_sentence(c, c->code, is_count, "HOLE");
		fputs(");\n", c->code);
	} else {
		statement(c, "%s(html_say_plain(page, ", place);
		value_copy_sentence(c, c->code, is_count, "HOLE_PLAIN");
		fputs("));\n", c->code);
	}
	value_want_end(c);
}

/* What stands between {{ and }}. */
static void read_braces(struct compiler *c)
{
	char *value;

	if (value_take_word(c, "include")) {
		fputs("#include ", c->header);
		value_copy_string(c, c->header);
		fputc('\n', c->header);
		value_want_end(c);
		return;
	}
	if (value_take_word(c, "page")) {
		read_function(c, true);
		return;
	}
	if (value_take_word(c, "part")) {
		read_function(c, false);
		return;
	}
	if (!c->depth)
		refuse(c, "outside of {{page}} and {{part}} only {{include}} may stand");
	if (value_take_word(c, "if")) {
		markup_wants_seam(c, "{{if}}");
		begin_block(c, BLOCK_IF);
		read_condition(c, "");
	} else if (value_take_word(c, "for")) {
		markup_wants_seam(c, "{{for each}}");
		read_loop(c);
	} else if (value_take_word(c, "else")) {
		read_else(c);
	} else if (value_take_word(c, "end")) {
		read_end(c);
	} else if (value_take_word(c, "show")) {
		read_show(c);
	} else if (value_take_word(c, "say")) {
		read_say(c, false);
	} else if (value_take_word(c, "say_count")) {
		read_say(c, true);
	} else {
		const char *place = markup_value(c);
		value = value_read(c);
		value_skip_space(c);
		if (*c->at != '}')
			refuse(c, "unknown word '%s'", value);
		value_want_end(c);
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
