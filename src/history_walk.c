/* SPDX-License-Identifier: MIT */
/* history_walk.c - walks the commits, depth first, and finds the files that each
 * changed. */
#include "history_internal.h"

#include <stdlib.h>

#include "buf.h"
#include "mail.h"
#include "text.h"

struct frame {
	struct repo_commit commit;
	size_t next;		/* parent to visit */
	size_t *branches;	/* first commit that came with each parent */
};

static void commit_emit(struct builder *b, const struct frame *f)
{
	struct history *h = b->h;
	struct history_commit c = { .id = f->commit.id,
				    .date = f->commit.committer.time,
				    .offset = f->commit.committer.offset,
				    .damaged = f->commit.damaged,
				    .boundary = f->commit.boundary };
	struct signature who = f->commit.author;
	struct str rest = f->commit.message;

	if (b->s->mailmap)
		mailmap_apply(b->s->mailmap, b->pool, &who);
	c.author = pool_str(b->pool, mail_blot(b->pool, who.name));
	c.email = pool_str(b->pool, who.email);
	str_line(&rest, &c.summary);
	c.summary = pool_str(b->pool, mail_blot(b->pool,
						str_trim(c.summary)));
	c.claims = commit_claims_read(b->pool, b->s->interner->vocabulary,
				      f->commit.message);
	c.claims.authority = mail_blot(b->pool, c.claims.authority);
	c.parents = POOL_ARRAY(b->pool, size_t, f->commit.nparents);
	for (size_t i = 0; i < f->commit.nparents; i++) {
		struct str key = { (const char *)f->commit.parents[i].id, 20 };

		c.parents[c.nparents++] =
			(size_t)(uintptr_t)map_get(&b->commits, key) - 1;
	}
	c.branches = f->branches;
	ARRAY_PUSH(h->commits, h->ncommits, h->commits_cap, c);
	map_put(&b->commits,
		pool_str(b->pool, (struct str){
				(const char *)f->commit.id.id, 20 }),
		(void *)(uintptr_t)h->ncommits);
	if (c.boundary)
		h->kind = HISTORY_SHALLOW;
}

/* Can a plan stand there?  As in a snapshot: no hidden files, no names that
 * are unsafe. */
static bool plan_path(struct str path)
{
	bool begins = true;

	if (str_rchr(path, '/') <= 0 || !str_ends(path, STR(".md")) ||
	    text_invalid(path) >= 0)
		return false;
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];

		if ((begins && (c == '.' || c == '/')) || c < 0x20 ||
		    c == 0x7f || c == '\\')
			return false;
		begins = c == '/';
	}
	return true;
}

size_t builder_path(struct builder *b, struct str path)
{
	struct str agency, slug;
	void **at = map_at(&b->paths, path);

	if (!*at) {
		struct str own = pool_str(b->pool, path);

		b->paths.entries[b->paths.n - 1].key = own;
		*at = (void *)UINTPTR_MAX;
		if (plan_path(own) &&
		    plan_address(b->pool, own, &agency, &slug)) {
			ARRAY_PUSH(b->h->paths, b->h->npaths, b->h->paths_cap,
				   own);
			*at = (void *)(uintptr_t)b->h->npaths;
		}
	}
	return *at == (void *)UINTPTR_MAX ? SIZE_MAX :
					    (size_t)(uintptr_t)*at - 1;
}

static bool regular(enum repo_mode mode)
{
	return mode == REPO_FILE || mode == REPO_EXECUTABLE;
}

static int commit_deltas(struct builder *b, const struct oid *parent,
			 const struct oid *tree, size_t index)
{
	struct pool *temporary = pool_new();
	struct repo_deltas d = { 0 };
	struct file_delta *list = NULL;
	size_t n = 0, cap = 0;
	int result = repo_diff(b->s->repo, temporary, parent, tree,
			       b->s->folder, &d);

	for (size_t i = 0; i < d.n && !result; i++) {
		struct repo_delta *x = &d.v[i];
		struct file_delta f = { .had = x->had && regular(x->from_mode),
					.has = x->has && regular(x->to_mode),
					.blob = x->to };

		if (!f.had && !f.has)
			continue;
		f.path = builder_path(b, x->path);
		if (f.path == SIZE_MAX)
			continue;
		POOL_PUSH(b->pool, list, n, cap, f);
	}
	b->deltas[index] = list;
	b->ndeltas[index] = n;
	pool_free(temporary);
	return result;
}

/* All its parents were emitted: its turn. */
static int visit(struct builder *b, const struct frame *f, struct oid *trees)
{
	const struct history_commit *c;
	size_t index = b->h->ncommits;

	if (index == b->deltas_cap) {
		b->deltas_cap = b->deltas_cap ? b->deltas_cap * 2 : 64;
		b->deltas = xrealloc(b->deltas,
				     b->deltas_cap * sizeof(*b->deltas));
		b->ndeltas = xrealloc(b->ndeltas,
				      b->deltas_cap * sizeof(*b->ndeltas));
	}
	commit_emit(b, f);
	c = &b->h->commits[index];
	return commit_deltas(b, c->nparents ? &trees[c->parents[0]] : NULL,
			     &trees[index], index);
}

/* The next parent that was not emitted yet, or NULL. */
static const struct oid *next_parent(struct builder *b, struct frame *f)
{
	if (!f->branches && f->commit.nparents > 1)
		f->branches = POOL_ARRAY(b->pool, size_t, f->commit.nparents);
	while (f->next < f->commit.nparents) {
		const struct oid *id = &f->commit.parents[f->next];

		if (f->branches)
			f->branches[f->next] = b->h->ncommits;
		f->next++;
		if (!map_get(&b->commits, (struct str){ (const char *)id->id,
							20 }))
			return id;
	}
	return NULL;
}

/* Depth first, first parent first, parents before children. */
static int walk_commits(struct builder *b)
{
	struct frame *stack = NULL;
	struct oid *trees = NULL;
	const struct oid *next = &b->s->head;
	size_t depth = 0, cap = 0, ntrees = 0, trees_cap = 0;
	struct pool *commits = pool_new();
	int result = 0;

	while (!result && (next || depth)) {
		struct frame f = { .next = 0 };

		if (next) {
			result = repo_commit(b->s->repo, commits, next,
					     &f.commit);
			ARRAY_PUSH(stack, depth, cap, f);
		} else {
			depth--;
			ARRAY_PUSH(trees, ntrees, trees_cap,
				   stack[depth].commit.tree);
			result = visit(b, &stack[depth], trees);
		}
		next = !result && depth ? next_parent(b, &stack[depth - 1]) :
					  NULL;
	}
	pool_free(commits);
	free(trees);
	free(stack);
	return result;
}

/* ---- by itself --------------------------------------------------------- */

struct history_walk {
	struct history h;
	struct builder b;
};

struct history_walk *history_walk(const struct history_source *source)
{
	struct history_walk *w = xcalloc(1, sizeof(*w));

	w->h.kind = HISTORY_COMPLETE;
	w->b = (struct builder){ .h = &w->h, .s = source,
				 .pool = pool_new() };
	if (!walk_commits(&w->b))
		return w;
	history_walk_free(w);
	return NULL;
}

void walk_take(struct history_walk *w, struct builder *b, struct history *h,
	       struct pool *pool)
{
	*h = w->h;
	h->pool = pool;
	*b = w->b;
	b->h = h;
	b->pool = pool;
	pool_absorb(pool, w->b.pool);
	free(w);
}

void history_walk_free(struct history_walk *w)
{
	if (!w)
		return;
	builder_release(&w->b);
	history_release(&w->h);
	pool_free(w->b.pool);
	free(w);
}
