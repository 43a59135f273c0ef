/*
 * flag_words.c - the table of words that may tell an enemy something, and of what only sounds so.
 *
 * A line is one to three words that follow each other, at most one other word between two of them and
 * never over a sentence's end. Words are folded (unicode_fold: small letters, no apostrophes), "|"
 * parts alternatives, "*" stands for any ending. Lines without a flag stand first: they take their
 * words away from everybody behind them. Ukrainian, Russian and, where it is plain, Latin letters.
 */
#include <string.h>

#include "base/outcome.h"
#include "flag_token.h"

#define WEAPONS                                                                                                                                                 \
	"ракет*|снаряд*|дрон*|шахед*|шахид*|бпла|безпілотник*|беспилотник*|мін|міни|каб|каби|" \
	"авіабомб*|бомб*|град|артилері*|артиллер*"
#define TROOPS                                                                                                                                                    \
	"військ|війська|військами|військових|військові|військовослужбовц*|зсу|всу|солдат*|" \
	"підрозділ*|бригад*|батальйон*|тероборон*|тро|артилері*|ппо|пво|техніки|танк*"

static const struct {
	uint32_t flag;
	const char *words[3];
} lines[] = {
	/* innocent */
	{0, {"спортивн*|гімнастичн*|вуличн*|тренувальн*|дитяч*", "снаряд*"}},
	{0, {"вибух*|взрыв*", "петард*|салют*|феєрверк*|газ*|балон*"}},
	{0, {"полігон*|полигон*", "тпв|тпо|тбо|побутов*|відход*|тверд*|сміттєв*|сміття"}},
	{0, {"памятник*|памятн*|монумент*", "танк*"}},
	{0, {"танк*", "памятник*"}},
	{0, {"дід*|дед*", "мороз*"}},
	{0, {"івана|ивана", "купала"}},
	{0, {"склад*", "сміття|злочину|преступления|комісі*|кадастр*"}},

	/* strikes and what they left */
	{FLAG_MILITARY, {"влучан*|попадання|vluchan*", NULL}},
	{FLAG_MILITARY, {"влучи*|попал*|попав|попада*", WEAPONS}},
	{FLAG_MILITARY, {WEAPONS, "влучи*|попал*|попав|впав|впал*|упав|упал*"}},
	{FLAG_MILITARY,
	 {"приліт|прильот*|прилет|прилета|прилету|прилеты|прилетов|прилетом|прилете|прилётом|"
	  "прилёт*|прилетіло|прилетело|prylit|pryliot*|prilet|prilyot"}},
	{FLAG_MILITARY, {"обстріл*|обстрел*|артобстріл*|артобстрел*|авіаудар*|авиаудар*"}},
	{FLAG_MILITARY,
	 {"вибух|вибуху|вибухи|вибухів|вибухом|вибухами|взрыв|взрыва|взрывы|взрывов"}},
	{FLAG_MILITARY, {"ракетн*|дронов*|масован*", "удар*|атак*"}},
	{FLAG_MILITARY, {"уламк*|обломк*|залишк*", WEAPONS}},
	{FLAG_MILITARY, {"шахед*|шахид*|бпла|fpv|shahed*|бомбардуван*|бомбардировк*|авіабомб*"}},
	{FLAG_MILITARY, {"ворож*|збит*|збив*|збил*|сбит*|сбил*", WEAPONS}},
	{FLAG_MILITARY, {"детектор*", "дрон*"}},

	/* what defends the sky, and the air waves */
	{FLAG_MILITARY, {"ппо|пво|ppo|ппошник*|зенітн*|зенитн*|хаймарс*|хімарс*|himars*|рлс"}},
	{FLAG_MILITARY, {"протиповітрян*|противовоздушн*", "оборон*"}},
	{FLAG_MILITARY, {"реб|ребу|ребом|рэб|рер"}},
	{FLAG_MILITARY, {"радіоелектронн*|радиоэлектронн*", "боротьб*|борьб*"}},
	{FLAG_MILITARY, {"мобільн*", "вогнев*", "груп*"}},

	/* where somebody or something stands */
	{FLAG_MILITARY, {"блокпост*|блокпоcт*|blokpost*"}},
	{FLAG_MILITARY, {"блок", "пост*"}},
	{FLAG_MILITARY,
	 {"військов*|воинск*|военн*|viyskov*|vijskov*",
	  "частин*|част*|chastyn*|техн*|колон*|обєкт*|объект*|аеродром*|аэродром*|"
	  "полігон*|полигон*|містечк*|склад*|госпітал*"}},
	{FLAG_MILITARY, {"в/ч|казарм*|дислок*|передислок*|фортифікац*|бліндаж*|блиндаж*"}},
	{FLAG_MILITARY,
	 {"склад*", "боєприпас*|боеприпас*|бк|снаряд*|озброєн*|зброї|оружия|"
		    "вибухівк*|взрывчатк*"}},
	{FLAG_MILITARY, {"боєприпас*|боеприпас*|боєкомплект*|боекомплект*|артсклад*"}},
	{FLAG_MILITARY,
	 {"позиці*|позици*|колон*|переміщен*|перемещен*|розташуван*|розташован*|"
	  "расположен*|скупчен*|скоплен*|штаб*|база|бази|базу",
	  TROOPS}},
	{FLAG_MILITARY, {"вогнев*|бойов*|боев*|огнев*", "позиці*|позици*|точк*"}},
	{FLAG_MILITARY, {"опорн*", "пункт*"}},
	{FLAG_MILITARY, {"окоп|окопи|окопів|окопу|окопах|окопами|окопы|окопов"}},
	{FLAG_MILITARY,
	 {"танк|танки|танків|танками|танков|бтр|бтри|бмп|гаубиц*|міномет*|миномет*"}},
	{FLAG_MILITARY,
	 {"механізован*|десантн*|танков*|артилерійськ*|штурмов*",
	  "бригад*|батальйон*|дивізіон*|полк*"}},
	{FLAG_MILITARY, {"замінован*|заминирован*"}},
	{FLAG_MILITARY, {"мінн*|минн*", "пол*"}},

	/* a point on the map, told in words */
	{FLAG_POINT,
	 {"координата|координати|координат|координатам|координатами|координатах|"
	  "координату|координаты|koordynat*"}},
	{FLAG_POINT,
	 {"широта|широти|широту|широтою|широты|довгота|довготи|довготу|довготою|"
	  "долгота|долготы"}},
	{FLAG_POINT, {"геолокаці*|геолокаци*|геомітк*|геометк*|геоточк*"}},
};

/* Whether the words behind the first one follow; *last becomes where they end. */
static bool rest_fits(const struct flag_text *text, const char *const words[3], size_t first,
		      size_t *last)
{
	size_t at = first;

	for (int i = 1; i < 3 && words[i]; i++) {
		size_t most = at + 2, next = at + 1;

		while (next <= most && next < text->count && !text->items[next].is_first &&
		       !flag_fits(text->items[next].folded, words[i]))
			next++;
		if (next > most || next >= text->count || text->items[next].is_first)
			return false;
		at = next;
	}
	*last = at;
	return true;
}

static void find_line(struct flag_text *text, size_t line, const char *alternative, size_t length)
{
	bool is_stem = alternative[length - 1] == '*';
	size_t last, bytes = length - is_stem;

	for (size_t i = text->buckets[flag_bucket(alternative)]; i; i = text->items[i - 1].next) {
		const struct flag_token *token = &text->items[i - 1];

		if (token->is_taken || strncmp(token->folded, alternative, bytes) != 0 ||
		    (!is_stem && token->folded[bytes]) ||
		    !rest_fits(text, lines[line].words, i - 1, &last))
			continue;
		if (lines[line].flag)
			flag_note(text, lines[line].flag, i - 1, last);
		for (size_t taken = i - 1; taken <= last; taken++)
			text->items[taken].is_taken = true;
	}
}

/* By the table's words and not by the text's: most of them begin like none in the text. */
void flag_find_words(struct flag_text *text)
{
	for (size_t line = 0; line < COUNT(lines); line++)
		for (const char *at = lines[line].words[0]; *at;) {
			size_t length = (size_t)(strchrnul(at, '|') - at);

			find_line(text, line, at, length);
			at += length + (at[length] == '|');
		}
}
