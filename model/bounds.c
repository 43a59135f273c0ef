#include "bounds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* lp_solve 5.5 as we call it. Its own header speaks of sprintf, which banned.h refuses. */
void *make_lp(int rows, int columns);
void delete_lp(void *program);
void set_verbose(void *program, int level);
unsigned char add_constraint(void *program, double *row, int kind, double sum);
unsigned char set_obj_fn(void *program, double *row);
void set_sense(void *program, unsigned char is_most);
void default_basis(void *program);
int solve(void *program);
double get_objective(void *program);

enum { VERBOSE_NOTHING = 0, ROW_AT_MOST = 1, ROW_EQUAL = 3, SOLVED = 0, SOLVED_EARLY = 9 };

#define SLACK 1e-6 /* the library counts in doubles */

/* Out of memory ends the process, as everywhere. */
static void *made(void *made)
{
	if (!made)
		abort();
	return made;
}

struct bounds bounds_begin(size_t unknowns)
{
	struct bounds bounds = {.program = made(make_lp(0, (int)unknowns)),
				.unknowns = unknowns,
				.row = made(calloc(unknowns + 1, sizeof(double)))};

	set_verbose(bounds.program, VERBOSE_NOTHING);
	return bounds;
}

void bounds_end(struct bounds *bounds)
{
	delete_lp(bounds->program);
	free(bounds->row);
	*bounds = (struct bounds){0};
}

/* The library counts columns from one. */
static double *shifted(struct bounds *bounds, const double *factors)
{
	memcpy(bounds->row + 1, factors, bounds->unknowns * sizeof(*factors));
	return bounds->row;
}

void bounds_equation(struct bounds *bounds, const double *factors, double sum)
{
	add_constraint(bounds->program, shifted(bounds, factors), ROW_EQUAL, sum);
}

void bounds_at_most(struct bounds *bounds, const double *factors, double sum)
{
	add_constraint(bounds->program, shifted(bounds, factors), ROW_AT_MOST, sum);
}

/* The end of a sum in one direction; false when it has none. */
static bool end_find(struct bounds *bounds, bool is_most, double *end)
{
	int outcome;

	set_sense(bounds->program, is_most);
	outcome = solve(bounds->program);
	if (outcome != SOLVED && outcome != SOLVED_EARLY) {
		default_basis(bounds->program); /* the next one begins afresh */
		return false;
	}
	*end = get_objective(bounds->program);
	return true;
}

bool bounds_is_known(struct bounds *bounds, const double *factors, int64_t *number)
{
	double least, most;

	set_obj_fn(bounds->program, shifted(bounds, factors));
	if (!end_find(bounds, true, &most) || !end_find(bounds, false, &least))
		return false;
	least = ceil(least - SLACK);
	most = floor(most + SLACK);
	if (least < most)
		return false;
	*number = (int64_t)least;
	return true;
}
