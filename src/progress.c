/* SPDX-License-Identifier: MIT */
/* progress.c - draws the line on the terminal, and times the stages. */
#include "progress.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "text.h"

/* Columns of the bar between its brackets. */
#define BAR_MIN 8
#define BAR_MAX 20

struct progress {
	double (*clock)(void);
	FILE *out;
	struct progress_terminal terminal;
	const struct catalog *words;
	bool quiet, verbose;
	double start, stage_start;
	const char *stage;		/* NULL: between two */
	size_t total;
	size_t count;			/* what was told */
	struct buf of;
	atomic_size_t done;
	/* Below: whoever holds the flag. */
	atomic_flag drawing;
	double drawn;			/* when; 0: the line is clear */
};

struct progress *progress_new(double (*clock)(void), FILE *out,
			      struct progress_terminal terminal,
			      const struct catalog *words)
{
	struct progress *p = xcalloc(1, sizeof(*p));

	p->clock = clock;
	p->out = out;
	p->terminal = terminal;
	p->words = words;
	p->start = clock();
	atomic_flag_clear(&p->drawing);
	return p;
}

void progress_free(struct progress *p)
{
	if (!p)
		return;
	buf_release(&p->of);
	free(p);
}

void progress_add_seconds(struct buf *out, const struct catalog *words,
			  double seconds, int digits)
{
	size_t from = out->n;
	char *point;

	buf_addf(out, "%.*f", digits, seconds);
	point = memchr(out->p + from, '.', out->n - from);
	if (point)
		*point = *messages_get(words, "cli.decimal_point").p;
}

double progress_seconds(const struct progress *p)
{
	return p ? p->clock() - p->start : 0;
}

/* ---- the line on the terminal ------------------------------------------ */

static void add_name(struct buf *out, const struct progress *p)
{
	struct buf key = BUF_INIT;

	buf_addf(&key, "cli.stage.%s", p->stage);
	buf_addstr(out, messages_get(p->words, key.p));
	buf_release(&key);
}

/* " 45 %", and how long the rest will take if the steps go on as they went. */
static void add_rest(struct buf *out, const struct progress *p, size_t done,
		     double now)
{
	double spent = now - p->stage_start, left;
	struct buf n = BUF_INIT;

	buf_addf(out, " %3zu %%", done * 100 / p->total);
	if (!done || done == p->total || spent < 2 * PROGRESS_PATIENCE)
		return;
	left = spent / (double)done * (double)(p->total - done);
	buf_adds(out, "  ");
	if (left < 60) {
		buf_addf(&n, "%ld", (long)(left + 0.999));
		say(out, p->words, "cli.progress.seconds",
		    { "n", buf_str(&n) });
	} else {
		buf_addf(&n, "%ld", (long)(left / 60 + 0.999));
		say(out, p->words, "cli.progress.minutes",
		    { "n", buf_str(&n) });
	}
	buf_release(&n);
}

static void add_bar(struct buf *out, const struct progress *p, size_t done,
		    size_t width)
{
	size_t full = width * done / p->total;

	buf_adds(out, p->terminal.color ? "  [\033[32m" : "  [");
	for (size_t i = 0; i < width; i++) {
		if (i == full && p->terminal.color)
			buf_adds(out, "\033[0m");
		buf_addc(out, i < full ? '#' : '.');
	}
	buf_adds(out, p->terminal.color ? "\033[0m]" : "]");
}

/* One line that is narrower than the terminal, else it would leave rows
 * behind: what has no room is left out, the bar first. */
static void add_line(struct buf *out, const struct progress *p, double now)
{
	size_t room = p->terminal.width - 1, done = atomic_load(&p->done);
	struct buf name = BUF_INIT, rest = BUF_INIT;

	if (done > p->total)
		done = p->total;
	add_name(&name, p);
	if (p->total)
		add_rest(&rest, p, done, now);
	if (text_width(buf_str(&name)) <= room) {
		room -= text_width(buf_str(&name));
		buf_addstr(out, buf_str(&name));
	} else {
		room = 0;
	}
	if (text_width(buf_str(&rest)) <= room) {
		room -= text_width(buf_str(&rest));
		if (p->total && room >= BAR_MIN + 4)
			add_bar(out, p, done, room - 4 < BAR_MAX ? room - 4 :
								   BAR_MAX);
		buf_addstr(out, buf_str(&rest));
	}
	buf_release(&name);
	buf_release(&rest);
}

static void draw(struct progress *p)
{
	double now = p->clock();
	struct buf line = BUF_INIT;

	if (now - p->start < PROGRESS_PATIENCE ||
	    (p->drawn > 0 && now - p->drawn < PROGRESS_PAUSE))
		return;
	p->drawn = now;
	buf_adds(&line, "\r\033[K");
	add_line(&line, p, now);
	fwrite(line.p, 1, line.n, p->out);
	fflush(p->out);
	buf_release(&line);
}

/* Who finds another one drawing leaves it to that. */
static void may_draw(struct progress *p)
{
	if (!p->terminal.width || p->quiet || !p->stage ||
	    atomic_flag_test_and_set(&p->drawing))
		return;
	draw(p);
	atomic_flag_clear(&p->drawing);
}

static void clear(struct progress *p)
{
	if (p->drawn > 0) {
		fputs("\r\033[K", p->out);
		fflush(p->out);
	}
	p->drawn = 0;
}

/* ---- stages ------------------------------------------------------------ */

static void say_done(struct progress *p)
{
	struct buf key = BUF_INIT, count = BUF_INIT, what = BUF_INIT,
		   seconds = BUF_INIT, line = BUF_INIT;

	buf_addf(&key, "cli.stage_done.%s", p->stage);
	buf_addf(&count, "%zu", p->count);
	progress_add_seconds(&seconds, p->words,
			     p->clock() - p->stage_start, 2);
	say(&what, p->words, key.p, { "count", buf_str(&count) },
	    { "of", buf_str(&p->of) });
	say(&line, p->words, "cli.progress.done", { "what", buf_str(&what) },
	    { "seconds", buf_str(&seconds) });
	buf_addc(&line, '\n');
	fwrite(line.p, 1, line.n, p->out);
	fflush(p->out);
	buf_release(&key);
	buf_release(&count);
	buf_release(&what);
	buf_release(&seconds);
	buf_release(&line);
}

void progress_end(struct progress *p)
{
	if (!p)
		return;
	clear(p);
	if (p->stage && p->verbose)
		say_done(p);
	p->stage = NULL;
}

void progress_begin(struct progress *p, bool quiet, bool verbose)
{
	if (!p)
		return;
	progress_end(p);
	p->quiet = quiet;
	p->verbose = verbose && !quiet;
	p->start = p->clock();
}

void progress_stage(struct progress *p, const char *name, size_t total)
{
	if (!p)
		return;
	progress_end(p);
	p->stage = name;
	p->total = total;
	p->count = 0;
	buf_clear(&p->of);
	atomic_store(&p->done, 0);
	p->stage_start = p->clock();
	may_draw(p);
}

void progress_step(struct progress *p, size_t steps)
{
	if (!p)
		return;
	atomic_fetch_add(&p->done, steps);
	may_draw(p);
}

void progress_at(struct progress *p, size_t done, size_t total)
{
	if (!p)
		return;
	p->total = total;
	atomic_store(&p->done, done);
	may_draw(p);
}

void progress_tell(struct progress *p, size_t count, struct str of)
{
	if (!p)
		return;
	p->count = count;
	buf_clear(&p->of);
	buf_addstr(&p->of, of);
}
