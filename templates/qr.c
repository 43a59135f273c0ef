#include "qr.h"

#include <qrencode.h>

#include "model/base/arena.h"
#include "model/base/text.h"

#define QUIET        4 /* modules of white around it (ISO/IEC 18004, 9.1) */
#define BLACK        1 /* the lowest bit of a module says so */
#define PATH_MAXIMUM ((size_t)256 * 1024)

/* Codes on lamp posts get dirty: a seventh may be lost, less where the text is long. */
static QRcode *encode(const char *text)
{
	static const QRecLevel levels[] = {QR_ECLEVEL_M, QR_ECLEVEL_L};
	QRcode *code = NULL;

	for (size_t i = 0; !code && i < sizeof(levels) / sizeof(levels[0]); i++)
		code = QRcode_encodeString8bit(text, 0, levels[i]);
	return code;
}

static const char *path_of(struct arena *arena, const QRcode *code)
{
	struct text path = text_begin(arena, PATH_MAXIMUM);

	/* Strokes one module wide through the middle of each line: half as long as rectangles. */
	for (int y = 0; y < code->width; y++) {
		const unsigned char *row = code->data + (ptrdiff_t)y * code->width;
		int behind = -1; /* where the stroke before ended in this line */

		for (int x = 0, end; x < code->width; x = end + 1) {
			for (end = x; end < code->width && (row[end] & BLACK);)
				end++;
			if (end == x)
				continue;
			if (behind < 0)
				text_addf(&path, "M%d %d.5h%d", x + QUIET, y + QUIET, end - x);
			else
				text_addf(&path, "m%d 0h%d", x - behind, end - x);
			behind = end;
		}
	}
	return path.bytes;
}

struct qr qr_of(struct arena *arena, const char *text)
{
	QRcode *code = encode(text);
	struct qr qr = {0};

	if (!code)
		return qr;
	qr = (struct qr){.size = code->width + 2 * QUIET, .path = path_of(arena, code)};
	QRcode_free(code);
	return qr;
}
