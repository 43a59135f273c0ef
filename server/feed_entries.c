#include "feed_entries.h"

#include "model/community.h"
#include "model/report_read.h"
#include "model/update.h"
#include "server/pages/issue_history.h"
#include "server/pages/issue_view.h"
#include "templates/entry.html.h"
#include "templates/report_words.h"
#include "templates/role.h"

#define ENTRY_MOST ((size_t)256 * 1024)

/* What every entry is made with. */
struct maker {
	struct request *request;
	const struct feed_source *source;
	const struct publication *row;
	const struct words *words;
	struct community community; /* of the row */
	struct entry *entry;
};

static bool is_ukrainian(const struct maker *maker)
{
	return !strcmp(words_language(maker->words), "uk");
}

/* The language of what people here wrote, where it is not the feed's. */
static const char *foreign(const struct maker *maker)
{
	return is_ukrainian(maker) ? NULL : "uk";
}

static const char *id_of_issue(const struct maker *maker, int64_t id)
{
	return arena_printf(maker->request->arena, "%sissue/%lld", maker->source->tag,
			    (long long)id);
}

static const char *id_of(const struct maker *maker)
{
	const struct publication *row = maker->row;
	struct arena *arena = maker->request->arena;

	switch (row->kind) {
	case PUBLICATION_UPDATE:
		return arena_printf(arena, "%s/update/%lld", id_of_issue(maker, row->issue_id),
				    (long long)row->subject_id);
	case PUBLICATION_REPORT:
		return arena_printf(arena, "%sreport/%lld", maker->source->tag,
				    (long long)row->subject_id);
	default: return id_of_issue(maker, row->subject_id);
	}
}

/* A whole address of a page of the row's hromada. */
static const char *url(const struct maker *maker, const char *path)
{
	return feed_source_page_url(maker->request, arena_printf(maker->request->arena, "/%s/%s",
								 maker->community.slug, path));
}

static const char *issue_path(const struct maker *maker, const struct issue *issue)
{
	return arena_printf(maker->request->arena, "issues/%s",
			    issue_key_text(maker->request->arena, issue->year, issue->number));
}

/* In the network's feeds the hromada stands before the title. */
static const char *titled(const struct maker *maker, const char *title)
{
	if (maker->source->community)
		return title;
	return arena_printf(maker->request->arena, "%s: %s", maker->community.short_name, title);
}

static void add_category(struct maker *maker, const char *list, const char *term, const char *label)
{
	if (!term || !*term)
		return;
	*LIST_ADD(maker->request->arena, &maker->entry->categories) = (struct feed_category){
		.scheme = arena_printf(maker->request->arena, "%s%s", maker->source->tag, list),
		.term = term,
		.label = label && label[strspn(label, " ")] ? label : term};
}

static struct page page_for(struct maker *maker)
{
	return html_begin(maker->request->arena, maker->words, ENTRY_MOST);
}

/* ------------------------------------------------------------------ issues */

static struct entry_issue facts_of(const struct maker *maker, const struct issue *issue)
{
	struct entry_issue facts = {
		.category = is_ukrainian(maker) ? issue->category_uk : issue->category_en,
		.state = issue_view_state(maker->request, issue->state),
		.text = issue->text,
		.organisation = issue->organisation,
		.due = issue->due,
	};
	bool has_area = issue->area && *issue->area, has_place = issue->place && *issue->place;

	facts.place = has_area && has_place ? arena_printf(maker->request->arena, "%s, %s",
							   issue->area, issue->place)
		      : has_area            ? issue->area
					    : issue->place;
	return facts;
}

/* What an issue and an update about it are both filed under. */
static void add_issue_categories(struct maker *maker, const struct issue *issue)
{
	add_category(maker, "categories", issue->category,
		     is_ukrainian(maker) ? issue->category_uk : issue->category_en);
	add_category(maker, "states", issue->state, issue_view_state(maker->request, issue->state));
	if (issue->area_id)
		add_category(maker, "areas",
			     arena_printf(maker->request->arena, "%lld", (long long)issue->area_id),
			     issue->area);
}

static enum outcome make_issue(struct maker *maker)
{
	struct request *request = maker->request;
	struct entry *entry = maker->entry;
	struct page page = page_for(maker);
	struct entry_issue facts;
	struct issue issue;
	enum outcome outcome = issue_find_id(request->db, maker->row->subject_id, request->now,
					     &issue);

	if (outcome != OK)
		return outcome;
	facts = facts_of(maker, &issue);
	entry_issue_html(&page, &facts);
	entry->title = titled(maker, issue.title);
	entry->title_language = foreign(maker);
	entry->content = page.out.bytes;
	entry->link = url(maker, issue_path(maker, &issue));
	entry->replies = arena_printf(request->arena, "%s.%s", entry->link,
				      maker->source->format->key);
	entry->replies_count = publication_updates(request->db, issue.id, &entry->replies_updated);
	entry->has_point = issue.has_point;
	entry->latitude = issue.latitude;
	entry->longitude = issue.longitude;
	add_issue_categories(maker, &issue);
	return OK;
}

/* ------------------------------------------------------------------ updates */

/* Who did it, as the public may know: a role, and the body where there is one. */
static const char *author_of(const struct maker *maker, const struct update *update)
{
	int role = role_find(update->role);
	const char *name = role < 0 ? NULL : role_name(maker->words, (enum role)role);

	if (role == ROLE_WORKS && *update->organisation)
		return arena_printf(maker->request->arena, "%s: %s", name, update->organisation);
	return name;
}

static const char *update_title(const struct maker *maker, const struct update *update,
				const struct issue *issue)
{
	const char *what;

	if (update->is_undone)
		what = issue_history_taken_back(maker->request, update);
	else if (!strcmp(update->kind, "step"))
		what = issue_view_state(maker->request, update->to_state);
	else if (!strcmp(update->kind, "edit"))
		what = words_say(maker->words, SAY("Edited"));
	else if (!strcmp(update->kind, "due"))
		what = words_say(maker->words, SAY("Target date moved"));
	else if (!strcmp(update->kind, "undo"))
		what = issue_history_undone(maker->request, update->to_state);
	else if (!strcmp(update->kind, "message"))
		what = issue_history_message(maker->request, update->reason);
	else if (!strcmp(update->kind, "photo"))
		what = words_say(maker->words,
				 *update->reason ? SAY("Photo removed") : SAY("Photos added"));
	else
		what = words_say(maker->words, SAY("New note"));
	return titled(maker, arena_printf(maker->request->arena, "%s: %s", what, issue->title));
}

/* Why, in the reader's words; what a message was sent for stands in the title. */
static const char *update_reason(const struct maker *maker, const struct update *update)
{
	return !strcmp(update->kind, "message") ? ""
						: issue_view_reason(maker->request, update->reason);
}

static enum outcome make_update(struct maker *maker)
{
	struct request *request = maker->request;
	struct entry *entry = maker->entry;
	struct page page = page_for(maker);
	struct issue issue;
	struct update update;
	enum outcome outcome = issue_find_id(request->db, maker->row->issue_id, request->now,
					     &issue);

	if (outcome == OK)
		outcome = update_find(request->db, maker->row->subject_id, &update);
	if (outcome != OK)
		return outcome;
	entry->in_reply_to = id_of_issue(maker, issue.id);
	entry->in_reply_to_link = url(maker, issue_path(maker, &issue));
	entry_update_html(
		&page,
		&(struct entry_update){
			.update = &update,
			.state = update.is_undone || strcmp(update.kind, "step") != 0
					 ? ""
					 : issue_view_state(maker->request, update.to_state),
			.is_by_letter = issue_history_is_by_letter(&update),
			.reason = update_reason(maker, &update),
			.confirmed_by = issue_history_confirmer(request, update.confirmed_by),
			.issue = issue.title,
			.url = entry->in_reply_to_link,
		});
	entry->title = update_title(maker, &update, &issue);
	entry->content = page.out.bytes;
	entry->link = arena_printf(request->arena, "%s#update-%lld", entry->in_reply_to_link,
				   (long long)update.number);
	entry->author = author_of(maker, &update);
	add_issue_categories(maker, &issue);
	return OK;
}

/* ------------------------------------------------------------------ reports */

static const char *report_title(const struct maker *maker, const struct report *report)
{
	struct arena *arena = maker->request->arena;
	const char *title = report_words_title(arena, maker->words, report);

	if (report->version > 1)
		title = words_fill(arena, maker->words,
				   words_say(maker->words, SAY("{1} (corrected)")),
				   (struct hole[]){words_hole(title)}, 1);
	return titled(maker, title);
}

static enum outcome make_report(struct maker *maker)
{
	struct request *request = maker->request;
	struct entry *entry = maker->entry;
	struct page page = page_for(maker);
	struct report report;
	enum outcome outcome = report_find_public(request->db, maker->row->community_id,
						  maker->row->subject_id, &report);

	if (outcome != OK)
		return outcome;
	entry->link = url(maker,
			  arena_printf(request->arena, "reports/%lld", (long long)report.id));
	entry_report_html(&page, &(struct entry_report){
					 .summary = report.summary,
					 .reason = report.version > 1 ? report.reason : "",
					 .url = entry->link,
				 });
	entry->title = report_title(maker, &report);
	entry->summary = report.summary;
	entry->summary_language = foreign(maker);
	entry->content = page.out.bytes;
	entry->author = *report.author_post ? arena_printf(request->arena, "%s, %s",
							   report.author_post, report.unit)
					    : report.unit;
	add_category(maker, "report-kinds", report_kind_key(report.kind),
		     report_words_kind(maker->words, report.kind));
	return OK;
}

/* ------------------------------------------------------------------ whatever it is */

/* Nothing of it may be told any more but that it was there. */
static void make_gone(struct maker *maker)
{
	struct entry *entry = maker->entry;
	struct page page = page_for(maker);

	entry_gone_html(&page);
	entry->title = titled(maker, words_say(maker->words, SAY("Entry withdrawn")));
	entry->content = page.out.bytes;
	entry->link = url(maker, maker->row->kind == PUBLICATION_REPORT ? "reports" : "issues");
	entry->is_deleted = true;
	entry->is_tombstone_only = maker->row->is_silent;
	entry->deleted_at = maker->row->updated;
}

/* It is told under another issue's number now; where that one is not public, this one is just gone. */
static enum outcome make_joined(struct maker *maker)
{
	struct arena *arena = maker->request->arena;
	struct entry *entry = maker->entry;
	struct page page = page_for(maker);
	struct issue issue;
	enum outcome outcome = issue_find_main(maker->request->db, maker->row->issue_id,
					       maker->request->now, &issue);

	make_gone(maker);
	if (outcome != OK)
		return outcome == NOT_FOUND || outcome == GONE ? OK : outcome;
	entry->link = url(maker, issue_path(maker, &issue));
	entry_joined_html(&page, entry->link);
	entry->title = titled(maker, words_fill(arena, maker->words,
						words_say(maker->words, SAY("Joined with no. {1}")),
						(struct hole[]){words_hole(issue_key_text(
							arena, issue.year, issue.number))},
						1));
	entry->content = page.out.bytes;
	return OK;
}

static enum outcome find_community(struct maker *maker)
{
	const struct community *community = maker->request->community;

	if (community && community->id == maker->row->community_id) {
		maker->community = *community;
		return OK;
	}
	return community_find_id(maker->request->db, maker->row->community_id, &maker->community);
}

enum outcome feed_entries_read(struct request *request, const struct feed_source *source,
			       const struct publication *row, struct entry *entry)
{
	struct maker maker = {.request = request,
			      .source = source,
			      .row = row,
			      .words = words_of(request->language),
			      .entry = entry};
	enum outcome outcome = find_community(&maker);

	if (outcome != OK)
		return outcome;
	*entry = (struct entry){
		.id = id_of(&maker), .published = row->published, .updated = row->updated};
	switch (row->kind) {
	case PUBLICATION_UPDATE: outcome = make_update(&maker); break;
	case PUBLICATION_REPORT: outcome = make_report(&maker); break;
	default: outcome = make_issue(&maker);
	}
	if (outcome == MOVED)
		return make_joined(&maker);
	if (outcome == NOT_FOUND || outcome == GONE) {
		make_gone(&maker);
		outcome = OK;
	}
	return outcome;
}
