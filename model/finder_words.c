#include "finder_words.h"

#define SPARSE_MOST 512 /* places that stand as numbers; more of them are shorter as bits */
#define CHAINS      4096

/* ------------------------------------------------------------------ places as bytes */

static void read_places(struct rows *rows, int column, struct finder_places *places)
{
	uint16_t numbers[SPARSE_MOST];
	struct finder_places bits;
	size_t length = rows_copy(rows, column, &bits, sizeof(bits));

	if (length == sizeof(bits)) {
		for (size_t i = 0; i < COUNT(bits.bits); i++)
			places->bits[i] |= bits.bits[i];
		return;
	}
	memcpy(numbers, &bits, length < sizeof(numbers) ? length : sizeof(numbers));
	for (size_t i = 0; i < length / sizeof(numbers[0]) && i < SPARSE_MOST; i++)
		if (numbers[i] < FINDER_PLACES)
			places->bits[numbers[i] / 64] |= (uint64_t)1 << numbers[i] % 64;
}

/* As they are kept: the numbers where that is shorter (never as long as the bits). 0: there is none. */
static size_t write_places(const struct finder_places *places, uint16_t numbers[SPARSE_MOST])
{
	size_t count = 0;

	for (uint32_t i = 0; i < COUNT(places->bits); i++)
		for (uint64_t bits = places->bits[i]; bits; bits &= bits - 1) {
			if (count == SPARSE_MOST - 1)
				return sizeof(*places);
			numbers[count++] = (uint16_t)(i * 64 + (uint32_t)__builtin_ctzll(bits));
		}
	return count * sizeof(numbers[0]);
}

static enum outcome put_places(struct change *change, int64_t community_id, int64_t block,
			       const char *word, const struct finder_places *places)
{
	uint16_t numbers[SPARSE_MOST];
	size_t length = write_places(places, numbers);

	if (!length)
		return change_run(change,
				  "DELETE FROM finder_word WHERE community_id = $1 AND block = $2 "
				  "AND word = $3",
				  ARGS(INT(community_id), INT(block), TEXT(word)));
	return change_run(
		change,
		"INSERT INTO finder_word (community_id, block, word, places) "
		"VALUES ($1, $2, $3, $4) ON CONFLICT (community_id, block, word) "
		"DO UPDATE SET places = excluded.places",
		ARGS(INT(community_id), INT(block), TEXT(word),
		     length == sizeof(*places) ? BLOB(places, length) : BLOB(numbers, length)));
}

/* ------------------------------------------------------------------ finding */

static void add_form(struct db *db, int64_t community_id, int64_t block,
		     const struct search_form *form, struct finder_places *places)
{
	struct rows rows;

	if (form->is_prefix) /* no folded word has the last character of Unicode */
		rows = db_rows(
			db,
			"SELECT places FROM finder_word WHERE community_id = $1 AND block = $2 "
			"AND word >= $3 AND word < $4",
			ARGS(INT(community_id), INT(block), TEXT(form->text),
			     TEXT(arena_printf(db->arena, "%s\U0010FFFF", form->text))));
	else
		rows = db_rows(
			db,
			"SELECT places FROM finder_word WHERE community_id = $1 AND block = $2 "
			"AND word = $3",
			ARGS(INT(community_id), INT(block), TEXT(form->text)));
	while (rows_next(&rows))
		read_places(&rows, 0, places);
}

struct finder_places finder_words_match(struct db *db, int64_t community_id, int64_t block,
					const struct search_terms *terms)
{
	struct finder_places all;

	memset(&all, 0xFF, sizeof(all));
	for (size_t i = 0; i < terms->count; i++) {
		struct finder_places any = {0};

		for (size_t form = 0; form < terms->items[i].count; form++)
			add_form(db, community_id, block, &terms->items[i].items[form], &any);
		for (size_t k = 0; k < COUNT(all.bits); k++)
			all.bits[k] &= any.bits[k];
	}
	return all;
}

/* ------------------------------------------------------------------ collecting */

struct word {
	struct word *chain, *next;
	struct finder_places places;
	char text[];
};

struct finder_words {
	struct arena *arena;
	struct word *chains[CHAINS];
	struct word *first;
};

static uint32_t hash_of(const char *bytes, size_t length)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
	return hash;
}

uint32_t finder_words_hash(const char *body)
{
	uint32_t hash = hash_of(body, strlen(body));

	return !*body ? 0 : hash ? hash : 1;
}

struct finder_words *finder_words_begin(struct arena *arena)
{
	struct finder_words *words = arena_take(arena, sizeof(*words));

	words->arena = arena;
	return words;
}

static struct word *word_of(struct finder_words *words, const char *text, size_t length)
{
	struct word **chain = &words->chains[hash_of(text, length) % CHAINS], *word = *chain;

	while (word && (strncmp(word->text, text, length) != 0 || word->text[length]))
		word = word->chain;
	if (word)
		return word;
	word = arena_take(words->arena, sizeof(*word) + length + 1);
	memcpy(word->text, text, length);
	word->chain = *chain;
	*chain = word;
	word->next = words->first;
	words->first = word;
	return word;
}

/* Of a word longer than any its beginning, whole characters of it: no more can be asked for. */
static size_t kept_length(const char *word, size_t length)
{
	if (length <= FINDER_WORD_MOST)
		return length;
	for (length = FINDER_WORD_MOST; ((unsigned char)word[length] & 0xC0) == 0x80;)
		length--;
	return length;
}

void finder_words_add(struct finder_words *words, uint32_t place, const char *body)
{
	while (*body) {
		size_t length = strcspn(body, " ");

		if (length) {
			struct word *word = word_of(words, body, kept_length(body, length));

			word->places.bits[place / 64] |= (uint64_t)1 << place % 64;
		}
		body += length + (body[length] == ' ');
	}
}

enum outcome finder_words_write(struct change *change, int64_t community_id, int64_t block,
				const struct finder_words *words)
{
	for (struct word *word = words->first; word; word = word->next) {
		struct finder_places places = word->places;
		struct rows rows = db_rows(
			&change->db,
			"SELECT places FROM finder_word WHERE community_id = $1 AND block = $2 "
			"AND word = $3",
			ARGS(INT(community_id), INT(block), TEXT(word->text)));
		enum outcome outcome;

		while (rows_next(&rows))
			read_places(&rows, 0, &places);
		outcome = put_places(change, community_id, block, word->text, &places);
		if (outcome != OK)
			return outcome;
	}
	return db_outcome(&change->db);
}

/* ------------------------------------------------------------------ taking out */

struct left_word {
	const char *text;
	struct finder_places places;
};

struct left_words {
	struct left_word *items;
	size_t count;
};

enum outcome finder_words_remove(struct change *change, int64_t community_id, int64_t block,
				 const struct finder_places *places)
{
	struct left_words touched = {0};
	struct rows rows = db_rows(&change->db,
				   "SELECT word, places FROM finder_word WHERE community_id = $1 "
				   "AND block = $2",
				   ARGS(INT(community_id), INT(block)));

	while (rows_next(&rows)) {
		struct finder_places kept = {0};
		uint64_t common = 0;

		read_places(&rows, 1, &kept);
		for (size_t i = 0; i < COUNT(kept.bits); i++) {
			common |= kept.bits[i] & places->bits[i];
			kept.bits[i] &= ~places->bits[i];
		}
		if (common)
			*LIST_ADD(change->db.arena, &touched) = (struct left_word){
				.text = rows_text(&rows, 0), .places = kept};
	}
	for (size_t i = 0; i < touched.count; i++) {
		enum outcome outcome = put_places(change, community_id, block,
						  touched.items[i].text, &touched.items[i].places);

		if (outcome != OK)
			return outcome;
	}
	return db_outcome(&change->db);
}
