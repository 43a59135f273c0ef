#include "state.h"

#include "base/outcome.h"

#define BIT(number) ((uint32_t)1 << (number))

#define MODERATOR BIT(ROLE_MODERATOR)
#define SECRETARY BIT(ROLE_SECRETARY)
#define CHAIR     BIT(ROLE_CHAIR)
#define STAROSTA  BIT(ROLE_STAROSTA)
#define WORKS     BIT(ROLE_WORKS)
#define POLICE    (BIT(ROLE_POLICE) | BIT(ROLE_CHIEF))

static const struct state_facts states[STATE_COUNT] = {
	[STATE_NEW] =
		{
			.key = "new",
			.english = "New",
			.ukrainian = "Нове",
			.group = GROUP_OPEN,
			.next = BIT(STATE_MODERATION) | BIT(STATE_REGISTERED) |
				BIT(STATE_DECLINED) | BIT(STATE_DUPLICATE) | BIT(STATE_RESTRICTED),
		},
	[STATE_MODERATION] =
		{
			.key = "moderation",
			.english = "Awaiting moderation",
			.ukrainian = "На модерації",
			.group = GROUP_OPEN,
			.next = BIT(STATE_REGISTERED) | BIT(STATE_DECLINED) | BIT(STATE_DUPLICATE) |
				BIT(STATE_RESTRICTED),
			.roles = MODERATOR | SECRETARY,
			.takes = ASKS_NOTE,
		},
	[STATE_REGISTERED] =
		{
			.key = "registered",
			.english = "Registered",
			.ukrainian = "Зареєстровано",
			.is_public = true,
			.group = GROUP_OPEN,
			.next = BIT(STATE_ASSIGNED) | BIT(STATE_FORWARDED) | BIT(STATE_CLARIFIED) |
				BIT(STATE_PLANNED) | BIT(STATE_DUPLICATE) | BIT(STATE_RESTRICTED),
			.roles = MODERATOR | SECRETARY,
			/* Its public line writes itself when nobody does: accepted and given a
			   number. */
			.takes = ASKS_NOTE,
		},
	[STATE_ASSIGNED] =
		{
			.key = "assigned",
			.english = "Assigned",
			.ukrainian = "Призначено відповідального",
			.is_public = true,
			.group = GROUP_OPEN,
			.next = BIT(STATE_IN_PROGRESS) | BIT(STATE_PLANNED) | BIT(STATE_ON_HOLD) |
				BIT(STATE_FORWARDED) | BIT(STATE_CLARIFIED) | BIT(STATE_RESOLVED),
			.roles = SECRETARY | CHAIR,
			.asks = ASKS_NOTE | ASKS_RESPONSIBLE | ASKS_DUE,
		},
	[STATE_IN_PROGRESS] =
		{
			.key = "in_progress",
			.english = "In progress",
			.ukrainian = "В роботі",
			.is_public = true,
			.group = GROUP_OPEN,
			.next = BIT(STATE_RESOLVED) | BIT(STATE_PLANNED) | BIT(STATE_ON_HOLD) |
				BIT(STATE_FORWARDED) | BIT(STATE_CLARIFIED),
			.roles = SECRETARY,
			.own = WORKS | POLICE,
			.asks = ASKS_NOTE,
			.takes = ASKS_DUE,
		},
	[STATE_PLANNED] =
		{
			.key = "planned",
			.english = "Planned",
			.ukrainian = "Заплановано",
			.is_public = true,
			.group = GROUP_OPEN,
			.next = BIT(STATE_IN_PROGRESS) | BIT(STATE_ON_HOLD) | BIT(STATE_RESOLVED) |
				BIT(STATE_CLARIFIED),
			.roles = SECRETARY | CHAIR,
			.asks = ASKS_NOTE,
			/* A day, or where the money comes from. */
			.one_of = ASKS_DUE | ASKS_REASON,
			.takes = ASKS_RESPONSIBLE,
		},
	[STATE_ON_HOLD] =
		{
			.key = "on_hold",
			.english = "On hold",
			.ukrainian = "Призупинено",
			.is_public = true,
			.group = GROUP_OPEN,
			.next = BIT(STATE_ASSIGNED) | BIT(STATE_IN_PROGRESS) | BIT(STATE_PLANNED) |
				BIT(STATE_CLARIFIED),
			.roles = SECRETARY | CHAIR,
			.asks = ASKS_NOTE | ASKS_REASON | ASKS_REVIEW_ON,
		},
	[STATE_FORWARDED] =
		{
			.key = "forwarded",
			.english = "Forwarded",
			.ukrainian = "Переслано за належністю",
			.is_public = true,
			.group = GROUP_OPEN,
			.next = BIT(STATE_IN_PROGRESS) | BIT(STATE_RESOLVED) | BIT(STATE_CLARIFIED),
			.roles = SECRETARY | CHAIR,
			.asks = ASKS_NOTE | ASKS_RESPONSIBLE | ASKS_DUE | ASKS_EVIDENCE,
			.is_by_letter = true,
		},
	[STATE_RESOLVED] =
		{
			.key = "resolved",
			.english = "Resolved",
			.ukrainian = "Виконано",
			.is_public = true,
			.group = GROUP_RESOLVED,
			.next = BIT(STATE_CLOSED) | BIT(STATE_REOPENED),
			.roles = SECRETARY,
			.own = WORKS | POLICE,
			.asks = ASKS_NOTE,
			/* A proof, or why there is none. */
			.one_of = ASKS_EVIDENCE | ASKS_REASON,
		},
	[STATE_CLOSED] =
		{
			.key = "closed",
			.english = "Closed, confirmed",
			.ukrainian = "Закрито, виконання підтверджено",
			.is_public = true,
			.is_terminal = true,
			.group = GROUP_CLOSED,
			.next = BIT(STATE_REOPENED),
			.roles = SECRETARY | CHAIR | STAROSTA,
			.asks = ASKS_NOTE | ASKS_CONFIRMER,
		},
	[STATE_CLARIFIED] =
		{
			.key = "clarified",
			.english = "Explanation given",
			.ukrainian = "Надано роз’яснення",
			.is_public = true,
			.is_terminal = true,
			.group = GROUP_CLOSED,
			.next = BIT(STATE_REOPENED),
			.roles = SECRETARY | CHAIR,
			.asks = ASKS_NOTE,
		},
	[STATE_DECLINED] =
		{
			.key = "declined",
			.english = "Declined",
			.ukrainian = "Відхилено",
			.is_terminal = true,
			.group = GROUP_CLOSED,
			.next = BIT(STATE_REOPENED),
			.roles = MODERATOR | SECRETARY,
			.asks = ASKS_NOTE | ASKS_REASON,
		},
	[STATE_DUPLICATE] =
		{
			.key = "duplicate",
			.english = "Duplicate",
			.ukrainian = "Дублікат",
			.is_terminal = true,
			.group = GROUP_CLOSED,
			.next = BIT(STATE_REOPENED),
			.roles = MODERATOR | SECRETARY,
			.asks = ASKS_DUPLICATE_OF,
			.takes = ASKS_NOTE,
		},
	[STATE_REOPENED] =
		{
			.key = "reopened",
			.english = "Reopened",
			.ukrainian = "Відкрито повторно",
			.is_public = true,
			.group = GROUP_OPEN,
			.next = BIT(STATE_ASSIGNED) | BIT(STATE_IN_PROGRESS) | BIT(STATE_PLANNED),
			.roles = SECRETARY | CHAIR | MODERATOR,
			.asks = ASKS_NOTE | ASKS_REASON,
		},
	[STATE_RESTRICTED] =
		{
			.key = "restricted",
			.english = "Not public",
			.ukrainian = "Не оприлюднюється",
			.group = GROUP_OPEN,
			.next = BIT(STATE_REGISTERED) | BIT(STATE_DECLINED) | BIT(STATE_ASSIGNED),
			.roles = MODERATOR | SECRETARY,
			.asks = ASKS_REASON,
			.takes = ASKS_NOTE,
		},
};

/* glossary.tsv's closed list of moderation reasons, and statuses.tsv's reasons for a hold. */
static const struct state_reason reasons[] = {
	{"personal", "contains personal data", "містить персональні дані",
	 BIT(STATE_DECLINED) | BIT(STATE_RESTRICTED)},
	{"minor", "may identify a child", "може ідентифікувати дитину",
	 BIT(STATE_DECLINED) | BIT(STATE_RESTRICTED)},
	{"military", "information restricted under martial law",
	 "інформація, поширення якої обмежено під час воєнного стану",
	 BIT(STATE_DECLINED) | BIT(STATE_RESTRICTED)},
	{"offtopic", "not a community safety matter", "не стосується безпеки громади",
	 BIT(STATE_DECLINED)},
	{"security", "the security situation", "безпекова ситуація", BIT(STATE_ON_HOLD)},
	{"funds", "no funds", "немає коштів", BIT(STATE_ON_HOLD)},
	{"contractor", "nobody to carry it out", "немає виконавця", BIT(STATE_ON_HOLD)},
	/* Nobody chooses these: the system says why it wrote a line. */
	{"reporter", "the reporter says that it is not solved",
	 "заявник повідомив, що проблему не усунено", 0},
	{"report", "a new report tells of the same", "надійшло нове повідомлення про те саме", 0},
	{"withdrawn", "withdrawn by its reporter", "відкликано заявником", 0},
	{"hold", "the days on hold are not counted", "дні призупинення не враховуються", 0},
	{0},
};

static const char *const group_keys[GROUP_COUNT] = {
	[GROUP_OPEN] = "open",
	[GROUP_RESOLVED] = "resolved",
	[GROUP_CLOSED] = "closed",
};

const struct state_facts *state_facts(enum state state)
{
	return &states[state];
}

const char *state_key(enum state state)
{
	return states[state].key;
}

int state_find(const char *key)
{
	for (int i = 0; i < STATE_COUNT; i++)
		if (strcmp(states[i].key, key) == 0)
			return i;
	return -1;
}

int state_group_find(const char *key)
{
	for (int i = 0; i < GROUP_COUNT; i++)
		if (strcmp(group_keys[i], key) == 0)
			return i;
	return -1;
}

const char *state_group_key(enum state_group group)
{
	return group_keys[group];
}

uint32_t state_group_states(enum state_group group)
{
	uint32_t bits = 0;

	for (int i = 0; i < STATE_COUNT; i++)
		if (states[i].is_public && states[i].group == group)
			bits |= BIT(i);
	return bits;
}

uint32_t state_public_states(void)
{
	uint32_t bits = 0;

	for (int i = 0; i < GROUP_COUNT; i++)
		bits |= state_group_states((enum state_group)i);
	return bits;
}

bool state_can_be_late(enum state state)
{
	return !states[state].is_terminal && state != STATE_ON_HOLD;
}

bool state_leads_to(enum state from, enum state to)
{
	return states[from].next & BIT(to);
}

enum fault_kind state_step_fault(const struct viewer *viewer, enum state from, enum state to,
				 int64_t responsible_id)
{
	uint32_t roles = states[to].roles;

	if (!state_leads_to(from, to))
		return FAULT_NOT_ALLOWED_NOW;
	if (from == STATE_NEW && to == STATE_REGISTERED)
		roles = SECRETARY | POLICE; /* past moderation: only what they entered themselves */
	if (from == STATE_RESTRICTED && to == STATE_ASSIGNED)
		roles = SECRETARY; /* who has not read it cannot give it out */
	if (responsible_id && viewer->organisation_id == responsible_id)
		roles |= states[to].own;
	return viewer->roles & roles ? FAULT_NONE : FAULT_NOT_FOR_ROLE;
}

uint32_t state_missing(enum state state, uint32_t given)
{
	uint32_t missing = states[state].asks & ~given;

	if (!missing && states[state].one_of && !(states[state].one_of & given))
		missing = states[state].one_of;
	return missing & -missing;
}

const char *state_asks_field(uint32_t ask)
{
	static const char *const fields[ASKS_COUNT] = {
		"note",   "responsible",  "due",       "evidence",
		"reason", "confirmed_by", "review_on", "duplicate_of",
	};

	for (int i = 0; i < ASKS_COUNT; i++)
		if (ask == BIT(i))
			return fields[i];
	return "";
}

const struct state_reason *state_reason_find(const char *key)
{
	for (const struct state_reason *reason = reasons; reason->key; reason++)
		if (strcmp(reason->key, key) == 0)
			return reason;
	return NULL;
}

const struct state_reason *state_reasons(void)
{
	return reasons;
}
