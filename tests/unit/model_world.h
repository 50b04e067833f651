/* SPDX-License-Identifier: MIT */
/*
 * model_world.h - a site from texts in memory, for tests of the model and of
 * what is said about it; a past can be put into its history by hand.
 */
#ifndef MODEL_WORLD_H
#define MODEL_WORLD_H

#include "model.h"
#include "unit.h"

#define WORLD_FILES 8

struct world {
	struct pool *pool;
	struct diags diags;
	struct catalog *vi, *en;
	struct vocabulary vocabulary;
	struct snapshot_file files[WORLD_FILES];
	struct snapshot snapshot;
	struct sources sources;
	struct interner interner;
	struct history history;
	struct model model;
};

static inline int32_t day(int year, int month, int d)
{
	return date_of((struct ymd){ year, month, d });
}

static inline void world_file(struct world *w, const char *path,
			      const char *text)
{
	assert_true(w->snapshot.n < WORLD_FILES);
	w->files[w->snapshot.n++] = (struct snapshot_file){
		.path = str_of(path), .text = true,
		.src = { .path = pool_printf(w->pool, "content/%s", path),
			 .text = str_of(text) },
	};
}

static inline struct world *world_new(void)
{
	struct world *w = calloc(1, sizeof(*w));

	w->pool = pool_new();
	diags_init(&w->diags, w->pool);
	w->vi = messages_program(w->pool, STR("vi"));
	w->en = messages_program(w->pool, STR("en"));
	vocabulary_init(&w->vocabulary, w->pool, w->vi, w->en);
	w->snapshot.folder = STR("content");
	w->snapshot.files = w->files;
	return w;
}

/* Once the files are there, in the order of their paths. */
static inline void world_read(struct world *w)
{
	struct history_source source = { .folder = STR("content") };

	assert_int_equal(sources_load(&w->sources, w->pool, &w->snapshot,
				      &w->diags), 0);
	interner_init(&w->interner, w->pool, &w->vocabulary, &w->sources.site);
	source.sources = &w->sources;
	source.interner = &w->interner;
	history_single(&w->history, w->pool, &source);
}

static inline void world_rate(struct world *w, int32_t as_of)
{
	model_build(&w->model, w->pool, &w->sources, &w->history,
		    &w->vocabulary, as_of);
}

static inline void world_free(struct world *w)
{
	history_release(&w->history);
	interner_release(&w->interner);
	sources_release(&w->sources);
	vocabulary_release(&w->vocabulary);
	messages_release(w->vi);
	messages_release(w->en);
	pool_free(w->pool);
	free(w);
}

static inline struct item_line *world_line(struct world *w, const char *slug)
{
	for (size_t i = 0; i < w->history.nitems; i++)
		if (str_eqs(w->history.items[i]->slug, slug))
			return w->history.items[i];
	fail_msg("no item %s", slug);
	return NULL;
}

static inline const struct item_view *world_item(struct world *w,
						 const char *slug)
{
	return w->model.by_line[world_line(w, slug)->serial];
}

/* A commit of the published line on a day, at nine in the morning. */
static inline size_t world_commit(struct world *w, int32_t when)
{
	struct history *h = &w->history;
	struct history_commit c = { .on_line = true, .offset = 420,
				    .author = STR("Trịnh Mai"),
				    .summary = STR("Cập nhật") };

	c.date = c.published = (int64_t)when * 86400 + 2 * 3600;
	c.id.id[0] = (unsigned char)(h->ncommits + 1);
	c.first_record = h->nrecords;
	ARRAY_PUSH(h->commits, h->ncommits, h->commits_cap, c);
	ARRAY_PUSH(h->line, h->nline, h->line_cap, h->ncommits - 1);
	h->kind = HISTORY_COMPLETE;
	return h->ncommits - 1;
}

/* An adopted record of the latest commit, of an item or (NULL) its plan. */
static inline struct record *world_record(struct world *w,
					  struct item_line *line,
					  struct difference d)
{
	struct history *h = &w->history;
	struct record r = { .commit = h->ncommits - 1, .item = line,
			    .plan = line ? line->plan : h->plans[0], .d = d,
			    .authority_commit = SIZE_MAX, .adopted = true };

	ARRAY_PUSH(h->records, h->nrecords, h->records_cap, r);
	h->commits[r.commit].nrecords++;
	if (line)
		POOL_PUSH(w->pool, line->records, line->nrecords,
			  line->records_cap, h->nrecords - 1);
	return &h->records[h->nrecords - 1];
}

/* The difference of a deadline that moves. */
static inline struct difference moved(const char *from, const char *to,
				      int32_t due_from, int32_t due_to)
{
	bool both = due_from != DATE_NONE && due_to != DATE_NONE;

	return (struct difference){
		.kind = CHANGE_CHANGED, .field = FIELD_DEADLINE,
		.from = str_of(from), .to = str_of(to),
		.class = CLASS_AMENDMENT, .has_days = both,
		.days = both ? due_to - due_from : 0,
		.due_from = due_from, .due_to = due_to, .due_changed = true,
	};
}

static inline struct difference changed(int field, enum change_class class,
					const char *from, const char *to)
{
	return (struct difference){
		.kind = CHANGE_CHANGED, .field = field, .from = str_of(from),
		.to = str_of(to), .class = class, .due_from = DATE_NONE,
		.due_to = DATE_NONE,
	};
}

#endif
