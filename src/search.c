/* SPDX-License-Identifier: MIT */
/* search.c - gathers words by entry, and cuts them into files. */
#include "search.h"

#include <stdint.h>
#include <stdlib.h>

#include "escape.h"
#include "map.h"
#include "sha256.h"
#include "text.h"

/* Ascending numbers, written as they come. */
struct numbers {
	struct buf codes;
	uint32_t next;		/* the last one and 1 */
};

/* A word as it is written. */
struct form {
	struct str word;
	struct numbers in[SEARCH_OTHER + 1];
};

/* A folded word. */
struct term {
	struct str key;
	struct form **forms;
	size_t n, cap;
	size_t size;		/* in a file */
};

struct search {
	struct pool *pool;
	struct map words;	/* as written -> struct form * */
	struct map terms;	/* folded -> struct term * */
	struct str *records;
	size_t nrecords, cap;
	struct buf lower, folded, joined;
};

struct search *search_new(void)
{
	struct search *s = xcalloc(1, sizeof(*s));

	s->pool = pool_new();
	return s;
}

void search_free(struct search *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->words.n; i++) {
		struct form *form = s->words.entries[i].value;

		buf_release(&form->in[SEARCH_TITLE].codes);
		buf_release(&form->in[SEARCH_OTHER].codes);
	}
	map_release(&s->words);
	map_release(&s->terms);
	buf_release(&s->lower);
	buf_release(&s->folded);
	buf_release(&s->joined);
	free(s->records);
	pool_free(s->pool);
	free(s);
}

/* ---- numbers as text --------------------------------------------------- */

static const char digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void numbers_add(struct numbers *list, uint32_t number)
{
	uint32_t distance = number - list->next;

	if (number < list->next)
		return;		/* it is there already */
	for (; distance >= 32; distance >>= 5)
		buf_addc(&list->codes, digits[32 + (distance & 31)]);
	buf_addc(&list->codes, digits[distance]);
	list->next = number + 1;
}

static uint32_t digit_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (uint32_t)(c - 'A');
	if (c >= 'a' && c <= 'z')
		return (uint32_t)(c - 'a') + 26;
	if (ascii_digit(c))
		return (uint32_t)(c - '0') + 52;
	return c == '-' ? 62 : 63;
}

/* A row of numbers at hand. */
struct row {
	uint32_t *v;
	size_t n, cap;
};

/* Those of a list that are at least `from` and less than `to`. */
static void numbers_read(struct row *row, const struct numbers *list,
			 uint32_t from, uint32_t to)
{
	uint32_t number = 0, distance = 0;
	unsigned shift = 0;

	row->n = 0;
	for (size_t i = 0; i < list->codes.n && number < to; i++) {
		uint32_t digit = digit_value(list->codes.p[i]);

		distance |= (digit & 31) << shift;
		shift += 5;
		if (digit & 32)
			continue;
		number += distance;
		if (number >= from && number < to)
			ARRAY_PUSH(row->v, row->n, row->cap, number);
		number++;
		distance = shift = 0;
	}
}

/* One bit for each number from the first one on, six in a digit. */
static void write_bits(struct buf *out, const struct row *row)
{
	struct numbers first = { BUF_INIT, 0 };
	size_t i = 0;

	numbers_add(&first, row->v[0]);
	buf_addc(out, '!');
	buf_addstr(out, buf_str(&first.codes));
	buf_release(&first.codes);
	for (uint32_t at = row->v[0]; i < row->n; at += 6) {
		unsigned bits = 0;

		for (; i < row->n && row->v[i] - at < 6; i++)
			bits |= 1u << (row->v[i] - at);
		buf_addc(out, digits[bits]);
	}
}

/* As distances or as bits, whichever is shorter. */
static void numbers_write(struct buf *out, const struct row *row)
{
	struct numbers list = { BUF_INIT, 0 };

	for (size_t i = 0; i < row->n; i++)
		numbers_add(&list, row->v[i]);
	if (row->n && list.codes.n > (row->v[row->n - 1] - row->v[0]) / 6 + 8)
		write_bits(out, row);
	else
		buf_addstr(out, buf_str(&list.codes));
	buf_release(&list.codes);
}

/* ---- gathering --------------------------------------------------------- */

/* "08" is "8". */
static struct str without_zeros(struct str word)
{
	while (word.n > 1 && word.p[0] == '0' && ascii_digit(word.p[1]))
		word = str_from(word, 1);
	return word;
}

/* A word not met before; `folded` is one word. */
static struct form *add_form(struct search *s, struct str word,
			     struct str folded)
{
	struct term *term = map_get(&s->terms, folded);
	struct form *form = POOL_NEW(s->pool, struct form);

	if (!term) {
		term = POOL_NEW(s->pool, struct term);
		term->key = pool_str(s->pool, folded);
		map_put(&s->terms, term->key, term);
	}
	form->word = pool_str(s->pool, word);
	map_put(&s->words, form->word, form);
	POOL_PUSH(s->pool, term->forms, term->n, term->cap, form);
	return form;
}

/* What stands in the title need not be told of the rest. */
static void add_to(struct search *s, struct form *form, enum search_field field)
{
	if (field != SEARCH_OTHER ||
	    form->in[SEARCH_TITLE].next != (uint32_t)s->nrecords)
		numbers_add(&form->in[field], (uint32_t)s->nrecords - 1);
}

static void add_word(struct search *s, enum search_field field, struct str word)
{
	struct form *form;
	struct str folded, piece;

	word = without_zeros(word);
	form = map_get(&s->words, word);
	if (!form) {
		buf_clear(&s->folded);
		text_fold_buf(&s->folded, word);
		folded = buf_str(&s->folded);
		if (!folded.n || folded.n > SEARCH_WORD)
			return;
		if (str_chr(folded, ' ') >= 0) {	/* "½" is "1 2" */
			struct str all = pool_str(s->pool, folded);

			while (str_split(&all, ' ', &piece))
				add_word(s, field, piece);
			return;
		}
		form = add_form(s, word, folded);
	}
	add_to(s, form, field);
}

void search_entry(struct search *s, struct str record)
{
	ARRAY_PUSH(s->records, s->nrecords, s->cap,
		   pool_str(s->pool, record));
}

void search_text(struct search *s, enum search_field field, struct str text)
{
	struct str rest, word;

	buf_clear(&s->lower);
	text_lower_buf(&s->lower, text);
	rest = buf_str(&s->lower);
	while (rest.n && str_split(&rest, ' ', &word))
		add_word(s, field, word);
}

#define NUMBER_WORDS 8

void search_number(struct search *s, enum search_field field,
		   struct str number)
{
	struct str words[NUMBER_WORDS], rest;
	size_t n = 0;

	search_text(s, field, number);
	rest = buf_str(&s->lower);
	while (n < NUMBER_WORDS && rest.n && str_split(&rest, ' ', &words[n]))
		n++;
	for (size_t i = 0; i + 1 < n; i++) {
		buf_clear(&s->joined);
		buf_addstr(&s->joined, words[i]);
		for (size_t j = i + 1; j < n; j++) {
			buf_addstr(&s->joined, words[j]);
			add_word(s, field, buf_str(&s->joined));
		}
	}
}

void search_mark(struct search *s, const char *facet, struct str value)
{
	struct form *form;
	struct str key;

	buf_clear(&s->joined);
	buf_addf(&s->joined, ":%s:%.*s", facet, STR_ARG(value));
	key = buf_str(&s->joined);
	form = map_get(&s->words, key);
	add_to(s, form ? form : add_form(s, key, key), SEARCH_TITLE);
}

/* ---- writing ----------------------------------------------------------- */

struct writer {
	const struct search *search;
	struct term **terms;	/* in byte order */
	struct buf texts;	/* of all terms, one after the other */
	struct buf file, path;
	struct row row;
	struct buf sums;	/* of the files written */
	struct search_summary *out;
	int (*write)(void *arg, struct str path, struct str bytes);
	void *arg;
};

static int by_key(const void *a, const void *b)
{
	return str_cmp((*(struct term *const *)a)->key,
		       (*(struct term *const *)b)->key);
}

static int by_word(const void *a, const void *b)
{
	return str_cmp((*(struct form *const *)a)->word,
		       (*(struct form *const *)b)->word);
}

/* "cai":["cải","AC","B"], */
static void add_term(struct writer *w, struct buf *out,
		     const struct term *term, uint32_t from, uint32_t to)
{
	buf_addc(out, '"');
	escape_json(out, term->key);
	buf_adds(out, "\":[");
	for (size_t i = 0; i < term->n; i++) {
		const struct form *form = term->forms[i];

		if (str_eq(form->word, term->key)) {
			buf_addc(out, '0');
		} else {
			buf_addc(out, '"');
			escape_json(out, form->word);
			buf_addc(out, '"');
		}
		for (int field = 0; field <= SEARCH_OTHER; field++) {
			buf_adds(out, ",\"");
			numbers_read(&w->row, &form->in[field], from, to);
			numbers_write(out, &w->row);
			buf_addc(out, '"');
		}
		buf_addc(out, i + 1 < term->n ? ',' : ']');
	}
	buf_addc(out, ',');
}

/* Hand over the file of w->path with `body`, less its last comma. */
static int write_file(struct writer *w, char open, struct str body, char close)
{
	char hex[SHA256_HEX + 1];
	struct buf path = BUF_INIT;
	int result;

	buf_clear(&w->file);
	buf_addf(&w->file, "mb(\"%.*s\",%c", STR_ARG(buf_str(&w->path)), open);
	if (body.n)
		buf_add(&w->file, body.p, body.n - 1);
	buf_addf(&w->file, "%c)\n", close);
	sha256_hex(buf_str(&w->file), hex);
	buf_adds(&w->sums, hex);
	buf_addf(&path, "%.*s.js", STR_ARG(buf_str(&w->path)));
	result = w->write(w->arg, buf_str(&path), buf_str(&w->file));
	buf_release(&path);
	return result;
}

/* What is no letter or digit is written as hex: "_3a". */
static void name_file(struct writer *w, struct str key)
{
	buf_clear(&w->path);
	buf_adds(&w->path, "tu/w-");
	for (size_t i = 0; i < key.n; i++)
		if (ascii_alnum(key.p[i]))
			buf_addc(&w->path, key.p[i]);
		else
			buf_addf(&w->path, "_%02x", (unsigned char)key.p[i]);
}

/* One word that is too much for a file. */
static int write_runs(struct writer *w, struct str key,
		      const struct term *term)
{
	uint32_t n = (uint32_t)w->search->nrecords;
	uint32_t runs = (uint32_t)(term->size / SEARCH_SHARD + 1);
	uint32_t each = n / runs + 1;
	struct buf body = BUF_INIT;
	int result = 0;

	buf_addf(&w->out->keys, "*%u", (unsigned)runs);
	for (uint32_t run = 0; run < runs && !result; run++) {
		buf_clear(&body);
		add_term(w, &body, term, run * each, (run + 1) * each);
		name_file(w, key);
		if (run)
			buf_addf(&w->path, "-%u", (unsigned)run + 1);
		result = write_file(w, '{', buf_str(&body), '}');
	}
	buf_release(&body);
	return result;
}

/* The file of a key: terms [from, to), whose text begins at `at`. */
static int write_leaf(struct writer *w, struct str key, size_t from, size_t to,
		      size_t at, size_t size)
{
	if (w->out->keys.n)
		buf_addc(&w->out->keys, ' ');
	buf_addstr(&w->out->keys, key);
	if (to == from + 1 && size > SEARCH_SHARD)
		return write_runs(w, key, w->terms[from]);
	name_file(w, key);
	return write_file(w, '{', str_sub(buf_str(&w->texts), at, size), '}');
}

/* The end of the character that begins at byte `at`. */
static size_t char_end(struct str s, size_t at)
{
	at++;
	while (at < s.n && ((unsigned char)s.p[at] & 0xc0) == 0x80)
		at++;
	return at;
}

/* Terms [from, to), all of which begin with the same `depth` bytes. */
static int write_range(struct writer *w, size_t from, size_t to, size_t depth,
		       size_t at)
{
	struct str key = str_sub(w->terms[from]->key, 0, depth);
	size_t size = 0;
	int result = 0;

	for (size_t i = from; i < to; i++)
		size += w->terms[i]->size;
	if (depth && (size <= SEARCH_SHARD || to == from + 1))
		return write_leaf(w, key, from, to, at, size);
	if (depth && w->terms[from]->key.n == depth) {
		size = w->terms[from]->size;
		result = write_leaf(w, key, from, from + 1, at, size);
		at += size;
		from++;
	}
	while (from < to && !result) {
		struct str first = w->terms[from]->key;
		size_t next = char_end(first, depth), end = from;

		size = 0;
		while (end < to && str_starts(w->terms[end]->key,
					      str_sub(first, 0, next)))
			size += w->terms[end++]->size;
		result = write_range(w, from, end, next, at);
		at += size;
		from = end;
	}
	return result;
}

static int write_words(struct writer *w, struct search *s)
{
	size_t n = s->terms.n;
	int result = 0;

	w->terms = xcalloc(n + 1, sizeof(struct term *));
	for (size_t i = 0; i < n; i++)
		w->terms[i] = s->terms.entries[i].value;
	if (n)
		qsort(w->terms, n, sizeof(struct term *), by_key);
	for (size_t i = 0; i < n; i++) {
		struct term *term = w->terms[i];
		size_t start = w->texts.n;

		qsort(term->forms, term->n, sizeof(struct form *), by_word);
		add_term(w, &w->texts, term, 0, UINT32_MAX);
		term->size = w->texts.n - start;
	}
	if (n)
		result = write_range(w, 0, n, 0, 0);
	free(w->terms);
	return result;
}

static int write_records(struct writer *w)
{
	const struct search *s = w->search;
	struct buf body = BUF_INIT;
	int result = 0;

	for (size_t i = 0; i < s->nrecords && !result; i += SEARCH_BLOCK) {
		buf_clear(&body);
		for (size_t j = i; j < s->nrecords && j < i + SEARCH_BLOCK; j++) {
			buf_addstr(&body, s->records[j]);
			buf_addc(&body, ',');
		}
		buf_clear(&w->path);
		buf_addf(&w->path, "muc/%zu", i / SEARCH_BLOCK);
		result = write_file(w, '[', buf_str(&body), ']');
	}
	buf_release(&body);
	return result;
}

int search_write(struct search *s, struct search_summary *out,
		 int (*write)(void *arg, struct str path, struct str bytes),
		 void *arg)
{
	struct writer w = { .search = s, .out = out, .write = write,
			    .arg = arg };
	char hex[SHA256_HEX + 1];
	int result;

	*out = (struct search_summary){ .entries = s->nrecords };
	result = write_words(&w, s);
	if (!result)
		result = write_records(&w);
	sha256_hex(buf_str(&w.sums), hex);
	memcpy(out->version, hex, SEARCH_VERSION);
	buf_release(&w.texts);
	buf_release(&w.file);
	buf_release(&w.path);
	buf_release(&w.sums);
	free(w.row.v);
	return result;
}
