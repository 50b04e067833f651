/* SPDX-License-Identifier: MIT */
/* mustache_bench.h - templates, partials and data from strings, for tests. */
#ifndef MUSTACHE_BENCH_H
#define MUSTACHE_BENCH_H

#include "json_read.h"
#include "mustache.h"

struct bench {
	struct pool *pool;
	struct diags diags;
	const char *const *partials;
};

static inline struct template *compile(struct bench *b, struct str text)
{
	struct source *src = POOL_NEW(b->pool, struct source);

	src->path = STR("t.mustache");
	src->text = text;
	return template_compile(b->pool, src, NULL, &b->diags);
}

static inline const struct template *load(void *context, struct str name)
{
	struct bench *b = context;

	for (size_t i = 0; b->partials && b->partials[i]; i += 2)
		if (str_eqs(name, b->partials[i]))
			return compile(b, str_of(b->partials[i + 1]));
	return NULL;
}

static inline struct value *json(struct bench *b, struct str text)
{
	struct source *src = POOL_NEW(b->pool, struct source);

	src->path = STR("data.json");
	src->text = text;
	return json_read(b->pool, src, &b->diags);
}

static inline struct bench bench_new(const char *const *partials)
{
	struct bench b = { .pool = pool_new(), .partials = partials };

	diags_init(&b.diags, b.pool);
	return b;
}

static inline int render(struct bench *b, const struct template *tpl,
			 const struct value *data, struct buf *out)
{
	struct template_loader loader = { load, b };

	return template_render(out, tpl, data, &loader, &b->diags);
}

#define LEN(table) (sizeof(table) / sizeof(*(table)))

#endif
