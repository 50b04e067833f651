/* SPDX-License-Identifier: MIT */
/* site.c - site.yml: what the site is called, its areas and its rules. */
#include "site.h"

#include <stdlib.h>

#include "escape.h"
#include "messages.h"
#include "text.h"

#define GENERAL_AREA STR("chung")

/* What yaml_read() fills: the site, and values that are read further. */
struct site_raw {
	struct site site;
	struct str period, authors;
	const struct yaml_node *forge, *abbreviations, *measures, *rewritten;
	const struct yaml_node *author_units, *redactions, *areas;
};

#define SITE(key, kind, member) \
	{ key, YAML_##kind, offsetof(struct site_raw, site.member), false, 0 }
#define RAW(key, kind, member) \
	{ key, YAML_##kind, offsetof(struct site_raw, member), false, 0 }

static const struct yaml_field site_fields[] = {
	{ "title", YAML_STR, offsetof(struct site_raw, site.title), true, 0 },
	SITE("subtitle", STR, subtitle),
	SITE("language", STR, language),
	SITE("timezone", STR, timezone),
	{ "theme", YAML_STR, offsetof(struct site_raw, site.theme), false,
	  offsetof(struct site_raw, site.theme_pos) },
	SITE("base_url", STR, base_url),
	RAW("forge", NODE, forge),
	SITE("edit_url", STR, edit_url),
	SITE("commit_url", STR, commit_url),
	SITE("report_url", STR, report_url),
	SITE("due_soon_days", COUNT, due_soon_days),
	SITE("reporting_grace_days", COUNT, reporting_grace_days),
	SITE("reporting_cutoff_day", COUNT, reporting_cutoff_day),
	RAW("reporting_period", STR, period),
	RAW("authors", STR, authors),
	RAW("author_units", NODE, author_units),
	RAW("abbreviations", NODE, abbreviations),
	RAW("measures", NODE, measures),
	RAW("redactions", NODE, redactions),
	RAW("rewritten", NODE, rewritten),
	RAW("areas", NODE, areas),
	{ NULL, YAML_STR, 0, false, 0 }
};

static const struct yaml_field area_fields[] = {
	{ "id", YAML_STR, offsetof(struct area, id), true, 0 },
	{ "title", YAML_STR, offsetof(struct area, title), true, 0 },
	{ "aliases", YAML_STRS, offsetof(struct area, aliases), false, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

static const struct yaml_field measure_fields[] = {
	{ "id", YAML_STR, offsetof(struct measure, id), true, 0 },
	{ "title", YAML_STR, offsetof(struct measure, title), true, 0 },
	{ "unit", YAML_STR, offsetof(struct measure, unit), false, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

static const struct yaml_field redaction_fields[] = {
	{ "plan", YAML_STR, offsetof(struct redaction, plan), true, 0 },
	{ "item", YAML_STR, offsetof(struct redaction, item), false, 0 },
	{ "field", YAML_STR, offsetof(struct redaction, field), false, 0 },
	{ "until", YAML_DATE, offsetof(struct redaction, until), false, 0 },
	{ "decision", YAML_STR, offsetof(struct redaction, decision), true, 0 },
	{ "reason", YAML_STR, offsetof(struct redaction, reason), true, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

static const struct yaml_field rewritten_fields[] = {
	{ "from", YAML_STR, offsetof(struct rewritten, from), true, 0 },
	{ "date", YAML_DATE, offsetof(struct rewritten, date), true, 0 },
	{ "reason", YAML_STR, offsetof(struct rewritten, reason), true, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

size_t site_items(const struct yaml_node *node, const char *key, int *failed,
		  struct diags *diags)
{
	if (!node || node->kind == YAML_NULL)
		return 0;
	if (node->kind == YAML_LIST)
		return node->n;
	*failed = diag(diags, DIAG_WRONG_TYPE, node->pos,
		       { "key", str_of(key) }, { "expected", STR("list") });
	return 0;
}

bool site_id_valid(struct str id)
{
	for (size_t i = 0; i < id.n; i++) {
		if (id.p[i] == '-' && i && i + 1 < id.n && id.p[i - 1] != '-')
			continue;
		if (!ascii_digit(id.p[i]) && !(id.p[i] >= 'a' && id.p[i] <= 'z'))
			return false;
	}
	return id.n > 0;
}

int site_bad_value(const struct yaml_node *map, const char *key,
		   struct str value, const char *expected,
		   struct diags *diags)
{
	const struct yaml_node *node = yaml_get(map, key);

	return diag(diags, DIAG_BAD_VALUE, node ? node->pos : map->pos,
		    { "key", str_of(key) }, { "value", value },
		    { "expected", str_of(expected) });
}

static bool roman_letter(char c, bool upper)
{
	return c && strchr(upper ? "IVX" : "ivx", c);
}

/*
 * The length of one group of a heading's number: digits, a roman number, one
 * letter ("đ" is one); 0 if there is none.
 */
static size_t number_group(struct str s)
{
	size_t n = 0;
	bool upper = s.n && s.p[0] >= 'A' && s.p[0] <= 'Z';

	while (n < s.n && ascii_digit(s.p[n]))
		n++;
	if (n)
		return n;
	while (n < s.n && roman_letter(s.p[n], upper))
		n++;
	if (n)
		return n;
	if (str_starts(s, STR("\xc4\x91")) || str_starts(s, STR("\xc4\x90")))
		return 2;
	return s.n && ascii_alpha(s.p[0]) ? 1 : 0;
}

/* Signs that end a group: ". ) : /", "\" before one of them, "- ". */
static size_t number_end(struct str s)
{
	size_t n = 0;

	while (n < s.n && strchr(".):/\\", s.p[n]))
		n++;
	if (!n && s.n > 1 && s.p[0] == '-' && ascii_space(s.p[1]))
		n = 1;
	return n;
}

/*
 * A heading without its number.
 * number := { group end } [ ( digits | ROMAN ) before a space ]
 */
static struct str strip_number(struct str s)
{
	while (s.n && (unsigned char)s.p[0] < 0x80 && !ascii_alnum(s.p[0]))
		s = str_from(s, 1);
	for (;;) {
		size_t group = number_group(s);
		size_t end = number_end(str_from(s, group));

		if (!group)
			return s;
		if (!end) {
			bool number = ascii_digit(s.p[0]) ||
				      roman_letter(s.p[0], true);

			if (number && group < s.n && ascii_space(s.p[group]))
				s = str_from(s, group);
			return s;
		}
		s = str_from(s, group + end);
	}
}

/* The form in which titles of areas and headings are compared. */
static void area_key(struct buf *out, struct str text)
{
	text_fold_buf(out, strip_number(text));
	if (!out->n)
		text_fold_buf(out, text);
}

const struct area *site_area_named(const struct site *site, struct str heading)
{
	struct buf key = BUF_INIT;
	const struct area *area;

	area_key(&key, heading);
	area = map_get(&site->area_names, buf_str(&key));
	buf_release(&key);
	return area;
}

const struct area *site_area_by_id(const struct site *site, struct str id)
{
	for (size_t i = 0; i < site->nareas; i++)
		if (str_eq(site->areas[i].id, id))
			return &site->areas[i];
	return NULL;
}

static int name_area(struct site *site, struct pool *pool, struct area *area,
		     struct str name, struct pos pos, struct diags *diags)
{
	struct buf key = BUF_INIT;
	int failed = 0;

	area_key(&key, name);
	if (key.n) {
		void **known = map_at(&site->area_names,
				      pool_str(pool, buf_str(&key)));

		if (!*known)
			*known = area;
		else if (*known != area)
			failed = diag(diags, DIAG_DUPLICATE_ID, pos,
				      { "id", name });
	}
	buf_release(&key);
	return failed;
}

/* "Nội dung chung" is the last area, whatever site.yml says. */
static void add_general_area(struct site *site, struct pool *pool)
{
	struct catalog *words = messages_program(pool, site->language);
	struct area *area = &site->areas[site->nareas];

	*area = (struct area){ .id = GENERAL_AREA, .index = site->nareas };
	area->title = messages_get(words, "format.general_area");
	messages_release(words);
	site->nareas++;
	/* An area that claims this name keeps it. */
	name_area(site, pool, area, area->title, area->pos, NULL);
}

static int read_area(struct area *area, struct pool *pool,
		     const struct site *site, const struct yaml_node *item,
		     struct diags *diags)
{
	int failed;

	*area = (struct area){ .pos = item->pos, .index = site->nareas };
	failed = yaml_read(pool, item, area_fields, area, diags);
	if (!area->id.n)
		return failed;
	if (!site_id_valid(area->id))
		failed = site_bad_value(item, "id", area->id, "a-z 0-9 -",
					diags);
	if (str_eq(area->id, GENERAL_AREA) || site_area_by_id(site, area->id))
		failed = diag(diags, DIAG_DUPLICATE_ID, item->pos,
			      { "id", area->id });
	return failed;
}

static int read_areas(struct site *site, struct pool *pool,
		      const struct yaml_node *list, struct diags *diags)
{
	int failed = 0;
	size_t n = site_items(list, "areas", &failed, diags);

	site->areas_cap = n + 1;
	site->areas = POOL_ARRAY(pool, struct area, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct area *area = &site->areas[site->nareas];

		if (read_area(area, pool, site, list->items[i], diags))
			failed = -1;
		if (!area->id.n || str_eq(area->id, GENERAL_AREA) ||
		    site_area_by_id(site, area->id))
			continue;
		site->nareas++;
		if (name_area(site, pool, area, area->title, area->pos, diags))
			failed = -1;
		for (size_t a = 0; a < area->aliases.n; a++)
			if (name_area(site, pool, area, area->aliases.v[a],
				      area->aliases.pos[a], diags))
				failed = -1;
	}
	add_general_area(site, pool);
	return failed;
}

static int read_measures(struct site *site, struct pool *pool,
			 const struct yaml_node *list, struct diags *diags)
{
	int failed = 0;
	size_t n = site_items(list, "measures", &failed, diags);

	for (size_t i = 0; i < n; i++) {
		const struct yaml_node *item = list->items[i];
		struct measure m = { .id = { NULL, 0 } };

		if (yaml_read(pool, item, measure_fields, &m, diags))
			failed = -1;
		if (!m.id.n)
			continue;
		for (size_t k = 0; k < site->nmeasures; k++)
			if (str_eq(site->measures[k].id, m.id))
				failed = diag(diags, DIAG_DUPLICATE_ID,
					      item->pos, { "id", m.id });
		POOL_PUSH(pool, site->measures, site->nmeasures,
			  site->measures_cap, m);
	}
	return failed;
}

static int read_redactions(struct site *site, struct pool *pool,
			   const struct yaml_node *list, struct diags *diags)
{
	int failed = 0;
	size_t n = site_items(list, "redactions", &failed, diags);

	for (size_t i = 0; i < n; i++) {
		struct redaction r = {
			.pos = list->items[i]->pos, .until = DATE_NONE
		};

		if (yaml_read(pool, list->items[i], redaction_fields, &r,
			      diags))
			failed = -1;
		/* Without a day nothing may ever show the text. */
		if (r.until == DATE_NONE)
			r.until = INT32_MAX;
		POOL_PUSH(pool, site->redactions, site->nredactions,
			  site->redactions_cap, r);
	}
	return failed;
}

static bool commit_id(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_digit(s.p[i]) && !(s.p[i] >= 'a' && s.p[i] <= 'f'))
			return false;
	return s.n >= 7 && s.n <= 40;
}

static int read_rewritten(struct site *site, struct pool *pool,
			  const struct yaml_node *list, struct diags *diags)
{
	int failed = 0;
	size_t n = site_items(list, "rewritten", &failed, diags);

	for (size_t i = 0; i < n; i++) {
		struct rewritten r = { .date = DATE_NONE };

		if (yaml_read(pool, list->items[i], rewritten_fields, &r,
			      diags))
			failed = -1;
		else if (!commit_id(r.from))
			failed = site_bad_value(list->items[i], "from", r.from,
						"0-9 a-f (7-40)", diags);
		POOL_PUSH(pool, site->rewritten, site->nrewritten,
			  site->rewritten_cap, r);
	}
	return failed;
}

/* The number of pairs of a map whose values are texts; those are `*out`. */
static size_t read_pairs(struct str (**out)[2], struct pos **pos,
			 struct pool *pool, const struct yaml_node *map,
			 const char *key, int *failed, struct diags *diags)
{
	size_t n = 0;

	if (!map || map->kind == YAML_NULL)
		return 0;
	if (map->kind != YAML_MAP) {
		*failed = diag(diags, DIAG_WRONG_TYPE, map->pos,
			       { "key", str_of(key) },
			       { "expected", STR("map") });
		return 0;
	}
	*out = pool_alloc(pool, map->n * sizeof(**out));
	*pos = POOL_ARRAY(pool, struct pos, map->n);
	for (size_t i = 0; i < map->n; i++) {
		if (map->items[i]->kind != YAML_TEXT) {
			*failed = diag(diags, DIAG_WRONG_TYPE,
				       map->items[i]->pos,
				       { "key", map->keys[i]->text },
				       { "expected", STR("text") });
			continue;
		}
		(*out)[n][0] = map->keys[i]->text;
		(*out)[n][1] = map->items[i]->text;
		(*pos)[n++] = map->items[i]->pos;
	}
	return n;
}

/* Longest first, so that "CCHCNN" is found before "CCHC". */
static int abbreviation_order(const void *pa, const void *pb)
{
	const struct str *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return str_cmp(*a, *b);
}

static int read_maps(struct site *site, struct pool *pool,
		     const struct site_raw *raw, struct diags *diags)
{
	int failed = 0;
	struct pos *pos = NULL;

	site->nabbreviations = site->abbreviations_cap =
		read_pairs(&site->abbreviations, &pos, pool,
			   raw->abbreviations, "abbreviations", &failed, diags);
	if (site->nabbreviations)
		qsort(site->abbreviations, site->nabbreviations,
		      sizeof(*site->abbreviations), abbreviation_order);
	site->nauthor_units = site->author_units_cap =
		read_pairs(&site->author_units, &site->author_units_pos, pool,
			   raw->author_units, "author_units", &failed, diags);
	return failed;
}

static bool web_url(struct str url)
{
	return url_safe(url) &&
	       ((str_starts(url, STR("https://")) && url.n > 8) ||
		(str_starts(url, STR("http://")) && url.n > 7));
}

struct str site_base_url(struct pool *pool, struct str url)
{
	url = str_trim(url);
	if (!web_url(url) || str_chr(url, '?') >= 0 || str_chr(url, '#') >= 0)
		return (struct str){ NULL, 0 };
	if (url.p[url.n - 1] == '/')
		return url;
	return pool_printf(pool, "%.*s/", STR_ARG(url));
}

/* A forge's address with a place for what is shown; empty if it is none. */
static int read_pattern(const struct yaml_node *map, const char *key,
			struct str *url, const char *place,
			const char *expected, struct diags *diags)
{
	struct str value = *url;

	if (!value.n || (web_url(value) && str_find(value, str_of(place)) >= 0))
		return 0;
	*url = (struct str){ NULL, 0 };
	return site_bad_value(map, key, value, expected, diags);
}

static int read_urls(struct site *site, struct pool *pool,
		     const struct yaml_node *map, struct diags *diags)
{
	struct str base = site->base_url, report = site->report_url;
	int failed = 0;

	site->base_url = site_base_url(pool, base);
	if (base.n && !site->base_url.n)
		failed = site_bad_value(map, "base_url", base, "https://",
					diags);
	if (read_pattern(map, "edit_url", &site->edit_url, "{path}",
			 "https://, {path}", diags))
		failed = -1;
	if (read_pattern(map, "commit_url", &site->commit_url, "{commit}",
			 "https://, {commit}", diags))
		failed = -1;
	if (report.n && !web_url(report) &&
	    !(url_safe(report) && str_starts(report, STR("mailto:")))) {
		failed = site_bad_value(map, "report_url", report,
					"https://, mailto:", diags);
		site->report_url = (struct str){ NULL, 0 };
	}
	return failed;
}

int site_word(struct pool *pool, const struct yaml_node *map, const char *key,
	      struct str value, const char *const *words, struct diags *diags)
{
	const struct yaml_node *node = yaml_get(map, key);
	struct strs known = { .v = NULL };
	struct buf expected = BUF_INIT;

	for (int i = 0; words[i]; i++)
		if (str_eqs(value, words[i]))
			return i;
	for (int i = 0; words[i]; i++) {
		POOL_PUSH(pool, known.v, known.n, known.cap, str_of(words[i]));
		buf_addf(&expected, "%s%s", i ? ", " : "", words[i]);
	}
	diag(diags, DIAG_BAD_VALUE, node ? node->pos : map->pos,
	     { "key", str_of(key) }, { "value", value },
	     { "near", text_nearest(value, known.v, known.n) },
	     { "expected", pool_str(pool, buf_str(&expected)) });
	buf_release(&expected);
	return -1;
}

static int read_policies(struct site *site, struct pool *pool,
			 const struct site_raw *raw,
			 const struct yaml_node *map, struct diags *diags)
{
	static const char *const authors[] = {
		[AUTHORS_UNIT] = "unit", [AUTHORS_NAME] = "name",
		[AUTHORS_HIDDEN] = "hidden", NULL
	};
	static const char *const periods[] = {
		[PERIOD_MONTH] = "month", [PERIOD_QUARTER] = "quarter", NULL
	};
	int failed = 0, at;

	if (raw->authors.n) {
		at = site_word(pool, map, "authors", raw->authors, authors,
			       diags);
		/* In doubt nobody is named. */
		site->authors = at < 0 ? AUTHORS_HIDDEN :
					 (enum author_policy)at;
		failed |= at < 0 ? -1 : 0;
	}
	if (raw->period.n) {
		at = site_word(pool, map, "reporting_period", raw->period,
			       periods, diags);
		if (at >= 0)
			site->reporting_period = (enum period_unit)at;
		failed |= at < 0 ? -1 : 0;
	}
	if (site->reporting_cutoff_day > 28) {
		failed = site_bad_value(map, "reporting_cutoff_day",
					yaml_get(map, "reporting_cutoff_day")
						->text, "1-28", diags);
		site->reporting_cutoff_day = 0;
	}
	return failed;
}

/* Language, time zone, and what stays at its default when left blank. */
static int read_basics(struct site *site, const struct yaml_node *map,
		       struct diags *diags)
{
	const struct yaml_node *zone = yaml_get(map, "timezone");
	int failed = 0;

	if (!site->theme.n)
		site->theme = STR("default");
	if (!site->language.n)
		site->language = STR("vi");
	if (!str_eqs(site->language, "vi") && !str_eqs(site->language, "en")) {
		failed = site_bad_value(map, "language", site->language,
					"vi, en", diags);
		site->language = STR("vi");
	}
	if (!site->timezone.n)
		site->timezone = STR("Asia/Ho_Chi_Minh");
	if (date_zone(site->timezone, &site->zone)) {
		failed = diag(diags, DIAG_UNKNOWN_ZONE,
			      zone ? zone->pos : map->pos,
			      { "value", site->timezone });
		site->timezone = STR("Asia/Ho_Chi_Minh");
		date_zone(site->timezone, &site->zone);
	}
	return failed;
}

static const struct site defaults = {
	.due_soon_days = 15, .reporting_grace_days = 15,
	.reporting_period = PERIOD_QUARTER, .authors = AUTHORS_UNIT
};

int site_read(struct site *out, struct pool *pool, const struct source *src,
	      struct diags *diags)
{
	struct site_raw raw = { .site = defaults };
	struct yaml_node *map = NULL, none = { .kind = YAML_MAP };
	int failed = 0;

	if (src) {
		map = yaml_parse(pool, src, 0, src->text.n, diags);
		failed = map ? yaml_read(pool, map, site_fields, &raw, diags) :
			       -1;
	}
	if (!map || map->kind != YAML_MAP)
		map = &none;
	*out = raw.site;
	failed |= read_basics(out, map, diags);
	failed |= read_urls(out, pool, map, diags);
	failed |= site_read_forge(out, pool, raw.forge, diags);
	failed |= read_policies(out, pool, &raw, map, diags);
	failed |= read_areas(out, pool, raw.areas, diags);
	failed |= read_measures(out, pool, raw.measures, diags);
	failed |= read_maps(out, pool, &raw, diags);
	failed |= read_redactions(out, pool, raw.redactions, diags);
	failed |= read_rewritten(out, pool, raw.rewritten, diags);
	return failed;
}

/* Is there a unit "id", or "agency/id"? */
static bool unit_exists(const struct sources *s, struct str id)
{
	ptrdiff_t slash = str_chr(id, '/');

	for (size_t a = 0; a < s->nagencies; a++) {
		const struct agency *agency = s->agencies[a];
		struct str own = id;

		if (slash >= 0) {
			if (!str_eq(str_sub(id, 0, (size_t)slash),
				    agency->slug))
				continue;
			own = str_from(id, (size_t)slash + 1);
		}
		for (size_t u = 0; u < agency->nunits; u++)
			if (str_eq(agency->units[u].id, own))
				return true;
	}
	return false;
}

int site_check_authors(const struct sources *s, struct pool *pool,
		       struct diags *diags)
{
	const struct site *site = &s->site;
	struct strs known = { .v = NULL };
	int failed = 0;

	for (size_t a = 0; a < s->nagencies; a++)
		for (size_t u = 0; u < s->agencies[a]->nunits; u++)
			POOL_PUSH(pool, known.v, known.n, known.cap,
				  s->agencies[a]->units[u].id);
	for (size_t i = 0; i < site->nauthor_units; i++) {
		struct str id = site->author_units[i][1];

		if (!unit_exists(s, id))
			failed = diag(diags, DIAG_UNKNOWN_UNIT_ID,
				      site->author_units_pos[i],
				      { "value", id },
				      { "near", text_nearest(id, known.v,
							     known.n) });
	}
	return failed;
}
