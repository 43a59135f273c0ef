#include "settings.h"

#include <errno.h>

#include "model/base/text.h"

#define AT(member) offsetof(struct settings, member)
#define TEXT_SETTING(name, member, otherwise, meaning)                   \
	{                                                                \
		name, SETTING_TEXT, otherwise, 0, 0, AT(member), meaning \
	}
#define NUMBER_SETTING(name, member, otherwise, least, most, meaning)             \
	{                                                                         \
		name, SETTING_NUMBER, otherwise, least, most, AT(member), meaning \
	}

/* clang-format off */
const struct setting settings_table[] = {
	TEXT_SETTING("data", data, "data", "the data folder"),
	TEXT_SETTING("listen", listen, "127.0.0.1:8080",
		"where to listen: ADDRESS:PORT, unix:PATH, or systemd"),
	TEXT_SETTING("public-url", public_url, "http://127.0.0.1:8080",
		"what this installation is called from outside"),
	TEXT_SETTING("trusted-proxy", trusted_proxy, "",
		"address of the proxy whose X-Forwarded-For is believed; over a Unix socket always"),
	{"limits", SETTING_SWITCH, "on", 0, 1, AT(limits),
		"on; off lifts the rate limits, for load tests only"},
	TEXT_SETTING("map-tiles", map_tiles, "",
		"tiles of the interactive map, as https://HOST/{z}/{x}/{y}.png; empty: our points alone"),
	TEXT_SETTING("hub", hub, "",
		"address of a WebSub hub that is told when feeds change, as https://HOST/; empty: none"),
	TEXT_SETTING("smtp", smtp, "",
		"mail server, as smtp://HOST:PORT or smtps://HOST:PORT; empty: no mail is sent"),
	TEXT_SETTING("smtp-user", smtp_user, "", "who we are to the mail server; empty: it does not ask"),
	TEXT_SETTING("smtp-password-file", smtp_password_file, "",
		"file whose first line is that user's password"),
	TEXT_SETTING("mail-from", mail_from, "", "address our mail comes from, as name@domain"),
	TEXT_SETTING("log-level", log_level, "info", "debug, info, warning or error"),

	NUMBER_SETTING("url-bytes", url_bytes, "2048", 256, 2048, "longest address"),
	NUMBER_SETTING("header-bytes", header_bytes, "16384", 4096, 49152, "all headers together"),
	NUMBER_SETTING("body-bytes", body_bytes, "1048576", 4096, 4194304, "largest form"),
	NUMBER_SETTING("body-file-bytes", body_file_bytes, "27262976", 65536, 67108864,
		"largest form that brings photos"),
	NUMBER_SETTING("photo-bytes", photo_bytes, "8388608", 65536, 33554432, "largest photo"),
	NUMBER_SETTING("photos-arriving-bytes", photos_arriving_bytes, "268435456", 8388608, 4294967296,
		"all forms with photos together, as far as they have arrived at one moment"),
	NUMBER_SETTING("drain-bytes", drain_bytes, "33554432", 0, 268435456,
		"how much of a refused body is read, so that the refusal arrives"),
	NUMBER_SETTING("bodies-bytes", bodies_bytes, "134217728", 1048576, 4294967296,
		"all forms together that are arriving at one moment"),
	NUMBER_SETTING("fields", fields, "1000", 50, 10000, "most fields of a form or a query"),
	NUMBER_SETTING("connections", connections, "4096", 64, 65536, "most connections at once"),
	NUMBER_SETTING("request-seconds", request_seconds, "10", 1, 600,
		"how long a request may take to arrive"),
	NUMBER_SETTING("read-seconds", read_seconds, "2", 1, 600,
		"how long reading the database for one page may take"),
	NUMBER_SETTING("streams", streams, "4", 1, 64,
		"how many long answers (open data) are made at once; who comes then is asked to wait"),
	NUMBER_SETTING("stream-seconds", stream_seconds, "900", 1, 86400,
		"how long sending one of them may take"),
	NUMBER_SETTING("send-bytes-per-second", send_bytes_per_second, "1024", 1, 1048576,
		"the slowest reader an answer waits for"),
	NUMBER_SETTING("receive-bytes-per-second", receive_bytes_per_second, "1024", 1, 1048576,
		"the slowest sender of photos that is waited for"),
	NUMBER_SETTING("posts-per-minute", posts_per_minute, "30", 1, 100000,
		"forms sent from one address"),
	NUMBER_SETTING("sign-ins-per-minute", sign_ins_per_minute, "10", 1, 100000,
		"tries to sign in from one address"),
	NUMBER_SETTING("supports-per-network", supports_per_network, "5", 1, 1000,
		"how often one network counts for \"it concerns me too\", for an issue a day"),
	NUMBER_SETTING("letters-per-network", letters_per_network, "10", 1, 1000,
		"how often one network may ask for news by e-mail in a day"),
	NUMBER_SETTING("limited-addresses", limited_addresses, "16384", 64, 1048576,
		"how many addresses the rate limits remember"),
	NUMBER_SETTING("arena-bytes", arena_bytes, "268435456", 1048576, 1073741824,
		"memory of one request"),
	NUMBER_SETTING("waiting-actions", waiting_actions, "512", 1, 65536,
		"how many actions may wait for the writer"),
	NUMBER_SETTING("waiting-hashes", waiting_hashes, "32", 1, 1024,
		"how many sign-ins may wait for their turn"),
	NUMBER_SETTING("waiting-photos", waiting_photos, "16", 1, 1024,
		"how many forms with photos may wait for their turn"),
	NUMBER_SETTING("cache-bytes", cache_bytes, "16777216", 0, 1073741824,
		"ready answers kept in memory"),

	NUMBER_SETTING("threads", threads, "0", 0, 64,
		"threads that answer readers; 0: as many as processors, from 2 to 4"),
	NUMBER_SETTING("hashing-threads", hashing_threads, "1", 1, 8,
		"threads that check passwords, 40 ms each"),
	NUMBER_SETTING("photo-threads", photo_threads, "1", 1, 8,
		"threads that have photos developed, up to a second each"),
	NUMBER_SETTING("stop-seconds", stop_seconds, "20", 1, 300,
		"how long answers under way may take when the service stops"),
	NUMBER_SETTING("form-hours", form_hours, "12", 1, 72,
		"how long a form on the screen can be sent without being asked again"),
	NUMBER_SETTING("contact-days", contact_days, "90", 1, 3650,
		"how long contacts and original words are kept after an issue is closed"),
	NUMBER_SETTING("backup-days", backup_days, "30", 1, 3650,
		"how long you keep backups, as the privacy page tells; deleting older ones is yours"),
};
/* clang-format on */

const size_t settings_count = COUNT(settings_table);

_Static_assert(COUNT(settings_table) <= sizeof(((struct settings *)0)->sources),
	       "struct settings remembers too few sources");

static bool read_number(const struct setting *setting, const char *value, int64_t *number)
{
	char *end;
	long long read;

	errno = 0;
	read = strtoll(value, &end, 10);
	if (errno || end == value || *end || read < setting->least || read > setting->most)
		return false;
	*number = read;
	return true;
}

/* A public URL is written without a slash at its end everywhere, so it is kept without. */
static const char *read_text(struct arena *arena, const struct setting *setting, const char *value)
{
	size_t length = strlen(value);

	if (setting->offset == AT(public_url))
		while (length && value[length - 1] == '/')
			length--;
	return arena_bytes(arena, value, length);
}

/* It goes into a header, so it is made of what stands in addresses, and of {z}, {x}, {y}, {s}. */
static bool is_tile_address(const char *value)
{
	return (strncmp(value, "http://", 7) == 0 || strncmp(value, "https://", 8) == 0) &&
	       strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			     ":/.-_~{}?=&%@+") == strlen(value) &&
	       strstr(value, "{z}") && strstr(value, "{x}") && strstr(value, "{y}");
}

/* It goes into headers and markup. */
static bool is_address_of(const char *value, const char *scheme)
{
	size_t length = strlen(scheme);

	return strncmp(value, scheme, length) == 0 && value[length] &&
	       strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			     ":/.-_~?=&%@+[]") == strlen(value);
}

static bool is_mail_address(const char *value)
{
	const char *at = strchr(value, '@');

	return at && at > value && at[1] && !strchr(at + 1, '@') &&
	       strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			     ".-_+@") == strlen(value);
}

static bool is_acceptable(const struct setting *setting, const char *value)
{
	static const char *const levels[] = {"debug", "info", "warning", "error"};

	if (setting->offset == AT(hub))
		return !*value || is_address_of(value, "https://") ||
		       is_address_of(value, "http://");
	if (setting->offset == AT(smtp))
		return !*value || is_address_of(value, "smtp://") ||
		       is_address_of(value, "smtps://");
	if (setting->offset == AT(mail_from))
		return !*value || is_mail_address(value);
	if (setting->offset == AT(public_url))
		return strncmp(value, "http://", 7) == 0 || strncmp(value, "https://", 8) == 0;
	if (setting->offset == AT(map_tiles))
		return !*value || is_tile_address(value);
	if (setting->offset == AT(log_level)) {
		for (size_t i = 0; i < COUNT(levels); i++)
			if (strcmp(value, levels[i]) == 0)
				return true;
		return false;
	}
	return true;
}

static const char *what_is_wrong(struct arena *arena, const struct setting *setting,
				 const char *value)
{
	switch (setting->kind) {
	case SETTING_NUMBER:
		return arena_printf(arena, "%s: '%s' is not a number from %lld to %lld",
				    setting->name, value, (long long)setting->least,
				    (long long)setting->most);
	case SETTING_SWITCH:
		return arena_printf(arena, "%s: '%s' is neither on nor off", setting->name, value);
	case SETTING_TEXT:
	default:
		return arena_printf(arena, "%s: '%s' will not do (%s)", setting->name, value,
				    setting->meaning);
	}
}

static enum outcome set(struct arena *arena, struct settings *settings,
			const struct setting *setting, const char *value,
			enum setting_source source, const char **fault)
{
	void *place = (char *)settings + setting->offset;
	int64_t number;

	if (setting->kind == SETTING_TEXT && is_acceptable(setting, value)) {
		*(const char **)place = read_text(arena, setting, value);
	} else if (setting->kind == SETTING_SWITCH &&
		   (strcmp(value, "on") == 0 || strcmp(value, "off") == 0)) {
		*(bool *)place = strcmp(value, "on") == 0;
	} else if (setting->kind == SETTING_NUMBER && read_number(setting, value, &number)) {
		*(int64_t *)place = number;
	} else {
		*fault = what_is_wrong(arena, setting, value);
		return INVALID;
	}
	settings->sources[setting - settings_table] = (unsigned char)source;
	return OK;
}

static const char *environment_name(struct arena *arena, const char *name)
{
	char *variable = arena_printf(arena, "PORUCH_%s", name);

	for (char *at = variable; *at; at++)
		*at = *at == '-' ? '_' : *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
	return variable;
}

enum outcome settings_begin(struct arena *arena, struct settings *settings, const char **fault)
{
	*settings = (struct settings){0};
	for (size_t i = 0; i < COUNT(settings_table); i++) {
		const struct setting *setting = &settings_table[i];
		const char *variable = environment_name(arena, setting->name);
		const char *value = getenv(variable);

		if (set(arena, settings, setting, setting->otherwise, SETTING_DEFAULT, fault) != OK)
			return INVALID;
		if (value &&
		    set(arena, settings, setting, value, SETTING_ENVIRONMENT, fault) != OK) {
			*fault = arena_printf(arena, "%s in the environment: %s", variable, *fault);
			return INVALID;
		}
	}
	return OK;
}

const struct setting *settings_find(const char *name)
{
	for (size_t i = 0; i < COUNT(settings_table); i++)
		if (strcmp(settings_table[i].name, name) == 0)
			return &settings_table[i];
	return NULL;
}

enum outcome settings_set(struct arena *arena, struct settings *settings,
			  const struct setting *setting, const char *value, const char **fault)
{
	return set(arena, settings, setting, value, SETTING_FLAG, fault);
}

enum setting_source settings_source(const struct settings *settings, const struct setting *setting)
{
	return (enum setting_source)settings->sources[setting - settings_table];
}

const char *settings_value(struct arena *arena, const struct settings *settings,
			   const struct setting *setting)
{
	const void *place = (const char *)settings + setting->offset;

	switch (setting->kind) {
	case SETTING_NUMBER: return arena_printf(arena, "%lld", (long long)*(const int64_t *)place);
	case SETTING_SWITCH: return *(const bool *)place ? "on" : "off";
	case SETTING_TEXT:
	default: return *(const char *const *)place;
	}
}

bool settings_is_secure(const struct settings *settings)
{
	return strncmp(settings->public_url, "https://", 8) == 0;
}
