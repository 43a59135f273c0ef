#include "report_talk.h"

#include "question_view.h"

struct report_answer_row report_talk_answer(const struct request *request,
					    const struct report_answer *answer, bool is_of_several)
{
	const struct question *question = &answer->question;

	return (struct report_answer_row){
		.href = question_view_path(request, question),
		.number = question_number_text(request->arena, question),
		.community = is_of_several ? question->community : "",
		.text = question->text,
		.answer = answer->answer,
		.by = answer->answered_by,
		.is_answered = *answer->answer != '\0',
	};
}

struct report_talk report_talk_of(const struct request *request, const struct report *report)
{
	struct report_answers answers = report_answers_of(request->db, report);
	bool is_of_several = strchr(report->territory_key, ' ') != NULL;
	struct report_talk talk = {.is_draft = report->version == report->open};

	for (size_t i = 0; i < answers.count; i++) {
		struct report_answer_row row = report_talk_answer(request, &answers.items[i],
								  is_of_several);

		talk.answered += row.is_answered;
		*LIST_ADD(request->arena, &talk.answers) = row;
	}
	return talk;
}
