/* Accounts and their roles, for administrators of the installation or of one hromada. */
#include "feeds/person_data.h"
#include "model/community.h"
#include "model/one_time_link.h"
#include "model/person.h"
#include "model/person_data.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/people.html.h"
#include "templates/person_data.html.h"

#define ON_A_PAGE 50

/* ------------------------------------------------------------------ what can be chosen */

static struct choices role_choices(struct request *request)
{
	struct choices choices = {0};

	for (int role = ROLE_RESIDENT + 1; role < ROLE_COUNT; role++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = role_key((enum role)role),
			.label = role_name(page_words(request), (enum role)role)};
	return choices;
}

/* The hromadas this administrator may give roles in; names repeat, so with raion and oblast. */
static struct choices community_choices(struct request *request)
{
	struct communities all = community_all(request->db);
	int64_t admin = request->viewer.person_id;
	struct choices choices = {0};

	for (size_t i = 0; i < all.count; i++) {
		const struct community *community = &all.items[i];

		if (person_may_manage_in(request->db, admin, community->id))
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = community->slug,
				.label = arena_printf(request->arena, "%s, %s, %s",
						      community->short_name, community->raion,
						      community->oblast)};
	}
	if (person_may_manage_in(request->db, admin, 0))
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = "", .label = words_say(page_words(request), SAY("All hromadas"))};
	return choices;
}

/* ------------------------------------------------------------------ looking */

enum outcome people_sections_page(struct request *request)
{
	return request_go(request, "/admin/people");
}

enum outcome people_page(struct request *request)
{
	const struct frame frame = {
		.title = SAY("People"), .place = PLACE_ADMIN, .is_hidden = true};
	struct persons persons = person_list(request->db, request->viewer.person_id,
					     pairs_value(&request->query, "after"), ON_A_PAGE + 1);
	const char *more = NULL;

	if (persons.count > ON_A_PAGE) {
		persons.count = ON_A_PAGE;
		more = persons.items[ON_A_PAGE - 1].login;
	}
	people_html(page_begin_with(request, &frame), &persons, more);
	return page_end(request);
}

enum outcome people_new_page(struct request *request)
{
	const struct frame frame = {
		.title = SAY("Add an account"), .place = PLACE_ADMIN, .is_hidden = true};
	struct choices roles = role_choices(request), communities = community_choices(request);

	page_wants_form(request);
	people_new_html(page_begin_with(request, &frame), &request->checked, &roles, &communities);
	return page_end(request);
}

/* The person of the path, if this administrator sees them at all. */
static enum outcome find_person(struct request *request, struct person *person)
{
	int64_t admin = request->viewer.person_id;
	enum outcome outcome = person_find_id(request->db, request_path_number(request, 0), person);

	if (outcome != OK || person_may_manage_in(request->db, admin, 0))
		return outcome;
	for (size_t i = 0; i < person->roles.count; i++)
		if (person_may_manage_in(request->db, admin, person->roles.items[i].community_id))
			return OK;
	return NOT_FOUND;
}

/* Why the person cannot be erased, in words; NULL when they can. */
static const char *refusal_of(struct request *request, int64_t person_id)
{
	static const char *const sentences[] = {
		[PERSON_MAY_GO] = NULL,
		[PERSON_IS_SELF] = SAY("Nobody erases themselves. Ask another administrator."),
		[PERSON_IS_LAST_ADMIN] = SAY(
			"This is the last administrator, so this account cannot be erased. Make "
			"somebody else an administrator first."),
		[PERSON_IS_ACTIVE] = SAY("Only whoever has left can be erased. Disable the account "
					 "first."),
		[PERSON_IS_ERASED] = SAY("This person was erased already."),
	};
	const char *sentence =
		sentences[person_data_refusal(request->db, request->viewer.person_id, person_id)];

	return sentence ? words_say(page_words(request), sentence) : NULL;
}

enum outcome people_one_page(struct request *request)
{
	struct choices roles = role_choices(request), communities = community_choices(request);
	struct frame frame = {.place = PLACE_ADMIN, .is_hidden = true};
	int64_t admin = request->viewer.person_id;
	struct person person;
	enum outcome outcome = find_person(request, &person);

	if (outcome != OK)
		return outcome;
	frame.title = person.erased_at ? SAY("Former employee") : person.name;
	page_wants_form(request);
	people_one_html(page_begin_with(request, &frame), &person,
			person_is_managed(request->db, admin, person.id), person.id == admin,
			refusal_of(request, person.id), &request->checked, &roles, &communities);
	return page_end(request);
}

/* ------------------------------------------------------------------ changing */

/* A role typed into a form, and where it is to be held. */
struct typed_role {
	int role;
	const char *community;
	int64_t community_id;
};

static const struct field role_fields[] = {
	{.name = "role",
	 .kind = FIELD_CHOICE,
	 .is_required = true,
	 .choice = role_find,
	 .offset = offsetof(struct typed_role, role)},
	{.name = "community", .kind = FIELD_LINE, .offset = offsetof(struct typed_role, community)},
	{0}};

/* FORBIDDEN where the administrator is none; "" means all hromadas. */
static enum outcome find_managed(struct request *request, const char *slug, int64_t *id)
{
	struct community community = {0};
	enum outcome outcome = *slug ? community_find(request->db, slug, &community) : OK;

	if (outcome == NOT_FOUND)
		return form_fault(&request->checked, "community", FAULT_UNKNOWN);
	if (outcome != OK)
		return outcome;
	if (!person_may_manage_in(request->db, request->viewer.person_id, community.id))
		return FORBIDDEN;
	*id = community.id;
	return OK;
}

/*
 * The link is shown in the answer itself: it is told this once, so no address could lead to it. Who
 * reloads the page makes a new one, and the first is over.
 */
static enum outcome show_link(struct request *request, struct change *change, int64_t person_id)
{
	const struct frame frame = {
		.title = SAY("A one-time link"), .place = PLACE_ADMIN, .is_hidden = true};
	struct person person;
	const char *token;
	enum outcome outcome = one_time_link_add(change, person_id, &token);

	if (outcome == OK)
		outcome = person_find_id(request->db, person_id, &person);
	if (outcome != OK)
		return outcome;
	people_link_html(
		page_begin_with(request, &frame), &person,
		request_url(request, arena_printf(request->arena, "/account/link/%s", token)));
	return page_end(request);
}

enum outcome people_add(struct request *request, struct change *change)
{
	struct person_entry entry = {0};
	int64_t community_id, id;
	enum outcome outcome = form_read(&request->checked, person_fields, &entry);

	if (outcome == OK)
		outcome = find_managed(request, entry.community, &community_id);
	if (outcome == OK)
		outcome = person_add(change, &request->checked, &entry, &id);
	return outcome == OK ? show_link(request, change, id) : outcome;
}

/* What the forms of one person have in common: whose it is, and that one may. */
static enum outcome begin_managed(struct request *request, struct person *person)
{
	enum outcome outcome = find_person(request, person);

	if (outcome != OK)
		return outcome;
	return person_is_managed(request->db, request->viewer.person_id, person->id) ? OK
										     : FORBIDDEN;
}

static enum outcome go_back(struct request *request, const struct person *person)
{
	return request_go(request, arena_printf(request->arena, "/admin/people/%lld?saved=1",
						(long long)person->id));
}

enum outcome people_make_link(struct request *request, struct change *change)
{
	struct person person;
	enum outcome outcome = begin_managed(request, &person);

	if (outcome == OK && person.disabled_at)
		outcome = CONFLICT;
	return outcome == OK ? show_link(request, change, person.id) : outcome;
}

static enum outcome read_role(struct request *request, struct person *person,
			      struct typed_role *typed)
{
	enum outcome outcome = find_person(request, person);

	if (outcome == OK)
		outcome = form_read(&request->checked, role_fields, typed);
	if (outcome == OK && typed->role == ROLE_RESIDENT)
		outcome = form_fault(&request->checked, "role", FAULT_UNKNOWN);
	return outcome == OK ? find_managed(request, typed->community, &typed->community_id)
			     : outcome;
}

enum outcome people_grant(struct request *request, struct change *change)
{
	struct typed_role typed = {.community = ""};
	struct person person = {0};
	enum outcome outcome = read_role(request, &person, &typed);

	if (outcome == OK)
		outcome = person_grant(change, person.id, typed.community_id,
				       (enum role)typed.role);
	if (outcome == CONFLICT)
		return form_fault(&request->checked, "role", FAULT_TAKEN);
	if (person.id == request->viewer.person_id)
		request->wants_touch = false;
	return outcome == OK ? go_back(request, &person) : outcome;
}

enum outcome people_revoke(struct request *request, struct change *change)
{
	struct typed_role typed = {.community = ""};
	struct person person = {0};
	enum outcome outcome = read_role(request, &person, &typed);

	if (outcome == OK)
		outcome = person_revoke(change, person.id, typed.community_id,
					(enum role)typed.role);
	return outcome == OK ? go_back(request, &person) : outcome;
}

enum outcome people_disable(struct request *request, struct change *change)
{
	struct person person;
	enum outcome outcome = begin_managed(request, &person);

	if (outcome == OK)
		outcome = person_disable(change, person.id);
	return outcome == OK ? go_back(request, &person) : outcome;
}

enum outcome people_enable(struct request *request, struct change *change)
{
	struct person person;
	enum outcome outcome = begin_managed(request, &person);

	if (outcome == OK)
		outcome = person_enable(change, person.id);
	return outcome == OK ? go_back(request, &person) : outcome;
}

/* ------------------------------------------------------------------ personal data */

enum outcome people_data(struct request *request, struct change *change)
{
	const struct frame frame = {
		.title = SAY("Personal data"), .place = PLACE_ADMIN, .is_hidden = true};
	bool is_file = strcmp(pairs_value(&request->form, "format"), "json") == 0;
	struct person person;
	struct person_data data;
	const char *bytes;
	size_t length;
	enum outcome outcome = begin_managed(request, &person);

	if (outcome == OK && person.erased_at)
		outcome = GONE;
	if (outcome == OK)
		outcome = person_data_export(change, person.id, &data);
	if (outcome != OK)
		return outcome;
	if (!is_file) {
		person_data_html(page_begin_with(request, &frame), &data, &data.person, &data.about,
				 &data.acts);
		return page_end(request);
	}
	outcome = person_data_json(request->arena, &data, &bytes, &length);
	if (outcome == OK) {
		request_body(request, "application/json", bytes, length);
		request->response.download = arena_printf(request->arena, "poruch-person-%lld.json",
							  (long long)person.id);
	}
	return outcome;
}

enum outcome people_erase(struct request *request, struct change *change)
{
	struct person person;
	enum outcome outcome = begin_managed(request, &person);

	/* The page says why it is not possible. */
	if (outcome == OK && refusal_of(request, person.id))
		return form_fault(&request->checked, "erase", FAULT_NOT_ALLOWED_NOW);
	if (outcome == OK)
		outcome = person_data_erase(change, person.id);
	return outcome == OK ? request_go(request, "/admin/people?saved=1") : outcome;
}
