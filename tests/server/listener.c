/*
 * The wire itself: what is framed doubtfully must not be understood in two ways, what is refused must
 * hear so, what is slow must go.
 */
#include "server/listener.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "model/base/clock.h"
#include "server/cache.h"
#include "server/clients.h"
#include "tests/ready.h"
#include "tests/server/wire.h"

TestSuite(listener, .init = wire_begin, .fini = wire_end);

/* What would answer if the bytes behind a doubtful request were taken for a second one. */
#define HIDDEN "GET /robots.txt HTTP/1.1\r\nHost: hidden\r\n\r\n"

static size_t count_answers(const char *answer)
{
	size_t count = 0;

	for (const char *at = answer; (at = strstr(at, "HTTP/1.1 ")); at++)
		count++;
	return count;
}

Test(listener, no_doubtful_framing_lets_a_hidden_request_run)
{
	static const char *const requests[] = {
		"GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 44\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
		"chunked\r\n\r\n0\r\n\r\n" HIDDEN,
		"HEAD /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 44\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: "
		"44\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 44\r\nContent-Length: "
		"0\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 44\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: +0\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 0x0\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length : 0\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\n Content-Length: 0\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
		"Content-Length: 5\r\n\r\n0\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
		"chunked\r\n\r\n0\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n"
		"Content-Length: 0\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity, chunked\r\n"
		"Content-Length: 0\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\tchunked\r\n"
		"Content-Length: 0\r\n\r\n" HIDDEN,
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding\x01: chunked\r\n"
		"Content-Length: 0\r\n\r\n" HIDDEN,
		"PUT /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 44\r\n\r\n" HIDDEN,
		"DELETE /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 44\r\n\r\n" HIDDEN,
		"OPTIONS * HTTP/1.1\r\nHost: a\r\nContent-Length: 44\r\n\r\n" HIDDEN,
		"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n" HIDDEN,
		"TRACE / HTTP/1.1\r\nHost: a\r\nContent-Length: 44\r\n\r\n" HIDDEN,
		"get /healthz HTTP/1.1\r\nHost: a\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a\r\nHost : b\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a\r\nX\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\nHost: a\n\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a\nX: y\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a\r\n\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n" HIDDEN,
		"GET  /healthz HTTP/1.1\r\nHost: a\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/2.0\r\nHost: a\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.2\r\nHost: a\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/11\r\nHost: a\r\n\r\n" HIDDEN,
		"GET /healthz http/1.1\r\nHost: a\r\n\r\n" HIDDEN,
		"GET /healthz HTTP/1.1 x\r\nHost: a\r\n\r\n" HIDDEN,
		"GET /healthz%00 HTTP/1.1\r\nHost: a\r\n\r\n" HIDDEN,
		"GET /healthz%0 HTTP/1.1\r\nHost: a\r\n\r\n" HIDDEN,
		"GET /health\x01z HTTP/1.1\r\nHost: a\r\n\r\n" HIDDEN,
		"GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n" HIDDEN,
		"GET healthz HTTP/1.1\r\nHost: a\r\n\r\n" HIDDEN,
		"GET http://a HTTP/1.1\r\nHost: a\r\n\r\n" HIDDEN,
	};

	for (size_t i = 0; i < COUNT(requests); i++) {
		const char *answer = wire_ask(requests[i]);

		cr_expect_leq(count_answers(answer), 1, "two answers to case %zu:\n%s\n%s", i,
			      requests[i], answer);
		cr_expect(!*answer || strstr(answer, "Content-Security-Policy: "), "case %zu:\n%s",
			  i, answer);
		cr_expect_null(strstr(answer, "HTTP/1.1 200"), "case %zu was taken:\n%s", i,
			       requests[i]);
		cr_expect_null(strstr(answer, "User-agent"), "case %zu:\n%s", i, requests[i]);
	}
	cr_expect_not_null(strstr(wire_ask("GET /healthz HTTP/1.1\r\nHost: a\r\n"
					   "Connection: close\r\n\r\n"),
				  "HTTP/1.1 200"),
			   "and it still answers");
}

Test(listener, requests_on_one_connection_are_answered_in_order)
{
	const char *answer = wire_ask(
		"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
		"GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
		"HEAD /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n"
		"GET /robots.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

	cr_expect_eq(count_answers(answer), 4);
	cr_expect_lt(strstr(answer, "\nok\n"), strstr(answer, "404 Not Found"));
	cr_expect_lt(strstr(answer, "404 Not Found"), strstr(answer, "User-agent"));
}

Test(listener, a_hundred_headers_as_long_as_all_may_be_together_are_read)
{
	static char request[17 * 1024];
	const size_t room = (size_t)wire_settings()->header_bytes;
	size_t length = (size_t)snprintf(request, sizeof(request),
					 "GET /robots.txt HTTP/1.1\r\nHost: a\r\n"
					 "Connection: close\r\n");

	for (size_t i = 0; i < 98; i++)
		length += (size_t)snprintf(request + length, sizeof(request) - length,
					   "X-Header-%02zu: %0*d\r\n", i,
					   (int)((room - 256) / 98) - 16, 1);
	memcpy(request + length, "\r\n", 3);
	cr_assert_gt(length, room - 512);
	cr_assert_lt(length, room);
	cr_expect_not_null(strstr(wire_ask(request), "HTTP/1.1 200"));
}

Test(listener, a_page_is_answered_to_who_brings_six_kilobytes_of_cookies)
{
	static char request[10 * 1024];
	size_t length = (size_t)snprintf(
		request, sizeof(request),
		"GET /?a=1&b=2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
		"User-Agent: %0400d\r\nAccept: %0200d\r\nReferer: %0400d\r\n"
		"Cookie: first=1",
		1, 1, 1);

	for (size_t i = 0; i < 40; i++)
		length += (size_t)snprintf(request + length, sizeof(request) - length,
					   "; cookie%02zu=%0140d", i, 1);
	cr_assert_gt(length, 7000);
	memcpy(request + length, "\r\n\r\n", 5);
	cr_expect_not_null(strstr(wire_ask(request), "HTTP/1.1 200"));
}

Test(listener, head_answers_as_get_without_the_body)
{
	const char *head = wire_ask(
		"HEAD /robots.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
	const char *get = wire_ask(
		"GET /robots.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
	size_t length = strlen(head);

	cr_expect_str_eq(head + length - 4, "\r\n\r\n");
	cr_expect_not_null(strstr(head, "Content-Length: "));
	cr_expect_eq(strstr(get, "\r\n\r\n") + 4 - get, (ptrdiff_t)length,
		     "the headers are the same");
}

Test(listener, a_large_body_is_refused_after_it_was_read)
{
	size_t length = (size_t)wire_settings()->body_bytes + 300000;
	char *body = arena_take(ready_arena(), length);
	const char *head = arena_printf(ready_arena(),
					"POST /sign-in HTTP/1.1\r\nHost: a\r\n"
					"Content-Type: application/x-www-form-urlencoded\r\n"
					"Content-Length: %zu\r\n\r\n",
					length);
	int connection = wire_connect();
	const char *answer;

	memset(body, 'a', length);
	cr_assert(wire_send(connection, head, strlen(head)));
	for (size_t at = 0; at < length; at += 4096)
		cr_assert(wire_send(connection, body + at, length - at < 4096 ? length - at : 4096),
			  "the connection was reset after %zu bytes", at);
	answer = wire_read(connection, 1000, NULL);
	cr_expect_not_null(strstr(answer, "HTTP/1.1 413"), "%s", answer);
	close(connection);
}

Test(listener, a_body_beyond_all_measure_is_refused_at_once)
{
	const char *answer = wire_ask("POST /sign-in HTTP/1.1\r\nHost: a\r\n"
				      "Content-Length: 999999999999\r\n\r\nabc");

	cr_expect_not_null(strstr(answer, "HTTP/1.1 413"), "%s", answer);
	cr_expect_not_null(strcasestr(answer, "Connection: close"));
}

Test(listener, who_asks_before_sending_is_told_before_sending)
{
	const char *answer = wire_ask(
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
		"Content-Length: 9999999\r\n\r\n");

	cr_expect_not_null(strstr(answer, "HTTP/1.1 413"), "%s", answer);
	cr_expect_null(strstr(answer, "100 Continue"));
}

Test(listener, an_unknown_kind_of_form_is_refused)
{
	const char *answer = wire_ask(
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
		"Content-Type: application/xml\r\nContent-Length: 4\r\n\r\n<a/>");

	cr_expect_not_null(strstr(answer, "HTTP/1.1 415"), "%s", answer);
}

Test(listener, an_action_is_answered_by_way_of_the_writer)
{
	const char *answer = wire_ask(
		"POST /sign-out HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\n"
		"token=x");

	cr_expect_not_null(strstr(answer, "HTTP/1.1 422"), "a stale form is shown again: %s",
			   answer);
	answer = wire_ask(
		"POST /sign-out HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
		"Sec-Fetch-Site: cross-site\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\n"
		"token=x");
	cr_expect_not_null(strstr(answer, "HTTP/1.1 403"), "%s", answer);
}

/* ------------------------------------------------------------------ stopping */

Test(listener, who_keeps_a_connection_loses_it_behind_the_next_answer_when_the_service_stops)
{
	static const char request[] = "GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n";
	int connection = wire_connect();
	const char *answer;

	wire_send(connection, request, strlen(request));
	answer = wire_read(connection, 300, NULL);
	cr_assert_not_null(strstr(answer, "200 OK"));
	cr_expect_null(strstr(answer, "Connection: close"));
	atomic_store(&wire_service()->is_stopping, true);
	wire_send(connection, request, strlen(request));
	answer = wire_read(connection, 300, NULL);
	close(connection);
	cr_expect_not_null(strstr(answer, "200 OK"), "it is answered still");
	cr_expect_not_null(strstr(answer, "Connection: close"), "though the cache has it: %s",
			   answer);
}

/* Ask for the network's feed compressed, with that If-None-Match where there is one. */
static const char *ask_feed(const char *etag)
{
	static char request[512];

	snprintf(request, sizeof(request),
		 "GET /feeds/everything.atom HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n"
		 "%s%s%sConnection: close\r\n\r\n",
		 etag ? "If-None-Match: " : "", etag ? etag : "", etag ? "\r\n" : "");
	return wire_ask(request);
}

Test(listener, a_304_that_a_page_decided_is_kept_for_who_asks_the_same_and_nobody_else)
{
	const char *plain = wire_ask("GET /feeds/everything.atom HTTP/1.1\r\nHost: a\r\n"
				     "Connection: close\r\n\r\n");
	const char *at = strstr(plain, "ETag: \"");
	struct cache *cache = wire_service()->cache;
	char etag[96];

	cr_assert_not_null(at, "%s", plain);
	snprintf(etag, sizeof(etag), "\"%.*s-gzip\"", (int)strcspn(at + 7, "\""), at + 7);
	cr_expect_not_null(strstr(ask_feed(etag), "HTTP/1.1 304"));
	cr_expect_eq(cache_figures(cache).hits, 0);
	cr_expect_not_null(strstr(ask_feed(etag), "HTTP/1.1 304"));
	cr_expect_eq(cache_figures(cache).hits, 1);
	cr_expect_not_null(strstr(ask_feed("\"f-0-0-0\""), "HTTP/1.1 200"), "another tag");
	cr_expect_not_null(strstr(ask_feed(NULL), "HTTP/1.1 200"), "no tag");
	cr_expect_not_null(strstr(ask_feed(etag), "HTTP/1.1 304"));
}

Test(listener, a_form_that_comes_when_the_writer_has_ended_is_told_to_come_again)
{
	/* Of a session that is over: what was typed would be kept, which needs the writer. */
	static const char form[] =
		"POST /account/sessions/end-others HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\nCookie: session=over\r\n"
		"Content-Length: 3\r\n\r\na=b";
	const char *answer;

	service_finish(wire_service());
	answer = wire_ask(form);
	cr_expect_not_null(strstr(answer, "HTTP/1.1 503"), "%s", answer);
	cr_expect_not_null(strstr(answer, "Retry-After: "), "%s", answer);
}

/* ------------------------------------------------------------------ the slow */

static void slow_begin(void)
{
	wire_ready();
	wire_settings()->request_seconds = 1;
	wire_listen();
}

TestSuite(slow, .init = slow_begin, .fini = wire_end);

Test(slow, clients_that_drip_are_cut_and_others_are_served)
{
	enum { SLOW = 100 };
	int connections[SLOW];
	int64_t began = clock_milliseconds();
	size_t cut = 0, length;

	for (size_t i = 0; i < SLOW; i++) {
		connections[i] = wire_connect();
		wire_send(connections[i], "GET / HT", 8);
	}
	while (clock_milliseconds() < began + 2200) {
		int64_t before = clock_milliseconds();

		for (size_t i = 0; i < SLOW; i++)
			wire_send(connections[i], "X", 1);
		cr_expect_not_null(strstr(wire_ask("GET /healthz HTTP/1.1\r\nHost: a\r\n"
						   "Connection: close\r\n\r\n"),
					  "200 OK"));
		cr_expect_lt(clock_milliseconds() - before, 500);
		usleep(100000);
	}
	for (size_t i = 0; i < SLOW; i++) {
		char byte;
		/* Cut: the end of the stream, or a reset because it had sent more. */
		length = (size_t)recv(connections[i], &byte, 1, MSG_DONTWAIT);
		cut += length == 0 || (length == (size_t)-1 && errno == ECONNRESET);
		close(connections[i]);
	}
	cr_expect_eq(cut, SLOW);
	cr_expect_eq(clients_cut(wire_service()->clients), SLOW);
}

Test(slow, an_idle_connection_is_closed_too)
{
	int connection = wire_connect();
	static const char request[] = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
	int64_t began = clock_milliseconds();
	size_t length;

	wire_send(connection, request, strlen(request));
	wire_read(connection, 3000, &length);
	cr_expect_gt(length, 0);
	cr_expect_lt(clock_milliseconds() - began, 2500);
	close(connection);
}

Test(slow, a_body_that_drips_is_cut)
{
	int connection = wire_connect();
	static const char head[] =
		"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n";
	int64_t began = clock_milliseconds();
	bool is_open = true;

	wire_send(connection, head, strlen(head));
	while (is_open && clock_milliseconds() < began + 4000) {
		is_open = wire_send(connection, "a", 1);
		usleep(100000);
	}
	cr_expect_not(is_open);
	close(connection);
}

/* ------------------------------------------------------------------ other sockets */

static void local_begin(void)
{
	wire_ready();
	wire_settings()->listen = arena_printf(ready_arena(), "unix:%s/socket",
					       wire_settings()->data);
	wire_listen();
}

TestSuite(local, .init = local_begin, .fini = wire_end);

Test(local, a_proxy_on_a_unix_socket_is_not_this_machine)
{
	struct sockaddr_un {
		sa_family_t family;
		char path[108];
	} address = {.family = AF_UNIX};
	int connection = socket(AF_UNIX, SOCK_STREAM, 0);
	static const char request[] =
		"GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
	const char *answer;

	snprintf(address.path, sizeof(address.path), "%s/socket", wire_settings()->data);
	cr_assert_eq(connect(connection, (struct sockaddr *)&address, sizeof(address)), 0);
	wire_send(connection, request, strlen(request));
	answer = wire_read(connection, 2000, NULL);
	cr_expect_not_null(strstr(answer, "404 Not Found"), "%s", answer);
	close(connection);
}
