#include "report_editor_fields.h"

#include "model/community.h"
#include "model/report_read.h"
#include "server/page.h"
#include "templates/report_words.h"

static const char *beside_text(const struct material *material, const struct indicator *indicator)
{
	struct arena *arena = material->request->arena;
	const struct words *words = page_words(material->request);
	struct hole holes[] = {
		words_hole(report_words_figure(arena, words, indicator,
					       figure_find(&material->before, indicator->key))),
		words_hole(report_words_figure(arena, words, indicator,
					       figure_find(&material->last_year, indicator->key)))};
	const char *sentence = material->has_before && material->has_last_year
				       ? SAY("Previous period: {1}; a year ago: {2}")
			       : material->has_before    ? SAY("Previous period: {1}")
			       : material->has_last_year ? SAY("A year ago: {2}")
							 : "";

	return *sentence ? words_fill(arena, words, words_say(words, sentence), holes, COUNT(holes))
			 : "";
}

/* What the register counts itself: «За даними реєстру: 12 (...)». */
static const char *offer_text(const struct material *material, const struct indicator *indicator)
{
	struct arena *arena = material->request->arena;
	const struct words *words = page_words(material->request);

	for (size_t i = 0; i < material->offers.count; i++) {
		const struct report_offer *offer = &material->offers.items[i];
		struct figure figure = {.state = FIGURE_GIVEN, .value = offer->value};
		struct hole holes[] = {
			words_hole(report_words_figure(arena, words, indicator, &figure)),
			words_hole(report_words_offer(words, offer->source))};

		if (strcmp(offer->indicator, indicator->key) == 0)
			return words_fill(arena, words,
					  words_say(words, SAY("By the register: {1} ({2})")),
					  holes, COUNT(holes));
	}
	return "";
}

/* What stands beside the field, in one line. */
static const char *hint_of(const struct material *material, const struct indicator *indicator)
{
	const char *beside = beside_text(material, indicator);
	const char *offer = offer_text(material, indicator);

	return *beside && *offer ? arena_printf(material->request->arena, "%s. %s", beside, offer)
	       : *offer          ? offer
				 : beside;
}

static struct report_entry entry_of(const struct material *material,
				    const struct indicator *indicator)
{
	struct arena *arena = material->request->arena;
	const struct form *form = material->form;
	struct report_entry entry = {
		.value = arena_printf(arena, "figure.%s", indicator->key),
		.qualifier = arena_printf(arena, "figure.%s.qualifier", indicator->key),
		.state = arena_printf(arena, "figure.%s.state", indicator->key),
		.note = arena_printf(arena, "figure.%s.note", indicator->key),
		.label = indicator_name(indicator, material->request->language),
		.beside = hint_of(material, indicator),
		/* Words may stand before the number, so no keyboard of digits alone. */
		.traits = "small medium",
	};
	const char *qualifier = form_typed(form, entry.qualifier);
	const char *state = form_typed(form, entry.state);

	entry.is_open = (*qualifier && strcmp(qualifier, "exact") != 0) ||
			(*state && strcmp(state, "given") != 0) || *form_typed(form, entry.note) ||
			form_fault_of(form, entry.qualifier) || form_fault_of(form, entry.state) ||
			form_fault_of(form, entry.note);
	return entry;
}

/* What the hromada does not use is asked for no more, but what was said of it is not lost. */
static bool is_asked(const struct material *material, const struct indicator *indicator)
{
	struct arena *arena = material->request->arena;
	const char *name = arena_printf(arena, "figure.%s", indicator->key);

	return indicator->is_used || *form_typed(material->form, name) ||
	       *form_typed(material->form, arena_printf(arena, "%s.state", name));
}

struct report_group report_editor_group(const struct material *material,
					const struct report_part *part,
					const struct report_editor *editor)
{
	struct arena *arena = material->request->arena;
	struct report_group group = {
		.key = part->key,
		.heading = report_words_part(page_words(material->request), part->key),
		.section = editor->has_texts ? arena_printf(arena, "section.%s", part->key) : NULL,
	};

	if (!editor->has_figures)
		return group;

	for (size_t i = 0; i < material->indicators.count && *part->indicators; i++) {
		const struct indicator *indicator = &material->indicators.items[i];
		struct report_entry entry;

		if (strcmp(indicator->section, part->indicators) != 0 ||
		    !is_asked(material, indicator))
			continue;
		entry = entry_of(material, indicator);
		if (indicator->is_core) {
			*LIST_ADD(arena, &group.core) = entry;
			continue;
		}
		*LIST_ADD(arena, &group.more) = entry;
		group.is_more_open |= entry.is_open || *offer_text(material, indicator) ||
				      *form_typed(material->form, entry.value) ||
				      form_fault_of(material->form, entry.value);
	}
	return group;
}

struct material report_editor_material(struct request *request, const struct form *form,
				       const struct report *like)
{
	struct material material = {
		.request = request,
		.form = form,
		.indicators = indicator_of(request->db, request->community->id)};
	struct report beside;

	if (!like)
		return material;
	material.has_before = report_find_beside(request->db, like, report_period_before(like),
						 &beside) == OK;
	if (material.has_before)
		material.before = report_figures(request->db, &beside);
	material.has_last_year = report_find_beside(request->db, like,
						    report_period_last_year(like), &beside) == OK;
	if (material.has_last_year)
		material.last_year = report_figures(request->db, &beside);
	return material;
}
