/*
 * bounds.h - whether an unknown sum is known after all; the one door to lp_solve.
 *
 *	struct bounds bounds = bounds_begin(3);                   a, b, c: nought or more
 *	bounds_at_most(&bounds, (double[]){0, 0, 1}, 2);          c is 2 at most
 *	bounds_equation(&bounds, (double[]){1, 1, -1}, 0);        a + b = c
 *	bounds_is_known(&bounds, (double[]){1, 0, 0}, &number);   no: a may be 0, 1 or 2
 *	bounds_end(&bounds);
 *
 * The least and the most that a sum can be follow from all that is known together by linear programming,
 * which misses nothing but what only whole numbers would settle. What contradicts itself lets nothing be
 * known.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bounds {
	void *program; /* lp_solve's; given back by bounds_end */
	size_t unknowns;
	double *row; /* for handing a row over */
};

/* So many unknowns of nought or more, nothing known. bounds_end has to be called on it. */
struct bounds bounds_begin(size_t unknowns);
void bounds_end(struct bounds *bounds);

/* The unknowns, each times its factor, are sum together; or at most sum. */
void bounds_equation(struct bounds *bounds, const double *factors, double sum);
void bounds_at_most(struct bounds *bounds, const double *factors, double sum);

/* Whether the unknowns times their factors can only be one whole number; *number is then set to it. */
bool bounds_is_known(struct bounds *bounds, const double *factors, int64_t *number);
