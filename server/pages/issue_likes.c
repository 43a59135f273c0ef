#include "issue_likes.h"

#include "issue_view.h"
#include "model/base/unicode.h"
#include "model/community.h"
#include "model/message.h"
#include "model/similar.h"

/* What is known there already and was not told apart before. Once there is a text, only by its words. */
static struct issue_likes likes_of(struct request *request, const struct form *form,
				   bool only_words)
{
	struct arena *arena = request->arena;
	struct similar_asked asked = {
		.community_id = request->community->id,
		.category = form_typed(form, "category"),
		.area_id = strtoll(form_typed(form, "area"), NULL, 10),
		.words = arena_printf(arena, "%s %s %s", form_typed(form, "place"),
				      form_typed(form, "title"), form_typed(form, "text")),
		.but_not = form_typed(form, "distinct"),
		.only_words = only_words,
		.now = request->now,
	};
	struct issues issues = similar_find(request->db, &asked);
	struct issue_likes likes = {0};

	for (size_t i = 0; i < issues.count; i++)
		*LIST_ADD(arena, &likes) = (struct issue_like){
			.row = issue_view_row(request, &issues.items[i]),
			.is_over = issue_can_reopen(&issues.items[i], request->now) &&
				   strcmp(issues.items[i].phase, "closed") == 0};
	return likes;
}

bool issue_likes_find(struct request *request, const struct form *form, bool only_words,
		      struct issue_question *it)
{
	if (*form_typed(form, "reopens"))
		return false;
	it->likes = likes_of(request, form, only_words);
	it->distinct = unicode_shorten(request->arena, form_typed(form, "distinct"), 1000);
	for (size_t i = 0; i < it->likes.count; i++)
		it->distinct = arena_printf(request->arena, "%s%s%s", it->distinct,
					    *it->distinct ? "," : "",
					    it->likes.items[i].row.number);
	return it->likes.count > 0;
}

bool issue_likes_reopened(struct request *request, const struct pairs *typed, struct issue *issue)
{
	struct issue_key key = {.community_id = request->community->id};

	return issue_key_read(pairs_value(typed, "reopens"), &key) == OK &&
	       issue_find(request->db, key, request->now, issue) == OK &&
	       issue_can_reopen(issue, request->now);
}

enum outcome issue_likes_ask(struct request *request, struct change *change, const char *text,
			     int64_t report_id)
{
	struct form form = form_begin(request->arena, &request->form);
	struct issue reopened;
	enum outcome outcome;

	if (!issue_likes_reopened(request, &request->form, &reopened))
		return OK;
	outcome = message_add(change, &form,
			      &(struct message_entry){.issue_id = reopened.id,
						      .kind = MESSAGE_REOPENING,
						      .text = text,
						      .report_id = report_id});
	return outcome == TOO_OFTEN ? OK : outcome;
}
