#include "html.h"

#include "model/base/clock.h"

struct page html_begin(struct arena *arena, const struct words *words, size_t maximum)
{
	return (struct page){.out = text_begin(arena, maximum),
			     .arena = arena,
			     .words = words,
			     .language = words_language(words),
			     .prefix = words_prefix(words),
			     .token = "",
			     .once = ""};
}

void html_raw(struct page *page, const char *literal, size_t length)
{
	text_add_bytes(&page->out, literal, length);
}

/* What a byte becomes between tags and between quotes; NULL: itself. */
static const char *escape_of(char byte)
{
	switch (byte) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&#34;";
	case '\'': return "&#39;";
	default: return NULL;
	}
}

static void add_escaped(struct text *out, const char *bytes, size_t length)
{
	size_t begin = 0;

	for (size_t i = 0; i < length; i++) {
		const char *escape = escape_of(bytes[i]);
		if (!escape)
			continue;
		text_add_bytes(out, bytes + begin, i - begin);
		text_add(out, escape);
		begin = i + 1;
	}
	text_add_bytes(out, bytes + begin, length - begin);
}

void html_text(struct page *page, const char *string)
{
	if (string)
		add_escaped(&page->out, string, strlen(string));
}

void html_html(struct page *page, struct html html)
{
	text_add_bytes(&page->out, html.bytes, html.length);
}

/* ---------------------------------------------------------------- safe markup as a value */

/* A page beside the real one, to be taken as a struct html when it is done. */
static struct page aside(const struct page *page)
{
	struct page other = *page;

	other.out = text_begin(page->arena, page->out.maximum);
	return other;
}

struct html html_link(struct page *page, const char *href, const char *text)
{
	struct page other = aside(page);

	HTML(&other, "<a href=\"");
	html_address(&other, href);
	HTML(&other, "\">");
	html_text(&other, text);
	HTML(&other, "</a>");
	return (struct html){other.out.bytes, other.out.length};
}

struct html html_strong(struct page *page, const char *text)
{
	struct page other = aside(page);

	HTML(&other, "<strong>");
	html_text(&other, text);
	HTML(&other, "</strong>");
	return (struct html){other.out.bytes, other.out.length};
}

struct html html_paragraphs(struct page *page, const char *text)
{
	struct page other = aside(page);
	size_t length;

	for (text += strspn(text, "\n"); *text; text += strspn(text, "\n")) {
		HTML(&other, "<p>");
		for (;;) {
			length = strcspn(text, "\n");
			add_escaped(&other.out, text, length);
			text += length;
			if (*text != '\n' || text[1] == '\n' || !text[1])
				break;
			HTML(&other, "<br>");
			text++;
		}
		HTML(&other, "</p>");
	}
	return (struct html){other.out.bytes, other.out.length};
}

/* ---------------------------------------------------------------- values in text */

void html_integer(struct page *page, int64_t number)
{
	html_text(page, words_integer(page->arena, page->words, number));
}

void html_unsigned(struct page *page, uint64_t number)
{
	html_text(page, words_hole_text(page->arena, page->words, words_hole_unsigned(number)));
}

void html_decimal(struct page *page, double number)
{
	html_text(page, words_hole_text(page->arena, page->words, words_hole_decimal(number)));
}

static void add_time(struct page *page, const char *machine, const char *people)
{
	HTML(page, "<time datetime=\"");
	text_add(&page->out, machine);
	HTML(page, "\">");
	html_text(page, people);
	HTML(page, "</time>");
}

void html_date(struct page *page, struct date date)
{
	if (date_is_set(date))
		add_time(page, date_iso(page->arena, date),
			 words_date(page->arena, page->words, date));
}

void html_moment(struct page *page, struct moment moment)
{
	if (moment.seconds)
		add_time(page, clock_rfc3339(page->arena, moment.seconds),
			 words_moment(page->arena, page->words, moment));
}

/* ---------------------------------------------------------------- values in attributes */

void html_plain_integer(struct page *page, int64_t number)
{
	text_addf(&page->out, "%lld", (long long)number);
}

void html_plain_unsigned(struct page *page, uint64_t number)
{
	text_addf(&page->out, "%llu", (unsigned long long)number);
}

void html_plain_decimal(struct page *page, double number)
{
	text_addf(&page->out, "%.10g", number);
}

void html_plain_date(struct page *page, struct date date)
{
	text_add(&page->out, date_iso(page->arena, date));
}

void html_plain_moment(struct page *page, struct moment moment)
{
	if (moment.seconds)
		text_add(&page->out, clock_rfc3339(page->arena, moment.seconds));
}

/* ---------------------------------------------------------------- addresses */

bool html_is_safe_address(const char *address)
{
	static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:"};
	size_t end = strcspn(address, ":/?#");

	for (const char *at = address; *at; at++)
		if ((unsigned char)*at <= ' ' || *at == 0x7F || *at == '\\')
			return false;
	if (address[0] == '/' && address[1] == '/')
		return false;
	if (address[end] != ':')
		return true;
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (strncasecmp(address, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

void html_prefix(struct page *page)
{
	text_add(&page->out, page->prefix);
}

/* Whether an address of ours has a language already, or is the same in every one. */
static bool is_prefixed(const struct page *page, const char *address)
{
	size_t length = strlen(page->prefix);

	if (strncmp(address, "/static/", 8) == 0 || strncmp(address, "/open311/", 9) == 0)
		return true;
	return strncmp(address, page->prefix, length) == 0 &&
	       (!address[length] || strchr("/?#", address[length]));
}

void html_address(struct page *page, const char *address)
{
	if (!address || !html_is_safe_address(address)) {
		HTML(page, "#");
		return;
	}
	if (address[0] == '/' && !is_prefixed(page, address))
		html_prefix(page);
	html_text(page, address);
}

static void add_encoded(struct page *page, const char *string, const char *kept)
{
	for (; string && *string; string++) {
		unsigned char byte = (unsigned char)*string;
		bool is_kept = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
			       (byte >= '0' && byte <= '9') || strchr(kept, byte);
		if (is_kept)
			text_add_char(&page->out, *string);
		else
			text_addf(&page->out, "%%%02X", byte);
	}
}

void html_address_part(struct page *page, const char *string)
{
	add_encoded(page, string, "-._~");
}

void html_address_contact(struct page *page, const char *string)
{
	add_encoded(page, string, "-._~+@");
}

/* ---------------------------------------------------------------- sentences */

struct hole html_hole(struct html html)
{
	return (struct hole){.kind = HOLE_HTML, .text = html.bytes, .length = html.length};
}

static void fill(struct page *page, struct hole hole)
{
	switch (hole.kind) {
	case HOLE_HTML: text_add_bytes(&page->out, hole.text, hole.length); break;
	case HOLE_DATE:
		if (date_is_set(hole.date))
			add_time(page, date_iso(page->arena, hole.date),
				 words_date_long(page->arena, page->words, hole.date));
		break;
	case HOLE_MOMENT: html_moment(page, hole.moment); break;
	default: html_text(page, words_hole_text(page->arena, page->words, hole)); break;
	}
}

void html_say(struct page *page, const char *sentence, const struct hole *holes, size_t count)
{
	int hole;

	do {
		const char *begin = sentence;
		size_t length;
		hole = words_next_hole(&sentence, count, &length);
		add_escaped(&page->out, begin, length);
		if (hole >= 0)
			fill(page, holes[hole]);
	} while (hole >= 0);
}

const char *html_say_plain(struct page *page, const char *sentence, const struct hole *holes,
			   size_t count)
{
	return count ? words_fill(page->arena, page->words, sentence, holes, count) : sentence;
}

/* ---------------------------------------------------------------- conditions */

bool html_is_true_bool(bool value)
{
	return value;
}

bool html_is_true_integer(int64_t value)
{
	return value != 0;
}

bool html_is_true_unsigned(uint64_t value)
{
	return value != 0;
}

bool html_is_true_decimal(double value)
{
	return value < 0 || value > 0;
}

bool html_is_true_string(const char *value)
{
	return value && *value;
}

bool html_is_true_moment(struct moment value)
{
	return value.seconds != 0;
}

bool html_is_true_html(struct html value)
{
	return value.length != 0;
}

bool html_is_true_pointer(const void *value)
{
	return value != NULL;
}
