#include "issue_walk.h"

#include "finder.h"

void issue_walk_begin(struct issue_walk *walk, const struct issue_filter *filter)
{
	*walk = (struct issue_walk){.filter = *filter};
}

static void look(struct issue_walk *walk, struct db *db)
{
	struct finding finding = finder_find(db, &walk->filter, COUNT(walk->ids));

	memcpy(walk->ids, finding.ids, finding.id_count * sizeof(*walk->ids));
	walk->count = finding.id_count;
	walk->next = 0;
	walk->is_last = !finding.has_more;
}

bool issue_walk_next(struct issue_walk *walk, struct db *db, struct issue *issue)
{
	while (db_outcome(db) == OK) {
		if (walk->next == walk->count && walk->is_last)
			return false;
		if (walk->next == walk->count)
			look(walk, db);
		if (walk->next == walk->count)
			return false;
		if (issue_find_id(db, walk->ids[walk->next++], walk->filter.now, issue) != OK)
			continue; /* cannot be within a snapshot; else it is no longer public */
		if (walk->next == walk->count)
			issue_filter_go_behind(&walk->filter, issue);
		return true;
	}
	return false;
}
