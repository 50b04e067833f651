/* SPDX-License-Identifier: MIT */
/* test_model.c - plans, items and counts as readers see them on a day. */
#include "model_world.h"

static const char site_yml[] =
	"title: Tỉnh A\n"
	"language: vi\n"
	"timezone: Asia/Ho_Chi_Minh\n"
	"authors: unit\n"
	"author_units: {\"Trịnh Mai\": vp}\n"
	"areas:\n"
	"  - {id: the-che, title: Cải cách thể chế}\n";

static const char agency_md[] =
	"---\ntype: agency\nname: Sở A\n"
	"units:\n  - {id: vp, name: Văn phòng}\n---\n";

static const char old_md[] =
	"---\ntype: plan\ntitle: Kế hoạch cũ\nnumber: 01/KH-A\n"
	"issued: 2025-01-10\nperiod: 2025\n---\n"
	"## Cải cách thể chế\n"
	"### 1. Việc năm cũ\n- Mã: C-1\n- Thời hạn: Quý I/2025\n";

static const char first_md[] =
	"---\ntype: plan\ntitle: Kế hoạch bị thay\nnumber: 02/KH-A\n"
	"issued: 2026-01-10\nperiod: 2026\n---\n"
	"### 1. Làm tiếp theo mã\n- Mã: T-1\n- Thời hạn: Quý I/2026\n"
	"### 2. Làm tiếp theo tên\n- Thời hạn: Quý I/2026\n"
	"### 3. Làm tiếp theo lời\n- Mã: T-3\n- Thời hạn: Quý I/2026\n"
	"### 4. Bị bỏ\n- Mã: T-4\n- Thời hạn: Quý I/2026\n"
	"### 5. Đã xong\n- Mã: T-5\n- Thời hạn: Quý I/2026\n"
	"- Trạng thái: Hoàn thành\n- Ngày hoàn thành: 20/2/2026\n";

static const char next_md[] =
	"---\ntype: plan\ntitle: Kế hoạch mới\nnumber: 03/KH-A\n"
	"issued: 2026-02-01\nperiod: 2026\nreplaces: [02/KH-A]\n---\n"
	"## Cải cách thể chế\n"
	"### 1. Việc theo mã, tên khác\n- Mã: T-1\n- Thời hạn: Quý I/2026\n"
	"- Trạng thái: Đang thực hiện\n"
	"### 2. Làm tiếp theo tên\n- Mã: N-2\n- Thời hạn: Thường xuyên\n"
	"### 3. Tên mới hẳn\n- Mã: N-3\n- Thời hạn: Khi có hướng dẫn\n"
	"- Chuyển tiếp từ: so-a/2026-a#T-3\n"
	"### 4. Việc xong muộn\n- Mã: N-4\n- Thời hạn: Quý I/2026\n"
	"- Trạng thái: Hoàn thành\n- Ngày hoàn thành: 02/4/2026\n"
	"### 5. Vừa việc vừa chỉ tiêu\n- Mã: N-5\n- Sản phẩm: Báo cáo\n"
	"- Mục tiêu: 100%\n- Thời hạn: kịp thời\n"
	"#### 5.1. Phần của việc 5\n- Mã: N-51\n- Thời hạn: Quý IV/2026\n"
	"### 6. Chỉ tiêu\n- Mã: N-6\n- Mục tiêu: 95%\n"
	"- Thực hiện: 97% (30/6/2026)\n";

static const char annex_md[] =
	"---\ntype: plan\ntitle: Phụ lục\nissued: 2026-02-01\nperiod: 2026\n"
	"annex_of: 03/KH-A\n---\n"
	"### 1. Việc của phụ lục\n- Mã: P-1\n- Thời hạn: Quý IV/2026\n";

static int setup(void **state)
{
	struct world *w = world_new();

	world_file(w, "site.yml", site_yml);
	world_file(w, "so-a/2025.md", old_md);
	world_file(w, "so-a/2026-a.md", first_md);
	world_file(w, "so-a/2026-b.md", next_md);
	world_file(w, "so-a/2026-c.md", annex_md);
	world_file(w, "so-a/index.md", agency_md);
	world_read(w);
	world_rate(w, day(2026, 7, 1));
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	world_free(*state);
	return 0;
}

static const struct plan_view *plan(struct world *w, const char *reference)
{
	return model_plan(&w->model, str_of(reference));
}

static const struct item_view *item(struct world *w, const char *reference)
{
	return model_find(&w->model, NULL, str_of(reference));
}

static void test_plans(void **state)
{
	struct world *w = *state;

	assert_int_equal(w->model.nplans, 4);
	assert_ptr_equal(plan(w, "3/kh-a"), plan(w, "so-a/2026-b"));
	assert_null(plan(w, "09/KH-A"));
	assert_null(plan(w, ""));
	assert_str(plan(w, "03/KH-A")->address, "ke-hoach/so-a/2026-b");
	assert_str(plan(w, "03/KH-A")->source_path, "content/so-a/2026-b.md");
	assert_str(plan(w, "03/KH-A")->agency->name, "Sở A");
}

static void test_in_force(void **state)
{
	struct world *w = *state;

	assert_true(plan(w, "so-a/2025")->closed);
	assert_false(plan(w, "so-a/2025")->in_force);
	assert_ptr_equal(plan(w, "so-a/2026-a")->replaced_by,
			 plan(w, "so-a/2026-b"));
	assert_false(plan(w, "so-a/2026-a")->in_force);
	assert_true(plan(w, "so-a/2026-b")->in_force);
	assert_ptr_equal(plan(w, "so-a/2026-c")->annex_of,
			 plan(w, "so-a/2026-b"));
	/* The last day of the period still counts. */
	world_rate(w, day(2025, 12, 31));
	assert_true(plan(w, "so-a/2025")->in_force);
}

static void test_replaced(void **state)
{
	struct world *w = *state;

	assert_int_equal(item(w, "so-a/2026-a#T-1")->rating.rating,
			 RATING_CARRIED_ON);
	assert_int_equal(item(w, "so-a/2026-a#lam-tiep-theo-ten")->
			 rating.rating, RATING_CARRIED_ON);
	assert_int_equal(item(w, "so-a/2026-a#T-3")->rating.rating,
			 RATING_CARRIED_ON);
	assert_int_equal(item(w, "so-a/2026-a#T-4")->rating.rating,
			 RATING_NOT_CARRIED);
	/* What was done stays done. */
	assert_int_equal(item(w, "so-a/2026-a#T-5")->rating.rating,
			 RATING_DONE_ON_TIME);
}

static void test_find(void **state)
{
	struct world *w = *state;
	const struct plan_view *p = plan(w, "so-a/2026-b");

	assert_str(model_find(&w->model, p, STR("N-6"))->title, "Chỉ tiêu");
	assert_ptr_equal(model_find(&w->model, p, STR(" N-6 ")),
			 item(w, "03/KH-A#N-6"));
	assert_null(model_find(&w->model, p, STR("N-7")));
	assert_null(model_find(&w->model, p, STR("")));
	assert_null(item(w, "so-a/2027#N-6"));
	assert_ptr_equal(item(w, "so-a/2026-b#N-51")->parent,
			 item(w, "so-a/2026-b#N-5"));
	assert_str(item(w, "so-a/2026-b#N-51")->address,
		   "ke-hoach/so-a/2026-b/n-51");
}

static void test_tally(void **state)
{
	struct world *w = *state;
	const struct plan_view *p = plan(w, "so-a/2026-b");
	struct tally t = { 0 };
	size_t groups = 0, ratings = 0;

	for (size_t i = 0; i < p->nitems; i++)
		tally_add(&t, &w->model, &p->items[i]);
	for (int i = 0; i < NGROUPS; i++)
		groups += t.group[i];
	for (int i = 0; i < NRATINGS; i++)
		ratings += t.rating[i];
	assert_int_equal(t.tasks, 6);
	assert_int_equal(groups, 6);
	assert_int_equal(ratings, 6);
	assert_int_equal(t.dated, 3);
	assert_int_equal(t.recurring, 1);
	assert_int_equal(t.waiting, 1);
	assert_int_equal(t.undated, 1);
	/* N-4 is done, T-1 overdue; N-51 is not due: it is in no rate. */
	assert_int_equal(t.denominator, 2);
	assert_int_equal(t.on_time, 0);
	assert_int_equal(t.group[GROUP_LATE], 1);
	assert_int_equal(t.targets, 2);
	assert_int_equal(t.target[TARGET_MET], 1);
	assert_int_equal(t.target[TARGET_NO_DATA], 1);
}

/* A deadline that moves is late by the first one, too. */
static void test_ledger(void **state)
{
	struct world *w = *state;
	struct item_line *line = world_line(w, "n-51");
	int32_t first = day(2026, 3, 31), second = day(2026, 6, 30);
	const struct item_view *view;
	struct tally t = { 0 };

	line->has_original = true;
	line->original_due = first;
	world_commit(w, day(2026, 4, 1));
	world_record(w, line, moved("Quý I/2026", "Quý II/2026", first,
				    second));
	world_commit(w, day(2026, 5, 1));
	world_record(w, line, moved("Quý II/2026", "Quý IV/2026", second,
				    day(2026, 12, 31)))->authority =
		STR("12/QĐ-A");
	/* Neither a draft's nor a refused branch's moves count. */
	world_record(w, line, moved("x", "y", first, second))->draft = true;
	world_record(w, line, moved("x", "y", first, second))->adopted = false;
	world_rate(w, day(2026, 7, 1));
	view = world_item(w, "n-51");
	assert_int_equal(view->moves, 2);
	assert_int_equal(view->moves_unnamed, 1);
	assert_int_equal(view->slip, 275);
	assert_int_equal(view->rating.rating, RATING_UNKNOWN);
	assert_int_equal(view->rating_original.rating,
			 RATING_OVERDUE_UNREPORTED);
	assert_int_equal(view->rating_original.late_from, first + 1);
	tally_add(&t, &w->model, view);
	assert_int_equal(t.days, 275);
	assert_int_equal(t.moves, 2);
	assert_int_equal(t.moved_items, 1);
	assert_int_equal(t.denominator, 0);
	assert_int_equal(t.denominator_original, 1);
	assert_int_equal(t.on_time_original, 0);
}

/* A plan that sets a later date than the one that it replaces moved it. */
static void test_origin(void **state)
{
	struct world *w = *state;
	struct item_line *line = world_line(w, "n-3");
	const struct item_view *view;
	struct tally t = { 0 };

	line->has_original = true;
	line->original_due = day(2026, 3, 31);
	line->own_due = day(2026, 9, 30);
	world_rate(w, day(2026, 7, 1));
	view = world_item(w, "n-3");
	assert_ptr_equal(view->origin, item(w, "so-a/2026-a#T-3"));
	assert_int_equal(view->plan_days, 183);
	assert_int_equal(view->moves, 1);
	assert_int_equal(view->moves_unnamed, 0);
	tally_add(&t, &w->model, view);
	assert_int_equal(t.days, 183);
	/* The same date: nothing was moved. */
	line->own_due = day(2026, 3, 31);
	world_rate(w, day(2026, 7, 1));
	assert_int_equal(world_item(w, "n-3")->moves, 0);
}

static void test_author(void **state)
{
	struct world *w = *state;
	struct history_commit c = { .author = STR("Trịnh Mai"),
				    .email = STR("mai@example.vn") };

	assert_str(model_author(&w->model, &c), "Văn phòng");
	c.author = STR("Người khác");
	assert_str(model_author(&w->model, &c), "");
	w->sources.site.authors = AUTHORS_NAME;
	assert_str(model_author(&w->model, &c), "Người khác");
	w->sources.site.authors = AUTHORS_HIDDEN;
	assert_str(model_author(&w->model, &c), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_plans, setup, teardown),
		cmocka_unit_test_setup_teardown(test_in_force, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_replaced, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_find, setup, teardown),
		cmocka_unit_test_setup_teardown(test_tally, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ledger, setup, teardown),
		cmocka_unit_test_setup_teardown(test_origin, setup, teardown),
		cmocka_unit_test_setup_teardown(test_author, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
