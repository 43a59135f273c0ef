/*
 * examiner.h - a thread that looks through the database for damage, at the start and every day.
 *
 * That takes seconds for each gigabyte, so neither readers nor the writer wait for it, and a service is
 * there at once after a power cut. What it finds stops the writing: see connection_condemn.
 */
#pragma once

#include "model/base/outcome.h"

struct connection;
struct examiner;

/*
 * Begin with the database at path; writes is condemned when it is damaged, and has to stay open until
 * examiner_end. Waits for the first result for a moment: most registers are looked through by then, and
 * in a damaged one nothing is written at all. BROKEN is logged.
 */
CHECKED enum outcome examiner_begin(const char *path, struct connection *writes,
				    struct examiner **examiner);

/* End, in the middle of a look too. NULL does nothing. */
void examiner_end(struct examiner *examiner);
