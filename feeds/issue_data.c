#include "issue_data.h"

#include "model/base/clock.h"

/* A document's bytes without so many at its end; what cannot be made leaves the text full, which is asked. */
static void add_document(struct text *text, struct json *json, size_t without)
{
	const char *bytes = "";
	size_t length = 0;

	if (json_finish(json, &bytes, &length) != OK)
		text->is_full = true;
	else
		text_add_bytes(text, bytes, length - without);
}

void issue_data_begin(struct text *text, const struct issue_data *data, bool is_geo)
{
	struct json json = json_begin(text->arena);

	if (is_geo)
		json_add_text(&json, "type", "FeatureCollection");
	json_add_text(&json, "community", data->community->slug);
	json_add_text(&json, "katottg", data->community->katottg);
	json_add_text(&json, "licence", "CC BY 4.0");
	json_add_text(&json, "self", data->self);
	json_add_text(&json, "next", data->next);
	json_add_integer(&json, "count", data->count);
	add_document(text, &json, strlen("}"));
	text_add(text, is_geo ? ",\"features\":[" : ",\"issues\":[");
}

static void add_moment(struct json *json, const char *key, int64_t at)
{
	if (at)
		json_add_text(json, key, clock_rfc3339(json->arena, at));
}

static void add_members(struct json *json, const struct issue *issue, const char *url)
{
	struct arena *arena = json->arena;

	json_add_text(json, "number", issue_key_text(arena, issue->year, issue->number));
	json_add_text(json, "url", url);
	json_add_text(json, "category", issue->category);
	json_add_text(json, "title", issue->title);
	json_add_text(json, "text", issue->text);
	json_add_text(json, "area", issue->area);
	json_add_text(json, "place", issue->place);
	json_add_text(json, "state", issue->state);
	json_add_text(json, "phase", issue->phase);
	json_add_flag(json, "overdue", issue->is_overdue);
	json_add_text(json, "source", issue->source);
	add_moment(json, "reported", issue->reported_at);
	add_moment(json, "published", issue->published_at);
	add_moment(json, "updated", issue->updated_at);
	json_add_text(json, "responsible", issue->organisation);
	json_add_text(json, "due", date_iso(arena, issue->due));
	add_moment(json, "resolved", issue->resolved_at);
	json_add_integer(json, "support", issue->support_count);
	json_add_integer(json, "photos", issue->photo_count);
	json_add_flag(json, "made_up", issue->is_made_up);
}

static void add_geometry(struct json *json, struct issue_point point)
{
	if (!*point.precision) {
		json_add_null(json, "geometry");
		return;
	}
	json_open(json, "geometry");
	json_add_text(json, "type", "Point");
	json_open_list(json, "coordinates"); /* longitude first (RFC 7946 3.1.1) */
	json_add_real(json, NULL, point.longitude);
	json_add_real(json, NULL, point.latitude);
	json_close(json);
	json_close(json);
}

static void add_issue(struct json *json, const struct issue *issue, const char *url,
		      struct issue_point point, bool is_geo)
{
	if (is_geo) {
		json_add_text(json, "type", "Feature");
		json_add_text(json, "id", url);
		add_geometry(json, point);
		json_open(json, "properties");
	}
	add_members(json, issue, url);
	if (*point.precision) {
		json_add_text(json, "precision", point.precision);
		if (!is_geo) {
			json_add_real(json, "lat", point.latitude);
			json_add_real(json, "long", point.longitude);
		}
	}
	if (is_geo)
		json_close(json);
}

void issue_data_add(struct text *text, const struct issue *issue, const char *url,
		    struct issue_point point, bool is_geo, bool is_first)
{
	struct json json = json_begin(text->arena);

	add_issue(&json, issue, url, point, is_geo);
	text_add(text, is_first ? "\n" : ",\n");
	add_document(text, &json, 0);
}

void issue_data_end(struct text *text)
{
	text_add(text, "\n]}\n");
}
