/* SPDX-License-Identifier: MIT */
/* json_read.c - JSON through jansson into a tree of values. */
#include "json_read.h"

#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

static struct value *convert(struct pool *pool, const json_t *json);

static struct value *convert_real(struct pool *pool, double number)
{
	char text[32];

	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, number);
		if (strtod(text, NULL) >= number && strtod(text, NULL) <= number)
			break;
	}
	return value_number(pool, pool_str(pool, str_of(text)));
}

static struct value *convert_list(struct pool *pool, const json_t *json)
{
	struct value *list = value_list(pool);

	for (size_t i = 0; i < json_array_size(json); i++)
		value_push(pool, list, convert(pool, json_array_get(json, i)));
	return list;
}

/* The reader has refused equal keys, so none is looked for here. */
static struct value *convert_map(struct pool *pool, json_t *json)
{
	struct value *map = value_map(pool);
	const char *key;
	json_t *item;

	json_object_foreach(json, key, item) {
		value_add(pool, map, pool_str(pool, str_of(key)),
			  convert(pool, item));
	}
	return map;
}

static struct value *convert(struct pool *pool, const json_t *json)
{
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		return convert_map(pool, (json_t *)json);
	case JSON_ARRAY:
		return convert_list(pool, json);
	case JSON_STRING:
		return value_str(pool, pool_str(pool, (struct str){
			json_string_value(json), json_string_length(json) }));
	case JSON_INTEGER:
		return value_int(pool, json_integer_value(json));
	case JSON_REAL:
		return convert_real(pool, json_real_value(json));
	case JSON_TRUE:
	case JSON_FALSE:
		return value_bool(pool, json_is_true(json));
	case JSON_NULL:
		break;
	}
	return value_null(pool);
}

/* What is wrong, without "near …": the place is shown. */
static struct str problem_of(const json_error_t *error)
{
	struct str text = str_of(error->text);
	ptrdiff_t near = str_find(text, STR(" near "));

	return near < 0 ? text : str_sub(text, 0, (size_t)near);
}

struct value *json_read(struct pool *pool, const struct source *src,
			struct diags *diags)
{
	struct value *value = NULL;
	json_error_t error;
	json_t *json;
	size_t at;

	json = json_loadb(src->text.n ? src->text.p : "", src->text.n,
			  JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (!json) {
		/* The position is after what was read last. */
		at = error.position > 0 ? (size_t)error.position - 1 : 0;
		diag(diags, DIAG_JSON_SYNTAX, POS_AT(src, at),
		     { "problem", problem_of(&error) });
		return NULL;
	}
	value = convert(pool, json);
	json_decref(json);
	return value;
}
