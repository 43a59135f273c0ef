/*
 * flag_person.c - names of people in a text.
 *
 * Ukrainian helps: a street is called after somebody in the genitive («вул. Івана Франка») behind a
 * word for a place, and a person who does something stands in the nominative. So the words behind
 * "вул.", "школа ім." and their like are taken first, and what remains is looked at: given names in
 * their cases, patronymics, surnames on -енко and -чук, initials.
 */
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

static bool is_patronymic(const struct flag_token *token)
{
	return token->length > 12 &&
	       flag_ends(token->folded,
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
	if (flag_ends(token->folded, "енко|чук|щук"))
		return true;
	return !is_way && flag_ends(token->folded, "енка|енку|енком|енкові|чука|чуку|чуком|щука|"
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
	return flag_ends(token->folded, "ської|цької|ського|цького|ський|цький|ська|цька|ському|"
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

void flag_find_persons(struct flag_text *text)
{
	flag_mark(text, KIND_PLACE, PLACES);
	flag_mark(text, KIND_PLACES, PLACES_MANY);
	take_places(text);
	find_names(text);
}
