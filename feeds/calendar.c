#include "calendar.h"

#include <libical/ical.h>
#include <string.h>

#include "model/base/unicode.h"

static const char *clean(const struct calendar *calendar, const char *text)
{
	return unicode_scrub(calendar->arena, text ? text : "");
}

struct calendar calendar_begin(struct arena *arena, const char *name)
{
	struct calendar calendar = {.arena = arena, .component = icalcomponent_new_vcalendar()};
	icalproperty *title = icalproperty_new_x(clean(&calendar, name));

	icalproperty_set_x_name(title, "X-WR-CALNAME");
	icalcomponent_add_property(calendar.component, icalproperty_new_version("2.0"));
	icalcomponent_add_property(calendar.component, icalproperty_new_prodid("-//Poruch//uk"));
	icalcomponent_add_property(calendar.component,
				   icalproperty_new_method(ICAL_METHOD_PUBLISH));
	icalcomponent_add_property(calendar.component, title);
	return calendar;
}

static struct icaltimetype day_of(struct date date)
{
	struct icaltimetype time = icaltime_null_date();

	time.year = date.year;
	time.month = (unsigned char)date.month; /* small and never below nought */
	time.day = (unsigned char)date.day;
	return time;
}

static struct icaltimetype moment_of(int64_t at)
{
	return icaltime_from_timet_with_zone((time_t)at, 0, icaltimezone_get_utc_timezone());
}

void calendar_add(struct calendar *calendar, const struct calendar_entry *entry)
{
	icalcomponent *event = icalcomponent_new_vevent();
	const char *text = clean(calendar, entry->text), *place = clean(calendar, entry->place);

	icalcomponent_add_property(event, icalproperty_new_uid(clean(calendar, entry->uid)));
	icalcomponent_add_property(event, icalproperty_new_dtstamp(moment_of(entry->changed_at)));
	icalcomponent_add_property(event,
				   icalproperty_new_dtstart(date_is_set(entry->day)
								    ? day_of(entry->day)
								    : moment_of(entry->moment)));
	icalcomponent_add_property(event,
				   icalproperty_new_summary(clean(calendar, entry->summary)));
	if (*text)
		icalcomponent_add_property(event, icalproperty_new_description(text));
	if (*place)
		icalcomponent_add_property(event, icalproperty_new_location(place));
	if (entry->url && *entry->url)
		icalcomponent_add_property(event,
					   icalproperty_new_url(clean(calendar, entry->url)));
	icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
	icalcomponent_add_component(calendar->component, event);
}

enum outcome calendar_finish(struct calendar *calendar, const char **bytes, size_t *length)
{
	char *written = icalcomponent_as_ical_string_r(calendar->component);

	icalcomponent_free(calendar->component);
	calendar->component = NULL;
	if (!written)
		return BROKEN;
	*length = strlen(written);
	*bytes = arena_bytes(calendar->arena, written, *length);
	icalmemory_free_buffer(written);
	return OK;
}
