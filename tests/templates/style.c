/* The style sheet: contrast as WCAG 2.2 reckons it, and its weight on the wire. */
#include <criterion/criterion.h>
#include <math.h>
#include <zlib.h>

#include "model/base/outcome.h"
#include "templates/assets.h"
#include "tests/ready.h"

TestSuite(style, .init = ready_begin, .fini = ready_end);

static const struct asset *asset(const char *name)
{
	size_t count;
	const struct asset *assets = assets_all(&count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(assets[i].name, name) == 0)
			return &assets[i];
	cr_assert_fail("no asset '%s'", name);
	return NULL;
}

/* The value of a colour, "#rrggbb" or "#rgb", in the scheme that begins at rules. */
static unsigned int colour(const char *rules, const char *name)
{
	const char *at = strstr(rules, arena_printf(ready_arena(), "--%s:#", name));
	char *end;
	unsigned long value;

	cr_assert_not_null(at, "%s", name);
	at = strchr(at, '#') + 1;
	value = strtoul(at, &end, 16);
	if (end - at == 3)
		value = (value & 0xF00) * 0x1100 + (value & 0xF0) * 0x110 + (value & 0xF) * 0x11;
	return (unsigned int)value;
}

/* WCAG's relative luminance. */
static double luminance(unsigned int rgb)
{
	static const double weights[] = {0.0722, 0.7152, 0.2126};
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double part = (rgb >> (8 * i) & 0xFF) / 255.0;
		sum += weights[i] *
		       (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double contrast(unsigned int first, unsigned int second)
{
	double one = luminance(first) + 0.05, two = luminance(second) + 0.05;

	return one > two ? one / two : two / one;
}

static void check_contrast(const char *rules)
{
	static const struct {
		const char *front, *grounds[5];
		double least;
	} pairs[] = {
		{"ink", {"ground", "paper", "shade", "sand", "leaf"}, 4.5},
		{"ink", {"rose", "sky"}, 4.5},
		{"soft", {"ground", "paper", "shade", "sand"}, 4.5},
		{"blue", {"ground", "paper", "shade", "sky", "sand"}, 4.5},
		{"seen", {"ground", "paper", "shade", "sand"}, 4.5},
		{"green", {"leaf", "ground"}, 4.5},
		{"red", {"rose", "ground", "paper"}, 4.5},
		{"earth", {"sand"}, 4.5},
		{"on", {"blue", "red"}, 4.5},
		{"edge", {"ground", "paper", "shade"}, 3},
		{"amber", {"ground"}, 3},
	};

	for (size_t i = 0; i < COUNT(pairs); i++)
		for (size_t k = 0; k < 5 && pairs[i].grounds[k]; k++)
			cr_expect_geq(contrast(colour(rules, pairs[i].front),
					       colour(rules, pairs[i].grounds[k])),
				      pairs[i].least, "%s on %s", pairs[i].front,
				      pairs[i].grounds[k]);
}

Test(style, can_be_read_in_the_light_scheme)
{
	check_contrast(asset("style")->bytes);
}

Test(style, can_be_read_in_the_dark_scheme)
{
	check_contrast(strstr(asset("style")->bytes, "prefers-color-scheme"));
}

Test(style, weighs_at_most_eight_kilobytes_on_the_wire)
{
	const struct asset *style = asset("style");
	unsigned char packed[65536];
	uLongf length = sizeof(packed);

	cr_assert_eq(
		compress2(packed, &length, (const Bytef *)style->bytes, asset_length(style), 9),
		Z_OK);
	cr_assert_leq(length, 8192);
	cr_assert_null(strstr(style->bytes, "/*"));
	cr_assert_null(strstr(style->bytes, "url("));
}
