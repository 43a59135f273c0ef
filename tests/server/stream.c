#include "server/stream.h"

#include <criterion/criterion.h>

#include "model/base/compress.h"
#include "tests/asking.h"
#include "tests/world.h"

TestSuite(stream, .init = world_begin, .fini = world_end);

/* Pieces of so many letters, the first of "a", the next of "b"; broken at one of them. */
struct letters {
	size_t length;
	int pieces, broken_at, made;
	int *released;
};

static enum outcome next_letters(struct stream *stream, void *context, struct stream_piece *piece)
{
	struct letters *letters = context;
	char *bytes = arena_take(stream->piece_arena, letters->length + 1);

	if (++letters->made == letters->broken_at)
		return BROKEN;
	memset(bytes, 'a' + letters->made - 1, letters->length);
	*piece = (struct stream_piece){bytes, letters->length, letters->made == letters->pieces};
	return OK;
}

static void release_letters(void *context)
{
	++*((struct letters *)context)->released;
}

static struct stream *begin(struct letters letters)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/");
	struct stream *stream;
	struct letters *kept;

	cr_assert_eq(stream_begin(request, &stream), OK);
	kept = arena_take(stream->arena, sizeof(*kept));
	*kept = letters;
	stream->next = next_letters;
	stream->context = kept;
	stream->release = release_letters;
	return stream;
}

/* Everything it gives, in portions of five bytes; *last is what the last read said. */
static size_t read_all(struct stream *stream, char *to, int64_t *last)
{
	size_t length = 0;

	while ((*last = stream_read(stream, to + length, 5)) > 0)
		length += (size_t)*last;
	to[length] = '\0';
	return length;
}

Test(stream, pieces_follow_each_other_whatever_is_asked_at_once)
{
	int released = 0;
	int64_t last;
	char bytes[64];
	struct stream *stream = begin((struct letters){7, 3, 0, 0, &released});

	read_all(stream, bytes, &last);
	cr_expect_eq(last, 0);
	cr_expect_str_eq(bytes, "aaaaaaabbbbbbbccccccc");
	stream_end(stream);
	cr_expect_eq(released, 1);
}

Test(stream, a_failure_behind_the_first_byte_is_no_end)
{
	int released = 0;
	int64_t last;
	char bytes[64];
	struct stream *stream = begin((struct letters){7, 3, 2, 0, &released});

	cr_expect_eq(read_all(stream, bytes, &last), 7);
	cr_expect_eq(last, -1);
	stream_end(stream);
}

Test(stream, a_failure_of_the_first_piece_is_an_outcome)
{
	int released = 0;
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/");
	struct stream *stream = begin((struct letters){7, 3, 1, 0, &released});

	cr_expect_eq(stream_answer(request, stream, "text/plain"), BROKEN);
	cr_expect_eq(released, 1);
	cr_expect_null(request->response.stream);
}

Test(stream, a_whole_of_one_piece_is_an_ordinary_answer)
{
	int released = 0;
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/");
	struct stream *stream = begin((struct letters){7, 1, 0, 0, &released});

	cr_expect_eq(stream_answer(request, stream, "text/plain"), OK);
	cr_expect_null(request->response.stream);
	cr_expect_str_eq(ask_body(request), "aaaaaaa");
	cr_expect_eq(released, 1);
}

Test(stream, an_empty_piece_is_passed_over)
{
	int released = 0;
	int64_t last;
	char bytes[8];
	struct stream *stream = begin((struct letters){0, 3, 0, 0, &released});

	cr_expect_eq(read_all(stream, bytes, &last), 0);
	cr_expect_eq(last, 0);
	stream_end(stream);
}

Test(stream, packed_it_begins_as_gzip_and_is_smaller)
{
	int released = 0;
	int64_t last;
	static char bytes[200000];
	struct stream *stream = begin((struct letters){20000, 9, 0, 0, &released});

	stream_compress(stream);
	cr_expect_lt(read_all(stream, bytes, &last), 2000);
	cr_expect_eq(last, 0);
	cr_expect_eq(memcmp(bytes, "\x1F\x8B", 2), 0);
	stream_end(stream);
}
