#include "format.h"

#include "atom.h"
#include "json_feed.h"
#include "rss.h"

const struct format formats[] = {
	{.key = "atom",
	 .name = "Atom",
	 .media = "application/atom+xml",
	 .type = "application/atom+xml; charset=utf-8",
	 .write = atom_write},
	{.key = "rss",
	 .name = "RSS",
	 .media = "application/rss+xml",
	 .type = "application/rss+xml; charset=utf-8",
	 .write = rss_write},
	/* JSON is UTF-8 by its own rules; a charset parameter has no meaning there (RFC 8259 11). */
	{.key = "json",
	 .name = "JSON Feed",
	 .media = "application/feed+json",
	 .type = "application/feed+json",
	 .write = json_feed_write},
	{0},
};

const struct format *format_find(const char *key)
{
	for (const struct format *format = formats; format->key; format++) {
		if (!strcmp(format->key, key))
			return format;
	}
	return NULL;
}
