/* SPDX-License-Identifier: MIT */
/*
 * messages.h - the words that people read, by key and language.
 *
 * A catalog is a YAML file of nested maps of texts; "diag: {no-theme:
 * {mend: …}}" has the key "diag.no-theme.mend".  The program's own words
 * (findings, command line, the plan format's labels) are compiled in from
 * messages/vi.yml and messages/en.yml; a theme's words are its lang/vi.yml
 * and lang/en.yml.
 *
 * A message has places for arguments: "{name}"; "{name:one:many}" gives
 * "one" where the argument is 1 and "many" else (English plurals);
 * "{name?text}" gives `text` only where the argument is there and not empty,
 * "{name!text}" only where it is not.  `one`, `many` and `text` may hold
 * places themselves.  "{{" and "}}" are braces; within a place, "}" always
 * ends it.  A "{name}" without such an argument stays as it is written.
 */
#ifndef MESSAGES_H
#define MESSAGES_H

#include "buf.h"
#include "diag.h"
#include "map.h"
#include "yaml.h"

struct catalog {
	struct str language;	/* "vi", "en" */
	struct map texts;	/* key -> struct str * */
	const struct yaml_node *root;	/* for lists (synonyms), in its order */
};

/* Program words in a language ("vi", "en"; anything else gives vi). */
struct catalog *messages_program(struct pool *pool, struct str language);

/*
 * Read a catalog from a file's bytes; NULL with findings if it is broken.
 * Lists are no messages: they are found below `root` only.
 */
struct catalog *messages_parse(struct pool *pool, const struct source *src,
			       struct str language, struct diags *diags);

/* The pattern of a key; an empty slice with a NULL pointer if there is none. */
struct str messages_get(const struct catalog *cat, const char *key);

/* Append a message with its places filled; a missing key gives "⟦key⟧". */
void messages_format(struct buf *out, const struct catalog *cat,
		     const char *key, const struct diag_arg *args);
/* The same for a pattern at hand. */
void messages_fill(struct buf *out, struct str pattern,
		   const struct diag_arg *args);

/* say(out, cat, "change.deadline", { "from", from }, { "to", to }) */
#define say(out, cat, key, ...) \
	messages_format((out), (cat), (key), \
			(const struct diag_arg[9]){ __VA_ARGS__ })

/* Frees the maps of a catalog; the pool holds the rest. */
void messages_release(struct catalog *cat);

#endif
