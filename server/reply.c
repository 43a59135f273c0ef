#include "reply.h"

#include "model/base/clock.h"
#include "model/base/compress.h"
#include "negotiate.h"
#include "settings.h"
#include "stream.h"

/* Nothing from elsewhere, but for the tiles of the interactive map where the operator named a host. */
#define POLICY                                                                          \
	"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; " \
	"form-action "                                                                  \
	"'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'"

/* Of what may stand in a frame: no script and no form, so there is nothing to trick anybody into. */
#define FRAMED_POLICY                                                                 \
	"default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; " \
	"frame-ancestors *"

/* For browsers that do not know frame-ancestors; on everything but what may stand in a frame. */
#define FRAME_OPTIONS "X-Frame-Options"

/* Sent with every answer, whatever it is. */
static const struct pair always[] = {
	{"X-Content-Type-Options", "nosniff"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Permissions-Policy", "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
			       "gyroscope=(), microphone=(), payment=(), usb=()"},
};

/* Repeated on a 304 (RFC 9110 15.4.5), beside what is sent always. */
static const char *const repeated[] = {"ETag",
				       "Cache-Control",
				       "Vary",
				       "Last-Modified",
				       "Content-Location",
				       "Access-Control-Allow-Origin",
				       "Access-Control-Expose-Headers",
				       "Strict-Transport-Security",
				       "Cross-Origin-Resource-Policy",
				       "Content-Security-Policy",
				       FRAME_OPTIONS,
				       "Link"};

static const char *cache_control(struct arena *arena, const struct response *response)
{
	switch (response->cache) {
	case CACHE_PUBLIC:
		if (response->max_age == 0)
			return "public, no-cache"; /* may be kept, but is asked about each time */
		return arena_printf(arena, "public, max-age=%d", response->max_age);
	case CACHE_ARCHIVE:
		/* What was withdrawn has to be gone from every cache that serves more than one reader. */
		return arena_printf(arena, "public, max-age=%d, s-maxage=300, must-revalidate",
				    response->max_age);
	case CACHE_PRIVATE: return arena_printf(arena, "private, max-age=%d", response->max_age);
	case CACHE_FOREVER: return "public, max-age=31536000, immutable";
	case CACHE_NOTHING:
	default: return "no-store";
	}
}

/* A tag of the bytes for who did not give one of the matter; half of a hash is plenty. */
static const char *etag_of(struct arena *arena, const struct response *response)
{
	if (response->cache == CACHE_NOTHING)
		return NULL;
	if (response->status != 200)
		return response->status == 304 ? response->etag : NULL;
	if (response->etag)
		return response->etag;
	return arena_bytes(arena, secret_hash(arena, response->bytes, response->length), 32);
}

static void add_optional(struct arena *arena, struct pairs *headers, const char *name,
			 const char *value)
{
	if (value && *value)
		pairs_add(arena, headers, name, value);
}

/* filename is ASCII (RFC 6266); what is not, and quotes, become "_". */
static const char *disposition(struct arena *arena, const char *name)
{
	char *value;

	if (!name)
		return NULL;
	value = arena_printf(arena, "attachment; filename=\"%s\"", name);
	for (char *at = value + strlen("attachment; filename=\""); at[1]; at++)
		if ((unsigned char)*at < ' ' || (unsigned char)*at > '~' || *at == '"' ||
		    *at == '\\')
			*at = '_';
	return value;
}

static void add_own(struct arena *arena, struct pairs *headers, const struct settings *settings,
		    const struct response *response)
{
	add_optional(arena, headers, "Content-Type", response->type);
	pairs_add(arena, headers, "Cache-Control", cache_control(arena, response));
	if (response->last_modified)
		pairs_add(arena, headers, "Last-Modified",
			  clock_http(arena, response->last_modified));
	add_optional(arena, headers, "Location", response->location);
	add_optional(arena, headers, "Link", response->link);
	add_optional(arena, headers, "Allow", response->allow);
	add_optional(arena, headers, "Content-Disposition", disposition(arena, response->download));
	if (response->retry_after)
		pairs_add(arena, headers, "Retry-After",
			  arena_printf(arena, "%d", response->retry_after));
	if (response->is_public_data) {
		pairs_add(arena, headers, "Access-Control-Allow-Origin", "*");
		pairs_add(arena, headers, "Access-Control-Expose-Headers", "ETag, Link");
	}
	pairs_add(arena, headers, "Cross-Origin-Resource-Policy",
		  response->is_public_data || response->may_be_framed ? "cross-origin"
								      : "same-origin");
	if (settings_is_secure(settings))
		pairs_add(arena, headers, "Strict-Transport-Security",
			  "max-age=63072000; includeSubDomains");
	for (size_t i = 0; i < response->cookies.count; i++)
		pairs_add(arena, headers, "Set-Cookie", response->cookies.items[i]);
	pairs_add(arena, headers, "Content-Security-Policy",
		  response->may_be_framed ? FRAMED_POLICY
		  : response->tiles       ? arena_printf(arena, POLICY " %s", response->tiles)
					  : POLICY);
	if (!response->may_be_framed)
		pairs_add(arena, headers, FRAME_OPTIONS, "DENY");
	for (size_t i = 0; i < COUNT(always); i++)
		pairs_add(arena, headers, always[i].name, always[i].value);
	/* Tile servers want to know whose map it is. Not "no-referrer": that would take the Origin
	   from its own forms as well. */
	pairs_add(arena, headers, "Referrer-Policy",
		  response->hides_address || response->tiles ? "strict-origin" : "same-origin");
}

/*
 * A date alone proves little: it has a second's grain, so what changed within the last two seconds
 * may change again under the same date. Elastic pages have judged it by themselves.
 */
static bool is_unmodified_since(const struct response *response, const struct reply_wishes *wishes)
{
	int64_t since;

	return !response->is_elastic && !wishes->etags && wishes->modified_since &&
	       response->last_modified && clock_read_http(wishes->modified_since, &since) == OK &&
	       response->last_modified <= since && response->last_modified < wishes->now - 2;
}

/* Its length is not known yet, but it is long. What is packed already is left as it is. */
static const char *stream_coding(struct arena *arena, struct reply *reply,
				 const struct response *response, const struct reply_wishes *wishes,
				 const char *etag)
{
	if (!compress_is_worth(response->type, SIZE_MAX) ||
	    strcmp(response->type, "application/zip") == 0)
		return etag;
	pairs_add(arena, &reply->headers, "Vary", "Accept-Encoding");
	if (!wishes->takes_gzip)
		return etag;
	stream_compress(response->stream);
	pairs_add(arena, &reply->headers, "Content-Encoding", "gzip");
	return etag ? arena_printf(arena, "%s-gzip", etag) : NULL;
}

struct reply reply_make(struct arena *arena, const struct settings *settings,
			const struct response *response, const struct reply_wishes *wishes)
{
	struct reply reply = {.status = response->status ? response->status : 200,
			      .bytes = response->bytes ? response->bytes : "",
			      .length = response->length,
			      .stream = response->stream,
			      .must_close = response->must_close};
	struct response whole = *response;
	const char *etag;

	whole.status = reply.status;
	etag = etag_of(arena, &whole);
	add_own(arena, &reply.headers, settings, &whole);
	if (reply.status == 304) {
		/* The page has found out by itself, without making the bytes: those of a feed, which
		   are always worth compressing. */
		pairs_add(arena, &reply.headers, "Vary", "Accept-Encoding");
		if (etag && wishes->takes_gzip)
			etag = arena_printf(arena, "%s-gzip", etag);
	} else if (response->stream) {
		etag = stream_coding(arena, &reply, response, wishes, etag);
	} else if (compress_is_worth(response->type, response->length)) {
		pairs_add(arena, &reply.headers, "Vary",
			  response->varies_by_saving ? "Accept-Encoding, Save-Data"
						     : "Accept-Encoding");
		if (wishes->takes_gzip && compress_gzip(arena, response->bytes, response->length,
							&reply.bytes, &reply.length)) {
			pairs_add(arena, &reply.headers, "Content-Encoding", "gzip");
			etag = etag ? arena_printf(arena, "%s-gzip", etag) : NULL;
		}
	}
	if (etag) {
		reply.etag = etag;
		pairs_add(arena, &reply.headers, "ETag", arena_printf(arena, "\"%s\"", etag));
	}
	if (reply.status == 200 && response->cache != CACHE_NOTHING &&
	    ((etag && negotiate_matches(wishes->etags, etag)) ||
	     is_unmodified_since(response, wishes)))
		return reply_unmodified(arena, &reply);
	return reply;
}

static bool is_repeated(const char *name)
{
	for (size_t i = 0; i < COUNT(repeated); i++)
		if (strcmp(name, repeated[i]) == 0)
			return true;
	for (size_t i = 0; i < COUNT(always); i++)
		if (strcmp(name, always[i].name) == 0)
			return true;
	return false;
}

struct reply reply_unmodified(struct arena *arena, const struct reply *reply)
{
	struct reply unmodified = {.status = 304, .bytes = "", .etag = reply->etag};

	for (size_t i = 0; i < reply->headers.count; i++)
		if (is_repeated(reply->headers.items[i].name))
			pairs_add(arena, &unmodified.headers, reply->headers.items[i].name,
				  reply->headers.items[i].value);
	return unmodified;
}
