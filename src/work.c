/* SPDX-License-Identifier: MIT */
/* work.c - shares jobs out among threads. */
#include "work.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "buf.h"

struct share {
	size_t n;
	void (*job)(void *context, size_t i, size_t worker);
	void *context;
	atomic_size_t next;
};

struct worker {
	struct share *share;
	size_t index;
	pthread_t thread;
	bool running;
};

static void *work(void *arg)
{
	const struct worker *w = arg;
	struct share *s = w->share;
	size_t i;

	while ((i = atomic_fetch_add(&s->next, 1)) < s->n)
		s->job(s->context, i, w->index);
	if (w->index)
		buf_end_thread();
	return NULL;
}

void work_share(size_t threads, size_t n,
		void (*job)(void *context, size_t i, size_t worker),
		void *context)
{
	struct share share = { .n = n, .job = job, .context = context };
	struct worker *workers;

	if (!threads)
		threads = 1;
	if (threads > n)
		threads = n ? n : 1;
	workers = xcalloc(threads, sizeof(*workers));
	for (size_t i = 0; i < threads; i++)
		workers[i] = (struct worker){ .share = &share, .index = i };
	for (size_t i = 1; i < threads; i++)
		workers[i].running = !pthread_create(&workers[i].thread, NULL,
						     work, &workers[i]);
	work(&workers[0]);
	for (size_t i = 1; i < threads; i++)
		if (workers[i].running)
			pthread_join(workers[i].thread, NULL);
	free(workers);
}
