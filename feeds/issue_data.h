/*
 * issue_data.h - the register as open data in JSON: a list of issues, and the same as GeoJSON.
 *
 *	{"community": "korosten", "katottg": "...", "licence": "CC BY 4.0", "next": "https://...", "count": 14,
 *	 "issues": [{"number": "2026-147", ...}]}
 *
 * GeoJSON is a FeatureCollection (RFC 7946) with the same members beside it; an issue whose place is
 * not told has a null geometry (3.2). Names are those of the table's columns (open_data.h); what is not
 * known is left out.
 */
#pragma once

#include "json.h"
#include "model/base/text.h"
#include "model/community.h"
#include "model/issue.h"

#define GEOJSON_TYPE    "application/geo+json"
#define ISSUE_JSON_TYPE "application/json"

/* Where an issue is, as coarse as everyone may know it. */
struct issue_point {
	const char *precision; /* "point", "settlement" (the settlement's own place), "" unknown */
	double latitude, longitude;
};

struct issue_data {
	const struct community *community;
	int64_t count;    /* of all, without paging */
	const char *next; /* the address of the part behind this one, or NULL */
	const char *self;
};

/*
 * Begin and end of a list, or of a collection of features; between them the issues, the first of which is
 * told so. Rows stand in text as soon as they are added, so a long list can be sent in pieces. text is full
 * when it is too small, or when an issue could not be written.
 */
void issue_data_begin(struct text *text, const struct issue_data *data, bool is_geo);
void issue_data_add(struct text *text, const struct issue *issue, const char *url,
		    struct issue_point point, bool is_geo, bool is_first);
void issue_data_end(struct text *text);
