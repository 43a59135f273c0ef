#include "input.h"

#include "html.h"

void input_hidden_html(struct page *page, const char *name, const char *value)
{
	HTML(page, "<input type=\"hidden\" name=\"");
	html_text(page, name);
	HTML(page, "\" value=\"");
	html_text(page, value);
	HTML(page, "\">");
}

void input_secrets_html(struct page *page)
{
	input_hidden_html(page, "token", page->token);
	input_hidden_html(page, "once", page->once);
}
