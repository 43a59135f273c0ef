/* The answers kept ready: read by all staff, written by the secretary. */
#include "issue_view.h"
#include "model/answer_template.h"
#include "model/community.h"
#include "model/state.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/answers.html.h"

static bool is_english(const struct request *request)
{
	return strcmp(request->language, "en") == 0;
}

enum outcome answers_page(struct request *request)
{
	struct answer_templates answers = answer_template_list(request->db, request->community->id);
	struct answers_view view = {.slug = request->community->slug,
				    .count = (int64_t)answers.count,
				    .may_write = viewer_may(&request->viewer, WRITE_ANSWERS)};
	const char *state = "";

	for (size_t i = 0; i < answers.count; i++) {
		const struct answer_template *answer = &answers.items[i];
		struct answer_row *row = LIST_ADD(request->arena, &view.rows);

		*row = (struct answer_row){.category = is_english(request) ? answer->category_en
									   : answer->category_uk,
					   .name = answer->name,
					   .text = answer->text};
		if (strcmp(state, answer->state) != 0)
			row->state = issue_view_state(request, answer->state);
		state = answer->state;
		if (view.may_write)
			row->href = arena_printf(request->arena, "/%s/work/templates/%lld",
						 view.slug, (long long)answer->id);
	}
	answers_html(page_begin_with(request, &(struct frame){.title = SAY("Answers kept ready"),
							      .place = PLACE_WORK,
							      .is_hidden = true}),
		     &view);
	return page_end(request);
}

/* ------------------------------------------------------------------ one of them */

static struct choices states_of(const struct request *request)
{
	struct choices choices = {0};

	for (int state = STATE_NEW + 1; state < STATE_COUNT; state++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = state_key((enum state)state),
			.label = issue_view_state(request, state_key((enum state)state))};
	return choices;
}

/* id 0: a new one. */
static enum outcome show_form(struct request *request, int64_t id, const struct form *form,
			      const char *was)
{
	const char *slug = request->community->slug;
	struct answer_form view = {
		.slug = slug,
		.form = form,
		.was = was,
		.action = arena_printf(request->arena, "/%s/work/templates", slug),
		.states = states_of(request),
		.categories = issue_view_categories(request, true),
	};

	if (id) {
		view.action = arena_printf(request->arena, "/%s/work/templates/%lld", slug,
					   (long long)id);
		view.removal = arena_printf(request->arena, "%s/remove", view.action);
	}
	page_wants_form(request);
	answers_one_html(
		page_begin_with(request, &(struct frame){.title = id ? SAY("Change an answer")
								     : SAY("Write an answer"),
							 .place = PLACE_WORK,
							 .has_faults = form->faults.count > 0,
							 .is_hidden = true}),
		&view);
	return page_end(request);
}

enum outcome answer_new_page(struct request *request)
{
	struct form form = form_begin(request->arena, &request->query);

	return show_form(request, 0, request->method == METHOD_POST ? &request->checked : &form,
			 "");
}

enum outcome answer_one_page(struct request *request)
{
	int64_t id = request_path_number(request, 1);
	struct answer_template answer;
	struct pairs pairs = {0};
	struct form form = form_begin(request->arena, &pairs);
	enum outcome outcome = answer_template_find(request->db, request->community->id, id,
						    &answer);

	if (outcome != OK)
		return outcome;
	/* Sent again it means what stands there now. */
	if (request->method == METHOD_POST)
		return show_form(request, id, &request->checked, answer.text);
	pairs_add(request->arena, &pairs, "state", answer.state);
	pairs_add(request->arena, &pairs, "category", answer.category);
	pairs_add(request->arena, &pairs, "name", answer.name);
	pairs_add(request->arena, &pairs, "text", answer.text);
	return show_form(request, id, &form, answer.text);
}

static enum outcome done(struct request *request)
{
	return request_go(request, arena_printf(request->arena, "/%s/work/templates?saved=1",
						request->community->slug));
}

enum outcome answer_add_action(struct request *request, struct change *change)
{
	struct answer_entry entry = {0};
	int64_t id;
	enum outcome outcome = form_read(&request->checked, answer_entry_fields, &entry);

	if (outcome == OK)
		outcome = answer_template_add(change, &request->checked, &entry, &id);
	return outcome == OK ? done(request) : outcome;
}

enum outcome answer_change_action(struct request *request, struct change *change)
{
	struct answer_entry entry = {0};
	enum outcome outcome = form_read(&request->checked, answer_entry_fields, &entry);

	if (outcome == OK)
		outcome = answer_template_change(change, &request->checked,
						 request_path_number(request, 1), &entry);
	return outcome == OK ? done(request) : outcome;
}

enum outcome answer_remove_action(struct request *request, struct change *change)
{
	enum outcome outcome = answer_template_remove(change, request_path_number(request, 1));

	return outcome == OK ? done(request) : outcome;
}

enum outcome answer_load_action(struct request *request, struct change *change)
{
	enum outcome outcome = answer_template_load(change, request->community->id);

	return outcome == OK ? done(request) : outcome;
}
