#include "secret.h"

#include <sodium.h>

#include "text.h"

#define PASSWORD_MEMORY ((size_t)19 * 1024 * 1024)
#define PASSWORD_PASSES 2

static void fill_from_system(void *context, void *bytes, size_t count)
{
	(void)context;
	randombytes_buf(bytes, count);
}

const struct secret_source secret_system = {.fill = fill_from_system};

enum outcome secret_begin(void)
{
	return sodium_init() < 0 ? BROKEN : OK;
}

void secret_random(const struct secret_source *source, void *bytes, size_t count)
{
	source->fill(source->context, bytes, count);
}

const char *secret_token(struct arena *arena, const struct secret_source *source, size_t bits)
{
	size_t count = bits / 8;
	size_t room = sodium_base64_encoded_len(count, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	unsigned char *bytes = arena_take(arena, count);
	char *token = arena_take(arena, room);

	secret_random(source, bytes, count);
	sodium_bin2base64(token, room, bytes, count, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, count);
	return token;
}

static const char *hash_with(struct arena *arena, const char *key, const void *bytes, size_t length)
{
	unsigned char hash[SECRET_HASH_BYTES];
	char *hex = arena_take(arena, sizeof(hash) * 2 + 1);

	crypto_generichash(hash, sizeof(hash), bytes, length, (const unsigned char *)key,
			   key ? strlen(key) : 0);
	return sodium_bin2hex(hex, sizeof(hash) * 2 + 1, hash, sizeof(hash));
}

const char *secret_hash(struct arena *arena, const void *bytes, size_t length)
{
	return hash_with(arena, NULL, bytes, length);
}

const char *secret_mac(struct arena *arena, const char *key, const void *bytes, size_t length)
{
	return hash_with(arena, key, bytes, length);
}

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

/* Each key is used once, so the nonce need not differ. */
static const unsigned char no_nonce[crypto_secretbox_NONCEBYTES];

static void seal_key(unsigned char key[crypto_secretbox_KEYBYTES], const char *token)
{
	static const unsigned char purpose[] = "poruch: sealed by a token";

	crypto_generichash(key, crypto_secretbox_KEYBYTES, (const unsigned char *)token,
			   strlen(token), purpose, sizeof(purpose));
}

const char *secret_seal(struct arena *arena, const char *token, const char *text)
{
	size_t length = strlen(text), sealed = length + crypto_secretbox_MACBYTES;
	size_t room = sodium_base64_encoded_len(sealed, VARIANT);
	unsigned char key[crypto_secretbox_KEYBYTES], *bytes = arena_take(arena, sealed);
	char *made = arena_take(arena, room);

	seal_key(key, token);
	crypto_secretbox_easy(bytes, (const unsigned char *)text, length, no_nonce, key);
	sodium_memzero(key, sizeof(key));
	return sodium_bin2base64(made, room, bytes, sealed, VARIANT);
}

const char *secret_open(struct arena *arena, const char *token, const char *sealed)
{
	size_t room = strlen(sealed), length;
	unsigned char key[crypto_secretbox_KEYBYTES], *bytes = arena_take(arena, room + 1);
	char *text;
	bool is_right;

	if (sodium_base642bin(bytes, room, sealed, room, NULL, &length, NULL, VARIANT) ||
	    length < crypto_secretbox_MACBYTES)
		return NULL;
	text = arena_take(arena, length - crypto_secretbox_MACBYTES + 1);
	seal_key(key, token);
	is_right = crypto_secretbox_open_easy((unsigned char *)text, bytes, length, no_nonce,
					      key) == 0;
	sodium_memzero(key, sizeof(key));
	text[length - crypto_secretbox_MACBYTES] = '\0';
	return is_right ? text : NULL;
}

bool secret_equal(const char *first, const char *second)
{
	size_t length = strlen(first);

	return length == strlen(second) && sodium_memcmp(first, second, length) == 0;
}

enum outcome secret_password_hash(struct arena *arena, const char *password, const char **hash)
{
	char *made = arena_take(arena, crypto_pwhash_STRBYTES);

	if (crypto_pwhash_str(made, password, strlen(password), PASSWORD_PASSES, PASSWORD_MEMORY))
		return BROKEN;
	*hash = made;
	return OK;
}

bool secret_password_is(const char *password, const char *hash)
{
	/* A hash of nothing anybody knows, of the same cost, so that an unknown name takes as long.
	 */
	static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
				     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	bool is_right = crypto_pwhash_str_verify(hash ? hash : nobody, password,
						 strlen(password)) == 0;

	return is_right && hash;
}
