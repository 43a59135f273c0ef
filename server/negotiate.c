#include "negotiate.h"

static const char *skip(const char *string)
{
	return string + strspn(string, " \t,");
}

/* "q=0", "q=0.", "q=0.000" say no; everything else says yes. */
static bool is_refused(const char *parameters, size_t length)
{
	for (size_t i = 0; i + 2 < length; i++) {
		if ((parameters[i] == ';' || parameters[i] == ' ' || parameters[i] == '\t') &&
		    (parameters[i + 1] | 0x20) == 'q' && parameters[i + 2] == '=') {
			for (i += 3; i < length; i++)
				if (parameters[i] >= '1' && parameters[i] <= '9')
					return false;
			return true;
		}
	}
	return false;
}

bool negotiate_gzip(const char *accept_encoding)
{
	bool is_any_allowed = false;

	if (!accept_encoding)
		return false;
	for (const char *at = skip(accept_encoding); *at; at = skip(at)) {
		size_t item = strcspn(at, ","), name = strcspn(at, ",; \t");

		if ((name == 4 && strncasecmp(at, "gzip", 4) == 0) ||
		    (name == 6 && strncasecmp(at, "x-gzip", 6) == 0))
			return !is_refused(at + name, item - name);
		if (name == 1 && *at == '*')
			is_any_allowed = !is_refused(at + name, item - name);
		at += item;
	}
	return is_any_allowed;
}

bool negotiate_matches(const char *if_none_match, const char *etag)
{
	size_t length = strlen(etag);

	if (!if_none_match)
		return false;
	for (const char *at = skip(if_none_match); *at; at = skip(at)) {
		const char *end;

		if (*at == '*')
			return true;
		if (strncmp(at, "W/", 2) == 0)
			at += 2;
		if (*at != '"')
			return false;
		end = strchr(++at, '"');
		if (!end)
			return false;
		if ((size_t)(end - at) == length && memcmp(at, etag, length) == 0)
			return true;
		at = end + 1;
	}
	return false;
}
