#include "question_words.h"

static const char *const states[QUESTION_STATES] = {
	[QUESTION_ASKED] = SAY("no answer yet"),
	[QUESTION_ANSWERED] = SAY("answered"),
	[QUESTION_ACCEPTED] = SAY("answer noted"),
	[QUESTION_TO_COMPLETE] = SAY("answer to be completed"),
};

static const char *const tags[QUESTION_STATES] = {
	[QUESTION_ASKED] = "new",
	[QUESTION_ANSWERED] = "busy",
	[QUESTION_ACCEPTED] = "done",
	[QUESTION_TO_COMPLETE] = "wait",
};

static const char *const addressees[QUESTION_ADDRESSEES] = {
	[ASKED_POLICE] = SAY("the police"),
	[ASKED_COUNCIL] = SAY("the council"),
	[ASKED_UTILITY] = SAY("a municipal utility"),
};

/* In the order of question_sector_key. */
static const struct {
	const char *key, *name;
} sectors[QUESTION_SECTORS] = {
	{"local_gov", SAY("local authorities")},
	{"police", SAY("police and security providers")},
	{"ngo", SAY("civil society organisations")},
	{"initiative", SAY("initiative groups")},
	{"education", SAY("education")},
	{"business", SAY("private sector")},
	{"culture", SAY("culture")},
	{"social", SAY("social services")},
	{"health", SAY("health care")},
	{"dsns", SAY("State Emergency Service")},
	{"resident", SAY("unaffiliated residents")},
};

const char *question_words_state(const struct words *words, enum question_state state)
{
	return words_say(words, states[state]);
}

const char *question_words_tag(enum question_state state, bool is_overdue)
{
	return is_overdue ? "late" : tags[state];
}

const char *question_words_addressee(const struct words *words, enum question_addressee addressee)
{
	return words_say(words, addressees[addressee]);
}

const char *question_words_sector(const struct words *words, int sector)
{
	for (int i = 0; sector >= 0 && i < QUESTION_SECTORS; i++)
		if (strcmp(sectors[i].key, question_sector_key(sector)) == 0)
			return words_say(words, sectors[i].name);
	return "";
}
