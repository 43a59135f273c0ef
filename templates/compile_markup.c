#include "compile.h"

#include <ctype.h>

static const char *const void_elements[] = {"area",   "base",  "br",    "col",  "embed",
					    "hr",     "img",   "input", "link", "meta",
					    "source", "track", "wbr",   NULL};

/* White space beside these is never seen. */
static const char *const block_elements[] = {
	"address",  "article", "aside",    "blockquote", "body",  "br",   "caption",  "col",
	"colgroup", "dd",      "details",  "div",        "dl",    "dt",   "fieldset", "figcaption",
	"figure",   "footer",  "form",     "h1",         "h2",    "h3",   "h4",       "head",
	"header",   "hr",      "html",     "legend",     "li",    "link", "main",     "meta",
	"nav",      "ol",      "optgroup", "option",     "p",     "pre",  "section",  "summary",
	"svg",      "table",   "tbody",    "td",         "tfoot", "th",   "thead",    "title",
	"tr",       "ul",      "circle",   "path",       "rect",  "g",    "line",     NULL};

/* Their content is a language of its own. */
static const char *const raw_elements[] = {"script",  "style",    "iframe", "noscript",
					   "noembed", "noframes", "xmp",    NULL};

static const char *const refused_elements[] = {"base",      "object", "embed",    "applet",
					       "plaintext", "frame",  "frameset", NULL};

bool markup_is_among(const char *name, const char *const *names)
{
	while (*names && strcmp(name, *names) != 0)
		names++;
	return *names != NULL;
}

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

void markup_put(struct compiler *c, char byte)
{
	fputc(byte, c->literal);
}

size_t markup_name(struct compiler *c, const char *at, char *name, const char *what)
{
	size_t length = 0;

	while (isalnum((unsigned char)at[length]) || strchr("-_:.", at[length])) {
		if (!at[length])
			break;
		if (length + 1 >= NAME_MAXIMUM)
			refuse(c, "this %s is too long", what);
		name[length] = (char)tolower((unsigned char)at[length]);
		length++;
	}
	name[length] = '\0';
	return length;
}

/* ---------------------------------------------------------------- tags */

static void open_element(struct compiler *c)
{
	struct markup *m = &c->markup;

	if (markup_is_among(m->tag.name, void_elements))
		return;
	if (m->depth == DEPTH_MAXIMUM)
		refuse(c, "elements are nested more than %d deep", DEPTH_MAXIMUM);
	m->tag.line = c->line;
	if (m->depth) {
		m->tag.is_wordless |= m->open[m->depth - 1].is_wordless;
		m->tag.is_verbatim |= m->open[m->depth - 1].is_verbatim;
	}
	m->open[m->depth++] = m->tag;
}

static void close_element(struct compiler *c)
{
	struct markup *m = &c->markup;
	size_t floor = c->depth ? c->blocks[c->depth - 1].before.depth : 0;

	if (markup_is_among(m->tag.name, void_elements))
		refuse(c, "<%s> has no end tag", m->tag.name);
	if (m->depth <= floor)
		refuse(c, "</%s> closes an element that was not opened in this block", m->tag.name);
	if (strcmp(m->open[m->depth - 1].name, m->tag.name) != 0)
		refuse(c, "</%s> where </%s> should stand (opened in line %d)", m->tag.name,
		       m->open[m->depth - 1].name, m->open[m->depth - 1].line);
	m->depth--;
}

static void begin_tag(struct compiler *c)
{
	struct markup *m = &c->markup;
	size_t length;
	bool is_block;

	m->is_closing = c->at[1] == '/';
	m->tag = (struct element){0};
	length = markup_name(c, c->at + 1 + m->is_closing, m->tag.name, "element's name");
	if (!length && strncmp(c->at + 1 + m->is_closing, "{{", 2) == 0)
		refuse(c, "no value may stand in a tag's name");
	if (!length)
		refuse(c, "'<' that begins no tag: write &lt;");
	if (markup_is_among(m->tag.name, refused_elements))
		refuse(c, "<%s> has no place in a template", m->tag.name);
	is_block = markup_is_among(m->tag.name, block_elements);
	if (is_block)
		m->has_space = false;
	markup_settle(c);
	m->tag.is_wordless = strcmp(m->tag.name, "code") == 0 || strcmp(m->tag.name, "kbd") == 0;
	m->tag.is_verbatim = strcmp(m->tag.name, "pre") == 0;
	m->is_after_block = is_block;
	markup_put(c, '<');
	if (m->is_closing)
		markup_put(c, '/');
	fputs(m->tag.name, c->literal);
	c->at += 1 + m->is_closing + (int)length;
	m->state = STATE_TAG_NAME;
}

static void end_tag(struct compiler *c)
{
	struct markup *m = &c->markup;

	m->has_space = false;
	markup_put(c, '>');
	m->state = STATE_TEXT;
	if (m->is_closing) {
		close_element(c);
		return;
	}
	open_element(c);
	if (markup_is_among(m->tag.name, raw_elements))
		m->state = STATE_RAW_TEXT;
	else if (strcmp(m->tag.name, "title") == 0 || strcmp(m->tag.name, "textarea") == 0)
		m->state = STATE_PLAIN_TEXT;
}

/* ---------------------------------------------------------------- bytes */

static bool is_letter(const char *at)
{
	unsigned char byte = (unsigned char)*at;

	return isalpha(byte) || (byte >= 0xD0 && byte <= 0xD3);
}

/* A reference such as &amp; in text or an attribute, copied whole. */
static void read_reference(struct compiler *c)
{
	size_t length = 1 + (c->at[1] == '#');

	while (isalnum((unsigned char)c->at[length]))
		length++;
	if (length < 2 || c->at[length] != ';')
		refuse(c, "'&' that begins no character reference: write &amp;");
	fwrite(c->at, 1, length + 1, c->literal);
	c->at += length + 1;
}

static void check_word(struct compiler *c)
{
	const struct markup *m = &c->markup;

	if (is_letter(c->at) && !(m->depth && m->open[m->depth - 1].is_wordless) &&
	    !m->tag.is_wordless)
		refuse(c, "words for people go through {{say}}: '%.*s'",
		       (int)strcspn(c->at, "<{\n\""), c->at);
}

static void read_value(struct compiler *c)
{
	struct markup *m = &c->markup;

	if (*c->at == m->quote) {
		attribute_end(c);
		markup_put(c, *c->at++);
		m->state = STATE_AFTER_ATTRIBUTE;
		return;
	}
	if (*c->at == '<')
		refuse(c, "'<' within an attribute: a quote is missing, or write &lt;");
	if (m->kind == ATTRIBUTE_ADDRESS)
		attribute_read_address(c);
	if (*c->at == '&') {
		read_reference(c);
		return;
	}
	if (m->kind == ATTRIBUTE_WORDS)
		check_word(c);
	markup_put(c, *c->at++);
}

static void read_tag(struct compiler *c)
{
	struct markup *m = &c->markup;

	if (is_space(*c->at)) {
		m->has_space = true;
		m->state = STATE_TAG;
		c->at++;
	} else if (*c->at == '>') {
		c->at++;
		end_tag(c);
	} else if (*c->at == '/' && c->at[1] == '>') {
		bool is_drawing = false;
		for (size_t i = 0; i < m->depth; i++)
			is_drawing |= strcmp(m->open[i].name, "svg") == 0;
		if (!is_drawing)
			refuse(c, "<%s/>: only elements within svg may close themselves",
			       m->tag.name);
		m->has_space = false;
		fputs("/>", c->literal);
		c->at += 2;
		m->state = STATE_TEXT;
	} else if (*c->at == '=' && m->state == STATE_ATTRIBUTE_NAME) {
		attribute_begin(c);
	} else if (m->state == STATE_TAG) {
		attribute_read_name(c);
	} else {
		refuse(c, "white space is missing before '%c' in <%s>", *c->at, m->tag.name);
	}
}

/* Whether the end tag of the innermost element stands at c->at. */
static bool is_at_end_tag(const struct compiler *c)
{
	const char *name = c->markup.open[c->markup.depth - 1].name;

	return c->at[0] == '<' && c->at[1] == '/' &&
	       strncasecmp(c->at + 2, name, strlen(name)) == 0;
}

static void read_text(struct compiler *c)
{
	struct markup *m = &c->markup;
	bool is_verbatim = m->depth && m->open[m->depth - 1].is_verbatim;

	if (is_space(*c->at) && !is_verbatim) {
		m->has_space = true;
		c->at++;
	} else if (strncmp(c->at, "<!--", 4) == 0) {
		c->at += 4;
		m->state = STATE_COMMENT;
	} else if (strncmp(c->at, "<!", 2) == 0) {
		m->has_space = false;
		m->state = STATE_DECLARATION;
		markup_put(c, *c->at++);
	} else if (*c->at == '<') {
		begin_tag(c);
	} else {
		m->tag = (struct element){0};
		check_word(c);
		markup_settle(c);
		m->is_after_block = false;
		if (*c->at == '&')
			read_reference(c);
		else
			markup_put(c, *c->at++);
	}
}

void markup_read(struct compiler *c)
{
	struct markup *m = &c->markup;

	if (*c->at == '\n')
		c->line++;
	switch (m->state) {
	case STATE_TEXT: read_text(c); return;
	case STATE_PLAIN_TEXT:
	case STATE_RAW_TEXT:
		if (is_at_end_tag(c)) {
			begin_tag(c);
			return;
		}
		m->tag = (struct element){0};
		if (m->state == STATE_PLAIN_TEXT)
			check_word(c);
		if (m->state == STATE_PLAIN_TEXT && *c->at == '&')
			read_reference(c);
		else
			markup_put(c, *c->at++);
		return;
	case STATE_VALUE: read_value(c); return;
	case STATE_COMMENT:
		if (strncmp(c->at, "-->", 3) == 0) {
			c->at += 2;
			m->state = STATE_TEXT;
		}
		c->at++;
		return;
	case STATE_DECLARATION:
		if (*c->at == '>') {
			m->state = STATE_TEXT;
			m->is_after_block = true;
		}
		markup_put(c, *c->at++);
		return;
	default: read_tag(c); return;
	}
}

void markup_settle(struct compiler *c)
{
	struct markup *m = &c->markup;

	if (m->has_space && !(m->state == STATE_TEXT && m->is_after_block))
		markup_put(c, ' ');
	m->has_space = false;
}

/* ---------------------------------------------------------------- values and words */

static void refuse_place(struct compiler *c, const char *what)
{
	const struct markup *m = &c->markup;

	switch (m->state) {
	case STATE_RAW_TEXT:
		refuse(c, "%s may not stand in <%s>", what, m->open[m->depth - 1].name);
	case STATE_TAG_NAME: refuse(c, "%s may not stand in a tag's name", what);
	case STATE_TAG:
	case STATE_AFTER_ATTRIBUTE: refuse(c, "%s may not stand for an attribute", what);
	case STATE_ATTRIBUTE_NAME: refuse(c, "%s may not stand in an attribute's name", what);
	case STATE_COMMENT: refuse(c, "%s may not stand in a comment", what);
	case STATE_DECLARATION: refuse(c, "%s may not stand in a declaration", what);
	default: refuse(c, "%s may not stand in an attribute", what);
	}
}

const char *markup_value(struct compiler *c)
{
	struct markup *m = &c->markup;

	if (m->state == STATE_TEXT) {
		markup_settle(c);
		m->is_after_block = false;
		return "VALUE";
	}
	if (m->state == STATE_PLAIN_TEXT)
		return "VALUE_PLAIN";
	if (m->state != STATE_VALUE)
		refuse_place(c, "a value");
	return attribute_value(c);
}

void markup_wants_text(struct compiler *c, const char *word)
{
	if (c->markup.state != STATE_TEXT)
		refuse_place(c, word);
	markup_settle(c);
	c->markup.is_after_block = false;
}

void markup_wants_seam(struct compiler *c, const char *word)
{
	struct markup *m = &c->markup;

	if (m->state == STATE_ATTRIBUTE_NAME || (m->state == STATE_TAG_NAME && !m->is_closing))
		m->state = STATE_AFTER_ATTRIBUTE;
	if (m->state != STATE_TEXT && m->state != STATE_PLAIN_TEXT && m->state != STATE_VALUE &&
	    m->state != STATE_TAG && m->state != STATE_AFTER_ATTRIBUTE)
		refuse_place(c, word);
	if (m->state == STATE_VALUE)
		attribute_wants_seam(c, word);
	/* Within a tag the blank waits for the attribute that may follow. */
	if (m->state != STATE_TEXT)
		return;
	markup_settle(c);
	/* What stands before a part is not known. */
	if (!m->depth)
		m->is_after_block = false;
}

void markup_same_depth(struct compiler *c, const struct markup *before, const char *word)
{
	const struct markup *m = &c->markup;

	if (m->depth > before->depth)
		refuse(c, "<%s> of line %d is still open at {{%s}}", m->open[m->depth - 1].name,
		       m->open[m->depth - 1].line, word);
}

void markup_join(struct compiler *c, const struct markup *other, const char *word)
{
	struct markup *m = &c->markup;
	bool are_in_tag = (m->state == STATE_TAG || m->state == STATE_AFTER_ATTRIBUTE) &&
			  (other->state == STATE_TAG || other->state == STATE_AFTER_ATTRIBUTE);

	m->is_after_block &= other->is_after_block;
	m->has_space |= other->has_space;
	if (are_in_tag)
		m->state = STATE_AFTER_ATTRIBUTE;
	else if (m->state != other->state ||
		 (m->state == STATE_VALUE && m->address != other->address))
		refuse(c, "at {{%s}} the markup is not where it was when the block began", word);
}
