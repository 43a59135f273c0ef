/*
 * report_editor_fields.h - the fields of a report's editor, with what helps to fill them in: the figures of the
 * period before and of a year ago, and what the register counts itself.
 */
#pragma once

#include "model/indicator.h"
#include "model/report_offer.h"
#include "server/request.h"
#include "templates/report_editor.h"

/* What the fields of the form are filled and explained with. */
struct material {
	struct request *request;
	const struct form *form;
	struct indicators indicators;
	struct figures before, last_year;
	bool has_before, has_last_year;
	struct report_offers offers;
};

/* The figures beside which those of a report are written; like NULL: none. Offers are the caller's. */
struct material report_editor_material(struct request *request, const struct form *form,
				       const struct report *like);

/* The fields of a part of the report, as far as the page shows figures, texts or both. */
struct report_group report_editor_group(const struct material *material,
					const struct report_part *part,
					const struct report_editor *editor);
