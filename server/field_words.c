#include "field_words.h"

#include "model/base/unicode.h"
#include "model/category.h"
#include "model/community.h"
#include "model/indicator.h"
#include "model/issue.h"
#include "model/organisation.h"
#include "model/state.h"
#include "page.h"
#include "pages/issue_view.h"
#include "templates/report_words.h"

static const struct {
	const char *name, *label;
} labels[] = {
	{"title", SAY("A heading")},
	{"text", SAY("Text")},
	{"category", SAY("Kind")},
	{"area", SAY("Settlement")},
	{"place", SAY("Street or landmark")},
	{"lat", SAY("Latitude")},
	{"long", SAY("Longitude")},
	{"precision", SAY("What the public learns of the place")},
	{"contact_name", SAY("Name")},
	{"contact_phone", SAY("Phone")},
	{"contact_email", SAY("E-mail")},
	{"contact", SAY("Telephone or e-mail, whole")},
	{"source", SAY("How it was told")},
	{"received", SAY("When it was told")},
	{"responsible", SAY("Responsible body")},
	{"due", SAY("Target date")},
	{"publish_not_before", SAY("Do not publish before")},
	{"note", SAY("Note for everybody")},
	{"internal_note", SAY("Internal note")},
	{"reason", SAY("Reason")},
	{"evidence", SAY("Evidence")},
	{"duplicate_of", SAY("Number of the main issue")},
	{"confirmed_by", SAY("Confirmed by")},
	{"meeting_number", SAY("Number of the meeting")},
	{"meeting_on", SAY("Date of the meeting")},
	{"starosta", SAY("Which starosta")},
	{"review_on", SAY("To be looked at again")},
	{"to", SAY("Step to")},
	{"state", SAY("State")},
	{"name", SAY("Name")},
	{"login", SAY("Login")},
	{"post", SAY("Post")},
	{"role", SAY("Role")},
	{"community", SAY("Hromada")},
	{"kind", SAY("Kind of report")},
	{"from", SAY("From")},
	{"basis", SAY("What the figures cover")},
	{"unit", SAY("Police unit")},
	{"author_post", SAY("Post of the author")},
	{"territory", SAY("Hromadas the report speaks of")},
	{"summary", SAY("Three to five sentences")},
	{"definition", SAY("What exactly is counted, in Ukrainian")},
	{"is_break_meant", SAY("I change what is counted, and know that comparisons break")},
};

static const char *say(const struct request *request, const char *sentence)
{
	return words_say(page_words(request), sentence);
}

/* "figure.theft.note": of the indicator "theft". */
static const char *figure_label(const struct request *request, const char *name)
{
	struct indicators indicators = indicator_all(request->db);
	const char *key = arena_bytes(request->arena, name, strcspn(name, "."));
	const struct indicator *indicator = indicator_find(&indicators, key);

	return indicator ? indicator_name(indicator, request->language) : key;
}

/* What shows that the step being taken was taken is a letter's number. */
static bool is_letter_asked(const struct request *request)
{
	int to = state_find(pairs_value(&request->form, "to"));

	return to >= 0 && state_facts((enum state)to)->is_by_letter;
}

const char *field_words_label(const struct request *request, const char *name)
{
	/* A report's last day and a step share a name. */
	if (strcmp(name, "to") == 0 && pairs_find(&request->form, "from"))
		return say(request, SAY("To, this day included"));
	if (strcmp(name, "evidence") == 0 && is_letter_asked(request))
		return say(request, SAY("Outgoing number"));
	if (strncmp(name, "section.", 8) == 0)
		return report_words_part(page_words(request), name + 8);
	if (strncmp(name, "figure.", 7) == 0)
		return figure_label(request, name + 7);
	for (size_t i = 0; i < COUNT(labels); i++)
		if (strcmp(labels[i].name, name) == 0)
			return say(request, labels[i].label);
	return "";
}

/* ------------------------------------------------------------------ values */

static const char *precision_name(const struct request *request, const char *value)
{
	static const char *const names[] = {
		SAY("nothing"),
		SAY("the settlement"),
		SAY("the street, a point to 100 metres"),
		SAY("the exact place"),
	};
	size_t number = (size_t)strtoull(value, NULL, 10);

	return number < COUNT(names) ? say(request, names[number]) : value;
}

/* Who confirms is a key where it was chosen; words stand as they are. */
static const char *confirmer(const struct request *request, const char *value)
{
	static const struct {
		const char *key, *name;
	} names[] = {
		{CONFIRMER_MEETING, SAY("a meeting of the group")},
		{CONFIRMER_REPORTER, SAY("the reporter")},
		{CONFIRMER_STAROSTA, SAY("the starosta")},
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i].key, value) == 0)
			return say(request, names[i].name);
	return value;
}

static const char *named(const struct request *request, const struct community *community,
			 const char *name, const char *value)
{
	int64_t id = strtoll(value, NULL, 10);
	struct organisation organisation;
	struct category category;
	struct area area;

	if (strcmp(name, "category") == 0 && category_find(request->db, value, &category) == OK)
		return category_name(&category, request->language);
	if (!community)
		return value;
	if (strcmp(name, "area") == 0 &&
	    community_find_area(request->db, community->id, id, &area) == OK)
		return area_title(request->arena, area.kind, area.name);
	if (strcmp(name, "responsible") == 0 &&
	    organisation_find(request->db, community->id, id, &organisation) == OK)
		return organisation.name;
	return value;
}

const char *field_words_value(const struct request *request, const struct community *community,
			      const char *name, const char *value)
{
	if (!*value)
		return "";
	if (strcmp(name, "precision") == 0)
		return precision_name(request, value);
	if ((strcmp(name, "to") == 0 || strcmp(name, "state") == 0) && state_find(value) >= 0)
		return issue_view_state(request, value);
	if (strcmp(name, "confirmed_by") == 0)
		return confirmer(request, value);
	if (strcmp(name, "reason") == 0)
		return issue_view_reason(request, value);
	if (strcmp(name, "source") == 0 && *issue_view_source(request, value))
		return issue_view_source(request, value);
	return named(request, community, name, value);
}
