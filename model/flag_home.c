/*
 * flag_home.c - homes in a text: a flat, and where somebody is said to live.
 */
#include "flag_token.h"

static bool is_flat_number(const struct flag_text *text, size_t at)
{
	return at < text->count && !text->items[at].is_first && flag_number(&text->items[at]) > 0 &&
	       flag_number(&text->items[at]) < 1000;
}

#define FLATS "кв|квартира|квартири|квартирі|квартиру|квартирою|квартиры|квартире"
#define DWELLINGS                                                                                                                            \
	"живе|живуть|проживає|проживають|мешкає|мешкають|прописаний|прописана|" \
	"проживаючий|проживаюча|проживаючого|живет|живёт|проживает|прописан"

/* «кв. 12», «у 12-й квартирі»; neither «50 кв. м» nor «3 квартири» nor «2 кв. 2026 року». */
static bool is_flat(const struct flag_text *text, size_t at, size_t *first, size_t *last)
{
	const char *word = text->items[at].folded;
	bool is_counted = at > 0 && text->items[at - 1].is_number;

	*first = *last = at;
	if (!(text->items[at].kinds & KIND_FLAT))
		return false;
	if (is_flat_number(text, at + 1) &&
	    (!is_counted || text->items[at].is_apart || flag_fits(word, "кв"))) {
		*last = at + 1;
		return true;
	}
	if (at > 1 && !flag_fits(word, "кв") &&
	    flag_fits(text->items[at - 1].folded, "й|ій|ої|а|у|ю|ою|ї|я") &&
	    text->items[at - 2].is_number) {
		*first = at - 2;
		return true;
	}
	return false;
}

/* «живе за адресою Садова, 5»: the verb, a name and a number in one sentence. */
static bool is_dwelling(const struct flag_text *text, size_t at, size_t *last)
{
	bool has_name = false;

	if (!(text->items[at].kinds & KIND_DWELLING))
		return false;
	for (size_t i = at + 1; i < text->count && i < at + 10 && !text->items[i].is_first; i++) {
		has_name |= text->items[i].is_capital;
		*last = i;
		if (has_name && is_flat_number(text, i))
			return true;
	}
	return false;
}

void flag_find_homes(struct flag_text *text)
{
	size_t first, last;

	flag_mark(text, KIND_DWELLING, DWELLINGS);
	flag_mark(text, KIND_FLAT, FLATS);
	for (size_t at = 0; at < text->count; at++) {
		if (is_flat(text, at, &first, &last))
			flag_note(text, FLAG_ADDRESS, first, last);
		else if (is_dwelling(text, at, &last))
			flag_note(text, FLAG_ADDRESS, at, last);
	}
}
