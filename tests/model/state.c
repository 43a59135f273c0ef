#include "model/state.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(state, .init = ready_begin, .fini = ready_end);

static struct viewer viewer_of(enum role role, int64_t organisation_id)
{
	return (struct viewer){.roles = 1 | (uint32_t)1 << role,
			       .organisation_id = organisation_id};
}

static enum fault_kind step(enum role role, enum state from, enum state to)
{
	struct viewer viewer = viewer_of(role, 7);

	return state_step_fault(&viewer, from, to, 8);
}

static uint32_t bits_of(char *keys)
{
	uint32_t bits = 0;
	char *key;

	while ((key = strsep(&keys, ","))) {
		cr_assert_geq(state_find(key), 0, "no state '%s'", key);
		bits |= (uint32_t)1 << state_find(key);
	}
	return bits;
}

Test(state, table_says_what_statuses_tsv_says)
{
	char *rest = ready_file("model/data/statuses.tsv", NULL), *line;
	int count = 0;

	strsep(&rest, "\n");
	while ((line = strsep(&rest, "\n")) && *line) {
		const char *key = strsep(&line, "\t");
		const struct state_facts *facts;

		cr_assert_geq(state_find(key), 0, "no state '%s'", key);
		facts = state_facts((enum state)state_find(key));
		cr_expect_str_eq(facts->ukrainian, strsep(&line, "\t"));
		cr_expect_str_eq(facts->english, strsep(&line, "\t"));
		cr_expect_eq(facts->is_public, *strsep(&line, "\t") == '1', "%s", key);
		cr_expect_eq(facts->is_terminal, *strsep(&line, "\t") == '1', "%s", key);
		strsep(&line, "\t");
		cr_expect_eq(facts->next, bits_of(line), "steps from %s", key);
		count++;
	}
	cr_assert_eq(count, STATE_COUNT);
}

Test(state, keys_that_do_not_exist_are_not_found)
{
	cr_assert_eq(state_find("done"), -1);
	cr_assert_eq(state_find(""), -1);
	cr_assert_eq(state_group_find("overdue"), -1);
	cr_assert_null(state_reason_find("because"));
}

Test(state, steps_that_do_not_exist_are_refused_to_everybody)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		cr_expect_eq(step((enum role)role, STATE_NEW, STATE_CLOSED), FAULT_NOT_ALLOWED_NOW);
		cr_expect_eq(step((enum role)role, STATE_CLOSED, STATE_CLOSED),
			     FAULT_NOT_ALLOWED_NOW);
	}
}

Test(state, residents_members_observers_and_administrators_take_no_step)
{
	static const enum role roles[] = {ROLE_RESIDENT, ROLE_ADMIN, ROLE_MEMBER, ROLE_OBSERVER};

	for (size_t i = 0; i < COUNT(roles); i++)
		for (int from = 0; from < STATE_COUNT; from++)
			for (int to = 0; to < STATE_COUNT; to++)
				cr_expect_neq(step(roles[i], (enum state)from, (enum state)to),
					      FAULT_NONE);
}

Test(state, only_secretary_and_police_pass_by_moderation)
{
	cr_assert_eq(step(ROLE_MODERATOR, STATE_NEW, STATE_REGISTERED), FAULT_NOT_FOR_ROLE);
	cr_assert_eq(step(ROLE_STAROSTA, STATE_NEW, STATE_REGISTERED), FAULT_NOT_FOR_ROLE);
	cr_assert_eq(step(ROLE_SECRETARY, STATE_NEW, STATE_REGISTERED), FAULT_NONE);
	cr_assert_eq(step(ROLE_POLICE, STATE_NEW, STATE_REGISTERED), FAULT_NONE);
	cr_assert_eq(step(ROLE_MODERATOR, STATE_MODERATION, STATE_REGISTERED), FAULT_NONE);
	cr_assert_eq(step(ROLE_POLICE, STATE_MODERATION, STATE_REGISTERED), FAULT_NOT_FOR_ROLE);
}

Test(state, a_body_resolves_its_own_issues_only)
{
	static const enum role bodies[] = {ROLE_WORKS, ROLE_POLICE, ROLE_CHIEF};

	for (size_t i = 0; i < COUNT(bodies); i++) {
		struct viewer own = viewer_of(bodies[i], 8), nobody = viewer_of(bodies[i], 0);

		cr_expect_eq(step(bodies[i], STATE_ASSIGNED, STATE_RESOLVED), FAULT_NOT_FOR_ROLE);
		cr_expect_eq(state_step_fault(&nobody, STATE_ASSIGNED, STATE_RESOLVED, 0),
			     FAULT_NOT_FOR_ROLE, "no body is not everybody's body");
		cr_expect_eq(state_step_fault(&own, STATE_ASSIGNED, STATE_RESOLVED, 8), FAULT_NONE);
		cr_expect_eq(state_step_fault(&own, STATE_RESOLVED, STATE_CLOSED, 8),
			     FAULT_NOT_FOR_ROLE, "and does not confirm them");
	}
}

Test(state, every_step_can_be_taken_by_somebody)
{
	for (int from = 0; from < STATE_COUNT; from++)
		for (int to = 0; to < STATE_COUNT; to++) {
			bool is_taken = !state_leads_to((enum state)from, (enum state)to);

			for (int role = 0; role < ROLE_COUNT; role++)
				is_taken |= step((enum role)role, (enum state)from,
						 (enum state)to) == FAULT_NONE;
			cr_expect(is_taken, "nobody goes from %s to %s",
				  state_key((enum state)from), state_key((enum state)to));
		}
}

Test(state, who_takes_steps_holds_the_permission_for_it)
{
	for (int to = 0; to < STATE_COUNT; to++) {
		const struct state_facts *facts = state_facts((enum state)to);

		for (int role = 0; role < ROLE_COUNT; role++)
			if ((facts->roles | facts->own) & (uint32_t)1 << role)
				cr_expect(role_may((enum role)role, STEP_ISSUE), "%s",
					  role_key((enum role)role));
	}
}

Test(state, every_public_step_but_registering_asks_for_a_public_line)
{
	for (int i = 0; i < STATE_COUNT; i++)
		if (state_facts((enum state)i)->is_public && i != STATE_REGISTERED)
			cr_expect(state_facts((enum state)i)->asks & ASKS_NOTE, "%s",
				  state_key((enum state)i));
}

Test(state, missing_fields_are_named_one_by_one)
{
	cr_assert_eq(state_missing(STATE_ASSIGNED, 0), ASKS_NOTE);
	cr_assert_eq(state_missing(STATE_ASSIGNED, ASKS_NOTE), ASKS_RESPONSIBLE);
	cr_assert_eq(state_missing(STATE_ASSIGNED, ASKS_NOTE | ASKS_RESPONSIBLE), ASKS_DUE);
	cr_assert_eq(state_missing(STATE_ASSIGNED, ASKS_NOTE | ASKS_RESPONSIBLE | ASKS_DUE), 0);
	cr_assert_eq(state_missing(STATE_DECLINED, ASKS_NOTE), ASKS_REASON);
	cr_assert_eq(state_missing(STATE_CLOSED, ASKS_NOTE), ASKS_CONFIRMER);
	cr_assert_eq(state_missing(STATE_REGISTERED, 0), 0);
	cr_assert_str_eq(state_asks_field(ASKS_CONFIRMER), "confirmed_by");
	cr_assert_str_eq(state_asks_field(ASKS_REASON), "reason");
	cr_assert_str_eq(state_asks_field(ASKS_DUPLICATE_OF), "duplicate_of");
}

Test(state, a_resolved_issue_needs_a_proof_or_why_there_is_none)
{
	cr_assert_eq(state_missing(STATE_RESOLVED, ASKS_NOTE), ASKS_EVIDENCE);
	cr_assert_eq(state_missing(STATE_RESOLVED, ASKS_NOTE | ASKS_REASON), 0);
	cr_assert_eq(state_missing(STATE_RESOLVED, ASKS_NOTE | ASKS_EVIDENCE), 0);
}

Test(state, reader_words_cover_every_public_state_once)
{
	cr_assert_eq(state_group_states(GROUP_OPEN) & state_group_states(GROUP_CLOSED), 0);
	cr_assert_eq(state_group_states(GROUP_RESOLVED), (uint32_t)1 << STATE_RESOLVED);
	cr_assert_not(state_public_states() & (uint32_t)1 << STATE_RESTRICTED);
	cr_assert(state_public_states() & (uint32_t)1 << STATE_CLARIFIED);
	for (int i = 0; i < GROUP_COUNT; i++)
		cr_expect_eq(state_group_find(state_group_key((enum state_group)i)), i);
}

Test(state, a_hold_stops_the_clock)
{
	cr_assert_not(state_can_be_late(STATE_ON_HOLD));
	cr_assert_not(state_can_be_late(STATE_CLOSED));
	cr_assert(state_can_be_late(STATE_ASSIGNED));
}

Test(state, where_a_reason_is_asked_and_a_list_exists_it_offers_some)
{
	uint32_t states = 0;

	for (const struct state_reason *reason = state_reasons(); reason->key; reason++) {
		cr_expect_eq(state_reason_find(reason->key), reason, "'%s' twice", reason->key);
		states |= reason->states;
	}
	cr_assert_eq(states, (uint32_t)1 << STATE_DECLINED | (uint32_t)1 << STATE_RESTRICTED |
				     (uint32_t)1 << STATE_ON_HOLD);
}
