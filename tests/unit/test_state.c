/* SPDX-License-Identifier: MIT */
/* test_state.c - the persistent array: every version keeps its values. */
#include "unit.h"

#include "state.h"

static int marks[64];

static int setup(void **state)
{
	*state = pool_new();
	return 0;
}

static int teardown(void **state)
{
	pool_free(*state);
	return 0;
}

static void nothing_is_set_at_first(void **state)
{
	struct state s = { NULL, 0 };

	(void)state;
	assert_null(state_get(s, 0));
	assert_null(state_get(s, 100000));
}

static void old_arrays_stay_as_they_were(void **state)
{
	struct state a = { NULL, 0 }, b, c;

	a = state_set(*state, a, 3, &marks[1]);
	b = state_set(*state, a, 3, &marks[2]);
	c = state_set(*state, b, 4000, &marks[3]);
	assert_ptr_equal(state_get(a, 3), &marks[1]);
	assert_null(state_get(a, 4000));
	assert_ptr_equal(state_get(b, 3), &marks[2]);
	assert_null(state_get(b, 4000));
	assert_ptr_equal(state_get(c, 3), &marks[2]);
	assert_ptr_equal(state_get(c, 4000), &marks[3]);
	assert_null(state_get(c, 4001));
	assert_null(state_get(state_set(*state, c, 4000, NULL), 4000));
}

static void grows_at_every_level(void **state)
{
	static const size_t at[] = { 0, 15, 16, 17, 255, 256, 4095, 4096,
				     65535, 65536 };
	struct state s = { NULL, 0 }, high = { NULL, 0 };

	for (size_t i = 0; i < sizeof(at) / sizeof(*at); i++) {
		s = state_set(*state, s, at[i], &marks[i]);
		for (size_t k = 0; k < sizeof(at) / sizeof(*at); k++)
			assert_ptr_equal(state_get(s, at[k]),
					 k <= i ? &marks[k] : NULL);
	}
	/* and downwards: first a high index, then a low one */
	high = state_set(*state, high, 65536, &marks[0]);
	high = state_set(*state, high, 2, &marks[1]);
	assert_ptr_equal(state_get(high, 65536), &marks[0]);
	assert_ptr_equal(state_get(high, 2), &marks[1]);
}

/* A thousand versions against plain copies. */
static void versions_equal_copies(void **state)
{
	enum { VERSIONS = 1000, WIDTH = 300 };
	void *(*copies)[WIDTH] = calloc(VERSIONS, sizeof(*copies));
	struct state *versions = calloc(VERSIONS, sizeof(*versions));
	unsigned seed = 1;

	for (size_t v = 1; v < VERSIONS; v++) {
		size_t at;

		seed = seed * 1103515245u + 12345u;
		at = (seed >> 16) % WIDTH;
		memcpy(copies[v], copies[v - 1], sizeof(*copies));
		copies[v][at] = &marks[v % 64];
		versions[v] = state_set(*state, versions[v - 1], at,
					copies[v][at]);
	}
	for (size_t v = 0; v < VERSIONS; v++)
		for (size_t at = 0; at < WIDTH; at++)
			assert_ptr_equal(state_get(versions[v], at),
					 copies[v][at]);
	free(copies);
	free(versions);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_is_set_at_first),
		TEST(old_arrays_stay_as_they_were),
		TEST(grows_at_every_level),
		TEST(versions_equal_copies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
