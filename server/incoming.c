#include "incoming.h"

#include <arpa/inet.h>

#include "decode.h"
#include "forgery.h"
#include "model/base/unicode.h"
#include "routes.h"
#include "settings.h"

void incoming_header(struct incoming *incoming, const char *name, size_t name_length,
		     const char *value, size_t value_length)
{
	const struct {
		const char *name;
		const char **place;
	} remembered[] = {
		{"Cookie", &incoming->cookie},
		{"Accept-Encoding", &incoming->accept_encoding},
		{"If-None-Match", &incoming->etags},
		{"If-Modified-Since", &incoming->modified_since},
		{"Content-Type", &incoming->content_type},
		{"X-Forwarded-For", &incoming->forwarded_for},
		{"Save-Data", &incoming->save_data},
	};

	guard_header(&incoming->guard, name, name_length, value, value_length);
	for (size_t i = 0; i < COUNT(remembered); i++)
		if (strlen(remembered[i].name) == name_length &&
		    strcasecmp(remembered[i].name, name) == 0)
			*remembered[i].place = value;
	if (strcasecmp(name, "X-Forwarded-For") == 0 || strcasecmp(name, "Forwarded") == 0 ||
	    strcasecmp(name, "Via") == 0 || strcasecmp(name, "X-Real-IP") == 0)
		incoming->is_forwarded = true;
}

bool incoming_has_session(const struct incoming *incoming)
{
	return incoming->cookie && strstr(incoming->cookie, "session=");
}

bool incoming_saves_data(const struct incoming *incoming)
{
	return incoming->save_data && strcasecmp(incoming->save_data, "on") == 0;
}

static bool is_type(const char *type, const char *wanted)
{
	size_t length = strlen(wanted);

	return type && strncasecmp(type, wanted, length) == 0 &&
	       (type[length] == '\0' || type[length] == ';' || type[length] == ' ');
}

bool incoming_brings_files(const struct incoming *incoming)
{
	struct arena *arena = arena_begin((size_t)64 * 1024);
	const char *path, *allow, *values[4];
	const struct route *route = NULL;
	bool takes_files;

	if (decode_path(arena, incoming->path, &path) == OK) {
		if (strncmp(path, "/en/", 4) == 0)
			path += 3;
		route = route_find(arena, METHOD_POST, path, values, &allow);
	}
	takes_files = route && (route->flags & ROUTE_MULTIPART);
	arena_end(arena);
	return takes_files && is_type(incoming->content_type, "multipart/form-data");
}

size_t incoming_body_limit(const struct incoming *incoming, const struct settings *settings)
{
	return (size_t)(incoming_brings_files(incoming) ? settings->body_file_bytes
							: settings->body_bytes);
}

static bool is_address(const char *string)
{
	unsigned char bytes[16];

	return inet_pton(AF_INET, string, bytes) == 1 || inet_pton(AF_INET6, string, bytes) == 1;
}

/* "::ffff:192.0.2.1" is how a socket of both families names 192.0.2.1. */
static const char *plain(const char *address)
{
	struct in_addr four;

	if (strncasecmp(address, "::ffff:", 7) == 0 && inet_pton(AF_INET, address + 7, &four) == 1)
		return address + 7;
	return address;
}

const char *incoming_address(const struct incoming *incoming, const struct settings *settings,
			     const char *peer, bool is_local, bool *is_loopback)
{
	bool is_proxy;
	const char *last;

	peer = plain(peer);
	is_proxy = is_local || (*peer && strcmp(peer, plain(settings->trusted_proxy)) == 0);
	*is_loopback = !is_proxy && !incoming->is_forwarded &&
		       (strncmp(peer, "127.", 4) == 0 || strcmp(peer, "::1") == 0);
	if (!is_proxy || !incoming->forwarded_for)
		return peer;
	last = strrchr(incoming->forwarded_for, ',');
	last = last ? last + 1 : incoming->forwarded_for;
	last += strspn(last, " \t");
	return is_address(last) ? plain(last) : peer;
}

static enum outcome read_form(const struct incoming *incoming, const char *body, size_t length,
			      struct request *request)
{
	size_t most = (size_t)request->settings->fields;

	if (is_type(incoming->content_type, "multipart/form-data"))
		return decode_multipart(request->arena, incoming->content_type, body, length, most,
					&request->form,
					incoming_brings_files(incoming) ? &request->uploads : NULL);
	if (length == 0 || is_type(incoming->content_type, "application/x-www-form-urlencoded"))
		return decode_form(request->arena, body, length, most, &request->form);
	request->refusal_status = 415;
	return INVALID;
}

static void refuse(struct request *request, enum outcome outcome, int status)
{
	if (request->refusal != OK || outcome == OK)
		return;
	request->refusal = outcome;
	if (!request->refusal_status && outcome == INVALID)
		request->refusal_status = status;
}

void incoming_request(const struct incoming *incoming, const char *body, size_t length,
		      struct request *request)
{
	struct arena *arena = request->arena;

	request->method = incoming->method;
	request->target = incoming->path;
	request->etags = incoming->etags;
	request->modified_since = incoming->modified_since;
	request->path = "/";
	if (decode_path(arena, incoming->path, &request->path) != OK)
		refuse(request, NOT_FOUND, 0);
	refuse(request,
	       decode_query(arena, incoming->path, (size_t)request->settings->fields,
			    &request->query),
	       400);
	if (incoming->cookie)
		decode_cookies(arena, incoming->cookie, &request->cookies);
	if (incoming->method == METHOD_POST && request->refusal == OK)
		refuse(request, read_form(incoming, body, length, request), 400);
	request->is_same_origin = forgery_is_same_origin(&request->headers, request->settings);
}
