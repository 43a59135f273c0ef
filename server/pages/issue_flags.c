/*
 * issue_flags.c - what the words of an issue may give away (model/flag.h), said to staff.
 */
#include "issue_flags.h"

#include "model/base/text.h"
#include "model/base/unicode.h"
#include "model/flag.h"
#include "server/page.h"

#define LINE_MAXIMUM 4000

static const struct {
	uint32_t flag;
	const char *sentence;
} flag_names[FLAG_COUNT] = {
	{FLAG_NAME, SAY("may name a person")},
	{FLAG_CONTACT, SAY("a telephone, address or number")},
	{FLAG_ADDRESS, SAY("somebody's home")},
	{FLAG_CHILD, SAY("may identify a child")},
	{FLAG_POINT, SAY("a point on the map")},
	{FLAG_MILITARY, SAY("not to be told in wartime")},
};

struct work_flags issue_flags_in(const struct request *request, const char *text)
{
	struct flag_hits hits = flag_hits_of(request->arena, text);
	struct work_flags flags = {0};

	for (size_t i = 0; i < hits.count; i++)
		for (size_t n = 0; n < COUNT(flag_names); n++)
			if (hits.items[i].flag == flag_names[n].flag)
				*LIST_ADD(request->arena, &flags) = (struct work_flag){
					.name = words_say(page_words(request),
							  flag_names[n].sentence),
					.words = hits.items[i].words};
	return flags;
}

struct work_flags issue_flags_of(const struct request *request, const struct issue_work *work)
{
	const struct issue *issue = &work->issue;

	if (!work->flags)
		return (struct work_flags){0};
	return issue_flags_in(request,
			      issue_words(request->arena, issue->title, issue->text, issue->place));
}

const char *issue_flags_line(const struct request *request, const struct issue_work *work)
{
	struct work_flags flags = issue_flags_of(request, work);
	struct text line = text_begin(request->arena, LINE_MAXIMUM);

	for (size_t i = 0; i < flags.count; i++) {
		bool is_same = i && flags.items[i].name == flags.items[i - 1].name;

		text_addf(&line, "%s%s%s", i ? is_same ? ", " : "; " : "",
			  is_same ? "" : flags.items[i].name, is_same ? "" : ": ");
		text_add(&line, flags.items[i].words);
	}
	return line.length ? unicode_shorten(request->arena, line.bytes, 200) : NULL;
}
