#include "point.h"

#define SCALE 100000 /* five decimals */

/* By whole numbers, so that no locale can turn the point into a comma. */
static const char *degrees(struct arena *arena, double value)
{
	long long scaled = (long long)(value * SCALE + (value < 0 ? -0.5 : 0.5));
	const char *sign = scaled < 0 ? "-" : "";
	char *string;
	size_t length;

	if (scaled < 0)
		scaled = -scaled;
	string = arena_printf(arena, "%s%lld.%05lld", sign, scaled / SCALE, scaled % SCALE);
	length = strlen(string);
	while (string[length - 1] == '0')
		string[--length] = '\0';
	if (string[length - 1] == '.')
		string[length - 1] = '\0';
	return string;
}

const char *point_georss(struct arena *arena, double latitude, double longitude)
{
	return arena_printf(arena, "%s %s", degrees(arena, latitude), degrees(arena, longitude));
}
