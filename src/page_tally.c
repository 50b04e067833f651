/* SPDX-License-Identifier: MIT */
/* page_tally.c - counts as figures, sentences and a bar. */
#include "chart.h"
#include "page_rows.h"

static void add_part(struct sheet *s, struct strs *parts, const char *key,
		     size_t count)
{
	if (count)
		POOL_PUSH(s->pool, parts->v, parts->n, parts->cap,
			  speak(&s->text, key, { "count",
				speak_number(&s->text, (long long)count) }));
}

/* "24 nhiệm vụ: 4 có ngày hạn, 1 theo sự kiện, 19 thường xuyên; 13 chỉ tiêu" */
static struct str summary(struct sheet *s, const struct tally *t)
{
	struct strs parts = { 0 }, wholes = { 0 };
	struct str semicolon = sheet_words(s, "label.semicolon"), text;

	add_part(s, &parts, "tally.part_dated", t->dated);
	add_part(s, &parts, "tally.part_waiting", t->waiting);
	add_part(s, &parts, "tally.part_recurring", t->recurring);
	add_part(s, &parts, "tally.part_undated", t->undated);
	add_part(s, &wholes, "tally.part_targets", t->targets);
	if (!t->tasks && !t->targets)
		return sheet_words(s, "tally.none");
	if (!t->tasks)
		return wholes.v[0];
	text = speak(&s->text, "tally.summary",
		{ "tasks", speak_number(&s->text, (long long)t->tasks) },
		{ "parts", speak_list(&s->text, &parts) });
	if (!wholes.n)
		return text;
	return POOL_JOIN(s->pool, text, semicolon, wholes.v[0]);
}

/* Percentages say something from ten on. */
static struct str percent(struct sheet *s, size_t count, size_t of)
{
	if (of < 10)
		return STR("");
	return speak_number(&s->text,
			    (long long)((count * 100 + of / 2) / of));
}

static void put_share(struct sheet *s, struct value *map, const char *name,
		      const char *key, size_t count, size_t of)
{
	struct value *share = value_add_map(s->pool, map, name);

	value_set_int(s->pool, share, "count", (long long)count);
	value_set_int(s->pool, share, "of", (long long)of);
	put(s, share, "percent", percent(s, count, of));
	put(s, share, "sentence", speak(&s->text, key,
		{ "count", speak_number(&s->text, (long long)count) },
		{ "of", speak_number(&s->text, (long long)of) },
		{ "percent", percent(s, count, of) }));
}

static void put_on_time(struct sheet *s, struct value *map,
			const struct tally *t)
{
	bool original = s->model->history->kind == HISTORY_COMPLETE;

	if (t->denominator)
		put_share(s, map, "on_time", "tally.on_time", t->on_time,
			  t->denominator);
	if (original && t->denominator_original)
		put_share(s, map, "on_time_original", "tally.on_time_original",
			  t->on_time_original, t->denominator_original);
}

static void add_line(struct sheet *s, struct value *lines, struct strs *parts,
		     enum rating rating, size_t count)
{
	const char *name = rating_name(rating);
	struct value *line = value_push(s->pool, lines, value_map(s->pool));
	struct str sentence = speak_of(&s->text, "rating_count", name,
		{ "count", speak_number(&s->text, (long long)count) });

	value_set_str(s->pool, line, "id", str_of(name));
	value_set_str(s->pool, line, "group",
		      str_of(rating_group_name(rating_group(rating))));
	value_set_str(s->pool, line, "text",
		      speak_word(&s->text, "rating_label", name));
	value_set_int(s->pool, line, "count", (long long)count);
	value_set_str(s->pool, line, "sentence", sentence);
	POOL_PUSH(s->pool, parts->v, parts->n, parts->cap, sentence);
}

/* The ratings that occur, in the order of the bar, and the bar. */
static void put_lines(struct sheet *s, struct value *map,
		      const struct tally *t)
{
	struct value *lines = put_list(s, map, "lines");
	struct value *groups = put_list(s, map, "groups");
	struct strs parts = { 0 };
	struct buf svg = BUF_INIT;

	for (int g = 0; g < NGROUPS; g++) {
		const char *name = rating_group_name((enum rating_group)g);
		struct value *group;

		for (int r = 0; r < NRATINGS; r++)
			if (t->rating[r] && (int)rating_group(
					(enum rating)r) == g)
				add_line(s, lines, &parts, (enum rating)r,
					 t->rating[r]);
		if (!t->group[g])
			continue;
		group = value_push(s->pool, groups, value_map(s->pool));
		value_set_str(s->pool, group, "id", str_of(name));
		value_set_str(s->pool, group, "text",
			      speak_word(&s->text, "group", name));
		value_set_int(s->pool, group, "count", (long long)t->group[g]);
	}
	seal_list(s, map, "lines");
	seal_list(s, map, "groups");
	put_true(s, map, "has_detail", lines->list.n > groups->list.n);
	chart_bar(&svg, t->group, &(struct chart_words){
		  sheet_words(s, "label.distribution"),
		  speak_list(&s->text, &parts) });
	value_set_str(s->pool, map, "bar_html",
		      pool_str(s->pool, buf_str(&svg)));
	buf_release(&svg);
}

static struct value *add_figure(struct sheet *s, struct value *list,
				size_t value, const char *label)
{
	struct value *figure = value_push(s->pool, list, value_map(s->pool));
	struct str count = speak_number(&s->text, (long long)value);

	value_set_str(s->pool, figure, "value", count);
	value_set_str(s->pool, figure, "label",
		      speak(&s->text, label, { "count", count }));
	return figure;
}

static void put_figures(struct sheet *s, struct value *map,
			const struct tally *t)
{
	struct value *list = put_list(s, map, "figures");

	if (t->denominator)
		put_count(s, add_figure(s, list, t->on_time,
					"tally.on_time_figure"),
			  "of", t->denominator);
	if (t->group[GROUP_LATE])
		value_set_str(s->pool, add_figure(s, list, t->group[GROUP_LATE],
						  "tally.late_figure"),
			      "group", STR("late"));
	if (s->model->history->kind != HISTORY_NONE && t->moves)
		add_figure(s, list, t->moves, "tally.moves_figure");
	seal_list(s, map, "figures");
}

static struct str ledger(struct sheet *s, const struct tally *t)
{
	struct strs parts = { 0 };
	struct str semicolon = sheet_words(s, "label.semicolon"), text;

	if (s->model->history->kind == HISTORY_NONE)
		return STR("");
	if (t->moves)
		text = speak(&s->text, "tally.ledger",
			{ "moves", speak_number(&s->text,
						(long long)t->moves) },
			{ "later", speak_count(&s->text,
					       t->days > 0 ? t->days : 0) },
			{ "earlier", speak_count(&s->text,
						 t->days < 0 ? -t->days : 0) },
			{ "unnamed", speak_count(&s->text,
					(long long)t->moves_unnamed) });
	else
		text = sheet_words(s, "tally.ledger_none");
	add_part(s, &parts, "tally.added", t->added);
	add_part(s, &parts, "tally.removed", t->removed);
	for (size_t i = 0; i < parts.n; i++)
		text = POOL_JOIN(s->pool, text, semicolon, parts.v[i]);
	return text;
}

void put_tally(struct sheet *s, struct value *map, const struct tally *t)
{
	struct value *v = value_add_map(s->pool, map, "tally");

	value_set_int(s->pool, v, "tasks", (long long)t->tasks);
	put_count(s, v, "dated", t->dated);
	put_count(s, v, "recurring", t->recurring);
	put_count(s, v, "waiting", t->waiting);
	put_count(s, v, "undated", t->undated);
	put_count(s, v, "targets", t->targets);
	put_count(s, v, "moves", t->moves);
	put_count(s, v, "moves_unnamed", t->moves_unnamed);
	put_count(s, v, "added", t->added);
	put_count(s, v, "removed", t->removed);
	put_count(s, v, "late", t->group[GROUP_LATE]);
	if (t->moves)
		value_set_int(s->pool, v, "days", t->days);
	value_set_str(s->pool, v, "summary_sentence", summary(s, t));
	put(s, v, "done_text", t->tasks ? speak(&s->text, "tally.done_of",
		{ "count", speak_number(&s->text,
					(long long)t->group[GROUP_DONE]) },
		{ "of", speak_number(&s->text, (long long)t->tasks) }) :
	    summary(s, t));
	put(s, v, "ledger_sentence", ledger(s, t));
	put_on_time(s, v, t);
	put_lines(s, v, t);
	put_figures(s, v, t);
}

void row_sum(struct sheet *s, struct value *list, struct str title,
	     struct str address, const struct tally *t)
{
	struct value *row = value_push(s->pool, list, value_map(s->pool));

	value_set_str(s->pool, row, "title", title);
	value_set_str(s->pool, row, "url", sheet_url(s, address));
	put_tally(s, row, t);
}
