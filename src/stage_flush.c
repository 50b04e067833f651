/* SPDX-License-Identifier: MIT */
/* stage_flush.c - a thread that calls syncfs() each time much was written. */
#include "stage_flush.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "buf.h"
#include "fs.h"

/* A site smaller than this is synced once, at its end. */
#define FLUSH_BYTES ((size_t)32 * 1024 * 1024)

struct stage_flush {
	int dir;		/* opened anew: errors are told to each open
				   file of their own */
	pthread_mutex_t mutex;
	pthread_cond_t wake;
	pthread_t thread;
	bool running, stop;
	size_t waiting;		/* bytes */
	int error;
};

struct stage_flush *stage_flush_new(int dir)
{
	struct stage_flush *f = xcalloc(1, sizeof(*f));

	f->dir = openat(dir, ".", FS_FOLDER);
	pthread_mutex_init(&f->mutex, NULL);
	pthread_cond_init(&f->wake, NULL);
	return f;
}

static void *flush(void *arg)
{
	struct stage_flush *f = arg;
	int error = 0;

	pthread_mutex_lock(&f->mutex);
	while (!error) {
		while (f->waiting < FLUSH_BYTES && !f->stop)
			pthread_cond_wait(&f->wake, &f->mutex);
		if (f->waiting < FLUSH_BYTES)
			break;
		f->waiting = 0;
		pthread_mutex_unlock(&f->mutex);
		error = syncfs(f->dir) < 0 ? errno : 0;
		pthread_mutex_lock(&f->mutex);
	}
	/* without syncfs() the last sync does it all, file by file */
	f->error = fs_unsupported(error) ? 0 : error;
	pthread_mutex_unlock(&f->mutex);
	return NULL;
}

void stage_flush_wrote(struct stage_flush *f, size_t bytes)
{
	pthread_mutex_lock(&f->mutex);
	f->waiting += bytes;
	if (f->waiting >= FLUSH_BYTES) {
		if (!f->running && f->dir >= 0)
			f->running = !pthread_create(&f->thread, NULL, flush,
						     f);
		pthread_cond_signal(&f->wake);
	}
	pthread_mutex_unlock(&f->mutex);
}

int stage_flush_end(struct stage_flush *f)
{
	int error;

	if (!f)
		return 0;
	pthread_mutex_lock(&f->mutex);
	f->stop = true;
	pthread_cond_signal(&f->wake);
	pthread_mutex_unlock(&f->mutex);
	if (f->running)
		pthread_join(f->thread, NULL);
	error = f->error;
	if (f->dir >= 0)
		close(f->dir);
	pthread_cond_destroy(&f->wake);
	pthread_mutex_destroy(&f->mutex);
	free(f);
	return error;
}
