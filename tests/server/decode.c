#include "server/decode.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(decode, .init = ready_begin, .fini = ready_end);

Test(decode, paths_no_address_of_ours_looks_like_are_not_found)
{
	static const char *const odd[] = {"//",     "/a//b", "/a/./b",    "/a/../b", "/..",
					  "/.",     "/a/..", "/%2e%2e/b", "/a%2fb",  "/a%2Fb",
					  "/a%0ab", "/a%7f", "//evil",    "/%2e",    "/a/%2E%2E?x"};
	const char *path;

	for (size_t i = 0; i < COUNT(odd); i++)
		cr_expect_eq(decode_path(ready_arena(), odd[i], &path), NOT_FOUND, "%s", odd[i]);
}

Test(decode, a_path_ends_where_the_query_begins)
{
	const char *path;

	cr_assert_eq(decode_path(ready_arena(), "/korosten/%D1%8F+b?q=/../x", &path), OK);
	cr_expect_str_eq(path, "/korosten/я+b", "a plus in a path is a plus");
	cr_assert_eq(decode_path(ready_arena(), "/", &path), OK);
	cr_expect_str_eq(path, "/");
	cr_assert_eq(decode_path(ready_arena(), "/korosten/", &path), OK);
	cr_expect_str_eq(path, "/korosten/");
}

Test(decode, a_query_in_the_wrong_encoding_is_refused)
{
	struct pairs pairs = {0};

	cr_expect_eq(decode_query(ready_arena(), "/?q=%ff", 10, &pairs), INVALID);
	cr_expect_eq(decode_query(ready_arena(), "/?%ff=q", 10, &pairs), INVALID);
	cr_expect_eq(decode_query(ready_arena(), "/?a%00=q", 10, &pairs), INVALID);
	cr_expect_eq(decode_query(ready_arena(), "/?a%0a=q", 10, &pairs), INVALID);
	cr_expect_eq(pairs.count, 0, "a failure leaves the result as it was");
}

Test(decode, more_fields_than_allowed_are_too_much)
{
	struct pairs pairs = {0};

	cr_expect_eq(decode_form(ready_arena(), "a&b&c", 5, 2, &pairs), TOO_MUCH);
	cr_expect_eq(decode_form(ready_arena(), "a&b&&&", 6, 2, &pairs), OK);
	cr_expect_eq(pairs.count, 2);
}

Test(decode, a_form_keeps_order_repeats_and_empty_values)
{
	static const char body[] =
		"title=%D0%AF%D0%BC%D0%B0+1%2B1&territory=a&territory=b&empty=&bare&=x";
	struct pairs pairs;

	cr_assert_eq(decode_form(ready_arena(), body, strlen(body), 10, &pairs), OK);
	cr_assert_eq(pairs.count, 6);
	cr_expect_str_eq(pairs_find(&pairs, "title"), "Яма 1+1");
	cr_expect_str_eq(pairs.items[1].value, "a");
	cr_expect_str_eq(pairs.items[2].value, "b");
	cr_expect_str_eq(pairs_find(&pairs, "empty"), "");
	cr_expect_str_eq(pairs_find(&pairs, "bare"), "");
	cr_expect_str_eq(pairs_find(&pairs, ""), "x");
}

Test(decode, a_forms_zero_byte_stays_wrong)
{
	struct pairs pairs;

	cr_assert_eq(decode_form(ready_arena(), "a=x%00y", 7, 10, &pairs), OK);
	cr_expect_str_eq(pairs_find(&pairs, "a"), "x\xffy", "and so form_read will refuse it");
	cr_expect_eq(decode_form(ready_arena(), "a=%4", 4, 10, &pairs), INVALID);
	cr_expect_eq(decode_form(ready_arena(), "a=%", 3, 10, &pairs), INVALID);
}

Test(decode, cookies_are_split_and_trimmed)
{
	struct pairs pairs = {0};

	decode_cookies(ready_arena(), "a=1; b=x=y ;junk; =z;c=; session=abc", &pairs);
	cr_assert_eq(pairs.count, 4);
	cr_expect_str_eq(pairs_find(&pairs, "a"), "1");
	cr_expect_str_eq(pairs_find(&pairs, "c"), "");
	cr_expect_str_eq(pairs_find(&pairs, "b"), "x=y");
	cr_expect_str_eq(pairs_find(&pairs, "session"), "abc");
}

/* ------------------------------------------------------------------ multipart */

#define TYPE "multipart/form-data; boundary=XyZ"
#define PART "--XyZ\r\nContent-Disposition: form-data; name="

static enum outcome multipart(const char *type, const char *body, struct pairs *pairs)
{
	return decode_multipart(ready_arena(), type, body, strlen(body), 3, pairs, NULL);
}

Test(decode, multipart_that_is_not_built_right_is_refused)
{
	static const char *const bodies[] = {
		"",
		"--XyZ",
		"--XyZ\r\n",
		"--Xy\r\n",
		"junk" PART "\"a\"\r\n\r\n1\r\n--XyZ--",
		PART "\"a\"\r\n\r\n1\r\n",
		PART "\"a\"\r\n\r\n1\r\n--XyZ",
		PART "\"a\"\r\n\r\n1--XyZ--",
		PART "\"a\"\r\n1\r\n--XyZ--",
		PART "a\r\n\r\n1\r\n--XyZ--",
		PART "\"\xff\"\r\n\r\n1\r\n--XyZ--",
		"--XyZ\r\nContent-Type: text/plain\r\n\r\n1\r\n--XyZ--",
	};
	struct pairs pairs;

	for (size_t i = 0; i < COUNT(bodies); i++)
		cr_expect_eq(multipart(TYPE, bodies[i], &pairs), INVALID, "case %zu", i);
	cr_expect_eq(multipart("multipart/form-data", PART "\"a\"\r\n\r\n1\r\n--XyZ--", &pairs),
		     INVALID);
	cr_expect_eq(multipart(TYPE,
			       PART "\"a\"\r\n\r\n1\r\n" PART "\"a\"\r\n\r\n1\r\n" PART
				    "\"a\"\r\n\r\n1\r\n" PART "\"a\"\r\n\r\n1\r\n--XyZ--",
			       &pairs),
		     TOO_MUCH);
}

Test(decode, multipart_texts_become_fields_and_files_are_left_out)
{
	struct pairs pairs;

	cr_assert_eq(multipart("multipart/form-data; boundary=\"XyZ\"",
			       PART
			       "\"title\"\r\n\r\nЯма\r\nна розі\r\n" PART
			       "\"photo\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
			       "\xff\xd8\r\n" PART "\"empty\"\r\n\r\n\r\n--XyZ--\r\n",
			       &pairs),
		     OK);
	cr_assert_eq(pairs.count, 2);
	cr_expect_str_eq(pairs_find(&pairs, "title"), "Яма\r\nна розі");
	cr_expect_str_eq(pairs_find(&pairs, "empty"), "");
}
