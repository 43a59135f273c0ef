#include "finder_sums.h"

#include <stdlib.h>

#include "base/secret.h"

#define SUMS   FINDER_FIELDS /* the field under which arrays in memory are sums */
#define OTHERS UINT32_MAX    /* in place of a number: all that a tally does not count one by one */

/* Behind these stand lists, each with its length in front: leaders, then what each tally has. */
enum { CHECK, LAST_ID = CHECK + 8, FITTING, PHOTOS, OVERDUE, STATES, LISTS = STATES + 16 };

struct finder_asked finder_asked(struct arena *arena, const struct finder_pass *pass,
				 const char *typed)
{
	const struct finder_question *question = &pass->question;
	const char *text = arena_printf(
		arena, "%u %u %u %d %d %d %d %x %x %u %u %u %d %d %zu %s", question->category,
		question->area, question->organisation, question->has_category,
		question->has_states, question->is_overdue, question->has_photo, question->states,
		question->late, question->from, question->to, question->today, (int)question->order,
		question->flip != 0, pass->leaders.most, typed);
	const char *hash = secret_hash(arena, text, strlen(text));
	struct finder_asked asked;

	/* 64 bits as a number, and 128 as the digits they are. */
	asked.key = (int64_t)strtoull(arena_bytes(arena, hash, 16), NULL, 16);
	memcpy(asked.check, hash + 16, sizeof(asked.check));
	return asked;
}

/* Two may meet under one name, by chance or by somebody's pains: is_of tells them apart. */
static int64_t name_of(const struct finder_asked *asked, int64_t version)
{
	return version ^ asked->key;
}

static bool is_of(const struct finder_kept *sums, const struct finder_asked *asked)
{
	return memcmp(sums->numbers + CHECK, asked->check, sizeof(asked->check)) == 0;
}

const struct finder_kept *finder_sums_take(const struct finder_asked *asked, int64_t version)
{
	const struct finder_kept *sums = finder_kept_take(name_of(asked, version), SUMS);

	if (!sums || is_of(sums, asked))
		return sums;
	finder_kept_return(sums);
	return NULL;
}

/* ------------------------------------------------------------------ writing */

static uint32_t used(const struct finder_tally *tally)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i <= tally->count; i++)
		count += tally->counts[i] != 0;
	return count;
}

static uint32_t *write_tally(uint32_t *to, const struct finder_tally *tally)
{
	*to++ = used(tally);
	for (uint32_t i = 0; i <= tally->count; i++) {
		if (!tally->counts[i])
			continue;
		*to++ = i < tally->count ? tally->first + i : OTHERS;
		*to++ = tally->counts[i];
	}
	return to;
}

static uint32_t *write_leaders(uint32_t *to, const struct finder_leaders *leaders)
{
	size_t bytes = leaders->count * sizeof(*leaders->ranks);

	*to++ = (uint32_t)leaders->count;
	memcpy(to, leaders->ranks, bytes);
	return to + bytes / sizeof(*to);
}

void finder_sums_keep(const struct finder_asked *asked, int64_t version, uint32_t last_id,
		      const struct finder_pass *pass)
{
	uint32_t count = LISTS + 1 + (uint32_t)pass->leaders.count * 2 + 3 +
			 2 * (used(&pass->categories) + used(&pass->areas) +
			      used(&pass->organisations));
	uint32_t *numbers = calloc(finder_room(count), sizeof(*numbers)), *to;

	if (!numbers)
		abort();
	memcpy(numbers + CHECK, asked->check, sizeof(asked->check));
	numbers[LAST_ID] = last_id;
	numbers[FITTING] = (uint32_t)pass->count;
	numbers[PHOTOS] = (uint32_t)pass->photos;
	numbers[OVERDUE] = (uint32_t)pass->overdue;
	memcpy(numbers + STATES, pass->states, sizeof(pass->states));
	to = write_leaders(numbers + LISTS, &pass->leaders);
	to = write_tally(to, &pass->categories);
	to = write_tally(to, &pass->areas);
	write_tally(to, &pass->organisations);
	finder_kept_return(finder_kept_add(name_of(asked, version), SUMS, numbers, count));
}

/* ------------------------------------------------------------------ reading */

static const uint32_t *add_tally(struct finder_tally *tally, const uint32_t *from)
{
	for (uint32_t left = *from++; left; left--, from += 2)
		finder_tally_add(tally, from[0], from[1]);
	return from;
}

static const uint32_t *add_leaders(struct finder_leaders *leaders, const uint32_t *from)
{
	for (uint32_t left = *from++; left; left--) {
		uint64_t rank;

		memcpy(&rank, from, sizeof(rank));
		finder_leaders_add(leaders, rank);
		from += sizeof(rank) / sizeof(*from);
	}
	return from;
}

uint32_t finder_sums_last_id(const struct finder_kept *sums)
{
	return sums->numbers[LAST_ID];
}

void finder_sums_add(struct finder_pass *pass, const struct finder_kept *sums)
{
	const uint32_t *numbers = sums->numbers, *from;

	pass->count += numbers[FITTING];
	pass->photos += numbers[PHOTOS];
	pass->overdue += numbers[OVERDUE];
	for (size_t i = 0; i < COUNT(pass->states); i++)
		pass->states[i] += numbers[STATES + i];
	from = add_leaders(&pass->leaders, numbers + LISTS);
	from = add_tally(&pass->categories, from);
	from = add_tally(&pass->areas, from);
	add_tally(&pass->organisations, from);
}
