/* SPDX-License-Identifier: MIT */
/* repo_ahead.c - reads blobs in a thread, ahead of the one that uses them. */
#include "repo.h"

#include <pthread.h>
#include <stdlib.h>

#define AHEAD 16		/* blobs that wait to be taken */

enum slot_state { SLOT_EMPTY, SLOT_READ, SLOT_NOT_READ };

struct slot {
	struct buf bytes;
	enum slot_state state;
};

struct repo_ahead {
	struct repo *repo;	/* the caller's */
	struct repo *own;	/* the thread's; NULL without one */
	const struct oid *ids;
	size_t n, taken;
	int64_t max;
	bool running, stop;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t filled, freed;
	struct slot slots[AHEAD];
};

/* What is missing, broken or too large is left to the one who asks. */
static enum slot_state fill(struct repo_ahead *a, struct slot *slot, size_t i)
{
	int64_t size = repo_blob_size(a->own, &a->ids[i]);

	buf_clear(&slot->bytes);
	if (size < 0 || size > a->max ||
	    repo_blob(a->own, &a->ids[i], &slot->bytes))
		return SLOT_NOT_READ;
	return SLOT_READ;
}

static void *read_all(void *arg)
{
	struct repo_ahead *a = arg;

	for (size_t i = 0; i < a->n; i++) {
		struct slot *slot = &a->slots[i % AHEAD];
		enum slot_state state;
		bool stop;

		pthread_mutex_lock(&a->mutex);
		while (slot->state != SLOT_EMPTY && !a->stop)
			pthread_cond_wait(&a->freed, &a->mutex);
		stop = a->stop;
		pthread_mutex_unlock(&a->mutex);
		if (stop)
			break;
		state = fill(a, slot, i);
		pthread_mutex_lock(&a->mutex);
		slot->state = state;
		pthread_cond_signal(&a->filled);
		pthread_mutex_unlock(&a->mutex);
	}
	return NULL;
}

struct repo_ahead *repo_ahead_begin(struct repo *repo, const struct oid *ids,
				    size_t n, int64_t max)
{
	struct repo_ahead *a = xcalloc(1, sizeof(*a));

	*a = (struct repo_ahead){ .repo = repo, .ids = ids, .n = n,
				  .max = max };
	pthread_mutex_init(&a->mutex, NULL);
	pthread_cond_init(&a->filled, NULL);
	pthread_cond_init(&a->freed, NULL);
	if (n > AHEAD)
		a->own = repo_again(repo);
	if (a->own)
		a->running = !pthread_create(&a->thread, NULL, read_all, a);
	return a;
}

/* The bytes that the thread has read, if it has. */
static bool take(struct repo_ahead *a, struct buf *out)
{
	struct slot *slot = &a->slots[a->taken % AHEAD];
	bool read;

	pthread_mutex_lock(&a->mutex);
	while (slot->state == SLOT_EMPTY)
		pthread_cond_wait(&a->filled, &a->mutex);
	read = slot->state == SLOT_READ;
	if (read) {
		struct buf bytes = *out;

		*out = slot->bytes;
		slot->bytes = bytes;
	}
	slot->state = SLOT_EMPTY;
	pthread_cond_signal(&a->freed);
	pthread_mutex_unlock(&a->mutex);
	return read;
}

int repo_ahead_next(struct repo_ahead *a, struct buf *out)
{
	const struct oid *id = &a->ids[a->taken];
	bool read = a->running && take(a, out);
	int64_t size;

	a->taken++;
	if (read)
		return 1;
	size = repo_blob_size(a->repo, id);
	if (size < 0 || size > a->max)
		return size < 0 ? -1 : 0;
	buf_clear(out);
	return repo_blob(a->repo, id, out) ? -1 : 1;
}

void repo_ahead_end(struct repo_ahead *a)
{
	if (a->running) {
		pthread_mutex_lock(&a->mutex);
		a->stop = true;
		pthread_cond_signal(&a->freed);
		pthread_mutex_unlock(&a->mutex);
		pthread_join(a->thread, NULL);
	}
	repo_close(a->own);
	for (size_t i = 0; i < AHEAD; i++)
		buf_release(&a->slots[i].bytes);
	pthread_cond_destroy(&a->filled);
	pthread_cond_destroy(&a->freed);
	pthread_mutex_destroy(&a->mutex);
	free(a);
}
