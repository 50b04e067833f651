/* SPDX-License-Identifier: MIT */
/*
 * link_target.h - which file of the content folder a link in a source text
 * leads to.
 */
#ifndef LINK_TARGET_H
#define LINK_TARGET_H

#include "pool.h"

enum link_kind {
	LINK_AWAY,		/* another site, an address, "//host", "" */
	LINK_FILE,		/* a path below the content folder */
	LINK_OUTSIDE		/* a path that leads out of it */
};

struct link_target {
	enum link_kind kind;
	struct str path;	/* relative to the content folder, decoded */
	struct str fragment;	/* behind "#", decoded; or empty */
};

/*
 * `source` is the file, relative to the content folder, in which the link
 * stands: "../b/x.md" in "a/y.md" is "b/x.md"; "/b" is from the content
 * folder; "#x" is the file itself.
 */
struct link_target link_target(struct pool *pool, struct str source,
			       struct str url);

/*
 * The anchor of a heading on its page; a link may name it as forges do
 * ("#liên-hệ"), or as it is.
 */
struct str link_heading(struct pool *pool, struct str fragment);
#define LINK_HEADING_PREFIX "muc-"

#endif
