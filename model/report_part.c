#include "report_part.h"

#include "base/secret.h"
#include "base/text.h"
#include "report_read.h"

#define PRINT_LENGTH 8 /* hexadecimal digits of a field's fingerprint */
#define SEEN_MOST    ((size_t)64 << 10)

bool report_part_has(enum report_part_kind part, const char *field)
{
	static const char *const period[] = {"kind", "from",        "to",       "basis",
					     "unit", "author_post", "territory"};

	switch (part) {
	case REPORT_PART_FIGURES: return strncmp(field, "figure.", 7) == 0;
	case REPORT_PART_TEXTS:
		return strcmp(field, "summary") == 0 || strncmp(field, "section.", 8) == 0;
	default: break;
	}
	for (size_t i = 0; i < COUNT(period); i++)
		if (strcmp(field, period[i]) == 0)
			return true;
	return false;
}

/* ---------------------------------------------------------------- fingerprints */

/* All values of a name; days however they are written. */
static const char *value_of(struct arena *arena, const struct pairs *pairs, const char *name)
{
	struct text text = text_begin(arena, SEEN_MOST);
	struct date date;

	for (size_t i = 0; i < pairs->count; i++)
		if (strcmp(pairs->items[i].name, name) == 0)
			text_addf(&text, "%s%s", text.length ? "\n" : "", pairs->items[i].value);
	if ((strcmp(name, "from") == 0 || strcmp(name, "to") == 0) &&
	    date_read(text.bytes, &date) == OK)
		return date_iso(arena, date);
	return text.bytes;
}

/* Line ends are a browser's, not a change. */
static const char *print_of(struct arena *arena, const char *value)
{
	char *plain = arena_string(arena, value), *to = plain;

	for (const char *at = value; *at; at++)
		if (*at != '\r')
			*to++ = *at;
	*to = '\0';
	if (!*plain)
		return "";
	return arena_bytes(arena, secret_hash(arena, plain, strlen(plain)), PRINT_LENGTH);
}

/* The names of a part in a list, each once. */
static void names_add(struct arena *arena, struct texts *names, enum report_part_kind part,
		      const struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++) {
		const char *name = pairs->items[i].name;
		bool is_there = !report_part_has(part, name);

		for (size_t n = 0; n < names->count && !is_there; n++)
			is_there = strcmp(names->items[n], name) == 0;
		if (!is_there)
			*LIST_ADD(arena, names) = name;
	}
}

const char *report_part_seen(struct arena *arena, enum report_part_kind part,
			     const struct pairs *shown)
{
	struct text seen = text_begin(arena, SEEN_MOST);
	struct texts names = {0};

	names_add(arena, &names, part, shown);
	text_add(&seen, "seen");
	for (size_t i = 0; i < names.count; i++)
		text_addf(&seen, " %s:%s", names.items[i],
			  print_of(arena, value_of(arena, shown, names.items[i])));
	return seen.bytes;
}

/* The fingerprint of a field in what was seen; "" of one that was empty. */
static const char *print_seen(struct arena *arena, const char *seen, const char *name)
{
	const char *sign = arena_printf(arena, " %s:", name);
	const char *at = strstr(seen, sign);

	if (!at)
		return "";
	at += strlen(sign);
	return arena_bytes(arena, at, strcspn(at, " "));
}

/* ---------------------------------------------------------------- saving */

/* What it takes to join what was typed and what stands there. */
struct joining {
	struct form *form;
	const struct pairs *present;
	const char *seen; /* "" when the sender does not say */
	struct pairs joined;
};

static void take(struct joining *joining, const struct pairs *from, const char *name)
{
	for (size_t i = 0; i < from->count; i++)
		if (strcmp(from->items[i].name, name) == 0)
			pairs_add(joining->form->arena, &joining->joined, name,
				  from->items[i].value);
}

/* OK, or a conflict told at the field. */
static enum outcome field_join(struct joining *joining, const char *name)
{
	struct arena *arena = joining->form->arena;
	const char *present = value_of(arena, joining->present, name);
	const char *now = print_of(arena, present);
	const char *seen = *joining->seen ? print_seen(arena, joining->seen, name) : now;
	const char *typed;

	if (!pairs_find(joining->form->typed, name)) {
		take(joining, joining->present, name);
		return OK;
	}
	typed = print_of(arena, value_of(arena, joining->form->typed, name));
	if (strcmp(now, seen) != 0 && strcmp(typed, seen) == 0) {
		take(joining, joining->present, name);
		return OK;
	}
	take(joining, joining->form->typed, name);
	if (strcmp(now, seen) == 0 || strcmp(typed, now) == 0)
		return OK;
	return form_fault_with(
		joining->form,
		(struct fault){.field = name, .kind = FAULT_CHANGED_MEANWHILE, .detail = present});
}

static enum outcome part_join(struct joining *joining, enum report_part_kind part)
{
	struct arena *arena = joining->form->arena;
	struct texts names = {0};
	enum outcome outcome = OK;

	for (size_t i = 0; i < joining->present->count; i++)
		if (!report_part_has(part, joining->present->items[i].name))
			pairs_add(arena, &joining->joined, joining->present->items[i].name,
				  joining->present->items[i].value);
	names_add(arena, &names, part, joining->present);
	names_add(arena, &names, part, joining->form->typed);
	for (size_t i = 0; i < names.count; i++)
		if (field_join(joining, names.items[i]) != OK)
			outcome = INVALID;
	return outcome;
}

enum outcome report_part_save(struct change *change, struct form *form, int64_t id,
			      enum report_part_kind part)
{
	struct report report;
	struct report_draft present, draft;
	struct pairs pairs;
	struct form whole;
	struct joining joining = {.form = form, .seen = form_typed(form, "seen")};
	enum outcome outcome = report_find(&change->db, change->community_id, id, &report);

	if (outcome != OK)
		return outcome;
	if (!report.open || report.state == REPORT_WITHDRAWN)
		return CONFLICT;
	present = report_form_draft(&change->db, &report);
	pairs = report_form_pairs(form->arena, &present);
	joining.present = &pairs;
	outcome = part_join(&joining, part);
	pairs_add(form->arena, &joining.joined, "revision",
		  arena_printf(form->arena, "%d", report.revision));
	whole = form_begin(form->arena, &joining.joined);
	if (report_form_read(&change->db, &whole, &draft) != OK)
		outcome = INVALID;
	if (outcome == OK)
		outcome = report_edit_save(change, &whole, id, &draft);
	for (size_t i = 0; i < whole.faults.count; i++)
		outcome = form_fault_with(form, whole.faults.items[i]);
	return outcome;
}
