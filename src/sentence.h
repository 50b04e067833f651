/* SPDX-License-Identifier: MIT */
/*
 * sentence.h - ratings, changes and ledgers as sentences, from the theme's
 * words (its lang files).
 *
 * All results are in the speech's pool.  As HTML, values are escaped and
 * document numbers are linked; as text, for feeds and tools, they are plain.
 */
#ifndef SENTENCE_H
#define SENTENCE_H

#include "links.h"

#define SENTENCE_VALUE 160	/* characters of a value in a sentence */

struct speech {
	struct pool *pool;
	const struct model *model;
	const struct catalog *words;	/* the escaped ones for HTML */
	const struct linker *links;	/* NULL: text, not HTML */
};

/*
 * The words of a key with arguments (made safe already): speak(s,
 * "tally.done_of", { "count", n }, { "of", of }).  speak_of() takes the key's
 * last part apart: speak_of(s, "rating", "overdue", { "date", date }).
 */
struct str speak_args(const struct speech *s, const char *key,
		      const char *part, const struct diag_arg *args);
#define speak(s, key, ...) \
	speak_args((s), (key), NULL, \
		   (const struct diag_arg[9]){ __VA_ARGS__ })
#define speak_of(s, key, part, ...) \
	speak_args((s), (key), (part), \
		   (const struct diag_arg[9]){ __VA_ARGS__ })
/* A text without places; empty if the theme has none. */
struct str speak_word(const struct speech *s, const char *key,
		      const char *part);

/* A value made safe for the speech's form. */
struct str speak_value(const struct speech *s, struct str value);
struct str speak_number(const struct speech *s, long long n);
/* Empty for 0. */
struct str speak_count(const struct speech *s, long long n);
/* "30/9/2026"; empty for DATE_NONE. */
struct str speak_date(const struct speech *s, int32_t day);
/* "quý II/2026" */
struct str speak_period(const struct speech *s, struct period p);

/* At most `max` characters, cut at a word, with an ellipsis. */
struct str text_shortened(struct pool *pool, struct str text, size_t max);

/* A task's rating: "Quá hạn từ 01/7/2026"; `original` is the one against the
 * first issued deadline. */
struct str sentence_rating(const struct speech *s,
			   const struct item_view *item, bool original);
/* What must be said beside it: "2 trên 2 kỳ có kết quả", "chưa nêu lý do". */
struct str sentence_rating_note(const struct speech *s,
				const struct item_view *item);

/* What changed: "Điều chỉnh thời hạn: Quý I/2026 → Quý III/2026 (lùi 183
 * ngày)", without the document. */
struct str sentence_record(const struct speech *s, const struct record *r);
/* "theo 12/QĐ-SNgV", "chưa nêu văn bản điều chỉnh"; or empty. */
struct str sentence_authority(const struct speech *s, const struct record *r);
/* Both, and what else must be said (a step back, not adopted). */
struct str sentence_full(const struct speech *s, const struct record *r);
/* Did the sentence leave out a part of the values? */
bool sentence_cuts(const struct record *r);
/* Is the record told by its neighbour in the commit: the date of a completion
 * by the status? */
bool record_told_beside(const struct history *h, const struct record *r);

/* "lùi 183 ngày", "sớm hơn 5 ngày", "không đổi ngày". */
struct str sentence_days(const struct speech *s, long days);
/* The text twin of a commitment strip: "Thời hạn ban hành 31/3/2026, nay
 * 30/9/2026, lùi 183 ngày; chưa nêu văn bản điều chỉnh".  Empty if the
 * deadline stands where it stood. */
struct str sentence_ledger(const struct speech *s,
			   const struct item_view *item);

/* Several pieces as one text: "a, b". */
struct str speak_list(const struct speech *s, const struct strs *pieces);

#endif
