/* SPDX-License-Identifier: MIT */
/*
 * repo_draft.c - trees and a commit of files that nobody has committed.
 */
#include "repo_object.h"

#include <stdlib.h>

/* The files below one folder, and what stood in it before. */
struct level {
	struct repo *repo;
	struct pool *pool;
	const struct repo_entry *files;	/* paths from the top of the draft */
	size_t n;
	size_t prefix;			/* bytes of their paths above here */
};

static int hold_tree(struct repo *repo, struct repo_entry *entries, size_t n,
		     struct oid *id)
{
	static const char *const modes[] = {
		[REPO_FILE] = "100644", [REPO_EXECUTABLE] = "100755",
		[REPO_LINK] = "120000", [REPO_TREE] = "40000",
		[REPO_SUBMODULE] = "160000", [REPO_ODD] = "100644",
	};
	struct buf b = BUF_INIT;
	int result;

	if (n)
		qsort(entries, n, sizeof(*entries), repo_entry_order);
	for (size_t i = 0; i < n; i++) {
		buf_adds(&b, modes[entries[i].mode]);
		buf_addc(&b, ' ');
		buf_addstr(&b, entries[i].name);
		buf_addc(&b, '\0');
		buf_add(&b, entries[i].id.id, sizeof(entries[i].id.id));
	}
	result = repo_hold_tree(repo, buf_str(&b), id);
	buf_release(&b);
	return result;
}

static const struct repo_entry *find(const struct repo_tree *tree,
				     struct str name)
{
	for (size_t i = 0; i < tree->n; i++)
		if (str_eq(tree->entries[i].name, name))
			return &tree->entries[i];
	return NULL;
}

/* The tree of a level; `before` is the folder in the parent, or NULL. */
static int make_level(const struct level *l, const struct oid *before,
		      struct oid *id)
{
	struct repo_tree old = { NULL, 0 };
	struct repo_entry *list = NULL;
	size_t n = 0, cap = 0;

	if (before && repo_tree(l->repo, l->pool, before, &old))
		return -1;
	for (size_t i = 0; i < old.n; i++)
		if (str_starts(old.entries[i].name, STR(".")))
			POOL_PUSH(l->pool, list, n, cap, old.entries[i]);
	for (size_t i = 0, end; i < l->n; i = end) {
		struct str rest = str_from(l->files[i].name, l->prefix);
		ptrdiff_t slash = str_chr(rest, '/');
		struct repo_entry e = l->files[i];
		const struct repo_entry *was;

		end = i + 1;
		e.name = slash < 0 ? rest : str_sub(rest, 0, (size_t)slash);
		was = find(&old, e.name);
		if (slash < 0) {
			e.mode = was && was->mode == REPO_EXECUTABLE ?
				 REPO_EXECUTABLE : REPO_FILE;
		} else {
			struct level below = *l;
			struct str folder = str_sub(rest, 0, e.name.n + 1);

			while (end < l->n && str_starts(str_from(
					l->files[end].name, l->prefix), folder))
				end++;
			below.files += i;
			below.n = end - i;
			below.prefix += folder.n;
			e.mode = REPO_TREE;
			if (make_level(&below, was && was->mode == REPO_TREE ?
				       &was->id : NULL, &e.id))
				return -1;
		}
		POOL_PUSH(l->pool, list, n, cap, e);
	}
	return hold_tree(l->repo, list, n, id);
}

/* The parent's tree with another one in the place of `folder`. */
static int replace(const struct level *l, const struct oid *before,
		   struct str folder, struct oid *id)
{
	struct repo_tree old = { NULL, 0 };
	struct repo_entry *list = NULL, e = { .mode = REPO_TREE };
	const struct repo_entry *was;
	size_t n = 0, cap = 0;

	if (!folder.n)
		return make_level(l, before, id);
	if (before && repo_tree(l->repo, l->pool, before, &old))
		return -1;
	str_split(&folder, '/', &e.name);
	was = find(&old, e.name);
	if (replace(l, was && was->mode == REPO_TREE ? &was->id : NULL,
		    folder, &e.id))
		return -1;
	for (size_t i = 0; i < old.n; i++)
		if (&old.entries[i] != was)
			POOL_PUSH(l->pool, list, n, cap, old.entries[i]);
	POOL_PUSH(l->pool, list, n, cap, e);
	return hold_tree(l->repo, list, n, id);
}

static void add_person(struct buf *out, const char *what,
		       const struct signature *who)
{
	int minutes = who->offset < 0 ? -who->offset : who->offset;

	buf_addf(out, "%s %.*s <%.*s> %lld %c%02d%02d\n", what,
		 STR_ARG(who->name), STR_ARG(who->email),
		 (long long)who->time, who->offset < 0 ? '-' : '+',
		 minutes / 60, minutes % 60);
}

static int hold_commit(struct repo *repo, const struct repo_draft *draft,
		       const struct oid *tree, struct oid *commit)
{
	char hex[OID_HEX + 1];
	struct buf b = BUF_INIT;
	int result;

	oid_hex(tree, hex);
	buf_addf(&b, "tree %s\n", hex);
	if (draft->parent) {
		oid_hex(&draft->parent->id, hex);
		buf_addf(&b, "parent %s\n", hex);
	}
	add_person(&b, "author", &draft->who);
	add_person(&b, "committer", &draft->who);
	buf_addc(&b, '\n');
	buf_addstr(&b, draft->message);
	buf_addc(&b, '\n');
	result = repo_hold_commit(repo, buf_str(&b), commit);
	buf_release(&b);
	return result;
}

int repo_draft(struct repo *repo, const struct repo_draft *draft,
	       struct oid *commit)
{
	struct level top = { .repo = repo, .pool = pool_new(),
			     .files = draft->files, .n = draft->nfiles };
	const struct oid *before = draft->parent ? &draft->parent->tree : NULL;
	struct oid tree;
	int result = replace(&top, before, draft->folder, &tree);

	pool_free(top.pool);
	if (result)
		return -1;
	if (before && oid_eq(&tree, before)) {
		*commit = draft->parent->id;
		return 0;
	}
	return hold_commit(repo, draft, &tree, commit);
}
