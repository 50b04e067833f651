/* SPDX-License-Identifier: MIT */
/* schemas_data.c - the schemas of the data files, as bytes of the program. */
#include "schemas_data.h"

#define EMBED(symbol, file) \
	__asm__(".section .rodata\n" \
		".global schema_" #symbol "_start\n" \
		".global schema_" #symbol "_end\n" \
		"schema_" #symbol "_start:\n" \
		".incbin \"schemas/" file "\"\n" \
		"schema_" #symbol "_end:\n" \
		".byte 0\n" \
		".previous\n"); \
	extern const char schema_##symbol##_start[], schema_##symbol##_end[]

EMBED(changes, "changes.schema.json");
EMBED(manifest, "manifest.schema.json");
EMBED(plan, "plan.schema.json");
EMBED(report, "report.schema.json");
EMBED(site, "site.schema.json");
EMBED(trend, "trend.schema.json");

bool schema_at(size_t i, struct str *name, struct str *bytes)
{
	static const struct {
		const char *name, *start, *end;
	} schemas[] = {
#define SCHEMA(symbol) { #symbol ".schema.json", schema_##symbol##_start, \
			 schema_##symbol##_end }
		SCHEMA(changes), SCHEMA(manifest), SCHEMA(plan),
		SCHEMA(report), SCHEMA(site), SCHEMA(trend),
#undef SCHEMA
	};

	if (i >= sizeof(schemas) / sizeof(*schemas))
		return false;
	*name = str_of(schemas[i].name);
	*bytes = str_range(schemas[i].start, schemas[i].end);
	return true;
}
