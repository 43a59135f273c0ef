/*
 * resident.h - what is kept of one resident: found on their request (Law of Ukraine "On Personal Data
 * Protection", Art. 8), to be handed over (issue_private_export) or erased (issue_erase).
 *
 * Finding is a look at contacts: the audit log says who looked, by what and how many were found, never
 * what was typed.
 */
#pragma once

#include <stdint.h>

#include "issue.h"

#define RESIDENT_MOST 100 /* found at one time */

/* A report of theirs. */
struct resident_match {
	int64_t id, year, number, reported_at;
	const char *title, *state;
};

struct resident_matches {
	struct resident_match *items;
	size_t count;
};

/*
 * The reports in change->community_id that belong to whoever is meant: a telephone number in any
 * writing, an e-mail address, the number of an issue, a secret link, or else part of a name in any case.
 * At most RESIDENT_MOST, oldest first. It walks the reports with a contact, which is what is left of them
 * after erasing: names are typed in many ways, and an index of them would be one more place to erase.
 */
CHECKED enum outcome resident_find(struct change *change, const char *typed,
				   struct resident_matches *matches);
