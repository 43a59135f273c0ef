/*
 * role.h - what roles are called.
 */
#pragma once

#include "model/access.h"
#include "templates/html.h"

/* "Working group chair" in that language. Constant. */
const char *role_name(const struct words *words, enum role role);

/* The same for templates: in the page's language. */
const char *role_word(const struct page *page, enum role role);
