#include "form.h"

#include "base/clock.h"
#include "base/unicode.h"
#include "contact.h"
#include "number.h"

#define LINE_MOST      200
#define TEXT_MOST      4000
#define RAW_MOST       120
#define EMAIL_MOST     254
#define DETAIL_MOST    100
#define DECIMAL_DIGITS 15 /* all that a double holds exactly */

struct form form_begin(struct arena *arena, const struct pairs *typed)
{
	return (struct form){.arena = arena, .typed = typed};
}

enum outcome form_fault_with(struct form *form, struct fault fault)
{
	*LIST_ADD(form->arena, &form->faults) = fault;
	return INVALID;
}

enum outcome form_fault(struct form *form, const char *field, enum fault_kind kind)
{
	return form_fault_with(form, (struct fault){.field = field, .kind = kind});
}

const struct fault *form_fault_of(const struct form *form, const char *field)
{
	for (size_t i = 0; i < form->faults.count; i++)
		if (strcmp(form->faults.items[i].field, field) == 0)
			return &form->faults.items[i];
	return NULL;
}

const char *form_typed(const struct form *form, const char *field)
{
	return unicode_scrub(form->arena, pairs_value(form->typed, field));
}

/* One field on its way from what was typed to its member. */
struct reading {
	struct form *form;
	const struct field *field;
	const char *value; /* valid UTF-8; cleaned to one line but for FIELD_TEXT and FIELD_RAW */
	void *member;
};

static struct fault fault_of(enum fault_kind kind)
{
	return (struct fault){.kind = kind};
}

static struct fault fault_about(const struct reading *reading, enum fault_kind kind)
{
	return (struct fault){
		.kind = kind,
		.number = reading->field->least,
		.other = reading->field->most,
		.detail = unicode_shorten(reading->form->arena, reading->value, DETAIL_MOST)};
}

static struct fault read_string(struct reading *reading)
{
	static const int64_t defaults[] = {[FIELD_LINE] = LINE_MOST,
					   [FIELD_TEXT] = TEXT_MOST,
					   [FIELD_RAW] = RAW_MOST,
					   [FIELD_EMAIL] = EMAIL_MOST,
					   [FIELD_LIST] = LINE_MOST};
	const struct field *field = reading->field;
	int64_t most = field->most ? field->most : defaults[field->kind];
	int64_t length = (int64_t)unicode_length(reading->value);

	if (length > most)
		return (struct fault){.kind = FAULT_TOO_LONG, .number = most};
	if (length && length < field->least)
		return (struct fault){.kind = FAULT_TOO_SHORT, .number = field->least};
	if (field->kind == FIELD_LIST) {
		if (*reading->value)
			*LIST_ADD(reading->form->arena,
				  (struct texts *)reading->member) = reading->value;
	} else {
		*(const char **)reading->member = reading->value;
	}
	return fault_of(FAULT_NONE);
}

static bool is_out_of_range(const struct field *field, double value)
{
	return (field->least || field->most) &&
	       (value < (double)field->least || value > (double)field->most);
}

static struct fault read_integer(struct reading *reading)
{
	int64_t scaled = 0, whole;
	enum fault_kind kind = number_read(reading->value, &scaled);

	whole = scaled / NUMBER_SCALE;
	if (!kind && scaled % NUMBER_SCALE)
		kind = FAULT_NOT_A_NUMBER;
	if (!kind && is_out_of_range(reading->field, (double)whole))
		kind = FAULT_OUT_OF_RANGE;
	if (kind)
		return fault_about(reading, kind);
	*(int64_t *)reading->member = whole;
	return fault_of(FAULT_NONE);
}

/* A measure such as a latitude: no thousands, so "50.951" is clear, and finer than thousandths. */
static struct fault read_decimal(struct reading *reading)
{
	const char *at = reading->value;
	bool is_negative = *at == '-', is_fraction = false;
	size_t digits = 0;
	double value = 0, unit = 1;

	for (at += is_negative; *at; at++) {
		if ((*at == ',' || *at == '.') && digits && !is_fraction && at[1]) {
			is_fraction = true;
		} else if (*at >= '0' && *at <= '9' && digits++ < DECIMAL_DIGITS) {
			value = value * 10 + *at - '0';
			unit *= is_fraction ? 10 : 1;
		} else {
			return fault_about(reading, FAULT_NOT_A_NUMBER);
		}
	}
	value = value / unit * (is_negative ? -1 : 1);
	if (!digits)
		return fault_about(reading, FAULT_NOT_A_NUMBER);
	if (is_out_of_range(reading->field, value))
		return fault_about(reading, FAULT_OUT_OF_RANGE);
	*(double *)reading->member = value;
	return fault_of(FAULT_NONE);
}

static struct fault read_date(struct reading *reading)
{
	if (date_read_typed(reading->value, reading->member) != OK)
		return fault_about(reading, FAULT_NOT_A_DATE);
	return fault_of(FAULT_NONE);
}

/* "18:00", "9:30". */
static bool read_hour(const char *typed, int *hour, int *minute)
{
	size_t hours = strspn(typed, "0123456789");
	char *end;

	if (hours < 1 || hours > 2 || typed[hours] != ':' ||
	    strspn(typed + hours + 1, "0123456789") != 2 || typed[hours + 3])
		return false;
	*hour = (int)strtol(typed, &end, 10);
	*minute = (int)strtol(end + 1, NULL, 10);
	return *hour <= 23 && *minute <= 59;
}

/* "22.11.2026 18:00": a day and an hour on the clock in Kyiv. */
static bool read_day_and_hour(struct arena *arena, const char *typed, int64_t *seconds)
{
	const char *space = strrchr(typed, ' ');
	int hour, minute;
	struct date date;

	if (!space ||
	    date_read_typed(arena_printf(arena, "%.*s", (int)(space - typed), typed), &date) != OK)
		return false;
	if (!read_hour(space + 1, &hour, &minute))
		return false;
	*seconds = date_start(date) + hour * 3600 + minute * 60;
	/* On the two days of the year when the clocks are turned. */
	*seconds += (hour - clock_wall(*seconds).hour) % 24 * 3600;
	return true;
}

static struct fault read_moment(struct reading *reading)
{
	struct date date;

	if (clock_read_rfc3339(reading->value, reading->member) == OK)
		return fault_of(FAULT_NONE);
	if (read_day_and_hour(reading->form->arena, reading->value, reading->member))
		return fault_of(FAULT_NONE);
	if (date_read_typed(reading->value, &date) != OK)
		return fault_about(reading, FAULT_NOT_A_DATE);
	*(int64_t *)reading->member = date_start(date);
	return fault_of(FAULT_NONE);
}

static struct fault read_choice(struct reading *reading)
{
	int index = reading->field->choice(reading->value);

	if (index < 0)
		return fault_about(reading, FAULT_UNKNOWN);
	*(int *)reading->member = index;
	return fault_of(FAULT_NONE);
}

static struct fault read_flag(struct reading *reading)
{
	*(bool *)reading->member = strcmp(reading->value, "0") != 0;
	return fault_of(FAULT_NONE);
}

static struct fault read_phone(struct reading *reading)
{
	const char *number = contact_phone(reading->form->arena, reading->value);

	if (!number)
		return fault_about(reading, FAULT_NOT_A_PHONE);
	*(const char **)reading->member = number;
	return fault_of(FAULT_NONE);
}

static struct fault read_email(struct reading *reading)
{
	if (!contact_is_email(reading->value))
		return fault_about(reading, FAULT_NOT_AN_EMAIL);
	return read_string(reading);
}

static struct fault (*const readers[])(struct reading *) = {
	[FIELD_LINE] = read_string,     [FIELD_TEXT] = read_string,     [FIELD_RAW] = read_string,
	[FIELD_INTEGER] = read_integer, [FIELD_DECIMAL] = read_decimal, [FIELD_DATE] = read_date,
	[FIELD_MOMENT] = read_moment,   [FIELD_CHOICE] = read_choice,   [FIELD_FLAG] = read_flag,
	[FIELD_PHONE] = read_phone,     [FIELD_EMAIL] = read_email,     [FIELD_LIST] = read_string,
};

/* An emptied field: texts and days become empty ones, numbers and choices stay as they were. */
static void member_empty(const struct field *field, void *member)
{
	switch (field->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
	case FIELD_RAW:
	case FIELD_PHONE:
	case FIELD_EMAIL: *(const char **)member = ""; break;
	case FIELD_DATE: *(struct date *)member = (struct date){0}; break;
	case FIELD_MOMENT: *(int64_t *)member = 0; break;
	default: break;
	}
}

static bool is_string(enum field_kind kind)
{
	return kind == FIELD_LINE || kind == FIELD_TEXT || kind == FIELD_RAW ||
	       kind == FIELD_PHONE || kind == FIELD_EMAIL;
}

static struct fault value_read(struct reading *reading, const char *typed)
{
	struct arena *arena = reading->form->arena;
	enum field_kind kind = reading->field->kind;
	size_t length = strlen(typed);

	if (!unicode_is_valid(typed, length))
		return fault_of(FAULT_NOT_TEXT);
	reading->value = kind == FIELD_RAW
				 ? arena_string(arena, typed)
				 : unicode_clean(arena, typed, length,
						 kind == FIELD_TEXT ? MANY_LINES : ONE_LINE);
	if (*reading->value || kind == FIELD_FLAG)
		return readers[kind](reading);
	if (reading->field->is_required && kind != FIELD_LIST)
		return fault_of(FAULT_MISSING);
	member_empty(reading->field, reading->member);
	return fault_of(FAULT_NONE);
}

/* Every value of a list, or the first of any other field; false when nothing was typed. */
static bool field_read(struct form *form, const struct field *field, void *member,
		       struct fault *fault)
{
	struct reading reading = {.form = form, .field = field, .member = member};
	struct texts list = {0};
	bool is_list = field->kind == FIELD_LIST, was_typed = false;

	if (is_list)
		reading.member = &list;
	for (size_t i = 0; i < form->typed->count && !fault->kind; i++) {
		if (strcmp(form->typed->items[i].name, field->name) != 0)
			continue;
		was_typed = true;
		*fault = value_read(&reading, form->typed->items[i].value);
		if (!is_list)
			break;
	}
	if (is_list && !fault->kind) {
		was_typed = list.count > 0;
		if (was_typed)
			*(struct texts *)member = list;
	}
	return was_typed;
}

enum outcome form_read(struct form *form, const struct field *fields, void *target)
{
	enum outcome outcome = OK;

	for (const struct field *field = fields; field->name; field++) {
		void *member = (char *)target + field->offset;
		struct fault fault = {0};

		if (!field_read(form, field, member, &fault)) {
			if (field->is_required)
				fault.kind = FAULT_MISSING;
			else if (is_string(field->kind) && !*(const char **)member)
				*(const char **)member = "";
		}
		fault.field = field->name;
		if (fault.kind)
			outcome = form_fault_with(form, fault);
	}
	return outcome;
}
