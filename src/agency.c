/* SPDX-License-Identifier: MIT */
/* agency.c - an agency, its units, and which of them a text names. */
#include "site.h"

#include <stdlib.h>

#include "text.h"

/* Names that hold separators are looked for over so many pieces. */
#define RUN_MAX 6

struct agency_raw {
	struct agency agency;
	struct str type, secrecy;
	const struct yaml_node *units, *groups;
};

#define AGENCY(key, member, required) \
	{ key, YAML_STR, offsetof(struct agency_raw, member), required, 0 }

static const struct yaml_field agency_fields[] = {
	AGENCY("type", type, false),
	AGENCY("name", agency.name, true),
	AGENCY("short", agency.shortname, false),
	AGENCY("code", agency.code, false),
	AGENCY("parent", agency.parent, false),
	AGENCY("contact", agency.contact, false),
	AGENCY("secrecy", secrecy, false),
	{ "units", YAML_NODE, offsetof(struct agency_raw, units), false, 0 },
	{ "groups", YAML_NODE, offsetof(struct agency_raw, groups), false, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

struct unit_raw {
	struct unit unit;
	const struct yaml_node *former;
};

static const struct yaml_field unit_fields[] = {
	{ "id", YAML_STR, offsetof(struct unit_raw, unit.id), true, 0 },
	{ "name", YAML_STR, offsetof(struct unit_raw, unit.name), true, 0 },
	{ "short", YAML_STRS, offsetof(struct unit_raw, unit.shorts), false, 0 },
	{ "former", YAML_NODE, offsetof(struct unit_raw, former), false, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

static const struct yaml_field former_fields[] = {
	{ "name", YAML_STR, offsetof(struct former_name, name), true, 0 },
	{ "until", YAML_DATE, offsetof(struct former_name, until), false, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

struct group_raw {
	struct str name;
	struct strs units;
};

static const struct yaml_field group_fields[] = {
	{ "name", YAML_STR, offsetof(struct group_raw, name), true, 0 },
	{ "units", YAML_STRS, offsetof(struct group_raw, units), true, 0 },
	{ NULL, YAML_STR, 0, false, 0 }
};

static struct unit *unit_by_id(const struct agency *agency, struct str id)
{
	for (size_t i = 0; i < agency->nunits; i++)
		if (str_eq(agency->units[i].id, id))
			return &agency->units[i];
	return NULL;
}

/*
 * File a name under its folded form.  A current name may mean one unit or
 * group only; a former one may stand in several.
 */
static int add_name(struct agency *agency, struct pool *pool,
		    const struct unit_name *name, struct pos pos,
		    struct diags *diags)
{
	struct unit_name *entry, **at;

	if (!name->folded.n)
		return 0;
	at = (struct unit_name **)map_at(&agency->names, name->folded);
	for (; *at; at = &(*at)->next) {
		const struct unit_name *other = *at;
		bool same = other->unit == name->unit &&
			    other->group == name->group;

		if (other->bare || name->bare || other->former != name->former)
			continue;
		if (same && other->until == name->until)
			return 0;
		if (!same && !name->former)
			return diag(diags, DIAG_DUPLICATE_ID, pos,
				    { "id", name->name });
	}
	entry = POOL_NEW(pool, struct unit_name);
	*entry = *name;
	*at = entry;
	if (entry->unit)
		POOL_PUSH(pool, agency->beginnings, agency->nbeginnings,
			  agency->beginnings_cap, entry);
	return 0;
}

static int name_all(struct agency *agency, struct pool *pool,
		    struct unit_name name, struct pos pos, struct diags *diags)
{
	struct str kind = STR("phong ");
	int failed;

	name.folded = text_fold(pool, name.name);
	failed = add_name(agency, pool, &name, pos, diags);
	if (str_starts(name.folded, kind)) {
		name.bare = true;
		name.folded = str_from(name.folded, kind.n);
		add_name(agency, pool, &name, pos, diags);
	}
	return failed;
}

/* former := list of names, or of maps of a name and its last day */
static int read_former(struct unit *unit, struct pool *pool,
		       const struct yaml_node *list, struct diags *diags)
{
	int failed = 0;
	size_t n = site_items(list, "former", &failed, diags);

	for (size_t i = 0; i < n; i++) {
		const struct yaml_node *item = list->items[i];
		struct former_name former = { .until = DATE_NONE };

		if (item->kind == YAML_TEXT)
			former.name = item->text;
		else if (yaml_read(pool, item, former_fields, &former, diags))
			failed = -1;
		if (!former.name.n)
			continue;
		POOL_PUSH(pool, unit->former, unit->nformer, unit->former_cap,
			  former);
		if (name_all(unit->agency, pool,
			     (struct unit_name){ .name = former.name,
						 .unit = unit, .former = true,
						 .until = former.until },
			     item->pos, diags))
			failed = -1;
	}
	return failed;
}

static int read_unit(struct agency *agency, struct pool *pool,
		     const struct yaml_node *item, struct diags *diags)
{
	struct unit_raw raw = { .unit = { .agency = agency } };
	struct unit *unit = &agency->units[agency->nunits];
	struct unit_name name = { .unit = unit, .until = DATE_NONE };
	int failed = yaml_read(pool, item, unit_fields, &raw, diags);

	*unit = raw.unit;
	if (!unit->id.n)
		return failed;
	if (!site_id_valid(unit->id))
		failed = site_bad_value(item, "id", unit->id, "a-z 0-9 -",
					diags);
	if (unit_by_id(agency, unit->id))
		return diag(diags, DIAG_DUPLICATE_ID, item->pos,
			    { "id", unit->id });
	unit->index = agency->nunits++;
	name.name = unit->name;
	failed |= name_all(agency, pool, name, item->pos, diags);
	for (size_t i = 0; i < unit->shorts.n; i++) {
		name.name = unit->shorts.v[i];
		failed |= name_all(agency, pool, name, unit->shorts.pos[i],
				   diags);
	}
	failed |= read_former(unit, pool, raw.former, diags);
	return failed;
}

static int unknown_unit_id(const struct agency *agency, struct pool *pool,
			   struct str id, struct pos pos, struct diags *diags)
{
	struct str *known = POOL_ARRAY(pool, struct str, agency->nunits + 1);

	for (size_t i = 0; i < agency->nunits; i++)
		known[i] = agency->units[i].id;
	return diag(diags, DIAG_UNKNOWN_UNIT_ID, pos, { "value", id },
		    { "near", text_nearest(id, known, agency->nunits) });
}

static int read_group(struct agency *agency, struct pool *pool,
		      const struct yaml_node *item, struct diags *diags)
{
	struct unit_group *group = &agency->groups[agency->ngroups];
	struct group_raw raw = { .name = { NULL, 0 } };
	int failed = yaml_read(pool, item, group_fields, &raw, diags);

	if (!raw.name.n)
		return failed;
	agency->ngroups++;
	group->name = raw.name;
	for (size_t i = 0; i < raw.units.n; i++) {
		struct unit *unit = unit_by_id(agency, raw.units.v[i]);

		if (unit)
			POOL_PUSH(pool, group->units, group->nunits,
				  group->cap, unit);
		else
			failed = unknown_unit_id(agency, pool, raw.units.v[i],
						 raw.units.pos[i], diags);
	}
	failed |= name_all(agency, pool,
			   (struct unit_name){ .name = group->name,
					       .group = group,
					       .until = DATE_NONE },
			   item->pos, diags);
	return failed;
}

static int name_order(const void *pa, const void *pb)
{
	const struct unit_name *a = *(struct unit_name *const *)pa;
	const struct unit_name *b = *(struct unit_name *const *)pb;

	return str_cmp(a->folded, b->folded);
}

int agency_read(struct agency *out, struct pool *pool,
		const struct source *src, const struct front *front,
		struct diags *diags)
{
	struct agency_raw raw = { .type = { NULL, 0 } };
	struct str slug = out->slug;
	int failed = yaml_read(pool, front->yaml, agency_fields, &raw, diags);
	size_t n;

	*out = raw.agency;
	out->slug = slug;
	out->src = src;
	out->intro_at = front->body;
	out->intro = str_trim(str_from(src->text, front->body));
	if (!out->name.n)
		out->name = slug;
	if (!out->shortname.n)
		out->shortname = out->name;
	n = site_items(raw.units, "units", &failed, diags);
	out->units_cap = n;
	out->units = POOL_ARRAY(pool, struct unit, n);
	for (size_t i = 0; i < n; i++)
		failed |= read_unit(out, pool, raw.units->items[i], diags);
	n = site_items(raw.groups, "groups", &failed, diags);
	out->groups_cap = n;
	out->groups = POOL_ARRAY(pool, struct unit_group, n);
	for (size_t i = 0; i < n; i++)
		failed |= read_group(out, pool, raw.groups->items[i], diags);
	if (out->nbeginnings)
		qsort(out->beginnings, out->nbeginnings,
		      sizeof(*out->beginnings), name_order);
	return failed;
}

/*
 * How good a name is on a day, best first; RANK_NONE if it is not valid then.
 * A former name with a known end, on a day before it, is what the text meant
 * even if another unit bears it today.
 */
enum rank { RANK_THEN, RANK_NOW, RANK_FORMER, RANK_BARE, RANK_BARE_FORMER,
	    RANK_NONE };

static enum rank name_rank(const struct unit_name *name, int32_t on)
{
	if (!name->former)
		return name->bare ? RANK_BARE : RANK_NOW;
	if (name->until != DATE_NONE && on != DATE_NONE && on > name->until)
		return RANK_NONE;
	if (name->bare)
		return RANK_BARE_FORMER;
	return name->until != DATE_NONE && on != DATE_NONE ? RANK_THEN :
							     RANK_FORMER;
}

static void add_unit(struct unit_refs *out, struct pool *pool,
		     struct unit *unit)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i] == unit)
			return;
	POOL_PUSH(pool, out->v, out->n, out->cap, unit);
}

/* The names of one folded text: the best rank that holds, all of its units. */
static enum unit_match match_names(const struct unit_name *names, int32_t on,
				   struct unit_refs *out, struct pool *pool)
{
	const struct unit_name *first = NULL;
	enum rank best = RANK_NONE;

	for (const struct unit_name *n = names; n; n = n->next)
		if (name_rank(n, on) < best)
			best = name_rank(n, on);
	for (const struct unit_name *n = names; n; n = n->next) {
		if (name_rank(n, on) != best || best == RANK_NONE)
			continue;
		if (!first)
			first = n;
		else if (best == RANK_BARE && (n->unit != first->unit ||
					       n->group != first->group))
			return UNIT_UNKNOWN;	/* "Phòng" would tell */
	}
	if (!first)
		return UNIT_UNKNOWN;
	for (const struct unit_name *n = first; n && out; n = n->next) {
		if (name_rank(n, on) != best)
			continue;
		if (n->unit)
			add_unit(out, pool, n->unit);
		for (size_t i = 0; n->group && i < n->group->nunits; i++)
			add_unit(out, pool, n->group->units[i]);
	}
	return first->group ? UNIT_GROUP : UNIT_EXACT;
}

/* The only unit with a name that goes on after the words of `key`. */
static struct unit *match_beginning(const struct agency *agency,
				    struct str key, int32_t on)
{
	size_t low = 0, high = agency->nbeginnings;
	struct unit *unit = NULL;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(agency->beginnings[middle]->folded, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < agency->nbeginnings; low++) {
		const struct unit_name *name = agency->beginnings[low];

		if (!str_starts(name->folded, key))
			break;
		if (name->folded.n == key.n || name->folded.p[key.n] != ' ' ||
		    name_rank(name, on) == RANK_NONE)
			continue;
		if (unit && unit != name->unit)
			return NULL;
		unit = name->unit;
	}
	return unit;
}

/*
 * What a folded text names, added to `out` unless that is NULL.  *begun is the
 * unit of a UNIT_BEGINNING.
 */
static enum unit_match match(const struct agency *agency, struct str key,
			     int32_t on, struct unit_refs *out,
			     struct pool *pool, struct unit **begun)
{
	struct str kind = STR("phong ");
	enum unit_match how;

	if (!key.n)
		return UNIT_UNKNOWN;
	how = match_names(map_get(&agency->names, key), on, out, pool);
	if (how == UNIT_UNKNOWN && str_starts(key, kind))
		how = match_names(map_get(&agency->names,
					  str_from(key, kind.n)),
				  on, out, pool);
	if (how != UNIT_UNKNOWN)
		return how;
	*begun = match_beginning(agency, key, on);
	if (!*begun)
		return UNIT_UNKNOWN;
	if (out)
		add_unit(out, pool, *begun);
	return UNIT_BEGINNING;
}

/* Between ";" and ",", and where its folded form stands in the buffer. */
struct piece {
	struct str text;
	size_t from, to;
};

struct resolver {
	const struct agency *agency;
	struct unit_refs *out;
	struct pool *pool;
	int32_t on;
	struct pos pos;
	struct diags *diags;
	struct piece *pieces;
	size_t n, cap;
	struct buf folded;	/* of all pieces, with a space between them */
};

static void split_pieces(struct resolver *r, struct str text)
{
	struct str joined = STR("v\xc3\xa0 ");
	size_t start = 0;

	for (size_t i = 0; i <= text.n; i++) {
		struct piece p = { .from = r->folded.n };

		if (i < text.n && text.p[i] != ';' && text.p[i] != ',')
			continue;
		p.text = str_trim(str_sub(text, start, i - start));
		start = i + 1;
		if (str_starts(p.text, joined))	/* "A, và B" */
			p.text = str_trim(str_from(p.text, joined.n));
		text_fold_buf(&r->folded, p.text);
		p.to = r->folded.n;
		if (p.to == p.from)
			continue;
		buf_addc(&r->folded, ' ');
		ARRAY_PUSH(r->pieces, r->n, r->cap, p);
	}
}

/* The next " và " at or after `from`, or -1. */
static ptrdiff_t find_and(struct str text, size_t from)
{
	struct str lower = STR(" v\xc3\xa0 "), upper = STR(" V\xc3\x80 ");

	/* one pass for both: a long list must not be searched to its end for
	 * what it does not hold, again and again */
	for (ptrdiff_t i; from < text.n; from += (size_t)i + 1) {
		struct str rest = str_from(text, from);

		i = str_chr(rest, ' ');
		if (i < 0)
			return -1;
		rest = str_from(rest, (size_t)i);
		if (str_starts(rest, lower) || str_starts(rest, upper))
			return (ptrdiff_t)from + i;
	}
	return -1;
}

/* Does a text name something?  If so, and if `add` says so, note it. */
static bool take(struct resolver *r, struct str text, struct str key, bool add)
{
	struct unit *begun = NULL;
	enum unit_match how = match(r->agency, key, r->on,
				    add ? r->out : NULL, r->pool, &begun);

	if (add && how == UNIT_BEGINNING)
		diag(r->diags, DIAG_UNIT_BY_BEGINNING, r->pos,
		     { "value", text }, { "unit", begun->name });
	return how != UNIT_UNKNOWN;
}

/*
 * piece := name { " và " name }, the longest name first: it may hold " và "
 * itself.  False, and nothing added, if one of them is unknown.
 */
static bool take_joined(struct resolver *r, struct str text, bool add)
{
	struct str word = STR(" v\xc3\xa0 ");
	struct buf key = BUF_INIT;

	while (text.n) {
		ptrdiff_t at = 0;
		size_t best = 0;

		for (int run = 0; run < RUN_MAX && at >= 0; run++) {
			struct str head = text;

			at = find_and(text, run ? (size_t)at + 1 : 0);
			if (at >= 0)
				head = str_sub(text, 0, (size_t)at);
			buf_clear(&key);
			text_fold_buf(&key, head);
			if (take(r, head, buf_str(&key), false))
				best = head.n;
		}
		if (!best)
			break;
		if (add) {
			struct str head = str_sub(text, 0, best);

			buf_clear(&key);
			text_fold_buf(&key, head);
			take(r, str_trim(head), buf_str(&key), true);
		}
		text = str_from(text, best + word.n);
	}
	buf_release(&key);
	return !text.n;
}

/* The longest run of pieces from `i` on that is one name; 0 for none. */
static size_t take_run(struct resolver *r, size_t i)
{
	size_t most = r->n - i < RUN_MAX ? r->n - i : RUN_MAX;

	for (size_t n = most; n > 1; n--) {
		const struct piece *first = &r->pieces[i];
		const struct piece *last = &r->pieces[i + n - 1];
		struct str key = str_sub(buf_str(&r->folded), first->from,
					 last->to - first->from);
		struct str text = str_range(first->text.p,
					    last->text.p + last->text.n);

		if (take(r, text, key, true))
			return n;
	}
	return 0;
}

static void report_unknown(struct resolver *r, struct str text)
{
	struct strs known = { .v = NULL };
	const struct map *names = &r->agency->names;

	for (size_t i = 0; i < names->n; i++) {
		const struct unit_name *name = names->entries[i].value;

		while (name && (name->bare ||
				name_rank(name, r->on) == RANK_NONE))
			name = name->next;
		if (name)
			POOL_PUSH(r->pool, known.v, known.n, known.cap,
				  name->name);
	}
	diag(r->diags, DIAG_UNKNOWN_UNIT, r->pos, { "value", text },
	     { "near", text_nearest(text, known.v, known.n) });
}

static void add_unknown(struct resolver *r, struct str text)
{
	struct strs *unknown = &r->out->unknown;

	POOL_PUSH(r->pool, unknown->pos, unknown->n, unknown->pcap, r->pos);
	unknown->n--;	/* one count for both arrays */
	POOL_PUSH(r->pool, unknown->v, unknown->n, unknown->cap, text);
	if (r->diags && r->agency)
		report_unknown(r, text);
}

void units_resolve(struct unit_refs *out, struct pool *pool,
		   const struct agency *agency, struct str text, int32_t on,
		   struct pos pos, struct diags *diags)
{
	struct resolver r = {
		.agency = agency, .out = out, .pool = pool, .on = on,
		.pos = pos, .diags = diags, .folded = BUF_INIT
	};
	size_t n;

	*out = (struct unit_refs){ .v = NULL };
	split_pieces(&r, text);
	for (size_t i = 0; i < r.n; i += n) {
		struct piece *p = &r.pieces[i];
		bool known;

		n = agency ? take_run(&r, i) : 0;
		if (n)
			continue;
		n = 1;
		if (agency && find_and(p->text, 0) < 0)
			known = take(&r, p->text, str_sub(buf_str(&r.folded),
					p->from, p->to - p->from), true);
		else
			known = agency && take_joined(&r, p->text, false) &&
				take_joined(&r, p->text, true);
		if (!known)
			add_unknown(&r, p->text);
	}
	free(r.pieces);
	buf_release(&r.folded);
}
