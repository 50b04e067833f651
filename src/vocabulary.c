/* SPDX-License-Identifier: MIT */
/* vocabulary.c - labels, statuses and a few fixed words, looked up folded. */
#include "vocabulary.h"

#include "text.h"

static const char *const field_names[NFIELDS] = {
	[FIELD_ID] = "id", [FIELD_SHORT_TITLE] = "short_title",
	[FIELD_AREA] = "area", [FIELD_PRODUCT] = "product",
	[FIELD_LEAD] = "lead", [FIELD_SUPPORT] = "support",
	[FIELD_DEADLINE] = "deadline", [FIELD_DUE] = "due",
	[FIELD_STATUS] = "status", [FIELD_PROGRESS] = "progress",
	[FIELD_COMPLETED] = "completed",
	[FIELD_PERIOD_RESULT] = "period_result", [FIELD_RESULT] = "result",
	[FIELD_EVIDENCE] = "evidence", [FIELD_AUTHORITY] = "authority",
	[FIELD_CORRECTION] = "correction",
	[FIELD_CARRIED_FROM] = "carried_from", [FIELD_LINKED] = "linked",
	[FIELD_TARGET] = "target", [FIELD_ACTUAL] = "actual",
	[FIELD_DENOMINATOR] = "denominator",
	[FIELD_MILESTONES_BY_YEAR] = "milestones_by_year",
	[FIELD_MEASURE] = "measure", [FIELD_SCORE] = "score",
	[FIELD_ASSESSED_YEAR] = "assessed_year", [FIELD_CAUSE] = "cause",
	[FIELD_REMEDY] = "remedy", [FIELD_RANK] = "rank",
	[FIELD_NOTE] = "note",
};

static const char *const column_names[] = {
	[COLUMN_ORDINAL - NFIELDS] = "ordinal",
	[COLUMN_TITLE - NFIELDS] = "title", [COLUMN_MARK - NFIELDS] = "mark",
};

static const char *const status_names[] = {
	[STATUS_NONE] = NULL, [STATUS_NOT_STARTED] = "not_started",
	[STATUS_IN_PROGRESS] = "in_progress", [STATUS_DONE] = "done",
	[STATUS_SUSPENDED] = "suspended", [STATUS_STOPPED] = "stopped",
};

/* Lists of single words: the key below format.words, and what it means. */
static const struct {
	const char *key;
	enum word word;
} words[] = {
	{ "achieved", WORD_ACHIEVED },
	{ "not_achieved", WORD_NOT_ACHIEVED },
	{ "none_arisen", WORD_NONE_ARISEN },
	{ "trailer_authority", WORD_TRAILER_AUTHORITY },
	{ "trailer_class", WORD_TRAILER_CLASS },
	{ "editorial", WORD_EDITORIAL },
	{ "correction", WORD_CORRECTION },
};

const char *field_name(enum field_id id)
{
	return field_names[id];
}

const char *status_name(enum status status)
{
	return status_names[status];
}

bool field_repeats(enum field_id id)
{
	return id == FIELD_PERIOD_RESULT || id == FIELD_ACTUAL ||
	       id == FIELD_NOTE || id == FIELD_LINKED ||
	       id == FIELD_EVIDENCE;
}

/* A list of texts, or one text, under kind. */
static void add_words(struct vocabulary *v, char kind,
		      const struct yaml_node *list, int code)
{
	size_t n = !list ? 0 : list->kind == YAML_LIST ? list->n : 1;

	for (size_t i = 0; i < n; i++) {
		const struct yaml_node *word =
			list->kind == YAML_LIST ? list->items[i] : list;
		struct str folded = text_fold(v->pool, word->text);
		struct str sign = { &kind, 1 };
		struct str key = POOL_JOIN(v->pool, sign, STR(":"), folded);

		map_put(&v->words, key, (void *)(intptr_t)(code + 1));
		key = POOL_JOIN(v->pool, sign, STR(":"), word->text);
		map_put(&v->written, key, (void *)(intptr_t)(code + 1));
		if (kind == 'f')
			POOL_PUSH(v->pool, v->labels, v->nlabels,
				  v->labels_cap, word->text);
		else if (kind == 's')
			POOL_PUSH(v->pool, v->statuses, v->nstatuses,
				  v->statuses_cap, word->text);
		else if (kind == 'c')
			POOL_PUSH(v->pool, v->columns, v->ncolumns,
				  v->columns_cap, word->text);
	}
}

static void add_catalog(struct vocabulary *v, const struct catalog *cat)
{
	const struct yaml_node *format = yaml_get(cat->root, "format");
	const struct yaml_node *labels = yaml_get(format, "labels");
	const struct yaml_node *statuses = yaml_get(format, "statuses");
	const struct yaml_node *fixed = yaml_get(format, "words");
	const struct yaml_node *columns = yaml_get(format, "columns");

	for (int c = 0; c < NCOLUMNS; c++)
		add_words(v, 'c', yaml_get(columns, c < NFIELDS ?
			field_names[c] : column_names[c - NFIELDS]), c);
	for (int f = 0; f < NFIELDS; f++)
		add_words(v, 'f', yaml_get(labels, field_names[f]), f);
	for (int s = STATUS_NOT_STARTED; s <= STATUS_STOPPED; s++)
		add_words(v, 's', yaml_get(statuses, status_names[s]), s);
	for (size_t w = 0; w < sizeof(words) / sizeof(*words); w++)
		add_words(v, 'w', yaml_get(fixed, words[w].key),
			  (int)words[w].word);
}

void vocabulary_init(struct vocabulary *v, struct pool *pool,
		     const struct catalog *vi, const struct catalog *en)
{
	*v = (struct vocabulary){ .pool = pool };
	add_catalog(v, en);
	add_catalog(v, vi);
}

void vocabulary_release(struct vocabulary *v)
{
	map_release(&v->words);
	map_release(&v->written);
}

/* The code of a word, or -1. */
static int look_up(const struct vocabulary *v, char kind, struct str text)
{
	struct buf key = BUF_INIT;
	void *code;

	if (text.n > 120)	/* no label is so long */
		return -1;
	buf_addc(&key, kind);
	buf_addc(&key, ':');
	buf_addstr(&key, text);
	code = map_get(&v->written, buf_str(&key));
	if (!code) {
		key.n = 2;
		text_fold_buf(&key, text);
		code = map_get(&v->words, buf_str(&key));
	}
	buf_release(&key);
	return (int)(intptr_t)code - 1;
}

enum field_id vocabulary_field(const struct vocabulary *v, struct str label)
{
	int code = look_up(v, 'f', label);

	return code < 0 ? NFIELDS : (enum field_id)code;
}

/* A heading's words have those of a known one among them, one by one. */
static bool has_words(struct str heading, struct str known)
{
	ptrdiff_t at = str_find(heading, known);

	return at >= 0 && (at == 0 || heading.p[at - 1] == ' ') &&
	       ((size_t)at + known.n == heading.n ||
		heading.p[(size_t)at + known.n] == ' ');
}

static int column_within(const struct vocabulary *v, struct str heading)
{
	struct buf folded = BUF_INIT;
	int column = NCOLUMNS;
	size_t longest = 0;

	text_fold_buf(&folded, heading);
	for (size_t i = 0; i < v->words.n; i++) {
		struct str key = v->words.entries[i].key;

		if (key.p[0] != 'c' || key.n - 2 <= longest ||
		    str_chr(key, ' ') < 0 ||
		    !has_words(buf_str(&folded), str_from(key, 2)))
			continue;
		longest = key.n - 2;
		column = (int)(intptr_t)v->words.entries[i].value - 1;
	}
	buf_release(&folded);
	return column;
}

int vocabulary_column(const struct vocabulary *v, struct str heading)
{
	ptrdiff_t bracket = str_chr(heading, '(');
	int code;

	if (heading.n > 200)	/* a text, no heading */
		return NCOLUMNS;
	if (bracket > 0)
		heading = str_trim(str_sub(heading, 0, (size_t)bracket));
	code = look_up(v, 'c', heading);
	if (code < 0)
		code = look_up(v, 'f', heading);
	return code < 0 ? column_within(v, heading) : code;
}

enum status vocabulary_status(const struct vocabulary *v, struct str text)
{
	int code = look_up(v, 's', text);

	return code < 0 ? STATUS_NONE : (enum status)code;
}

enum word vocabulary_word(const struct vocabulary *v, struct str text)
{
	int code = look_up(v, 'w', text);

	return code < 0 ? WORD_NONE : (enum word)code;
}
