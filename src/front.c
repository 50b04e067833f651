/* SPDX-License-Identifier: MIT */
/* front.c - the YAML block at the top of a Markdown file. */
#include "front.h"

#include "escape.h"
#include "text.h"

/* Years that a plan's period can name; anything else is a slip of the pen. */
#define YEAR_FIRST 1900
#define YEAR_LAST 2199

/* A line of "---", and white space after it. */
static bool is_fence(struct str line)
{
	return str_starts(line, STR("---")) &&
	       !str_trim(str_from(line, 3)).n;
}

/*
 * block := "---" LF { line LF } "---" [ LF ]
 * 1 found, 0 there is none, -1 it never ends.
 */
static int split(struct str text, struct front *out)
{
	struct str rest = text, line;

	if (!str_line(&rest, &line) || !is_fence(line))
		return 0;
	out->yaml_from = rest.p ? (size_t)(rest.p - text.p) : text.n;
	while (str_line(&rest, &line)) {
		if (!is_fence(line))
			continue;
		out->yaml_n = (size_t)(line.p - text.p) - out->yaml_from;
		out->body = rest.p ? (size_t)(rest.p - text.p) : text.n;
		return 1;
	}
	return -1;
}

int front_parse(struct pool *pool, const struct source *src,
		struct front *out, struct diags *diags)
{
	const struct yaml_node *type;
	int found;

	*out = (struct front){ .yaml = NULL };
	found = split(src->text, out);
	if (!found)
		return 0;
	out->broken = true;
	if (found < 0) {
		out->body = src->text.n;
		return diag0(diags, DIAG_FRONT_MATTER_OPEN, POS_AT(src, 0));
	}
	out->yaml = yaml_parse(pool, src, out->yaml_from, out->yaml_n, diags);
	if (!out->yaml)
		return -1;
	if (out->yaml->kind != YAML_MAP && out->yaml->kind != YAML_NULL) {
		struct pos pos = out->yaml->pos;

		out->yaml = NULL;
		return diag(diags, DIAG_WRONG_TYPE, pos, { "key", STR("") },
			    { "expected", STR("map") });
	}
	out->broken = false;
	type = yaml_get(out->yaml, "type");
	if (type && type->kind == YAML_TEXT)
		out->type = type->text;
	return 0;
}

const struct yaml_node *front_secret(const struct front *front)
{
	const struct yaml_node *node;

	node = front->yaml ? yaml_get(front->yaml, "secrecy") : NULL;
	if (!node || node->kind == YAML_NULL)
		return NULL;
	if (node->kind == YAML_TEXT && str_eqs(node->text, "none"))
		return NULL;
	return node;
}

/* "2026-04" or "4/2026" */
static int32_t month_first(struct str s)
{
	ptrdiff_t slash = str_chr(s, '/'), dash = str_chr(s, '-');
	struct str year, month;
	struct ymd d = { 0, 0, 1 };

	if (slash >= 0) {
		month = str_sub(s, 0, (size_t)slash);
		year = str_from(s, (size_t)slash + 1);
	} else if (dash >= 0) {
		year = str_sub(s, 0, (size_t)dash);
		month = str_from(s, (size_t)dash + 1);
	} else {
		return DATE_NONE;
	}
	if (year.n != 4 || !month.n || month.n > 2)
		return DATE_NONE;
	d.year = (int)str_number(year);
	d.month = (int)str_number(month);
	return date_valid(d) ? date_of(d) : DATE_NONE;
}

int front_date(struct str text, int32_t *day, int32_t *first)
{
	text = str_trim(text);
	*day = *first = date_parse(text, NULL);
	if (*day == DATE_NONE)
		*first = month_first(text);
	return *first == DATE_NONE ? -1 : 0;
}

static int year_of(struct str s)
{
	long year = str_number(str_trim(s));

	return year >= YEAR_FIRST && year <= YEAR_LAST ? (int)year : 0;
}

/* period := year [ ("-" | "–") year ] */
int front_period(struct str s, int *from, int *to)
{
	struct str dash = STR("-");
	ptrdiff_t at = str_find(s, dash);

	if (at < 0) {
		dash = STR("\xe2\x80\x93");
		at = str_find(s, dash);
	}
	if (at < 0) {
		*from = *to = year_of(s);
	} else {
		*from = year_of(str_sub(s, 0, (size_t)at));
		*to = year_of(str_from(s, (size_t)at + dash.n));
	}
	if (*from && *from <= *to)
		return 0;
	*from = *to = 0;
	return -1;
}

/* What yaml_read() fills: the facts, and `type`, which is known already. */
struct plan_raw {
	struct plan_front facts;
	struct str type;
};

#define FACT(key, kind, member) \
	{ key, YAML_##kind, offsetof(struct plan_raw, facts.member), false, 0 }

static const struct yaml_field plan_fields[] = {
	{ "type", YAML_STR, offsetof(struct plan_raw, type), false, 0 },
	{ "title", YAML_STR, offsetof(struct plan_raw, facts.title), true, 0 },
	FACT("stage", STR, stage_text),
	FACT("number", STR, number),
	FACT("issued", STR, issued_text),
	FACT("place", STR, place),
	FACT("period", STR, period_text),
	FACT("secrecy", STR, secrecy),
	FACT("signer", STR, signer),
	FACT("basis", STRS, basis),
	FACT("replaces", STRS, replaces),
	{ "annex_of", YAML_STR, offsetof(struct plan_raw, facts.annex_of), false,
	  offsetof(struct plan_raw, facts.annex_of_pos) },
	FACT("related", STRS, related),
	FACT("recipients", STRS, recipients),
	FACT("original", STR, original),
	{ NULL, YAML_STR, 0, false, 0 }
};

static struct pos pos_of(const struct front *front, const char *key)
{
	const struct yaml_node *node = yaml_get(front->yaml, key);

	return node ? node->pos : front->yaml->pos;
}

static int bad_value(const struct front *front, const char *key,
		     struct str value, const char *expected,
		     struct diags *diags)
{
	return diag(diags, DIAG_BAD_VALUE, pos_of(front, key),
		    { "key", str_of(key) }, { "value", value },
		    { "expected", str_of(expected) });
}

static int read_stage(const struct front *front, struct plan_front *out,
		      struct diags *diags)
{
	out->stage = STAGE_ISSUED;
	if (!out->stage_text.n || str_eqs(out->stage_text, "issued"))
		return 0;
	out->stage = STAGE_DRAFT;
	if (str_eqs(out->stage_text, "draft"))
		return 0;
	return bad_value(front, "stage", out->stage_text, "draft, issued",
			 diags);
}

static int read_dates(const struct front *front, struct plan_front *out,
		      struct diags *diags)
{
	int failed = 0;

	out->issued = out->issued_from = DATE_NONE;
	if (out->issued_text.n &&
	    front_date(out->issued_text, &out->issued, &out->issued_from))
		failed = date_refuse(diags, pos_of(front, "issued"),
				     out->issued_text);
	if (out->period_text.n &&
	    front_period(out->period_text, &out->period_from, &out->period_to))
		failed = bad_value(front, "period", out->period_text,
				   "2026, 2026-2030", diags);
	return failed;
}

static int read_secrecy(const struct front *front, struct plan_front *out,
			struct diags *diags)
{
	const struct yaml_node *secret = front_secret(front);

	if (!secret)
		return 0;
	out->secrecy = secret->kind == YAML_TEXT ? secret->text : STR("?");
	return diag(diags, DIAG_SECRET, secret->pos,
		    { "value", out->secrecy });
}

int front_plan(struct pool *pool, const struct front *front,
	       struct plan_front *out, struct diags *diags)
{
	struct plan_raw raw = { .type = { NULL, 0 } };
	const struct yaml_node *title;
	int failed;

	failed = yaml_read(pool, front->yaml, plan_fields, &raw, diags);
	*out = raw.facts;
	out->pos = front->yaml->pos;
	out->title = text_squeeze(pool, out->title);
	title = yaml_get(front->yaml, "title");
	if (!out->title.n && title && title->kind == YAML_TEXT)
		failed = diag(diags, DIAG_MISSING_KEY, title->pos,
			      { "key", STR("title") });
	if (read_stage(front, out, diags))
		failed = -1;
	if (read_dates(front, out, diags))
		failed = -1;
	if (read_secrecy(front, out, diags))
		failed = -1;
	if (out->original.n && !url_safe(out->original))
		failed = bad_value(front, "original", out->original,
				   "https://\xe2\x80\xa6", diags);
	return failed;
}
