#include "report_edit.h"

#include "audit.h"
#include "base/text.h"
#include "codifier.h"
#include "community.h"
#include "disclosure.h"
#include "person.h"
#include "report_read.h"

/* ---------------------------------------------------------------- what a draft has to be */

bool report_edit_may(struct db *db, struct actor actor, int64_t community_id,
		     enum permission permission)
{
	struct person person;

	if (!actor.person_id)
		return true;
	if (person_find_id(db, actor.person_id, &person) != OK)
		return false;
	for (size_t i = 0; i < person.roles.count; i++) {
		const struct person_role *held = &person.roles.items[i];

		if ((!held->community_id || held->community_id == community_id) &&
		    role_may(held->role, permission))
			return true;
	}
	return false;
}

static int compare_codes(const void *first, const void *second)
{
	return strcmp(*(const char *const *)first, *(const char *const *)second);
}

/* The codes in order, each once: what makes sets comparable. */
static struct texts codes_sorted(struct arena *arena, const struct texts *typed)
{
	struct texts sorted = {0}, codes = {0};

	for (size_t i = 0; i < typed->count; i++)
		*LIST_ADD(arena, &sorted) = typed->items[i];
	if (sorted.count)
		qsort(sorted.items, sorted.count, sizeof(*sorted.items), compare_codes);
	for (size_t i = 0; i < sorted.count; i++)
		if (!codes.count || strcmp(codes.items[codes.count - 1], sorted.items[i]) != 0)
			*LIST_ADD(arena, &codes) = sorted.items[i];
	return codes;
}

static const char *codes_joined(struct arena *arena, const struct texts *codes)
{
	struct text key = text_begin(arena, codes->count * (CODIFIER_CODE_LENGTH + 1) + 1);

	for (size_t i = 0; i < codes->count; i++)
		text_addf(&key, i ? " %s" : "%s", codes->items[i]);
	return key.bytes;
}

/* Each code is a hromada's, those served are the actor's to write for, this one is among them. */
static enum outcome territory_check(struct change *change, struct form *form,
				    const struct texts *codes)
{
	bool is_here = !change->community_id, is_served = false;

	for (size_t i = 0; i < codes->count; i++) {
		struct community community;
		struct territory territory;
		struct fault fault = {.field = "territory", .detail = codes->items[i]};

		if (strlen(codes->items[i]) != CODIFIER_CODE_LENGTH ||
		    codifier_find(change->db.arena, codes->items[i], &territory) != OK ||
		    strcmp(territory.code, codes->items[i]) != 0) {
			fault.kind = FAULT_UNKNOWN;
			return form_fault_with(form, fault);
		}
		if (community_find_katottg(&change->db, codes->items[i], &community) != OK)
			continue;
		is_served = true;
		is_here |= community.id == change->community_id;
		if (!report_edit_may(&change->db, change->actor, community.id, WRITE_REPORT)) {
			fault.kind = FAULT_NOT_FOR_ROLE;
			return form_fault_with(form, fault);
		}
	}
	if (!is_here || !is_served)
		return form_fault(form, "territory", FAULT_MISSING);
	return OK;
}

/* Custom and cumulative reports may overlap each other; none may stand twice. */
static enum outcome overlap_check(struct change *change, struct form *form, int64_t id,
				  const struct report_draft *draft, const char *territory_key)
{
	struct arena *arena = change->db.arena;
	bool is_exact = draft->kind == REPORT_CUSTOM || draft->basis == REPORT_CUMULATIVE;
	int64_t other = db_int(
		&change->db,
		"SELECT id FROM report WHERE territory_key = $1 AND kind = $2 AND basis = $3 "
		"AND unit = $4 AND state <> 'withdrawn' AND id <> $5 AND CASE WHEN $6 "
		"THEN period_from = $7 AND period_to = $8 "
		"ELSE period_from <= $8 AND period_to >= $7 END",
		ARGS(TEXT(territory_key), TEXT(report_kind_key((enum report_kind)draft->kind)),
		     TEXT(report_basis_key((enum report_basis)draft->basis)), TEXT(draft->unit),
		     INT(id), INT(is_exact), DATE(arena, draft->from), DATE(arena, draft->to)),
		0);

	if (!other)
		return db_outcome(&change->db);
	return form_fault_with(
		form, (struct fault){.field = "from",
				     .kind = FAULT_OVERLAPS,
				     .detail = arena_printf(arena, "%lld", (long long)other)});
}

/* What says which report this is. Every fault at once. */
static enum outcome identity_check(struct change *change, struct form *form, int64_t id,
				   const struct report_draft *draft, const struct texts *codes)
{
	enum outcome outcome = territory_check(change, form, codes), overlap;

	if (!*draft->unit)
		outcome = form_fault(form, "unit", FAULT_MISSING);
	if (date_compare(draft->from, draft->to) > 0)
		return form_fault(form, "to", FAULT_DATE_ORDER);
	overlap = overlap_check(change, form, id, draft, codes_joined(change->db.arena, codes));
	return outcome != OK ? outcome : overlap;
}

/* ---------------------------------------------------------------- writing */

static const char *report_subject(struct arena *arena, int64_t id)
{
	return arena_printf(arena, "report %lld", (long long)id);
}

static enum outcome territories_write(struct change *change, int64_t id, const struct texts *codes)
{
	enum outcome outcome = change_run(
		change, "DELETE FROM report_territory WHERE report_id = $1", ARGS(INT(id)));

	for (size_t i = 0; i < codes->count && outcome == OK; i++)
		outcome = change_run(
			change,
			"INSERT INTO report_territory (report_id, katottg, community_id) "
			"VALUES ($1, $2, (SELECT id FROM community WHERE katottg = $2))",
			ARGS(INT(id), TEXT(codes->items[i])));
	return outcome;
}

/*
 * A figure keeps the definition under which the version before counted it. A hromada's own wording is
 * for reports that speak of it alone: one figure of several hromadas can be counted in one way only.
 */
static enum outcome figure_write(struct change *change, int64_t id, int version,
				 const struct figure *figure)
{
	bool has_value = figure->state == FIGURE_GIVEN || figure->value;

	return change_run(
		change,
		"INSERT INTO figure (report_id, version, indicator, definition_version, state, "
		"qualifier, value, note) SELECT $1, $2, i.key, coalesce((SELECT "
		"f.definition_version "
		"FROM figure f WHERE f.report_id = $1 AND f.version = $2 - 1 AND f.indicator = "
		"i.key), (SELECT c.definition_version FROM indicator_choice c "
		"WHERE c.indicator = i.key AND c.community_id = "
		"(SELECT CASE count(*) WHEN 1 THEN min(t.community_id) END "
		"FROM report_territory t WHERE t.report_id = $1)), "
		"i.definition_version), $4, $5, $6, $7 FROM indicator i WHERE i.key = $3",
		ARGS(INT(id), INT(version), TEXT(figure->indicator),
		     TEXT(figure_state_key(figure->state)),
		     TEXT(figure_qualifier_key(figure->qualifier)),
		     has_value ? INT(figure->value) : NONE,
		     TEXT(figure->note ? figure->note : "")));
}

/* What the preview hides is decided at each save, or it would promise what publishing takes back. */
static enum outcome hidden_decide(struct change *change, int64_t id, int version)
{
	struct report report;
	enum outcome outcome = report_find_any(&change->db, id, version, &report);

	return outcome == OK ? disclosure_decide(change, &report) : outcome;
}

static enum outcome content_write(struct change *change, int64_t id, int version,
				  const struct report_draft *draft)
{
	struct values which = ARGS(INT(id), INT(version));
	enum outcome outcome = change_run(
		change,
		"UPDATE report_version SET summary = $3, written_by = $4, submitted_at = NULL "
		"WHERE report_id = $1 AND version = $2",
		ARGS(INT(id), INT(version), TEXT(draft->summary ? draft->summary : ""),
		     INT_OR_NONE(change->actor.person_id)));

	if (outcome == OK)
		outcome = change_run(
			change, "DELETE FROM figure WHERE report_id = $1 AND version = $2", which);
	if (outcome == OK)
		outcome = change_run(
			change, "DELETE FROM section WHERE report_id = $1 AND version = $2", which);
	for (size_t i = 0; i < draft->figures.count && outcome == OK; i++)
		outcome = figure_write(change, id, version, &draft->figures.items[i]);
	for (size_t i = 0; i < draft->sections.count && outcome == OK; i++)
		outcome = change_run(change,
				     "INSERT INTO section (report_id, version, key, text) "
				     "VALUES ($1, $2, $3, $4)",
				     ARGS(INT(id), INT(version), TEXT(draft->sections.items[i].key),
					  TEXT(draft->sections.items[i].text)));
	return outcome == OK ? hidden_decide(change, id, version) : outcome;
}

static enum outcome identity_write(struct change *change, int64_t id,
				   const struct report_draft *draft, const struct texts *codes)
{
	struct arena *arena = change->db.arena;
	enum outcome outcome = change_run(
		change,
		"UPDATE report SET kind = $2, period_from = $3, period_to = $4, basis = $5, unit = "
		"$6, "
		"author_post = $7, territory_key = $8 WHERE id = $1",
		ARGS(INT(id), TEXT(report_kind_key((enum report_kind)draft->kind)),
		     DATE(arena, draft->from), DATE(arena, draft->to),
		     TEXT(report_basis_key((enum report_basis)draft->basis)), TEXT(draft->unit),
		     TEXT(draft->author_post), TEXT(codes_joined(arena, codes))));

	return outcome == OK ? territories_write(change, id, codes) : outcome;
}

enum outcome report_edit_add(struct change *change, struct form *form,
			     const struct report_draft *draft, int64_t *id)
{
	struct arena *arena = change->db.arena;
	struct texts codes = codes_sorted(arena, &draft->territories);
	struct pairs pairs = report_form_pairs(arena, draft);
	enum outcome outcome = identity_check(change, form, 0, draft, &codes);
	int64_t added;

	if (outcome != OK)
		return outcome;
	outcome = change_insert(
		change,
		"INSERT INTO report (kind, period_from, period_to, basis, unit, author_post, "
		"territory_key, state, made_at, updated_at, reference, source_url, is_made_up) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $8, $9, $10, $11) RETURNING id",
		ARGS(TEXT(report_kind_key((enum report_kind)draft->kind)), DATE(arena, draft->from),
		     DATE(arena, draft->to),
		     TEXT(report_basis_key((enum report_basis)draft->basis)), TEXT(draft->unit),
		     TEXT(draft->author_post), TEXT(codes_joined(arena, &codes)), INT(change->now),
		     TEXT_OR_NONE(draft->reference),
		     TEXT(draft->source_url ? draft->source_url : ""), INT(draft->is_made_up)),
		&added);
	if (outcome == OK)
		outcome = territories_write(change, added, &codes);
	if (outcome == OK)
		outcome = change_run(change,
				     "INSERT INTO report_version (report_id, version, summary) "
				     "VALUES ($1, 1, '')",
				     ARGS(INT(added)));
	if (outcome == OK)
		outcome = content_write(change, added, 1, draft);
	if (outcome == OK)
		outcome = audit_add(change, "report add", report_subject(arena, added), "",
				    audit_json(arena, &pairs));
	if (outcome == OK)
		*id = added;
	return outcome;
}

/* Somebody else saved meanwhile: say where, and what stands there now, and let the author choose. */
static enum outcome conflict_tell(struct form *form, const struct pairs *typed,
				  const struct pairs *present)
{
	struct pairs theirs = report_edit_differences(form->arena, typed, present);
	enum outcome outcome = OK;

	for (size_t i = 0; i < theirs.count; i++)
		outcome = form_fault_with(form, (struct fault){.field = theirs.items[i].name,
							       .kind = FAULT_CHANGED_MEANWHILE,
							       .detail = theirs.items[i].value});
	return outcome;
}

enum outcome report_edit_save(struct change *change, struct form *form, int64_t id,
			      const struct report_draft *draft)
{
	struct arena *arena = change->db.arena;
	struct report report;
	struct report_draft present, wanted = *draft;
	struct pairs before, after, changed_before, changed_after;
	struct texts codes;
	enum outcome outcome = report_find(&change->db, change->community_id, id, &report);

	if (outcome != OK)
		return outcome;
	if (!report.open || report.state == REPORT_WITHDRAWN)
		return CONFLICT;
	present = report_form_draft(&change->db, &report);
	if (report.latest) {
		wanted.kind = present.kind;
		wanted.basis = present.basis;
		wanted.from = present.from;
		wanted.to = present.to;
		wanted.unit = present.unit;
		wanted.author_post = present.author_post;
		wanted.territories = present.territories;
	}
	codes = codes_sorted(arena, &wanted.territories);
	wanted.territories = codes;
	before = report_form_pairs(arena, &present);
	after = report_form_pairs(arena, &wanted);
	if (draft->revision != report.revision && conflict_tell(form, &after, &before) != OK)
		return INVALID;

	outcome = identity_check(change, form, id, &wanted, &codes);
	if (outcome == OK && !report.latest)
		outcome = identity_write(change, id, &wanted, &codes);
	if (outcome == OK)
		outcome = content_write(change, id, report.open, &wanted);
	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE report SET updated_at = $2, revision = revision + 1 "
				     "WHERE id = $1",
				     ARGS(INT(id), INT(change->now)));
	if (outcome != OK)
		return outcome;
	changed_before = report_edit_differences(arena, &after, &before);
	changed_after = report_edit_differences(arena, &before, &after);
	return audit_add(change, "report save", report_subject(arena, id),
			 audit_json(arena, &changed_before), audit_json(arena, &changed_after));
}

static bool has_pair(const struct pairs *pairs, const struct pair *pair)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (strcmp(pairs->items[i].name, pair->name) == 0 &&
		    strcmp(pairs->items[i].value, pair->value) == 0)
			return true;
	return false;
}

struct pairs report_edit_differences(struct arena *arena, const struct pairs *first,
				     const struct pairs *second)
{
	struct pairs differences = {0};

	for (size_t i = 0; i < second->count; i++)
		if (!has_pair(first, &second->items[i]))
			pairs_add(arena, &differences, second->items[i].name,
				  second->items[i].value);
	/* What first has and second does not say at all stands there as nothing. */
	for (size_t i = 0; i < first->count; i++)
		if (!pairs_find(second, first->items[i].name) && *first->items[i].value)
			pairs_add(arena, &differences, first->items[i].name, "");
	return differences;
}
