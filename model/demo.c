#include "demo.h"

#include "answer_template.h"
#include "area_place.h"
#include "base/clock.h"
#include "base/embed.h"
#include "base/log.h"
#include "category.h"
#include "community.h"
#include "demo_desk.h"
#include "demo_photo.h"
#include "demo_reading.h"
#include "demo_talk.h"
#include "indicator.h"
#include "indicator_own.h"
#include "installation.h"
#include "organisation.h"
#include "password.h"
#include "person.h"

EMBED(demo_communities_file, "model/data/demo_communities.tsv");
EMBED(demo_places_file, "model/data/demo_places.tsv");
EMBED(demo_indicators_file, "model/data/demo_indicators.tsv");
EMBED(demo_bodies_file, "model/data/demo_bodies.tsv");
EMBED(demo_people_file, "model/data/demo_people.tsv");
EMBED(demo_issues_file, "model/data/demo_issues.tsv");
EMBED(demo_events_file, "model/data/demo_events.tsv");
EMBED(demo_reports_file, "model/data/demo_reports.tsv");

#define DEMO_BYTES  ((size_t)128 << 20)
#define MAIN_SLUG   "korosten"
#define MAIN_POLICE "Коростенське районне управління поліції"
#define DAY         ((int64_t)24 * 60 * 60)
#define HOUR        ((int64_t)60 * 60)

struct demo_step *demo_step_add(struct demo *demo, enum demo_kind kind, size_t index, int64_t at,
				const char *by)
{
	struct demo_step *step = LIST_ADD(demo->arena, &demo->steps);

	*step = (struct demo_step){
		.at = at, .order = demo->steps.count, .by = by, .kind = kind, .index = index};
	return step;
}

/* ------------------------------------------------------------------ the stage */

static enum outcome add_community(struct demo *demo, struct change *change,
				  struct demo_reading *reading)
{
	const char *slug = demo_reading_cell(demo, reading, "slug");
	bool is_main = strcmp(slug, MAIN_SLUG) == 0;
	struct community_entry entry = {
		.katottg = demo_reading_cell(demo, reading, "katottg"),
		.slug = slug,
		.short_name = demo_reading_cell(demo, reading, "short_name"),
		.police_unit = is_main ? MAIN_POLICE : "",
		.council_address = is_main ? "Коростенська міська рада, м. Коростень" : "",
		.is_frontline = *demo_reading_cell(demo, reading, "is_frontline") == '1',
		.precision_cap = *demo_reading_cell(demo, reading, "precision_cap") - '0'};
	struct pairs typed = {0};
	struct form form = form_begin(demo->arena, &typed);
	int64_t id;
	enum outcome outcome = community_add(change, &form, &entry, &id);

	if (outcome == OK && is_main)
		demo->community_id = id;
	return outcome == INVALID ? demo_faults(reading->name, reading->table.line, &form.faults)
				  : outcome;
}

/* Where a settlement is, as its administrator would paste it. */
static enum outcome add_place(struct demo *demo, struct change *change,
			      struct demo_reading *reading)
{
	struct community community;
	struct pairs typed = {0};
	struct form form = form_begin(demo->arena, &typed);
	int64_t changed;
	enum outcome outcome = community_find(
		&change->db, demo_reading_cell(demo, reading, "community"), &community);

	if (outcome != OK)
		return outcome;
	pairs_add(demo->arena, &typed, AREA_PLACE_LINES,
		  arena_printf(demo->arena, "%s\t%s\t%s",
			       demo_reading_cell(demo, reading, "settlement"),
			       demo_reading_cell(demo, reading, "latitude"),
			       demo_reading_cell(demo, reading, "longitude")));
	change->community_id = community.id;
	outcome = area_place_change(change, &form, community.id, &changed);
	change->community_id = 0;
	return outcome == INVALID ? demo_faults(reading->name, reading->table.line, &form.faults)
				  : outcome;
}

/* A figure that one hromada counts besides: the districts of its calls, which add up to all of them. */
static enum outcome add_indicator(struct demo *demo, struct change *change,
				  struct demo_reading *reading)
{
	struct community community;
	struct pairs typed = {0};
	struct form form = form_begin(demo->arena, &typed);
	struct indicator_own own = {
		.key = demo_reading_cell(demo, reading, "key"),
		.section = "calls",
		.uk = demo_reading_cell(demo, reading, "uk"),
		.en = demo_reading_cell(demo, reading, "en"),
		.unit = "од.",
		.kind = INDICATOR_FLOW,
		.publicity = INDICATOR_PUBLIC,
		.subset_of = "calls_total",
		.is_kind = true,
		.definition = demo_reading_cell(demo, reading, "definition"),
		.definition_en = demo_reading_cell(demo, reading, "definition_en")};
	const char *key;
	enum outcome outcome = community_find(
		&change->db, demo_reading_cell(demo, reading, "community"), &community);

	if (outcome != OK)
		return outcome;
	change->community_id = community.id;
	outcome = indicator_own_add(change, &form, community.id, &own, &key);
	change->community_id = 0;
	return outcome == INVALID ? demo_faults(reading->name, reading->table.line, &form.faults)
				  : outcome;
}

static enum outcome add_body(struct demo *demo, struct change *change, struct demo_reading *reading)
{
	struct community community;
	struct organisation body = {.name = demo_reading_cell(demo, reading, "name"),
				    .kind = demo_reading_cell(demo, reading, "kind"),
				    .edrpou = ""};
	int64_t id;
	enum outcome outcome = community_find(
		&change->db, demo_reading_cell(demo, reading, "community"), &community);

	body.community_id = community.id;
	return outcome == OK ? organisation_add(change, &body, &id) : outcome;
}

/* Read a file whose every row is one thing on the stage. */
static enum outcome add_rows(struct demo *demo, struct change *change, struct demo_reading *reading,
			     enum outcome outcome, size_t *count,
			     enum outcome (*add)(struct demo *demo, struct change *change,
						 struct demo_reading *reading))
{
	while (outcome == OK && table_next(&reading->table)) {
		outcome = add(demo, change, reading);
		*count += outcome == OK;
	}
	return demo_reading_end(reading, outcome);
}

static enum outcome set_stage(struct demo *demo, struct change *change, struct demo_counts *counts)
{
	struct demo_reading reading;
	size_t places = 0, bodies = 0, own = 0;
	enum outcome outcome = category_load(change);

	if (outcome == OK)
		outcome = indicator_load(change);
	if (outcome != OK)
		return outcome;
	outcome = demo_reading_begin(demo, &reading, "communities", demo_communities_file,
				     demo_communities_file_end);
	outcome = add_rows(demo, change, &reading, outcome, &counts->communities, add_community);
	if (outcome != OK)
		return outcome;
	outcome = demo_reading_begin(demo, &reading, "places", demo_places_file,
				     demo_places_file_end);
	outcome = add_rows(demo, change, &reading, outcome, &places, add_place);
	if (outcome != OK)
		return outcome;
	outcome = demo_reading_begin(demo, &reading, "indicators", demo_indicators_file,
				     demo_indicators_file_end);
	outcome = add_rows(demo, change, &reading, outcome, &own, add_indicator);
	if (outcome != OK)
		return outcome;
	outcome = demo_reading_begin(demo, &reading, "bodies", demo_bodies_file,
				     demo_bodies_file_end);
	outcome = add_rows(demo, change, &reading, outcome, &bodies, add_body);
	return outcome == OK ? answer_template_load(change, demo->community_id) : outcome;
}

/* ------------------------------------------------------------------ the story */

static enum outcome read_people(struct demo *demo)
{
	struct demo_reading reading;
	enum outcome outcome = demo_reading_begin(demo, &reading, "people", demo_people_file,
						  demo_people_file_end);

	while (outcome == OK && table_next(&reading.table))
		*LIST_ADD(demo->arena, &demo->people) = (struct demo_person){
			.login = demo_reading_cell(demo, &reading, "login"),
			.role = demo_reading_cell(demo, &reading, "role"),
			.name = demo_reading_cell(demo, &reading, "name"),
			.post = demo_reading_cell(demo, &reading, "post"),
			.organisation = demo_reading_cell(demo, &reading, "organisation")};
	demo_step_add(demo, DEMO_PEOPLE, 0, date_start((struct date){2024, 9, 1}) + 9 * HOUR, "");
	return demo_reading_end(&reading, outcome);
}

static enum outcome read_issues(struct demo *demo, struct db *db)
{
	struct demo_reading reading;
	enum outcome outcome = demo_reading_begin(demo, &reading, "issues", demo_issues_file,
						  demo_issues_file_end);

	while (outcome == OK && table_next(&reading.table)) {
		/* The same row, kept. */
		struct table kept = reading.table;
		struct issue_import import;

		kept.row = *demo_reading_row(demo, &reading);
		kept.row_arena = demo->arena;
		if (issue_import_read(db, &kept, &import) != OK) {
			outcome = demo_faults(reading.name, kept.line, &kept.faults);
			break;
		}
		demo_step_add(demo, DEMO_ISSUE, demo->issues.count, import.report.received, "");
		*LIST_ADD(demo->arena, &demo->issues) = (struct demo_issue){.import = import};
	}
	return demo_reading_end(&reading, outcome);
}

enum outcome demo_issue_index(const struct demo *demo, const char *reference, size_t *index)
{
	for (size_t i = 0; i < demo->issues.count; i++)
		if (strcmp(demo->issues.items[i].import.report.reference, reference) == 0) {
			*index = i;
			return OK;
		}
	return NOT_FOUND;
}

static enum outcome read_events(struct demo *demo)
{
	struct demo_reading reading;
	enum outcome outcome = demo_reading_begin(demo, &reading, "events", demo_events_file,
						  demo_events_file_end);

	while (outcome == OK && table_next(&reading.table)) {
		const struct pairs *event = demo_reading_row(demo, &reading);
		size_t index;
		int64_t at;

		if (demo_issue_index(demo, pairs_value(event, "reference"), &index) != OK ||
		    clock_read_rfc3339(pairs_value(event, "at"), &at) != OK) {
			log_error(
				"the demonstration's events, line %zu: of no issue, or of no time",
				reading.table.line);
			outcome = BROKEN;
			break;
		}
		demo_step_add(demo, DEMO_EVENT, index, at, pairs_value(event, "by"))->event = event;
	}
	return demo_reading_end(&reading, outcome);
}

/* The steps of a report: written two days before it is published, as far as it is told who by. */
static void plan_report(struct demo *demo, size_t index, const struct report_import *import)
{
	const char *published = pairs_value(&import->extras, "published");
	const char *withdrawn = pairs_value(&import->extras, "withdrawal");
	bool is_ours = strncmp(import->reference, "demo:", 5) == 0;
	struct date day = {2026, 11, 10};
	int64_t at;

	if (*published && date_read(published, &day) != OK)
		return;
	at = date_start(day) + 10 * HOUR;
	if (pairs_find(&import->extras, "correction")) {
		demo_step_add(demo, DEMO_CORRECT, index, at, "chief");
		return;
	}
	demo_step_add(demo, DEMO_DRAFT, index, is_ours ? at - 2 * DAY : at,
		      is_ours ? "police" : "");
	if (!*published)
		return;
	if (is_ours)
		demo_step_add(demo, DEMO_SUBMIT, index, at - DAY, "police");
	demo_step_add(demo, DEMO_PUBLISH, index, at, is_ours ? "chief" : "");
	if (*withdrawn && date_read(withdrawn, &day) == OK)
		demo_step_add(demo, DEMO_WITHDRAW, index, date_start(day) + 11 * HOUR, "chief");
}

static enum outcome read_reports(struct demo *demo, struct db *db)
{
	static const char *const extras[] = {"published", "correction", "withdrawal", NULL};
	struct report_imports imports = {0};
	struct demo_reading reading;
	enum outcome outcome = demo_reading_begin(demo, &reading, "reports", demo_reports_file,
						  demo_reports_file_end);

	if (outcome == OK)
		outcome = report_import_gather(db, &reading.table, demo->arena, extras, &imports);
	for (size_t i = 0; i < imports.count && outcome == OK; i++) {
		*LIST_ADD(demo->arena,
			  &demo->reports) = (struct demo_report){.import = &imports.items[i]};
		plan_report(demo, i, &imports.items[i]);
	}
	return demo_reading_end(&reading, outcome);
}

static enum outcome read_story(struct demo *demo, struct db *db)
{
	enum outcome outcome = read_people(demo);

	if (outcome == OK)
		outcome = read_issues(demo, db);
	if (outcome == OK)
		outcome = read_events(demo);
	if (outcome == OK)
		outcome = read_reports(demo, db);
	if (outcome == OK)
		outcome = demo_desk_read(demo);
	if (outcome == OK)
		outcome = demo_talk_read(demo);
	if (outcome == OK)
		outcome = demo_photo_read(demo);
	return outcome;
}

/* ------------------------------------------------------------------ all of it */

/* A change of the demonstration's own, at that moment. */
static enum outcome change_open(struct demo *demo, int64_t at, struct change *change)
{
	struct actor actor = {.name = "demo", .role = ""};
	enum outcome outcome = change_begin(demo->connection, demo->arena, actor, at, change);

	change->random = demo->random;
	return outcome;
}

static enum outcome change_close(struct change *change, enum outcome outcome)
{
	if (outcome == OK)
		return change_commit(change);
	change_cancel(change);
	return outcome;
}

static enum outcome fill(struct demo *demo, const char *authority, int64_t now,
			 struct demo_counts *counts)
{
	struct change change;
	struct db db = db_handle(demo->connection, demo->arena);
	/* Before everything that is told. */
	enum outcome outcome = change_open(demo, date_start((struct date){2016, 1, 1}), &change);

	if (outcome != OK)
		return outcome;
	outcome = change_close(&change, set_stage(demo, &change, counts));
	if (outcome == OK)
		outcome = read_story(demo, &db);
	if (outcome == OK)
		outcome = demo_tell(demo);
	if (outcome != OK)
		return outcome;
	outcome = change_open(demo, now, &change);
	if (outcome != OK)
		return outcome;
	return change_close(&change, installation_make(&change, authority, true));
}

enum outcome demo_fill(struct connection *connection, const char *authority, int64_t now,
		       const struct secret_source *random, struct demo_counts *counts)
{
	struct demo demo = {
		.connection = connection, .arena = arena_begin(DEMO_BYTES), .random = random};
	enum outcome outcome = batch_begin(connection);

	*counts = (struct demo_counts){0};
	if (outcome == OK) {
		outcome = fill(&demo, authority, now, counts);
		if (outcome == OK)
			outcome = batch_commit(connection);
		else
			batch_cancel(connection);
	}
	counts->issues = demo.issues.count + demo.sent;
	counts->steps = demo.steps.count;
	counts->reports = demo.reports.count;
	counts->people = demo.people.count;
	arena_end(demo.arena);
	return outcome;
}
