/*
 * secret.h - randomness, hashes and passwords; the one door to libsodium.
 *
 * Random bytes come through a struct secret_source, so that a test or a fuzzer can hand dispatch
 * numbers it knows; the program uses secret_system.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "outcome.h"

#define SECRET_HASH_BYTES 32

struct secret_source {
	void (*fill)(void *context, void *bytes, size_t count);
	void *context;
};

/* The machine's own randomness. */
extern const struct secret_source secret_system;

/* Prepare the library; once, in main, before threads. BROKEN when it cannot work here. */
CHECKED enum outcome secret_begin(void);

/* Fill count bytes from source. */
void secret_random(const struct secret_source *source, void *bytes, size_t count);

/* bits (a multiple of 8) of randomness as URL-safe base64 without padding; in arena. */
const char *secret_token(struct arena *arena, const struct secret_source *source, size_t bits);

/* BLAKE2b-256 of length bytes, as 64 hexadecimal digits in arena. */
const char *secret_hash(struct arena *arena, const void *bytes, size_t length);

/* The same with a key (at least 16 bytes): a message authentication code. */
const char *secret_mac(struct arena *arena, const char *key, const void *bytes, size_t length);

/*
 * Text that only who knows token can read: encrypted and signed (XSalsa20-Poly1305) with a key made of
 * it, URL-safe base64 in arena. A token seals one text only, and beside it nobody keeps more of the token
 * than its hash. secret_open gives it back, or NULL when token is another or a byte was changed.
 */
const char *secret_seal(struct arena *arena, const char *token, const char *text);
const char *secret_open(struct arena *arena, const char *token, const char *sealed);

/* Compare without telling by the time it takes where two strings differ. */
bool secret_equal(const char *first, const char *second);

/*
 * argon2id at 19 MiB and two passes (OWASP's first choice): 30 to 40 ms, so only ever on the worker
 * made for it. The hash is a string in libsodium's format. BROKEN when memory is short.
 */
CHECKED enum outcome secret_password_hash(struct arena *arena, const char *password,
					  const char **hash);

/* Whether password is the one behind hash. A hash of NULL costs the same time and is never right.
 */
bool secret_password_is(const char *password, const char *hash);
