/* issue_import_read.c - a line of the file, checked as the form is; issue_import.c adds it. */
#include "issue_import.h"

#include "area.h"
#include "base/secret.h"
#include "base/text.h"
#include "category.h"
#include "community.h"

#define LINE_BYTES ((size_t)64 << 10)

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

enum outcome issue_import_fault(struct table *table, const char *column, enum fault_kind kind,
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
		return issue_import_fault(table, "community", *slug ? FAULT_UNKNOWN : FAULT_MISSING,
					  slug);
	import->community_id = community.id;
	if (!*typed)
		return OK;
	if (find_area(db, community.id, typed, &area_id) != OK)
		return issue_import_fault(table, "area", FAULT_UNKNOWN, typed);
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
		return issue_import_fault(table, "state", FAULT_UNKNOWN, key);
	import->state = (enum state)state;
	if ((import->state == STATE_IN_PROGRESS ||
	     state_facts(import->state)->asks & ASKS_RESPONSIBLE) &&
	    !*import->responsible)
		return issue_import_fault(table, "responsible", FAULT_MISSING, NULL);
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

void issue_import_faults(struct table *table, const struct form *form)
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
		return issue_import_fault(table, "category", FAULT_UNKNOWN, key);
	return category.takes_reports
		       ? OK
		       : issue_import_fault(table, "category", FAULT_REDIRECT_ONLY, category.call);
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
	issue_import_faults(table, &form);
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
