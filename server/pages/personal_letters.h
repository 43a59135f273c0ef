/* personal_letters.h - the feeds that somebody gets by e-mail, for who asks what is kept of them. */
#pragma once

#include "server/request.h"
#include "templates/personal.h"

/* Put into search what that address gets here; nothing when it is none. Its search is recorded. */
void personal_letters_find(struct request *request, const char *who,
			   struct personal_search *search);
