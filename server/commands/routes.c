/* poruch routes - who may do what, where: the roles against THE table. */
#include "server/routes.h"
#include "server/commands.h"

static int routes_run(const struct invocation *invocation)
{
	fputs(route_table(invocation->arena), stdout);
	return EXIT_SUCCESS;
}

const struct command routes_command = {
	.name = "routes",
	.usage = "",
	.meaning = "print which role may ask for which address",
	.run = routes_run,
};
