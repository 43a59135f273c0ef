/*
 * negotiate.h - which form of an answer the reader wants, and whether it has it already.
 */
#pragma once

#include <stdbool.h>

/*
 * Whether an Accept-Encoding header (or NULL) allows gzip: named itself or by "*", with a q above
 * zero (RFC 9110 12.5.3).
 */
bool negotiate_gzip(const char *accept_encoding);

/*
 * Whether an If-None-Match header (or NULL) names the tag, by the weak comparison (RFC 9110 13.1.2):
 * a list, "*", W/"x" the same as "x". etag is without quotes.
 */
bool negotiate_matches(const char *if_none_match, const char *etag);
