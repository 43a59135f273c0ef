#include "feeds/xml.h"

#include <criterion/criterion.h>

#include "sample.h"
#include "tests/ready.h"

static struct arena *arena;

static void begin(void)
{
	ready_begin();
	arena = ready_arena();
	xml_begin();
}

static void end(void)
{
	ready_end();
	xml_end();
}

TestSuite(xml, .init = begin, .fini = end);

/* <a b="text">text</a>, written and read again. */
static xmlNodePtr round_trip(const char *text, xmlDocPtr *document)
{
	struct xml xml = xml_document(arena);
	const char *bytes = NULL;
	size_t length = 0;

	xml_open(&xml, "a");
	xml_attribute(&xml, "b", text);
	xml_text(&xml, text);
	xml_line(&xml, "line", text);
	xml_close(&xml);
	cr_assert_eq(xml_finish(&xml, &bytes, &length), OK);
	cr_assert_eq(strlen(bytes), length);
	*document = sample_read(bytes, length);
	return xmlDocGetRootElement(*document);
}

Test(xml, a_broken_document_hands_nothing_out)
{
	struct xml xml = xml_document(arena);
	const char *bytes = "untouched";
	size_t length = 9;

	xml_close(&xml); /* nothing is open: our mistake, and noticed */
	xml_open(&xml, "late");
	cr_expect_eq(xml_finish(&xml, &bytes, &length), BROKEN);
	cr_expect_str_eq(bytes, "untouched");
	cr_expect_eq(length, 9);
}

Test(xml, an_empty_document_is_no_document)
{
	struct xml xml = xml_document(arena);
	const char *bytes = "untouched";
	size_t length = 9;

	xml.is_broken = true; /* as after any failed call */
	xml_open(&xml, "a");
	xml_attribute(&xml, "b", "c");
	xml_text(&xml, "d");
	xml_close(&xml);
	cr_expect_eq(xml_finish(&xml, &bytes, &length), BROKEN);
	cr_expect_str_eq(bytes, "untouched");
}

Test(xml, no_text_can_break_a_document)
{
	for (size_t i = 0; hostile_texts[i]; i++) {
		xmlDocPtr document;

		round_trip(hostile_texts[i], &document);
		xmlFreeDoc(document);
	}
}

Test(xml, every_control_character_is_kept_out)
{
	for (int character = 1; character < 0x20; character++) {
		char text[] = {'a', (char)character, 'b', '\0'};
		xmlDocPtr document;
		xmlNodePtr root = round_trip(text, &document);
		const char *read = sample_text(arena, root, "line");

		if (character == '\n' || character == '\t')
			cr_expect_str_eq(read, "a b");
		else
			cr_expect_neq(read[1], (char)character, "U+%04X came through", character);
		xmlFreeDoc(document);
	}
}

Test(xml, markup_in_text_stays_text)
{
	const char *text = "<b>&amp;]]></b> \"'";
	xmlDocPtr document;
	xmlNodePtr root = round_trip(text, &document);

	cr_expect_str_eq(sample_attribute(arena, root, "", "b"), text);
	cr_expect_str_eq(sample_text(arena, root, "line"), text);
	cr_expect_null(sample_find(root, "b"));
	xmlFreeDoc(document);
}

Test(xml, ukrainian_is_written_as_it_is)
{
	struct xml xml = xml_document(arena);
	const char *bytes = "";
	size_t length;

	xml_open(&xml, "a");
	xml_attribute(&xml, "b", "Ґанок");
	xml_text(&xml, "Щедрий вечір 🚨");
	xml_close(&xml);
	cr_assert_eq(xml_finish(&xml, &bytes, &length), OK);
	cr_expect_str_eq(bytes, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				"<a b=\"Ґанок\">Щедрий вечір 🚨</a>\n");
}

Test(xml, absent_things_leave_no_trace)
{
	struct xml xml = xml_document(arena);
	const char *bytes = "";
	size_t length;

	xml_open(&xml, "a");
	xml_attribute(&xml, "b", NULL);
	xml_attribute(&xml, "c", "");
	xml_line(&xml, "d", NULL);
	xml_element(&xml, "e", "");
	xml_required(&xml, "f", NULL);
	xml_close(&xml);
	cr_assert_eq(xml_finish(&xml, &bytes, &length), OK);
	cr_expect_str_eq(bytes, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n<f/>\n</a>\n");
}
