/*
 * settings.h - everything that can be set, and everything a visitor can push against.
 *
 * One table (settings.c) gives each setting a name, a kind, a default, limits and a meaning. A flag
 * "--public-url URL" beats PORUCH_PUBLIC_URL in the environment, which beats the default. There is
 * no settings file: a unit file has Environment=, a container has -e. `poruch settings` prints the
 * effective values and where each came from.
 *
 * main fills one struct settings before anything runs and nobody changes it afterwards.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"

struct settings {
	/* where and what */
	const char *data;          /* folder */
	const char *listen;        /* 127.0.0.1:8080, [::1]:8080, unix:PATH, or "systemd" */
	const char *public_url;    /* without a slash at its end */
	const char *trusted_proxy; /* address whose X-Forwarded-For is believed; "" for none */
	bool limits;               /* rate limits in force */
	const char *log_level;
	const char *map_tiles; /* "" for none */
	const char *hub;       /* of WebSub; "" for none */
	const char *smtp;      /* smtp://HOST:PORT or smtps://HOST:PORT; "": no mail is sent */
	const char *smtp_user, *smtp_password_file; /* "": the server asks nobody's name */
	const char *mail_from;                      /* an address */

	/* what a visitor can push against */
	int64_t body_bytes, body_file_bytes, bodies_bytes, drain_bytes, url_bytes, header_bytes,
		fields;
	int64_t connections, request_seconds, read_seconds, streams, stream_seconds,
		send_bytes_per_second;
	int64_t posts_per_minute, sign_ins_per_minute, supports_per_network, letters_per_network,
		limited_addresses;
	int64_t receive_bytes_per_second, photo_bytes, photos_arriving_bytes, waiting_photos;
	int64_t arena_bytes, waiting_actions, waiting_hashes;
	int64_t cache_bytes;

	/* how it runs */
	int64_t threads, hashing_threads, photo_threads, stop_seconds;
	int64_t form_hours, contact_days, backup_days;

	unsigned char sources[64]; /* enum setting_source of each line of the table */
};

enum setting_kind { SETTING_TEXT, SETTING_NUMBER, SETTING_SWITCH };

/* Where a value came from. */
enum setting_source { SETTING_DEFAULT, SETTING_ENVIRONMENT, SETTING_FLAG };

struct setting {
	const char *name; /* "public-url"; PORUCH_PUBLIC_URL in the environment */
	enum setting_kind kind;
	const char *otherwise; /* the default, as one would type it */
	int64_t least, most;   /* of a number */
	size_t offset;         /* in struct settings */
	const char *meaning;
};

extern const struct setting settings_table[];
extern const size_t settings_count;

/* Fill with defaults, then from the environment. INVALID names the first bad one in *fault. */
CHECKED enum outcome settings_begin(struct arena *arena, struct settings *settings,
				    const char **fault);

/* The setting of that name (without "--"), or NULL. */
const struct setting *settings_find(const char *name);

/* Set one as a flag does. INVALID puts a sentence into *fault. */
CHECKED enum outcome settings_set(struct arena *arena, struct settings *settings,
				  const struct setting *setting, const char *value,
				  const char **fault);

/* Where it came from; its effective value as one would type it, in arena. */
enum setting_source settings_source(const struct settings *settings, const struct setting *setting);
const char *settings_value(struct arena *arena, const struct settings *settings,
			   const struct setting *setting);

/* Whether the public URL is https: cookies are Secure and HSTS is sent. */
bool settings_is_secure(const struct settings *settings);
