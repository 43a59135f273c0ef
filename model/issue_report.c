/*
 * issue_report.c - what an issue has to say of itself before it is taken, whoever brings it.
 *
 * One table of fields serves the resident's form, staff's form and the importer (the Open311 door too,
 * once it stands), and the same rules join them and ask the database.
 */
#include "area.h"
#include "base/text.h"
#include "base/unicode.h"
#include "category.h"
#include "community.h"
#include "issue_read.h"
#include "organisation.h"

#define TITLE_MAXIMUM   120 /* characters */
#define TITLE_FROM_TEXT 80  /* of the text, when no title is typed */

#define REPORT(member) offsetof(struct issue_report, member)

/* clang-format off: one line a field */
#define RESIDENT_FIELDS                                                                          \
	{.name = "category",                                                                     \
	 .kind = FIELD_LINE,                                                                     \
	 .is_required = true,                                                                    \
	 .most = 40,                                                                             \
	 .offset = REPORT(category)},                                                            \
		{.name = "title",                                                                \
		 .kind = FIELD_LINE,                                                             \
		 .most = TITLE_MAXIMUM,                                                          \
		 .offset = REPORT(title)},                                                       \
		{.name = "text",                                                                 \
		 .kind = FIELD_TEXT,                                                             \
		 .is_required = true,                                                            \
		 .least = 5,                                                                     \
		 .most = 4000,                                                                   \
		 .offset = REPORT(text)},                                                        \
		{.name = "area", .kind = FIELD_LINE, .most = 120, .offset = REPORT(area)},       \
		{.name = "place", .kind = FIELD_LINE, .most = 200, .offset = REPORT(place)},     \
		{.name = "lat",                                                                  \
		 .kind = FIELD_DECIMAL,                                                          \
		 .least = 44,                                                                    \
		 .most = 53,                                                                     \
		 .offset = REPORT(latitude)},                                                    \
		{.name = "long",                                                                 \
		 .kind = FIELD_DECIMAL,                                                          \
		 .least = 22,                                                                    \
		 .most = 41,                                                                     \
		 .offset = REPORT(longitude)},                                                   \
		{.name = "contact_name",                                                         \
		 .kind = FIELD_LINE,                                                             \
		 .most = 120,                                                                    \
		 .offset = REPORT(contact_name)},                                                \
		{.name = "contact_phone", .kind = FIELD_PHONE, .offset = REPORT(contact_phone)}, \
	{                                                                                        \
		.name = "contact_email", .kind = FIELD_EMAIL, .offset = REPORT(contact_email)    \
	}

const struct field issue_report_fields[] = {RESIDENT_FIELDS, {0}};

const struct field issue_entry_fields[] = {
	RESIDENT_FIELDS,
	{.name = "source", .kind = FIELD_LINE, .most = 20, .offset = REPORT(source)},
	{.name = "received", .kind = FIELD_MOMENT, .offset = REPORT(received)},
	{.name = "responsible", .kind = FIELD_INTEGER, .offset = REPORT(organisation_id)},
	{.name = "due", .kind = FIELD_DATE, .offset = REPORT(due)},
	{.name = "link", .kind = FIELD_FLAG, .offset = REPORT(wants_link)},
	{.name = "publish_not_before", .kind = FIELD_MOMENT, .offset = REPORT(publish_not_before)},
	{0},
};
/* clang-format on */

/* ------------------------------------------------------------------ checks */

static bool is_source(const char *source)
{
	static const char *const sources[] = {"resident", "meeting", "police", "starosta",
					      "call",     "letter",  "visit",  "import"};

	for (size_t i = 0; i < COUNT(sources); i++)
		if (strcmp(sources[i], source) == 0)
			return true;
	return false;
}

static void check_category(struct change *change, struct form *form,
			   const struct issue_report *report, struct category *category)
{
	if (category_find(&change->db, report->category, category) != OK)
		form_fault_with(form, (struct fault){.field = "category",
						     .kind = FAULT_UNKNOWN,
						     .detail = report->category});
	else if (!category->takes_reports)
		form_fault_with(form, (struct fault){.field = "category",
						     .kind = FAULT_REDIRECT_ONLY,
						     .detail = category->call});
}

/* An area by its row, as the form sends it, or by its name, as an import does. */
static void check_area(struct change *change, struct form *form, struct issue_report *report)
{
	struct area area;
	const char *typed = text_or_empty(report->area);
	enum outcome outcome = NOT_FOUND;

	if (!report->area_id && !*typed)
		return;
	if (report->area_id || strspn(typed, "0123456789") == strlen(typed))
		outcome = community_find_area(
			&change->db, change->community_id,
			report->area_id ? report->area_id : strtoll(typed, NULL, 10), &area);
	else
		outcome = area_find_named(&change->db, change->community_id, typed, &area);
	if (outcome == OK)
		report->area_id = area.id;
	else
		form_fault_with(
			form,
			(struct fault){.field = "area", .kind = FAULT_UNKNOWN, .detail = typed});
}

static void check_point(struct form *form, struct issue_report *report)
{
	bool has_latitude = *form_typed(form, "lat"), has_longitude = *form_typed(form, "long");

	if (has_latitude != has_longitude)
		form_fault(form, has_latitude ? "long" : "lat", FAULT_MISSING);
	else if (has_latitude)
		report->has_point = true;
}

static void check_place(struct form *form, const struct issue_report *report)
{
	if (!report->area_id && !*text_or_empty(report->place) && !report->has_point &&
	    !report->is_place_hidden)
		form_fault(form, "place", FAULT_MISSING);
}

static void check_staff_part(struct change *change, struct form *form,
			     const struct issue_report *report)
{
	struct organisation organisation;

	if (*text_or_empty(report->source) && !is_source(report->source))
		form_fault_with(form, (struct fault){.field = "source",
						     .kind = FAULT_UNKNOWN,
						     .detail = report->source});
	if (report->received > change->now)
		form_fault(form, "received", FAULT_DATE_FUTURE);
	if (report->organisation_id &&
	    organisation_find(&change->db, change->community_id, report->organisation_id,
			      &organisation) != OK)
		form_fault(form, "responsible", FAULT_UNKNOWN);
	if (date_is_set(report->due) &&
	    date_compare(report->due, date_of(report->received ? report->received : change->now)) <
		    0)
		form_fault(form, "due", FAULT_DATE_ORDER);
}

/* The first line of the text, as far as it makes a title. */
static const char *title_of(struct arena *arena, const char *text)
{
	return unicode_shorten(arena, arena_bytes(arena, text, strcspn(text, "\n")),
			       TITLE_FROM_TEXT);
}

enum outcome issue_report_check(struct change *change, struct form *form,
				struct issue_report *report, struct category *category)
{
	report->category = text_or_empty(report->category);
	report->text = text_or_empty(report->text);
	report->place = text_or_empty(report->place);
	check_category(change, form, report, category);
	check_area(change, form, report);
	check_point(form, report);
	check_place(form, report);
	check_staff_part(change, form, report);
	if (!*text_or_empty(report->title))
		report->title = title_of(change->db.arena, report->text);
	return form->faults.count ? INVALID : db_outcome(&change->db);
}
