/*
 * demo.h - the demonstration: 29 real hromadas, and two years in the life of one.
 *
 * What is shown is data (model/data/demo_*.tsv), part of the program:
 *
 *	demo_communities  hromadas by KATOTTG, which of them are near the front
 *	demo_places       where settlements are, as far as a source tells
 *	demo_bodies       who answers for things there
 *	demo_people       Korosten's accounts, one for each role
 *	demo_issues       issues: real ones (IS-..., with their source), made-up ones (demo:...)
 *	demo_events       what was done about them, line by line
 *	demo_reports      reports: real ones (PR-..., with their source), made-up ones (demo:...)
 *	demo_appeals      statutory appeals that concern issues, all made up
 *	demo_sent         what residents sent and nobody has checked yet, all made up
 *	demo_questions    what the community asked, and what was answered, all made up
 *	demo_plans        what reports plan and tell of their plans, all made up
 *	demo_hearings     where reports are heard and were, all made up
 *	demo_photos       photos before and after, which are drawings
 *
 * It is told in the order in which it happened, each step a change of its own at its own moment, by
 * the person who would take it, through the functions that everybody else uses: so histories, audit
 * lines, the order of publications and search are as real as they can be, and data that breaks a rule
 * of the house does not load.
 */
#pragma once

#include "base/secret.h"
#include "db.h"

struct demo_counts {
	size_t communities, issues, steps, reports, people;
};

/*
 * Fill an empty database, all of it or nothing. authority is the public URL's host; the installation
 * is marked as a demonstration, so that PASSWORD_DEMO works there. The same every time but for
 * secrets. A fault in the data is logged with its line, and BROKEN.
 */
CHECKED enum outcome demo_fill(struct connection *connection, const char *authority, int64_t now,
			       const struct secret_source *random, struct demo_counts *counts);
