/* What is kept of whom, for everybody to read; and what a secret link says when it has ended. */
#include "model/community.h"
#include "model/support.h"
#include "server/letter.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "templates/privacy.html.h"

enum outcome privacy_page(struct request *request)
{
	const struct privacy privacy = {.contact_days = request->settings->contact_days,
					.network_days = SUPPORT_NETWORK_DAYS,
					.backup_days = request->settings->backup_days,
					.has_mail = letter_is_possible(request),
					.asked_days = SUBSCRIPTION_ASKED_DAYS};

	privacy_html(page_begin(request, SAY("Personal data")), &privacy);
	return page_end(request);
}

enum outcome privacy_link_ended(struct request *request)
{
	request->response.status = 410;
	privacy_link_ended_html(
		page_begin_with(request, &(struct frame){.title = SAY("This link has ended"),
							 .place = PLACE_ISSUES,
							 .is_hidden = true}),
		request->community->slug);
	return page_end(request);
}
