/* SPDX-License-Identifier: MIT */
/*
 * json_write.h - JSON (RFC 8259) written straight into a buffer, without a
 * tree, in lines that compare well.
 *
 * A container of JSON_LINES has each of its values on a line of its own, two
 * spaces further in; one of JSON_FLAT, and all that stands in it, is on one
 * line.  The buffer gets a final newline when the outermost container ends.
 *
 *	struct json j = json_begin(&out);
 *	json_object(&j, NULL, JSON_LINES);
 *	json_string(&j, "title", title);
 *	json_array(&j, "basis", JSON_FLAT);
 *	json_string(&j, NULL, number);
 *	json_end(&j);
 *	json_end(&j);
 *
 * A key is a plain name that needs no escape; NULL in an array and outermost.
 */
#ifndef JSON_WRITE_H
#define JSON_WRITE_H

#include "date.h"

#define JSON_DEPTH_MAX 16

enum json_style { JSON_LINES, JSON_FLAT };

struct json {
	struct buf *out;
	unsigned depth;
	struct {
		char close;
		bool flat, any;
	} level[JSON_DEPTH_MAX];
};

struct json json_begin(struct buf *out);

/* Deeper than JSON_DEPTH_MAX is a fault of the program and aborts. */
void json_object(struct json *j, const char *key, enum json_style style);
void json_array(struct json *j, const char *key, enum json_style style);
void json_end(struct json *j);

void json_null(struct json *j, const char *key);
void json_bool(struct json *j, const char *key, bool value);
void json_int(struct json *j, const char *key, long long value);
/* Valid UTF-8. */
void json_string(struct json *j, const char *key, struct str value);
/* null for an empty text; for a NULL name; for DATE_NONE. */
void json_text(struct json *j, const char *key, struct str value);
void json_name(struct json *j, const char *key, const char *name);
void json_date(struct json *j, const char *key, int32_t day);
/* A value that is JSON already, such as a number. */
void json_raw(struct json *j, const char *key, struct str value);

#endif
