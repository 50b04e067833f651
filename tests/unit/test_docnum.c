/* SPDX-License-Identifier: MIT */
/* test_docnum.c - the numbers of documents: found, told apart, compared. */
#include "unit.h"

#include "docnum.h"

/* All numbers in a text, joined by one space. */
static struct str found(struct pool *pool, const char *text)
{
	struct str s = str_of(text), all = STR(""), number;
	size_t from = 0;

	while (docnum_find(s, from, &number)) {
		assert_true(number.p >= s.p + from);
		assert_true(number.p + number.n <= s.p + s.n);
		all = pool_printf(pool, "%.*s%s%.*s", STR_ARG(all),
				  all.n ? " " : "", STR_ARG(number));
		from = (size_t)(number.p - s.p) + number.n;
	}
	return all;
}

#define assert_found(text, expected) do { \
	struct pool *pool_ = pool_new(); \
	assert_str(found(pool_, (text)), (expected)); \
	pool_free(pool_); \
} while (0)

static void test_found(void **state)
{
	(void)state;
	assert_found("Số: 08/KH-SNgV", "08/KH-SNgV");
	assert_found("theo 29/KH-UBND, 60-NQ/TU; (64/2025/QH15)",
		     "29/KH-UBND 60-NQ/TU 64/2025/QH15");
	assert_found("30/2020/NĐ-CP.", "30/2020/NĐ-CP");
	assert_found("“8536/VPCP-KSTT”", "8536/VPCP-KSTT");
	assert_found("1495/QĐ-UBND và 43/CT-TTg", "1495/QĐ-UBND 43/CT-TTg");
	assert_found("238-KH/TU 01/2021/TTLT-BTC-BNV",
		     "238-KH/TU 01/2021/TTLT-BTC-BNV");
	assert_found("12/2025/L-CTN", "12/2025/L-CTN");
	assert_found("12/ĐA-TT&DVĐN", "12/ĐA-TT&DVĐN");
	assert_found("S6:08/KH-SNgV", "08/KH-SNgV");
	assert_found("…29/KH-UBND–30/KH-UBND", "29/KH-UBND 30/KH-UBND");
}

static void test_not_found(void **state)
{
	static const char *const texts[] = {
		"", "1", "/", "12/", "-1-", "06/02/2026", "30/6/2026",
		"6/2/2026", "4/2026", "2026-02-06", "3/3", "0.5/2", "0,5/2",
		"12/12 văn bản", "2026-2030", "07/20 sở", "xử lý 3/3 PAKN",
		"08 /KH-SNgV", "08/ KH-SNgV", "/KH-SNgV", "km/h", "5/Ngày",
		"3/B", "000-T07", "003-II.5", "MT-05/KH-UBND", "CDDH-01",
		"a08/KH-SNgV", "ế08/KH-SNgV", "123456/KH-SNgV",
		"1.08/KH-SNgV", "1,08/KH-SNgV", "06/02/2026/KH-SNgV",
		"08/kh-sngv", "60-NQ", "60-NQ-TU", "202/2025/2026/KH", "9/2025/",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_found(texts[i], "");
}

static void test_ends(void **state)
{
	(void)state;
	assert_found("29/KH-UBND-", "29/KH-UBND");
	assert_found("29/KH-UBND/", "29/KH-UBND");
	assert_found("29/KH-UBND-thay thế", "29/KH-UBND");
	assert_found("29/KH-UBND/2026", "29/KH-UBND");
	assert_found("29/KH-UBND&", "29/KH-UBND");
	assert_found("29/KH-UBND-30/KH-UBND", "29/KH-UBND");
	assert_found("29/KH-UBND ngày 30/01/2026 và 3/3", "29/KH-UBND");
	assert_found("29/KH-UBND\xff", "29/KH-UBND");
}

static void test_from(void **state)
{
	struct str text = STR("29/KH-UBND"), number;

	(void)state;
	assert_false(docnum_find(text, 1, &number));
	assert_false(docnum_find(text, 10, &number));
	assert_false(docnum_find(text, 99, &number));
	assert_false(docnum_find((struct str){ NULL, 0 }, 0, &number));
}

static void assert_key(const char *number, const char *expected)
{
	struct pool *pool = pool_new();

	assert_str(docnum_key(pool, str_of(number)), expected);
	pool_free(pool);
}

static void test_key(void **state)
{
	(void)state;
	assert_key("08/KH-SNgV", "8/kh-sngv");
	assert_key("08 /KH-SNgV", "8/kh-sngv");
	assert_key(" 8/kh -\xc2\xa0sngv ", "8/kh-sngv");
	assert_key("30/2020/NĐ-CP", "30/2020/nd-cp");
	assert_key("30/2020/nđ–cp", "30/2020/nd-cp");
	assert_key("60-NQ/TU", "60-nq/tu");
	assert_key("12/TT&DVĐN", "12/tt&dvdn");
	assert_key("00/KH", "0/kh");
	assert_key("", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_not_found),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_from),
		cmocka_unit_test(test_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
