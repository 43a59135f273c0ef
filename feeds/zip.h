/*
 * zip.h - writing a ZIP archive while it is being sent; the one door to libarchive.
 *
 *	struct zip *zip = zip_begin(now);
 *	zip_into(zip, &text);			what comes out from here on is appended there
 *	zip_file(zip, "issues.csv");
 *	zip_add(zip, bytes, length);		as often as there is something
 *	zip_finish(zip);
 *	outcome = zip_outcome(zip);
 *	zip_end(zip);
 *
 * Nothing has to be known ahead, no file's length either: ZIP can tell them behind the bytes. Failures are
 * sticky.
 */
#pragma once

#include <stdint.h>

#include "model/base/outcome.h"
#include "model/base/text.h"

struct zip;

/* A new archive whose files are of that moment. The caller ends it. */
struct zip *zip_begin(int64_t at);
void zip_end(struct zip *zip);

/* Where the bytes go; to be told before the first file, and again when the text is another one. */
void zip_into(struct zip *zip, struct text *out);

/* Begin the next file, which ends the one before; put bytes into it; end the archive. */
void zip_file(struct zip *zip, const char *name);
void zip_add(struct zip *zip, const char *bytes, size_t length);
void zip_finish(struct zip *zip);

/* BROKEN when anything failed, TOO_MUCH when the text was too small. */
CHECKED enum outcome zip_outcome(const struct zip *zip);
