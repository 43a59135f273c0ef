#include "tests/full_reports.h"

#include <criterion/criterion.h>

#include "model/indicator.h"
#include "model/question.h"
#include "model/report_answer.h"
#include "model/report_edit.h"
#include "model/report_life.h"
#include "model/report_plan.h"
#include "model/report_read.h"
#include "tests/world.h"

static int64_t newest;

/* Paragraphs as the police write them, each another one, so that gzip has no easy way. */
static const struct {
	const char *key, *text;
} texts[] = {
	{"calls",
	 "Середній час прибуття на виклик скоротився завдяки другому екіпажу реагування, який від "
	 "початку вересня чергує в старостинських округах. Найбільше звернень надходило у вечірні "
	 "години п’ятниці та суботи.\n\nХибних викликів стало менше після розмов у ліцеях."},
	{"crime",
	 "Більшість крадіжок скоєно з незамкнених господарських будівель і велосипедних стоянок. "
	 "Розкрито серію крадіжок металу на залізничній станції; підозру повідомлено двом особам. "
	 "Щодо шахрайств: мешканців ошукують через підроблені сторінки банків та оголошень."},
	{"admin",
	 "Рейди щодо продажу алкоголю неповнолітнім відбулися разом із представниками громадського "
	 "формування. Складено протоколи на продавців трьох крамниць, матеріали передано до суду."},
	{"road", "Найнебезпечнішою лишається ділянка дороги Київ–Ковель біля повороту на Ушомир: "
		 "тут сталося "
		 "чотири пригоди з шести. За поданням поліції дорожня служба оновила розмітку та "
		 "встановила "
		 "два знаки обмеження швидкості."},
	{"dv",
	 "Термінові заборонні приписи винесено в усіх випадках, коли загроза була безпосередньою. "
	 "Мобільна група соціальних служб виїздила спільно з поліцією."},
	{"youth",
	 "У навчальних закладах проведено зустрічі про безпеку в мережі, булінг і поводження з "
	 "вибухонебезпечними предметами. Інспектори ювенальної превенції відвідали родини, які "
	 "опинилися у складних життєвих обставинах."},
	{"prevention",
	 "Поліцейські офіцери громади обійшли 312 дворів, раздали пам’ятки про замки, освітлення "
	 "й телефонних шахраїв. Спільно з комунальниками складено перелік темних вулиць."},
	{"martial",
	 "Виявлено та знешкоджено залишки боєприпасів у лісосмузі. Перевірено укриття шкіл, "
	 "комендантську годину патрулюють спільні наряди."},
	{"dialogue",
	 "Двічі зустрілися з робочою групою, у присутності старост обговорили безпеку переходів, "
	 "шум біля кав’ярень і бездоглядних собак. Про кожне звернення група знає "
	 "відповідального."},
	{"problems",
	 "Бракує одного автомобіля підвищеної прохідності для північних сіл; взимку доїзд триває "
	 "понад годину. Відеокамери на в’їзді потребують ремонту."},
	{"plans",
	 "До кінця листопада: перевірити освітлення біля шкіл, провести навчання добровольців, "
	 "завершити облік камер. Відповідальний — сектор превенції."},
	{"advice",
	 "Не повідомляйте нікому кодів із повідомлень банку. Замикайте господарські будівлі, "
	 "носіть світловідбивачі, повертаючись додому в сутінках."},
};

#define SUMMARY                                                                                                                                                           \
	"За два місяці зареєстровано більше повідомлень, ніж улітку, але тяжких злочинів стало "  \
	"менше. Найбільше турбують шахрайства в мережі та швидкість на дорозі біля Ушомира. "        \
	"Разом із громадою відновлено освітлення на шести вулицях. Просимо жителів перевіряти, " \
	"кому "                                                                                                                                                       \
	"вони переказують гроші."

/* Figures like real ones: of another size for each indicator, wandering by a third. */
static int64_t value_of(size_t indicator, int period)
{
	static const int sizes[] = {3900, 640, 88, 27, 9, 145, 4, 61, 12, 310, 17};
	uint32_t noise = (uint32_t)(indicator * 2654435761U) ^ ((uint32_t)period * 40503U + 977U);
	int64_t size = sizes[indicator % COUNT(sizes)];

	noise ^= noise >> 13;
	noise *= 0x5bd1e995U;
	noise ^= noise >> 15;
	return size + (int64_t)(noise % 1000) * size / 3000;
}

static struct report_draft draft_of(int period)
{
	struct date first = {.year = 2024, .month = 11, .day = 1};
	struct indicators indicators = indicator_all(world_db());
	struct report_draft draft = {
		.kind = REPORT_BIMONTHLY,
		.from = date_add_months(first, 2 * period),
		.to = date_add_days(date_add_months(first, 2 * period + 2), -1),
		.unit = "Коростенське районне управління поліції",
		.author_post = "начальник відділу превенції",
		.summary = SUMMARY,
	};

	*LIST_ADD(ready_arena(), &draft.territories) = world_korosten.katottg;
	for (size_t i = 0; i < indicators.count; i++)
		*LIST_ADD(ready_arena(), &draft.figures) = (struct figure){
			.indicator = indicators.items[i].key,
			.state = FIGURE_GIVEN,
			.qualifier = i == 7 ? FIGURE_AT_LEAST : FIGURE_EXACT,
			.value = value_of(i, period) * 1000,
			.note = i == 3 ? "За уточненими даними єдиного обліку на кінець періоду."
				: i == 20 ? "Без урахування траси міжнародного значення."
					  : ""};
	for (size_t i = 0; i < COUNT(texts); i++)
		*LIST_ADD(ready_arena(), &draft.sections) = (struct report_section){texts[i].key,
										    texts[i].text};
	return draft;
}

/* What the community asks and the police answer: as long as such things are. */
static const struct {
	const char *question, *answer;
} talk[] = {
	{"Чому вночі не патрулюють вулицю Сосновського, де тричі за місяць ламали автомобілі?",
	 "Від 12 жовтня маршрут нічного наряду змінено, екіпаж проїздить вулицю щогодини. Двох "
	 "осіб "
	 "затримано, викрадене майно повернуто власникам. Просимо мешканців повідомляти на 102 "
	 "одразу."},
	{"Коли запрацює відеокамера на в’їзді з боку Овруча?",
	 "Камеру замінено, доступ до запису отримає чергова частина після налаштування каналу "
	 "зв’язку; "
	 "балансоутримувач обіцяє це зробити до кінця листопада."},
	{"Чи можна обмежити швидкість біля школи в Ушомирі?",
	 "Подання до служби відновлення направлено 3 жовтня, знаки 30 км/год уже встановлено, "
	 "штучну нерівність заплановано на весну разом із ремонтом покриття."},
	{"Скільки разів приїздили на скарги щодо шуму біля кав’ярні на Грушевського?", ""},
};

static void ask_questions(struct pairs *typed)
{
	for (size_t i = 0; i < COUNT(talk); i++) {
		struct change *change = world_change(ROLE_SECRETARY);
		struct form form = world_form();
		struct question_entry entry = {.asked_on = {.year = 2026, .month = 10, .day = 15},
					       .text = talk[i].question,
					       .sector = question_sector_find("resident"),
					       .addressee = (int)ASKED_POLICE};
		struct question question;

		cr_assert_eq(question_add(change, &form, &entry, &question), OK);
		world_commit();
		if (!*talk[i].answer)
			continue;
		pairs_add(ready_arena(), typed,
			  arena_printf(ready_arena(), "answer.%lld", (long long)question.id),
			  talk[i].answer);
		pairs_add(ready_arena(), typed,
			  arena_printf(ready_arena(), "by.%lld", (long long)question.id),
			  "начальник відділу превенції");
	}
}

/* What is planned, each time anew. */
static const char *const measures[] = {
	"Перевірити освітлення біля шкіл і дитячих садків",
	"Провести навчання добровольців громадського формування",
	"Завершити облік відеокамер і домовитися про доступ до записів",
	"Обійти дачні масиви перед зимою, попередити власників",
	"Відпрацювати маршрут нічного патрулювання з комунальниками",
};

static void plan(struct pairs *typed, bool tells_outcomes)
{
	for (size_t i = 0; i < COUNT(measures); i++) {
		const char *number = arena_printf(ready_arena(), "%zu", i + 1);

		pairs_add(ready_arena(), typed, arena_printf(ready_arena(), "measure.%s", number),
			  measures[i]);
		pairs_add(ready_arena(), typed, arena_printf(ready_arena(), "term.%s", number),
			  "до кінця грудня");
		pairs_add(ready_arena(), typed,
			  arena_printf(ready_arena(), "responsible.%s", number),
			  "сектор превенції");
		if (!tells_outcomes)
			continue;
		pairs_add(ready_arena(), typed, arena_printf(ready_arena(), "became.%s", number),
			  i == 3 ? "not_done" : "done");
		pairs_add(ready_arena(), typed,
			  arena_printf(ready_arena(), "became.%s.note", number),
			  i == 3 ? "Бракувало автомобіля підвищеної прохідності." : "");
	}
}

static void publish(int period)
{
	struct pairs typed = {0};
	struct report_draft draft = draft_of(period);
	struct change *change;
	struct form form = world_form();

	if (period == FULL_REPORTS - 1)
		ask_questions(&typed);
	change = world_change(ROLE_CHIEF);
	cr_assert_eq(report_edit_add(change, &form, &draft, &newest), OK);
	if (typed.count) {
		struct form answers = form_begin(ready_arena(), &typed);

		cr_assert_eq(report_answer_save(change, &answers, newest), OK);
	}
	if (period >= FULL_REPORTS - 2 && period < FULL_REPORTS) {
		struct pairs planned = {0};
		struct form plans;

		plan(&planned, period == FULL_REPORTS - 1);
		plans = form_begin(ready_arena(), &planned);
		cr_assert_eq(report_plan_save(change, &plans, newest), OK);
	}
	cr_assert_eq(report_life_publish(change, &form, newest), OK);
	world_commit();
}

void full_reports_begin(void)
{
	cr_assert_eq(indicator_load(world_change(ROLE_RESIDENT)), OK);
	world_commit();
	for (int period = 0; period < FULL_REPORTS; period++)
		publish(period);
}

void full_report_next(void)
{
	world_at(world_now() + (int64_t)60 * 24 * 60 * 60);
	publish(FULL_REPORTS);
}

void full_report_turn(int64_t by)
{
	newest += by;
}

int64_t full_report(void)
{
	return newest;
}

const char *full_report_path(const char *rest)
{
	return arena_printf(ready_arena(), "/korosten/reports/%lld%s", (long long)newest, rest);
}

void full_report_correct(struct report_draft *draft)
{
	struct change *change = world_change(ROLE_CHIEF);
	struct form form = world_form();
	struct report report;

	cr_assert_eq(report_life_correct(change, &form, newest, "Уточнено облік"), OK);
	world_commit();
	cr_assert_eq(report_find(world_db(), world_korosten.id, newest, &report), OK);
	*draft = report_form_draft(world_db(), &report);
}

void full_report_set(struct report_draft *draft, const char *indicator, int64_t value)
{
	for (size_t i = 0; i < draft->figures.count; i++)
		if (strcmp(draft->figures.items[i].indicator, indicator) == 0)
			draft->figures.items[i].value = value * 1000;
}

void full_report_publish(struct report_draft *draft)
{
	struct change *change = world_change(ROLE_CHIEF);
	struct form form = world_form();

	if (draft)
		cr_assert_eq(report_edit_save(change, &form, newest, draft), OK);
	cr_assert_eq(report_life_publish(change, &form, newest), OK);
	world_commit();
}
