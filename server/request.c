#include "request.h"

#include "model/community.h"
#include "settings.h"

int64_t request_path_number(const struct request *request, int place)
{
	const char *value = request->path_values[place];
	int64_t number = 0;

	if (!value || !*value || strlen(value) > 12 || *value == '0')
		return 0;
	for (; *value; value++) {
		if (*value < '0' || *value > '9')
			return 0;
		number = number * 10 + (*value - '0');
	}
	return number;
}

const char *request_place(const struct request *request, const char *rest)
{
	return request->community
		       ? arena_printf(request->arena, "/%s/%s", request->community->slug, rest)
		       : arena_printf(request->arena, "/%s", rest);
}

enum outcome request_go(struct request *request, const char *path)
{
	request->response.status = 303;
	request->response.location = request_path(request, path);
	return OK;
}

enum outcome request_moved(struct request *request, const char *path)
{
	request->response.status = 301;
	request->response.location = request_path(request, path);
	return OK;
}

const char *request_path(const struct request *request, const char *path)
{
	if (request->language && strcmp(request->language, "en") == 0)
		return arena_printf(request->arena, "/en%s", path);
	return arena_string(request->arena, path);
}

const char *request_url(const struct request *request, const char *path)
{
	return arena_printf(request->arena, "%s%s", request->settings->public_url, path);
}

void request_body(struct request *request, const char *type, const char *bytes, size_t length)
{
	request->response.type = type;
	request->response.bytes = bytes;
	request->response.length = length;
}

enum outcome request_answer(struct request *request, const char *type, const char *bytes,
			    size_t length)
{
	request_body(request, type, bytes, length);
	return OK;
}
