#include "password.h"

#include "base/embed.h"
#include "base/text.h"
#include "base/unicode.h"

#define LEAST_DIFFERENT 5 /* characters: "abababababab" is no secret */

EMBED(common_passwords, "model/data/common_passwords.txt");

/* Only the letters of a word, small, apostrophes gone: "P@rol-2026" and "prol" are the same. */
static const char *letters_of(struct arena *arena, const char *word)
{
	struct text letters = text_begin(arena, strlen(word) * 2 + 1);

	for (const char *at = unicode_fold(arena, word); *at; at++)
		if (*at != ' ' && (*at < '0' || *at > '9'))
			text_add_char(&letters, *at);
	return letters.bytes;
}

static size_t count_different(const char *password)
{
	bool seen[256] = {false};
	size_t count = 0;

	for (const unsigned char *at = (const unsigned char *)password; *at; at++) {
		count += !seen[*at];
		seen[*at] = true;
	}
	return count;
}

/* Mark every place that can be reached from the places reached so far by one more word. */
static bool reach_further(bool *is_reached, const char *letters, size_t length, const char *word)
{
	size_t step = strlen(word);
	bool is_further = false;

	for (size_t at = 0; step && at + step <= length; at++) {
		if (!is_reached[at] || is_reached[at + step] ||
		    strncmp(letters + at, word, step) != 0)
			continue;
		is_reached[at + step] = true;
		is_further = true;
	}
	return is_further;
}

/* Whether letters are nothing but common words (and the login) one behind the other. */
static bool is_common(struct arena *arena, const char *letters, const char *login)
{
	size_t length = strlen(letters);
	bool *is_reached = arena_take(arena, length + 1), is_further = true;
	const char *own = letters_of(arena, login);
	struct texts words = {0};
	char *rest = arena_string(arena, common_passwords), *line;

	while ((line = strsep(&rest, "\n")))
		if (*line && *line != '#')
			*LIST_ADD(arena, &words) = letters_of(arena, line);
	*LIST_ADD(arena, &words) = own;
	is_reached[0] = true;
	while (is_further && !is_reached[length]) {
		is_further = false;
		for (size_t i = 0; i < words.count; i++)
			is_further |= reach_further(is_reached, letters, length, words.items[i]);
	}
	return is_reached[length];
}

enum outcome password_check(struct form *form, const char *field, const char *password,
			    const char *login, bool is_demo)
{
	size_t length = unicode_length(password);

	if (is_demo && strcmp(password, PASSWORD_DEMO) == 0)
		return OK;
	if (length < PASSWORD_LEAST)
		return form_fault_with(form, (struct fault){.field = field,
							    .kind = FAULT_TOO_SHORT,
							    .number = PASSWORD_LEAST});
	if (length > PASSWORD_MOST)
		return form_fault_with(form, (struct fault){.field = field,
							    .kind = FAULT_TOO_LONG,
							    .number = PASSWORD_MOST});
	if (count_different(password) < LEAST_DIFFERENT ||
	    is_common(form->arena, letters_of(form->arena, password), login))
		return form_fault(form, field, FAULT_WEAK_PASSWORD);
	return OK;
}
