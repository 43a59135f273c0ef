#include "date.h"

#include "clock.h"

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && is_leap ? 29 : days[month - 1];
}

/* Days since 1970-01-01, by counting years from March so that the leap day comes last. */
static int day_number(struct date date)
{
	int year = date.month <= 2 ? date.year - 1 : date.year;
	int month = (date.month + 9) % 12;

	return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day -
	       1 - 719468;
}

static struct date date_from_number(int number)
{
	struct date date = {1970, 1, 1};
	int year = 1970 + (number < 0 ? number / 365 - 1 : number / 366), month = 1; /* not later */

	for (;;) {
		int next = day_number((struct date){(int16_t)(year + 1), 1, 1});
		if (next > number)
			break;
		year++;
	}
	while (day_number((struct date){(int16_t)year, (int8_t)month, 1}) +
		       days_in_month(year, month) <=
	       number)
		month++;
	date.year = (int16_t)year;
	date.month = (int8_t)month;
	date.day = (int8_t)(number - day_number((struct date){(int16_t)year, (int8_t)month, 1}) +
			    1);
	return date;
}

bool date_is_set(struct date date)
{
	return date.year != 0;
}

static enum outcome date_from_parts(int year, int month, int day, struct date *date)
{
	if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return INVALID;
	*date = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
	return OK;
}

/* count digits at *at become *number; *at moves behind them. */
static bool read_digits(const char **at, int least, int most, int *number)
{
	int count = 0;

	*number = 0;
	while (count < most && **at >= '0' && **at <= '9') {
		*number = *number * 10 + (**at - '0');
		(*at)++;
		count++;
	}
	return count >= least;
}

enum outcome date_read(const char *iso, struct date *date)
{
	int year, month, day;

	if (!read_digits(&iso, 4, 4, &year) || *iso++ != '-' || !read_digits(&iso, 2, 2, &month) ||
	    *iso++ != '-' || !read_digits(&iso, 2, 2, &day) || *iso)
		return INVALID;
	return date_from_parts(year, month, day, date);
}

enum outcome date_read_typed(const char *string, struct date *date)
{
	const char *at = string;
	int year, month, day;
	char separator;

	if (date_read(string, date) == OK)
		return OK;
	if (!read_digits(&at, 1, 2, &day))
		return INVALID;
	separator = *at++;
	if ((separator != '.' && separator != '/') || !read_digits(&at, 1, 2, &month) ||
	    *at++ != separator || !read_digits(&at, 4, 4, &year) || *at)
		return INVALID;
	return date_from_parts(year, month, day, date);
}

const char *date_iso(struct arena *arena, struct date date)
{
	if (!date_is_set(date))
		return "";
	return arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

struct date date_of(int64_t seconds)
{
	struct wall wall = clock_wall(seconds);

	return (struct date){(int16_t)wall.year, (int8_t)wall.month, (int8_t)wall.day};
}

/* How many seconds Kyiv's clocks are ahead of UTC at that moment; not always whole minutes. */
static int64_t offset_at(int64_t seconds)
{
	struct wall wall = clock_wall(seconds);

	return (int64_t)day_number(date_of(seconds)) * 86400 + wall.hour * 3600 + wall.minute * 60 +
	       wall.second - seconds;
}

int64_t date_start(struct date date)
{
	int64_t utc_midnight = (int64_t)day_number(date) * 86400;
	int64_t start = utc_midnight - offset_at(utc_midnight - (int64_t)5 * 3600);

	/* In 1981 clocks were put back at midnight, into the day before. */
	if (date_compare(date_of(start), date) < 0)
		start = utc_midnight - offset_at(start);
	return start;
}

int date_compare(struct date first, struct date second)
{
	if (first.year != second.year)
		return first.year - second.year;
	if (first.month != second.month)
		return first.month - second.month;
	return first.day - second.day;
}

struct date date_add_days(struct date date, int days)
{
	return date_from_number(day_number(date) + days);
}

struct date date_add_months(struct date date, int months)
{
	int count = date.year * 12 + date.month - 1 + months;
	int year = count / 12, month = count % 12 + 1, last = days_in_month(year, month);

	return (struct date){(int16_t)year, (int8_t)month,
			     (int8_t)(date.day < last ? date.day : last)};
}

int date_days_between(struct date first, struct date second)
{
	return day_number(second) - day_number(first);
}

struct date date_month_end(struct date date)
{
	date.day = (int8_t)days_in_month(date.year, date.month);
	return date;
}
