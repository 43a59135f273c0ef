#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/issue.h"
#include "server/settings.h"
#include "tests/asking.h"
#include "tests/feeds/sample.h"
#include "tests/register.h"

/* Feeds of a part of the register: near a point, of all hromadas, in words. */
TestSuite(feed_filters, .init = register_begin, .fini = world_end);

/* Two public issues: at a point of its own, of the same kind; the first one's id. */
static int64_t place_two(void)
{
	int64_t first = register_registered(), second = register_registered();
	struct change *change = world_change(ROLE_SECRETARY);

	cr_assert_eq(change_run(change,
				"UPDATE issue SET precision = 3, latitude = 50.951, longitude = "
				"CASE id WHEN $1 THEN 28.645 ELSE 28.665 END WHERE id IN ($1, $2)",
				ARGS(INT(first), INT(second))),
		     OK);
	cr_assert_eq(audit_add(change, "test", "issues", "", "{}"), OK);
	world_commit();
	return first;
}

static const char *body_of(const char *target)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, target);

	cr_assert_eq(request->response.status, 200, "%s: %d", target, request->response.status);
	return ask_body(request);
}

static size_t count_in(const char *body, const char *words)
{
	size_t count = 0;

	while ((body = strstr(body, words))) {
		count++;
		body++;
	}
	return count;
}

static size_t entries_of(const char *target)
{
	return count_in(body_of(target), "<entry>");
}

#define HAS(body, words) cr_expect(strstr(body, words), "no '%s' in:\n%s", words, body)

Test(feed_filters, near_takes_what_is_near_alone)
{
	place_two();
	cr_expect_eq(entries_of("/korosten/feeds/issues.atom"), 2);
	cr_expect_eq(entries_of("/korosten/feeds/issues.atom?near=50.951,28.645"), 1);
	cr_expect_eq(entries_of("/korosten/feeds/issues.atom?near=50.951,28.645&radius=5000"), 2);
	cr_expect_eq(entries_of("/korosten/feeds/issues.atom?near=50.951,28.645&state=closed"), 0);
}

Test(feed_filters, near_is_canonical_in_self_id_and_page)
{
	const char *body;

	place_two();
	body = body_of("/korosten/feeds/issues.atom?radius=1000&near=50.9512,28.64509");
	HAS(body, "rel=\"self\" type=\"application/atom+xml\" "
		  "href=\"http://127.0.0.1:8080/korosten/feeds/issues.atom?near=50.951,28.645\"");
	HAS(body, "/issues/uk?near=50.951,28.645</id>");
	HAS(body, "href=\"http://127.0.0.1:8080/korosten/issues?near=50.951,28.645\"");
	HAS(body, "м від 50.951,28.645</title>");
}

Test(feed_filters, a_feed_leads_to_itself_in_the_other_language)
{
	place_two();
	HAS(body_of("/korosten/feeds/issues.atom?state=open"),
	    "hreflang=\"en\" "
	    "href=\"http://127.0.0.1:8080/en/korosten/feeds/issues.atom?state=open\"");
	HAS(body_of("/en/feeds/issues.rss"),
	    "hreflang=\"uk\" href=\"http://127.0.0.1:8080/feeds/issues.rss\"");
	HAS(body_of("/korosten/feeds/issues.rss"),
	    "rel=\"replies\" type=\"application/rss+xml\" "
	    "href=\"http://127.0.0.1:8080/korosten/issues/2026-1.rss\"");
}

Test(feed_filters, all_hromadas_have_filters_that_make_sense_in_all)
{
	place_two();
	cr_expect_eq(entries_of("/feeds/issues.atom"), 2);
	cr_expect_eq(entries_of("/feeds/issues.atom?category=lighting"), 2);
	cr_expect_eq(entries_of("/feeds/issues.atom?category=roads"), 0);
	cr_expect_eq(entries_of("/feeds/issues.atom?state=open"), 2);
	cr_expect_eq(entries_of("/feeds/issues.atom?state=closed"), 0);
	cr_expect_eq(entries_of("/feeds/issues.atom?near=50.951,28.645"), 1);
	cr_expect_eq(entries_of("/feeds/everything.atom?q=ліхтарі"), 4);
	cr_expect_eq(entries_of("/feeds/everything.atom?q=дракон"), 0);
}

Test(feed_filters, the_register_keeps_the_point_through_its_form)
{
	const char *body;

	place_two();
	body = body_of("/korosten/issues?near=50.951,28.645&radius=500");
	HAS(body, "name=\"near\" value=\"50.951,28.645\"");
	HAS(body, "name=\"radius\" value=\"500\"");
	HAS(body, "feeds/issues.atom?near=50.951,28.645&amp;radius=500");
	cr_expect_eq(count_in(body, "class=\"meta\">№"), 1);
}

Test(feed_filters, a_withdrawn_place_is_not_told_by_a_point)
{
	int64_t id = place_two();
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();

	cr_assert_eq(issue_hide_at_once(world_change(ROLE_MODERATOR), &form, &viewer, id), OK);
	world_commit();
	cr_expect_eq(entries_of("/korosten/feeds/issues.atom?near=50.951,28.645"), 0);
	/* Both places know that something is gone, and neither where it was. */
	HAS(body_of("/korosten/feeds/issues.atom?near=50.951,28.645"), "deleted-entry");
	HAS(body_of("/korosten/feeds/issues.atom?near=51.951,28.645"), "deleted-entry");
}

/* ------------------------------------------------------------------ /G/subscribe */

#define ADDRESS "value=\"http://127.0.0.1:8080/korosten/feeds/"

Test(feed_filters, the_form_builds_one_address_of_all_that_was_chosen)
{
	const char *body = body_of(
		"/korosten/subscribe?what=issues&category=lighting&area=&state=open"
		"&q=&near=50.9511,%2028.645&radius=500");

	HAS(body, ADDRESS "issues.atom?category=lighting&amp;state=open&amp;near=50.951,28.645"
			  "&amp;radius=500\"");
	HAS(body, ADDRESS "issues.rss?category=lighting&amp;state=open&amp;near=50.951,28.645"
			  "&amp;radius=500\"");
	HAS(body, ADDRESS "issues.json?category=lighting&amp;state=open&amp;near=50.951,28.645"
			  "&amp;radius=500\"");
	HAS(body, "<option value=\"500\" selected>");
	HAS(body, "href=\"/korosten/issues?category=lighting&amp;state=open");
	HAS(body, "href=\"/korosten/feeds/issues.atom?category=lighting&amp;state=open");
}

Test(feed_filters, a_distance_from_nowhere_is_no_filter)
{
	HAS(body_of("/korosten/subscribe?what=issues&category=&near=&radius=1000"),
	    ADDRESS "issues.atom\"");
}

Test(feed_filters, a_point_that_is_none_is_told_at_its_field_and_makes_no_address)
{
	const char *body = body_of("/korosten/subscribe?what=issues&q=міст&near=школа&radius=500");

	HAS(body, "Напишіть широту й довготу через кому");
	HAS(body, "value=\"школа\"");
	HAS(body, "value=\"міст\"");
	cr_expect_null(strstr(body, "id=\"atom\""));
}

Test(feed_filters, what_is_unknown_here_is_told)
{
	HAS(body_of("/korosten/subscribe?category=unicorns"), "Одного з цих варіантів тут немає");
}

Test(feed_filters, the_page_has_the_address_of_every_feed)
{
	const char *body = body_of("/korosten/subscribe");

	HAS(body, "id=\"all-everything\"");
	HAS(body, ADDRESS "reports.atom\"");
	HAS(body, "value=\"http://127.0.0.1:8080/korosten/feeds.opml\"");
}

Test(feed_filters, all_hromadas_have_such_a_page_too)
{
	const char *body = body_of("/subscribe?what=issues&category=lighting");

	HAS(body, "value=\"http://127.0.0.1:8080/feeds/issues.atom?category=lighting\"");
	HAS(body, "value=\"http://127.0.0.1:8080/feeds.opml\"");
	HAS(body, "action=\"/subscribe#address\"");
	cr_expect_null(strstr(body, "name=\"area\""), "a place is of one hromada");
	HAS(body_of("/en/subscribe"), "/en/feeds/everything.atom\"");
	ask_settings()->smtp = "smtp://127.0.0.1:25";
	HAS(body_of("/subscribe"), "href=\"/subscribe/mail?what=everything\"");
	HAS(body_of("/subscribe/mail?what=everything"), "href=\"/subscribe\"");
}

Test(feed_filters, an_issue_with_a_point_leads_to_what_is_near_it)
{
	place_two();
	HAS(body_of("/korosten/issues/2026-1"),
	    "href=\"/korosten/subscribe?what=issues&amp;near=50.951%2C28.645&amp;radius=500\"");
}

Test(feed_filters, a_filtered_list_names_its_own_feed_first)
{
	const char *body = body_of("/korosten/issues?category=lighting&state=open");
	const char *first = strstr(body, "rel=\"alternate\" type=\"application/atom+xml\"");

	cr_assert_not_null(first);
	cr_expect_eq(
		strncmp(strstr(first, "title="),
			"title=\"Коростень: Проблеми безпеки · Вуличне освітлення · Відкриті\"",
			strlen("title=\"Коростень: Проблеми безпеки · Вуличне освітлення · "
			       "Відкриті\"")),
		0, "%.200s", first);
	cr_expect_eq(count_in(body, "title=\"Коростень: Проблеми безпеки\""), 1);
}
