/* SPDX-License-Identifier: MIT */
/* history_read.c - reads the plans' versions, the files shared among threads. */
#include "history_internal.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "snapshot.h"
#include "work.h"

/* What a change of a file came to. */
struct wanted {
	size_t path, commit;
	struct oid blob;
};

/* A thread's own. */
struct reader {
	struct repo *repo;		/* NULL: it leaves its files to others */
	struct interner interner;
	struct pool *pool;
	struct buf bytes;
};

struct reading {
	struct builder *b;
	struct wanted *blobs;		/* each once; those of a file together */
	size_t n;
	size_t *files;			/* where the blobs of each begin */
	size_t nfiles;
	struct reader *readers;
	atomic_size_t done;
};

static int wanted_order(const void *pa, const void *pb)
{
	const struct wanted *a = pa, *b = pb;

	if (a->path != b->path)
		return a->path < b->path ? -1 : 1;
	return a->commit < b->commit ? -1 : a->commit > b->commit;
}

/* In the order of files, then of commits. */
static struct wanted *list_wanted(const struct builder *b, size_t *n)
{
	struct wanted *list = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t c = 0; c < b->h->ncommits; c++)
		for (size_t i = 0; i < b->ndeltas[c]; i++)
			if (b->deltas[c][i].has)
				ARRAY_PUSH(list, *n, cap, (struct wanted){
					b->deltas[c][i].path, c,
					b->deltas[c][i].blob });
	if (*n)
		qsort(list, *n, sizeof(*list), wanted_order);
	return list;
}

/* Leave each blob once, with a place in b->versions of the same index. */
static void list_blobs(struct reading *r)
{
	struct builder *b = r->b;
	size_t nwanted, cap = 0;

	r->blobs = list_wanted(b, &nwanted);
	for (size_t i = 0; i < nwanted; i++) {
		struct str key = { (const char *)r->blobs[i].blob.id,
				   sizeof(r->blobs[i].blob.id) };

		map_at(&b->versions, key);
		if (b->versions.n == r->n)
			continue;
		b->versions.entries[r->n].key = pool_str(b->pool, key);
		if (!r->n || r->blobs[r->n - 1].path != r->blobs[i].path)
			ARRAY_PUSH(r->files, r->nfiles, cap, r->n);
		r->blobs[r->n++] = r->blobs[i];
	}
	ARRAY_PUSH(r->files, r->nfiles, cap, r->n);
	r->nfiles--;
}

/* NULL where the object is missing or broken. */
static struct version *read_version(struct reader *own, const struct oid *id)
{
	int64_t size = repo_blob_size(own->repo, id);
	struct version *v;

	if (size > SNAPSHOT_FILE_MAX) {
		v = POOL_NEW(own->pool, struct version);
		v->unreadable = true;
		return v;
	}
	buf_clear(&own->bytes);
	if (size < 0 || repo_blob(own->repo, id, &own->bytes))
		return NULL;
	return version_read(&own->interner, buf_str(&own->bytes));
}

/* One file's together: they are deltas of each other. */
static void read_file(void *context, size_t file, size_t worker)
{
	struct reading *r = context;
	struct reader *own = &r->readers[worker];

	for (size_t i = r->files[file]; i < r->files[file + 1] && own->repo;
	     i++) {
		r->b->versions.entries[i].value =
			read_version(own, &r->blobs[i].blob);
		atomic_fetch_add(&r->done, 1);
		if (!worker)
			history_step(r->b, atomic_load(&r->done));
	}
}

/* What no thread could read; -1, with repo_error(), at what cannot be read. */
static int read_rest(struct reading *r)
{
	for (size_t i = 0; i < r->n; i++) {
		void **value = &r->b->versions.entries[i].value;

		if (!*value)
			*value = read_version(&r->readers[0],
					      &r->blobs[i].blob);
		if (!*value)
			return -1;
	}
	return 0;
}

static void open_reader(struct reading *r, size_t i)
{
	const struct history_source *s = r->b->s;
	struct reader *own = &r->readers[i];

	own->repo = i ? repo_again(s->repo) : s->repo;
	own->pool = pool_new();
	interner_again(&own->interner, s->interner, own->pool);
}

static void close_reader(struct reading *r, size_t i)
{
	struct reader *own = &r->readers[i];

	if (i)
		repo_close(own->repo);
	interner_release(&own->interner);
	pool_absorb(r->b->s->interner->pool, own->pool);
	buf_release(&own->bytes);
}

int history_read(struct builder *b)
{
	struct reading r = { .b = b };
	size_t threads = b->s->threads ? b->s->threads : 1;
	int result;

	list_blobs(&r);
	b->nversions = r.n;
	if (threads > r.nfiles)
		threads = r.nfiles ? r.nfiles : 1;
	r.readers = xcalloc(threads, sizeof(*r.readers));
	for (size_t i = 0; i < threads; i++)
		open_reader(&r, i);
	work_share(threads, r.nfiles, read_file, &r);
	result = read_rest(&r);
	for (size_t i = 0; i < threads; i++)
		close_reader(&r, i);
	free(r.readers);
	free(r.files);
	free(r.blobs);
	return result;
}
