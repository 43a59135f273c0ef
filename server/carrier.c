#include "carrier.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/base/log.h"
#include "settings.h"

#define CONNECT_SECONDS 10L
#define PING_SECONDS    30L
#define MAIL_SECONDS    120L
#define ANSWER_MOST     65536
#define ADDRESS_MOST    512
#define PASSWORD_MOST   256

struct carrier {
	CURL *hub, *mail;
	const struct settings *settings;
	const atomic_bool *is_ending;
	size_t answer_bytes;
	const char *left; /* of the message that goes out */
	bool is_gone;     /* a reply of the mail server said so */
};

enum outcome carrier_prepare(void)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		return OK;
	log_error("cannot prepare libcurl");
	return BROKEN;
}

/* What came back does not matter; what keeps coming is cut. */
static size_t on_answer(char *bytes, size_t size, size_t count, void *context)
{
	struct carrier *carrier = context;

	(void)bytes;
	carrier->answer_bytes += size * count;
	return carrier->answer_bytes > ANSWER_MOST ? 0 : size * count;
}

static size_t on_message(char *buffer, size_t size, size_t count, void *context)
{
	struct carrier *carrier = context;
	size_t length = strnlen(carrier->left, size * count);

	memcpy(buffer, carrier->left, length);
	carrier->left += length;
	return length;
}

/*
 * Whether a line of a mail server's says that there is no such mailbox, by its enhanced code (RFC 3463 3.2 and
 * 3.3: wrong, moved, not valid, disabled). Without one it may as well speak of us: "550 blocked".
 */
static bool is_of_gone_mailbox(const char *line, size_t length)
{
	static const char *const codes[] = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"};

	if (length < 5 || line[0] != '5' || (line[3] != ' ' && line[3] != '-'))
		return false;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		size_t of_code = strlen(codes[i]);

		if (length > 4 + of_code && memcmp(line + 4, codes[i], of_code) == 0 &&
		    strchr(" \r\n", line[4 + of_code]))
			return true;
	}
	return false;
}

/* Every line of the mail server's replies, as libcurl hands on headers. */
static size_t on_reply(char *bytes, size_t size, size_t count, void *context)
{
	struct carrier *carrier = context;

	carrier->is_gone |= is_of_gone_mailbox(bytes, size * count);
	return size * count;
}

static int on_progress(void *context, curl_off_t down, curl_off_t down_now, curl_off_t up,
		       curl_off_t up_now)
{
	const struct carrier *carrier = context;

	(void)down;
	(void)down_now;
	(void)up;
	(void)up_now;
	return atomic_load(carrier->is_ending);
}

/* libcurl's setter takes any type, so each kind of value has a function that takes one. */
static void set_text(CURL *curl, CURLoption option, const char *value)
{
	curl_easy_setopt(curl, option, value);
}

static void set_number(CURL *curl, CURLoption option, long value)
{
	curl_easy_setopt(curl, option, value);
}

static CURL *handle_begin(struct carrier *carrier, const char *protocols)
{
	CURL *curl = curl_easy_init();

	if (!curl)
		abort();
	set_text(curl, CURLOPT_PROTOCOLS_STR, protocols);
	set_number(curl, CURLOPT_NOSIGNAL, 1);
	set_number(curl, CURLOPT_FOLLOWLOCATION, 0);
	set_number(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	set_number(curl, CURLOPT_NOPROGRESS, 0);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, carrier);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_answer);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, carrier);
	return curl;
}

/* ------------------------------------------------------------------ how it went */

/* 5xx of SMTP is for ever, but for those about us and not about the mailbox (RFC 4954 6, RFC 3207). */
static bool is_for_ever(long code)
{
	return code >= 550 && code < 560;
}

/* A word for what administrators meet; for the rest libcurl's own sentences, which name no address. */
static const char *fault_of(CURLcode result)
{
	static const struct {
		CURLcode result;
		const char *word;
	} faults[] = {
		{CURLE_OPERATION_TIMEDOUT, "timeout"},
		{CURLE_COULDNT_RESOLVE_HOST, "name"},
		{CURLE_COULDNT_CONNECT, "connect"},
		{CURLE_LOGIN_DENIED, "password"},
		{CURLE_SSL_CONNECT_ERROR, "tls"},
		{CURLE_USE_SSL_FAILED, "tls"},
		{CURLE_PEER_FAILED_VERIFICATION, "tls"},
		{CURLE_SEND_ERROR, "cut"},
		{CURLE_RECV_ERROR, "cut"},
		{CURLE_GOT_NOTHING, "cut"},
	};

	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (faults[i].result == result)
			return faults[i].word;
	return curl_easy_strerror(result);
}

static struct carriage carry(struct carrier *carrier, CURL *curl, bool is_mail)
{
	struct carriage carriage = {0};
	CURLcode result;
	long code = 0;

	carrier->answer_bytes = 0;
	carrier->is_gone = false;
	result = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	if (result == CURLE_ABORTED_BY_CALLBACK) {
		carriage.is_stopped = true;
	} else if (is_mail ? result == CURLE_OK : code >= 200 && code < 300) {
		carriage.has_arrived = true;
	} else if (result != CURLE_OPERATION_TIMEDOUT && code >= (is_mail ? 400 : 100)) {
		snprintf(carriage.fault, sizeof(carriage.fault), "status %ld", code);
		carriage.is_final = is_mail && is_for_ever(code);
		carriage.is_gone = carriage.is_final && carrier->is_gone;
	} else {
		snprintf(carriage.fault, sizeof(carriage.fault), "%s", fault_of(result));
	}
	return carriage;
}

/* ------------------------------------------------------------------ the hub */

static CURL *hub_begin(struct carrier *carrier)
{
	CURL *curl = handle_begin(carrier, "http,https");
	char agent[ADDRESS_MOST];

	snprintf(agent, sizeof(agent), "Poruch/" PORUCH_VERSION " (+%s)",
		 carrier->settings->public_url);
	set_text(curl, CURLOPT_USERAGENT, agent);
	set_text(curl, CURLOPT_URL, carrier->settings->hub);
	set_number(curl, CURLOPT_TIMEOUT, PING_SECONDS);
	return curl;
}

struct carriage carrier_ping(struct carrier *carrier, const char *topic)
{
	struct carriage carriage = {.fault = "no memory"};
	char body[4 * ADDRESS_MOST], *encoded;

	if (!carrier->hub)
		carrier->hub = hub_begin(carrier);
	encoded = curl_easy_escape(carrier->hub, topic, 0);
	if (!encoded)
		return carriage;
	snprintf(body, sizeof(body), "hub.mode=publish&hub.url=%s", encoded);
	curl_free(encoded);
	curl_easy_setopt(carrier->hub, CURLOPT_COPYPOSTFIELDS, body);
	return carry(carrier, carrier->hub, false);
}

/* ------------------------------------------------------------------ mail */

static bool is_on_this_machine(const char *url)
{
	static const char *const hosts[] = {"127.0.0.1", "localhost", "[::1]"};
	const char *host = strstr(url, "://") + 3;

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		size_t length = strlen(hosts[i]);

		if (strncmp(host, hosts[i], length) == 0 && strchr(":/", host[length]))
			return true;
	}
	return false;
}

/* The server's address, and behind it what we call ourselves when we greet it. */
static void set_server(CURL *curl, const struct settings *settings)
{
	const char *name = strstr(settings->public_url, "://") + 3;
	char url[2 * ADDRESS_MOST];
	size_t length = strlen(settings->smtp);

	while (length && settings->smtp[length - 1] == '/')
		length--;
	snprintf(url, sizeof(url), "%.*s/%.*s", (int)length, settings->smtp,
		 (int)strcspn(name, ":/"), name);
	set_text(curl, CURLOPT_URL, url);
}

static void set_password(CURL *curl, const struct settings *settings)
{
	FILE *file = fopen(settings->smtp_password_file, "re");
	char password[PASSWORD_MOST] = "";

	if (!file || !fgets(password, sizeof(password), file))
		log_warning("cannot read a password from '%s'", settings->smtp_password_file);
	if (file)
		fclose(file);
	password[strcspn(password, "\r\n")] = '\0';
	set_text(curl, CURLOPT_USERNAME, settings->smtp_user);
	set_text(curl, CURLOPT_PASSWORD, password);
	explicit_bzero(password, sizeof(password));
}

static CURL *mail_begin(struct carrier *carrier)
{
	CURL *curl = handle_begin(carrier, "smtp,smtps");
	const struct settings *settings = carrier->settings;
	bool has_password = *settings->smtp_user;
	char from[ADDRESS_MOST];

	snprintf(from, sizeof(from), "<%s>", settings->mail_from);
	set_server(curl, settings);
	set_text(curl, CURLOPT_MAIL_FROM, from);
	if (has_password)
		set_password(curl, settings);
	set_number(curl, CURLOPT_USE_SSL,
		   is_on_this_machine(settings->smtp) ? CURLUSESSL_NONE
		   : has_password                     ? CURLUSESSL_ALL
						      : CURLUSESSL_TRY);
	set_number(curl, CURLOPT_UPLOAD, 1);
	set_number(curl, CURLOPT_TIMEOUT, MAIL_SECONDS);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_message);
	curl_easy_setopt(curl, CURLOPT_READDATA, carrier);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_reply);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, carrier);
	return curl;
}

struct carriage carrier_mail(struct carrier *carrier, const char *to, const char *message)
{
	char recipient[ADDRESS_MOST];
	struct curl_slist *recipients;
	struct carriage carriage;

	if (!carrier->mail)
		carrier->mail = mail_begin(carrier);
	snprintf(recipient, sizeof(recipient), "<%s>", to);
	recipients = curl_slist_append(NULL, recipient);
	if (!recipients)
		abort();
	carrier->left = message;
	curl_easy_setopt(carrier->mail, CURLOPT_MAIL_RCPT, recipients);
	carriage = carry(carrier, carrier->mail, true);
	curl_easy_setopt(carrier->mail, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(recipients);
	return carriage;
}

/* ------------------------------------------------------------------ beginning and end */

struct carrier *carrier_begin(const struct settings *settings, const atomic_bool *is_ending)
{
	struct carrier *carrier = calloc(1, sizeof(*carrier));

	if (!carrier)
		abort();
	carrier->settings = settings;
	carrier->is_ending = is_ending;
	return carrier;
}

void carrier_end(struct carrier *carrier)
{
	if (!carrier)
		return;
	curl_easy_cleanup(carrier->hub);
	curl_easy_cleanup(carrier->mail);
	free(carrier);
}
