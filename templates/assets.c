#include "assets.h"

#include "model/base/embed.h"
#include "model/base/outcome.h"

EMBED(assets_style, PORUCH_BUILD "/templates/style.css");
EMBED(assets_icon, "templates/icon.svg");

const struct asset *assets_all(size_t *count)
{
	static struct asset assets[] = {
		{"style", "css", "text/css; charset=utf-8", assets_style, 0},
		{"icon", "svg", "image/svg+xml", assets_icon, 0},
	};

	/* The lengths are known to the linker only; every thread writes the same. */
	assets[0].length = (size_t)(assets_style_end - assets_style);
	assets[1].length = (size_t)(assets_icon_end - assets_icon);
	*count = COUNT(assets);
	return assets;
}
