#include "appeal_words.h"

static const struct {
	const char *code, *name;
	bool is_unsure;
} marks[] = {
	{"1.1", SAY("by post or e-mail"), false},
	{"1.2", SAY("at a personal reception"), false},
	{"1.3", SAY("through an authorised person"), false},
	{"1.4", SAY("through bodies of power"), false},
	{"1.5", SAY("through the media"), false},
	{"1.6", SAY("from other bodies and organisations"), false},
	{"1.7", SAY("by telephone"), true},
	{"2.1", SAY("appealed for the first time"), false},
	{"2.2", SAY("repeated"), false},
	{"2.3", SAY("a double of another appeal"), false},
	{"2.4", SAY("appealed many times"), false},
	{"2.5", SAY("sent by many people alike"), false},
	{"3.1", SAY("a proposal or a remark"), false},
	{"3.2", SAY("an application or a petition"), false},
	{"3.3", SAY("a complaint"), false},
	{"5.1", SAY("of one person"), false},
	{"5.2", SAY("of a group of people"), false},
	{"5.3", SAY("without a name"), false},
	{"9.1", SAY("settled in favour"), false},
	{"9.2", SAY("refused"), false},
	{"9.3", SAY("an explanation was given"), false},
	{"9.4", SAY("given back to its author"), true},
	{"9.5", SAY("forwarded to whom it concerns"), true},
	{"9.6", SAY("not to be considered"), true},
};

static const char *const terms[APPEAL_TERM_COUNT] = {
	[APPEAL_SIMPLE] = SAY("15 days: it needs no further study"),
	[APPEAL_ORDINARY] = SAY("one month"),
	[APPEAL_EXTENDED] = SAY("45 days in all: extended, and the person was told"),
};

const char *appeal_words_mark(const struct words *words, const char *code)
{
	for (size_t i = 0; i < COUNT(marks); i++)
		if (strcmp(marks[i].code, code) == 0)
			return words_say(words, marks[i].name);
	return "";
}

const char *appeal_words_characteristic(const struct words *words, int characteristic)
{
	switch (characteristic) {
	case 1: return words_say(words, SAY("1. How it came"));
	case 2: return words_say(words, SAY("2. First or repeated"));
	case 3: return words_say(words, SAY("3. Kind of appeal"));
	case 5: return words_say(words, SAY("5. From whom"));
	default: return words_say(words, SAY("9. Result"));
	}
}

const char *appeal_words_term(const struct words *words, enum appeal_term term)
{
	return (unsigned)term < APPEAL_TERM_COUNT ? words_say(words, terms[term]) : "";
}

bool appeal_words_is_unsure(const char *code)
{
	for (size_t i = 0; i < COUNT(marks); i++)
		if (strcmp(marks[i].code, code) == 0)
			return marks[i].is_unsure;
	return false;
}
