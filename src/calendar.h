/* SPDX-License-Identifier: MIT */
/*
 * calendar.h - calendars (iCalendar, RFC 5545) of due dates: an all-day event
 * for each task that has one.
 *
 * An event is in it whatever day it is, past ones too, and says only what was
 * recorded: a day without changes does not touch the file.  The end of a
 * plan's period is nobody's deadline and is left out; so is what was removed,
 * is only a draft or belongs to a plan that was replaced.
 */
#ifndef CALENDAR_H
#define CALENDAR_H

#include "ident.h"
#include "sentence.h"

struct calendar {
	const struct model *model;
	struct str title;
	/* Whose events: of the items for which it holds; NULL: of all. */
	bool (*wanted)(const struct item_view *item, const void *what);
	const void *what;
	const struct str *events;	/* of calendar_events() */
};

/*
 * All events, by the serial of the item's line; made once for all calendars.
 * `words` are as text; memory is its pool's.
 */
const struct str *calendar_events(const struct speech *words);

/*
 * Append the whole file; returns the number of events.  Without any nothing
 * is written: a calendar has at least one.
 */
size_t calendar_write(struct buf *out, const struct calendar *c);

/* Append "NAME:value" (the value is escaped already) as lines of at most 75
 * bytes. */
void calendar_line(struct buf *out, const char *name, struct str value);
/* A value of the type TEXT. */
void calendar_escape(struct buf *out, struct str text);

#endif
