/* SPDX-License-Identifier: MIT */
/* messages_data.c - the program's message files, as bytes of the program. */
#include "messages_data.h"

#define EMBED(symbol, file) \
	__asm__(".section .rodata\n" \
		".global " #symbol "_start\n" \
		".global " #symbol "_end\n" \
		#symbol "_start:\n" \
		".incbin \"" file "\"\n" \
		#symbol "_end:\n" \
		".byte 0\n" \
		".previous\n")

EMBED(messages_vi, "src/messages/vi.yml");
EMBED(messages_en, "src/messages/en.yml");

/* ISO C wants a declaration in each translation unit. */
typedef int messages_data_not_empty;
