#include "tests/world.h"

#include <criterion/criterion.h>

#include "model/installation.h"
#include "model/person.h"
#include "model/search.h"
#include "model/viewer.h"

struct community world_korosten, world_ovruch;
const char *world_file;

static struct connection *connection;
static struct change change;
static struct db db;
static bool is_open;
static int64_t now;

static void open_change(struct actor actor)
{
	if (is_open)
		change_cancel(&change);
	cr_assert_eq(change_begin(connection, ready_arena(), actor, now, &change), OK);
	is_open = true;
}

static struct community add_community(const char *katottg, const char *slug)
{
	struct community_entry entry = {.katottg = katottg, .slug = slug, .precision_cap = 3};
	struct community community;
	struct form form = world_form();
	int64_t id;

	cr_assert_eq(community_add(&change, &form, &entry, &id), OK);
	cr_assert_eq(community_find_id(&change.db, id, &community), OK);
	return community;
}

static void add_people(const char *slug, const char *suffix)
{
	for (int role = ROLE_RESIDENT + 1; role < ROLE_COUNT; role++) {
		const char *login = arena_printf(ready_arena(), "%s%s", role_key((enum role)role),
						 suffix);
		struct person_entry entry = {
			.login = login, .name = login, .role = role, .community = slug};
		struct form form = world_form();
		int64_t id;

		cr_assert_eq(person_add(&change, &form, &entry, &id), OK);
	}
}

void world_begin(void)
{
	struct person_entry root = {.login = "root", .name = "root", .role = ROLE_ADMIN};
	struct form form;
	int64_t id;

	ready_begin();
	now = WORLD_NOW;
	is_open = false;
	cr_assert_eq(connection_open(world_file ? world_file : ":memory:", CONNECTION_WRITES,
				     &connection),
		     OK);
	cr_assert_eq(batch_begin(connection), OK);
	db = db_handle(connection, ready_arena());
	open_change((struct actor){.name = "system", .role = ""});
	cr_assert_eq(installation_make(&change, "poruch.test", false), OK);
	world_korosten = add_community("UA18060090000061708", "korosten");
	world_ovruch = add_community("UA18060170000069581", "ovruch");
	add_people("korosten", "");
	add_people("ovruch", "-ovruch");
	form = world_form();
	cr_assert_eq(person_add(&change, &form, &root, &id), OK);
	world_commit();
}

void world_end(void)
{
	if (is_open)
		change_cancel(&change);
	batch_cancel(connection);
	connection_close(connection);
	ready_end();
}

struct db *world_db(void)
{
	return &db;
}

void world_at(int64_t moment)
{
	now = moment;
}

int64_t world_now(void)
{
	return now;
}

void world_durable(void)
{
	cr_assert_eq(batch_commit(connection), OK);
	cr_assert_eq(batch_begin(connection), OK);
}

void world_forget(void)
{
	for (bool is_done = false; !is_done;) {
		cr_assert_eq(search_forget(world_change(ROLE_ADMIN), &is_done), OK);
		world_commit();
	}
	cr_assert_eq(batch_commit(connection), OK);
	connection_forget(connection);
	cr_assert_eq(batch_begin(connection), OK);
}

void world_forget_pictures(void)
{
	cr_assert_eq(batch_commit(connection), OK);
	connection_forget_pictures(connection);
	cr_assert_eq(batch_begin(connection), OK);
}

void world_rewrite(void)
{
	cr_assert_eq(batch_commit(connection), OK);
	cr_assert_eq(connection_rewrite(connection), OK);
	cr_assert_eq(batch_begin(connection), OK);
}

int64_t world_scans(void)
{
	return connection_scans(connection);
}

static struct viewer viewer_of(const char *login, const struct community *community)
{
	struct viewer viewer;
	struct person person = {0};

	if (*login)
		cr_assert_eq(person_find(&db, login, &person), OK, "no '%s'", login);
	viewer_load(&db, person.id, community->id, &viewer);
	return viewer;
}

struct viewer world_viewer(enum role role)
{
	return viewer_of(role == ROLE_RESIDENT ? "" : role_key(role), &world_korosten);
}

struct viewer world_viewer_in_ovruch(enum role role)
{
	const char *login = arena_printf(ready_arena(), "%s-ovruch", role_key(role));

	return viewer_of(role == ROLE_RESIDENT ? "" : login, &world_ovruch);
}

struct change *world_change(enum role role)
{
	struct viewer viewer = world_viewer(role);

	open_change((struct actor){.person_id = viewer.person_id,
				   .name = viewer.person_id ? viewer.login : "resident",
				   .role = role_key(role)});
	change.community_id = world_korosten.id;
	return &change;
}

void world_commit(void)
{
	cr_assert_eq(change_commit(&change), OK);
	is_open = false;
}

void world_cancel(void)
{
	change_cancel(&change);
	is_open = false;
}

struct form world_form(void)
{
	static const struct pairs nothing;

	return form_begin(ready_arena(), &nothing);
}
