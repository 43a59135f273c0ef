#include "disclosure.h"

#include <stdlib.h>

#include "audit.h"
#include "disclosure_known.h"
#include "form.h"
#include "number.h"
#include "report_read.h"
#include "span.h"

#define CATCH_UP_MOST 200 /* versions at a time */
#define SCRATCH_MOST  ((size_t)512 << 20)
#define ONE           ((int64_t)NUMBER_SCALE)
#define TWO           ((int64_t)2 * NUMBER_SCALE)

/* ---------------------------------------------------------------- what follows exactly */

/* What everybody knows it to be at least. */
static int64_t least_of(const struct cell *cell)
{
	return cell->state == FIGURE_GIVEN ? cell->value : cell->state == FIGURE_SMALL ? ONE : 0;
}

/* What parts of whole that have nothing of without (may be NULL) are known to add up to at least. They
   are taken as they come, the largest first: enough to see that a bound is near. */
static int64_t least_inside(const struct around *around, const bool *whole, const bool *without)
{
	const struct atoms *atoms = &around->atoms;
	bool *taken = arena_take_array(atoms->arena, atoms->count + 1, sizeof(*taken));
	int64_t sum = 0;

	for (;;) {
		const struct cell *best = NULL;

		for (size_t i = 0; i < around->self.count; i++) {
			const struct cell *cell = &around->self.items[i];

			if (least_of(cell) > (best ? least_of(best) : 0) &&
			    disclosure_is_inside(atoms, cell->row, whole) &&
			    !disclosure_is_equal(atoms, cell->row, whole) &&
			    disclosure_is_apart(atoms, cell->row, taken) &&
			    (!without || disclosure_is_apart(atoms, cell->row, without)))
				best = cell;
		}
		if (!best)
			return sum;
		sum += least_of(best);
		for (size_t i = 0; i < atoms->count; i++)
			taken[i] |= best->row[i];
	}
}

/* Its number, told or called small, would settle others that are wider: one of "fewer than 3" in which
   another part is known to have happened, or a single case. */
static bool settles_wider(const struct around *around, const struct cell *own)
{
	for (size_t i = 0; i < around->self.count; i++) {
		const struct cell *wider = &around->self.items[i];
		bool is_single = wider->state == FIGURE_GIVEN && wider->value == ONE &&
				 !wider->is_stale;

		if (!disclosure_is_inside(&around->atoms, own->row, wider->row) ||
		    disclosure_is_equal(&around->atoms, own->row, wider->row))
			continue;
		if (is_single || (wider->state == FIGURE_SMALL &&
				  least_inside(around, wider->row, own->row) >= ONE))
			return true;
	}
	return false;
}

/* What follows from the figures that are told, from the hidden ones, from all. */
struct spans {
	struct span told, hidden, both;
};

static struct spans spans_of(const struct around *around, bool with_own)
{
	struct arena *arena = around->atoms.arena;
	struct spans spans = {.told = span_begin(arena, around->atoms.count),
			      .hidden = span_begin(arena, around->atoms.count),
			      .both = span_begin(arena, around->atoms.count)};

	for (size_t i = 0; i < around->self.count; i++) {
		const struct cell *cell = &around->self.items[i];

		if (cell->is_own && !with_own)
			continue;
		span_add(cell->state == FIGURE_GIVEN ? &spans.told : &spans.hidden, cell->row);
		span_add(&spans.both, cell->row);
	}
	return spans;
}

/* A sum of hidden ones would follow from what is told, and does not yet. */
static bool tells_hidden(const struct spans *spans, const struct cell *own)
{
	return !span_has(own->state == FIGURE_GIVEN ? &spans->told : &spans->hidden, own->row) &&
	       span_has(&spans->both, own->row);
}

/* ---------------------------------------------------------------- within one report */

struct own_figures {
	struct indicators indicators;
	struct figures shown;
	bool *is_hidden; /* by the place in shown */
};

static int64_t least_shown(const struct figure *figure)
{
	return figure->state == FIGURE_GIVEN   ? figure->value
	       : figure->state == FIGURE_SMALL ? ONE
					       : 0;
}

/* What the parts of a total but one are known to be at least: all kinds together, or the largest. */
static int64_t least_parts(const struct own_figures *own, const char *total, const char *but)
{
	int64_t kinds = 0, largest = 0;

	for (size_t i = 0; i < own->shown.count; i++) {
		const struct figure *figure = &own->shown.items[i];
		const struct indicator *part = indicator_find(&own->indicators, figure->indicator);

		if (!part || strcmp(part->subset_of, total) != 0 ||
		    (but && strcmp(part->key, but) == 0))
			continue;
		if (part->is_kind)
			kinds += least_shown(figure);
		else if (least_shown(figure) > largest)
			largest = least_shown(figure);
	}
	return but || kinds > largest ? kinds : largest;
}

/* A total that leaves a small part no room for two is hidden, and a part whose own parts are two at least
   is not called small. */
static void totals_look(struct own_figures *own)
{
	for (size_t i = 0; i < own->shown.count; i++) {
		const struct figure *figure = &own->shown.items[i];
		const struct indicator *part = indicator_find(&own->indicators, figure->indicator);

		if (figure->state != FIGURE_SMALL || !part)
			continue;
		own->is_hidden[i] |= least_parts(own, part->key, NULL) >= TWO;
		for (size_t n = 0; n < own->shown.count; n++) {
			const struct figure *total = &own->shown.items[n];
			int64_t others = part->is_kind
						 ? least_parts(own, part->subset_of, part->key)
						 : 0;

			if (strcmp(total->indicator, part->subset_of) == 0 &&
			    total->state == FIGURE_GIVEN && total->value - others < TWO)
				own->is_hidden[n] = true;
		}
	}
}

/* ---------------------------------------------------------------- deciding */

/* What it takes to decide about the figures of one version. */
struct deciding {
	struct change *change;
	const struct report *report;
	struct own_figures own;
	struct arena *scratch; /* for one figure */
};

/* Numbers of it were hidden once, here or elsewhere, or they may have to be. */
static bool is_watched(struct db *db, const struct indicator *indicator)
{
	if (indicator->kind == INDICATOR_MEAN)
		return false;
	return indicator->publicity != INDICATOR_PUBLIC ||
	       db_int(db,
		      "SELECT EXISTS (SELECT 1 FROM figure_hidden WHERE indicator = $1) OR EXISTS "
		      "(SELECT 1 FROM figure WHERE indicator = $1 AND state = 'suppressed')",
		      ARGS(TEXT(indicator->key)), 0) != 0;
}

static const struct figure *own_figure(const struct deciding *deciding, const char *key,
				       enum figure_state *state)
{
	const struct figure *figure = figure_find(&deciding->own.shown, key);

	if (figure)
		*state = deciding->own.is_hidden[figure - deciding->own.shown.items]
				 ? FIGURE_SUPPRESSED
				 : figure->state;
	return figure;
}

/* What an older version told is no longer true when this one has another number. */
static void older_judge(struct cells *cells, const struct figure *own)
{
	for (size_t i = 0; i < cells->count; i++)
		if (cells->items[i].is_own)
			cells->items[i].is_stale = own && own->value != cells->items[i].value;
}

/* The last cell is the report's own figure, which of the total too only when it is the one asked about. */
static struct around around_make(const struct deciding *deciding, const struct indicator *indicator,
				 bool is_total)
{
	struct db *db = &deciding->change->db;
	struct arena *arena = deciding->scratch;
	struct around around = {.atoms.arena = arena, .indicator = indicator};
	const struct indicator *total = indicator_find(&deciding->own.indicators,
						       indicator->subset_of);
	enum figure_state state = FIGURE_ABSENT;
	const struct figure *own = own_figure(deciding, indicator->key, &state);

	around.self = disclosure_cells(db, arena, deciding->report, indicator);
	older_judge(&around.self, own);
	if (own && (state == FIGURE_GIVEN || state == FIGURE_SMALL || state == FIGURE_SUPPRESSED))
		*LIST_ADD(arena, &around.self) = disclosure_cell(deciding->report, indicator, state,
								 own->value);
	if (total)
		around.total = disclosure_cells(db, arena, deciding->report, total);
	own = total ? own_figure(deciding, total->key, &state) : NULL;
	older_judge(&around.total, own);
	if (own && is_total)
		*LIST_ADD(arena, &around.total) = disclosure_cell(deciding->report, total, state,
								  own->value);
	for (size_t i = 0; i < around.self.count; i++)
		disclosure_atoms_add(&around.atoms, db, &around.self.items[i]);
	for (size_t i = 0; i < around.total.count; i++)
		disclosure_atoms_add(&around.atoms, db, &around.total.items[i]);
	disclosure_rows(&around.atoms, &around.self);
	disclosure_rows(&around.atoms, &around.total);
	return around;
}

static bool has_to_hide_itself(const struct deciding *deciding, const struct indicator *indicator)
{
	struct around around = around_make(deciding, indicator, false);
	struct cell own = around.self.items[--around.self.count];
	/* A number that a correction makes small is not the one that was told before. */
	struct spans spans = spans_of(&around, own.state == FIGURE_GIVEN);
	bool *places = arena_take_array(around.atoms.arena, around.atoms.code_count + 1,
					sizeof(*places));

	if (own.state == FIGURE_GIVEN && span_has(&spans.told, own.row))
		return false; /* whoever wants to know it knows it */
	disclosure_places(&around.atoms, places, own.codes);
	if (indicator->publicity != INDICATOR_PUBLIC && disclosure_are_few(&around.atoms, places) &&
	    settles_wider(&around, &own))
		return true;
	if (own.state == FIGURE_SMALL && least_inside(&around, own.row, NULL) >= TWO)
		return true;
	if (tells_hidden(&spans, &own))
		return true;
	around.self.items[around.self.count++] = own;
	return disclosure_lets_out(&around, false);
}

/* Whether its number follows already from what was told. */
static bool is_told(const struct deciding *deciding, const struct indicator *indicator)
{
	struct around around = around_make(deciding, indicator, false);
	struct cell own = around.self.items[--around.self.count];
	struct spans spans = spans_of(&around, true);

	return span_has(&spans.told, own.row);
}

/* As the total of others, it may settle them. */
static bool has_to_hide_for_parts(const struct deciding *deciding, const struct indicator *total)
{
	for (size_t i = 0; i < deciding->own.indicators.count; i++) {
		const struct indicator *part = &deciding->own.indicators.items[i];
		struct around around;

		if (strcmp(part->subset_of, total->key) != 0 ||
		    !is_watched(&deciding->change->db, part))
			continue;
		around = around_make(deciding, part, true);
		if (around.self.count && disclosure_lets_out(&around, true))
			return !is_told(deciding, total);
	}
	return false;
}

static enum outcome hidden_write(struct change *change, const struct report *report,
				 const char *indicator)
{
	return change_run(change,
			  "INSERT INTO figure_hidden (report_id, version, indicator) "
			  "VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
			  ARGS(INT(report->id), INT(report->version), TEXT(indicator)));
}

static bool has_to_hide(struct deciding *deciding, const struct indicator *indicator,
			const struct figure *figure)
{
	bool is_hidden = false;

	if (!indicator || (figure->state != FIGURE_GIVEN && figure->state != FIGURE_SMALL))
		return false;
	if (is_watched(&deciding->change->db, indicator))
		is_hidden = has_to_hide_itself(deciding, indicator);
	if (!is_hidden && figure->state == FIGURE_GIVEN && indicator->kind != INDICATOR_MEAN)
		is_hidden = has_to_hide_for_parts(deciding, indicator);
	arena_reset(deciding->scratch);
	return is_hidden;
}

/* Parts before their totals, so that a total is asked about with its parts as they will be shown. */
static enum outcome all_decide(struct deciding *deciding, bool are_parts)
{
	struct own_figures *own = &deciding->own;
	enum outcome outcome = OK;

	for (size_t i = 0; i < own->shown.count && outcome == OK; i++) {
		const struct figure *figure = &own->shown.items[i];
		const struct indicator *indicator = indicator_find(&own->indicators,
								   figure->indicator);

		if ((indicator && *indicator->subset_of) != are_parts)
			continue;
		own->is_hidden[i] = own->is_hidden[i] || has_to_hide(deciding, indicator, figure);
		if (own->is_hidden[i])
			outcome = hidden_write(deciding->change, deciding->report,
					       figure->indicator);
	}
	return outcome == OK ? db_outcome(&deciding->change->db) : outcome;
}

enum outcome disclosure_decide(struct change *change, const struct report *report)
{
	struct deciding deciding = {
		.change = change, .report = report, .own.indicators = indicator_all(&change->db)};
	enum outcome outcome = disclosure_drop(change, report->id, report->version);

	if (outcome != OK)
		return outcome;
	deciding.own.shown = report_figures(&change->db, report);
	deciding.own.is_hidden = arena_take_array(change->db.arena, deciding.own.shown.count + 1,
						  sizeof(bool));
	totals_look(&deciding.own);
	deciding.scratch = arena_begin(SCRATCH_MOST);
	outcome = all_decide(&deciding, true);
	if (outcome == OK)
		outcome = all_decide(&deciding, false);
	arena_end(deciding.scratch);
	if (outcome == OK)
		outcome = change_run(
			change, "INSERT INTO figure_decided (report_id, version) VALUES ($1, $2)",
			ARGS(INT(report->id), INT(report->version)));
	return outcome;
}

enum outcome disclosure_drop(struct change *change, int64_t report_id, int version)
{
	struct values which = ARGS(INT(report_id), INT(version));
	enum outcome outcome = change_run(
		change, "DELETE FROM figure_hidden WHERE report_id = $1 AND version = $2", which);

	if (outcome == OK)
		outcome = change_run(
			change, "DELETE FROM figure_decided WHERE report_id = $1 AND version = $2",
			which);
	return outcome;
}

enum outcome disclosure_catch_up(struct change *change, int64_t *decided)
{
	struct pairs told = {0};
	int64_t count = 0;
	struct rows rows = db_rows(
		&change->db,
		"SELECT v.report_id, v.version FROM report_version v "
		"WHERE v.published_at IS NOT NULL AND NOT EXISTS ("
		"SELECT 1 FROM figure_decided d WHERE d.report_id = v.report_id "
		"AND d.version = v.version) ORDER BY v.published_at, v.report_id",
		NO_ARGS);
	struct which {
		int64_t id;
		int version;
	};
	struct {
		struct which *items;
		size_t count;
	} all = {0};
	enum outcome outcome = OK;

	while (rows_next(&rows))
		*LIST_ADD(change->db.arena, &all) = (struct which){rows_int(&rows, 0),
								   (int)rows_int(&rows, 1)};
	for (size_t i = 0; i < all.count && outcome == OK; i++, count++) {
		struct report report;

		outcome = report_find_any(&change->db, all.items[i].id, all.items[i].version,
					  &report);
		if (outcome == OK)
			outcome = disclosure_decide(change, &report);
	}
	if (outcome == OK && count) {
		pairs_add(change->db.arena, &told, "versions",
			  arena_printf(change->db.arena, "%lld", (long long)count));
		outcome = audit_add(change, "disclosure decide", "reports", "",
				    audit_json(change->db.arena, &told));
	}
	if (outcome == OK)
		*decided = count;
	return outcome;
}
