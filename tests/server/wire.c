#include "tests/server/wire.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "model/base/text.h"
#include "model/db.h"
#include "model/folder.h"
#include "model/installation.h"
#include "server/listener.h"
#include "tests/ready.h"

static char path[] = "/tmp/poruch-wire-XXXXXX";
static struct settings settings;
static struct service service;
static struct folder folder;
static struct connection *writes;
static struct listening listening;
static struct listener *listener;
static int port;

struct settings *wire_settings(void)
{
	return &settings;
}

struct service *wire_service(void)
{
	return &service;
}

int wire_port(void)
{
	return port;
}

static void fill_database(void)
{
	static const struct actor actor = {.name = "system", .role = ""};
	struct change change;

	cr_assert_eq(connection_open(folder.database, CONNECTION_WRITES, &writes), OK);
	cr_assert_eq(batch_begin(writes), OK);
	cr_assert_eq(change_begin(writes, ready_arena(), actor, 1, &change), OK);
	cr_assert_eq(installation_make(&change, "poruch.example.org", false), OK);
	cr_assert_eq(change_commit(&change), OK);
	cr_assert_eq(batch_commit(writes), OK);
}

void wire_ready(void)
{
	const char *fault;

	ready_begin();
	signal(SIGPIPE, SIG_IGN);
	cr_assert(mkdtemp(path));
	cr_assert_eq(folder_make(ready_arena(), path, &folder), OK);
	fill_database();
	cr_assert_eq(settings_begin(ready_arena(), &settings, &fault), OK);
	settings.data = path;
	settings.listen = "127.0.0.1:0";
	settings.stop_seconds = 2;
}

void wire_listen(void)
{
	struct sockaddr_in address;
	socklen_t length = sizeof(address);

	cr_assert_eq(service_begin(&service, &settings, folder.database, writes), OK);
	cr_assert_eq(sockets_listen(ready_arena(), settings.listen, &listening), OK);
	if (!listening.is_local) {
		cr_assert_eq(getsockname(listening.socket, (struct sockaddr *)&address, &length),
			     0);
		port = ntohs(address.sin_port);
	}
	cr_assert_eq(listener_begin(&service, &listening, &listener), OK);
}

void wire_begin(void)
{
	wire_ready();
	wire_listen();
}

void wire_end(void)
{
	static const char *const files[] = {"poruch.db", "poruch.db-wal", "poruch.db-shm", "lock",
					    "socket"};

	listener_quiesce(listener);
	service_finish(&service);
	listener_end(listener);
	sockets_leave(&listening);
	service_end(&service);
	connection_close(writes);
	folder_leave(&folder);
	for (size_t i = 0; i < COUNT(files); i++)
		unlink(arena_printf(ready_arena(), "%s/%s", path, files[i]));
	cr_expect_eq(rmdir(path), 0);
	ready_end();
}

int wire_connect(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_port = htons((uint16_t)port),
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	cr_assert_geq(connection, 0);
	cr_assert_eq(connect(connection, (struct sockaddr *)&address, sizeof(address)), 0);
	return connection;
}

bool wire_send(int connection, const char *bytes, size_t length)
{
	while (length) {
		ssize_t sent = send(connection, bytes, length, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		bytes += sent;
		length -= (size_t)sent;
	}
	return true;
}

const char *wire_read(int connection, int milliseconds, size_t *length)
{
	struct text text = text_begin(ready_arena(), (size_t)8 << 20);
	struct pollfd wait = {.fd = connection, .events = POLLIN};
	char bytes[65536];
	ssize_t got;

	while (poll(&wait, 1, milliseconds) > 0 &&
	       (got = recv(connection, bytes, sizeof(bytes), 0)) > 0)
		text_add_bytes(&text, bytes, (size_t)got);
	if (length)
		*length = text.length;
	return text.bytes;
}

const char *wire_ask(const char *bytes)
{
	int connection = wire_connect();
	const char *answer;

	wire_send(connection, bytes, strlen(bytes));
	answer = wire_read(connection, 5000, NULL);
	close(connection);
	return answer;
}
