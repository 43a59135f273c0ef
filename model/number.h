/*
 * number.h - numbers as people type them.
 *
 * In Ukrainian a blank groups thousands and a comma begins the decimals; machines and habit bring
 * points and English grouping. What can be read one way is read; what can be read two ways is
 * asked back, because a statistic a thousand times too large is worse than a form shown again.
 */
#pragma once

#include <stdint.h>

#include "form.h"

/* What *scaled is counted in: thousandths. */
#define NUMBER_SCALE 1000

/*
 * "1 204,5" (also with U+00A0, U+202F, U+2009), "1204.5", "−3": *scaled = value * 1000, exactly.
 * "16,661,261", "1,204" (three digits behind a single comma or point, and at most three before)
 * and "85609 тис." are FAULT_UNCLEAR_NUMBER; more than 15 digits FAULT_OUT_OF_RANGE; anything else
 * FAULT_NOT_A_NUMBER. FAULT_NONE when it could be read; *scaled is left alone otherwise.
 */
enum fault_kind number_read(const char *string, int64_t *scaled);
