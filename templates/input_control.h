/*
 * input_control.h - what input.c has found out about a control, for input.html to show.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct input_option {
	const char *id, *key, *label, *hint, *hint_id, *number; /* number: "" when not counted */
	bool is_chosen;
};

struct input_options {
	struct input_option *items;
	size_t count;
};

struct input_control {
	const char *id, *name, *label, *hint, *typed;
	const char *hint_id, *fault_id, *described_by;
	const char *fault; /* its sentence, or NULL */
	const char *type, *mode, *autocomplete, *width, *accept;
	bool is_multiple;                         /* several files may be chosen */
	bool is_optional, is_small, is_unspelled; /* unspelled: no spelling help, no capitals */
	struct input_options options;
};

/* A fault as the summary shows it. */
struct input_fault {
	const char *id, *label, *sentence;
};

struct input_faults {
	struct input_fault *items;
	size_t count;
};
