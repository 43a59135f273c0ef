/* Who lately changed what. */
#include "model/audit.h"

#include "server/page.h"
#include "server/pages.h"
#include "templates/audit.html.h"

#define ON_A_PAGE 100

static int64_t number_of(const char *typed)
{
	return strspn(typed, "0123456789") == strlen(typed) ? strtoll(typed, NULL, 10) : 0;
}

enum outcome audit_page(struct request *request)
{
	const struct frame frame = {
		.title = SAY("Audit log"), .place = PLACE_ADMIN, .is_hidden = true};
	struct form form = form_begin(request->arena, &request->query);
	struct audit_filter filter = {.admin_id = request->viewer.person_id,
				      .actor = form_typed(&form, "actor"),
				      .subject = form_typed(&form, "subject"),
				      .before = number_of(form_typed(&form, "before")),
				      .most = ON_A_PAGE + 1};
	struct audit_lines lines = audit_list(request->db, &filter);
	int64_t more = 0;

	if (lines.count > ON_A_PAGE) {
		lines.count = ON_A_PAGE;
		more = lines.items[ON_A_PAGE - 1].id;
	}
	audit_html(page_begin_with(request, &frame), &lines, &form, more, filter.actor,
		   filter.subject);
	return page_end(request);
}
