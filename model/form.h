/*
 * form.h - what somebody typed, checked against a table of fields.
 *
 * A form is a table (struct field), written once in the file of its noun; the HTML form, the Open311
 * door and the importer use the same one. form_read turns typed pairs into a struct of the noun and
 * a list of faults. After it says OK nothing in the struct is unchecked (rule 20); what joins fields
 * or needs the database is the model function's to check, with form_fault.
 *
 *	static const struct field step_fields[] = {
 *		{.name = "to", .kind = FIELD_CHOICE, .is_required = true,
 *		 .choice = state_find_index, .offset = offsetof(struct issue_step, to)},
 *		{.name = "note", .kind = FIELD_TEXT, .most = 2000,
 *		 .offset = offsetof(struct issue_step, note)},
 *		{0}};
 *
 *	struct form form = form_begin(arena, &pairs);
 *	struct issue_step step = {0};
 *	if (form_read(&form, step_fields, &step) != OK)
 *		... show the page again: form has what was typed and why it will not do
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/outcome.h"
#include "base/pairs.h"

/* Why a field will not do. templates/faults.c has the sentence for each, in each language. */
enum fault_kind {
	FAULT_NONE,
	FAULT_MISSING,        /* nothing was typed, and something is needed */
	FAULT_TOO_LONG,       /* number: the most characters allowed */
	FAULT_TOO_SHORT,      /* number: the least characters asked */
	FAULT_NOT_A_NUMBER,   /* not a number as people type them */
	FAULT_NOT_WHOLE,      /* it is counted, so it has no decimals */
	FAULT_UNCLEAR_NUMBER, /* "16,661,261": could mean two things; detail: what was typed */
	FAULT_OUT_OF_RANGE,   /* number, other: the least and the most allowed */
	FAULT_NOT_A_DATE,     /* not a day that exists */
	FAULT_DATE_PAST,      /* has to lie in the future */
	FAULT_DATE_FUTURE,    /* must not lie in the future */
	FAULT_DATE_ORDER,     /* the end lies before the beginning */
	FAULT_UNKNOWN,        /* not one of the choices; detail: what was given */
	FAULT_NOT_A_PHONE,
	FAULT_NOT_AN_EMAIL,
	FAULT_NOT_A_POINT,       /* not latitude and longitude (near.h) */
	FAULT_NOT_TEXT,          /* wrong encoding: not UTF-8 */
	FAULT_NOT_ALLOWED_NOW,   /* the step does not lead there from the present state */
	FAULT_NOT_FOR_ROLE,      /* the step exists, but this role may not take it */
	FAULT_SAME_AS_EXECUTOR,  /* who confirms must not be who did it */
	FAULT_TAKEN,             /* exists already */
	FAULT_WEAK_PASSWORD,     /* among the common ones */
	FAULT_WRONG_SIGN_IN,     /* name or password is wrong; which is not said */
	FAULT_WAIT,              /* number: seconds to wait before the next try */
	FAULT_CHANGED_MEANWHILE, /* somebody else saved another version; detail: theirs */
	FAULT_REDIRECT_ONLY,     /* this category takes no reports: call; detail: the numbers */
	FAULT_OVERLAPS,       /* a report of this kind for this period exists; detail: its number */
	FAULT_EMPTY,          /* a report without any figure or section cannot be submitted */
	FAULT_UNKNOWN_COLUMN, /* an import's header names a column that does not exist */
	FAULT_COLUMN_TWICE,
	FAULT_QUOTES,       /* RFC 4180 quoting is broken on this line */
	FAULT_COLUMN_COUNT, /* number: how many there should be, other: how many there are */
	FAULT_UNCHANGED,    /* it has to differ from what stands there */
	FAULT_HOLE,         /* a text kept ready still has the hole «…» that was to be filled */
	FAULT_STALE,        /* the page was open for too long; it has to be sent once more */
	FAULT_PHOTO_EMPTY,  /* of a photo; detail: the file's name. Nothing is in it */
	FAULT_PHOTO_HEIC,   /* it is an HEIC, which most programs cannot show */
	FAULT_PHOTO_KIND,   /* it is something else, which the detail names too */
	FAULT_PHOTO_BROKEN, /* damaged or cut off */
	FAULT_PHOTO_BYTES,  /* number: the most megabytes */
	FAULT_PHOTO_PIXELS, /* number: the most megapixels */
	FAULT_PHOTO_UNUSUAL, /* a JPEG or PNG of a kind that is not read */
	FAULT_PHOTO_HEAVY,   /* takes more time or memory than a photo does */
	FAULT_PHOTO_COUNT,   /* number: the most photos */
	FAULT_PHOTO_WAIT,    /* number: so many wait to be checked already */
	FAULT_INITIAL,       /* a number with letters in it, which may be of somebody's surname */
	FAULT_DAY_OFF,       /* it came on a day off: from when it counts has to be said */
	FAULT_LINE_PARTS,    /* of pasted lines, number: which. It has not three parts */
	FAULT_LINE_PLACE,    /* names no settlement of the hromada; detail: what it names */
	FAULT_LINE_SEVERAL,  /* names several of them */
	FAULT_LINE_TWICE,    /* names one that line other names already */
	FAULT_LINE_DEGREES,  /* its numbers are none, or not in Ukraine */
	FAULT_NOT_A_TIME,    /* not a time of day */
	FAULT_NO_ISSUE,      /* no public issue of the hromada has that number */
	FAULT_BREAKS,        /* comparisons will break; whoever does it has to mean it */
	FAULT_NOT_A_KEY,     /* other signs than Latin small letters, digits and _ */
	FAULT_NOT_A_SUM,     /* a percentage cannot be added up, so it is an average */
	FAULT_OTHER_KIND,    /* a part has to be of the same unit and kind as its whole */
	FAULT_NOT_USED,      /* an indicator that this hromada does not use; detail: its key */
	FAULT_EMAIL_LETTERS, /* an address with letters that not every mail server takes */
	FAULT_KIND_COUNT
};

struct fault {
	const char *field; /* the field's name, or "" for the whole */
	enum fault_kind kind;
	int64_t number, other; /* see the kind */
	const char *detail;    /* see the kind; may be NULL; comes from outside, so escape it */
	size_t line;           /* of an import's file; 0 elsewhere */
};

struct faults {
	struct fault *items;
	size_t count;
};

struct form {
	struct arena *arena;
	const struct pairs *typed; /* kept as they came, to be shown again */
	struct faults faults;
};

enum field_kind {
	FIELD_LINE = 1, /* const char *: one line, cleaned; most/least in characters */
	FIELD_TEXT,     /* const char *: several lines, cleaned */
	FIELD_RAW,      /* const char *: as typed (passwords); valid UTF-8 only */
	FIELD_INTEGER,  /* int64_t between least and most (both 0: any), read by number.h */
	FIELD_DECIMAL, /* double between least and most (both 0: any); comma or point, no thousands */
	FIELD_DATE,    /* struct date */
	FIELD_MOMENT, /* int64_t seconds: an RFC 3339 time, "22.11.2026 18:00" or a
			 date (then 00:00), both in Kyiv */
	FIELD_CHOICE, /* int: the index that choice() gives */
	FIELD_FLAG,   /* bool: present and not "0" */
	FIELD_PHONE,  /* const char *: + and digits after cleaning, "" when empty */
	FIELD_EMAIL,  /* const char * */
	FIELD_LIST,   /* struct texts: every value of that name, each as FIELD_LINE */
};

struct texts {
	const char **items;
	size_t count;
};

struct field {
	const char *name;
	enum field_kind kind;
	bool is_required;
	int64_t least, most; /* characters, or the range of a number; most 0 is 200 for a line,
				4000 for a text, 120 for a raw field */
	/* For FIELD_CHOICE: the index of a key, or -1 when there is no such key. */
	int (*choice)(const char *key);
	size_t offset; /* of the member in the struct that form_read fills */
};

/* A form over what was typed. The pairs must live as long as the form. */
struct form form_begin(struct arena *arena, const struct pairs *typed);

/*
 * Read every field of the table (ended by a line of zeros) into the struct at target. Fields that
 * were not typed leave their member as it was (a string that was NULL becomes ""), unless they are
 * required; emptied fields are "" or no date. INVALID when any field has a fault; the members of
 * faulty fields are then as they were.
 */
CHECKED enum outcome form_read(struct form *form, const struct field *fields, void *target);

/* Record a fault found by a rule beyond the table; always gives INVALID, to be returned. */
enum outcome form_fault(struct form *form, const char *field, enum fault_kind kind);
enum outcome form_fault_with(struct form *form, struct fault fault);

/* The fault of a field, or NULL; what was typed into it, or "". For showing the form again. */
const struct fault *form_fault_of(const struct form *form, const char *field);
const char *form_typed(const struct form *form, const char *field);
