/*
 * report_offer.h - figures of a report that the register can count itself.
 *
 * They are offered to who writes, with what they were counted from, and never written by themselves: the
 * police may know better what their own figure means. Only what is public is counted, in the hromadas that
 * the report speaks of.
 */
#pragma once

#include "report.h"

enum offer_source {
	OFFER_ISSUES,    /* issues that the police answered for, resolved in the period */
	OFFER_TIMES,     /* how long these took; a median of five at least */
	OFFER_QUESTIONS, /* questions to the police, asked in the period */
	OFFER_ANSWERS    /* those of them that have an answer */
};

struct report_offer {
	const char *indicator;
	enum offer_source source;
	int64_t value;   /* in thousandths */
	int64_t counted; /* how many things stand behind it */
};

struct report_offers {
	struct report_offer *items;
	size_t count;
};

/* What can be offered for a report; nothing where there is nothing to count. In arena. */
struct report_offers report_offers(struct db *db, const struct report *report);
