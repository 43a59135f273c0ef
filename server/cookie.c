#include "cookie.h"

#include "model/installation.h"
#include "settings.h"

#define KEPT_SECONDS      3600
#define SUPPORTER_SECONDS (365 * 24 * 3600)
#define NUMBER_BITS       128

static const char *cookie_name(const struct request *request, const char *name)
{
	return settings_is_secure(request->settings)
		       ? arena_printf(request->arena, "__Host-%s", name)
		       : name;
}

static const char *cookie(const struct request *request, const char *name)
{
	const char *value = pairs_find(&request->cookies, cookie_name(request, name));

	return value && *value ? value : NULL;
}

static void set(struct request *request, const char *name, const char *value, int seconds)
{
	struct text text = text_begin(request->arena, 512);

	text_addf(&text, "%s=%s; Path=/; HttpOnly; SameSite=Lax", cookie_name(request, name),
		  value ? value : "");
	if (settings_is_secure(request->settings))
		text_add(&text, "; Secure");
	if (!value)
		text_add(&text, "; Max-Age=0");
	else if (seconds)
		text_addf(&text, "; Max-Age=%d", seconds);
	*LIST_ADD(request->arena, &request->response.cookies) = text.bytes;
}

const char *cookie_session(const struct request *request)
{
	return cookie(request, "session");
}

const char *cookie_visitor(const struct request *request)
{
	return cookie(request, "visitor");
}

const char *cookie_kept(const struct request *request)
{
	return cookie(request, "kept");
}

void cookie_set_session(struct request *request, const char *token)
{
	set(request, "session", token, 0);
}

void cookie_set_kept(struct request *request, const char *token)
{
	set(request, "kept", token, KEPT_SECONDS);
}

const char *cookie_make_visitor(struct request *request)
{
	const char *visitor = cookie_visitor(request);

	if (visitor)
		return visitor;
	visitor = secret_token(request->arena, request->random, 128);
	pairs_add(request->arena, &request->cookies, cookie_name(request, "visitor"), visitor);
	set(request, "visitor", visitor, 0);
	return visitor;
}

/* "number.signature". */
static const char *signed_number(struct request *request, const char *number)
{
	struct installation installation;
	const char *told = arena_printf(request->arena, "supporter cookie %s", number);

	if (installation_find(request->db, &installation) != OK)
		return NULL;
	return arena_printf(request->arena, "%s.%s", number,
			    secret_mac(request->arena, installation.form_key, told, strlen(told)));
}

const char *cookie_supporter(struct request *request)
{
	const char *sent = cookie(request, "supporter"), *right, *number;

	if (!sent || !strchr(sent, '.'))
		return NULL;
	number = arena_bytes(request->arena, sent, (size_t)(strchr(sent, '.') - sent));
	right = signed_number(request, number);
	return right && secret_equal(sent, right) ? number : NULL;
}

const char *cookie_make_supporter(struct request *request)
{
	const char *number = cookie_supporter(request);

	if (number)
		return number;
	number = secret_token(request->arena, request->random, NUMBER_BITS);
	set(request, "supporter", signed_number(request, number), SUPPORTER_SECONDS);
	return number;
}
