#include "chart.h"

#define FULL 1000

void chart_measure(struct chart *chart)
{
	int64_t longest = 0;

	for (size_t i = 0; i < chart->bars.count; i++)
		if (chart->bars.items[i].value > longest)
			longest = chart->bars.items[i].value;
	for (size_t i = 0; i < chart->bars.count; i++) {
		struct chart_bar *bar = &chart->bars.items[i];
		bar->width = bar->value > 0 ? (int)((double)bar->value / (double)longest * FULL)
					    : 0;
		/* What is not nothing shall be seen. */
		if (bar->value > 0 && bar->width < FULL / 100)
			bar->width = FULL / 100;
	}
}
