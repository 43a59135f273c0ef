#include "category.h"

#include "audit.h"
#include "base/embed.h"

EMBED(category_file, "model/data/categories.tsv");

/* The columns of the file, in their order. */
enum column {
	COLUMN_KEY,
	COLUMN_UK,
	COLUMN_EN,
	COLUMN_EXAMPLES,
	COLUMN_RESPONSIBLE,
	COLUMN_PRECISION,
	COLUMN_DAYS,
	COLUMN_TAKES_REPORTS,
	COLUMN_CALL,
	COLUMN_EMBARGOED,
	COLUMN_EXAMPLES_EN,
	COLUMN_COUNT
};

static int precision_find(const char *word)
{
	static const char *const words[] = {[PRECISION_HIDDEN] = "hidden",
					    [PRECISION_SETTLEMENT] = "settlement",
					    [PRECISION_STREET] = "street",
					    [PRECISION_EXACT] = "exact"};

	for (int i = 0; i < (int)COUNT(words); i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return PRECISION_HIDDEN;
}

static enum outcome load_line(struct change *change, char *line, int position)
{
	const char *cells[COLUMN_COUNT];

	for (int i = 0; i < COLUMN_COUNT; i++) {
		cells[i] = strsep(&line, "\t");
		if (!cells[i])
			return BROKEN;
	}
	return change_run(
		change,
		"INSERT INTO category (key, position, uk, en, examples, examples_en, responsible, "
		"precision, target_days, takes_reports, is_embargoed, call) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
		"ON CONFLICT (key) DO NOTHING",
		ARGS(TEXT(cells[COLUMN_KEY]), INT(position), TEXT(cells[COLUMN_UK]),
		     TEXT(cells[COLUMN_EN]), TEXT(cells[COLUMN_EXAMPLES]),
		     TEXT(cells[COLUMN_EXAMPLES_EN]), TEXT(cells[COLUMN_RESPONSIBLE]),
		     INT(precision_find(cells[COLUMN_PRECISION])),
		     INT(strtol(cells[COLUMN_DAYS], NULL, 10)),
		     INT(*cells[COLUMN_TAKES_REPORTS] == '1'), INT(*cells[COLUMN_EMBARGOED] == '1'),
		     TEXT(cells[COLUMN_CALL])));
}

enum outcome category_load(struct change *change)
{
	char *rest = arena_string(change->db.arena, category_file), *line;

	strsep(&rest, "\n"); /* the names of the columns */
	for (int position = 1; (line = strsep(&rest, "\n")) && *line; position++) {
		enum outcome outcome = load_line(change, line, position);

		if (outcome != OK)
			return outcome;
	}
	return audit_add(change, "category load", "categories", "", "");
}

#define COLUMNS                                                                     \
	"key, uk, en, examples, examples_en, responsible, precision, target_days, " \
	"takes_reports, is_embargoed, call"

static struct category read_category(struct rows *rows)
{
	return (struct category){
		.key = rows_text(rows, 0),
		.uk = rows_text(rows, 1),
		.en = rows_text(rows, 2),
		.examples = rows_text(rows, 3),
		.examples_en = rows_text(rows, 4),
		.responsible = rows_text(rows, 5),
		.precision = (int)rows_int(rows, 6),
		.target_days = (int)rows_int(rows, 7),
		.takes_reports = rows_int(rows, 8),
		.is_embargoed = rows_int(rows, 9),
		.call = rows_text(rows, 10),
	};
}

struct categories category_list(struct db *db)
{
	struct categories categories = {0};
	struct rows rows = db_rows(db, "SELECT " COLUMNS " FROM category ORDER BY position, key",
				   NO_ARGS);

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &categories) = read_category(&rows);
	return categories;
}

enum outcome category_find(struct db *db, const char *key, struct category *category)
{
	struct rows rows = db_rows(db, "SELECT " COLUMNS " FROM category WHERE key = $1",
				   ARGS(TEXT(key)));

	if (!rows_next(&rows))
		return db_missing(db);
	*category = read_category(&rows);
	rows_end(&rows);
	return OK;
}

const char *category_name(const struct category *category, const char *language)
{
	return strcmp(language, "en") == 0 ? category->en : category->uk;
}
