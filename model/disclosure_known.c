#include "disclosure_known.h"

#define FEW_PEOPLE 10000 /* as in the view figure_shown */

static int day_number(struct date date)
{
	return date_days_between((struct date){1970, 1, 1}, date);
}

/* A state at a day has no length. */
static void stretch_set(struct cell *cell, const struct indicator *indicator, struct date from,
			struct date to)
{
	cell->to = day_number(to) + 1;
	cell->from = indicator->kind == INDICATOR_STOCK ? cell->to - 1 : day_number(from);
}

struct cells disclosure_cells(struct db *db, struct arena *arena, const struct report *report,
			      const struct indicator *indicator)
{
	struct cells cells = {0};
	const char *from = arena_printf(arena, "%d-01-01", report->from.year);
	const char *to = arena_printf(arena, "%d-12-31", report->to.year);
	struct rows rows = db_rows(
		db,
		"SELECT r.territory_key, r.period_from, r.period_to, s.state, s.value, "
		"NOT EXISTS (SELECT 1 FROM figure n JOIN report_version w "
		"ON w.report_id = n.report_id AND w.version = n.version "
		"WHERE n.report_id = v.report_id AND n.version > v.version AND n.state = 'given' "
		"AND n.indicator = s.indicator AND (w.published_at IS NOT NULL "
		"OR (n.report_id = $4 AND n.version = $5))), "
		"r.id = $4, EXISTS (SELECT 1 FROM figure_shown n JOIN report_version w "
		"ON w.report_id = n.report_id AND w.version = n.version "
		"WHERE n.report_id = v.report_id AND n.version > v.version AND n.state = 'given' "
		"AND n.indicator = s.indicator AND w.published_at IS NOT NULL) "
		"FROM report r JOIN report_version v ON v.report_id = r.id "
		"JOIN figure_decided d ON d.report_id = v.report_id AND d.version = v.version "
		"JOIN figure_shown s ON s.report_id = v.report_id AND s.version = v.version "
		"WHERE v.published_at IS NOT NULL AND s.indicator = $1 AND r.period_to >= $2 "
		"AND r.period_from <= $3 AND NOT (v.report_id = $4 AND v.version = $5) "
		"AND s.state IN ('given', 'small', 'suppressed') "
		"AND r.id IN (SELECT t.report_id FROM report_territory t WHERE t.katottg IN ("
		"SELECT n.katottg FROM report_territory n WHERE n.report_id IN ("
		"SELECT m.report_id FROM report_territory m WHERE m.katottg IN ("
		"SELECT o.katottg FROM report_territory o WHERE o.report_id = $4)))) "
		"ORDER BY v.published_at, r.id, v.version",
		ARGS(TEXT(indicator->key), TEXT(from), TEXT(to), INT(report->id),
		     INT(report->version)));

	while (rows_next(&rows)) {
		enum figure_state state = (enum figure_state)figure_state_find(rows_text(&rows, 3));
		struct cell *cell;

		/* What a correction replaced is no secret any more; what it told is still known. What it
		   only leaves out stays one: the total beside it could give it away now. */
		if (state != FIGURE_GIVEN && !rows_int(&rows, 5))
			continue;
		cell = LIST_ADD(arena, &cells);
		*cell = (struct cell){.codes = arena_string(arena, rows_text(&rows, 0)),
				      .state = state,
				      .value = rows_int(&rows, 4),
				      .is_own = rows_int(&rows, 6) != 0,
				      .is_stale = rows_int(&rows, 7) != 0};
		stretch_set(cell, indicator, rows_date(&rows, 1), rows_date(&rows, 2));
	}
	return cells;
}

struct cell disclosure_cell(const struct report *report, const struct indicator *indicator,
			    enum figure_state state, int64_t value)
{
	struct cell cell = {.codes = report->territory_key, .state = state, .value = value};

	stretch_set(&cell, indicator, report->from, report->to);
	return cell;
}

/* ---------------------------------------------------------------- atoms */

static void code_add(struct atoms *atoms, struct db *db, const char *code)
{
	for (size_t i = 0; i < atoms->code_count; i++)
		if (strcmp(atoms->codes[i], code) == 0)
			return;
	atoms->codes = arena_list_room(atoms->arena, atoms->codes, atoms->code_count,
				       sizeof(*atoms->codes));
	atoms->people = arena_list_room(atoms->arena, atoms->people, atoms->code_count,
					sizeof(*atoms->people));
	atoms->codes[atoms->code_count] = code;
	atoms->people[atoms->code_count++] = (int)db_int(
		db, "SELECT population FROM community WHERE katottg = $1", ARGS(TEXT(code)), 0);
}

static void day_add(struct atoms *atoms, int day)
{
	size_t at = atoms->day_count;

	for (size_t i = 0; i < atoms->day_count; i++)
		if (atoms->days[i] == day)
			return;
	atoms->days = arena_list_room(atoms->arena, atoms->days, at, sizeof(*atoms->days));
	for (; at && atoms->days[at - 1] > day; at--)
		atoms->days[at] = atoms->days[at - 1];
	atoms->days[at] = day;
	atoms->day_count++;
}

void disclosure_atoms_add(struct atoms *atoms, struct db *db, const struct cell *cell)
{
	char *rest = arena_string(atoms->arena, cell->codes), *code;

	while ((code = strsep(&rest, " ")))
		code_add(atoms, db, code);
	day_add(atoms, cell->from);
	day_add(atoms, cell->to);
	atoms->count = atoms->code_count * (atoms->day_count - 1);
}

void disclosure_rows(struct atoms *atoms, struct cells *cells)
{
	size_t stretches = atoms->day_count - 1;

	for (size_t c = 0; c < cells->count; c++) {
		struct cell *cell = &cells->items[c];

		cell->row = arena_take_array(atoms->arena, atoms->count + 1, sizeof(*cell->row));
		for (size_t i = 0; i < atoms->count; i++)
			cell->row[i] = strstr(cell->codes, atoms->codes[i / stretches]) &&
				       atoms->days[i % stretches] >= cell->from &&
				       atoms->days[i % stretches + 1] <= cell->to;
	}
}

bool disclosure_is_inside(const struct atoms *atoms, const bool *part, const bool *whole)
{
	for (size_t i = 0; i < atoms->count; i++)
		if (part[i] && !whole[i])
			return false;
	return true;
}

bool disclosure_is_apart(const struct atoms *atoms, const bool *first, const bool *second)
{
	for (size_t i = 0; i < atoms->count; i++)
		if (first[i] && second[i])
			return false;
	return true;
}

bool disclosure_is_equal(const struct atoms *atoms, const bool *first, const bool *second)
{
	return memcmp(first, second, atoms->count * sizeof(*first)) == 0;
}

void disclosure_places(const struct atoms *atoms, bool *places, const char *codes)
{
	for (size_t i = 0; i < atoms->code_count; i++)
		places[i] = strstr(codes, atoms->codes[i]) != NULL;
}

bool disclosure_are_few(const struct atoms *atoms, const bool *places)
{
	bool is_any = false;
	int64_t people = 0;

	for (size_t i = 0; i < atoms->code_count; i++) {
		is_any |= places[i];
		people += places[i] ? atoms->people[i] : 0;
	}
	return is_any && people < FEW_PEOPLE;
}
