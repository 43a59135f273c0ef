#include "area_place.h"

#include <math.h>

#include "audit.h"
#include "base/unicode.h"
#include "community.h"

#define LINES_MOST  20000 /* characters of all lines */
#define FAULTS_MOST 100   /* of lines; who has more of them looks at the whole again */
#define SOUTH       44
#define NORTH       53
#define WEST        22
#define EAST        41
#define A_METRE     1e5 /* parts of a degree; finer is noise */

/* What a pair of fields holds; 0, which lies in no box, is nothing. */
struct point {
	double latitude, longitude;
};

const char *area_place_field(struct arena *arena, const char *what, int64_t area_id)
{
	return arena_printf(arena, "%s.%lld", what, (long long)area_id);
}

const char *area_place_degrees(struct arena *arena, double degrees)
{
	const char *text = arena_printf(arena, "%.5f", degrees);
	size_t length = strlen(text);

	while (text[length - 1] == '0')
		length--;
	return arena_bytes(arena, text, length - (text[length - 1] == '.'));
}

/* Both numbers under these names; NOT_FOUND when neither is there. */
static enum outcome read_point(struct form *form, const char *latitude, const char *longitude,
			       struct point *point)
{
	const struct field fields[] = {{.name = latitude,
					.kind = FIELD_DECIMAL,
					.least = SOUTH,
					.most = NORTH,
					.offset = offsetof(struct point, latitude)},
				       {.name = longitude,
					.kind = FIELD_DECIMAL,
					.least = WEST,
					.most = EAST,
					.offset = offsetof(struct point, longitude)},
				       {0}};
	enum outcome outcome;

	*point = (struct point){0};
	outcome = form_read(form, fields, point);
	if (outcome != OK)
		return outcome;
	if (point->latitude == 0 && point->longitude == 0)
		return NOT_FOUND;
	if (point->latitude == 0 || point->longitude == 0)
		return form_fault(form, point->latitude == 0 ? latitude : longitude, FAULT_MISSING);
	point->latitude = round(point->latitude * A_METRE) / A_METRE;
	point->longitude = round(point->longitude * A_METRE) / A_METRE;
	return OK;
}

static void put(struct area *area, const struct point *point)
{
	area->has_point = point->latitude != 0;
	area->latitude = point->latitude;
	area->longitude = point->longitude;
}

/* ------------------------------------------------------------------ field by field */

static enum outcome read_fields(struct form *form, const struct areas *areas)
{
	enum outcome all = OK;

	for (size_t i = 0; i < areas->count; i++) {
		struct area *area = &areas->items[i];
		const char *latitude = area_place_field(form->arena, "lat", area->id);
		const char *longitude = area_place_field(form->arena, "long", area->id);
		struct point point;

		if (!pairs_find(form->typed, latitude) && !pairs_find(form->typed, longitude))
			continue;
		if (read_point(form, latitude, longitude, &point) == INVALID)
			all = INVALID;
		else
			put(area, &point);
	}
	return all;
}

/* ------------------------------------------------------------------ lines of a table */

struct line {
	size_t number;
	const char *cells[3]; /* cleaned */
	size_t count;
};

/* Where the last word begins that begins with a digit; NULL: the line ends otherwise. */
static const char *last_number(const char *begin, const char *end)
{
	const char *at = end;

	while (at > begin && at[-1] != ' ')
		at--;
	return at > begin && at < end && *at >= '0' && *at <= '9' ? at : NULL;
}

/*
 * A line without tabs: what was pasted is shown again with blanks in their place. Two numbers at its
 * end are its numbers; without any it is a name alone.
 */
static struct line line_of_blanks(struct arena *arena, const char *text, size_t number)
{
	struct line line = {.number = number, .cells = {text, "", ""}, .count = COUNT(line.cells)};
	const char *end = text + strlen(text), *longitude = last_number(text, end), *latitude;

	if (!longitude)
		return line;
	latitude = last_number(text, longitude - 1);
	if (!latitude) {
		line.count = 2;
		return line;
	}
	line.cells[0] = arena_bytes(arena, text, (size_t)(latitude - 1 - text));
	line.cells[1] = arena_bytes(arena, latitude, (size_t)(longitude - 1 - latitude));
	line.cells[2] = longitude;
	return line;
}

static struct line line_read(struct arena *arena, const char *bytes, size_t length, size_t number)
{
	struct line line = {.number = number, .cells = {"", "", ""}};

	if (!memchr(bytes, '\t', length))
		return line_of_blanks(arena, unicode_clean(arena, bytes, length, ONE_LINE), number);
	for (const char *at = bytes, *end = bytes + length; at <= end; line.count++) {
		const char *tab = memchr(at, '\t', (size_t)(end - at));
		size_t cell = (size_t)((tab ? tab : end) - at);

		if (line.count < COUNT(line.cells))
			line.cells[line.count] = unicode_clean(arena, at, cell, ONE_LINE);
		else if (*unicode_clean(arena, at, cell, ONE_LINE))
			line.count = COUNT(line.cells); /* more than empty cells behind them */
		else
			line.count--;
		at += cell + 1;
	}
	return line;
}

static enum outcome line_fault(struct form *form, const struct line *line, enum fault_kind kind,
			       size_t other)
{
	return form_fault_with(
		form, (struct fault){.field = AREA_PLACE_LINES,
				     .kind = kind,
				     .number = (int64_t)line->number,
				     .other = (int64_t)other,
				     .detail = unicode_shorten(form->arena, line->cells[0], 60)});
}

static bool is_meant(struct arena *arena, const struct area *area, const char *typed)
{
	const char *wanted = unicode_fold(arena, typed);

	if (*area->katottg && strcmp(area->katottg, typed) == 0)
		return true;
	return strcmp(wanted, unicode_fold(arena, area->name)) == 0 ||
	       strcmp(wanted, unicode_fold(arena, area_title(arena, area->kind, area->name))) == 0;
}

/* The one settlement that is meant, by its place in the list; or why there is none. */
static enum fault_kind find(struct arena *arena, const struct areas *areas, const char *typed,
			    size_t *found)
{
	size_t count = 0;

	for (size_t i = 0; i < areas->count; i++)
		if (is_meant(arena, &areas->items[i], typed)) {
			*found = i;
			count++;
		}
	return count == 1 ? FAULT_NONE : count ? FAULT_LINE_SEVERAL : FAULT_LINE_PLACE;
}

static enum outcome line_put(struct form *form, const struct areas *areas, const struct line *line,
			     size_t *line_of)
{
	struct pairs pairs = {0};
	struct form numbers;
	struct point point;
	enum fault_kind kind;
	enum outcome outcome;
	size_t at = 0;

	if (line->count != COUNT(line->cells) || !*line->cells[0])
		return line_fault(form, line, FAULT_LINE_PARTS, 0);
	kind = find(form->arena, areas, line->cells[0], &at);
	if (kind)
		return line_fault(form, line, kind, 0);
	if (line_of[at])
		return line_fault(form, line, FAULT_LINE_TWICE, line_of[at]);
	line_of[at] = line->number;
	pairs_add(form->arena, &pairs, "lat", line->cells[1]);
	pairs_add(form->arena, &pairs, "long", line->cells[2]);
	numbers = form_begin(form->arena, &pairs);
	outcome = read_point(&numbers, "lat", "long", &point);
	if (outcome == INVALID)
		return line_fault(form, line, FAULT_LINE_DEGREES, 0);
	if (outcome == OK)
		put(&areas->items[at], &point);
	return OK;
}

static enum outcome read_lines(struct form *form, const struct areas *areas)
{
	static const struct field fields[] = {
		{.name = AREA_PLACE_LINES, .kind = FIELD_RAW, .most = LINES_MOST}, {0}};
	size_t *line_of = arena_take(form->arena, (areas->count + 1) * sizeof(*line_of));
	size_t number = 0, faults = 0;
	const char *at = "";

	if (form_read(form, fields, &at) != OK)
		return INVALID;
	while (*at && faults < FAULTS_MOST) {
		size_t length = strcspn(at, "\r\n");
		struct line line = line_read(form->arena, at, length, ++number);

		at += length;
		at += *at == '\r' && at[1] == '\n' ? 2 : *at != '\0';
		if (!*line.cells[0] && !*line.cells[1] && !*line.cells[2])
			continue;
		faults += line_put(form, areas, &line, line_of) != OK;
	}
	return faults ? INVALID : OK;
}

/* ------------------------------------------------------------------ keeping it */

static bool is_same(const struct area *a, const struct area *b)
{
	return a->has_point == b->has_point &&
	       (!a->has_point || (a->latitude == b->latitude && a->longitude == b->longitude));
}

static void tell(struct arena *arena, struct pairs *pairs, const struct area *area)
{
	pairs_add(arena, pairs, arena_printf(arena, "%lld %s", (long long)area->id, area->name),
		  area->has_point
			  ? arena_printf(arena, "%s %s", area_place_degrees(arena, area->latitude),
					 area_place_degrees(arena, area->longitude))
			  : "");
}

static enum outcome keep(struct change *change, int64_t community_id, const struct areas *before,
			 const struct areas *after, int64_t *changed)
{
	struct arena *arena = change->db.arena;
	struct pairs was = {0}, is = {0};
	enum outcome outcome = db_outcome(&change->db);

	for (size_t i = 0; outcome == OK && i < after->count; i++) {
		const struct area *area = &after->items[i];

		if (is_same(&before->items[i], area))
			continue;
		tell(arena, &was, &before->items[i]);
		tell(arena, &is, area);
		outcome = change_run(
			change, "UPDATE area SET latitude = $2, longitude = $3 WHERE id = $1",
			ARGS(INT(area->id), area->has_point ? REAL(area->latitude) : NONE,
			     area->has_point ? REAL(area->longitude) : NONE));
	}
	if (outcome == OK && is.count)
		outcome = audit_add(change, "community places",
				    arena_printf(arena, "community %lld", (long long)community_id),
				    audit_json(arena, &was), audit_json(arena, &is));
	if (outcome == OK)
		*changed = (int64_t)is.count;
	return outcome;
}

enum outcome area_place_change(struct change *change, struct form *form, int64_t community_id,
			       int64_t *changed)
{
	struct areas before = community_areas(&change->db, community_id);
	struct areas after = community_areas(&change->db, community_id);
	enum outcome fields = read_fields(form, &after), lines = read_lines(form, &after);

	if (fields != OK || lines != OK)
		return INVALID;
	return keep(change, community_id, &before, &after, changed);
}
