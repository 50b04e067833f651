/* SPDX-License-Identifier: MIT */
/* test_history_identity.c - an item and a plan are the same through other
 * words, places, files and folders; and their addresses. */
#include "history_box.h"

/* ---- items within a plan ----------------------------------------------- */

static void test_renumbered(void **state)
{
	(void)state;
	check_records(
		"p 2026; a I. Chỉ đạo; i '1. Một' 'Sản phẩm: S'; i '2. Hai' "
		"'Sản phẩm: T'; c Một\n"
		"s 2026 's/### 2/### 4/;s/### 1[.]/### I.2./;s/## I. Chỉ/## V. Chỉ/'\n"
		"c Hai\n",
		"1 2026 added plan\n"
		"2 2026/mot changed number [1]->[I.2] editorial\n"
		"2 2026/hai changed number [2]->[4] editorial\n");
}

/* The fewest items that were moved. */
static void test_reordered(void **state)
{
	(void)state;
	check_records(
		"one() { i Một 'Mã: A-1'; }; two() { i Hai 'Sản phẩm: T'; }\n"
		"three() { i Ba 'Mã: A-3'; }; four() { i Bốn 'Mã: A-4'; }\n"
		"p 2026; a Chỉ đạo; one; two; three; four; c Một\n"
		"p 2026; a Chỉ đạo; two; three; one; four; c Hai\n"
		"p 2026; a Chỉ đạo; four; three; two; one; c Ba\n",
		"1 2026 added plan\n"
		"2 2026/a-1 moved order [1]->[3] editorial\n"
		"3 2026/a-4 moved order [4]->[1] editorial\n"
		"3 2026/hai moved order [1]->[3] editorial\n");
}

static void test_reworded(void **state)
{
	(void)state;
	check_records(
		"p 2026; a Chỉ đạo; i '1. Ban hành Kế hoạch cải cách hành "
		"chính năm 2026' 'Sản phẩm: Kế hoạch'; i '2. Tổ chức hội nghị "
		"tổng kết công tác' 'Sản phẩm: Hội nghị'; c Một\n"
		"s 2026 's/1. Ban hành Kế/1. Xây dựng, ban hành Kế/;"
		"s/Tổ chức.*/Chuyện khác/'; c Hai\n",
		"1 2026 added plan\n"
		"2 2026/ban-hanh-ke-hoach-cai-cach-hanh-chinh-nam-2026 changed "
		"title [Ban hành Kế hoạch cải cách hành chính năm 2026]->[Xây "
		"dựng, ban hành Kế hoạch cải cách hành chính năm 2026] "
		"amendment\n"
		"2 2026/chuyen-khac added amendment\n"
		"2 2026/to-chuc-hoi-nghi-tong-ket-cong-tac removed amendment\n");
}

/* Two that are as like prove nothing. */
static void test_ambiguous_likeness(void **state)
{
	(void)state;
	check_records(
		"p 2026; a Chỉ đạo; i '1. Tập huấn nghiệp vụ cho cán bộ công "
		"chức đợt một' 'Sản phẩm: S'; c Một\n"
		"p 2026; a Chỉ đạo; i '1. Tập huấn nghiệp vụ cho cán bộ công "
		"chức đợt hai' 'Sản phẩm: S'; i '2. Tập huấn nghiệp vụ cho cán "
		"bộ công chức đợt ba' 'Sản phẩm: S'; c Hai\n",
		"1 2026 added plan\n"
		"2 2026/tap-huan-nghiep-vu-cho-can-bo-cong-chuc-dot-hai added "
		"amendment\n"
		"2 2026/tap-huan-nghiep-vu-cho-can-bo-cong-chuc-dot-ba added "
		"amendment\n"
		"2 2026/tap-huan-nghiep-vu-cho-can-bo-cong-chuc-dot-mot "
		"removed amendment\n");
}

static void test_code(void **state)
{
	(void)state;
	check_records(
		"p 2026; a Chỉ đạo; i '1. Một' 'Sản phẩm: S'; i '2. Hai' "
		"'Sản phẩm: S'; c Một\n"
		/* added later; then the title goes its own way */
		"s 2026 's/1. Một/&\\n\\n- Mã: A-1/;s/^$//'\n"
		"s 2026 '/A-1/{n;d}'; c Hai\n"
		"s 2026 's/1. Một/1. Hoàn toàn khác/'; c Ba\n"
		/* changed, with an equal title */
		"s 2026 's/A-1/A-7/'; c Bốn\n"
		/* both changed: another item */
		"s 2026 's/A-7/A-8/;s/1. Hoàn toàn khác/1. Việc nữa/'; c Năm\n"
		/* codes change places: the titles follow, not the items */
		"s 2026 's/^- Sản phẩm: S/- Mã: B-1\\n&/'; s 2026 "
		"'0,/B-1/{/B-1/d}'; c Sáu\n"
		"s 2026 's/A-8/X-1/;s/B-1/A-8/;s/X-1/B-1/'; c Bảy\n",
		"1 2026 added plan\n"
		"2 2026/mot changed id []->[A-1] amendment\n"
		"3 2026/mot changed title [Một]->[Hoàn toàn khác] amendment\n"
		"4 2026/mot changed id [A-1]->[A-7] amendment\n"
		"5 2026/a-8 added amendment\n"
		"5 2026/mot removed amendment\n"
		"6 2026/hai changed id []->[B-1] amendment\n"
		"7 2026/hai changed title [Hai]->[Việc nữa] amendment\n"
		"7 2026/hai changed number [2]->[1] editorial\n"
		"7 2026/a-8 changed title [Việc nữa]->[Hai] amendment\n"
		"7 2026/a-8 changed number [1]->[2] editorial\n"
		"7 2026/a-8 moved order [1]->[2] editorial\n");
}

static void test_area_and_level(void **state)
{
	(void)state;
	check_records(
		"p 2026; a I. Chỉ đạo; i '1. Một' 'Mã: A-1'; i '2. Hai' "
		"'Mã: A-2'; a II. Thể chế; i '3. Ba' 'Mã: A-3'; c Một\n"
		/* under another heading; by its own field; back to none */
		"p 2026; a I. Chỉ đạo; i '1. Một' 'Mã: A-1'; a II. Thể chế\n"
		"i '2. Hai' 'Mã: A-2'; i '3. Ba' 'Mã: A-3'; c Hai\n"
		"s 2026 's/^- Mã: A-1/&\\n- Lĩnh vực: the-che/'; c Ba\n"
		"s 2026 's/^###/####/'; c Bốn\n"
		"s 2026 's/^## II.*/## Phần khác/'; c Năm\n",
		"1 2026 added plan\n"
		"2 2026/a-2 moved area [chi-dao]->[the-che] amendment\n"
		"3 2026/a-1 moved area [chi-dao]->[the-che] amendment\n"
		"5 2026 changed prose []->[Phần khác] amendment\n"
		"5 2026/a-2 moved area [the-che]->[chung] amendment\n"
		"5 2026/a-3 moved area [the-che]->[chung] amendment\n");
}

/* ---- plans ------------------------------------------------------------- */

#define PLAN "p 2026 'number: 8/KH-X'; a Chỉ đạo; i '1. Một' 'Mã: A-1' " \
	"'Sản phẩm: S'; i '2. Hai' 'Mã: A-2' 'Sản phẩm: T'; c Một\n"

static void test_renamed(void **state)
{
	struct history_box b;
	const struct plan_line *plan;

	(void)state;
	history_box_make(&b, PLAN
		/* equal bytes */
		"git mv content/x/2026.md content/x/2026-cchc.md; c Hai\n"
		/* equal number, all else new */
		"git rm -q content/x/2026-cchc.md; mkdir content/x/2026\n"
		"p 2026/ke-hoach 'number: 08 /kh-x'; a Chỉ đạo; i '1. Xong' "
		"'Mã: A-9'; c Ba\n"
		/* to another agency's folder, and back */
		"mkdir content/y; git mv content/x/2026/ke-hoach.md "
		"content/y/2026.md; c Bốn\n"
		"git mv content/y/2026.md content/x/2026.md; c Năm\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 2026 moved path [x/2026.md]->[x/2026-cchc.md] plan\n"
		"3 2026 moved path [x/2026-cchc.md]->[x/2026/ke-hoach.md] "
		"plan\n"
		"3 2026 changed number [8/KH-X]->[08 /kh-x] plan\n"
		"3 2026/a-9 added amendment\n"
		"3 2026/a-1 removed amendment\n"
		"3 2026/a-2 removed amendment\n"
		"4 2026 moved path [x/2026/ke-hoach.md]->[y/2026.md] plan\n"
		"5 2026 moved path [y/2026.md]->[x/2026.md] plan\n");
	plan = find_plan(&b.h, "2026");
	assert_str(plan->agency, "x");
	assert_int_equal(plan->former.n, 3);
	assert_str(plan->former.v[0], "x/2026-cchc");
	assert_str(plan->former.v[1], "x/2026-ke-hoach");
	assert_str(plan->former.v[2], "y/2026");
	history_box_remove(&b);
}

/* A path that gives the same address retires none. */
static void test_same_address(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"mkdir content/x/2026; p 2026/cchc; i Một 'Mã: A-1'; c Một\n"
		"git mv content/x/2026/cchc.md content/x/2026-cchc.md; c Hai\n"
		"git mv content/x/2026-cchc.md content/x/k.md; c Ba\n"
		"git mv content/x/k.md content/x/2026-cchc.md; c Bốn\n");
	assert_int_equal(find_plan(&b.h, "2026-cchc")->former.n, 1);
	assert_str(find_plan(&b.h, "2026-cchc")->former.v[0], "x/k");
	history_box_remove(&b);
}

static void test_agency_renamed(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p a; i Một 'Mã: A-1' 'Sản phẩm: S'; p b; i Hai 'Mã: A-1' "
		"'Sản phẩm: T'; c Một\n"
		"git mv content/x content/y; sed -i 's/: S/: SS/' "
		"content/y/a.md; c Hai\n");
	assert_records(&b,
		"1 a added plan\n"
		"1 b added plan\n"
		"2 a moved path [x/a.md]->[y/a.md] plan\n"
		"2 a/a-1 changed product [S]->[SS] amendment\n"
		"2 b moved path [x/b.md]->[y/b.md] plan\n");
	assert_str(find_plan(&b.h, "a")->agency, "y");
	assert_str(find_plan(&b.h, "b")->former.v[0], "x/b");
	history_box_remove(&b);
}

/* Half of the items; less than half is another plan, whose items moved. */
static void test_renamed_by_items(void **state)
{
	(void)state;
	check_records(
		"p 2026; i Một 'Mã: A-1'; i Hai 'Mã: A-2'; i Ba 'Mã: A-3'\n"
		"i Bốn 'Mã: A-4'; c Một\n"
		"rm content/x/2026.md; p moi; i Hai 'Mã: A-2'; i Ba 'Mã: A-3'\n"
		"i Khác 'Mã: K-1'; i Nữa 'Mã: K-2'; c Hai\n"
		"rm content/x/moi.md; p sau; i Ba 'Mã: A-3'; i Sáu 'Mã: S-1'\n"
		"i Bảy 'Mã: S-2'; i Tám 'Mã: S-3'; c Ba\n",
		"1 moi added plan\n"
		"2 moi moved path [x/2026.md]->[x/moi.md] plan\n"
		"2 moi/k-1 added amendment\n"
		"2 moi/k-2 added amendment\n"
		"2 moi/a-1 removed amendment\n"
		"2 moi/a-4 removed amendment\n"
		"3 moi removed plan\n"
		"3 sau added plan\n"
		"3 sau/a-3 moved path [x/moi.md]->[x/sau.md] amendment\n");
}

/* An equal "Mã" of another plan's item proves nothing. */
static void test_codes_repeat(void **state)
{
	(void)state;
	check_records(
		"p 2025; i Một 'Mã: A-1' 'Sản phẩm: S'; c Một\n"
		"rm content/x/2025.md; p 2026; i 'Chuyện khác' 'Mã: A-1' "
		"'Sản phẩm: T'; c Hai\n",
		"1 2025 added plan\n"
		"2 2025 removed plan\n"
		"2 2026 added plan\n");
}

static void test_split(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026; i Một 'Mã: A-1' 'Thời hạn: Quý I/2026'; i Hai "
		"'Mã: A-2'; i Ba 'Mã: A-3'; c Một\n"
		/* two go to a new file, one of them changed */
		"p 2026; i Hai 'Mã: A-2'; p phu-luc; i Một 'Mã: A-1' "
		"'Thời hạn: Quý II/2026'; i Ba 'Mã: A-3'; c Hai\n"
		/* back, over a while */
		"p phu-luc; i Một 'Mã: A-1' 'Thời hạn: Quý II/2026'\n"
		"p 2026; i Hai 'Mã: A-2'; i Ba 'Mã: A-3'; c Ba\n"
		"s phu-luc 's/Quý II/Quý III/'; c Bốn\n");
	assert_records(&b,
		"1 2026 added plan\n"
		"2 phu-luc added plan\n"
		"2 phu-luc/a-1 moved path [x/2026.md]->[x/phu-luc.md] "
		"amendment\n"
		"2 phu-luc/a-1 changed deadline [Quý I/2026]->[Quý II/2026] "
		"amendment +91\n"
		"2 phu-luc/a-3 moved path [x/2026.md]->[x/phu-luc.md] "
		"amendment\n"
		"3 2026/a-3 moved path [x/phu-luc.md]->[x/2026.md] amendment\n"
		"4 phu-luc/a-1 changed deadline [Quý II/2026]->[Quý III/2026] "
		"amendment +92\n");
	assert_int_equal(b.h.nitems, 3);
	assert_int_equal(find_item(&b.h, "phu-luc/a-1")->original_due,
			 date_of((struct ymd){ 2026, 3, 31 }));
	assert_int_equal(find_item(&b.h, "phu-luc/a-1")->former.n, 1);
	assert_str(find_item(&b.h, "phu-luc/a-1")->former.v[0], "x/2026/a-1");
	assert_str(find_item(&b.h, "2026/a-3")->former.v[0], "x/phu-luc/a-3");
	history_box_remove(&b);
}

/* Split with the old file gone: the greater part goes on as the plan; two
 * equal halves are two new plans. */
static void test_split_whole(void **state)
{
	(void)state;
	check_records(
		"p 2026; i Một 'Mã: A-1'; i Hai 'Mã: A-2'; i Ba 'Mã: A-3'; c 1\n"
		"rm content/x/2026.md; p a; i Một 'Mã: A-1'; p b\n"
		"i Hai 'Mã: A-2'; i Ba 'Mã: A-3'; c 2\n"
		"rm content/x/b.md; p c; i Hai 'Mã: A-2'; p d\n"
		"i Ba 'Mã: A-3'; c 3\n",
		"1 b added plan\n"
		"2 a added plan\n"
		"2 a/a-1 moved path [x/2026.md]->[x/a.md] amendment\n"
		"2 b moved path [x/2026.md]->[x/b.md] plan\n"
		"3 b removed plan\n"
		"3 c added plan\n"
		"3 c/a-2 moved path [x/b.md]->[x/c.md] amendment\n"
		"3 d added plan\n"
		"3 d/a-3 moved path [x/b.md]->[x/d.md] amendment\n");
}

/* Two plans become one. */
static void test_united(void **state)
{
	(void)state;
	check_records(
		"p a; i Một 'Mã: A-1'; p b; i Hai 'Mã: B-2'; c 1\n"
		"rm content/x/b.md; p a; i Một 'Mã: A-1'; i Hai 'Mã: B-2'; c 2\n",
		"1 a added plan\n"
		"1 b added plan\n"
		"2 a/b-2 moved path [x/b.md]->[x/a.md] amendment\n"
		"2 b removed plan\n");
}

/* An item that went elsewhere is not in its old plan when that comes back. */
static void test_moved_and_plan_restored(void **state)
{
	(void)state;
	check_records(
		"p a; i Một 'Mã: A-1'; i Hai 'Mã: A-2'; i Ba 'Mã: A-3'\n"
		"cp $f save; p b; i Khác 'Mã: B-1'; c 1\n"
		"rm content/x/a.md; i Hai 'Mã: A-2'; c 2\n"
		"cp save content/x/a.md; rm save; c 3\n",
		"1 a added plan\n"
		"1 b added plan\n"
		"2 a removed plan\n"
		"2 b/a-2 moved path [x/a.md]->[x/b.md] amendment\n"
		"3 a restored plan\n"
		"3 a/a-2 added amendment\n");
}

/* The path of a removed plan may serve another document. */
static void test_path_used_again(void **state)
{
	(void)state;
	check_records(
		"p kh 'number: 1/KH-X'; i Một 'Mã: A-1' 'Sản phẩm: S'; c 1\n"
		"rm content/x/kh.md; c 2\n"
		"p kh 'number: 2/KH-X'; i Khác 'Mã: A-1' 'Sản phẩm: T'; c 3\n"
		"s kh 's,2/KH-X,3/KH-X,'; c 4\n",
		"1 kh added plan\n"
		"2 kh removed plan\n"
		"3 kh added plan\n"
		"4 kh changed number [2/KH-X]->[3/KH-X] plan\n");
}

static void test_no_plan_any_more(void **state)
{
	(void)state;
	check_records(PLAN
		"cp $f save; s 2026 's/type: plan/type: page/'; c Hai\n"
		"mv save $f; c Ba\n",
		"1 2026 added plan\n"
		"2 2026 removed plan\n"
		"3 2026 restored plan\n");
}

/* ---- addresses --------------------------------------------------------- */

static void assert_slug(const struct history_box *b, size_t item,
			const char *slug)
{
	assert_str(b->h.items[item]->slug, slug);
}

static void test_slugs(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026; i 'Một' 'Mã: CDDH-01.a'; i 'Hai việc' 'Sản phẩm: S'\n"
		"i 'Hai việc!' 'Sản phẩm: T'; i 'Index' 'Sản phẩm: S'\n"
		"i 'Đ.' 'Sản phẩm: S'; i '!' 'Sản phẩm: S'; i 'Feed' 'Mã: 404'\n"
		"i 'Rất dài cần cắt ở chỗ giữa hai từ cho vừa sáu mươi ký tự' "
		"'Sản phẩm: S'; i 'Đuôi' 'Mã: -x-'; c Một\n"
		"s 2026 's/CDDH-01.a/KHAC/;s/Rất dài/Hơi dài/'; c Hai\n");
	assert_slug(&b, 0, "cddh-01.a");
	/* Those that collide all get a piece of a hash, and differ by it. */
	assert_true(str_starts(b.h.items[1]->slug, STR("hai-viec-")));
	assert_true(str_starts(b.h.items[2]->slug, STR("hai-viec-")));
	assert_int_equal(b.h.items[1]->slug.n, strlen("hai-viec-") + 6);
	assert_false(str_eq(b.h.items[1]->slug, b.h.items[2]->slug));
	/* Reserved. */
	assert_true(str_starts(b.h.items[3]->slug, STR("index-")));
	assert_slug(&b, 4, "d");
	assert_int_equal(b.h.items[5]->slug.n, 6);	/* nothing is left */
	assert_true(str_starts(b.h.items[6]->slug, STR("404-")));
	/* Cut at a word, and kept as first published. */
	assert_slug(&b, 7, "rat-dai-can-cat-o-cho-giua-hai-tu-cho-vua-sau-muoi"
		    "-ky-tu");
	assert_slug(&b, 8, "x");
	history_box_remove(&b);
}

/* What was published first keeps its address. */
static void test_late_collision(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p 2026; i Một 'Mã: X-1'; i Hai 'Mã: A-1'; c 1\n"
		"s 2026 's/X-1/X-2/'; c 2\n"
		"i Ba 'Mã: X-1'; c 3\n"
		"p b; i 'Ở đây' 'Mã: A-1'; c 4\n"
		/* Hai goes to b, and its number to another one */
		"i Hai 'Mã: A-1'; s 2026 '/### Hai/,/### Ba/{/### Ba/!d}'; c 5\n"
		"f=content/x/2026.md; i Bốn 'Mã: A-1'; c 6\n");
	assert_int_equal(b.h.nitems, 5);
	assert_slug(&b, 0, "x-1");
	assert_true(str_starts(b.h.items[2]->slug, STR("x-1-")));
	assert_true(str_starts(b.h.items[1]->slug, STR("a-1-")));
	assert_int_equal(b.h.items[1]->former.n, 1);
	assert_str(b.h.items[1]->former.v[0], "x/2026/a-1");
	assert_slug(&b, 3, "a-1");
	/* A live page goes before a redirect. */
	assert_slug(&b, 4, "a-1");
	history_box_remove(&b);
}

/* There and back: the old address again, unless it was given away. */
static void test_returned(void **state)
{
	struct history_box b;

	(void)state;
	history_box_make(&b,
		"p a; i Một 'Mã: A-1'; i Hai 'Mã: A-2'; cp $f both\n"
		"p b; i Ba 'Mã: B-1'; c 1\n"
		"i Một 'Mã: A-1'; i Hai 'Mã: A-2'; p a; c 2\n"
		"i Khác 'Mã: A-2'; c 3\n"
		"p b; i Ba 'Mã: B-1'; cat both $f >new; rm both\n"
		"f=content/x/a.md; i Một 'Mã: A-1'; i Hai 'Mã: A-2'; rm new\n"
		"c 4\n");
	assert_int_equal(b.h.nitems, 4);
	assert_slug(&b, 0, "a-1");
	assert_int_equal(b.h.items[0]->former.n, 1);
	assert_str(b.h.items[0]->former.v[0], "x/b/a-1");
	assert_slug(&b, 3, "a-2");
	assert_true(str_starts(b.h.items[1]->slug, STR("a-2-")));
	assert_int_equal(b.h.items[1]->former.n, 2);
	assert_str(b.h.items[1]->former.v[0], "x/a/a-2");
	assert_str(b.h.items[1]->former.v[1], "x/b/a-2");
	history_box_remove(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_renumbered),
		cmocka_unit_test(test_reordered),
		cmocka_unit_test(test_reworded),
		cmocka_unit_test(test_ambiguous_likeness),
		cmocka_unit_test(test_code),
		cmocka_unit_test(test_area_and_level),
		cmocka_unit_test(test_renamed),
		cmocka_unit_test(test_same_address),
		cmocka_unit_test(test_agency_renamed),
		cmocka_unit_test(test_renamed_by_items),
		cmocka_unit_test(test_codes_repeat),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_split_whole),
		cmocka_unit_test(test_united),
		cmocka_unit_test(test_moved_and_plan_restored),
		cmocka_unit_test(test_path_used_again),
		cmocka_unit_test(test_no_plan_any_more),
		cmocka_unit_test(test_slugs),
		cmocka_unit_test(test_late_collision),
		cmocka_unit_test(test_returned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
