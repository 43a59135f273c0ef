/*
 * password.h - which passwords will do: 12 characters or more, and none of the common ones.
 *
 * No rules about digits and signs (NIST SP 800-63B 5.1.1.2): they make people write "Parol2026!".
 * Common ones are listed in model/data/common_passwords.txt.
 */
#pragma once

#include <stdbool.h>

#include "base/outcome.h"
#include "form.h"

#define PASSWORD_LEAST 12
#define PASSWORD_MOST  120
#define PASSWORD_DEMO  "poruch-demo-2026"

/*
 * Check a new password of login's; its fault (FAULT_TOO_SHORT, FAULT_TOO_LONG, FAULT_WEAK_PASSWORD)
 * goes into form under field. The demonstration's password is a common one everywhere else.
 */
CHECKED enum outcome password_check(struct form *form, const char *field, const char *password,
				    const char *login, bool is_demo);
