#include "network.h"

#include <arpa/inet.h>

const char *network_name(struct arena *arena, const char *address)
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	struct in_addr four;
	struct in6_addr six;
	const unsigned char *at = (const unsigned char *)&four;

	if (inet_pton(AF_INET, address, &four) == 1)
		return arena_printf(arena, "four %02x%02x%02x", at[0], at[1], at[2]);
	if (inet_pton(AF_INET6, address, &six) != 1)
		return address;
	at = six.s6_addr;
	if (memcmp(at, mapped, sizeof(mapped)) == 0)
		return arena_printf(arena, "four %02x%02x%02x", at[12], at[13], at[14]);
	return arena_printf(arena, "six %02x%02x%02x%02x%02x%02x%02x", at[0], at[1], at[2], at[3],
			    at[4], at[5], at[6]);
}
