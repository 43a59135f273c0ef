#include "report_warning_words.h"

#include "model/number.h"
#include "report_words.h"

/* {1} the indicator, {2} its figure, {3} what it stands beside, {4} the other indicator or figure. */
static const char *const sentences[] = {
	[WARNING_SUBSET] = SAY("“{1}” is a part of “{4}”, but {2} is more than {3}."),
	[WARNING_KINDS] = SAY("“{1}”: {3}, but its kinds add up to {2}."),
	[WARNING_STOCK] = SAY(
		"“{1}”: {2} at the end of the period, but only {3} before it and {4} new."),
	[WARNING_MORE] = SAY(
		"“{1}”: {2}, and {3} in the period before: more than five times as many."),
	[WARNING_FEWER] = SAY("“{1}”: {2}, and {3} in the period before: less than a fifth."),
	[WARNING_MAGNITUDE] = SAY("“{1}”: {2} is more than can be; at most {3} would be likely."),
	[WARNING_CONTRADICTION] = SAY(
		"“{1}”: {2} since January, but the report before this one told {3} already."),
};

static const char *name_of(const struct words *words, const struct indicators *indicators,
			   const char *key)
{
	const struct indicator *indicator = indicator_find(indicators, key);

	return indicator ? indicator_name(indicator, words_language(words)) : key;
}

static const char *figure_text(struct arena *arena, const struct words *words,
			       const struct indicators *indicators, const char *key, int64_t value)
{
	static const struct indicator plain = {.unit = "", .key = "", .uk = "", .en = ""};
	const struct indicator *indicator = indicator_find(indicators, key);
	const struct figure figure = {.state = FIGURE_GIVEN, .value = value};

	return report_words_figure(arena, words, indicator ? indicator : &plain, &figure);
}

const char *report_warning_words(struct arena *arena, const struct words *words,
				 const struct indicators *indicators,
				 const struct report_warning *warning)
{
	const char *key = warning->indicator;
	struct hole holes[] = {
		words_hole(name_of(words, indicators, key)),
		words_hole(figure_text(arena, words, indicators, key, warning->value)),
		words_hole(figure_text(arena, words, indicators, key, warning->other_value)),
		words_hole(
			warning->kind == WARNING_STOCK
				? figure_text(arena, words, indicators, key, warning->third_value)
				: name_of(words, indicators, warning->other)),
	};

	return words_fill(arena, words, words_say(words, sentences[warning->kind]), holes,
			  COUNT(holes));
}
