#include "commands.h"

#include <stdarg.h>

__attribute__((format(printf, 2, 0))) static int told(int status, const char *format,
						      va_list values)
{
	fputs("poruch: ", stderr);
	vfprintf(stderr, format, values);
	fputc('\n', stderr);
	return status;
}

int command_failed(const char *format, ...)
{
	va_list values;
	int status;

	va_start(values, format);
	status = told(EXIT_FAILURE, format, values);
	va_end(values);
	return status;
}

int command_misused(const char *format, ...)
{
	va_list values;
	int status;

	va_start(values, format);
	status = told(2, format, values);
	va_end(values);
	return status;
}
