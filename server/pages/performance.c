/* How the register is doing: a page for everybody. The same figures as CSV and JSON are data.c's. */
#include "model/performance.h"

#include "model/community.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/performance.html.h"

#define DAY         ((int64_t)24 * 60 * 60)
#define PERCENT_MIN 10 /* of fewer a percentage says more than it knows */

static int64_t days_thousandths(int64_t seconds)
{
	return seconds * 1000 / DAY;
}

static const char *days(const struct request *request, int64_t seconds)
{
	return words_decimal(request->arena, page_words(request), days_thousandths(seconds), 1);
}

/* "2,5 / 14,0"; of too few how many there are. */
static const char *time_text(const struct request *request, const struct performance_time *time)
{
	const struct words *words = page_words(request);

	if (!time->count)
		return "—";
	if (time->count < PERFORMANCE_LEAST)
		return words_fill(request->arena, words, words_say(words, SAY("only {1}")),
				  (struct hole[]){words_hole_integer(time->count)}, 1);
	return arena_printf(request->arena, "%s / %s", days(request, time->median),
			    days(request, time->ninth));
}

static const char *on_time_text(const struct request *request, const struct performance_row *row)
{
	const struct words *words = page_words(request);
	struct hole holes[] = {words_hole_integer(row->on_time), words_hole_integer(row->due),
			       words_hole("")};

	if (!row->due)
		return "—";
	if (row->due < PERCENT_MIN)
		return words_fill(request->arena, words, words_say(words, SAY("{1} of {2}")), holes,
				  2);
	holes[2] = words_hole(
		words_percent(request->arena, words, row->on_time * 100000 / row->due, false));
	return words_fill(request->arena, words, words_say(words, SAY("{1} of {2} ({3})")), holes,
			  COUNT(holes));
}

static bool is_english(const struct request *request)
{
	return strcmp(request->language, "en") == 0;
}

static struct performance_line line_of(const struct request *request,
				       const struct performance_row *row)
{
	return (struct performance_line){
		.name = is_english(request) ? row->en : row->uk,
		.registered = row->registered,
		.finished = row->finished,
		.overdue = row->overdue,
		.reopened = row->reopened,
		.to_register = time_text(request, &row->times[TO_REGISTER]),
		.to_assign = time_text(request, &row->times[TO_ASSIGN]),
		.to_finish = time_text(request, &row->times[TO_FINISH]),
		.on_time = on_time_text(request, row),
	};
}

static struct performance_lines lines_of(const struct request *request,
					 const struct performance_rows *rows)
{
	struct performance_lines lines = {0};

	for (size_t i = 0; i < rows->count; i++)
		*LIST_ADD(request->arena, &lines) = line_of(request, &rows->items[i]);
	return lines;
}

/* ------------------------------------------------------------------ bars */

static struct chart chart_of_count(const struct request *request,
				   const struct performance_rows *rows)
{
	const struct words *words = page_words(request);
	struct chart chart = {.caption = words_say(words, SAY("Registered, by kind")),
			      .of = words_say(words, SAY("Kind")),
			      .figure = words_say(words, SAY("Number"))};

	for (size_t i = 0; i < rows->count; i++)
		*LIST_ADD(request->arena, &chart.bars) = (struct chart_bar){
			.label = is_english(request) ? rows->items[i].en : rows->items[i].uk,
			.text = words_integer(request->arena, words, rows->items[i].registered),
			.value = rows->items[i].registered};
	chart_measure(&chart);
	return chart;
}

/* Only kinds with enough of them have a bar. */
static struct chart chart_of_days(const struct request *request,
				  const struct performance_rows *rows)
{
	const struct words *words = page_words(request);
	struct chart chart = {
		.caption = words_say(words,
				     SAY("Days until half of the issues were done, by kind")),
		.of = words_say(words, SAY("Kind")),
		.figure = words_say(words, SAY("Days"))};

	for (size_t i = 0; i < rows->count; i++) {
		const struct performance_time *time = &rows->items[i].times[TO_FINISH];

		if (time->count >= PERFORMANCE_LEAST)
			*LIST_ADD(request->arena, &chart.bars) = (struct chart_bar){
				.label = is_english(request) ? rows->items[i].en
							     : rows->items[i].uk,
				.text = days(request, time->median),
				.value = days_thousandths(time->median)};
	}
	chart_measure(&chart);
	return chart;
}

/* ------------------------------------------------------------------ the page */

static const char *lead_of(const struct request *request, const struct performance_row *all)
{
	const struct words *words = page_words(request);
	const struct performance_time *time = &all->times[TO_FINISH];

	if (time->count < PERFORMANCE_LEAST)
		return "";
	return words_fill(request->arena, words,
			  words_say(words, SAY("Half of what is done took no more than {1} days.")),
			  (struct hole[]){words_hole(days(request, time->median))}, 1);
}

static const char *csv_address(const struct request *request, const struct performance *found)
{
	return arena_printf(request->arena, "/%s/data/performance.csv?from=%s&to=%s",
			    request->community->slug, date_iso(request->arena, found->from),
			    date_iso(request->arena, found->to));
}

static struct performance read(struct request *request)
{
	struct date from, to;

	performance_period(&request->query, request->now, &from, &to);
	return performance_of(request->db, request->community->id, from, to, request->now);
}

/* The period that is shown, whatever was typed. */
static struct form *period_form(const struct request *request, const struct performance *found)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));

	pairs_add(request->arena, pairs, "from",
		  words_date_short(request->arena, page_words(request), found->from));
	pairs_add(request->arena, pairs, "to",
		  words_date_short(request->arena, page_words(request), found->to));
	*form = form_begin(request->arena, pairs);
	return form;
}

enum outcome performance_page(struct request *request)
{
	struct performance found = read(request);
	struct performance_view view = {
		.slug = request->community->slug,
		.period = words_fill(
			request->arena, page_words(request),
			words_say(page_words(request), SAY("from {1} to {2}")),
			(struct hole[]){words_hole_date(found.from), words_hole_date(found.to)}, 2),
		.csv = csv_address(request, &found),
		.lead = lead_of(request, &found.all),
		.form = period_form(request, &found),
		.all = line_of(request, &found.all),
		.categories = lines_of(request, &found.categories),
		.bodies = lines_of(request, &found.bodies),
		.registered = chart_of_count(request, &found.categories),
		.finished = chart_of_days(request, &found.categories),
		.is_cut = found.is_cut,
	};

	performance_html(
		page_begin_with(request,
				&(struct frame){.title = SAY("How we are doing"),
						.place = PLACE_ISSUES,
						.description = view.lead,
						.canonical = request_url(
							request,
							request_path(request,
								     arena_printf(request->arena,
										  "/%s/performance",
										  view.slug)))}),
		&view);
	return page_end(request);
}
