#include "feed_source.h"

#include "model/base/unicode.h"
#include "model/category.h"
#include "model/community.h"
#include "model/installation.h"
#include "model/organisation.h"
#include "model/search.h"
#include "model/state.h"
#include "templates/words.h"

const struct feed_kind feed_source_kinds[] = {
	{PUBLICATION_EVERYTHING, "everything", SAY("Everything new"),
	 SAY("Safety issues, what is done about them, and police reports."), "", true},
	{PUBLICATION_ISSUE, "issues", SAY("Safety issues"),
	 SAY("Every issue that was made public, and how it stands."), "issues", true},
	{PUBLICATION_UPDATE, "updates", SAY("What is done about issues"),
	 SAY("Every public step taken about an issue, as an entry of its own."), "issues", true},
	{PUBLICATION_REPORT, "reports", SAY("Police reports"),
	 SAY("What the police report to the community."), "reports", false},
	{0},
};

static const struct words *words_for(const struct request *request)
{
	return words_of(request->language);
}

const char *feed_source_page_url(const struct request *request, const char *path)
{
	return request_url(request, request_path(request, path));
}

/* ------------------------------------------------------------------ titles */

const char *feed_source_title(const struct request *request, const struct community *community,
			      const struct feed_kind *kind)
{
	const struct words *words = words_for(request);
	const char *whose = community ? community->short_name
				      : words_say(words, SAY("All communities"));

	return arena_printf(request->arena, "%s: %s", whose, words_say(words, kind->title));
}

static const char *state_name(const struct words *words, const char *key)
{
	static const struct {
		const char *key, *name;
	} groups[] = {{"open", SAY("Open issues")},
		      {"resolved", SAY("Resolved issues")},
		      {"closed", SAY("Closed issues")},
		      {"overdue", SAY("Overdue issues")}};
	int state = state_find(key);

	for (size_t i = 0; i < COUNT(groups); i++) {
		if (!strcmp(groups[i].key, key))
			return words_say(words, groups[i].name);
	}
	if (state < 0 || !state_facts((enum state)state)->is_public)
		return NULL;
	return !strcmp(words_language(words), "uk") ? state_facts((enum state)state)->ukrainian
						    : state_facts((enum state)state)->english;
}

const char *feed_source_near(const struct request *request, const struct near *near)
{
	return words_fill(request->arena, words_for(request),
			  words_say(words_for(request), SAY("within {1} m of {2}")),
			  (struct hole[]){words_hole_integer(near->radius),
					  words_hole(near_text(request->arena, near))},
			  2);
}

static void add_to_title(struct request *request, struct feed_source *source, const char *name)
{
	source->title = arena_printf(request->arena, "%s · %s", source->title, name);
}

/* ------------------------------------------------------------------ filters */

static bool is_given(const char *string)
{
	return string && *string;
}

/* What is typed as a filter has to exist; its name goes into the title. */
static enum outcome check_filter(struct request *request, struct feed_source *source)
{
	struct issue_filter *issues = &source->issues;
	struct category category;
	struct area area;
	enum outcome outcome;

	if (is_given(issues->category)) {
		outcome = category_find(request->db, issues->category, &category);
		if (outcome != OK)
			return outcome;
		add_to_title(request, source, category_name(&category, request->language));
	}
	if (issues->area_id) {
		outcome = community_find_area(request->db, issues->community_id, issues->area_id,
					      &area);
		if (outcome != OK)
			return outcome;
		add_to_title(request, source, area.name);
	}
	if (issues->organisation_id) {
		struct organisation body;

		outcome = organisation_find(request->db, issues->community_id,
					    issues->organisation_id, &body);
		if (outcome != OK)
			return outcome;
		add_to_title(request, source, body.name);
	}
	if (issues->has_photo)
		add_to_title(request, source, words_say(words_for(request), SAY("with a photo")));
	if (issues->near.is_set)
		add_to_title(request, source, feed_source_near(request, &issues->near));
	if (is_given(issues->state)) {
		const char *name = state_name(words_for(request), issues->state);

		if (!name)
			return NOT_FOUND;
		add_to_title(request, source, name);
		source->is_complete = !strcmp(issues->state, "overdue");
	}
	if (is_given(issues->q) && !search_query(request->arena, issues->q))
		return NOT_FOUND; /* not a word in it */
	if (is_given(issues->q))
		add_to_title(request, source,
			     arena_printf(request->arena, "«%s»",
					  unicode_shorten(request->arena, issues->q, 60)));
	return OK;
}

/* A value that was given but came to nothing ("area=abc") is not understood. */
static bool is_understood(const struct request *request, const struct issue_filter *issues)
{
	const struct {
		const char *name;
		bool is_read;
	} values[] = {
		{"category", is_given(issues->category)},
		{"state", is_given(issues->state)},
		{"area", issues->area_id > 0},
		{"body", issues->organisation_id > 0},
		{"photo", issues->has_photo},
		{"from", date_is_set(issues->from)},
		{"to", date_is_set(issues->to)},
		{"near", issues->near.is_set},
		{"radius", issues->near.is_set},
	};

	for (size_t i = 0; i < COUNT(values); i++) {
		if (is_given(pairs_find(&request->query, values[i].name)) && !values[i].is_read)
			return false;
	}
	return true;
}

static enum outcome read_filter(struct request *request, struct feed_source *source)
{
	enum outcome outcome;

	source->issues = issue_filter_read(request->arena, &request->query,
					   source->filter.community_id, request->now);
	source->issues.sort = SORT_NEWEST;
	source->issues.before_at = source->issues.before_id = 0;
	source->issues.limit = 0;
	if (!is_understood(request, &source->issues))
		return NOT_FOUND;
	source->query = issue_filter_query(request->arena, &source->issues);
	if (!*source->query)
		return OK;
	if (!source->kind->is_of_issues)
		return NOT_FOUND;
	if (!source->community && (source->issues.area_id || source->issues.organisation_id))
		return NOT_FOUND; /* those are a hromada's */
	source->filter.issues = &source->issues;
	if (source->community)
		source->home = arena_printf(request->arena, "/%s/issues?%s",
					    source->community->slug, source->query);
	outcome = check_filter(request, source);
	if (outcome == OK)
		publication_filter_settle(request->db, &source->filter);
	return outcome;
}

static enum outcome read_archive(const struct request *request, struct feed_source *source)
{
	const char *archive = pairs_find(&request->query, "archive");
	char *end;

	if (!archive)
		return OK;
	if (*archive < '1' || *archive > '9' || strlen(archive) > 9 || source->is_complete)
		return NOT_FOUND;
	source->archive = strtol(archive, &end, 10);
	return *end ? NOT_FOUND : OK;
}

/* ------------------------------------------------------------------ one feed */

static const struct feed_kind *kind_of(const char *name, size_t length)
{
	for (const struct feed_kind *kind = feed_source_kinds; kind->title; kind++) {
		if (strlen(kind->key) == length && !strncmp(kind->key, name, length))
			return kind;
	}
	return NULL;
}

/* Ids begin with what was fixed at installation, so that no move of ours changes them. */
static enum outcome read_installation(struct request *request, struct feed_source *source)
{
	struct installation installation;
	enum outcome outcome = installation_find(request->db, &installation);

	if (outcome != OK)
		return outcome;
	source->tag = arena_printf(request->arena, "tag:%s,%s:", installation.authority,
				   installation.authority_date);
	source->made_at = installation.made_at;
	return OK;
}

enum outcome feed_source_read(struct request *request, const char *name, struct feed_source *source)
{
	const char *point = strrchr(name, '.');
	const struct community *community = request->community;
	enum outcome outcome;

	*source = (struct feed_source){.community = community, .query = ""};
	source->kind = point ? kind_of(name, (size_t)(point - name)) : NULL;
	source->format = point ? format_find(point + 1) : NULL;
	if (!source->kind || !source->format)
		return NOT_FOUND;
	source->filter.community_id = community ? community->id : 0;
	source->filter.kind = source->kind->kind;
	source->title = feed_source_title(request, community, source->kind);
	source->path = request_place(request,
				     arena_printf(request->arena, "feeds/%s", source->kind->key));
	source->home = community ? arena_printf(request->arena, "/%s/%s", community->slug,
						source->kind->home)
				 : "/";
	outcome = read_installation(request, source);
	if (outcome == OK)
		outcome = read_filter(request, source);
	if (outcome == OK)
		outcome = read_archive(request, source);
	source->id = arena_printf(request->arena, "%sfeed/%lld/%s/%s%s%s", source->tag,
				  (long long)source->filter.community_id, source->kind->key,
				  request->language, *source->query ? "?" : "", source->query);
	return outcome;
}

/* It turned out to be another issue under a second number: that one's feed is the one to read. */
static enum outcome moved_issue(struct request *request, struct issue_key key, const char *format)
{
	struct issue_key main_key;
	enum outcome outcome = issue_main(request->db, key, &main_key);

	if (outcome != OK)
		return outcome;
	return request_moved(
		request,
		arena_printf(request->arena, "/%s/issues/%s.%s", request->community->slug,
			     issue_key_text(request->arena, main_key.year, main_key.number),
			     format));
}

enum outcome feed_source_read_issue(struct request *request, const char *key_text,
				    const char *format, struct feed_source *source)
{
	struct issue *issue = arena_take(request->arena, sizeof(*issue));
	struct issue_key key = {.community_id = request->community->id};
	enum outcome outcome = issue_key_read(key_text, &key);

	if (outcome != OK)
		return NOT_FOUND;
	outcome = issue_find(request->db, key, request->now, issue);
	if (outcome == MOVED)
		outcome = moved_issue(request, key, format);
	if (outcome != OK || request->response.location)
		return outcome;
	*source = (struct feed_source){
		.kind = kind_of("updates", strlen("updates")),
		.format = format_find(format),
		.community = request->community,
		.issue = issue,
		.is_complete = true,
		.filter = {.community_id = request->community->id,
			   .kind = PUBLICATION_UPDATE,
			   .issue_id = issue->id},
		.title = arena_printf(request->arena, "№ %lld-%lld: %s", (long long)issue->year,
				      (long long)issue->number, issue->title),
		.query = ""};
	source->path = source->home = arena_printf(
		request->arena, "/%s/issues/%s", request->community->slug,
		issue_key_text(request->arena, issue->year, issue->number));
	outcome = read_installation(request, source);
	source->id = arena_printf(request->arena, "%sissue/%lld/updates/%s", source->tag,
				  (long long)issue->id, request->language);
	return outcome;
}

const char *feed_source_url(const struct request *request, const struct feed_source *source,
			    int64_t archive)
{
	struct text path = text_begin(request->arena, 4096);

	text_addf(&path, "%s.%s", source->path, source->format->key);
	if (archive)
		text_addf(&path, "?archive=%lld", (long long)archive);
	if (*source->query)
		text_addf(&path, "%c%s", archive ? '&' : '?', source->query);
	return feed_source_page_url(request, path.bytes);
}

/* ------------------------------------------------------------------ for the head of pages */

struct frame_feeds feed_source_links(const struct request *request, const char *special,
				     const char *special_title)
{
	const struct community *community = request->community;
	struct frame_feeds feeds = {0};

	if (special)
		*LIST_ADD(request->arena, &feeds) = (struct frame_feed){special_title, special,
									formats[0].media};
	for (const struct feed_kind *kind = feed_source_kinds; kind->title; kind++) {
		const char *path = request_place(
			request,
			arena_printf(request->arena, "feeds/%s.%s", kind->key, formats[0].key));

		if (special && !strcmp(special, path))
			continue;
		*LIST_ADD(request->arena, &feeds) = (struct frame_feed){
			feed_source_title(request, community, kind), path, formats[0].media};
	}
	return feeds;
}
