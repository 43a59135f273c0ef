/* One report as files: its figures as CSV, the whole of it as JSON, a document as PDF. */
#include "report_files.h"

#include "model/community.h"
#include "model/report_read.h"
#include "report_view.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/report_source.h"
#include "templates/report_paper.h"

typedef enum outcome file_function(struct request *request, const struct report *report,
				   const char **bytes, size_t *length);

static enum outcome csv_file(struct request *request, const struct report *report,
			     const char **bytes, size_t *length)
{
	struct report_data data = report_source_of(request, report);

	return report_source_csv(request, &data, csv_kind_asked(&request->query), bytes, length);
}

static enum outcome json_file(struct request *request, const struct report *report,
			      const char **bytes, size_t *length)
{
	struct report_data data = report_source_of(request, report);

	return report_source_json(request, &data, bytes, length);
}

/* What the figures of this version mean, by the definitions they were counted by. */
static struct report_paper_definitions definitions_of(struct request *request,
						      const struct report *report)
{
	struct indicators indicators = indicator_all(request->db);
	struct figures figures = report_figures(request->db, report);
	struct report_paper_definitions definitions = {0};

	for (size_t i = 0; i < figures.count; i++) {
		const struct figure *figure = &figures.items[i];
		const struct indicator *indicator = indicator_find(&indicators, figure->indicator);

		if (indicator && *indicator->definition &&
		    indicator->definition_version == figure->definition_version)
			*LIST_ADD(request->arena, &definitions) = (struct report_paper_definition){
				indicator_name(indicator, request->language),
				indicator->definition};
	}
	return definitions;
}

static enum outcome pdf_file(struct request *request, const struct report *report,
			     const char **bytes, size_t *length)
{
	struct report_view view = report_view_paper(request, report);

	return report_paper_pdf(
		request->arena, page_words(request),
		&(struct report_paper){.view = &view,
				       .hromada = request->community->name,
				       .definitions = definitions_of(request, report)},
		bytes, length);
}

/* ---------------------------------------------------------------- the files */

/* "v12" is 12; 0 for anything else. */
static int version_of(const char *word)
{
	int version = 0;

	if (*word != 'v' || strlen(word) > 6)
		return 0;
	for (word++; *word >= '0' && *word <= '9'; word++)
		version = version * 10 + *word - '0';
	return *word ? 0 : version;
}

/* The published version that the path names: of its own, else the newest. NOT_FOUND, GONE. */
static enum outcome asked_find(struct request *request, struct report *report)
{
	int64_t community = request->community->id, id = request_path_number(request, 1);

	return request->path_values[2]
		       ? report_find_version(request->db, community, id,
					     version_of(request->path_values[2]), report)
		       : report_find_public(request->db, community, id, report);
}

static enum outcome answer(struct request *request, file_function *make, const char *type,
			   const char *ending)
{
	struct report report;
	const char *bytes;
	size_t length;
	enum outcome outcome = asked_find(request, &report);

	if (outcome == OK)
		outcome = make(request, &report, &bytes, &length);
	if (outcome != OK)
		return outcome;
	request->response.download = arena_printf(request->arena, "%s-report-%lld-v%d.%s",
						  request->community->slug, (long long)report.id,
						  report.version, ending);
	return request_answer(request, type, bytes, length);
}

enum outcome report_csv_page(struct request *request)
{
	return answer(request, csv_file, CSV_TYPE, "csv");
}

enum outcome report_json_page(struct request *request)
{
	return answer(request, json_file, REPORT_JSON_TYPE, "json");
}

enum outcome report_pdf_page(struct request *request)
{
	return answer(request, pdf_file, "application/pdf", "pdf");
}

/* ---------------------------------------------------------------- their links */

/* A document is made when somebody wants it, not to tell its size; a test holds it below this. */
#define PDF_KILOBYTES 200

static int64_t kilobytes(size_t length)
{
	return (int64_t)(length + 999) / 1000;
}

/* A link to what comes behind the point: "csv". */
static void link_add(struct request *request, const struct report *report,
		     struct report_files *files, const char *ending, const char *text, int64_t size)
{
	const struct words *words = page_words(request);
	struct hole hole = words_hole_integer(size);
	const char *version = report->version == report->latest
				      ? ""
				      : arena_printf(request->arena, "/v%d", report->version);

	*LIST_ADD(request->arena, files) = (struct report_file){
		.href = arena_printf(request->arena, "/%s/reports/%lld%s.%s",
				     request->community->slug, (long long)report->id, version,
				     ending),
		.text = words_fill(request->arena, words, words_say(words, text), &hole, 1)};
}

struct report_files report_files_of(struct request *request, const struct report *report)
{
	struct report_data data = report_source_of(request, report);
	struct report_files files = {0};
	const char *bytes;
	size_t length;

	link_add(request, report, &files, "pdf", SAY("Document (PDF, at most {1} KB)"),
		 PDF_KILOBYTES);
	/* What fails here is out of the database's time, which the page's own end tells. */
	if (report_source_csv(request, &data, CSV_EXCEL, &bytes, &length) == OK) {
		link_add(request, report, &files, "csv", SAY("Table of figures (CSV, {1} KB)"),
			 kilobytes(length));
		link_add(request, report, &files, "csv?sep=%3B", SAY("The same for Excel ({1} KB)"),
			 kilobytes(length));
	}
	if (report_source_json(request, &data, &bytes, &length) == OK)
		link_add(request, report, &files, "json", SAY("Data (JSON, {1} KB)"),
			 kilobytes(length));
	return files;
}
