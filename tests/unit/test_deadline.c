/* SPDX-License-Identifier: MIT */
/* test_deadline.c - what the words of a deadline mean. */
#include "unit.h"

#include "deadline.h"

struct row {
	const char *text;
	const char *due;	/* NULL: none */
};

static struct str iso(struct buf *out, int32_t day)
{
	buf_clear(out);
	if (day != DATE_NONE)
		date_iso(out, day);
	return buf_str(out);
}

/* Every row of a table has this kind, in a plan whose last year is 2026. */
static void check_rows(const struct row *rows, size_t n,
		       enum deadline_kind kind)
{
	struct buf due = BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		struct deadline d = deadline_parse(str_of(rows[i].text), 2026);
		const char *want = rows[i].due ? rows[i].due : "";

		if (d.kind != kind || !str_eqs(iso(&due, d.due), want) ||
		    d.impossible)
			fail_msg("\"%s\": kind %d, want %d; due \"%.*s\", want"
				 " \"%s\"%s", rows[i].text, (int)d.kind,
				 (int)kind, STR_ARG(iso(&due, d.due)), want,
				 d.impossible ? "; impossible" : "");
	}
	buf_release(&due);
}

#define CHECK(rows, kind) check_rows(rows, sizeof(rows) / sizeof(*rows), kind)

static void last_day_of_what_is_named(void **state)
{
	static const struct row rows[] = {
		/* quarters */
		{ "Quý I/2026", "2026-03-31" },
		{ "Quý II/2026", "2026-06-30" },
		{ "Quý III/2026", "2026-09-30" },
		{ "Quý IV/2026", "2026-12-31" },
		{ "quý 2/2026", "2026-06-30" },
		{ "Quý II năm 2026", "2026-06-30" },
		{ "QUÝ II-2026.", "2026-06-30" },
		{ "Q2/2026", "2026-06-30" },
		{ "QII/2026", "2026-06-30" },
		{ "Quý I, II/2026", "2026-06-30" },
		{ "Quý I và Quý III/2026", "2026-09-30" },
		{ "Quý I - III/2026", "2026-09-30" },
		{ "Quý II/2026 và Quý IV/2026", "2026-12-31" },
		{ "Quý IV/2026 - Quý I/2027", "2027-03-31" },
		{ "Quý IV", "2026-12-31" },
		/* months */
		{ "Tháng 6/2026", "2026-06-30" },
		{ "Tháng 02/2028", "2028-02-29" },
		{ "tháng 6 năm 2026", "2026-06-30" },
		{ "Trong tháng 6/2026", "2026-06-30" },
		{ "Tháng 6, 7/2026", "2026-07-31" },
		{ "6/2026", "2026-06-30" },
		{ "Cuối tháng 6/2026", "2026-06-30" },
		/* days */
		{ "30/6/2026", "2026-06-30" },
		{ "2026-06-30", "2026-06-30" },
		{ "06/02/2026", "2026-02-06" },
		{ "Ngày 30/6/2026", "2026-06-30" },
		{ "ngày 15 tháng 9 năm 2026", "2026-09-15" },
		{ "15 tháng 9 năm 2026", "2026-09-15" },
		{ "Chậm nhất là ngày 30/6/2026.", "2026-06-30" },
		{ "Chậm nhất 30/6/2026;", "2026-06-30" },
		{ "Hoàn thành trong ngày 30/6/2026", "2026-06-30" },
		{ "Đến ngày 30/6/2026", "2026-06-30" },
		{ "15/12", "2026-12-15" },
		{ "by 2026-06-30", "2026-06-30" },
		/* spans */
		{ "Năm 2025", "2025-12-31" },
		{ "Trong năm 2025", "2025-12-31" },
		{ "trong năm 2024", "2024-12-31" },
		{ "Trong năm", "2026-12-31" },
		{ "Cả năm 2026", "2026-12-31" },
		{ "2026", "2026-12-31" },
		{ "đến năm 2025", "2025-12-31" },
		{ "Đến năm 2030", "2030-12-31" },
		{ "Đến hết năm 2030", "2030-12-31" },
		{ "Cuối năm 2026", "2026-12-31" },
		{ "6 tháng đầu năm 2026", "2026-06-30" },
		{ "06 tháng đầu năm", "2026-06-30" },
		{ "9 tháng đầu năm 2026", "2026-09-30" },
		{ "9 tháng năm 2026", "2026-09-30" },
		{ "6 tháng cuối năm 2026", "2026-12-31" },
		{ "Giai đoạn 2026-2030", "2030-12-31" },
		{ "giai đoạn 2021-2025", "2025-12-31" },
		{ "giai đoạn 2021 – 2030", "2030-12-31" },
		{ "Giai đoạn từ năm 2026 đến năm 2030", "2030-12-31" },
		{ "Năm 2025, 2026 và năm 2027", "2027-12-31" },
		{ "Từ ngày 01/01/2026 đến ngày 30/6/2026", "2026-06-30" },
		{ "Từ tháng 3 đến hết tháng 6/2026", "2026-06-30" },
		{ "từ quý I đến quý III/2026", "2026-09-30" },
	};

	(void)state;
	CHECK(rows, DEADLINE_DATE);
}

static void before_is_the_day_before_it_begins(void **state)
{
	static const struct row rows[] = {
		{ "Trước ngày 15/9/2026", "2026-09-14" },
		{ "Trước 30/11/2026", "2026-11-29" },
		{ "Hoàn thành trước ngày 01/01/2027", "2026-12-31" },
		{ "trước ngày 15 tháng 9 năm 2026", "2026-09-14" },
		{ "Trước quý II/2026", "2026-03-31" },
		{ "Trước tháng 6/2026", "2026-05-31" },
		{ "Trước năm 2027", "2026-12-31" },
		{ "Trước 15/12", "2026-12-14" },
		{ "before 2026-06-30", "2026-06-29" },
		/* before the end of a span is within it */
		{ "Trước hết quý II/2026", "2026-06-30" },
		{ "Trước cuối tháng 6/2026", "2026-06-30" },
	};

	(void)state;
	CHECK(rows, DEADLINE_DATE);
}

static void recurring_work_is_never_due(void **state)
{
	static const struct {
		const char *text;
		enum recurrence every;
	} rows[] = {
		{ "Thường xuyên", EVERY_UNSAID },
		{ "thường xuyên trong năm 2026", EVERY_UNSAID },
		{ "Trong năm, thường xuyên", EVERY_UNSAID },
		{ "Định kỳ", EVERY_UNSAID },
		{ "Hằng tháng", EVERY_MONTH },
		{ "Hàng tháng", EVERY_MONTH },
		{ "định kỳ hàng tháng", EVERY_MONTH },
		{ "từng tháng", EVERY_MONTH },
		{ "Trước ngày 15 hằng tháng", EVERY_MONTH },
		{ "Hằng quý", EVERY_QUARTER },
		{ "Hàng quý", EVERY_QUARTER },
		{ "định kỳ hàng quý, 6 tháng, 9 tháng, năm", EVERY_QUARTER },
		{ "Hằng năm", EVERY_YEAR },
		{ "hàng năm", EVERY_YEAR },
		{ "Trước ngày 15/12 hằng năm", EVERY_YEAR },
		{ "Quý I hằng năm", EVERY_YEAR },
		{ "Tháng 6, tháng 12 hằng năm", EVERY_YEAR },
		{ "ongoing", EVERY_UNSAID }, { "Quarterly", EVERY_QUARTER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct deadline d = deadline_parse(str_of(rows[i].text), 2026);

		if (d.kind != DEADLINE_RECURRING || d.every != rows[i].every ||
		    d.due != DATE_NONE)
			fail_msg("\"%s\": kind %d, every %d", rows[i].text,
				 (int)d.kind, (int)d.every);
	}
}

static void events_wait(void **state)
{
	static const struct row rows[] = {
		{ "Sau 10 ngày sau khi UBND tỉnh ban hành KH", NULL },
		{ "Khi các cơ quan chuyên môn tổ chức Lớp", NULL },
		{ "khi có yêu cầu", NULL }, { "Ngay khi có yêu cầu", NULL },
		{ "khi được giao", NULL }, { "khi cần thiết", NULL },
		{ "khi đủ điều kiện", NULL },
		{ "theo yêu cầu của Lãnh đạo Sở", NULL },
		{ "Trong vòng 05 ngày kể từ ngày nhận được văn bản", NULL },
		/* a date in it is no due date */
		{ "Sau khi có Kế hoạch 29/KH-UBND ngày 30/01/2026", NULL },
	};

	(void)state;
	CHECK(rows, DEADLINE_EVENT);
}

static void vague_words_give_no_date(void **state)
{
	static const struct row rows[] = {
		{ "kịp thời", NULL }, { "Đúng tiến độ", NULL },
		{ "theo đúng tiến độ", NULL }, { "bảo đảm tiến độ", NULL },
		{ "đảm bảo tiến độ", NULL }, { "đúng thời hạn", NULL },
		{ "bảo đảm đúng thời hạn", NULL },
		{ "đảm bảo thời hạn", NULL }, { "đúng và trước hạn", NULL },
		{ "đúng và trước thời hạn", NULL },
		{ "đúng thời gian theo quy định", NULL },
		{ "theo quy định", NULL }, { "từng bước", NULL },
	};

	(void)state;
	CHECK(rows, DEADLINE_VAGUE);
}

static void what_is_not_understood_is_told(void **state)
{
	static const struct row rows[] = {
		{ "trong năm 2026 và các năm tiếp theo", NULL },
		/* a date that is lost among vague words */
		{ "Quý II/2026, bảo đảm đúng tiến độ", NULL },
		{ "Theo Kế hoạch 12/KH-UBND ngày 05/02/2026", NULL },
		{ "Quý II/2026 (30/6/2026)", NULL },
		{ "Từ ngày 01/7/2026", NULL }, { "Từ quý I/2026", NULL },
		{ "30.6.2026", NULL }, { "30/6/26", NULL },
		{ "Quý III, I/2026", NULL }, { "2030-2026", NULL },
		{ "Năm học tới", NULL }, { "Đầu năm 2026", NULL },
		{ "ngày đầu tháng 6 năm 2026", NULL },
		{ "Hoàn thành", NULL }, { "…", NULL }, { "-", NULL },
		{ "Tháng", NULL }, { "Quý", NULL }, { "q", NULL },
	};

	(void)state;
	CHECK(rows, DEADLINE_UNCLEAR);
}

static void nothing_is_nothing(void **state)
{
	static const struct row rows[] = { { "", NULL }, { "  ", NULL } };

	(void)state;
	CHECK(rows, DEADLINE_NONE);
	assert_int_equal(deadline_parse((struct str){ NULL, 0 }, 0).kind,
			 DEADLINE_NONE);
}

static void no_date_is_made_up(void **state)
{
	static const char *const texts[] = {
		"31/02/2026", "Trước ngày 31/02/2026", "2026-02-30",
		"ngày 31 tháng 4 năm 2026", "Tháng 13/2026", "Quý 5/2026",
		"Quý V/2026", "31/4", "Từ 01/01/2026 đến 31/6/2026",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct deadline d = deadline_parse(str_of(texts[i]), 2026);

		if (!d.impossible || d.kind != DEADLINE_UNCLEAR ||
		    d.due != DATE_NONE)
			fail_msg("\"%s\" is taken for possible", texts[i]);
	}
}

static void a_year_comes_from_the_plan_or_not_at_all(void **state)
{
	static const char *const texts[] = {
		"Trong năm", "Quý IV", "Tháng 6", "6 tháng đầu năm", "15/12",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct str text = str_of(texts[i]);

		if (deadline_parse(text, 2026).kind != DEADLINE_DATE)
			fail_msg("\"%s\" needs the plan's year", texts[i]);
		if (deadline_parse(text, 0).kind != DEADLINE_UNCLEAR)
			fail_msg("\"%s\" has no year", texts[i]);
	}
}

static void kinds_have_names(void **state)
{
	(void)state;
	assert_string_equal(deadline_kind_name(DEADLINE_DATE), "date");
	assert_string_equal(deadline_kind_name(DEADLINE_RECURRING),
			    "recurring");
	assert_string_equal(deadline_kind_name(DEADLINE_EVENT), "event");
	assert_string_equal(deadline_kind_name(DEADLINE_VAGUE), "vague");
	assert_string_equal(deadline_kind_name(DEADLINE_UNCLEAR), "vague");
	assert_string_equal(deadline_kind_name(DEADLINE_NONE), "none");
}

/* Texts of the grammar's own words in any order never make it stumble. */
static void any_words_are_read(void **state)
{
	static const char *const words[] = {
		"Quý", "tháng", "năm", "I", "II/2026", "6", "/", "2026", "đến",
		"từ", "trước", "ngày", "hết", "cuối", "31/02/2026", ",", "và",
		"q", "đầu", "khi", "giai đoạn", ".", "\xc3", "9999999999",
	};
	unsigned seed = 7;
	struct buf text = BUF_INIT;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct deadline d;

		buf_clear(&text);
		for (int k = 0; k < 6; k++) {
			seed = seed * 1103515245u + 12345u;
			buf_adds(&text, words[(seed >> 16) % 24]);
			if (seed & 0x80000)
				buf_addc(&text, ' ');
		}
		d = deadline_parse(buf_str(&text), (i & 1) * 2026);
		assert_int_equal(d.kind == DEADLINE_DATE, d.due != DATE_NONE);
	}
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(last_day_of_what_is_named),
		cmocka_unit_test(before_is_the_day_before_it_begins),
		cmocka_unit_test(recurring_work_is_never_due),
		cmocka_unit_test(events_wait),
		cmocka_unit_test(vague_words_give_no_date),
		cmocka_unit_test(what_is_not_understood_is_told),
		cmocka_unit_test(nothing_is_nothing),
		cmocka_unit_test(no_date_is_made_up),
		cmocka_unit_test(a_year_comes_from_the_plan_or_not_at_all),
		cmocka_unit_test(kinds_have_names),
		cmocka_unit_test(any_words_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
