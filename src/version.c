/* SPDX-License-Identifier: MIT */
/* version.c - cuts a plan's file into sections and assembles its items. */
#include "version.h"

#include <stdlib.h>

#include "text.h"

void interner_init(struct interner *in, struct pool *pool,
		   const struct vocabulary *v, const struct site *site)
{
	*in = (struct interner){ .pool = pool, .vocabulary = v, .site = site,
				 .known = POOL_ARRAY(pool, struct interned,
						     INTERNED_SHARDS),
				 .owner = true };
	for (size_t i = 0; i < INTERNED_SHARDS; i++)
		pthread_mutex_init(&in->known[i].mutex, NULL);
}

void interner_again(struct interner *in, const struct interner *of,
		    struct pool *pool)
{
	*in = (struct interner){ .pool = pool, .vocabulary = of->vocabulary,
				 .site = of->site, .known = of->known };
}

void interner_release(struct interner *in)
{
	for (size_t i = 0; in->owner && i < INTERNED_SHARDS; i++) {
		map_release(&in->known[i].sections);
		map_release(&in->known[i].fronts);
		pthread_mutex_destroy(&in->known[i].mutex);
	}
	map_release(&in->headings);
	buf_release(&in->last);
	free(in->cuts);
	free(in->last_cuts);
}

/* ---- assembling -------------------------------------------------------- */

/* The area that a heading names; remembered, since most come again. */
static const struct area *heading_area(struct interner *in,
				       const struct section *s)
{
	static const char none;
	void **known;

	if (s->level < 2 || s->level > 4 || !s->title.n)
		return NULL;
	known = map_at(&in->headings, s->title);
	if (!*known) {
		const struct area *area = site_area_named(in->site, s->title);

		*known = (void *)(intptr_t)(area ? (const void *)area : &none);
	}
	return *known == &none ? NULL : *known;
}

static void unknown_area(struct interner *in, struct str name, struct pos pos,
			 struct diags *diags)
{
	const struct site *site = in->site;
	struct str *known = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < site->nareas; i++) {
		const struct strs *aliases = &site->areas[i].aliases;

		POOL_PUSH(in->pool, known, n, cap, site->areas[i].title);
		for (size_t k = 0; k < aliases->n; k++)
			POOL_PUSH(in->pool, known, n, cap, aliases->v[k]);
	}
	diag(diags, DIAG_UNKNOWN_AREA, pos, { "value", name },
	     { "near", text_nearest(name, known, n) });
}

static const struct area *own_area(struct interner *in,
				   const struct section *s,
				   const struct area *around, struct pos pos,
				   struct diags *diags)
{
	struct str name = section_text(s, FIELD_AREA);
	const struct area *area;

	if (!name.n)
		return around;
	area = site_area_by_id(in->site, name);
	if (!area)
		area = site_area_named(in->site, name);
	if (area)
		return area;
	if (diags)
		unknown_area(in, name, POS_AT(pos.src, pos.off +
				section_field(s, FIELD_AREA)->off), diags);
	return around;
}

struct assembly {
	struct interner *in;
	struct version *v;
	const struct area *area;	/* open area; NULL: the plan's own */
	int area_level;
	int above[7];			/* open item of each level, or -1 */
};

static void add_item(struct assembly *a, const struct section *s, unsigned at,
		     struct pos pos, struct diags *diags)
{
	struct version *v = a->v;
	const struct area *general =
		&a->in->site->areas[a->in->site->nareas - 1];
	int parent = -1;

	for (int l = s->level - 1; l > 0 && parent < 0; l--)
		parent = a->above[l];
	POOL_PUSH(a->in->pool, v->items, v->nitems, v->items_cap,
		  (struct plan_item){
			.section = s, .parent = parent, .at = at,
			.area = own_area(a->in, s, a->area ? a->area : general,
					 pos, diags) });
	for (int l = s->level; l < 7; l++)
		a->above[l] = -1;
	a->above[s->level] = (int)v->nitems - 1;
}

static void add_section(struct assembly *a, const struct section *s,
			struct pos pos, struct diags *diags)
{
	struct version *v = a->v;
	unsigned at = (unsigned)v->nsections;
	bool opens = false;

	POOL_PUSH(a->in->pool, v->sections, v->nsections, v->sections_cap, s);
	if (s->item) {
		add_item(a, s, at, pos, diags);
		return;
	}
	if (s->level) {
		const struct area *named = heading_area(a->in, s);

		for (int l = s->level; l < 7; l++)
			a->above[l] = -1;
		if (named) {
			a->area = named;
			a->area_level = s->level;
			opens = true;
		} else if (s->level <= a->area_level) {
			a->area = NULL;
			a->area_level = 0;
		}
	}
	if (s->level || s->body.n)
		POOL_PUSH(a->in->pool, v->prose, v->nprose, v->prose_cap,
			  (struct plan_prose){ s, a->area, opens, at });
}

static void assembly_init(struct assembly *a, struct interner *in,
			  struct version *v)
{
	*a = (struct assembly){ .in = in, .v = v };
	for (int l = 0; l < 7; l++)
		a->above[l] = -1;
}

/* ---- what was read already --------------------------------------------- */

static struct interned *shard(struct interner *in, struct str bytes)
{
	return &in->known[bytes.n % INTERNED_SHARDS];
}

static void *recall(struct interned *known, const struct map *map,
		    struct str bytes)
{
	void *value;

	pthread_mutex_lock(&known->mutex);
	value = map_get(map, bytes);
	pthread_mutex_unlock(&known->mutex);
	return value;
}

/* What another thread has read meanwhile goes before. */
static void *remember(struct interned *known, struct map *map,
		      struct str bytes, void *value)
{
	void **at;

	pthread_mutex_lock(&known->mutex);
	at = map_at(map, bytes);
	if (*at)
		value = *at;
	else
		*at = value;
	pthread_mutex_unlock(&known->mutex);
	return value;
}

static const struct section *intern_section(struct interner *in,
					    struct str bytes)
{
	struct interned *known = shard(in, bytes);
	struct section *s = recall(known, &known->sections, bytes);

	if (s)
		return s;
	bytes = pool_str(in->pool, bytes);
	s = section_parse(in->pool, in->vocabulary, bytes, NULL, 0, NULL);
	return remember(known, &known->sections, bytes, s);
}

/* What a file's front matter says, read once for all versions that have it. */
struct known_front {
	struct plan_front plan;
	bool readable, other;
};

static struct known_front *read_known_front(struct interner *in,
					    struct str bytes)
{
	struct known_front *known = POOL_NEW(in->pool, struct known_front);
	struct source src = { .path = STR("") };
	struct front front;

	src.text = text_normal(in->pool, bytes);
	if (!front_parse(in->pool, &src, &front, NULL) && !front.broken) {
		known->other = !str_eqs(front.type, "plan");
		known->readable = !known->other &&
				  (!front_plan(in->pool, &front, &known->plan,
					       NULL) ||
				   known->plan.title.n);
	}
	return known;
}

static const struct known_front *intern_front(struct interner *in,
					      struct str bytes)
{
	struct interned *known = shard(in, bytes);
	struct known_front *front;

	if (in->last_front && in->last_front_n == bytes.n &&
	    str_eq(str_sub(buf_str(&in->last), 0, bytes.n), bytes))
		return in->last_front;
	front = recall(known, &known->fronts, bytes);
	if (front)
		return front;
	bytes = pool_str(in->pool, bytes);
	return remember(known, &known->fronts, bytes,
			read_known_front(in, bytes));
}

/* The bytes of the front matter: to the line of its closing "---". */
static size_t front_length(struct str bytes)
{
	struct str rest = bytes, line;

	if (!str_line(&rest, &line) || !str_eqs(str_trim(line), "---") ||
	    !str_starts(line, STR("---")))
		return 0;
	while (str_line(&rest, &line)) {
		if (str_starts(line, STR("---")) &&
		    str_eqs(str_trim(line), "---"))
			return rest.p ? (size_t)(rest.p - bytes.p) : bytes.n;
	}
	return bytes.n;
}

/* ---- cutting ----------------------------------------------------------- */

static size_t common_start(struct str a, struct str b)
{
	size_t max = a.n < b.n ? a.n : b.n, n = 0;

	while (n + sizeof(uint64_t) <= max &&
	       !memcmp(a.p + n, b.p + n, sizeof(uint64_t)))
		n += sizeof(uint64_t);
	while (n < max && a.p[n] == b.p[n])
		n++;
	return n;
}

static size_t common_end(struct str a, struct str b)
{
	size_t max = a.n < b.n ? a.n : b.n, n = 0;
	const char *p = a.p + a.n, *q = b.p + b.n;

	while (n + sizeof(uint64_t) <= max &&
	       !memcmp(p - n - sizeof(uint64_t), q - n - sizeof(uint64_t),
		       sizeof(uint64_t)))
		n += sizeof(uint64_t);
	while (n < max && p[-(ptrdiff_t)n - 1] == q[-(ptrdiff_t)n - 1])
		n++;
	return n;
}

static void add_cut(struct interner *in, size_t at, const struct section *s)
{
	ARRAY_PUSH(in->cuts, in->ncuts, in->cuts_cap, (struct cut){ at, s });
}

/*
 * Cut the bytes from `at` on; false at a section that cannot be read.  Where a
 * section ends is decided by its own bytes and the heading line behind it.  So
 * the cuts of the last version hold as long as the section behind them is the
 * same, too; and from the first that falls together in what both end with.
 */
static bool cut(struct interner *in, struct str bytes, size_t at)
{
	const struct cut *old = in->last_cuts;
	struct str last = buf_str(&in->last);
	size_t start = common_start(bytes, last);
	size_t end = common_end(bytes, last), k = 0;

	in->ncuts = 0;
	while (k + 2 < in->nlast && old[k].at == at && old[k + 2].at <= start) {
		add_cut(in, at, old[k].section);
		at = old[++k].at;
	}
	while (at < bytes.n) {
		size_t n, there = at + last.n - bytes.n;
		const struct section *s;

		if (at + end >= bytes.n) {
			while (k < in->nlast && old[k].at < there)
				k++;
			if (k < in->nlast && old[k].at == there)
				break;
		}
		n = section_length(str_from(bytes, at));
		s = intern_section(in, str_sub(bytes, at, n));
		if (s->invalid)
			return false;
		add_cut(in, at, s);
		at += n;
	}
	for (; at < bytes.n && k < in->nlast; k++)
		add_cut(in, old[k].at + bytes.n - last.n, old[k].section);
	return true;
}

/* What was read becomes what was read last; `bytes` is empty if it is of no
 * use. */
static void keep_last(struct interner *in, struct str bytes, size_t front,
		      const struct known_front *known)
{
	struct cut *cuts = in->last_cuts;
	size_t cap = in->last_cap;

	buf_clear(&in->last);
	buf_addstr(&in->last, bytes);
	in->last_cuts = in->cuts;
	in->nlast = bytes.n ? in->ncuts : 0;
	in->last_front = bytes.n ? known : NULL;
	in->last_front_n = front;
	in->last_cap = in->cuts_cap;
	in->cuts = cuts;
	in->cuts_cap = cap;
}

/* ---- reading ----------------------------------------------------------- */

static const struct known_front *read_front(struct interner *in,
					    struct version *v, struct str bytes)
{
	const struct known_front *known;

	if (text_invalid(bytes) >= 0)
		return NULL;
	known = intern_front(in, bytes);
	v->other = known->other;
	if (known->readable)
		v->front = &known->plan;
	v->secret = v->front && v->front->secrecy.n &&
		    !str_eqs(v->front->secrecy, "none");
	return known;
}

/* The sections that were cut, in arrays of their size. */
static void assemble(struct interner *in, struct version *v)
{
	struct assembly a;
	size_t items = 0;

	for (size_t i = 0; i < in->ncuts; i++)
		items += in->cuts[i].section->item;
	v->sections_cap = in->ncuts;
	v->sections = POOL_ARRAY(in->pool, const struct section *, in->ncuts);
	v->items_cap = items;
	v->items = POOL_ARRAY(in->pool, struct plan_item, items);
	assembly_init(&a, in, v);
	for (size_t i = 0; i < in->ncuts; i++)
		add_section(&a, in->cuts[i].section, POS_NONE, NULL);
}

/* Without a byte order mark, lines ended by "\n" alone. */
static struct str mend_lines(struct buf *lines, struct str bytes)
{
	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		bytes = str_from(bytes, 3);
	if (!bytes.n || !memchr(bytes.p, '\r', bytes.n))
		return bytes;
	for (size_t i = 0; i < bytes.n; i++) {
		if (bytes.p[i] != '\r')
			buf_addc(lines, bytes.p[i]);
		else if (i + 1 == bytes.n || bytes.p[i + 1] != '\n')
			buf_addc(lines, '\n');
	}
	return buf_str(lines);
}

struct version *version_read(struct interner *in, struct str bytes)
{
	struct version *v = POOL_NEW(in->pool, struct version);
	const struct known_front *known;
	struct buf lines = BUF_INIT;
	bool whole = false;
	size_t front;

	bytes = mend_lines(&lines, bytes);
	front = front_length(bytes);
	known = read_front(in, v, str_sub(bytes, 0, front));
	if (v->front && !v->secret)
		whole = cut(in, bytes, front);
	v->unreadable = !v->front || (!v->secret && !whole);
	if (whole)
		assemble(in, v);
	keep_last(in, whole ? bytes : STR(""), front, known);
	buf_release(&lines);
	return v;
}

struct version *version_read_checked(struct interner *in,
				     const struct source *src,
				     struct diags *diags)
{
	struct version *v = POOL_NEW(in->pool, struct version);
	struct plan_front *plan = POOL_NEW(in->pool, struct plan_front);
	struct assembly a;
	struct front front;
	size_t at, noffsets = 0;

	if (front_parse(in->pool, src, &front, diags))
		return NULL;
	front_plan(in->pool, &front, plan, diags);
	if (front_secret(&front))	/* nothing of it may be shown */
		return NULL;
	v->front = plan;
	assembly_init(&a, in, v);
	for (at = front.body; at < src->text.n;) {
		struct str rest = str_from(src->text, at);
		size_t n = section_length(rest);

		POOL_PUSH(in->pool, v->offsets, noffsets, v->offsets_cap,
			  (unsigned)at);
		add_section(&a, section_parse(in->pool, in->vocabulary,
					      str_sub(rest, 0, n), src, at,
					      diags),
			    POS_AT(src, at), diags);
		at += n;
	}
	return v;
}
