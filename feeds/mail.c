#include "mail.h"

#include <string.h>

#include "mail_text.h"
#include "model/base/clock.h"
#include "model/base/secret.h"
#include "model/base/text.h"
#include "model/base/unicode.h"

#define MAIL_MOST    ((size_t)2 << 20) /* many servers refuse more than a few MiB */
#define LINE_MOST    76
#define WORD_AROUND  12 /* =?UTF-8?B? and ?= */
#define BASE64_BYTES (LINE_MOST / 4 * 3)

/* ------------------------------------------------------------------ base64 (RFC 4648, 4) */

static void add_base64(struct text *out, const char *bytes, size_t length)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789+/";

	for (size_t at = 0; at < length; at += 3) {
		size_t left = length - at;
		unsigned first = (unsigned char)bytes[at];
		unsigned second = left > 1 ? (unsigned char)bytes[at + 1] : 0;
		unsigned third = left > 2 ? (unsigned char)bytes[at + 2] : 0;

		text_add_char(out, letters[first >> 2]);
		text_add_char(out, letters[(first & 3) << 4 | second >> 4]);
		text_add_char(out, left > 1 ? letters[(second & 15) << 2 | third >> 6] : '=');
		text_add_char(out, left > 2 ? letters[third & 63] : '=');
	}
}

/* ------------------------------------------------------------------ words in headers (RFC 2047) */

static bool is_printable(const char *string)
{
	for (; *string; string++)
		if (*string < ' ' || *string > '~')
			return false;
	return true;
}

/* How many bytes of whole characters fit into room. */
static size_t whole_characters(const char *string, size_t room)
{
	size_t length = strlen(string);

	if (length <= room)
		return length;
	while (room && ((unsigned char)string[room] & 0xc0) == 0x80)
		room--;
	return room;
}

/*
 * Text as encoded words in a header whose name took `used` characters: each word is a line of its own
 * and holds whole characters.
 */
static void add_words(struct text *out, size_t used, const char *text)
{
	while (*text) {
		size_t length = whole_characters(text, (LINE_MOST - WORD_AROUND - used) / 4 * 3);

		text_add(out, "=?UTF-8?B?");
		add_base64(out, text, length);
		text_add(out, "?=");
		text += length;
		if (*text)
			text_add(out, "\r\n ");
		used = 1;
	}
}

static const char *one_line(struct arena *arena, const char *string)
{
	string = text_or_empty(string);
	return unicode_clean(arena, string, strlen(string), ONE_LINE);
}

static void add_text_header(struct text *out, const char *name, const char *value)
{
	const char *text = one_line(out->arena, value);
	size_t used = strlen(name) + 2;

	text_addf(out, "%s: ", name);
	if (is_printable(text) && !strstr(text, "=?") && used + strlen(text) <= LINE_MOST)
		text_add(out, text);
	else
		add_words(out, used, text);
	text_add(out, "\r\n");
}

/*
 * The name for people, then what machines go by: <address>. A plain name stands as it is; one with
 * anything that means something here (commas, quotes, brackets) is encoded too.
 */
static void add_named(struct text *out, const char *header, const char *name, const char *address)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789";
	const char *text = one_line(out->arena, name);
	size_t used = strlen(header) + 2;

	text_addf(out, "%s: ", header);
	if (!text[strspn(text, plain)] && used + strlen(text) <= LINE_MOST)
		text_add(out, text);
	else
		add_words(out, used, text);
	text_addf(out, "%s<%s>\r\n", *text ? "\r\n " : "", address);
}

/* ------------------------------------------------------------------ what can stand in a header */

/* Printable ASCII without what ends or quotes an address. */
static bool is_token(const char *string)
{
	return *string && is_printable(string) && !string[strcspn(string, " <>()[],;:\\\"")];
}

bool mail_is_address(const char *string)
{
	const char *at = strchr(string, '@');

	return at && at > string && at[1] && !strchr(at + 1, '@') && strlen(string) <= 254 &&
	       is_token(string);
}

/* An address of a page: printable, without what would end it here. */
static bool is_url(const char *string)
{
	return strlen(string) < 900 && is_printable(string) && !string[strcspn(string, " <>\"")];
}

static bool is_writable(const struct mail *mail)
{
	return mail_is_address(mail->from) && mail_is_address(mail->to) &&
	       mail_is_address(mail->id) && (!mail->list_id || is_token(mail->list_id)) &&
	       (!mail->unsubscribe || is_url(mail->unsubscribe));
}

/* ------------------------------------------------------------------ the letter */

static void add_list_headers(struct text *out, const struct mail *mail)
{
	if (mail->list_id) {
		add_named(out, "List-Id", mail->list_name, mail->list_id);
		text_add(out, "Precedence: bulk\r\n");
	}
	if (!mail->unsubscribe)
		return;
	text_addf(out, "List-Unsubscribe:\r\n <%s>\r\n", mail->unsubscribe);
	/* RFC 8058 knows no one-click over plain http. */
	if (strncmp(mail->unsubscribe, "https://", strlen("https://")) == 0)
		text_add(out, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
}

static void add_headers(struct text *out, const struct mail *mail, const char *boundary)
{
	add_named(out, "From", mail->from_name, mail->from);
	text_addf(out, "To: <%s>\r\n", mail->to);
	add_text_header(out, "Subject", mail->subject);
	text_addf(out, "Date: %s\r\n", clock_rfc822(out->arena, mail->date));
	text_addf(out, "Message-ID: <%s>\r\n", mail->id);
	text_add(out, "Auto-Submitted: auto-generated\r\n");
	add_list_headers(out, mail);
	text_addf(out, "Content-Language: %s\r\n", strcmp(mail->language, "en") ? "uk" : "en");
	text_add(out, "MIME-Version: 1.0\r\n");
	text_addf(out, "Content-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n\r\n",
		  boundary);
}

/* A text's canonical form has CRLF (RFC 2046, 4.1.1), also inside of base64. */
static const char *with_crlf(struct arena *arena, const char *string)
{
	struct text text = text_begin(arena, MAIL_MOST);

	for (; *string; string++) {
		if (*string == '\n')
			text_add_char(&text, '\r');
		text_add_char(&text, *string);
	}
	return text.bytes;
}

/* base64, because in Cyrillic quoted-printable takes three times as much and is read by nobody either. */
static void add_part(struct text *out, const char *boundary, const char *type, const char *content)
{
	const char *bytes = with_crlf(out->arena, unicode_scrub(out->arena, content));

	text_addf(out,
		  "--%s\r\nContent-Type: %s; charset=utf-8\r\n"
		  "Content-Transfer-Encoding: base64\r\n\r\n",
		  boundary, type);
	for (size_t length = strlen(bytes); length;) {
		size_t line = length < BASE64_BYTES ? length : BASE64_BYTES;

		add_base64(out, bytes, line);
		text_add(out, "\r\n");
		bytes += line;
		length -= line;
	}
}

enum outcome mail_write(const struct mail *mail, struct arena *arena, const char **bytes,
			size_t *length)
{
	struct text out = text_begin(arena, MAIL_MOST);
	/* With "_", which base64 never has: no line of a part can be taken for it. */
	const char *boundary = arena_printf(arena, "=_%.32s",
					    secret_hash(arena, mail->id, strlen(mail->id)));

	if (!is_writable(mail))
		return INVALID;
	add_headers(&out, mail, boundary);
	add_part(&out, boundary, "text/plain", mail_text(arena, mail->html));
	add_part(&out, boundary, "text/html", mail->html);
	text_addf(&out, "--%s--\r\n", boundary);
	if (out.is_full)
		return FULL;
	*bytes = out.bytes;
	*length = out.length;
	return OK;
}
