/*
 * viewer.h - from a person's row to what access.h asks: the roles held where the request points.
 */
#pragma once

#include "access.h"
#include "db.h"

/*
 * Fill *viewer for that person in that community: the roles held there and those held everywhere.
 * Outside communities (community_id 0) every role held anywhere counts, because the account pages
 * are for whoever has one; what an administrator manages there is person_is_managed()'s to say.
 * person_id 0 gives nobody: ROLE_RESIDENT alone. A disabled person is nobody too. Texts live in db's
 * arena.
 */
void viewer_load(struct db *db, int64_t person_id, int64_t community_id, struct viewer *viewer);
