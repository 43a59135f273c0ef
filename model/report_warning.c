#include "report_warning.h"

#include "audit.h"
#include "base/text.h"
#include "base/unicode.h"
#include "number.h"
#include "report_derive.h"

#define JUMP_TIMES  5
#define JUMP_LEAST  ((int64_t)10 * NUMBER_SCALE) /* smaller numbers jump by chance */
#define DAY_MINUTES ((int64_t)24 * 60 * NUMBER_SCALE)

static const char *const kind_keys[] = {
	[WARNING_SUBSET] = "subset",
	[WARNING_KINDS] = "kinds",
	[WARNING_STOCK] = "stock",
	[WARNING_MORE] = "more",
	[WARNING_FEWER] = "fewer",
	[WARNING_MAGNITUDE] = "magnitude",
	[WARNING_CONTRADICTION] = "contradiction",
};

/* A state at the end of a period, and what comes to it. */
static const struct {
	const char *stock, *new;
} stocks[] = {
	{"dv_registered_end", "dv_registered_new"},
};

/* What the rules look at. */
struct looking {
	struct db *db;
	const struct report *report;
	struct indicators indicators;
	struct figures now, before; /* before: of the report just before, as everyone sees it */
	int64_t population;         /* 0: not known of all its hromadas */
	struct report_warnings *warnings;
};

static void warn(const struct looking *looking, struct report_warning warning)
{
	if (!warning.other)
		warning.other = "";
	warning.answer = "";
	warning.key = arena_printf(looking->db->arena, "%s.%s", kind_keys[warning.kind],
				   warning.indicator);
	*LIST_ADD(looking->db->arena, looking->warnings) = warning;
}

static const struct figure *given(const struct figures *figures, const char *key)
{
	const struct figure *figure = figure_find(figures, key);

	return figure && figure->state == FIGURE_GIVEN ? figure : NULL;
}

static bool may_exceed(const struct figure *figure)
{
	return figure && figure->qualifier != FIGURE_AT_MOST;
}

static bool may_be_exceeded(const struct figure *figure)
{
	return figure && figure->qualifier != FIGURE_AT_LEAST;
}

/* ---------------------------------------------------------------- the rules */

static void subset_look(const struct looking *looking, const struct indicator *indicator,
			const struct figure *figure)
{
	const struct figure *total = given(&looking->now, indicator->subset_of);

	if (may_exceed(figure) && may_be_exceeded(total) && figure->value > total->value)
		warn(looking, (struct report_warning){.kind = WARNING_SUBSET,
						      .indicator = indicator->key,
						      .other = indicator->subset_of,
						      .value = figure->value,
						      .other_value = total->value});
}

static void kinds_look(const struct looking *looking, const struct indicator *total,
		       const struct figure *figure)
{
	int64_t sum = 0;
	size_t kinds = 0;

	for (size_t i = 0; i < looking->indicators.count; i++) {
		const struct indicator *kind = &looking->indicators.items[i];
		const struct figure *one = given(&looking->now, kind->key);

		if (!kind->is_kind || strcmp(kind->subset_of, total->key) != 0 || !may_exceed(one))
			continue;
		sum += one->value;
		kinds++;
	}
	if (kinds > 1 && may_be_exceeded(figure) && sum > figure->value)
		warn(looking, (struct report_warning){.kind = WARNING_KINDS,
						      .indicator = total->key,
						      .value = sum,
						      .other_value = figure->value});
}

static void stock_look(const struct looking *looking, const struct indicator *indicator,
		       const struct figure *figure)
{
	for (size_t i = 0; i < COUNT(stocks); i++) {
		const struct figure *start = given(&looking->before, indicator->key);
		const struct figure *new = given(&looking->now, stocks[i].new);

		if (strcmp(stocks[i].stock, indicator->key) != 0 || !may_exceed(figure) ||
		    !may_be_exceeded(start) || !may_be_exceeded(new) ||
		    figure->value <= start->value + new->value)
			continue;
		warn(looking, (struct report_warning){.kind = WARNING_STOCK,
						      .indicator = indicator->key,
						      .other = stocks[i].new,
						      .value = figure->value,
						      .other_value = start->value,
						      .third_value = new->value});
	}
}

static void jump_look(const struct looking *looking, const struct indicator *indicator,
		      const struct figure *figure)
{
	const struct figure *before = given(&looking->before, indicator->key);
	struct report_warning warning = {.indicator = indicator->key, .value = figure->value};

	if (!before || before->definition_version != figure->definition_version)
		return;
	warning.other_value = before->value;
	warning.kind = WARNING_MORE;
	if (figure->value >= JUMP_LEAST && figure->value > before->value * JUMP_TIMES)
		warn(looking, warning);
	warning.kind = WARNING_FEWER;
	if (before->value >= JUMP_LEAST && before->value > figure->value * JUMP_TIMES)
		warn(looking, warning);
}

static void magnitude_look(const struct looking *looking, const struct indicator *indicator,
			   const struct figure *figure)
{
	bool is_time = strcmp(indicator->unit, "хв") == 0;
	bool is_counted = strcmp(indicator->unit, "осіб") == 0 ||
			  strcmp(indicator->unit, "од.") == 0;
	int64_t most = is_time ? DAY_MINUTES : is_counted ? looking->population * NUMBER_SCALE : 0;

	if (most && figure->value > most)
		warn(looking, (struct report_warning){.kind = WARNING_MAGNITUDE,
						      .indicator = indicator->key,
						      .value = figure->value,
						      .other_value = most});
}

static void contradictions_look(const struct looking *looking)
{
	struct report_derived derived = report_derive_period(looking->db, looking->report);

	for (size_t i = 0; i < derived.contradictions.count; i++) {
		const struct figure *below = &derived.contradictions.items[i];
		const struct figure *now = given(&looking->now, below->indicator);

		if (now)
			warn(looking,
			     (struct report_warning){.kind = WARNING_CONTRADICTION,
						     .indicator = below->indicator,
						     .value = now->value,
						     .other_value = now->value - below->value});
	}
}

/* How many people live in all its hromadas; 0 when one of them is not known. */
static int64_t population_of(struct db *db, int64_t report_id)
{
	return db_int(db,
		      "SELECT CASE WHEN min(coalesce(c.population, 0)) > 0 THEN sum(c.population) "
		      "ELSE 0 END FROM report_territory t "
		      "LEFT JOIN community c ON c.id = t.community_id WHERE t.report_id = $1",
		      ARGS(INT(report_id)), 0);
}

static void answers_read(const struct looking *looking)
{
	struct rows rows = db_rows(looking->db,
				   "SELECT key, answer FROM report_warning_answer "
				   "WHERE report_id = $1 AND version = $2",
				   ARGS(INT(looking->report->id), INT(looking->report->version)));

	while (rows_next(&rows))
		for (size_t i = 0; i < looking->warnings->count; i++)
			if (strcmp(looking->warnings->items[i].key, rows_text(&rows, 0)) == 0)
				looking->warnings->items[i].answer = rows_text(&rows, 1);
}

struct report_warnings report_warnings(struct db *db, const struct report *report)
{
	struct report_warnings warnings = {0};
	struct report beside;
	struct looking looking = {.db = db,
				  .report = report,
				  .indicators = indicator_all(db),
				  .now = report_figures_real(db, report),
				  .population = population_of(db, report->id),
				  .warnings = &warnings};

	if (report_find_beside(db, report, report_period_before(report), &beside) == OK)
		looking.before = report_figures(db, &beside);
	for (size_t i = 0; i < looking.indicators.count; i++) {
		const struct indicator *indicator = &looking.indicators.items[i];
		const struct figure *figure = given(&looking.now, indicator->key);

		if (!figure)
			continue;
		if (*indicator->subset_of)
			subset_look(&looking, indicator, figure);
		kinds_look(&looking, indicator, figure);
		stock_look(&looking, indicator, figure);
		jump_look(&looking, indicator, figure);
		magnitude_look(&looking, indicator, figure);
	}
	contradictions_look(&looking);
	answers_read(&looking);
	return warnings;
}

/* ---------------------------------------------------------------- the answers */

/* "subset.calls_crime" as a warning of that kind about that indicator. */
static struct report_warning warning_of_key(struct arena *arena, const char *key)
{
	struct report_warning warning = {.kind = WARNING_KIND_COUNT, .other = ""};
	const char *dot = strchr(key, '.');

	for (int kind = 0; dot && kind < WARNING_KIND_COUNT; kind++)
		if (strlen(kind_keys[kind]) == (size_t)(dot - key) &&
		    strncmp(kind_keys[kind], key, (size_t)(dot - key)) == 0)
			warning.kind = (enum report_warning_kind)kind;
	warning.key = key;
	warning.indicator = dot ? arena_string(arena, dot + 1) : "";
	return warning;
}

struct report_warnings report_warning_answers(struct db *db, const struct report *report)
{
	struct report_warnings answers = {0};
	struct figures shown = report_figures(db, report);
	struct rows rows = db_rows(db,
				   "SELECT key, answer FROM report_warning_answer "
				   "WHERE report_id = $1 AND version = $2 ORDER BY key",
				   ARGS(INT(report->id), INT(report->version)));

	while (rows_next(&rows)) {
		struct report_warning answer = warning_of_key(db->arena, rows_text(&rows, 0));

		answer.answer = rows_text(&rows, 1);
		if (given(&shown, answer.indicator))
			*LIST_ADD(db->arena, &answers) = answer;
	}
	return answers;
}

/* What was typed to a warning; NULL with the fault told when it cannot be kept. */
static const char *answer_read(struct form *form, const char *field)
{
	const char *typed = form_typed(form, field);
	struct fault fault = {.field = field};

	if (!unicode_is_valid(typed, strlen(typed)))
		fault.kind = FAULT_NOT_TEXT;
	else
		typed = unicode_clean(form->arena, typed, strlen(typed), ONE_LINE);
	if (!fault.kind && unicode_length(typed) > WARNING_ANSWER_MOST)
		fault = (struct fault){
			.field = field, .kind = FAULT_TOO_LONG, .number = WARNING_ANSWER_MOST};
	if (!fault.kind)
		return typed;
	return form_fault_with(form, fault) == OK ? typed : NULL;
}

static enum outcome answer_write(struct change *change, const struct report *report,
				 const char *key, const char *answer)
{
	return change_run(change,
			  "INSERT INTO report_warning_answer (report_id, version, key, answer) "
			  "VALUES ($1, $2, $3, $4) ON CONFLICT (report_id, version, key) "
			  "DO UPDATE SET answer = excluded.answer",
			  ARGS(INT(report->id), INT(report->open), TEXT(key), TEXT(answer)));
}

enum outcome report_warning_answer(struct change *change, struct form *form, int64_t id)
{
	struct arena *arena = change->db.arena;
	struct report report;
	struct report_warnings warnings;
	struct pairs kept = {0};
	enum outcome outcome = report_find(&change->db, change->community_id, id, &report);

	if (outcome != OK)
		return outcome;
	if (!report.open || report.state == REPORT_WITHDRAWN)
		return CONFLICT;
	warnings = report_warnings(&change->db, &report);
	for (size_t i = 0; i < warnings.count; i++) {
		const char *key = warnings.items[i].key;
		const char *answer = answer_read(form, arena_printf(arena, "warning.%s", key));

		if (answer && *answer)
			pairs_add(arena, &kept, key, answer);
	}
	if (form->faults.count)
		return INVALID;
	outcome = report_warning_drop(change, id, report.open);
	for (size_t i = 0; i < kept.count && outcome == OK; i++)
		outcome = answer_write(change, &report, kept.items[i].name, kept.items[i].value);
	if (outcome == OK)
		outcome = audit_add(change, "report warnings",
				    arena_printf(arena, "report %lld", (long long)id), "",
				    audit_json(arena, &kept));
	return outcome;
}

enum outcome report_warning_copy(struct change *change, int64_t id, int from, int to)
{
	return change_run(change,
			  "INSERT INTO report_warning_answer (report_id, version, key, answer) "
			  "SELECT report_id, $3, key, answer FROM report_warning_answer "
			  "WHERE report_id = $1 AND version = $2",
			  ARGS(INT(id), INT(from), INT(to)));
}

enum outcome report_warning_drop(struct change *change, int64_t id, int version)
{
	return change_run(change,
			  "DELETE FROM report_warning_answer WHERE report_id = $1 AND version = $2",
			  ARGS(INT(id), INT(version)));
}
