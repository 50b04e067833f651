/* SPDX-License-Identifier: MIT */
/*
 * history_box.h - a scripted repository of plans, its history, and the
 * records of it as text.
 *
 * Words of the scripts:
 *
 *	p 2026 'number: 08/KH-X'	begin content/x/2026.md (front matter)
 *	a Title				an area's heading in it
 *	i '1. Title' 'Mã: A-1' …	an item in it
 *	s 2026 's/old/new/'		edit the file
 *	c Message			commit everything, a day later
 *	m branch…			merge as git does
 *	j branch…			merge: the work tree as it stands
 *
 * A record is one line:
 *
 *	3 2026/a-1 changed deadline [Quý I/2026]->[Quý II/2026] amendment +91
 *
 * with the commit's place in the order (from 1), plan and item, what became
 * of it, its class, and where they apply the slip, "by" a document ("later"
 * with the commit that named it), "draft", "regressed", "refused".
 */
#ifndef HISTORY_BOX_H
#define HISTORY_BOX_H

#include "gitbox.h"
#include "history.h"

struct history_box {
	struct box box;
	struct pool *pool;
	struct catalog *vi, *en;
	struct vocabulary vocabulary;
	struct diags diags;
	struct repo *repo;
	struct oid head;
	struct snapshot snapshot;
	struct sources sources;
	struct interner interner;
	struct history h;
	int result;			/* of history_build() */
};

static const char history_words[] =
	"T=1767200400; f=; Z=+0700\n"	/* 2026-01-01 00:00 +0700 */
	"p() { f=content/x/$1.md; shift; { printf -- '---\\ntype: plan\\n'\n"
	"  printf 'title: Kế hoạch\\n'; [ $# = 0 ] || printf '%s\\n' \"$@\"\n"
	"  printf -- '---\\n'; } >$f; }\n"
	"a() { printf '\\n## %s\\n' \"$*\" >>$f; }\n"
	"i() { printf '\\n### %s\\n\\n' \"$1\" >>$f; shift\n"
	"  [ $# = 0 ] || printf -- '- %s\\n' \"$@\" >>$f; }\n"
	"s() { sed -i \"$2\" content/x/$1.md; }\n"
	"when() { export GIT_COMMITTER_DATE=\"@$T $Z\"; T=$((T + 86400)); }\n"
	"c() { when; git add -A; git commit -q --allow-empty -m \"$1\"; }\n"
	"m() { when; git merge -q --no-ff -m Hợp \"$@\"; }\n"
	"j() { when; git add -A; t=$(git write-tree); for b; do shift\n"
	"  set -- \"$@\" -p $b; done\n"
	"  git reset -q --hard $(git commit-tree $t -p HEAD \"$@\" -m Hợp); }\n"
	"on() { git checkout -q \"$@\"; }\n"
	"git init -q .; mkdir -p content/x\n"
	"printf '%s\\n' 'title: S' 'areas:' "
	"'  - {id: chi-dao, title: Chỉ đạo}' "
	"'  - {id: the-che, title: Thể chế}' >content/site.yml\n"
	"printf '%s\\n' --- 'type: agency' 'name: Sở X' 'units:' "
	"'  - {id: p1, name: Phòng Một}' '  - {id: p2, name: Phòng Hai}' "
	"--- >content/x/index.md\n";

static inline void history_box_load(struct history_box *b)
{
	struct repo_commit commit;
	bool missing;
	struct history_source source;

	b->pool = pool_new();
	b->vi = messages_program(b->pool, STR("vi"));
	b->en = messages_program(b->pool, STR("en"));
	vocabulary_init(&b->vocabulary, b->pool, b->vi, b->en);
	diags_init(&b->diags, b->pool);
	assert_int_equal(repo_open(&b->repo, b->box.dir, false), REPO_OK);
	assert_int_equal(repo_resolve(b->repo, "HEAD", &b->head), 0);
	assert_int_equal(repo_commit(b->repo, b->pool, &b->head, &commit), 0);
	snapshot_from_tree(&b->snapshot, b->pool, b->repo, &commit.tree,
			   STR("content"), &b->diags, &missing);
	sources_load(&b->sources, b->pool, &b->snapshot, &b->diags);
	interner_init(&b->interner, b->pool, &b->vocabulary,
		      &b->sources.site);
	source = (struct history_source){ .repo = b->repo, .head = b->head,
					  .folder = STR("content"),
					  .sources = &b->sources,
					  .interner = &b->interner,
					  .threads = 3 };
	b->result = history_build(&b->h, b->pool, &source);
}

static inline void history_box_unload(struct history_box *b)
{
	history_release(&b->h);
	interner_release(&b->interner);
	sources_release(&b->sources);
	vocabulary_release(&b->vocabulary);
	messages_release(b->vi);
	messages_release(b->en);
	repo_close(b->repo);
	pool_free(b->pool);
}

static inline void history_box_make(struct history_box *b, const char *script)
{
	struct buf all = BUF_INIT;

	*b = (struct history_box){ .result = -2 };
	box_make(&b->box);
	buf_adds(&all, history_words);
	buf_adds(&all, script);
	box_run(&b->box, all.p, NULL);
	buf_release(&all);
	history_box_load(b);
	assert_int_equal(b->result, 0);
}

static inline void history_box_remove(struct history_box *b)
{
	history_box_unload(b);
	box_remove(&b->box);
}

/* ---- records as text --------------------------------------------------- */

static inline void record_text(struct buf *out, const struct history *h,
			       const struct record *r)
{
	const char *field = change_field_name(r->d.field);

	buf_addf(out, "%zu %.*s", r->commit + 1, STR_ARG(r->plan->slug));
	if (r->item)
		buf_addf(out, "/%.*s", STR_ARG(r->item->slug));
	buf_addf(out, " %s", change_kind_name(r->d.kind));
	if (field)
		buf_addf(out, " %s", field);
	if (r->d.area)
		buf_addf(out, "(%.*s)", STR_ARG(r->d.area->id));
	if (field)
		buf_addf(out, " [%.*s]->[%.*s]", STR_ARG(r->d.from),
			 STR_ARG(r->d.to));
	buf_addf(out, " %s", change_class_name(r->d.class));
	if (r->d.has_days)
		buf_addf(out, " %+d", r->d.days);
	if (r->authority.n)
		buf_addf(out, " by %.*s", STR_ARG(r->authority));
	if (r->authority_commit != SIZE_MAX)
		buf_addf(out, " later %zu", r->authority_commit + 1);
	buf_adds(out, r->draft ? " draft" : "");
	buf_adds(out, r->d.regressed ? " regressed" : "");
	buf_adds(out, r->adopted ? "\n" : " refused\n");
	(void)h;
}

static inline void records_text(struct buf *out, const struct history *h)
{
	for (size_t i = 0; i < h->nrecords; i++)
		record_text(out, h, &h->records[i]);
}

/* The item at an address "2026/a-1", of the built commit or removed; or NULL. */
static inline struct item_line *find_item(const struct history *h,
					  const char *address)
{
	struct buf own = BUF_INIT;
	struct item_line *found = NULL;

	for (size_t i = 0; i < h->nitems && !found; i++) {
		struct item_line *line = h->items[i];

		if (line->same != line || !line->published)
			continue;
		buf_clear(&own);
		buf_addf(&own, "%.*s/%.*s",
			 STR_ARG(plan_line_of(line->plan)->slug),
			 STR_ARG(line->slug));
		if (str_eqs(buf_str(&own), address))
			found = line;
	}
	buf_release(&own);
	return found;
}

static inline struct plan_line *find_plan(const struct history *h,
					  const char *slug)
{
	for (size_t i = 0; i < h->nplans; i++)
		if (h->plans[i]->same == h->plans[i] && h->plans[i]->node &&
		    str_eqs(h->plans[i]->slug, slug))
			return h->plans[i];
	return NULL;
}

static inline void assert_records(const struct history_box *b,
				  const char *expected)
{
	struct buf got = BUF_INIT;

	records_text(&got, &b->h);
	if (!str_eqs(buf_str(&got), expected)) {
		print_error("got\n%swant\n%s", got.p ? got.p : "", expected);
		fail();
	}
	buf_release(&got);
}

/* A whole test: this script gives these records. */
static inline void check_records(const char *script, const char *expected)
{
	struct history_box b;

	history_box_make(&b, script);
	assert_records(&b, expected);
	history_box_remove(&b);
}

#define DAY(y, m, d) date_of((struct ymd){ (y), (m), (d) })

/* First and present due date of an item, and the words of the first. */
static inline void assert_ledger(const struct history_box *b, const char *item,
			  int32_t original, int32_t due, const char *words)
{
	const struct item_line *line = find_item(&b->h, item);

	assert_non_null(line);
	assert_int_equal(line->has_original, original != DATE_NONE);
	assert_int_equal(line->original_due, original);
	assert_int_equal(line->due, due);
	if (line->has_original)
		assert_str(line->original_text, words);
}

#endif
