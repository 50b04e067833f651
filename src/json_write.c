/* SPDX-License-Identifier: MIT */
/* json_write.c - the streaming JSON writer. */
#include "json_write.h"

#include <stdlib.h>

#include "escape.h"

struct json json_begin(struct buf *out)
{
	return (struct json){ .out = out };
}

static void new_line(struct json *j, unsigned depth)
{
	static const char spaces[] = "\n                                ";

	buf_add(j->out, spaces, 1 + 2 * depth);
}

/* What stands before a value: comma, place and key. */
static void lead_in(struct json *j, const char *key)
{
	if (j->depth) {
		bool any = j->level[j->depth - 1].any;

		j->level[j->depth - 1].any = true;
		if (any)
			buf_addc(j->out, ',');
		if (!j->level[j->depth - 1].flat)
			new_line(j, j->depth);
		else if (any)
			buf_addc(j->out, ' ');
	}
	if (!key)
		return;
	buf_addc(j->out, '"');
	buf_adds(j->out, key);
	buf_adds(j->out, "\": ");
}

static void begin(struct json *j, const char *key, enum json_style style,
		  char open, char close)
{
	bool flat = style == JSON_FLAT ||
		    (j->depth && j->level[j->depth - 1].flat);

	if (j->depth == JSON_DEPTH_MAX)
		abort();
	lead_in(j, key);
	buf_addc(j->out, open);
	j->level[j->depth].close = close;
	j->level[j->depth].flat = flat;
	j->level[j->depth].any = false;
	j->depth++;
}

void json_object(struct json *j, const char *key, enum json_style style)
{
	begin(j, key, style, '{', '}');
}

void json_array(struct json *j, const char *key, enum json_style style)
{
	begin(j, key, style, '[', ']');
}

void json_end(struct json *j)
{
	j->depth--;
	if (j->level[j->depth].any && !j->level[j->depth].flat)
		new_line(j, j->depth);
	buf_addc(j->out, j->level[j->depth].close);
	if (!j->depth)
		buf_addc(j->out, '\n');
}

void json_raw(struct json *j, const char *key, struct str value)
{
	lead_in(j, key);
	buf_addstr(j->out, value);
}

void json_null(struct json *j, const char *key)
{
	json_raw(j, key, STR("null"));
}

void json_bool(struct json *j, const char *key, bool value)
{
	json_raw(j, key, value ? STR("true") : STR("false"));
}

void json_int(struct json *j, const char *key, long long value)
{
	lead_in(j, key);
	buf_addint(j->out, value);
}

void json_string(struct json *j, const char *key, struct str value)
{
	lead_in(j, key);
	buf_addc(j->out, '"');
	escape_json(j->out, value);
	buf_addc(j->out, '"');
}

void json_text(struct json *j, const char *key, struct str value)
{
	if (value.n)
		json_string(j, key, value);
	else
		json_null(j, key);
}

void json_name(struct json *j, const char *key, const char *name)
{
	json_text(j, key, str_of(name));
}

void json_date(struct json *j, const char *key, int32_t day)
{
	if (day == DATE_NONE) {
		json_null(j, key);
		return;
	}
	lead_in(j, key);
	buf_addc(j->out, '"');
	date_iso(j->out, day);
	buf_addc(j->out, '"');
}
