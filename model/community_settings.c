#include "community_settings.h"

#include "audit.h"
#include "base/text.h"
#include "issue_read.h"
#include "search.h"

#define COMMUNITY(member) offsetof(struct community_settings, member)
#define EDRPOU_DIGITS     8
#define CATEGORY(member)  offsetof(struct category_settings, member)

const struct field community_settings_fields[] = {
	{.name = "precision_cap",
	 .kind = FIELD_INTEGER,
	 .is_required = true,
	 .least = PRECISION_HIDDEN,
	 .most = PRECISION_EXACT,
	 .offset = COMMUNITY(precision_cap)},
	{.name = "is_frontline", .kind = FIELD_FLAG, .offset = COMMUNITY(is_frontline)},
	{.name = "publish_hour",
	 .kind = FIELD_INTEGER,
	 .least = 0,
	 .most = 23,
	 .offset = COMMUNITY(publish_hour)},
	{.name = "police_unit", .kind = FIELD_LINE, .most = 200, .offset = COMMUNITY(police_unit)},
	{.name = "police_phone", .kind = FIELD_PHONE, .offset = COMMUNITY(police_phone)},
	{.name = "council_address",
	 .kind = FIELD_LINE,
	 .most = 200,
	 .offset = COMMUNITY(council_address)},
	{.name = "edrpou",
	 .kind = FIELD_LINE,
	 .least = EDRPOU_DIGITS,
	 .most = EDRPOU_DIGITS,
	 .offset = COMMUNITY(edrpou)},
	{.name = "data_contact",
	 .kind = FIELD_LINE,
	 .most = 200,
	 .offset = COMMUNITY(data_contact)},
	{.name = "data_mail", .kind = FIELD_EMAIL, .offset = COMMUNITY(data_mail)},
	{0},
};

const struct field category_settings_fields[] = {
	{.name = "uk", .kind = FIELD_LINE, .is_required = true, .most = 80, .offset = CATEGORY(uk)},
	{.name = "en", .kind = FIELD_LINE, .is_required = true, .most = 80, .offset = CATEGORY(en)},
	{.name = "examples", .kind = FIELD_LINE, .most = 300, .offset = CATEGORY(examples)},
	{.name = "examples_en", .kind = FIELD_LINE, .most = 300, .offset = CATEGORY(examples_en)},
	{.name = "responsible", .kind = FIELD_LINE, .most = 200, .offset = CATEGORY(responsible)},
	{.name = "precision",
	 .kind = FIELD_INTEGER,
	 .is_required = true,
	 .least = PRECISION_HIDDEN,
	 .most = PRECISION_EXACT,
	 .offset = CATEGORY(precision)},
	{.name = "target_days",
	 .kind = FIELD_INTEGER,
	 .is_required = true,
	 .least = 0,
	 .most = 365,
	 .offset = CATEGORY(target_days)},
	{.name = "takes_reports", .kind = FIELD_FLAG, .offset = CATEGORY(takes_reports)},
	{.name = "is_embargoed", .kind = FIELD_FLAG, .offset = CATEGORY(is_embargoed)},
	{.name = "call", .kind = FIELD_LINE, .most = 80, .offset = CATEGORY(call)},
	{0},
};

/* ------------------------------------------------------------------ what is public already */

struct ids {
	int64_t *items;
	size_t count;
};

static struct ids ids_read(struct change *change, struct rows rows)
{
	struct ids ids = {0};

	while (rows_next(&rows))
		*LIST_ADD(change->db.arena, &ids) = rows_int(&rows, 0);
	return ids;
}

/* Tell search and feeds of them, as after an edit. */
static enum outcome tell_all(struct change *change, const struct ids *ids, int64_t *told)
{
	enum outcome outcome = db_outcome(&change->db);

	for (size_t i = 0; outcome == OK && i < ids->count; i++)
		outcome = issue_tell(change, ids->items[i], true, 0);
	if (outcome == OK)
		*told += (int64_t)ids->count;
	return outcome;
}

#define HAS_PLACE "(area_id IS NOT NULL OR place <> '' OR latitude IS NOT NULL)"

/* Those whose place the lower of the two caps cuts and the higher one does not. */
static struct ids cut_by_cap(struct change *change, int64_t community_id, int64_t before,
			     int64_t now)
{
	return ids_read(change,
			db_rows(&change->db,
				"SELECT id FROM issue WHERE community_id = $1 AND is_public = 1 "
				"AND precision > $2 AND " HAS_PLACE " ORDER BY id",
				ARGS(INT(community_id), INT(before < now ? before : now))));
}

/* ------------------------------------------------------------------ a hromada */

enum outcome community_settings_find(struct db *db, int64_t community_id,
				     struct community_settings *settings)
{
	struct rows rows = db_rows(db,
				   "SELECT precision_cap, is_frontline, publish_hour, "
				   "police_unit, police_phone, council_address, edrpou, "
				   "data_contact, data_mail FROM community "
				   "WHERE id = $1",
				   ARGS(INT(community_id)));

	if (!rows_next(&rows))
		return db_missing(db);
	*settings = (struct community_settings){
		.precision_cap = rows_int(&rows, 0),
		.is_frontline = rows_int(&rows, 1),
		.publish_hour = rows_is_null(&rows, 2) ? -1 : rows_int(&rows, 2),
		.police_unit = rows_text(&rows, 3),
		.police_phone = rows_text(&rows, 4),
		.council_address = rows_text(&rows, 5),
		.edrpou = rows_text(&rows, 6),
		.data_contact = rows_text(&rows, 7),
		.data_mail = rows_text(&rows, 8),
	};
	rows_end(&rows);
	return OK;
}

static const char *community_json(struct arena *arena, const struct community_settings *settings)
{
	struct pairs pairs = {0};

	pairs_add(arena, &pairs, "precision_cap",
		  arena_printf(arena, "%lld", (long long)settings->precision_cap));
	pairs_add(arena, &pairs, "is_frontline", settings->is_frontline ? "1" : "0");
	pairs_add(arena, &pairs, "publish_hour",
		  settings->publish_hour < 0
			  ? ""
			  : arena_printf(arena, "%lld", (long long)settings->publish_hour));
	pairs_add(arena, &pairs, "police_unit", text_or_empty(settings->police_unit));
	pairs_add(arena, &pairs, "police_phone", text_or_empty(settings->police_phone));
	pairs_add(arena, &pairs, "council_address", text_or_empty(settings->council_address));
	pairs_add(arena, &pairs, "edrpou", text_or_empty(settings->edrpou));
	pairs_add(arena, &pairs, "data_contact", text_or_empty(settings->data_contact));
	pairs_add(arena, &pairs, "data_mail", text_or_empty(settings->data_mail));
	return audit_json(arena, &pairs);
}

enum outcome community_settings_change(struct change *change, struct form *form,
				       int64_t community_id, const struct community_settings *given,
				       int64_t *told)
{
	struct arena *arena = change->db.arena;
	struct community_settings before, settings = *given;
	struct ids cut = {0};
	int64_t count = 0;
	enum outcome outcome = community_settings_find(&change->db, community_id, &before);

	if (outcome != OK)
		return outcome;
	if (settings.edrpou && settings.edrpou[strspn(settings.edrpou, "0123456789")])
		return form_fault(form, "edrpou", FAULT_NOT_A_NUMBER);
	if (settings.is_frontline && settings.precision_cap > PRECISION_SETTLEMENT)
		settings.precision_cap = PRECISION_SETTLEMENT;
	outcome = change_run(
		change,
		"UPDATE community SET precision_cap = $2, is_frontline = $3, publish_hour = $4, "
		"police_unit = $5, police_phone = $6, council_address = $7, edrpou = $8, "
		"data_contact = $9, data_mail = $10 WHERE id = $1",
		ARGS(INT(community_id), INT(settings.precision_cap), INT(settings.is_frontline),
		     settings.publish_hour < 0 ? NONE : INT(settings.publish_hour),
		     TEXT(text_or_empty(settings.police_unit)),
		     TEXT(text_or_empty(settings.police_phone)),
		     TEXT(text_or_empty(settings.council_address)),
		     TEXT(text_or_empty(settings.edrpou)),
		     TEXT(text_or_empty(settings.data_contact)),
		     TEXT(text_or_empty(settings.data_mail))));
	if (outcome == OK && settings.precision_cap != before.precision_cap)
		cut = cut_by_cap(change, community_id, before.precision_cap,
				 settings.precision_cap);
	if (outcome == OK)
		outcome = tell_all(change, &cut, &count);
	if (outcome == OK)
		outcome = audit_add(change, "community change",
				    arena_printf(arena, "community %lld", (long long)community_id),
				    community_json(arena, &before),
				    community_json(arena, &settings));
	if (outcome == OK)
		*told = count;
	return outcome;
}

/* ------------------------------------------------------------------ a kind */

static const char *category_json(struct arena *arena, const struct category_settings *settings)
{
	struct pairs pairs = {0};

	pairs_add(arena, &pairs, "uk", text_or_empty(settings->uk));
	pairs_add(arena, &pairs, "en", text_or_empty(settings->en));
	pairs_add(arena, &pairs, "precision",
		  arena_printf(arena, "%lld", (long long)settings->precision));
	pairs_add(arena, &pairs, "target_days",
		  arena_printf(arena, "%lld", (long long)settings->target_days));
	pairs_add(arena, &pairs, "takes_reports", settings->takes_reports ? "1" : "0");
	pairs_add(arena, &pairs, "is_embargoed", settings->is_embargoed ? "1" : "0");
	pairs_add(arena, &pairs, "call", text_or_empty(settings->call));
	return audit_json(arena, &pairs);
}

static enum outcome keep_category(struct change *change, const char *key,
				  const struct category_settings *settings)
{
	return change_run(change,
			  "UPDATE category SET uk = $2, en = $3, examples = $4, examples_en = $5, "
			  "responsible = $6, precision = $7, target_days = $8, takes_reports = $9, "
			  "is_embargoed = $10, call = $11 WHERE key = $1",
			  ARGS(TEXT(key), TEXT(settings->uk), TEXT(settings->en),
			       TEXT(text_or_empty(settings->examples)),
			       TEXT(text_or_empty(settings->examples_en)),
			       TEXT(text_or_empty(settings->responsible)), INT(settings->precision),
			       INT(settings->target_days), INT(settings->takes_reports),
			       INT(settings->is_embargoed), TEXT(text_or_empty(settings->call))));
}

/* In one hromada, since that is how issues are found: theirs become as coarse as the kind. */
static enum outcome lower_in(struct change *change, int64_t community_id, const char *key,
			     int64_t precision, int64_t *told)
{
	struct ids ids = ids_read(
		change,
		db_rows(&change->db,
			"SELECT i.id FROM issue i JOIN community c ON c.id = i.community_id "
			"WHERE i.community_id = $1 AND i.category = $2 AND i.is_public = 1 "
			"AND i.precision > $3 AND c.precision_cap > $3 AND " HAS_PLACE,
			ARGS(INT(community_id), TEXT(key), INT(precision))));
	enum outcome outcome = change_run(
		change,
		"UPDATE issue SET precision = $3, revision = revision + 1 WHERE community_id = $1 "
		"AND is_public IN (0, 1) AND category = $2 AND precision > $3",
		ARGS(INT(community_id), TEXT(key), INT(precision)));

	return outcome == OK ? tell_all(change, &ids, told) : outcome;
}

/* Words of the kind's name find its issues. */
static enum outcome search_again_in(struct change *change, int64_t community_id, const char *key)
{
	struct ids ids = ids_read(change, db_rows(&change->db,
						  "SELECT id FROM issue WHERE community_id = $1 "
						  "AND is_public = 1 AND category = $2",
						  ARGS(INT(community_id), TEXT(key))));
	enum outcome outcome = db_outcome(&change->db);

	for (size_t i = 0; outcome == OK && i < ids.count; i++)
		outcome = search_put(change, ids.items[i]);
	return outcome;
}

static enum outcome tell_category(struct change *change, const struct category *before,
				  const struct category_settings *settings, int64_t *told)
{
	struct communities communities = community_all(&change->db);
	bool is_renamed = strcmp(before->uk, settings->uk) != 0 ||
			  strcmp(before->en, settings->en) != 0;
	enum outcome outcome = db_outcome(&change->db);

	for (size_t i = 0; outcome == OK && i < communities.count; i++) {
		int64_t id = communities.items[i].id;

		if (settings->precision < before->precision)
			outcome = lower_in(change, id, before->key, settings->precision, told);
		if (outcome == OK && is_renamed)
			outcome = search_again_in(change, id, before->key);
	}
	return outcome;
}

enum outcome category_settings_change(struct change *change, struct form *form, const char *key,
				      const struct category_settings *settings, int64_t *told)
{
	struct arena *arena = change->db.arena;
	struct category before;
	int64_t count = 0;
	enum outcome outcome = category_find(&change->db, key, &before);

	if (outcome != OK)
		return outcome;
	if (!settings->takes_reports && !*text_or_empty(settings->call))
		return form_fault(form, "call", FAULT_MISSING);
	outcome = keep_category(change, key, settings);
	if (outcome == OK)
		outcome = tell_category(change, &before, settings, &count);
	if (outcome == OK)
		outcome = audit_add(change, "category change",
				    arena_printf(arena, "category %s", key),
				    category_json(arena,
						  &(struct category_settings){
							  .uk = before.uk,
							  .en = before.en,
							  .precision = before.precision,
							  .target_days = before.target_days,
							  .takes_reports = before.takes_reports,
							  .is_embargoed = before.is_embargoed,
							  .call = before.call}),
				    category_json(arena, settings));
	if (outcome == OK)
		*told = count;
	return outcome;
}
