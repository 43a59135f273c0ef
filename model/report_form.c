#include "report_form.h"

#include "base/unicode.h"
#include "number.h"
#include "report_read.h"

#define FIGURE_TYPED_MOST 60 /* characters of a typed value */

/* What people put before a number, folded, and what they mean by it. */
static const struct {
	const char *word;
	enum figure_qualifier qualifier;
} qualifier_words[] = {
	{"понад", FIGURE_AT_LEAST},
	{"більше", FIGURE_AT_LEAST},
	{"більше ніж", FIGURE_AT_LEAST},
	{"більш як", FIGURE_AT_LEAST},
	{"більш ніж", FIGURE_AT_LEAST},
	{"не менше", FIGURE_AT_LEAST},
	{"не менше ніж", FIGURE_AT_LEAST},
	{"не менш як", FIGURE_AT_LEAST},
	{"щонайменше", FIGURE_AT_LEAST},
	{"over", FIGURE_AT_LEAST},
	{"more than", FIGURE_AT_LEAST},
	{"at least", FIGURE_AT_LEAST},
	{"≥", FIGURE_AT_LEAST},
	{">", FIGURE_AT_LEAST},
	{"до", FIGURE_AT_MOST},
	{"менше", FIGURE_AT_MOST},
	{"менше ніж", FIGURE_AT_MOST},
	{"менш як", FIGURE_AT_MOST},
	{"не більше", FIGURE_AT_MOST},
	{"не більше ніж", FIGURE_AT_MOST},
	{"не більш як", FIGURE_AT_MOST},
	{"щонайбільше", FIGURE_AT_MOST},
	{"up to", FIGURE_AT_MOST},
	{"at most", FIGURE_AT_MOST},
	{"≤", FIGURE_AT_MOST},
	{"<", FIGURE_AT_MOST},
	{"близько", FIGURE_APPROX},
	{"приблизно", FIGURE_APPROX},
	{"орієнтовно", FIGURE_APPROX},
	{"майже", FIGURE_APPROX},
	{"about", FIGURE_APPROX},
	{"almost", FIGURE_APPROX},
	{"≈", FIGURE_APPROX},
	{"~", FIGURE_APPROX},
	{"-", FIGURE_EXACT},
	{"−", FIGURE_EXACT},
};

static const struct field fixed_fields[] = {
	{.name = "kind",
	 .kind = FIELD_CHOICE,
	 .is_required = true,
	 .choice = report_kind_find,
	 .offset = offsetof(struct report_draft, kind)},
	{.name = "from",
	 .kind = FIELD_DATE,
	 .is_required = true,
	 .offset = offsetof(struct report_draft, from)},
	{.name = "to",
	 .kind = FIELD_DATE,
	 .is_required = true,
	 .offset = offsetof(struct report_draft, to)},
	{.name = "basis",
	 .kind = FIELD_CHOICE,
	 .choice = report_basis_find,
	 .offset = offsetof(struct report_draft, basis)},
	{.name = "unit", .kind = FIELD_LINE, .offset = offsetof(struct report_draft, unit)},
	{.name = "author_post",
	 .kind = FIELD_LINE,
	 .offset = offsetof(struct report_draft, author_post)},
	{.name = "territory",
	 .kind = FIELD_LIST,
	 .offset = offsetof(struct report_draft, territories)},
	{.name = "summary",
	 .kind = FIELD_TEXT,
	 .most = REPORT_SUMMARY_MOST,
	 .offset = offsetof(struct report_draft, summary)},
	{.name = "revision",
	 .kind = FIELD_INTEGER,
	 .offset = offsetof(struct report_draft, revision)},
	{0},
};

/* ---------------------------------------------------------------- figures */

/*
 * Read past the words before a number. A sign is left to the number's reader; other words than those
 * above make it no number.
 */
static enum fault_kind qualifier_read(struct arena *arena, const char **typed,
				      enum figure_qualifier *qualifier)
{
	size_t length = strcspn(*typed, "0123456789");
	const char *words = unicode_clean(arena, *typed, length, ONE_LINE);
	const char *folded = unicode_fold(arena, words);

	folded = unicode_clean(arena, folded, strlen(folded), ONE_LINE);
	if (!*words)
		return FAULT_NONE;
	for (size_t i = 0; i < COUNT(qualifier_words); i++) {
		if (strcmp(qualifier_words[i].word, *folded ? folded : words) != 0)
			continue;
		*qualifier = qualifier_words[i].qualifier;
		if (*qualifier != FIGURE_EXACT)
			*typed += length;
		return FAULT_NONE;
	}
	return FAULT_NOT_A_NUMBER;
}

static bool is_dash(const char *typed)
{
	return strcmp(typed, "-") == 0 || strcmp(typed, "–") == 0 || strcmp(typed, "—") == 0;
}

/* Means and money have decimals; what is counted comes in wholes. */
static bool has_decimals(const struct indicator *indicator)
{
	return indicator->kind == INDICATOR_MEAN || strcmp(indicator->unit, "грн") == 0;
}

enum fault_kind report_form_figure(struct arena *arena, const char *typed,
				   const struct indicator *indicator, struct figure *figure)
{
	enum figure_qualifier qualifier = FIGURE_EXACT;
	enum fault_kind fault;
	int64_t value;

	if (!*typed || is_dash(typed)) {
		figure->state = FIGURE_ABSENT;
		return FAULT_NONE;
	}
	fault = qualifier_read(arena, &typed, &qualifier);
	if (!fault)
		fault = number_read(typed, &value);
	if (fault)
		return fault;
	if (value % NUMBER_SCALE && !has_decimals(indicator))
		return FAULT_NOT_WHOLE;
	if (value < 0 || value > (int64_t)REPORT_FIGURE_MOST * NUMBER_SCALE)
		return FAULT_OUT_OF_RANGE;
	figure->state = FIGURE_GIVEN;
	figure->qualifier = qualifier;
	figure->value = value;
	return FAULT_NONE;
}

/* What was typed about one indicator; choices are -1 where nothing was. */
struct typed_figure {
	const char *value, *note;
	int qualifier, state;
};

/* A form may not say "small": that is only how others read it. */
static int state_choice(const char *key)
{
	int state = figure_state_find(key);

	return state == FIGURE_SMALL ? -1 : state;
}

static struct field *figure_fields(struct arena *arena, const struct indicators *indicators)
{
	struct field *fields = arena_take_array(arena, indicators->count * 4 + 1, sizeof(*fields));
	struct field *field = fields;

	for (size_t i = 0; i < indicators->count; i++) {
		const char *key = indicators->items[i].key;
		size_t at = i * sizeof(struct typed_figure);

		*field++ = (struct field){.name = arena_printf(arena, "figure.%s", key),
					  .kind = FIELD_LINE,
					  .most = FIGURE_TYPED_MOST,
					  .offset = at + offsetof(struct typed_figure, value)};
		*field++ = (struct field){.name = arena_printf(arena, "figure.%s.qualifier", key),
					  .kind = FIELD_CHOICE,
					  .choice = figure_qualifier_find,
					  .offset = at + offsetof(struct typed_figure, qualifier)};
		*field++ = (struct field){.name = arena_printf(arena, "figure.%s.state", key),
					  .kind = FIELD_CHOICE,
					  .choice = state_choice,
					  .offset = at + offsetof(struct typed_figure, state)};
		*field++ = (struct field){.name = arena_printf(arena, "figure.%s.note", key),
					  .kind = FIELD_LINE,
					  .most = REPORT_NOTE_MOST,
					  .offset = at + offsetof(struct typed_figure, note)};
	}
	return fields;
}

/* Join what was typed about one indicator; adds nothing when nothing was said. */
static void figure_add(struct form *form, const struct indicator *indicator,
		       const struct typed_figure *typed, struct figures *figures)
{
	struct figure figure = {.indicator = indicator->key, .note = typed->note};
	enum fault_kind fault = report_form_figure(form->arena, typed->value, indicator, &figure);

	if (fault) {
		form_fault_with(form, (struct fault){.field = arena_printf(form->arena, "figure.%s",
									   indicator->key),
						     .kind = fault,
						     .other = REPORT_FIGURE_MOST,
						     .detail = typed->value});
		return;
	}
	/* Words typed with the number say more than a choice that was left as it stood. */
	if (figure.qualifier == FIGURE_EXACT && typed->qualifier >= 0)
		figure.qualifier = (enum figure_qualifier)typed->qualifier;
	if (typed->state == FIGURE_SUPPRESSED ||
	    (typed->state == FIGURE_NOT_TRACKED && figure.state == FIGURE_ABSENT))
		figure.state = (enum figure_state)typed->state;
	if (figure.state != FIGURE_ABSENT)
		*LIST_ADD(form->arena, figures) = figure;
	else if (typed->note && *typed->note) /* about nothing: it would be lost */
		form_fault(form, arena_printf(form->arena, "figure.%s", indicator->key),
			   FAULT_MISSING);
}

static enum outcome figures_read(struct db *db, struct form *form, struct figures *figures)
{
	struct indicators indicators = indicator_all(db);
	struct typed_figure *typed = arena_take_array(form->arena, indicators.count,
						      sizeof(*typed));
	size_t faults = form->faults.count;

	for (size_t i = 0; i < indicators.count; i++)
		typed[i].qualifier = typed[i].state = -1;
	/* Faults are kept in the form; the fields without one are looked at further all the same. */
	if (form_read(form, figure_fields(form->arena, &indicators), typed) == OK ||
	    form->faults.count > faults)
		for (size_t i = 0; i < indicators.count; i++)
			if (typed[i].value)
				figure_add(form, &indicators.items[i], &typed[i], figures);
	return form->faults.count == faults ? OK : INVALID;
}

static enum outcome sections_read(struct form *form, struct report_sections *sections)
{
	const char *texts[REPORT_PARTS] = {0};
	struct field fields[REPORT_PARTS + 1] = {{0}};
	size_t count = 0;

	for (size_t i = 0; i < REPORT_PARTS; i++)
		if (report_parts[i].is_text)
			fields[count++] = (struct field){.name = arena_printf(form->arena,
									      "section.%s",
									      report_parts[i].key),
							 .kind = FIELD_TEXT,
							 .most = REPORT_SECTION_MOST,
							 .offset = i * sizeof(*texts)};
	if (form_read(form, fields, texts) != OK)
		return INVALID;
	for (size_t i = 0; i < REPORT_PARTS; i++)
		if (texts[i] && *texts[i])
			*LIST_ADD(form->arena, sections) = (struct report_section){
				.key = report_parts[i].key, .text = texts[i]};
	return OK;
}

enum outcome report_form_read(struct db *db, struct form *form, struct report_draft *draft)
{
	struct report_draft read = {.source_url = "", .reference = ""};
	enum outcome fixed = form_read(form, fixed_fields, &read);
	enum outcome sections = sections_read(form, &read.sections);
	enum outcome figures = figures_read(db, form, &read.figures);

	if (fixed != OK || sections != OK || figures != OK)
		return INVALID;
	*draft = read;
	return db_outcome(db);
}

/* ---------------------------------------------------------------- shown again */

/* "437", "8,5": as a person would type it. */
static const char *value_typed(struct arena *arena, int64_t value)
{
	int64_t part = value % NUMBER_SCALE;
	int digits = 3;

	if (!part)
		return arena_printf(arena, "%lld", (long long)(value / NUMBER_SCALE));
	for (; part % 10 == 0; part /= 10)
		digits--;
	return arena_printf(arena, "%lld,%0*lld", (long long)(value / NUMBER_SCALE), digits,
			    (long long)part);
}

static void figure_pairs(struct arena *arena, struct pairs *pairs, const struct figure *figure)
{
	const char *name = arena_printf(arena, "figure.%s", figure->indicator);

	if (figure->state == FIGURE_GIVEN || figure->value)
		pairs_add(arena, pairs, name, value_typed(arena, figure->value));
	pairs_add(arena, pairs, arena_printf(arena, "%s.qualifier", name),
		  figure_qualifier_key(figure->qualifier));
	pairs_add(arena, pairs, arena_printf(arena, "%s.state", name),
		  figure_state_key(figure->state));
	if (figure->note && *figure->note)
		pairs_add(arena, pairs, arena_printf(arena, "%s.note", name), figure->note);
}

struct pairs report_form_pairs(struct arena *arena, const struct report_draft *draft)
{
	struct pairs pairs = {0};

	pairs_add(arena, &pairs, "kind", report_kind_key((enum report_kind)draft->kind));
	pairs_add(arena, &pairs, "from", date_iso(arena, draft->from));
	pairs_add(arena, &pairs, "to", date_iso(arena, draft->to));
	pairs_add(arena, &pairs, "basis", report_basis_key((enum report_basis)draft->basis));
	pairs_add(arena, &pairs, "unit", draft->unit);
	pairs_add(arena, &pairs, "author_post", draft->author_post);
	for (size_t i = 0; i < draft->territories.count; i++)
		pairs_add(arena, &pairs, "territory", draft->territories.items[i]);
	pairs_add(arena, &pairs, "summary", draft->summary);
	for (size_t i = 0; i < draft->sections.count; i++)
		pairs_add(arena, &pairs,
			  arena_printf(arena, "section.%s", draft->sections.items[i].key),
			  draft->sections.items[i].text);
	for (size_t i = 0; i < draft->figures.count; i++)
		figure_pairs(arena, &pairs, &draft->figures.items[i]);
	return pairs;
}

struct report_draft report_form_draft(struct db *db, const struct report *report)
{
	struct report_draft draft = {
		.kind = (int)report->kind,
		.basis = (int)report->basis,
		.from = report->from,
		.to = report->to,
		.unit = report->unit,
		.author_post = report->author_post,
		.summary = report->summary,
		.sections = report_sections_of(db, report),
		.figures = report_figures_real(db, report),
		.revision = report->revision,
		.source_url = report->source_url,
		.is_made_up = report->is_made_up,
	};
	struct report_territories territories = report_territories_of(db, report->id);

	for (size_t i = 0; i < territories.count; i++)
		*LIST_ADD(db->arena, &draft.territories) = territories.items[i].katottg;
	return draft;
}

struct report_draft report_form_fresh(struct db *db, const struct community *community, int64_t now)
{
	struct report_draft draft = {.kind = REPORT_BIMONTHLY,
				     .basis = REPORT_PERIOD,
				     .unit = community->police_unit,
				     .author_post = "",
				     .summary = "",
				     .source_url = "",
				     .reference = ""};
	struct report newest;
	struct date today = date_of(now);

	*LIST_ADD(db->arena, &draft.territories) = community->katottg;
	if (report_newest(db, community->id, &newest) == OK && newest.kind == REPORT_BIMONTHLY) {
		draft.from = date_add_days(newest.to, 1);
		draft.unit = newest.unit;
		draft.author_post = newest.author_post;
	} else {
		today.day = 1;
		draft.from = date_add_months(today, -2);
	}
	draft.to = date_add_days(date_add_months(draft.from, 2), -1);
	return draft;
}
