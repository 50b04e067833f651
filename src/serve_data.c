/* SPDX-License-Identifier: MIT */
/* serve_data.c - the preview's own script and style, as bytes of the program. */
#include "serve.h"

#define EMBED(symbol, file) \
	__asm__(".section .rodata\n" \
		".global preview_" #symbol "_start\n" \
		".global preview_" #symbol "_end\n" \
		"preview_" #symbol "_start:\n" \
		".incbin \"src/preview/" file "\"\n" \
		"preview_" #symbol "_end:\n" \
		".byte 0\n" \
		".previous\n"); \
	extern const char preview_##symbol##_start[], preview_##symbol##_end[]

EMBED(js, "preview.js");
EMBED(css, "preview.css");

struct str serve_file(struct str name)
{
	if (str_eqs(name, "preview.js"))
		return str_range(preview_js_start, preview_js_end);
	if (str_eqs(name, "preview.css"))
		return str_range(preview_css_start, preview_css_end);
	return (struct str){ NULL, 0 };
}
