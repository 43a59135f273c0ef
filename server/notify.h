/*
 * notify.h - telling systemd how we are: the protocol of sd_notify(3), which asks for no library.
 */
#pragma once

#include <stdint.h>

/* "READY=1", "STOPPING=1", "WATCHDOG=1". Without systemd (NOTIFY_SOCKET) it does nothing. */
void notify(const char *state);

/* How often systemd wants WATCHDOG=1, in seconds, half of its patience; 0: not at all. */
int notify_watchdog_seconds(void);
