#include "report_changes.h"

#include "base/text.h"
#include "report_talk.h"

#define TALK_MOST ((size_t)1 << 20)

/* The parts of a talk, by the keys of report_talk_rows. */
static const char *const talks[] = {REPORT_CHANGES_ANSWERS, REPORT_CHANGES_OUTCOMES,
				    REPORT_CHANGES_PLANS};

/* Whether the reader is told something else. What is not given has no value to differ by. */
static bool is_same(const struct figure *was, const struct figure *is)
{
	return was && is && was->state == is->state &&
	       (is->state != FIGURE_GIVEN ||
		(was->qualifier == is->qualifier && was->value == is->value));
}

static bool is_same_note(const struct figure *was, const struct figure *is)
{
	return strcmp(was ? was->note : "", is ? is->note : "") == 0;
}

static void figure_add(struct arena *arena, struct figure_changes *changes,
		       const struct figure *was, const struct figure *is)
{
	if (is_same(was, is) && is_same_note(was, is))
		return;
	*LIST_ADD(arena, changes) = (struct figure_change){
		.indicator = is ? is->indicator : was->indicator,
		.was = was,
		.is = is,
		.is_note = !is_same_note(was, is),
	};
}

static struct figure_changes figures_of(struct db *db, const struct report *before,
					const struct report *after)
{
	struct figures old = report_figures(db, before), new = report_figures(db, after);
	struct figure_changes changes = {0};

	for (size_t i = 0; i < new.count; i++)
		figure_add(db->arena, &changes, figure_find(&old, new.items[i].indicator),
			   &new.items[i]);
	for (size_t i = 0; i < old.count; i++)
		if (!figure_find(&new, old.items[i].indicator))
			figure_add(db->arena, &changes, &old.items[i], NULL);
	return changes;
}

/* All that each of them says in a version, one after the other. */
static void talks_read(struct db *db, const struct report *report, struct text *all)
{
	struct rows rows = report_talk_rows(db, report->id, report->version);

	for (size_t i = 0; i < COUNT(talks); i++)
		all[i] = text_begin(db->arena, TALK_MOST);
	while (rows_next(&rows))
		for (size_t i = 0; i < COUNT(talks); i++)
			if (strcmp(rows_text(&rows, 0), talks[i]) == 0)
				text_addf(&all[i], "%s\n%s\n", rows_text(&rows, 1),
					  rows_text(&rows, 2));
}

static void talks_compare(struct db *db, const struct report *before, const struct report *after,
			  struct texts *keys)
{
	struct text old[COUNT(talks)], new[COUNT(talks)];

	talks_read(db, before, old);
	talks_read(db, after, new);
	for (size_t i = 0; i < COUNT(talks); i++)
		if (strcmp(old[i].bytes, new[i].bytes) != 0)
			*LIST_ADD(db->arena, keys) = talks[i];
}

static struct texts sections_of(struct db *db, const struct report *before,
				const struct report *after)
{
	struct report_sections old = report_sections_of(db, before);
	struct report_sections new = report_sections_of(db, after);
	struct texts keys = {0};

	if (strcmp(before->summary, after->summary) != 0)
		*LIST_ADD(db->arena, &keys) = "summary";
	for (size_t i = 0; i < REPORT_PARTS; i++) {
		const char *key = report_parts[i].key;

		if (strcmp(report_section_text(&old, key), report_section_text(&new, key)) != 0)
			*LIST_ADD(db->arena, &keys) = key;
	}
	talks_compare(db, before, after, &keys);
	return keys;
}

struct report_changes report_changes_of(struct db *db, const struct report *before,
					const struct report *after)
{
	return (struct report_changes){.figures = figures_of(db, before, after),
				       .sections = sections_of(db, before, after)};
}
