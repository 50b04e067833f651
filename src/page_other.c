/* SPDX-License-Identifier: MIT */
/* page_other.c - the method, ordinary pages, what is not there, redirects. */
#include "page_jobs.h"

/* ---- the method -------------------------------------------------------- */

static struct value *add_rule(struct sheet *s, struct value *list,
			      const char *words, const char *name,
			      const char *group)
{
	struct value *row = value_push(s->pool, list, value_map(s->pool));
	struct value *rating = value_add_map(s->pool, row, "rating");
	bool task = !strcmp(words, "rating");

	value_set_str(s->pool, rating, "id", str_of(name));
	put(s, rating, "group", str_of(group));
	value_set_str(s->pool, rating, "text", speak_word(&s->text,
		task ? "rating_label" : "target_rating", name));
	put(s, rating, "icon", speak_word(&s->text,
		task ? "rating_icon" : "target_icon", name));
	put(s, row, "rule", speak_of(&s->text,
		task ? "rating_rule" : "target_rule", name,
		{ "days", speak_number(&s->text,
				       s->pages->site->due_soon_days) }));
	return row;
}

static void put_rules(struct sheet *s)
{
	static const char *const groups[NTARGET_RATINGS] = {
		[TARGET_MET] = "done", [TARGET_MISSED] = "late",
		[TARGET_TRACKING] = "progress", [TARGET_NO_DATA] = "unknown",
		[TARGET_NOT_ARISEN] = "waiting",
	};
	struct value *list = put_list(s, s->data, "ratings");

	for (int r = 0; r < NRATINGS; r++)
		add_rule(s, list, "rating", rating_name((enum rating)r),
			 rating_group_name(rating_group((enum rating)r)));
	seal_list(s, s->data, "ratings");
	list = put_list(s, s->data, "target_ratings");
	for (int r = 0; r < NTARGET_RATINGS; r++)
		add_rule(s, list, "target",
			 target_rating_name((enum target_rating)r), groups[r]);
	seal_list(s, s->data, "target_ratings");
}

static void add_line(struct sheet *s, const char *key, struct str text)
{
	struct value *list = value_get(s->data, str_of(key));

	if (!list)
		list = put_list(s, s->data, key);
	value_set_str(s->pool, value_push(s->pool, list, value_map(s->pool)),
		      "text", text);
	seal_list(s, s->data, key);
}

static void put_history(struct sheet *s)
{
	const struct model *m = s->model;
	const struct history *h = m->history;
	int zone = s->pages->site->zone;
	int32_t from, to;

	if (h->kind == HISTORY_NONE || !h->nline) {
		put(s, s->data, "history_sentence",
		    sheet_words(s, "method.history_none"));
		return;
	}
	from = date_at(m->first_published, zone);
	to = date_at(h->commits[h->line[h->nline - 1]].published, zone);
	put(s, s->data, "history_sentence", speak(&s->text,
		h->kind == HISTORY_SHALLOW ? "method.history_shallow" :
					     "method.history_complete",
		{ "commits", speak_number(&s->text,
					  (long long)h->ncommits) },
		{ "from", speak_date(&s->text, from) },
		{ "to", speak_date(&s->text, to) }));
}

static void put_gaps(struct sheet *s)
{
	const struct history *h = s->model->history;
	char hex[OID_HEX + 1];

	for (size_t i = 0; i < h->ngaps && i < PAGE_ROWS; i++) {
		const struct history_gap *gap = &h->gaps[i];

		oid_hex(&h->commits[gap->commit].id, hex);
		add_line(s, "gaps", speak_of(&s->text, "method", gap->secret ?
			 "gap_secret" : "gap_unreadable",
			 { "path", gap->path },
			 { "commit", pool_str(s->pool, str_sub(str_of(hex), 0,
							       7)) }));
	}
}

/* What was taken down or rewritten is said to have been. */
static void put_interventions(struct sheet *s)
{
	const struct site *site = s->pages->site;

	for (size_t i = 0; i < site->nrewritten; i++)
		add_line(s, "rewritten", speak(&s->text, "method.rewritten",
			 { "date", speak_date(&s->text,
					      site->rewritten[i].date) },
			 { "reason", site->rewritten[i].reason }));
	for (size_t i = 0; i < site->nredactions; i++)
		add_line(s, "redactions", speak(&s->text, "method.redacted",
			 { "date", site->redactions[i].until == INT32_MAX ?
				   STR("") : speak_date(&s->text,
						site->redactions[i].until) },
			 { "decision", site->redactions[i].decision },
			 { "reason", site->redactions[i].reason }));
}

void page_method(struct sheet *s, const struct page_job *job)
{
	const struct site *site = s->pages->site;

	(void)job;
	sheet_open(s, "method", STR("phuong-phap"));
	sheet_title(s, sheet_words(s, "page.method"),
		    sheet_words(s, "page.method_description"));
	sheet_crumb(s, sheet_words(s, "page.method"), s->address);
	put_rules(s);
	add_line(s, "settings", speak(&s->text, "method.due_soon_days",
		 { "days", speak_number(&s->text, site->due_soon_days) }));
	add_line(s, "settings", speak(&s->text, "method.grace_days",
		 { "days", speak_number(&s->text,
					site->reporting_grace_days) }));
	put_history(s);
	put_gaps(s);
	put_interventions(s);
	put(s, s->data, "program", speak(&s->text, "method.program",
					 { "version", STR(VERSION) }));
	sheet_provenance(s, SIZE_MAX, STR(""), STR(""));
	sheet_close(s);
}

/* ---- ordinary pages ---------------------------------------------------- */

void page_ordinary(struct sheet *s, const struct page_job *job)
{
	const struct page *page = job->what;
	struct str plain = STR("");
	struct buf text = BUF_INIT;

	sheet_open(s, "page", page->slug);
	markdown_plain(&text, str_sub(page->body, 0, 1000));
	plain = text_shortened(s->pool, pool_str(s->pool, buf_str(&text)),
			       SENTENCE_VALUE);
	buf_release(&text);
	sheet_title(s, page->title, plain);
	sheet_crumb(s, page->title, s->address);
	put(s, s->data, "body_html",
	    sheet_document(s, page->body, page->path, 2));
	sheet_provenance(s, SIZE_MAX, page->src->path, STR(""));
	sheet_close(s);
}

/* ---- what is not there, or no longer ----------------------------------- */

/* The path of a URL: "/cchc/" of "https://x.vn/cchc/". */
static struct str url_path(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"));
	struct str rest = at < 0 ? url : str_from(url, (size_t)at + 3);

	at = str_chr(rest, '/');
	return at < 0 ? STR("/") : str_from(rest, (size_t)at);
}

void page_not_found(struct sheet *s, const struct page_job *job)
{
	const struct site *site = s->pages->site;

	(void)job;
	/* It is shown at any address, so relative ones would lead astray. */
	if (site->base_url.n)
		s->absolute = url_path(site->base_url);
	sheet_open(s, "not_found", STR(""));
	value_set_str(s->pool, s->page, "title",
		      sheet_words(s, "page.not_found"));
	sheet_close_as(s, STR("404.html"));
}

void page_redirect(struct sheet *s, const struct page_job *job)
{
	const struct str *from = job->what, *to = job->part;

	sheet_open(s, "redirect", *from);
	s->unlisted = true;
	value_set_str(s->pool, s->page, "title",
		      sheet_words(s, "page.redirect"));
	value_set_str(s->pool, s->data, "target_url", sheet_url(s, *to));
	sheet_close(s);
}
