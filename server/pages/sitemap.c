/*
 * sitemap.c - /sitemap.xml and its parts, for search engines.
 *
 *	/sitemap.xml			the index
 *	/sitemap-pages.xml		pages of the installation
 *	/sitemap-G.xml			pages of a hromada, its reports and questions
 *	/sitemap-G-2026-1.xml		its issues of a year, the first five thousand numbers
 *
 * All at the root, because a part may only name addresses below its own, and the English ones stand below /en/.
 * Read through the same views as the pages, so what is hidden is in none.
 */
#include "feeds/sitemap.h"

#include "model/community.h"
#include "model/issue_numbers.h"
#include "model/question.h"
#include "model/report_read.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"

#define PART_ISSUES    5000
#define REPORTS_MOST   5000
#define QUESTIONS_MOST 15000

static void add(struct request *request, struct sitemap_pages *pages, const char *path,
		int64_t changed)
{
	*LIST_ADD(request->arena, pages) = (struct sitemap_page){path, changed};
}

static enum outcome answer(struct request *request, bool is_index,
			   const struct sitemap_pages *pages)
{
	const char *bytes = NULL;
	size_t length = 0;
	enum outcome outcome = (is_index ? sitemap_index : sitemap_part)(
		request->arena, request->settings->public_url, pages, &bytes, &length);

	return outcome == OK ? request_answer(request, SITEMAP_TYPE, bytes, length) : outcome;
}

/* ------------------------------------------------------------------ the index */

static void add_parts(struct request *request, struct sitemap_pages *parts,
		      const struct community *community)
{
	struct issue_numbers years = issue_numbers_highest(request->db, community->id);

	add(request, parts, arena_printf(request->arena, "/sitemap-%s.xml", community->slug), 0);
	for (size_t i = 0; i < years.count; i++)
		for (int64_t part = 1; (part - 1) * PART_ISSUES < years.items[i].number; part++)
			add(request, parts,
			    arena_printf(request->arena, "/sitemap-%s-%lld-%lld.xml",
					 community->slug, (long long)years.items[i].year,
					 (long long)part),
			    0);
}

enum outcome sitemap_index_page(struct request *request)
{
	struct communities communities = community_all(request->db);
	struct sitemap_pages parts = {0};

	add(request, &parts, "/sitemap-pages.xml", 0);
	for (size_t i = 0; i < communities.count; i++)
		add_parts(request, &parts, &communities.items[i]);
	return answer(request, true, &parts);
}

/* ------------------------------------------------------------------ parts */

static enum outcome of_installation(struct request *request)
{
	struct sitemap_pages pages = {0};

	add(request, &pages, "/", 0);
	add(request, &pages, "/subscribe", 0);
	add(request, &pages, "/privacy", 0);
	return answer(request, false, &pages);
}

static enum outcome of_community(struct request *request, const struct community *community)
{
	static const char *const fixed[] = {"",         "issues",     "map",       "performance",
					    "reports",  "indicators", "questions", "data",
					    "subscribe"};
	struct arena *arena = request->arena;
	struct sitemap_pages pages = {0};
	struct reports reports = report_list(request->db, community->id, NULL, REPORTS_MOST);
	struct questions questions = question_list(request->db, community->id, QUESTIONS_ALL,
						   date_of(request->now), NULL, QUESTIONS_MOST);

	for (size_t i = 0; i < COUNT(fixed); i++)
		add(request, &pages, arena_printf(arena, "/%s/%s", community->slug, fixed[i]), 0);
	for (size_t i = 0; i < reports.count; i++)
		add(request, &pages,
		    arena_printf(arena, "/%s/reports/%lld", community->slug,
				 (long long)reports.items[i].id),
		    reports.items[i].updated_at);
	for (size_t i = 0; i < questions.count; i++)
		add(request, &pages,
		    arena_printf(arena, "/%s/questions/%s", community->slug,
				 question_key_text(arena, &questions.items[i])),
		    questions.items[i].updated_at);
	return answer(request, false, &pages);
}

static enum outcome of_issues(struct request *request, const struct community *community,
			      int64_t year, int64_t part)
{
	struct sitemap_pages pages = {0};
	struct issue_numbers numbers;

	if (part < 1 || part > INT32_MAX)
		return NOT_FOUND;
	numbers = issue_numbers_between(request->db, community->id, year,
					(part - 1) * PART_ISSUES + 1, part * PART_ISSUES);
	if (!numbers.count)
		return NOT_FOUND;
	for (size_t i = 0; i < numbers.count; i++)
		add(request, &pages,
		    arena_printf(request->arena, "/%s/issues/%lld-%lld", community->slug,
				 (long long)numbers.items[i].year,
				 (long long)numbers.items[i].number),
		    numbers.items[i].updated_at);
	return answer(request, false, &pages);
}

/* Cut "-12" off the end of name; -1 when there is none. */
static int64_t number_cut(char *name)
{
	char *dash = strrchr(name, '-');
	int64_t number = 0;

	if (!dash || !dash[1] || strlen(dash) > 8)
		return -1;
	for (const char *at = dash + 1; *at; at++) {
		if (*at < '0' || *at > '9')
			return -1;
		number = number * 10 + (*at - '0');
	}
	*dash = '\0';
	return number;
}

/* "sitemap-korosten", "sitemap-korosten-2026-1" */
enum outcome sitemap_part_page(struct request *request)
{
	static const char prefix[] = "sitemap-";
	const char *name = request->path_values[0];
	struct community community;
	char *slug;
	int64_t part, year;

	if (strncmp(name, prefix, strlen(prefix)) != 0)
		return NOT_FOUND;
	name += strlen(prefix);
	if (strcmp(name, "pages") == 0)
		return of_installation(request);
	if (community_find(request->db, name, &community) == OK)
		return of_community(request, &community);
	slug = arena_string(request->arena, name);
	part = number_cut(slug);
	year = part < 0 ? -1 : number_cut(slug);
	if (year < 0 || community_find(request->db, slug, &community) != OK)
		return NOT_FOUND;
	return of_issues(request, &community, year, part);
}
