/* SPDX-License-Identifier: MIT */
/* cmd_report.c - `minhbach report`: the periodic report, for a file. */
#include <stdio.h>
#include <stdlib.h>

#include "cmd.h"
#include "report.h"

struct options {
	struct session_options session;
	const char *period, *format, *agency, *theme;
};

static const struct opt table[] = {
	SOURCE_OPTIONS(struct options, session),
	{ "period", 0, OPT_VALUE, "PERIOD", "period",
	  offsetof(struct options, period) },
	{ "format", 0, OPT_VALUE, "md|csv|json", "report_format",
	  offsetof(struct options, format) },
	{ "agency", 0, OPT_VALUE, "SLUG", "report_agency",
	  offsetof(struct options, agency) },
	{ "as-of", 0, OPT_VALUE, "DATE", "as_of",
	  offsetof(struct options, session.as_of) },
	{ "theme", 0, OPT_VALUE, "DIR", "theme",
	  offsetof(struct options, theme) },
	{ "base-url", 0, OPT_VALUE, "URL", "base_url",
	  offsetof(struct options, session.base_url) },
	{ "allow-shallow", 0, OPT_FLAG, NULL, "allow_shallow",
	  offsetof(struct options, session.allow_shallow) },
	TALK_OPTIONS(struct options, session),
	OPT_END
};

/* What can be judged before anything is read. */
static int check_options(const struct environment *env,
			 const struct options *o, struct period *period)
{
	static const char codes[] = "2026-Q1, 2026-H1, 2026-9M, 2026, 2026-06";

	if (!o->period) {
		fail_with(env, "cli.report.no_period",
			  { "expected", str_of(codes) });
		return EXIT_USAGE;
	}
	if (period_parse_code(period, str_of(o->period)))
		return cmd_bad_value(env, "--period", o->period, codes);
	return EXIT_OK;
}

static void print(struct session *s, const struct options *o,
		  const struct report *r, const struct theme *theme)
{
	struct speech speech = { s->pool, &s->model, &theme->words, NULL };
	struct buf out = BUF_INIT;

	if (!strcmp(o->format, "json"))
		report_json(&out, r, s->pool);
	else if (!strcmp(o->format, "csv"))
		report_csv(&out, r, s->pool);
	else
		report_markdown(&out, &speech, r);
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

static int make(struct session *s, const struct options *o,
		struct period period)
{
	const struct agency *agency = NULL;
	struct report all, part;
	struct standing_cache cache;
	struct reporter reporter;
	struct theme *theme;
	int cutoff = s->sources.site.reporting_cutoff_day;

	if (o->agency && !(agency = sources_agency(&s->sources,
						   str_of(o->agency))))
		return cmd_bad_agency(s, o->agency);
	if (s->history.kind == HISTORY_NONE || !s->history.nline) {
		fail_with(s->env, "cli.report.no_history", { NULL, { NULL, 0 } });
		return EXIT_HISTORY;
	}
	if (period_start(period, cutoff) > s->model.as_of) {
		fail_with(s->env, "cli.report.not_begun",
			  { "period", str_of(o->period) });
		return EXIT_USAGE;
	}
	theme = session_theme(s, &o->session, o->theme);
	if (!theme)
		return EXIT_FINDINGS;
	standing_cache_init(&cache, s->pool);
	reporter_init(&reporter, s->pool, &s->model, &cache);
	report_build(&all, &reporter, period);
	if (agency)
		report_select(&part, s->pool, &all, agency);
	print(s, o, agency ? &part : &all, theme);
	standing_cache_release(&cache);
	theme_free(theme);
	return EXIT_OK;
}

int cmd_report(const struct environment *env, int argc, char **argv)
{
	struct options o = { .format = "md", .session.history = true };
	struct opt_parsed parsed;
	struct session s;
	struct period period;
	int status;

	if (!cmd_parse(&parsed, table, &o, env, "report", "", 0, argc, argv,
		       &status) &&
	    !(status = check_options(env, &o, &period))) {
		session_init(&s, env);
		status = session_load(&s, &o.session);
		if (!status)
			status = session_history(&s, &o.session);
		if (!status)
			status = make(&s, &o, period);
		if (s.diags.errors)
			session_findings(&s, false);
		session_release(&s);
	}
	free(parsed.args);
	return status;
}
