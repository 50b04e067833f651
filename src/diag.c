/* SPDX-License-Identifier: MIT */
/* diag.c - the list of findings. */
#include "diag.h"

#include <stdlib.h>

#include "buf.h"

static const struct {
	enum diag_severity severity;
	const char *name;
} codes[] = {
#define DIAG_CODE(id, severity, name) { DIAG_##severity, name },
#include "diag_codes.h"
#undef DIAG_CODE
};

const char *diag_name(enum diag_code code)
{
	return codes[code].name;
}

enum diag_severity diag_severity(enum diag_code code)
{
	return codes[code].severity;
}

void diags_init(struct diags *d, struct pool *pool)
{
	*d = (struct diags){ .pool = pool };
}

static void count(struct diags *d, enum diag_code code)
{
	if (codes[code].severity == DIAG_ERROR)
		d->errors++;
	else if (codes[code].severity == DIAG_WARNING)
		d->warnings++;
	else
		d->notes++;
}

int diag_add(struct diags *d, enum diag_code code, struct pos pos,
	     const struct diag_arg *args)
{
	struct diag entry = { .code = code, .pos = pos };
	int failed = codes[code].severity == DIAG_ERROR ? -1 : 0;

	if (!d)
		return failed;
	for (size_t i = 0; args[i].name && i + 1 < 6; i++) {
		entry.args[i].name = args[i].name;
		entry.args[i].value = pool_str(d->pool, args[i].value);
	}
	POOL_PUSH(d->pool, d->list, d->n, d->cap, entry);
	count(d, code);
	return failed;
}

static int diag_order(const void *pa, const void *pb)
{
	const struct diag *a = pa, *b = pb;
	int c;

	if (!a->pos.src || !b->pos.src) {
		if (a->pos.src || b->pos.src)
			return a->pos.src ? 1 : -1;
	} else {
		c = str_cmp(a->pos.src->path, b->pos.src->path);
		if (!c)
			c = str_cmp(a->pos.src->rev, b->pos.src->rev);
		if (c)
			return c;
	}
	if (a->pos.off != b->pos.off)
		return a->pos.off < b->pos.off ? -1 : 1;
	if (a->code != b->code)
		return a->code < b->code ? -1 : 1;
	for (size_t i = 0; a->args[i].name && b->args[i].name; i++) {
		c = str_cmp(a->args[i].value, b->args[i].value);
		if (c)
			return c;
	}
	return 0;
}

void diags_sort(struct diags *d)
{
	size_t kept = 0;

	if (d->n)
		qsort(d->list, d->n, sizeof(*d->list), diag_order);
	d->errors = d->warnings = d->notes = 0;
	for (size_t i = 0; i < d->n; i++) {
		if (i && !diag_order(&d->list[kept - 1], &d->list[i]))
			continue;
		count(d, d->list[i].code);
		d->list[kept++] = d->list[i];
	}
	d->n = kept;
}

void diags_only(struct diags *d, enum diag_severity least)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->n; i++)
		if (codes[d->list[i].code].severity >= least)
			d->list[kept++] = d->list[i];
	d->n = kept;
}

void pos_line_col(struct pos pos, unsigned *line, unsigned *col)
{
	*line = *col = 1;
	if (!pos.src)
		return;
	for (size_t i = 0; i < pos.off && i < pos.src->text.n; i++) {
		unsigned char c = (unsigned char)pos.src->text.p[i];

		if (c == '\n') {
			++*line;
			*col = 1;
		} else if ((c & 0xc0) != 0x80) {
			++*col;
		}
	}
}
