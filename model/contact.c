#include "contact.h"

#include "base/outcome.h"
#include "base/text.h"

#define DIGITS     "0123456789"
#define EMAIL_MOST 254 /* RFC 5321 4.5.3.1.3, less the angle brackets */

/* Only the digits and a leading plus of a number typed with blanks, brackets, hyphens or points. */
static bool phone_digits(const char *typed, struct text *digits)
{
	static const char *const between[] = {" ", "\u00A0", "\u202F", "\u2009", "(", ")", "-",
					      ".", "/",      "‐",      "‑",      "–", "−"};

	while (*typed) {
		size_t skip = 0;

		for (size_t i = 0; !skip && i < COUNT(between); i++)
			if (strncmp(typed, between[i], strlen(between[i])) == 0)
				skip = strlen(between[i]);
		if (!skip) {
			if (!strchr(DIGITS, *typed) && (*typed != '+' || digits->length))
				return false;
			text_add_char(digits, *typed);
			skip = 1;
		}
		typed += skip;
	}
	return !digits->is_full;
}

/* 0XX XXX XX XX, 80XX.., 380XX.. and 00380XX.. are all +380XX..; other countries need their plus. */
const char *contact_phone(struct arena *arena, const char *typed)
{
	static const struct {
		const char *prefix;
		size_t length;
	} forms[] = {{"+380", 13}, {"380", 12}, {"00380", 14}, {"80", 11}, {"0", 10}};
	struct text digits = text_begin(arena, 24);
	const char *number = NULL;

	if (!phone_digits(typed, &digits))
		return NULL;
	for (size_t i = 0; i < COUNT(forms) && !number; i++) {
		size_t prefix = strlen(forms[i].prefix);

		if (digits.length == forms[i].length &&
		    strncmp(digits.bytes, forms[i].prefix, prefix) == 0 &&
		    digits.bytes[prefix] != '0')
			number = arena_printf(arena, "+380%s", digits.bytes + prefix);
	}
	/* E.164: at most 15 digits. */
	if (!number && digits.bytes[0] == '+' && digits.bytes[1] != '0' && digits.length >= 9 &&
	    digits.length <= 16 && strncmp(digits.bytes, "+380", 4) != 0)
		number = digits.bytes;
	return number;
}

/* Letters of any writing, digits and hyphens between two points. */
static bool is_host_label(const char *label, size_t length)
{
	if (!length || length > 63 || label[0] == '-' || label[length - 1] == '-')
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)label[i];
		if (byte < 0x80 && !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					   "0123456789-",
					   byte))
			return false;
	}
	return true;
}

static bool is_host(const char *host)
{
	size_t labels = 0, length = 0;

	for (;; host += length + 1) {
		length = strcspn(host, ".");
		labels++;
		if (!is_host_label(host, length))
			return false;
		if (!host[length])
			return labels > 1 && length > 1 && strspn(host, DIGITS) != length;
	}
}

bool contact_is_email(const char *string)
{
	const char *at = strchr(string, '@');
	size_t local = at ? (size_t)(at - string) : 0;

	if (!local || local > 64 || strlen(string) > EMAIL_MOST || string[0] == '.' ||
	    string[local - 1] == '.' || strstr(string, "..") || strstr(string, "\u00A0") ||
	    string[strcspn(string, " \"'(),:;<>[\\]`\n")])
		return false;
	return is_host(at + 1);
}
