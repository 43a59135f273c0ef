/*
 * A form of every kind of field, typed as "name=value" lines. What form_read accepts is clean and
 * within its limits; what it refuses has a fault that can be shown.
 */
#include "tests/fuzz/fuzz.h"

#include "model/codifier.h"
#include "model/form.h"
#include "model/number.h"
#include "model/state.h"

struct sheet {
	const char *line, *text, *raw, *phone, *email;
	int64_t integer, moment;
	double decimal;
	struct date date;
	int choice;
	bool flag;
	struct texts list;
};

#define MEMBER(name_) .name = #name_, .offset = offsetof(struct sheet, name_)

static const struct field fields[] = {
	{MEMBER(line), .kind = FIELD_LINE, .least = 3, .most = 10, .is_required = true},
	{MEMBER(text), .kind = FIELD_TEXT, .most = 20},
	{MEMBER(raw), .kind = FIELD_RAW, .least = 2},
	{MEMBER(phone), .kind = FIELD_PHONE},
	{MEMBER(email), .kind = FIELD_EMAIL},
	{MEMBER(integer), .kind = FIELD_INTEGER, .least = -5, .most = 1000000},
	{MEMBER(moment), .kind = FIELD_MOMENT},
	{MEMBER(decimal), .kind = FIELD_DECIMAL, .least = 22, .most = 53},
	{MEMBER(date), .kind = FIELD_DATE},
	{MEMBER(choice), .kind = FIELD_CHOICE, .choice = state_find},
	{MEMBER(flag), .kind = FIELD_FLAG},
	{MEMBER(list), .kind = FIELD_LIST, .most = 5},
	{0}};

static void look_at_text(struct arena *arena, const char *text, size_t most)
{
	size_t length = strlen(text);

	MUST(unicode_is_valid(text, length));
	MUST(unicode_length(text) <= most);
	MUST(strcmp(unicode_clean(arena, text, length, MANY_LINES), text) == 0);
}

static void look_at_sheet(struct arena *arena, const struct sheet *sheet)
{
	look_at_text(arena, sheet->line, 10);
	look_at_text(arena, sheet->text, 20);
	look_at_text(arena, sheet->phone, 16);
	look_at_text(arena, sheet->email, 254);
	MUST(!*sheet->phone || (*sheet->phone == '+' && strlen(sheet->phone) > 8));
	MUST(!*sheet->email || strchr(sheet->email, '@'));
	MUST(sheet->integer >= -5 && sheet->integer <= 1000000);
	MUST(sheet->decimal >= 22 && sheet->decimal <= 53);
	MUST(sheet->choice >= 0 && sheet->choice < STATE_COUNT);
	for (size_t i = 0; i < sheet->list.count; i++)
		look_at_text(arena, sheet->list.items[i], 5);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *rest = arena_bytes(arena, bytes, size), *line;
	struct pairs pairs = {0};
	struct sheet sheet = {.decimal = 22};
	struct territory territory;
	struct form form;
	int64_t scaled = INT64_MAX;

	if (number_read(rest, &scaled) == FAULT_NONE)
		MUST(scaled > -1000000000000000000 && scaled < 1000000000000000000);
	else
		MUST(scaled == INT64_MAX);
	MUST(codifier_find(arena, rest, &territory) != OK || codifier_is_code(territory.code));
	while ((line = strsep(&rest, "\n"))) {
		const char *name = strsep(&line, "=");
		pairs_add(arena, &pairs, name, line ? line : "");
	}
	form = form_begin(arena, &pairs);
	if (form_read(&form, fields, &sheet) == OK)
		look_at_sheet(arena, &sheet);
	else
		MUST(form.faults.count > 0);
	for (size_t i = 0; i < form.faults.count; i++) {
		const struct fault *fault = &form.faults.items[i];
		MUST(fault->kind > FAULT_NONE && fault->kind < FAULT_KIND_COUNT);
		MUST(form_fault_of(&form, fault->field));
		MUST(!fault->detail || unicode_scrub(arena, fault->detail) == fault->detail);
		form_typed(&form, fault->field);
	}
	return 0;
}
