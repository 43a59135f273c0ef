/*
 * appeal_table.c - the table of Cabinet resolution 858 for a half-year or a quarter, to be printed or
 * taken along as CSV.
 */
#include "feeds/csv.h"
#include "model/appeal.h"
#include "model/community.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/appeal_words.h"
#include "templates/appeals.html.h"

#define CSV_BYTES ((size_t)64 << 10)

/* A part of a year: its first month, how many months; name is what the query calls it. */
struct span {
	const char *name;
	int part, months;
};

static const struct span spans[] = {{"half", 1, 6},    {"half", 2, 6},    {"quarter", 1, 3},
				    {"quarter", 2, 3}, {"quarter", 3, 3}, {"quarter", 4, 3}};

struct asked {
	int year;
	const struct span *span;
};

static struct date first_day(int year, const struct span *span)
{
	return (struct date){(int16_t)year, (int8_t)((span->part - 1) * span->months + 1), 1};
}

static struct date last_day(int year, const struct span *span)
{
	return date_month_end(date_add_months(first_day(year, span), span->months - 1));
}

/* year=2026&half=1, or &quarter=3; what is not asked clearly is the half-year at hand. */
static struct asked asked_read(const struct request *request)
{
	struct date today = date_of(request->now);
	struct asked asked = {.year = today.year, .span = &spans[today.month > 6]};
	const char *year = pairs_value(&request->query, "year");

	if (strlen(year) == 4 && strspn(year, "0123456789") == 4 && *year >= '1' && *year <= '2' &&
	    strcmp(year, "1900") > 0 && strcmp(year, "2199") < 0)
		asked.year = (int)strtol(year, NULL, 10);
	for (size_t i = 0; i < COUNT(spans); i++) {
		const char *part = pairs_value(&request->query, spans[i].name);

		if (part[0] == '0' + spans[i].part && !part[1])
			asked.span = &spans[i];
	}
	return asked;
}

static const char *address_of(const struct request *request, const char *page, int year,
			      const struct span *span)
{
	return arena_printf(request->arena, "/%s/appeals/%s?year=%d&%s=%d",
			    request->community->slug, page, year, span->name, span->part);
}

static const char *period_name(const struct request *request, int year, const struct span *span)
{
	return words_period(request->arena, page_words(request), first_day(year, span),
			    last_day(year, span));
}

/* The parts of that year, and the same part of the years beside it; none that has not begun. */
static struct appeal_periods periods_of(const struct request *request, const struct asked *asked)
{
	struct appeal_periods periods = {0};

	for (int year = asked->year - 1; year <= asked->year + 1; year++)
		for (size_t i = 0; i < COUNT(spans); i++)
			if ((year == asked->year || &spans[i] == asked->span) &&
			    date_compare(first_day(year, &spans[i]), date_of(request->now)) <= 0)
				*LIST_ADD(request->arena, &periods) = (struct appeal_period){
					.name = period_name(request, year, &spans[i]),
					.href = address_of(request, "table", year, &spans[i]),
					.is_current = year == asked->year &&
						      &spans[i] == asked->span};
	return periods;
}

static void add_line(const struct request *request, struct appeal_part *part, const char *code,
		     const char *name, int64_t count, int64_t before)
{
	*LIST_ADD(request->arena,
		  &part->lines) = (struct appeal_line){.code = code,
						       .name = name,
						       .is_unsure = appeal_words_is_unsure(code),
						       .count = count,
						       .before = before};
	part->count += count;
	part->before += before;
}

static struct appeal_parts parts_of(const struct request *request, const struct appeal_table *table,
				    const struct appeal_table *before)
{
	static const int characteristics[] = {1, 2, 3, 5, 9};
	const struct words *words = page_words(request);
	struct appeal_parts parts = {0};

	for (size_t i = 0; i < COUNT(characteristics); i++) {
		struct appeal_part *part = LIST_ADD(request->arena, &parts);

		*part = (struct appeal_part){
			.name = appeal_words_characteristic(words, characteristics[i])};
		for (const struct appeal_mark *mark = appeal_marks(); mark->code; mark++)
			if (mark->characteristic == characteristics[i])
				add_line(request, part, mark->code,
					 appeal_words_mark(words, mark->code),
					 appeal_table_count(table, mark->code),
					 appeal_table_count(before, mark->code));
		if (characteristics[i] == 9)
			add_line(request, part, "", words_say(words, SAY("not answered yet")),
				 table->waiting, before->waiting);
	}
	return parts;
}

static struct appeal_report report_of(struct request *request)
{
	struct asked asked = asked_read(request);
	int64_t id = request->community->id;
	struct appeal_table table = appeal_table_of(request->db, id,
						    first_day(asked.year, asked.span),
						    last_day(asked.year, asked.span));
	struct appeal_table before = appeal_table_of(request->db, id,
						     first_day(asked.year - 1, asked.span),
						     last_day(asked.year - 1, asked.span));

	return (struct appeal_report){
		.slug = request->community->slug,
		.hromada = request->community->name,
		.period = period_name(request, asked.year, asked.span),
		.period_before = period_name(request, asked.year - 1, asked.span),
		.csv = address_of(request, "table.csv", asked.year, asked.span),
		.periods = periods_of(request, &asked),
		.parts = parts_of(request, &table, &before),
		.total = table.total,
		.total_before = before.total,
		.agrees = table.agrees && before.agrees};
}

enum outcome appeal_table_page(struct request *request)
{
	struct appeal_report report = report_of(request);

	appeals_table_html(
		page_begin_with(request, &(struct frame){.title = SAY("Table of resolution 858"),
							 .place = PLACE_WORK,
							 .is_hidden = true}),
		&report);
	return page_end(request);
}

static void csv_row(struct csv *csv, const char *code, const char *name, int64_t count,
		    int64_t before)
{
	csv_text(csv, code);
	csv_text(csv, name);
	csv_integer(csv, count);
	csv_integer(csv, before);
	csv_line(csv);
}

enum outcome appeal_table_csv_page(struct request *request)
{
	struct asked asked = asked_read(request);
	struct appeal_report report = report_of(request);
	struct csv csv = csv_begin(request->arena, CSV_EXCEL, CSV_BYTES);

	csv_text(&csv, words_say(page_words(request), SAY("No.")));
	csv_text(&csv, words_say(page_words(request), SAY("Mark")));
	csv_text(&csv, report.period);
	csv_text(&csv, report.period_before);
	csv_line(&csv);
	csv_row(&csv, "", words_say(page_words(request), SAY("All appeals")), report.total,
		report.total_before);
	for (size_t i = 0; i < report.parts.count; i++) {
		const struct appeal_part *part = &report.parts.items[i];

		for (size_t j = 0; j < part->lines.count; j++)
			csv_row(&csv, part->lines.items[j].code, part->lines.items[j].name,
				part->lines.items[j].count, part->lines.items[j].before);
	}
	request->response.download = arena_printf(request->arena, "%s-858-%d-%s-%d.csv",
						  request->community->slug, asked.year,
						  asked.span->name, asked.span->part);
	return request_answer(request, CSV_TYPE, csv.text.bytes, csv.text.length);
}
