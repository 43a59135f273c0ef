#include "answer_template.h"

#include "audit.h"
#include "base/embed.h"
#include "base/text.h"
#include "category.h"
#include "state.h"

EMBED(answers_file, "model/data/answers.tsv");

#define ENTRY(member) offsetof(struct answer_entry, member)

const struct field answer_entry_fields[] = {
	{.name = "state",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = 20,
	 .offset = ENTRY(state)},
	{.name = "category", .kind = FIELD_LINE, .most = 40, .offset = ENTRY(category)},
	{.name = "name",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = 80,
	 .offset = ENTRY(name)},
	{.name = "text",
	 .kind = FIELD_TEXT,
	 .is_required = true,
	 .most = 2000,
	 .offset = ENTRY(text)},
	{.name = "was", .kind = FIELD_TEXT, .most = 2000, .offset = ENTRY(was)},
	{0},
};

#define SELECT                                                                 \
	"SELECT t.id, t.state, coalesce(t.category, ''), coalesce(k.uk, ''), " \
	"coalesce(k.en, ''), t.name, t.text FROM answer_template t "           \
	"LEFT JOIN category k ON k.key = t.category WHERE t.community_id = $1"

static struct answer_template read_answer(struct rows *rows)
{
	return (struct answer_template){
		.id = rows_int(rows, 0),
		.state = rows_text(rows, 1),
		.category = rows_text(rows, 2),
		.category_uk = rows_text(rows, 3),
		.category_en = rows_text(rows, 4),
		.name = rows_text(rows, 5),
		.text = rows_text(rows, 6),
	};
}

static struct answer_templates read_answers(struct db *db, struct rows rows)
{
	struct answer_templates answers = {0};

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &answers) = read_answer(&rows);
	return answers;
}

/* The table's order of states; within one as they were read. */
static int by_state(const void *first, const void *second)
{
	const struct answer_template *a = first, *b = second;
	int order = state_find(a->state) - state_find(b->state);

	if (order)
		return order;
	order = strcmp(a->category, b->category);
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

struct answer_templates answer_template_list(struct db *db, int64_t community_id)
{
	struct answer_templates answers = read_answers(
		db, db_rows(db, SELECT " ORDER BY t.id", ARGS(INT(community_id))));

	if (answers.count)
		qsort(answers.items, answers.count, sizeof(*answers.items), by_state);
	return answers;
}

struct answer_templates answer_template_fitting(struct db *db, int64_t community_id,
						const char *state, const char *category)
{
	return read_answers(
		db, db_rows(db,
			    SELECT " AND t.state = $2 AND (t.category IS NULL OR t.category = $3) "
				   "ORDER BY t.category IS NULL, t.id",
			    ARGS(INT(community_id), TEXT(state), TEXT(category))));
}

enum outcome answer_template_find(struct db *db, int64_t community_id, int64_t id,
				  struct answer_template *answer)
{
	struct rows rows = db_rows(db, SELECT " AND t.id = $2", ARGS(INT(community_id), INT(id)));

	if (!rows_next(&rows))
		return db_missing(db);
	*answer = read_answer(&rows);
	rows_end(&rows);
	return OK;
}

/* ------------------------------------------------------------------ writing */

static enum outcome check(struct change *change, struct form *form, int64_t id,
			  const struct answer_entry *entry)
{
	int state = state_find(text_or_empty(entry->state));
	struct category category;

	if (state <= STATE_NEW)
		form_fault(form, "state", FAULT_UNKNOWN);
	if (*text_or_empty(entry->category) &&
	    category_find(&change->db, entry->category, &category) != OK)
		form_fault(form, "category", FAULT_UNKNOWN);
	if (db_int(&change->db,
		   "SELECT id FROM answer_template WHERE community_id = $1 AND state = $2 AND "
		   "coalesce(category, '') = $3 AND name = $4 AND id <> $5",
		   ARGS(INT(change->community_id), TEXT(text_or_empty(entry->state)),
			TEXT(text_or_empty(entry->category)), TEXT(text_or_empty(entry->name)),
			INT(id)),
		   0))
		form_fault(form, "name", FAULT_TAKEN);
	return form->faults.count ? INVALID : db_outcome(&change->db);
}

static enum outcome note(struct change *change, const char *action, int64_t id)
{
	return audit_add(change, action,
			 arena_printf(change->db.arena, "answer %lld", (long long)id), "", "");
}

static enum outcome insert(struct change *change, int64_t community_id,
			   const struct answer_entry *entry, int64_t *id)
{
	return change_insert(
		change,
		"INSERT INTO answer_template (community_id, state, category, name, text) "
		"VALUES ($1, $2, $3, $4, $5) RETURNING id",
		ARGS(INT(community_id), TEXT(entry->state), TEXT_OR_NONE(entry->category),
		     TEXT(entry->name), TEXT(entry->text)),
		id);
}

enum outcome answer_template_add(struct change *change, struct form *form,
				 const struct answer_entry *entry, int64_t *id)
{
	enum outcome outcome = check(change, form, 0, entry);

	if (outcome == OK)
		outcome = insert(change, change->community_id, entry, id);
	return outcome == OK ? note(change, "answer add", *id) : outcome;
}

enum outcome answer_template_change(struct change *change, struct form *form, int64_t id,
				    const struct answer_entry *entry)
{
	struct answer_template there;
	enum outcome outcome = answer_template_find(&change->db, change->community_id, id, &there);

	if (outcome != OK)
		return outcome;
	if (*text_or_empty(entry->was) && strcmp(entry->was, there.text) != 0)
		form_fault_with(form, (struct fault){.field = "text",
						     .kind = FAULT_CHANGED_MEANWHILE,
						     .detail = there.text});
	outcome = check(change, form, id, entry);
	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE answer_template SET state = $2, category = $3, "
				     "name = $4, text = $5 WHERE id = $1",
				     ARGS(INT(id), TEXT(entry->state),
					  TEXT_OR_NONE(entry->category), TEXT(entry->name),
					  TEXT(entry->text)));
	return outcome == OK ? note(change, "answer change", id) : outcome;
}

enum outcome answer_template_remove(struct change *change, int64_t id)
{
	struct answer_template there;
	enum outcome outcome = answer_template_find(&change->db, change->community_id, id, &there);

	if (outcome == OK)
		outcome = change_run(change, "DELETE FROM answer_template WHERE id = $1",
				     ARGS(INT(id)));
	return outcome == OK ? note(change, "answer remove", id) : outcome;
}

/* ------------------------------------------------------------------ to begin with */

/* A line of the file: state, category, name and text between tabs. */
static enum outcome load_line(struct change *change, int64_t community_id, char *line)
{
	struct answer_entry entry = {.state = strsep(&line, "\t")};
	int64_t id;

	entry.category = strsep(&line, "\t");
	entry.name = strsep(&line, "\t");
	entry.text = line;
	return entry.text ? insert(change, community_id, &entry, &id) : BROKEN;
}

enum outcome answer_template_load(struct change *change, int64_t community_id)
{
	char *rest = arena_bytes(change->db.arena, answers_file,
				 (size_t)(answers_file_end - answers_file)),
	     *line;
	enum outcome outcome = OK;

	if (db_int(&change->db, "SELECT count(*) FROM answer_template WHERE community_id = $1",
		   ARGS(INT(community_id)), 0))
		return OK;
	strsep(&rest, "\n"); /* the header */
	while (outcome == OK && (line = strsep(&rest, "\n")))
		if (*line)
			outcome = load_line(change, community_id, line);
	return outcome == OK ? audit_add(change, "answer load",
					 arena_printf(change->db.arena, "community %lld",
						      (long long)community_id),
					 "", "")
			     : outcome;
}

bool answer_has_hole(const char *text)
{
	return text && strstr(text, ANSWER_HOLE);
}
