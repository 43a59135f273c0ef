#include "tests/model/report_ready.h"

#include <criterion/criterion.h>

#include "model/person.h"

struct db *report_db;
struct community report_korosten, report_village;

static struct connection *connection;
static struct db handle;
static struct actor actors[] = {
	[REPORT_SYSTEM] = {.name = "system", .role = ""},
	[REPORT_AUTHOR] = {.name = "police", .role = "police"},
	[REPORT_CHIEF] = {.name = "chief", .role = "chief"},
	[REPORT_STRANGER] = {.name = "stranger", .role = "police"},
};

static struct date day(const char *iso)
{
	struct date date;

	cr_assert_eq(date_read(iso, &date), OK, "%s", iso);
	return date;
}

struct change report_change_by(enum report_actor actor, const char *iso)
{
	struct change change;

	cr_assert_eq(change_begin(connection, ready_arena(), actors[actor],
				  date_start(day(iso)) + 12 * 3600, &change),
		     OK);
	change.community_id = report_korosten.id;
	return change;
}

void report_done(struct change *change)
{
	cr_assert_eq(change_commit(change), OK);
}

struct form report_form(void)
{
	static const struct pairs nothing = {0};

	return form_begin(ready_arena(), &nothing);
}

enum fault_kind report_fault(const struct form *form, const char *field)
{
	const struct fault *fault = form_fault_of(form, field);

	return fault ? fault->kind : FAULT_NONE;
}

static struct community add_community(struct change *change, const char *code, const char *slug,
				      int64_t population)
{
	struct form form = report_form();
	struct community_entry entry = {.katottg = code,
					.slug = slug,
					.population = population,
					.police_unit = "Відділ поліції",
					.precision_cap = 3};
	struct community community;
	int64_t id = 0;

	cr_assert_eq(community_add(change, &form, &entry, &id), OK);
	cr_assert_eq(community_find_id(&change->db, id, &community), OK);
	return community;
}

static void add_person(struct change *change, struct actor *actor, enum role role, const char *slug)
{
	struct form form = report_form();
	struct person_entry entry = {.login = actor->name,
				     .name = actor->name,
				     .post = "",
				     .role = role,
				     .community = slug};

	cr_assert_eq(person_add(change, &form, &entry, &actor->person_id), OK);
}

void report_ready_begin(void)
{
	struct change change;

	ready_begin();
	cr_assert_eq(connection_open(":memory:", CONNECTION_WRITES, &connection), OK);
	cr_assert_eq(batch_begin(connection), OK);
	handle = db_handle(connection, ready_arena());
	report_db = &handle;
	change = report_change_by(REPORT_SYSTEM, "2025-01-01");
	cr_assert_eq(indicator_load(&change), OK);
	report_korosten = add_community(&change, "UA18060090000061708", "korosten", 60000);
	report_village = add_community(&change, "UA68060070000048275", "hrytsiv", 6000);
	add_person(&change, &actors[REPORT_AUTHOR], ROLE_POLICE, "korosten");
	add_person(&change, &actors[REPORT_CHIEF], ROLE_CHIEF, "korosten");
	add_person(&change, &actors[REPORT_STRANGER], ROLE_POLICE, "hrytsiv");
	report_done(&change);
}

void report_ready_end(void)
{
	batch_cancel(connection);
	connection_close(connection);
	ready_end();
}

struct report_draft report_draft_of(const char *from, const char *to)
{
	struct report_draft draft = {.kind = REPORT_BIMONTHLY,
				     .from = day(from),
				     .to = day(to),
				     .unit = "Відділ поліції",
				     .author_post = "начальник відділу",
				     .summary = "Спокійний період."};

	*LIST_ADD(ready_arena(), &draft.territories) = report_korosten.katottg;
	report_figure(&draft, "calls_total", 100);
	return draft;
}

void report_figure(struct report_draft *draft, const char *indicator, int64_t value)
{
	for (size_t i = 0; i < draft->figures.count; i++)
		if (strcmp(draft->figures.items[i].indicator, indicator) == 0) {
			draft->figures.items[i].value = value * 1000;
			return;
		}
	*LIST_ADD(ready_arena(), &draft->figures) = (struct figure){
		.indicator = indicator, .state = FIGURE_GIVEN, .value = value * 1000, .note = ""};
}

int64_t report_published(const struct report_draft *draft)
{
	struct change change = report_change_by(
		REPORT_SYSTEM, date_iso(ready_arena(), date_add_days(draft->to, 1)));
	struct form form = report_form();
	int64_t id = 0;

	change.community_id = strcmp(draft->territories.items[0], report_village.katottg) == 0
				      ? report_village.id
				      : report_korosten.id;
	cr_assert_eq(report_edit_add(&change, &form, draft, &id), OK);
	cr_assert_eq(report_life_publish(&change, &form, id), OK);
	report_done(&change);
	return id;
}

struct report report_public_one(int64_t id)
{
	struct report report;

	cr_assert_eq(report_find_public(report_db, 0, id, &report), OK);
	return report;
}
