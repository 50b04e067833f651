/* SPDX-License-Identifier: MIT */
/* history.c - walks the commits, reads the plans' versions file by file, and
 * drives the comparison of each commit with its parents. */
#include "history_internal.h"

#include <stdlib.h>

#include "buf.h"
#include "mail.h"

/* ---- lines and nodes --------------------------------------------------- */

struct item_line *item_line_of(struct item_line *line)
{
	while (line && line->same != line)
		line = line->same;
	return line;
}

struct plan_line *plan_line_of(struct plan_line *line)
{
	while (line && line->same != line)
		line = line->same;
	return line;
}

struct plan_line *plan_line_new(struct builder *b, size_t commit)
{
	struct plan_line *plan = POOL_NEW(b->pool, struct plan_line);

	plan->same = plan;
	plan->serial = b->h->nplans;
	plan->first_commit = commit;
	plan->issued_commit = SIZE_MAX;
	plan->removal = SIZE_MAX;
	ARRAY_PUSH(b->h->plans, b->h->nplans, b->h->plans_cap, plan);
	return plan;
}

struct item_line *item_line_new(struct builder *b, size_t commit,
				struct node *node, size_t index)
{
	struct item_line *line = POOL_NEW(b->pool, struct item_line);
	struct deadline deadline;

	line->same = line;
	line->plan = node->plan;
	line->serial = b->h->nitems;
	line->first = node->version->items[index].section;
	line->first_commit = commit;
	line->born_issued = node->issued;
	line->born_due = facts_due(node->context, line->first, &deadline);
	line->position = -1;
	line->removal = SIZE_MAX;
	line->original_due = line->due = DATE_NONE;
	ARRAY_PUSH(b->h->items, b->h->nitems, b->h->items_cap, line);
	return line;
}

/* Two that turned out to be one: the earlier one stays. */
void item_line_join(struct item_line *into, struct item_line *other)
{
	into = item_line_of(into);
	other = item_line_of(other);
	if (into == other)
		return;
	if (other->serial < into->serial) {
		struct item_line *swap = into;

		into = other;
		other = swap;
	}
	other->same = into;
}

void plan_line_join(struct plan_line *into, struct plan_line *other)
{
	into = plan_line_of(into);
	other = plan_line_of(other);
	if (into == other)
		return;
	if (other->serial < into->serial) {
		struct plan_line *swap = into;

		into = other;
		other = swap;
	}
	other->same = into;
	if (other->issued_commit < into->issued_commit)
		into->issued_commit = other->issued_commit;
}

/* The first folder of a path: the agency. */
static struct str agency_of(struct str path)
{
	ptrdiff_t slash = str_chr(path, '/');

	return slash < 0 ? (struct str){ NULL, 0 } :
			   str_sub(path, 0, (size_t)slash);
}

/* Contexts are shared by all versions with one front matter and agency. */
static const struct facts_context *context_of(struct builder *b,
					      const struct plan_front *front,
					      struct str path)
{
	struct agency *agency = sources_agency(b->s->sources, agency_of(path));
	const void *pair[2] = { front, agency };
	struct str key = { (const char *)pair, sizeof(pair) };
	struct facts_context *c = map_get(&b->contexts, key);

	if (c)
		return c;
	c = POOL_NEW(b->pool, struct facts_context);
	*c = (struct facts_context){ &b->s->sources->site,
				     b->s->interner->vocabulary, agency,
				     front };
	map_put(&b->contexts, pool_str(b->pool, key), c);
	return c;
}

static void note_path(struct builder *b, struct plan_line *plan, size_t path)
{
	for (size_t i = 0; i < plan->npath_indices; i++)
		if (plan->path_indices[i] == path)
			return;
	POOL_PUSH(b->pool, plan->path_indices, plan->npath_indices,
		  plan->path_indices_cap, path);
}

struct node *node_new(struct builder *b, size_t path, const struct oid *blob,
		      const struct version *v, struct plan_line *plan,
		      bool issued_before)
{
	struct node *node = POOL_NEW(b->pool, struct node);

	node->plan = plan;
	node->path = b->h->paths[path];
	node->blob = *blob;
	node->version = v;
	node->context = context_of(b, v->front, node->path);
	node->items = POOL_ARRAY(b->pool, struct item_line *, v->nitems);
	node->issued = issued_before || v->front->stage == STAGE_ISSUED;
	note_path(b, plan, path);
	return node;
}

struct node *plan_node(const struct builder *b, size_t commit,
		       struct plan_line *plan)
{
	struct state state = b->h->commits[commit].state;

	plan = plan_line_of(plan);
	/* Joined lines keep their own lists of paths. */
	for (size_t p = 0; p < b->h->nplans; p++) {
		struct plan_line *part = b->h->plans[p];

		if (plan_line_of(part) != plan)
			continue;
		for (size_t i = 0; i < part->npath_indices; i++) {
			struct node *node = state_get(state,
						      part->path_indices[i]);

			if (node && plan_line_of(node->plan) == plan)
				return node;
		}
	}
	return NULL;
}

int node_index(const struct node *node, const struct item_line *line)
{
	for (size_t i = 0; i < node->version->nitems; i++)
		if (item_line_of(node->items[i]) == line)
			return (int)i;
	return -1;
}

struct item_side node_side(const struct node *node, size_t index)
{
	return (struct item_side){ node->version->items[index].section,
				   node->version->items[index].area,
				   node->context };
}

/* free() it. */
const struct section **node_sections(const struct node *node)
{
	size_t n = node->version->nitems;
	const struct section **list = xcalloc(n, sizeof(*list));

	for (size_t i = 0; i < n; i++)
		list[i] = node->version->items[i].section;
	return list;
}

/* ---- records ----------------------------------------------------------- */

struct difference whole(enum change_kind kind, enum change_class class)
{
	return (struct difference){ .kind = kind, .field = SUBJECT_NONE,
				    .class = class, .due_from = DATE_NONE,
				    .due_to = DATE_NONE };
}

void record_add(struct builder *b, size_t commit, struct plan_line *plan,
		struct item_line *item, const struct difference *d, bool draft,
		struct str authority)
{
	struct record r = { .commit = commit, .plan = plan, .item = item,
			    .d = *d, .authority = authority,
			    .authority_commit = SIZE_MAX, .adopted = true,
			    .draft = draft };

	if (d->class != CLASS_AMENDMENT && d->class != CLASS_CORRECTION &&
	    d->class != CLASS_PLAN)
		r.authority = (struct str){ NULL, 0 };
	ARRAY_PUSH(b->h->records, b->h->nrecords, b->h->records_cap, r);
}

void records_of(struct builder *b, size_t commit, struct plan_line *plan,
		struct item_line *item, size_t from, bool draft)
{
	struct differences *d = &b->scratch;
	const struct commit_claims *claims = &b->h->commits[commit].claims;
	struct str authority = claims->authority;

	differences_classify(d, from, claims, draft);
	for (size_t i = from; i < d->n; i++)
		if (d->v[i].field == FIELD_AUTHORITY && d->v[i].to.n)
			authority = d->v[i].to;
	for (size_t i = from; i < d->n; i++)
		record_add(b, commit, plan, item, &d->v[i], draft, authority);
	d->n = from;
}

/* ---- the commits, depth first ------------------------------------------ */

struct frame {
	struct repo_commit commit;
	size_t next;		/* parent to visit */
	size_t branch;
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
	c.branch = f->commit.nparents > 1 ? f->branch : h->ncommits;
	ARRAY_PUSH(h->commits, h->ncommits, h->commits_cap, c);
	map_put(&b->commits,
		pool_str(b->pool, (struct str){
				(const char *)f->commit.id.id, 20 }),
		(void *)(uintptr_t)h->ncommits);
	if (c.boundary)
		h->kind = HISTORY_SHALLOW;
}

/* Which trees differ where: only plans' files count. */
static bool plan_path(struct str path)
{
	ptrdiff_t slash = str_rchr(path, '/');
	struct str name = str_from(path, (size_t)(slash + 1));

	return slash > 0 && str_ends(name, STR(".md")) && name.n > 3 &&
	       name.p[0] != '.' && !str_eqs(name, "index.md");
}

static size_t path_index(struct builder *b, struct str path)
{
	void **at = map_at(&b->paths, path);

	if (!*at) {
		struct str own = pool_str(b->pool, path);

		b->paths.entries[b->paths.n - 1].key = own;
		ARRAY_PUSH(b->h->paths, b->h->npaths, b->h->paths_cap, own);
		*at = (void *)(uintptr_t)b->h->npaths;
	}
	return (size_t)(uintptr_t)*at - 1;
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

		if (!plan_path(x->path) || (!f.had && !f.has))
			continue;
		f.path = path_index(b, x->path);
		POOL_PUSH(b->pool, list, n, cap, f);
	}
	b->deltas[index] = list;
	b->ndeltas[index] = n;
	pool_free(temporary);
	return result;
}

/* Depth first, first parent first, parents before children. */
static int walk(struct builder *b)
{
	struct frame *stack = NULL;
	struct oid *trees = NULL;
	size_t depth = 0, cap = 0, ntrees = 0, trees_cap = 0;
	struct pool *commits = pool_new();
	int result = -1;

	ARRAY_PUSH(stack, depth, cap, (struct frame){ .next = 0 });
	if (repo_commit(b->s->repo, commits, &b->s->head, &stack[0].commit))
		goto out;
	while (depth) {
		struct frame *top = &stack[depth - 1];

		if (top->next < top->commit.nparents) {
			const struct oid *id = &top->commit.parents[top->next];
			struct frame f = { .next = 0 };

			if (top->next++ == 1)
				top->branch = b->h->ncommits;
			if (map_get(&b->commits,
				    (struct str){ (const char *)id->id, 20 }))
				continue;
			if (repo_commit(b->s->repo, commits, id, &f.commit))
				goto out;
			ARRAY_PUSH(stack, depth, cap, f);
			continue;
		}
		if (b->h->ncommits == b->deltas_cap) {
			b->deltas_cap = b->deltas_cap ? b->deltas_cap * 2 : 64;
			b->deltas = xrealloc(b->deltas, b->deltas_cap *
					     sizeof(*b->deltas));
			b->ndeltas = xrealloc(b->ndeltas, b->deltas_cap *
					      sizeof(*b->ndeltas));
		}
		commit_emit(b, top);
		ARRAY_PUSH(trees, ntrees, trees_cap, top->commit.tree);
		{
			const struct history_commit *c =
				&b->h->commits[b->h->ncommits - 1];

			if (commit_deltas(b, c->nparents ?
					  &trees[c->parents[0]] : NULL,
					  &trees[ntrees - 1], ntrees - 1))
				goto out;
		}
		depth--;
	}
	result = 0;
out:
	pool_free(commits);
	free(trees);
	free(stack);
	return result;
}

/* ---- reading the versions, path by path -------------------------------- */

struct wanted {
	size_t path, order;
	struct oid blob;
};

static int wanted_order(const void *pa, const void *pb)
{
	const struct wanted *a = pa, *b = pb;

	if (a->path != b->path)
		return a->path < b->path ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static int read_version(struct builder *b, struct buf *bytes,
			const struct oid *blob)
{
	struct str key = { (const char *)blob->id, sizeof(blob->id) };
	void **at = map_at(&b->versions, key);
	int64_t size;

	if (*at)
		return 0;
	b->versions.entries[b->versions.n - 1].key = pool_str(b->pool, key);
	size = repo_blob_size(b->s->repo, blob);
	if (size < 0)
		return -1;
	buf_clear(bytes);
	if (size > SNAPSHOT_FILE_MAX) {
		struct version *v = POOL_NEW(b->pool, struct version);

		v->unreadable = true;
		*at = v;
		return 0;
	}
	if (repo_blob(b->s->repo, blob, bytes))
		return -1;
	*at = version_read(b->s->interner, buf_str(bytes));
	return 0;
}

/* All versions of one file together: they are deltas of each other. */
static int read_versions(struct builder *b)
{
	struct wanted *list = NULL;
	struct buf bytes = BUF_INIT;
	size_t n = 0, cap = 0;
	int result = 0;

	for (size_t c = 0; c < b->h->ncommits; c++)
		for (size_t i = 0; i < b->ndeltas[c]; i++)
			if (b->deltas[c][i].has)
				ARRAY_PUSH(list, n, cap, (struct wanted){
					b->deltas[c][i].path, c,
					b->deltas[c][i].blob });
	if (n)
		qsort(list, n, sizeof(*list), wanted_order);
	for (size_t i = 0; i < n && !result; i++)
		result = read_version(b, &bytes, &list[i].blob);
	buf_release(&bytes);
	free(list);
	return result;
}

/* ---- driving ----------------------------------------------------------- */

/* Records of a commit in their order: plan's path, plan before items, place. */
struct placed {
	struct record record;
	struct str path;
	int place;
	size_t serial;
};

static int placed_order(const void *pa, const void *pb)
{
	const struct placed *a = pa, *b = pb;
	int c = str_cmp(a->path, b->path);

	if (c)
		return c;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return a->serial < b->serial ? -1 : 1;
}

static void sort_records(struct builder *b, size_t from)
{
	struct history *h = b->h;
	size_t n = h->nrecords - from;
	struct placed *list;

	if (n < 2)
		return;
	list = xcalloc(n, sizeof(*list));
	for (size_t i = 0; i < n; i++) {
		struct record *r = &h->records[from + i];
		const struct node *node = plan_line_of(r->plan)->last;
		int at = r->item ? node_index(node, item_line_of(r->item)) : -1;

		list[i] = (struct placed){ *r, node->path, at, i };
		if (r->item && at < 0)		/* removed: behind all */
			list[i].place = INT32_MAX;
	}
	qsort(list, n, sizeof(*list), placed_order);
	for (size_t i = 0; i < n; i++)
		h->records[from + i] = list[i].record;
	free(list);
}

static void note_touched(struct builder *b, size_t index,
			 const struct file_delta *deltas, size_t n)
{
	struct history_commit *commit = &b->h->commits[index];

	for (size_t i = 0; i < n; i++)
		POOL_PUSH(b->pool, commit->touched, commit->ntouched,
			  commit->touched_cap, deltas[i].path);
}

static void process(struct builder *b)
{
	struct history *h = b->h;

	for (size_t c = 0; c < h->ncommits; c++) {
		struct history_commit *commit = &h->commits[c];
		size_t from = h->nrecords;

		if (commit->nparents)
			commit->state = h->commits[commit->parents[0]].state;
		if (commit->nparents > 1)
			merge_process(b, c, &commit->state);
		else
			edge_process(b, c, &commit->state, b->deltas[c],
				     b->ndeltas[c]);
		note_touched(b, c, b->deltas[c], b->ndeltas[c]);
		sort_records(b, from);
		commit->first_record = from;
		commit->nrecords = h->nrecords - from;
	}
}

static void builder_release(struct builder *b)
{
	map_release(&b->commits);
	map_release(&b->paths);
	map_release(&b->versions);
	map_release(&b->contexts);
	free(b->deltas);
	free(b->ndeltas);
}

int history_build(struct history *h, struct pool *pool,
		  const struct history_source *source)
{
	struct builder b = { .h = h, .s = source, .pool = pool };
	int result;

	*h = (struct history){ .pool = pool, .kind = HISTORY_COMPLETE };
	result = walk(&b);
	if (!result)
		result = read_versions(&b);
	if (!result) {
		process(&b);
		adoption_decide(&b);
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
	struct file_delta *list;

	*h = (struct history){ .pool = pool, .kind = HISTORY_NONE };
	list = xcalloc(sources->nplans, sizeof(*list));
	ARRAY_PUSH(h->commits, h->ncommits, h->commits_cap,
		   (struct history_commit){ .on_line = true });
	for (size_t i = 0; i < sources->nplans; i++) {
		const struct plan_file *file = &sources->plans[i];
		struct str key;

		list[i].path = path_index(&b, file->path);
		list[i].has = true;
		/* Stands for a blob's id: different for each file. */
		memcpy(list[i].blob.id, &i, sizeof(i));
		key = pool_str(pool, (struct str){
				(const char *)list[i].blob.id, 20 });
		map_put(&b.versions, key,
			version_read(source->interner, file->src->text));
	}
	edge_process(&b, 0, &h->commits[0].state, list, sources->nplans);
	note_touched(&b, 0, list, sources->nplans);
	h->commits[0].nrecords = h->nrecords = 0;
	history_finish(&b);
	free(list);
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
