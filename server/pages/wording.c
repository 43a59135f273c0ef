#include "wording.h"

#include <string.h>

#include "server/page.h"

const char *wording_say(const struct request *request, const struct wording *table, size_t count,
			const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(table[i].key, key) == 0)
			return words_say(page_words(request), table[i].sentence);
	return "";
}
