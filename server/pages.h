/*
 * pages.h - every page and action there is, by file of server/pages/; routes.c says where they stand
 * and who may ask for them.
 */
#pragma once

#include "request.h"

/* health.c: is it alive, is it ready, how is it doing */
enum outcome healthz_page(struct request *request);
enum outcome readyz_page(struct request *request);
enum outcome metrics_page(struct request *request);

/* static.c: the style sheet and what else has a hash in its name; robots.txt */
enum outcome static_page(struct request *request);
enum outcome robots_page(struct request *request);

/* Where an asset stands: static_address("style") is "/static/style.HASH.css". Constant. */
const char *static_address(const char *name);

/* kept.c: what was typed into a form whose session had ended, to be sent again */
enum outcome kept_page(struct request *request);

/* feeds.c: feeds and their archives, of a hromada or of the network; of one issue; lists of them */
enum outcome feeds_page(struct request *request);
enum outcome feeds_issue_atom_page(struct request *request);
enum outcome feeds_issue_rss_page(struct request *request);
enum outcome feeds_issue_json_page(struct request *request);
enum outcome feeds_opml_page(struct request *request);

/* subscribe.c: a feed, explained to who never heard of one */
enum outcome subscribe_page(struct request *request);
