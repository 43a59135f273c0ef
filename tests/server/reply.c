#include "server/reply.h"

#include <criterion/criterion.h>

#include "model/base/clock.h"
#include "model/base/compress.h"
#include "server/settings.h"
#include "tests/asking.h"
#include "tests/ready.h"

TestSuite(reply, .init = ready_begin, .fini = ready_end);

#define NOW ((int64_t)1794000000)

static struct response page_of(size_t length)
{
	char *bytes = arena_take(ready_arena(), length + 1);

	memset(bytes, 'a', length);
	return (struct response){.status = 200,
				 .type = "text/html; charset=utf-8",
				 .bytes = bytes,
				 .length = length,
				 .cache = CACHE_PUBLIC,
				 .etag = "v1"};
}

static struct reply made(struct response response, struct reply_wishes wishes)
{
	wishes.now = NOW;
	return reply_make(ready_arena(), ask_settings(), &response, &wishes);
}

static const char *header(const struct reply *reply, const char *name)
{
	return pairs_find_header(&reply->headers, name);
}

Test(reply, every_answer_carries_every_protection)
{
	static const int statuses[] = {200, 303, 304, 404, 422, 500};
	static const char *const names[] = {"Content-Security-Policy",
					    "X-Content-Type-Options",
					    "Referrer-Policy",
					    "Permissions-Policy",
					    "Cross-Origin-Resource-Policy",
					    "Cross-Origin-Opener-Policy",
					    "Cache-Control"};

	for (size_t i = 0; i < COUNT(statuses); i++) {
		struct reply reply = made((struct response){.status = statuses[i]},
					  (struct reply_wishes){0});
		for (size_t j = 0; j < COUNT(names); j++)
			cr_expect(header(&reply, names[j]), "%d %s", statuses[i], names[j]);
		cr_expect_null(header(&reply, "Strict-Transport-Security"));
		cr_expect_null(header(&reply, "Access-Control-Allow-Origin"));
	}
}

Test(reply, https_is_insisted_on_where_the_public_address_has_it)
{
	struct reply reply;

	ask_settings()->public_url = "https://poruch.example.org";
	reply = made(page_of(10), (struct reply_wishes){0});
	cr_expect_not_null(header(&reply, "Strict-Transport-Security"));
}

Test(reply, only_public_data_may_be_read_from_other_sites)
{
	struct response response = page_of(10);
	struct reply reply;

	response.is_public_data = true;
	reply = made(response, (struct reply_wishes){0});
	cr_expect_str_eq(header(&reply, "Access-Control-Allow-Origin"), "*");
	cr_expect_str_eq(header(&reply, "Cross-Origin-Resource-Policy"), "cross-origin");
}

Test(reply, what_depends_on_the_reader_is_not_stored_anywhere)
{
	struct response response = page_of(10);
	struct reply reply;

	response.cache = CACHE_NOTHING;
	reply = made(response, (struct reply_wishes){.etags = "*"});
	cr_expect_str_eq(header(&reply, "Cache-Control"), "no-store");
	cr_expect_null(header(&reply, "ETag"));
	cr_expect_eq(reply.status, 200, "and never a 304");
}

Test(reply, each_coding_has_a_tag_of_its_own)
{
	struct reply plain = made(page_of(5000), (struct reply_wishes){0});
	struct reply packed = made(page_of(5000), (struct reply_wishes){.takes_gzip = true});

	cr_expect_str_eq(header(&plain, "ETag"), "\"v1\"");
	cr_expect_str_eq(header(&packed, "ETag"), "\"v1-gzip\"");
	cr_expect_str_eq(header(&packed, "Content-Encoding"), "gzip");
	cr_expect_null(header(&plain, "Content-Encoding"));
	cr_expect_str_eq(header(&plain, "Vary"), "Accept-Encoding");
	cr_expect_str_eq(header(&packed, "Vary"), "Accept-Encoding");
	cr_expect_lt(packed.length, 200);
}

Test(reply, small_things_are_sent_as_they_are)
{
	struct reply reply = made(page_of(100), (struct reply_wishes){.takes_gzip = true});

	cr_expect_null(header(&reply, "Content-Encoding"));
	cr_expect_str_eq(header(&reply, "ETag"), "\"v1\"");
}

Test(reply, who_has_it_already_gets_a_304_with_its_headers)
{
	struct response response = page_of(5000);
	struct reply reply;

	response.max_age = 300;
	response.last_modified = NOW - 100;
	response.link = "</x>; rel=\"self\"";
	reply = made(response,
		     (struct reply_wishes){.takes_gzip = true, .etags = "\"old\", W/\"v1-gzip\""});
	cr_expect_eq(reply.status, 304);
	cr_expect_eq(reply.length, 0);
	cr_expect_str_eq(header(&reply, "ETag"), "\"v1-gzip\"");
	cr_expect_str_eq(header(&reply, "Cache-Control"), "public, max-age=300");
	cr_expect_str_eq(header(&reply, "Vary"), "Accept-Encoding");
	cr_expect_not_null(header(&reply, "Last-Modified"));
	cr_expect_null(header(&reply, "Content-Type"));
	cr_expect_null(header(&reply, "Content-Encoding"));
}

Test(reply, the_tag_of_another_coding_is_not_a_match)
{
	struct reply reply = made(page_of(5000), (struct reply_wishes){.etags = "\"v1-gzip\""});

	cr_expect_eq(reply.status, 200);
}

Test(reply, a_date_counts_only_without_tags_and_never_within_two_seconds)
{
	struct response response = page_of(5000);
	const char *now = clock_http(ready_arena(), NOW);

	response.last_modified = NOW - 100;
	cr_expect_eq(made(response, (struct reply_wishes){.modified_since = now}).status, 304);
	cr_expect_eq(made(response, (struct reply_wishes){.modified_since = now, .etags = "\"x\""})
			     .status,
		     200);
	cr_expect_eq(made(response, (struct reply_wishes){.modified_since = "yesterday"}).status,
		     200);
	response.last_modified = NOW - 1;
	cr_expect_eq(made(response, (struct reply_wishes){.modified_since = now}).status, 200);
}

Test(reply, a_date_is_left_to_a_page_that_judges_it_itself)
{
	struct response response = {.cache = CACHE_PUBLIC,
				    .last_modified = NOW - 60,
				    .is_elastic = true,
				    .bytes = "x",
				    .length = 1};
	const char *future = clock_http(ready_arena(), NOW + 60);

	cr_expect_eq(made(response, (struct reply_wishes){.modified_since = future}).status, 200);
}

Test(reply, a_page_that_found_out_itself_gets_the_tag_of_the_coding_asked_for)
{
	struct response response = {
		.status = 304, .cache = CACHE_PUBLIC, .max_age = 300, .etag = "v9"};
	struct reply reply = made(response, (struct reply_wishes){.takes_gzip = true});

	cr_expect_eq(reply.status, 304);
	cr_expect_str_eq(header(&reply, "ETag"), "\"v9-gzip\"");
	cr_expect_str_eq(header(&reply, "Vary"), "Accept-Encoding");
}

Test(reply, a_file_name_cannot_leave_its_quotes)
{
	struct response response = page_of(10);
	struct reply reply;

	response.download = "a\"b\r\nX: y\\я.csv";
	reply = made(response, (struct reply_wishes){0});
	cr_expect_str_eq(header(&reply, "Content-Disposition"),
			 "attachment; filename=\"a_b__X: y___.csv\"");
}

Test(reply, the_same_bytes_are_compressed_to_the_same_bytes)
{
	struct reply first = made(page_of(5000), (struct reply_wishes){.takes_gzip = true});
	struct reply second = made(page_of(5000), (struct reply_wishes){.takes_gzip = true});

	cr_expect_eq(first.length, second.length);
	cr_expect_arr_eq(first.bytes, second.bytes, first.length);
}

Test(reply, what_cannot_be_made_smaller_is_left_alone)
{
	char noise[2000];
	const char *smaller = NULL;
	size_t length;

	secret_random(&secret_system, noise, sizeof(noise));
	cr_expect_not(compress_gzip(ready_arena(), noise, sizeof(noise), &smaller, &length));
	cr_expect_null(smaller);
	cr_expect_not(compress_is_worth("image/png", 100000));
	cr_expect_not(compress_is_worth("text/html", 100));
	cr_expect(compress_is_worth("application/atom+xml; charset=utf-8", 5000));
}
