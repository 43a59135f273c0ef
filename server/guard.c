#include "guard.h"

#include "model/base/unicode.h"

static int hex(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	digit |= 0x20;
	return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* The absolute form is "http://host/path"; proxies may send it, and everybody must take it. */
static const char *path_of(const char *target)
{
	const char *authority;

	if (strncasecmp(target, "http://", 7) == 0)
		authority = target + 7;
	else if (strncasecmp(target, "https://", 8) == 0)
		authority = target + 8;
	else
		return target;
	return strpbrk(authority, "/?");
}

/* Decode into bytes, which is as long as target; the length, or -1 when something must not be. */
static ptrdiff_t decoded(const char *target, char *bytes)
{
	size_t length = 0;

	for (const char *at = target; *at; at++) {
		unsigned char byte = (unsigned char)*at;

		if (byte <= ' ' || byte == 0x7f || strchr("\"<>\\^`{|}#", byte))
			return -1;
		if (byte == '%') {
			int high = hex(at[1]), low = high < 0 ? -1 : hex(at[2]);

			if (low < 0)
				return -1;
			byte = (unsigned char)(high << 4 | low);
			if (byte == 0)
				return -1;
			at += 2;
		}
		bytes[length++] = (char)byte;
	}
	return (ptrdiff_t)length;
}

#define TARGET_ROOM 2048

int guard_target(const char *target, size_t length, size_t most, const char **path)
{
	char bytes[TARGET_ROOM];
	const char *start;
	ptrdiff_t decoded_length;

	if (length > most || length >= sizeof(bytes))
		return 414;
	if (strlen(target) != length)
		return 400;
	start = path_of(target);
	if (!start || *start != '/')
		return 400;
	decoded_length = decoded(start, bytes);
	if (decoded_length < 0 || !unicode_is_valid(bytes, (size_t)decoded_length))
		return 400;
	*path = start;
	return 0;
}

bool guard_method(const char *name, enum method *method)
{
	static const char *const names[] = {
		[METHOD_GET] = "GET", [METHOD_HEAD] = "HEAD", [METHOD_POST] = "POST"};

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcmp(name, names[i]) == 0) {
			*method = (enum method)i;
			return true;
		}
	}
	return false;
}

int guard_version(const char *version)
{
	if (strcmp(version, "HTTP/1.1") == 0 || strcmp(version, "HTTP/1.0") == 0)
		return 0;
	return strncmp(version, "HTTP/", 5) == 0 ? 505 : 400;
}

static bool is_token(const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)name[i];

		if (byte <= ' ' || byte >= 0x7f || strchr("()<>@,;:\\\"/[]?={}", byte))
			return false;
	}
	return length > 0;
}

static bool is_value(const char *value, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)value[i];

		if ((byte < ' ' && byte != '\t') || byte == 0x7f)
			return false;
	}
	return true;
}

static bool is_name(const char *name, size_t length, const char *wanted)
{
	return length == strlen(wanted) && strncasecmp(name, wanted, length) == 0;
}

/* Digits only and not more than fit: no sign, no blank, no list, no hexadecimal. */
static bool read_length(const char *value, size_t length, int64_t *number)
{
	int64_t read = 0;

	if (length == 0 || length > 15)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (value[i] < '0' || value[i] > '9')
			return false;
		read = read * 10 + (value[i] - '0');
	}
	*number = read;
	return true;
}

static bool is_host(const char *value, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (strchr(" \t,/@\\?#", value[i]))
			return false;
	return length > 0 && length < 256;
}

void guard_header(struct guard *guard, const char *name, size_t name_length, const char *value,
		  size_t value_length)
{
	guard->bytes += name_length + value_length + 4;
	if (!is_token(name, name_length) || !is_value(value, value_length)) {
		guard->fault = 400;
	} else if (is_name(name, name_length, "Host")) {
		guard->hosts++;
		if (!is_host(value, value_length))
			guard->fault = 400;
	} else if (is_name(name, name_length, "Content-Length")) {
		guard->lengths++;
		if (!read_length(value, value_length, &guard->content_length))
			guard->fault = 400;
	} else if (is_name(name, name_length, "Transfer-Encoding")) {
		guard->encodings++;
	} else if (is_name(name, name_length, "Content-Type")) {
		guard->types++;
	} else if (is_name(name, name_length, "Expect")) {
		guard->expects_continue = true;
		if (value_length != 12 || strncasecmp(value, "100-continue", 12) != 0)
			guard->fault = guard->fault ? guard->fault : 417;
	}
}

void guard_line(struct guard *guard, const char *method, const char *target, size_t target_length,
		const char *version)
{
	if (target != method + strlen(method) + 1 || version != target + target_length + 1)
		guard->fault = 400;
	guard->head = method;
	guard->next = version + strlen(version) + 2;
}

void guard_place(struct guard *guard, const char *name, const char *value, size_t value_length)
{
	if (name != guard->next)
		guard->fault = 400;
	guard->next = value + value_length + 2;
}

void guard_length(struct guard *guard, size_t head_length)
{
	if (guard->next + 2 != guard->head + head_length)
		guard->fault = 400;
}

int guard_end(const struct guard *guard, enum method method, size_t most)
{
	if (guard->fault)
		return guard->fault;
	if (guard->bytes > most)
		return 431;
	if (guard->hosts != 1 || guard->encodings || guard->lengths > 1 || guard->types > 1)
		return 400;
	if (method == METHOD_POST)
		return guard->lengths ? 0 : 411;
	return guard->content_length ? 400 : 0;
}
