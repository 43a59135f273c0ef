#include "finder_pass.h"

/* The filters with choices. */
enum filter { BY_CATEGORY, BY_AREA, BY_ORGANISATION, BY_STATE, BY_PHOTO, FILTERS };

/* For each place of a block a bit. */
struct sieve {
	uint64_t in[FINDER_PLACES / FINDER_STEP]; /* public, with the words, of the period */
	uint64_t fits[FILTERS][FINDER_PLACES / FINDER_STEP]; /* only those of the filters asked */
	enum filter asked[FILTERS];
	unsigned asked_count;
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

void finder_leaders_add(struct finder_leaders *leaders, uint64_t rank)
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

/* ------------------------------------------------------------------ who fits what */

/*
 * The loops over the numbers of a step have a fixed length and no branch, so that a compiler makes
 * vectors of them. What stands behind the last issue has state 0, which is out.
 */

/* Bytes of 0 or 1 to bits: the factor brings each of eight to a place of its own in the top byte. */
static uint64_t to_bits(const uint8_t *bytes)
{
	uint64_t bits = 0;

	_Static_assert(FINDER_STEP == 64, "a step has the bits of one number");
	for (uint32_t k = 0; k < FINDER_STEP; k += 8) {
		uint64_t eight;

		memcpy(&eight, bytes + k, sizeof(eight));
		bits |= (eight * 0x0102040810204080) >> 56 << k;
	}
	return bits;
}

/* Add to bits those whose number, under the mask, is the wanted one. */
static void sift(const uint32_t *restrict numbers, uint32_t count, uint32_t mask, uint32_t wanted,
		 uint64_t *restrict bits)
{
	for (size_t step = 0; step < finder_room(count) / FINDER_STEP; step++) {
		uint8_t fits[FINDER_STEP];

		for (uint32_t k = 0; k < FINDER_STEP; k++)
			fits[k] = (numbers[k] & mask) == wanted;
		bits[step] |= to_bits(fits);
		numbers += FINDER_STEP;
	}
}

/* The same of those whose number, shifted, is one of width numbers from first on. */
static void sift_range(const uint32_t *restrict numbers, uint32_t count, uint32_t shift,
		       uint32_t first, uint32_t width, uint64_t *restrict bits)
{
	for (size_t step = 0; step < finder_room(count) / FINDER_STEP; step++) {
		uint8_t fits[FINDER_STEP];

		for (uint32_t k = 0; k < FINDER_STEP; k++)
			fits[k] = (numbers[k] >> shift) - first < width;
		bits[step] |= to_bits(fits);
		numbers += FINDER_STEP;
	}
}

/* State and photo of each in a byte, of which a vector holds four times as many. */
static void take_kinds(const uint32_t *restrict facts, uint32_t count, uint8_t *restrict kinds)
{
	for (size_t left = finder_room(count); left; left -= FINDER_STEP) {
		for (uint32_t k = 0; k < FINDER_STEP; k++)
			kinds[k] = facts[k] & 0x1F;
		facts += FINDER_STEP;
		kinds += FINDER_STEP;
	}
}

static void sift_kinds(const uint8_t *restrict kinds, uint32_t count, uint8_t mask, uint8_t first,
		       uint8_t width, uint64_t *restrict bits)
{
	for (size_t step = 0; step < finder_room(count) / FINDER_STEP; step++) {
		uint8_t fits[FINDER_STEP];

		for (uint32_t k = 0; k < FINDER_STEP; k++)
			fits[k] = (uint8_t)((kinds[k] & mask) - first) < width;
		bits[step] |= to_bits(fits);
		kinds += FINDER_STEP;
	}
}

/* Those in one of the states, which are bits by code: once for all that lie side by side. */
static void sift_states(const uint8_t *kinds, uint32_t count, uint32_t states, uint64_t *bits)
{
	for (uint32_t first = 1, last; first < 16; first = last + 1) {
		for (last = first; last < 16 && states >> last & 1;)
			last++;
		if (last > first)
			sift_kinds(kinds, count, 0xF, (uint8_t)first, (uint8_t)(last - first),
				   bits);
	}
}

static uint64_t *ask(struct sieve *sieve, enum filter filter)
{
	sieve->asked[sieve->asked_count++] = filter;
	return sieve->fits[filter];
}

static void sift_late(const struct finder_question *question, const struct finder_view *view,
		      const uint8_t *kinds, uint64_t *bits)
{
	uint64_t due[FINDER_PLACES / FINDER_STEP] = {0};

	sift_states(kinds, view->count, question->late, bits);
	if (question->today)
		sift_range(view->fields[FINDER_FACTS], view->count, 16, 1, question->today - 1,
			   due);
	for (size_t step = 0; step < COUNT(due); step++)
		bits[step] &= due[step];
}

static void sift_choices(const struct finder_question *question, const struct finder_view *view,
			 const uint8_t *kinds, struct sieve *sieve)
{
	uint32_t count = view->count;

	if (question->has_category)
		sift(view->fields[FINDER_FACTS], count, FACTS(0, 0, 0x7FF, 0),
		     FACTS(0, 0, question->category, 0), ask(sieve, BY_CATEGORY));
	if (question->area)
		sift(view->fields[FINDER_AREA], count, UINT32_MAX, question->area,
		     ask(sieve, BY_AREA));
	if (question->organisation)
		sift(view->fields[FINDER_ORGANISATION], count, UINT32_MAX, question->organisation,
		     ask(sieve, BY_ORGANISATION));
	if (question->is_overdue)
		sift_late(question, view, kinds, ask(sieve, BY_STATE));
	else if (question->has_states)
		sift_states(kinds, count, question->states, ask(sieve, BY_STATE));
	if (question->has_photo)
		sift_kinds(kinds, count, 0x10, 0x10, 1, ask(sieve, BY_PHOTO));
}

static void sift_out(const struct finder_question *question, const struct finder_view *view,
		     const struct finder_places *places, const uint8_t *kinds, struct sieve *sieve)
{
	uint64_t period[FINDER_PLACES / FINDER_STEP] = {0};
	bool has_period = question->from || question->to != UINT32_MAX;

	sift_states(kinds, view->count, UINT32_MAX, sieve->in);
	if (has_period && question->from < question->to)
		sift_range(view->fields[FINDER_PUBLISHED], view->count, 0, question->from,
			   question->to - question->from, period);
	for (size_t step = 0; step < COUNT(period); step++)
		sieve->in[step] &= (has_period ? period[step] : UINT64_MAX) &
				   (places ? places->bits[step] : UINT64_MAX);
}

/* ------------------------------------------------------------------ counting */

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

	finder_tally_add(&pass->categories, FACTS_CATEGORY(facts), 1);
	finder_tally_add(&pass->areas, view->fields[FINDER_AREA][i], 1);
	finder_tally_add(&pass->organisations, view->fields[FINDER_ORGANISATION][i], 1);
	count_state(pass, facts);
	pass->photos += FACTS_PHOTO(facts);
	pass->count++;
	if (rank < pass->question.before_rank)
		finder_leaders_add(&pass->leaders, rank);
	else
		pass->before_count++;
}

/* Those that only miss this filter are what another choice there would show. */
static void count_near(struct finder_pass *pass, const struct finder_view *view, uint32_t first,
		       enum filter filter, uint64_t near)
{
	const uint32_t *facts = view->fields[FINDER_FACTS] + first;
	const uint32_t *areas = view->fields[FINDER_AREA] + first;
	const uint32_t *organisations = view->fields[FINDER_ORGANISATION] + first;

	switch (filter) {
	case BY_CATEGORY:
		for (; near; near &= near - 1)
			finder_tally_add(&pass->categories,
					 FACTS_CATEGORY(facts[__builtin_ctzll(near)]), 1);
		break;
	case BY_AREA:
		for (; near; near &= near - 1)
			finder_tally_add(&pass->areas, areas[__builtin_ctzll(near)], 1);
		break;
	case BY_ORGANISATION:
		for (; near; near &= near - 1)
			finder_tally_add(&pass->organisations, organisations[__builtin_ctzll(near)],
					 1);
		break;
	case BY_STATE:
		for (; near; near &= near - 1)
			count_state(pass, facts[__builtin_ctzll(near)]);
		break;
	case BY_PHOTO: /* it has none, and is not counted among those with one */
	case FILTERS: break;
	}
}

static void count_step(struct finder_pass *pass, const struct finder_view *view,
		       const struct sieve *sieve, uint32_t step)
{
	uint64_t once = 0, twice = 0, answers;

	for (unsigned i = 0; i < sieve->asked_count; i++) {
		uint64_t missing = ~sieve->fits[sieve->asked[i]][step];

		twice |= once & missing;
		once |= missing;
	}
	answers = sieve->in[step] & ~once;
	for (unsigned i = 0; i < sieve->asked_count; i++)
		count_near(pass, view, step * FINDER_STEP, sieve->asked[i],
			   sieve->in[step] & ~twice & ~sieve->fits[sieve->asked[i]][step]);
	/* Issues stand about in the order of time: who comes first in the answer is counted first, so
	   that most of the others do not even become leaders for a while. */
	while (answers) {
		uint32_t bit = (uint32_t)(pass->question.flip ? __builtin_ctzll(answers)
							      : 63 - __builtin_clzll(answers));

		answers ^= (uint64_t)1 << bit;
		count_answer(pass, view, step * FINDER_STEP + bit);
	}
}

static struct sieve sift_block(const struct finder_question *question,
			       const struct finder_view *view, const struct finder_places *places)
{
	struct sieve sieve = {0};
	uint8_t kinds[FINDER_PLACES];

	take_kinds(view->fields[FINDER_FACTS], view->count, kinds);
	sift_out(question, view, places, kinds, &sieve);
	sift_choices(question, view, kinds, &sieve);
	return sieve;
}

void finder_pass_block(struct finder_pass *pass, const struct finder_view *view,
		       const struct finder_places *places)
{
	uint32_t steps = (uint32_t)(finder_room(view->count) / FINDER_STEP);
	struct sieve sieve = sift_block(&pass->question, view, places);

	for (uint32_t step = 0; step < steps; step++)
		count_step(pass, view, &sieve, pass->question.flip ? step : steps - 1 - step);
}

struct finder_places finder_pass_fits(const struct finder_question *question,
				      const struct finder_view *view,
				      const struct finder_places *places)
{
	struct sieve sieve = sift_block(question, view, places);
	struct finder_places fits;

	memcpy(fits.bits, sieve.in, sizeof(fits.bits));
	for (unsigned i = 0; i < sieve.asked_count; i++)
		for (size_t step = 0; step < COUNT(fits.bits); step++)
			fits.bits[step] &= sieve.fits[sieve.asked[i]][step];
	return fits;
}
