/* SPDX-License-Identifier: MIT */
/*
 * data_world.h - a small site in memory, to which a past can be given by hand,
 * for the tests of what is written from the model.
 */
#ifndef DATA_WORLD_H
#define DATA_WORLD_H

#include "data.h"
#include "unit.h"

#define DAY 86400
#define START 1770336000		/* 2026-02-06T07:00:00+07:00 */

static const char site_yml[] =
	"title: Tỉnh A\n"
	"language: vi\n"
	"timezone: Asia/Ho_Chi_Minh\n"
	"authors: unit\n"
	"author_units: {\"Trịnh Mai\": van-phong}\n"
	"areas:\n"
	"  - {id: the-che, title: Cải cách thể chế}\n";

static const char agency_md[] =
	"---\n"
	"type: agency\n"
	"name: Sở A\n"
	"units:\n"
	"  - {id: van-phong, name: Văn phòng}\n"
	"---\n";

static const char plan_md[] =
	"---\n"
	"type: plan\n"
	"title: Kế hoạch năm 2026\n"
	"number: 08/KH-A\n"
	"issued: 2026-02-06\n"
	"period: 2026\n"
	"secrecy: none\n"
	"basis: [29/KH-UBND]\n"
	"---\n"
	"\n"
	"## I. Cải cách thể chế\n"
	"\n"
	"### 1. Rà soát văn bản\n"
	"\n"
	"- Mã: TC-01\n"
	"- Sản phẩm: Báo cáo\n"
	"- Chủ trì: Văn phòng; Phòng Lạ\n"
	"- Thời hạn: Quý III/2026\n"
	"- Trạng thái: Hoàn thành\n"
	"- Ngày hoàn thành: 31/3/2026\n"
	"- Gắn với: TC-02; TC-99\n"
	"\n"
	"- [x] Lập danh mục\n"
	"- [ ] Báo cáo\n"
	"\n"
	"### 2. Văn bản \"đúng hạn\", đủ\n"
	"\n"
	"- Mã: TC-02\n"
	"- Mục tiêu: ≥ 95,5%\n"
	"- Thực hiện: 97,5% (30/6/2026)\n"
	"- Thực hiện: 11/12 (31/3/2026)\n"
	"- Mốc năm: 2026: 60%; 2027: 70%\n"
	"\n"
	"### 3. Theo dõi thi hành\n"
	"\n"
	"- Mã: TC-03\n"
	"- Thời hạn: Thường xuyên\n"
	"- Kết quả kỳ: Quý II/2026: không phát sinh (45/BC-A)\n"
	"- Kết quả kỳ: Quý I/2026: đã báo cáo\n";

struct world {
	struct pool *pool;
	struct diags diags;
	struct catalog *vi, *en;
	struct vocabulary vocabulary;
	struct snapshot_file files[3];
	struct snapshot snapshot;
	struct sources sources;
	struct interner interner;
	struct history history;
	struct model model;
	struct buf out;
};

static inline void add_file(struct world *w, const char *path, const char *text)
{
	w->files[w->snapshot.n++] = (struct snapshot_file){
		.path = str_of(path), .text = true,
		.src = { .path = pool_printf(w->pool, "content/%s", path),
			 .text = str_of(text) },
	};
}

/* The model as of 2026-07-01; `h` may have been given a past before. */
static inline void rebuild(struct world *w)
{
	model_build(&w->model, w->pool, &w->sources, &w->history,
		    &w->vocabulary, date_of((struct ymd){ 2026, 7, 1 }));
}

static inline int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	struct history_source source = { .folder = STR("content") };

	w->pool = pool_new();
	diags_init(&w->diags, w->pool);
	w->vi = messages_program(w->pool, STR("vi"));
	w->en = messages_program(w->pool, STR("en"));
	vocabulary_init(&w->vocabulary, w->pool, w->vi, w->en);
	w->snapshot.folder = STR("content");
	w->snapshot.files = w->files;
	add_file(w, "site.yml", site_yml);
	add_file(w, "so-a/2026.md", plan_md);
	add_file(w, "so-a/index.md", agency_md);
	assert_int_equal(sources_load(&w->sources, w->pool, &w->snapshot,
				      &w->diags), 0);
	interner_init(&w->interner, w->pool, &w->vocabulary, &w->sources.site);
	source.sources = &w->sources;
	source.interner = &w->interner;
	history_single(&w->history, w->pool, &source);
	rebuild(w);
	*state = w;
	return 0;
}

static inline int teardown(void **state)
{
	struct world *w = *state;

	buf_release(&w->out);
	history_release(&w->history);
	interner_release(&w->interner);
	sources_release(&w->sources);
	vocabulary_release(&w->vocabulary);
	messages_release(w->vi);
	messages_release(w->en);
	pool_free(w->pool);
	free(w);
	return 0;
}

/* ---- a past made by hand ----------------------------------------------- */

static inline struct item_line *line_of(struct world *w, const char *slug)
{
	for (size_t i = 0; i < w->history.nitems; i++)
		if (str_eqs(w->history.items[i]->slug, slug))
			return w->history.items[i];
	fail();
	return NULL;
}

/* The next commit of the published line; 0 is the one that has the files. */
static inline size_t add_commit(struct world *w, int64_t when, const char *author,
			 const char *summary)
{
	struct history *h = &w->history;
	struct history_commit c = {
		.date = when, .published = when, .on_line = true,
		.author = str_of(author), .email = STR("mai@example.vn"),
		.summary = str_of(summary),
	};

	memset(c.id.id, (int)(0x10 + h->ncommits), sizeof(c.id.id));
	ARRAY_PUSH(h->commits, h->ncommits, h->commits_cap, c);
	ARRAY_PUSH(h->line, h->nline, h->line_cap, h->ncommits - 1);
	return h->ncommits - 1;
}

static inline void complete_history(struct world *w)
{
	struct history *h = &w->history;

	h->kind = HISTORY_COMPLETE;
	h->commits[0].date = h->commits[0].published = START;
	ARRAY_PUSH(h->line, h->nline, h->line_cap, 0);
	for (size_t i = 0; i < h->nitems; i++)
		h->items[i]->first_seen = START;
}

static inline struct record *add_record(struct world *w, size_t commit,
				 struct item_line *item, enum change_kind kind,
				 int field, enum change_class class)
{
	struct history *h = &w->history;
	struct plan_line *plan = h->plans[0];
	struct record r = {
		.commit = commit, .plan = plan, .item = item, .adopted = true,
		.authority_commit = SIZE_MAX,
		.d = { .kind = kind, .field = field, .class = class,
		       .due_from = DATE_NONE, .due_to = DATE_NONE },
	};

	ARRAY_PUSH(h->records, h->nrecords, h->records_cap, r);
	POOL_PUSH(w->pool, plan->records, plan->nrecords, plan->records_cap,
		  h->nrecords - 1);
	if (item)
		POOL_PUSH(w->pool, item->records, item->nrecords,
			  item->records_cap, h->nrecords - 1);
	return &h->records[h->nrecords - 1];
}

static inline struct record *add_change(struct world *w, size_t commit,
				 const char *slug, int field,
				 enum change_class class, const char *from,
				 const char *to)
{
	struct record *r = add_record(w, commit, line_of(w, slug),
				      CHANGE_CHANGED, field, class);

	r->d.from = str_of(from);
	r->d.to = str_of(to);
	return r;
}

#endif
