/* SPDX-License-Identifier: MIT */
/*
 * http.h - the parts of HTTP that need no connection: what a request's lines
 * mean (RFC 9110, 9112), and what kind of thing a file is.
 */
#ifndef HTTP_H
#define HTTP_H

#include <stdint.h>

#include "buf.h"

#define HTTP_PATH_MAX 4096	/* bytes of a path that are read */

/*
 * The path below the site's folder that a request's target names, appended:
 * "/a%20b/" gives "a b/", "/" gives "".  -1 for what names nothing in a site:
 * no leading "/", a broken escape, an empty name ("//"), a name that begins
 * with a dot ("..", ".git"), "\", or a control character.
 */
int http_path(struct buf *out, struct str target);

/*
 * May a request with this Host line be answered?  "localhost" and loopback
 * addresses always, whatever the port (it may be forwarded); with `open` every
 * address, and the name `own` (NULL: none).  Another name is a page of
 * somebody else's whose name leads here (DNS rebinding).
 */
bool http_host(struct str host, bool open, const char *own);

enum http_range_result {
	HTTP_RANGE_ALL,		/* none is asked for, or more than one, or it
				   is not understood: the whole is answered */
	HTTP_RANGE_PART,
	HTTP_RANGE_BEYOND	/* nothing of it is there: 416 */
};

/* "bytes=0-99", "bytes=100-", "bytes=-100" of `size` bytes. */
enum http_range_result http_range(struct str value, uint64_t size,
				  uint64_t *from, uint64_t *n);

/* Is an entity tag (with its quotes) in an If-None-Match line? */
bool http_etag_listed(struct str list, struct str etag);

/* The Content-Type of a file, by its name. */
const char *http_type(struct str path);

#endif
