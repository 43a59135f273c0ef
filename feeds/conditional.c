#include "conditional.h"

#include <ctype.h>
#include <inttypes.h>

#include "model/base/clock.h"

#define TRAP 2 /* seconds in which one date can mean two documents */

const char *conditional_etag(struct arena *arena, struct mark mark)
{
	return arena_printf(arena, "f-%08" PRIx32 "-%" PRId64 "-%08" PRIx32, mark.feed, mark.seq,
			    mark.face);
}

/* FNV-1a; a zero byte parts the strings. */
uint32_t conditional_hash(const char *const *strings)
{
	uint32_t hash = 2166136261u;

	for (; *strings; strings++) {
		const char *at = *strings;

		do
			hash = (hash ^ (unsigned char)*at) * 16777619u;
		while (*at++);
	}
	return hash;
}

/* A number in hexadecimal (base 16) or decimal digits at *at; moves *at behind it. */
static bool take_number(const char **at, int base, size_t digits, uint64_t *number)
{
	size_t count = 0;

	for (*number = 0; isxdigit((unsigned char)(*at)[count]) && count <= digits; count++) {
		int digit = (unsigned char)(*at)[count];

		if (base == 10 && digit > '9')
			break;
		*number = *number * (uint64_t)base +
			  (uint64_t)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
	}
	*at += count;
	return count > 0 && count <= digits;
}

static bool take(const char **at, char character)
{
	if (**at != character)
		return false;
	(*at)++;
	return true;
}

/* Our mark in the tag at string (behind its quote), whatever a compressor put behind it. */
static bool read_mark(const char *string, struct mark *mark)
{
	uint64_t feed, seq, face;

	if (!take(&string, 'f') || !take(&string, '-') || !take_number(&string, 16, 8, &feed) ||
	    !take(&string, '-') || !take_number(&string, 10, 18, &seq) || !take(&string, '-') ||
	    !take_number(&string, 16, 8, &face))
		return false;
	if (isalnum((unsigned char)*string))
		return false;
	*mark = (struct mark){.feed = (uint32_t)feed, .face = (uint32_t)face, .seq = (int64_t)seq};
	return true;
}

static const char *skip(const char *at, const char *characters)
{
	return at + strspn(at, characters);
}

/* The next tag of the list: behind its opening quote; *rest behind its closing one. Or NULL. */
static const char *next_tag(const char **rest)
{
	const char *at = skip(*rest, " \t,"), *end;

	if (at[0] == 'W' && at[1] == '/')
		at += 2;
	if (*at != '"')
		return NULL;
	end = strchr(++at, '"');
	if (!end)
		return NULL;
	*rest = end + 1;
	return at;
}

static struct decision decide_by_tags(const char *etags, struct mark mark)
{
	struct decision decision = {.verdict = VERDICT_WINDOW};
	const char *tag;

	if (*skip(etags, " \t") == '*')
		return (struct decision){.verdict = VERDICT_NOT_MODIFIED};
	while ((tag = next_tag(&etags))) {
		struct mark theirs;

		if (!read_mark(tag, &theirs) || theirs.feed != mark.feed || theirs.seq > mark.seq)
			continue;
		if (theirs.seq == mark.seq && theirs.face == mark.face)
			return (struct decision){.verdict = VERDICT_NOT_MODIFIED};
		if (theirs.seq >= decision.seq)
			decision = (struct decision){.verdict = VERDICT_SINCE_SEQ,
						     .seq = theirs.seq};
	}
	return decision;
}

struct decision conditional_decide(const char *etags, const char *modified_since, struct mark mark,
				   int64_t last_modified, int64_t now)
{
	struct decision window = {.verdict = VERDICT_WINDOW};
	int64_t since;

	if (etags)
		return decide_by_tags(etags, mark);
	if (!modified_since || clock_read_http(modified_since, &since) != OK || since > now)
		return window;
	if (since < last_modified)
		return (struct decision){.verdict = VERDICT_SINCE_MOMENT, .moment = since};
	if (now - last_modified <= TRAP)
		return window;
	return (struct decision){.verdict = VERDICT_NOT_MODIFIED};
}
