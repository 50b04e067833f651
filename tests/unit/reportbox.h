/* SPDX-License-Identifier: MIT */
/* reportbox.h - a site made by a script of commits, read as of a day. */
#ifndef REPORTBOX_H
#define REPORTBOX_H

#include "gitbox.h"
#include "report.h"
#include "session.h"

struct reportbox {
	struct box box;
	struct pool *pool;
	struct catalog *words;
	struct environment env;
	struct buf err, repo;
	struct session session;
	bool loaded;
	struct standing_cache cache;
	struct reporter reporter;
};

/*
 * What scripts may use: `plan NAME NUMBER ISSUED [front matter]` begins a
 * plan's file of the agency "a", `task NAME CODE DEADLINE [line]...` adds a
 * task to it, `commit DAY` commits all.
 */
static const char reportbox_words[] =
	"mkdir -p r/content/a; cd r; git init -q .;"
	"cat >content/site.yml <<'X'\n"
	"title: T\ntimezone: UTC\nareas: [{id: x, title: Khu x}, "
	"{id: y, title: Khu y}]\nX\n"
	"cat >content/a/index.md <<'X'\n"
	"---\ntype: agency\nname: Sở A\nunits: [{id: u, name: Phòng U}, "
	"{id: v, name: Phòng V}]\n---\nX\n"
	"plan() { f=content/a/$1.md; printf -- '---\\ntype: plan\\n"
	"title: Plan %s\\nnumber: %s\\nissued: %s\\nsecrecy: none\\n"
	"%s\\n---\\n\\n## Khu x\\n' \"$1\" \"$2\" \"$3\" "
	"\"${4-period: 2026}\" >$f; }\n"
	"task() { f=content/a/$1.md; printf '\\n### Task %s\\n\\n- Mã: %s\\n"
	"- Sản phẩm: P\\n- Chủ trì: Phòng U\\n- Thời hạn: %s\\n' "
	"\"$2\" \"$2\" \"$3\" >>$f; shift 3; for l; do "
	"printf -- '- %s\\n' \"$l\" >>$f; done; }\n"
	"swap() { sed -i \"/^- Mã: $2\\$/,/^\\$/{s|$3|$4|}\" "
	"content/a/$1.md; }\n"
	"commit() { git add -A; GIT_COMMITTER_DATE=${1}T05:00:00Z "
	"git commit -q --allow-empty -m \"$1\"; }\n";

static inline void reportbox_make(struct reportbox *b, const char *script)
{
	struct buf all = BUF_INIT;

	memset(b, 0, sizeof(*b));
	box_make(&b->box);
	b->pool = pool_new();
	b->words = messages_program(b->pool, STR("vi"));
	b->env = (struct environment){ .words = b->words, .err = &b->err };
	buf_addf(&all, "%s%s", reportbox_words, script);
	box_run(&b->box, all.p, NULL);
	buf_release(&all);
}

static inline void reportbox_forget(struct reportbox *b)
{
	if (!b->loaded)
		return;
	standing_cache_release(&b->cache);
	session_release(&b->session);
	b->loaded = false;
}

/* Read it as of a day. */
static inline const struct model *reportbox_load(struct reportbox *b,
						 const char *as_of)
{
	struct session_options o = { .as_of = as_of };

	reportbox_forget(b);
	o.repo = box_path(&b->repo, &b->box, "r");
	session_init(&b->session, &b->env);
	if (session_load(&b->session, &o) ||
	    session_history(&b->session, &o)) {
		session_findings(&b->session, false);
		print_error("%s\n", b->err.p);
		fail();
	}
	standing_cache_init(&b->cache, b->session.pool);
	reporter_init(&b->reporter, b->session.pool, &b->session.model,
		      &b->cache);
	b->loaded = true;
	return &b->session.model;
}

static inline void reportbox_release(struct reportbox *b)
{
	reportbox_forget(b);
	box_remove(&b->box);
	messages_release(b->words);
	pool_free(b->pool);
	buf_release(&b->err);
	buf_release(&b->repo);
}

#endif
