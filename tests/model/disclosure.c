#include "model/disclosure.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "tests/model/report_ready.h"

TestSuite(disclosure, .init = report_ready_begin, .fini = report_ready_end);

/* ---------------------------------------------------------------- a few cases, told one by one */

static int64_t village_tells(const char *from, const char *to, enum report_kind kind,
			     enum report_basis basis, const char *indicator, int64_t value)
{
	struct report_draft draft = report_draft_of(from, to);

	draft.kind = (int)kind;
	draft.basis = (int)basis;
	draft.territories.items[0] = report_village.katottg;
	report_figure(&draft, indicator, value);
	return report_published(&draft);
}

static enum figure_state shown(int64_t id, const char *indicator)
{
	struct report report;
	struct figures figures;

	cr_assert_eq(report_find_public(report_db, 0, id, &report), OK);
	figures = report_figures(report_db, &report);
	return figure_find(&figures, indicator)->state;
}

static int64_t slot_told(const char *from, const char *to, int64_t value)
{
	return village_tells(from, to, REPORT_BIMONTHLY, REPORT_PERIOD, "dv_orders", value);
}

static int64_t sum_told(const char *to, int64_t value)
{
	return village_tells("2026-01-01", to, REPORT_CUSTOM, REPORT_CUMULATIVE, "dv_orders",
			     value);
}

Test(disclosure, what_nobody_can_work_out_is_told)
{
	cr_assert_eq(shown(slot_told("2026-01-01", "2026-02-28", 5), "dv_orders"), FIGURE_GIVEN);
	cr_assert_eq(shown(slot_told("2026-03-01", "2026-04-30", 7), "dv_orders"), FIGURE_GIVEN);
	cr_assert_eq(shown(sum_told("2026-04-30", 12), "dv_orders"), FIGURE_GIVEN);
}

Test(disclosure, a_sum_that_gives_a_small_part_away_is_hidden)
{
	slot_told("2026-01-01", "2026-02-28", 5);
	cr_assert_eq(shown(slot_told("2026-03-01", "2026-04-30", 2), "dv_orders"), FIGURE_SMALL);
	cr_assert_eq(shown(sum_told("2026-04-30", 7), "dv_orders"), FIGURE_SUPPRESSED);
}

Test(disclosure, a_part_that_gives_a_small_one_away_is_hidden)
{
	slot_told("2026-03-01", "2026-04-30", 2);
	cr_assert_eq(shown(sum_told("2026-04-30", 7), "dv_orders"), FIGURE_GIVEN);
	cr_assert_eq(shown(slot_told("2026-01-01", "2026-02-28", 5), "dv_orders"),
		     FIGURE_SUPPRESSED);
}

Test(disclosure, a_small_difference_is_hidden_though_nobody_told_it)
{
	sum_told("2026-04-30", 10);
	cr_assert_eq(shown(sum_told("2026-06-30", 12), "dv_orders"), FIGURE_SUPPRESSED);
	cr_assert_eq(shown(sum_told("2026-08-31", 14), "dv_orders"), FIGURE_GIVEN);
}

Test(disclosure, two_small_ones_whose_sum_is_known_are_not_both_called_small)
{
	sum_told("2026-04-30", 4);
	cr_assert_eq(shown(slot_told("2026-01-01", "2026-02-28", 2), "dv_orders"), FIGURE_SMALL);
	cr_assert_eq(shown(slot_told("2026-03-01", "2026-04-30", 2), "dv_orders"),
		     FIGURE_SUPPRESSED);
}

Test(disclosure, two_small_ones_within_a_small_one_would_be_one_each)
{
	slot_told("2026-01-01", "2026-02-28", 1);
	slot_told("2026-03-01", "2026-04-30", 1);
	cr_assert_eq(shown(sum_told("2026-04-30", 2), "dv_orders"), FIGURE_SUPPRESSED);
}

Test(disclosure, a_total_of_one_is_hidden_beside_its_small_part)
{
	struct report_draft draft = report_draft_of("2026-01-01", "2026-02-28");
	int64_t id;

	draft.territories.items[0] = report_village.katottg;
	report_figure(&draft, "dtp_injured", 1);
	report_figure(&draft, "dtp_children", 1);
	id = report_published(&draft);
	cr_assert_eq(shown(id, "dtp_children"), FIGURE_SMALL);
	cr_assert_eq(shown(id, "dtp_injured"), FIGURE_SUPPRESSED);
}

Test(disclosure, a_correction_is_not_hidden_for_the_sake_of_what_it_corrects)
{
	int64_t id = slot_told("2026-01-01", "2026-02-28", 1);
	struct change change = report_change_by(REPORT_SYSTEM, "2026-03-05");
	struct form form = report_form();
	struct report report;
	struct report_draft draft;

	change.community_id = report_village.id;
	cr_assert_eq(report_life_correct(&change, &form, id, "описка"), OK);
	cr_assert_eq(report_find(&change.db, report_village.id, id, &report), OK);
	draft = report_form_draft(&change.db, &report);
	report_figure(&draft, "dv_orders", 6);
	cr_assert_eq(report_edit_save(&change, &form, id, &draft), OK);
	cr_assert_eq(report_life_publish(&change, &form, id), OK);
	report_done(&change);
	cr_assert_eq(shown(id, "dv_orders"), FIGURE_GIVEN);
}

Test(disclosure, a_correction_that_leaves_a_small_part_out_does_not_tell_its_total)
{
	struct report_draft draft = report_draft_of("2026-01-01", "2026-02-28");
	struct form form = report_form();
	struct change change;
	struct report report;
	int64_t id;

	draft.territories.items[0] = report_village.katottg;
	report_figure(&draft, "dtp_injured", 1);
	report_figure(&draft, "dtp_children", 1);
	id = report_published(&draft);
	cr_assert_eq(shown(id, "dtp_injured"), FIGURE_SUPPRESSED);
	change = report_change_by(REPORT_SYSTEM, "2026-03-05");
	change.community_id = report_village.id;
	cr_assert_eq(report_life_correct(&change, &form, id, "описка"), OK);
	cr_assert_eq(report_find(&change.db, report_village.id, id, &report), OK);
	draft = report_form_draft(&change.db, &report);
	draft.figures = (struct figures){0};
	report_figure(&draft, "dtp_injured", 1);
	cr_assert_eq(report_edit_save(&change, &form, id, &draft), OK);
	cr_assert_eq(report_life_publish(&change, &form, id), OK);
	report_done(&change);
	cr_assert_eq(shown(id, "dtp_injured"), FIGURE_SUPPRESSED);
}

Test(disclosure, where_many_people_live_nothing_is_hidden)
{
	struct report_draft draft = report_draft_of("2026-01-01", "2026-02-28");

	report_figure(&draft, "dv_orders", 1);
	cr_assert_eq(shown(report_published(&draft), "dv_orders"), FIGURE_GIVEN);
}

Test(disclosure, the_preview_of_a_draft_hides_what_publishing_will)
{
	struct change change;
	struct form form = report_form();
	struct report_draft draft = report_draft_of("2026-01-01", "2026-06-30");
	struct report report;
	struct figures figures;
	int64_t id;

	sum_told("2026-04-30", 10);
	change = report_change_by(REPORT_SYSTEM, "2026-07-05");
	change.community_id = report_village.id;
	draft.kind = REPORT_CUSTOM;
	draft.basis = REPORT_CUMULATIVE;
	draft.territories.items[0] = report_village.katottg;
	report_figure(&draft, "dv_orders", 12);
	cr_assert_eq(report_edit_add(&change, &form, &draft, &id), OK);
	cr_assert_eq(report_find(&change.db, report_village.id, id, &report), OK);
	figures = report_figures(&change.db, &report);
	cr_assert_eq(figure_find(&figures, "dv_orders")->state, FIGURE_SUPPRESSED);
	cr_assert_eq(db_int(&change.db,
			    "SELECT count(*) FROM figure_hidden WHERE report_id = $1 AND "
			    "version = $2 AND indicator = 'dv_orders'",
			    ARGS(INT(report.id), INT(report.version)), 0),
		     1);
	figures = report_figures_real(&change.db, &report);
	cr_assert_eq(figure_find(&figures, "dv_orders")->value, 12000);
	report_done(&change);
}

Test(disclosure, what_was_published_before_is_decided_once)
{
	struct change change;
	int64_t id, decided = -1;

	sum_told("2026-04-30", 10);
	id = sum_told("2026-06-30", 12);
	change = report_change_by(REPORT_SYSTEM, "2026-09-01");
	cr_assert_eq(change_run(&change, "DELETE FROM figure_hidden", NO_ARGS), OK);
	cr_assert_eq(change_run(&change, "DELETE FROM figure_decided", NO_ARGS), OK);
	cr_assert_eq(disclosure_catch_up(&change, &decided), OK);
	cr_assert_eq(decided, 2);
	report_done(&change);
	cr_assert_eq(shown(id, "dv_orders"), FIGURE_SUPPRESSED);
	change = report_change_by(REPORT_SYSTEM, "2026-09-02");
	cr_assert_eq(disclosure_catch_up(&change, &decided), OK);
	cr_assert_eq(decided, 0);
	change_cancel(&change);
}

/*
 * ---------------------------------------------------------------- an attacker
 *
 * Three hromadas, two of them small, a year of six slots, and reports of all shapes in random order:
 * slots, sums since January, years; of one hromada, of two, of three; corrected and withdrawn. The
 * attacker writes down whatever was ever public as equations over what happened where and when, solves
 * them as far as they go, and narrows down every unknown between its bounds. Nothing hidden may come out.
 * REPORT_RANDOM_SEED in the environment takes another way.
 */
#define PLACES    3
#define SLOTS     6
#define ATOMS     (PLACES * SLOTS)
#define FACTS     400
#define REPORTS   24
#define HISTORIES 5
#define ENDLESS   100000

/* Delicate ones and the totals of two of them. */
static const struct {
	const char *key, *total;
	int total_of; /* in this table; -1: none here */
	bool is_stock, is_delicate;
	uint32_t below;
} watched[] = {
	{"dv_orders", "", -1, false, true, 4},
	{"calls_total", "", -1, false, false, 9},
	{"calls_dv", "calls_total", 1, false, true, 3},
	{"dtp_injured", "", -1, false, false, 4},
	{"dtp_children", "dtp_injured", 3, false, true, 3},
	{"dv_registered_end", "", -1, true, true, 5},
	{"sexual", "", -1, false, true, 2},
};
#define WATCHED (sizeof(watched) / sizeof(*watched))

static struct community places[PLACES];
static int64_t truth[WATCHED][PLACES][SLOTS];
static uint32_t first_seed, seed;

/* What was public once. */
struct fact {
	bool row[ATOMS];
	enum figure_state state;
	int64_t value;
	int publication; /* which one told it, counted from one */
	bool was_known;  /* it followed from what was told before it; hiding it hides nothing */
};
static struct fact facts[WATCHED][FACTS];
static size_t fact_count[WATCHED];
static int publications;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static void truth_make(void)
{
	for (size_t w = 0; w < WATCHED; w++)
		for (int place = 0; place < PLACES; place++)
			for (int slot = 0; slot < SLOTS; slot++) {
				int64_t *value = &truth[w][place][slot];

				*value = any(watched[w].below * (place == 0 ? 4 : 1));
				if (watched[w].total_of >= 0 &&
				    *value > truth[watched[w].total_of][place][slot])
					*value = truth[watched[w].total_of][place][slot];
			}
}

static bool covers(size_t w, const bool *in, int from, int to, int place, int slot)
{
	return in[place] && slot <= to && (watched[w].is_stock ? slot == to : slot >= from);
}

static bool is_known_by_now(size_t w);
static void attack_all(void);

static void note(const struct report *report, const bool *in, int from, int to)
{
	struct figures figures = report_figures(report_db, report);

	publications++;
	for (size_t w = 0; w < WATCHED; w++) {
		const struct figure *figure = figure_find(&figures, watched[w].key);
		struct fact *fact = &facts[w][fact_count[w]];

		if (!figure)
			continue;
		cr_assert_lt(++fact_count[w], FACTS);
		*fact = (struct fact){.state = figure->state,
				      .value = figure->value / 1000,
				      .publication = publications};
		for (int place = 0; place < PLACES; place++)
			for (int slot = 0; slot < SLOTS; slot++)
				fact->row[place * SLOTS + slot] = covers(w, in, from, to, place,
									 slot);
		fact->was_known = fact->state != FIGURE_GIVEN && is_known_by_now(w);
	}
	attack_all();
}

static void figures_put(struct report_draft *draft, const bool *in, int from, int to)
{
	draft->figures = (struct figures){0};
	for (size_t w = 0; w < WATCHED; w++) {
		int64_t sum = 0;

		for (int place = 0; place < PLACES; place++)
			for (int slot = 0; slot < SLOTS; slot++)
				if (covers(w, in, from, to, place, slot))
					sum += truth[w][place][slot];
		if (any(9))
			report_figure(draft, watched[w].key, sum);
	}
}

/* Each alone, the two small ones under one unit, and the district. */
static const bool sets[][PLACES] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 1, 1}, {1, 1, 1}};

static struct report_draft shape(bool *in, int *from, int *to)
{
	struct report_draft draft = report_draft_of("2026-01-01", "2026-02-28");
	uint32_t kind = any(6);

	*to = (int)any(SLOTS);
	*from = *to;
	draft.kind = REPORT_BIMONTHLY;
	if (kind == 4) {
		*from = 0;
		draft.kind = REPORT_CUSTOM;
		draft.basis = REPORT_CUMULATIVE;
	} else if (kind == 5) {
		*from = 0;
		*to = SLOTS - 1;
		draft.kind = REPORT_ANNUAL;
	}
	draft.from = date_add_months((struct date){2026, 1, 1}, *from * 2);
	draft.to = date_month_end(date_add_months((struct date){2026, 2, 1}, *to * 2));
	draft.territories = (struct texts){0};
	memcpy(in, sets[any(sizeof(sets) / sizeof(*sets))], sizeof(sets[0]));
	for (int place = 0; place < PLACES; place++)
		if (in[place])
			*LIST_ADD(ready_arena(), &draft.territories) = places[place].katottg;
	return draft;
}

static struct change acting(const bool *in)
{
	struct change change = report_change_by(REPORT_SYSTEM, "2027-01-10");

	for (int place = PLACES; place-- > 0;)
		if (in[place])
			change.community_id = places[place].id;
	return change;
}

static void seen(struct change *change, int64_t id, const bool *in, int from, int to)
{
	struct report report;

	report_done(change);
	cr_assert_eq(report_find_public(report_db, 0, id, &report), OK);
	note(&report, in, from, to);
}

/* Some are corrected (another figure), some are withdrawn: what was read stays read. */
static void go_on(int64_t id, const bool *in, int from, int to)
{
	struct change change = acting(in);
	struct form form = report_form();

	if (!any(4)) {
		struct report report;
		struct report_draft draft;

		cr_assert_eq(report_life_correct(&change, &form, id, "уточнення"), OK);
		cr_assert_eq(report_find(&change.db, change.community_id, id, &report), OK);
		draft = report_form_draft(&change.db, &report);
		figures_put(&draft, in, from, to);
		cr_assert_eq(report_edit_save(&change, &form, id, &draft), OK);
		cr_assert_eq(report_life_publish(&change, &form, id), OK);
		seen(&change, id, in, from, to);
	} else if (!any(6)) {
		cr_assert_eq(report_life_withdraw(&change, &form, id, "не той звіт"), OK);
		report_done(&change);
	} else {
		change_cancel(&change);
	}
}

static void report_any(void)
{
	bool in[PLACES];
	int from, to;
	struct report_draft draft = shape(in, &from, &to);
	struct change change = acting(in);
	struct form form = report_form();
	int64_t id;

	figures_put(&draft, in, from, to);
	if (report_edit_add(&change, &form, &draft, &id) != OK) {
		change_cancel(&change); /* there is one like it */
		return;
	}
	cr_assert_eq(report_life_publish(&change, &form, id), OK);
	seen(&change, id, in, from, to);
	go_on(id, in, from, to);
}

/* ---------------------------------------------------------------- solving */

#define COLUMNS (ATOMS + FACTS)

/* Equations over atoms and, behind them, over the hidden figures. */
struct attack {
	double rows[FACTS * 2][COLUMNS + 1];
	size_t row_count;
	double low[COLUMNS], high[COLUMNS];
};

static void equations_write(struct attack *attack, size_t w)
{
	memset(attack, 0, sizeof(*attack));
	for (size_t column = 0; column < COLUMNS; column++)
		attack->high[column] = ENDLESS;
	for (size_t i = 0; i < fact_count[w]; i++) {
		const struct fact *fact = &facts[w][i];
		double *row = attack->rows[attack->row_count++];

		for (size_t atom = 0; atom < ATOMS; atom++)
			row[atom] = fact->row[atom];
		if (fact->state == FIGURE_GIVEN) {
			row[COLUMNS] = (double)fact->value;
			continue;
		}
		row[ATOMS + i] = -1;
		if (fact->state == FIGURE_SMALL) {
			attack->low[ATOMS + i] = 1;
			attack->high[ATOMS + i] = 2;
		}
	}
}

/* Gauss and Jordan; the rows that come out stand beside those that were there. */
static void eliminate(struct attack *attack)
{
	size_t first = attack->row_count, rank = first;

	memcpy(attack->rows[first], attack->rows[0], first * sizeof(attack->rows[0]));
	attack->row_count *= 2;
	for (size_t column = 0; column < COLUMNS && rank < attack->row_count; column++) {
		size_t pivot = rank;
		double scale;

		while (pivot < attack->row_count && fabs(attack->rows[pivot][column]) < 1e-9)
			pivot++;
		if (pivot == attack->row_count)
			continue;
		for (size_t i = 0; i <= COLUMNS; i++) {
			double kept = attack->rows[rank][i];

			attack->rows[rank][i] = attack->rows[pivot][i];
			attack->rows[pivot][i] = kept;
		}
		scale = attack->rows[rank][column];
		for (size_t i = 0; i <= COLUMNS; i++)
			attack->rows[rank][i] /= scale;
		for (size_t row = first; row < attack->row_count; row++) {
			double factor = attack->rows[row][column];

			for (size_t i = column; row != rank && factor != 0 && i <= COLUMNS; i++)
				attack->rows[row][i] -= factor * attack->rows[rank][i];
		}
		rank++;
	}
}

static bool narrow(double *bound, double to, bool is_low)
{
	to = is_low ? ceil(to - 1e-6) : floor(to + 1e-6);
	if (is_low ? to <= *bound : to >= *bound)
		return false;
	*bound = to;
	return true;
}

/* Each unknown of a row lies between what the others leave it. */
static bool row_narrow(struct attack *attack, const double *row)
{
	double least = -row[COLUMNS], most = -row[COLUMNS];
	bool is_any = false;

	for (size_t i = 0; i < COLUMNS; i++) {
		least += row[i] * (row[i] > 0 ? attack->low[i] : attack->high[i]);
		most += row[i] * (row[i] > 0 ? attack->high[i] : attack->low[i]);
	}
	for (size_t i = 0; i < COLUMNS; i++) {
		double k = row[i], low = attack->low[i], high = attack->high[i];
		double rest_least, rest_most;

		if (fabs(k) < 1e-9)
			continue;
		rest_least = least - k * (k > 0 ? low : high);
		rest_most = most - k * (k > 0 ? high : low);
		is_any |= narrow(&attack->low[i], k > 0 ? -rest_most / k : -rest_least / k, true);
		is_any |= narrow(&attack->high[i], k > 0 ? -rest_least / k : -rest_most / k, false);
		if (is_any)
			return true; /* sums are stale */
	}
	return false;
}

static void bounds_narrow(struct attack *attack)
{
	bool is_any = true;

	for (int round = 0; is_any && round < 3000; round++) {
		is_any = false;
		for (size_t i = 0; i < attack->row_count; i++)
			is_any |= row_narrow(attack, attack->rows[i]);
	}
}

/* A part is at most its total, wherever and whenever. */
static void part_narrow(struct attack *part, const struct attack *total)
{
	for (size_t atom = 0; atom < ATOMS; atom++)
		if (part->high[atom] > total->high[atom])
			part->high[atom] = total->high[atom];
}

static void figures_narrow(struct attack *part, size_t w)
{
	size_t of = (size_t)watched[w].total_of;

	for (size_t i = 0; i < fact_count[w]; i++)
		for (size_t n = 0; n < fact_count[of]; n++) {
			bool is_inside = facts[of][n].state == FIGURE_GIVEN;

			for (size_t atom = 0; atom < ATOMS; atom++)
				is_inside &= facts[of][n].row[atom] || !facts[w][i].row[atom];
			if (is_inside && part->high[ATOMS + i] > (double)facts[of][n].value)
				part->high[ATOMS + i] = (double)facts[of][n].value;
		}
}

/* All that is known of one indicator, and what its total leaves room for. */
static void solve(struct attack *attack, size_t w)
{
	static struct attack total;

	equations_write(attack, w);
	eliminate(attack);
	bounds_narrow(attack);
	if (watched[w].total_of < 0)
		return;
	equations_write(&total, (size_t)watched[w].total_of);
	eliminate(&total);
	bounds_narrow(&total);
	part_narrow(attack, &total);
	figures_narrow(attack, w);
	bounds_narrow(attack);
}

/* Whether the newest fact would be known if its publication had said nothing of it, nor of its total. */
static bool is_known_by_now(size_t w)
{
	static struct attack attack;
	size_t newest = fact_count[w] - 1;
	size_t of = watched[w].total_of < 0 ? w : (size_t)watched[w].total_of;
	struct fact *own = &facts[w][newest];
	struct fact *total = &facts[of][fact_count[of] ? fact_count[of] - 1 : 0];
	enum figure_state said = own->state, said_total = total->state;

	own->state = FIGURE_SUPPRESSED;
	if (total->publication == own->publication)
		total->state = FIGURE_SUPPRESSED;
	solve(&attack, w);
	total->state = said_total;
	own->state = said;
	return attack.low[ATOMS + newest] >= attack.high[ATOMS + newest];
}

static void hidden_check(const struct attack *attack, size_t w)
{
	for (size_t i = 0; i < fact_count[w]; i++) {
		double low = attack->low[ATOMS + i], high = attack->high[ATOMS + i];

		/* That there was nothing at all is no secret: a total of nothing says so too. */
		if (facts[w][i].state != FIGURE_SMALL && facts[w][i].state != FIGURE_SUPPRESSED)
			continue;
		cr_assert(low < high || high <= 0 || facts[w][i].was_known,
			  "seed %u: %s, fact %zu is known to be %g", (unsigned)first_seed,
			  watched[w].key, i, low);
	}
}

/* Nor may a small number come out that nobody told at all. */
static void untold_check(struct attack *attack, size_t w)
{
	for (int place = 1; place < PLACES; place++)
		for (int slot = 0; slot < SLOTS; slot++) {
			size_t atom = (size_t)(place * SLOTS + slot);
			double low = attack->low[atom];

			cr_assert(low < attack->high[atom] || low < 1 || low > 2,
				  "seed %u: %s in slot %d of place %d is known to be %g",
				  (unsigned)first_seed, watched[w].key, slot, place, low);
		}
}

static void attack_all(void)
{
	static struct attack attack;

	for (size_t w = 0; w < WATCHED; w++) {
		solve(&attack, w);
		hidden_check(&attack, w);
		if (watched[w].is_delicate)
			untold_check(&attack, w);
	}
}

static void places_make(void)
{
	struct change change = report_change_by(REPORT_SYSTEM, "2025-01-02");
	struct form form = report_form();
	struct community_entry hamlet = {.katottg = "UA53080270000062586",
					 .slug = "mykhailivka",
					 .population = 3000,
					 .police_unit = "Відділ поліції",
					 .precision_cap = 3};
	int64_t id;

	cr_assert_eq(community_add(&change, &form, &hamlet, &id), OK);
	cr_assert_eq(community_find_id(&change.db, id, &places[2]), OK);
	places[0] = report_korosten;
	places[1] = report_village;
	report_done(&change);
}

Test(disclosure, what_two_of_three_hromadas_leave_to_the_third_is_not_told)
{
	static const struct {
		bool in[PLACES];
		int64_t told;
	} reports[] = {{{1, 0, 0}, 7}, {{0, 0, 1}, 3}, {{1, 1, 1}, 12}};
	struct form form = report_form();
	int64_t id = 0;

	places_make();
	for (size_t i = 0; i < COUNT(reports); i++) {
		struct report_draft draft = report_draft_of("2026-01-01", "2026-02-28");
		struct change change = acting(reports[i].in);

		draft.territories = (struct texts){0};
		for (int place = 0; place < PLACES; place++)
			if (reports[i].in[place])
				*LIST_ADD(ready_arena(),
					  &draft.territories) = places[place].katottg;
		report_figure(&draft, "dv_registered_end", reports[i].told);
		cr_assert_eq(report_edit_add(&change, &form, &draft, &id), OK);
		cr_assert_eq(report_life_publish(&change, &form, id), OK);
		report_done(&change);
	}
	cr_assert_eq(shown(id, "dv_registered_end"), FIGURE_SUPPRESSED);
}

Test(disclosure, an_attacker_who_solves_all_that_was_ever_public_finds_nothing_hidden,
     .timeout = 300)
{
	const char *wanted = getenv("REPORT_RANDOM_SEED");
	size_t hidden = 0;

	for (uint32_t i = 0; i < HISTORIES; i++) {
		first_seed = (wanted ? (uint32_t)strtoul(wanted, NULL, 10) : 900) + i;

		seed = first_seed;
		if (i) {
			report_ready_end();
			report_ready_begin();
		}
		memset(fact_count, 0, sizeof(fact_count));
		places_make();
		truth_make();
		for (int n = 0; n < REPORTS; n++)
			report_any();
		for (size_t w = 0; w < WATCHED; w++)
			for (size_t n = 0; n < fact_count[w]; n++)
				hidden += facts[w][n].state != FIGURE_GIVEN;
	}
	cr_assert_gt(hidden, 100, "%zu", hidden); /* there was something to find */
}
