/* SPDX-License-Identifier: MIT */
/* form.c - makes progress forms, as CSV and as a Word file. */
#include "form.h"

#include "docx.h"
#include "escape.h"
#include "markdown.h"
#include "sha256.h"
#include "text.h"

enum { CELL_CODE, CELL_TITLE, CELL_FIELDS, CELL_MARK = CELL_FIELDS + NFORM,
       NCELLS };

static const enum field_id fields[NFORM] = {
	[FORM_STATUS] = FIELD_STATUS,
	[FORM_PERIOD_RESULT] = FIELD_PERIOD_RESULT,
	[FORM_COMPLETED] = FIELD_COMPLETED, [FORM_EVIDENCE] = FIELD_EVIDENCE,
};

enum field_id form_field_id(enum form_field f)
{
	return fields[f];
}

void form_plan_init(struct form_plan *p, struct pool *pool,
		    const struct version *version, const struct source *src,
		    const struct facts_context *context,
		    const struct catalog *words)
{
	*p = (struct form_plan){ .pool = pool, .version = version, .src = src,
				 .context = *context, .words = words,
				 .v = context->vocabulary };
	p->task = POOL_ARRAY(pool, bool, version->nitems);
	for (size_t i = 0; i < version->nitems; i++) {
		struct facts facts;

		facts_read(&facts, pool, context, version->items[i].section,
			   POS_NONE, NULL);
		p->task[i] = facts.kinds & KIND_TASK;
	}
}

/* ---- values ------------------------------------------------------------ */

/* The word that means a status, as the site's language has it. */
static struct str status_word(const struct catalog *words, enum status status)
{
	const struct yaml_node *statuses = yaml_get(
		yaml_get(words->root, "format"), "statuses");

	return yaml_get(statuses, status_name(status))->items[0]->text;
}

void form_show(struct buf *out, const struct form_plan *p, enum form_field f,
	       struct str text)
{
	enum status status = f == FORM_STATUS ?
		vocabulary_status(p->v, text) : STATUS_NONE;
	int32_t day = f == FORM_COMPLETED ? date_parse(text, NULL) : DATE_NONE;

	if (status != STATUS_NONE)
		buf_addstr(out, status_word(p->words, status));
	else if (day != DATE_NONE)
		date_vi(out, day);
	else
		markdown_plain(out, text);
}

struct str form_text(const struct form_plan *p, const struct section *s,
		     enum form_field f)
{
	struct buf b = BUF_INIT;
	struct str text;

	for (size_t i = 0; i < s->nfields; i++) {
		if (s->fields[i].id != fields[f])
			continue;
		if (b.n)
			buf_addc(&b, '\n');
		form_show(&b, p, f, s->fields[i].text);
	}
	text = pool_str(p->pool, buf_str(&b));
	buf_release(&b);
	return text;
}

bool form_result(struct str line, struct period *period, struct str *result)
{
	ptrdiff_t colon = str_chr(line, ':');

	if (colon < 0 ||
	    period_parse(period, str_trim(str_sub(line, 0, (size_t)colon))))
		return false;
	*result = str_trim(str_from(line, (size_t)colon + 1));
	return true;
}

struct str form_value(const struct form_plan *p, enum form_field f,
		      struct str text)
{
	struct buf b = BUF_INIT;
	struct str line, value, result;
	struct period period;

	while (str_line(&text, &line)) {
		enum status status = f == FORM_STATUS ?
			vocabulary_status(p->v, line) : STATUS_NONE;
		int32_t day = f == FORM_COMPLETED ?
			date_parse(str_trim(line), NULL) : DATE_NONE;

		line = text_squeeze(p->pool, line);
		if (!line.n || (f == FORM_PERIOD_RESULT &&
				form_result(line, &period, &result) &&
				!result.n))
			continue;
		if (b.n)
			buf_addc(&b, '\n');
		if (status != STATUS_NONE)
			buf_adds(&b, status_name(status));
		else if (day != DATE_NONE)
			date_iso(&b, day);
		else
			buf_addstr(&b, line);
	}
	value = pool_str(p->pool, buf_str(&b));
	buf_release(&b);
	return value;
}

void form_mark(char out[7], struct str value)
{
	char hex[SHA256_HEX + 1];

	sha256_hex(value, hex);
	memcpy(out, hex, 6);
	out[6] = '\0';
}

void form_period(struct buf *out, const struct catalog *words,
		 struct period period)
{
	static const char *const keys[] = {
		[PERIOD_KIND_MONTH] = "form.month",
		[PERIOD_KIND_QUARTER] = "form.quarter",
		[PERIOD_KIND_HALF] = "form.half", [PERIOD_KIND_NINE] = "form.nine",
		[PERIOD_KIND_YEAR] = "form.year",
	};
	static const char *const romans[] = { "", "I", "II", "III", "IV" };
	struct buf year = BUF_INIT, n = BUF_INIT;

	buf_addf(&year, "%d", period.year);
	buf_addf(&n, "%d", period.index);
	say(out, words, keys[period.kind], { "year", buf_str(&year) },
	    { "n", buf_str(&n) },
	    { "roman", str_of(period.index > 0 && period.index < 5 ?
			      romans[period.index] : "") },
	    { "first", str_of(period.index == 1 ? "1" : "") });
	buf_release(&year);
	buf_release(&n);
}

/* ---- rows -------------------------------------------------------------- */

/* The last line of the results asks for the period, if none is there. */
static struct str ask_result(const struct form_plan *p, struct str text,
			     const struct period *asked)
{
	struct str rest = text, line, result;
	struct period period;
	struct buf b = BUF_INIT;

	while (str_line(&rest, &line))
		if (form_result(line, &period, &result) &&
		    period.kind == asked->kind && !period_cmp(period, *asked))
			return text;
	buf_addstr(&b, text);
	if (b.n)
		buf_addc(&b, '\n');
	form_period(&b, p->words, *asked);
	buf_adds(&b, ": ");
	text = pool_str(p->pool, buf_str(&b));
	buf_release(&b);
	return text;
}

static void make_row(struct str cells[NCELLS], const struct form_plan *p,
		     const struct section *s, const struct form_options *o)
{
	struct buf mark = BUF_INIT;

	cells[CELL_CODE] = section_text(s, FIELD_ID);
	cells[CELL_TITLE] = s->title;
	for (int f = 0; f < NFORM; f++) {
		struct str text = form_text(p, s, (enum form_field)f);
		char digits[7];

		form_mark(digits, form_value(p, (enum form_field)f, text));
		buf_addf(&mark, "%s%s", f ? "-" : "", digits);
		if (f == FORM_PERIOD_RESULT && o->period)
			text = ask_result(p, text, o->period);
		cells[CELL_FIELDS + f] = text;
	}
	cells[CELL_MARK] = pool_str(p->pool, buf_str(&mark));
	buf_release(&mark);
}

static void make_heading(struct str cells[NCELLS], const struct form_plan *p)
{
	const struct yaml_node *format = yaml_get(p->words->root, "format");
	const struct yaml_node *labels = yaml_get(format, "labels");

	cells[CELL_CODE] = yaml_get(labels, "id")->items[0]->text;
	cells[CELL_TITLE] = messages_get(p->words, "form.task");
	for (int f = 0; f < NFORM; f++)
		cells[CELL_FIELDS + f] = yaml_get(labels,
			field_name(fields[f]))->items[0]->text;
	cells[CELL_MARK] = yaml_get(yaml_get(format, "columns"),
				    "mark")->items[0]->text;
}

static void csv_row(struct buf *out, const struct str cells[NCELLS])
{
	for (int i = 0; i < NCELLS; i++) {
		if (i)
			buf_addc(out, ',');
		escape_csv(out, cells[i]);
	}
	buf_adds(out, "\r\n");
}

void form_csv(struct buf *out, const struct form_plan *p,
	      const struct form_options *o)
{
	struct str cells[NCELLS];

	buf_adds(out, "\xef\xbb\xbf");
	make_heading(cells, p);
	csv_row(out, cells);
	for (size_t i = 0; i < p->version->nitems; i++) {
		if (!p->task[i])
			continue;
		make_row(cells, p, p->version->items[i].section, o);
		csv_row(out, cells);
	}
}

/* ---- the Word file ----------------------------------------------------- */

static const unsigned widths[NCELLS] = {
	1100, 4500, 1600, 3738, 1300, 2000, 900
};

static void docx_cells(struct buf *body, const struct str cells[NCELLS],
		       bool heading)
{
	struct docx_cell row[NCELLS];

	for (int i = 0; i < NCELLS; i++)
		row[i] = (struct docx_cell){ .text = cells[i], .span = 1,
					     .small = i == CELL_MARK };
	docx_row(body, widths, row, NCELLS, heading);
}

static void docx_above(struct buf *body, const struct form_plan *p,
		       const struct form_options *o)
{
	const struct plan_front *front = p->version->front;
	struct buf text = BUF_INIT, period = BUF_INIT, statuses = BUF_INIT;

	docx_paragraph(body, DOCX_TITLE, messages_get(p->words, "form.title"));
	say(&text, p->words, "form.plan", { "title", front->title },
	    { "number", front->number });
	docx_paragraph(body, DOCX_TITLE, buf_str(&text));
	buf_clear(&text);
	if (o->period)
		form_period(&period, p->words, *o->period);
	say(&text, p->words, "form.sender", { "period", buf_str(&period) });
	docx_paragraph(body, DOCX_PLAIN, buf_str(&text));
	buf_clear(&text);
	for (int s = STATUS_NOT_STARTED; s <= STATUS_STOPPED; s++)
		buf_addf(&statuses, "%s%.*s", statuses.n ? ", " : "",
			 STR_ARG(status_word(p->words, (enum status)s)));
	say(&text, p->words, "form.how", { "statuses", buf_str(&statuses) });
	docx_paragraph(body, DOCX_SMALL, buf_str(&text));
	buf_release(&text);
	buf_release(&period);
	buf_release(&statuses);
}

int form_docx(struct buf *out, const struct form_plan *p,
	      const struct form_options *o)
{
	const struct area *area = NULL;
	struct str cells[NCELLS];
	struct buf body = BUF_INIT;
	int result;

	docx_above(&body, p, o);
	docx_table_begin(&body, widths, NCELLS);
	make_heading(cells, p);
	docx_cells(&body, cells, true);
	for (size_t i = 0; i < p->version->nitems; i++) {
		const struct plan_item *item = &p->version->items[i];

		if (!p->task[i])
			continue;
		if (item->area != area)
			docx_row(&body, widths, &(struct docx_cell){
				.text = item->area->title, .span = NCELLS,
				.strong = true }, 1, false);
		area = item->area;
		make_row(cells, p, item->section, o);
		docx_cells(&body, cells, false);
	}
	docx_table_end(&body);
	result = docx_finish(out, buf_str(&body), p->version->front->title);
	buf_release(&body);
	return result;
}
