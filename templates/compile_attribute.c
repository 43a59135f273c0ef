#include "compile.h"

static const char *const address_attributes[] = {
	"href",       "src",      "action", "formaction", "poster",     "cite", "data", "longdesc",
	"background", "manifest", "usemap", "codebase",   "xlink:href", "icon", NULL};

static const char *const word_attributes[] = {
	"title", "alt",  "placeholder", "aria-label", "aria-description", "aria-roledescription",
	"label", "abbr", NULL};

static const char *const closed_attributes[] = {
	"srcset", "imagesrcset", "ping", "archive", "nonce", "sandbox", "allow", "integrity", NULL};

static const char *const refused_attributes[] = {"style", "srcdoc", "http-equiv", NULL};

/* Addresses of ours that are the same in every language. */
static const char *const bare_addresses[] = {"/static/", "/open311/", NULL};

/* SVG's animations can set any attribute of another element. */
static const char *const animation_elements[] = {"animate", "animatemotion", "animatetransform",
						 "set", NULL};

void attribute_read_name(struct compiler *c)
{
	struct markup *m = &c->markup;
	const char *begin = c->at;
	size_t length = markup_name(c, c->at, m->attribute, "attribute's name");

	if (!length)
		refuse(c, "'%c' cannot stand within a tag", *c->at);
	if (m->is_closing)
		refuse(c, "an end tag has no attributes");
	markup_settle(c);
	fwrite(begin, 1, length, c->literal);
	c->at += length;
	m->state = STATE_ATTRIBUTE_NAME;
	m->kind = ATTRIBUTE_PLAIN;
	if (strncmp(m->attribute, "on", 2) == 0)
		refuse(c, "no scripts: '%s' has no place in a template", m->attribute);
	if (markup_is_among(m->attribute, refused_attributes))
		refuse(c, "the attribute '%s' has no place in a template", m->attribute);
	if (markup_is_among(m->attribute, closed_attributes) ||
	    markup_is_among(m->tag.name, animation_elements))
		m->kind = ATTRIBUTE_CLOSED;
	else if (markup_is_among(m->attribute, address_attributes))
		m->kind = ATTRIBUTE_ADDRESS;
	else if (markup_is_among(m->attribute, word_attributes))
		m->kind = ATTRIBUTE_WORDS;
}

void attribute_begin(struct compiler *c)
{
	struct markup *m = &c->markup;

	if (c->at[1] != '"' && c->at[1] != '\'')
		refuse(c, "the value of '%s' has to stand in quotes, right behind the =",
		       m->attribute);
	m->quote = c->at[1];
	markup_put(c, '=');
	markup_put(c, m->quote);
	c->at += 2;
	m->state = STATE_VALUE;
	m->address = ADDRESS_BEGINS;
	m->lead[0] = '\0';
	if (strcmp(m->attribute, "translate") == 0)
		m->tag.is_wordless = strncmp(c->at, "no", 2) == 0;
}

/* ---------------------------------------------------------------- addresses */

/* Look at the literal beginning of an address: no scheme but ours, no other host. */
static void check_lead(struct compiler *c)
{
	static const char *const schemes[] = {"http", "https", "mailto", "tel", NULL};
	struct markup *m = &c->markup;
	char scheme[NAME_MAXIMUM];
	size_t end = strcspn(m->lead, ":/?#&");

	if (m->lead[end] == '&')
		refuse(c, "an address may not begin with a character reference");
	if (strncmp(m->lead, "//", 2) == 0 || strchr(m->lead, '\\'))
		refuse(c, "an address may not begin with // or hold a backslash");
	if (m->lead[end] != ':')
		return;
	memcpy(scheme, m->lead, end);
	scheme[end] = '\0';
	if (!markup_is_among(scheme, schemes))
		refuse(c,
		       "an address may begin with http:, https:, mailto: or tel:, not with '%s:'",
		       scheme);
	if (scheme[0] != 'h')
		m->address = ADDRESS_CONTACT;
}

void attribute_read_address(struct compiler *c)
{
	struct markup *m = &c->markup;
	size_t length = strlen(m->lead);

	if (m->address == ADDRESS_BEGINS) {
		bool is_ours = *c->at == '/';
		for (size_t i = 0; bare_addresses[i]; i++)
			is_ours = is_ours &&
				  strncmp(c->at, bare_addresses[i], strlen(bare_addresses[i])) != 0;
		if (is_ours)
			statement(c, "html_prefix(page);\n");
		m->address = ADDRESS_LITERAL;
	}
	if (m->address == ADDRESS_LED) {
		if (!strchr("/?#&", *c->at))
			refuse(c, "behind a value an address goes on with / ? # or &");
		m->address = ADDRESS_PART;
	}
	if (m->address == ADDRESS_LITERAL && length + 1 < NAME_MAXIMUM) {
		m->lead[length] = *c->at;
		m->lead[length + 1] = '\0';
	}
}

void attribute_end(struct compiler *c)
{
	check_lead(c);
}

const char *attribute_value(struct compiler *c)
{
	struct markup *m = &c->markup;

	if (m->kind == ATTRIBUTE_CLOSED)
		refuse(c, "a value may not stand in '%s' of <%s>", m->attribute, m->tag.name);
	if (m->kind != ATTRIBUTE_ADDRESS)
		return "VALUE_PLAIN";
	if (m->address == ADDRESS_BEGINS) {
		m->address = ADDRESS_LED;
		return "VALUE_ADDRESS";
	}
	check_lead(c);
	if (m->address == ADDRESS_CONTACT)
		return "VALUE_CONTACT";
	m->address = ADDRESS_PART;
	return "VALUE_ADDRESS_PART";
}

void attribute_wants_seam(struct compiler *c, const char *word)
{
	struct markup *m = &c->markup;

	if (m->kind == ATTRIBUTE_CLOSED)
		refuse(c, "%s may not stand in '%s'", word, m->attribute);
	if (m->kind != ATTRIBUTE_ADDRESS || m->address != ADDRESS_LITERAL)
		return;
	check_lead(c);
	if (!m->lead[strcspn(m->lead, ":/?#")])
		refuse(c, "%s may not split the beginning of an address", word);
}
