/* poruch settings - the effective value of every setting, and where it came from. */
#include "server/settings.h"
#include "server/commands.h"

static int settings_run(const struct invocation *invocation)
{
	static const char *const sources[] = {
		[SETTING_DEFAULT] = "default",
		[SETTING_ENVIRONMENT] = "environment",
		[SETTING_FLAG] = "flag",
	};

	for (size_t i = 0; i < settings_count; i++) {
		const struct setting *setting = &settings_table[i];
		const char *value = settings_value(invocation->arena, invocation->settings,
						   setting);
		enum setting_source source = settings_source(invocation->settings, setting);

		printf("%-22s %-24s %-12s %s\n", setting->name, *value ? value : "-",
		       sources[source], setting->meaning);
	}
	return EXIT_SUCCESS;
}

const struct command settings_command = {
	.name = "settings",
	.usage = "",
	.meaning = "print every setting and where its value came from",
	.run = settings_run,
};
