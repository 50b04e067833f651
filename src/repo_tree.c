/* SPDX-License-Identifier: MIT */
/*
 * repo_tree.c - trees: their entries, the way to a path, and how two differ.
 *
 *	tree = { mode SP name NUL id }
 *
 * with the mode in octal and the id as 20 bytes.
 */
#include "repo_object.h"

#include <stdlib.h>

#define DEPTH_MAX 64		/* folders in each other */
#define ENTRIES_MAX 1000000	/* in which two trees may differ */
#define ENTRY_MIN 22		/* bytes of an entry, at least */

static enum repo_mode parse_mode(struct str s)
{
	unsigned long mode = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '7' || mode > 0777777)
			return REPO_ODD;
		mode = mode * 8 + (unsigned long)(s.p[i] - '0');
	}
	switch (mode & ~0777ul) {
	case 0040000:
		return REPO_TREE;
	case 0100000:
		return mode & 0100 ? REPO_EXECUTABLE : REPO_FILE;
	case 0120000:
		return REPO_LINK;
	case 0160000:
		return REPO_SUBMODULE;
	default:
		return REPO_ODD;
	}
}

/* mode SP name NUL id, from the front of `*rest`; false if it is not so. */
static bool take_entry(struct str *rest, struct repo_entry *entry)
{
	ptrdiff_t space = str_chr(*rest, ' ');
	ptrdiff_t nul = str_chr(*rest, '\0');

	if (space < 1 || nul < space ||
	    rest->n - (size_t)nul - 1 < sizeof(entry->id.id))
		return false;
	entry->mode = parse_mode(str_sub(*rest, 0, (size_t)space));
	entry->name = str_range(rest->p + space + 1, rest->p + nul);
	memcpy(entry->id.id, rest->p + nul + 1, sizeof(entry->id.id));
	*rest = str_from(*rest, (size_t)nul + 1 + sizeof(entry->id.id));
	return true;
}

int repo_tree(struct repo *repo, struct pool *pool, const struct oid *id,
	      struct repo_tree *out)
{
	struct buf bytes = BUF_INIT;
	struct repo_entry entry;
	struct str rest;
	size_t cap = 0;

	*out = (struct repo_tree){ NULL, 0 };
	if (repo_tree_bytes(repo, id, &bytes) < 0)
		return -1;
	rest = pool_str(pool, buf_str(&bytes));
	buf_release(&bytes);
	while (rest.n) {
		if (!take_entry(&rest, &entry))
			return repo_refuse(id, "is a damaged tree");
		POOL_PUSH(pool, out->entries, out->n, cap, entry);
	}
	return 0;
}

/* The first entry of this name in one tree: 1, 0 or -1. */
static int find_entry(struct repo *repo, const struct oid *tree,
		      struct str name, struct repo_entry *out)
{
	struct buf bytes = BUF_INIT;
	struct repo_entry entry;
	struct str rest;
	int result = 0;

	if (repo_tree_bytes(repo, tree, &bytes) < 0)
		return -1;
	rest = buf_str(&bytes);
	while (rest.n && !result) {
		if (!take_entry(&rest, &entry)) {
			result = repo_refuse(tree, "is a damaged tree");
		} else if (str_eq(entry.name, name)) {
			*out = entry;
			out->name = name;
			result = 1;
		}
	}
	buf_release(&bytes);
	return result;
}

int repo_lookup(struct repo *repo, const struct oid *tree, struct str path,
		struct repo_entry *out)
{
	struct repo_entry at = { { "", 0 }, REPO_TREE, *tree };
	struct str name;
	int found;

	while (path.n && str_split(&path, '/', &name)) {
		if (!name.n)
			continue;
		if (at.mode != REPO_TREE)
			return 0;
		found = find_entry(repo, &at.id, name, &at);
		if (found <= 0)
			return found;
	}
	*out = at;
	return 1;
}

/* A tree's entries in git's order, each name once. */
struct level {
	struct buf bytes;		/* the tree, to which the names point */
	struct repo_entry *v;
	size_t n;
};

struct comparison {
	struct repo *repo;
	struct pool *pool;
	struct repo_deltas *out;
	struct buf path;		/* of the folder at hand, with "/" */
	size_t budget;
};

int repo_entry_order(const void *pa, const void *pb)
{
	const struct repo_entry *a = pa, *b = pb;
	size_t n = a->name.n < b->name.n ? a->name.n : b->name.n;
	int c = n ? memcmp(a->name.p, b->name.p, n) : 0;
	unsigned char ca, cb;

	if (c)
		return c;
	ca = a->name.n > n ? (unsigned char)a->name.p[n] :
	     a->mode == REPO_TREE ? '/' : 0;
	cb = b->name.n > n ? (unsigned char)b->name.p[n] :
	     b->mode == REPO_TREE ? '/' : 0;
	if (ca != cb)
		return ca < cb ? -1 : 1;
	return (a->name.n > b->name.n) - (a->name.n < b->name.n);
}

/* The same for qsort: of equal names, the first in the tree goes first. */
static int entry_order_stable(const void *pa, const void *pb)
{
	const struct repo_entry *a = pa, *b = pb;
	int c = repo_entry_order(a, b);

	return c ? c : a->name.p < b->name.p ? -1 : 1;
}

/* Trees out of order are for hostile repositories only. */
static void level_sort(struct level *l)
{
	bool sorted = true;
	size_t kept = 0;

	for (size_t i = 1; i < l->n && sorted; i++)
		sorted = repo_entry_order(&l->v[i - 1], &l->v[i]) < 0;
	if (sorted)
		return;
	qsort(l->v, l->n, sizeof(*l->v), entry_order_stable);
	for (size_t i = 0; i < l->n; i++)
		if (!i || repo_entry_order(&l->v[kept - 1], &l->v[i]))
			l->v[kept++] = l->v[i];
	l->n = kept;
}

static void level_release(struct level *l)
{
	free(l->v);
	buf_release(&l->bytes);
}

/* Fill an empty level; with NULL it stays so. */
static int level_load(struct repo *repo, const struct oid *id,
		      struct level *l)
{
	struct repo_entry entry;
	struct str rest;
	size_t cap;

	if (!id)
		return 0;
	if (repo_tree_bytes(repo, id, &l->bytes) < 0)
		return -1;
	rest = buf_str(&l->bytes);
	cap = rest.n / ENTRY_MIN + 1;
	l->v = xmalloc(cap * sizeof(*l->v));
	while (rest.n) {
		if (!take_entry(&rest, &entry))
			return repo_refuse(id, "is a damaged tree");
		ARRAY_PUSH(l->v, l->n, cap, entry);
	}
	level_sort(l);
	return 0;
}

static int compare(struct comparison *c, const struct oid *from,
		   const struct oid *to, int depth);

/* One name: an entry of either side or, of the same kind, of both. */
static int compare_entry(struct comparison *c, const struct repo_entry *a,
			 const struct repo_entry *b, int depth)
{
	struct repo_delta delta = { .had = a != NULL, .has = b != NULL };
	size_t length = c->path.n;
	int result = 0;

	if (a && b && a->mode == b->mode && oid_eq(&a->id, &b->id))
		return 0;
	if (!c->budget--)
		return repo_refuse(a ? &a->id : &b->id,
				   "is one difference too many");
	buf_addstr(&c->path, a ? a->name : b->name);
	if ((a ? a->mode : b->mode) == REPO_TREE) {
		buf_addc(&c->path, '/');
		result = compare(c, a ? &a->id : NULL, b ? &b->id : NULL,
				 depth + 1);
	} else {
		delta.path = pool_str(c->pool, buf_str(&c->path));
		if (a) {
			delta.from = a->id;
			delta.from_mode = a->mode;
		}
		if (b) {
			delta.to = b->id;
			delta.to_mode = b->mode;
		}
		POOL_PUSH(c->pool, c->out->v, c->out->n, c->out->cap, delta);
	}
	c->path.n = length;
	return result;
}

static int compare(struct comparison *c, const struct oid *from,
		   const struct oid *to, int depth)
{
	struct level a = { BUF_INIT, NULL, 0 }, b = { BUF_INIT, NULL, 0 };
	size_t i = 0, j = 0;
	int result = -1;

	if (depth > DEPTH_MAX)
		return repo_refuse(from ? from : to, "is nested too deep");
	if (level_load(c->repo, from, &a) < 0 ||
	    level_load(c->repo, to, &b) < 0)
		goto done;
	while (i < a.n || j < b.n) {
		int order = i == a.n ? 1 : j == b.n ? -1 :
			    repo_entry_order(&a.v[i], &b.v[j]);

		if (compare_entry(c, order <= 0 ? &a.v[i] : NULL,
				  order >= 0 ? &b.v[j] : NULL, depth) < 0)
			goto done;
		i += order <= 0;
		j += order >= 0;
	}
	result = 0;
done:
	level_release(&a);
	level_release(&b);
	return result;
}

/* The tree of a folder: *id, or NULL in *folder_id if there is none. */
static int find_folder(struct repo *repo, const struct oid *tree,
		       struct str folder, struct oid *id,
		       const struct oid **folder_id)
{
	struct repo_entry entry;
	int found;

	*folder_id = NULL;
	if (!tree)
		return 0;
	found = repo_lookup(repo, tree, folder, &entry);
	if (found <= 0)
		return found;
	if (entry.mode == REPO_TREE) {
		*id = entry.id;
		*folder_id = id;
	}
	return 0;
}

static int delta_order(const void *pa, const void *pb)
{
	const struct repo_delta *a = pa, *b = pb;

	return str_cmp(a->path, b->path);
}

/* The walk yields this order, unless a name in a tree holds a "/". */
static void sort_deltas(struct repo_delta *v, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (delta_order(&v[i - 1], &v[i]) <= 0)
			continue;
		qsort(v, n, sizeof(*v), delta_order);
		return;
	}
}

int repo_diff(struct repo *repo, struct pool *pool, const struct oid *from,
	      const struct oid *to, struct str folder,
	      struct repo_deltas *out)
{
	struct comparison c = { repo, pool, out, BUF_INIT, ENTRIES_MAX };
	const struct oid *a, *b;
	struct oid from_folder, to_folder;
	size_t first = out->n;
	int result = 0;

	if (find_folder(repo, from, folder, &from_folder, &a) < 0 ||
	    find_folder(repo, to, folder, &to_folder, &b) < 0)
		return -1;
	if (!(a && b && oid_eq(a, b)))
		result = compare(&c, a, b, 0);
	if (out->n > first)
		sort_deltas(out->v + first, out->n - first);
	buf_release(&c.path);
	return result;
}
