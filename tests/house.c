/*
 * The house's own rules, as far as a machine can see them: which library is included where, which
 * way the arrows between the rooms point, what every function that can fail is declared as.
 */
#include <criterion/criterion.h>
#include <glob.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"
#include "model/base/text.h"
#include "server/settings.h"

#define SOURCE_FOLDERS                                                                            \
	"model/base/*.[ch]", "model/*.[ch]", "feeds/*.[ch]", "templates/*.[ch]", "server/*.[ch]", \
		"server/pages/*.[ch]", "server/commands/*.[ch]"

static struct arena *arena;

static void begin(void)
{
	arena = arena_begin((size_t)64 << 20);
}

static void end(void)
{
	arena_end(arena);
}

TestSuite(house, .init = begin, .fini = end);

static const char *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char *bytes = arena_take(arena, 1 << 20);

	cr_assert_not_null(file, "%s", path);
	bytes[fread(bytes, 1, (1 << 20) - 1, file)] = '\0';
	fclose(file);
	return bytes;
}

static void for_each_source(void (*look)(const char *path, const char *bytes))
{
	static const char *const patterns[] = {SOURCE_FOLDERS};
	size_t count = 0;

	for (size_t i = 0; i < COUNT(patterns); i++) {
		glob_t found;
		if (glob(patterns[i], 0, NULL, &found) != 0)
			continue;
		for (size_t j = 0; j < found.gl_pathc; j++, count++) {
			arena_reset(arena);
			look(found.gl_pathv[j], read_file(found.gl_pathv[j]));
		}
		globfree(&found);
	}
	cr_assert_gt(count, 30, "only %zu source files found: is this the project's root?", count);
}

static bool begins_with(const char *string, const char *prefix)
{
	return strncmp(string, prefix, strlen(prefix)) == 0;
}

/* The table of HOUSE rule: a library has one home. A path that begins with one of the homes may. */
static const struct {
	const char *header, *homes[3];
} library_homes[] = {
	{"sqlite3.h", {"model/db"}},
	{"microhttpd.h", {"server/listener", "server/respond"}},
	{"libxml/", {"feeds/xml"}},
	{"jansson.h", {"feeds/json.c"}},
	{"unicode/", {"model/base/unicode.c", "model/base/transliterate.c", "templates/words.c"}},
	{"sodium.h", {"model/base/secret.c"}},
	{"zlib.h", {"model/base/compress.c"}},
	{"archive", {"feeds/zip.c"}},
	{"jpeglib.h", {"model/base/picture_jpeg.c"}},
	{"jerror.h", {"model/base/picture_jpeg.c"}},
	{"png.h", {"model/base/picture_png.c"}},
	{"qrencode.h", {"templates/qr.c"}},
	{"libical/", {"feeds/calendar.c"}},
	{"curl/", {"server/carrier.c"}},
	{"hb", {"templates/pdf_font.c"}},
};

static void look_for_libraries(const char *path, const char *bytes)
{
	for (size_t i = 0; i < COUNT(library_homes); i++) {
		const char *include = arena_printf(arena, "#include <%s", library_homes[i].header);
		bool is_home = false;
		for (size_t j = 0; j < 3 && library_homes[i].homes[j]; j++)
			is_home |= begins_with(path, library_homes[i].homes[j]);
		if (!is_home)
			cr_expect_null(strstr(bytes, include), "%s includes <%s", path,
				       library_homes[i].header);
	}
}

Test(house, gives_every_library_one_home)
{
	for_each_source(look_for_libraries);
}

/* What a room may not include: arrows go down only. */
static const struct {
	const char *room, *above[3];
} arrows[] = {
	{"model/base/", {"server/", "feeds/", "templates/"}},
	{"model/", {"server/", "feeds/", "templates/"}},
	{"feeds/", {"server/", "templates/"}},
	{"templates/", {"server/", "feeds/"}},
};

static void look_for_arrows(const char *path, const char *bytes)
{
	for (size_t i = 0; i < COUNT(arrows); i++)
		for (size_t j = 0; j < 3 && arrows[i].above[j]; j++)
			if (begins_with(path, arrows[i].room))
				cr_expect_null(strstr(bytes, arena_printf(arena, "#include \"%s",
									  arrows[i].above[j])),
					       "%s includes from %s", path, arrows[i].above[j]);
}

Test(house, lets_arrows_between_rooms_go_down_only)
{
	for_each_source(look_for_arrows);
}

static void look_for_markup(const char *path, const char *bytes)
{
	if (strcmp(path, "templates/html.c") == 0 || strcmp(path, "templates/html.h") == 0)
		return;
	cr_expect_null(strstr(bytes, "(struct html)"), "%s makes a struct html", path);
	cr_expect_null(strstr(bytes, "kind = HOLE_HTML"), "%s makes a hole of markup", path);
}

Test(house, makes_safe_markup_in_one_place)
{
	for_each_source(look_for_markup);
}

static void look_for_unchecked(const char *path, const char *bytes)
{
	size_t length = strlen(path);

	/* pages.h lists handlers: only dispatch calls them, through the table of routes. */
	if (path[length - 1] != 'h' || strcmp(path, "server/pages.h") == 0)
		return;
	for (const char *line = bytes; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		/* form_fault always gives INVALID, for the caller to pass on or not. */
		if (begins_with(line, "enum outcome ") && memchr(line, '(', strcspn(line, "\n")) &&
		    !begins_with(line, "enum outcome db_outcome(") &&
		    !begins_with(line, "enum outcome form_fault") &&
		    !begins_with(line, "enum outcome connection_outcome("))
			cr_expect(false, "%s: not CHECKED: %.60s", path, line);
		if (!*line)
			break;
	}
}

Test(house, lets_no_outcome_be_ignored)
{
	for_each_source(look_for_unchecked);
}

static void look_for_unfinished(const char *path, const char *bytes)
{
	static const char *const words[] = {"TODO", "FIXME", "not implemented"};

	for (size_t i = 0; i < COUNT(words); i++)
		cr_expect_null(strstr(bytes, words[i]), "%s says %s", path, words[i]);
}

Test(house, leaves_nothing_unfinished)
{
	for_each_source(look_for_unfinished);
}

/* As mdoc writes a flag: every hyphen is a minus. */
static const char *flag_in_manual(const char *name)
{
	struct text flag = text_begin(arena, 200);

	text_add(&flag, "Fl \\-");
	for (; *name; name++) {
		if (*name == '-')
			text_add_char(&flag, '\\');
		text_add_char(&flag, *name);
	}
	return flag.bytes;
}

Test(house, tells_of_every_setting_in_the_manual)
{
	const char *manual = read_file("server/poruch.8");

	for (size_t i = 0; i < settings_count; i++) {
		const char *name = settings_table[i].name;
		cr_expect(strstr(manual, arena_printf(arena, ".It %s ", flag_in_manual(name))),
			  "the manual does not tell of --%s", name);
	}
}

static void look_for_commands(const char *path, const char *bytes)
{
	const char *manual = read_file("server/poruch.8");
	const char *name = begins_with(path, "server/commands/") ? strstr(bytes, "\t.name = \"")
								 : NULL;

	if (!name)
		return;
	name += strlen("\t.name = \"");
	name = arena_bytes(arena, name, strcspn(name, "\""));
	cr_expect(strstr(manual, arena_printf(arena, ".It Cm %s", name)),
		  "the manual does not tell of the command %s", name);
	/* Its flags: {"slug", true} or {.name = "dry-run"}. */
	for (const char *flag = strstr(bytes, "struct command_flag "); flag && *flag != ';'; flag++)
		if (*flag == '"') {
			const char *word = arena_bytes(arena, flag + 1, strcspn(flag + 1, "\""));
			cr_expect(strstr(manual, flag_in_manual(word)),
				  "the manual does not tell of %s --%s", name, word);
			flag += strlen(word) + 1;
		}
}

Test(house, tells_of_every_command_and_its_flags_in_the_manual)
{
	for_each_source(look_for_commands);
}
