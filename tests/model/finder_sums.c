#include "model/finder_sums.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

/* What is kept of blocks adds up to what one pass over all of them counts. */
TestSuite(finder_sums, .init = ready_begin, .fini = ready_end);

#define ISSUES 700 /* in each block */
#define BLOCKS 3
#define LIMIT  20

static struct finder_block *any_block(int64_t number)
{
	struct finder_block *block = arena_take(ready_arena(), sizeof(*block));

	block->number = number;
	for (uint32_t i = 0; i < ISSUES; i++) {
		struct finder_row row = {{
			[FINDER_ID] = (uint32_t)number * 10000 + i * 3,
			[FINDER_FACTS] = FACTS(ready_chance(13), ready_chance(2), ready_chance(9),
					       ready_chance(400)),
			[FINDER_AREA] = ready_chance(14), /* some behind those that are counted */
			[FINDER_ORGANISATION] = ready_chance(5),
			[FINDER_PUBLISHED] = ready_chance(5000),
			[FINDER_REPORTED] = ready_chance(5000),
		}};

		finder_put(block, i, &row);
	}
	return block;
}

static struct finder_tally any_tally(uint32_t first, uint32_t count)
{
	return (struct finder_tally){
		.first = first,
		.count = count,
		.counts = arena_take_array(ready_arena(), count + 1, sizeof(uint32_t))};
}

static struct finder_pass pass_of(struct finder_question question)
{
	return (struct finder_pass){
		.question = question,
		.categories = any_tally(0, FINDER_CODES),
		.areas = any_tally(2, 9),
		.organisations = any_tally(1, 3),
		.leaders = {.ranks = arena_take_array(ready_arena(), LIMIT + 1, sizeof(uint64_t)),
			    .most = LIMIT}};
}

static struct finder_question any_question(void)
{
	return (struct finder_question){.has_category = ready_chance(2),
					.category = ready_chance(9),
					.area = ready_chance(2) ? ready_chance(14) : 0,
					.organisation = ready_chance(3) ? 0 : ready_chance(5),
					.has_states = ready_chance(2),
					.states = ready_chance(1 << 13),
					.late = 0xFE,
					.to = UINT32_MAX,
					.today = 200,
					.order = ready_chance(2) ? FINDER_PUBLISHED
								 : FINDER_REPORTED,
					.flip = ready_chance(2) ? ~(uint64_t)0 : 0,
					.before_rank = ~(uint64_t)0};
}

static bool is_same_tally(const struct finder_tally *first, const struct finder_tally *second)
{
	return memcmp(first->counts, second->counts, (first->count + 1) * sizeof(*first->counts)) ==
	       0;
}

static void compare(struct finder_pass *whole, struct finder_pass *summed)
{
	cr_assert_eq(whole->count, summed->count);
	cr_assert_eq(whole->photos, summed->photos);
	cr_assert_eq(whole->overdue, summed->overdue);
	cr_assert_eq(memcmp(whole->states, summed->states, sizeof(whole->states)), 0);
	cr_assert(is_same_tally(&whole->categories, &summed->categories));
	cr_assert(is_same_tally(&whole->areas, &summed->areas));
	cr_assert(is_same_tally(&whole->organisations, &summed->organisations));
	cr_assert_eq(whole->leaders.count, summed->leaders.count);
	while (whole->leaders.count)
		cr_assert_eq(finder_leaders_pop(&whole->leaders),
			     finder_leaders_pop(&summed->leaders));
}

Test(finder_sums, add_up_to_what_one_pass_counts)
{
	struct finder_block *blocks[BLOCKS];
	int64_t counted = 0;

	for (int i = 0; i < BLOCKS; i++)
		blocks[i] = any_block(i + 1);
	for (int turn = 0; turn < 100; turn++) {
		struct finder_question question = any_question();
		struct finder_pass whole = pass_of(question), summed = pass_of(question);
		struct finder_asked asked = finder_asked(ready_arena(), &whole, "");

		for (int i = 0; i < BLOCKS; i++) {
			struct finder_view view = finder_block_view(blocks[i]);
			struct finder_pass part = pass_of(question);
			const struct finder_kept *sums;

			finder_pass_block(&whole, &view, NULL);
			finder_pass_block(&part, &view, NULL);
			finder_sums_keep(&asked, 1000 + i, view.fields[FINDER_ID][ISSUES - 1],
					 &part);
			sums = finder_sums_take(&asked, 1000 + i);
			cr_assert_not_null(sums);
			cr_assert_eq(finder_sums_last_id(sums),
				     (unsigned)(i + 1) * 10000 + (ISSUES - 1) * 3);
			finder_sums_add(&summed, sums);
			finder_kept_return(sums);
		}
		counted += whole.count;
		compare(&whole, &summed);
	}
	cr_assert_gt(counted, 0);
}

/* Each of these is another question, whose sums are others. */
Test(finder_sums, are_kept_for_one_question_only)
{
	const struct finder_question question = any_question();
	struct finder_pass pass = pass_of(question);
	struct finder_asked asked = finder_asked(ready_arena(), &pass, "яма");
	struct finder_pass others[12];
	size_t count = COUNT(others);

	for (size_t i = 0; i < count; i++)
		others[i] = pass;
	others[0].question.category++;
	others[1].question.area++;
	others[2].question.organisation++;
	others[3].question.has_category ^= true;
	others[4].question.has_states ^= true;
	others[5].question.is_overdue ^= true;
	others[6].question.has_photo ^= true;
	others[7].question.states ^= 2;
	others[8].question.from++;
	others[9].question.to--;
	others[10].question.today++;
	others[11].leaders.most++;
	finder_sums_keep(&asked, 7, 1, &pass);
	for (size_t i = 0; i < count; i++) {
		struct finder_asked other = finder_asked(ready_arena(), &others[i], "яма");

		cr_expect_null(finder_sums_take(&other, 7), "%zu", i);
	}
	pass.question.order++;
	asked = finder_asked(ready_arena(), &pass, "яма");
	cr_expect_null(finder_sums_take(&asked, 7));
	pass.question.order--;
	pass.question.flip = ~pass.question.flip;
	asked = finder_asked(ready_arena(), &pass, "яма");
	cr_expect_null(finder_sums_take(&asked, 7));
	pass.question.flip = ~pass.question.flip;
	asked = finder_asked(ready_arena(), &pass, "яма дорога");
	cr_expect_null(finder_sums_take(&asked, 7));
	asked = finder_asked(ready_arena(), &pass, "яма");
	cr_expect_null(finder_sums_take(&asked, 8), "another block");
	cr_expect_not_null(finder_sums_take(&asked, 7));
}

/* Under one name by chance, or by somebody's skill: what does not agree in all of the hash is not taken. */
Test(finder_sums, of_another_question_with_the_same_name_are_not_taken)
{
	struct finder_pass pass = pass_of(any_question());
	struct finder_asked asked = finder_asked(ready_arena(), &pass, ""), other = asked;
	const struct finder_kept *sums;

	finder_sums_keep(&asked, 9, 1, &pass);
	other.check[3] ^= 1;
	cr_expect_null(finder_sums_take(&other, 9));
	finder_sums_keep(&other, 9, 2, &pass);
	cr_expect_null(finder_sums_take(&other, 9), "nor kept");
	sums = finder_sums_take(&asked, 9);
	cr_assert_not_null(sums);
	cr_expect_eq(finder_sums_last_id(sums), 1);
}
