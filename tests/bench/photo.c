/* photo.c FILE - a JPEG of 12 megapixels as a telephone takes them: shapes with noise over them. */
#include "model/base/picture.h"

int main(int count, char **arguments)
{
	struct arena *arena = arena_begin((size_t)256 << 20);
	struct picture picture = {.width = 4000, .height = 3000};
	struct picture_bytes written;
	uint32_t noise = 1;
	FILE *file = count == 2 ? fopen(arguments[1], "w") : NULL;

	picture.pixels = arena_take(arena, (size_t)4000 * 3000 * 3);
	for (size_t i = 0; i < (size_t)4000 * 3000 * 3; i++) {
		size_t x = i / 3 % 4000, y = i / 12000;

		noise = noise * 1664525u + 1013904223u;
		picture.pixels[i] = (unsigned char)((x * (i % 3 + 1) / 17 ^ y / 13) % 200 +
						    (noise >> 28) * 2);
	}
	if (!file || picture_jpeg_write(arena, &picture, 90, &written) != PICTURE_FINE)
		return EXIT_FAILURE;
	fwrite(written.bytes, 1, written.length, file);
	return fclose(file) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
