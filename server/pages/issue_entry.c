/*
 * issue_entry.c - a report is taken: staff's single form, and the one action behind it and behind the
 * question pages of issue_new.c.
 */
#include "issue_flags.h"
#include "issue_likes.h"
#include "issue_new.h"
#include "issue_view.h"
#include "model/community.h"
#include "model/flag.h"
#include "photo_view.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/issue_new.html.h"

/* Staff's form names how the matter was told; a resident's does not. */
static bool is_entry(const struct request *request)
{
	return viewer_may(&request->viewer, ENTER_ISSUE) &&
	       pairs_find(&request->form, "source") != NULL;
}

static struct choices sources_of(const struct request *request)
{
	static const char *const keys[] = {"call",    "visit",  "letter",
					   "meeting", "police", "starosta"};
	struct choices choices = {0};

	for (size_t i = 0; i < COUNT(keys); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = keys[i], .label = issue_view_source(request, keys[i])};
	return choices;
}

static enum outcome show_entry(struct request *request, const char *words)
{
	struct issue_question it = issue_new_begin(request, &request->checked);

	it.sources = sources_of(request);
	it.organisations = issue_view_organisations(request);
	it.flagged = pairs_value(&request->form, "flags");
	if (words) {
		it.flags = issue_flags_in(request, words);
		it.flagged = arena_printf(request->arena, "%u", flags_of(request->arena, words));
	}
	it.may_assign = viewer_is(&request->viewer, ROLE_SECRETARY);
	page_wants_form(request);
	issue_new_entry_html(
		page_begin_with(request,
				&(struct frame){.title = SAY("Enter an issue for somebody"),
						.place = PLACE_WORK}),
		&it);
	return page_end(request);
}

/*
 * The flagged words of staff's entry that they were not shown yet: it is public at once, so they are
 * asked first. Only the form asks; what comes without its field "flags" is entered.
 */
static bool shows_flags(struct request *request, const struct issue_report *report,
			enum outcome *outcome)
{
	const char *shown = pairs_find(&request->form, "flags"),
		   *words = issue_words(request->arena, report->title, report->text, report->place);

	if (!shown || !(flags_of(request->arena, words) & ~(uint32_t)strtoul(shown, NULL, 10)))
		return false;
	*outcome = show_entry(request, words);
	return true;
}

static const char *place_of_added(struct request *request, const struct issue_added *added)
{
	const char *slug = request->community->slug;

	if (*added->secret)
		return arena_printf(request->arena, "/%s/my/%s", slug, added->secret);
	return arena_printf(request->arena, "/%s/issues/%s", slug,
			    issue_key_text(request->arena, added->year, added->number));
}

enum outcome issue_add_action(struct request *request, struct change *change)
{
	struct issue_report report = {0};
	struct issue_added added;
	bool is_staff = is_entry(request);
	enum outcome outcome = photo_form_keep(request, change);

	if (outcome == OK)
		outcome = form_read(&request->checked,
				    is_staff ? issue_entry_fields : issue_report_fields, &report);
	if (request->checked.faults.count)
		return OK; /* photos that came are kept; the form is shown again with its faults */
	if (outcome != OK)
		return outcome;
	if (is_staff ? shows_flags(request, &report, &outcome)
		     : issue_new_asks_likes(request, &outcome))
		return outcome;
	if (is_staff)
		outcome = issue_add_entry(change, &request->checked, &request->viewer, &report,
					  &added);
	else
		outcome = issue_add_report(change, &request->checked, &report, &added);
	if (request->checked.faults.count)
		return OK;
	if (outcome == OK && !is_staff)
		outcome = issue_likes_ask(request, change, report.text, added.id);
	if (outcome == OK)
		outcome = photo_adopt(change, photo_form_word(request),
				      &(struct photo_place){.issue_id = added.id});
	return outcome == OK ? request_go(request, place_of_added(request, &added)) : outcome;
}

enum outcome issue_entry_page(struct request *request)
{
	return show_entry(request, NULL);
}

enum outcome issue_add_again(struct request *request)
{
	return is_entry(request) ? show_entry(request, NULL) : issue_new_show_all(request);
}
