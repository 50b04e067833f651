/* SPDX-License-Identifier: MIT */
/*
 * history_random.h - repositories of plans at random, from a seed: edits,
 * moves, renames, removals, restores, branches, and merges that take what
 * they like.
 */
#ifndef HISTORY_RANDOM_H
#define HISTORY_RANDOM_H

#include "history_box.h"

#define ITEMS_MAX 14
#define PLANS_MAX 7
#define WORDS 6
#define TIPS_MAX 5
#define LOST_MAX 40

struct random_item {
	int code;			/* 0: none */
	int words[WORDS];		/* the title */
	int product, month, due, status, lead, account, note, steps;
	int area;
};

struct random_plan {
	int path, number, title, stage, prose, replaces;
	int broken;
	struct random_item items[ITEMS_MAX];
	size_t n;
};

struct random_tree {
	struct random_plan plans[PLANS_MAX];
	size_t n;
};

/* A repository in the making. */
struct random_repo {
	uint64_t seed;
	struct random_tree *trees;	/* by commit, from 0 */
	size_t n, cap;
	size_t tips[TIPS_MAX];
	size_t ntips;
	struct random_item lost[LOST_MAX];	/* to come back */
	struct random_plan gone[LOST_MAX];
	size_t nlost, ngone;
	int codes;			/* given so far */
	struct buf out;			/* for git fast-import */
};

static inline unsigned pick(struct random_repo *r, unsigned n)
{
	/* splitmix64 */
	uint64_t z = r->seed += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (unsigned)((z ^ (z >> 31)) % n);
}

static inline bool chance(struct random_repo *r, unsigned percent)
{
	return pick(r, 100) < percent;
}

/* ---- as Markdown ------------------------------------------------------- */

static inline void item_write(struct buf *out, const struct random_item *item,
			      size_t number)
{
	static const char *const words[] = {
		"Ban hành", "kế hoạch", "rà soát", "thủ tục", "hành chính",
		"báo cáo", "tổ chức", "hội nghị", "đánh giá", "kết quả",
		"công khai", "cập nhật", "tập huấn", "cán bộ", "kiểm tra",
		"đơn vị", "niêm yết", "quy trình", "số hóa", "hồ sơ",
	};
	static const char *const units[] = {
		"Phòng Một", "Phòng Hai", "Phòng Một; Phòng Hai", "Sở Khác",
	};

	buf_addf(out, "\n### %zu. ", number);
	for (int i = 0; i < WORDS; i++)
		buf_addf(out, "%s%s", i ? " " : "", words[item->words[i]]);
	buf_addf(out, "\n\n- Sản phẩm: Văn bản %d\n", item->product);
	if (item->code)
		buf_addf(out, "- Mã: M-%d\n", item->code);
	if (item->month)
		buf_addf(out, "- Thời hạn: Tháng %d/2026\n", item->month);
	else
		buf_adds(out, "- Thời hạn: Khi có chỉ đạo\n");
	if (item->due)
		buf_addf(out, "- Hạn tính: %d/6/2026\n", item->due);
	if (item->lead)
		buf_addf(out, "- Chủ trì: %s\n", units[item->lead - 1]);
	if (item->status)
		buf_addf(out, "- Trạng thái: %s\n", item->status == 1 ?
			 "Đang thực hiện" : "Hoàn thành");
	for (int i = 1; i < item->note; i++)
		buf_addf(out, "- Kết quả kỳ: Tháng %d/2026: làm %d\n", i,
			 item->note);
	for (int i = 0; i < 2; i++)
		if (item->steps >> (2 * i) & 1)
			buf_addf(out, "- [%c] Bước %d\n",
				 item->steps >> (2 * i) & 2 ? 'x' : ' ', i);
	if (item->account)
		buf_addf(out, "\nKể lại lần %d.\n", item->account);
}

static inline void plan_write(struct buf *out, const struct random_plan *plan)
{
	static const char *const areas[] = { "Phần chung", "I. Chỉ đạo",
					     "II. Thể chế" };
	int area = -1;

	buf_addf(out, "---\ntype: plan\ntitle: %sKế hoạch %d\n",
		 plan->broken ? "[" : "", plan->title);
	if (plan->number)
		buf_addf(out, "number: %d/KH-X\n", plan->number);
	if (plan->stage)
		buf_addf(out, "stage: %s\n",
			 plan->stage == 1 ? "draft" : "issued");
	if (plan->replaces)
		buf_addf(out, "replaces: [%d/KH-X]\n", plan->replaces);
	buf_adds(out, "---\n");
	if (plan->prose)
		buf_addf(out, "\nLời %d.\n", plan->prose);
	for (size_t i = 0; i < plan->n; i++) {
		if (plan->items[i].area != area) {
			area = plan->items[i].area;
			buf_addf(out, "\n## %s\n", areas[area]);
			if (plan->prose > 2)
				buf_addf(out, "\nLời của mục %d.\n",
					 plan->prose + area);
		}
		item_write(out, &plan->items[i], i + 1);
	}
}

/* ---- one change -------------------------------------------------------- */

static inline struct random_item item_random(struct random_repo *r)
{
	struct random_item item = { .code = chance(r, 60) ? ++r->codes : 0 };

	for (int i = 0; i < WORDS; i++)
		item.words[i] = (int)pick(r, 20);
	item.product = (int)pick(r, 4);
	item.month = (int)pick(r, 13);
	item.area = (int)pick(r, 3);
	return item;
}

static inline void item_edit(struct random_repo *r, struct random_item *item)
{
	switch (pick(r, 12)) {
	case 0:
		item->product = (int)pick(r, 5);
		break;
	case 1:
	case 2:
		item->month = (int)pick(r, 13);
		break;
	case 3:
		item->due = (int)pick(r, 29);
		break;
	case 4:
		item->status = (int)pick(r, 3);
		break;
	case 5:
		item->lead = (int)pick(r, 5);
		break;
	case 6:
		item->account = (int)pick(r, 4);
		break;
	case 7:
		item->note = (int)pick(r, 5);
		break;
	case 8:
		item->steps = (int)pick(r, 16);
		break;
	case 9:
		item->words[pick(r, WORDS)] = (int)pick(r, 20);
		break;
	case 10:
		item->code = chance(r, 50) ? ++r->codes : 0;
		break;
	default:
		item->area = (int)pick(r, 3);
		break;
	}
}

static inline void item_insert(struct random_repo *r, struct random_plan *plan,
			       const struct random_item *item)
{
	size_t at = pick(r, (unsigned)plan->n + 1);

	if (plan->n == ITEMS_MAX)
		return;
	memmove(plan->items + at + 1, plan->items + at,
		(plan->n - at) * sizeof(*plan->items));
	plan->items[at] = *item;
	plan->n++;
}

static inline struct random_item item_take(struct random_plan *plan, size_t at)
{
	struct random_item item = plan->items[at];

	plan->n--;
	memmove(plan->items + at, plan->items + at + 1,
		(plan->n - at) * sizeof(*plan->items));
	return item;
}

static inline bool path_used(const struct random_tree *t, int path)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->plans[i].path == path)
			return true;
	return false;
}

/* A path that nothing stands at, of a few. */
static inline int path_free(struct random_repo *r, const struct random_tree *t)
{
	int path;

	do
		path = (int)pick(r, 12);
	while (path_used(t, path));
	return path;
}

static inline void plan_insert(struct random_repo *r, struct random_tree *t,
			       struct random_plan plan)
{
	if (t->n == PLANS_MAX)
		return;
	if (path_used(t, plan.path))
		plan.path = path_free(r, t);
	t->plans[t->n++] = plan;
}

static inline void plan_add(struct random_repo *r, struct random_tree *t)
{
	struct random_plan plan = { .path = path_free(r, t),
				    .number = (int)pick(r, 9),
				    .stage = (int)pick(r, 3) };
	size_t n = pick(r, 8);

	for (size_t i = 0; i < n; i++) {
		struct random_item item = item_random(r);

		item_insert(r, &plan, &item);
	}
	plan_insert(r, t, plan);
}

static inline void plan_drop(struct random_repo *r, struct random_tree *t,
			     size_t at)
{
	r->gone[r->ngone++ % LOST_MAX] = t->plans[at];
	t->plans[at] = t->plans[--t->n];
}

static inline void plan_edit(struct random_repo *r, struct random_plan *plan)
{
	switch (pick(r, 6)) {
	case 0:
		plan->number = (int)pick(r, 9);
		break;
	case 1:
		plan->title = (int)pick(r, 4);
		break;
	case 2:
		plan->stage = (int)pick(r, 3);
		break;
	case 3:
		plan->replaces = (int)pick(r, 4);
		break;
	case 4:
		plan->broken = !plan->broken;
		break;
	default:
		plan->prose = (int)pick(r, 5);
		break;
	}
}

/* Something that an office does to one plan's items. */
static inline void items_change(struct random_repo *r, struct random_tree *t,
				struct random_plan *plan)
{
	struct random_plan *other = &t->plans[pick(r, (unsigned)t->n)];
	struct random_item item;
	unsigned what = pick(r, 20);

	if (what < 2 || !plan->n) {
		item = item_random(r);
		item_insert(r, plan, &item);
	} else if (what < 4 && r->nlost) {
		size_t n = r->nlost < LOST_MAX ? r->nlost : LOST_MAX;

		item = r->lost[pick(r, (unsigned)n)];
		item_insert(r, plan, &item);
	} else if (what < 6) {
		item = item_take(plan, pick(r, (unsigned)plan->n));
		r->lost[r->nlost++ % LOST_MAX] = item;
	} else if (what < 8) {
		item = item_take(plan, pick(r, (unsigned)plan->n));
		if (chance(r, 30))
			item_edit(r, &item);
		item_insert(r, other->n < ITEMS_MAX ? other : plan, &item);
	} else if (what < 9) {
		item = item_take(plan, pick(r, (unsigned)plan->n));
		item_insert(r, plan, &item);
	} else {
		item_edit(r, &plan->items[pick(r, (unsigned)plan->n)]);
	}
}

static inline void tree_change(struct random_repo *r, struct random_tree *t)
{
	unsigned what = pick(r, 40);
	size_t at;

	if (!t->n || what == 0) {
		plan_add(r, t);
		return;
	}
	at = pick(r, (unsigned)t->n);
	if (what == 1 && t->n > 1) {
		plan_drop(r, t, at);
	} else if (what == 2 && r->ngone) {
		size_t n = r->ngone < LOST_MAX ? r->ngone : LOST_MAX;

		plan_insert(r, t, r->gone[pick(r, (unsigned)n)]);
	} else if (what < 5) {
		t->plans[at].path = path_free(r, t);
	} else if (what < 6 && t->n < PLANS_MAX && t->plans[at].n > 1) {
		/* A part goes to a new file. */
		struct random_plan part = { .path = path_free(r, t) };

		while (t->plans[at].n > 1 && chance(r, 70)) {
			struct random_item item = item_take(&t->plans[at], 0);

			item_insert(r, &part, &item);
		}
		plan_insert(r, t, part);
	} else if (what < 9) {
		plan_edit(r, &t->plans[at]);
	} else {
		items_change(r, t, &t->plans[at]);
	}
}

/* ---- merges ------------------------------------------------------------ */

static inline const struct random_plan *plan_at(const struct random_tree *t,
						int path)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->plans[i].path == path)
			return &t->plans[i];
	return NULL;
}

static inline struct random_item items_mixed(struct random_repo *r,
					     const struct random_item *a,
					     const struct random_item *b)
{
	struct random_item item = chance(r, 50) ? *a : *b;

	item.product = (chance(r, 50) ? a : b)->product;
	item.month = (chance(r, 50) ? a : b)->month;
	item.status = (chance(r, 50) ? a : b)->status;
	item.lead = (chance(r, 50) ? a : b)->lead;
	if (chance(r, 10))
		item_edit(r, &item);
	return item;
}

static inline struct random_plan plans_mixed(struct random_repo *r,
					     const struct random_plan *a,
					     const struct random_plan *b)
{
	struct random_plan plan = chance(r, 50) ? *a : *b;

	plan.path = a->path;
	for (size_t i = 0; i < plan.n; i++)
		for (size_t j = 0; j < b->n; j++)
			if (plan.items[i].code &&
			    plan.items[i].code == b->items[j].code)
				plan.items[i] = items_mixed(r, &plan.items[i],
							    &b->items[j]);
	for (size_t j = 0; j < b->n; j++) {
		bool known = false;

		for (size_t i = 0; i < plan.n; i++)
			known |= !memcmp(plan.items[i].words,
					 b->items[j].words,
					 sizeof(plan.items[i].words));
		if (!known && chance(r, 50))
			item_insert(r, &plan, &b->items[j]);
	}
	return plan;
}

static inline bool plans_equal(const struct random_plan *a,
			       const struct random_plan *b)
{
	return a && b && a->n == b->n && !memcmp(a, b, sizeof(*a));
}

/* `base` is an older tree, not always the right one: git may err, too. */
static inline void tree_merge(struct random_repo *r, struct random_tree *out,
			      const struct random_tree *base,
			      const struct random_tree *a,
			      const struct random_tree *b)
{
	struct random_tree merged = { .n = 0 };

	for (int path = 0; path < 12; path++) {
		const struct random_plan *x = plan_at(a, path);
		const struct random_plan *y = plan_at(b, path);
		const struct random_plan *o = plan_at(base, path);
		struct random_plan plan;

		if ((x && plans_equal(o, x)) || (!o && !x) || chance(r, 10))
			x = y;
		else if (x && y && !plans_equal(o, y) && chance(r, 70))
			x = (plan = plans_mixed(r, x, y), &plan);
		if (x && merged.n < PLANS_MAX)
			merged.plans[merged.n++] = *x;
	}
	while (chance(r, 15))
		tree_change(r, &merged);
	*out = merged;
}

/* ---- commits ----------------------------------------------------------- */

static inline void commit_write(struct random_repo *r, size_t branch,
				const struct random_tree *t,
				const size_t *parents, size_t nparents)
{
	static const char *const messages[] = {
		"Cập nhật", "Cập nhật\n\nTheo-van-ban: 9/QĐ-X",
		"Sửa\n\nLoai-thay-doi: đính chính",
		"Sửa\n\nLoai-thay-doi: biên tập",
	};
	const char *message = messages[chance(r, 70) ? 0 : pick(r, 4)];
	struct buf text = BUF_INIT;
	long date = 1767200400 + (long)r->n * 40000;

	if (chance(r, 5))
		date += (long)pick(r, 4000000) - 2000000;
	ARRAY_PUSH(r->trees, r->n, r->cap, *t);
	if (!nparents)
		buf_addf(&r->out, "reset refs/heads/b%zu\n\n", branch);
	buf_addf(&r->out, "commit refs/heads/b%zu\nmark :%zu\n"
		 "committer A <a@b.vn> %ld +0700\ndata %zu\n%s\n", branch, r->n,
		 date, strlen(message), message);
	for (size_t i = 0; i < nparents; i++)
		buf_addf(&r->out, "%s :%zu\n", i ? "merge" : "from",
			 parents[i] + 1);
	buf_adds(&r->out, "deleteall\n");
	buf_adds(&text, "title: S\nareas:\n  - {id: chi-dao, title: Chỉ đạo}\n"
		 "  - {id: the-che, title: Thể chế}\n");
	buf_addf(&r->out, "M 100644 inline content/site.yml\ndata %zu\n%s\n",
		 text.n, text.p);
	buf_clear(&text);
	buf_adds(&text, "---\ntype: agency\nname: Sở X\nunits:\n"
		 "  - {id: p1, name: Phòng Một}\n"
		 "  - {id: p2, name: Phòng Hai}\n---\n");
	buf_addf(&r->out, "M 100644 inline content/x/index.md\ndata %zu\n%s\n",
		 text.n, text.p);
	for (size_t i = 0; i < t->n; i++) {
		buf_clear(&text);
		plan_write(&text, &t->plans[i]);
		buf_addf(&r->out, "M 100644 inline content/x/k%d.md\ndata %zu\n"
			 "%s\n", t->plans[i].path, text.n, text.p);
	}
	buf_release(&text);
	r->tips[branch] = r->n - 1;
}

static inline void random_commit(struct random_repo *r, size_t branch)
{
	struct random_tree t = r->trees[r->tips[branch]];
	size_t parent = r->tips[branch];

	if (chance(r, 97))
		do
			tree_change(r, &t);
		while (chance(r, 40));
	commit_write(r, branch, &t, &parent, 1);
}

static inline void random_branch(struct random_repo *r)
{
	struct random_tree t = { .n = 0 };
	size_t from = pick(r, (unsigned)r->ntips);

	if (r->ntips == TIPS_MAX)
		return;
	if (chance(r, 8)) {			/* a root of its own */
		while (t.n < 2)
			plan_add(r, &t);
		if (chance(r, 50) && r->trees[0].n)
			t.plans[0] = r->trees[0].plans[0];
		if (t.plans[1].path == t.plans[0].path)
			t.n = 1;
		commit_write(r, r->ntips, &t, NULL, 0);
	} else {
		r->tips[r->ntips] = r->tips[from];
		r->ntips++;
		random_commit(r, r->ntips - 1);
		return;
	}
	r->ntips++;
}

static inline void random_merge(struct random_repo *r, size_t into, size_t from)
{
	size_t parents[3] = { r->tips[into], r->tips[from], 0 }, n = 2;
	size_t third = pick(r, (unsigned)r->ntips);
	struct random_tree t = { .n = 0 };

	if (parents[0] == parents[1])
		return;
	tree_merge(r, &t, &r->trees[pick(r, (unsigned)r->n)],
		   &r->trees[parents[0]], &r->trees[parents[1]]);
	if (chance(r, 15) && r->tips[third] != parents[0] &&
	    r->tips[third] != parents[1]) {
		struct random_tree two = t;

		parents[n++] = r->tips[third];
		tree_merge(r, &t, &r->trees[parents[0]], &two,
			   &r->trees[parents[2]]);
	}
	commit_write(r, into, &t, parents, n);
	if (chance(r, 15))			/* foxtrot */
		r->tips[from] = r->tips[into];
}

/* A repository of about `commits` commits, all reached from its HEAD. */
static inline void random_repo_write(const struct box *box, uint64_t seed,
				     size_t commits)
{
	struct random_repo r = { .seed = seed, .ntips = 1 };
	struct random_tree t = { .n = 0 };
	struct buf path = BUF_INIT;
	FILE *file;

	while (t.n < 3)
		plan_add(&r, &t);
	commit_write(&r, 0, &t, NULL, 0);
	while (r.n < commits) {
		size_t branch = chance(&r, 40) ? 0 : pick(&r, (unsigned)r.ntips);

		if (chance(&r, 12))
			random_branch(&r);
		else if (r.ntips > 1 && chance(&r, 25))
			random_merge(&r, branch, pick(&r, (unsigned)r.ntips));
		else
			random_commit(&r, branch);
	}
	for (size_t i = 1; i < r.ntips; i++)
		random_merge(&r, 0, i);
	buf_addf(&r.out, "reset refs/heads/b0\nfrom :%zu\n\n", r.tips[0] + 1);
	file = fopen(box_path(&path, box, "stream"), "w");
	assert_non_null(file);
	assert_int_equal(fwrite(r.out.p, 1, r.out.n, file), r.out.n);
	assert_int_equal(fclose(file), 0);
	box_run(box, "git init -q .; git fast-import --quiet --force <stream\n"
		"git symbolic-ref HEAD refs/heads/b0\n", NULL);
	buf_release(&path);
	buf_release(&r.out);
	free(r.trees);
}

#endif
