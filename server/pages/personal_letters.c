/*
 * personal_letters.c - news by e-mail as personal data: found by the address with everything else that is
 * kept of a person (personal.c), and ended when they ask for it.
 */
#include "personal_letters.h"

#include "model/community.h"
#include "model/contact.h"
#include "server/letter.h"
#include "server/mailing.h"
#include "server/page.h"
#include "server/pages.h"

static const char *title_of(struct request *request, const struct subscription *subscription)
{
	/* A request beside this one, whose hromada and query are not touched. */
	struct request other = {.arena = request->arena,
				.settings = request->settings,
				.db = request->db,
				.now = request->now,
				.language = request->language};
	struct feed_source source;

	if (mailing_source(&other, subscription, &source) == OK && !other.response.location)
		return source.title;
	return subscription->kind;
}

void personal_letters_find(struct request *request, const char *who, struct personal_search *search)
{
	struct subscriptions kept;

	if (!contact_is_email(who))
		return;
	kept = subscription_of(request->db, request->community->id, who);
	search->email = who;
	for (size_t i = 0; i < kept.count; i++)
		*LIST_ADD(request->arena, &search->letters) = (struct personal_letter){
			.title = title_of(request, &kept.items[i]),
			.rhythm = letter_rhythm(request, kept.items[i].rhythm),
			.day = date_of(kept.items[i].asked_at)};
}

enum outcome personal_letters_end(struct request *request, struct change *change)
{
	static const struct field fields[] = {
		{.name = "who", .kind = FIELD_EMAIL, .is_required = true}, {0}};
	const char *who = "";
	struct subscriptions kept;
	enum outcome outcome = form_read(&request->checked, fields, &who);

	if (outcome != OK)
		return outcome;
	kept = subscription_of(request->db, request->community->id, who);
	for (size_t i = 0; outcome == OK && i < kept.count; i++)
		outcome = subscription_end(change, &kept.items[i], "asked");
	return outcome == OK
		       ? request_go(request, arena_printf(request->arena, "/%s/residents?saved=1",
							  request->community->slug))
		       : outcome;
}
