#include "issue_import.h"

#include "area.h"
#include "base/clock.h"
#include "base/secret.h"
#include "base/text.h"
#include "category.h"
#include "community.h"
#include "organisation.h"
#include "search.h"

#define REVIEW_DAYS 60 /* a hold without a date is looked at again after so many days */
#define LINE_BYTES  ((size_t)64 << 10)

const struct table_column issue_import_columns[] = {
	{"community", true},
	{"category", true},
	{"title", false},
	{"text", true},
	{"area", false},
	{"place", false},
	{"lat", false},
	{"long", false},
	{"state", false},
	{"source", false},
	{"reported", false},
	{"responsible", false},
	{"due", false},
	{"reference", false},
	/* What `poruch export` tells beside these, so that its file can be read as it is. */
	{"katottg", false},
	{"number", false},
	{"published", false},
	{"updated", false},
	{"resolved", false},
	{"url", false},
	{"made_up", false},
	{0},
};

/* What a file tells by words of its own: a form names a body by its row, and has no reference. */
const struct field issue_import_fields[] = {
	{.name = "responsible",
	 .kind = FIELD_LINE,
	 .most = 200,
	 .offset = offsetof(struct issue_import, responsible)},
	{.name = "reference",
	 .kind = FIELD_LINE,
	 .most = 500,
	 .offset = offsetof(struct issue_import, reference)},
	{.name = "url",
	 .kind = FIELD_LINE,
	 .most = 500,
	 .offset = offsetof(struct issue_import, url)},
	{0},
};

/* What the public reads of steps that were not taken here. */
static const char moved_note[] = "Перенесено з попереднього реєстру.";
static const char moved_proof[] = "попередній реєстр";
static const char moved_letter[] = "запис перенесено з попереднього реєстру, номера в ньому немає";

/* ------------------------------------------------------------------ a line */

static enum outcome tell(struct table *table, const char *column, enum fault_kind kind,
			 const char *detail)
{
	struct fault fault = {.field = column, .kind = kind, .detail = detail};
	struct faults one = {&fault, 1};

	table_faults_add(table, &one);
	return INVALID;
}

/* "село Бехи", "Бехи" or a KATOTTG code. */
static enum outcome find_area(struct db *db, int64_t community_id, const char *typed, int64_t *id)
{
	struct area area;
	enum outcome outcome = area_find_named(db, community_id, typed, &area);

	if (outcome == OK)
		*id = area.id;
	if (outcome != NOT_FOUND)
		return outcome;
	*id = db_int(db, "SELECT id FROM area WHERE community_id = $1 AND katottg = $2",
		     ARGS(INT(community_id), TEXT(typed)), 0);
	return *id ? OK : NOT_FOUND;
}

static enum outcome read_place(struct db *db, struct table *table, struct issue_import *import,
			       struct pairs *form_pairs)
{
	const char *slug = table_cell(table, "community"), *typed = table_cell(table, "area");
	struct community community;
	int64_t area_id;

	if (community_find(db, slug, &community) != OK &&
	    community_find_katottg(db, slug, &community) != OK)
		return tell(table, "community", *slug ? FAULT_UNKNOWN : FAULT_MISSING, slug);
	import->community_id = community.id;
	if (!*typed)
		return OK;
	if (find_area(db, community.id, typed, &area_id) != OK)
		return tell(table, "area", FAULT_UNKNOWN, typed);
	pairs_add(table->row_arena, form_pairs, "area",
		  arena_printf(table->row_arena, "%lld", (long long)area_id));
	return OK;
}

static enum outcome read_state(struct table *table, struct issue_import *import)
{
	const char *key = table_cell(table, "state");
	int state = state_find(key);

	if (!*key)
		state = strcmp(import->report.source, "resident") == 0 ? STATE_MODERATION
								       : STATE_REGISTERED;
	if (state < 0)
		return tell(table, "state", FAULT_UNKNOWN, key);
	import->state = (enum state)state;
	if ((import->state == STATE_IN_PROGRESS ||
	     state_facts(import->state)->asks & ASKS_RESPONSIBLE) &&
	    !*import->responsible)
		return tell(table, "responsible", FAULT_MISSING, NULL);
	return OK;
}

/* A line without a reference is known again by what it says. */
static const char *made_reference(struct table *table)
{
	struct text text = text_begin(table->row_arena, LINE_BYTES);
	const char *hash;

	for (size_t i = 0; i < table->row.count; i++) {
		text_add(&text, table->row.items[i].value);
		text_add_char(&text, '\t');
	}
	hash = secret_hash(table->row_arena, text.bytes, text.length);
	return arena_printf(table->row_arena, "row:%.24s", hash);
}

/* The importer's own, else an exported issue's page, whatever has changed on it since. */
static const char *reference_of(struct table *table, const struct issue_import *import)
{
	if (*import->reference)
		return import->reference;
	return *import->url ? import->url : made_reference(table);
}

/* The form's faults, under the names that the file has for its fields. */
static void tell_faults(struct table *table, const struct form *form)
{
	for (size_t i = 0; i < form->faults.count; i++) {
		struct fault *fault = &form->faults.items[i];

		if (strcmp(fault->field, "received") == 0)
			fault->field = "reported";
		if (strcmp(fault->field, "publish_not_before") == 0)
			fault->field = "published";
	}
	table_faults_add(table, &form->faults);
}

static enum outcome read_category(struct db *db, struct table *table)
{
	const char *key = table_cell(table, "category");
	struct category category;

	if (!*key)
		return OK; /* the form asks for it */
	if (category_find(db, key, &category) != OK)
		return tell(table, "category", FAULT_UNKNOWN, key);
	return category.takes_reports ? OK
				      : tell(table, "category", FAULT_REDIRECT_ONLY, category.call);
}

static enum outcome read_form(struct table *table, struct pairs *typed, struct issue_import *import)
{
	static const char *const same[] = {"category", "title", "text",   "place",
					   "lat",      "long",  "source", "due"};
	struct form form = form_begin(table->row_arena, typed);
	const char *reported = table_cell(table, "reported");
	const char *published = table_cell(table, "published");

	for (size_t i = 0; i < COUNT(same); i++)
		pairs_add(table->row_arena, typed, same[i], table_cell(table, same[i]));
	if (*reported)
		pairs_add(table->row_arena, typed, "received", reported);
	/* What is public elsewhere need not wait here, neither for an hour nor for a named moment. */
	if (*published)
		pairs_add(table->row_arena, typed, "publish_not_before", published);
	if (form_read(&form, issue_entry_fields, &import->report) == OK)
		return OK;
	tell_faults(table, &form);
	return INVALID;
}

static enum outcome read_own(struct table *table, struct issue_import *import)
{
	struct form form = form_begin(table->row_arena, &table->row);

	if (form_read(&form, issue_import_fields, import) == OK)
		return OK;
	table_faults_add(table, &form.faults);
	return INVALID;
}

enum outcome issue_import_read(struct db *db, struct table *table, struct issue_import *import)
{
	struct pairs *typed = arena_take(table->row_arena, sizeof(*typed));
	enum outcome place, category, fields, own;

	*import = (struct issue_import){0};
	place = read_place(db, table, import, typed);
	category = read_category(db, table);
	fields = read_form(table, typed, import);
	own = read_own(table, import);
	if (place != OK || category != OK || fields != OK || own != OK)
		return INVALID;
	if (!*table_cell(table, "source"))
		import->report.source = "import";
	import->report.reference = import->reference = reference_of(table, import);
	/* The open data leaves out the place where its kind of issue, or its hromada, tells none. */
	import->report.is_place_hidden = *table_cell(table, "published") != '\0';
	import->report.is_made_up = strncmp(import->reference, "demo:", 5) == 0 ||
				    strcmp(table_cell(table, "made_up"), "1") == 0;
	return read_state(table, import);
}

/* ------------------------------------------------------------------ its steps */

/*
 * The shortest way from moderation to the goal; the states on it, their count. It passes through what
 * is public only: nothing was declined or withheld on its way to be reopened. Where no body is named it
 * avoids the steps that give the issue to one.
 */
static int way_to(enum state goal, bool has_body, enum state way[STATE_COUNT])
{
	int came_from[STATE_COUNT], queue[STATE_COUNT], head = 0, tail = 0, count = 0;

	for (int i = 0; i < STATE_COUNT; i++)
		came_from[i] = -1;
	came_from[STATE_MODERATION] = STATE_MODERATION;
	queue[tail++] = STATE_MODERATION;
	while (head < tail) {
		int from = queue[head++];

		if (from != STATE_MODERATION && !state_facts((enum state)from)->is_public)
			continue;
		for (int to = 0; to < STATE_COUNT; to++)
			if (came_from[to] < 0 && state_leads_to((enum state)from, (enum state)to) &&
			    (has_body || !(state_facts((enum state)to)->asks & ASKS_RESPONSIBLE))) {
				came_from[to] = from;
				queue[tail++] = to;
			}
	}
	for (int at = (int)goal; at != STATE_MODERATION && at >= 0; at = came_from[at])
		way[count++] = (enum state)at;
	for (int i = 0; i < count / 2; i++) {
		enum state swapped = way[i];

		way[i] = way[count - 1 - i];
		way[count - 1 - i] = swapped;
	}
	return count;
}

/* What the step asks, as far as the file knows it. */
static struct issue_step step_to(struct change *change, const struct issue_import *import,
				 int64_t organisation_id, enum state to)
{
	const struct state_facts *facts = state_facts(to);
	uint32_t fields = facts->asks | facts->one_of;
	struct issue_step step = {.to = state_key(to),
				  .note = moved_note,
				  .internal_note = "",
				  .reason = "",
				  .evidence = "",
				  .confirmed_by = "",
				  .duplicate_of = "",
				  .is_taken_over = true};
	struct category category;

	if (fields & (ASKS_RESPONSIBLE))
		step.organisation_id = organisation_id;
	if (fields & ASKS_DUE)
		step.due = import->report.due;
	if ((facts->asks & ASKS_DUE) && !date_is_set(step.due) &&
	    category_find(&change->db, import->report.category, &category) == OK)
		step.due = date_add_days(date_of(change->now), category.target_days);
	if (fields & ASKS_EVIDENCE)
		step.evidence = facts->is_by_letter ? moved_letter : moved_proof;
	if (fields & ASKS_REASON)
		step.reason = to == STATE_RESTRICTED || to == STATE_DECLINED ? "personal"
			      : to == STATE_ON_HOLD                          ? "funds"
									     : moved_proof;
	if (fields & ASKS_CONFIRMER)
		step.confirmed_by = moved_proof;
	if (fields & ASKS_REVIEW_ON)
		step.review_on = date_add_days(date_of(change->now), REVIEW_DAYS);
	return step;
}

enum outcome issue_import_body(struct change *change, int64_t community_id, const char *name,
			       int64_t *id)
{
	struct organisation body;
	enum outcome outcome;

	*id = 0;
	if (!*name)
		return OK;
	outcome = organisation_find_named(&change->db, community_id, name, &body);
	if (outcome == OK)
		*id = body.id;
	if (outcome != NOT_FOUND)
		return outcome;
	body = (struct organisation){
		.community_id = community_id, .name = name, .kind = "other", .edrpou = ""};
	return organisation_add(change, &body, id);
}

/* Whether the body is named by a step on the way. */
static bool names_body(const enum state *way, int steps)
{
	for (int i = 0; i < steps; i++)
		if ((state_facts(way[i])->asks | state_facts(way[i])->one_of) & ASKS_RESPONSIBLE)
			return true;
	return steps == 1; /* what is only registered is nobody's yet */
}

/* What is planned, or open again, had its body before it came here. */
static enum outcome keep_body(struct change *change, int64_t id, int64_t organisation_id)
{
	return change_run(change, "UPDATE issue SET organisation_id = $2 WHERE id = $1",
			  ARGS(INT(id), INT(organisation_id)));
}

static enum outcome add_one(struct change *change, struct form *form,
			    const struct issue_import *import)
{
	struct viewer viewer = {.login = change->actor.name,
				.name = change->actor.name,
				.roles = 1U << ROLE_SECRETARY | 1U << ROLE_MODERATOR |
					 1U << ROLE_RESIDENT,
				.community_id = import->community_id};
	struct issue_report report = import->report;
	enum state way[STATE_COUNT];
	struct issue_added added;
	int64_t organisation_id;
	int steps = import->state == STATE_NEW ? 0
					       : way_to(import->state, *import->responsible, way);
	/* What begins by being registered comes in as staff's own entries do. */
	bool is_moderated = steps > 0 && way[0] == STATE_REGISTERED;
	enum outcome outcome;

	report.is_untouched = import->state == STATE_NEW;
	report.registered_note = moved_note;
	change->community_id = import->community_id;
	outcome = issue_add_import(change, form, is_moderated, &report, &added);
	if (outcome == OK)
		outcome = issue_import_body(change, import->community_id, import->responsible,
					    &organisation_id);
	if (outcome == OK && organisation_id && is_moderated && !names_body(way, steps))
		outcome = keep_body(change, added.id, organisation_id);
	for (int i = is_moderated; i < steps && outcome == OK; i++) {
		struct issue_step step = step_to(change, import, organisation_id, way[i]);

		outcome = issue_take_step(change, form, &viewer, added.id, &step);
	}
	return outcome;
}

/* ------------------------------------------------------------------ a file */

/* What waits for a named moment, and was not public elsewhere: it has to come in unpublished. */
static bool needs_moment(struct change *change, const struct issue_import *import)
{
	struct category category;

	return state_facts(import->state)->is_public && !import->report.publish_not_before &&
	       category_find(&change->db, import->report.category, &category) == OK &&
	       category.is_embargoed;
}

static enum outcome import_row(struct change *change, struct table *table)
{
	struct form form = form_begin(table->row_arena, &table->row);
	struct issue_import import;
	enum outcome outcome = issue_import_read(&change->db, table, &import);

	/* Of what it is one, a file cannot say: numbers are given here. */
	if (outcome == OK && import.state == STATE_DUPLICATE)
		outcome = tell(table, "state", FAULT_NOT_ALLOWED_NOW, "duplicate");
	if (outcome == OK && import.report.publish_not_before > change->now)
		outcome = tell(table, "published", FAULT_DATE_FUTURE, NULL);
	if (outcome == OK && needs_moment(change, &import))
		outcome = tell(table, "state", FAULT_NOT_ALLOWED_NOW, state_key(import.state));
	if (outcome != OK)
		return outcome;
	outcome = add_one(change, &form, &import);
	if (outcome == INVALID)
		tell_faults(table, &form);
	return outcome;
}

enum outcome issue_import(struct change *change, struct table *table, void (*progress)(size_t done),
			  struct issue_import_counts *counts)
{
	struct arena *whole = change->db.arena;
	int64_t last = db_int(&change->db, "SELECT max(id) FROM issue", NO_ARGS, 0);
	enum outcome outcome = OK;

	change->is_bulk = true;
	*counts = (struct issue_import_counts){0};
	while ((outcome == OK || outcome == INVALID || outcome == CONFLICT) && table_next(table)) {
		/* A row's memory is given back with the row, so large files need no more. */
		change->db.arena = table->row_arena;
		outcome = import_row(change, table);
		change->db.arena = whole;
		counts->read++;
		counts->added += outcome == OK;
		counts->known += outcome == CONFLICT;
		if (progress)
			progress(counts->read);
	}
	change->is_bulk = false;
	if (table->faults.count)
		return INVALID;
	return outcome == OK || outcome == CONFLICT ? search_put_behind(change, last) : outcome;
}
