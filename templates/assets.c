#include "assets.h"

#include "model/base/embed.h"
#include "model/base/outcome.h"

EMBED(assets_style, PORUCH_BUILD "/templates/style.css");
EMBED(assets_icon, "templates/icon.svg");

const struct asset *assets_all(size_t *count)
{
	/* Their lengths are known to the linker only: so their ends are named, not those. */
	static const struct asset assets[] = {
		{"style", "css", "text/css; charset=utf-8", assets_style, assets_style_end},
		{"icon", "svg", "image/svg+xml", assets_icon, assets_icon_end},
	};

	*count = COUNT(assets);
	return assets;
}
