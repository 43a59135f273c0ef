#include "finder_pass.h"

enum miss {
	MISS_CATEGORY = 1,
	MISS_AREA = 2,
	MISS_ORGANISATION = 4,
	MISS_STATE = 8,
	MISS_PHOTO = 16,
	MISS_ALL = 0xFF, /* it is out, whatever else is chosen */
};

/* ------------------------------------------------------------------ the first of the order */

static void sift_down(struct finder_leaders *leaders, size_t at)
{
	uint64_t rank = leaders->ranks[at];

	for (size_t child; (child = 2 * at + 1) < leaders->count; at = child) {
		if (child + 1 < leaders->count && leaders->ranks[child + 1] < leaders->ranks[child])
			child++;
		if (leaders->ranks[child] >= rank)
			break;
		leaders->ranks[at] = leaders->ranks[child];
	}
	leaders->ranks[at] = rank;
}

static void leaders_add(struct finder_leaders *leaders, uint64_t rank)
{
	size_t at;

	if (leaders->count == leaders->most) {
		if (rank > leaders->ranks[0]) {
			leaders->ranks[0] = rank;
			sift_down(leaders, 0);
		}
		return;
	}
	for (at = leaders->count++; at && leaders->ranks[(at - 1) / 2] > rank; at = (at - 1) / 2)
		leaders->ranks[at] = leaders->ranks[(at - 1) / 2];
	leaders->ranks[at] = rank;
}

uint64_t finder_leaders_pop(struct finder_leaders *leaders)
{
	uint64_t rank = leaders->ranks[0];

	leaders->ranks[0] = leaders->ranks[--leaders->count];
	if (leaders->count)
		sift_down(leaders, 0);
	return rank;
}

/* ------------------------------------------------------------------ what each issue misses */

/*
 * The loops below go over whole steps and without a branch, so that a compiler makes vectors of them;
 * what stands behind the last issue has state 0, which is out.
 */

static void note_states(const struct finder_question *question, const struct finder_view *view,
			uint8_t *restrict misses)
{
	const uint32_t *restrict facts = view->fields[FINDER_FACTS];
	uint32_t states = question->is_overdue ? question->late : question->states;
	uint8_t of_kind[32]; /* by state and photo */

	for (uint32_t kind = 0; kind < COUNT(of_kind); kind++) {
		bool is_photo_missed = question->has_photo && !FACTS_PHOTO(kind);

		of_kind[kind] = (uint8_t)(!FACTS_STATE(kind)
						  ? MISS_ALL
						  : (states >> FACTS_STATE(kind) & 1 ? 0
										     : MISS_STATE) |
							    (is_photo_missed ? MISS_PHOTO : 0));
	}
	for (size_t left = finder_room(view->count); left; left -= FINDER_STEP) {
		for (uint32_t k = 0; k < FINDER_STEP; k++)
			misses[k] = of_kind[facts[k] % COUNT(of_kind)];
		facts += FINDER_STEP;
		misses += FINDER_STEP;
	}
}

/* Those whose due day is not over yet; no day is 0, and so as if far ahead. */
static void note_punctual(const uint32_t *restrict facts, uint32_t count, uint32_t today,
			  uint8_t *restrict misses)
{
	for (size_t left = finder_room(count); left; left -= FINDER_STEP) {
		for (uint32_t k = 0; k < FINDER_STEP; k++)
			misses[k] |= FACTS_DUE(facts[k]) - 1 >= today - 1 ? MISS_STATE : 0;
		facts += FINDER_STEP;
		misses += FINDER_STEP;
	}
}

/* Those whose number, under the mask, is not the wanted one. */
static void note_others(const uint32_t *restrict numbers, uint32_t count, uint32_t mask,
			uint32_t wanted, uint8_t miss, uint8_t *restrict misses)
{
	for (size_t left = finder_room(count); left; left -= FINDER_STEP) {
		for (uint32_t k = 0; k < FINDER_STEP; k++)
			misses[k] |= (numbers[k] & mask) != wanted ? miss : 0;
		numbers += FINDER_STEP;
		misses += FINDER_STEP;
	}
}

/* Those before from, or not before to. */
static void note_outside(const uint32_t *restrict numbers, uint32_t count, uint32_t from,
			 uint32_t to, uint8_t *restrict misses)
{
	for (size_t left = finder_room(count); left; left -= FINDER_STEP) {
		for (uint32_t k = 0; k < FINDER_STEP; k++)
			misses[k] |= numbers[k] - from >= to - from ? MISS_ALL : 0;
		numbers += FINDER_STEP;
		misses += FINDER_STEP;
	}
}

static void note_misses(const struct finder_question *question, const struct finder_view *view,
			uint8_t *misses)
{
	note_states(question, view, misses);
	if (question->is_overdue)
		note_punctual(view->fields[FINDER_FACTS], view->count, question->today, misses);
	if (question->has_category)
		note_others(view->fields[FINDER_FACTS], view->count, FACTS(0, 0, 0x7FF, 0),
			    FACTS(0, 0, question->category, 0), MISS_CATEGORY, misses);
	if (question->area)
		note_others(view->fields[FINDER_AREA], view->count, UINT32_MAX, question->area,
			    MISS_AREA, misses);
	if (question->organisation)
		note_others(view->fields[FINDER_ORGANISATION], view->count, UINT32_MAX,
			    question->organisation, MISS_ORGANISATION, misses);
	if (question->from || question->to != UINT32_MAX)
		note_outside(view->fields[FINDER_PUBLISHED], view->count, question->from,
			     question->to < question->from ? question->from : question->to, misses);
}

/* ------------------------------------------------------------------ counting */

static void tally_add(struct finder_tally *tally, uint32_t number)
{
	uint32_t at = number - tally->first;

	tally->counts[at < tally->count ? at : tally->count]++;
}

static void count_state(struct finder_pass *pass, uint32_t facts)
{
	pass->states[FACTS_STATE(facts)]++;
	pass->overdue += FACTS_DUE(facts) && FACTS_DUE(facts) < pass->question.today &&
			 pass->question.late >> FACTS_STATE(facts) & 1;
}

/* One that misses nothing: it is in the answer, and among the choices of every filter. */
static void count_answer(struct finder_pass *pass, const struct finder_view *view, uint32_t i)
{
	uint32_t facts = view->fields[FINDER_FACTS][i];
	uint64_t rank = finder_rank(&pass->question, view->fields[pass->question.order][i],
				    view->fields[FINDER_ID][i]);

	tally_add(&pass->categories, FACTS_CATEGORY(facts));
	tally_add(&pass->areas, view->fields[FINDER_AREA][i]);
	tally_add(&pass->organisations, view->fields[FINDER_ORGANISATION][i]);
	count_state(pass, facts);
	pass->photos += FACTS_PHOTO(facts);
	pass->count++;
	if (rank < pass->question.before_rank)
		leaders_add(&pass->leaders, rank);
	else
		pass->before_count++;
}

static void count_near(struct finder_pass *pass, const struct finder_view *view, uint32_t i,
		       enum miss miss)
{
	uint32_t facts = view->fields[FINDER_FACTS][i];

	switch (miss) {
	case MISS_CATEGORY: tally_add(&pass->categories, FACTS_CATEGORY(facts)); break;
	case MISS_AREA: tally_add(&pass->areas, view->fields[FINDER_AREA][i]); break;
	case MISS_ORGANISATION:
		tally_add(&pass->organisations, view->fields[FINDER_ORGANISATION][i]);
		break;
	case MISS_STATE: count_state(pass, facts); break;
	case MISS_PHOTO: /* it has none, and is not counted among those with one */
	case MISS_ALL: break;
	}
}

/* A bit for each of a step's issues that misses one filter at most. */
static uint64_t pick_near(const uint8_t *restrict misses)
{
	uint8_t near[FINDER_STEP];
	uint64_t picked = 0;

	for (uint32_t k = 0; k < FINDER_STEP; k++)
		near[k] = (misses[k] & (misses[k] - 1)) == 0;
	for (uint32_t k = 0; k < FINDER_STEP; k += 8) {
		uint64_t bytes;

		/* Eight bytes of 0 or 1 become bits: the factor brings each to a place of the top byte. */
		memcpy(&bytes, near + k, sizeof(bytes));
		picked |= (bytes * 0x0102040810204080) >> 56 << k;
	}
	return picked;
}

static void count_one(struct finder_pass *pass, const struct finder_view *view, uint32_t i,
		      unsigned miss)
{
	if (miss)
		count_near(pass, view, i, (enum miss)miss);
	else
		count_answer(pass, view, i);
}

void finder_pass_block(struct finder_pass *pass, const struct finder_view *view,
		       const struct finder_places *places)
{
	uint8_t misses[FINDER_PLACES];
	uint32_t steps = (uint32_t)(finder_room(view->count) / FINDER_STEP);

	_Static_assert(FINDER_STEP == 64, "a step has the bits of one number");
	note_misses(&pass->question, view, misses);
	/*
	 * First who is of interest, without a branch, which would be guessed wrong too often. Issues
	 * stand about in the order of time; who comes first in the answer is counted first, so that
	 * most of the others do not even become leaders for a while.
	 */
	for (uint32_t step = 0; step < steps; step++) {
		bool is_forward = pass->question.flip;
		uint32_t first = (is_forward ? step : steps - 1 - step) * FINDER_STEP;
		uint64_t near = pick_near(misses + first);

		if (places)
			near &= places->bits[first / FINDER_STEP];
		while (near) {
			uint32_t bit = (uint32_t)(is_forward ? __builtin_ctzll(near)
							     : 63 - __builtin_clzll(near));

			near ^= (uint64_t)1 << bit;
			count_one(pass, view, first + bit, misses[first + bit]);
		}
	}
}
