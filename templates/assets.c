#include "assets.h"

#include "model/base/embed.h"
#include "model/base/outcome.h"

EMBED(assets_style, PORUCH_BUILD "/templates/style.css");
EMBED(assets_icon, "templates/icon.svg");
EMBED(assets_map, "templates/map.js");
EMBED(assets_leaflet, PORUCH_LEAFLET "/leaflet.min.js");
EMBED(assets_leaflet_style, PORUCH_LEAFLET "/leaflet.css");

const struct asset *assets_all(size_t *count)
{
	/* Their lengths are known to the linker only: so their ends are named, not those. */
	static const struct asset assets[] = {
		{"style", "css", "text/css; charset=utf-8", assets_style, assets_style_end},
		{"icon", "svg", "image/svg+xml", assets_icon, assets_icon_end},
		{"map", "js", "text/javascript; charset=utf-8", assets_map, assets_map_end},
		{"leaflet", "js", "text/javascript; charset=utf-8", assets_leaflet,
		 assets_leaflet_end},
		{"leaflet-style", "css", "text/css; charset=utf-8", assets_leaflet_style,
		 assets_leaflet_style_end},
	};

	*count = COUNT(assets);
	return assets;
}
