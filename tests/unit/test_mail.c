/* SPDX-License-Identifier: MIT */
/* test_mail.c - e-mail addresses are blotted out, and nothing else is. */
#include "mail.h"
#include "unit.h"

static void test_blot(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "Sửa hạn @ quý I", "Sửa hạn @ quý I" },
		{ "a@b.c", "…" },
		{ "<mai.trinh+x@sub.example.vn>, b@c.d.", "<…>, …." },
		{ "thư:mai@ví-dụ.vn!", "thư:…!" },
		{ "@ai", "@ai" },
		{ "x@", "x@" },
		{ "a@b@c.d", "…@c.d" },
	};
	struct pool *pool = pool_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_str(mail_blot(pool, str_of(cases[i][0])), cases[i][1]);
	pool_free(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_blot) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
