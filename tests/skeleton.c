#include "skeleton.h"

#include <ctype.h>

#include "model/base/text.h"

const char skeleton_plain[] = "plain";
const char skeleton_hostile[] =
	"\"'><script>alert(1)</script><img src=x onerror=alert(1)>--></title></textarea></style>"
	"&lt;b&gt;&#34; onmouseover='x' {{value}} {1} %s \\ javascript:alert(1)//";

/* Behind the name at *at; the name goes into text. */
static void read_name(const char **at, struct text *text)
{
	while (**at && !isspace((unsigned char)**at) && !strchr("/>=\"'<", **at))
		text_add_char(text, *(*at)++);
}

/* Within a tag, behind its name, up to ">". False when it is not well formed. */
static bool read_attributes(const char **at, struct text *text)
{
	for (;;) {
		const char *begin = *at;
		*at += strspn(*at, " \t\n\r\f/");
		if (**at == '>')
			return true;
		if (*at == begin)
			return false;
		text_add_char(text, '[');
		begin = *at;
		read_name(at, text);
		text_add_char(text, ']');
		if (*at == begin)
			return false;
		if (**at != '=')
			continue;
		if ((*at)[1] != '"' && (*at)[1] != '\'')
			return false;
		begin = *at + 2;
		*at = strchr(begin, (*at)[1]);
		if (!*at)
			return false;
		if (strncasecmp(begin, "javascript", 10) == 0)
			text_add(text, "SCRIPT");
		(*at)++;
	}
}

/* Behind an element whose content is no markup: at its end tag, or at the end. */
static const char *skip_content(const char *at, const char *name)
{
	static const char *const names[] = {"script", "style", "title", "textarea"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(name, names[i]) != 0)
			continue;
		for (; *at; at++)
			if (at[0] == '<' && at[1] == '/' &&
			    strncasecmp(at + 2, name, strlen(name)) == 0)
				return at;
	}
	return at;
}

const char *skeleton_of(struct arena *arena, const char *html)
{
	struct text text = text_begin(arena, 1 << 20);

	while ((html = strchr(html, '<'))) {
		size_t begin;
		bool is_end = html[1] == '/';
		if (strncmp(html, "<!--", 4) == 0) {
			text_add(&text, "COMMENT ");
			html += 4;
			continue;
		}
		html += 1 + is_end;
		if (!isalpha((unsigned char)*html) && *html != '!')
			continue;
		text_add(&text, is_end ? "/" : "");
		begin = text.length;
		read_name(&html, &text);
		char *name = arena_string(arena, text.bytes + begin);
		if (!read_attributes(&html, &text)) {
			text_add(&text, "BROKEN");
			break;
		}
		text_add_char(&text, ' ');
		html = is_end ? html + 1 : skip_content(html + 1, name);
	}
	return text.bytes;
}
