/*
 * log.h - one line to stderr for what the operator should know.
 *
 * Who first sees a failure of the outside world logs it; nobody logs it again (rule 26). Lines are
 * logfmt, lower case, without personal data: level=warning message="cannot open 'x': ...". Under
 * systemd (JOURNAL_STREAM) the priority prefix replaces the level.
 */
#pragma once

enum log_level { LOG_DEBUG_LEVEL, LOG_INFO_LEVEL, LOG_WARNING_LEVEL, LOG_ERROR_LEVEL };

/* Only lines of this level and above are written from now on; main sets it once. */
void log_begin(enum log_level least);

void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define log_error(...)   log_line(LOG_ERROR_LEVEL, __VA_ARGS__)
#define log_warning(...) log_line(LOG_WARNING_LEVEL, __VA_ARGS__)
#define log_info(...)    log_line(LOG_INFO_LEVEL, __VA_ARGS__)
#define log_debug(...)   log_line(LOG_DEBUG_LEVEL, __VA_ARGS__)
