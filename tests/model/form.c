#include "model/form.h"

#include <criterion/criterion.h>

#include "model/contact.h"
#include "model/number.h"
#include "tests/ready.h"

TestSuite(form, .init = ready_begin, .fini = ready_end);
TestSuite(number, .init = ready_begin, .fini = ready_end);
TestSuite(contact, .init = ready_begin, .fini = ready_end);

struct sheet {
	const char *line, *text, *raw, *phone, *email;
	int64_t integer, moment;
	double decimal;
	struct date date;
	int choice;
	bool flag;
	struct texts list;
};

static int colour(const char *key)
{
	return strcmp(key, "red") == 0 ? 0 : strcmp(key, "green") == 0 ? 1 : -1;
}

#define MEMBER(name_) .name = #name_, .offset = offsetof(struct sheet, name_)

static const struct field fields[] = {
	{MEMBER(line), .kind = FIELD_LINE, .least = 3, .most = 10},
	{MEMBER(text), .kind = FIELD_TEXT, .most = 20},
	{MEMBER(raw), .kind = FIELD_RAW, .least = 2},
	{MEMBER(phone), .kind = FIELD_PHONE},
	{MEMBER(email), .kind = FIELD_EMAIL},
	{MEMBER(integer), .kind = FIELD_INTEGER, .least = -5, .most = 1000000},
	{MEMBER(moment), .kind = FIELD_MOMENT},
	{MEMBER(decimal), .kind = FIELD_DECIMAL, .least = 22, .most = 53},
	{MEMBER(date), .kind = FIELD_DATE},
	{MEMBER(choice), .kind = FIELD_CHOICE, .choice = colour},
	{MEMBER(flag), .kind = FIELD_FLAG},
	{MEMBER(list), .kind = FIELD_LIST, .most = 5},
	{0}};

static const struct field required[] = {
	{MEMBER(line), .kind = FIELD_LINE, .is_required = true},
	{MEMBER(integer), .kind = FIELD_INTEGER, .is_required = true},
	{MEMBER(date), .kind = FIELD_DATE, .is_required = true},
	{MEMBER(choice), .kind = FIELD_CHOICE, .is_required = true, .choice = colour},
	{MEMBER(flag), .kind = FIELD_FLAG, .is_required = true},
	{MEMBER(list), .kind = FIELD_LIST, .is_required = true},
	{0}};

/* Read one pair with the table above; the fault it gives, with everything but the kind in *fault. */
static enum fault_kind read_one(const char *name, const char *value, struct sheet *sheet,
				struct fault *fault)
{
	struct pairs pairs = {0};
	struct form form;
	enum outcome outcome;

	pairs_add(ready_arena(), &pairs, name, value);
	form = form_begin(ready_arena(), &pairs);
	outcome = form_read(&form, fields, sheet);
	cr_assert_eq(outcome, form.faults.count ? INVALID : OK);
	if (outcome == OK)
		return FAULT_NONE;
	cr_assert_str_eq(form.faults.items[0].field, name);
	if (fault)
		*fault = form.faults.items[0];
	return form.faults.items[0].kind;
}

static enum fault_kind fault_of(const char *name, const char *value)
{
	struct sheet sheet = {0};

	return read_one(name, value, &sheet, NULL);
}

static struct sheet sheet_of(const char *name, const char *value)
{
	struct sheet sheet = {0};

	cr_assert_eq(read_one(name, value, &sheet, NULL), FAULT_NONE, "%s=%s", name, value);
	return sheet;
}

Test(form, what_is_required_and_not_typed_is_missing)
{
	struct pairs pairs = {0};
	struct form form;
	struct sheet sheet = {.integer = 77};

	pairs_add(ready_arena(), &pairs, "line", " \t\n ");
	pairs_add(ready_arena(), &pairs, "integer", "");
	pairs_add(ready_arena(), &pairs, "list", " ");
	form = form_begin(ready_arena(), &pairs);
	cr_assert_eq(form_read(&form, required, &sheet), INVALID);
	for (const struct field *field = required; field->name; field++) {
		const struct fault *fault = form_fault_of(&form, field->name);
		cr_expect(fault && fault->kind == FAULT_MISSING, "%s", field->name);
	}
	cr_assert_eq(sheet.integer, 77, "a faulty field's member is left alone");
	cr_assert_null(form_fault_of(&form, "text"));
}

Test(form, limits_are_counted_in_characters)
{
	struct sheet sheet = {.line = "before"};
	struct fault fault = {0};

	cr_assert_eq(read_one("line", "одинадцять!", &sheet, &fault), FAULT_TOO_LONG);
	cr_assert_eq(fault.number, 10);
	cr_assert_str_eq(sheet.line, "before");
	cr_assert_eq(read_one("line", "їж", &sheet, &fault), FAULT_TOO_SHORT);
	cr_assert_eq(fault.number, 3);
	cr_assert_str_eq(sheet_of("line", "десять зн.").line, "десять зн.");
	cr_assert_eq(fault_of("text", "двадцять один символ!"), FAULT_TOO_LONG);
	cr_assert_eq(fault_of("list", "шість!"), FAULT_TOO_LONG);
	cr_assert_eq(fault_of("raw", arena_printf(ready_arena(), "%0121d", 0)), FAULT_TOO_LONG);
}

Test(form, wrong_encoding_is_not_text)
{
	static const char cp1251[] = "\xCF\xF0\xE8\xE2\xB3\xF2";

	for (const struct field *field = fields; field->name; field++)
		cr_expect_eq(fault_of(field->name, cp1251), FAULT_NOT_TEXT, "%s", field->name);
}

Test(form, an_unclear_number_is_asked_back_with_what_was_typed)
{
	struct sheet sheet = {.integer = 5};
	struct fault fault = {0};

	cr_assert_eq(read_one("integer", " 16,661,261 ", &sheet, &fault), FAULT_UNCLEAR_NUMBER);
	cr_assert_str_eq(fault.detail, "16,661,261");
	cr_assert_eq(sheet.integer, 5);
	cr_assert_eq(fault_of("integer", "85609 тис."), FAULT_UNCLEAR_NUMBER);
	cr_assert_eq(fault_of("integer", "багато"), FAULT_NOT_A_NUMBER);
	cr_assert_eq(fault_of("integer", "1,5"), FAULT_NOT_A_NUMBER);
}

Test(form, numbers_out_of_range_tell_the_range)
{
	struct sheet sheet = {0};
	struct fault fault = {0};

	cr_assert_eq(read_one("integer", "1 000 001", &sheet, &fault), FAULT_OUT_OF_RANGE);
	cr_assert_eq(fault.number, -5);
	cr_assert_eq(fault.other, 1000000);
	cr_assert_eq(fault_of("integer", "-6"), FAULT_OUT_OF_RANGE);
	cr_assert_eq(fault_of("integer", "99999999999999999999"), FAULT_OUT_OF_RANGE);
	cr_assert_eq(fault_of("decimal", "53,0001"), FAULT_OUT_OF_RANGE);
	cr_assert_eq(sheet_of("integer", "−5").integer, -5);
	cr_assert_eq(sheet_of("integer", "1\u00A0000\u00A0000").integer, 1000000);
}

Test(form, a_measure_may_be_as_fine_as_coordinates_are)
{
	static const char *const bad[] = {"",       "x",      "50.", ".5",
					  "50.9.1", "50,9,1", "5 0", "1e1",
					  "0x1A",   "nan",    "inf", "50.1234567890123456",
					  "+50",    "--50"};

	cr_assert_float_eq(sheet_of("decimal", "50.951").decimal, 50.951, 1e-9);
	cr_assert_float_eq(sheet_of("decimal", "28,6386125").decimal, 28.6386125, 1e-9);
	for (size_t i = 1; i < COUNT(bad); i++)
		cr_expect_eq(fault_of("decimal", bad[i]), FAULT_NOT_A_NUMBER, "%s", bad[i]);
}

Test(form, impossible_days_are_refused)
{
	static const char *const bad[] = {"2026-02-29", "31.04.2026", "2026-13-01", "today",
					  "15.03.26",   "1.1.1",      "2026-1-1",   "15-03-2026"};

	for (size_t i = 0; i < COUNT(bad); i++) {
		cr_expect_eq(fault_of("date", bad[i]), FAULT_NOT_A_DATE, "%s", bad[i]);
		cr_expect_eq(fault_of("moment", bad[i]), FAULT_NOT_A_DATE, "%s", bad[i]);
	}
	cr_assert_eq(fault_of("moment", "2026-03-15T25:00:00Z"), FAULT_NOT_A_DATE);
}

Test(form, days_and_moments_are_read_as_people_and_machines_write_them)
{
	struct date day = {2026, 3, 15};

	cr_assert_eq(date_compare(sheet_of("date", "2026-03-15").date, day), 0);
	cr_assert_eq(date_compare(sheet_of("date", " 15.03.2026 ").date, day), 0);
	cr_assert_eq(date_compare(sheet_of("date", "15/3/2026").date, day), 0);
	cr_assert_eq(sheet_of("moment", "2026-03-15T00:00:00+02:00").moment,
		     sheet_of("moment", "15.03.2026").moment);
	cr_assert_eq(sheet_of("moment", "2026-11-22T18:05:00+02:00").moment,
		     sheet_of("moment", "22.11.2026 18:05").moment);
	/* The clocks go forward at three in this night, and back at four in that one. */
	cr_assert_eq(sheet_of("moment", "2026-03-29T09:00:00+03:00").moment,
		     sheet_of("moment", "29.03.2026 9:00").moment);
	cr_assert_eq(sheet_of("moment", "2026-10-25T18:00:00+02:00").moment,
		     sheet_of("moment", "25.10.2026 18:00").moment);
	cr_assert_eq(fault_of("moment", "22.11.2026 24:00"), FAULT_NOT_A_DATE);
	cr_assert_eq(fault_of("moment", "22.11.2026 18:00x"), FAULT_NOT_A_DATE);
	cr_assert_eq(fault_of("moment", "22.11.2026 18"), FAULT_NOT_A_DATE);
}

Test(form, unknown_choices_are_told_back)
{
	struct sheet sheet = {.choice = 1};
	struct fault fault = {0};

	cr_assert_eq(read_one("choice", "blue<script>", &sheet, &fault), FAULT_UNKNOWN);
	cr_assert_str_eq(fault.detail, "blue<script>");
	cr_assert_eq(sheet.choice, 1);
	cr_assert_eq(sheet_of("choice", "green").choice, 1);
}

Test(form, text_is_cleaned_and_a_password_is_not)
{
	cr_assert_str_eq(sheet_of("line", " а \r\n б ").line, "а б");
	cr_assert_str_eq(sheet_of("text", "а\r\nи\u0306\u202E\n").text, "а\nй");
	cr_assert_str_eq(sheet_of("raw", " пароль \t").raw, " пароль \t");
}

Test(form, a_flag_is_anything_but_zero)
{
	struct sheet sheet = {.flag = true};

	cr_assert(sheet_of("flag", "1").flag);
	cr_assert(sheet_of("flag", "on").flag);
	cr_assert_eq(read_one("flag", "0", &sheet, NULL), FAULT_NONE);
	cr_assert_not(sheet.flag);
}

Test(form, a_list_is_every_value_of_its_name)
{
	struct pairs pairs = {0};
	struct form form;
	struct sheet sheet = {0};

	pairs_add(ready_arena(), &pairs, "list", " a ");
	pairs_add(ready_arena(), &pairs, "line", "abc");
	pairs_add(ready_arena(), &pairs, "list", "");
	pairs_add(ready_arena(), &pairs, "list", "b");
	pairs_add(ready_arena(), &pairs, "line", "other");
	form = form_begin(ready_arena(), &pairs);
	cr_assert_eq(form_read(&form, fields, &sheet), OK);
	cr_assert_eq(sheet.list.count, 2);
	cr_assert_str_eq(sheet.list.items[0], "a");
	cr_assert_str_eq(sheet.list.items[1], "b");
	cr_assert_str_eq(sheet.line, "abc", "of another field the first value counts");
}

Test(form, what_was_not_typed_stays_but_no_string_is_null)
{
	struct pairs pairs = {0};
	struct form form = form_begin(ready_arena(), &pairs);
	struct sheet sheet = {.line = "kept", .integer = 3, .flag = true};

	cr_assert_eq(form_read(&form, fields, &sheet), OK);
	cr_assert_str_eq(sheet.line, "kept");
	cr_assert_str_eq(sheet.text, "");
	cr_assert_str_eq(sheet.phone, "");
	cr_assert_eq(sheet.integer, 3);
	cr_assert(sheet.flag);
}

Test(form, what_was_emptied_becomes_empty)
{
	struct sheet sheet = {.line = "x", .date = {2026, 1, 1}, .moment = 5, .phone = "x"};

	cr_assert_eq(read_one("line", "  ", &sheet, NULL), FAULT_NONE);
	cr_assert_eq(read_one("date", "", &sheet, NULL), FAULT_NONE);
	cr_assert_eq(read_one("moment", "", &sheet, NULL), FAULT_NONE);
	cr_assert_eq(read_one("phone", "", &sheet, NULL), FAULT_NONE);
	cr_assert_str_eq(sheet.line, "");
	cr_assert_str_eq(sheet.phone, "");
	cr_assert_not(date_is_set(sheet.date));
	cr_assert_eq(sheet.moment, 0);
}

Test(form, everything_typed_can_be_shown_again)
{
	struct pairs pairs = {0};
	struct form form;

	pairs_add(ready_arena(), &pairs, "line", "a\xFF");
	form = form_begin(ready_arena(), &pairs);
	cr_assert_str_eq(form_typed(&form, "line"), "a\uFFFD", "but always as valid text");
	cr_assert_str_eq(form_typed(&form, "nothing"), "");
	cr_assert_eq(form_fault(&form, "line", FAULT_TAKEN), INVALID);
	cr_assert_eq(form_fault_of(&form, "line")->kind, FAULT_TAKEN);
}

Test(number, what_could_be_read_two_ways_is_unclear)
{
	static const char *const unclear[] = {"16,661,261",  "1,204",    "1.204",
					      "16.661.261",  "1,204.5",  "1.204,5",
					      "85609 тис.",  "85609тис", "16,661,261 тис. грн",
					      "1,1 млн грн", "-1,204",   "123,456"};
	int64_t scaled = 42;

	for (size_t i = 0; i < COUNT(unclear); i++)
		cr_expect_eq(number_read(unclear[i], &scaled), FAULT_UNCLEAR_NUMBER, "%s",
			     unclear[i]);
	cr_assert_eq(scaled, 42);
}

Test(number, what_is_no_number_is_refused)
{
	static const char *const bad[] = {
		"",    "-",   "abc",       "1 20",    "12 34",     "1234 567", "1  204",
		"5,",  ",5",  "1,2,3",     "1..2",    "1e5",       "0x10",     "+5",
		"12%", "٣",   "1 204,5,6", "1,23456", "понад 600", "1-2",      "--1",
		"NaN", " 12", "12 ",       "1,204x"};
	int64_t scaled = 42;

	for (size_t i = 0; i < COUNT(bad); i++)
		cr_expect_eq(number_read(bad[i], &scaled), FAULT_NOT_A_NUMBER, "'%s'", bad[i]);
	cr_assert_eq(number_read("1234567890123456", &scaled), FAULT_OUT_OF_RANGE);
	cr_assert_eq(number_read("999 999 999 999 999 999", &scaled), FAULT_OUT_OF_RANGE);
	cr_assert_eq(scaled, 42);
}

Test(number, what_people_write_is_read_exactly)
{
	static const struct {
		const char *typed;
		int64_t scaled;
	} good[] = {
		{"0", 0},
		{"600", 600000},
		{"1 204,5", 1204500},
		{"1\u00A0204,5", 1204500},
		{"1\u202F204.5", 1204500},
		{"1204.5", 1204500},
		{"1204,5", 1204500},
		{"85609", 85609000},
		{"16 661 261", 16661261000},
		{"16661261", 16661261000},
		{"-9,1", -9100},
		{"−9,1", -9100},
		{"0,125", 125},
		{"1 204,500", 1204500},
		{"12345,678", 12345678},
		{"1,20", 1200},
		{"1,2040", 1204},
		{"007", 7000},
		{"999999999999999", 999999999999999000},
	};

	for (size_t i = 0; i < COUNT(good); i++) {
		int64_t scaled = -1;
		cr_expect_eq(number_read(good[i].typed, &scaled), FAULT_NONE, "%s", good[i].typed);
		cr_expect_eq(scaled, good[i].scaled, "%s gave %ld", good[i].typed, (long)scaled);
	}
}

Test(contact, what_is_no_telephone_number_is_refused)
{
	static const char *const bad[] = {"102",
					  "0067123456",
					  "+380067123456",
					  "067 123 45 6",
					  "067 123 45 678",
					  "+380 067 123 45 67",
					  "+38067123456",
					  "067123456x",
					  "067-123-45-67, 050-123-45-67",
					  "671234567",
					  "+0123456789",
					  "++380671234567",
					  "067+1234567",
					  "()",
					  "+12345678901234567",
					  "00000000000000000000000000000000000000"};

	for (size_t i = 0; i < COUNT(bad); i++) {
		cr_expect_null(contact_phone(ready_arena(), bad[i]), "%s", bad[i]);
		cr_expect_eq(fault_of("phone", bad[i]), FAULT_NOT_A_PHONE, "%s", bad[i]);
	}
}

Test(contact, ukrainian_numbers_are_known_in_every_writing)
{
	static const char *const good[] = {
		"0671234567",          "067 123 45 67",     "(067) 123-45-67", "+380671234567",
		"+38 (067) 123–45–67", "380671234567",      "80671234567",     "8 067 123 45 67",
		"00380 67 1234567",    "067\u00A0123.45.67"};

	for (size_t i = 0; i < COUNT(good); i++)
		cr_expect_str_eq(sheet_of("phone", good[i]).phone, "+380671234567", "%s", good[i]);
	cr_assert_str_eq(sheet_of("phone", "+48 22 123 45 67").phone, "+48221234567");
	cr_assert_str_eq(sheet_of("phone", "(04142) 5-23-45 ").phone, "+380414252345");
}

Test(contact, what_is_no_address_is_refused)
{
	static const char *const bad[] = {
		"x",         "@x.ua",      "a@",          "a@b",       "a b@c.ua", "a@b@c.ua",
		"a@.ua",     "a@b..ua",    "a@-b.ua",     "a@b-.ua",   ".a@b.ua",  "a.@b.ua",
		"a..b@c.ua", "a@b.ua,c@d", "<a@b.ua>",    "a@1.2.3.4", "a@b.u",    "a@b_c.ua",
		"a@b.ua.",   "\"a\"@b.ua", "a\u00A0@b.ua"};

	for (size_t i = 0; i < COUNT(bad); i++)
		cr_expect_eq(fault_of("email", bad[i]), FAULT_NOT_AN_EMAIL, "%s", bad[i]);
	cr_assert_eq(fault_of("email", arena_printf(ready_arena(), "a@%0250d.ua", 0)),
		     FAULT_NOT_AN_EMAIL);
}

Test(contact, addresses_of_any_writing_are_taken)
{
	static const char *const good[] = {"olena@example.org", "o.k+poruch@mail.example.com.ua",
					   "пошта@приклад.укр", "a@xn--80a.xn--j1amh"};

	for (size_t i = 0; i < COUNT(good); i++)
		cr_expect_str_eq(sheet_of("email", good[i]).email, good[i]);
}
