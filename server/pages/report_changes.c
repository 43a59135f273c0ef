#include "report_changes.h"

#include "model/community.h"
#include "model/indicator.h"
#include "server/page.h"
#include "templates/report_words.h"

/* The changes from the published version before; none for the first. */
static struct report_changes changes_of(struct request *request, const struct report *report)
{
	struct report before;

	if (report->version < 2 ||
	    report_find_version(request->db, report->community_id, report->id, report->version - 1,
				&before) != OK)
		return (struct report_changes){0};
	return report_changes_of(request->db, &before, report);
}

static struct report_change_row row_of(struct request *request, const struct indicators *indicators,
				       const struct figure_change *change)
{
	static const struct indicator none = {.unit = ""};
	const struct words *words = page_words(request);
	const struct indicator *found = indicator_find(indicators, change->indicator);
	const struct indicator *indicator = found ? found : &none;

	return (struct report_change_row){
		.name = found ? indicator_name(found, request->language) : change->indicator,
		.was = report_words_figure(request->arena, words, indicator, change->was),
		.is = report_words_figure(request->arena, words, indicator, change->is),
		.note = change->is ? change->is->note : "",
		.is_note = change->is_note,
	};
}

/* The heading of a part, of the talk too. */
static const char *heading_of(const struct words *words, const char *key)
{
	static const struct {
		const char *key, *heading;
	} talks[] = {
		{REPORT_CHANGES_ANSWERS,
		 SAY("Questions of the community and the police’s answers")},
		{REPORT_CHANGES_OUTCOMES, SAY("What became of the last period’s plan")},
		{REPORT_CHANGES_PLANS, SAY("What is planned for the next period")},
	};

	for (size_t i = 0; i < COUNT(talks); i++)
		if (strcmp(talks[i].key, key) == 0)
			return words_say(words, talks[i].heading);
	return report_words_part(words, key);
}

struct report_change_list report_changes_list(struct request *request, const struct report *report,
					      size_t most)
{
	struct report_changes changes = changes_of(request, report);
	struct indicators indicators = indicator_all(request->db);
	struct report_change_list list = {
		.version_before = report->version - 1,
		.all = arena_printf(request->arena, "/%s/reports/%lld/v%d#changes",
				    request->community->slug, (long long)report->id,
				    report->version),
	};
	size_t shown = most && changes.figures.count > most ? most : changes.figures.count;

	for (size_t i = 0; i < shown; i++)
		*LIST_ADD(request->arena, &list.rows) = row_of(request, &indicators,
							       &changes.figures.items[i]);
	list.more = (int64_t)(changes.figures.count - shown);
	for (size_t i = 0; i < changes.sections.count; i++)
		*LIST_ADD(request->arena, &list.parts) = heading_of(page_words(request),
								    changes.sections.items[i]);
	return list;
}

const char *report_changes_line(struct request *request, const struct report *report)
{
	struct report_changes changes = changes_of(request, report);
	const struct words *words = page_words(request);
	struct hole figures = words_hole_integer((int64_t)changes.figures.count);
	struct hole texts = words_hole_integer((int64_t)changes.sections.count);

	if (changes.figures.count && changes.sections.count)
		return words_fill(request->arena, words,
				  words_say(words, SAY("Changed: figures {1}, texts {2}.")),
				  (struct hole[]){figures, texts}, 2);
	if (changes.figures.count)
		return words_fill(request->arena, words,
				  words_say(words, SAY("Changed: figures {1}.")), &figures, 1);
	return changes.sections.count
		       ? words_fill(request->arena, words,
				    words_say(words, SAY("Changed: texts {1}.")), &texts, 1)
		       : "";
}
