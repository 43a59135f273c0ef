/* poruch person add - an account, with a one-time link or (for scripts) a password. */
#include "model/person.h"
#include "model/base/secret.h"
#include "model/installation.h"
#include "model/one_time_link.h"
#include "model/password.h"
#include "server/settings.h"
#include "server/work.h"

/* The first line of stdin, which may lack its end; NULL when there is none or it is too long for a
   password. */
static const char *password_line(struct arena *arena)
{
	char line[PASSWORD_MOST * 4 + 2];
	size_t length;

	if (!fgets(line, sizeof(line), stdin))
		return NULL;
	length = strcspn(line, "\r\n");
	return line[length] || feof(stdin) ? arena_bytes(arena, line, length) : NULL;
}

static enum outcome set_password(struct change *change, struct form *form, const char *password,
				 const char *login, int64_t id)
{
	struct installation installation;
	const char *hash;
	enum outcome outcome = installation_find(&change->db, &installation);

	if (outcome == OK)
		outcome = password_check(form, "password", password, login, installation.is_demo);
	if (outcome == OK)
		outcome = secret_password_hash(change->db.arena, password, &hash);
	return outcome == OK ? person_set_password(change, id, hash, 0) : outcome;
}

/* What was named on the command line, added. *token is "" when a password was set. */
static enum outcome add(struct change *change, struct form *form, const struct person_entry *entry,
			const char *password, const char **token)
{
	int64_t id;
	enum outcome outcome = person_add(change, form, entry, &id);

	if (outcome != OK)
		return outcome;
	if (password)
		return set_password(change, form, password, entry->login, id);
	return one_time_link_add(change, id, token);
}

static int person_run(const struct invocation *invocation)
{
	struct form form = form_begin(invocation->arena, &invocation->flags);
	const char *password = NULL, *token = "";
	struct person_entry entry = {0};
	struct work work;
	enum outcome outcome;
	int status;

	if (strcmp(invocation->words.items[0], "add") != 0)
		return command_misused("there is no 'person %s'; there is 'person add'",
				       invocation->words.items[0]);
	if (form_read(&form, person_fields, &entry) != OK)
		return work_misused(invocation, &form);
	if (pairs_find(&invocation->flags, "password-stdin")) {
		password = password_line(invocation->arena);
		if (!password)
			return command_misused("no password on the first line of stdin");
	}
	status = work_begin(invocation, &work);
	if (status != EXIT_SUCCESS)
		return status;
	outcome = add(&work.change, &form, &entry, password, &token);
	status = work_finish(&work, outcome == OK ? EXIT_SUCCESS : work_faulty(invocation, &form));
	if (status == EXIT_SUCCESS && *token)
		printf("%s/account/link/%s\n", invocation->settings->public_url, token);
	return status;
}

static const struct command_flag person_flags[] = {{"role", true},
						   {"community", true},
						   {"login", true},
						   {"name", true},
						   {"post", true},
						   {"password-stdin", false},
						   {0}};

const struct command person_command = {
	.name = "person",
	.usage = "add --role ROLE [--community SLUG] --login LOGIN --name NAME [--password-stdin]",
	.meaning = "add an account and print a one-time link for it",
	.flags = person_flags,
	.least_words = 1,
	.most_words = 1,
	.run = person_run,
};
