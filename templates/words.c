#include "words.h"

#include "model/base/clock.h"
#include "model/base/embed.h"
#include "model/base/text.h"

/* Every language: add its catalogue here and its line in the table below. */
EMBED(words_uk_mo, PORUCH_BUILD "/templates/po/uk.mo");
EMBED(words_en_mo, PORUCH_BUILD "/templates/po/en.mo");

#define NO_BREAK_SPACE "\u00A0"
#define MINUS          "\u2212"
#define DASH           "\u2013"

struct words {
	const char *language, *name, *prefix;
	const char *catalogue;
	enum plural (*plural)(int64_t count);
	const char *decimal_mark, *percent; /* what stands before the decimals; behind a share */
	const char *group;                  /* between thousands */
	const char *months[12], *months_of[12]; /* "березень", "(15) березня" */
	const char *short_date;                 /* printf of day, month, year */
	const char *year_of, *year; /* behind a year: within a sentence; for a whole one */
};

/* CLDR: 1, 21, 31 but not 11; 2 to 4, 22 to 24 but not 12 to 14; all other whole numbers. */
static enum plural plural_uk(int64_t count)
{
	int64_t ones = llabs(count % 10), tens = llabs(count % 100);

	if (ones == 1 && tens != 11)
		return PLURAL_ONE;
	return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? PLURAL_FEW : PLURAL_MANY;
}

static enum plural plural_en(int64_t count)
{
	return count == 1 || count == -1 ? PLURAL_ONE : PLURAL_OTHER;
}

static const struct words languages[] = {
	{.language = "uk",
	 .name = "Українська",
	 .prefix = "",
	 .catalogue = words_uk_mo,
	 .plural = plural_uk,
	 .decimal_mark = ",",
	 .percent = NO_BREAK_SPACE "%",
	 .group = NO_BREAK_SPACE,
	 .months = {"січень", "лютий", "березень", "квітень", "травень", "червень", "липень",
		    "серпень", "вересень", "жовтень", "листопад", "грудень"},
	 .months_of = {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня",
		       "серпня", "вересня", "жовтня", "листопада", "грудня"},
	 .short_date = "%02d.%02d.%04d",
	 .year_of = " року",
	 .year = " рік"},
	{.language = "en",
	 .name = "English",
	 .prefix = "/en",
	 .catalogue = words_en_mo,
	 .plural = plural_en,
	 .decimal_mark = ".",
	 .percent = "%",
	 .group = ",",
	 .months = {"January", "February", "March", "April", "May", "June", "July", "August",
		    "September", "October", "November", "December"},
	 .months_of = {"January", "February", "March", "April", "May", "June", "July", "August",
		       "September", "October", "November", "December"},
	 .short_date = "%02d/%02d/%04d",
	 .year_of = "",
	 .year = ""},
};

const struct words *words_of(const char *language)
{
	for (size_t i = 0; i < COUNT(languages); i++)
		if (strcmp(languages[i].language, language) == 0)
			return &languages[i];
	return NULL;
}

const char *words_language(const struct words *words)
{
	return words->language;
}

const char *words_prefix(const struct words *words)
{
	return words->prefix;
}

const char *words_name(const struct words *words)
{
	return words->name;
}

const struct words *words_other(const struct words *words)
{
	return &languages[words == &languages[0]];
}

/* ---------------------------------------------------------------- catalogues */

/*
 * A .mo file (GNU gettext manual, "The Format of GNU MO Files"), in this machine's byte order:
 * magic, revision, count, offset of the originals' table, offset of the translations' table; a
 * table's line is a length and an offset; originals are sorted.
 */
static uint32_t number_at(const char *catalogue, size_t offset)
{
	uint32_t number;

	memcpy(&number, catalogue + offset, sizeof(number));
	return number;
}

/* The translation, or NULL. Several forms stand behind each other, each with its zero. */
static const char *find(const char *catalogue, const char *original)
{
	size_t low = 0, high = number_at(catalogue, 8);
	size_t originals = number_at(catalogue, 12), translations = number_at(catalogue, 16);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(original,
				   catalogue + number_at(catalogue, originals + 8 * middle + 4));
		if (order == 0)
			return number_at(catalogue, translations + 8 * middle) == 0
				       ? NULL
				       : catalogue + number_at(catalogue,
							       translations + 8 * middle + 4);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* Behind the context that SAY_IN puts before a sentence. */
static const char *without_context(const char *sentence)
{
	const char *mark = strchr(sentence, '\004');

	return mark ? mark + 1 : sentence;
}

const char *words_say(const struct words *words, const char *sentence)
{
	const char *found = *sentence ? find(words->catalogue, sentence) : NULL;

	return found ? found : without_context(sentence);
}

const char *words_say_count(const struct words *words, const char *one, const char *many,
			    int64_t count)
{
	const char *found = find(words->catalogue, one);
	int form = (int)words->plural(count);

	if (!found)
		return plural_en(count) == PLURAL_ONE ? one : many;
	/* gettext's English has two forms, the second being CLDR's "other". */
	for (form = form == (int)PLURAL_OTHER ? 1 : form; form > 0; form--)
		found += strlen(found) + 1;
	return found;
}

enum plural words_plural(const struct words *words, const char *number)
{
	if (number[strcspn(number, ".,")])
		return PLURAL_OTHER;
	return words->plural(strtoll(number, NULL, 10));
}

/* ---------------------------------------------------------------- holes */

struct moment moment(int64_t seconds)
{
	return (struct moment){seconds};
}

struct date day(int64_t seconds)
{
	return seconds ? date_of(seconds) : (struct date){0};
}

struct hole words_hole(const char *text)
{
	return (struct hole){.kind = HOLE_TEXT, .text = text ? text : ""};
}

struct hole words_hole_integer(int64_t number)
{
	return (struct hole){.kind = HOLE_INTEGER, .integer = number};
}

struct hole words_hole_unsigned(uint64_t number)
{
	return (struct hole){.kind = HOLE_INTEGER,
			     .integer = number > INT64_MAX ? INT64_MAX : (int64_t)number};
}

struct hole words_hole_decimal(double number)
{
	return (struct hole){.kind = HOLE_DECIMAL, .decimal = number};
}

struct hole words_hole_date(struct date date)
{
	return (struct hole){.kind = HOLE_DATE, .date = date};
}

struct hole words_hole_moment(struct moment at)
{
	return (struct hole){.kind = HOLE_MOMENT, .moment = at};
}

/* A double with as many decimals as it needs, three at most. */
static const char *decimal(struct arena *arena, const struct words *words, double number)
{
	int64_t thousandths = (int64_t)(number * 1000 + (number < 0 ? -0.5 : 0.5));
	int decimals = 3;

	if (thousandths % 1000 == 0)
		decimals = 0;
	else if (thousandths % 100 == 0)
		decimals = 1;
	else if (thousandths % 10 == 0)
		decimals = 2;
	return words_decimal(arena, words, thousandths, decimals);
}

const char *words_hole_text(struct arena *arena, const struct words *words, struct hole hole)
{
	switch (hole.kind) {
	case HOLE_TEXT: return hole.text;
	case HOLE_INTEGER: return words_integer(arena, words, hole.integer);
	case HOLE_DECIMAL: return decimal(arena, words, hole.decimal);
	case HOLE_DATE: return words_date_long(arena, words, hole.date);
	case HOLE_MOMENT: return words_moment(arena, words, hole.moment);
	case HOLE_HTML: break;
	}
	return "";
}

int words_next_hole(const char **sentence, size_t count, size_t *length)
{
	const char *begin = *sentence, *at = begin;

	for (; (at = strchr(at, '{')); at++) {
		if (at[1] < '1' || (size_t)(at[1] - '0') > count || at[2] != '}')
			continue;
		*length = (size_t)(at - begin);
		*sentence = at + 3;
		return at[1] - '1';
	}
	*length = strlen(begin);
	*sentence = begin + *length;
	return -1;
}

const char *words_fill(struct arena *arena, const struct words *words, const char *sentence,
		       const struct hole *holes, size_t count)
{
	struct text text = text_begin(arena, 65536);
	int hole;

	do {
		const char *begin = sentence;
		size_t length;
		hole = words_next_hole(&sentence, count, &length);
		text_add_bytes(&text, begin, length);
		if (hole >= 0)
			text_add(&text, words_hole_text(arena, words, holes[hole]));
	} while (hole >= 0);
	return text.bytes;
}

/* ---------------------------------------------------------------- numbers */

/* The digits of a number that is not negative, in groups of three. */
static void add_grouped(struct text *text, const struct words *words, uint64_t number)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);

	for (int i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			text_add(text, words->group);
		text_add_char(text, digits[i]);
	}
}

static uint64_t magnitude(int64_t number)
{
	return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

const char *words_integer(struct arena *arena, const struct words *words, int64_t number)
{
	struct text text = text_begin(arena, 64);

	if (number < 0)
		text_add(&text, MINUS);
	add_grouped(&text, words, magnitude(number));
	return text.bytes;
}

const char *words_decimal(struct arena *arena, const struct words *words, int64_t thousandths,
			  int decimals)
{
	static const uint64_t units[] = {1000, 100, 10, 1};
	struct text text = text_begin(arena, 64);
	uint64_t unit = units[decimals], parts = (magnitude(thousandths) + unit / 2) / unit;

	if (thousandths < 0 && parts)
		text_add(&text, MINUS);
	add_grouped(&text, words, parts / (1000 / unit));
	if (decimals)
		text_addf(&text, "%s%0*llu", words->decimal_mark, decimals,
			  (unsigned long long)(parts % (1000 / unit)));
	return text.bytes;
}

const char *words_percent(struct arena *arena, const struct words *words, int64_t thousandths,
			  bool with_sign)
{
	bool is_whole = (magnitude(thousandths) + 50) / 100 % 10 == 0;
	const char *number = words_decimal(arena, words, thousandths, is_whole ? 0 : 1);

	return arena_printf(arena, "%s%s%s", with_sign && thousandths >= 50 ? "+" : "", number,
			    words->percent);
}

const char *words_change(struct arena *arena, const struct words *words, int64_t number)
{
	return arena_printf(arena, "%s%s", number > 0 ? "+" : "",
			    words_integer(arena, words, number));
}

/* ---------------------------------------------------------------- time */

const char *words_month_name(const struct words *words, int month)
{
	return month >= 1 && month <= 12 ? words->months[month - 1] : "";
}

const char *words_date(struct arena *arena, const struct words *words, struct date date)
{
	if (!date_is_set(date))
		return "";
	return arena_printf(arena, "%d" NO_BREAK_SPACE "%s %d", date.day,
			    words->months_of[date.month - 1], date.year);
}

const char *words_date_long(struct arena *arena, const struct words *words, struct date date)
{
	if (!date_is_set(date))
		return "";
	return arena_printf(arena, "%s%s", words_date(arena, words, date), words->year_of);
}

const char *words_date_short(struct arena *arena, const struct words *words, struct date date)
{
	char string[32];

	if (!date_is_set(date))
		return "";
		/* The one format that is no literal is a constant of the table above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(string, sizeof(string), words->short_date, date.day, date.month, date.year);
#pragma GCC diagnostic pop
	return arena_string(arena, string);
}

const char *words_moment(struct arena *arena, const struct words *words, struct moment at)
{
	struct wall wall;

	if (!at.seconds)
		return "";
	wall = clock_wall(at.seconds);
	return arena_printf(arena, "%s, %02d:%02d", words_date(arena, words, day(at.seconds)),
			    wall.hour, wall.minute);
}

const char *words_month(struct arena *arena, const struct words *words, struct date date)
{
	if (!date_is_set(date))
		return "";
	return arena_printf(arena, "%s %d", words->months[date.month - 1], date.year);
}

/* From the first of one month to the last of another. */
static const char *period_of_months(struct arena *arena, const struct words *words,
				    struct date from, struct date to)
{
	const char *first = words->months[from.month - 1], *last = words->months[to.month - 1];

	if (from.year != to.year)
		return arena_printf(arena, "%s %d " DASH " %s %d%s", first, from.year, last,
				    to.year, words->year_of);
	if (from.month == 1 && to.month == 12)
		return arena_printf(arena, "%d%s", from.year, words->year);
	if (from.month == to.month)
		return arena_printf(arena, "%s %d%s", first, from.year, words->year_of);
	return arena_printf(arena, "%s" DASH "%s %d%s", first, last, from.year, words->year_of);
}

const char *words_period(struct arena *arena, const struct words *words, struct date from,
			 struct date to)
{
	if (!date_is_set(from) || !date_is_set(to))
		return words_date_long(arena, words, date_is_set(from) ? from : to);
	if (from.day == 1 && date_compare(to, date_month_end(to)) == 0)
		return period_of_months(arena, words, from, to);
	if (date_compare(from, to) == 0)
		return words_date_long(arena, words, from);
	if (from.year != to.year)
		return arena_printf(arena, "%s " DASH " %s", words_date(arena, words, from),
				    words_date_long(arena, words, to));
	return arena_printf(arena, "%d" NO_BREAK_SPACE "%s " DASH " %s", from.day,
			    words->months_of[from.month - 1], words_date_long(arena, words, to));
}
