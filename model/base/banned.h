/*
 * banned.h - what nobody here calls.
 *
 * The Makefile includes this before every file of ours. It brings in the headers that declare these
 * names, then poisons them: unbounded copies, hidden static buffers, conversions that cannot fail
 * loudly. Use struct text, clock.h, date.h and secret.h instead.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* Some compilers make macros of these when calls are fortified, and a macro cannot be poisoned. */
#undef sprintf
#undef vsprintf

#ifndef __cplusplus
#pragma GCC poison strcpy strcat strncpy strncat stpcpy sprintf vsprintf strtok strdup strndup gets
#pragma GCC poison atoi atol atoll atof localtime gmtime ctime asctime mktime rand srand
#endif
