/* SPDX-License-Identifier: MIT */
/*
 * site.h - what a site's sources say apart from the plans: site.yml, the
 * agencies and their units, the registry of documents, ordinary pages.
 */
#ifndef SITE_H
#define SITE_H

#include "date.h"
#include "front.h"
#include "map.h"
#include "snapshot.h"

/* A reform area.  The last one is the built-in "Nội dung chung" (id "chung",
 * title from the message files). */
struct area {
	struct str id, title;
	struct strs aliases;
	struct pos pos;
	size_t index;		/* in site->areas */
};

/* A target that several agencies share. */
struct measure {
	struct str id, title, unit;
};

enum author_policy { AUTHORS_UNIT, AUTHORS_NAME, AUTHORS_HIDDEN };
enum period_unit { PERIOD_MONTH, PERIOD_QUARTER };

/* A text taken down by law. */
struct redaction {
	struct str plan, item, field, decision, reason;
	int32_t until;		/* versions published before this day are hidden;
				   INT32_MAX (none given): all of them */
	struct pos pos;
};

/* A history that was rewritten, told to readers. */
struct rewritten {
	struct str from, reason;
	int32_t date;
};

struct site {
	struct str title, subtitle;
	struct str language;		/* "vi" or "en" */
	struct str timezone;
	int zone;			/* minutes east of UTC */
	struct str theme;		/* a name or path; "default" */
	struct pos theme_pos;
	struct str base_url;		/* empty, or with a final "/" */
	/* Of the forge's pages, with "{path}" or "{commit}"; empty: none. */
	struct str edit_url, source_url, history_url, commit_url;
	struct str report_url;		/* empty: none */
	int due_soon_days, reporting_grace_days;
	int reporting_cutoff_day;	/* 0: calendar quarters */
	enum period_unit reporting_period;
	enum author_policy authors;
	struct area *areas;
	size_t nareas, areas_cap;
	struct measure *measures;
	size_t nmeasures, measures_cap;
	struct redaction *redactions;
	size_t nredactions, redactions_cap;
	struct rewritten *rewritten;
	size_t nrewritten, rewritten_cap;
	struct str (*abbreviations)[2];	/* short, long; longest short first */
	size_t nabbreviations, abbreviations_cap;
	struct str (*author_units)[2];	/* author's name, unit id */
	size_t nauthor_units, author_units_cap;
	struct pos *author_units_pos;	/* of each */
	struct map area_names;		/* folded title or alias -> struct area * */
};

struct former_name {
	struct str name;
	int32_t until;		/* last day of the name; DATE_NONE: not known */
};

struct agency;

struct unit {
	struct str id, name;
	struct strs shorts;
	struct former_name *former;
	size_t nformer, former_cap;
	struct agency *agency;
	size_t index;		/* in agency->units */
};

struct unit_group {
	struct str name;
	struct unit **units;
	size_t nunits, cap;
};

/*
 * A name that a unit or a group goes by: one of its names, or ("bare") such a
 * name without its leading "Phòng".
 */
struct unit_name {
	struct str name, folded;
	struct unit *unit;		/* or */
	struct unit_group *group;
	bool former, bare;
	int32_t until;			/* of a former name */
	struct unit_name *next;		/* of the same folded name */
};

struct agency {
	struct str slug;	/* text_slug() of its folder: "so-ngoai-vu" */
	struct str name, shortname, code, parent, contact;
	struct unit *units;
	size_t nunits, units_cap;
	struct unit_group *groups;
	size_t ngroups, groups_cap;
	struct map names;	/* folded -> struct unit_name * */
	struct unit_name **beginnings;	/* those of units, by folded name */
	size_t nbeginnings, beginnings_cap;
	const struct source *src;
	struct str intro;	/* the Markdown below the front matter */
	size_t intro_at;	/* its offset in src->text */
};

struct document {
	struct str number, title, issuer, url;
	struct str date_text;
	int32_t date;		/* DATE_NONE if absent, or only a month */
	struct pos pos;
	struct str key;		/* docnum_key() */
	struct str slug;	/* its anchor on the documents page */
	size_t index;
};

struct page {
	struct str path;	/* source, relative to content */
	struct str slug;	/* address: "gioi-thieu" or "so-x/lien-he" */
	struct str title;
	struct str body;
	size_t body_at;		/* offset of the body in src->text */
	const struct source *src;
};

/* A plan's file in the snapshot: its text is parsed by plan_parse.h. */
struct plan_file {
	struct str path;	/* relative to content: "so-x/2026-cchc.md" */
	struct str agency;	/* slug; there may be no such agency (finding) */
	struct str slug;	/* plan_address() */
	const struct source *src;
};

struct sources {
	struct site site;
	struct agency **agencies;	/* by slug */
	size_t nagencies, agencies_cap;
	struct document *documents;	/* in the registry's order */
	size_t ndocuments, documents_cap;
	struct map document_keys;	/* docnum_key -> struct document * */
	struct page *pages;		/* by path */
	size_t npages, pages_cap;
	struct str home;		/* body of index.md, or empty */
	size_t home_at;			/* its offset in home_src->text */
	const struct source *home_src;
	struct plan_file *plans;	/* by path */
	size_t nplans, plans_cap;
	const struct snapshot *snapshot;
};

/*
 * Read everything but the plans' bodies; all findings in one run.  -1 if one
 * of them is an error; what could be read is there all the same.
 */
int sources_load(struct sources *out, struct pool *pool,
		 const struct snapshot *snapshot, struct diags *diags);
/* Frees the maps; the pool holds the rest. */
void sources_release(struct sources *s);

/* A source's path relative to the content folder. */
struct str sources_path(const struct sources *s, const struct source *src);

/*
 * Where the plan of a file is published: "so-x/2026-cchc.md" is the agency
 * "so-x" and the slug "2026-cchc"; in deeper folders the names are joined:
 * "so-x/2026/cchc.md" is "2026-cchc" too.  False for a path that can hold no
 * plan (not ".md", in no folder, a name without letters and digits).
 */
bool plan_address(struct pool *pool, struct str path, struct str *agency,
		  struct str *slug);

/*
 * A URL that the site may stand at, with a final "/"; empty if it is not
 * http(s), unsafe, or has a query or fragment.
 */
struct str site_base_url(struct pool *pool, struct str url);

/*
 * The area that a heading names: its title or an alias, without numbering
 * ("III.", "2.1.", "a)"), case, diacritics and punctuation.  NULL if none.
 */
const struct area *site_area_named(const struct site *site, struct str heading);
const struct area *site_area_by_id(const struct site *site, struct str id);
struct agency *sources_agency(const struct sources *s, struct str slug);
const struct document *sources_document(const struct sources *s,
					struct str number);

/* How a unit's name was understood. */
enum unit_match { UNIT_UNKNOWN, UNIT_EXACT, UNIT_GROUP, UNIT_BEGINNING };

struct unit_refs {
	struct unit **v;	/* each once, in the order of the text */
	size_t n, cap;
	struct strs unknown;	/* pieces that nothing matched */
};

/*
 * Units named in a "Chủ trì" or "Phối hợp" text, by DESIGN's rules: the whole
 * text if it resolves, else the pieces between ";", "," and " và " if every
 * piece does; else the split at ";" and "," with what is unknown kept apart.
 * A piece resolves to a unit by name, short name, a former name valid on the
 * day `on` (DATE_NONE: any), a group's name (all its units), or a beginning
 * that only one unit's names have (UNIT_BY_BEGINNING, a note).  Comparison is
 * by folded text; a leading "Phòng" may be left out or added.  A name that
 * holds a separator itself counts before its pieces do.  Findings at `pos`;
 * diags may be NULL, and so may agency (all is unknown then, and told
 * elsewhere).  Threads may share an agency.
 */
void units_resolve(struct unit_refs *out, struct pool *pool,
		   const struct agency *agency, struct str text, int32_t on,
		   struct pos pos, struct diags *diags);

/*
 * The parts of sources_load(), one file each.  Each fills its struct as far
 * as it can and gives -1 if a finding is an error.
 */

/* site.yml; `src` is NULL where there is none, and the defaults stand. */
int site_read(struct site *out, struct pool *pool, const struct source *src,
	      struct diags *diags);
/* `forge`: what site.yml leaves out of the forge's addresses. */
int site_read_forge(struct site *site, struct pool *pool,
		    const struct yaml_node *map, struct diags *diags);
/* Do the units of `author_units` exist?  Once all agencies are read. */
int site_check_authors(const struct sources *s, struct pool *pool,
		       struct diags *diags);
/* The index.md of an agency. */
int agency_read(struct agency *out, struct pool *pool,
		const struct source *src, const struct front *front,
		struct diags *diags);

/* The number of items of a list; 0 for NULL, null or (a finding) no list. */
size_t site_items(const struct yaml_node *node, const char *key, int *failed,
		  struct diags *diags);
/* Is it fit for an address: a-z, 0-9, single "-" between them? */
bool site_id_valid(struct str id);
/* The index of a key's value in a list that ends with NULL, or -1 with
 * BAD_VALUE. */
int site_word(struct pool *pool, const struct yaml_node *map, const char *key,
	      struct str value, const char *const *words, struct diags *diags);
/* BAD_VALUE at a key of a map. */
int site_bad_value(const struct yaml_node *map, const char *key,
		   struct str value, const char *expected,
		   struct diags *diags);

#endif
