#include "open311.h"

#include "feeds/open311_document.h"
#include "model/base/clock.h"
#include "page.h"
#include "problem.h"

#define DAY       ((int64_t)24 * 60 * 60)
#define SPAN_DAYS 90

bool open311_is_asked(const struct request *request)
{
	return request->page_path && strncmp(request->page_path, "/open311/", 9) == 0;
}

enum open311_face open311_face_of(const struct request *request)
{
	const char *dot = request->page_path ? strrchr(request->page_path, '.') : NULL;

	return dot && strcmp(dot, ".json") == 0 ? OPEN311_JSON : OPEN311_XML;
}

enum outcome open311_answer(struct request *request, const char *bytes, size_t length)
{
	return request_answer(request,
			      open311_face_of(request) == OPEN311_JSON ? OPEN311_JSON_TYPE
								       : OPEN311_XML_TYPE,
			      bytes, length);
}

enum outcome open311_refuse_all(struct request *request, int status,
				const struct open311_errors *errors)
{
	const char *bytes;
	size_t length;
	enum outcome outcome = open311_write_errors(request->arena, open311_face_of(request),
						    errors, &bytes, &length);

	if (outcome != OK)
		return outcome;
	request->response.status = status;
	request->response.cache = CACHE_NOTHING;
	request->response.is_public_data = true;
	return open311_answer(request, bytes, length);
}

enum outcome open311_refuse(struct request *request, int status, const char *description)
{
	struct open311_error error = {.code = status, .description = description};

	return open311_refuse_all(request, status,
				  &(struct open311_errors){.items = &error, .count = 1});
}

const char *open311_say(const struct request *request, const char *sentence, const char *detail)
{
	const struct words *words = page_words(request);

	return words_fill(request->arena, words, words_say(words, sentence),
			  (struct hole[]){words_hole(detail)}, 1);
}

/* An error whose making failed too is a problem, which says the same of its status. */
static bool refuse(struct request *request, int status, const char *sentence, const char *detail)
{
	if (open311_refuse(request, status, open311_say(request, sentence, detail)) != OK)
		problem_status(request, status);
	return false;
}

const char *open311_value(const struct request *request, const char *name)
{
	const char *typed = pairs_value(&request->form, name);

	return *typed ? typed : pairs_value(&request->query, name);
}

/* ------------------------------------------------------------------ where */

/* The only one there is; false when there are several. */
static bool find_only(struct request *request, struct community *community)
{
	struct communities all = community_all(request->db);

	if (all.count == 1)
		*community = all.items[0];
	return all.count == 1;
}

bool open311_find_community(struct request *request)
{
	const char *typed = open311_value(request, "jurisdiction_id");
	struct community *community = arena_take(request->arena, sizeof(*community));

	if (!*typed && !find_only(request, community))
		return refuse(request, 400,
			      SAY("jurisdiction_id was not provided. Name a hromada by its short "
				  "name in addresses, or by the first nine characters of its "
				  "KATOTTG code"),
			      "");
	if (*typed && community_find(request->db, typed, community) != OK &&
	    community_find_katottg(request->db, typed, community) != OK)
		return refuse(request, 404, SAY("jurisdiction_id “{1}” was not found"), typed);
	request->community = community;
	return true;
}

/* ------------------------------------------------------------------ when */

/* A day of W3C's format: the whole of it belongs to what is asked for. */
static bool read_day(const char *string, bool is_end, int64_t *seconds)
{
	struct date date;

	if (date_read(string, &date) != OK)
		return false;
	*seconds = is_end ? date_start(date_add_days(date, 1)) - 1 : date_start(date);
	return true;
}

/* "2026-03-15T09:30+02:00" has no seconds, which RFC 3339 wants. */
static const char *with_seconds(struct arena *arena, const char *string)
{
	size_t length = strlen("2026-03-15T09:30");

	return strlen(string) > length && string[length] != ':'
		       ? arena_printf(arena, "%.*s:00%s", (int)length, string, string + length)
		       : string;
}

bool open311_read_moment(struct request *request, const char *name, bool is_end, int64_t *seconds)
{
	const char *typed = open311_value(request, name);
	char *string = arena_string(request->arena, typed);

	if (!*typed)
		return true;
	/* A plus that nobody encoded has become a blank. */
	if (strlen(string) > 6 && string[strlen(string) - 6] == ' ')
		string[strlen(string) - 6] = '+';
	if (read_day(string, is_end, seconds) ||
	    clock_read_rfc3339(with_seconds(request->arena, string), seconds) == OK)
		return true;
	return refuse(request, 400,
		      SAY("{1} has to be a date with a time zone, for example "
			  "2026-03-15T09:30:00+02:00"),
		      name);
}

bool open311_read_span(struct request *request, const char *const names[2], bool is_bounded,
		       int64_t span[2])
{
	int64_t from = 0, to = 0;

	if (!open311_read_moment(request, names[0], false, &from) ||
	    !open311_read_moment(request, names[1], true, &to))
		return false;
	if (!to)
		to = from && is_bounded ? from + SPAN_DAYS * DAY : request->now;
	if (!from)
		from = to - SPAN_DAYS * DAY;
	if (from > to && *open311_value(request, names[1]))
		return refuse(request, 400, SAY("{1} is later than the end"), names[0]);
	/* The days of Kyiv may be an hour longer. */
	if (is_bounded && to - from > SPAN_DAYS * DAY + 2 * 60 * 60)
		return refuse(request, 400,
			      SAY("More than 90 days cannot be asked for at once. Move {1}, and "
				  "ask again for the rest"),
			      names[0]);
	span[0] = from;
	span[1] = to;
	return true;
}

bool open311_read_key(const char *string, int64_t key[2])
{
	size_t first = strspn(string, "0123456789"), second;

	if (!first || first > 18 || string[first] != '-')
		return false;
	second = strspn(string + first + 1, "0123456789");
	if (!second || second > 18 || string[first + 1 + second])
		return false;
	key[0] = strtoll(string, NULL, 10);
	key[1] = strtoll(string + first + 1, NULL, 10);
	return true;
}
