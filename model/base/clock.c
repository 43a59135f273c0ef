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

enum outcome clock_read_rfc3339(const char *string, int64_t *seconds)
{
	char day[11], zone;
	int hour, minute, second, zone_hour = 0, zone_minute = 0, length = 0, more = 0;
	int64_t utc;

	if (sscanf(string, "%10[0-9-]%*1[Tt ]%2d:%2d:%2d%n", day, &hour, &minute, &second,
		   &length) != 4 ||
	    !length || hour < 0 || minute < 0 || second < 0)
		return INVALID;
	string += length;
	if (*string == '.')
		string += 1 + strspn(string + 1, "0123456789");
	zone = *string++;
	if (zone == '+' || zone == '-') {
		if (sscanf(string, "%2d:%2d%n", &zone_hour, &zone_minute, &more) != 2 ||
		    more != 5 || zone_hour < 0 || zone_hour > 23 || zone_minute < 0 ||
		    zone_minute > 59)
			return INVALID;
		string += more;
	} else if (zone != 'Z' && zone != 'z') {
		return INVALID;
	}
	if (*string || utc_seconds(day, hour, minute, second, &utc) != OK)
		return INVALID;
	utc -= (zone == '-' ? -1 : 1) * (int64_t)(zone_hour * 3600 + zone_minute * 60);
	*seconds = utc;
	return OK;
}

enum outcome clock_read_http(const char *string, int64_t *seconds)
{
	char name[4], iso[16];
	int day, year, hour, minute, second, length = 0;

	if (sscanf(string, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT%n", &day, name, &year,
		   &hour, &minute, &second, &length) != 6 ||
	    !length || string[length] || day < 0 || hour < 0 || minute < 0 || second < 0)
		return INVALID;
	for (size_t month = 0; month < COUNT(months); month++) {
		if (strcmp(name, months[month]) != 0)
			continue;
		snprintf(iso, sizeof(iso), "%04d-%02d-%02d", year % 10000, (int)month + 1,
			 day % 100);
		return utc_seconds(iso, hour, minute, second, seconds);
	}
	return INVALID;
}
