#include "sockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "model/base/log.h"

#define BACKLOG          1024
#define FIRST_OF_SYSTEMD 3 /* SD_LISTEN_FDS_START */

static enum outcome broken(const char *what, const char *where)
{
	log_error("cannot %s '%s': %s", what, where, strerror(errno));
	return BROKEN;
}

/* A path left by a server that was killed may be taken; one that somebody answers at may not. */
static bool is_answered(const struct sockaddr_un *address)
{
	int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool is_there = probe >= 0 &&
			connect(probe, (const struct sockaddr *)address, sizeof(*address)) == 0;

	if (probe >= 0)
		close(probe);
	return is_there;
}

static enum outcome listen_unix(struct arena *arena, const char *path, struct listening *listening)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct stat before;
	int made;

	if (!*path || strlen(path) >= sizeof(address.sun_path)) {
		log_error("cannot listen on '%s': a socket's path has 1 to %zu bytes", path,
			  sizeof(address.sun_path) - 1);
		return INVALID;
	}
	memcpy(address.sun_path, path, strlen(path));
	if (is_answered(&address)) {
		errno = EADDRINUSE;
		return broken("listen on", path);
	}
	if (lstat(path, &before) == 0 && S_ISSOCK(before.st_mode))
		unlink(path);
	made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (made < 0)
		return broken("make a socket for", path);
	if (bind(made, (struct sockaddr *)&address, sizeof(address)) != 0 ||
	    chmod(path, 0660) != 0 || listen(made, BACKLOG) != 0) {
		enum outcome outcome = broken("listen on", path);
		close(made);
		return outcome;
	}
	*listening = (struct listening){.socket = made,
					.is_local = true,
					.name = arena_printf(arena, "unix:%s", path),
					.path = arena_string(arena, path)};
	return OK;
}

/* Split "HOST:PORT" or "[HOST]:PORT". */
static bool split(struct arena *arena, const char *listen, const char **host, const char **port)
{
	const char *colon = strrchr(listen, ':');
	size_t length = colon ? (size_t)(colon - listen) : 0;

	if (!colon || !length)
		return false;
	if (*listen == '[') {
		if (listen[length - 1] != ']')
			return false;
		*host = arena_bytes(arena, listen + 1, length - 2);
	} else {
		*host = arena_bytes(arena, listen, length);
	}
	*port = colon + 1;
	/* getaddrinfo would take 65616 for 80. */
	return **port && strspn(*port, "0123456789") == strlen(*port) && strlen(*port) <= 5 &&
	       strtol(*port, NULL, 10) <= UINT16_MAX;
}

static const char *name_of(struct arena *arena, int made)
{
	struct sockaddr_storage address = {0};
	socklen_t length = sizeof(address);
	char host[INET6_ADDRSTRLEN];

	if (getsockname(made, (struct sockaddr *)&address, &length) != 0)
		return "a socket";
	if (address.ss_family == AF_INET) {
		const struct sockaddr_in *four = (const struct sockaddr_in *)&address;
		return arena_printf(arena, "http://%s:%d/",
				    inet_ntop(AF_INET, &four->sin_addr, host, sizeof(host)),
				    ntohs(four->sin_port));
	}
	if (address.ss_family == AF_INET6) {
		const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)&address;
		return arena_printf(arena, "http://[%s]:%d/",
				    inet_ntop(AF_INET6, &six->sin6_addr, host, sizeof(host)),
				    ntohs(six->sin6_port));
	}
	return "a Unix socket";
}

static enum outcome listen_tcp(struct arena *arena, const char *where, struct listening *listening)
{
	struct addrinfo wanted = {.ai_family = AF_UNSPEC,
				  .ai_socktype = SOCK_STREAM,
				  .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
	struct addrinfo *found = NULL;
	const char *host, *port;
	enum outcome outcome = BROKEN;
	int made, yes = 1;

	if (!split(arena, where, &host, &port) || getaddrinfo(host, port, &wanted, &found) != 0) {
		log_error("cannot listen on '%s': it is no ADDRESS:PORT, unix:PATH or systemd",
			  where);
		return INVALID;
	}
	made = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (made < 0) {
		outcome = broken("make a socket for", where);
	} else if (setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) != 0 ||
		   bind(made, found->ai_addr, found->ai_addrlen) != 0 ||
		   listen(made, BACKLOG) != 0) {
		outcome = broken("listen on", where);
		close(made);
	} else {
		*listening = (struct listening){.socket = made, .name = name_of(arena, made)};
		outcome = OK;
	}
	freeaddrinfo(found);
	return outcome;
}

/* The protocol of sd_listen_fds(3): LISTEN_PID is us, descriptors from 3 on. We want exactly one. */
static enum outcome listen_systemd(struct arena *arena, struct listening *listening)
{
	const char *process = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
	struct sockaddr_storage address = {0};
	socklen_t length = sizeof(address);

	if (!process || !count || strtol(process, NULL, 10) != getpid() ||
	    strcmp(count, "1") != 0) {
		log_error("cannot listen: systemd handed over no socket, or more than one");
		return INVALID;
	}
	if (getsockname(FIRST_OF_SYSTEMD, (struct sockaddr *)&address, &length) != 0)
		return broken("use the socket from", "systemd");
	*listening = (struct listening){.socket = FIRST_OF_SYSTEMD,
					.is_local = address.ss_family == AF_UNIX,
					.name = name_of(arena, FIRST_OF_SYSTEMD)};
	return OK;
}

enum outcome sockets_listen(struct arena *arena, const char *listen, struct listening *listening)
{
	if (strcmp(listen, "systemd") == 0)
		return listen_systemd(arena, listening);
	if (strncmp(listen, "unix:", 5) == 0)
		return listen_unix(arena, listen + 5, listening);
	return listen_tcp(arena, listen, listening);
}

void sockets_leave(const struct listening *listening)
{
	if (listening->path)
		unlink(listening->path);
}
