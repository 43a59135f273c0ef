#include "indicator_choice.h"

#include "audit.h"
#include "base/text.h"
#include "indicator_definition.h"

#define PLACE_MOST     999
#define CHOICE(member) offsetof(struct indicator_choice, member)

const struct field indicator_choice_fields[] = {
	{.name = "uk", .kind = FIELD_LINE, .most = INDICATOR_NAME_MOST, .offset = CHOICE(uk)},
	{.name = "en", .kind = FIELD_LINE, .most = INDICATOR_NAME_MOST, .offset = CHOICE(en)},
	{.name = "is_used", .kind = FIELD_FLAG, .offset = CHOICE(is_used)},
	{.name = "is_core", .kind = FIELD_FLAG, .offset = CHOICE(is_core)},
	{.name = "place",
	 .kind = FIELD_INTEGER,
	 .is_required = true,
	 .least = 1,
	 .most = PLACE_MOST,
	 .offset = CHOICE(place)},
	{.name = "definition",
	 .kind = FIELD_TEXT,
	 .most = INDICATOR_DEFINITION_MOST,
	 .offset = CHOICE(definition)},
	{.name = "definition_en",
	 .kind = FIELD_TEXT,
	 .most = INDICATOR_DEFINITION_MOST,
	 .offset = CHOICE(definition_en)},
	{.name = "is_break_meant", .kind = FIELD_FLAG, .offset = CHOICE(is_break_meant)},
	{0},
};

static bool is_for(const struct indicator *indicator, int64_t community_id)
{
	return !indicator->community_id || indicator->community_id == community_id;
}

struct indicators indicator_choice_part(struct db *db, int64_t community_id, const char *section)
{
	struct indicators all = indicator_of(db, community_id), part = {0};

	for (size_t i = 0; i < all.count; i++)
		if (strcmp(all.items[i].section, section) == 0 &&
		    is_for(&all.items[i], community_id))
			*LIST_ADD(db->arena, &part) = all.items[i];
	return part;
}

/* ---------------------------------------------------------------- the place */

static enum outcome position_write(struct change *change, int64_t community_id, const char *key,
				   int64_t position)
{
	return change_run(change,
			  "INSERT INTO indicator_choice (community_id, indicator, position) "
			  "VALUES ($1, $2, $3) ON CONFLICT (community_id, indicator) "
			  "DO UPDATE SET position = excluded.position",
			  ARGS(INT(community_id), TEXT(key), INT(position)));
}

static size_t index_of(const struct indicators *part, const char *key)
{
	size_t index = 0;

	while (index < part->count && strcmp(part->items[index].key, key) != 0)
		index++;
	return index;
}

/* The positions of a part stay the same; who stands on them changes. */
static enum outcome place_write(struct change *change, int64_t community_id,
				const struct indicators *part, size_t from, size_t to)
{
	size_t first = from < to ? from : to, last = from < to ? to : from;
	enum outcome outcome = OK;

	for (size_t i = first; i <= last && from != to && outcome == OK; i++) {
		size_t who = i == to ? from : from < to ? i + 1 : i - 1;

		outcome = position_write(change, community_id, part->items[who].key,
					 part->items[i].position);
	}
	return outcome;
}

/* ---------------------------------------------------------------- the definition */

/* Whether the hromada has figures of it by that version. */
static bool is_counted(struct db *db, int64_t community_id, const char *key, int version)
{
	return db_int(db,
		      "SELECT 1 FROM figure f JOIN report_territory t ON t.report_id = f.report_id "
		      "WHERE f.indicator = $2 AND f.definition_version = $3 "
		      "AND t.community_id = $1 LIMIT 1",
		      ARGS(INT(community_id), TEXT(key), INT(version)), 0) != 0;
}

/* 0 stands for everybody's, whichever is in force. */
static enum outcome version_choose(struct change *change, int64_t community_id,
				   const struct indicator *present,
				   const struct indicator_choice *choice, int64_t *version)
{
	const char *uk = text_or_empty(choice->definition);
	const char *en = text_or_empty(choice->definition_en);
	int64_t shared = db_int(&change->db,
				"SELECT definition_version FROM indicator WHERE key = $1",
				ARGS(TEXT(present->key)), 0);
	enum outcome outcome = db_outcome(&change->db);
	int found = present->definition_version;

	if (outcome == OK && *uk &&
	    (strcmp(uk, present->definition) != 0 || strcmp(en, present->definition_en) != 0))
		outcome = indicator_definition_version(change, present->key, community_id, uk, en,
						       &found);
	if (outcome == OK)
		*version = !*uk || found == shared ? 0 : found;
	return outcome;
}

static enum outcome definition_check(struct change *change, struct form *form, int64_t community_id,
				     const struct indicator *present,
				     const struct indicator_choice *choice, int64_t version)
{
	int64_t shared = db_int(&change->db,
				"SELECT definition_version FROM indicator WHERE key = $1",
				ARGS(TEXT(present->key)), 0);
	bool is_same = (version ? version : shared) == present->definition_version;

	if (is_same || choice->is_break_meant ||
	    !is_counted(&change->db, community_id, present->key, present->definition_version))
		return db_outcome(&change->db);
	return form_fault(form, "is_break_meant", FAULT_BREAKS);
}

/* ---------------------------------------------------------------- all of it */

static const char *choice_json(struct arena *arena, const struct indicator *indicator, size_t place)
{
	struct pairs pairs = {0};

	pairs_add(arena, &pairs, "uk", indicator->uk);
	pairs_add(arena, &pairs, "en", indicator->en);
	pairs_add(arena, &pairs, "is_used", indicator->is_used ? "1" : "0");
	pairs_add(arena, &pairs, "is_core", indicator->is_core ? "1" : "0");
	pairs_add(arena, &pairs, "place", arena_printf(arena, "%zu", place + 1));
	pairs_add(arena, &pairs, "definition_version",
		  arena_printf(arena, "%d", indicator->definition_version));
	pairs_add(arena, &pairs, "definition", indicator->definition);
	pairs_add(arena, &pairs, "definition_en", indicator->definition_en);
	return audit_json(arena, &pairs);
}

static enum outcome audit(struct change *change, int64_t community_id,
			  const struct indicators *before, size_t index)
{
	struct arena *arena = change->db.arena;
	const struct indicator *old = &before->items[index];
	struct indicators after = indicator_choice_part(&change->db, community_id, old->section);
	size_t place = index_of(&after, old->key);

	if (place == after.count)
		return db_missing(&change->db);
	return audit_add(change, "indicator choice", arena_printf(arena, "indicator %s", old->key),
			 choice_json(arena, old, index),
			 choice_json(arena, &after.items[place], place));
}

/* What a table of fields cannot tell. Every fault at once. */
static enum outcome words_check(struct form *form, const struct indicator *present,
				const struct indicator_choice *choice)
{
	bool is_own = present->community_id != 0;
	bool is_wordless = !*text_or_empty(choice->definition);
	enum outcome outcome = OK;

	if (is_own && !*text_or_empty(choice->uk))
		outcome = form_fault(form, "uk", FAULT_MISSING);
	if (is_own && !*text_or_empty(choice->en))
		outcome = form_fault(form, "en", FAULT_MISSING);
	if (is_wordless && (is_own || *text_or_empty(choice->definition_en)))
		outcome = form_fault(form, "definition", FAULT_MISSING);
	return outcome;
}

static enum outcome write(struct change *change, int64_t community_id,
			  const struct indicator *present, const struct indicator_choice *choice,
			  int64_t version)
{
	enum outcome outcome = change_run(
		change,
		"INSERT INTO indicator_choice (community_id, indicator, is_used, is_core, "
		"definition_version) VALUES ($1, $2, $3, $4, $5) "
		"ON CONFLICT (community_id, indicator) DO UPDATE SET is_used = excluded.is_used, "
		"is_core = excluded.is_core, definition_version = excluded.definition_version",
		ARGS(INT(community_id), TEXT(present->key), INT(choice->is_used),
		     INT(choice->is_core), INT_OR_NONE(version)));

	if (outcome == OK && present->community_id)
		outcome = change_run(change, "UPDATE indicator SET uk = $2, en = $3 WHERE key = $1",
				     ARGS(TEXT(present->key), TEXT(choice->uk), TEXT(choice->en)));
	return outcome;
}

enum outcome indicator_choice_change(struct change *change, struct form *form, int64_t community_id,
				     const char *key, const struct indicator_choice *choice)
{
	struct indicators all = indicator_of(&change->db, community_id), part;
	const struct indicator *present = indicator_find(&all, key);
	int64_t version = 0;
	size_t from, to;
	enum outcome outcome;

	if (!present || !is_for(present, community_id))
		return db_missing(&change->db);
	part = indicator_choice_part(&change->db, community_id, present->section);
	from = index_of(&part, key);
	if (from == part.count)
		return db_missing(&change->db);
	to = (size_t)choice->place - 1 < part.count ? (size_t)choice->place - 1 : part.count - 1;
	outcome = words_check(form, present, choice);
	if (outcome == OK)
		outcome = version_choose(change, community_id, present, choice, &version);
	if (outcome == OK)
		outcome = definition_check(change, form, community_id, present, choice, version);
	if (outcome == OK)
		outcome = write(change, community_id, present, choice, version);
	if (outcome == OK)
		outcome = place_write(change, community_id, &part, from, to);
	return outcome == OK ? audit(change, community_id, &part, from) : outcome;
}
