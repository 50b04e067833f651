/* SPDX-License-Identifier: MIT */
/*
 * deadline.h - what a deadline's words mean.
 *
 * The grammar is DESIGN's table "Deadlines", read on the folded text (no
 * case, no diacritics); the whole text must be one expression.  Each may be
 * written "hoàn thành trong …", "đến …", "chậm nhất …", "trong …", and "trước
 * …" is the day before it begins.  "từ … đến …" is due at its end.
 */
#ifndef DEADLINE_H
#define DEADLINE_H

#include "date.h"

enum deadline_kind {
	DEADLINE_NONE,		/* nothing is written */
	DEADLINE_DATE,		/* .due is the last day */
	DEADLINE_RECURRING,	/* never due; .every tells how often */
	DEADLINE_EVENT,		/* waits for something to happen */
	DEADLINE_VAGUE,		/* "kịp thời": not given as a date */
	DEADLINE_UNCLEAR	/* not understood: shown as written */
};

enum recurrence { EVERY_UNSAID, EVERY_MONTH, EVERY_QUARTER, EVERY_YEAR };

struct deadline {
	enum deadline_kind kind;
	int32_t due;		/* DEADLINE_DATE, else DATE_NONE */
	enum recurrence every;
	bool impossible;	/* a date that does not exist (31/02/2026) */
};

/* "date", "recurring", "event", "vague", "none"; unclear is "vague". */
const char *deadline_kind_name(enum deadline_kind kind);

/*
 * Parse a deadline.  `year` is the year that an expression without one means
 * (the last of the plan's period; "Trong năm", "Quý IV"), 0 if not known.
 */
struct deadline deadline_parse(struct str text, int year);

#endif
