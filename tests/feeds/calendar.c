#include "feeds/calendar.h"

#include <criterion/criterion.h>

#include "model/base/text.h"
#include "tests/ready.h"

TestSuite(calendar, .init = ready_begin, .fini = ready_end);

static const char *written(const struct calendar_entry *entry)
{
	struct calendar calendar = calendar_begin(ready_arena(), "Звіти поліції");
	const char *bytes;
	size_t length;

	if (entry)
		calendar_add(&calendar, entry);
	cr_assert_eq(calendar_finish(&calendar, &bytes, &length), OK);
	cr_assert_eq(strlen(bytes), length);
	return bytes;
}

static struct calendar_entry report_day(void)
{
	return (struct calendar_entry){.uid = "report-due-korosten-2026-11-01@example.org",
				       .day = {2026, 12, 31},
				       .changed_at = 1794000000,
				       .summary = "Строк звіту"};
}

/* What a reader sees: folded lines put together again (RFC 5545, 3.1). */
static const char *unfolded(const char *bytes)
{
	struct text text = text_begin(ready_arena(), 1 << 16);

	for (; *bytes; bytes++)
		if (strncmp(bytes, "\r\n ", 3) == 0)
			bytes += 2;
		else
			text_add_char(&text, *bytes);
	return text.bytes;
}

Test(calendar, a_calendar_without_days_is_still_one)
{
	cr_assert_eq(strncmp(written(NULL), "BEGIN:VCALENDAR\r\n", 17), 0);
}

Test(calendar, a_whole_day_has_no_hour)
{
	struct calendar_entry entry = report_day();

	cr_assert(strstr(written(&entry), "\r\nDTSTART;VALUE=DATE:20261231\r\n"));
}

Test(calendar, a_moment_is_told_in_utc)
{
	struct calendar_entry entry = report_day();

	entry.day = (struct date){0};
	entry.moment = 1794000000;
	cr_assert(strstr(written(&entry), "\r\nDTSTART:20261106T"));
	cr_assert(strstr(written(&entry), "Z\r\n"));
}

Test(calendar, no_line_is_longer_than_75_bytes)
{
	struct calendar_entry entry = report_day();
	const char *bytes;

	entry.summary =
		"Звіт поліції, дуже довга назва: Ґанок; п’ятдесят шість слів про одне й те саме";
	bytes = written(&entry);
	while (*bytes) {
		const char *end = strstr(bytes, "\r\n");

		cr_assert_not_null(end);
		cr_assert_leq(end - bytes, 75);
		bytes = end + 2;
	}
}

Test(calendar, hostile_text_stays_one_value)
{
	struct calendar_entry entry = report_day();
	const char *read;

	entry.summary = "a\r\nEND:VEVENT\r\nBEGIN:VALARM, b; c\\d";
	read = unfolded(written(&entry));
	cr_assert(strstr(read, "\\nEND:VEVENT\\nBEGIN:VALARM\\, b\\; c\\\\d\r\n"), "%s", read);
	cr_assert_null(strstr(read, "\r\nBEGIN:VALARM"));
}
