#include "forgery.h"

#include "cookie.h"
#include "model/installation.h"
#include "settings.h"

/* "https://host:port" of a URL, without what follows. */
static size_t origin_length(const char *url)
{
	const char *host = strstr(url, "://");

	return host ? (size_t)(host - url) + 3 + strcspn(host + 3, "/?#") : strlen(url);
}

static bool is_origin_ours(const char *origin, const char *host, const struct settings *settings)
{
	const char *named = strstr(origin, "://");
	size_t length = origin_length(settings->public_url);

	if (strlen(origin) == length && strncasecmp(origin, settings->public_url, length) == 0)
		return true;
	return named && host && strcasecmp(named + 3, host) == 0;
}

bool forgery_is_same_origin(const struct pairs *headers, const struct settings *settings)
{
	const char *site = pairs_find_header(headers, "Sec-Fetch-Site");
	const char *origin = pairs_find_header(headers, "Origin");

	if (site)
		return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0;
	if (origin)
		return is_origin_ours(origin, pairs_find_header(headers, "Host"), settings);
	return true;
}

/* The keyed hash for that hour and browser; NULL while there is no installation. */
static const char *token_for(struct request *request, int64_t hour, const char *browser)
{
	struct installation installation;
	const char *told;

	if (installation_find(request->db, &installation) != OK)
		return NULL;
	told = arena_printf(request->arena, "form %lld %s", (long long)hour, browser);
	return arena_printf(request->arena, "%llx-%s", (long long)hour,
			    secret_mac(request->arena, installation.form_key, told, strlen(told)));
}

const char *forgery_token(struct request *request)
{
	const char *browser = request->viewer.person_id ? cookie_session(request)
							: cookie_make_visitor(request);
	const char *token = token_for(request, request->now / 3600, browser);

	return token ? token : "";
}

static bool is_given_to(struct request *request, const char *browser)
{
	const char *token = pairs_value(&request->form, "token");
	int64_t hour = (int64_t)strtoll(token, NULL, 16), now = request->now / 3600;
	const char *right;

	if (!browser || hour > now || hour < now - request->settings->form_hours)
		return false;
	right = token_for(request, hour, browser);
	return right && secret_equal(token, right);
}

bool forgery_is_ours(struct request *request)
{
	return is_given_to(request, request->viewer.person_id ? cookie_session(request)
							      : cookie_visitor(request));
}

bool forgery_is_of_ended_session(struct request *request)
{
	return !request->viewer.person_id && is_given_to(request, cookie_session(request));
}
