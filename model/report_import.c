#include "report_import.h"

#include "base/text.h"
#include "report_life.h"

#define GATHERED_MOST ((size_t)256 << 20) /* of a whole file */
#define ONE_MOST      ((size_t)8 << 20)   /* one report on its way into the database */

const struct table_column report_import_columns[] = {
	{"community", true},
	{"kind", true},
	{"from", true},
	{"to", true},
	{"unit", false},
	{"indicator", true},
	{"value", true},
	{"qualifier", false},
	{"note", false},
	{"reference", false},
	{0},
};

/* The file, on its way into reports. */
struct gathering {
	struct db *db;
	struct table *table;
	struct arena *arena;
	const char *const *extras;
	struct indicators indicators;
	struct report_imports *imports;
};

static void tell(struct gathering *gathering, struct fault fault)
{
	struct faults one = {&fault, 1};

	table_faults_add(gathering->table, &one);
}

static const char *cell(const struct gathering *gathering, const char *column)
{
	return arena_string(gathering->arena, table_cell(gathering->table, column));
}

static void say_at(struct gathering *gathering, struct report_import *import, const char *name,
		   const char *value, const char *column)
{
	size_t before = import->pairs.count;

	pairs_add(gathering->arena, &import->pairs, name, value);
	import->lines = arena_list_room(gathering->arena, import->lines, before,
					sizeof(*import->lines));
	import->lines[before] = (struct report_import_line){gathering->table->line, column};
}

static bool is_among(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

/* A report of this reference begins: what every one of its lines says. */
static struct report_import *begin(struct gathering *gathering, const char *reference)
{
	static const char *const heads[] = {"kind", "from", "to", "unit"};
	struct community community;
	struct report_import *import;
	const char *place = cell(gathering, "community");

	if (community_find(gathering->db, place, &community) != OK &&
	    community_find_katottg(gathering->db, place, &community) != OK) {
		tell(gathering, (struct fault){.field = "community",
					       .kind = *place ? FAULT_UNKNOWN : FAULT_MISSING,
					       .detail = place});
		return NULL;
	}
	import = LIST_ADD(gathering->arena, gathering->imports);
	*import = (struct report_import){.reference = reference,
					 .community_id = community.id,
					 .source_url = "",
					 .line = gathering->table->line};
	for (size_t i = 0; i < COUNT(heads); i++)
		say_at(gathering, import, heads[i], cell(gathering, heads[i]), heads[i]);
	return import;
}

/* The report that the row at hand belongs to; NULL when it cannot be told. */
static struct report_import *report_of(struct gathering *gathering)
{
	static const char *const heads[] = {"kind", "from", "to", "unit"};
	const char *reference = cell(gathering, "reference");

	if (!*reference)
		reference = arena_printf(
			gathering->arena, "%s %s %s/%s", table_cell(gathering->table, "community"),
			table_cell(gathering->table, "kind"), table_cell(gathering->table, "from"),
			table_cell(gathering->table, "to"));
	for (size_t i = gathering->imports->count; i-- > 0;) {
		struct report_import *import = &gathering->imports->items[i];

		if (strcmp(import->reference, reference) != 0)
			continue;
		for (size_t h = 0; h < COUNT(heads); h++)
			if (strcmp(pairs_value(&import->pairs, heads[h]),
				   table_cell(gathering->table, heads[h])) != 0)
				tell(gathering,
				     (struct fault){.field = heads[h],
						    .kind = FAULT_UNKNOWN,
						    .detail = cell(gathering, heads[h])});
		return import;
	}
	return begin(gathering, reference);
}

static void add_figure(struct gathering *gathering, struct report_import *import, const char *key)
{
	struct arena *arena = gathering->arena;
	const char *qualifier = cell(gathering, "qualifier"), *note = cell(gathering, "note");
	bool is_state = strcmp(qualifier, "not_tracked") == 0 ||
			strcmp(qualifier, "suppressed") == 0;
	const char *name = arena_printf(arena, "figure.%s", key);

	say_at(gathering, import, name, cell(gathering, "value"), "value");
	if (*qualifier)
		say_at(gathering, import,
		       arena_printf(arena, "%s.%s", name, is_state ? "state" : "qualifier"),
		       qualifier, "qualifier");
	if (*note)
		say_at(gathering, import, arena_printf(arena, "%s.note", name), note, "note");
}

/* "UA53... UA53...": one field each. */
static void add_territories(struct gathering *gathering, struct report_import *import,
			    const char *codes)
{
	while (*codes) {
		size_t length = strcspn(codes, " ");

		if (length)
			say_at(gathering, import, "territory",
			       arena_bytes(gathering->arena, codes, length), "value");
		codes += length + (codes[length] == ' ');
	}
}

/* "summary" is a field of its own, and three parts go by two names among those who write reports. */
static const char *part_key(const struct gathering *gathering, const char *key)
{
	static const struct {
		const char *typed, *key;
	} names[] = {{"section.summary", "summary"},
		     {"section.children", "section.youth"},
		     {"section.cooperation", "section.dialogue"},
		     {"section.tips", "section.advice"}};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i].typed, key) == 0)
			return names[i].key;
	return arena_string(gathering->arena, key);
}

static void add_row(struct gathering *gathering, struct report_import *import)
{
	static const char *const plain[] = {"basis", "author_post", "summary", NULL};
	const char *key = part_key(gathering, table_cell(gathering->table, "indicator"));
	const char *value = cell(gathering, "value");
	const char *part = strncmp(key, "section.", 8) == 0 ? key + 8 : NULL;
	const struct report_part *known = part ? report_part_find(part) : NULL;
	bool is_figure = indicator_find(&gathering->indicators, key) != NULL;

	if (pairs_find(&import->pairs,
		       is_figure ? arena_printf(gathering->arena, "figure.%s", key) : key)) {
		tell(gathering, (struct fault){.field = "indicator", .kind = FAULT_TAKEN});
	} else if (is_figure && !indicator_is_used(gathering->db, import->community_id, key)) {
		tell(gathering,
		     (struct fault){.field = "indicator", .kind = FAULT_NOT_USED, .detail = key});
	} else if (is_figure) {
		add_figure(gathering, import, key);
	} else if (is_among(plain, key) || (known && known->is_text)) {
		say_at(gathering, import, key, value, "value");
	} else if (strcmp(key, "territory") == 0) {
		add_territories(gathering, import, value);
	} else if (strcmp(key, "source") == 0) {
		import->source_url = value;
	} else if (is_among(gathering->extras, key)) {
		pairs_add(gathering->arena, &import->extras, key, value);
		pairs_add(gathering->arena, &import->extras,
			  arena_printf(gathering->arena, "%s.note", key), cell(gathering, "note"));
	} else {
		tell(gathering, (struct fault){.field = "indicator",
					       .kind = *key ? FAULT_UNKNOWN : FAULT_MISSING,
					       .detail = key});
	}
}

enum outcome report_import_gather(struct db *db, struct table *table, struct arena *arena,
				  const char *const *extras, struct report_imports *imports)
{
	struct gathering gathering = {.db = db,
				      .table = table,
				      .arena = arena,
				      .extras = extras,
				      .indicators = indicator_all(db),
				      .imports = imports};

	while (table_next(table)) {
		struct report_import *import = report_of(&gathering);

		if (import)
			add_row(&gathering, import);
	}
	return table->faults.count ? INVALID : OK;
}

/* Tell the form's faults at the lines and columns that said what is wrong. */
static enum outcome tell_faults(struct table *table, const struct report_import *import,
				const struct form *form)
{
	for (size_t i = 0; i < form->faults.count; i++) {
		struct fault fault = form->faults.items[i];
		struct faults one = {&fault, 1};

		table->line = import->line;
		for (size_t p = 0; p < import->pairs.count; p++)
			if (strcmp(import->pairs.items[p].name, fault.field) == 0) {
				table->line = import->lines[p].line;
				fault.field = import->lines[p].column;
				break;
			}
		table_faults_add(table, &one);
	}
	return INVALID;
}

/* What the form asks and a file need not say. */
static struct pairs completed(struct db *db, const struct report_import *import)
{
	struct arena *arena = db->arena;
	struct pairs pairs = {0};
	const char *kind = pairs_value(&import->pairs, "kind");
	const char *from = pairs_value(&import->pairs, "from");
	bool is_cumulative = strcmp(kind, "bimonthly") != 0 && strcmp(kind, "annual") != 0 &&
			     strlen(from) == 10 && strcmp(from + 4, "-01-01") == 0;
	struct community community;

	for (size_t i = 0; i < import->pairs.count; i++)
		if (*import->pairs.items[i].value)
			pairs_add(arena, &pairs, import->pairs.items[i].name,
				  import->pairs.items[i].value);
	if (!pairs_find(&pairs, "basis"))
		pairs_add(arena, &pairs, "basis", is_cumulative ? "cumulative" : "period");
	if (community_find_id(db, import->community_id, &community) != OK)
		return pairs;
	if (!pairs_find(&pairs, "territory"))
		pairs_add(arena, &pairs, "territory", community.katottg);
	if (!pairs_find(&pairs, "author_post"))
		pairs_add(arena, &pairs, "author_post", "автора не зазначено");
	return pairs;
}

static enum outcome add(struct change *change, struct form *form,
			const struct report_import *import, int64_t *id)
{
	struct pairs pairs = completed(&change->db, import);
	struct report_draft draft = {0};
	enum outcome outcome;

	*form = form_begin(change->db.arena, &pairs);
	outcome = report_form_read(&change->db, form, &draft);
	if (outcome != OK)
		return outcome;
	if (db_int(&change->db, "SELECT id FROM report WHERE reference = $1",
		   ARGS(TEXT(import->reference)), 0))
		return CONFLICT;
	draft.reference = import->reference;
	draft.source_url = import->source_url;
	draft.is_made_up = strncmp(import->reference, "demo:", 5) == 0;
	return report_edit_add(change, form, &draft, id);
}

enum outcome report_import_add(struct change *change, struct table *table,
			       const struct report_import *import, int64_t *id)
{
	struct form form = {0};
	enum outcome outcome;

	change->community_id = import->community_id;
	outcome = add(change, &form, import, id);
	return outcome == INVALID ? tell_faults(table, import, &form) : outcome;
}

/* A file of figures alone: its first text, or where it comes from, is the summary. */
static void summarise(struct arena *arena, struct report_import *import)
{
	const char *summary = "Показники за цей період перенесено зі звіту підрозділу.";

	if (pairs_find(&import->pairs, "summary"))
		return;
	for (size_t i = 0; i < import->pairs.count; i++)
		if (strncmp(import->pairs.items[i].name, "section.", 8) == 0) {
			summary = import->pairs.items[i].value;
			break;
		}
	size_t before = import->pairs.count;
	pairs_add(arena, &import->pairs, "summary", summary);
	import->lines = arena_list_room(arena, import->lines, before, sizeof(*import->lines));
	import->lines[before] = (struct report_import_line){import->line, "value"};
}

static enum outcome add_published(struct change *change, struct table *table,
				  const struct report_import *import)
{
	struct form form = {.arena = change->db.arena, .typed = &import->pairs};
	int64_t id = 0;
	enum outcome outcome = report_import_add(change, table, import, &id);

	if (outcome != OK)
		return outcome;
	outcome = report_life_publish(change, &form, id);
	return outcome == INVALID ? tell_faults(table, import, &form) : outcome;
}

/* Each in memory of its own, so that a large file needs no more than a small one. */
static enum outcome add_each(struct change *change, struct table *table, struct arena *arena,
			     struct report_imports *imports, void (*progress)(size_t done),
			     struct report_import_counts *counts)
{
	struct arena *whole = change->db.arena, *one = arena_begin(ONE_MOST);
	enum outcome outcome = OK;

	change->db.arena = one;
	for (size_t i = 0; i < imports->count && (outcome == OK || outcome == INVALID); i++) {
		summarise(arena, &imports->items[i]);
		enum outcome added = add_published(change, table, &imports->items[i]);

		counts->read++;
		counts->added += added == OK;
		counts->known += added == CONFLICT;
		if (added != OK && added != CONFLICT)
			outcome = added;
		if (progress)
			progress(counts->read);
		arena_reset(one);
	}
	change->db.arena = whole;
	arena_end(one);
	return outcome;
}

enum outcome report_import(struct change *change, struct table *table,
			   void (*progress)(size_t done), struct report_import_counts *counts)
{
	struct arena *gathered = arena_begin(GATHERED_MOST);
	struct report_imports imports = {0};
	enum outcome outcome;

	*counts = (struct report_import_counts){0};
	outcome = report_import_gather(&change->db, table, gathered, NULL, &imports);
	if (outcome == OK)
		outcome = add_each(change, table, gathered, &imports, progress, counts);
	arena_end(gathered);
	return outcome;
}
