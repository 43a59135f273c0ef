#include "pdf.h"

#include <math.h>

#include "model/base/clock.h"
#include "model/base/compress.h"
#include "model/base/text.h"
#include "templates/pdf_font.h"

#define BYTES_MOST ((size_t)16 << 20)
#define NONE       ((size_t)-1) /* no element */
#define DEPTH_MOST 12

/* Objects that every document has; behind them pages, links, marks and elements, in this order. */
enum object {
	OBJECT_CATALOG = 1,
	OBJECT_PAGES,
	OBJECT_INFO,
	OBJECT_METADATA,
	OBJECT_TREE,
	OBJECT_PARENTS,
	OBJECT_OUTLINES,
	OBJECT_FONTS,
};

/* Of one font. */
enum font_object {
	FONT_WHOLE,
	FONT_CID,
	FONT_MEASURES,
	FONT_FILE,
	FONT_UNICODE,
	FONT_SHAPES,
	FONT_OBJECTS
};

enum kid_kind { KID_ELEMENT, KID_CONTENT, KID_LINK };

struct kid {
	enum kid_kind kind;
	size_t page, number; /* of the element, of the content on that page, of the link */
};

struct kids {
	struct kid *items;
	size_t count;
};

struct element {
	const char *type;
	size_t parent;
	struct pdf_extra extra;
	size_t page; /* where its box is */
	struct kids kids;
};

struct owners {
	size_t *items; /* the element of each content of a page */
	size_t count;
};

struct page {
	struct text content;
	struct owners owners;
	size_t marked; /* whose content is open: an element, NONE for an artifact */
	bool is_marked;
};

struct link {
	size_t page, element;
	double box[4];
	const char *address, *title;
};

struct mark {
	size_t page;
	double y;
	const char *title;
};

struct pdf {
	struct arena *arena;
	struct pdf_about about;
	struct pdf_font_use *fonts[PDF_FONTS];
	struct {
		struct page *items;
		size_t count;
	} pages;
	struct {
		struct element *items;
		size_t count;
	} elements; /* the first is the document */
	struct {
		struct link *items;
		size_t count;
	} links;
	struct {
		struct mark *items;
		size_t count;
	} marks;
	size_t open[DEPTH_MOST], depth, page;
	bool is_artifact;
	struct text out;
	size_t *offsets;
};

/* ---------------------------------------------------------------- drawing */

struct pdf *pdf_begin(struct arena *arena, const struct pdf_about *about)
{
	struct pdf *pdf = arena_take(arena, sizeof(*pdf));

	pdf->arena = arena;
	pdf->about = *about;
	for (int i = 0; i < PDF_FONTS; i++)
		pdf->fonts[i] = pdf_font_begin(arena, (enum pdf_font)i);
	pdf_open(pdf, "Document", NULL);
	return pdf;
}

static struct page *page_of(struct pdf *pdf)
{
	return &pdf->pages.items[pdf->page];
}

static void unmark(struct page *page)
{
	if (page->is_marked)
		text_add(&page->content, "EMC\n");
	page->is_marked = false;
}

void pdf_page_go(struct pdf *pdf, size_t page)
{
	if (pdf->page < pdf->pages.count)
		unmark(page_of(pdf));
	pdf->page = page;
}

void pdf_page_add(struct pdf *pdf)
{
	pdf_page_go(pdf, pdf->pages.count);
	*LIST_ADD(pdf->arena,
		  &pdf->pages) = (struct page){.content = text_begin(pdf->arena, BYTES_MOST)};
}

size_t pdf_page_count(const struct pdf *pdf)
{
	return pdf->pages.count;
}

static size_t here(const struct pdf *pdf)
{
	return pdf->depth ? pdf->open[pdf->depth - 1] : NONE;
}

void pdf_open(struct pdf *pdf, const char *type, const struct pdf_extra *extra)
{
	size_t parent = here(pdf), number = pdf->elements.count;

	*LIST_ADD(pdf->arena, &pdf->elements) = (struct element){
		.type = type, .parent = parent, .page = pdf->page};
	if (extra)
		pdf->elements.items[number].extra = *extra;
	if (parent != NONE)
		*LIST_ADD(pdf->arena, &pdf->elements.items[parent].kids) = (struct kid){
			.kind = KID_ELEMENT, .number = number};
	if (pdf->depth < DEPTH_MOST)
		pdf->open[pdf->depth++] = number;
}

void pdf_close(struct pdf *pdf)
{
	pdf->depth--;
}

void pdf_artifact_begin(struct pdf *pdf)
{
	pdf->is_artifact = true;
}

void pdf_artifact_end(struct pdf *pdf)
{
	pdf->is_artifact = false;
}

/* See to it that what is drawn next belongs to the open element, or is marked as an artifact. */
static struct text *content(struct pdf *pdf)
{
	struct page *page = page_of(pdf);
	size_t owner = pdf->is_artifact || pdf->depth < 2 ? NONE : here(pdf);

	if (page->is_marked && page->marked == owner)
		return &page->content;
	unmark(page);
	page->is_marked = true;
	page->marked = owner;
	if (owner == NONE) {
		text_add(&page->content, "/Artifact BMC\n");
		return &page->content;
	}
	text_addf(&page->content, "/%s <</MCID %zu>> BDC\n", pdf->elements.items[owner].type,
		  page->owners.count);
	*LIST_ADD(pdf->arena, &pdf->elements.items[owner].kids) = (struct kid){
		.kind = KID_CONTENT, .page = pdf->page, .number = page->owners.count};
	*LIST_ADD(pdf->arena, &page->owners) = owner;
	return &page->content;
}

/* A length with two decimals, whatever the locale says of decimal points. */
static void put_length(struct text *text, double length)
{
	long hundredths = lround(length * 100);

	text_addf(text, "%s%ld.%02ld ", hundredths < 0 ? "-" : "", labs(hundredths) / 100,
		  labs(hundredths) % 100);
}

/* The character at *at, which moves behind it; texts are valid UTF-8. */
static uint32_t next(const char **at)
{
	const unsigned char *bytes = (const unsigned char *)*at;
	size_t more = *bytes < 0x80 ? 0 : *bytes < 0xE0 ? 1 : *bytes < 0xF0 ? 2 : 3;
	uint32_t character = more ? *bytes & (0x3FU >> more) : *bytes;

	for (size_t i = 1; i <= more && bytes[i]; i++)
		character = character << 6 | (bytes[i] & 0x3F);
	*at += 1 + more;
	return character;
}

double pdf_text_width(struct pdf *pdf, enum pdf_font font, double size, const char *text,
		      size_t length)
{
	const char *end = text + length;
	int width = 0;

	while (text < end)
		width += pdf_font_width(pdf->fonts[font], next(&text));
	return width * size / 1000;
}

/* Four hexadecimal digits; a document has tens of thousands of them, so not by way of printf. */
static void put_cid(struct text *out, unsigned int cid)
{
	static const char digits[] = "0123456789ABCDEF";
	const char four[] = {digits[cid >> 12 & 15], digits[cid >> 8 & 15], digits[cid >> 4 & 15],
			     digits[cid & 15]};

	text_add_bytes(out, four, sizeof(four));
}

void pdf_text(struct pdf *pdf, enum pdf_font font, double size, double x, double y,
	      const char *text, size_t length)
{
	const char *end = text + length;
	struct text *out = content(pdf);

	text_addf(out, "BT /F%d ", font);
	put_length(out, size);
	text_add(out, "Tf ");
	put_length(out, x);
	put_length(out, PDF_HEIGHT - y);
	text_add(out, "Td <");
	while (text < end)
		put_cid(out, pdf_font_cid(pdf->fonts[font], next(&text)));
	text_add(out, "> Tj ET\n");
}

void pdf_box(struct pdf *pdf, double x, double y, double width, double height, double grey)
{
	struct text *out = content(pdf);

	put_length(out, grey);
	text_add(out, "g ");
	put_length(out, x);
	put_length(out, PDF_HEIGHT - y - height);
	put_length(out, width);
	put_length(out, height);
	text_add(out, "re f 0 g\n");
}

void pdf_mark(struct pdf *pdf, const char *title, double y)
{
	*LIST_ADD(pdf->arena,
		  &pdf->marks) = (struct mark){.page = pdf->page, .y = y, .title = title};
}

void pdf_link(struct pdf *pdf, const double box[4], const char *address, const char *title)
{
	struct link link = {
		.page = pdf->page, .element = here(pdf), .address = address, .title = title};

	memcpy(link.box, box, sizeof(link.box));
	*LIST_ADD(pdf->arena, &pdf->elements.items[link.element].kids) = (struct kid){
		.kind = KID_LINK, .page = pdf->page, .number = pdf->links.count};
	*LIST_ADD(pdf->arena, &pdf->links) = link;
}

/* ---------------------------------------------------------------- objects */

static size_t font_object(int font, enum font_object part)
{
	return OBJECT_FONTS + (size_t)font * FONT_OBJECTS + (size_t)part;
}

static size_t page_object(size_t page)
{
	return OBJECT_FONTS + (size_t)PDF_FONTS * FONT_OBJECTS + 2 * page;
}

static size_t link_object(const struct pdf *pdf, size_t link)
{
	return page_object(pdf->pages.count) + link;
}

static size_t mark_object(const struct pdf *pdf, size_t mark)
{
	return link_object(pdf, pdf->links.count) + mark;
}

static size_t element_object(const struct pdf *pdf, size_t element)
{
	return mark_object(pdf, pdf->marks.count) + element;
}

static void object_begin(struct pdf *pdf, size_t number)
{
	pdf->offsets[number] = pdf->out.length;
	text_addf(&pdf->out, "%zu 0 obj\n", number);
}

static void object_end(struct pdf *pdf)
{
	text_add(&pdf->out, "\nendobj\n");
}

/* A stream, packed where that makes it smaller; more goes into its dictionary. */
static void stream(struct pdf *pdf, size_t number, const char *bytes, size_t length,
		   const char *more, bool is_packed)
{
	const char *smaller;
	size_t smaller_length;

	is_packed = is_packed &&
		    compress_zlib(pdf->arena, bytes, length, &smaller, &smaller_length);
	object_begin(pdf, number);
	text_addf(&pdf->out, "<</Length %zu%s%s>>\nstream\n", is_packed ? smaller_length : length,
		  is_packed ? "/Filter/FlateDecode" : "", more);
	text_add_bytes(&pdf->out, is_packed ? smaller : bytes, is_packed ? smaller_length : length);
	text_add(&pdf->out, "\nendstream");
	object_end(pdf);
}

static void put_utf16(struct text *out, uint32_t character)
{
	if (character >= 0x10000)
		text_addf(out, "%04X%04X", 0xD800 + ((character - 0x10000) >> 10),
			  0xDC00 + ((character - 0x10000) & 0x3FF));
	else
		text_addf(out, "%04X", character);
}

/* A text for readers: UTF-16 in hexadecimal digits. */
static void put_string(struct text *out, const char *text)
{
	text_add(out, "<FEFF");
	while (*text)
		put_utf16(out, next(&text));
	text_add(out, ">");
}

/* An address: bytes. */
static void put_bytes(struct text *out, const char *bytes)
{
	text_add(out, "<");
	for (; *bytes; bytes++)
		text_addf(out, "%02X", (unsigned char)*bytes);
	text_add(out, ">");
}

/* ---------------------------------------------------------------- fonts */

static void put_unicode(struct pdf *pdf, int font)
{
	struct text map = text_begin(pdf->arena, BYTES_MOST);
	size_t count = pdf_font_count(pdf->fonts[font]);

	text_add(&map, "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
		       "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
		       "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
		       "1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
	for (size_t i = 0; i < count; i++) {
		if (i % 100 == 0)
			text_addf(&map, "%zu beginbfchar\n", count - i < 100 ? count - i : 100);
		text_addf(&map, "<%04zX> <", i);
		put_utf16(&map, pdf_font_character(pdf->fonts[font], i));
		text_add(&map, ">\n");
		if (i % 100 == 99 || i + 1 == count)
			text_add(&map, "endbfchar\n");
	}
	text_add(&map, "endcmap CMapName currentdict /CMap defineresource pop end end\n");
	stream(pdf, font_object(font, FONT_UNICODE), map.bytes, map.length, "", true);
}

static void put_cid_font(struct pdf *pdf, int font, const char *name)
{
	size_t count = pdf_font_count(pdf->fonts[font]);

	object_begin(pdf, font_object(font, FONT_CID));
	text_addf(&pdf->out,
		  "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)"
		  "/Ordering(Identity)/Supplement 0>>/FontDescriptor %zu 0 R/CIDToGIDMap %zu 0 R"
		  "/W[0[",
		  name, font_object(font, FONT_MEASURES), font_object(font, FONT_SHAPES));
	for (size_t i = 0; i < count; i++)
		text_addf(
			&pdf->out, "%d ",
			pdf_font_width(pdf->fonts[font], pdf_font_character(pdf->fonts[font], i)));
	text_add(&pdf->out, "]]>>");
	object_end(pdf);
}

static void put_measures(struct pdf *pdf, int font, const char *name,
			 const struct pdf_font_measures *measures)
{
	object_begin(pdf, font_object(font, FONT_MEASURES));
	text_addf(&pdf->out,
		  "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0"
		  "/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %zu 0 R>>",
		  name, measures->box[0], measures->box[1], measures->box[2], measures->box[3],
		  measures->ascent, measures->descent, measures->cap_height,
		  font == PDF_BOLD ? 140 : 80, font_object(font, FONT_FILE));
	object_end(pdf);
}

static enum outcome put_font(struct pdf *pdf, int font)
{
	struct pdf_font_use *use = pdf->fonts[font];
	struct pdf_font_measures measures = pdf_font_measures(use);
	size_t count = pdf_font_count(use), length;
	unsigned int *gids = arena_take_array(pdf->arena, count + 1, sizeof(*gids));
	char *shapes = arena_take_array(pdf->arena, count + 1, 2);
	const char *name = arena_printf(pdf->arena, "PORUCH+%s", measures.name), *file;

	if (pdf_font_file(use, &file, &length, gids) != OK)
		return BROKEN;
	for (size_t i = 0; i < count; i++) {
		shapes[2 * i] = (char)(gids[i] >> 8);
		shapes[2 * i + 1] = (char)gids[i];
	}
	object_begin(pdf, font_object(font, FONT_WHOLE));
	text_addf(&pdf->out,
		  "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
		  "/DescendantFonts[%zu 0 R]/ToUnicode %zu 0 R>>",
		  name, font_object(font, FONT_CID), font_object(font, FONT_UNICODE));
	object_end(pdf);
	put_cid_font(pdf, font, name);
	put_measures(pdf, font, name, &measures);
	stream(pdf, font_object(font, FONT_FILE), file, length,
	       arena_printf(pdf->arena, "/Length1 %zu", length), true);
	put_unicode(pdf, font);
	stream(pdf, font_object(font, FONT_SHAPES), shapes, 2 * count, "", true);
	return OK;
}

/* ---------------------------------------------------------------- the document */

static void put_catalog(struct pdf *pdf)
{
	object_begin(pdf, OBJECT_CATALOG);
	text_addf(&pdf->out,
		  "<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/StructTreeRoot %d 0 R"
		  "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/Lang(%s)",
		  OBJECT_PAGES, OBJECT_METADATA, OBJECT_TREE, pdf->about.language);
	if (pdf->marks.count)
		text_addf(&pdf->out, "/Outlines %d 0 R", OBJECT_OUTLINES);
	text_add(&pdf->out, ">>");
	object_end(pdf);
	object_begin(pdf, OBJECT_INFO);
	text_add(&pdf->out, "<</Title ");
	put_string(&pdf->out, pdf->about.title);
	text_add(&pdf->out, "/Author ");
	put_string(&pdf->out, pdf->about.author);
	text_add(&pdf->out, "/Producer(Poruch)>>");
	object_end(pdf);
}

/* Text within XML. */
static void put_xml(struct text *out, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&': text_add(out, "&amp;"); break;
		case '<': text_add(out, "&lt;"); break;
		default: text_add_char(out, *text);
		}
	}
}

static void put_metadata(struct pdf *pdf)
{
	struct text xml = text_begin(pdf->arena, BYTES_MOST);
	const char *at = clock_rfc3339(pdf->arena, pdf->about.at);

	text_add(&xml, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		       "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
		       "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description "
		       "rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		       "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
		       "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">"
		       "<pdfuaid:part>1</pdfuaid:part>");
	text_addf(&xml,
		  "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>"
		  "<xmp:CreateDate>%s</xmp:CreateDate>"
		  "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
		  pdf->about.language, at);
	put_xml(&xml, pdf->about.title);
	text_add(&xml, "</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>");
	put_xml(&xml, pdf->about.author);
	text_add(&xml, "</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>\n"
		       "<?xpacket end=\"r\"?>");
	/* Left as it is, so that a search through files finds it. */
	stream(pdf, OBJECT_METADATA, xml.bytes, xml.length, "/Type/Metadata/Subtype/XML", false);
}

static void put_page(struct pdf *pdf, size_t number)
{
	struct page *page = &pdf->pages.items[number];

	unmark(page);
	object_begin(pdf, page_object(number));
	text_addf(&pdf->out,
		  "<</Type/Page/Parent %d 0 R/MediaBox[0 0 595.28 841.89]/Contents %zu 0 R"
		  "/StructParents %zu/Tabs/S/Resources<</Font<</F0 %zu 0 R/F1 %zu 0 R>>>>/Annots[",
		  OBJECT_PAGES, page_object(number) + 1, number,
		  font_object(PDF_REGULAR, FONT_WHOLE), font_object(PDF_BOLD, FONT_WHOLE));
	for (size_t i = 0; i < pdf->links.count; i++)
		if (pdf->links.items[i].page == number)
			text_addf(&pdf->out, "%zu 0 R ", link_object(pdf, i));
	text_add(&pdf->out, "]>>");
	object_end(pdf);
	stream(pdf, page_object(number) + 1, page->content.bytes, page->content.length, "", true);
}

static void put_pages(struct pdf *pdf)
{
	object_begin(pdf, OBJECT_PAGES);
	text_addf(&pdf->out, "<</Type/Pages/Count %zu/Kids[", pdf->pages.count);
	for (size_t i = 0; i < pdf->pages.count; i++)
		text_addf(&pdf->out, "%zu 0 R ", page_object(i));
	text_add(&pdf->out, "]>>");
	object_end(pdf);
	for (size_t i = 0; i < pdf->pages.count; i++)
		put_page(pdf, i);
}

static void put_box(struct text *out, const double box[4])
{
	text_add(out, "[");
	put_length(out, box[0]);
	put_length(out, PDF_HEIGHT - box[3]);
	put_length(out, box[2]);
	put_length(out, PDF_HEIGHT - box[1]);
	text_add(out, "]");
}

static void put_links(struct pdf *pdf)
{
	for (size_t i = 0; i < pdf->links.count; i++) {
		const struct link *link = &pdf->links.items[i];

		object_begin(pdf, link_object(pdf, i));
		text_add(&pdf->out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect");
		put_box(&pdf->out, link->box);
		text_addf(&pdf->out, "/StructParent %zu/A<</S/URI/URI ", pdf->pages.count + i);
		put_bytes(&pdf->out, link->address);
		text_add(&pdf->out, ">>/Contents ");
		put_string(&pdf->out, link->title);
		text_add(&pdf->out, ">>");
		object_end(pdf);
	}
}

static void put_marks(struct pdf *pdf)
{
	object_begin(pdf, OBJECT_OUTLINES);
	text_add(&pdf->out, "<</Type/Outlines");
	if (pdf->marks.count)
		text_addf(&pdf->out, "/First %zu 0 R/Last %zu 0 R/Count %zu", mark_object(pdf, 0),
			  mark_object(pdf, pdf->marks.count - 1), pdf->marks.count);
	text_add(&pdf->out, ">>");
	object_end(pdf);
	for (size_t i = 0; i < pdf->marks.count; i++) {
		const struct mark *mark = &pdf->marks.items[i];

		object_begin(pdf, mark_object(pdf, i));
		text_addf(&pdf->out, "<</Parent %d 0 R/Dest[%zu 0 R/XYZ 0 ", OBJECT_OUTLINES,
			  page_object(mark->page));
		put_length(&pdf->out, PDF_HEIGHT - mark->y);
		text_add(&pdf->out, "0]");
		if (i)
			text_addf(&pdf->out, "/Prev %zu 0 R", mark_object(pdf, i - 1));
		if (i + 1 < pdf->marks.count)
			text_addf(&pdf->out, "/Next %zu 0 R", mark_object(pdf, i + 1));
		text_add(&pdf->out, "/Title ");
		put_string(&pdf->out, mark->title);
		text_add(&pdf->out, ">>");
		object_end(pdf);
	}
}

static void put_kid(struct pdf *pdf, const struct kid *kid)
{
	switch (kid->kind) {
	case KID_ELEMENT: text_addf(&pdf->out, "%zu 0 R ", element_object(pdf, kid->number)); break;
	case KID_CONTENT:
		text_addf(&pdf->out, "<</Type/MCR/Pg %zu 0 R/MCID %zu>>", page_object(kid->page),
			  kid->number);
		break;
	case KID_LINK:
		text_addf(&pdf->out, "<</Type/OBJR/Pg %zu 0 R/Obj %zu 0 R>>",
			  page_object(kid->page), link_object(pdf, kid->number));
		break;
	}
}

static void put_element(struct pdf *pdf, size_t number)
{
	const struct element *element = &pdf->elements.items[number];

	object_begin(pdf, element_object(pdf, number));
	text_addf(&pdf->out, "<</Type/StructElem/S/%s/P %zu 0 R", element->type,
		  element->parent == NONE ? (size_t)OBJECT_TREE
					  : element_object(pdf, element->parent));
	if (element->extra.scope)
		text_addf(&pdf->out, "/A<</O/Table/Scope/%s>>", element->extra.scope);
	if (element->extra.alternative) {
		text_addf(&pdf->out, "/Pg %zu 0 R/A<</O/Layout/Placement/Block/BBox",
			  page_object(element->page));
		put_box(&pdf->out, element->extra.box);
		text_add(&pdf->out, ">>/Alt ");
		put_string(&pdf->out, element->extra.alternative);
	}
	text_add(&pdf->out, "/K[");
	for (size_t i = 0; i < element->kids.count; i++)
		put_kid(pdf, &element->kids.items[i]);
	text_add(&pdf->out, "]>>");
	object_end(pdf);
}

/* The tree, and the way back into it from what is drawn. */
static void put_tree(struct pdf *pdf)
{
	object_begin(pdf, OBJECT_TREE);
	text_addf(&pdf->out,
		  "<</Type/StructTreeRoot/K[%zu 0 R]/ParentTree %d 0 R/ParentTreeNextKey %zu>>",
		  element_object(pdf, 0), OBJECT_PARENTS, pdf->pages.count + pdf->links.count);
	object_end(pdf);
	object_begin(pdf, OBJECT_PARENTS);
	text_add(&pdf->out, "<</Nums[");
	for (size_t i = 0; i < pdf->pages.count; i++) {
		const struct owners *owners = &pdf->pages.items[i].owners;

		text_addf(&pdf->out, "%zu[", i);
		for (size_t j = 0; j < owners->count; j++)
			text_addf(&pdf->out, "%zu 0 R ", element_object(pdf, owners->items[j]));
		text_add(&pdf->out, "]");
	}
	for (size_t i = 0; i < pdf->links.count; i++)
		text_addf(&pdf->out, "%zu %zu 0 R ", pdf->pages.count + i,
			  element_object(pdf, pdf->links.items[i].element));
	text_add(&pdf->out, "]>>");
	object_end(pdf);
	for (size_t i = 0; i < pdf->elements.count; i++)
		put_element(pdf, i);
}

/* Where every object stands. */
static void put_table(struct pdf *pdf, size_t count)
{
	size_t begin = pdf->out.length;

	text_addf(&pdf->out, "xref\n0 %zu\n0000000000 65535 f \n", count);
	for (size_t i = 1; i < count; i++)
		text_addf(&pdf->out, "%010zu 00000 n \n", pdf->offsets[i]);
	text_addf(&pdf->out,
		  "trailer\n<</Size %zu/Root %d 0 R/Info %d 0 R/ID[<%.32s><%.32s>]>>\n"
		  "startxref\n%zu\n%%%%EOF\n",
		  count, OBJECT_CATALOG, OBJECT_INFO, pdf->about.identity, pdf->about.identity,
		  begin);
}

enum outcome pdf_end(struct pdf *pdf, const char **bytes, size_t *length)
{
	size_t count = element_object(pdf, pdf->elements.count);
	enum outcome outcome = OK;

	pdf->offsets = arena_take_array(pdf->arena, count, sizeof(*pdf->offsets));
	pdf->out = text_begin(pdf->arena, BYTES_MOST);
	text_add(&pdf->out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
	put_catalog(pdf);
	put_metadata(pdf);
	put_pages(pdf);
	put_links(pdf);
	put_marks(pdf);
	put_tree(pdf);
	for (int i = 0; i < PDF_FONTS; i++) {
		outcome = outcome == OK ? put_font(pdf, i) : outcome;
		pdf_font_end(pdf->fonts[i]);
	}
	put_table(pdf, count);
	*bytes = pdf->out.bytes;
	*length = pdf->out.length;
	return pdf->out.is_full ? BROKEN : outcome;
}
