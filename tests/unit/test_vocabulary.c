/* SPDX-License-Identifier: MIT */
/* test_vocabulary.c - labels, statuses and fixed words of both languages. */
#include "planbox.h"

static void labels_name_fields(void **state)
{
	static const struct {
		const char *label;
		enum field_id field;
	} rows[] = {
		{ "Mã", FIELD_ID }, { "Tên ngắn", FIELD_SHORT_TITLE },
		{ "Lĩnh vực", FIELD_AREA }, { "Sản phẩm", FIELD_PRODUCT },
		{ "Chủ trì", FIELD_LEAD }, { "Cơ quan chủ trì", FIELD_LEAD },
		{ "Đơn vị chủ trì", FIELD_LEAD }, { "Phối hợp", FIELD_SUPPORT },
		{ "Thời hạn", FIELD_DEADLINE }, { "Thời gian", FIELD_DEADLINE },
		{ "Thời gian thực hiện", FIELD_DEADLINE },
		{ "Hạn tính", FIELD_DUE }, { "Trạng thái", FIELD_STATUS },
		{ "Tiến độ", FIELD_PROGRESS },
		{ "Ngày hoàn thành", FIELD_COMPLETED },
		{ "Kết quả kỳ", FIELD_PERIOD_RESULT },
		{ "Kết quả", FIELD_RESULT },
		{ "Tài liệu kiểm chứng", FIELD_EVIDENCE },
		{ "Minh chứng", FIELD_EVIDENCE },
		{ "Theo văn bản", FIELD_AUTHORITY },
		{ "Đính chính", FIELD_CORRECTION },
		{ "Chuyển tiếp từ", FIELD_CARRIED_FROM },
		{ "Gắn với", FIELD_LINKED }, { "Mục tiêu", FIELD_TARGET },
		{ "Thực hiện", FIELD_ACTUAL },
		{ "Tính trên", FIELD_DENOMINATOR },
		{ "Mốc năm", FIELD_MILESTONES_BY_YEAR },
		{ "Chỉ tiêu dùng chung", FIELD_MEASURE },
		{ "Điểm", FIELD_SCORE }, { "Năm đánh giá", FIELD_ASSESSED_YEAR },
		{ "Nguyên nhân", FIELD_CAUSE }, { "Giải pháp", FIELD_REMEDY },
		{ "Giải pháp (khắc phục)", FIELD_REMEDY },
		{ "Xếp hạng", FIELD_RANK }, { "Ghi chú", FIELD_NOTE },
		/* case, diacritics and white space do not matter */
		{ "THỜI HẠN", FIELD_DEADLINE }, { "thoi han", FIELD_DEADLINE },
		{ "  Thời   hạn ", FIELD_DEADLINE },
		/* English */
		{ "Deadline", FIELD_DEADLINE }, { "Lead unit", FIELD_LEAD },
		{ "Code", FIELD_ID }, { "Period result", FIELD_PERIOD_RESULT },
		{ "Thời hẹn chót", NFIELDS }, { "", NFIELDS },
	};
	const struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (vocabulary_field(&w->words, str_of(rows[i].label)) !=
		    rows[i].field)
			fail_msg("\"%s\" is %d", rows[i].label,
				 (int)vocabulary_field(&w->words,
						str_of(rows[i].label)));
}

/* Every word of a list means this, and no other list takes it away. */
static size_t check_list(const struct planbox *w, const struct yaml_node *list,
			 int (*meaning)(const struct vocabulary *, struct str),
			 int want)
{
	assert_non_null(list);
	assert_int_equal(list->kind, YAML_LIST);
	for (size_t i = 0; i < list->n; i++)
		if (meaning(&w->words, list->items[i]->text) != want)
			fail_msg("\"%.*s\" means %d, not %d",
				 STR_ARG(list->items[i]->text),
				 meaning(&w->words, list->items[i]->text),
				 want);
	return list->n;
}

static int field_of(const struct vocabulary *v, struct str s)
{
	return (int)vocabulary_field(v, s);
}

static int status_of(const struct vocabulary *v, struct str s)
{
	return (int)vocabulary_status(v, s);
}

static int word_of(const struct vocabulary *v, struct str s)
{
	return (int)vocabulary_word(v, s);
}

static void every_listed_word_keeps_its_meaning(void **state)
{
	static const char *const words[] = {
		[WORD_ACHIEVED] = "achieved",
		[WORD_NOT_ACHIEVED] = "not_achieved",
		[WORD_NONE_ARISEN] = "none_arisen",
		[WORD_TRAILER_AUTHORITY] = "trailer_authority",
		[WORD_TRAILER_CLASS] = "trailer_class",
		[WORD_EDITORIAL] = "editorial",
		[WORD_CORRECTION] = "correction",
	};
	const struct planbox *w = *state;
	const struct catalog *both[] = { w->vi, w->en };
	size_t labels = 0, statuses = 0;

	for (size_t c = 0; c < 2; c++) {
		const struct yaml_node *f = yaml_get(both[c]->root, "format");

		for (int i = 0; i < NFIELDS; i++)
			labels += check_list(w, yaml_get(yaml_get(f, "labels"),
					     field_name((enum field_id)i)),
					     field_of, i);
		for (int i = STATUS_NOT_STARTED; i <= STATUS_STOPPED; i++)
			statuses += check_list(w,
					yaml_get(yaml_get(f, "statuses"),
						 status_name((enum status)i)),
					status_of, i);
		for (int i = WORD_ACHIEVED; i <= WORD_CORRECTION; i++)
			check_list(w, yaml_get(yaml_get(f, "words"), words[i]),
				   word_of, i);
	}
	assert_int_equal(labels, w->words.nlabels);
	assert_int_equal(statuses, w->words.nstatuses);
}

static void statuses_and_words(void **state)
{
	static const struct {
		const char *text;
		enum status status;
	} rows[] = {
		{ "Chưa thực hiện", STATUS_NOT_STARTED },
		{ "Đang thực hiện", STATUS_IN_PROGRESS },
		{ "Hoàn thành", STATUS_DONE },
		{ "hoàn thành", STATUS_DONE },
		{ "Tạm dừng", STATUS_SUSPENDED },
		{ "Tạm hoãn", STATUS_SUSPENDED },
		{ "Dừng thực hiện", STATUS_STOPPED },
		{ "Không thực hiện", STATUS_STOPPED },
		{ "Done", STATUS_DONE }, { "In progress", STATUS_IN_PROGRESS },
		{ "Xong rồi", STATUS_NONE }, { "", STATUS_NONE },
	};
	const struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (vocabulary_status(&w->words, str_of(rows[i].text)) !=
		    rows[i].status)
			fail_msg("\"%s\"", rows[i].text);
	assert_int_equal(vocabulary_word(&w->words, STR("Theo-van-ban")),
			 WORD_TRAILER_AUTHORITY);
	assert_int_equal(vocabulary_word(&w->words, STR("Loại thay đổi")),
			 WORD_TRAILER_CLASS);
	assert_int_equal(vocabulary_word(&w->words, STR("Hoàn thành")),
			 WORD_NONE);
	assert_null(status_name(STATUS_NONE));
}

static void fields_that_may_stand_several_times(void **state)
{
	(void)state;
	assert_true(field_repeats(FIELD_PERIOD_RESULT));
	assert_true(field_repeats(FIELD_ACTUAL));
	assert_false(field_repeats(FIELD_DEADLINE));
	assert_false(field_repeats(FIELD_STATUS));
	assert_false(field_repeats(FIELD_LEAD));
}

static void long_texts_are_no_labels(void **state)
{
	const struct planbox *w = *state;
	char text[4000];

	memset(text, 'x', sizeof(text));
	assert_int_equal(vocabulary_field(&w->words, (struct str){ text,
						sizeof(text) }), NFIELDS);
	assert_int_equal(vocabulary_field(&w->words, STR("\xff\xfe")), NFIELDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(labels_name_fields),
		PLAN_TEST(every_listed_word_keeps_its_meaning),
		PLAN_TEST(statuses_and_words),
		cmocka_unit_test(fields_that_may_stand_several_times),
		PLAN_TEST(long_texts_are_no_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
