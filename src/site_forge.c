/* SPDX-License-Identifier: MIT */
/*
 * site_forge.c - where the sources are looked at and edited: the addresses of
 * a forge's pages, from what kind it is and where the repository stands.
 */
#include "site.h"

#include "escape.h"

/* Behind the repository's address; "%s" is the branch. */
struct forge_pages {
	const char *edit, *source, *history, *commit;
};

/* In the order of `kinds`. */
static const struct forge_pages pages[] = {
	{ "_edit/%s/{path}", "src/branch/%s/{path}",
	  "commits/branch/%s/{path}", "commit/{commit}" },
	{ "-/edit/%s/{path}", "-/blob/%s/{path}",
	  "-/commits/%s/{path}", "-/commit/{commit}" },
	{ "edit/%s/{path}", "blob/%s/{path}",
	  "commits/%s/{path}", "commit/{commit}" },
};

static const char *const kinds[] = { "forgejo", "gitlab", "github", NULL };

struct forge {
	struct str kind, url, branch;
};

static const struct yaml_field forge_fields[] = {
	{ "kind", YAML_STR, offsetof(struct forge, kind), true, 0 },
	{ "url", YAML_STR, offsetof(struct forge, url), true, 0 },
	{ "branch", YAML_STR, offsetof(struct forge, branch), false, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

/* The repository's address with a final "/"; that for `git clone` will do. */
static struct str repository_url(struct pool *pool, struct str url)
{
	struct str base;

	url = str_trim(url);
	if (str_ends(url, STR("/")))
		url.n--;
	if (str_ends(url, STR(".git")))
		url.n -= 4;
	base = site_base_url(pool, url);
	return str_chr(base, '{') < 0 ? base : STR("");
}

static void page_url(struct pool *pool, struct str *out, struct str base,
		     const char *behind, const char *branch)
{
	struct buf b = BUF_INIT;

	if (out->n)
		return;		/* site.yml names its own */
	buf_addstr(&b, base);
	buf_addf(&b, behind, branch);
	*out = pool_str(pool, buf_str(&b));
	buf_release(&b);
}

static void fill_in(struct site *site, struct pool *pool, struct str base,
		    const struct forge_pages *forge, struct str branch)
{
	struct buf escaped = BUF_INIT;

	escape_path(&escaped, branch.n ? branch : STR("main"));
	page_url(pool, &site->edit_url, base, forge->edit, escaped.p);
	page_url(pool, &site->source_url, base, forge->source, escaped.p);
	page_url(pool, &site->history_url, base, forge->history, escaped.p);
	page_url(pool, &site->commit_url, base, forge->commit, escaped.p);
	buf_release(&escaped);
}

int site_read_forge(struct site *site, struct pool *pool,
		    const struct yaml_node *map, struct diags *diags)
{
	struct forge forge = { .kind = { NULL, 0 } };
	struct str base;
	int failed, kind = -1;

	if (!map || map->kind == YAML_NULL)
		return 0;
	failed = yaml_read(pool, map, forge_fields, &forge, diags);
	if (forge.kind.n) {
		kind = site_word(pool, map, "kind", forge.kind, kinds, diags);
		failed |= kind < 0 ? -1 : 0;
	}
	base = repository_url(pool, forge.url);
	if (forge.url.n && !base.n)
		failed = site_bad_value(map, "url", forge.url, "https://",
					diags);
	if (kind >= 0 && base.n)
		fill_in(site, pool, base, &pages[kind], forge.branch);
	return failed;
}
