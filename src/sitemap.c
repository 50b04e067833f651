/* SPDX-License-Identifier: MIT */
/* sitemap.c - lists the site's pages for search engines. */
#include "sitemap.h"

#include <pthread.h>
#include <stdlib.h>

#include "escape.h"
#include "pool.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
#define NAMESPACE "http://www.sitemaps.org/schemas/sitemap/0.9"
#define TAIL_ROOM 64		/* for the last line of a file */

struct entry {
	struct str file;
	int32_t changed;
};

struct sitemap {
	pthread_mutex_t lock;
	struct pool *pool;
	struct entry *entries;
	size_t n, cap;
};

struct sitemap *sitemap_new(void)
{
	struct sitemap *map = xcalloc(1, sizeof(*map));

	pthread_mutex_init(&map->lock, NULL);
	map->pool = pool_new();
	return map;
}

void sitemap_free(struct sitemap *map)
{
	if (!map)
		return;
	pthread_mutex_destroy(&map->lock);
	pool_free(map->pool);
	free(map->entries);
	free(map);
}

void sitemap_add(struct sitemap *map, struct str file, int32_t changed)
{
	pthread_mutex_lock(&map->lock);
	ARRAY_PUSH(map->entries, map->n, map->cap,
		   (struct entry){ pool_str(map->pool, file), changed });
	pthread_mutex_unlock(&map->lock);
}

/* ---- writing ----------------------------------------------------------- */

static int by_file(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return str_cmp(x->file, y->file);
}

/* <url> and <sitemap> are alike. */
static void add_entry(struct buf *out, const char *element,
		      struct str base_url, const struct entry *entry)
{
	struct buf url = BUF_INIT;

	buf_addstr(&url, base_url);
	escape_path(&url, entry->file);
	buf_addf(out, "<%s><loc>", element);
	escape_html(out, buf_str(&url));
	buf_adds(out, "</loc>");
	if (entry->changed != DATE_NONE) {
		buf_adds(out, "<lastmod>");
		date_iso(out, entry->changed);
		buf_adds(out, "</lastmod>");
	}
	buf_addf(out, "</%s>\n", element);
	buf_release(&url);
}

static void begin(struct buf *out, const char *element)
{
	buf_clear(out);
	buf_addf(out, HEAD "<%s xmlns=\"" NAMESPACE "\">\n", element);
}

/* The pages from *at on that one file may hold; *latest is their last day. */
static void add_pages(struct buf *out, const struct sitemap *map, size_t *at,
		      struct str base_url, int32_t *latest)
{
	struct buf entry = BUF_INIT;
	size_t end = map->n - *at > SITEMAP_URLS ? *at + SITEMAP_URLS : map->n;

	*latest = DATE_NONE;
	begin(out, "urlset");
	while (*at < end) {
		buf_clear(&entry);
		add_entry(&entry, "url", base_url, &map->entries[*at]);
		if (out->n + entry.n + TAIL_ROOM > SITEMAP_BYTES)
			break;
		buf_addstr(out, buf_str(&entry));
		if (map->entries[*at].changed > *latest)
			*latest = map->entries[*at].changed;
		++*at;
	}
	buf_adds(out, "</urlset>\n");
	buf_release(&entry);
}

/* What did not go into one file: all of it again, in numbered ones. */
static int write_parts(const struct sitemap *map, struct stage *stage,
		       struct str base_url, struct buf *out)
{
	struct buf index = BUF_INIT;
	size_t at = 0;
	int result = 0;

	begin(&index, "sitemapindex");
	for (int part = 1; at < map->n && !result; part++) {
		struct entry file = {
			pool_printf(map->pool, "sitemap-%d.xml", part),
			DATE_NONE };

		add_pages(out, map, &at, base_url, &file.changed);
		add_entry(&index, "sitemap", base_url, &file);
		result = stage_write(stage, file.file, buf_str(out));
	}
	buf_adds(&index, "</sitemapindex>\n");
	if (!result)
		result = stage_write(stage, STR("sitemap.xml"),
				     buf_str(&index));
	buf_release(&index);
	return result;
}

int sitemap_write(struct sitemap *map, struct stage *stage,
		  struct str base_url)
{
	struct buf out = BUF_INIT;
	int32_t latest;
	size_t at = 0;
	int result;

	if (!base_url.n || !map->n)
		return 0;
	qsort(map->entries, map->n, sizeof(*map->entries), by_file);
	add_pages(&out, map, &at, base_url, &latest);
	if (at == map->n)
		result = stage_write(stage, STR("sitemap.xml"), buf_str(&out));
	else
		result = write_parts(map, stage, base_url, &out);
	buf_release(&out);
	return result;
}

int robots_write(struct stage *stage, struct str base_url)
{
	struct buf out = BUF_INIT;
	int result;

	buf_adds(&out, "User-agent: *\nAllow: /\n");
	if (base_url.n)
		buf_addf(&out, "\nSitemap: %.*ssitemap.xml\n",
			 STR_ARG(base_url));
	result = stage_write(stage, STR("robots.txt"), buf_str(&out));
	buf_release(&out);
	return result;
}
