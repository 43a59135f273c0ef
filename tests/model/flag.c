#include "model/flag.h"

#include <criterion/criterion.h>

#include "model/base/outcome.h"
#include "model/base/text.h"
#include "model/base/unicode.h"
#include "tests/ready.h"

TestSuite(flag, .init = ready_begin, .fini = ready_end);

#define NONE     0
#define NAME     FLAG_NAME
#define CONTACT  FLAG_CONTACT
#define ADDRESS  FLAG_ADDRESS
#define CHILD    FLAG_CHILD
#define POINT    FLAG_POINT
#define MILITARY FLAG_MILITARY

/* Made-up sentences as residents write them: what must be seen, and what only looks like it. */
static const struct {
	uint32_t flags;
	const char *text;
} sentences[] = {
	/* somebody is named */
	{NAME, "Сусід Петренко Іван Васильович щоночі вмикає музику."},
	{NAME, "Іван Коваль викидає сміття просто з балкона."},
	{NAME, "У під’їзді торгує самогоном Марія Тестова."},
	{NAME, "Пані Ковальчук годує зграю собак."},
	{NAME, "Кириченко О. П. поставив огорожу на тротуарі."},
	{NAME, "Паркан збудував О. Мельник, дозволу немає."},
	{NAME, "Скаржилися Бондаренкові, а він погрожує людям."},
	{NAME, "Сусідка Ганна виливає помиї на вулицю."},
	{NAME, "Шум від Степановича не дає спати."},
	{NAME, "На вул. Гоголя Петренко Іван палить листя."},
	{NAME, "Хуліганить Сергій, його всі знають."},
	{NAME, "Сосед Иванов Сергей Петрович ломает забор."},
	{NAME, "Собаки належать ПЕТРЕНКО ІВАНУ."},
	{NAME, "Дядько Панас перегородив дорогу трактором."},
	{NAME, "Власник Гнатюк не лагодить дах."},
	{NAME, "Бачили, як Андрієві передавали пакунки."},

	/* how to reach somebody */
	{CONTACT, "Дзвоніть 050 111 22 33, розкажу подробиці."},
	{CONTACT, "Мій номер +380 (67) 123-45-67."},
	{CONTACT, "Зателефонуйте: 0671234567"},
	{CONTACT, "Телефон голови кооперативу (04142) 5-12-34."},
	{CONTACT, "тел. 5-12-34, питати після шостої"},
	{CONTACT, "Пишіть на test.person@example.com"},
	{CONTACT, "У телеграмі продає @zakladka_test"},
	{CONTACT, "Машина АМ 1234 ВС щодня стоїть на газоні."},
	{CONTACT, "Гроші просили на картку 4149 4390 1234 5678."},

	/* somebody's home */
	{ADDRESS, "Шум з квартири 12 у будинку на Соборній."},
	{ADDRESS, "вул. Садова, буд. 5, кв. 17 — притон"},
	{ADDRESS, "У 45-й квартирі цілодобово гамір."},
	{ADDRESS, "Цей чоловік проживає на Мельничній, 14."},
	{ADDRESS, "Пост. адреса: Шевченка 3 кв 8"},

	/* a child that can be told from others */
	{CHILD, "Дівчинка 12 років зі школи № 3 тікає з дому."},
	{CHILD, "Учень 7-А класу школи № 5 продає сигарети."},
	{CHILD, "Восьмикласниця ліцею потрапила під машину."},
	{CHILD, "Хлопчик, 14 років, навчається в гімназії, його побили біля клубу."},
	{CHILD, "Побили неповнолітнього: п’ятнадцятирічний підліток, школа в центрі."},
	{CHILD, "Мальчик 10 лет из школы № 2 попал под машину."},

	/* a point */
	{POINT, "Яма тут: 50.95123, 28.63456"},
	{POINT, "50,95123 28,63456 — відкритий люк"},
	{POINT, "Люк за адресою 50°57'12\" пн. ш. 28°38'05\" сх. д."},
	{POINT, "Ось місце https://maps.app.goo.gl/AbCdEf123"},
	{POINT, "Дивіться https://www.google.com/maps/@50.9,28.6,15z"},
	{POINT, "Можу надіслати координати ями."},
	{POINT, "Скину геолокацію звалища."},
	{POINT, "широта п’ятдесят, довгота двадцять вісім"},

	/* what must not be told in wartime */
	{MILITARY, "Після влучання в цех вибило шибки в садку."},
	{MILITARY, "Наслідки прильоту: яма на дорозі."},
	{MILITARY, "Був приліт біля заводу."},
	{MILITARY, "У двір прилетіло, скло скрізь."},
	{MILITARY, "За лісом працює ППО, чути щоночі."},
	{MILITARY, "Біля блокпоста немає освітлення."},
	{MILITARY, "На блок-посту темно."},
	{MILITARY, "Дорога до військової частини розбита."},
	{MILITARY, "Біля в/ч А1234 зграя собак."},
	{MILITARY, "Поруч зі складом старих боєприпасів горить трава."},
	{MILITARY, "На даху школи стоїть РЕБ."},
	{MILITARY, "У парку впав уламок шахеда."},
	{MILITARY, "Солдати перекрили дорогу: позиції військових за селом."},
	{MILITARY, "Військова техніка розбила асфальт."},
	{MILITARY, "Дорогу розбили танки."},
	{MILITARY, "Чули вибух за містом."},
	{MILITARY, "Попали ракетой в склад, дыра в заборе."},
	{MILITARY, "Пpиліт був учора."}, /* with a Latin p */
	{MILITARY, "Біля БЛОКПОСТУ яма."},
	{MILITARY, "Buv prylit bilya shkoly."},
	{MILITARY, "Возле блокпоста нет света."},
	{MILITARY, "Обстріл пошкодив дах."},

	/* several at once */
	{NAME | CONTACT, "Телефонуйте Івану, 050 111 22 33."},
	{MILITARY | POINT, "Координати блокпоста такі: 50.95123, 28.63456"},
	{ADDRESS | NAME, "У кв. 12 живе Марія."},

	/* false alarms */
	{NONE, "На вул. Івана Франка не горять ліхтарі."},
	{NONE, "Перехрестя вулиць Гоголя та Лесі Українки без світлофора."},
	{NONE, "Між вулицями Одеською, Сергія Параджанова і Михайла Грушевського яма."},
	{NONE, "Біля школи імені Тараса Шевченка немає переходу."},
	{NONE, "На вулиці Ярослава Мудрого траншея."},
	{NONE, "На Шевченка темно."},
	{NONE, "Вулиця Богдана Хмельницького, непарний бік."},
	{NONE, "Магазин «Оксана» викидає сміття."},
	{NONE, "Готель Марія закрив прохід."},
	{NONE, "Надія тільки на вас."},
	{NONE, "На свято Івана Купала палили шини."},
	{NONE, "Голова Коростенської громади обіцяв ремонт."},
	{NONE, "Сусіди Бехів і Шатрища просять зупинку."},
	{NONE, "КП «Водоканал» не закрило люк."},
	{NONE, "Дід Мороз на площі без електрики."},
	{NONE, "Кременчук і Коростень мають таку програму."},
	{NONE, "Дзвонив на 102, 112 і 1547, ніхто не приїхав."},
	{NONE, "Гаряча лінія 0 800 500 202 не відповідає."},
	{NONE, "Засідання 04.07.2021 о 18:00."},
	{NONE, "Період 01.01.2026-31.03.2026 минув."},
	{NONE, "Пишіть на сайт громади, там є форма."},
	{NONE, "Площа зали 50 кв. м, стеля тече."},
	{NONE, "У 2 кв. 2026 року обіцяли ремонт."},
	{NONE, "Без води 40 квартир у трьох будинках."},
	{NONE, "Залило 3 квартири 12 травня."},
	{NONE, "Школу № 3 не ремонтували 12 років."},
	{NONE, "Діти йдуть темною вулицею до школи № 5."},
	{NONE, "Молодь 14-16 років збирається на стадіоні."},
	{NONE, "Знак 40 км/год біля ліцею збито."},
	{NONE, "На вулиці -20°, ожеледь."},
	{NONE, "Сума 50,5 тис. грн і 28,75 тис. грн."},
	{NONE, "Координатор групи не відповів."},
	{NONE, "Прилетіли лелеки, гніздо на стовпі."},
	{NONE, "Спортивні снаряди на майданчику зламані."},
	{NONE, "Вибухи петард уночі лякають дітей."},
	{NONE, "Полігон твердих побутових відходів горить."},
	{NONE, "Пам’ятник-танк на в’їзді облупився."},
	{NONE, "Склад комісії не оприлюднено."},
	{NONE, "Порожній склад будматеріалів без охорони."},
	{NONE, "Довготривалий ремонт дороги."},
	{NONE, "М’яч влучив у вікно спортзалу."},
	{NONE, "Ремонтна бригада не приїхала."},
	{NONE, "Реберця парканів стирчать назовні."},
	{NONE, "Три роки немає освітлення, на минулому засіданні говорили."},
	{NONE, "Маршрутка № 12 не зупиняється біля лікарні."},
	{NONE, ""},
};

static const char *said(uint32_t flags)
{
	static const char *const names[FLAG_COUNT] = {"name ",  "contact ", "address ",
						      "child ", "point ",   "military "};
	struct text said = text_begin(ready_arena(), 100);

	for (int i = 0; i < FLAG_COUNT; i++)
		text_add(&said, flags & (uint32_t)1 << i ? names[i] : "");
	return said.bytes;
}

Test(flag, sentences_are_flagged_as_the_table_says)
{
	for (size_t i = 0; i < COUNT(sentences); i++) {
		uint32_t flags = flags_of(ready_arena(), sentences[i].text);

		cr_expect_eq(flags, sentences[i].flags, "'%s': %s instead of %s", sentences[i].text,
			     said(flags), said(sentences[i].flags));
	}
}

Test(flag, says_the_words_it_means_as_they_were_typed)
{
	struct flag_hits hits = flag_hits_of(
		ready_arena(), "Біля Блокпоста, кв. 12, торгує Марія Тестова, 050 111 22 33.");

	cr_assert_eq(hits.count, 4);
	cr_expect_str_eq(hits.items[0].words, "Блокпоста");
	cr_expect_str_eq(hits.items[1].words, "кв. 12");
	cr_expect_str_eq(hits.items[2].words, "Марія Тестова");
	cr_expect_str_eq(hits.items[3].words, "050 111 22 33");
}

Test(flag, nothing_is_no_words_at_all)
{
	cr_assert_eq(flags_of(ready_arena(), NULL), 0);
	cr_assert_eq(flag_hits_of(ready_arena(), "!!! … «»").count, 0);
}

Test(flag, hits_are_counted_out_on_a_text_of_nothing_else)
{
	struct text text = text_begin(ready_arena(), 40000);

	for (int i = 0; i < 500; i++)
		text_addf(&text, "кв. %d. ", i + 1);
	cr_assert_eq(flag_hits_of(ready_arena(), text.bytes).count, 20);
}

/* Cut anywhere, even within a letter's bytes once they are cleaned, nothing is read beyond its end. */
Test(flag, every_beginning_of_a_text_can_be_looked_at)
{
	const char *whole = "Сусід Петренко І. В., кв. 5, тел. 5-12-34, 50.95123, 28.63456 в/ч А1, "
			    "50°57'1\" @name_of https://osm.org/x AM 1234 ВС";

	for (size_t length = 0; length <= strlen(whole); length++)
		flags_of(ready_arena(), unicode_clean(ready_arena(), whole, length, MANY_LINES));
}
