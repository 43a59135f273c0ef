#include "log.h"

#include <stdarg.h>
#include <unistd.h>

static enum log_level least_level = LOG_INFO_LEVEL;
static bool is_journal;

void log_begin(enum log_level least)
{
	least_level = least;
	is_journal = getenv("JOURNAL_STREAM") != NULL;
}

void log_line(enum log_level level, const char *format, ...)
{
	static const char *const names[] = {"debug", "info", "warning", "error"};
	static const int priorities[] = {7, 6, 4, 3};
	char message[1024], line[2200];
	size_t length = 0;
	va_list values;

	if (level < least_level)
		return;
	va_start(values, format);
	vsnprintf(message, sizeof(message), format, values);
	va_end(values);
	if (is_journal)
		length = (size_t)snprintf(line, sizeof(line), "<%d>message=\"", priorities[level]);
	else
		length = (size_t)snprintf(line, sizeof(line), "level=%s message=\"", names[level]);
	for (const char *at = message; *at && length < sizeof(line) - 4; at++) {
		if (*at == '"' || *at == '\\')
			line[length++] = '\\';
		line[length++] = (unsigned char)*at < 0x20 ? ' ' : *at;
	}
	line[length++] = '"';
	line[length++] = '\n';
	/* One write, so that lines of two threads do not mix; if stderr is gone, nobody can be
	 * told. */
	if (write(STDERR_FILENO, line, length) < 0)
		return;
}
