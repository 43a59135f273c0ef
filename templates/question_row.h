/*
 * question_row.h - a question of the community in a list, on its own page, on its issue's page.
 */
#pragma once

#include "model/question.h"

/* A question in words. */
struct question_row {
	const struct question *question;
	const char *href, *number; /* "/korosten/questions/2026-3", "3/2026" */
	const char *start;         /* the beginning of its text */
	const char *state, *tag;   /* the state's name; its class in style.css */
	const char *sector, *addressee, *category;
	const char *issue; /* the address of its issue, or "" */
	bool is_open, is_overdue;
};

struct question_rows {
	struct question_row *items;
	size_t count;
};
