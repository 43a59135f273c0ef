/* What waits to be sent outside, and what an administrator of the installation does about it. */
#include "model/outbox.h"

#include "model/person.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "templates/outbox.h"
#include "templates/outbox.html.h"

#define ON_A_PAGE 100

static const char *const kind_names[OUTBOX_KIND_COUNT] = {
	[OUTBOX_PING] = SAY("Word to the hub"),
	[OUTBOX_MAIL] = SAY("E-mail"),
};

/* Why it stays where nobody is set to send it to. */
static const char *const idle_remarks[OUTBOX_KIND_COUNT] = {
	[OUTBOX_PING] = SAY("no hub is set (--hub)"),
	[OUTBOX_MAIL] = SAY("no mail server is set (--smtp)"),
};

/* What server/carrier.h calls them. */
static const struct {
	const char *key, *sentence;
} faults[] = {
	{"timeout", SAY("No answer in time.")},
	{"name", SAY("The server's name is not known.")},
	{"connect", SAY("No connection to the server.")},
	{"password", SAY("The server refused our name or password.")},
	{"tls", SAY("No encrypted connection could be made.")},
	{"cut", SAY("The connection broke off.")},
};

static const char *say(const struct request *request, const char *sentence)
{
	return words_say(page_words(request), sentence);
}

static const char *fault_text(const struct request *request, const char *fault)
{
	static const char status[] = "status ";

	if (strncmp(fault, status, strlen(status)) == 0)
		return words_fill(request->arena, page_words(request),
				  say(request, SAY("The server answered {1}.")),
				  (struct hole[]){words_hole(fault + strlen(status))}, 1);
	for (size_t i = 0; i < COUNT(faults); i++)
		if (strcmp(fault, faults[i].key) == 0)
			return say(request, faults[i].sentence);
	return fault;
}

static const char *state_text(const struct request *request, const struct outbox_item *item)
{
	switch (item->state) {
	case OUTBOX_TAKEN: return say(request, SAY("being sent"));
	case OUTBOX_GIVEN_UP: return say(request, SAY("given up"));
	default: return say(request, item->tries ? SAY("failed, tried again") : SAY("waiting"));
	}
}

static const char *address(const struct request *request, int64_t id, const char *what)
{
	return arena_printf(request->arena, "/admin/outbox/%lld/%s", (long long)id, what);
}

static struct outbox_row row_of(const struct request *request, const struct outbox_item *item)
{
	struct outbox_row row = {
		.kind = say(request, kind_names[item->kind]),
		.to = item->to,
		.state = state_text(request, item),
		.fault = fault_text(request, item->fault),
		.made_at = item->made_at,
		.tries = item->tries,
		.label = arena_printf(request->arena, "%s, %lld", item->to, (long long)item->id),
		.is_given_up = item->state == OUTBOX_GIVEN_UP,
	};

	if (item->state == OUTBOX_WAITING)
		row.next_at = item->wait_until;
	if (item->state != OUTBOX_TAKEN) {
		row.retry = address(request, item->id, "retry");
		row.drop = address(request, item->id, "drop");
	}
	return row;
}

static void add_sums(struct request *request, struct outbox_view *view)
{
	const struct settings *settings = request->settings;

	for (int kind = 0; kind < OUTBOX_KIND_COUNT; kind++) {
		struct outbox_figures figures = outbox_figures(request->db, (enum outbox_kind)kind,
							       request->now);
		bool is_idle = !*(kind == OUTBOX_PING ? settings->hub : settings->smtp);

		*LIST_ADD(request->arena, &view->sums) = (struct outbox_sum){
			.name = say(request, kind_names[kind]),
			.waiting = figures.waiting,
			.failed = figures.failed,
			.taken = figures.taken,
			.given_up = figures.given_up,
			.remark = is_idle ? say(request, idle_remarks[kind]) : NULL};
		view->given_up += figures.given_up;
		view->all += figures.waiting + figures.failed + figures.taken + figures.given_up;
	}
}

/* It is nobody's hromada's: only who administers all of them. */
static enum outcome check_viewer(const struct request *request)
{
	return person_may_manage_in(request->db, request->viewer.person_id, 0) ? OK : FORBIDDEN;
}

enum outcome outbox_page(struct request *request)
{
	const struct frame frame = {
		.title = SAY("Outbox"), .place = PLACE_ADMIN, .is_hidden = true};
	struct outbox_view view = {0};
	struct outbox_items items;
	enum outcome outcome = check_viewer(request);

	if (outcome != OK)
		return outcome;
	add_sums(request, &view);
	items = outbox_list(request->db, ON_A_PAGE);
	for (size_t i = 0; i < items.count; i++)
		*LIST_ADD(request->arena, &view.rows) = row_of(request, &items.items[i]);
	view.is_cut = view.all > (int64_t)items.count;
	page_wants_form(request);
	outbox_html(page_begin_with(request, &frame), &view);
	return page_end(request);
}

/* One that has left meanwhile, or was dropped by somebody else: the list tells. */
static enum outcome done(struct request *request, enum outcome outcome)
{
	if (outcome == NOT_FOUND)
		return request_go(request, "/admin/outbox");
	return outcome == OK ? request_go(request, "/admin/outbox?saved=1") : outcome;
}

enum outcome outbox_retry_action(struct request *request, struct change *change)
{
	enum outcome outcome = check_viewer(request);

	return outcome == OK ? done(request, outbox_retry(change, request_path_number(request, 0)))
			     : outcome;
}

enum outcome outbox_retry_all_action(struct request *request, struct change *change)
{
	enum outcome outcome = check_viewer(request);

	return outcome == OK ? done(request, outbox_retry_all(change)) : outcome;
}

enum outcome outbox_drop_action(struct request *request, struct change *change)
{
	enum outcome outcome = check_viewer(request);

	return outcome == OK ? done(request, outbox_drop(change, request_path_number(request, 0)))
			     : outcome;
}
