/* privacy.h - what the privacy page tells in numbers; the server fills it from the settings. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct privacy {
	int64_t contact_days; /* contacts and original words, after closing */
	int64_t network_days; /* the hash of a network that supported something */
	int64_t backup_days;  /* copies of the database */
	bool has_mail;        /* news are sent by e-mail */
	int64_t asked_days;   /* an address that nobody confirmed */
};
