#include "role.h"

const char *role_name(const struct words *words, enum role role)
{
	static const char *const names[ROLE_COUNT] = {
		[ROLE_RESIDENT] = SAY("Resident"),
		[ROLE_ADMIN] = SAY("Administrator"),
		[ROLE_MODERATOR] = SAY("Moderator"),
		[ROLE_SECRETARY] = SAY("Working group secretary"),
		[ROLE_CHAIR] = SAY("Working group chair"),
		[ROLE_MEMBER] = SAY("Working group member"),
		[ROLE_POLICE] = SAY("Report author (police)"),
		[ROLE_CHIEF] = SAY("Head of police unit"),
		[ROLE_STAROSTA] = SAY("Starosta"),
		[ROLE_WORKS] = SAY("Responsible party"),
		[ROLE_OBSERVER] = SAY("Observer"),
	};

	return words_say(words, names[role]);
}

const char *role_word(const struct page *page, enum role role)
{
	return role_name(page->words, role);
}
