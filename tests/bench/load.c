/*
 * load.c - the yardstick for imports: a file of issues, and a bare loop that brings the same rows into
 * one table, in one transaction, with the same settings as the program's writing connection.
 *
 *	load write ROWS >FILE     a file as `poruch import issues` takes it, always the same one
 *	load bare FILE DATABASE   loads it, prints seconds
 */
#include <sqlite3.h>

#define COLUMNS  14
#define ROW_MOST 8192

/* ------------------------------------------------------------------ the file */

static const char *const categories[] = {"lighting", "roads", "order", "traffic"};
static const char *const states[] = {"registered", "registered", "registered", "moderation"};
static const char *const places[] = {"вул. Шевченка", "вул. Грушевського", "біля школи № 2",
				     "на перехресті", "біля автостанції"};
static const char *const texts[] = {
	"Третій тиждень не світить ліхтар біля зупинки, увечері тут нічого не видно.",
	"Яма завглибшки з долоню посеред дороги, машини об'їжджають її тротуаром.",
	"Щовечора після десятої гучна музика, мешканці просили «тихіше», дарма.",
	"Водії не пропускають людей на переході; потрібен знак, а краще й розмітка.",
};

static void write_file(long rows)
{
	puts("community,category,title,text,area,place,lat,long,state,source,reported,"
	     "responsible,due,reference");
	for (long i = 1; i <= rows; i++)
		printf("korosten,%s,\"Питання %ld, нове\",\"%s Запис номер %ld, перенесений з "
		       "паперового журналу.\",,\"%s, "
		       "%ld\",,,%s,meeting,2026-%02ld-%02ld,,,old-%ld\n",
		       categories[i % 4], i, texts[i % 4], i, places[i % 5], i % 200 + 1,
		       states[i / 4 % 4], i % 9 + 1, i % 28 + 1, i);
}

/* ------------------------------------------------------------------ the bare loop */

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The cells of one line; the file has no quote and no line end within a cell. */
static int cells_of(char *line, const char *cells[COLUMNS])
{
	int count = 0;

	for (char *at = line; count < COLUMNS; at++) {
		bool is_quoted = *at == '"';

		cells[count++] = at += is_quoted;
		at += strcspn(at, is_quoted ? "\"" : ",\n");
		if (is_quoted)
			*at++ = '\0';
		if (*at != ',')
			break;
		*at = '\0';
	}
	return count;
}

static bool load_rows(FILE *file, sqlite3_stmt *insert)
{
	char line[ROW_MOST];
	const char *cells[COLUMNS];

	if (!fgets(line, sizeof(line), file))
		return false;
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (cells_of(line, cells) != COLUMNS)
			return false;
		for (int i = 0; i < COLUMNS; i++)
			sqlite3_bind_text(insert, i + 1, cells[i], -1, SQLITE_STATIC);
		if (sqlite3_step(insert) != SQLITE_DONE)
			return false;
		sqlite3_reset(insert);
	}
	return true;
}

static int load_bare(const char *path, const char *database)
{
	FILE *file = fopen(path, "r");
	double start = seconds_now();
	sqlite3 *sqlite;
	sqlite3_stmt *insert;

	if (!file || sqlite3_open(database, &sqlite) != SQLITE_OK)
		return 2;
	sqlite3_exec(
		sqlite,
		"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
		"CREATE TABLE issue (id INTEGER PRIMARY KEY, community TEXT, category TEXT,"
		" title TEXT, text TEXT, area TEXT, place TEXT, lat TEXT, long TEXT, state TEXT,"
		" source TEXT, reported TEXT, responsible TEXT, due TEXT, reference TEXT) STRICT;"
		"BEGIN IMMEDIATE",
		NULL, NULL, NULL);
	if (sqlite3_prepare_v2(sqlite,
			       "INSERT INTO issue (community, category, title, text, area, place, "
			       "lat, long, state, source, reported, responsible, due, reference) "
			       "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
			       -1, &insert, NULL) != SQLITE_OK ||
	    !load_rows(file, insert))
		return 1;
	sqlite3_finalize(insert);
	if (sqlite3_exec(sqlite, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		return 1;
	sqlite3_close(sqlite); /* writes the log into the file, as the program does when it ends */
	fclose(file);
	printf("%.3f\n", seconds_now() - start);
	return 0;
}

int main(int count, char **words)
{
	if (count == 3 && strcmp(words[1], "write") == 0)
		return write_file(strtol(words[2], NULL, 10)), 0;
	if (count == 4 && strcmp(words[1], "bare") == 0)
		return load_bare(words[2], words[3]);
	return 2;
}
