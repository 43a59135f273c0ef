#include "frame.h"

#include "html.h"

static void add(struct page *page, struct frame_items *items, const char *href, const char *text,
		bool is_current)
{
	*LIST_ADD(page->arena, items) = (struct frame_item){href, text, is_current};
}

struct frame_items frame_items(struct page *page, const struct frame *frame)
{
	static const struct {
		enum frame_place place;
		const char *path, *text;
	} places[] = {
		{PLACE_HOME, "", SAY("Home")},
		{PLACE_ISSUES, "issues", SAY("Safety issues")},
		{PLACE_REPORTS, "reports", SAY("Police reports")},
		{PLACE_MEETINGS, "meetings", SAY("Meetings")},
		{PLACE_SUBSCRIBE, "subscribe", SAY("Subscribe")},
		{PLACE_WORK, "work", SAY("Work queue")},
	};
	struct frame_items items = {0};

	for (size_t i = 0; i < COUNT(places); i++) {
		if ((places[i].place == PLACE_MEETINGS && !frame->has_meetings) ||
		    (places[i].place == PLACE_WORK && !frame->has_work))
			continue;
		add(page, &items, arena_printf(page->arena, "/%s/%s", frame->slug, places[i].path),
		    words_say(page->words, places[i].text), places[i].place == frame->place);
	}
	if (frame->has_admin)
		add(page, &items, "/admin/", words_say(page->words, SAY("Administration")),
		    frame->place == PLACE_ADMIN);
	return items;
}

void frame_switch_html(struct page *page, const struct frame *frame)
{
	const struct words *other = words_other(page->words);

	/* Put by hand, because html_address would lead it back to the present language. */
	if (!html_is_safe_address(frame->other_language))
		return;
	HTML(page, "<a href=\"");
	html_text(page, frame->other_language);
	HTML(page, "\" hreflang=\"");
	html_text(page, words_language(other));
	HTML(page, "\" lang=\"");
	html_text(page, words_language(other));
	HTML(page, "\">");
	html_text(page, words_name(other));
	HTML(page, "</a>");
}
