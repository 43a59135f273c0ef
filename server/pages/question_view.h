/*
 * question_view.h - from the model's questions to what pages show (templates/questions.h).
 */
#pragma once

#include "model/question.h"
#include "server/request.h"
#include "templates/questions.h"

/* A question in the reader's words; the question has to live as long. */
struct question_row question_view_row(const struct request *request,
				      const struct question *question);
struct question_rows question_view_rows(const struct request *request,
					const struct questions *questions);

/* "/korosten/questions/2026-3" */
const char *question_view_path(const struct request *request, const struct question *question);
