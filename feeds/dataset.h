/*
 * dataset.h - what the open data are: the data sets, their columns, and how they are told to machines.
 *
 * Data sets stand in feeds/data/datasets.tsv and their columns in feeds/data/columns.tsv, which are part
 * of the program. The first line of each CSV, the page about the data, the structure files, the passports
 * and the catalogue are all made from there, so they cannot disagree. What resolution 835 of the Cabinet
 * of Ministers asks of a publisher (register of data sets, passport, structure) is in its words.
 */
#pragma once

#include "csv.h"
#include "json.h"

#define DATASET_LICENCE   "https://creativecommons.org/licenses/by/4.0/"
#define DATASET_JSON_TYPE "application/ld+json; charset=utf-8"
/* How often they are updated, of resolution 835's closed list: every answer is made when asked for. */
#define DATASET_FREQUENCY "Відразу після внесення змін"

struct dataset_column {
	const char *name; /* of the CSV's first line */
	const char *
		datatype; /* of CSVW: string, integer, decimal, boolean, date, dateTimeStamp, anyURI */
	bool is_required; /* never an empty cell */
	const char *title_uk, *title_en;
	const char *description_uk, *description_en; /* "" when the title says all */
};

struct dataset_columns {
	struct dataset_column *items;
	size_t count;
};

struct dataset {
	const char *key;      /* "reports": /G/data/reports.csv */
	const char *formats;  /* of its addresses, parted by blanks: "csv json geojson" */
	const char *identity; /* the columns that together are no two rows' own, parted by blanks */
	const char *title_uk, *title_en;
	const char *description_uk, *description_en;
	const char *purpose_uk, *purpose_en; /* on what ground and what for it is kept */
	const char *keywords;                /* Ukrainian, parted by ", " */
	struct dataset_columns columns;
};

struct datasets {
	struct dataset *items;
	size_t count;
};

/* All of them in arena, in the order of the file. */
struct datasets dataset_all(struct arena *arena);

/* The one of that key, or NULL. */
const struct dataset *dataset_find(const struct datasets *datasets, const char *key);

/* The line of names that its CSV begins with. */
void dataset_header(struct csv *csv, const struct dataset *dataset);

/* What stands in its CSV for what is missing: "", in resolution 835's list of reports "null". */
const char *dataset_null(const struct dataset *dataset);

/* Whose data they are. Texts are "" when nobody has told them. */
struct dataset_publisher {
	const char *name;           /* of the hromada */
	const char *edrpou;         /* eight digits */
	const char *contact, *mail; /* post of who answers for the data */
	const char *url;            /* of the hromada here, without a slash at the end */
	const char *katottg;
};

/* The register of data sets: a line for each, with the columns of resolution 835. */
void dataset_register(struct csv *csv, const struct datasets *datasets,
		      const struct dataset_publisher *publisher);

/* A data set's passport: name and value, a line for each; its resources below. */
void dataset_passport(struct csv *csv, const struct dataset *dataset,
		      const struct dataset_publisher *publisher);

/* Its structure as resolution 835 wants it: name, title, description, datatype, required. */
void dataset_structure(struct csv *csv, const struct dataset *dataset);

/* The columns of all of them: data set, name, datatype, required, and title and description in both languages. */
void dataset_dictionary(struct csv *csv, const struct datasets *datasets);

/* The same for machines: metadata of the CSV (W3C, Metadata Vocabulary for Tabular Data). BROKEN. */
CHECKED enum outcome dataset_csvw(struct arena *arena, const struct dataset *dataset,
				  const struct dataset_publisher *publisher, const char **bytes,
				  size_t *length);

/* The catalogue of all (W3C DCAT 2 in JSON-LD) for one or several hromadas; url is its own. BROKEN. */
CHECKED enum outcome dataset_catalogue(struct arena *arena, const struct datasets *datasets,
				       const struct dataset_publisher *publishers, size_t count,
				       const char *url, const char **bytes, size_t *length);
