/* SPDX-License-Identifier: MIT */
/* cmd_update.c - merges filled-in forms into the plan of the work tree. */
#include "cmd_update.h"

#include <stdio.h>

#include "cmd_file.h"
#include "cmd_plan.h"
#include "form_merge.h"

static int read_forms(struct session *s, struct form_merge *m,
		      const char **files, size_t n)
{
	int status = EXIT_OK;

	for (size_t i = 0; i < n && !status; i++) {
		struct table *t = POOL_NEW(s->pool, struct table);
		struct buf bytes = BUF_INIT;

		status = cmd_read_table(s, files[i], &bytes);
		if (!status && (table_read(t, s->pool, str_of(files[i]),
					   buf_str(&bytes), &s->diags) ||
				form_merge_add(m, t)))
			status = EXIT_FINDINGS;
		buf_release(&bytes);
	}
	return status;
}

/* What is changed, in sentences on standard output; how many items are. */
static size_t tell_changes(const struct environment *env,
			   const struct form_merge *m)
{
	struct buf out = BUF_INIT, item = BUF_INIT;
	size_t items = 0;
	bool any = false;

	for (size_t i = 0; i < m->plan->version->nitems; i++) {
		bool touched = false;

		for (size_t k = 0; k < m->n; k++) {
			const struct form_change *c = &m->changes[k];

			if (c->refused || c->item != i)
				continue;
			buf_clear(&item);
			form_item(&item, m->plan, i);
			say(&out, env->words, "cli.form.change",
			    { "item", buf_str(&item) },
			    { "label", form_label(m->plan, c->field) },
			    { "from", c->old ? c->from : STR("") },
			    { "to", c->to });
			buf_addc(&out, '\n');
			touched = any = true;
		}
		items += touched;
	}
	if (any)
		fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	buf_release(&item);
	return items;
}

static void tell_end(const struct environment *env, const struct form_merge *m,
		     const char *key, size_t items, const char *path)
{
	struct buf changes = BUF_INIT, of = BUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += !m->changes[i].refused;
	buf_addf(&changes, "%zu", n);
	buf_addf(&of, "%zu", items);
	say(env->err, env->words, key, { "changes", buf_str(&changes) },
	    { "items", buf_str(&of) }, { "path", str_of(path) });
	buf_addc(env->err, '\n');
	buf_release(&changes);
	buf_release(&of);
}

/* Write the plan anew, and tell all that there is to tell. */
static int write_plan(struct session *s, struct form_merge *m,
		      const struct update_options *o,
		      const struct cmd_plan *plan)
{
	const char *shown = pool_cstr(s->pool, plan->file->src->path);
	struct buf before = BUF_INIT, after = BUF_INIT;
	size_t items = 0;
	int found, status = cmd_read_source(s->env, plan->path, &before);

	if (!status && form_apply(&after, m, &s->interner, buf_str(&before)))
		status = EXIT_FINDINGS;
	found = session_findings(s, false);
	if (!status)
		items = tell_changes(s->env, m);
	if (!status && items && !o->dry_run)
		status = cmd_replace(s->env, plan->path, buf_str(&before),
				     buf_str(&after));
	if (!status)
		tell_end(s->env, m, !items ? "cli.form.nothing" :
			 o->dry_run ? "cli.form.dry_run" : "cli.form.updated",
			 items, shown);
	buf_release(&before);
	buf_release(&after);
	return status ? status : found;
}

int cmd_update(struct session *s, const struct session_options *so,
	       const struct update_options *o, const char **files, size_t n)
{
	struct session_options options = *so;
	struct period period;
	struct cmd_plan plan;
	struct form_merge m;
	int status = cmd_period(s->env, o->period, &period);

	if (status)
		return status;
	options.worktree = true;
	status = session_load(s, &options);
	if (!status || status == EXIT_FINDINGS)
		status = cmd_find_plan(&plan, s, &options, o->plan);
	if (status) {
		if (status == EXIT_FINDINGS)
			session_findings(s, false);
		return status;
	}
	/* what else is wrong in the sources is for `check` */
	diags_init(&s->diags, s->pool);
	form_merge_init(&m, &plan.form, o->period ? &period : NULL, &s->diags);
	status = read_forms(s, &m, files, n);
	if (!status)
		form_merge_missing(&m);
	if (!status && (!s->diags.errors || o->keep_going))
		return write_plan(s, &m, o, &plan);
	session_findings(s, false);
	if (!status && m.n > m.refused) {
		buf_addstr(s->env->err, messages_get(s->env->words,
						     "cli.form.unwritten"));
		buf_addc(s->env->err, '\n');
	}
	return status ? status : EXIT_FINDINGS;
}
