#include "letter.h"

#include "feeds/mail.h"
#include "model/base/log.h"
#include "model/base/secret.h"
#include "model/community.h"
#include "model/installation.h"
#include "model/issue.h"
#include "model/outbox.h"
#include "page.h"
#include "settings.h"
#include "templates/letter.html.h"

#define LETTER_MOST ((size_t)1 << 20)

bool letter_is_possible(const struct request *request)
{
	return *request->settings->smtp != '\0';
}

const char *letter_ask_path(const struct request *request, const char *kind, const char *query)
{
	if (!letter_is_possible(request) || strstr(query, "state=overdue"))
		return NULL;
	return request_place(request, arena_printf(request->arena, "subscribe/mail?what=%s%s%s",
						   kind, *query ? "&" : "", query));
}

const char *letter_ask_issue_path(const struct request *request, int64_t year, int64_t number)
{
	if (!letter_is_possible(request))
		return NULL;
	return arena_printf(request->arena, "/%s/subscribe/mail?issue=%s", request->community->slug,
			    issue_key_text(request->arena, year, number));
}

const char *letter_own_path(const struct request *request, const struct subscription *subscription)
{
	return arena_printf(request->arena, "/mail/%s", subscription->secret);
}

const char *letter_rhythm(const struct request *request, enum subscription_rhythm rhythm)
{
	static const char *const sentences[SUBSCRIPTION_RHYTHM_COUNT] = {
		[SUBSCRIPTION_AT_ONCE] = SAY("At once, a letter every ten minutes at most."),
		[SUBSCRIPTION_DAILY] = SAY("Once a day, at 8 in the morning."),
		[SUBSCRIPTION_WEEKLY] = SAY("Once a week, on Monday at 8 in the morning."),
	};

	return words_say(page_words(request), sentences[rhythm]);
}

/* ------------------------------------------------------------------ who, and to whom */

/* "everything.korosten.poruch.example"; a filter is told by its hash. */
static const char *list_id(struct request *request, const struct feed_source *source,
			   const struct subscription *to, const char *authority)
{
	const char *hash = secret_hash(request->arena, to->query, strlen(to->query));

	return arena_printf(request->arena, "%s%s%.*s.%s.%s", to->kind, *to->query ? "-" : "",
			    *to->query ? 12 : 0, hash,
			    source->community ? source->community->slug : "all", authority);
}

static struct mail mail_for(struct request *request, const struct feed_source *source,
			    const struct installation *installation)
{
	const char *poruch = words_say(page_words(request), SAY("Poruch"));
	const char *from = request->settings->mail_from;

	return (struct mail){
		.from_name = source->community ? arena_printf(request->arena, "%s: %s", poruch,
							      source->community->short_name)
					       : poruch,
		.from = *from ? from
			      : arena_printf(request->arena, "poruch@%s", installation->authority),
		.date = request->now,
		.language = request->language,
	};
}

static struct letter letter_for(struct request *request, const struct feed_source *source,
				const struct subscription *to)
{
	const char *page = feed_source_page_url(request, source->home);

	return (struct letter){
		.title = source->title,
		.page = *source->query ? arena_printf(request->arena, "%s?%s", page, source->query)
				       : page,
		.home = request_url(request, "/"),
		.own = feed_source_page_url(request, letter_own_path(request, to)),
		.email = to->email,
		.rhythm = letter_rhythm(request, to->rhythm),
		.asked_days = SUBSCRIPTION_ASKED_DAYS,
	};
}

/* As bytes into the outbox, under a key that nothing else has. */
static enum outcome put_in(struct request *request, struct change *change,
			   const struct subscription *to, const struct mail *mail,
			   const char *position)
{
	struct outbox_item item = {
		.kind = OUTBOX_MAIL,
		.to = to->email,
		.key = arena_printf(request->arena, "%s.%s", subscription_group(request->arena, to),
				    position),
	};
	size_t length;
	enum outcome outcome = mail_write(mail, request->arena, &item.body, &length);

	if (outcome == INVALID)
		log_error("a letter cannot be written: is '%s' an address to write from?",
			  mail->from);
	return outcome == OK ? outbox_add(change, &item) : BROKEN;
}

/* ------------------------------------------------------------------ the letters */

static const char *html_of_news(struct request *request, const struct letter *letter,
				const struct entries *entries)
{
	struct page page = html_begin(request->arena, page_words(request), LETTER_MOST);

	letter_begin_html(&page, letter);
	for (size_t i = 0; i < entries->count; i++) {
		const struct entry *entry = &entries->items[i];
		const struct letter_entry it = {.title = entry->title,
						.author = entry->author,
						.link = entry->link,
						.at = moment(entry->updated)};

		letter_entry_head_html(&page, &it);
		/* Markup already: the entry's template made it. */
		html_raw(&page, entry->content, strlen(entry->content));
		letter_entry_foot_html(&page, &it);
	}
	letter_news_end_html(&page, letter);
	return page.out.bytes;
}

/* One thing by its name, several by how many they are. */
static const char *subject_of(struct request *request, const struct feed_source *source,
			      const struct letter_news *news)
{
	const struct words *words = page_words(request);
	int64_t count = (int64_t)news->entries.count + news->more;
	const char *what;

	if (count == 1 && source->community)
		return arena_printf(request->arena, "%s: %s", source->community->short_name,
				    news->entries.items[0].title);
	if (count == 1)
		return news->entries.items[0].title;
	what = words_fill(
		request->arena, words,
		words_say_count(words, SAY_COUNT("{1} new entry", "{1} new entries"), count),
		(struct hole[]){words_hole_integer(count)}, 1);
	return arena_printf(request->arena, "%s — %s", source->title, what);
}

enum outcome letter_add_news(struct request *request, struct change *change,
			     const struct feed_source *source, const struct subscription *to,
			     const struct letter_news *news)
{
	struct letter letter = letter_for(request, source, to);
	const char *position = arena_printf(request->arena, "%lld", (long long)news->seq);
	struct installation installation;
	struct mail mail;
	enum outcome outcome = installation_find(request->db, &installation);

	if (outcome != OK)
		return outcome;
	letter.more = news->more;
	mail = mail_for(request, source, &installation);
	mail.to = to->email;
	mail.subject = subject_of(request, source, news);
	mail.id = arena_printf(request->arena, "s%lld.%s@%s", (long long)to->id, position,
			       installation.authority);
	mail.list_name = source->title;
	mail.list_id = list_id(request, source, to, installation.authority);
	mail.unsubscribe = letter.own;
	mail.html = html_of_news(request, &letter, &news->entries);
	return put_in(request, change, to, &mail, position);
}

enum outcome letter_add_question(struct request *request, struct change *change,
				 const struct feed_source *source, const struct subscription *to)
{
	struct letter letter = letter_for(request, source, to);
	struct page page = html_begin(request->arena, page_words(request), LETTER_MOST);
	struct installation installation;
	struct mail mail;
	enum outcome outcome = installation_find(request->db, &installation);

	if (outcome != OK)
		return outcome;
	letter_begin_html(&page, &letter);
	letter_question_end_html(&page, &letter);
	mail = mail_for(request, source, &installation);
	mail.to = to->email;
	mail.subject = words_fill(request->arena, page_words(request),
				  words_say(page_words(request), SAY("Confirm, please: {1}")),
				  (struct hole[]){words_hole(source->title)}, 1);
	mail.id = arena_printf(request->arena, "s%lld.asked@%s", (long long)to->id,
			       installation.authority);
	mail.html = page.out.bytes;
	return put_in(request, change, to, &mail, "asked");
}
