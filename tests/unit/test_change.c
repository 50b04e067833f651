/* SPDX-License-Identifier: MIT */
/* test_change.c - what differs between two versions, and its class. */
#include "planbox.h"

#include "change.h"

static struct differences compare_in(struct planbox *w, const char *was,
				     const char *is,
				     const struct plan_front *front)
{
	struct facts_context now = w->context;
	struct item_side a = { planbox_old(w, was), &w->sources.site.areas[0],
			       &w->context };
	struct item_side b = { planbox_old(w, is), a.area, &now };
	struct differences d = { NULL, 0, 0 };

	now.front = front;
	item_differences(&d, w->pool, &a, &b);
	return d;
}

/* Two items "### T" with these lines. */
static struct differences compare(struct planbox *w, const char *was,
				  const char *is)
{
	return compare_in(w, pool_printf(w->pool, "### T\n\n%s", was).p,
			  pool_printf(w->pool, "### T\n\n%s", is).p, &w->front);
}

/* "deadline:amendment+183 status:progress!" (! regressed, ~ due changed). */
static struct str dump(struct planbox *w, const struct differences *d)
{
	struct buf b = BUF_INIT;
	struct str text;

	for (size_t i = 0; i < d->n; i++) {
		buf_addf(&b, "%s%s:%s", i ? " " : "",
			 change_field_name(d->v[i].field),
			 change_class_name(d->v[i].class));
		if (d->v[i].has_days)
			buf_addf(&b, "%+d", d->v[i].days);
		else if (d->v[i].due_changed)
			buf_adds(&b, "~");
		if (d->v[i].regressed)
			buf_adds(&b, "!");
	}
	text = pool_str(w->pool, buf_str(&b));
	buf_release(&b);
	return text;
}

struct row {
	const char *was, *is;
	const char *want;
};

static void check_rows(struct planbox *w, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct differences d = compare(w, rows[i].was, rows[i].is);
		struct str got = dump(w, &d);

		if (!str_eqs(got, rows[i].want))
			fail_msg("%s->\n%s: \"%.*s\", not \"%s\"", rows[i].was,
				 rows[i].is, STR_ARG(got), rows[i].want);
	}
}

#define CHECK(w, rows) check_rows(w, rows, sizeof(rows) / sizeof(*rows))

/* ---- the class of each field ------------------------------------------- */

static void every_field_has_its_class(void **state)
{
	static const struct row rows[] = {
		/* amendments */
		{ "- Mã: A\n", "- Mã: B\n", "id:amendment" },
		{ "- Sản phẩm: a\n", "- Sản phẩm: b\n", "product:amendment" },
		{ "- Chủ trì: VP\n", "- Chủ trì: QLBG\n", "lead:amendment" },
		{ "- Phối hợp: VP\n", "- Phối hợp: QLBG\n",
		  "support:amendment" },
		{ "- Thời hạn: Quý I/2026\n", "- Thời hạn: Quý III/2026\n",
		  "deadline:amendment+183" },
		{ "- Mục tiêu: 30%\n", "- Mục tiêu: 20%\n",
		  "target:amendment" },
		{ "- Mục tiêu: 30%\n- Tính trên: phòng\n",
		  "- Mục tiêu: 30%\n- Tính trên: đơn vị\n",
		  "denominator:amendment" },
		{ "- Mục tiêu: 30%\n- Mốc năm: 2026: 60%\n",
		  "- Mục tiêu: 30%\n- Mốc năm: 2026: 50%\n",
		  "milestones_by_year:amendment" },
		{ "- Mã: A\n", "- Mã: A\n- Chuyển tiếp từ: so-x/a#B\n",
		  "carried_from:amendment" },
		{ "- Điểm: 1/2\n- Năm đánh giá: 2024\n",
		  "- Điểm: 0/2\n- Năm đánh giá: 2024\n", "score:amendment" },
		{ "- Xếp hạng: 1/2\n", "- Xếp hạng: 2/2\n",
		  "rank:amendment" },
		/* of another year they are news */
		{ "- Điểm: 1/2\n- Năm đánh giá: 2024\n",
		  "- Điểm: 0/2\n- Năm đánh giá: 2025\n",
		  "score:progress assessed_year:progress" },
		{ "- Xếp hạng: 1/2\n- Năm đánh giá: 2024\n",
		  "- Xếp hạng: 2/2\n- Năm đánh giá: 2025\n",
		  "assessed_year:progress rank:progress" },
		/* progress */
		{ "- Mã: A\n", "- Mã: A\n- Trạng thái: Đang thực hiện\n",
		  "status:progress" },
		{ "- Tiến độ: 10%\n", "- Tiến độ: 60%\n", "progress:progress" },
		{ "- Mã: A\n", "- Mã: A\n- Ngày hoàn thành: 1/3/2026\n",
		  "completed:progress" },
		{ "- Mã: A\n", "- Mã: A\n- Thực hiện: 90%\n",
		  "actual:progress" },
		{ "- Mã: A\n", "- Mã: A\n- Kết quả kỳ: Quý I/2026: a\n",
		  "period_result:progress" },
		{ "- Mã: A\n", "- Mã: A\n- Kết quả: a\n", "result:progress" },
		{ "- Mã: A\n", "- Mã: A\n- Minh chứng: 45/BC-SX\n",
		  "evidence:progress" },
		{ "- Nguyên nhân: a\n- Điểm: 1/2\n",
		  "- Nguyên nhân: b\n- Điểm: 1/2\n", "cause:progress" },
		{ "- Giải pháp: a\n- Điểm: 1/2\n",
		  "- Giải pháp: b\n- Điểm: 1/2\n", "remedy:progress" },
		{ "- Mã: A\n\n- [ ] a\n", "- Mã: A\n\n- [x] a\n",
		  "milestones:progress" },
		{ "- Mã: A\n\nLời.\n", "- Mã: A\n\nLời khác.\n",
		  "prose:progress" },
		/* editorial */
		{ "- Mã: A\n", "- Mã: A\n- Tên ngắn: a\n",
		  "short_title:editorial" },
		{ "- Mã: A\n", "- Mã: A\n- Ghi chú: a\n", "note:editorial" },
		{ "- Mã: A\n", "- Mã: A\n- Gắn với: B\n", "linked:editorial" },
		{ "- Mã: A\n", "- Mã: A\n- Chỉ tiêu dùng chung: hai-long\n",
		  "measure:editorial" },
		{ "- Mã: A\n", "- Mã: A\n- Theo văn bản: 29/KH-UBND\n",
		  "authority:editorial" },
		/* and the claim of a correction */
		{ "- Mã: A\n", "- Mã: A\n- Đính chính: theo bản gốc\n",
		  "correction:correction" },
		{ "- Mã: A\n", "- Mã: A\n", "" },
	};
	struct planbox *w = *state;
	struct differences d;

	CHECK(w, rows);
	d = compare_in(w, "### 1. Một\n- Mã: A\n", "### 2. Hai\n- Mã: A\n",
		       &w->front);
	assert_str(dump(w, &d), "title:amendment number:editorial");
	assert_str(d.v[0].from, "Một");
	assert_str(d.v[0].to, "Hai");
}

static void the_same_in_other_words_is_editorial(void **state)
{
	static const struct row rows[] = {
		{ "- Sản phẩm: Kế hoạch\n", "- Sản phẩm: **kế hoạch**;\n",
		  "product:editorial" },
		{ "- Sản phẩm: đạt ≥ 95%\n", "- Sản phẩm: đạt ≤ 95%\n",
		  "product:amendment" },
		/* deadlines mean dates */
		{ "- Thời hạn: Quý II/2026\n", "- Thời hạn: 30/6/2026\n",
		  "deadline:editorial" },
		{ "- Thời hạn: Trước 01/7/2026\n", "- Thời hạn: Tháng 6/2026\n",
		  "deadline:editorial" },
		{ "- Thời hạn: Thường xuyên\n", "- Thời hạn: Định kỳ\n",
		  "deadline:editorial" },
		{ "- Thời hạn: Thường xuyên\n", "- Thời hạn: Hằng tháng\n",
		  "deadline:amendment" },
		{ "- Thời hạn: Khi có yêu cầu\n", "- Thời hạn: khi có yêu cầu!\n",
		  "deadline:editorial" },
		{ "- Thời hạn: Khi có yêu cầu\n", "- Thời hạn: Khi được giao\n",
		  "deadline:amendment" },
		{ "- Thời hạn: kịp thời\n", "- Thời hạn: đúng tiến độ\n",
		  "deadline:amendment" },
		/* units are sets */
		{ "- Chủ trì: VP, QLBG\n", "- Chủ trì: QLBG; Văn phòng Sở\n",
		  "lead:editorial" },
		{ "- Chủ trì: VP, QLBG\n", "- Chủ trì: Các phòng\n",
		  "lead:editorial" },
		{ "- Chủ trì: VP\n", "- Chủ trì: VP, QLBG\n",
		  "lead:amendment" },
		{ "- Chủ trì: VP, Bộ Y\n", "- Chủ trì: Bộ Y; Văn phòng Sở\n",
		  "lead:editorial" },
		{ "- Chủ trì: VP, Bộ Y\n", "- Chủ trì: VP, Bộ Z\n",
		  "lead:amendment" },
		{ "- Chủ trì: Bộ Y\n", "- Chủ trì: BỘ Y.\n",
		  "lead:editorial" },
		{ "- Mã: A\n", "- Mã: A\n- Phối hợp: VP\n",
		  "support:amendment" },
		/* targets are numbers */
		{ "- Mục tiêu: ≥ 95%\n", "- Mục tiêu: tối thiểu 95,0 %\n",
		  "target:editorial" },
		{ "- Mục tiêu: ≥ 95%\n", "- Mục tiêu: > 95%\n",
		  "target:amendment" },
		{ "- Mục tiêu: 12 văn bản\n", "- Mục tiêu: 12 hồ sơ\n",
		  "target:amendment" },
		{ "- Mục tiêu: nhiều\n", "- Mục tiêu: NHIỀU\n",
		  "target:editorial" },
		{ "- Điểm: 0,5/2\n", "- Điểm: 0.5/2\n", "score:editorial" },
		/* the account */
		{ "- Mã: A\n\nLời.\n", "- Mã: A\n\n**Lời**\n",
		  "prose:editorial" },
		{ "- Mã: A\n\nLời.\n\n* a\n", "- Mã: A\n\n\nLời.  \n\n- a\n",
		  "" },
		{ "- Sản phẩm:   a  b\n", "- Sản phẩm: a b.\n", "" },
	};
	struct planbox *w = *state;
	struct differences d;

	CHECK(w, rows);
	d = compare_in(w, "### Một việc\n- Mã: A\n", "### **một** việc.\n- Mã: A\n",
		       &w->front);
	assert_str(dump(w, &d), "title:editorial");
}

static void due_dates_slip_or_go(void **state)
{
	static const struct row rows[] = {
		{ "- Thời hạn: Quý III/2026\n", "- Thời hạn: Quý I/2026\n",
		  "deadline:amendment-183" },
		/* dropped: no days */
		{ "- Thời hạn: Quý I/2026\n", "- Thời hạn: Thường xuyên\n",
		  "deadline:amendment~" },
		{ "- Thời hạn: Quý I/2026\n", "- Thời hạn: Khi có yêu cầu\n",
		  "deadline:amendment~" },
		{ "- Thời hạn: Quý I/2026\n- Mã: A\n", "- Mã: A\n",
		  "deadline:amendment~" },
		{ "- Mã: A\n", "- Mã: A\n- Thời hạn: Quý I/2026\n",
		  "deadline:amendment~" },
		/* a first "Hạn tính" of an event is progress */
		{ "- Thời hạn: Khi có KH\n",
		  "- Thời hạn: Khi có KH\n- Hạn tính: 09/02/2026\n",
		  "due:progress~" },
		/* changing it, dropping it, or setting it over a date is not */
		{ "- Thời hạn: Khi có KH\n- Hạn tính: 09/02/2026\n",
		  "- Thời hạn: Khi có KH\n- Hạn tính: 19/02/2026\n",
		  "due:amendment+10" },
		{ "- Thời hạn: Khi có KH\n- Hạn tính: 09/02/2026\n",
		  "- Thời hạn: Khi có KH\n", "due:amendment~" },
		{ "- Thời hạn: Quý I/2026\n",
		  "- Thời hạn: Quý I/2026\n- Hạn tính: 30/6/2026\n",
		  "due:amendment+91" },
		{ "- Thời hạn: Quý I/2026\n- Hạn tính: 30/6/2026\n",
		  "- Thời hạn: Quý I/2026\n", "due:amendment-91" },
		/* the same date */
		{ "- Thời hạn: Khi có KH\n- Hạn tính: 09/02/2026\n",
		  "- Thời hạn: Khi có KH\n- Hạn tính: 2026-02-09\n",
		  "due:editorial" },
		{ "- Thời hạn: Quý I/2026\n",
		  "- Thời hạn: Quý I/2026\n- Hạn tính: 31/3/2026\n",
		  "due:progress" },
		{ "- Thời hạn: Quý I/2026\n- Hạn tính: 31/3/2026\n",
		  "- Thời hạn: Quý I/2026\n", "due:editorial" },
		/* both at once: the slip is told once */
		{ "- Thời hạn: Quý I/2026\n", "- Thời hạn: Khi có KH\n"
		  "- Hạn tính: 30/6/2026\n",
		  "deadline:amendment due:amendment+91" },
		/* words that change under a computed date move nothing */
		{ "- Thời hạn: Quý I/2026\n- Hạn tính: 30/6/2026\n",
		  "- Thời hạn: Quý III/2026\n- Hạn tính: 30/6/2026\n",
		  "deadline:amendment" },
	};
	struct planbox *w = *state;
	struct plan_front longer = w->front;
	struct differences d;

	CHECK(w, rows);
	d = compare(w, "- Thời hạn: Quý I/2026\n", "- Thời hạn: Quý III/2026\n");
	assert_int_equal(d.v[0].due_from, planbox_day(2026, 3, 31));
	assert_int_equal(d.v[0].due_to, planbox_day(2026, 9, 30));
	/* the plan's year gives the date: other words, same day */
	longer.period_to = 2027;
	d = compare_in(w, "### T\n- Thời hạn: Quý I/2027\n",
		       "### T\n- Thời hạn: Quý I\n", &longer);
	assert_str(dump(w, &d), "deadline:editorial");
}

static void a_step_back_is_flagged(void **state)
{
	static const struct row rows[] = {
		{ "- Trạng thái: Hoàn thành\n", "- Trạng thái: Đang thực hiện\n",
		  "status:progress!" },
		{ "- Trạng thái: Hoàn thành\n- Mã: A\n", "- Mã: A\n",
		  "status:progress!" },
		{ "- Trạng thái: Đang thực hiện\n", "- Trạng thái: Hoàn thành\n",
		  "status:progress" },
		{ "- Trạng thái: Hoàn thành\n", "- Trạng thái: Đã hoàn thành\n",
		  "status:progress" },
		{ "- Tiến độ: 60%\n", "- Tiến độ: 40 %\n", "progress:progress!" },
		{ "- Tiến độ: 60%\n- Mã: A\n", "- Mã: A\n",
		  "progress:progress!" },
		{ "- Tiến độ: 0%\n- Mã: A\n", "- Mã: A\n",
		  "progress:progress" },
		{ "- Ngày hoàn thành: 1/3/2026\n- Mã: A\n", "- Mã: A\n",
		  "completed:progress!" },
		{ "- Mã: A\n\n- [x] a\n- [ ] b\n",
		  "- Mã: A\n\n- [ ] a\n- [x] b\n", "milestones:progress!" },
		/* a lower value of the same date, not of a later one */
		{ "- Mục tiêu: 9%\n- Thực hiện: 90% (30/6/2026)\n",
		  "- Mục tiêu: 9%\n- Thực hiện: 80% (30/6/2026)\n",
		  "actual:progress!" },
		{ "- Mục tiêu: 9%\n- Thực hiện: 90% (30/6/2026)\n",
		  "- Mục tiêu: 9%\n- Thực hiện: 90% (30/6/2026)\n"
		  "- Thực hiện: 80% (30/9/2026)\n", "actual:progress" },
		{ "- Mục tiêu: 9%\n- Thực hiện: 90% (30/6/2026)\n",
		  "- Mục tiêu: 9%\n- Thực hiện: 80% (30/9/2026)\n",
		  "actual:progress" },
		{ "- Mục tiêu: 9%\n- Thực hiện: 90%\n- Thực hiện: 80%\n",
		  "- Mục tiêu: 9%\n- Thực hiện: 90%\n- Thực hiện: 80%\n"
		  "- Thực hiện: 95%\n", "actual:progress" },
		{ "- Mục tiêu: không quá 5\n- Thực hiện: 3 (30/6/2026)\n",
		  "- Mục tiêu: không quá 5\n- Thực hiện: 4 (30/6/2026)\n",
		  "actual:progress!" },
		{ "- Mục tiêu: không quá 5\n- Thực hiện: 4 (30/6/2026)\n",
		  "- Mục tiêu: không quá 5\n- Thực hiện: 3 (30/6/2026)\n",
		  "actual:progress" },
		{ "- Mục tiêu: Hoàn thành\n- Thực hiện: Đạt\n",
		  "- Mục tiêu: Hoàn thành\n- Thực hiện: Chưa đạt\n",
		  "actual:progress!" },
	};

	CHECK(*state, rows);
}

static void moving_to_another_area_is_told_once(void **state)
{
	struct planbox *w = *state;
	struct item_side a = { planbox_old(w, "### T\n- Mã: A\n"),
			       &w->sources.site.areas[0], &w->context };
	struct item_side b = { planbox_old(w, "### T\n- Mã: A\n"
					      "- Lĩnh vực: the-che\n"),
			       &w->sources.site.areas[1], &w->context };
	struct differences d = { NULL, 0, 0 };

	item_differences(&d, w->pool, &a, &b);
	assert_str(dump(w, &d), "area:amendment");
	assert_int_equal(d.v[0].kind, CHANGE_MOVED);
	assert_str(d.v[0].from, "chi-dao");
	assert_str(d.v[0].to, "the-che");
	/* the same section elsewhere */
	d.n = 0;
	b.section = a.section;
	item_differences(&d, w->pool, &a, &b);
	assert_str(dump(w, &d), "area:amendment");
}

static void several_lines_of_a_field_are_one_text(void **state)
{
	struct planbox *w = *state;
	struct section *s = planbox_old(w, "### T\n- Thực hiện: 1 (1/3/2026)\n"
		"- Thực hiện: 2 (1/6/2026)\n- Mã: A\n- Ghi chú:\n\n"
		"- [x] a\n- [ ] b\n");

	assert_str(section_joined(w->pool, s, FIELD_ACTUAL),
		   "1 (1/3/2026)\n2 (1/6/2026)");
	assert_str(section_joined(w->pool, s, FIELD_ID), "A");
	assert_null(section_joined(w->pool, s, FIELD_STATUS).p);
	assert_non_null(section_joined(w->pool, s, FIELD_NOTE).p);
	assert_str(section_milestones(w->pool, s), "[x] a\n[ ] b");
	assert_str(item_field_text(w->pool, s, SUBJECT_TITLE), "T");
	assert_str(item_field_text(w->pool, s, SUBJECT_PROSE), "");
}

/* ---- what a commit claims ---------------------------------------------- */

static void check_claim(struct planbox *w, const char *was, const char *is,
			struct commit_claims claims, bool draft,
			const char *want)
{
	struct differences d = compare(w, was, is);
	struct str got;

	differences_classify(&d, 0, &claims, draft);
	got = dump(w, &d);
	if (!str_eqs(got, want))
		fail_msg("%s->\n%s: %.*s, not %s", was, is, STR_ARG(got), want);
}

static void a_correction_has_no_slip(void **state)
{
	static const struct commit_claims none, trailer = { .correction = true };
	struct planbox *w = *state;

	check_claim(w, "- Thời hạn: Quý I/2026\n- Tiến độ: 1%\n",
		    "- Thời hạn: Quý II/2026\n- Tiến độ: 2%\n"
		    "- Đính chính: theo bản gốc 29/KH-UBND\n", none, false,
		    "deadline:correction~ progress:progress "
		    "correction:correction");
	check_claim(w, "- Thời hạn: Quý I/2026\n", "- Thời hạn: Quý II/2026\n",
		    trailer, false, "deadline:correction~");
	/* one that stood there before corrects nothing now */
	check_claim(w, "- Thời hạn: Quý I/2026\n- Đính chính: a\n",
		    "- Thời hạn: Quý II/2026\n- Đính chính: a\n", none, false,
		    "deadline:amendment+91");
	/* nor does taking it away */
	check_claim(w, "- Thời hạn: Quý I/2026\n- Đính chính: a\n",
		    "- Thời hạn: Quý II/2026\n", none, false,
		    "deadline:amendment+91 correction:correction");
}

static void a_claim_of_editing_covers_words_alone(void **state)
{
	static const struct commit_claims edit = { .editorial = true };
	static const struct {
		const char *was, *is, *want;
	} rows[] = {
		{ "- Sản phẩm: Kế hoạch\n", "- Sản phẩm: Bản kế hoạch\n",
		  "product:editorial" },
		{ "- Mã: A\n\nLời.\n", "- Mã: A\n\nLời khác.\n",
		  "prose:editorial" },
		{ "- Mục tiêu: 5%\n- Tính trên: phòng\n",
		  "- Mục tiêu: 5%\n- Tính trên: các phòng\n",
		  "denominator:editorial" },
		/* not with a promise beside it */
		{ "- Sản phẩm: a\n- Thời hạn: Quý I/2026\n",
		  "- Sản phẩm: b\n- Thời hạn: Quý II/2026\n",
		  "product:amendment deadline:amendment+91" },
		{ "- Sản phẩm: a\n- Trạng thái: Hoàn thành\n",
		  "- Sản phẩm: b\n- Trạng thái: Đang thực hiện\n",
		  "product:amendment status:progress!" },
		{ "- Mục tiêu: 5%\n", "- Mục tiêu: 4%\n", "target:amendment" },
		{ "- Chủ trì: VP\n", "- Chủ trì: QLBG\n", "lead:amendment" },
		{ "- Mã: A\n", "- Mã: B\n", "id:amendment" },
		/* nor with another figure among the words */
		{ "- Sản phẩm: 5 kế hoạch\n", "- Sản phẩm: 3 bản kế hoạch\n",
		  "product:amendment" },
		{ "- Sản phẩm: kế hoạch 2026\n",
		  "- Sản phẩm: bản kế hoạch 2026\n", "product:editorial" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_claim(*state, rows[i].was, rows[i].is, edit, false,
			    rows[i].want);
}

static void a_draft_has_no_amendments(void **state)
{
	static const struct commit_claims none;

	check_claim(*state, "- Thời hạn: Quý I/2026\n- Tiến độ: 1%\n",
		    "- Thời hạn: Quý II/2026\n- Tiến độ: 2%\n", none, true,
		    "deadline:editorial+91 progress:progress");
}

static void trailers_are_the_last_paragraph(void **state)
{
	static const struct {
		const char *message;
		bool correction, editorial;
		const char *authority;
	} rows[] = {
		{ "Sửa hạn\n\nTheo văn bản: 29/KH-UBND\n", false, false,
		  "29/KH-UBND" },
		{ "Sửa\n\nTheo-van-ban: 29/KH-UBND\nLoai-thay-doi: dinh-chinh\n",
		  true, false, "29/KH-UBND" },
		{ "Sửa\n\nLoại thay đổi: biên tập\n", false, true, "" },
		{ "Sửa\n\nLoại thay đổi: Đính chính\n\n\n", true, false, "" },
		{ "Sửa\n\nLời.\n\n  THEO VĂN BẢN :  29/KH-UBND  \n", false,
		  false, "29/KH-UBND" },
		{ "Sửa\r\n\r\nTheo văn bản: 29/KH-UBND\r\n", false, false,
		  "29/KH-UBND" },
		{ "Sửa\n \t\nTheo văn bản: 29/KH-UBND\n", false, false,
		  "29/KH-UBND" },
		{ "Sửa\n\nSigned-off-by: A <a@b>\nTheo văn bản: 29/KH-UBND\n",
		  false, false, "29/KH-UBND" },
		{ "Sửa\n\nAuthority: 29/KH-UBND\nChange class: editorial\n",
		  false, true, "29/KH-UBND" },
		/* decomposed letters */
		{ "S\n\nTheo va\xcc\x86n ba\xcc\x89n: 29/BC-Ca\xcc\x82u\n",
		  false, false, "29/BC-Câu" },
		/* not the subject, not the text before */
		{ "Theo văn bản: 29/KH-UBND\n", false, false, "" },
		{ "Theo văn bản: 29/KH-UBND\nLời.\n", false, false, "" },
		{ "Sửa\n\nTheo văn bản: 29/KH-UBND\n\nLời cuối.\n", false,
		  false, "" },
		{ "Sửa\n\nLoại thay đổi: lớn\nTheo: x\n", false, false, "" },
		{ "", false, false, "" }, { "\n\n\n", false, false, "" },
		{ "Sửa\n\nTheo văn bản: \xff\n", false, false, "" },
	};
	struct planbox *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct commit_claims c = commit_claims_read(w->pool, &w->words,
						str_of(rows[i].message));

		if (c.correction != rows[i].correction ||
		    c.editorial != rows[i].editorial ||
		    !str_eqs(c.authority, rows[i].authority))
			fail_msg("%s: %d %d \"%.*s\"", rows[i].message,
				 c.correction, c.editorial,
				 STR_ARG(c.authority));
	}
}

/* ---- plans ------------------------------------------------------------- */

static struct differences compare_plans(struct planbox *w, const char *was,
					const char *is)
{
	const struct version *a = version_read(&w->interner, pool_printf(w->pool,
		"---\ntype: plan\n%s", was));
	const struct version *b = version_read(&w->interner, pool_printf(w->pool,
		"---\ntype: plan\n%s", is));
	struct differences d = { NULL, 0, 0 };

	assert_false(a->unreadable || b->unreadable);
	plan_differences(&d, w->pool, a, b);
	return d;
}

static void facts_of_a_plan_have_their_class(void **state)
{
	static const struct row rows[] = {
		{ "title: K\nnumber: 1/KH-S\n---\n",
		  "title: K\nnumber: 2/KH-S\n---\n", "number:plan" },
		{ "title: K\nstage: draft\n---\n", "title: K\nstage: issued\n---\n",
		  "stage:plan" },
		{ "title: K\nissued: 2026-02-06\n---\n",
		  "title: K\nissued: 2026-02-07\n---\n", "issued:plan" },
		{ "title: K\nperiod: 2026\n---\n",
		  "title: K\nperiod: 2026-2030\n---\n", "period:plan" },
		{ "title: K\n---\n", "title: K\nreplaces: [1/KH-S]\n---\n",
		  "replaces:plan" },
		{ "title: K\n---\n", "title: K\nsigner: A\n---\n",
		  "signer:plan" },
		{ "title: K\n---\n", "title: K\nannex_of: so-x/a\n---\n",
		  "annex_of:plan" },
		{ "title: Một\n---\n", "title: Hai\n---\n", "title:amendment" },
		{ "title: Một\n---\n", "title: MỘT\n---\n", "title:editorial" },
		{ "title: K\nplace: A\n---\n", "title: K\nplace: B\n---\n",
		  "place:editorial" },
		{ "title: K\n---\n", "title: K\nbasis: [1/KH-S]\n---\n",
		  "basis:editorial" },
		{ "title: K\n---\n", "title: K\nrecipients: [A, B]\n---\n",
		  "recipients:editorial" },
		{ "title: K\n---\n", "title: K\nrelated: [A]\n---\n",
		  "related:editorial" },
		{ "title: K\n---\n", "title: K\noriginal: \"https://a.vn\"\n---\n",
		  "original:editorial" },
		/* a default that is written out changes nothing */
		{ "title: K\n---\n",
		  "stage: issued\ntitle: K\nsecrecy: none\n---\n", "" },
		/* prose of the plan and of an area */
		{ "title: K\n---\nLời.\n", "title: K\n---\nLời khác.\n",
		  "prose:amendment" },
		{ "title: K\n---\nLời.\n", "title: K\n---\n\n*Lời*\n",
		  "prose:editorial" },
		{ "title: K\n---\n## Một\n", "title: K\n---\n## Hai\n",
		  "prose:amendment" },
		{ "title: K\n---\n## Một\na\n", "title: K\n---\n### 1. Một\na\n",
		  "" },
		{ "title: K\n---\n- [ ] a\n", "title: K\n---\n- [x] a\n",
		  "prose:amendment" },
		{ "title: K\n---\nLời.\n\n- [ ] a\n", "title: K\n---\nLời.\n",
		  "prose:amendment" },
		/* items are told by themselves */
		{ "title: K\n---\n### T\n- Mã: A\n", "title: K\n---\n### U\n- Mã: A\n",
		  "" },
	};
	struct planbox *w = *state;
	struct differences d;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str got;

		d = compare_plans(w, rows[i].was, rows[i].is);
		got = dump(w, &d);
		if (!str_eqs(got, rows[i].want))
			fail_msg("%s->\n%s: %.*s, not %s", rows[i].was,
				 rows[i].is, STR_ARG(got), rows[i].want);
	}
	d = compare_plans(w, "title: K\n---\nA\n\n## Cải cách thể chế\nB\n",
			  "title: K\n---\nA\n\n## Cải cách thể chế\nC\n\n"
			  "## Chỉ đạo, điều hành\nD\n");
	assert_int_equal(d.n, 2);
	assert_str(d.v[0].area->id, "the-che");
	assert_str(d.v[0].from, "B");
	assert_str(d.v[0].to, "C");
	assert_str(d.v[1].area->id, "chi-dao");
	d = compare_plans(w, "title: K\n---\n## Cải cách thể chế\nB\n",
			  "title: K\n---\n");
	assert_int_equal(d.n, 1);
	assert_int_equal(d.v[0].to.n, 0);
}

static void names_are_those_of_the_data(void **state)
{
	(void)state;
	for (int f = 0; f < NCHANGE_FIELDS; f++)
		assert_non_null(change_field_name(f));
	for (int f = 0; f < NFIELDS; f++)
		assert_string_equal(change_field_name(f),
				    field_name((enum field_id)f));
	assert_null(change_field_name(SUBJECT_NONE));
	assert_string_equal(change_field_name(SUBJECT_PATH), "path");
	assert_string_equal(change_kind_name(CHANGE_RESTORED), "restored");
	assert_string_equal(change_kind_name(CHANGE_MOVED), "moved");
	assert_string_equal(change_class_name(CLASS_PLAN), "plan");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(every_field_has_its_class),
		PLAN_TEST(the_same_in_other_words_is_editorial),
		PLAN_TEST(due_dates_slip_or_go),
		PLAN_TEST(a_step_back_is_flagged),
		PLAN_TEST(moving_to_another_area_is_told_once),
		PLAN_TEST(several_lines_of_a_field_are_one_text),
		PLAN_TEST(a_correction_has_no_slip),
		PLAN_TEST(a_claim_of_editing_covers_words_alone),
		PLAN_TEST(a_draft_has_no_amendments),
		PLAN_TEST(trailers_are_the_last_paragraph),
		PLAN_TEST(facts_of_a_plan_have_their_class),
		cmocka_unit_test(names_are_those_of_the_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
