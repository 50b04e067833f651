/* SPDX-License-Identifier: MIT */
/*
 * cmd_diff.c - `minhbach diff A [B]`: what changed between two revisions, or
 * between two days, in sentences.
 *
 * Between days, changes count by the day of their publication, and what time
 * alone did (became due soon, became overdue) is told too; between revisions,
 * what B reaches and A does not.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cmd.h"
#include "data.h"
#include "sentence.h"
#include "standing.h"

struct options {
	struct session_options session;
	const char *format;		/* text, md, json */
	const char *theme;
};

static const struct opt table[] = {
	{ "repo", 'C', OPT_VALUE, "DIR", "repo",
	  offsetof(struct options, session.repo) },
	{ "source", 's', OPT_VALUE, "DIR", "source",
	  offsetof(struct options, session.source) },
	{ "format", 0, OPT_VALUE, "text|md|json", "format",
	  offsetof(struct options, format) },
	{ "theme", 0, OPT_VALUE, "DIR", "theme",
	  offsetof(struct options, theme) },
	{ "allow-shallow", 0, OPT_FLAG, NULL, "allow_shallow",
	  offsetof(struct options, session.allow_shallow) },
	TALK_OPTIONS(struct options, session),
	OPT_END
};

/* What is compared, and what was found. */
struct diffing {
	struct session *s;
	struct speech speech;
	int32_t from, to;		/* days; DATE_NONE: revisions */
	bool *old;			/* commits that A reaches */
	struct json json;
	struct buf out;
	char form;			/* 't', 'm', 'j' */
	size_t found;
	int32_t day;			/* of the last heading */
};

/* ---- which records ----------------------------------------------------- */

static bool counts(const struct diffing *d, const struct record *r)
{
	int32_t day;

	if (d->old)
		return !d->old[r->commit];
	day = model_day(&d->s->model, r);
	return day > d->from && day <= d->to;
}

/* Mark what a revision reaches; commits that the history does not have are
 * walked through. */
static int mark_old(struct diffing *d, const struct oid *start)
{
	const struct history *h = &d->s->history;
	struct map known = MAP_INIT, seen = MAP_INIT;
	struct oid *stack = NULL;
	size_t n = 0, cap = 0;
	int result = 0;

	for (size_t i = 0; i < h->ncommits; i++)
		map_put(&known, (struct str){ (const char *)h->commits[i].id.id,
					      20 },
			(void *)(uintptr_t)(i + 1));
	ARRAY_PUSH(stack, n, cap, *start);
	while (n && !result) {
		struct oid id = stack[--n];
		struct str key = pool_str(d->s->pool, (struct str){
					(const char *)id.id, 20 });
		size_t at = (size_t)(uintptr_t)map_get(&known, key);
		struct repo_commit c;

		if (map_get(&seen, key))
			continue;
		map_put(&seen, key, d);
		if (at)
			d->old[at - 1] = true;
		result = repo_commit(d->s->repo, d->s->pool, &id, &c);
		for (size_t i = 0; i < c.nparents && !result; i++)
			ARRAY_PUSH(stack, n, cap, c.parents[i]);
	}
	map_release(&known);
	map_release(&seen);
	free(stack);
	return result;
}

/* ---- saying ------------------------------------------------------------ */

static void say_day(struct diffing *d, int32_t day)
{
	if (d->day == day)
		return;
	if (d->day != DATE_NONE)
		buf_addc(&d->out, '\n');
	d->day = day;
	buf_adds(&d->out, d->form == 'm' ? "## " : "");
	date_vi(&d->out, day);
	buf_adds(&d->out, d->form == 'm' ? "\n\n" : "\n");
}

static void say_line(struct diffing *d, int32_t day, struct str title,
		     struct str plan, struct str sentence, const char *hex)
{
	say_day(d, day);
	buf_adds(&d->out, d->form == 'm' ? "- " : "  ");
	if (d->form == 'm')
		buf_adds(&d->out, "**");
	buf_addstr(&d->out, title);
	buf_adds(&d->out, d->form == 'm' ? "**: " : ": ");
	buf_addstr(&d->out, sentence);
	buf_addf(&d->out, " (%.*s", STR_ARG(plan));
	if (*hex)
		buf_addf(&d->out, ", %.7s", hex);
	buf_adds(&d->out, ")\n");
}

static void say_json(struct diffing *d, int32_t day, const struct item_view *item,
		     const struct plan_view *plan, struct str sentence,
		     const char *class, const char *hex)
{
	json_object(&d->json, NULL, JSON_FLAT);
	json_name(&d->json, "commit", *hex ? hex : NULL);
	json_date(&d->json, "date", day);
	json_text(&d->json, "plan", data_plan_id(plan));
	json_text(&d->json, "item", item ? item->line->slug :
					   (struct str){ NULL, 0 });
	json_name(&d->json, "class", class);
	json_text(&d->json, "sentence", sentence);
	json_end(&d->json);
}

static void tell_record(struct diffing *d, const struct record *r)
{
	const struct model *m = &d->s->model;
	const struct item_view *item = r->item ?
		m->by_line[r->item->serial] : NULL;
	const struct plan_view *plan = item ? item->plan :
		m->by_plan[r->plan->serial];
	struct str sentence = sentence_full(&d->speech, r);
	char hex[OID_HEX + 1];

	if (!plan)
		return;
	d->found++;
	oid_hex(&m->history->commits[r->commit].id, hex);
	if (d->form == 'j')
		say_json(d, model_day(m, r), item, plan, sentence,
			 change_class_name(r->d.class), hex);
	else
		say_line(d, model_day(m, r), item ? item->short_title :
						    plan->title,
			 item ? plan->title : plan->agency->name, sentence,
			 hex);
}

static bool is_late(enum rating r)
{
	return r == RATING_OVERDUE || r == RATING_OVERDUE_UNREPORTED;
}

/* Due soon or overdue now, and not so before: time alone did it, or the day
 * that it happened on lies between. */
static void tell_clock(struct diffing *d, const struct standing *now,
		       const struct standing *before)
{
	const struct item_view *item =
		d->s->model.by_line[now->line->serial];
	const char *what = is_late(now->rating.rating) ? "overdue" :
		now->rating.rating == RATING_DUE_SOON ? "due_soon" : NULL;
	int32_t day = now->facts->due;
	struct str sentence;

	if (!what || !item || !now->in_force ||
	    !(now->facts->kinds & KIND_TASK))
		return;
	day = *what == 'o' ? day + 1 :
	      day - d->s->sources.site.due_soon_days;
	if (day <= d->from || day > d->to ||
	    (before && before->rating.rating == now->rating.rating))
		return;
	d->found++;
	sentence = speak_of(&d->speech, "clock", what,
			    { "date", speak_date(&d->speech, now->facts->due) });
	if (d->form == 'j')
		say_json(d, day, item, item->plan, sentence, "clock", "");
	else
		say_line(d, day, item->short_title, item->plan->title, sentence,
			 "");
}

static void tell_clocks(struct diffing *d)
{
	const struct site *site = &d->s->sources.site;
	struct standing_cache cache;
	struct standings before, now;

	standing_cache_init(&cache, d->s->pool);
	standings_on(&before, &cache, &d->s->history, site, d->from);
	standings_on(&now, &cache, &d->s->history, site, d->to);
	for (size_t i = 0; i < now.n; i++)
		tell_clock(d, &now.v[i], standings_find(&before,
							now.v[i].line));
	standing_cache_release(&cache);
}

static int tell_all(struct diffing *d)
{
	const struct history *h = &d->s->history;

	d->day = DATE_NONE;
	if (d->form == 'j') {
		d->json = json_begin(&d->out);
		json_array(&d->json, NULL, JSON_LINES);
	}
	for (size_t i = 0; i < h->nrecords; i++)
		if (counts(d, &h->records[i]))
			tell_record(d, &h->records[i]);
	if (d->from != DATE_NONE)
		tell_clocks(d);
	if (d->form == 'j')
		json_end(&d->json);
	if (d->out.n)
		fwrite(d->out.p, 1, d->out.n, stdout);
	return d->found ? EXIT_FINDINGS : EXIT_OK;
}

/* ---- reading ----------------------------------------------------------- */

/* Both days, or both revisions. */
static int read_ends(struct diffing *d, struct options *o, const char *a,
		     const char *b)
{
	bool impossible;

	d->from = date_parse(str_of(a), &impossible);
	d->to = b ? date_parse(str_of(b), &impossible) : DATE_NONE;
	if (d->from == DATE_NONE) {
		o->session.rev = b;
		return EXIT_OK;
	}
	if (!b)
		d->to = INT32_MAX;	/* until the built commit's day */
	if (d->to != DATE_NONE)
		return EXIT_OK;
	return cmd_bad_value(d->s->env, a, b, "2026-06-30");
}

static int compare(struct diffing *d, struct options *o, const char *a)
{
	struct session *s = d->s;
	struct theme *theme;
	struct oid start;
	int status = session_load(s, &o->session);

	if (!status)
		status = session_history(s, &o->session);
	if (status)
		return status;
	if (s->history.kind == HISTORY_NONE) {
		fail_with(s->env, "cli.repo.none", { "path", str_of(".") });
		return EXIT_HISTORY;
	}
	if (d->to == INT32_MAX)
		d->to = s->model.as_of;
	if (d->from == DATE_NONE) {
		d->old = POOL_ARRAY(s->pool, bool, s->history.ncommits);
		if (repo_resolve(s->repo, a, &start)) {
			fail_with(s->env, "cli.repo.unknown_revision",
				  { "rev", str_of(a) });
			return EXIT_HISTORY;
		}
		if (mark_old(d, &start)) {
			fail_with(s->env, "cli.repo.broken",
				  { "problem", str_of(repo_error()) });
			return EXIT_HISTORY;
		}
	}
	theme = session_theme(s, &o->session, o->theme);
	if (!theme)
		return EXIT_USAGE;
	d->speech = (struct speech){ .pool = s->pool, .model = &s->model,
				     .words = &theme->words };
	status = tell_all(d);
	theme_free(theme);
	return status;
}

static int run(const struct environment *env, struct options *o,
	       const struct opt_parsed *args)
{
	struct session s;
	struct diffing d = { .s = &s, .form = *o->format, .out = BUF_INIT };
	int status;

	session_init(&s, env);
	status = read_ends(&d, o, args->args[0],
			   args->nargs > 1 ? args->args[1] : NULL);
	if (!status)
		status = compare(&d, o, args->args[0]);
	if (s.diags.errors)
		session_findings(&s, false);
	buf_release(&d.out);
	session_release(&s);
	return status;
}

int cmd_diff(const struct environment *env, int argc, char **argv)
{
	struct options o = { .format = "text", .session.history = true };
	struct opt_parsed parsed;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "diff", "A [B]", 2, argc, argv,
		       &status)) {
		status = parsed.nargs ? run(env, &o, &parsed) :
					cmd_missing(env, "diff", "A");
	}
	free(parsed.args);
	return status;
}
