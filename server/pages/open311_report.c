/*
 * open311_report.c - what programs write through the Open311 API: reports, and updates of public issues.
 *
 *	the API's fields --(renamed)--> the fields of a resident's form --> issue_add_report
 *	                                                                \-> a token, and a notice
 *
 * So a report goes through the same table of fields and the same moderation as one typed here, and an
 * update waits as a comment does. Names and contacts become the private part. Unknown fields are
 * accepted and passed over; so is media_url, because we fetch nothing from elsewhere: photos come as
 * files of the form.
 */
#include "model/api_receipt.h"
#include "model/base/text.h"
#include "model/message.h"
#include "model/photo.h"
#include "photo_view.h"
#include "server/open311.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/faults.h"

/* What a field is called there, and here. A name of ours that stands twice takes the first one sent. */
static const struct {
	const char *theirs, *ours;
} names[] = {
	{"service_code", "category"},
	{"attribute[title]", "title"},
	{"description", "text"},
	{"description", "description"},
	{"attribute[area]", "area"},
	{"address_id", "area"},
	{"address_string", "place"},
	{"lat", "lat"},
	{"long", "long"},
	{"phone", "contact_phone"},
	{"email", "contact_email"},
	{"media", "photo"},
	{"service_request_id", "service_request_id"},
	{"update_id", "update_id"},
};

/* ------------------------------------------------------------------ faults */

/* The one of their names that was sent; the first one where none was. */
static const char *their_name(const struct request *request, const char *ours)
{
	const char *first = NULL;

	if (strcmp(ours, "contact_name") == 0)
		return "first_name, last_name";
	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcmp(names[i].ours, ours) != 0)
			continue;
		if (*pairs_value(&request->form, names[i].theirs))
			return names[i].theirs;
		if (!first)
			first = names[i].theirs;
	}
	return first ? first : ours;
}

static const char *describe(struct request *request, const struct fault *fault)
{
	const struct words *words = page_words(request);

	if (fault->kind == FAULT_MISSING && strcmp(fault->field, "place") == 0)
		return words_say(words, SAY("A place was not provided: lat and long, "
					    "address_string or address_id"));
	if (fault->kind == FAULT_MISSING)
		return open311_say(request, SAY("{1} was not provided"),
				   their_name(request, fault->field));
	if (fault->kind == FAULT_UNKNOWN && strcmp(fault->field, "category") == 0)
		return open311_say(request, SAY("service_code “{1}” was not found"),
				   text_or_empty(fault->detail));
	return arena_printf(request->arena, "%s: %s", their_name(request, fault->field),
			    faults_sentence(request->arena, words, fault));
}

/* "404 - service_code or jurisdiction_id was not found"; everything else that is wrong is 400. */
enum outcome open311_faults_page(struct request *request)
{
	const struct faults *faults = &request->checked.faults;
	struct open311_errors errors = {0};
	int status = 400;

	for (size_t i = 0; i < faults->count; i++) {
		const struct fault *fault = &faults->items[i];
		bool is_unknown_code = fault->kind == FAULT_UNKNOWN &&
				       strcmp(fault->field, "category") == 0;

		*LIST_ADD(request->arena, &errors) = (struct open311_error){
			.code = is_unknown_code ? 404 : 400,
			.description = describe(request, fault)};
		if (is_unknown_code && faults->count == 1)
			status = 404;
	}
	return open311_refuse_all(request, status, &errors);
}

/* ------------------------------------------------------------------ before */

enum outcome open311_prepare(struct request *request)
{
	/* Whatever the file's field is called: the specification has no name for it. */
	for (size_t i = 0; i < request->uploads.count; i++)
		request->uploads.items[i].field = "photo";
	return photo_prepare(request);
}

/*
 * Where it goes, whether the key is for there, and one use of it. False when an error was answered, or
 * *outcome is not OK.
 */
static bool begin(struct request *request, struct change *change, enum outcome *outcome)
{
	int wait;

	*outcome = OK;
	if (!open311_find_community(request))
		return false;
	if (request->api_key->community_id &&
	    request->api_key->community_id != request->community->id) {
		*outcome = open311_refuse(request, 403,
					  open311_say(request, SAY("api_key is not for {1}"),
						      request->community->slug));
		return false;
	}
	*outcome = api_key_count(change, request->api_key, &wait);
	if (*outcome == TOO_OFTEN) {
		*outcome = open311_refuse(
			request, 429,
			words_say(page_words(request),
				  SAY("This key has sent as much as it may for now. Try again "
				      "after the time that Retry-After tells")));
		request->response.retry_after = wait;
		return false;
	}
	change->community_id = request->community->id;
	return *outcome == OK;
}

/* ------------------------------------------------------------------ a report */

/* The settlement of a KATOTTG code; what is none is left to the form's own rule. */
static const char *area_of(const struct request *request, const char *typed)
{
	struct areas areas = community_areas(request->db, request->community->id);

	for (size_t i = 0; i < areas.count; i++)
		if (*areas.items[i].katottg && strcasecmp(areas.items[i].katottg, typed) == 0)
			return arena_printf(request->arena, "%lld", (long long)areas.items[i].id);
	return typed;
}

static const char *full_name(const struct request *request)
{
	const char *first = pairs_value(&request->form, "first_name"),
		   *last = pairs_value(&request->form, "last_name");

	return arena_printf(request->arena, "%s%s%s", first, *first && *last ? " " : "", last);
}

/* What was sent, under our names. */
static struct pairs *translated(struct request *request)
{
	struct pairs *typed = arena_take(request->arena, sizeof(*typed));

	*typed = (struct pairs){0};
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = pairs_value(&request->form, names[i].theirs);

		if (*value && !pairs_find(typed, names[i].ours))
			pairs_add(request->arena, typed, names[i].ours,
				  strcmp(names[i].ours, "area") == 0 ? area_of(request, value)
								     : value);
	}
	if (*full_name(request))
		pairs_add(request->arena, typed, "contact_name", full_name(request));
	return typed;
}

/* The model asks for a place once the fields themselves will do; a program is told all at once. */
static void fault_place(struct form *form)
{
	bool has_latitude = *form_typed(form, "lat"), has_longitude = *form_typed(form, "long");

	if (has_latitude != has_longitude)
		form_fault(form, has_latitude ? "long" : "lat", FAULT_MISSING);
	else if (!has_latitude && !*form_typed(form, "place") && !*form_typed(form, "area"))
		form_fault(form, "place", FAULT_MISSING);
}

static enum outcome add_report(struct request *request, struct change *change,
			       struct issue_added *added, const char **token)
{
	struct issue_report report = {0};
	enum outcome outcome = photo_form_keep(request, change);

	if (outcome == OK)
		outcome = form_read(&request->checked, issue_report_fields, &report);
	if (outcome == INVALID)
		fault_place(&request->checked);
	if (outcome == OK && !request->checked.faults.count)
		outcome = issue_add_report(change, &request->checked, &report, added);
	if (outcome != OK || request->checked.faults.count)
		return outcome == OK ? INVALID : outcome;
	outcome = photo_adopt(change, photo_form_word(request),
			      &(struct photo_place){.issue_id = added->id});
	return outcome == OK ? api_receipt_add(change, request->api_key, added->id, token)
			     : outcome;
}

/* Of what has faults nothing is kept but that the key was used. */
static enum outcome end_part(struct request *request, struct change *change, enum outcome outcome)
{
	enum outcome ended = change_part_end(change, outcome == OK);

	if (ended != OK)
		return ended;
	return outcome == INVALID && request->checked.faults.count ? OK : outcome;
}

static enum outcome answer_receipt(struct request *request, const struct open311_receipt *receipt)
{
	const char *bytes;
	size_t length;
	enum outcome outcome = open311_write_receipt(request->arena, open311_face_of(request),
						     receipt, &bytes, &length);

	return outcome == OK ? open311_answer(request, bytes, length) : outcome;
}

enum outcome open311_report_action(struct request *request, struct change *change)
{
	struct open311_receipt receipt = {
		.service_notice = words_say(
			page_words(request),
			SAY("Thank you. A moderator reads it first; it is public, and has its "
			    "number, once it was let through. In danger call 102 or 112."))};
	struct issue_added added;
	enum outcome outcome;

	if (!begin(request, change, &outcome))
		return outcome;
	request->checked = form_begin(request->arena, translated(request));
	outcome = change_part_begin(change);
	if (outcome != OK)
		return outcome;
	outcome = end_part(request, change, add_report(request, change, &added, &receipt.token));
	return outcome == OK && !request->checked.faults.count ? answer_receipt(request, &receipt)
							       : outcome;
}

enum outcome open311_token_page(struct request *request)
{
	struct open311_receipt receipt = {.token = request->path_values[0]};
	struct issue_key key;
	enum outcome outcome;

	if (!open311_find_community(request))
		return OK;
	outcome = api_receipt_find(request->db, request->community->id, receipt.token, &key);
	if (outcome == NOT_FOUND)
		return open311_refuse(request, 404,
				      words_say(page_words(request), SAY("token was not found")));
	if (outcome != OK)
		return outcome;
	if (key.year)
		receipt.service_request_id = issue_key_text(request->arena, key.year, key.number);
	return answer_receipt(request, &receipt);
}

/* ------------------------------------------------------------------ an update */

/*
 * The words, and how it stands where they come from: a moderator reads both, and decides about both. They
 * may become a record of ours, so in Ukrainian.
 */
static const char *words_of_update(const struct request *request)
{
	const struct words *ukrainian = words_of("uk");
	const char *text = pairs_value(&request->form, "description"),
		   *status = pairs_value(&request->form, "status");

	if (!*text || !*status)
		return text;
	return arena_printf(
		request->arena, "%s\n\n%s", text,
		words_fill(request->arena, ukrainian,
			   words_say(ukrainian, SAY("State in the sender's system: {1}")),
			   (struct hole[]){words_hole(status)}, 1));
}

/* The public issue that is meant, or the one that it turned out to be the same as. */
static enum outcome find_issue(struct request *request, struct issue *issue)
{
	struct issue_key key = {0};
	enum outcome outcome = issue_key_read(pairs_value(&request->form, "service_request_id"),
					      &key);

	if (outcome != OK)
		return NOT_FOUND;
	key.community_id = request->community->id;
	outcome = issue_find(request->db, key, request->now, issue);
	if (outcome == MOVED && issue_main(request->db, key, &key) == OK)
		outcome = issue_find(request->db, key, request->now, issue);
	return outcome;
}

static enum outcome answer_update(struct request *request)
{
	const char *bytes;
	size_t length;
	enum outcome outcome = open311_write_update_receipt(
		request->arena, open311_face_of(request), pairs_value(&request->form, "update_id"),
		words_say(page_words(request),
			  SAY("Thank you. It is public once a moderator let it through.")),
		&bytes, &length);

	return outcome == OK ? open311_answer(request, bytes, length) : outcome;
}

static enum outcome add_update(struct request *request, struct change *change,
			       const struct issue *issue)
{
	struct message_entry entry = {.issue_id = issue->id, .kind = MESSAGE_COMMENT};
	struct form *form = &request->checked;
	enum outcome outcome = form_read(form, message_entry_fields, &entry);

	if (outcome == OK)
		outcome = api_receipt_note_update(change, request->api_key,
						  form_typed(form, "update_id"));
	return outcome == OK ? message_add(change, form, &entry) : outcome;
}

/* The same update once more is answered as the first time was. */
static enum outcome keep_update(struct request *request, struct change *change,
				const struct issue *issue)
{
	enum outcome outcome = change_part_begin(change);

	if (outcome != OK)
		return outcome;
	outcome = end_part(request, change, add_update(request, change, issue));
	if (outcome == CONFLICT)
		outcome = OK;
	return outcome == OK && !request->checked.faults.count ? answer_update(request) : outcome;
}

/* What the table of fields cannot know; nothing is read before all of it is there. */
static bool has_all(struct request *request)
{
	static const char *const needed[] = {"service_request_id", "update_id", "text"};
	struct form *form = &request->checked;

	for (size_t i = 0; i < COUNT(needed); i++)
		if (!*form_typed(form, needed[i]))
			form_fault(form, needed[i], FAULT_MISSING);
	if (strlen(form_typed(form, "update_id")) > 200)
		form_fault_with(form, (struct fault){.field = "update_id",
						     .kind = FAULT_TOO_LONG,
						     .number = 200});
	return !form->faults.count;
}

enum outcome open311_update_action(struct request *request, struct change *change)
{
	struct pairs typed = {0};
	struct issue issue;
	enum outcome outcome;

	if (!begin(request, change, &outcome))
		return outcome;
	pairs_add(request->arena, &typed, "service_request_id",
		  pairs_value(&request->form, "service_request_id"));
	pairs_add(request->arena, &typed, "update_id", pairs_value(&request->form, "update_id"));
	pairs_add(request->arena, &typed, "text", words_of_update(request));
	request->checked = form_begin(
		request->arena,
		memcpy(arena_take(request->arena, sizeof(typed)), &typed, sizeof(typed)));
	if (!has_all(request))
		return OK;
	outcome = find_issue(request, &issue);
	if (outcome == NOT_FOUND || outcome == GONE)
		return open311_refuse(
			request, outcome == GONE ? 410 : 404,
			open311_say(request,
				    outcome == GONE ? SAY("service_request_id “{1}” was withdrawn")
						    : SAY("service_request_id “{1}” was not found"),
				    pairs_value(&request->form, "service_request_id")));
	return outcome == OK ? keep_update(request, change, &issue) : outcome;
}
