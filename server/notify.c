#include "notify.h"

#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

void notify(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	size_t length = path ? strlen(path) : 0;
	int made;

	if (length < 2 || length >= sizeof(address.sun_path) || (*path != '/' && *path != '@'))
		return;
	memcpy(address.sun_path, path, length);
	if (*path == '@')
		address.sun_path[0] = '\0'; /* the abstract name space */
	made = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (made < 0)
		return;
	(void)sendto(made, state, strlen(state), MSG_NOSIGNAL, (const struct sockaddr *)&address,
		     (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length));
	close(made);
}

int notify_watchdog_seconds(void)
{
	const char *process = getenv("WATCHDOG_PID"), *patience = getenv("WATCHDOG_USEC");

	if (!patience || (process && strtol(process, NULL, 10) != getpid()))
		return 0;
	return (int)(strtoll(patience, NULL, 10) / 2000000);
}
