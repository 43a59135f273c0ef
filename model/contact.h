/*
 * contact.h - how a person can be reached: telephone numbers and e-mail addresses.
 *
 * Both are checked for sanity only: that somebody answers there, a call or a letter has to show.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"

/*
 * A number as people write it (blanks, brackets, hyphens, points) as + and digits in arena. 0XX..,
 * 80XX.., 380XX.. and 00380XX.. are Ukrainian and become +380XX..; any other country's number needs
 * its plus (E.164: at most 15 digits). NULL when it is no telephone number.
 */
const char *contact_phone(struct arena *arena, const char *typed);

/* Whether string (clean, one line) looks like name@host.domain; letters of any writing allowed. */
bool contact_is_email(const char *string);
