#include "report.h"

#include "base/outcome.h"

static const char *const kinds[REPORT_KINDS] = {[REPORT_BIMONTHLY] = "bimonthly",
						[REPORT_BEAT_HALFYEAR] = "beat_halfyear",
						[REPORT_ANNUAL] = "annual",
						[REPORT_CUSTOM] = "custom"};

static const char *const bases[REPORT_BASES] = {
	[REPORT_PERIOD] = "period", [REPORT_CUMULATIVE] = "cumulative"};

static const char *const states[REPORT_STATES] = {[REPORT_UNPUBLISHED] = "draft",
						  [REPORT_PUBLISHED] = "published",
						  [REPORT_WITHDRAWN] = "withdrawn"};

static const char *const figure_states[FIGURE_STATES] = {[FIGURE_ABSENT] = "",
							 [FIGURE_GIVEN] = "given",
							 [FIGURE_SMALL] = "small",
							 [FIGURE_NOT_TRACKED] = "not_tracked",
							 [FIGURE_SUPPRESSED] = "suppressed"};

static const char *const qualifiers[FIGURE_QUALIFIERS] = {[FIGURE_EXACT] = "exact",
							  [FIGURE_APPROX] = "approx",
							  [FIGURE_AT_LEAST] = "at_least",
							  [FIGURE_AT_MOST] = "at_most"};

const struct report_part report_parts[REPORT_PARTS] = {
	{.key = "header", .indicators = ""},
	{.key = "summary", .indicators = ""},
	{.key = "calls", .indicators = "calls", .is_text = true},
	{.key = "crime", .indicators = "crime", .is_text = true},
	{.key = "admin", .indicators = "admin", .is_text = true},
	{.key = "road", .indicators = "road", .is_text = true},
	{.key = "dv", .indicators = "dv", .is_text = true},
	{.key = "youth", .indicators = "", .is_text = true},
	{.key = "prevention", .indicators = "prevention", .is_text = true},
	{.key = "martial", .indicators = "martial", .is_text = true, .is_folded = true},
	{.key = "dialogue", .indicators = "dialogue", .is_text = true},
	{.key = "requests", .indicators = "", .is_text = true},
	{.key = "decisions", .indicators = "", .is_text = true},
	{.key = "problems", .indicators = "", .is_text = true},
	{.key = "plans", .indicators = "", .is_text = true},
	{.key = "advice", .indicators = "", .is_text = true},
};

static int word_find(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return (int)i;
	return -1;
}

const char *report_kind_key(enum report_kind kind)
{
	return kinds[kind];
}

int report_kind_find(const char *key)
{
	return word_find(kinds, COUNT(kinds), key);
}

const char *report_basis_key(enum report_basis basis)
{
	return bases[basis];
}

int report_basis_find(const char *key)
{
	return word_find(bases, COUNT(bases), key);
}

const char *report_state_key(enum report_state state)
{
	return states[state];
}

int report_state_find(const char *key)
{
	return word_find(states, COUNT(states), key);
}

const char *figure_state_key(enum figure_state state)
{
	return figure_states[state];
}

int figure_state_find(const char *key)
{
	return word_find(figure_states, COUNT(figure_states), key);
}

const char *figure_qualifier_key(enum figure_qualifier qualifier)
{
	return qualifiers[qualifier];
}

int figure_qualifier_find(const char *key)
{
	return word_find(qualifiers, COUNT(qualifiers), key);
}

const struct report_part *report_part_find(const char *key)
{
	for (size_t i = 0; i < COUNT(report_parts); i++)
		if (strcmp(report_parts[i].key, key) == 0)
			return &report_parts[i];
	return NULL;
}

const struct figure *figure_find(const struct figures *figures, const char *indicator)
{
	for (size_t i = 0; i < figures->count; i++)
		if (strcmp(figures->items[i].indicator, indicator) == 0)
			return &figures->items[i];
	return NULL;
}

const char *report_section_text(const struct report_sections *sections, const char *key)
{
	for (size_t i = 0; i < sections->count; i++)
		if (strcmp(sections->items[i].key, key) == 0)
			return sections->items[i].text;
	return "";
}
