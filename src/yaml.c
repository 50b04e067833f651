/* SPDX-License-Identifier: MIT */
/* yaml.c - libyaml's events as a tree with places; maps read by tables. */
#include "yaml.h"

#include <stdlib.h>

#include <yaml.h>

#include "date.h"
#include "map.h"
#include "text.h"

struct reader {
	yaml_parser_t parser;
	struct pool *pool;
	const struct source *src;
	size_t from;		/* of the YAML in the source */
	struct str text;	/* the YAML */
	struct diags *diags;
	size_t chars, bytes;	/* the place last asked for */
	int depth;
	bool failed;		/* findings were made; reading may go on */
};

/*
 * libyaml counts characters; we count bytes.  Places are asked for in
 * ascending order almost always, so count on from the last one.
 */
static struct pos place(struct reader *r, size_t chars)
{
	if (chars < r->chars)
		r->chars = r->bytes = 0;
	while (r->chars < chars && r->bytes < r->text.n) {
		do
			r->bytes++;
		while (r->bytes < r->text.n &&
		       ((unsigned char)r->text.p[r->bytes] & 0xc0) == 0x80);
		r->chars++;
	}
	return POS_AT(r->src, r->from + r->bytes);
}

static void fail(struct reader *r, enum diag_code code, struct pos pos)
{
	r->failed = true;
	diag0(r->diags, code, pos);
}

/* What libyaml did not understand, at the most telling of its places. */
static void fail_syntax(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	struct pos pos;

	if (p->error == YAML_READER_ERROR) {
		pos = POS_AT(r->src, r->from + p->problem_offset);
	} else {
		pos = place(r, p->problem_mark.index);
		/* What is never closed is seen at the end, far from it. */
		if (p->context && r->bytes == r->text.n)
			pos = place(r, p->context_mark.index);
	}
	r->failed = true;
	if (pos.off < r->src->text.n && r->src->text.p[pos.off] == '\t')
		diag0(r->diags, DIAG_YAML_TAB, pos);
	else
		diag(r->diags, DIAG_YAML_SYNTAX, pos,
		     { "problem", str_of(p->problem ? p->problem : "?") });
}

static int next_event(struct reader *r, yaml_event_t *event)
{
	if (yaml_parser_parse(&r->parser, event))
		return 0;
	fail_syntax(r);
	return -1;
}

static struct yaml_node *node_new(struct reader *r, enum yaml_kind kind,
				  struct pos pos)
{
	struct yaml_node *node = POOL_NEW(r->pool, struct yaml_node);

	node->kind = kind;
	node->pos = pos;
	return node;
}

/* Escapes in quoted texts can make any character. */
static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)
			return true;
	}
	return false;
}

/* “Text” or ‘text’, whole, as word processors quote: YAML takes such marks as
 * part of the text. */
static bool curly_quoted(struct str s)
{
	static const struct str marks[] = {
		{ "\xe2\x80\x9c", 3 }, { "\xe2\x80\x9d", 3 },
		{ "\xe2\x80\x98", 3 }, { "\xe2\x80\x99", 3 },
	};
	bool first = false, last = false, inside = false;

	for (size_t i = 0; s.n > 6 && i < 4; i++) {
		first |= str_starts(s, marks[i]);
		last |= str_ends(s, marks[i]);
		inside |= str_find(str_sub(s, 3, s.n - 6), marks[i]) >= 0;
	}
	return first && last && !inside;
}

static struct yaml_node *read_scalar(struct reader *r,
				     const yaml_event_t *event)
{
	struct pos pos = place(r, event->start_mark.index);
	struct str s = { (const char *)event->data.scalar.value,
			 event->data.scalar.length };
	struct yaml_node *node;

	if (event->data.scalar.anchor || event->data.scalar.tag)
		fail(r, DIAG_YAML_ALIAS, pos);
	if (has_control(s))
		fail(r, DIAG_YAML_CONTROL, pos);
	node = node_new(r, YAML_TEXT, pos);
	if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	    (!s.n || str_eqs(s, "~") || str_eqs(s, "null")))
		node->kind = YAML_NULL;
	node->text = text_normal(r->pool, pool_str(r->pool, s));
	if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	    curly_quoted(node->text))
		diag(r->diags, DIAG_CURLY_QUOTES, pos, { "value", node->text });
	return node;
}

static struct yaml_node *read_node(struct reader *r, yaml_event_t *event);

static struct yaml_node *read_list(struct reader *r, struct yaml_node *list)
{
	yaml_event_t event;
	struct yaml_node *item;

	for (;;) {
		if (next_event(r, &event))
			return NULL;
		if (event.type == YAML_SEQUENCE_END_EVENT)
			break;
		item = read_node(r, &event);
		if (!item)
			return NULL;
		POOL_PUSH(r->pool, list->items, list->n, list->cap, item);
	}
	yaml_event_delete(&event);
	return list;
}

/* A key, whose event is `event`; NULL if it is no text. */
static struct yaml_node *read_key(struct reader *r, yaml_event_t *event,
				  struct map *seen)
{
	struct pos pos = place(r, event->start_mark.index);
	struct yaml_node *key;
	void **slot;

	if (event->type != YAML_SCALAR_EVENT ||
	    !event->data.scalar.length) {
		fail(r, DIAG_YAML_KEY, pos);
		yaml_event_delete(event);
		return NULL;
	}
	key = read_scalar(r, event);
	yaml_event_delete(event);
	key->kind = YAML_TEXT;
	slot = map_at(seen, key->text);
	if (*slot) {
		r->failed = true;
		diag(r->diags, DIAG_YAML_DUPLICATE_KEY, key->pos,
		     { "key", key->text });
	}
	*slot = key;
	return key;
}

static struct yaml_node *read_map(struct reader *r, struct yaml_node *map)
{
	struct map seen = MAP_INIT;
	struct yaml_node *done = NULL, *key, *value;
	yaml_event_t event;

	for (;;) {
		if (next_event(r, &event))
			goto out;
		if (event.type == YAML_MAPPING_END_EVENT)
			break;
		key = read_key(r, &event, &seen);
		if (!key || next_event(r, &event))
			goto out;
		value = read_node(r, &event);
		if (!value)
			goto out;
		POOL_PUSH(r->pool, map->keys, map->n, map->kcap, key);
		map->n--;	/* one count for both arrays */
		POOL_PUSH(r->pool, map->items, map->n, map->cap, value);
	}
	yaml_event_delete(&event);
	done = map;
out:
	map_release(&seen);
	return done;
}

static struct yaml_node *read_inside(struct reader *r, struct yaml_node *node,
				     bool marked)
{
	if (marked)
		fail(r, DIAG_YAML_ALIAS, node->pos);
	if (r->depth == YAML_DEPTH) {
		r->failed = true;
		diag(r->diags, DIAG_YAML_TOO_DEEP, node->pos,
		     { "limit", pool_printf(r->pool, "%d", YAML_DEPTH) });
		return NULL;
	}
	r->depth++;
	node = node->kind == YAML_MAP ? read_map(r, node) : read_list(r, node);
	r->depth--;
	return node;
}

/* The value that begins with `event`, which is used up; NULL: give up. */
static struct yaml_node *read_node(struct reader *r, yaml_event_t *event)
{
	struct pos pos = place(r, event->start_mark.index);
	struct yaml_node *node = NULL;
	bool marked;

	switch (event->type) {
	case YAML_SCALAR_EVENT:
		node = read_scalar(r, event);
		yaml_event_delete(event);
		return node;
	case YAML_SEQUENCE_START_EVENT:
		node = node_new(r, YAML_LIST, pos);
		marked = event->data.sequence_start.anchor ||
			 event->data.sequence_start.tag;
		yaml_event_delete(event);
		return read_inside(r, node, marked);
	case YAML_MAPPING_START_EVENT:
		node = node_new(r, YAML_MAP, pos);
		marked = event->data.mapping_start.anchor ||
			 event->data.mapping_start.tag;
		yaml_event_delete(event);
		return read_inside(r, node, marked);
	default:	/* an alias; the grammar leaves nothing else */
		fail(r, DIAG_YAML_ALIAS, pos);
		yaml_event_delete(event);
		return node_new(r, YAML_NULL, pos);
	}
}

/* stream start, [document start, node, document end], stream end */
static struct yaml_node *read_stream(struct reader *r)
{
	struct yaml_node *root = NULL;
	yaml_event_t event;
	yaml_event_type_t type;
	struct pos pos;

	for (;;) {
		if (next_event(r, &event))
			return NULL;
		type = event.type;
		pos = place(r, event.start_mark.index);
		if (type == YAML_DOCUMENT_START_EVENT && root) {
			fail(r, DIAG_YAML_DOCUMENTS, pos);
			type = YAML_STREAM_END_EVENT;
		}
		yaml_event_delete(&event);
		if (type == YAML_STREAM_END_EVENT)
			break;
		if (type != YAML_DOCUMENT_START_EVENT)
			continue;
		if (next_event(r, &event))
			return NULL;
		root = read_node(r, &event);
		if (!root)
			return NULL;
	}
	return root ? root : node_new(r, YAML_NULL, POS_AT(r->src, r->from));
}

struct yaml_node *yaml_parse(struct pool *pool, const struct source *src,
			     size_t from, size_t n, struct diags *diags)
{
	struct reader r = { .pool = pool, .src = src, .diags = diags };
	struct yaml_node *root;

	r.text = str_sub(src->text, from, n);
	if (!r.text.p)
		r.text.p = "";
	r.from = from < src->text.n ? from : src->text.n;
	if (!yaml_parser_initialize(&r.parser))
		abort();	/* out of memory */
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser,
				     (const unsigned char *)r.text.p,
				     r.text.n);
	root = read_stream(&r);
	yaml_parser_delete(&r.parser);
	return r.failed ? NULL : root;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
	if (map && map->kind == YAML_MAP)
		for (size_t i = 0; i < map->n; i++)
			if (str_eqs(map->keys[i]->text, key))
				return map->items[i];
	return NULL;
}

/* What a value should have been, by the names of term.expected. */
static int wrong_type(struct diags *diags, struct str key,
		      const struct yaml_node *value, const char *expected)
{
	return diag(diags, DIAG_WRONG_TYPE, value->pos, { "key", key },
		    { "expected", str_of(expected) });
}

static int read_texts(struct pool *pool, struct str key,
		      const struct yaml_node *value, struct strs *into,
		      struct diags *diags)
{
	struct yaml_node *const *items = value->items;
	size_t n = value->n;

	if (value->kind == YAML_MAP)
		return wrong_type(diags, key, value, "texts");
	if (value->kind == YAML_TEXT)
		n = 1;
	for (size_t i = 0; i < n; i++) {
		const struct yaml_node *item =
			value->kind == YAML_TEXT ? value : items[i];

		if (item->kind != YAML_TEXT)
			return wrong_type(diags, key, item, "texts");
		POOL_PUSH(pool, into->v, into->n, into->cap, item->text);
		into->n--;	/* one count for both arrays */
		POOL_PUSH(pool, into->pos, into->n, into->pcap, item->pos);
	}
	return 0;
}

static int read_date(struct str key, const struct yaml_node *value,
		     int32_t *into, struct diags *diags)
{
	bool impossible = false;

	*into = DATE_NONE;
	if (value->kind == YAML_TEXT)
		*into = date_parse(value->text, &impossible);
	if (impossible || (value->kind == YAML_TEXT &&
			   *into == DATE_NONE && date_ambiguous(value->text)))
		return date_refuse(diags, value->pos, value->text);
	if (*into == DATE_NONE)
		return wrong_type(diags, key, value, "date");
	return 0;
}

static int read_bool(struct str key, const struct yaml_node *value,
		     bool *into, struct diags *diags)
{
	if (str_eqs(value->text, "true"))
		*into = true;
	else if (str_eqs(value->text, "false"))
		*into = false;
	else
		return wrong_type(diags, key, value, "bool");
	return 0;
}

static int read_count(struct str key, const struct yaml_node *value,
		      int *into, struct diags *diags)
{
	long count = str_number(value->text);

	if (value->kind != YAML_TEXT || count < 0 || count > 100000)
		return wrong_type(diags, key, value, "count");
	*into = (int)count;
	return 0;
}

/* A value that is not null, by its field's type. */
static int read_value(struct pool *pool, const struct yaml_field *field,
		      const struct yaml_node *value, void *into,
		      struct diags *diags)
{
	struct str key = str_of(field->key);

	switch (field->type) {
	case YAML_STR:
		if (value->kind != YAML_TEXT)
			return wrong_type(diags, key, value, "text");
		*(struct str *)into = value->text;
		return 0;
	case YAML_STRS:
		return read_texts(pool, key, value, into, diags);
	case YAML_BOOL:
		return read_bool(key, value, into, diags);
	case YAML_COUNT:
		return read_count(key, value, into, diags);
	case YAML_DATE:
		return read_date(key, value, into, diags);
	case YAML_NODE:
		*(const struct yaml_node **)into = value;
		return 0;
	}
	return 0;
}

static int read_field(struct pool *pool, const struct yaml_field *field,
		      const struct yaml_node *map, void *into,
		      struct diags *diags)
{
	const struct yaml_node *value = yaml_get(map, field->key);
	char *base = into;

	if (field->type == YAML_DATE)
		*(int32_t *)(void *)(base + field->offset) = DATE_NONE;
	if (value && field->pos_offset)
		*(struct pos *)(void *)(base + field->pos_offset) = value->pos;
	if (value && value->kind != YAML_NULL)
		return read_value(pool, field, value, base + field->offset,
				  diags);
	if (field->required)
		return diag(diags, DIAG_MISSING_KEY,
			    value ? value->pos : map->pos,
			    { "key", str_of(field->key) });
	return 0;
}

static int unknown_key(struct pool *pool, const struct yaml_node *key,
		       const struct yaml_field *fields, size_t n,
		       struct diags *diags)
{
	struct str *known = POOL_ARRAY(pool, struct str, n + 1);

	for (size_t i = 0; i < n; i++)
		known[i] = str_of(fields[i].key);
	return diag(diags, DIAG_UNKNOWN_KEY, key->pos, { "key", key->text },
		    { "near", text_nearest(key->text, known, n) });
}

int yaml_read(struct pool *pool, const struct yaml_node *map,
	      const struct yaml_field *fields, void *into,
	      struct diags *diags)
{
	size_t n = 0, i;
	int failed = 0;

	if (map->kind != YAML_MAP && map->kind != YAML_NULL)
		return wrong_type(diags, STR(""), map, "map");
	while (fields[n].key)
		n++;
	for (size_t k = 0; k < map->n; k++) {
		for (i = 0; i < n; i++)
			if (str_eqs(map->keys[k]->text, fields[i].key))
				break;
		if (i == n)
			failed |= unknown_key(pool, map->keys[k], fields, n,
					      diags);
	}
	for (i = 0; i < n; i++)
		failed |= read_field(pool, &fields[i], map, into, diags);
	return failed;
}
