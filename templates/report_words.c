#include "report_words.h"

#include "model/base/outcome.h"
#include "model/number.h"

static const char *const kinds[REPORT_KINDS] = {
	[REPORT_BIMONTHLY] = SAY("Two-month report"),
	[REPORT_BEAT_HALFYEAR] = SAY("Half-year report of a police beat"),
	[REPORT_ANNUAL] = SAY("Annual report"),
	[REPORT_CUSTOM] = SAY("Report for another period"),
};

static const char *const bases[REPORT_BASES] = {
	[REPORT_PERIOD] = SAY("For the period alone"),
	[REPORT_CUMULATIVE] = SAY("Cumulative since the beginning of the year"),
};

static const char *const qualifiers[FIGURE_QUALIFIERS] = {
	[FIGURE_EXACT] = SAY("exactly"),
	[FIGURE_APPROX] = SAY("about"),
	[FIGURE_AT_LEAST] = SAY("at least"),
	[FIGURE_AT_MOST] = SAY("at most"),
};

/* With the number: «понад 600». */
static const char *const qualified[FIGURE_QUALIFIERS] = {
	[FIGURE_EXACT] = SAY("{1}"),
	[FIGURE_APPROX] = SAY("about {1}"),
	[FIGURE_AT_LEAST] = SAY("over {1}"),
	[FIGURE_AT_MOST] = SAY("at most {1}"),
};

static const char *const states[FIGURE_STATES] = {
	[FIGURE_ABSENT] = SAY("no data"),           [FIGURE_GIVEN] = SAY("given"),
	[FIGURE_SMALL] = SAY("fewer than 3"),       [FIGURE_NOT_TRACKED] = SAY("not counted"),
	[FIGURE_SUPPRESSED] = SAY("not disclosed"),
};

static const struct {
	const char *key, *heading;
} parts[] = {
	{"header", SAY("About this report")},
	{"summary", SAY("In short")},
	{"calls", SAY("Calls and responses")},
	{"crime", SAY("Criminal offences")},
	{"admin", SAY("Administrative offences")},
	{"road", SAY("Road safety")},
	{"dv", SAY("Domestic violence")},
	{"youth", SAY("Children and young people")},
	{"prevention", SAY("Prevention")},
	{"martial", SAY("Martial law")},
	{"dialogue", SAY("Working with the community, joint projects")},
	{"requests", SAY("The community’s requests and the answers")},
	{"decisions", SAY("What became of the last meeting’s decisions")},
	{"problems", SAY("Unsolved difficulties")},
	{"plans", SAY("Plans for the next period")},
	{"advice", SAY("Advice to residents")},
};

/* Units that a number needs; that people or cases are counted, the indicator's name says. */
static const struct {
	const char *unit, *sentence;
} units[] = {
	{"хв", SAY("{1} min")},
	{"грн", SAY("{1} UAH")},
	{"%", SAY("{1}%")},
	{"дн.", SAY("{1} d")},
};

static const char *const offers[] = {
	[OFFER_ISSUES] = SAY("issues that the police answered for, resolved in the period"),
	[OFFER_TIMES] = SAY("from registering to resolving those issues, the median"),
	[OFFER_QUESTIONS] = SAY("questions to the police, asked in the period"),
	[OFFER_ANSWERS] = SAY("those questions that have an answer"),
};

const char *report_words_offer(const struct words *words, enum offer_source source)
{
	return words_say(words, offers[source]);
}

const char *report_words_kind(const struct words *words, enum report_kind kind)
{
	return words_say(words, kinds[kind]);
}

const char *report_words_basis(const struct words *words, enum report_basis basis)
{
	return words_say(words, bases[basis]);
}

const char *report_words_qualifier(const struct words *words, enum figure_qualifier qualifier)
{
	return words_say(words, qualifiers[qualifier]);
}

const char *report_words_state(const struct words *words, enum figure_state state)
{
	return words_say(words, states[state]);
}

const char *report_words_part(const struct words *words, const char *key)
{
	for (size_t i = 0; i < COUNT(parts); i++)
		if (strcmp(parts[i].key, key) == 0)
			return words_say(words, parts[i].heading);
	return key;
}

/* How many decimals a value in thousandths needs. */
static int decimals_of(int64_t value)
{
	int decimals = 3;

	for (int64_t part = value % NUMBER_SCALE; decimals && part % 10 == 0; part /= 10)
		decimals--;
	return decimals;
}

static const char *number(struct arena *arena, const struct words *words, int64_t value)
{
	return words_decimal(arena, words, value, decimals_of(value));
}

/* One sentence with one text in its hole. */
static const char *filled(struct arena *arena, const struct words *words, const char *sentence,
			  const char *text)
{
	return words_fill(arena, words, words_say(words, sentence),
			  (struct hole[]){words_hole(text)}, 1);
}

const char *report_words_figure(struct arena *arena, const struct words *words,
				const struct indicator *indicator, const struct figure *figure)
{
	const char *text;

	if (!figure || figure->state != FIGURE_GIVEN)
		return words_say(words, states[figure ? figure->state : FIGURE_ABSENT]);
	text = number(arena, words, figure->value);
	for (size_t i = 0; i < COUNT(units); i++)
		if (strcmp(units[i].unit, indicator->unit) == 0)
			text = filled(arena, words, units[i].sentence, text);
	return filled(arena, words, qualified[figure->qualifier], text);
}

const char *report_words_change(struct arena *arena, const struct words *words,
				const struct report_comparison *comparison)
{
	const char *text;

	if (comparison->is_redefined)
		return words_say(words, SAY("counted differently"));
	if (!comparison->is_possible)
		return "—";
	text = number(arena, words, comparison->difference);
	if (comparison->difference > 0)
		text = arena_printf(arena, "+%s", text);
	if (comparison->is_approximate)
		text = arena_printf(arena, "≈\u00A0%s", text);
	if (comparison->has_percent && comparison->difference)
		text = arena_printf(arena, "%s (%s)", text,
				    words_percent(arena, words, comparison->percent, true));
	return text;
}

const char *report_words_change_of(struct arena *arena, const struct words *words,
				   const struct indicator *indicator,
				   const struct report_comparison *comparison)
{
	struct report_comparison points = *comparison;

	if (strcmp(indicator->unit, "%") != 0)
		return report_words_change(arena, words, comparison);
	points.has_percent = false; /* a percentage of a percentage says nothing to anybody */
	if (!points.is_possible || points.is_redefined)
		return report_words_change(arena, words, &points);
	return filled(arena, words, SAY("{1} pp"), report_words_change(arena, words, &points));
}

/* What the sentence is about: «32 заяви й повідомлення», else «Крадіжки: понад 30». */
static const char *subject(struct arena *arena, const struct words *words,
			   const struct indicator *indicator, const struct figure *figure)
{
	int64_t whole = figure->value / NUMBER_SCALE;

	if (strcmp(indicator->key, "calls_total") == 0 && figure->qualifier == FIGURE_EXACT)
		return words_fill(
			arena, words,
			words_say_count(words,
					SAY_COUNT("{1} statement or notification to the police",
						  "{1} statements and notifications to the police"),
					whole),
			(struct hole[]){words_hole_integer(whole)}, 1);
	return arena_printf(arena, "%s: %s", indicator_name(indicator, words_language(words)),
			    report_words_figure(arena, words, indicator, figure));
}

const char *report_words_message(struct arena *arena, const struct words *words,
				 const struct indicator *indicator, const struct report *report,
				 const struct figure *figure, const struct report *before,
				 const struct figure *base)
{
	struct report_comparison comparison = report_compare(figure, base);
	int64_t difference = comparison.difference;
	const char *sentence = SAY("{1} in {2}.");
	struct hole holes[4] = {
		words_hole(subject(arena, words, indicator, figure)),
		words_hole(words_period(arena, words, report->from, report->to)),
		words_hole(number(arena, words, difference < 0 ? -difference : difference)),
	};

	if (before && comparison.is_possible && !comparison.is_approximate) {
		sentence = difference < 0   ? SAY("{1} in {2}, {3} fewer than in {4}.")
			   : difference > 0 ? SAY("{1} in {2}, {3} more than in {4}.")
					    : SAY("{1} in {2}, as many as in {4}.");
		holes[3] = words_hole(words_period(arena, words, before->from, before->to));
	}
	return words_fill(arena, words, words_say(words, sentence), holes, COUNT(holes));
}

const char *report_words_title(struct arena *arena, const struct words *words,
			       const struct report *report)
{
	return words_fill(
		arena, words, words_say(words, SAY("Police report: {1}")),
		(struct hole[]){words_hole(words_period(arena, words, report->from, report->to))},
		1);
}
