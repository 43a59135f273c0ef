/*
 * report_paper.h - a report as a document of A4 sheets that a council files: what its page says, in print.
 */
#pragma once

#include "templates/report.h"
#include "templates/words.h"

/* What a figure means, as it was counted in this report. */
struct report_paper_definition {
	const char *name, *text;
};

struct report_paper_definitions {
	struct report_paper_definition *items;
	size_t count;
};

struct report_paper {
	const struct report_view *view; /* of report_view_paper */
	const char *hromada;
	struct report_paper_definitions definitions;
};

/* A PDF in arena, the same for the same report. BROKEN. */
CHECKED enum outcome report_paper_pdf(struct arena *arena, const struct words *words,
				      const struct report_paper *report, const char **bytes,
				      size_t *length);
