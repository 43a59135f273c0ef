/*
 * report_compare.h - a figure beside another one, honestly.
 *
 * The difference is always told, per cent only from a base of ten on ("63 vs 144: −81 (−56,3 %)");
 * a base of nothing has no percentage. Nothing is compared with a figure that is not given, whose
 * definition changed, or that is hidden: a difference would give it away.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "report.h"

struct report_comparison {
	bool is_possible;    /* both are given, under the same definition */
	bool is_redefined;   /* both are given, but the definition changed between them */
	bool is_approximate; /* one of the two is not exact */
	int64_t difference;  /* in thousandths */
	bool has_percent;    /* the base is ten at least */
	int64_t percent; /* in thousandths of a percent, in whole tenths: −9,055 % is −9100 */
};

/* now beside base; either may be NULL (there is none). Percents are rounded once, to a tenth, half
   away from zero: 7,9498 % by way of 7,950 would become 8. */
struct report_comparison report_compare(const struct figure *now, const struct figure *base);
