#include "indicator_own.h"

#include "audit.h"
#include "base/text.h"
#include "indicator_choice.h"
#include "indicator_definition.h"
#include "report.h"

#define KEY_MOST       40
#define POSITION_FIRST 1000 /* behind whatever the program's list may grow to */
#define OWN(member)    offsetof(struct indicator_own, member)

const char *const indicator_own_units[] = {"од.", "осіб", "хв", "грн", "%"};
const size_t indicator_own_unit_count = COUNT(indicator_own_units);

const struct field indicator_own_fields[] = {
	{.name = "key",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = KEY_MOST,
	 .offset = OWN(key)},
	{.name = "section", .kind = FIELD_LINE, .is_required = true, .offset = OWN(section)},
	{.name = "uk",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = INDICATOR_NAME_MOST,
	 .offset = OWN(uk)},
	{.name = "en",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = INDICATOR_NAME_MOST,
	 .offset = OWN(en)},
	{.name = "unit", .kind = FIELD_LINE, .is_required = true, .offset = OWN(unit)},
	{.name = "kind",
	 .kind = FIELD_CHOICE,
	 .is_required = true,
	 .choice = indicator_kind_find,
	 .offset = OWN(kind)},
	{.name = "publicity",
	 .kind = FIELD_CHOICE,
	 .is_required = true,
	 .choice = indicator_publicity_find,
	 .offset = OWN(publicity)},
	{.name = "subset_of", .kind = FIELD_LINE, .offset = OWN(subset_of)},
	{.name = "is_kind", .kind = FIELD_FLAG, .offset = OWN(is_kind)},
	{.name = "definition",
	 .kind = FIELD_TEXT,
	 .is_required = true,
	 .most = INDICATOR_DEFINITION_MOST,
	 .offset = OWN(definition)},
	{.name = "definition_en",
	 .kind = FIELD_TEXT,
	 .most = INDICATOR_DEFINITION_MOST,
	 .offset = OWN(definition_en)},
	{0},
};

/* ---------------------------------------------------------------- what it has to be */

static const char *whole_key(struct arena *arena, const char *typed)
{
	bool has_prefix = strncmp(typed, INDICATOR_OWN_PREFIX, strlen(INDICATOR_OWN_PREFIX)) == 0;

	return has_prefix ? typed : arena_printf(arena, INDICATOR_OWN_PREFIX "%s", typed);
}

static enum outcome key_check(struct form *form, const struct indicators *all, const char *key)
{
	if (key[strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_")])
		return form_fault(form, "key", FAULT_NOT_A_KEY);
	return indicator_find(all, key) ? form_fault(form, "key", FAULT_TAKEN) : OK;
}

static bool is_section(const char *section)
{
	for (size_t i = 0; i < REPORT_PARTS; i++)
		if (*report_parts[i].indicators && strcmp(report_parts[i].indicators, section) == 0)
			return true;
	return false;
}

static bool is_unit(const char *unit)
{
	for (size_t i = 0; i < indicator_own_unit_count; i++)
		if (strcmp(indicator_own_units[i], unit) == 0)
			return true;
	return false;
}

static enum outcome whole_check(struct form *form, const struct indicators *all,
				int64_t community_id, const struct indicator_own *own)
{
	const char *key = text_or_empty(own->subset_of);
	const struct indicator *whole = indicator_find(all, key);

	if (!*key)
		return own->is_kind ? form_fault(form, "subset_of", FAULT_MISSING) : OK;
	if (!whole || (whole->community_id && whole->community_id != community_id))
		return form_fault(form, "subset_of", FAULT_UNKNOWN);
	if (whole->kind != (enum indicator_kind)own->kind || strcmp(whole->unit, own->unit) != 0)
		return form_fault(form, "subset_of", FAULT_OTHER_KIND);
	return OK;
}

/* Every fault at once. */
static enum outcome own_check(struct form *form, const struct indicators *all, int64_t community_id,
			      const struct indicator_own *own, const char *key)
{
	enum outcome outcome = key_check(form, all, key);

	if (!is_section(own->section))
		outcome = form_fault(form, "section", FAULT_UNKNOWN);
	if (!is_unit(own->unit))
		outcome = form_fault(form, "unit", FAULT_UNKNOWN);
	if (strcmp(own->unit, "%") == 0 && own->kind != INDICATOR_MEAN)
		outcome = form_fault(form, "kind", FAULT_NOT_A_SUM);
	if (whole_check(form, all, community_id, own) != OK)
		return INVALID;
	return outcome;
}

/* ---------------------------------------------------------------- writing */

static const char *subject(struct arena *arena, const char *key)
{
	return arena_printf(arena, "indicator %s", key);
}

static const char *own_json(struct arena *arena, const struct indicator_own *own)
{
	struct pairs pairs = {0};

	pairs_add(arena, &pairs, "section", own->section);
	pairs_add(arena, &pairs, "uk", own->uk);
	pairs_add(arena, &pairs, "en", own->en);
	pairs_add(arena, &pairs, "unit", own->unit);
	pairs_add(arena, &pairs, "kind", indicator_kind_key((enum indicator_kind)own->kind));
	pairs_add(arena, &pairs, "publicity",
		  indicator_publicity_key((enum indicator_publicity)own->publicity));
	pairs_add(arena, &pairs, "subset_of", text_or_empty(own->subset_of));
	pairs_add(arena, &pairs, "is_kind", own->is_kind ? "1" : "0");
	pairs_add(arena, &pairs, "definition", own->definition);
	return audit_json(arena, &pairs);
}

static enum outcome own_write(struct change *change, int64_t community_id,
			      const struct indicator_own *own, const char *key)
{
	return change_run(
		change,
		"INSERT INTO indicator (key, position, section, uk, en, unit, kind, is_core, "
		"publicity, definition, definition_version, subset_of, is_kind, community_id) "
		"SELECT $1, 1 + max($2, max(position)), $3, $4, $5, $6, $7, 1, $8, $9, 1, $10, "
		"$11, $12 FROM indicator",
		ARGS(TEXT(key), INT(POSITION_FIRST), TEXT(own->section), TEXT(own->uk),
		     TEXT(own->en), TEXT(own->unit),
		     TEXT(indicator_kind_key((enum indicator_kind)own->kind)),
		     TEXT(indicator_publicity_key((enum indicator_publicity)own->publicity)),
		     TEXT(own->definition), TEXT(text_or_empty(own->subset_of)), INT(own->is_kind),
		     INT(community_id)));
}

enum outcome indicator_own_add(struct change *change, struct form *form, int64_t community_id,
			       const struct indicator_own *own, const char **key)
{
	struct arena *arena = change->db.arena;
	struct indicators all = indicator_all(&change->db);
	const char *whole = whole_key(arena, own->key);
	int version;
	enum outcome outcome = own_check(form, &all, community_id, own, whole);

	if (outcome == OK)
		outcome = own_write(change, community_id, own, whole);
	if (outcome == OK)
		outcome = indicator_definition_version(change, whole, community_id, own->definition,
						       text_or_empty(own->definition_en), &version);
	if (outcome == OK)
		outcome = audit_add(change, "indicator add", subject(arena, whole), "",
				    own_json(arena, own));
	if (outcome == OK)
		*key = whole;
	return outcome;
}

/* ---------------------------------------------------------------- removing */

bool indicator_own_is_in_use(struct db *db, const char *key)
{
	return db_int(db, "SELECT 1 FROM figure WHERE indicator = $1 LIMIT 1", ARGS(TEXT(key)),
		      0) != 0 ||
	       db_int(db, "SELECT 1 FROM indicator WHERE subset_of = $1 LIMIT 1", ARGS(TEXT(key)),
		      0) != 0;
}

enum outcome indicator_own_remove(struct change *change, int64_t community_id, const char *key)
{
	static const char *const deletes[] = {
		"DELETE FROM indicator_choice WHERE indicator = $1",
		"DELETE FROM indicator_definition WHERE indicator = $1",
		"DELETE FROM indicator WHERE key = $1"};
	struct arena *arena = change->db.arena;
	struct indicators all = indicator_of(&change->db, community_id);
	const struct indicator *present = indicator_find(&all, key);
	struct pairs pairs = {0};
	enum outcome outcome = OK;

	if (!present || present->community_id != community_id)
		return db_missing(&change->db);
	if (indicator_own_is_in_use(&change->db, key))
		return CONFLICT;
	pairs_add(arena, &pairs, "uk", present->uk);
	pairs_add(arena, &pairs, "definition", present->definition);
	for (size_t i = 0; i < COUNT(deletes) && outcome == OK; i++)
		outcome = change_run(change, deletes[i], ARGS(TEXT(key)));
	return outcome == OK ? audit_add(change, "indicator remove", subject(arena, key),
					 audit_json(arena, &pairs), "")
			     : outcome;
}
