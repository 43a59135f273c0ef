#include "clock.h"

#include <unistd.h>

#include "date.h"

static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
				     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

enum outcome clock_zone_begin(void)
{
	static const char *const names[] = {"Europe/Kyiv", "Europe/Kiev"};

	for (size_t i = 0; i < COUNT(names); i++) {
		char path[64];
		snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", names[i]);
		if (access(path, R_OK) == 0) {
			setenv("TZ", names[i], 1);
			tzset();
			return OK;
		}
	}
	return BROKEN;
}

int64_t clock_now(void)
{
	return (int64_t)time(NULL);
}

int64_t clock_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_condition_begin(pthread_cond_t *condition)
{
	pthread_condattr_t monotonic;

	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

int clock_condition_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t until)
{
	struct timespec moment = {until / 1000, until % 1000 * 1000000};

	return pthread_cond_timedwait(condition, mutex, &moment);
}

static struct wall wall_of(const struct tm *tm)
{
	return (struct wall){.year = tm->tm_year + 1900,
			     .month = tm->tm_mon + 1,
			     .day = tm->tm_mday,
			     .hour = tm->tm_hour,
			     .minute = tm->tm_min,
			     .second = tm->tm_sec,
			     .weekday = (tm->tm_wday + 6) % 7,
			     .offset_minutes = (int)(tm->tm_gmtoff / 60)};
}

struct wall clock_wall(int64_t seconds)
{
	time_t moment = (time_t)seconds;
	struct tm tm = {0};

	localtime_r(&moment, &tm);
	return wall_of(&tm);
}

const char *clock_rfc3339(struct arena *arena, int64_t seconds)
{
	struct wall wall = clock_wall(seconds);

	return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d+%02d:%02d", wall.year, wall.month,
			    wall.day, wall.hour, wall.minute, wall.second, wall.offset_minutes / 60,
			    wall.offset_minutes % 60);
}

const char *clock_http(struct arena *arena, int64_t seconds)
{
	time_t moment = (time_t)seconds;
	struct tm tm = {0};
	struct wall wall;

	gmtime_r(&moment, &tm);
	wall = wall_of(&tm);
	return arena_printf(arena, "%s, %02d %s %04d %02d:%02d:%02d GMT", weekdays[wall.weekday],
			    wall.day, months[wall.month - 1], wall.year, wall.hour, wall.minute,
			    wall.second);
}

const char *clock_rfc822(struct arena *arena, int64_t seconds)
{
	struct wall wall = clock_wall(seconds);

	return arena_printf(arena, "%s, %02d %s %04d %02d:%02d:%02d +%02d%02d",
			    weekdays[wall.weekday], wall.day, months[wall.month - 1], wall.year,
			    wall.hour, wall.minute, wall.second, wall.offset_minutes / 60,
			    wall.offset_minutes % 60);
}

/* The UTC seconds of a day and an hour that were read; INVALID when they do not exist. */
static enum outcome utc_seconds(const char *iso_day, int hour, int minute, int second,
				int64_t *seconds)
{
	const struct date epoch = {1970, 1, 1};
	struct date date;

	if (date_read(iso_day, &date) != OK || hour > 23 || minute > 59 || second > 60)
		return INVALID;
	*seconds = (int64_t)date_days_between(epoch, date) * 86400 + hour * 3600 + minute * 60 +
		   second;
	return OK;
}

/* Exactly count digits at *at become *number; *at moves behind them. */
static bool read_digits(const char **at, int count, int *number)
{
	*number = 0;
	for (; count; count--, (*at)++) {
		if (**at < '0' || **at > '9')
			return false;
		*number = *number * 10 + **at - '0';
	}
	return true;
}

/* One of these characters at *at, which moves behind it. */
static bool read_one_of(const char **at, const char *these)
{
	return **at && strchr(these, *(*at)++);
}

/* "09:30:00" */
static bool read_hour(const char **at, int *hour, int *minute, int *second)
{
	return read_digits(at, 2, hour) && read_one_of(at, ":") && read_digits(at, 2, minute) &&
	       read_one_of(at, ":") && read_digits(at, 2, second);
}

/* "Z" or "+02:00", in seconds, at the end of the string. */
static bool read_offset(const char *at, int *offset)
{
	int hours, minutes;
	bool is_west = *at == '-';

	*offset = 0;
	if (*at == 'Z' || *at == 'z')
		return !at[1];
	if (!read_one_of(&at, "+-") || !read_digits(&at, 2, &hours) || !read_one_of(&at, ":") ||
	    !read_digits(&at, 2, &minutes) || hours > 23 || minutes > 59 || *at)
		return false;
	*offset = (hours * 3600 + minutes * 60) * (is_west ? -1 : 1);
	return true;
}

enum outcome clock_read_rfc3339(const char *string, int64_t *seconds)
{
	char day[11];
	const char *at = string + 10;
	int hour, minute, second, offset;
	int64_t utc;

	if (strnlen(string, 10) < 10)
		return INVALID;
	memcpy(day, string, 10);
	day[10] = '\0';
	if (!read_one_of(&at, "Tt ") || !read_hour(&at, &hour, &minute, &second))
		return INVALID;
	if (*at == '.') {
		size_t fraction = strspn(++at, "0123456789");
		if (!fraction)
			return INVALID;
		at += fraction;
	}
	if (!read_offset(at, &offset) || utc_seconds(day, hour, minute, second, &utc) != OK)
		return INVALID;
	*seconds = utc - offset;
	return OK;
}

/* One of count three-letter names at *at, which moves behind it: its number from 1, or 0. */
static int read_name(const char **at, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strncmp(*at, names[i], 3) == 0) {
			*at += 3;
			return (int)i + 1;
		}
	return 0;
}

enum outcome clock_read_http(const char *string, int64_t *seconds)
{
	const char *at = string;
	char iso[36]; /* as long as three ints could be */
	int day, month, year, hour, minute, second;

	if (!read_name(&at, weekdays, COUNT(weekdays)) || !read_one_of(&at, ",") ||
	    !read_one_of(&at, " ") || !read_digits(&at, 2, &day) || !read_one_of(&at, " "))
		return INVALID;
	month = read_name(&at, months, COUNT(months));
	if (!month || !read_one_of(&at, " ") || !read_digits(&at, 4, &year) ||
	    !read_one_of(&at, " ") || !read_hour(&at, &hour, &minute, &second) ||
	    strcmp(at, " GMT") != 0)
		return INVALID;
	snprintf(iso, sizeof(iso), "%04d-%02d-%02d", year, month, day);
	return utc_seconds(iso, hour, minute, second, seconds);
}
