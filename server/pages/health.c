/* Is it alive, is it ready, how is it doing: for the init system, the proxy and the graphs. */
#include <stdatomic.h>
#include <sys/statvfs.h>

#include "model/base/log.h"
#include "model/installation.h"
#include "model/outbox.h"
#include "server/cache.h"
#include "server/clients.h"
#include "server/courier.h"
#include "server/pages.h"
#include "server/service.h"
#include "server/settings.h"
#include "server/worker.h"
#include "server/writer.h"

#define PLAIN         "text/plain; charset=utf-8"
#define LEAST_FREE    ((unsigned long long)16 * 1024 * 1024)
#define METRICS_BYTES ((size_t)16 * 1024)

static enum outcome line(struct request *request, const char *string)
{
	return request_answer(request, PLAIN, string, strlen(string));
}

/* Alive: this process answers. Nothing else is looked at. */
enum outcome healthz_page(struct request *request)
{
	return line(request, "ok\n");
}

static bool has_room(const char *path)
{
	struct statvfs disk;

	return statvfs(path, &disk) != 0 ||
	       (unsigned long long)disk.f_bavail * disk.f_frsize >= LEAST_FREE;
}

/* Ready: the database opens, is filled, and there is room to write. */
enum outcome readyz_page(struct request *request)
{
	struct installation installation;

	if (installation_find(request->db, &installation) != OK ||
	    (request->service && atomic_load(&request->service->is_stopping)))
		return BUSY;
	if (!has_room(request->settings->data))
		return FULL;
	return line(request, "ready\n");
}

static void figure(struct text *text, const char *name, const char *kind, const char *help,
		   unsigned long long value)
{
	text_addf(text, "# HELP poruch_%s %s\n# TYPE poruch_%s %s\nporuch_%s %llu\n", name, help,
		  name, kind, name, value);
}

/* What waits to be sent outside, and how that goes. */
static void outbox_lines(struct request *request, struct text *text)
{
	struct courier_figures courier = courier_figures(request->service->courier);
	struct outbox_figures figures[OUTBOX_KIND_COUNT];

	text_add(text, "# HELP poruch_outbox_items what waits to be sent outside\n"
		       "# TYPE poruch_outbox_items gauge\n");
	for (int kind = 0; kind < OUTBOX_KIND_COUNT; kind++) {
		const char *key = outbox_kind_key((enum outbox_kind)kind);
		const struct outbox_figures *of = &figures[kind];

		figures[kind] = outbox_figures(request->db, (enum outbox_kind)kind, request->now);
		text_addf(text,
			  "poruch_outbox_items{kind=\"%s\",state=\"waiting\"} %lld\n"
			  "poruch_outbox_items{kind=\"%s\",state=\"failed\"} %lld\n"
			  "poruch_outbox_items{kind=\"%s\",state=\"taken\"} %lld\n"
			  "poruch_outbox_items{kind=\"%s\",state=\"given_up\"} %lld\n",
			  key, (long long)of->waiting, key, (long long)of->failed, key,
			  (long long)of->taken, key, (long long)of->given_up);
	}
	text_add(text, "# HELP poruch_outbox_late_seconds how long the first that is due waits\n"
		       "# TYPE poruch_outbox_late_seconds gauge\n");
	for (int kind = 0; kind < OUTBOX_KIND_COUNT; kind++)
		text_addf(text, "poruch_outbox_late_seconds{kind=\"%s\"} %lld\n",
			  outbox_kind_key((enum outbox_kind)kind), (long long)figures[kind].late);
	figure(text, "outbox_sent_total", "counter", "tries that arrived", courier.sent);
	figure(text, "outbox_failures_total", "counter", "tries that failed", courier.failed);
}

/* Figures in Prometheus' text format. */
enum outcome metrics_page(struct request *request)
{
	const struct service *service = request->service;
	struct text text = text_begin(request->arena, METRICS_BYTES);
	struct writer_figures writer;

	if (!service)
		return BUSY;
	writer = writer_figures(service->writer);
	figure(&text, "requests_total", "counter", "requests begun",
	       atomic_load(&service->requests));
	text_add(&text, "# HELP poruch_answers_total answers by class of status\n"
			"# TYPE poruch_answers_total counter\n");
	for (int class = 1; class < 6; class ++)
		text_addf(&text, "poruch_answers_total{class=\"%dxx\"} %llu\n", class,
			  (unsigned long long)atomic_load(&service->answers[class]));
	figure(&text, "connections", "gauge", "connections open", clients_count(service->clients));
	figure(&text, "connections_cut_total", "counter", "connections cut for their slowness",
	       clients_cut(service->clients));
	figure(&text, "writer_waiting", "gauge", "actions that wait to be written", writer.waiting);
	figure(&text, "writer_batches_total", "counter", "commits", writer.batches);
	figure(&text, "writer_actions_total", "counter", "actions written", writer.jobs);
	figure(&text, "writer_failures_total", "counter", "actions whose commit failed",
	       writer.failures);
	figure(&text, "hashing_waiting", "gauge", "sign-ins that wait",
	       worker_waiting(service->worker));
	if (service->cache) {
		struct cache_figures cache = cache_figures(service->cache);

		figure(&text, "cache_entries", "gauge", "ready answers kept", cache.entries);
		figure(&text, "cache_bytes", "gauge", "memory of ready answers", cache.bytes);
		figure(&text, "cache_hits_total", "counter", "answers from the cache", cache.hits);
		figure(&text, "cache_misses_total", "counter", "answers made anew", cache.misses);
	}
	outbox_lines(request, &text);
	return request_answer(request, "text/plain; version=0.0.4; charset=utf-8", text.bytes,
			      text.length);
}
