#include "access.h"

#include "base/outcome.h"

#define MAY(permission) ((uint32_t)1 << (permission))

#define EVERYBODY (MAY(READ_PUBLIC) | MAY(REPORT_ISSUE) | MAY(SIGN_IN_OUT))
#define STAFF     (MAY(OWN_ACCOUNT) | MAY(READ_WORK))

static const struct {
	const char *key;
	uint32_t permissions; /* beyond EVERYBODY's, which all have */
} roles[ROLE_COUNT] = {
	[ROLE_RESIDENT] = {"resident", 0},
	[ROLE_ADMIN] = {"admin", STAFF | MAY(MANAGE_PEOPLE) | MAY(MANAGE_SETTINGS) |
					 MAY(READ_AUDIT) | MAY(READ_DRAFT_REPORT) |
					 MAY(READ_METRICS) | MAY(HANDLE_PERSONAL)},
	[ROLE_MODERATOR] = {"moderator", STAFF | MAY(MODERATE_ISSUE) | MAY(STEP_ISSUE) |
						 MAY(STEP_ISSUES) | MAY(READ_PRIVATE)},
	[ROLE_SECRETARY] = {"secretary",
			    STAFF | MAY(MODERATE_ISSUE) | MAY(ENTER_ISSUE) | MAY(STEP_ISSUE) |
				    MAY(STEP_ISSUES) | MAY(READ_PRIVATE) | MAY(WRITE_ANSWERS) |
				    MAY(HANDLE_PERSONAL) | MAY(READ_APPEALS) | MAY(WRITE_APPEALS) |
				    MAY(WRITE_QUESTION) | MAY(ANSWER_QUESTION) | MAY(JUDGE_ANSWER) |
				    MAY(PRESENT_REPORT)},
	[ROLE_CHAIR] = {"chair", STAFF | MAY(STEP_ISSUE) | MAY(STEP_ISSUES) | MAY(READ_APPEALS) |
					 MAY(WRITE_QUESTION) | MAY(JUDGE_ANSWER)},
	[ROLE_MEMBER] = {"member", STAFF},
	[ROLE_POLICE] = {"police", STAFF | MAY(ENTER_ISSUE) | MAY(STEP_ISSUE) |
					   MAY(READ_DRAFT_REPORT) | MAY(WRITE_REPORT) |
					   MAY(WRITE_QUESTION) | MAY(PRESENT_REPORT)},
	[ROLE_CHIEF] = {"chief", STAFF | MAY(STEP_ISSUE) | MAY(READ_DRAFT_REPORT) |
					 MAY(WRITE_REPORT) | MAY(PUBLISH_REPORT) |
					 MAY(PRESENT_REPORT)},
	[ROLE_STAROSTA] = {"starosta", STAFF | MAY(ENTER_ISSUE) | MAY(STEP_ISSUE)},
	[ROLE_WORKS] = {"works", STAFF | MAY(STEP_ISSUE)},
	[ROLE_OBSERVER] = {"observer", STAFF},
};

static const char *const permissions[PERMISSION_COUNT] = {
	[PERMISSION_NOBODY] = "nobody",
	[READ_PUBLIC] = "read public",
	[REPORT_ISSUE] = "report an issue",
	[SIGN_IN_OUT] = "sign in and out",
	[OWN_ACCOUNT] = "own account",
	[READ_WORK] = "read the queue",
	[MODERATE_ISSUE] = "moderate issues",
	[ENTER_ISSUE] = "enter issues for others",
	[STEP_ISSUE] = "move issues",
	[STEP_ISSUES] = "move many issues at once",
	[HANDLE_PERSONAL] = "handle personal data",
	[WRITE_ANSWERS] = "keep answers ready",
	[READ_APPEALS] = "read appeals",
	[WRITE_APPEALS] = "keep appeals",
	[READ_PRIVATE] = "read contacts",
	[READ_DRAFT_REPORT] = "read draft reports",
	[WRITE_REPORT] = "write reports",
	[PUBLISH_REPORT] = "publish reports",
	[PRESENT_REPORT] = "tell of hearings",
	[WRITE_QUESTION] = "write down questions",
	[ANSWER_QUESTION] = "write down answers",
	[JUDGE_ANSWER] = "judge answers",
	[MANAGE_PEOPLE] = "manage people",
	[MANAGE_SETTINGS] = "manage settings",
	[READ_AUDIT] = "read the audit log",
	[READ_METRICS] = "read figures of the service",
	[WRITE_WITH_KEY] = "a program's key",
};

const char *role_key(enum role role)
{
	return (unsigned)role < ROLE_COUNT ? roles[role].key : NULL;
}

int role_find(const char *key)
{
	for (int i = 0; i < ROLE_COUNT; i++)
		if (strcmp(roles[i].key, key) == 0)
			return i;
	return -1;
}

const char *permission_key(enum permission permission)
{
	return (unsigned)permission < PERMISSION_COUNT ? permissions[permission] : NULL;
}

bool role_may(enum role role, enum permission permission)
{
	if (permission <= PERMISSION_NOBODY || permission >= PERMISSION_COUNT)
		return false;
	return (EVERYBODY | roles[role].permissions) & MAY(permission);
}

bool viewer_is(const struct viewer *viewer, enum role role)
{
	return role == ROLE_RESIDENT || (viewer->roles & ((uint32_t)1 << role));
}

bool viewer_may(const struct viewer *viewer, enum permission permission)
{
	for (int i = 0; i < ROLE_COUNT; i++)
		if (viewer_is(viewer, (enum role)i) && role_may((enum role)i, permission))
			return true;
	return false;
}

enum role viewer_role(const struct viewer *viewer)
{
	/* Who decides comes before who does, and both before who looks on. */
	static const enum role order[] = {ROLE_CHAIR,  ROLE_SECRETARY, ROLE_MODERATOR, ROLE_CHIEF,
					  ROLE_POLICE, ROLE_STAROSTA,  ROLE_WORKS,     ROLE_ADMIN,
					  ROLE_MEMBER, ROLE_OBSERVER};

	for (size_t i = 0; i < COUNT(order); i++)
		if (viewer->roles & ((uint32_t)1 << order[i]))
			return order[i];
	return ROLE_RESIDENT;
}

bool viewer_is_only_works(const struct viewer *viewer)
{
	return viewer_role(viewer) == ROLE_WORKS;
}
