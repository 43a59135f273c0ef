/* What was typed into a form whose session had ended: shown after signing in, to be sent again. */
#include "model/kept_form.h"
#include "server/cookie.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/problem.h"

enum outcome kept_page(struct request *request)
{
	const char *token = cookie_kept(request);
	struct kept_form kept;
	enum outcome outcome = token ? kept_form_find(request->db, token, request->now, &kept)
				     : NOT_FOUND;

	if (outcome != OK)
		return outcome;
	problem_resend(request, kept.path, &kept.pairs);
	return page_end(request);
}
