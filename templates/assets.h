/*
 * assets.h - the files a browser fetches beside the pages: the style sheet and the picture of the tab.
 *
 * They are part of the program. The server gives them addresses with a hash of their bytes
 * (/static/style.HASH.css), so that they can be kept for ever.
 */
#pragma once

#include <stddef.h>

struct asset {
	const char *name, *extension; /* "style", "css" */
	const char *type;             /* media type with charset */
	const char *bytes, *end;
};

static inline size_t asset_length(const struct asset *asset)
{
	return (size_t)(asset->end - asset->bytes);
}

/* All of them; count into *count. Constant. */
const struct asset *assets_all(size_t *count);
