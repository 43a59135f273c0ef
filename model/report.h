/*
 * report.h - a police report: what it consists of, and the tables its parts are named by.
 *
 * A report has versions. One may be open (being written, not public); the others are published and
 * never change again, which triggers in the schema see to. A correction opens the next version; the
 * report stays published as it was until that one is approved.
 *
 *	draft -> review -> published -> withdrawn
 *	                   | correct ^
 *	                   +- draft -+   (the next version, while the last stays public)
 *
 * report_read.h reads what is public, report_edit.h writes drafts, report_life.h moves them on,
 * report_compare.h sets figures beside each other.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "db.h"

enum report_kind {
	REPORT_BIMONTHLY,
	REPORT_BEAT_HALFYEAR,
	REPORT_ANNUAL,
	REPORT_CUSTOM,
	REPORT_KINDS
};

/* What the figures cover: the period alone, or everything since 1 January of its year. */
enum report_basis { REPORT_PERIOD, REPORT_CUMULATIVE, REPORT_BASES };

/* Of the report as a whole: whether anything of it is public. */
enum report_state { REPORT_UNPUBLISHED, REPORT_PUBLISHED, REPORT_WITHDRAWN, REPORT_STATES };

enum figure_state {
	FIGURE_ABSENT, /* nothing was said: no data, which is not zero */
	FIGURE_GIVEN,  /* value */
	FIGURE_SMALL,  /* 1 or 2, shown as "fewer than 3"; only in what is read for the public */
	FIGURE_NOT_TRACKED, /* the unit does not count this */
	FIGURE_SUPPRESSED,  /* counted, but not disclosed */
	FIGURE_STATES
};

enum figure_qualifier {
	FIGURE_EXACT,
	FIGURE_APPROX,   /* "близько 100" */
	FIGURE_AT_LEAST, /* "понад 600" */
	FIGURE_AT_MOST,  /* "до 5" */
	FIGURE_QUALIFIERS
};

/* Keys of the database, forms and open data; _find gives -1 for what is none. */
const char *report_kind_key(enum report_kind kind);
int report_kind_find(const char *key);
const char *report_basis_key(enum report_basis basis);
int report_basis_find(const char *key);
const char *report_state_key(enum report_state state); /* draft, published, withdrawn */
int report_state_find(const char *key);
const char *figure_state_key(enum figure_state state); /* "" for FIGURE_ABSENT */
int figure_state_find(const char *key);                /* "" is FIGURE_ABSENT */
const char *figure_qualifier_key(enum figure_qualifier qualifier);
int figure_qualifier_find(const char *key);

/* The parts of a report in their order (DOMAIN 1.2). */
struct report_part {
	const char *key;        /* of "section.KEY" in forms and imports */
	const char *indicators; /* the indicators' section whose figures stand here, or "" */
	bool is_text;           /* has a text of its own (all but header and summary) */
	bool is_folded;         /* seldom used: folded away in the editor */
};
#define REPORT_PARTS 16
extern const struct report_part report_parts[REPORT_PARTS];

/* The part of that key, or NULL. */
const struct report_part *report_part_find(const char *key);

/* A hromada that a report speaks of. community_id 0: not served by this installation. */
struct report_territory {
	const char *katottg;
	int64_t community_id;
	const char *name; /* short; of an unserved one as the codifier has it */
	const char *slug; /* "" when not served */
};

struct report_territories {
	struct report_territory *items;
	size_t count;
};

/* Plain text, in paragraphs. */
struct report_section {
	const char *key; /* of a struct report_part */
	const char *text;
};

struct report_sections {
	struct report_section *items;
	size_t count;
};

struct figure {
	const char *indicator; /* its key */
	int definition_version;
	enum figure_state state;
	enum figure_qualifier qualifier;
	int64_t value;    /* in thousandths (NUMBER_SCALE); 0 unless FIGURE_GIVEN */
	const char *note; /* of the author, plain text; "" when none */
};

struct figures {
	struct figure *items;
	size_t count;
};

/* The figure of that indicator, or NULL. */
const struct figure *figure_find(const struct figures *figures, const char *indicator);

/* The text of that part, or "". */
const char *report_section_text(const struct report_sections *sections, const char *key);

/* A report in one of its versions, without figures and sections. */
struct report {
	int64_t id;
	int64_t community_id; /* the hromada it was asked for in; its own first one in the network */
	const char *slug, *community; /* of that hromada: slug and short name */
	enum report_kind kind;
	enum report_basis basis;
	struct date from, to;    /* both inclusive */
	const char *unit;        /* the police unit */
	const char *author_post; /* never a name */
	enum report_state state;
	int version;               /* of this struct */
	int latest;                /* the newest published version; 0: none yet */
	int open;                  /* the version being written, or 0 */
	bool is_submitted;         /* the open version waits for approval */
	int64_t published_at;      /* when its first version became public; 0: not yet */
	int64_t updated_at;        /* when this version became public, or was last saved */
	const char *summary;       /* three to five sentences */
	const char *reason;        /* why it was corrected, or withdrawn; "" */
	const char *hash;          /* of this version's content; "" unless published */
	bool is_own_approval;      /* this version was approved by who wrote it */
	const char *source_url;    /* where the facts come from, when from elsewhere; "" */
	bool is_made_up;           /* for the demonstration */
	int64_t author_id;         /* of who wrote this version; 0: an import, the demonstration */
	int revision;              /* goes up at every save; tells an edit conflict */
	const char *territory_key; /* the codes of its territories in order, joined by blanks */
};

struct reports {
	struct report *items;
	size_t count;
};
