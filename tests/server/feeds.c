#include <criterion/criterion.h>
#include <libxml/parser.h>

#include "feeds/format.h"
#include "model/audit.h"
#include "model/base/clock.h"
#include "model/publication.h"
#include "server/dispatch.h"
#include "server/routes.h"
#include "server/settings.h"
#include "tests/feeds/sample.h"
#include "tests/register.h"

static struct settings settings;
static xmlDocPtr document;

static void begin(void)
{
	const char *fault = "";

	register_begin();
	document = NULL;
	cr_assert_eq(settings_begin(ready_arena(), &settings, &fault), OK, "%s", fault);
	settings.public_url = "https://poruch.test";
}

static void end(void)
{
	xmlFreeDoc(document);
	world_end();
}

TestSuite(feeds, .init = begin, .fini = end);

/* ------------------------------------------------------------------ asking */

static struct request *make_request(const char *target)
{
	struct request *request = arena_take(ready_arena(), sizeof(*request));
	const char *query = strchr(target, '?');
	char *rest = arena_string(ready_arena(), query ? query + 1 : ""), *pair;

	request->arena = ready_arena();
	request->target = target;
	request->path = query ? arena_bytes(ready_arena(), target, (size_t)(query - target))
			      : target;
	while ((pair = strsep(&rest, "&")) && *pair) {
		char *value = strchr(pair, '=');

		*value++ = '\0';
		pairs_add(ready_arena(), &request->query, pair, value);
	}
	request->now = world_now();
	request->settings = &settings;
	request->is_same_origin = true;
	return request;
}

static struct response ask_with(const char *target, const char *etag, int64_t since)
{
	struct request *request = make_request(target);

	if (etag)
		request->etags = arena_printf(ready_arena(), "\"%s\"", etag);
	if (since)
		request->modified_since = clock_http(ready_arena(), since);
	dispatch_read(request, world_db()->connection);
	if (!request->response.status)
		request->response.status = 200;
	return request->response;
}

static struct response ask(const char *target)
{
	return ask_with(target, NULL, 0);
}

static xmlNodePtr read_xml(struct response response)
{
	cr_assert_eq(response.status, 200);
	xmlFreeDoc(document);
	document = sample_read(response.bytes, response.length);
	return xmlDocGetRootElement(document);
}

static int entries_in(xmlNodePtr root)
{
	int count = 0;

	for (xmlNodePtr child = root->children; child; child = child->next)
		count += !strcmp((const char *)child->name, "entry");
	return count;
}

static int count_of(const char *target)
{
	return entries_in(read_xml(ask(target)));
}

/* The address of the link of that relation, or "". */
static const char *link_of(xmlNodePtr root, const char *relation)
{
	for (int i = 1;; i++) {
		const char *path = arena_printf(ready_arena(), "link[%d]", i);

		if (!sample_find(root, path))
			return "";
		if (!strcmp(sample_attribute(ready_arena(), root, path, "rel"), relation))
			return sample_attribute(ready_arena(), root, path, "href");
	}
}

#define TEXT_AT(path) sample_text(ready_arena(), root, path)

/* ------------------------------------------------------------------ refusals */

Test(feeds, what_is_not_understood_is_no_feed_of_everything)
{
	static const char *const targets[] = {
		"/korosten/feeds/nothing.atom",
		"/korosten/feeds/issues",
		"/korosten/feeds/issues.xml",
		"/korosten/feeds/.atom",
		"/korosten/feeds/issues.atom?category=nothing",
		"/korosten/feeds/issues.atom?state=nothing",
		"/korosten/feeds/issues.atom?state=new",
		"/korosten/feeds/issues.atom?area=abc",
		"/korosten/feeds/issues.atom?area=99999",
		"/korosten/feeds/issues.atom?from=yesterday",
		"/korosten/feeds/issues.atom?q=!!!",
		"/korosten/feeds/issues.atom?archive=1",
		"/korosten/feeds/issues.atom?archive=0",
		"/korosten/feeds/issues.atom?archive=x",
		"/korosten/feeds/issues.atom?archive=1x",
		"/korosten/feeds/reports.atom?category=roads",
		"/korosten/feeds/issues.atom?near=50.951",
		"/korosten/feeds/issues.atom?near=50.951,28.645&radius=5",
		"/korosten/feeds/issues.atom?radius=500",
		"/feeds/issues.atom?area=1",
		"/feeds/issues.atom?category=nothing",
		"/nowhere/feeds/issues.atom",
		"/korosten/issues/2026-999.atom",
		"/korosten/issues/x.atom",
	};

	for (size_t i = 0; i < COUNT(targets); i++)
		cr_expect_eq(ask(targets[i]).status, 404, "%s", targets[i]);
}

Test(feeds, what_is_not_public_yet_is_in_no_feed)
{
	static const char *const targets[] = {
		"/korosten/feeds/everything.atom", "/korosten/feeds/issues.atom",
		"/korosten/feeds/updates.atom", "/korosten/feeds/issues.atom?category=lighting",
		"/feeds/everything.atom"};

	register_report();
	for (size_t i = 0; i < COUNT(targets); i++)
		cr_expect_eq(count_of(targets[i]), 0, "%s", targets[i]);
}

Test(feeds, a_reporters_name_and_number_are_in_no_feed)
{
	static const char *const formats_of[] = {"atom", "rss", "json"};

	register_resolved();
	for (size_t i = 0; i < COUNT(formats_of); i++) {
		struct response response = ask(arena_printf(
			ready_arena(), "/korosten/feeds/everything.%s", formats_of[i]));

		cr_assert_eq(response.status, 200);
		cr_expect_null(strstr(response.bytes, "Тестова"));
		cr_expect_null(strstr(response.bytes, "0501112233"));
	}
}

/* ------------------------------------------------------------------ what stands in one */

Test(feeds, an_empty_feed_is_a_feed)
{
	xmlNodePtr root = read_xml(ask("/korosten/feeds/reports.atom"));

	cr_expect_eq(entries_in(root), 0);
	cr_expect_neq(*TEXT_AT("updated"), '\0');
	cr_expect_str_eq(link_of(root, "self"), "https://poruch.test/korosten/feeds/reports.atom");
}

Test(feeds, a_published_issue_is_an_entry_dated_by_its_publication)
{
	int64_t id = register_registered();
	xmlNodePtr root = read_xml(ask("/korosten/feeds/issues.atom"));

	cr_assert_eq(entries_in(root), 1);
	cr_expect_str_eq(TEXT_AT("entry/id"),
			 arena_printf(ready_arena(), "tag:poruch.test,%s:issue/%lld",
				      date_iso(ready_arena(), date_of(WORLD_NOW)), (long long)id));
	cr_expect_str_eq(TEXT_AT("entry/title"), "Не горять ліхтарі");
	cr_expect_str_eq(TEXT_AT("entry/published"), clock_rfc3339(ready_arena(), world_now()));
	cr_expect_str_eq(sample_attribute(ready_arena(), root, "entry/category", "term"),
			 "lighting");
}

Test(feeds, each_step_is_an_entry_that_answers_its_issue)
{
	xmlNodePtr root;

	register_assigned();
	root = read_xml(ask("/korosten/feeds/updates.atom"));
	cr_expect_eq(entries_in(root), 2);
	cr_expect_str_eq(TEXT_AT("entry[1]/title"),
			 "Призначено відповідального: Не горять ліхтарі");
	cr_expect_str_eq(sample_attribute(ready_arena(), root, "entry[1]/in-reply-to", "href"),
			 "https://poruch.test/korosten/issues/2026-1");
	cr_expect_neq(strlen(TEXT_AT("entry[1]/author/name")), 0);
}

Test(feeds, an_issue_leads_to_the_feed_of_its_updates)
{
	xmlNodePtr root;

	register_assigned();
	root = read_xml(ask("/korosten/feeds/issues.atom"));
	cr_expect_str_eq(sample_attribute(ready_arena(), root, "entry/link[2]", "href"),
			 "https://poruch.test/korosten/issues/2026-1.atom");
	cr_expect_str_eq(sample_attribute(ready_arena(), root, "entry/link[2]", "count"), "2");
	root = read_xml(ask("/korosten/issues/2026-1.atom"));
	cr_expect_eq(entries_in(root), 2);
	cr_expect_not_null(sample_find(root, "complete"));
	cr_expect_str_eq(link_of(root, "prev-archive"), "");
}

Test(feeds, english_feeds_are_feeds_of_their_own_with_the_same_entries)
{
	xmlNodePtr root;
	const char *feed, *entry;

	register_registered();
	root = read_xml(ask("/korosten/feeds/issues.atom"));
	feed = TEXT_AT("id");
	entry = TEXT_AT("entry/id");
	root = read_xml(ask("/en/korosten/feeds/issues.atom"));
	cr_expect_str_neq(TEXT_AT("id"), feed);
	cr_expect_str_eq(TEXT_AT("entry/id"), entry);
	cr_expect_str_eq(link_of(root, "self"),
			 "https://poruch.test/en/korosten/feeds/issues.atom");
	cr_expect_str_eq(sample_attribute(ready_arena(), root, "", "lang"), "en");
}

Test(feeds, what_people_wrote_is_marked_as_ukrainian_in_english_feeds)
{
	xmlNodePtr root;

	register_registered();
	root = read_xml(ask("/en/korosten/feeds/issues.atom"));
	cr_expect_str_eq(sample_attribute(ready_arena(), root, "entry/title", "lang"), "uk");
	cr_expect_not_null(strstr(TEXT_AT("entry/content"), "<div lang=\"uk\"><p>"));
	root = read_xml(ask("/korosten/feeds/issues.atom"));
	cr_expect_str_eq(sample_attribute(ready_arena(), root, "entry/title", "lang"), "");
}

Test(feeds, a_filter_is_canonical_in_self_and_id)
{
	xmlNodePtr root;
	const char *id;

	register_registered();
	root = read_xml(ask("/korosten/feeds/issues.atom?state=open&category=lighting"));
	id = TEXT_AT("id");
	cr_expect_eq(entries_in(root), 1);
	cr_expect_str_eq(
		link_of(root, "self"),
		"https://poruch.test/korosten/feeds/issues.atom?category=lighting&state=open");
	root = read_xml(ask("/korosten/feeds/issues.atom?category=lighting&state=open&sort="));
	cr_expect_str_eq(TEXT_AT("id"), id);
	cr_expect_eq(count_of("/korosten/feeds/issues.atom?category=roads"), 0);
}

Test(feeds, the_network_feed_names_the_hromada)
{
	xmlNodePtr root;

	register_registered();
	root = read_xml(ask("/feeds/issues.atom"));
	cr_expect_eq(entries_in(root), 1);
	cr_expect_str_eq(
		TEXT_AT("entry/title"),
		arena_printf(ready_arena(), "%s: Не горять ліхтарі", world_korosten.short_name));
}

Test(feeds, one_address_has_one_media_type)
{
	cr_expect_str_eq(ask("/korosten/feeds/issues.atom").type,
			 "application/atom+xml; charset=utf-8");
	cr_expect_str_eq(ask("/korosten/feeds/issues.rss").type,
			 "application/rss+xml; charset=utf-8");
	cr_expect_str_eq(ask("/korosten/feeds/issues.json").type, "application/feed+json");
	cr_expect_str_eq(ask("/korosten/feeds.opml").type, "text/x-opml; charset=utf-8");
}

Test(feeds, opml_lists_every_feed_with_absolute_addresses)
{
	xmlNodePtr root = read_xml(ask("/feeds.opml"));

	cr_expect_not_null(sample_find(root, "body/outline[3]"), "the network and two hromadas");
	cr_expect_str_eq(
		sample_attribute(ready_arena(), root, "body/outline[1]/outline[2]", "xmlUrl"),
		"https://poruch.test/feeds/issues.atom");
	root = read_xml(ask("/korosten/feeds.opml"));
	cr_expect_null(sample_find(root, "body/outline[2]"));
	cr_expect_str_eq(
		sample_attribute(ready_arena(), root, "body/outline/outline[4]", "htmlUrl"),
		"https://poruch.test/korosten/reports");
}

/* ------------------------------------------------------------------ coming back */

Test(feeds, who_has_everything_gets_a_304_with_the_same_tag)
{
	struct response first, second;

	register_registered();
	first = ask("/korosten/feeds/everything.atom");
	second = ask_with("/korosten/feeds/everything.atom", first.etag, 0);
	cr_expect_eq(second.status, 304);
	cr_expect_str_eq(second.etag, first.etag);
	cr_expect_eq(second.length, 0);
	cr_expect_eq(second.cache, CACHE_PUBLIC);
	cr_expect_eq(second.max_age, 300);
}

Test(feeds, a_304_is_decided_without_rendering)
{
	const char *etag;
	size_t before;

	register_registered();
	etag = ask("/korosten/feeds/everything.atom").etag;
	before = arena_used(ready_arena());
	cr_expect_eq(ask_with("/korosten/feeds/everything.atom", etag, 0).status, 304);
	cr_expect_lt(arena_used(ready_arena()) - before, 32 * 1024);
}

Test(feeds, something_hidden_does_not_move_the_tag)
{
	const char *etag;

	register_registered();
	etag = ask("/korosten/feeds/everything.atom").etag;
	register_report();
	cr_expect_eq(ask_with("/korosten/feeds/everything.atom", etag, 0).status, 304);
}

Test(feeds, an_issues_tag_is_not_moved_by_another_kind_of_thing)
{
	const char *etag = ask("/korosten/feeds/reports.atom").etag;

	register_registered();
	cr_expect_eq(ask_with("/korosten/feeds/reports.atom", etag, 0).status, 304);
}

Test(feeds, formats_do_not_share_a_tag)
{
	register_registered();
	cr_expect_str_neq(ask("/korosten/feeds/issues.atom").etag,
			  ask("/korosten/feeds/issues.rss").etag);
}

Test(feeds, the_same_state_is_the_same_bytes_whatever_the_clock_says)
{
	struct response first, second;

	register_resolved();
	first = ask("/korosten/feeds/everything.atom");
	world_at(world_now() + 40 * 24 * 60 * 60);
	second = ask("/korosten/feeds/everything.atom");
	cr_assert_eq(first.length, second.length);
	cr_expect_arr_eq(first.bytes, second.bytes, first.length);
}

/* count more public issues a day apart. */
static void publish(int count)
{
	for (int i = 0; i < count; i++) {
		world_at(world_now() + 24 * 60 * 60);
		register_registered();
	}
}

Test(feeds, who_was_away_for_two_hundred_entries_gets_all_of_them)
{
	struct response first, second;

	publish(2);
	first = ask("/korosten/feeds/issues.atom");
	publish(200);
	cr_expect_lt(count_of("/korosten/feeds/issues.atom"), 200);
	second = ask_with("/korosten/feeds/issues.atom", first.etag, 0);
	cr_expect_eq(entries_in(read_xml(second)), 200);
	cr_expect_eq(second.cache, CACHE_PRIVATE, "made for one reader");
	cr_expect_eq(ask_with("/korosten/feeds/issues.atom", second.etag, 0).status, 304);
}

Test(feeds, who_sends_only_a_date_gets_all_of_them_too)
{
	struct response first;

	publish(2);
	first = ask("/korosten/feeds/issues.atom");
	publish(200);
	cr_expect_eq(entries_in(read_xml(
			     ask_with("/korosten/feeds/issues.atom", NULL, first.last_modified))),
		     201, "the second of the last visit may have had more than was seen");
	world_at(world_now() + 10);
	cr_expect_eq(ask_with("/korosten/feeds/issues.atom", NULL, world_now() - 5).status, 304);
}

/* An older issue leaves the filter; the newest entry of the feed is the same as before. */
static int64_t resolve_the_older_of_two(void)
{
	int64_t older = register_assigned();

	register_assigned();
	world_at(world_now() + 3600);
	return older;
}

Test(feeds, what_left_a_filter_is_no_304_by_tag)
{
	const char *target = "/korosten/feeds/issues.atom?state=open";
	int64_t older = resolve_the_older_of_two();
	struct response first = ask(target);

	cr_expect_eq(entries_in(read_xml(first)), 2);
	cr_expect_eq(ask_with(target, first.etag, 0).status, 304);
	register_move(ROLE_WORKS, older, "resolved");
	cr_expect_eq(entries_in(read_xml(ask_with(target, first.etag, 0))), 1);
}

Test(feeds, what_left_a_filter_is_no_304_by_date)
{
	const char *target = "/korosten/feeds/issues.atom?state=open";
	int64_t older = resolve_the_older_of_two(), visit = world_now() - 60;

	cr_expect_eq(ask_with(target, NULL, visit).status, 304);
	register_move(ROLE_WORKS, older, "resolved");
	world_at(world_now() + 3600);
	cr_expect_eq(entries_in(read_xml(ask_with(target, NULL, visit))), 1);
	cr_expect_eq(ask_with(target, NULL, ask(target).last_modified + 60).status, 304);
}

Test(feeds, who_subscribed_when_it_was_empty_gets_all_of_them)
{
	struct response first = ask("/korosten/feeds/issues.atom");

	publish(205);
	cr_expect_lt(count_of("/korosten/feeds/issues.atom"), 205);
	cr_expect_eq(entries_in(read_xml(ask_with("/korosten/feeds/issues.atom", first.etag, 0))),
		     205);
}

/* Mark which issues the entries are of. */
static void note_issues(xmlNodePtr root, bool seen[static 1000])
{
	for (int i = 1, count = entries_in(root); i <= count; i++) {
		const char *id = TEXT_AT(arena_printf(ready_arena(), "entry[%d]/id", i));

		seen[strtol(strrchr(id, '/') + 1, NULL, 10) % 1000] = true;
	}
}

/* How many issues the feed tells, behind that tag, in as many steps as it takes. */
static int told_in_steps(const char *target, const char *etag, int *steps)
{
	bool seen[1000] = {0};
	int told = 0;

	for (*steps = 0; *steps < 20; ++*steps) {
		struct response response = ask_with(target, etag, 0);

		if (response.status == 304)
			break;
		etag = response.etag;
		note_issues(read_xml(response), seen);
	}
	for (size_t i = 0; i < COUNT(seen); i++)
		told += seen[i];
	return told;
}

Test(feeds, a_month_too_large_for_one_answer_comes_in_steps_to_who_was_away)
{
	static char words[3900];
	struct change *change;
	const char *etag;
	int steps;

	register_registered();
	etag = ask("/korosten/feeds/issues.atom").etag;
	for (int i = 0; i < 330; i++)
		register_registered();
	memset(words, 'x', sizeof(words) - 1);
	change = world_change(ROLE_ADMIN);
	cr_assert_eq(change_run(change, "UPDATE issue SET text = $1", ARGS(TEXT(words))), OK);
	cr_assert_eq(audit_add(change, "test", "test", "", ""), OK);
	world_commit();
	cr_expect_geq(told_in_steps("/korosten/feeds/issues.atom", etag, &steps), 330);
	cr_expect_eq(steps, 2);
}

Test(feeds, two_changes_in_one_second_reach_who_sends_only_a_date)
{
	struct response first;

	register_registered();
	first = ask("/korosten/feeds/issues.atom");
	register_registered();
	world_at(world_now() + 60);
	cr_expect_eq(ask_with("/korosten/feeds/issues.atom", NULL, first.last_modified).status,
		     200);
}

Test(feeds, archives_reach_every_entry_there_ever_was)
{
	xmlNodePtr root;
	const char *address;
	int count = 0, documents = 0;

	publish(230);
	root = read_xml(ask("/korosten/feeds/issues.atom"));
	count = entries_in(root);
	cr_expect_str_eq(link_of(root, "current"), "");
	while (*(address = link_of(root, "prev-archive"))) {
		struct response response = ask(strstr(address, "/korosten"));

		cr_assert_lt(++documents, 10);
		cr_expect_eq(response.cache, CACHE_ARCHIVE);
		root = read_xml(response);
		cr_expect_not_null(sample_find(root, "archive"));
		cr_expect_str_eq(link_of(root, "current"),
				 "https://poruch.test/korosten/feeds/issues.atom");
		cr_expect_str_eq(link_of(root, "self"), address);
		count += entries_in(root);
	}
	cr_expect_geq(count, 230);
	cr_expect_gt(documents, 1);
	cr_expect_neq(*link_of(root, "next-archive"), '\0');
}

/* ------------------------------------------------------------------ withdrawal */

static void hide(int64_t id)
{
	struct change *change = world_change(ROLE_MODERATOR);
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();

	cr_assert_eq(issue_hide(change, &form, &viewer, id,
				&(struct issue_remark){.reason = "personal"}),
		     OK);
	world_commit();
}

Test(feeds, a_withdrawn_issues_words_are_nowhere)
{
	static const char *const targets[] = {"/korosten/feeds/everything.",
					      "/korosten/feeds/issues.", "/korosten/feeds/updates.",
					      "/feeds/everything."};
	int64_t id = register_assigned();

	hide(id);
	for (size_t i = 0; i < COUNT(targets); i++) {
		for (const struct format *format = formats; format->key; format++) {
			struct response response = ask(
				arena_printf(ready_arena(), "%s%s", targets[i], format->key));

			cr_assert_eq(response.status, 200);
			cr_expect_null(strstr(response.bytes, "ліхтарі"), "%s%s", targets[i],
				       format->key);
			cr_expect_null(strstr(response.bytes, "Гоголя"));
		}
	}
}

Test(feeds, a_withdrawn_issue_leaves_tombstone_and_neutral_entry_under_its_old_id)
{
	int64_t id = register_registered();
	xmlNodePtr root = read_xml(ask("/korosten/feeds/issues.atom"));
	const char *entry = TEXT_AT("entry/id"), *published = TEXT_AT("entry/published");
	const char *etag = ask("/korosten/feeds/issues.atom").etag;

	world_at(world_now() + 60);
	hide(id);
	root = read_xml(ask_with("/korosten/feeds/issues.atom", etag, 0));
	cr_expect_str_eq(sample_attribute(ready_arena(), root, "deleted-entry", "ref"), entry);
	cr_expect_str_eq(TEXT_AT("entry/id"), entry);
	cr_expect_str_eq(TEXT_AT("entry/title"), "Запис відкликано");
	cr_expect_str_eq(TEXT_AT("entry/published"), published);
	cr_expect_str_eq(TEXT_AT("entry/updated"), clock_rfc3339(ready_arena(), world_now()));
	cr_expect_eq(ask("/korosten/issues/2026-1.atom").status, 410);
}

Test(feeds, what_was_told_twice_leads_to_the_number_it_goes_on_under)
{
	int64_t first = register_registered(), second = register_registered();
	struct issue_step step = register_full_step("duplicate");
	struct form form = world_form();
	xmlNodePtr root;

	step.duplicate_of = issue_key_text(ready_arena(), register_work(first).issue.year,
					   register_work(first).issue.number);
	cr_assert_eq(register_step(ROLE_SECRETARY, second, step, &form), OK);
	root = read_xml(ask("/en/korosten/feeds/issues.atom"));
	cr_expect_str_eq(TEXT_AT("entry[1]/title"), "Joined with no. 2026-1");
	cr_expect_not_null(strstr(TEXT_AT("entry[1]/content"), "/en/korosten/issues/2026-1"));
	cr_expect_str_eq(ask("/en/korosten/issues/2026-2.atom").location,
			 "/en/korosten/issues/2026-1.atom");
	hide(first);
	root = read_xml(ask("/en/korosten/feeds/issues.atom"));
	cr_expect_str_eq(TEXT_AT("entry[1]/title"), "Entry withdrawn");
	cr_expect_str_eq(TEXT_AT("entry[2]/title"), "Entry withdrawn");
}

Test(feeds, a_withdrawal_reaches_archives)
{
	int64_t first = register_registered();
	struct response response;

	publish(120);
	hide(first);
	response = ask("/korosten/feeds/issues.atom?archive=1");
	cr_expect_not_null(strstr(response.bytes, "Запис відкликано"));
}

Test(feeds, a_search_never_shows_the_withdrawn_one)
{
	int64_t id = register_registered();
	xmlNodePtr root;

	cr_expect_eq(count_of("/korosten/feeds/issues.atom?q=ліхтарі"), 1);
	hide(id);
	root = read_xml(ask("/korosten/feeds/issues.atom?q=ліхтарі"));
	cr_expect_eq(entries_in(root), 0);
	cr_expect_not_null(sample_find(root, "deleted-entry"));
}

/* ------------------------------------------------------------------ the page */

Test(feeds, the_subscribe_page_gives_the_address_of_what_was_chosen)
{
	struct response response = ask("/korosten/subscribe?what=updates&category=roads&area=");

	cr_assert_eq(response.status, 200);
	cr_expect_not_null(strstr(response.bytes, "value=\"https://poruch.test/korosten/feeds/"
						  "updates.atom?category=roads\""));
	cr_expect_not_null(strstr(response.bytes, "Ми не дізнаємося, хто ви."));
	cr_expect_null(strstr(response.bytes, "<script"));
}

Test(feeds, the_subscribe_page_answers_whatever_is_chosen)
{
	static const char *const targets[] = {"/korosten/subscribe",
					      "/en/korosten/subscribe",
					      "/korosten/subscribe?what=nothing",
					      "/korosten/subscribe?what=reports&category=roads",
					      "/korosten/subscribe?category=nothing&area=abc",
					      "/korosten/subscribe?what=<script>&category=\"'>"};

	for (size_t i = 0; i < COUNT(targets); i++)
		cr_expect_eq(ask(targets[i]).status, 200, "%s", targets[i]);
}

Test(feeds, a_page_names_its_feeds_the_most_specific_first)
{
	struct response response = ask("/korosten/subscribe?what=updates&category=roads");
	const char *first = strstr(response.bytes, "rel=\"alternate\"");

	cr_assert_not_null(first);
	cr_expect_not_null(strstr(first, "/korosten/feeds/updates.atom"));
	cr_expect_not_null(strstr(response.bytes, "href=\"/korosten/feeds/everything.atom\""));
}
