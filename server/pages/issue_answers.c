/*
 * issue_answers.c - the answers of a report, to be looked at before it is sent; and whom to call where no
 * report is taken.
 */
#include "issue_answers.h"

#include "issue_likes.h"
#include "server/page.h"

static const char *what_answers(const struct request *request, const char *number)
{
	static const struct {
		const char *number, *what;
	} services[] = {{"101", SAY("the fire and rescue service")},
			{"102", SAY("the police")},
			{"112", SAY("one number for all help")},
			{"1547", SAY("the hotline against domestic violence, day and night")}};

	for (size_t i = 0; i < COUNT(services); i++)
		if (strcmp(services[i].number, number) == 0)
			return words_say(page_words(request), services[i].what);
	return "";
}

struct issue_calls issue_answers_calls(const struct request *request,
				       const struct category *category)
{
	char *rest = arena_string(request->arena, category->call), *number;
	struct issue_calls calls = {0};

	while ((number = strsep(&rest, ", ")))
		if (*number)
			*LIST_ADD(request->arena, &calls) = (struct issue_call){
				number, what_answers(request, number)};
	return calls;
}

static void add_answer(const struct request *request, struct issue_answers *answers,
		       const char *label, const char *value, const char *question)
{
	*LIST_ADD(request->arena, answers) = (struct issue_answer){
		words_say(page_words(request), label), value, question};
}

static const char *label_of(const struct choices *choices, const char *key)
{
	for (size_t i = 0; i < choices->count; i++)
		if (strcmp(choices->items[i].key, key) == 0)
			return choices->items[i].label;
	return "";
}

static const char *joined(const struct request *request, const char *first, const char *second)
{
	if (*first && *second)
		return arena_printf(request->arena, "%s\n%s", first, second);
	return *first ? first : second;
}

static const char *photos_of(const struct request *request, const struct issue_question *it)
{
	const struct words *words = page_words(request);
	int64_t count = (int64_t)it->photos.count;

	if (!count)
		return "";
	return words_fill(request->arena, words,
			  words_say_count(words, SAY_COUNT("{1} photo", "{1} photos"), count),
			  (struct hole[]){words_hole_integer(count)}, 1);
}

struct issue_answers issue_answers_of(struct request *request, const struct issue_question *it,
				      const struct pairs *typed)
{
	struct issue_answers answers = {0};
	struct issue reopened;
	const char *point = joined(request, pairs_value(typed, "lat"), pairs_value(typed, "long"));
	const char *place = joined(request, label_of(&it->areas, pairs_value(typed, "area")),
				   pairs_value(typed, "place"));
	const char *contact = joined(request, pairs_value(typed, "contact_name"),
				     joined(request, pairs_value(typed, "contact_phone"),
					    pairs_value(typed, "contact_email")));

	add_answer(request, &answers, SAY("Kind"), it->category, "category");
	add_answer(request, &answers, SAY("Where"), joined(request, place, point), "place");
	if (issue_likes_reopened(request, typed, &reopened))
		add_answer(
			request, &answers, SAY("It is this one again"),
			arena_printf(request->arena, "№ %s %s",
				     issue_key_text(request->arena, reopened.year, reopened.number),
				     reopened.title),
			"place");
	add_answer(request, &answers, SAY("What is wrong"),
		   joined(request, pairs_value(typed, "title"), pairs_value(typed, "text")),
		   "text");
	add_answer(request, &answers, SAY("Photos"), photos_of(request, it), "photo");
	add_answer(request, &answers, SAY("Contact"),
		   *contact ? contact : words_say(page_words(request), SAY("anonymous")),
		   "contact");
	return answers;
}
