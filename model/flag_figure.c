/*
 * flag_figure.c - what is told by figures and signs: telephones, e-mails, accounts, cars, points on
 * the map.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/outcome.h"
#include "flag_token.h"

/* ------------------------------------------------------------------ telephones, accounts */

/* A run of digits with what people put between them. */
struct run {
	char digits[32];
	size_t count, first_group, length;
};

static struct run read_run(const char *text)
{
	struct run run = {0};
	size_t at = text[0] == '+' || text[0] == '(';
	bool is_first = true;

	while (text[at] && run.count + 1 < sizeof(run.digits)) {
		if (isdigit((unsigned char)text[at])) {
			run.digits[run.count++] = text[at];
			run.first_group += is_first;
			run.length = at + 1;
		} else if (at < run.length + 3 && strchr(" -.()", text[at])) {
			is_first = !run.count;
		} else {
			break;
		}
		at++;
	}
	return run;
}

/* Ten digits from 0 on, with 38 or 8 in front or without; not the lines that are free of charge. */
static bool is_telephone(const struct run *run, bool has_plus)
{
	const char *digits = run->digits;
	size_t count = run->count;
	bool has_country = count == 12 && strncmp(digits, "380", 3) == 0;

	if (has_country)
		digits += 2, count -= 2;
	else if (count == 11 && strncmp(digits, "80", 2) == 0)
		digits++, count--;
	if (count != 10 || digits[0] != '0' || strncmp(digits, "0800", 4) == 0)
		return has_plus && run->count >= 10;
	/* "04.07.2021 12" begins with two digits: a day */
	return has_country || digits != run->digits || run->first_group >= 3;
}

static bool is_behind_word(const struct flag_text *text, size_t at, const char *words)
{
	for (size_t i = 0; i < text->count; i++)
		if (text->items[i].at + text->items[i].length <= at &&
		    at <= text->items[i].at + text->items[i].length + 4 &&
		    flag_fits(text->items[i].folded, words))
			return true;
	return false;
}

static bool is_account(const struct run *run)
{
	return run->count == 16 && run->first_group >= 4 && strchr("3456", run->digits[0]);
}

static void find_runs(struct flag_text *text)
{
	const char *bytes = text->text;

	for (size_t at = 0; bytes[at];) {
		bool has_plus = bytes[at] == '+';
		bool is_start = isdigit((unsigned char)bytes[at]) ||
				((has_plus || bytes[at] == '(') &&
				 isdigit((unsigned char)bytes[at + 1]));
		struct run run = is_start ? read_run(bytes + at) : (struct run){.length = 1};
		bool is_local = run.count >= 5 && run.count <= 7 &&
				is_behind_word(text, at,
					       "тел|телефон*|моб|мобільн*|tel|viber|вайбер");

		if (is_telephone(&run, has_plus) || is_account(&run) || is_local)
			flag_note_bytes(text, FLAG_CONTACT, at, run.length);
		at += run.length ? run.length : 1;
	}
}

/* ------------------------------------------------------------------ e-mails, cars */

static bool is_of_address(unsigned char byte)
{
	return isalnum(byte) || (byte && strchr("._-+", byte));
}

/* "name@host.ua" and the "@name" of a messenger. */
static void find_letters(struct flag_text *text)
{
	const char *bytes = text->text;

	for (const char *sign = strchr(bytes, '@'); sign; sign = strchr(sign + 1, '@')) {
		const char *begin = sign, *end = sign + 1;

		while (begin > bytes && is_of_address((unsigned char)begin[-1]))
			begin--;
		while (is_of_address((unsigned char)*end))
			end++;
		if (end - sign > 5 || (begin < sign && end - sign > 3))
			flag_note_bytes(text, FLAG_CONTACT, (size_t)(begin - bytes),
					(size_t)(end - begin));
	}
}

static bool is_plate_letters(const struct flag_token *token)
{
	return token->is_shouted && (token->length == 2 || token->length == 4) &&
	       !flag_fits(token->folded, "км|кг|га|мм|см|кв|грн");
}

/* «АМ 1234 ВС» */
static void find_plates(struct flag_text *text)
{
	for (size_t at = 0; at + 2 < text->count; at++) {
		const struct flag_token *token = &text->items[at];

		if (is_plate_letters(token) && token[1].is_number && token[1].length == 4 &&
		    !token[1].is_apart && is_plate_letters(token + 2) && !token[2].is_apart)
			flag_note(text, FLAG_CONTACT, at, at + 2);
	}
}

/* ------------------------------------------------------------------ points */

/* A decimal with three or more places: its value and where it ends; NULL when there is none. */
static const char *read_degrees(const char *text, double *degrees)
{
	char number[24];
	size_t whole = strspn(text, "0123456789"), places;

	if (whole < 2 || whole > 3 || (text[whole] != '.' && text[whole] != ','))
		return NULL;
	places = strspn(text + whole + 1, "0123456789");
	if (places < 3 || places > 15)
		return NULL;
	memcpy(number, text, whole);
	number[whole] = '.';
	memcpy(number + whole + 1, text + whole + 1, places);
	number[whole + 1 + places] = '\0';
	*degrees = strtod(number, NULL);
	return text + whole + 1 + places;
}

static bool is_latitude(double degrees)
{
	return degrees >= 44 && degrees <= 53;
}

static bool is_longitude(double degrees)
{
	return degrees >= 22 && degrees <= 41;
}

static bool begins_any(const char *text, const char *const *beginnings)
{
	for (; *beginnings; beginnings++)
		if (strncasecmp(text, *beginnings, strlen(*beginnings)) == 0)
			return true;
	return false;
}

/* "50.95123, 28.63456": two that lie in Ukraine, one of each kind. */
static size_t decimal_pair(const char *text)
{
	double first, second;
	const char *end = read_degrees(text, &first), *next;

	if (!end || !(is_latitude(first) || is_longitude(first)))
		return 0;
	next = end + strspn(end, " ,;/\t\n");
	while (*next && !isdigit((unsigned char)*next) && next < end + 12)
		next++;
	end = read_degrees(next, &second);
	if (!end || !((is_latitude(first) && is_longitude(second)) ||
		      (is_longitude(first) && is_latitude(second))))
		return 0;
	return (size_t)(end - text);
}

/* 50°57'12": degrees and minutes; 20 °C has none. */
static size_t minutes_of_arc(const char *text)
{
	size_t whole = strspn(text, "0123456789"), at = whole;
	static const char *const signs[] = {"°", "º", NULL}, *const ticks[] = {"'", "’", "′", "ʹ",
									       NULL};

	if (!whole || whole > 3)
		return 0;
	at += strspn(text + at, " ");
	if (!begins_any(text + at, signs))
		return 0;
	at += strlen("°");
	at += strspn(text + at, " ");
	whole = strspn(text + at, "0123456789");
	if (!whole || whole > 2)
		return 0;
	at += whole;
	at += strspn(text + at, ".,0123456789");
	return begins_any(text + at, ticks) ? at : 0;
}

static void find_points(struct flag_text *text)
{
	static const char *const maps[] = {"google.com/maps",
					   "maps.google",
					   "goo.gl/maps",
					   "maps.app.goo.gl",
					   "g.co/maps",
					   "openstreetmap.org",
					   "osm.org/",
					   "maps.apple.com",
					   "waze.com",
					   "geo:",
					   "w3w.co/",
					   "what3words.com",
					   "plus.codes/",
					   "visicom.ua",
					   "google.com.ua/maps",
					   NULL};
	const char *bytes = text->text;

	for (size_t at = 0; bytes[at]; at++) {
		bool is_begin = at == 0 || !isdigit((unsigned char)bytes[at - 1]);
		size_t length = 0;

		if (is_begin && isdigit((unsigned char)bytes[at])) {
			length = decimal_pair(bytes + at);
			length = length ? length : minutes_of_arc(bytes + at);
		} else if (strchr("goqwmpv", bytes[at] | 0x20) && begins_any(bytes + at, maps)) {
			length = strcspn(bytes + at, " \t\n<>\"");
		}
		if (!length)
			continue;
		flag_note_bytes(text, FLAG_POINT, at, length);
		at += length - 1;
	}
}

void flag_find_figures(struct flag_text *text)
{
	find_runs(text);
	find_letters(text);
	find_plates(text);
	find_points(text);
}
