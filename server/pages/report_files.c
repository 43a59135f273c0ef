/* One report as files: its figures as CSV, the whole of it as JSON. */
#include "report_files.h"

#include "model/community.h"
#include "model/report_read.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/report_source.h"

typedef enum outcome file_function(struct request *request, const struct report *report,
				   const char **bytes, size_t *length);

static enum outcome machine_file(struct request *request, const struct report *report,
				 const char **bytes, size_t *length)
{
	return report_source_csv(request, report, CSV_MACHINE, bytes, length);
}

static enum outcome excel_file(struct request *request, const struct report *report,
			       const char **bytes, size_t *length)
{
	return report_source_csv(request, report, CSV_EXCEL, bytes, length);
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
	bool is_excel = csv_kind_asked(&request->query) == CSV_EXCEL;

	return answer(request, is_excel ? excel_file : machine_file, CSV_TYPE, "csv");
}

enum outcome report_json_page(struct request *request)
{
	return answer(request, report_source_json, REPORT_JSON_TYPE, "json");
}

/* ---------------------------------------------------------------- their links */

static const struct {
	file_function *make;
	const char *ending, *text; /* "csv": what comes behind the point */
} kinds[] = {
	{machine_file, "csv", SAY("Table of figures (CSV, {1} KB)")},
	{excel_file, "csv?sep=%3B", SAY("The same for Excel ({1} KB)")},
	{report_source_json, "json", SAY("Data (JSON, {1} KB)")},
};

struct report_files report_files_of(struct request *request, const struct report *report)
{
	const struct words *words = page_words(request);
	struct report_files files = {0};

	for (size_t i = 0; i < COUNT(kinds); i++) {
		const char *bytes, *version = "";
		size_t length;
		struct hole kilobytes;

		if (kinds[i].make(request, report, &bytes, &length) != OK)
			continue; /* out of memory or of the database's time: the page's own end tells */
		kilobytes = words_hole_integer((int64_t)(length + 999) / 1000);
		if (report->version != report->latest)
			version = arena_printf(request->arena, "/v%d", report->version);
		*LIST_ADD(request->arena, &files) = (struct report_file){
			.href = arena_printf(request->arena, "/%s/reports/%lld%s.%s",
					     request->community->slug, (long long)report->id,
					     version, kinds[i].ending),
			.text = words_fill(request->arena, words, words_say(words, kinds[i].text),
					   &kilobytes, 1)};
	}
	return files;
}
