#include "report_hearing.h"

static const char *const audiences[HEARING_AUDIENCES] = {
	[HEARD_AT_OPEN_MEETING] = SAY("open meeting with the community"),
	[HEARD_AT_COUNCIL_SESSION] = SAY("session of the council"),
	[HEARD_AT_COORDINATION_COUNCIL] = SAY("coordination council"),
	[HEARD_BY_RESIDENTS] = SAY("gathering of residents"),
};

const char *report_hearing_audience(const struct words *words, enum hearing_audience audience)
{
	return words_say(words, audiences[audience]);
}

const char *report_hearing_words(struct arena *arena, const struct words *words,
				 const struct report_hearing *hearing, struct date today)
{
	struct hole holes[] = {words_hole_date(hearing->day), words_hole(hearing->place),
			       words_hole(report_hearing_audience(
				       words, (enum hearing_audience)hearing->audience)),
			       words_hole(hearing->time)};
	const char *sentence;

	if (!report_hearing_is_told(hearing, today))
		return "";
	sentence = hearing->is_presented ? SAY("Presented {1}: {2} ({3}).")
		   : *hearing->time      ? SAY("Will be heard {1} at {4}: {2} ({3}).")
					 : SAY("Will be heard {1}: {2} ({3}).");
	return words_fill(arena, words, words_say(words, sentence), holes, COUNT(holes));
}
