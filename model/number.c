#include "number.h"

#define WHOLE_MOST 15 /* digits before the comma; times NUMBER_SCALE they still fit an int64_t */

/* The length of the blank that string begins with, of those that group thousands, or 0. */
static size_t blank_length(const char *string)
{
	static const char *const blanks[] = {" ", "\u00A0", "\u202F", "\u2009"};

	for (size_t i = 0; i < COUNT(blanks); i++)
		if (strncmp(string, blanks[i], strlen(blanks[i])) == 0)
			return strlen(blanks[i]);
	return 0;
}

static size_t digits_length(const char *string)
{
	return strspn(string, "0123456789");
}

static bool is_unit(const char *string)
{
	static const char *const units[] = {"тис", "млн", "млрд"};

	string += blank_length(string);
	for (size_t i = 0; i < COUNT(units); i++)
		if (strncmp(string, units[i], strlen(units[i])) == 0)
			return true;
	return false;
}

/* The digits before the comma, from *at on, which moves behind them. */
static enum fault_kind whole_read(const char **at, int64_t *whole, size_t *count, bool *is_grouped)
{
	size_t length = digits_length(*at);

	*whole = 0;
	*count = 0;
	*is_grouped = false;
	if (!length)
		return FAULT_NOT_A_NUMBER;
	for (;;) {
		if (*count + length > WHOLE_MOST)
			return FAULT_OUT_OF_RANGE;
		*count += length;
		for (; length; length--)
			*whole = *whole * 10 + *(*at)++ - '0';
		length = digits_length(*at + blank_length(*at));
		if (!length || !blank_length(*at))
			return FAULT_NONE;
		if (length != 3 || (!*is_grouped && *count > 3))
			return FAULT_NOT_A_NUMBER;
		*is_grouped = true;
		*at += blank_length(*at);
	}
}

/* Whether string goes on as more groups of three digits: ",661,261" behind "16". */
static bool is_more_groups(const char *string)
{
	while ((*string == ',' || *string == '.') && digits_length(string + 1) == 3)
		string += 4;
	if (*string == ',' || *string == '.')
		string += 1 + digits_length(string + 1);
	return !*string || is_unit(string);
}

enum fault_kind number_read(const char *string, int64_t *scaled)
{
	const char *at = string;
	int64_t whole, thousandths = 0;
	size_t count, decimals = 0;
	bool is_grouped, is_negative = false;
	enum fault_kind fault;

	if (*at == '-' || strncmp(at, "−", strlen("−")) == 0) {
		is_negative = true;
		at += *at == '-' ? 1 : strlen("−");
	}
	fault = whole_read(&at, &whole, &count, &is_grouped);
	if (fault)
		return fault;
	if (*at == ',' || *at == '.') {
		const char *separator = at;

		decimals = digits_length(++at);
		for (size_t i = 0; i < decimals; i++)
			if (i < 3)
				thousandths = thousandths * 10 + at[i] - '0';
			else if (at[i] != '0')
				return FAULT_NOT_A_NUMBER; /* finer than anything we count */
		for (size_t i = decimals; i < 3; i++)
			thousandths *= 10;
		at += decimals;
		/* "0,125" and "1 204,500" can only be a fraction; "1,204" may be a thousand. */
		if (decimals == 3 && !is_grouped && count <= 3 && whole != 0 &&
		    is_more_groups(separator))
			return FAULT_UNCLEAR_NUMBER;
		if (!decimals)
			return FAULT_NOT_A_NUMBER;
	}
	if (*at)
		return is_unit(at) ? FAULT_UNCLEAR_NUMBER : FAULT_NOT_A_NUMBER;
	*scaled = (whole * NUMBER_SCALE + thousandths) * (is_negative ? -1 : 1);
	return FAULT_NONE;
}
