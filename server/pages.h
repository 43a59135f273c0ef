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

/* How many thousand bytes the files of the interactive map are as they are sent. */
int64_t static_map_kilobytes(void);

/* kept.c: what was typed into a form whose session had ended, to be sent again */
enum outcome kept_page(struct request *request);

/* open311.c, open311_requests.c, open311_updates.c: the Open311 API, reading */
CHECKED enum outcome open311_discovery_page(struct request *request);
CHECKED enum outcome open311_services_page(struct request *request);
CHECKED enum outcome open311_definition_page(struct request *request);
CHECKED enum outcome open311_requests_page(struct request *request);
CHECKED enum outcome open311_request_page(struct request *request);
CHECKED enum outcome open311_updates_page(struct request *request);

/* open311_report.c: the Open311 API, writing; open311_prepare develops the photos of who may */
CHECKED enum outcome open311_report_action(struct request *request, struct change *change);
CHECKED enum outcome open311_update_action(struct request *request, struct change *change);
CHECKED enum outcome open311_token_page(struct request *request);
CHECKED enum outcome open311_faults_page(struct request *request);
CHECKED enum outcome open311_prepare(struct request *request);

/* keys.c: the keys of programs, for administrators */
CHECKED enum outcome keys_page(struct request *request);
CHECKED enum outcome keys_new_page(struct request *request);
CHECKED enum outcome keys_add_action(struct request *request, struct change *change);
CHECKED enum outcome keys_one_page(struct request *request);
CHECKED enum outcome keys_change_action(struct request *request, struct change *change);
CHECKED enum outcome keys_revoke_action(struct request *request, struct change *change);

/* feeds.c: feeds and their archives, of a hromada or of the network; of one issue; lists of them */
enum outcome feeds_page(struct request *request);
enum outcome feeds_issue_atom_page(struct request *request);
enum outcome feeds_issue_rss_page(struct request *request);
enum outcome feeds_issue_json_page(struct request *request);
enum outcome feeds_opml_page(struct request *request);

/* data.c: the open data of a hromada as CSV */
CHECKED enum outcome data_issues_page(struct request *request);
CHECKED enum outcome data_issues_json_page(struct request *request);
CHECKED enum outcome data_issues_geojson_page(struct request *request);
CHECKED enum outcome data_reports_page(struct request *request);
CHECKED enum outcome data_indicators_page(struct request *request);
CHECKED enum outcome data_definitions_page(struct request *request);
CHECKED enum outcome data_questions_page(struct request *request);

/* performance.c: how the register is doing, as a page and as CSV */
CHECKED enum outcome performance_page(struct request *request);
CHECKED enum outcome data_performance_page(struct request *request);
CHECKED enum outcome sitemap_index_page(struct request *request);
CHECKED enum outcome sitemap_part_page(struct request *request);
CHECKED enum outcome embed_issues_page(struct request *request);
CHECKED enum outcome embed_counts_page(struct request *request);
CHECKED enum outcome embed_report_page(struct request *request);
CHECKED enum outcome embed_badge_page(struct request *request);
CHECKED enum outcome data_register_page(struct request *request);
CHECKED enum outcome data_updates_page(struct request *request);

/* rhythm.c: when the next reports are due */
CHECKED enum outcome reports_calendar_page(struct request *request);

/* datasets.c: what the open data are */
CHECKED enum outcome datasets_page(struct request *request);
CHECKED enum outcome datasets_register_page(struct request *request);
CHECKED enum outcome datasets_catalogue_page(struct request *request);
CHECKED enum outcome datasets_about_page(struct request *request);

/* subscribe.c: a feed, explained to who never heard of one */
enum outcome subscribe_page(struct request *request);

/* sign_in.c: the door */
CHECKED enum outcome sign_in_page(struct request *request);
CHECKED enum outcome sign_in_prepare(struct request *request);
CHECKED enum outcome sign_in(struct request *request, struct change *change);
CHECKED enum outcome sign_out(struct request *request, struct change *change);

/* account.c: one's own sessions and password, the one-time link */
CHECKED enum outcome account_page(struct request *request);
CHECKED enum outcome account_end_session(struct request *request, struct change *change);
CHECKED enum outcome account_end_others(struct request *request, struct change *change);
CHECKED enum outcome account_prepare(struct request *request);
CHECKED enum outcome account_password(struct request *request, struct change *change);
CHECKED enum outcome account_link_page(struct request *request);
CHECKED enum outcome account_link_prepare(struct request *request);
CHECKED enum outcome account_link_use(struct request *request, struct change *change);

/* people.c: accounts and roles */
CHECKED enum outcome people_sections_page(struct request *request);
CHECKED enum outcome people_page(struct request *request);
CHECKED enum outcome people_new_page(struct request *request);
CHECKED enum outcome people_one_page(struct request *request);
CHECKED enum outcome people_add(struct request *request, struct change *change);
CHECKED enum outcome people_make_link(struct request *request, struct change *change);
CHECKED enum outcome people_grant(struct request *request, struct change *change);
CHECKED enum outcome people_revoke(struct request *request, struct change *change);
CHECKED enum outcome people_disable(struct request *request, struct change *change);
CHECKED enum outcome people_enable(struct request *request, struct change *change);
CHECKED enum outcome people_data(struct request *request, struct change *change);
CHECKED enum outcome people_erase(struct request *request, struct change *change);

/* audit.c: who changed what */
CHECKED enum outcome audit_page(struct request *request);

/* reports.c: police reports for everyone; drafts as they will look */
CHECKED enum outcome reports_page(struct request *request);
CHECKED enum outcome report_page(struct request *request);
CHECKED enum outcome report_version_page(struct request *request);
CHECKED enum outcome report_preview_page(struct request *request);

/* report_files.c: one report, taken away */
CHECKED enum outcome report_csv_page(struct request *request);
CHECKED enum outcome report_json_page(struct request *request);
CHECKED enum outcome report_pdf_page(struct request *request);

/* indicators.c: what the police count, and one of it over time */
CHECKED enum outcome indicators_page(struct request *request);
CHECKED enum outcome indicator_page(struct request *request);

/* report_editor.c: where they are written */
CHECKED enum outcome report_new_page(struct request *request);
CHECKED enum outcome report_edit_page(struct request *request);
CHECKED enum outcome report_period_page(struct request *request);
CHECKED enum outcome report_figures_page(struct request *request);
CHECKED enum outcome report_texts_page(struct request *request);
CHECKED enum outcome report_period_action(struct request *request, struct change *change);
CHECKED enum outcome report_figures_action(struct request *request, struct change *change);
CHECKED enum outcome report_texts_action(struct request *request, struct change *change);

/* report_paste.c: figures from a spreadsheet or a file */
CHECKED enum outcome report_paste_page(struct request *request);
CHECKED enum outcome report_paste_action(struct request *request, struct change *change);

/* report_desk.c: the list of a draft's parts, the last look */
CHECKED enum outcome report_desk_page(struct request *request);
CHECKED enum outcome report_check_page(struct request *request);
CHECKED enum outcome report_check_action(struct request *request, struct change *change);
CHECKED enum outcome report_add(struct request *request, struct change *change);
CHECKED enum outcome report_save(struct request *request, struct change *change);

/* report_steps.c: what moves them on */
CHECKED enum outcome report_submit(struct request *request, struct change *change);
CHECKED enum outcome report_publish_page(struct request *request);
CHECKED enum outcome report_publish(struct request *request, struct change *change);
CHECKED enum outcome report_correct_page(struct request *request);
CHECKED enum outcome report_correct(struct request *request, struct change *change);
CHECKED enum outcome report_withdraw_page(struct request *request);
CHECKED enum outcome report_withdraw(struct request *request, struct change *change);

/* report_questions.c: the police answer the community in a report */
CHECKED enum outcome report_questions_page(struct request *request);
CHECKED enum outcome report_questions_action(struct request *request, struct change *change);

/* report_hearing.c: where and when a report is heard, and that it was */
CHECKED enum outcome report_hearing_page(struct request *request);
CHECKED enum outcome report_hearing_action(struct request *request, struct change *change);

/* report_plans.c: what became of the last plan, and what is planned */
CHECKED enum outcome report_plans_page(struct request *request);
CHECKED enum outcome report_plans_action(struct request *request, struct change *change);

/* questions.c: what the community asks, and what becomes of the answers; question_form.c: writing down */
CHECKED enum outcome questions_page(struct request *request);
CHECKED enum outcome question_page(struct request *request);
CHECKED enum outcome question_answer_action(struct request *request, struct change *change);
CHECKED enum outcome question_accept_action(struct request *request, struct change *change);
CHECKED enum outcome question_complete_action(struct request *request, struct change *change);
CHECKED enum outcome question_new_page(struct request *request);
CHECKED enum outcome question_add_action(struct request *request, struct change *change);
CHECKED enum outcome question_edit_page(struct request *request);
CHECKED enum outcome question_change_action(struct request *request, struct change *change);

/* home.c: the first page of a hromada; the list of hromadas */
CHECKED enum outcome home_page(struct request *request);
CHECKED enum outcome home_list_page(struct request *request);

/* issues.c: the register; issue.c: one issue for everybody; issue_mine.c: for its reporter */
/* appeals.c: statutory appeals; those of an issue, what is due, one of them */
CHECKED enum outcome appeals_page(struct request *request);
CHECKED enum outcome appeal_page(struct request *request);
CHECKED enum outcome appeal_change_action(struct request *request, struct change *change);
CHECKED enum outcome appeal_answer_action(struct request *request, struct change *change);
CHECKED enum outcome issue_appeals_page(struct request *request);
CHECKED enum outcome issue_appeal_action(struct request *request, struct change *change);

/* appeal_table.c: the table of resolution 858, as a page and as CSV */
CHECKED enum outcome appeal_table_page(struct request *request);
CHECKED enum outcome appeal_table_csv_page(struct request *request);

/* issues.c: the register; issue.c: one issue, for everybody and for its reporter */
CHECKED enum outcome issues_page(struct request *request);
CHECKED enum outcome map_page(struct request *request);
CHECKED enum outcome map_interactive_page(struct request *request);
CHECKED enum outcome issue_page(struct request *request);
CHECKED enum outcome issue_mine_page(struct request *request);
CHECKED enum outcome issue_mine_action(struct request *request, struct change *change);

/* personal.c */
CHECKED enum outcome personal_mine_page(struct request *request);
CHECKED enum outcome personal_mine_download(struct request *request, struct change *change);
CHECKED enum outcome personal_mine_erase(struct request *request, struct change *change);
CHECKED enum outcome personal_search_page(struct request *request);
CHECKED enum outcome personal_search_action(struct request *request, struct change *change);
CHECKED enum outcome personal_kept_page(struct request *request);
CHECKED enum outcome personal_download(struct request *request, struct change *change);
CHECKED enum outcome personal_erase(struct request *request, struct change *change);
CHECKED enum outcome personal_letters_end(struct request *request, struct change *change);
CHECKED enum outcome personal_looks_page(struct request *request);

/* privacy.c */
CHECKED enum outcome privacy_page(struct request *request);
CHECKED enum outcome
privacy_link_ended(struct request *request); /* 410, to who had a secret link */

/* issue_support.c: it concerns me too; a comment */
CHECKED enum outcome issue_support_page(struct request *request);
CHECKED enum outcome issue_support_action(struct request *request, struct change *change);
CHECKED enum outcome issue_comment_page(struct request *request);
CHECKED enum outcome issue_comment_action(struct request *request, struct change *change);

/* issue_messages.c: what residents sent to it, to be let through or not */
CHECKED enum outcome issue_messages_page(struct request *request);
CHECKED enum outcome issue_message_accept_action(struct request *request, struct change *change);
CHECKED enum outcome issue_message_decline_action(struct request *request, struct change *change);

/* poster.c: a sheet with a QR code; an issue's short address */
CHECKED enum outcome poster_page(struct request *request);
CHECKED enum outcome issue_short_page(struct request *request);

/* issue_new.c: a resident's report, question by question; staff's entry for somebody */
CHECKED enum outcome issue_new_page(struct request *request);
CHECKED enum outcome issue_new_action(struct request *request, struct change *change);
CHECKED enum outcome issue_new_again(struct request *request);
CHECKED enum outcome issue_entry_page(struct request *request);
CHECKED enum outcome issue_add_action(struct request *request, struct change *change);
CHECKED enum outcome issue_add_again(struct request *request);

/* by_mail.c: a feed by e-mail: asked for, confirmed, changed, ended */
CHECKED enum outcome by_mail_page(struct request *request);
CHECKED enum outcome by_mail_action(struct request *request, struct change *change);
CHECKED enum outcome by_mail_sent_page(struct request *request);
CHECKED enum outcome by_mail_own_page(struct request *request);
CHECKED enum outcome by_mail_confirm_action(struct request *request, struct change *change);
CHECKED enum outcome by_mail_rhythm_action(struct request *request, struct change *change);
CHECKED enum outcome by_mail_end_action(struct request *request, struct change *change);
CHECKED enum outcome by_mail_one_click_action(struct request *request, struct change *change);

/* photo.c: photos, and moderators' decisions about them; photo_form.c: those that forms bring */
CHECKED enum outcome photo_page(struct request *request);
CHECKED enum outcome photo_queue_page(struct request *request);
CHECKED enum outcome photo_work_page(struct request *request);
CHECKED enum outcome photo_publish_action(struct request *request, struct change *change);
CHECKED enum outcome photo_remove_action(struct request *request, struct change *change);
CHECKED enum outcome photo_blur_prepare(struct request *request);
CHECKED enum outcome photo_blur_action(struct request *request, struct change *change);
CHECKED enum outcome photo_prepare(struct request *request);
CHECKED enum outcome photo_add_page(struct request *request);
CHECKED enum outcome photo_add_action(struct request *request, struct change *change);

/* work.c: the queue; issue_work.c: one issue as staff see it, and what they do about it */
CHECKED enum outcome work_page(struct request *request);
CHECKED enum outcome work_search_page(struct request *request);
CHECKED enum outcome work_contact_action(struct request *request, struct change *change);

/* answers.c: answers kept ready */
CHECKED enum outcome answers_page(struct request *request);
CHECKED enum outcome answer_new_page(struct request *request);
CHECKED enum outcome answer_one_page(struct request *request);
CHECKED enum outcome answer_add_action(struct request *request, struct change *change);
CHECKED enum outcome answer_change_action(struct request *request, struct change *change);
CHECKED enum outcome answer_remove_action(struct request *request, struct change *change);
CHECKED enum outcome answer_load_action(struct request *request, struct change *change);

/* issue_work.c, on */
CHECKED enum outcome issue_work_page(struct request *request);
CHECKED enum outcome issue_state_action(struct request *request, struct change *change);
CHECKED enum outcome issue_edit_action(struct request *request, struct change *change);
CHECKED enum outcome issue_hide_action(struct request *request, struct change *change);
CHECKED enum outcome issue_show_action(struct request *request, struct change *change);
/* indicator_settings.c: what a hromada makes of the indicators */
CHECKED enum outcome indicator_settings_page(struct request *request);
CHECKED enum outcome indicator_setting_page(struct request *request);
CHECKED enum outcome indicator_setting_action(struct request *request, struct change *change);
CHECKED enum outcome indicator_setting_new_page(struct request *request);
CHECKED enum outcome indicator_setting_add(struct request *request, struct change *change);
CHECKED enum outcome indicator_setting_remove(struct request *request, struct change *change);

/* settings.c: hromadas, kinds of issues, the read-only switch */
CHECKED enum outcome settings_communities_page(struct request *request);
CHECKED enum outcome settings_community_page(struct request *request);
CHECKED enum outcome settings_community_action(struct request *request, struct change *change);
CHECKED enum outcome places_page(struct request *request); /* places.c */
CHECKED enum outcome places_action(struct request *request, struct change *change);
CHECKED enum outcome settings_categories_page(struct request *request);
CHECKED enum outcome settings_category_page(struct request *request);
CHECKED enum outcome settings_category_action(struct request *request, struct change *change);
CHECKED enum outcome settings_installation_page(struct request *request);
CHECKED enum outcome settings_read_only_action(struct request *request, struct change *change);

/* outbox.c: what waits to be sent outside */
CHECKED enum outcome outbox_page(struct request *request);
CHECKED enum outcome outbox_retry_action(struct request *request, struct change *change);
CHECKED enum outcome outbox_retry_all_action(struct request *request, struct change *change);
CHECKED enum outcome outbox_drop_action(struct request *request, struct change *change);

/* bulk.c: one act on many issues */
CHECKED enum outcome bulk_page(struct request *request);
CHECKED enum outcome bulk_again_page(struct request *request);
CHECKED enum outcome bulk_action(struct request *request, struct change *change);

CHECKED enum outcome issue_emergency_action(struct request *request, struct change *change);
CHECKED enum outcome issue_revert_action(struct request *request, struct change *change);
CHECKED enum outcome issue_note_action(struct request *request, struct change *change);
CHECKED enum outcome issue_words_action(struct request *request, struct change *change);
CHECKED enum outcome issue_agenda_action(struct request *request, struct change *change);
/* issue_deadline.c: a step taken back, a day moved, what comes again */
CHECKED enum outcome issue_undo_action(struct request *request, struct change *change);
CHECKED enum outcome issue_due_action(struct request *request, struct change *change);
CHECKED enum outcome issue_again_action(struct request *request, struct change *change);
CHECKED enum outcome issue_contact_action(struct request *request, struct change *change);
