/* What would come out by bounds: hidden figures between the least and the most they can be. */
#include "bounds.h"
#include "disclosure_known.h"
#include "form.h"
#include "number.h"

#define SUMS_MOST 2000 /* with more, bounds would take too long */
#define SETS_MOST 60

/* Sums nobody has told, in hromadas where few people live: they must not come out as one or two. */
struct untold {
	struct {
		double *factors; /* of the atoms */
	} * items;
	size_t count;
};

/* Sets of hromadas, each once. */
struct place_sets {
	struct {
		bool *places;
	} * items;
	size_t count;
};

/* The hromadas of whole that part has not, if it is a part of it. */
static void places_add(const struct atoms *atoms, struct place_sets *sets, const bool *whole,
		       const bool *part)
{
	bool *places = arena_take_array(atoms->arena, atoms->code_count + 1, sizeof(*places));

	for (size_t i = 0; i < atoms->code_count; i++) {
		if (part[i] && !whole[i])
			return;
		places[i] = whole[i] && !part[i];
	}
	for (size_t i = 0; i < sets->count; i++)
		if (memcmp(sets->items[i].places, places, atoms->code_count) == 0)
			return;
	if (sets->count < SETS_MOST)
		LIST_ADD(atoms->arena, sets)->places = places;
}

static void untold_in(const struct atoms *atoms, const bool *places, struct untold *untold)
{
	size_t stretches = atoms->day_count - 1;

	for (size_t from = 0; from < stretches; from++)
		for (size_t to = from; to < stretches; to++) {
			double *factors = arena_take_array(atoms->arena, atoms->count + 1,
							   sizeof(*factors));

			for (size_t i = 0; i < atoms->count; i++)
				factors[i] = places[i / stretches] && i % stretches >= from &&
					     i % stretches <= to;
			LIST_ADD(atoms->arena, untold)->factors = factors;
		}
}

/* Of a figure about several hromadas, those of others can be taken away, one after the other. */
static struct place_sets sets_of(const struct around *around)
{
	const struct atoms *atoms = &around->atoms;
	bool *places = arena_take_array(atoms->arena, atoms->code_count + 1, sizeof(*places));
	bool *none = arena_take_array(atoms->arena, atoms->code_count + 1, sizeof(*none));
	struct place_sets sets = {0};
	size_t told;

	for (size_t i = 0; i < around->self.count; i++) {
		disclosure_places(atoms, places, around->self.items[i].codes);
		places_add(atoms, &sets, places, none);
	}
	told = sets.count;
	for (size_t i = 0; i < sets.count; i++)
		for (size_t n = 0; n < told; n++)
			places_add(atoms, &sets, sets.items[i].places, sets.items[n].places);
	return sets;
}

/* In the hromadas of each figure, and in what is left of them; nothing when that is more than can be
   looked at. */
static struct untold untold_of(const struct around *around)
{
	const struct atoms *atoms = &around->atoms;
	size_t stretches = atoms->day_count - 1;
	struct place_sets sets = sets_of(around);
	struct untold untold = {0};

	for (size_t i = 0; i < sets.count; i++)
		if (disclosure_are_few(atoms, sets.items[i].places) &&
		    untold.count + stretches * (stretches + 1) / 2 <= SUMS_MOST)
			untold_in(atoms, sets.items[i].places, &untold);
	return untold;
}

/* What is known of a figure: the sum of its atoms, which begin at unknown number at. */
static void cell_write(const struct atoms *atoms, struct bounds *bounds, const struct cell *cell,
		       size_t at, double *factors)
{
	if (cell->is_stale)
		return;
	memset(factors, 0, bounds->unknowns * sizeof(*factors));
	for (size_t i = 0; i < atoms->count; i++)
		factors[at + i] = cell->row[i];
	if (cell->state == FIGURE_GIVEN)
		bounds_equation(bounds, factors, (double)cell->value / NUMBER_SCALE);
	if (cell->state != FIGURE_SMALL)
		return;
	bounds_at_most(bounds, factors, 2);
	for (size_t i = 0; i < atoms->count; i++)
		factors[at + i] *= -1;
	bounds_at_most(bounds, factors, -1);
}

/* Unknowns: the atoms of the part, and those of its total, which are no less. */
static struct bounds bounds_of(const struct around *around, double *factors)
{
	const struct atoms *atoms = &around->atoms;
	struct bounds bounds = bounds_begin(atoms->count * (around->total.count ? 2 : 1));

	for (size_t i = 0; i < around->self.count; i++)
		cell_write(atoms, &bounds, &around->self.items[i], 0, factors);
	for (size_t i = 0; i < around->total.count; i++)
		cell_write(atoms, &bounds, &around->total.items[i], atoms->count, factors);
	for (size_t i = 0; i < atoms->count && around->total.count; i++) {
		memset(factors, 0, bounds.unknowns * sizeof(*factors));
		factors[i] = 1;
		factors[atoms->count + i] = -1;
		bounds_at_most(&bounds, factors, 0);
	}
	return bounds;
}

/* What must not come out: hidden figures, but that there was nothing; and untold sums of one or two. */
static bool is_out(struct bounds *after, struct bounds *before, const double *factors,
		   bool is_untold)
{
	int64_t number, known;

	return bounds_is_known(after, factors, &number) && number > 0 &&
	       (!is_untold || number < 3) && !bounds_is_known(before, factors, &known);
}

bool disclosure_lets_out(struct around *around, bool is_total)
{
	struct cells *list = is_total ? &around->total : &around->self;
	size_t atoms = around->atoms.count;
	double *factors = arena_take_array(around->atoms.arena, 2 * atoms + 1, sizeof(*factors));
	struct untold untold = {0};
	struct bounds before, after;
	struct cell kept = list->items[list->count - 1];
	bool is_any = false;

	if (around->indicator->publicity != INDICATOR_PUBLIC)
		untold = untold_of(around);
	after = bounds_of(around, factors);
	list->items[list->count - 1].state = FIGURE_SUPPRESSED; /* which says nothing */
	before = bounds_of(around, factors);
	list->items[list->count - 1] = kept;
	for (size_t i = 0; i < around->self.count && !is_any; i++) {
		const struct cell *cell = &around->self.items[i];

		memset(factors, 0, 2 * atoms * sizeof(*factors));
		for (size_t n = 0; n < atoms; n++)
			factors[n] = cell->row[n];
		is_any = cell->state != FIGURE_GIVEN && is_out(&after, &before, factors, false);
	}
	for (size_t i = 0; i < untold.count && !is_any; i++) {
		memset(factors, 0, 2 * atoms * sizeof(*factors));
		memcpy(factors, untold.items[i].factors, atoms * sizeof(*factors));
		is_any = is_out(&after, &before, factors, true);
	}
	bounds_end(&before);
	bounds_end(&after);
	return is_any;
}
