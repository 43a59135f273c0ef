#include "person_data.h"

#include "json.h"
#include "model/base/clock.h"

static void add_moment(struct json *json, const char *key, int64_t at)
{
	json_add_text(json, key, at ? clock_rfc3339(json->arena, at) : "");
}

static void add_lines(struct json *json, const char *key, const struct audit_lines *lines)
{
	json_open_list(json, key);
	for (size_t i = 0; i < lines->count; i++) {
		const struct audit_line *line = &lines->items[i];

		json_open(json, NULL);
		add_moment(json, "at", line->at);
		json_add_text(json, "role", line->role);
		json_add_text(json, "action", line->action);
		json_add_text(json, "subject", line->subject);
		json_add_text(json, "before", line->before);
		json_add_text(json, "after", line->after);
		json_close(json);
	}
	json_close(json);
}

static void add_account(struct json *json, const struct person *person)
{
	json_open(json, "account");
	json_add_string(json, "login", person->login);
	json_add_string(json, "name", person->name);
	json_add_text(json, "post", person->post);
	add_moment(json, "made", person->made_at);
	add_moment(json, "last_sign_in", person->seen_at);
	add_moment(json, "disabled", person->disabled_at);
	json_open_list(json, "roles");
	for (size_t i = 0; i < person->roles.count; i++) {
		json_open(json, NULL);
		json_add_string(json, "role", person->roles.items[i].key);
		json_add_text(json, "community", person->roles.items[i].slug);
		json_close(json);
	}
	json_close(json);
	json_close(json);
}

enum outcome person_data_json(struct arena *arena, const struct person_data *data,
			      const char **bytes, size_t *length)
{
	struct json json = json_begin(arena);

	add_account(&json, &data->person);
	json_open_list(&json, "sessions");
	for (size_t i = 0; i < data->sessions.count; i++) {
		json_open(&json, NULL);
		add_moment(&json, "begun", data->sessions.items[i].made_at);
		add_moment(&json, "used", data->sessions.items[i].seen_at);
		json_add_text(&json, "device", data->sessions.items[i].device);
		json_close(&json);
	}
	json_close(&json);
	json_add_integer(&json, "steps_on_issues", data->step_count);
	json_add_integer(&json, "acts_on_reports", data->report_count);
	json_add_integer(&json, "acts_in_all", data->act_count);
	add_lines(&json, "about_the_account", &data->about);
	add_lines(&json, "acts", &data->acts);
	return json_finish(&json, bytes, length);
}
