/* SPDX-License-Identifier: MIT */
/*
 * findings.h - findings for programs: what continuous integration shows beside
 * the line.
 *
 *	json	one object, schemas/findings.schema.json
 *	github	workflow commands of GitHub (and Forgejo) Actions, one a line
 *	gitlab	the array of GitLab's code quality report
 *
 * Messages are those that people read, in the user's language; everything else
 * is the same in every language.
 */
#ifndef FINDINGS_H
#define FINDINGS_H

#include "diag_print.h"

enum findings_format { FINDINGS_TEXT, FINDINGS_JSON, FINDINGS_GITHUB,
		       FINDINGS_GITLAB };

/* By its name; text if there is none such. */
enum findings_format findings_format_named(const char *name);

/*
 * All findings, in their present order (diags_sort() first).  `site_file` is
 * where GitLab shows what has no place of its own.  Not for FINDINGS_TEXT.
 */
void findings_write(struct buf *out, enum findings_format format,
		    const struct diags *d, const struct catalog *cat,
		    struct str site_file);

#endif
