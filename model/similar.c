#include "similar.h"

#include "base/unicode.h"
#include "issue_read.h"
#include "search.h"

#define CANDIDATES      200 /* of each query, the newest: what is older is hardly what is meant */
#define WORDS_MOST      40  /* of what was typed */
#define BUT_NOT_BYTES   2000
#define WORD_CHARACTERS 4 /* shorter ones ("біля", "вул") tell little or nothing */

/* ------------------------------------------------------------------ words */

struct stems {
	const char **items;
	size_t count;
};

static bool has_stem(const struct stems *stems, const char *stem)
{
	for (size_t i = 0; i < stems->count; i++)
		if (strcmp(stems->items[i], stem) == 0)
			return true;
	return false;
}

/* Words that stand in every second report and say nothing of which one it is. */
static bool is_common(const char *word)
{
	static const char *const common[] = {
		"вулиц", "вулиця", "вулиці", "біля", "поруч", "напроти", "будинк", "дуже", "треба",
		"тому",  "через",  "коли",   "може", "після", "села",    "місто",  NULL};

	for (const char *const *at = common; *at; at++)
		if (strcmp(*at, word) == 0)
			return true;
	return false;
}

static struct stems stems_of(struct arena *arena, const char *words)
{
	char *rest = arena_string(arena, unicode_fold(arena, words ? words : "")), *word;
	struct stems stems = {0};

	while (stems.count < WORDS_MOST && (word = strsep(&rest, " "))) {
		const char *stem;

		if (unicode_length(word) < WORD_CHARACTERS || is_common(word))
			continue;
		stem = search_stem(arena, word);
		if (!has_stem(&stems, stem))
			*LIST_ADD(arena, &stems) = stem;
	}
	return stems;
}

/* How many of the stems begin a word of the text, which is folded: words with one space between. */
static size_t shared(const struct stems *stems, const char *folded)
{
	size_t count = 0;

	for (size_t i = 0; i < stems->count; i++) {
		const char *at = folded;

		while ((at = strstr(at, stems->items[i]))) {
			if (at == folded || at[-1] == ' ') {
				count++;
				break;
			}
			at++;
		}
	}
	return count;
}

/* ------------------------------------------------------------------ candidates */

struct candidate {
	struct issue issue;
	size_t words;
};

struct candidates {
	struct candidate *items;
	size_t count;
};

#define FROM                                                                                   \
	"SELECT " ISSUE_COLUMNS " FROM issue i JOIN issue_public p ON p.id = i.id" ISSUE_JOINS \
	" WHERE i.community_id = $1 AND i.category = $2 AND i.is_public = 1"

/* The area of both: the table's is for finding, what is not told of it must not be found by. */
#define THERE        " AND i.area_id = $4 AND p.area_id = $4 AND i.phase = "
#define LATEST_ENDED " ORDER BY i.closed_at DESC, i.id DESC LIMIT $3"

static const char *const there[] = {
	FROM THERE "'open'" LATEST_ENDED,
	FROM THERE "'resolved'" LATEST_ENDED,
	FROM THERE "'closed'" LATEST_ENDED,
};

static const char anywhere[] = FROM " ORDER BY i.published_at DESC, i.id DESC LIMIT $3";

/* keys stand between commas. */
static bool is_named(struct arena *arena, const char *keys, const struct issue *issue)
{
	return *keys &&
	       strstr(keys, arena_printf(arena, ",%s,",
					 issue_key_text(arena, issue->year, issue->number)));
}

/* What was told apart, between commas; a list that no page of ours made is none. */
static const char *told_apart(struct arena *arena, const struct similar_asked *asked)
{
	return asked->but_not && *asked->but_not && strlen(asked->but_not) <= BUT_NOT_BYTES
		       ? arena_printf(arena, ",%s,", asked->but_not)
		       : "";
}

/* Those of the rows that share so many words and are not over and done with. */
static void add_candidates(struct rows *rows, const struct similar_asked *asked,
			   const struct stems *stems, size_t least, struct candidates *candidates)
{
	struct arena *arena = rows->db->arena;
	const char *apart = told_apart(arena, asked);

	while (rows_next(rows)) {
		struct issue issue = issue_read_row(rows, date_of(asked->now));
		const char *words = arena_printf(arena, "%s %s %s", issue.title, issue.text,
						 issue.place);
		size_t count = shared(stems, unicode_fold(arena, words));
		bool is_open = strcmp(issue.phase, "open") == 0;

		if (count >= least && !is_named(arena, apart, &issue) &&
		    (is_open || issue_can_reopen(&issue, asked->now)))
			*LIST_ADD(arena, candidates) = (struct candidate){issue, count};
	}
}

/* More words first; of the same, what is open, then what is newer. */
static int by_likeness(const void *first, const void *second)
{
	const struct candidate *a = first, *b = second;
	bool is_a_open = strcmp(a->issue.phase, "open") == 0,
	     is_b_open = strcmp(b->issue.phase, "open") == 0;

	if (a->words != b->words)
		return a->words > b->words ? -1 : 1;
	if (is_a_open != is_b_open)
		return is_a_open ? -1 : 1;
	return a->issue.id > b->issue.id ? -1 : 1;
}

struct issues similar_find(struct db *db, const struct similar_asked *asked)
{
	struct stems stems = stems_of(db->arena, asked->words);
	struct candidates candidates = {0};
	struct issues issues = {0};
	struct rows rows;

	for (size_t i = 0; asked->area_id && !asked->only_words && i < COUNT(there); i++) {
		rows = db_rows(db, there[i],
			       ARGS(INT(asked->community_id), TEXT(asked->category),
				    INT(CANDIDATES), INT(asked->area_id)));
		add_candidates(&rows, asked, &stems, 0, &candidates);
	}
	if (stems.count && (!asked->area_id || asked->only_words)) {
		rows = db_rows(
			db, anywhere,
			ARGS(INT(asked->community_id), TEXT(asked->category), INT(CANDIDATES)));
		add_candidates(&rows, asked, &stems, asked->only_words ? 2 : 1, &candidates);
	}
	if (candidates.count)
		qsort(candidates.items, candidates.count, sizeof(*candidates.items), by_likeness);
	for (size_t i = 0; i < candidates.count && i < SIMILAR_MOST; i++)
		*LIST_ADD(db->arena, &issues) = candidates.items[i].issue;
	return issues;
}
