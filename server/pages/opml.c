/* The lists of all feeds, for importing into a reader at once. */
#include "feeds/opml.h"

#include "model/community.h"
#include "server/feed_source.h"
#include "server/pages.h"
#include "templates/words.h"

static struct outline_group outlines_of(struct request *request, const struct community *community)
{
	struct outline_group group = {.title = community ? community->name
							 : words_say(words_of(request->language),
								     SAY("All communities"))};

	for (const struct feed_kind *kind = feed_source_kinds; kind->title; kind++) {
		struct outline *outline = LIST_ADD(request->arena, &group.outlines);
		const char *base = community ? arena_printf(request->arena, "/%s", community->slug)
					     : "";

		outline->title = feed_source_title(request, community, kind);
		outline->language = request->language;
		outline->feed = feed_source_page_url(request,
						     arena_printf(request->arena, "%s/feeds/%s.%s",
								  base, kind->key, formats[0].key));
		outline->page = feed_source_page_url(
			request,
			arena_printf(request->arena, "%s/%s", base, community ? kind->home : ""));
	}
	return group;
}

/* The feeds of one hromada; outside of one those of the network and of every hromada. */
enum outcome feeds_opml_page(struct request *request)
{
	const struct words *words = words_of(request->language);
	struct outline_groups groups = {0};
	const char *bytes, *title = words_say(words, SAY("Community safety: all feeds"));
	size_t length;
	enum outcome outcome;

	*LIST_ADD(request->arena, &groups) = outlines_of(request, request->community);
	if (!request->community) {
		struct communities communities = community_all(request->db);

		for (size_t i = 0; i < communities.count; i++)
			*LIST_ADD(request->arena, &groups) = outlines_of(request,
									 &communities.items[i]);
	}
	outcome = opml_write(title, &groups, request->arena, &bytes, &length);
	return outcome == OK ? request_answer(request, OPML_TYPE, bytes, length) : outcome;
}
