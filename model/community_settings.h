/*
 * community_settings.h - what an administrator sets of a hromada and of a kind of issues, and what
 * that does to what is public already.
 *
 * A place that was told too exactly has to go from everywhere at once. Pages, open data and the API
 * read it through issue_public, which looks at the hromada's cap each time. Search has an index and
 * feeds have readers who keep entries: so every public issue whose place is told differently from now
 * on is put into the index anew and moves to the top of the feeds, where readers replace what they
 * have. A cap raises and lowers what is told; the kind's precision is copied into each issue as it
 * comes in, so lowering it lowers theirs, and raising it concerns only what comes later.
 */
#pragma once

#include "category.h"
#include "community.h"

struct community_settings {
	int64_t precision_cap; /* enum precision */
	bool is_frontline;     /* the cap is the settlement then, or lower */
	int64_t publish_hour;  /* 0 to 23; -1: what is registered is public at once */
	const char *police_unit, *police_phone, *council_address;
	const char *edrpou; /* the council's; eight digits */
	const char *data_contact,
		*data_mail; /* who answers for the open data: a post, an address */
};
extern const struct field community_settings_fields[];

/* What stands there; NOT_FOUND when there is no such hromada. */
CHECKED enum outcome community_settings_find(struct db *db, int64_t community_id,
					     struct community_settings *settings);

/*
 * Keep it; *told is how many public issues now tell another place. Fault: "edrpou"
 * FAULT_NOT_A_NUMBER unless it is empty or of digits alone.
 */
CHECKED enum outcome community_settings_change(struct change *change, struct form *form,
					       int64_t community_id,
					       const struct community_settings *settings,
					       int64_t *told);

struct category_settings {
	const char *uk, *en, *examples, *examples_en, *responsible;
	int64_t precision, target_days;
	bool takes_reports, is_embargoed;
	const char *call; /* whom to call; needed where no reports are taken */
};
extern const struct field category_settings_fields[];

/* Keep it; FAULT_MISSING of call where nothing is taken and nobody is named. *told as above. */
CHECKED enum outcome category_settings_change(struct change *change, struct form *form,
					      const char *key,
					      const struct category_settings *settings,
					      int64_t *told);
