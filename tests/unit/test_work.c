/* SPDX-License-Identifier: MIT */
/* test_work.c - jobs are shared out: each is done once, whoever does it. */
#include "unit.h"

#include <stdatomic.h>

#include "work.h"

#define JOBS 1000

struct tally {
	atomic_int done[JOBS];
	atomic_size_t top;	/* worker */
};

static void count(void *context, size_t i, size_t worker)
{
	struct tally *t = context;
	size_t top = atomic_load(&t->top);

	atomic_fetch_add(&t->done[i], 1);
	while (worker > top &&
	       !atomic_compare_exchange_weak(&t->top, &top, worker))
		;
}

static void each_job_is_done_once(void **state)
{
	static const size_t threads[] = { 0, 1, 2, 7, 64 };

	(void)state;
	for (size_t k = 0; k < sizeof(threads) / sizeof(*threads); k++) {
		struct tally *t = calloc(1, sizeof(*t));

		work_share(threads[k], JOBS, count, t);
		for (size_t i = 0; i < JOBS; i++)
			assert_int_equal(atomic_load(&t->done[i]), 1);
		assert_true(atomic_load(&t->top) < threads[k] ||
			    !atomic_load(&t->top));
		free(t);
	}
}

static void no_more_workers_than_jobs(void **state)
{
	struct tally *t = calloc(1, sizeof(*t));

	(void)state;
	work_share(8, 0, count, t);
	assert_int_equal(atomic_load(&t->done[0]), 0);
	work_share(8, 2, count, t);
	assert_int_equal(atomic_load(&t->done[1]), 1);
	assert_int_equal(atomic_load(&t->done[2]), 0);
	assert_true(atomic_load(&t->top) < 2);
	free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_job_is_done_once),
		cmocka_unit_test(no_more_workers_than_jobs),
	};

	return cmocka_run_group_tests_name("work", tests, NULL, NULL);
}
