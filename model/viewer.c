#include "viewer.h"

static const struct viewer nobody = {
	.login = "", .name = "", .roles = (uint32_t)1 << ROLE_RESIDENT};

void viewer_load(struct db *db, int64_t person_id, int64_t community_id, struct viewer *viewer)
{
	struct rows rows;

	*viewer = nobody;
	viewer->community_id = community_id;
	if (!person_id)
		return;
	rows = db_rows(db,
		       "SELECT login, name, organisation_id FROM person"
		       " WHERE id = $1 AND disabled_at IS NULL",
		       ARGS(INT(person_id)));
	if (!rows_next(&rows))
		return;
	viewer->person_id = person_id;
	viewer->login = rows_text(&rows, 0);
	viewer->name = rows_text(&rows, 1);
	viewer->organisation_id = rows_int(&rows, 2);
	rows_end(&rows);
	rows = db_rows(db, "SELECT role, community_id FROM role_grant WHERE person_id = $1",
		       ARGS(INT(person_id)));
	while (rows_next(&rows)) {
		int role = role_find(rows_text(&rows, 0));
		int64_t held_in = rows_int(&rows, 1);

		if (role >= 0 && (!held_in || !community_id || held_in == community_id))
			viewer->roles |= (uint32_t)1 << role;
	}
}
