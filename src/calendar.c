/* SPDX-License-Identifier: MIT */
/* calendar.c - writes iCalendar. */
#include "calendar.h"

#include "escape.h"

#define LINE_MAX_BYTES 75	/* without the line break, RFC 5545 3.1 */

/* ---- lines ------------------------------------------------------------- */

/* The bytes of a character, by its first one. */
static size_t char_bytes(unsigned char first)
{
	return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

void calendar_line(struct buf *out, const char *name, struct str value)
{
	size_t room = LINE_MAX_BYTES - 1 - strlen(name), from = 0;

	buf_adds(out, name);
	buf_addc(out, ':');
	for (size_t i = 0, n; i < value.n; i += n) {
		n = char_bytes((unsigned char)value.p[i]);
		if (n > value.n - i)
			n = value.n - i;
		if (n > room) {
			buf_add(out, value.p + from, i - from);
			buf_adds(out, "\r\n ");
			from = i;
			room = LINE_MAX_BYTES - 1;
		}
		room -= n;
	}
	buf_addstr(out, str_from(value, from));
	buf_adds(out, "\r\n");
}

void calendar_escape(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c == '\n')
			buf_adds(out, "\\n");
		else if (c == '\\' || c == ';' || c == ',')
			buf_add(out, (const char[]){ '\\', (char)c }, 2);
		else if (c == '\t' || (c >= 0x20 && c != 0x7f))
			buf_addc(out, (char)c);
	}
}

static void add_text(struct buf *out, const char *name, struct str text)
{
	struct buf value = BUF_INIT;

	if (!text.n)
		return;
	calendar_escape(&value, text);
	calendar_line(out, name, buf_str(&value));
	buf_release(&value);
}

/* ---- dates ------------------------------------------------------------- */

/* 20260706 */
static void add_digits(struct buf *out, struct ymd d)
{
	buf_adddigits(out, (unsigned long)d.year, 4);
	buf_adddigits(out, (unsigned long)d.month, 2);
	buf_adddigits(out, (unsigned long)d.day, 2);
}

static void add_day(struct buf *out, const char *name, int32_t day)
{
	struct ymd d = date_ymd(day);

	buf_adds(out, name);
	buf_adds(out, ";VALUE=DATE:");
	add_digits(out, d);
	buf_adds(out, "\r\n");
}

/* In UTC: 20260706T020000Z. */
static void add_moment(struct buf *out, const char *name, int64_t when)
{
	struct ymd d = date_ymd(date_at(when, 0));
	int seconds = (int)((when % 86400 + 86400) % 86400);

	buf_adds(out, name);
	buf_addc(out, ':');
	add_digits(out, d);
	buf_addc(out, 'T');
	buf_adddigits(out, (unsigned long)seconds / 3600, 2);
	buf_adddigits(out, (unsigned long)seconds / 60 % 60, 2);
	buf_adddigits(out, (unsigned long)seconds % 60, 2);
	buf_adds(out, "Z\r\n");
}

/* When the event was last revised: of what has no history, the commit that is
 * built, else the plan's day of issue. */
static int64_t revised(const struct model *m, const struct item_view *item)
{
	int32_t issued = plan_day(item->plan->front);

	if (m->history->kind != HISTORY_NONE)
		return item->line->last_changed;
	if (m->head_hex.n)
		return m->head_date;
	return issued == DATE_NONE ? 0 : (int64_t)issued * 86400;
}

/* ---- one event --------------------------------------------------------- */

/* How often its date was moved. */
static size_t revisions(const struct model *m, const struct item_view *item)
{
	size_t n = 0;

	for (size_t i = 0; i < item->line->nrecords; i++) {
		const struct record *r =
			&m->history->records[item->line->records[i]];

		n += r->adopted && r->d.due_changed;
	}
	return n;
}

static struct str summary(const struct speech *words,
			  const struct item_view *item)
{
	const char *part = "due";

	if (item->facts.status == STATUS_DONE ||
	    item->facts.status == STATUS_SUSPENDED ||
	    item->facts.status == STATUS_STOPPED)
		part = status_name(item->facts.status);
	return speak_of(words, "calendar", part,
			{ "title", item->short_title });
}

static void add_line(const struct speech *words, struct buf *text,
		     const char *field, struct str value)
{
	if (!value.n)
		return;
	if (text->n)
		buf_addc(text, '\n');
	buf_addstr(text, speak(words, "calendar.line",
		{ "label", speak_word(words, "field", field) },
		{ "value", value }));
}

static struct str page_url(const struct speech *w,
			   const struct item_view *item)
{
	struct str base = w->model->sources->site.base_url;
	struct str page = link_page(w->pool, STR(""), item->address);

	return base.n ? POOL_JOIN(w->pool, base, page) : STR("");
}

static void add_description(struct buf *out, const struct speech *words,
			    const struct item_view *item, struct str url)
{
	const struct section *section = item->section;
	struct buf text = BUF_INIT;

	if (!str_eq(item->short_title, item->title))
		add_line(words, &text, "title", item->title);
	add_line(words, &text, "deadline",
		 section_text(section, FIELD_DEADLINE));
	add_line(words, &text, "lead", section_text(section, FIELD_LEAD));
	add_line(words, &text, "support", section_text(section, FIELD_SUPPORT));
	if (text.n)
		buf_addc(&text, '\n');
	buf_addstr(&text, speak(words, "calendar.plan",
		{ "plan", item->plan->title },
		{ "number", item->plan->front->number },
		{ "agency", item->plan->agency->name }));
	if (url.n) {
		buf_addc(&text, '\n');
		buf_addstr(&text, url);
	}
	add_text(out, "DESCRIPTION", buf_str(&text));
	buf_release(&text);
}

static void add_event(struct buf *out, const struct speech *words,
		      const struct item_view *item)
{
	const struct model *m = words->model;
	struct ident id = ident_item(m, "due", item->line);
	struct str url = page_url(words, item);

	buf_adds(out, "BEGIN:VEVENT\r\n");
	buf_addf(out, "UID:%s\r\n", id.text);
	add_moment(out, "DTSTAMP", revised(m, item));
	if (m->history->kind != HISTORY_NONE)
		add_moment(out, "LAST-MODIFIED", revised(m, item));
	buf_addf(out, "SEQUENCE:%zu\r\n", revisions(m, item));
	add_day(out, "DTSTART", item->facts.due);
	add_day(out, "DTEND", item->facts.due + 1);
	add_text(out, "SUMMARY", summary(words, item));
	add_description(out, words, item, url);
	add_text(out, "CATEGORIES", item->area->title);
	if (url.n)
		calendar_line(out, "URL", url);
	if (item->facts.status == STATUS_STOPPED)
		buf_adds(out, "STATUS:CANCELLED\r\n");
	buf_adds(out, "TRANSP:TRANSPARENT\r\n");
	buf_adds(out, "END:VEVENT\r\n");
}

/* ---- the calendar ------------------------------------------------------ */

static bool has_event(const struct item_view *item)
{
	const struct plan_view *plan = item->plan;

	return !item->removed && !plan->removed && !plan->draft &&
	       !plan->replaced_by && item->facts.due != DATE_NONE &&
	       !item->facts.due_by_period;
}

const struct str *calendar_events(const struct speech *words)
{
	const struct model *m = words->model;
	struct str *events = POOL_ARRAY(words->pool, struct str,
					m->history->nitems);
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < m->nplans; i++)
		for (size_t j = 0; j < m->plans[i].nitems; j++) {
			const struct item_view *item = &m->plans[i].items[j];

			if (!has_event(item))
				continue;
			buf_clear(&out);
			add_event(&out, words, item);
			events[item->line->serial] =
				pool_str(words->pool, buf_str(&out));
		}
	buf_release(&out);
	return events;
}

static void begin(struct buf *out, const struct calendar *c)
{
	buf_adds(out, "BEGIN:VCALENDAR\r\n"
		 "VERSION:2.0\r\n"
		 "PRODID:-//minhbach//minhbach//EN\r\n"
		 "CALSCALE:GREGORIAN\r\n");
	add_text(out, "NAME", c->title);
	add_text(out, "X-WR-CALNAME", c->title);	/* older programs */
	buf_adds(out, "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n"
		 "X-PUBLISHED-TTL:P1D\r\n");
}

size_t calendar_write(struct buf *out, const struct calendar *c)
{
	const struct model *m = c->model;
	size_t n = 0;

	for (size_t i = 0; i < m->nplans; i++)
		for (size_t j = 0; j < m->plans[i].nitems; j++) {
			const struct item_view *item = &m->plans[i].items[j];

			if (!has_event(item) ||
			    (c->wanted && !c->wanted(item, c->what)))
				continue;
			if (!n++)
				begin(out, c);
			buf_addstr(out, c->events[item->line->serial]);
		}
	if (n)
		buf_adds(out, "END:VCALENDAR\r\n");
	return n;
}
