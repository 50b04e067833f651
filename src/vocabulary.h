/* SPDX-License-Identifier: MIT */
/*
 * vocabulary.h - the words of the plan format: fields with their labels and
 * statuses, in Vietnamese and English, from the program's message files.
 */
#ifndef VOCABULARY_H
#define VOCABULARY_H

#include "messages.h"

/* The fields of an item; names as in the data files. */
enum field_id {
	FIELD_ID, FIELD_SHORT_TITLE, FIELD_AREA, FIELD_PRODUCT, FIELD_LEAD,
	FIELD_SUPPORT, FIELD_DEADLINE, FIELD_DUE, FIELD_STATUS,
	FIELD_PROGRESS, FIELD_COMPLETED, FIELD_PERIOD_RESULT, FIELD_RESULT,
	FIELD_EVIDENCE, FIELD_AUTHORITY, FIELD_CORRECTION, FIELD_CARRIED_FROM,
	FIELD_LINKED, FIELD_TARGET, FIELD_ACTUAL, FIELD_DENOMINATOR,
	FIELD_MILESTONES_BY_YEAR, FIELD_MEASURE, FIELD_SCORE,
	FIELD_ASSESSED_YEAR, FIELD_CAUSE, FIELD_REMEDY, FIELD_RANK,
	FIELD_NOTE,
	NFIELDS
};

/* The columns of tables that offices make: those of the fields, and three. */
enum column {
	COLUMN_ORDINAL = NFIELDS,	/* "STT": the number of a row */
	COLUMN_TITLE,			/* what is to be done */
	COLUMN_MARK,			/* of a progress form: see form.h */
	NCOLUMNS
};

enum status {
	STATUS_NONE, STATUS_NOT_STARTED, STATUS_IN_PROGRESS, STATUS_DONE,
	STATUS_SUSPENDED, STATUS_STOPPED
};

/* "short_title"; "in_progress", NULL for STATUS_NONE. */
const char *field_name(enum field_id id);
const char *status_name(enum status status);
/* May the field stand several times in an item? */
bool field_repeats(enum field_id id);

struct vocabulary {
	struct pool *pool;
	struct map words;		/* kind ":" folded text -> code + 1 */
	struct map written;		/* the same of the text as it stands
					   here, as it mostly does in plans */
	struct str *labels;		/* canonical, for the nearest known one */
	size_t nlabels, labels_cap;
	struct str *statuses;
	size_t nstatuses, statuses_cap;
	struct str *columns;		/* headings of tables, likewise */
	size_t ncolumns, columns_cap;
};

/* From both catalogs, so that either language may be written. */
void vocabulary_init(struct vocabulary *v, struct pool *pool,
		     const struct catalog *vi, const struct catalog *en);
void vocabulary_release(struct vocabulary *v);

/* The field that a label names, or NFIELDS. */
enum field_id vocabulary_field(const struct vocabulary *v, struct str label);
/*
 * The column that a table's heading names: a whole heading of format.columns
 * or format.labels (what stands in brackets aside), else the longest of
 * format.columns that it has in it; NCOLUMNS if none.
 */
int vocabulary_column(const struct vocabulary *v, struct str heading);
/* STATUS_NONE if the text is no status. */
enum status vocabulary_status(const struct vocabulary *v, struct str text);

enum word { WORD_NONE, WORD_ACHIEVED, WORD_NOT_ACHIEVED, WORD_NONE_ARISEN,
	    WORD_TRAILER_AUTHORITY, WORD_TRAILER_CLASS, WORD_EDITORIAL,
	    WORD_CORRECTION };
enum word vocabulary_word(const struct vocabulary *v, struct str text);

#endif
