/* poruch init - a data folder with one hromada and a way in for its first administrator. */
#include "model/answer_template.h"
#include "model/category.h"
#include "model/community.h"
#include "model/indicator.h"
#include "model/installation.h"
#include "model/one_time_link.h"
#include "model/person.h"
#include "server/settings.h"
#include "server/work.h"

#define FIRST_LOGIN "admin"

/* The folder's first rows. */
static enum outcome fill(const struct invocation *invocation, struct change *change,
			 struct form *form, struct community *community, const char **token)
{
	const char *name = pairs_value(&invocation->flags, "name");
	struct community_entry entry = {.katottg = invocation->words.items[0],
					.slug = pairs_find(&invocation->flags, "slug"),
					.short_name = *name ? name : NULL,
					.precision_cap = 3};
	struct person_entry first = {
		.login = FIRST_LOGIN, .name = "Адміністратор", .role = ROLE_ADMIN};
	int64_t id, person_id;
	enum outcome outcome = installation_make(
		change, installation_authority(invocation->arena, invocation->settings->public_url),
		false);

	if (outcome == OK)
		outcome = category_load(change);
	if (outcome == OK)
		outcome = indicator_load(change);
	if (outcome == OK)
		outcome = community_add(change, form, &entry, &id);
	if (outcome == OK)
		outcome = community_find_id(&change->db, id, community);
	if (outcome == OK)
		outcome = answer_template_load(change, id);
	if (outcome == OK)
		outcome = person_add(change, form, &first, &person_id);
	return outcome == OK ? one_time_link_add(change, person_id, token) : outcome;
}

static void tell(const struct invocation *invocation, const struct community *community,
		 const char *token)
{
	const char *url = invocation->settings->public_url;

	/* Kyiv lies in no raion and no oblast. */
	printf("%s%s%s%s%s: %s/%s/\n\n", community->name, *community->raion ? ", " : "",
	       community->raion, *community->oblast ? ", " : "", community->oblast, url,
	       community->slug);
	printf("The first administrator is '" FIRST_LOGIN "' and sets a password here, once, "
	       "within 24 hours:\n%s/account/link/%s\n\n",
	       url, token);
	printf("Feeds will be known by the name '%s' for ever. If that is not where the service\n"
	       "will be found, remove '%s' and say so now: --public-url https://...\n",
	       installation_authority(invocation->arena, url), invocation->settings->data);
}

static int init_run(const struct invocation *invocation)
{
	struct form form = form_begin(invocation->arena, &invocation->flags);
	const char *token = "";
	struct community community = {.name = "", .raion = "", .oblast = "", .slug = ""};
	struct work work;
	enum outcome outcome;
	int status;

	if (!installation_authority(invocation->arena, invocation->settings->public_url))
		return command_misused("'%s' is no public URL", invocation->settings->public_url);
	status = work_begin_new(invocation, &work);
	if (status != EXIT_SUCCESS)
		return status;
	outcome = fill(invocation, &work.change, &form, &community, &token);
	status = work_finish(&work, outcome == OK ? EXIT_SUCCESS : work_faulty(invocation, &form));
	if (status == EXIT_SUCCESS)
		tell(invocation, &community, token);
	return status;
}

static const struct command_flag init_flags[] = {{"slug", true}, {"name", true}, {0}};

const struct command init_command = {
	.name = "init",
	.usage = "KATOTTG [--slug SLUG] [--name NAME]",
	.meaning = "make the data folder with one hromada",
	.flags = init_flags,
	.least_words = 1,
	.most_words = 1,
	.run = init_run,
};
