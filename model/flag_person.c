/*
 * flag_person.c - names, homes and children in a text.
 *
 * Ukrainian helps: a street is called after somebody in the genitive («вул. Івана Франка») behind a
 * word for a place, and a person who does something stands in the nominative. So the words behind
 * "вул.", "школа ім." and their like are taken first, and what remains is looked at: given names in
 * their cases, patronymics, surnames on -енко and -чук, initials.
 */
#include <stdlib.h>
#include <string.h>

#include "base/outcome.h"
#include "flag_token.h"

/* ------------------------------------------------------------------ what is called after somebody */

#define PLACES                                                                                                                                                   \
	"вул|вулиц*|ул|улиц*|просп|проспект*|пр|провул*|пров|переул*|пер|площ*|пл|бульвар*|бул|" \
	"майдан*|сквер*|парк|парку|парки|парком|набережн*|узвіз|узвоз*|шосе|тупик*|проїзд*|"     \
	"проезд*|"                                                                                                                                         \
	"мікрорайон*|імені|ім|имени|им|памятник*|памятн*|зупинк*|остановк*|село|селі|села|"      \
	"свят*|храм*|церкв*|собор|собору|собором|монастир*|готел*|магазин*|кафе|аптек*|ринк*|"   \
	"ринок|вокзал*|станці*|ур|хутір|хутор*|кут|міст|мосту|мостом|озер*|став|ставу|ставок|" \
	"річк*|яр|сел|смт|лікарн*|стадіон*"
/* These are called in the nominative as well: «готель Марія». */
#define HOUSES      "готел*|магазин*|кафе|аптек*"
#define PLACES_MANY "вулиць|вулицями|вулицях|вулицям|улиц|між|перехрест*|ріг|розі|рогу"

#define MALE                                                                                                                                                                \
	"іван|петр|петро|микол|микола|миколай|андрій|сергій|олександр|олексій|дмитр|дмитро|"          \
	"володимир|василь|михайл|михайло|юрій|віктор|анатолій|ігор|олег|максим|артем|павл|павло|" \
	"григорій|степан|ярослав|тарас|назар|денис|євген|євгеній|вадим|руслан|станіслав|"               \
	"вячеслав|валерій|леонід|борис|антон|кирил|кирило|данил|данило|матвій|тимофій|едуард|"      \
	"геннадій|віталій|ростислав|остап|орест|мирослав|святослав|федір|семен|давид|"                    \
	"иван|андрей|сергей|николай|алексей|александр|дмитрий|владимир|василий|михаил|юрий|"         \
	"виктор|"                                                                                                                                                     \
	"евгений|виталий|павел|григорий"
#define FEMALE                                                                                                                                                               \
	"марія|олена|оксана|наталія|наталя|ірина|тетяна|людмила|світлана|галина|ганна|анна|"           \
	"катерина|юлія|вікторія|ольга|валентина|лариса|алла|інна|ніна|лідія|раїса|зінаїда|"             \
	"тамара|євгенія|христина|софія|дарина|дарія|даря|анастасія|поліна|діана|аліна|маргарита|" \
	"яна|яніна|іванна|уляна|соломія|мирослава|ярослава|жанна|еліна|вероніка|"                               \
	"мария|елена|ирина|татьяна|светлана|екатерина|юлия|виктория|анастасия|наталья"
/* Names that are words as well: only beside another capital. */
#define DOUBTFUL "надія|віра|любов|роман|богдан|богдана|злата|марта|лев|мила|ілля|зоя"

#define PERSON_WORDS                                                                                                                                                          \
	"сусід|сусіда|сусіду|сусідом|сусідка|сусідку|сусідки|сусідкою|пан|пана|пану|паном|пані|"     \
	"громадянин|громадянина|громадянином|громадянка|громадянку|громадянки|гр|дядько|дядька|" \
	"тітка|тітку|тьотя|баба|бабця|дід|діда|прізвище|сосед|соседа|соседка|господар|"                      \
	"орендар|власник|алкоголік|наркоман|дебошир"

/* What a word is, where every word of a text is asked. */
enum kind {
	KIND_PLACE = 1,
	KIND_PLACES = 2, /* more than one */
	KIND_DWELLING = 4,
	KIND_FLAT = 8,
	KIND_CHILD = 16,
	KIND_AGED_CHILD = 32,
};

static bool is_place(const struct flag_token *token)
{
	return token->kinds & (KIND_PLACE | KIND_PLACES);
}

/* A given name as it stands in the dictionary: nobody's street. */
static bool is_nominative(const struct flag_token *token)
{
	return token->length > 4 && flag_fits(token->folded, MALE "|" FEMALE) &&
	       !flag_fits(token->folded, "ярослава|мирослава"); /* or Yaroslav's street */
}

/* The names behind a word for a place are its name. */
static size_t take_place(struct flag_text *text, size_t at)
{
	bool are_many = text->items[at].kinds & KIND_PLACES;
	bool is_house = flag_fits(text->items[at].folded, HOUSES);
	int taken = 0;

	for (at++; at < text->count; at++) {
		struct flag_token *token = &text->items[at];
		bool is_link = flag_fits(token->folded, "і|та|й|и|ім|імені");

		if (token->is_first || (is_place(token) && !token->is_capital))
			break;
		if (is_link || token->is_number || token->is_quoted) {
			token->is_taken |= token->is_quoted;
			continue;
		}
		if (!token->is_capital || (is_nominative(token) && !is_house) ||
		    (taken && token->is_apart && !are_many && !token[-1].is_dotted) ||
		    ++taken > (are_many ? 12 : 3))
			break;
		token->is_taken = true;
	}
	return at;
}

static void take_places(struct flag_text *text)
{
	for (size_t at = 0; at < text->count;)
		at = is_place(&text->items[at]) ? take_place(text, at) : at + 1;
}

/* ------------------------------------------------------------------ names */

static bool is_ended(const char *folded, const char *endings)
{
	size_t length = strlen(folded);

	while (*endings) {
		size_t bytes = (size_t)(strchrnul(endings, '|') - endings);

		if (bytes < length && memcmp(folded + length - bytes, endings, bytes) == 0)
			return true;
		endings += bytes + (endings[bytes] == '|');
	}
	return false;
}

static bool is_patronymic(const struct flag_token *token)
{
	return token->length > 12 &&
	       is_ended(token->folded,
			"ович|овича|овичу|овичем|овичеві|йович|йовича|йовичу|йовичем|євич|євича|"
			"івна|івни|івні|івну|івною|ївна|ївни|ївні|ївну|ївною|ілліч|ілліча|"
			"евич|евича|евичу|евичем|овна|овны|овне|овну|овной|евна|евны|евне|евну");
}

/* Cases of a given name: the stem and one of these endings. */
static bool is_case_of(const char *folded, const char *names)
{
	static const char endings[] = "а|у|ові|ом|е|і|и|ы|ой|ою|о|я|ю|єві|єм|ем|ей|ї|є|єю|еві|й|ь";

	while (*names) {
		size_t length = (size_t)(strchrnul(names, '|') - names), stem = length;
		static const char *const vowels[] = {"а", "я", "о", "й", "ь"};

		for (size_t i = 0; i < COUNT(vowels); i++)
			if (memcmp(names + length - 2, vowels[i], 2) == 0)
				stem = length - 2;
		if (strncmp(folded, names, stem) == 0 &&
		    (!folded[stem] || flag_fits(folded + stem, endings)))
			return true;
		names += length + (names[length] == '|');
	}
	return false;
}

static bool is_given(const struct flag_token *token)
{
	return token->length > 4 &&
	       (is_case_of(token->folded, MALE) || is_case_of(token->folded, FEMALE));
}

/* A surname by its look. In the genitive behind «на» or «по» it is a street, as people say it. */
static bool is_surname(const struct flag_text *text, size_t at)
{
	const struct flag_token *token = &text->items[at];
	bool is_way = at > 0 && flag_fits(token[-1].folded, "на|по|вздовж|уздовж|біля|від|до");

	if (token->length < 10 || token->is_shouted ||
	    flag_fits(token->folded, "кременчу*|шевченк*|довженк*"))
		return false;
	if (is_ended(token->folded, "енко|чук|щук"))
		return true;
	return !is_way && is_ended(token->folded, "енка|енку|енком|енкові|чука|чуку|чуком|щука|"
						  "щуком|чукові");
}

/* "І." of a person, not the letter of a house. */
static bool is_initial(const struct flag_text *text, size_t at)
{
	const struct flag_token *token = &text->items[at];

	return token->is_capital && token->length <= 2 && token->is_dotted && !token->is_taken &&
	       !token->is_number && (at == 0 || !token[-1].is_number || token->is_apart);
}

static bool is_word_of_name(const struct flag_text *text, size_t at)
{
	const struct flag_token *token = &text->items[at];

	return token->is_capital && !token->is_taken && !token->is_quoted &&
	       (token->length > 4 && (!token->is_shouted || token->length > 8));
}

/* An adjective of a place: «Коростенської громади». */
static bool is_of_place(const struct flag_token *token)
{
	return is_ended(token->folded, "ської|цької|ського|цького|ський|цький|ська|цька|ському|"
				       "ській|цькій|ську|ською|ские|ского|ской");
}

static bool has_name_beside(const struct flag_text *text, size_t at)
{
	bool before = at > 0 && !text->items[at].is_apart && !text->items[at - 1].is_first &&
		      is_word_of_name(text, at - 1);
	bool behind = at + 1 < text->count && !text->items[at + 1].is_apart &&
		      !text->items[at + 1].is_first && is_word_of_name(text, at + 1) &&
		      !is_of_place(&text->items[at + 1]);

	return before || behind;
}

static bool is_named_person(const struct flag_text *text, size_t at)
{
	const struct flag_token *token = &text->items[at];

	return at > 0 && !token->is_first && !token->is_apart &&
	       flag_fits(token[-1].folded, PERSON_WORDS) && !is_of_place(token);
}

static bool has_initial_beside(const struct flag_text *text, size_t at)
{
	return (at > 0 && is_initial(text, at - 1)) ||
	       (at + 1 < text->count && is_initial(text, at + 1) && !text->items[at].is_dotted);
}

static bool is_name(const struct flag_text *text, size_t at)
{
	const struct flag_token *token = &text->items[at];

	if (!token->is_capital)
		return false;
	if (is_patronymic(token))
		return true;
	if (!is_word_of_name(text, at))
		return false;
	return is_given(token) || is_surname(text, at) || is_named_person(text, at) ||
	       has_initial_beside(text, at) ||
	       (is_case_of(token->folded, DOUBTFUL) && has_name_beside(text, at));
}

static void find_names(struct flag_text *text)
{
	for (size_t at = 0; at < text->count; at++) {
		size_t first = at, last = at;

		if (!is_name(text, at))
			continue;
		while (first > 0 && !text->items[first].is_first && !text->items[first].is_apart &&
		       is_word_of_name(text, first - 1) &&
		       (!text->items[first - 1].is_first || is_name(text, first - 1)))
			first--;
		while (last + 1 < text->count && !text->items[last + 1].is_first &&
		       (is_initial(text, last + 1) ||
			(is_word_of_name(text, last + 1) && !text->items[last + 1].is_apart)))
			last++;
		flag_note(text, FLAG_NAME, first, last);
		at = last;
	}
}

/* ------------------------------------------------------------------ homes */

static int64_t number_of(const struct flag_token *token)
{
	return token->is_number && token->length < 6 ? strtol(token->folded, NULL, 10) : -1;
}

static bool is_flat_number(const struct flag_text *text, size_t at)
{
	return at < text->count && !text->items[at].is_first && number_of(&text->items[at]) > 0 &&
	       number_of(&text->items[at]) < 1000;
}

#define FLATS "кв|квартира|квартири|квартирі|квартиру|квартирою|квартиры|квартире"
#define DWELLINGS                                                                                                                            \
	"живе|живуть|проживає|проживають|мешкає|мешкають|прописаний|прописана|" \
	"проживаючий|проживаюча|проживаючого|живет|живёт|проживает|прописан"

/* «кв. 12», «у 12-й квартирі»; neither «50 кв. м» nor «3 квартири» nor «2 кв. 2026 року». */
static bool is_flat(const struct flag_text *text, size_t at, size_t *first, size_t *last)
{
	const char *word = text->items[at].folded;
	bool is_counted = at > 0 && text->items[at - 1].is_number;

	*first = *last = at;
	if (!(text->items[at].kinds & KIND_FLAT))
		return false;
	if (is_flat_number(text, at + 1) &&
	    (!is_counted || text->items[at].is_apart || flag_fits(word, "кв"))) {
		*last = at + 1;
		return true;
	}
	if (at > 1 && !flag_fits(word, "кв") &&
	    flag_fits(text->items[at - 1].folded, "й|ій|ої|а|у|ю|ою|ї|я") &&
	    text->items[at - 2].is_number) {
		*first = at - 2;
		return true;
	}
	return false;
}

/* «живе за адресою Садова, 5»: the verb, a name and a number in one sentence. */
static bool is_dwelling(const struct flag_text *text, size_t at, size_t *last)
{
	bool has_name = false;

	if (!(text->items[at].kinds & KIND_DWELLING))
		return false;
	for (size_t i = at + 1; i < text->count && i < at + 10 && !text->items[i].is_first; i++) {
		has_name |= text->items[i].is_capital;
		*last = i;
		if (has_name && is_flat_number(text, i))
			return true;
	}
	return false;
}

static void find_homes(struct flag_text *text)
{
	size_t first, last;

	for (size_t at = 0; at < text->count; at++) {
		if (is_flat(text, at, &first, &last))
			flag_note(text, FLAG_ADDRESS, first, last);
		else if (is_dwelling(text, at, &last))
			flag_note(text, FLAG_ADDRESS, at, last);
	}
}

/* ------------------------------------------------------------------ children */

#define SCHOOLS                                                                                                                                                      \
	"школа|школи|школі|школу|школою|школы|школе|ліце*|лице*|гімназі*|гимнази*|зош|зосш|нвк|" \
	"коледж*|колледж*|училищ*|садок|садка|садку|садочк*|садик*|дитсад*|днз|здо|інтернат*|"      \
	"шк|сш|сзш"
/* One child, not children. */
#define CHILDREN                                                                                                                                                              \
	"дитина|дитини|дитині|дитину|дитиною|хлопчик|хлопчика|хлопчику|хлопець|хлопця|хлопцю|"       \
	"хлопцем|дівчинка|дівчинку|дівчинки|дівчинці|дівчина|дівчину|дівчини|дівчинкою|учень|"      \
	"учня|учню|учнем|учениця|ученицю|учениці|ученицею|школяр|школяра|школяру|школярка|"             \
	"школярку|школярки|син|сина|сину|сином|синок|донька|доньку|доньки|доньці|дочка|дочку|"         \
	"дочки|підліток|підлітка|підлітком|неповнолітній|неповнолітня|неповнолітнього|"                 \
	"неповнолітню|малолітній|малолітня|малолітнього|вихованець|вихованка|онук|онука|онучка|" \
	"онучку|ребенок|ребёнок|ребенка|ребёнка|мальчик|мальчика|девочка|девочку|девочки|"              \
	"ученик|ученика|ученица|ученицу|школьник|школьница|сын|сына|дочь|внук|внучка"
#define AGED_CHILDREN                                                                                                                                                      \
	"першокласник|першокласника|першокласниця|першокласницю|першокласниці|другокласник*|"  \
	"третьокласник*|четвертокласник*|пятикласник|пятикласника|пятикласниця|пятикласницю|"   \
	"шестикласник|шестикласника|шестикласниця|шестикласницю|семикласник|семикласника|"       \
	"семикласниця|семикласницю|семикласниці|восьмикласник|восьмикласника|восьмикласниця|" \
	"восьмикласницю|восьмикласниці|девятикласник|девятикласника|девятикласниця|"                  \
	"девятикласницю|десятикласник|десятикласника|десятикласниця|десятикласницю|"                  \
	"одинадцятикласник|одинадцятикласника|одинадцятикласниця|одинадцятикласницю|"               \
	"старшокласник|старшокласника|старшокласниця|старшокласницю|первоклассник|"                    \
	"первоклассница|пятиклассник|семиклассник|восьмиклассник|девятиклассник"

/* «12 років», «12-річна», «дванадцятирічна», «7-А клас». */
static bool is_age(const struct flag_text *text, size_t at)
{
	const char *word = text->items[at].folded;
	size_t back = at > 0 && !text->items[at - 1].is_number && text->items[at - 1].length <= 2
			      ? 2
			      : 1;

	if (is_ended(word,
		     "надцятирічний|надцятирічна|надцятирічного|надцятирічну|надцятирічної|"
		     "сятирічний|сятирічна|ятирічний|ятирічна|ирічний|ирічна|ирічну|ирічного"))
		return true;
	if (!flag_fits(word, "рок*|рік|річн*|лет|летн*|год|года|клас|класу|класі|класс|класса") ||
	    at < back)
		return false;
	return number_of(&text->items[at - back]) > 0 && number_of(&text->items[at - back]) < 18;
}

/* School, age and one child within some thirty words of each other. */
static void find_children(struct flag_text *text)
{
	for (size_t at = 0; at < text->count; at++) {
		bool is_aged = text->items[at].kinds & KIND_AGED_CHILD;
		size_t from = at > 15 ? at - 15 : 0, until = at + 15, school = 0, age = 0;

		if (!is_aged && !(text->items[at].kinds & KIND_CHILD))
			continue;
		for (size_t i = from; i < text->count && i <= until; i++) {
			if (flag_fits(text->items[i].folded, SCHOOLS))
				school = i + 1;
			if (is_age(text, i))
				age = i + 1;
		}
		if (!school || !(age || is_aged))
			continue;
		flag_note(text, FLAG_CHILD, at, at);
		flag_note(text, FLAG_CHILD, school - 1, school - 1);
		if (age)
			flag_note(text, FLAG_CHILD, age > 1 ? age - 2 : 0, age - 1);
	}
}

void flag_find_persons(struct flag_text *text)
{
	flag_mark(text, KIND_PLACE, PLACES);
	flag_mark(text, KIND_PLACES, PLACES_MANY);
	flag_mark(text, KIND_DWELLING, DWELLINGS);
	flag_mark(text, KIND_FLAT, FLATS);
	flag_mark(text, KIND_CHILD, CHILDREN);
	flag_mark(text, KIND_AGED_CHILD, AGED_CHILDREN);
	find_homes(text);
	find_children(text);
	take_places(text);
	find_names(text);
}
