#include "tests/register.h"

#include <criterion/criterion.h>

#include "model/organisation.h"

int64_t register_utility, register_police;

static int64_t add_body(struct change *change, const char *name, const char *kind)
{
	int64_t id = 0;

	cr_assert_eq(organisation_add(change,
				      &(struct organisation){.community_id = world_korosten.id,
							     .name = name,
							     .kind = kind},
				      &id),
		     OK);
	return id;
}

static void put_into(struct change *change, const char *login, int64_t organisation_id)
{
	cr_assert_eq(change_run(change, "UPDATE person SET organisation_id = $2 WHERE login = $1",
				ARGS(TEXT(login), INT(organisation_id))),
		     OK);
}

void register_begin(void)
{
	struct change *change;

	world_begin();
	change = world_change(ROLE_ADMIN);
	register_utility = add_body(change, "КП «Водоканал»", "utility");
	register_police = add_body(change, "Коростенське районне управління поліції", "police");
	put_into(change, "works", register_utility);
	put_into(change, "police", register_police);
	put_into(change, "chief", register_police);
	world_commit();
}

struct issue_added register_report(void)
{
	struct change *change = world_change(ROLE_RESIDENT);
	struct form form = world_form();
	struct issue_report report = {
		.category = "lighting",
		.title = "Не горять ліхтарі",
		.text = "На вулиці Гоголя третій тиждень немає освітлення. Телефонуйте Івану.",
		.place = "вул. Гоголя, біля дитмайданчика",
		.contact_name = "Марія Тестова",
		.contact_phone = "+380501112233",
	};
	struct issue_added added = {0};

	cr_assert_eq(issue_add_report(change, &form, &report, &added), OK);
	world_commit();
	return added;
}

struct issue_step register_full_step(const char *to)
{
	return (struct issue_step){
		.to = to,
		.note = "Відповідь для всіх",
		.organisation_id = strcmp(to, "assigned") == 0 || strcmp(to, "forwarded") == 0
					   ? register_utility
					   : 0,
		.due = strcmp(to, "assigned") == 0 || strcmp(to, "forwarded") == 0 ||
				       strcmp(to, "planned") == 0
			       ? date_add_days(date_of(world_now()), 10)
			       : (struct date){0},
		.review_on = strcmp(to, "on_hold") == 0 ? date_add_days(date_of(world_now()), 30)
							: (struct date){0},
		.reason = strcmp(to, "on_hold") == 0 ? "funds"
			  : strcmp(to, "declined") == 0 || strcmp(to, "restricted") == 0
				  ? "personal"
			  : strcmp(to, "reopened") == 0 ? "знову не працює"
							: "",
		.evidence = strcmp(to, "resolved") == 0 ? "акт виконаних робіт № 7"
			    : strcmp(to, "forwarded") == 0 ? "№ 459/02-21 від 22.10.2026"
							   : "",
		.confirmed_by = strcmp(to, "closed") == 0 ? "засідання № 5" : "",
	};
}

enum outcome register_step(enum role role, int64_t id, struct issue_step step, struct form *form)
{
	struct viewer viewer = world_viewer(role);
	struct change *change = world_change(role);
	enum outcome outcome = issue_take_step(change, form, &viewer, id, &step);

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

void register_move(enum role role, int64_t id, const char *to)
{
	struct form form = world_form();
	enum outcome outcome = register_step(role, id, register_full_step(to), &form);

	cr_assert_eq(outcome, OK, "no step to '%s': fault %d of '%s'", to,
		     form.faults.count ? (int)form.faults.items[0].kind : -1,
		     form.faults.count ? form.faults.items[0].field : "");
}

int64_t register_registered(void)
{
	int64_t id = register_report().id;

	register_move(ROLE_MODERATOR, id, "registered");
	return id;
}

int64_t register_assigned(void)
{
	int64_t id = register_registered();

	register_move(ROLE_SECRETARY, id, "assigned");
	return id;
}

int64_t register_resolved(void)
{
	int64_t id = register_assigned();

	register_move(ROLE_WORKS, id, "resolved");
	return id;
}

struct issue_work register_work(int64_t id)
{
	struct issue_key key = {.community_id = world_korosten.id};
	struct issue_work work = {0};

	key.year = db_int(world_db(), "SELECT year FROM issue WHERE id = $1", ARGS(INT(id)), 0);
	key.number = db_int(world_db(), "SELECT number FROM issue WHERE id = $1", ARGS(INT(id)), 0);
	cr_assert_eq(issue_find_work(world_db(), key, world_now(), &work), OK);
	return work;
}

bool register_is_public(int64_t id)
{
	struct issue issue;

	return issue_find_id(world_db(), id, world_now(), &issue) == OK;
}

enum fault_kind register_fault(const struct form *form, const char *field)
{
	const struct fault *fault = form_fault_of(form, field);

	return fault ? fault->kind : FAULT_NONE;
}
