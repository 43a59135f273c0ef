#include "input.h"

#include "faults.h"
#include "html.h"
#include "templates/input.html.h"

void input_token_html(struct page *page)
{
	if (!*page->token && page->want_secrets)
		page->want_secrets(page);
	input_hidden_html(page, "token", page->token);
}

void input_secrets_html(struct page *page)
{
	input_token_html(page);
	input_hidden_html(page, "once", page->once);
}

/* ---------------------------------------------------------------- the summary of faults */

/* What a page's controls have told so far, and where the summary goes when all have. */
struct input_summary {
	const struct form *form;
	size_t at;                  /* the place in page->out */
	struct input_faults labels; /* of the faulty controls shown; sentence is the field's name */
};

void input_faults_html(struct page *page, const struct form *form)
{
	if (!form->faults.count)
		return;
	page->summary = arena_take(page->arena, sizeof(*page->summary));
	page->summary->form = form;
	page->summary->at = page->out.length;
}

static struct input_faults summary_faults(struct page *page)
{
	const struct input_summary *summary = page->summary;
	struct input_faults faults = {0};

	for (size_t i = 0; i < summary->form->faults.count; i++) {
		const struct fault *fault = &summary->form->faults.items[i];
		struct input_fault *line = LIST_ADD(page->arena, &faults);
		line->sentence = faults_sentence(page->arena, page->words, fault);
		for (size_t k = 0; k < summary->labels.count; k++) {
			if (strcmp(summary->labels.items[k].sentence, fault->field) != 0)
				continue;
			line->id = summary->labels.items[k].id;
			line->label = summary->labels.items[k].label;
		}
	}
	return faults;
}

void input_end_html(struct page *page)
{
	struct input_faults faults;
	const char *rest;
	size_t length;

	if (!page->summary)
		return;
	faults = summary_faults(page);
	length = page->out.length - page->summary->at;
	rest = arena_bytes(page->arena, page->out.bytes + page->summary->at, length);
	text_cut(&page->out, page->summary->at);
	input_summary_html(page, &faults);
	text_add_bytes(&page->out, rest, length);
	page->summary = NULL;
}

/* ---------------------------------------------------------------- controls */

/* What a trait sets. */
static const struct trait {
	const char *name, *type, *mode, *autocomplete, *width;
	bool is_unspelled;
} traits_table[] = {
	{.name = "short", .width = "short"},
	{.name = "medium", .width = "medium"},
	{.name = "number", .mode = "numeric", .width = "short"},
	{.name = "decimal", .mode = "decimal", .width = "short"},
	{.name = "tel", .type = "tel", .autocomplete = "tel", .width = "medium"},
	{.name = "email", .type = "email", .autocomplete = "email", .is_unspelled = true},
	{.name = "person", .autocomplete = "name"},
	{.name = "username", .autocomplete = "username", .width = "medium", .is_unspelled = true},
	{.name = "password",
	 .type = "password",
	 .autocomplete = "current-password",
	 .width = "medium"},
	{.name = "new-password",
	 .type = "password",
	 .autocomplete = "new-password",
	 .width = "medium"},
	{.name = "code",
	 .mode = "numeric",
	 .autocomplete = "one-time-code",
	 .width = "short",
	 .is_unspelled = true},
	{.name = "search", .type = "search"},
};

static bool has_trait(const char *traits, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = traits; (at = strstr(at, name)); at += length)
		if ((at == traits || at[-1] == ' ') && (!at[length] || at[length] == ' '))
			return true;
	return false;
}

static void apply_traits(struct input_control *control, const char *traits)
{
	control->is_optional = has_trait(traits, "optional");
	control->is_small = has_trait(traits, "small");
	for (size_t i = 0; i < COUNT(traits_table); i++) {
		const struct trait *trait = &traits_table[i];
		if (!has_trait(traits, trait->name))
			continue;
		if (trait->type)
			control->type = trait->type;
		if (trait->mode)
			control->mode = trait->mode;
		if (trait->autocomplete)
			control->autocomplete = trait->autocomplete;
		if (trait->width)
			control->width = trait->width;
		control->is_unspelled |= trait->is_unspelled;
	}
}

/* A control of that name, with its fault noted for the summary. */
static struct input_control begin(struct page *page, const struct form *form, const char *name,
				  const char *traits, const char *label, const char *hint)
{
	const struct fault *fault = form_fault_of(form, name);
	struct input_control control = {.id = name,
					.name = name,
					.label = label,
					.hint = hint ? hint : "",
					.hint_id = arena_printf(page->arena, "%s-hint", name),
					.fault_id = arena_printf(page->arena, "%s-fault", name),
					.type = "text"};

	apply_traits(&control, traits);
	control.typed = strcmp(control.type, "password") == 0 ? "" : form_typed(form, name);
	if (fault)
		control.fault = faults_sentence(page->arena, page->words, fault);
	if (fault && page->summary)
		*LIST_ADD(page->arena, &page->summary->labels) = (struct input_fault){control.id,
										      label, name};
	control.described_by = arena_printf(
		page->arena, "%s%s%s", *control.hint ? control.hint_id : "",
		*control.hint && fault ? " " : "", fault ? control.fault_id : "");
	return control;
}

/* Whether key was typed under that name; it may stand there several times. */
static bool is_typed(const struct form *form, const char *name, const char *key)
{
	for (size_t i = 0; i < form->typed->count; i++)
		if (strcmp(form->typed->items[i].name, name) == 0 &&
		    strcmp(form->typed->items[i].value, key) == 0)
			return true;
	return false;
}

static void add_options(struct page *page, struct input_control *control, const struct form *form,
			const struct choices *choices)
{
	struct arena *arena = page->arena;

	for (size_t i = 0; i < choices->count; i++) {
		const struct choice *choice = &choices->items[i];
		struct input_option *option = LIST_ADD(arena, &control->options);
		/* The first has the control's own name, so that the summary leads to it. */
		option->id = i ? arena_printf(arena, "%s-%zu", control->id, i + 1) : control->id;
		option->key = choice->key;
		option->label = choice->label;
		option->hint = choice->hint;
		option->hint_id = arena_printf(arena, "%s-%zu-hint", control->id, i + 1);
		option->number = choice->is_counted
					 ? words_integer(arena, page->words, choice->number)
					 : "";
		option->is_chosen = is_typed(form, control->name, choice->key);
	}
}

void input_line_html(struct page *page, const struct form *form, const char *name,
		     const char *traits, const char *label, const char *hint)
{
	struct input_control control = begin(page, form, name, traits, label, hint);

	input_one_line_html(page, &control);
}

void input_cell_html(struct page *page, const struct form *form, const char *name,
		     const char *traits, const char *label)
{
	struct input_control control = begin(page, form, name, traits, label, "");

	input_one_cell_html(page, &control);
}

void input_text_html(struct page *page, const struct form *form, const char *name,
		     const char *traits, const char *label, const char *hint)
{
	struct input_control control = begin(page, form, name, traits, label, hint);

	input_many_lines_html(page, &control);
}

void input_date_html(struct page *page, const struct form *form, const char *name,
		     const char *traits, const char *label, const char *hint)
{
	const char *example = words_say(page->words, SAY("For example, 15.03.2026"));
	struct input_control control = begin(
		page, form, name, traits, label,
		*hint ? arena_printf(page->arena, "%s %s", hint, example) : example);

	control.width = "medium";
	input_one_line_html(page, &control);
}

void input_file_html(struct page *page, const struct form *form, const char *name,
		     const char *accept, const char *label, const char *hint)
{
	struct input_control control = begin(page, form, name, "optional", label, hint);

	control.type = "file";
	control.accept = accept;
	control.is_multiple = strncmp(accept, "image/", 6) == 0;
	control.typed = "";
	input_one_line_html(page, &control);
}

void input_flag_html(struct page *page, const struct form *form, const char *name,
		     const char *label, const char *hint)
{
	struct input_control control = begin(page, form, name, "", label, hint);

	if (strcmp(control.typed, "0") == 0)
		control.typed = "";
	input_one_flag_html(page, &control);
}

void input_radios_html(struct page *page, const struct form *form, const char *name,
		       const char *traits, const char *label, const char *hint,
		       const struct choices *choices)
{
	struct input_control control = begin(page, form, name, traits, label, hint);

	control.type = "radio";
	add_options(page, &control, form, choices);
	input_several_options_html(page, &control);
}

void input_boxes_html(struct page *page, const struct form *form, const char *name,
		      const char *traits, const char *label, const char *hint,
		      const struct choices *choices)
{
	struct input_control control = begin(page, form, name, traits, label, hint);

	control.type = "checkbox";
	add_options(page, &control, form, choices);
	input_several_options_html(page, &control);
}

void input_select_html(struct page *page, const struct form *form, const char *name,
		       const char *traits, const char *label, const char *hint,
		       const struct choices *choices)
{
	struct input_control control = begin(page, form, name, traits, label, hint);

	if (!has_trait(traits, "given"))
		*LIST_ADD(page->arena, &control.options) = (struct input_option){
			.key = "",
			.label = words_say(page->words, has_trait(traits, "filter") ? SAY("All")
							: control.is_optional ? SAY("Not chosen")
									      : SAY("Choose")),
			.number = ""};
	add_options(page, &control, form, choices);
	input_list_of_options_html(page, &control);
}
