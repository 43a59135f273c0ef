/* The translations: all there, and with the holes of the English sentences. */
#include <criterion/criterion.h>

#include "model/base/embed.h"
#include "tests/ready.h"

EMBED(po_uk, PORUCH_BUILD "/templates/po/uk.mo");
EMBED(po_en, PORUCH_BUILD "/templates/po/en.mo");

TestSuite(po, .init = ready_begin, .fini = ready_end);

static uint32_t number_at(const char *catalogue, size_t offset)
{
	uint32_t number;

	memcpy(&number, catalogue + offset, sizeof(number));
	return number;
}

/* The holes of a sentence as bits. */
static unsigned int holes_of(const char *sentence)
{
	unsigned int holes = 0;

	for (; (sentence = strchr(sentence, '{')); sentence++)
		if (sentence[1] >= '1' && sentence[1] <= '9' && sentence[2] == '}')
			holes |= 1u << (sentence[1] - '0');
	return holes;
}

static void compare_holes(const char *catalogue)
{
	size_t count = number_at(catalogue, 8), originals = number_at(catalogue, 12),
	       translations = number_at(catalogue, 16);

	cr_assert_gt(count, 50);
	for (size_t i = 0; i < count; i++) {
		const char *original = catalogue + number_at(catalogue, originals + 8 * i + 4);
		const char *form = catalogue + number_at(catalogue, translations + 8 * i + 4);
		const char *end = form + number_at(catalogue, translations + 8 * i);
		size_t length = number_at(catalogue, originals + 8 * i);
		const char *last = original;
		/* The plural has the holes that count: "One issue" needs none. */
		if (strlen(original) < length)
			last = original + strlen(original) + 1;
		for (; form < end; form += strlen(form) + 1)
			cr_expect_eq(holes_of(form), holes_of(last), "%s: %s", original, form);
	}
}

Test(po, have_the_holes_of_the_english_sentences)
{
	compare_holes(po_uk);
	compare_holes(po_en);
}

static void compare_with_sources(const char *language)
{
	char line[512], said[4096] = "";
	FILE *file = popen(arena_printf(ready_arena(),
					"msgcmp templates/po/%s.po %s/words.pot 2>&1", language,
					PORUCH_BUILD),
			   "r");

	cr_assert_not_null(file);
	while (fgets(line, sizeof(line), file))
		if (strlen(said) + strlen(line) < sizeof(said))
			memcpy(said + strlen(said), line, strlen(line) + 1);
	cr_assert_eq(pclose(file), 0, "run `make words`, then fill in templates/po/%s.po:\n%s",
		     language, said);
}

Test(po, translate_every_sentence_of_the_sources_into_ukrainian)
{
	compare_with_sources("uk");
}

Test(po, know_every_sentence_of_the_sources_in_english)
{
	compare_with_sources("en");
}
