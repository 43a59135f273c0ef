/* What compile.c refuses: each case is run through the tool. */
#include <criterion/criterion.h>

#include <sys/wait.h>

#include "model/base/outcome.h"
#include "model/base/text.h"
#include "tests/ready.h"

TestSuite(refused, .init = ready_begin, .fini = ready_end);

static const struct {
	const char *source;
	int line;
	const char *because;
} cases[] = {
	/* Places where no value is safe. */
	{"{{page t()}}\n<{{x}}></p>{{end}}", 2, "tag's name"},
	{"{{page t()}}\n<p{{x}}></p>{{end}}", 2, "tag's name"},
	{"{{page t()}}\n<p {{x}}></p>{{end}}", 2, "for an attribute"},
	{"{{page t()}}\n<p x{{x}}=\"\"></p>{{end}}", 2, "attribute's name"},
	{"{{page t()}}\n<p class={{x}}></p>{{end}}", 2, "in quotes"},
	{"{{page t()}}\n<p class=a></p>{{end}}", 2, "in quotes"},
	{"{{page t()}}\n<script>{{x}}</script>{{end}}", 2, "<script>"},
	{"{{page t()}}\n<style>{{x}}</style>{{end}}", 2, "<style>"},
	{"{{page t()}}\n<p onclick=\"{{x}}\"></p>{{end}}", 2, "no scripts"},
	{"{{page t()}}\n<p ONCLICK=\"x\"></p>{{end}}", 2, "no scripts"},
	{"{{page t()}}\n<p style=\"{{x}}\"></p>{{end}}", 2, "'style'"},
	{"{{page t()}}\n<iframe srcdoc=\"{{x}}\"></iframe>{{end}}", 2, "'srcdoc'"},
	{"{{page t()}}\n<img srcset=\"{{x}}\">{{end}}", 2, "'srcset'"},
	{"{{page t()}}\n<meta http-equiv=\"refresh\" content=\"{{x}}\">{{end}}", 2, "http-equiv"},
	{"{{page t()}}\n<!-- {{x}} -->{{end}}", 2, "in a comment"},
	{"{{page t()}}\n<!doctype {{x}}>{{end}}", 2, "in a declaration"},
	{"{{page t()}}\n<base href=\"{{x}}\">{{end}}", 2, "<base>"},
	{"{{page t()}}\n<object data=\"{{x}}\"></object>{{end}}", 2, "<object>"},
	{"{{page t()}}\n<svg><set to=\"{{x}}\"/></svg>{{end}}", 2, "'to' of <set>"},
	{"{{page t()}}\n<iframe>{{x}}</iframe>{{end}}", 2, "<iframe>"},
	{"{{page t()}}\n<p title=\"{{show x()}}\"></p>{{end}}", 2, "in an attribute"},
	{"{{page t()}}\n<title>{{show x()}}</title>{{end}}", 2, "may not stand"},
	/* Addresses. */
	{"{{page t()}}\n<a href=\"javascript:{{x}}\"></a>{{end}}", 2, "javascript:"},
	{"{{page t()}}\n<a href=\"javascript:x\"></a>{{end}}", 2, "javascript:"},
	{"{{page t()}}\n<a href=\"java&#115;cript:x\"></a>{{end}}", 2, "character reference"},
	{"{{page t()}}\n<a href=\"//{{x}}\"></a>{{end}}", 2, "begin with //"},
	{"{{page t()}}\n<a href=\"{{x}}:y\"></a>{{end}}", 2, "goes on with"},
	{"{{page t()}}\n<form action=\"data:{{x}}\"></form>{{end}}", 2, "data:"},
	{"{{page t()}}\n<a href=\"{{if x}}javascript{{else}}tel{{end}}:{{y}}\"></a>{{end}}", 2,
	 "split the beginning"},
	{"{{page t()}}\n<a href=\"{{if x}}/a{{end}}{{y}}\"></a>{{end}}", 2, "not where it was"},
	{"{{page t()}}\n<a href=\"{{if x}}/a{{else}}{{y}}{{end}}\"></a>{{end}}", 2,
	 "not where it was"},
	/* Markup. */
	{"{{page t()}}\n<p><b></p></b>{{end}}", 2, "</b> should stand"},
	{"{{page t()}}\n<p>\n{{end}}", 3, "<p> of line 2 is not closed"},
	{"{{page t()}}\n</p>{{end}}", 2, "was not opened"},
	{"{{page t()}}\n<p>{{if x}}</p>{{end}}{{end}}", 2, "not opened in this block"},
	{"{{page t()}}\n{{if x}}<p>{{end}}</p>{{end}}", 2, "still open"},
	{"{{page t()}}\n{{for each x in y}}<p>{{end}}</p>{{end}}", 2, "still open"},
	{"{{page t()}}\n<p {{if x}}class=\"{{end}}\"></p>{{end}}", 2, "not where it was"},
	{"{{page t()}}\n<br></br>{{end}}", 2, "no end tag"},
	{"{{page t()}}\n<p/>{{end}}", 2, "within svg"},
	{"{{page t()}}\n<p class=\"a\"id=\"b\"></p>{{end}}", 2, "white space is missing"},
	{"{{page t()}}\n<p>1 < 2</p>{{end}}", 2, "&lt;"},
	{"{{page t()}}\n<p>1 & 2</p>{{end}}", 2, "&amp;"},
	{"{{page t()}}\n<p>Words</p>{{end}}", 2, "go through {{say}}"},
	{"{{page t()}}\n<p>Слова</p>{{end}}", 2, "go through {{say}}"},
	{"{{page t()}}\n<p title=\"Words\"></p>{{end}}", 2, "go through {{say}}"},
	{"{{page t()}}\n<title>Words</title>{{end}}", 2, "go through {{say}}"},
	{"{{page t() opens div}}\n<p></p>{{end}}", 2, "<div> should be left open"},
	/* The words. */
	{"{{page t()}}\n{{x", 2, "not closed"},
	{"{{page t()}}\n{{value with something}}{{end}}", 2, "unknown word"},
	{"{{page t()}}\n{{x | raw}}{{end}}", 2, "unknown word"},
	{"{{page t()}}\n{{if x}}{{end}}", 1, "no {{end}}"},
	{"{{page t()}}\n{{else}}{{end}}", 2, "{{else}} without"},
	{"{{page t()}}{{end}}\n{{end}}", 2, "only {{include}}"},
	{"{{page t()}}\n{{say \"a {1}\"}}{{end}}", 2, "1 holes and 0 values"},
	{"{{page t()}}\n{{say \"a\", x}}{{end}}", 2, "0 holes and 1 values"},
	{"{{page t()}}\n{{say x}}{{end}}", 2, "a string in double quotes"},
	{"{{page t()}}\n{{page t_2()}}{{end}}{{end}}", 2, "within another"},
	{"\n{{page other()}}{{end}}", 2, "is named t or t_"},
	{"\n<p></p>", 2, "only remarks"},
	{"\n{{x}}", 2, "only {{include}}"},
};

/* The message of the tool about a source, "" when it took it; *status is its exit status. */
static const char *compile(const char *source, int *status)
{
	struct arena *arena = ready_arena();
	char folder[] = "/tmp/refused.XXXXXX", line[512];
	struct text message = text_begin(arena, 4096);
	const char *path;
	FILE *file;

	cr_assert_not_null(mkdtemp(folder));
	path = arena_printf(arena, "%s/t.html", folder);
	file = fopen(path, "w");
	cr_assert_not_null(file);
	fputs(source, file);
	fclose(file);
	file = popen(
		arena_printf(arena,
			     "build/compile-templates %s %s/t.c %s/t.h 2>&1; status=$?; rm -r %s; "
			     "exit $status",
			     path, folder, folder, folder),
		"r");
	cr_assert_not_null(file);
	while (fgets(line, sizeof(line), file))
		text_add(&message, line);
	*status = WEXITSTATUS(pclose(file));
	return message.bytes;
}

Test(refused, with_file_line_and_reason)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		int status;
		const char *message = compile(cases[i].source, &status);
		const char *place = arena_printf(ready_arena(), "/t.html:%d: ", cases[i].line);
		cr_assert_eq(status, 1, "case %zu was taken: %s", i + 1, cases[i].source);
		cr_assert_not_null(strstr(message, place), "case %zu: %s", i + 1, message);
		cr_assert_not_null(strstr(message, cases[i].because), "case %zu: %s", i + 1,
				   message);
	}
}

Test(refused, is_not_what_is_well_written)
{
	int status;
	const char *message = compile(
		"{{page t(const char *x)}}\n<p title=\"{{x}}\"{{if x}} hidden{{end}}><br>{{x}}"
		"<code>words</code> &amp; <b translate=\"no\">Atom</b> 102 — №</p>{{end}}",
		&status);

	cr_assert_eq(status, 0, "%s", message);
	cr_assert_str_eq(message, "");
}
