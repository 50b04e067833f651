/* SPDX-License-Identifier: MIT */
/* history.c - has the commits walked and the plans' versions read, and drives
 * the comparison of each commit with its parents. */
#include "history_internal.h"

#include <stdlib.h>

#include "buf.h"

/* ---- driving ----------------------------------------------------------- */

void history_step(const struct builder *b, size_t done)
{
	if (b->s->step)
		b->s->step(b->s->who, done, b->nversions + b->h->ncommits);
}

/* Each path's, once all are known. */
static void find_agencies(struct builder *b)
{
	struct str agency, slug;

	for (size_t i = 0; i < b->h->npaths; i++) {
		plan_address(b->pool, b->h->paths[i], &agency, &slug);
		ARRAY_PUSH(b->agencies, b->nagencies, b->agencies_cap,
			   sources_agency(b->s->sources, agency));
	}
}

static void process(struct builder *b)
{
	struct history *h = b->h;

	for (size_t c = 0; c < h->ncommits; c++) {
		struct history_commit *commit = &h->commits[c];

		history_step(b, b->nversions + c);
		edge_process(b, c);
		for (size_t i = 0; i < b->ndeltas[c]; i++)
			POOL_PUSH(b->pool, commit->touched, commit->ntouched,
				  commit->touched_cap, b->deltas[c][i].path);
	}
}

void builder_release(struct builder *b)
{
	map_release(&b->commits);
	map_release(&b->paths);
	map_release(&b->versions);
	map_release(&b->contexts);
	free(b->agencies);
	free(b->deltas);
	free(b->ndeltas);
}

int history_build(struct history *h, struct pool *pool,
		  const struct history_source *source)
{
	struct history_walk *walk = source->walk;
	struct builder b = { .h = NULL };
	int result = -1;

	if (!walk)
		walk = history_walk(source);
	*h = (struct history){ .pool = pool };
	if (walk) {
		walk_take(walk, &b, h, pool);
		b.s = source;
		find_agencies(&b);
		result = history_read(&b);
	}
	if (!result) {
		history_find_line(h);
		process(&b);
		history_finish(&b);
	}
	builder_release(&b);
	return result;
}

void history_single(struct history *h, struct pool *pool,
		    const struct history_source *source)
{
	struct builder b = { .h = h, .s = source, .pool = pool };
	const struct sources *sources = source->sources;
	struct file_delta *list = POOL_ARRAY(pool, struct file_delta,
					     sources->nplans);
	size_t n = 0;

	*h = (struct history){ .pool = pool, .kind = HISTORY_NONE };
	ARRAY_PUSH(h->commits, h->ncommits, h->commits_cap,
		   (struct history_commit){ .on_line = true });
	for (size_t i = 0; i < sources->nplans; i++) {
		const struct plan_file *file = &sources->plans[i];
		struct file_delta d = { builder_path(&b, file->path), false,
					true, { { 0 } } };

		if (d.path == SIZE_MAX)
			continue;
		/* Stands for a blob's id: different for each file. */
		memcpy(d.blob.id, &i, sizeof(i));
		list[n] = d;
		map_put(&b.versions, (struct str){
				(const char *)list[n++].blob.id, 20 },
			version_read(source->interner, file->src->text));
	}
	find_agencies(&b);
	b.deltas = xcalloc(1, sizeof(*b.deltas));
	b.ndeltas = xcalloc(1, sizeof(*b.ndeltas));
	b.deltas[0] = list;
	b.ndeltas[0] = n;
	edge_process(&b, 0);
	h->commits[0].nrecords = h->nrecords = 0;
	history_finish(&b);
	builder_release(&b);
}

void history_release(struct history *h)
{
	free(h->commits);
	free(h->records);
	free(h->plans);
	free(h->items);
	free(h->gaps);
	free(h->paths);
	free(h->line);
	*h = (struct history){ .pool = NULL };
}

/* ---- asking ------------------------------------------------------------ */

size_t history_on(const struct history *h, int32_t day, int zone)
{
	size_t found = SIZE_MAX;

	for (size_t i = 0; i < h->nline; i++) {
		if (date_at(h->commits[h->line[i]].published, zone) > day)
			break;
		found = h->line[i];
	}
	return found;
}

int32_t record_day(const struct history *h, const struct record *r, int zone)
{
	return date_at(h->commits[r->commit].published, zone);
}

const struct node *history_node(const struct history *h, size_t commit,
				size_t path)
{
	return state_get(h->commits[commit].state, path);
}
