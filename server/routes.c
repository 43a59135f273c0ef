#include "routes.h"

#include "model/api_key.h"
#include "pages.h"

#define GET(path, who, handler, ...)                                                       \
	{                                                                                  \
		.method = METHOD_GET, .pattern = path, .permission = who, .page = handler, \
		__VA_ARGS__                                                                \
	}
#define POST(path, who, handler, ...)                                                         \
	{                                                                                     \
		.method = METHOD_POST, .pattern = path, .permission = who, .action = handler, \
		__VA_ARGS__                                                                   \
	}

#define FEED(path, handler)                                                    \
	GET(path, READ_PUBLIC, handler, .cache = CACHE_PUBLIC, .max_age = 300, \
	    .flags = ROUTE_PUBLIC_DATA)

/* Both faces of an address of the Open311 API. */
#define OPEN311_AS(path, handler)                                                            \
	GET("/open311/v2/" path, READ_PUBLIC, handler, .cache = CACHE_PUBLIC, .max_age = 60, \
	    .flags = ROUTE_PUBLIC_DATA)
#define OPEN311(path, handler) OPEN311_AS(path ".xml", handler), OPEN311_AS(path ".json", handler)

/* What a program writes, with its key. */
#define OPEN311_POST_AS(path, rights, handler, more)                                             \
	POST("/open311/v2/" path, WRITE_WITH_KEY, handler, .again = open311_faults_page,         \
	     .prepare = open311_prepare, .flags = ROUTE_PUBLIC_DATA | ROUTE_ANY_ORIGIN | (more), \
	     .key_rights = (rights))
#define OPEN311_POST(path, rights, handler, more)            \
	OPEN311_POST_AS(path ".xml", rights, handler, more), \
		OPEN311_POST_AS(path ".json", rights, handler, more)

#define WITH_PHOTOS .prepare = photo_prepare, .flags = ROUTE_MULTIPART | ROUTE_PHOTOS

/* clang-format off */
const struct route routes[] = {
	/* the service itself */
	GET("/healthz", READ_PUBLIC, healthz_page, .flags = ROUTE_NO_SESSION | ROUTE_ONE_LANGUAGE),
	GET("/readyz", READ_PUBLIC, readyz_page, .flags = ROUTE_ONE_LANGUAGE),
	GET("/metrics", READ_METRICS, metrics_page, .flags = ROUTE_ONE_LANGUAGE | ROUTE_LOOPBACK),
	GET("/robots.txt", READ_PUBLIC, robots_page, .cache = CACHE_PUBLIC, .max_age = 3600,
		.flags = ROUTE_NO_SESSION | ROUTE_ONE_LANGUAGE),
	GET("/sitemap.xml", READ_PUBLIC, sitemap_index_page, .cache = CACHE_PUBLIC, .max_age = 3600,
		.flags = ROUTE_ONE_LANGUAGE),
	GET("/*.xml", READ_PUBLIC, sitemap_part_page, .cache = CACHE_PUBLIC, .max_age = 3600,
		.flags = ROUTE_ONE_LANGUAGE),
	GET("/embed/*", READ_PUBLIC, embed_issues_page, .cache = CACHE_PUBLIC, .max_age = 300),
	GET("/embed/*/counts", READ_PUBLIC, embed_counts_page, .cache = CACHE_PUBLIC, .max_age = 300),
	GET("/embed/*/report", READ_PUBLIC, embed_report_page, .cache = CACHE_PUBLIC, .max_age = 300),
	FEED("/embed/*/badge.svg", embed_badge_page),
	GET("/static/*", READ_PUBLIC, static_page, .cache = CACHE_FOREVER,
		.flags = ROUTE_NO_SESSION | ROUTE_ONE_LANGUAGE),

	/* the Open311 API */
	OPEN311("discovery", open311_discovery_page),
	OPEN311("services", open311_services_page),
	OPEN311("services/*", open311_definition_page),
	OPEN311("requests", open311_requests_page),
	OPEN311("requests/*", open311_request_page),
	OPEN311("servicerequestupdates", open311_updates_page),
	GET("/open311/v2/tokens/*.xml", READ_PUBLIC, open311_token_page, .flags = ROUTE_PUBLIC_DATA),
	GET("/open311/v2/tokens/*.json", READ_PUBLIC, open311_token_page, .flags = ROUTE_PUBLIC_DATA),
	OPEN311_POST("requests", API_REPORT, open311_report_action, ROUTE_MULTIPART | ROUTE_PHOTOS),
	OPEN311_POST("servicerequestupdates", API_UPDATE, open311_update_action, 0),

	/* feeds (their kinds, formats and filters are feed_source.c's) and open data */
	FEED("/feeds.opml", feeds_opml_page),
	FEED("/feeds/*", feeds_page),
	FEED("/*/feeds.opml", feeds_opml_page),
	FEED("/*/feeds/*", feeds_page),
	FEED("/*/issues/*.atom", feeds_issue_atom_page),
	FEED("/*/issues/*.rss", feeds_issue_rss_page),
	FEED("/*/issues/*.json", feeds_issue_json_page),
	FEED("/*/data/issues.csv", data_issues_page),
	FEED("/*/data/register.zip", data_register_page),
	FEED("/*/data/updates.csv", data_updates_page),
	FEED("/*/data/updates.json", data_updates_page),
	FEED("/*/data/performance.csv", data_performance_page),
	FEED("/*/data/performance.json", data_performance_page),
	FEED("/*/data/issues.json", data_issues_json_page),
	FEED("/*/data/issues.geojson", data_issues_geojson_page),
	FEED("/*/data/reports.csv", data_reports_page),
	FEED("/*/data/reports.json", data_reports_page),
	FEED("/*/data/indicators.csv", data_indicators_page),
	FEED("/*/data/indicators.json", data_indicators_page),
	FEED("/*/data/definitions.csv", data_definitions_page),
	FEED("/*/data/definitions.json", data_definitions_page),
	FEED("/*/data/questions.csv", data_questions_page),
	FEED("/*/data/questions.json", data_questions_page),
	FEED("/*/reports.ics", reports_calendar_page),
	FEED("/*/data/datasets.csv", datasets_register_page),
	FEED("/*/data/catalog.jsonld", datasets_catalogue_page),
	FEED("/data/catalog.jsonld", datasets_catalogue_page),
	FEED("/*/data/*", datasets_about_page),
	GET("/*/data", READ_PUBLIC, datasets_page, .cache = CACHE_PUBLIC, .max_age = 300),
	GET("/*/subscribe", READ_PUBLIC, subscribe_page, .cache = CACHE_PUBLIC),

	/* the same by e-mail; a letter's address is its own right (RFC 8058: no cookie, no token) */
	GET("/subscribe", READ_PUBLIC, subscribe_page, .cache = CACHE_PUBLIC),
	GET("/subscribe/mail", READ_PUBLIC, by_mail_page),
	POST("/subscribe/mail", READ_PUBLIC, by_mail_action, .again = by_mail_page),
	GET("/subscribe/mail/sent", READ_PUBLIC, by_mail_sent_page),
	GET("/*/subscribe/mail", READ_PUBLIC, by_mail_page),
	POST("/*/subscribe/mail", READ_PUBLIC, by_mail_action, .again = by_mail_page),
	GET("/*/subscribe/mail/sent", READ_PUBLIC, by_mail_sent_page),
	GET("/mail/*", READ_PUBLIC, by_mail_own_page),
	POST("/mail/*", READ_PUBLIC, by_mail_one_click_action, .flags = ROUTE_ANY_ORIGIN),
	POST("/mail/*/confirm", READ_PUBLIC, by_mail_confirm_action),
	POST("/mail/*/rhythm", READ_PUBLIC, by_mail_rhythm_action, .again = by_mail_own_page),
	POST("/mail/*/end", READ_PUBLIC, by_mail_end_action),

	/* police reports */
	GET("/*/indicators", READ_PUBLIC, indicators_page, .cache = CACHE_PUBLIC, .max_age = 60),
	GET("/*/indicators/*", READ_PUBLIC, indicator_page, .cache = CACHE_PUBLIC, .max_age = 60),
	GET("/*/reports", READ_PUBLIC, reports_page, .cache = CACHE_PUBLIC, .max_age = 60),
	GET("/*/reports/new", WRITE_REPORT, report_new_page),
	POST("/*/reports", WRITE_REPORT, report_add, .again = report_new_page),
	FEED("/*/reports/*.csv", report_csv_page),
	FEED("/*/reports/*.json", report_json_page),
	FEED("/*/reports/*.pdf", report_pdf_page),
	FEED("/*/reports/*/*.pdf", report_pdf_page),
	FEED("/*/reports/*/*.csv", report_csv_page),
	FEED("/*/reports/*/*.json", report_json_page),
	GET("/*/reports/*", READ_PUBLIC, report_page, .cache = CACHE_PUBLIC, .max_age = 60),
	POST("/*/reports/*", WRITE_REPORT, report_save, .again = report_edit_page),
	GET("/*/reports/*/edit", WRITE_REPORT, report_desk_page),
	GET("/*/reports/*/edit/all", WRITE_REPORT, report_edit_page),
	GET("/*/reports/*/edit/period", WRITE_REPORT, report_period_page),
	POST("/*/reports/*/edit/period", WRITE_REPORT, report_period_action,
		.again = report_period_page),
	GET("/*/reports/*/edit/figures", WRITE_REPORT, report_figures_page),
	POST("/*/reports/*/edit/figures", WRITE_REPORT, report_figures_action,
		.again = report_figures_page),
	GET("/*/reports/*/edit/texts", WRITE_REPORT, report_texts_page),
	POST("/*/reports/*/edit/texts", WRITE_REPORT, report_texts_action, .again = report_texts_page),
	GET("/*/reports/*/edit/paste", WRITE_REPORT, report_paste_page),
	POST("/*/reports/*/edit/paste", WRITE_REPORT, report_paste_action, .again = report_paste_page,
		.flags = ROUTE_MULTIPART),
	GET("/*/reports/*/edit/check", WRITE_REPORT, report_check_page),
	POST("/*/reports/*/edit/check", WRITE_REPORT, report_check_action,
		.again = report_check_page),
	GET("/*/reports/*/edit/questions", WRITE_REPORT, report_questions_page),
	POST("/*/reports/*/edit/questions", WRITE_REPORT, report_questions_action,
		.again = report_questions_page),
	GET("/*/reports/*/edit/plans", WRITE_REPORT, report_plans_page),
	POST("/*/reports/*/edit/plans", WRITE_REPORT, report_plans_action, .again = report_plans_page),
	GET("/*/reports/*/preview", READ_DRAFT_REPORT, report_preview_page),
	POST("/*/reports/*/submit", WRITE_REPORT, report_submit, .again = report_preview_page),
	GET("/*/reports/*/hearing", PRESENT_REPORT, report_hearing_page),
	POST("/*/reports/*/hearing", PRESENT_REPORT, report_hearing_action,
		.again = report_hearing_page),
	GET("/*/reports/*/publish", PUBLISH_REPORT, report_publish_page),
	POST("/*/reports/*/publish", PUBLISH_REPORT, report_publish, .again = report_publish_page),
	GET("/*/reports/*/correct", PUBLISH_REPORT, report_correct_page),
	POST("/*/reports/*/correct", PUBLISH_REPORT, report_correct, .again = report_correct_page),
	GET("/*/reports/*/withdraw", PUBLISH_REPORT, report_withdraw_page),
	POST("/*/reports/*/withdraw", PUBLISH_REPORT, report_withdraw, .again = report_withdraw_page),
	GET("/*/reports/*/*", READ_PUBLIC, report_version_page, .cache = CACHE_PUBLIC, .max_age = 60),

	/* questions of the community */
	GET("/*/questions", READ_PUBLIC, questions_page, .cache = CACHE_PUBLIC, .max_age = 60),
	POST("/*/questions", WRITE_QUESTION, question_add_action, .again = question_new_page),
	GET("/*/questions/new", WRITE_QUESTION, question_new_page),
	GET("/*/questions/*", READ_PUBLIC, question_page, .cache = CACHE_PUBLIC, .max_age = 60),
	POST("/*/questions/*", WRITE_QUESTION, question_change_action, .again = question_edit_page),
	GET("/*/questions/*/edit", WRITE_QUESTION, question_edit_page),
	POST("/*/questions/*/answer", ANSWER_QUESTION, question_answer_action, .again = question_page),
	POST("/*/questions/*/accept", JUDGE_ANSWER, question_accept_action, .again = question_page),
	POST("/*/questions/*/complete", JUDGE_ANSWER, question_complete_action, .again = question_page),

	/* people */
	GET("/sign-in", SIGN_IN_OUT, sign_in_page),
	POST("/sign-in", SIGN_IN_OUT, sign_in, .again = sign_in_page, .prepare = sign_in_prepare,
		.flags = ROUTE_SECRET | ROUTE_SIGN_IN),
	POST("/sign-out", SIGN_IN_OUT, sign_out, .flags = ROUTE_SIGN_IN),
	GET("/kept", READ_PUBLIC, kept_page),
	GET("/account", OWN_ACCOUNT, account_page),
	POST("/account/password", OWN_ACCOUNT, account_password, .again = account_page,
		.prepare = account_prepare, .flags = ROUTE_SECRET | ROUTE_SIGN_IN),
	POST("/account/sessions/end-others", OWN_ACCOUNT, account_end_others),
	POST("/account/sessions/*/end", OWN_ACCOUNT, account_end_session),
	GET("/account/link/*", SIGN_IN_OUT, account_link_page),
	POST("/account/link/*", SIGN_IN_OUT, account_link_use, .again = account_link_page,
		.prepare = account_link_prepare, .flags = ROUTE_SECRET | ROUTE_SIGN_IN),
	GET("/admin/", MANAGE_PEOPLE, people_sections_page),
	GET("/admin/people", MANAGE_PEOPLE, people_page),
	POST("/admin/people", MANAGE_PEOPLE, people_add, .again = people_new_page),
	GET("/admin/people/new", MANAGE_PEOPLE, people_new_page),
	GET("/admin/people/*", MANAGE_PEOPLE, people_one_page),
	POST("/admin/people/*/link", MANAGE_PEOPLE, people_make_link),
	POST("/admin/people/*/grant", MANAGE_PEOPLE, people_grant, .again = people_one_page),
	POST("/admin/people/*/revoke", MANAGE_PEOPLE, people_revoke, .again = people_one_page),
	POST("/admin/people/*/disable", MANAGE_PEOPLE, people_disable),
	POST("/admin/people/*/enable", MANAGE_PEOPLE, people_enable),
	POST("/admin/people/*/data", MANAGE_PEOPLE, people_data),
	POST("/admin/people/*/erase", MANAGE_PEOPLE, people_erase, .again = people_one_page),
	GET("/admin/communities", MANAGE_SETTINGS, settings_communities_page),
	GET("/admin/communities/*", MANAGE_SETTINGS, settings_community_page),
	POST("/admin/communities/*", MANAGE_SETTINGS, settings_community_action,
		.again = settings_community_page),
	GET("/admin/communities/*/places", MANAGE_SETTINGS, places_page),
	POST("/admin/communities/*/places", MANAGE_SETTINGS, places_action, .again = places_page),
	GET("/admin/communities/*/indicators", MANAGE_SETTINGS, indicator_settings_page),
	POST("/admin/communities/*/indicators", MANAGE_SETTINGS, indicator_setting_add,
		.again = indicator_setting_new_page),
	GET("/admin/communities/*/indicators/new", MANAGE_SETTINGS, indicator_setting_new_page),
	GET("/admin/communities/*/indicators/*", MANAGE_SETTINGS, indicator_setting_page),
	POST("/admin/communities/*/indicators/*", MANAGE_SETTINGS, indicator_setting_action,
		.again = indicator_setting_page),
	POST("/admin/communities/*/indicators/*/remove", MANAGE_SETTINGS, indicator_setting_remove),
	GET("/admin/categories", MANAGE_SETTINGS, settings_categories_page),
	GET("/admin/categories/*", MANAGE_SETTINGS, settings_category_page),
	POST("/admin/categories/*", MANAGE_SETTINGS, settings_category_action,
		.again = settings_category_page),
	GET("/admin/keys", MANAGE_SETTINGS, keys_page),
	POST("/admin/keys", MANAGE_SETTINGS, keys_add_action, .again = keys_new_page),
	GET("/admin/keys/new", MANAGE_SETTINGS, keys_new_page),
	GET("/admin/keys/*", MANAGE_SETTINGS, keys_one_page),
	POST("/admin/keys/*", MANAGE_SETTINGS, keys_change_action, .again = keys_one_page),
	POST("/admin/keys/*/revoke", MANAGE_SETTINGS, keys_revoke_action),
	GET("/admin/installation", MANAGE_SETTINGS, settings_installation_page),
	POST("/admin/installation/read-only", MANAGE_SETTINGS, settings_read_only_action,
		.flags = ROUTE_SWITCH),
	GET("/admin/outbox", MANAGE_SETTINGS, outbox_page),
	POST("/admin/outbox/retry", MANAGE_SETTINGS, outbox_retry_all_action),
	POST("/admin/outbox/*/retry", MANAGE_SETTINGS, outbox_retry_action),
	POST("/admin/outbox/*/drop", MANAGE_SETTINGS, outbox_drop_action),
	GET("/admin/audit", READ_AUDIT, audit_page),

	/* the register of issues */
	GET("/*/performance", READ_PUBLIC, performance_page, .cache = CACHE_PUBLIC, .max_age = 300),
	GET("/*/issues", READ_PUBLIC, issues_page, .cache = CACHE_PUBLIC),
	POST("/*/issues", REPORT_ISSUE, issue_add_action, .again = issue_add_again, WITH_PHOTOS),
	GET("/*/map", READ_PUBLIC, map_page, .cache = CACHE_PUBLIC, .max_age = 60),
	GET("/*/map/interactive", READ_PUBLIC, map_interactive_page, .cache = CACHE_PUBLIC),
	GET("/*/issues/new", REPORT_ISSUE, issue_new_page),
	POST("/*/issues/new", REPORT_ISSUE, issue_new_action, .again = issue_new_again, WITH_PHOTOS),
	GET("/*/issues/*", READ_PUBLIC, issue_page, .cache = CACHE_PUBLIC),
	GET("/*/issues/*/support", READ_PUBLIC, issue_support_page),
	POST("/*/issues/*/support", REPORT_ISSUE, issue_support_action, .again = issue_support_page),
	GET("/*/issues/*/comment", READ_PUBLIC, issue_comment_page),
	POST("/*/issues/*/comment", REPORT_ISSUE, issue_comment_action, .again = issue_comment_page),
	POST("/*/issues/*/state", STEP_ISSUE, issue_state_action, .again = issue_work_page, WITH_PHOTOS),
	POST("/*/issues/*/edit", MODERATE_ISSUE, issue_edit_action, .again = issue_work_page),
	POST("/*/issues/*/hide", MODERATE_ISSUE, issue_hide_action, .again = issue_work_page),
	POST("/*/issues/*/emergency", MODERATE_ISSUE, issue_emergency_action),
	POST("/*/issues/*/revert", MODERATE_ISSUE, issue_revert_action, .again = issue_work_page),
	POST("/*/issues/*/show", MODERATE_ISSUE, issue_show_action, .again = issue_work_page),
	POST("/*/issues/*/undo", STEP_ISSUE, issue_undo_action, .again = issue_work_page),
	POST("/*/issues/*/due", STEP_ISSUE, issue_due_action, .again = issue_work_page),
	POST("/*/issues/*/again", MODERATE_ISSUE, issue_again_action, .again = issue_work_page),
	POST("/*/issues/*/note", STEP_ISSUE, issue_note_action, .again = issue_work_page),
	POST("/*/issues/*/words", MODERATE_ISSUE, issue_words_action, .again = issue_work_page),
	POST("/*/issues/*/agenda", STEP_ISSUE, issue_agenda_action, .again = issue_work_page),
	POST("/*/issues/*/contact", READ_PRIVATE, issue_contact_action),
	GET("/*/work", READ_WORK, work_page),
	GET("/*/work/new", ENTER_ISSUE, issue_entry_page),
	GET("/*/work/templates", READ_WORK, answers_page),
	POST("/*/work/templates", WRITE_ANSWERS, answer_add_action, .again = answer_new_page),
	GET("/*/work/templates/new", WRITE_ANSWERS, answer_new_page),
	POST("/*/work/starters", WRITE_ANSWERS, answer_load_action),
	GET("/*/work/templates/*", WRITE_ANSWERS, answer_one_page),
	POST("/*/work/templates/*", WRITE_ANSWERS, answer_change_action, .again = answer_one_page),
	POST("/*/work/templates/*/remove", WRITE_ANSWERS, answer_remove_action),
	GET("/*/work/search", READ_WORK, work_search_page),
	POST("/*/work/search", READ_PRIVATE, work_contact_action, .again = work_search_page),
	GET("/*/work/bulk", STEP_ISSUES, bulk_page),
	POST("/*/work/bulk", STEP_ISSUES, bulk_action, .again = bulk_again_page),
	GET("/*/work/photos", MODERATE_ISSUE, photo_queue_page),
	GET("/*/work/photos/*", MODERATE_ISSUE, photo_work_page),
	GET("/*/work/*", READ_WORK, issue_work_page),
	GET("/*/work/*/messages", MODERATE_ISSUE, issue_messages_page),
	POST("/*/work/*/messages/accept", MODERATE_ISSUE, issue_message_accept_action,
		.again = issue_messages_page),
	POST("/*/work/*/messages/decline", MODERATE_ISSUE, issue_message_decline_action,
		.again = issue_messages_page),
	GET("/*/i/*", READ_PUBLIC, issue_short_page, .cache = CACHE_PUBLIC),
	GET("/*/poster", READ_PUBLIC, poster_page, .cache = CACHE_PUBLIC),
	GET("/*/my/*", READ_PUBLIC, issue_mine_page),
	POST("/*/my/*", REPORT_ISSUE, issue_mine_action, .again = issue_mine_page),
	GET("/*/my/*/photos", READ_PUBLIC, photo_add_page),
	POST("/*/my/*/photos", REPORT_ISSUE, photo_add_action, .again = photo_add_page, WITH_PHOTOS),
	GET("/*/photos/*.jpg", READ_PUBLIC, photo_page, .cache = CACHE_PUBLIC),
	POST("/*/photos/*/publish", MODERATE_ISSUE, photo_publish_action, .again = photo_work_page),
	POST("/*/photos/*/remove", MODERATE_ISSUE, photo_remove_action, .again = photo_work_page),
	POST("/*/photos/*/blur", MODERATE_ISSUE, photo_blur_action, .again = photo_work_page,
		.prepare = photo_blur_prepare, .flags = ROUTE_PHOTOS),

	/* personal data */
	GET("/privacy", READ_PUBLIC, privacy_page, .cache = CACHE_PUBLIC, .max_age = 60),
	GET("/*/my/*/data", READ_PUBLIC, personal_mine_page),
	POST("/*/my/*/data/download", REPORT_ISSUE, personal_mine_download),
	POST("/*/my/*/data/erase", REPORT_ISSUE, personal_mine_erase),
	GET("/*/residents", HANDLE_PERSONAL, personal_search_page),
	POST("/*/residents", HANDLE_PERSONAL, personal_search_action, .again = personal_search_page),
	POST("/*/residents/letters", HANDLE_PERSONAL, personal_letters_end),
	GET("/*/residents/*", HANDLE_PERSONAL, personal_kept_page),
	POST("/*/residents/*/download", HANDLE_PERSONAL, personal_download),
	POST("/*/residents/*/erase", HANDLE_PERSONAL, personal_erase, .again = personal_kept_page),
	GET("/admin/looks", READ_AUDIT, personal_looks_page),

	/* statutory appeals: nothing public leads here */
	GET("/*/appeals", READ_APPEALS, appeals_page),
	GET("/*/appeals/table", READ_APPEALS, appeal_table_page),
	GET("/*/appeals/table.csv", READ_APPEALS, appeal_table_csv_page),
	GET("/*/appeals/*", READ_APPEALS, appeal_page),
	POST("/*/appeals/*", WRITE_APPEALS, appeal_change_action, .again = appeal_page),
	POST("/*/appeals/*/answer", WRITE_APPEALS, appeal_answer_action, .again = appeal_page),
	GET("/*/issues/*/appeals", READ_APPEALS, issue_appeals_page),
	POST("/*/issues/*/appeals", WRITE_APPEALS, issue_appeal_action, .again = issue_appeals_page),

	/* the first pages; behind all others, because any word could be a slug */
	GET("/", READ_PUBLIC, home_list_page, .cache = CACHE_PUBLIC, .max_age = 60),
	GET("/*/", READ_PUBLIC, home_page, .cache = CACHE_PUBLIC, .max_age = 60),
};
/* clang-format on */

const size_t route_count = COUNT(routes);

/* Does the segment (length bytes at segment) fit the pattern's? A "*" leaves its value in *value. */
static bool segment_fits(const char *pattern, size_t pattern_length, const char *segment,
			 size_t length, size_t *value_length)
{
	size_t ending;

	if (*pattern != '*') {
		*value_length = 0;
		return pattern_length == length && memcmp(pattern, segment, length) == 0;
	}
	ending = pattern_length - 1;
	if (length <= ending || memcmp(segment + length - ending, pattern + 1, ending) != 0)
		return false;
	*value_length = length - ending;
	return true;
}

/* Where the * places of a path stand. */
struct places {
	const char *starts[4];
	size_t lengths[4];
	size_t count;
};

static bool path_fits(const char *pattern, const char *path, struct places *places)
{
	places->count = 0;
	while (*pattern && *path) {
		size_t pattern_length, length, value;

		/* Most differ in the first letter already, and a request is held against all of them. */
		if (pattern[1] != '*' && pattern[1] != path[1])
			return false;
		pattern_length = (size_t)(strchrnul(pattern + 1, '/') - pattern - 1);
		length = (size_t)(strchrnul(path + 1, '/') - path - 1);
		if (!segment_fits(pattern + 1, pattern_length, path + 1, length, &value))
			return false;
		if (value) {
			places->starts[places->count] = path + 1;
			places->lengths[places->count++] = value;
		}
		pattern += 1 + pattern_length;
		path += 1 + length;
	}
	return !*pattern && !*path;
}

static const char *allowed(struct arena *arena, bool may_get, bool may_post)
{
	return arena_string(arena, may_get && may_post ? "GET, HEAD, POST"
				   : may_get           ? "GET, HEAD"
						       : "POST");
}

const struct route *route_find(struct arena *arena, enum method method, const char *path,
			       const char *values[4], const char **allow)
{
	enum method wanted = method == METHOD_HEAD ? METHOD_GET : method;
	bool may_get = false, may_post = false;
	struct places places;

	*allow = NULL;
	for (size_t i = 0; i < COUNT(routes); i++) {
		if (!path_fits(routes[i].pattern, path, &places))
			continue;
		if (routes[i].method != wanted) {
			may_get |= routes[i].method == METHOD_GET;
			may_post |= routes[i].method == METHOD_POST;
			continue;
		}
		for (size_t n = 0; n < 4; n++)
			values[n] = n < places.count ? arena_bytes(arena, places.starts[n],
								   places.lengths[n])
						     : NULL;
		return &routes[i];
	}
	if (may_get || may_post)
		*allow = allowed(arena, may_get, may_post);
	return NULL;
}

bool route_is_community(const struct route *route)
{
	return route->pattern[1] == '*' && (route->pattern[2] == '/' || route->pattern[2] == '\0');
}

static int by_pattern(const void *first, const void *second)
{
	const struct route *const *a = first, *const *b = second;
	int order = strcmp((*a)->pattern, (*b)->pattern);

	return order ? order : (int)(*a)->method - (int)(*b)->method;
}

static void table_line(struct text *text, const struct route *route)
{
	text_addf(text, "%-4s %-36s %-28s", route->method == METHOD_GET ? "GET" : "POST",
		  route->pattern, permission_key(route->permission));
	for (int role = 0; role < ROLE_COUNT; role++)
		text_addf(text, " %-9s",
			  role_may((enum role)role, route->permission) ? "yes" : "-");
	while (text->length && text->bytes[text->length - 1] == ' ')
		text_cut(text, text->length - 1);
	text_add(text, "\n");
}

const char *route_table(struct arena *arena)
{
	const struct route **sorted = arena_take_array(arena, COUNT(routes), sizeof(*sorted));
	struct text text = text_begin(arena, (size_t)1 << 20);

	for (size_t i = 0; i < COUNT(routes); i++)
		sorted[i] = &routes[i];
	qsort(sorted, COUNT(routes), sizeof(*sorted), by_pattern);
	text_addf(&text, "%-4s %-36s %-28s", "", "", "");
	for (int role = 0; role < ROLE_COUNT; role++)
		text_addf(&text, role + 1 < ROLE_COUNT ? " %-9s" : " %s",
			  role_key((enum role)role));
	text_add(&text, "\n");
	for (size_t i = 0; i < COUNT(routes); i++)
		table_line(&text, sorted[i]);
	return text.bytes;
}
