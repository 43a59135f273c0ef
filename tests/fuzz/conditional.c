/* Whatever a reader sends back as a tag, the verdict is one, and a position is never made up. */
#include "feeds/conditional.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *arena = fuzz_arena();
	const char *sent = arena_bytes(arena, bytes, size);
	const struct mark mark = {.feed = 0x9c56cc51, .face = 0x1b2e77d0, .seq = 247};
	struct decision decision = conditional_decide(sent, NULL, mark, 1000, 2000);

	if (decision.verdict == VERDICT_SINCE_SEQ)
		MUST(decision.seq >= 0 && decision.seq <= mark.seq);
	MUST(decision.verdict != VERDICT_SINCE_MOMENT);
	decision = conditional_decide(NULL, sent, mark, 1000, 2000);
	if (decision.verdict == VERDICT_SINCE_MOMENT)
		MUST(decision.moment < 1000);
	MUST(decision.verdict != VERDICT_SINCE_SEQ);
	return 0;
}
