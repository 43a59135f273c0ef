#include "feeds/mail.h"

#include <criterion/criterion.h>

#include "feeds/mail_text.h"
#include "model/base/text.h"
#include "sample.h"
#include "tests/ready.h"

/* Letters: what mail servers and readers of mail get. */
TestSuite(mail, .init = ready_begin, .fini = ready_end);
TestSuite(mail_text, .init = ready_begin, .fini = ready_end);

static struct mail sample(void)
{
	return (struct mail){
		.from_name = "Поруч: Коростень",
		.from = "poruch@bezpeka.example.gov.ua",
		.to = "olena@example.org",
		.subject = "Коростень: Не горить ліхтар біля школи №\u00A07 і на перехресті, "
			   "де щоранку переходять дорогу діти",
		.id = "s12.345@bezpeka.example.gov.ua",
		.date = 1794000000,
		.language = "uk",
		.html = "<!doctype html><html "
			"lang=\"uk\"><head><title>Ліхтар</title></head><body>\n"
			"<h1>Не горить ліхтар</h1>\n<p>Темно &amp; слизько.</p></body></html>",
		.list_name = "Коростень: Усе нове",
		.list_id = "everything.korosten.bezpeka.example.gov.ua",
		.unsubscribe = "https://bezpeka.example.gov.ua/mail/0123456789abcdef",
	};
}

static const char *written(const struct mail *mail)
{
	const char *bytes = NULL;
	size_t length = 0;

	cr_assert_eq(mail_write(mail, ready_arena(), &bytes, &length), OK);
	cr_assert_eq(strlen(bytes), length);
	return bytes;
}

/* With line ends as files of ours have them. */
static const char *unix_lines(const char *bytes)
{
	struct text text = text_begin(ready_arena(), 1 << 20);

	for (; *bytes; bytes++)
		if (*bytes != '\r')
			text_add_char(&text, *bytes);
	return text.bytes;
}

/* ------------------------------------------------------------------ refused */

static void refuses(const struct mail *mail, const char *why)
{
	const char *bytes = "untouched";
	size_t length = 9;

	cr_expect_eq(mail_write(mail, ready_arena(), &bytes, &length), INVALID, "%s", why);
	cr_expect_str_eq(bytes, "untouched");
}

Test(mail, refuses_addresses_that_would_make_headers_or_recipients)
{
	static const char *const addresses[] = {
		"",
		"olena",
		"@example.org",
		"olena@",
		"a@b@example.org",
		"olena@example.org\r\nBcc: all@example.org",
		"olena@example.org, all@example.org",
		"olena@example.org>",
		"<olena@example.org",
		"olena @example.org",
		"олена@example.org",
		"\"o\"@example.org",
	};

	for (size_t i = 0; i < COUNT(addresses); i++) {
		struct mail mail = sample();

		mail.to = addresses[i];
		refuses(&mail, addresses[i]);
		mail = sample();
		mail.from = addresses[i];
		refuses(&mail, addresses[i]);
	}
}

Test(mail, refuses_an_id_and_links_that_would_make_headers)
{
	struct mail mail = sample();

	mail.id = "s1@example.org>\r\nX: y";
	refuses(&mail, "id");
	mail = sample();
	mail.list_id = "a b";
	refuses(&mail, "list");
	mail = sample();
	mail.unsubscribe = "https://example.org/>\r\nX: y";
	refuses(&mail, "unsubscribe");
}

Test(mail, hands_nothing_out_that_is_too_large)
{
	struct mail mail = sample();
	char *much = arena_take(ready_arena(), (size_t)4 << 20);
	const char *bytes = "untouched";
	size_t length = 9;

	memset(much, 'x', ((size_t)4 << 20) - 1);
	mail.html = much;
	cr_expect_eq(mail_write(&mail, ready_arena(), &bytes, &length), FULL);
	cr_expect_str_eq(bytes, "untouched");
}

/* ------------------------------------------------------------------ the letter */

Test(mail, is_what_the_golden_one_is)
{
	struct mail mail = sample();

	ready_golden("mail.eml", unix_lines(written(&mail)));
}

Test(mail, is_the_same_when_it_is_written_again)
{
	struct mail mail = sample();

	cr_expect_str_eq(written(&mail), written(&mail));
}

Test(mail, has_crlf_only_and_no_line_beyond_76_but_addresses)
{
	struct mail mail = sample();
	const char *line = written(&mail);

	while (*line) {
		size_t length = strcspn(line, "\r\n");

		cr_assert_eq(strncmp(line + length, "\r\n", 2), 0);
		cr_expect_leq(length, 76, "%.*s", (int)length, line);
		line += length + 2;
	}
}

Test(mail, cuts_a_subject_between_characters)
{
	struct mail mail = sample();
	const char *bytes;

	/* Four bytes a character: no cut at a multiple of three falls between two by chance. */
	mail.subject = "\U0001F6A8\U0001F6A8\U0001F6A8\U0001F6A8\U0001F6A8\U0001F6A8\U0001F6A8"
		       "\U0001F6A8\U0001F6A8\U0001F6A8\U0001F6A8\U0001F6A8\U0001F6A8\U0001F6A8";
	bytes = written(&mail);
	/* The first word has room for 39 bytes and holds nine characters, 36. */
	cr_expect_not_null(
		strstr(bytes,
		       "\r\nSubject: =?UTF-8?B?8J+aqPCfmqjwn5qo8J+aqPCfmqjwn5qo8J+aqPCfmqjwn5qo?="
		       "\r\n =?UTF-8?B?8J+aqPCfmqjwn5qo8J+aqPCfmqg=?=\r\n"),
		"%s", bytes);
}

Test(mail, leaves_a_plain_subject_as_it_is)
{
	struct mail mail = sample();

	mail.subject = "Korosten: the street is dark";
	cr_expect_not_null(strstr(written(&mail), "\r\nSubject: Korosten: the street is dark\r\n"));
	mail.subject = "looks like =?UTF-8?B?eA==?= but is not";
	cr_expect_null(strstr(written(&mail), "like =?UTF-8?B?eA"));
}

/* No text of anybody's makes a line that is not there without it. */
Test(mail, hostile_texts_add_no_header)
{
	size_t plain_lines = 0, lines;
	struct mail mail = sample();

	mail.subject = mail.from_name = mail.list_name = "Тиша";
	for (const char *at = written(&mail); (at = strstr(at, "\r\n")); at += 2)
		plain_lines += at[2] != ' ';
	for (size_t i = 0; hostile_texts[i]; i++) {
		const char *bytes;

		mail.subject = mail.from_name = mail.list_name = arena_printf(
			ready_arena(), "%s\r\nBcc: x@example.org\n\nbody\r", hostile_texts[i]);
		bytes = written(&mail);
		lines = 0;
		for (const char *at = bytes; (at = strstr(at, "\r\n")); at += 2)
			lines += at[2] != ' ';
		cr_expect_eq(lines, plain_lines, "%s", hostile_texts[i]);
		cr_expect_null(strstr(bytes, "\nBcc:"));
	}
}

Test(mail, a_letter_to_one_person_names_no_list)
{
	struct mail mail = sample();

	mail.list_id = mail.list_name = mail.unsubscribe = NULL;
	cr_expect_null(strstr(written(&mail), "List-"));
	cr_expect_null(strstr(written(&mail), "Precedence"));
	cr_expect_not_null(strstr(written(&mail), "Auto-Submitted: auto-generated\r\n"));
}

Test(mail, one_click_is_for_https_only)
{
	struct mail mail = sample();

	cr_expect_not_null(strstr(written(&mail), "List-Unsubscribe-Post: "
						  "List-Unsubscribe=One-Click\r\n"));
	mail.unsubscribe = "http://127.0.0.1/mail/0";
	cr_expect_null(strstr(written(&mail), "One-Click"));
}

/* ------------------------------------------------------------------ as text */

static void reads(const char *html, const char *text)
{
	cr_expect_str_eq(mail_text(ready_arena(), html), text, "%s", html);
}

Test(mail_text, sets_paragraphs_lists_and_headings_apart)
{
	reads("<h1>Дві\n речі</h1>\n<p>Перша.</p><p>Друга<br>й далі.</p>\n<ul>\n<li>а</li>\n"
	      "<li>б</li>\n</ul>\n<p>Усе</p>",
	      "Дві речі\n========\n\nПерша.\n\nДруга\nй далі.\n\n- а\n- б\n\nУсе\n");
	reads("<h2>Так</h2><div><p>x</p></div>", "Так\n---\n\nx\n");
}

Test(mail_text, tells_where_links_lead)
{
	reads("<p>See <a href=\"https://example.org/?a=1&amp;b=2\">this</a>.</p>",
	      "See this <https://example.org/?a=1&b=2>.\n");
	reads("<p><a href=\"https://example.org/\">https://example.org/</a></p>",
	      "https://example.org/\n");
}

Test(mail_text, leaves_out_the_head)
{
	reads("<!doctype html><html><head><title>no</title></head><body><p>yes</p></body></html>",
	      "yes\n");
}

Test(mail_text, what_people_wrote_stays_what_they_wrote)
{
	reads("<p>&lt;b&gt; &amp;amp; &#34;q&#34; &#39;a&#39; &unknown; &</p>",
	      "<b> &amp; \"q\" 'a' &unknown; &\n");
	reads("<p>a  \n\t b</p>", "a b\n");
	reads("", "\n");
	reads("<", "\n");
	reads("<p", "\n");
	reads("<a href=\"x", "\n");
}
