/*
 * report_hearing.h - where and when a report is heard, and that it was, in words.
 */
#pragma once

#include "model/report_hearing.h"
#include "templates/input.h"
#include "templates/words.h"

/*
 * «Буде заслухано 15 грудня 2026 року о 17:30: Будинок культури (відкрита зустріч із громадою)»,
 * «Заслухано 15 грудня 2026 року: ...»; "" when there is nothing to tell on that day. In arena.
 */
const char *report_hearing_words(struct arena *arena, const struct words *words,
				 const struct report_hearing *hearing, struct date today);

/* «відкрита зустріч із громадою», «сесія ради», ... */
const char *report_hearing_audience(const struct words *words, enum hearing_audience audience);

struct report_hearing_view {
	const struct form *form;
	const char *slug, *title;
	int64_t id;
	struct choices audiences;
	bool is_published; /* only then it can have been heard */
};
