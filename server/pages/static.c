/* What a browser fetches beside the pages, kept for ever under a name that has the bytes' hash. */
#include <pthread.h>

#include "model/base/compress.h"
#include "model/base/secret.h"
#include "server/pages.h"
#include "server/settings.h"
#include "templates/assets.h"

#define MOST_ASSETS 16
#define HASH_DIGITS 16

static char addresses[MOST_ASSETS][96];
static pthread_once_t addresses_once = PTHREAD_ONCE_INIT;

static void make_addresses(void)
{
	size_t count;
	const struct asset *assets = assets_all(&count);
	struct arena *arena = arena_begin((size_t)64 * 1024);

	for (size_t i = 0; i < count && i < MOST_ASSETS; i++)
		snprintf(addresses[i], sizeof(addresses[i]), "/static/%s.%.*s.%s", assets[i].name,
			 HASH_DIGITS, secret_hash(arena, assets[i].bytes, asset_length(&assets[i])),
			 assets[i].extension);
	arena_end(arena);
}

const char *static_address(const char *name)
{
	size_t count;
	const struct asset *assets = assets_all(&count);

	pthread_once(&addresses_once, make_addresses);
	for (size_t i = 0; i < count && i < MOST_ASSETS; i++)
		if (strcmp(assets[i].name, name) == 0)
			return addresses[i];
	return "";
}

static int64_t map_bytes;
static pthread_once_t map_once = PTHREAD_ONCE_INIT;

/* What a browser is sent for the interactive map before any tile: its files, compressed. */
static void measure_map(void)
{
	static const char *const names[] = {"map", "leaflet", "leaflet-style"};
	size_t count;
	const struct asset *assets = assets_all(&count);
	struct arena *arena = arena_begin((size_t)4 << 20);

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < COUNT(names); k++) {
			const char *smaller;
			size_t length = asset_length(&assets[i]);

			if (strcmp(assets[i].name, names[k]) != 0)
				continue;
			if (compress_gzip(arena, assets[i].bytes, length, &smaller, &length))
				map_bytes += (int64_t)length;
			else
				map_bytes += (int64_t)asset_length(&assets[i]);
		}
	arena_end(arena);
}

int64_t static_map_kilobytes(void)
{
	pthread_once(&map_once, measure_map);
	return (map_bytes + 999) / 1000;
}

enum outcome static_page(struct request *request)
{
	size_t count;
	const struct asset *assets = assets_all(&count);

	pthread_once(&addresses_once, make_addresses);
	for (size_t i = 0; i < count && i < MOST_ASSETS; i++)
		if (strcmp(addresses[i] + strlen("/static/"), request->path_values[0]) == 0)
			return request_answer(request, assets[i].type, assets[i].bytes,
					      asset_length(&assets[i]));
	return NOT_FOUND;
}

enum outcome robots_page(struct request *request)
{
	const char *rules = arena_printf(request->arena,
					 "User-agent: *\n"
					 "Disallow: /account\n"
					 "Disallow: /admin\n"
					 "Disallow: /sign-in\n"
					 "Disallow: /en/sign-in\n"
					 "\n"
					 "Sitemap: %s\n",
					 request_url(request, "/sitemap.xml"));

	return request_answer(request, "text/plain; charset=utf-8", rules, strlen(rules));
}
