#include "pairs.h"

void pairs_add(struct arena *arena, struct pairs *pairs, const char *name, const char *value)
{
	*LIST_ADD(arena, pairs) = (struct pair){name, value};
}

const char *pairs_find(const struct pairs *pairs, const char *name)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (strcmp(pairs->items[i].name, name) == 0)
			return pairs->items[i].value;
	return NULL;
}

const char *pairs_find_header(const struct pairs *pairs, const char *name)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (strcasecmp(pairs->items[i].name, name) == 0)
			return pairs->items[i].value;
	return NULL;
}

const char *pairs_value(const struct pairs *pairs, const char *name)
{
	const char *value = pairs_find(pairs, name);

	return value ? value : "";
}
