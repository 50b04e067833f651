/* SPDX-License-Identifier: MIT */
/* test_initials.c - codes that are proposed, and Roman numbers. */
#include "unit.h"

#include "initials.h"

static void takes_initials(void **state)
{
	static const struct {
		const char *title, *letters;
	} cases[] = {
		{ "Chỉ đạo, điều hành", "CDDH" },
		{ "Cải cách thể chế", "TC" },
		{ "Cải cách thủ tục hành chính", "TTHC" },
		{ "CẢI CÁCH TỔ CHỨC BỘ MÁY", "TCBM" },
		{ "Cải cách tài chính công", "TCC" },
		{ "Chính quyền điện tử, Chính quyền số", "CQDT" },
		{ "Nội dung chung", "NDC" },
		{ "Cải cách", "CC" },
		{ "…", "" },
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&b);
		initials_add(&b, str_of(cases[i].title));
		assert_str(buf_str(&b), cases[i].letters);
	}
	buf_release(&b);
}

static void tells_areas_apart(void **state)
{
	struct area areas[] = {
		{ .title = STR("Thể chế"), .index = 0 },
		{ .title = STR("Tài chính"), .index = 1 },
		{ .title = STR("…"), .index = 2 },
	};
	struct site site = { .areas = areas, .nareas = 3 };
	struct pool *pool = pool_new();

	(void)state;
	assert_str(initials_of(pool, &site, &areas[0]), "TC");
	assert_str(initials_of(pool, &site, &areas[1]), "TC2");
	assert_str(initials_of(pool, &site, &areas[2]), "NV");
	pool_free(pool);
}

static void writes_roman_numbers(void **state)
{
	static const struct {
		size_t n;
		const char *roman;
	} cases[] = {
		{ 1, "I" }, { 4, "IV" }, { 9, "IX" }, { 14, "XIV" },
		{ 1994, "MCMXCIV" }, { 0, "0" }, { 4000, "4000" },
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&b);
		initials_roman(&b, cases[i].n);
		assert_str(buf_str(&b), cases[i].roman);
	}
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_initials),
		cmocka_unit_test(tells_areas_apart),
		cmocka_unit_test(writes_roman_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
