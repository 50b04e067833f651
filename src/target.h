/* SPDX-License-Identifier: MIT */
/*
 * target.h - targets, actual values, scores and ranks.
 *
 * Numbers are kept exactly, in millionths.  "97,5" and "97.5" are equal; a
 * point or comma before exactly three digits groups thousands, unless the
 * number begins with 0.
 */
#ifndef TARGET_H
#define TARGET_H

#include "date.h"
#include "vocabulary.h"

#define MILLION 1000000

enum comparator {
	COMPARE_NONE,		/* no target, or not understood */
	COMPARE_REACH,		/* a bare number: met when reached */
	COMPARE_AT_LEAST,	/* >=, tối thiểu, từ … trở lên */
	COMPARE_ABOVE,		/* >, trên */
	COMPARE_AT_MOST,	/* <=, không quá, tối đa */
	COMPARE_BELOW,		/* <, dưới */
	COMPARE_DONE		/* "Hoàn thành": met by "Đạt" */
};

/* "reach", "at_least", "above", "at_most", "below", "done"; else NULL. */
const char *comparator_name(enum comparator c);

struct target {
	enum comparator comparator;
	int64_t value;		/* millionths */
	struct str unit;	/* "%", "văn bản"; empty for none */
};

enum actual_kind { ACTUAL_NUMBER, ACTUAL_ACHIEVED, ACTUAL_NOT_ACHIEVED,
		   ACTUAL_NOT_ARISEN };

struct actual {
	enum actual_kind kind;
	int64_t value;		/* millionths; a share in per cent */
	int64_t part, whole;	/* of "12/12 văn bản"; whole -1 if no share */
	int32_t date;		/* DATE_NONE if none is given */
	struct str text;	/* as written, without the date */
};

/* 0, or -1 if the text is no target. */
int target_parse(struct target *out, struct str text);
/* `target` tells whether "12/12" is a share; -1 if it is no actual value, or
 * its date does not exist (*bad_date). */
int actual_parse(struct actual *out, struct str text,
		 const struct target *target, const struct vocabulary *v,
		 bool *bad_date);
/* Does the value satisfy the target? */
bool target_met(const struct target *target, const struct actual *actual);

struct score {
	int64_t points, of;	/* millionths */
};
int score_parse(struct score *out, struct str text);	/* "0,5/2" */

struct rank {
	int place, of;
};
int rank_parse(struct rank *out, struct str text);	/* "07/20" */

/* A number at the start of the text, in millionths; returns the bytes used,
 * 0 if there is none. */
size_t number_parse(struct str text, int64_t *millionths);

/* "97,5": with a decimal comma (vi) or point. */
void number_show(struct buf *out, int64_t millionths, char point);

#endif
