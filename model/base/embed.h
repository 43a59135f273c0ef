/*
 * embed.h - a file of the source tree as bytes inside the program.
 *
 *	EMBED(hromadas, "model/data/hromadas.tsv");   in one .c file
 *	extern const char hromadas[], hromadas_end[];
 *
 * The path is as seen from the project's root. A zero byte follows the last one, so a text file is
 * a C string too; NAME_end is where that zero stands.
 */
#pragma once

#define EMBED(name, path)                                 \
	extern const char name[], name##_end[];           \
	__asm__(".pushsection .rodata\n"                  \
		".balign 16\n"                            \
		".global " #name "\n" #name ":\n"         \
		".incbin \"" path "\"\n"                  \
		".global " #name "_end\n" #name "_end:\n" \
		".byte 0\n"                               \
		".popsection\n")
