#include "faults.h"

#include "model/base/outcome.h"

/* {1} is fault.number, {2} fault.other, {3} fault.detail. */
static const char *const sentences[FAULT_KIND_COUNT] = {
	[FAULT_MISSING] = SAY("Fill this in"),
	[FAULT_TOO_LONG] = SAY("Make this shorter: {1} characters at most"),
	[FAULT_TOO_SHORT] = SAY("Make this longer: at least {1} characters"),
	[FAULT_NOT_A_NUMBER] = SAY("Write a number in digits, for example 1204 or 12,5"),
	[FAULT_NOT_WHOLE] = SAY("Write a whole number: what is counted has no decimals"),
	[FAULT_UNCLEAR_NUMBER] = SAY(
		"“{3}” can be read in two ways. Write it without separators, for example "
		"16661261, or with one comma before the decimals, for example 16,5"),
	[FAULT_OUT_OF_RANGE] = SAY("Write a number from {1} to {2}"),
	[FAULT_NOT_A_DATE] = SAY("Write a date that exists, for example 15.03.2026"),
	[FAULT_DATE_PAST] = SAY("Choose a date in the future"),
	[FAULT_DATE_FUTURE] = SAY("Choose today or a date in the past"),
	[FAULT_DATE_ORDER] = SAY(
		"The end has to come after the beginning: correct one of the dates"),
	[FAULT_UNKNOWN] = SAY("Choose one of the answers offered"),
	[FAULT_NOT_A_PHONE] = SAY("Write a telephone number, for example +380 44 123 45 67"),
	[FAULT_NOT_A_POINT] = SAY("Write latitude and longitude with a comma between them, for "
				  "example 50.951, 28.645"),
	[FAULT_NOT_AN_EMAIL] = SAY("Write an e-mail address, for example name@example.org"),
	[FAULT_NOT_TEXT] = SAY(
		"This text came in a form that cannot be read (it is not UTF-8). Type it again"),
	[FAULT_NOT_ALLOWED_NOW] = SAY(
		"This step is not possible in the present state. Choose another one"),
	[FAULT_NOT_FOR_ROLE] = SAY("Your role may not take this step. Ask the secretary"),
	[FAULT_SAME_AS_EXECUTOR] = SAY(
		"Whoever carried the work out cannot confirm it. Somebody else has to"),
	[FAULT_TAKEN] = SAY("This is in use already. Choose another one"),
	[FAULT_WEAK_PASSWORD] = SAY(
		"This password is too easy to guess. Choose a longer or less common one"),
	[FAULT_WRONG_SIGN_IN] = SAY("The name or the password is wrong. Check both and try again"),
	[FAULT_WAIT] = SAY("Too many attempts. Wait {1} seconds and try again"),
	[FAULT_CHANGED_MEANWHILE] = SAY(
		"Somebody else has changed this meanwhile. Compare and save again"),
	[FAULT_REDIRECT_ONLY] = SAY("Problems of this kind are not collected here. Call {3}"),
	[FAULT_OVERLAPS] = SAY("A report of this kind for this period exists already: {3}"),
	[FAULT_EMPTY] = SAY("Fill in at least one figure or one section"),
	[FAULT_UNKNOWN_COLUMN] = SAY("There is no column “{3}”. Check the header line"),
	[FAULT_COLUMN_TWICE] = SAY("The column “{3}” stands there twice. Remove one of them"),
	[FAULT_QUOTES] = SAY("A quotation mark is missing or stands in the wrong place"),
	[FAULT_COLUMN_COUNT] = SAY("There should be {1} columns in this line, not {2}"),
	[FAULT_UNCHANGED] = SAY("This is what stands there already. Write something else"),
	[FAULT_HOLE] = SAY("Put the words that belong there in the place of «…»"),
	[FAULT_PHOTO_EMPTY] = SAY("There is nothing in the file “{3}”. Choose another one"),
	[FAULT_PHOTO_HEIC] = SAY("“{3}” is an HEIC photo, which many devices cannot show. Set the "
				 "camera to JPEG, or send a screenshot of it"),
	[FAULT_PHOTO_KIND] = SAY("“{3}” is neither JPEG nor PNG. Choose a photo"),
	[FAULT_PHOTO_BROKEN] = SAY(
		"The file “{3}” is damaged or did not come whole. Choose it again, "
		"or another photo"),
	[FAULT_PHOTO_BYTES] = SAY("The photo “{3}” is larger than {1} MB. Choose a smaller one"),
	[FAULT_PHOTO_PIXELS] = SAY("The photo “{3}” has more than {1} million pixels. Choose a "
				   "smaller one"),
	[FAULT_PHOTO_UNUSUAL] = SAY(
		"“{3}” is stored in a way that browsers do not show. Save it as an "
		"ordinary JPEG, or send a screenshot of it"),
	[FAULT_PHOTO_HEAVY] = SAY("The photo “{3}” could not be read. Send a screenshot of it, or "
				  "another photo"),
	[FAULT_PHOTO_COUNT] = SAY("There can be {1} photos at most. Take one out first"),
	[FAULT_PHOTO_WAIT] = SAY(
		"Only {1} photos of a report can wait to be checked. Send more when "
		"these have been looked at"),
	[FAULT_STALE] = SAY("The page was open for too long. Send it once more"),
	[FAULT_INITIAL] = SAY(
		"An index with a letter, such as Д-401, gives away the first letter of a surname. "
		"Write the digits alone; only КО, БП and вх may stand with them"),
	[FAULT_LINE_PARTS] = SAY(
		"Line {1}: write the settlement, its latitude and its longitude, parted by tabs"),
	[FAULT_LINE_PLACE] = SAY("Line {1}: there is no settlement “{3}” in this hromada"),
	[FAULT_LINE_SEVERAL] = SAY(
		"Line {1}: several settlements are called “{3}”. Write the code of the one you "
		"mean, or fill in its fields"),
	[FAULT_LINE_TWICE] = SAY("Line {1}: “{3}” stands in line {2} already"),
	[FAULT_LINE_DEGREES] = SAY(
		"Line {1}, “{3}”: the latitude is a number from 44 to 53, the longitude one from "
		"22 to 41"),
	[FAULT_NOT_A_TIME] = SAY("Write the time like 17:30"),
	[FAULT_NO_ISSUE] = SAY(
		"No issue that everybody may read has this number; write it like 2026-147"),
	[FAULT_BREAKS] = SAY(
		"Comparisons with earlier periods will break here. Tick this if you mean it, or "
		"leave the definition as it was"),
	[FAULT_NOT_A_KEY] = SAY("Write Latin small letters, digits and _ only, for example "
				"cameras_checked"),
	[FAULT_NOT_A_SUM] = SAY("A percentage cannot be added up. Choose “average”"),
	[FAULT_OTHER_KIND] = SAY(
		"A part is counted like its whole. Choose an indicator of the same unit and kind"),
	[FAULT_EMAIL_LETTERS] = SAY(
		"Not every mail server takes such an address. Write one of Latin letters, for "
		"example name@example.org"),
	[FAULT_NOT_USED] = SAY(
		"This hromada does not use the indicator “{3}”. Take the line out, or have an "
		"administrator choose it"),
	[FAULT_DAY_OFF] = SAY(
		"It came on a day off. Choose whether its terms are counted from that day or from "
		"the next working day"),
};

const char *faults_sentence(struct arena *arena, const struct words *words,
			    const struct fault *fault)
{
	struct hole holes[] = {words_hole_integer(fault->number), words_hole_integer(fault->other),
			       words_hole(fault->detail)};

	if (fault->kind <= FAULT_NONE || fault->kind >= FAULT_KIND_COUNT || !sentences[fault->kind])
		return "";
	if (fault->kind == FAULT_CHANGED_MEANWHILE && fault->detail && *fault->detail)
		return words_fill(arena, words,
				  words_say(words, SAY("Somebody else has written here meanwhile: "
						       "“{3}”. Compare and save again")),
				  holes, COUNT(holes));
	return words_fill(arena, words, words_say(words, sentences[fault->kind]), holes,
			  COUNT(holes));
}
