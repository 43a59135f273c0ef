#include "report_compare.h"

#include "number.h"

#define PERCENT_BASE  10  /* the smallest base of which per cent still say something */
#define PERCENT_TENTH 100 /* a tenth of a percent, in the thousandths that percent is told in */

static bool is_given(const struct figure *figure)
{
	return figure && figure->state == FIGURE_GIVEN;
}

/* Rounded half away from zero; whole is positive. Values end at 10^12, so nothing overflows. */
static int64_t divide_rounded(int64_t part, int64_t whole)
{
	int64_t half = part < 0 ? -(whole / 2) : whole / 2;

	return (part + half) / whole;
}

struct report_comparison report_compare(const struct figure *now, const struct figure *base)
{
	struct report_comparison comparison = {0};

	if (!is_given(now) || !is_given(base))
		return comparison;
	if (now->definition_version != base->definition_version) {
		comparison.is_redefined = true;
		return comparison;
	}
	comparison.is_possible = true;
	comparison.is_approximate = now->qualifier != FIGURE_EXACT ||
				    base->qualifier != FIGURE_EXACT;
	comparison.difference = now->value - base->value;
	comparison.has_percent = base->value >= (int64_t)PERCENT_BASE * NUMBER_SCALE;
	if (comparison.has_percent)
		comparison.percent = divide_rounded(comparison.difference * 100 * 10, base->value) *
				     PERCENT_TENTH;
	return comparison;
}
