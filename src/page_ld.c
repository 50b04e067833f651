/* SPDX-License-Identifier: MIT */
/*
 * page_ld.c - what search engines read of a page: JSON-LD in the words of
 * schema.org.
 *
 * Addresses are absolute where the site has a base_url; else they are relative
 * to the page, as JSON-LD in HTML allows.
 */
#include "data.h"
#include "page_jobs.h"

#define LD_AGENCIES 20		/* named as makers of the data */

static struct json begin(struct buf *out, const char *type)
{
	struct json j = json_begin(out);

	json_object(&j, NULL, JSON_FLAT);
	json_name(&j, "@type", type);
	return j;
}

/* The page's main thing, until the page is closed. */
static void keep(struct sheet *s, struct json *j)
{
	json_end(j);
	s->ld = pool_str(s->pool, str_trim(buf_str(j->out)));
	buf_release(j->out);
}

/* ---- every page -------------------------------------------------------- */

static void write_crumbs(struct json *j, struct sheet *s)
{
	json_object(j, NULL, JSON_FLAT);
	json_name(j, "@type", "BreadcrumbList");
	json_array(j, "itemListElement", JSON_FLAT);
	for (size_t i = 0; i < s->ncrumbs; i++) {
		json_object(j, NULL, JSON_FLAT);
		json_name(j, "@type", "ListItem");
		json_int(j, "position", (long long)i + 1);
		json_string(j, "name", s->crumbs[i].title);
		json_string(j, "item", sheet_public_url(s,
						s->crumbs[i].address));
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void sheet_ld(struct sheet *s)
{
	struct buf out = BUF_INIT;
	struct json j = json_begin(&out);

	if (!s->ncrumbs && !s->ld.n)
		return;
	json_object(&j, NULL, JSON_FLAT);
	json_name(&j, "@context", "https://schema.org");
	json_array(&j, "@graph", JSON_FLAT);
	if (s->ncrumbs)
		write_crumbs(&j, s);
	if (s->ld.n)
		json_raw(&j, NULL, s->ld);
	json_end(&j);
	json_end(&j);
	put(s, s->page, "json_ld",
	    pool_str(s->pool, str_trim(buf_str(&out))));
	buf_release(&out);
}

/* ---- home -------------------------------------------------------------- */

void ld_site(struct sheet *s)
{
	const struct site *site = s->pages->site;
	struct buf out = BUF_INIT;
	struct json j = begin(&out, "WebSite");

	json_string(&j, "name", site->title);
	if (site->subtitle.n)
		json_string(&j, "description", site->subtitle);
	json_string(&j, "url", sheet_public_url(s, STR("")));
	json_string(&j, "inLanguage", site->language);
	keep(s, &j);
}

/* ---- agencies ---------------------------------------------------------- */

static void write_organization(struct json *j, const char *key, struct str name,
			       struct str url)
{
	json_object(j, key, JSON_FLAT);
	json_name(j, "@type", "GovernmentOrganization");
	if (url.n)
		json_string(j, "@id", url);
	json_string(j, "name", name);
	json_end(j);
}

static struct str unit_url(struct sheet *s, const struct unit *unit)
{
	return sheet_public_url(s, pool_printf(s->pool, "co-quan/%.*s/%.*s",
				STR_ARG(unit->agency->slug),
				STR_ARG(unit->id)));
}

static struct str agency_id(struct sheet *s, const struct agency *agency)
{
	return sheet_public_url(s, pool_printf(s->pool, "co-quan/%.*s",
					       STR_ARG(agency->slug)));
}

void ld_agency(struct sheet *s, const struct agency *agency)
{
	struct buf out = BUF_INIT;
	struct json j = begin(&out, "GovernmentOrganization");

	json_string(&j, "@id", agency_id(s, agency));
	json_string(&j, "url", agency_id(s, agency));
	json_string(&j, "name", agency->name);
	if (agency->shortname.n)
		json_string(&j, "alternateName", agency->shortname);
	if (agency->parent.n)
		write_organization(&j, "parentOrganization", agency->parent,
				   STR(""));
	if (agency->nunits) {
		json_array(&j, "department", JSON_FLAT);
		for (size_t i = 0; i < agency->nunits; i++)
			write_organization(&j, NULL, agency->units[i].name,
					   unit_url(s, &agency->units[i]));
		json_end(&j);
	}
	keep(s, &j);
}

void ld_unit(struct sheet *s, const struct unit *unit)
{
	struct buf out = BUF_INIT;
	struct json j = begin(&out, "GovernmentOrganization");

	json_string(&j, "@id", unit_url(s, unit));
	json_string(&j, "url", unit_url(s, unit));
	json_string(&j, "name", unit->name);
	if (unit->shorts.n)
		json_string(&j, "alternateName", unit->shorts.v[0]);
	write_organization(&j, "parentOrganization", unit->agency->name,
			   agency_id(s, unit->agency));
	keep(s, &j);
}

/* ---- the data ---------------------------------------------------------- */

static void write_distribution(struct json *j, struct sheet *s,
			       const char *path, const char *type)
{
	json_object(j, NULL, JSON_FLAT);
	json_name(j, "@type", "DataDownload");
	json_name(j, "name", path);
	json_name(j, "encodingFormat", type);
	json_string(j, "contentUrl", sheet_public_file(s, str_of(path)));
	json_end(j);
}

static void write_makers(struct json *j, struct sheet *s)
{
	const struct sources *sources = s->model->sources;
	size_t n = sources->nagencies;

	if (!n)
		return;
	json_array(j, "creator", JSON_FLAT);
	for (size_t i = 0; i < n && i < LD_AGENCIES; i++)
		write_organization(j, NULL, sources->agencies[i]->name,
				   agency_id(s, sources->agencies[i]));
	json_end(j);
}

/* From the first commit to the one that is built: "2026-07-01/2026-07-13". */
static void write_coverage(struct json *j, const struct sheet *s)
{
	const struct model *m = s->model;
	int zone = s->pages->site->zone;
	struct buf text = BUF_INIT;

	if (m->history->kind == HISTORY_NONE || !m->head_hex.n)
		return;
	date_iso(&text, date_at(m->first_published, zone));
	buf_addc(&text, '/');
	date_iso(&text, date_at(m->head_date, zone));
	json_string(j, "temporalCoverage", buf_str(&text));
	buf_clear(&text);
	data_moment(&text, m, m->head_date);
	json_string(j, "dateModified", buf_str(&text));
	json_string(j, "version", m->head_hex);
	buf_release(&text);
}

void ld_dataset(struct sheet *s, struct str title, struct str description)
{
	struct str url = sheet_public_url(s, s->address);
	struct buf out = BUF_INIT;
	struct json j = begin(&out, "Dataset");

	json_string(&j, "@id", url);
	json_string(&j, "url", url);
	json_string(&j, "name", title);
	json_string(&j, "description", description);
	json_string(&j, "inLanguage", s->pages->site->language);
	json_bool(&j, "isAccessibleForFree", true);
	json_string(&j, "license", pool_printf(s->pool, "%.*s#dung-lai",
					       STR_ARG(url)));
	write_makers(&j, s);
	write_coverage(&j, s);
	json_array(&j, "distribution", JSON_FLAT);
	write_distribution(&j, s, "data/tasks.csv", "text/csv");
	write_distribution(&j, s, "data/targets.csv", "text/csv");
	write_distribution(&j, s, "data/site.json", "application/json");
	write_distribution(&j, s, "datapackage.json", "application/json");
	json_end(&j);
	keep(s, &j);
}
