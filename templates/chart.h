/*
 * chart.h - a series of figures as horizontal bars that are a table.
 *
 * Period and figure are text, so they obey the reader's font size and are there without CSS; only the
 * bar is a drawing, hidden from screen readers, because the table says it all.
 *
 *	struct chart chart = {.caption = .., .of = .., .figure = ..};
 *	*LIST_ADD(arena, &chart.bars) = (struct chart_bar){.label = "січень–лютий", .text = "32", .value = 32};
 *	chart_measure(&chart);
 *	{{show chart_bars(chart)}}
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct page;

struct chart_bar {
	const char *label, *text; /* "January–February 2026"; "32", "over 600", "no data" */
	int64_t value;            /* of any unit, the same in all bars; 0 draws none */
	bool is_current;          /* the one the page is about; said in words too */
	int width;                /* thousandths of the longest; chart_measure sets it */
};

struct chart_bars {
	struct chart_bar *items;
	size_t count;
};

struct chart {
	const char *caption;     /* says what is seen, not "chart" */
	const char *of, *figure; /* heads of the two columns of text */
	struct chart_bars bars;
};

/* Give every bar its width. */
void chart_measure(struct chart *chart);
