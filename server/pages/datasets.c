/* About the open data: the page, the register of data sets, passports, structures, the catalogue. */
#include "datasets.h"

#include "feeds/dataset.h"
#include "model/community_settings.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "templates/data.html.h"

#define ABOUT_MOST ((size_t)256 << 10) /* bytes of a file about the data */

struct dataset_publisher datasets_publisher(const struct request *request,
					    const struct community *community)
{
	struct community_settings settings = {.edrpou = "", .data_contact = "", .data_mail = ""};

	if (community_settings_find(request->db, community->id, &settings) != OK)
		settings.edrpou = ""; /* the answer fails by the database's own outcome */
	return (struct dataset_publisher){
		.name = community->name,
		.edrpou = settings.edrpou,
		.contact = settings.data_contact,
		.mail = settings.data_mail,
		.url = arena_printf(request->arena, "%s/%s", request->settings->public_url,
				    community->slug),
		.katottg = community->katottg,
	};
}

/* ---------------------------------------------------------------- the page */

static const char *path(struct request *request, const char *key, const char *ending)
{
	return arena_printf(request->arena, "/%s/data/%s%s", request->community->slug, key, ending);
}

static void link_add(struct request *request, struct data_links *links, const char *href,
		     const char *text)
{
	*LIST_ADD(request->arena, links) = (struct data_link){.href = href, .text = text};
}

static struct data_links files_of(struct request *request, const struct dataset *dataset)
{
	const struct words *words = page_words(request);
	struct data_links links = {0};
	char *formats = arena_string(request->arena, dataset->formats), *format;

	while ((format = strsep(&formats, " "))) {
		const char *ending = arena_printf(request->arena, ".%s", format);
		bool is_csv = strcmp(format, "csv") == 0;

		link_add(request, &links, path(request, dataset->key, ending),
			 is_csv                           ? "CSV"
			 : strcmp(format, "geojson") == 0 ? "GeoJSON"
							  : "JSON");
		if (is_csv)
			link_add(request, &links, path(request, dataset->key, ".csv?sep=;"),
				 words_say(words, SAY("CSV for Excel")));
	}
	return links;
}

static struct data_set set_of(struct request *request, const struct dataset *dataset)
{
	const struct words *words = page_words(request);
	bool is_english = strcmp(request->language, "en") == 0;
	struct data_set set = {
		.key = dataset->key,
		.title = is_english ? dataset->title_en : dataset->title_uk,
		.description = is_english ? dataset->description_en : dataset->description_uk,
		.purpose = is_english ? dataset->purpose_en : dataset->purpose_uk,
		.keywords = dataset->keywords,
		.files = files_of(request, dataset),
	};

	link_add(request, &set.about, path(request, dataset->key, ".passport.csv"),
		 words_say(words, SAY("Passport (CSV)")));
	link_add(request, &set.about, path(request, dataset->key, ".structure.csv"),
		 words_say(words, SAY("Structure (CSV)")));
	link_add(request, &set.about, path(request, dataset->key, ".csv-metadata.json"), "CSVW");
	for (size_t i = 0; i < dataset->columns.count; i++) {
		const struct dataset_column *column = &dataset->columns.items[i];

		*LIST_ADD(request->arena, &set.columns) = (struct data_column){
			.name = column->name,
			.title = is_english ? column->title_en : column->title_uk,
			.description = is_english ? column->description_en : column->description_uk,
			.datatype = column->datatype,
			.is_required = column->is_required,
		};
	}
	return set;
}

/* A frame of another site, or the badge with a link to the register. */
static void snippet_add(struct request *request, struct data_page *page, const char *key,
			const char *label, const char *what, int height)
{
	struct arena *arena = request->arena;
	const char *title = words_say(page_words(request), label);
	const char *href = arena_printf(arena, "/embed/%s%s", page->slug, what);
	const char *url = request_url(request, request_path(request, href));
	const char *home = request_url(
		request, request_path(request, arena_printf(arena, "/%s/", page->slug)));

	*LIST_ADD(arena, &page->snippets) = (struct data_snippet){
		.key = key,
		.label = title,
		.href = href,
		.code = height ? arena_printf(arena,
					      "<iframe src=\"%s\" title=\"%s\" loading=\"lazy\" "
					      "width=\"100%%\" height=\"%d\" "
					      "style=\"border:0\"></iframe>",
					      url, title, height)
			       : arena_printf(arena,
					      "<a href=\"%s\"><img src=\"%s\" alt=\"%s\"></a>",
					      home, url, title)};
}

static void snippets_add(struct request *request, struct data_page *page)
{
	snippet_add(request, page, "embed-issues", SAY("The newest safety issues"), "", 460);
	snippet_add(request, page, "embed-counts", SAY("How many issues are open and resolved"),
		    "/counts", 240);
	snippet_add(request, page, "embed-report", SAY("The newest police report"), "/report", 240);
	snippet_add(request, page, "embed-badge", SAY("Safety issues as a badge"), "/badge.svg", 0);
}

enum outcome datasets_page(struct request *request)
{
	struct datasets datasets = dataset_all(request->arena);
	struct dataset_publisher publisher = datasets_publisher(request, request->community);
	struct data_page page = {.slug = request->community->slug,
				 .hromada = request->community->name,
				 .edrpou = publisher.edrpou,
				 .contact = publisher.contact,
				 .mail = publisher.mail,
				 .licence = DATASET_LICENCE};

	for (size_t i = 0; i < datasets.count; i++)
		*LIST_ADD(request->arena, &page.sets) = set_of(request, &datasets.items[i]);
	snippets_add(request, &page);
	data_html(page_begin(request, SAY("Open data")), &page);
	return page_end(request);
}

/* ---------------------------------------------------------------- files about the data */

static enum outcome csv_answer(struct request *request, const struct csv *csv)
{
	return request_answer(request, CSV_TYPE, csv->text.bytes, csv->text.length);
}

enum outcome datasets_register_page(struct request *request)
{
	struct datasets datasets = dataset_all(request->arena);
	struct dataset_publisher publisher = datasets_publisher(request, request->community);
	struct csv csv = csv_begin(request->arena, csv_kind_asked(&request->query), ABOUT_MOST);

	dataset_register(&csv, &datasets, &publisher);
	return csv_answer(request, &csv);
}

static enum outcome catalogue(struct request *request, const struct community *communities,
			      size_t count)
{
	struct datasets datasets = dataset_all(request->arena);
	struct dataset_publisher *publishers = arena_take(request->arena,
							  (count + 1) * sizeof(*publishers));
	const char *bytes;
	size_t length;
	enum outcome outcome;

	for (size_t i = 0; i < count; i++)
		publishers[i] = datasets_publisher(request, &communities[i]);
	outcome = dataset_catalogue(request->arena, &datasets, publishers, count,
				    request_url(request, request->path), &bytes, &length);
	return outcome == OK ? request_answer(request, DATASET_JSON_TYPE, bytes, length) : outcome;
}

enum outcome datasets_catalogue_page(struct request *request)
{
	struct communities all = {0};

	if (request->community)
		return catalogue(request, request->community, 1);
	all = community_all(request->db);
	return catalogue(request, all.items, all.count);
}

/* /G/data/KEY.passport.csv, KEY.structure.csv, KEY.csv-metadata.json */
enum outcome datasets_about_page(struct request *request)
{
	const char *name = request->path_values[1], *dot = strchr(name, '.');
	struct datasets datasets = dataset_all(request->arena);
	struct dataset_publisher publisher = datasets_publisher(request, request->community);
	struct csv csv = csv_begin(request->arena, csv_kind_asked(&request->query), ABOUT_MOST);
	const struct dataset *dataset = dot ? dataset_find(&datasets,
							   arena_bytes(request->arena, name,
								       (size_t)(dot - name)))
					    : NULL;
	const char *bytes;
	size_t length;
	enum outcome outcome;

	if (!dataset)
		return NOT_FOUND;
	if (strcmp(dot, ".passport.csv") == 0) {
		dataset_passport(&csv, dataset, &publisher);
		return csv_answer(request, &csv);
	}
	if (strcmp(dot, ".structure.csv") == 0) {
		dataset_structure(&csv, dataset);
		return csv_answer(request, &csv);
	}
	if (strcmp(dot, ".csv-metadata.json") != 0)
		return NOT_FOUND;
	outcome = dataset_csvw(request->arena, dataset, &publisher, &bytes, &length);
	return outcome == OK ? request_answer(request, "application/csvm+json; charset=utf-8",
					      bytes, length)
			     : outcome;
}
