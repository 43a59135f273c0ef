/*
 * personal.c - what is kept of a resident: found and handed over by the secretary or an administrator, or
 * fetched and erased by the reporter with the secret link; and who looked at contacts.
 *
 * A page says what is kept without showing it; showing it is an act, because a look is recorded.
 */
#include "issue_history.h"
#include "issue_view.h"
#include "model/community.h"
#include "model/message.h"
#include "model/resident.h"
#include "personal_letters.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "templates/personal.html.h"
#include "templates/role.h"

#define FILE_BYTES ((size_t)256 << 10)
#define ON_A_PAGE  100

/* ------------------------------------------------------------------ the file */

static void add(struct request *request, struct text *text, const char *name, const char *value)
{
	if (*value)
		text_addf(text, "%s: %s\n", words_say(page_words(request), name), value);
}

static void add_messages(struct request *request, struct text *text, int64_t issue_id)
{
	struct messages messages = message_of_reporter(request->db, issue_id);

	for (size_t i = 0; i < messages.count; i++)
		text_addf(text, "\n%s, %s\n%s\n",
			  words_moment(request->arena, page_words(request),
				       moment(messages.items[i].at)),
			  issue_history_message(request, messages.items[i].kind),
			  messages.items[i].text);
}

/* Everything that is kept of the reporter, as plain text in their language. */
static enum outcome answer_file(struct request *request, struct change *change,
				const struct issue_work *work)
{
	struct text text = text_begin(request->arena, FILE_BYTES);
	const char *number = issue_key_text(request->arena, work->issue.year, work->issue.number);
	struct issue_private kept;
	enum outcome outcome = issue_private_export(change, work->issue.id, &kept);

	if (outcome == NOT_FOUND)
		return GONE;
	if (outcome != OK)
		return outcome;
	text_addf(&text, "%s\n%s\n\n", request_url(request, "/"),
		  words_fill(request->arena, page_words(request),
			     words_say(page_words(request), SAY("Personal data with report № {1}")),
			     (struct hole[]){words_hole(number)}, 1));
	add(request, &text, SAY("Reported"),
	    words_moment(request->arena, page_words(request), moment(work->issue.reported_at)));
	add(request, &text, SAY("Name"), kept.contact_name);
	add(request, &text, SAY("Phone"), kept.contact_phone);
	add(request, &text, SAY("E-mail"), kept.contact_email);
	add(request, &text, SAY("What is wrong"), kept.original_title);
	add(request, &text, SAY("Where"), kept.original_place);
	text_addf(&text, "\n%s\n", kept.original_text);
	add_messages(request, &text, work->issue.id);
	text_addf(&text, "\n%s\n",
		  words_say(page_words(request),
			    SAY("Who pressed “It concerns me too” nobody can tell, we neither.")));
	request_body(request, "text/plain; charset=utf-8", text.bytes, text.length);
	request->response.download = arena_printf(request->arena, "poruch-%s.txt", number);
	return OK;
}

/* ------------------------------------------------------------------ what is kept with one report */

static struct choices erasing_reasons(const struct request *request)
{
	static const struct choice reasons[] = {
		{.key = "asked", .label = SAY("the person asked for it")},
		{.key = "mistake", .label = SAY("it was entered by mistake")},
		{.key = "unneeded", .label = SAY("it is not needed any more")}};
	struct choices choices = {0};

	for (size_t i = 0; i < COUNT(reasons); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = reasons[i].key,
			.label = words_say(page_words(request), reasons[i].label)};
	return choices;
}

static enum outcome show_kept(struct request *request, const struct issue_work *work,
			      struct personal_kept *it)
{
	struct messages messages = message_of_reporter(request->db, work->issue.id);

	it->slug = request->community->slug;
	it->number = issue_key_text(request->arena, work->issue.year, work->issue.number);
	it->form = &request->checked;
	it->has_contact = work->has_contact;
	it->is_kept = !work->is_erased;
	it->contact_days = request->settings->contact_days;
	it->message_count = (int64_t)messages.count;
	page_wants_form(request);
	personal_kept_html(page_begin_with(request, &(struct frame){.title = SAY("Personal data"),
								    .is_hidden = true}),
			   it);
	return page_end(request);
}

/* ------------------------------------------------------------------ by the reporter */

static enum outcome find_mine(struct request *request, struct issue_work *work)
{
	request->response.hides_address = true;
	return issue_find_secret(request->db, request->community->id, request->path_values[1],
				 request->now, work);
}

static const char *own_path(const struct request *request)
{
	return arena_printf(request->arena, "/%s/my/%s", request->community->slug,
			    request->path_values[1]);
}

enum outcome personal_mine_page(struct request *request)
{
	struct personal_kept it = {
		.action = arena_printf(request->arena, "%s/data", own_path(request)),
		.back = own_path(request)};
	struct issue_work work;
	enum outcome outcome = find_mine(request, &work);

	if (outcome == GONE)
		return privacy_link_ended(request);
	return outcome == OK ? show_kept(request, &work, &it) : outcome;
}

enum outcome personal_mine_download(struct request *request, struct change *change)
{
	struct issue_work work;
	enum outcome outcome = find_mine(request, &work);

	return outcome == OK ? answer_file(request, change, &work) : outcome;
}

enum outcome personal_mine_erase(struct request *request, struct change *change)
{
	struct issue_work work;
	enum outcome outcome = find_mine(request, &work);

	if (outcome == OK)
		outcome = issue_erase(change, work.issue.id, "reporter");
	/* To the same address, which says from now on that it has ended. */
	return outcome == OK ? request_go(request, own_path(request)) : outcome;
}

/* ------------------------------------------------------------------ by staff */

static enum outcome find_by_number(struct request *request, struct issue_work *work)
{
	struct issue_key key;
	enum outcome outcome = issue_view_key(request, 1, &key);

	return outcome == OK ? issue_find_work(request->db, key, request->now, work) : outcome;
}

static enum outcome show_search(struct request *request, struct personal_search *search)
{
	search->slug = request->community->slug;
	search->form = &request->checked;
	page_wants_form(request);
	personal_search_html(page_begin_with(request, &(struct frame){.title = SAY("Personal data"),
								      .place = PLACE_WORK,
								      .is_hidden = true}),
			     search);
	return page_end(request);
}

enum outcome personal_search_page(struct request *request)
{
	return show_search(request, &(struct personal_search){0});
}

enum outcome personal_search_action(struct request *request, struct change *change)
{
	static const struct field fields[] = {
		{.name = "who", .kind = FIELD_LINE, .is_required = true, .most = 300}, {0}};
	struct personal_search search = {.is_done = true};
	struct resident_matches found;
	const char *who = "";
	enum outcome outcome = form_read(&request->checked, fields, &who);

	if (outcome == OK)
		outcome = resident_find(change, who, &found);
	if (outcome != OK)
		return outcome;
	personal_letters_find(request, who, &search);
	for (size_t i = 0; i < found.count; i++) {
		const struct resident_match *match = &found.items[i];
		const char *number = issue_key_text(request->arena, match->year, match->number);

		*LIST_ADD(request->arena, &search.matches) = (struct personal_match){
			.number = number,
			.href = arena_printf(request->arena, "/%s/residents/%s",
					     request->community->slug, number),
			.title = match->title,
			.state = issue_view_state(request, match->state),
			.day = date_of(match->reported_at),
		};
	}
	return show_search(request, &search);
}

enum outcome personal_kept_page(struct request *request)
{
	struct personal_kept it = {
		.back = arena_printf(request->arena, "/%s/residents", request->community->slug),
		.reasons = erasing_reasons(request)};
	struct issue_work work;
	enum outcome outcome = find_by_number(request, &work);

	if (outcome != OK)
		return outcome;
	it.action = arena_printf(
		request->arena, "%s/%s", it.back,
		issue_key_text(request->arena, work.issue.year, work.issue.number));
	return show_kept(request, &work, &it);
}

enum outcome personal_download(struct request *request, struct change *change)
{
	struct issue_work work;
	enum outcome outcome = find_by_number(request, &work);

	return outcome == OK ? answer_file(request, change, &work) : outcome;
}

enum outcome personal_erase(struct request *request, struct change *change)
{
	static const struct field fields[] = {
		{.name = "reason", .kind = FIELD_LINE, .is_required = true, .most = 20}, {0}};
	struct choices reasons = erasing_reasons(request);
	const char *reason = "";
	struct issue_work work;
	bool is_known = false;
	enum outcome outcome = find_by_number(request, &work);

	if (outcome == OK)
		outcome = form_read(&request->checked, fields, &reason);
	if (outcome != OK)
		return outcome;
	for (size_t i = 0; i < reasons.count; i++)
		is_known |= strcmp(reasons.items[i].key, reason) == 0;
	if (!is_known)
		return form_fault(&request->checked, "reason", FAULT_UNKNOWN);
	outcome = issue_erase(change, work.issue.id, reason);
	return outcome == OK
		       ? request_go(request,
				    arena_printf(request->arena, "/%s/residents/%s?saved=1",
						 request->community->slug,
						 issue_key_text(request->arena, work.issue.year,
								work.issue.number)))
		       : outcome;
}

/* ------------------------------------------------------------------ who looked */

static const char *what_of(const struct request *request, const char *action)
{
	static const struct {
		const char *action, *what;
	} looks[] = {
		{"issue private read", SAY("looked at the contact")},
		{"issue private find", SAY("searched for a person")},
		{"issue private export", SAY("downloaded what is kept")},
		{"person export", SAY("fetched what is kept of a member of staff")},
	};
	const char *what = action;

	for (size_t i = 0; i < COUNT(looks); i++)
		if (strcmp(looks[i].action, action) == 0)
			what = looks[i].what;
	return words_say(page_words(request), what);
}

/* "person 7" as their login, and where their account is. */
static void name_person(struct request *request, struct personal_look *look, const char *subject)
{
	int64_t id = strtoll(subject + strlen("person "), NULL, 10);
	struct person person;

	if (person_find_id(request->db, id, &person) != OK)
		return;
	look->subject = person.login;
	look->href = arena_printf(request->arena, "/admin/people/%lld", (long long)id);
}

/* "issue 43" as its number in its hromada, and where staff see it; a person as above. */
static void name_subject(struct request *request, struct personal_look *look, const char *subject)
{
	struct issue_key key;
	struct community community;

	if (strncmp(subject, "person ", strlen("person ")) == 0)
		name_person(request, look, subject);
	if (strncmp(subject, "issue ", 6) != 0 ||
	    issue_key_of(request->db, strtoll(subject + 6, NULL, 10), &key) != OK ||
	    community_find_id(request->db, key.community_id, &community) != OK)
		return;
	look->subject = issue_key_text(request->arena, key.year, key.number);
	look->href = arena_printf(request->arena, "/%s/work/%s", community.slug, look->subject);
	look->community = community.short_name;
}

static struct personal_looks looks_of(struct request *request, struct form *form)
{
	const char *slug = form_typed(form, "community");
	struct community community = {0};
	bool is_one = *slug && community_find(request->db, slug, &community) == OK;
	struct audit_look_filter filter = {
		.admin_id = request->viewer.person_id,
		.actor = form_typed(form, "actor"),
		.community_id = is_one ? community.id : 0,
		.before = strtoll(form_typed(form, "before"), NULL, 10),
		.most = ON_A_PAGE + 1,
	};
	struct audit_lines lines = audit_looks(request->db, &filter);
	struct personal_looks looks = {.actor = filter.actor, .community = is_one ? slug : ""};

	for (size_t i = 0; i < lines.count && i < ON_A_PAGE; i++) {
		const struct audit_line *line = &lines.items[i];
		struct personal_look *look = LIST_ADD(request->arena, &looks);
		int role = role_find(line->role);

		*look = (struct personal_look){
			.at = line->at,
			.actor = line->actor,
			.role = role > ROLE_RESIDENT
					? role_name(page_words(request), (enum role)role)
					: "",
			.what = what_of(request, line->action),
			.subject = "",
			.detail = line->after,
		};
		name_subject(request, look, line->subject);
		looks.more = line->id;
	}
	if (lines.count <= ON_A_PAGE)
		looks.more = 0;
	return looks;
}

enum outcome personal_looks_page(struct request *request)
{
	struct form form = form_begin(request->arena, &request->query);
	struct communities communities = community_all(request->db);
	struct personal_looks looks = looks_of(request, &form);
	struct choices choices = {0};

	for (size_t i = 0; i < communities.count; i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = communities.items[i].slug, .label = communities.items[i].short_name};
	personal_looks_html(
		page_begin_with(request, &(struct frame){.title = SAY("Looks at personal data"),
							 .place = PLACE_ADMIN,
							 .is_hidden = true}),
		&looks, &form, &choices);
	return page_end(request);
}
