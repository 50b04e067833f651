/* SPDX-License-Identifier: MIT */
/* page_search.c - fills the search index; the search page. */
#include "docnum.h"
#include "escape.h"
#include "page_catalogue.h"
#include "search.h"

#define SEARCH_ADDRESS "tim-kiem"
#define YEAR_MIN 1990
#define YEAR_MAX 2100

struct indexing {
	struct sheet *s;
	struct search *search;
	struct buf text, record;
	bool years[YEAR_MAX - YEAR_MIN + 1];
	bool ratings[NGROUPS];
};

/* ---- records: what a result shows -------------------------------------- */

/* The kind of an entry in words. */
static struct str kind_of(struct sheet *s, const struct entry *e)
{
	static const char *const keys[] = {
		[ENTRY_AREA] = "label.area", [ENTRY_AGENCY] = "label.agency",
		[ENTRY_UNIT] = "agency.unit", [ENTRY_PLAN] = "label.plan",
		[ENTRY_DOCUMENT] = "search.document",
		[ENTRY_PAGE] = "search.page", [ENTRY_ITEM] = "kind.task",
	};
	const struct item_view *item = e->what;

	if (e->kind == ENTRY_ITEM && !(item->facts.kinds & KIND_TASK)) {
		if (item->facts.kinds & KIND_TARGET)
			return sheet_words(s, "kind.target");
		if (item->facts.kinds & KIND_CRITERION)
			return sheet_words(s, "kind.criterion");
		return sheet_words(s, "kind.index");
	}
	return sheet_words(s, keys[e->kind]);
}

static struct str agency_name(const struct agency *agency)
{
	return agency->shortname.n ? agency->shortname : agency->name;
}

/* Where it belongs: "Sở Ngoại vụ, 08/KH-SNgV". */
static struct str place_of(struct sheet *s, const struct entry *e)
{
	const struct agency *agency = entry_agency(e);
	struct str number = STR(""), name;

	if (e->kind == ENTRY_DOCUMENT)
		return ((const struct document *)e->what)->issuer;
	if (e->kind == ENTRY_ITEM)
		number = ((const struct item_view *)e->what)->plan->front->number;
	else if (e->kind == ENTRY_PLAN)
		number = ((const struct plan_view *)e->what)->front->number;
	if (!agency)
		return STR("");
	name = agency_name(agency);
	if (e->kind == ENTRY_AGENCY)
		return str_eq(name, e->title) ? STR("") : name;
	return number.n ? pool_printf(s->pool, "%.*s, %.*s", STR_ARG(name),
				      STR_ARG(number)) : name;
}

static const struct plan_view *plan_of(const struct entry *e)
{
	if (e->kind == ENTRY_PLAN)
		return e->what;
	if (e->kind == ENTRY_ITEM)
		return ((const struct item_view *)e->what)->plan;
	return NULL;
}

static struct str period_of(const struct entry *e)
{
	const struct plan_view *plan = plan_of(e);

	return plan ? plan->front->period_text : STR("");
}

static void add_string(struct buf *out, struct str text)
{
	buf_adds(out, out->n > 1 ? ",\"" : "\"");
	escape_json(out, text);
	buf_addc(out, '"');
}

static struct str text_of(const struct value *map, const char *key)
{
	const struct value *v = map ? value_get(map, str_of(key)) : NULL;

	return v && v->kind == VALUE_STRING ? v->text : STR("");
}

/* The rating as rows of tables have it; NULL for what has none. */
static struct value *rating_of_entry(struct sheet *s, const struct entry *e)
{
	const struct item_view *item = e->what;
	struct value *map = value_map(s->pool);

	if (e->kind != ENTRY_ITEM || e->removed)
		return NULL;
	if (item->facts.kinds & KIND_TASK)
		put_rating(s, map, "rating", item, false);
	else if (item->facts.kinds & KIND_TARGET)
		put_target_rating(s, map, "rating", item->target_rating);
	return value_get(map, STR("rating"));
}

static struct str entry_url(struct sheet *s, const struct entry *e)
{
	return link_anchor(s->pool, s->links.from, e->address, e->anchor);
}

/* [title, address, kind, place, period, removed, group, icon, rating] */
static void write_record(struct indexing *in, const struct entry *e,
			 const struct value *rating)
{
	struct sheet *s = in->s;
	struct buf *b = &in->record;

	buf_clear(b);
	buf_addc(b, '[');
	add_string(b, text_shortened(s->pool, e->title, SENTENCE_VALUE));
	add_string(b, entry_url(s, e));
	add_string(b, kind_of(s, e));
	add_string(b, place_of(s, e));
	add_string(b, period_of(e));
	buf_adds(b, e->removed ? ",1" : ",0");
	if (rating) {
		add_string(b, text_of(rating, "group"));
		add_string(b, text_of(rating, "icon"));
		add_string(b, text_of(rating, "text"));
	}
	buf_addc(b, ']');
}

/* ---- words ------------------------------------------------------------- */

static void other(struct indexing *in, struct str text)
{
	search_text(in->search, SEARCH_OTHER, text);
}

static void title(struct indexing *in, struct str text)
{
	search_text(in->search, SEARCH_TITLE, text);
}

/* The numbers of documents in a text. */
static void numbers(struct indexing *in, enum search_field field,
		    struct str text)
{
	struct str number;
	size_t at = 0;

	while (docnum_find(text, at, &number)) {
		search_number(in->search, field, number);
		at = (size_t)(number.p - text.p) + number.n;
	}
}

static void markdown(struct indexing *in, struct str text)
{
	if (!text.n)
		return;
	buf_clear(&in->text);
	markdown_plain(&in->text, text);
	other(in, buf_str(&in->text));
	numbers(in, SEARCH_OTHER, text);
}

static void strings(struct indexing *in, const struct strs *list)
{
	for (size_t i = 0; i < list->n; i++) {
		other(in, list->v[i]);
		numbers(in, SEARCH_OTHER, list->v[i]);
	}
}

static void units(struct indexing *in, const struct unit_refs *refs)
{
	for (size_t i = 0; i < refs->n; i++)
		other(in, refs->v[i]->name);
}

/* What an item was once called, and the documents that changed it. */
static void past_of(struct indexing *in, const struct item_view *item)
{
	const struct history *h = in->s->model->history;

	for (size_t i = 0; i < item->line->nrecords; i++) {
		const struct record *r = &h->records[item->line->records[i]];

		if (!r->adopted)
			continue;
		if (r->d.field == SUBJECT_TITLE)
			other(in, r->d.from);
		numbers(in, SEARCH_OTHER, r->authority);
	}
}

static void index_item(struct indexing *in, const struct item_view *item)
{
	const struct section *section = item->section;

	title(in, item->title);
	title(in, item->short_title);
	numbers(in, SEARCH_TITLE, item->title);
	search_number(in->search, SEARCH_TITLE,
		      section_text(section, FIELD_ID));
	for (size_t i = 0; i < section->nfields; i++)
		if (section->fields[i].id != FIELD_ID)
			markdown(in, section->fields[i].text);
	markdown(in, section->body);
	units(in, &item->facts.lead);
	units(in, &item->facts.support);
	past_of(in, item);
	search_mark(in->search, "area", item->area->id);
}

static void index_plan(struct indexing *in, const struct plan_view *plan)
{
	const struct plan_front *front = plan->front;
	const struct version *v = plan->version;

	title(in, plan->title);
	search_number(in->search, SEARCH_TITLE, front->number);
	other(in, front->signer);
	other(in, front->place);
	strings(in, &front->basis);
	strings(in, &front->replaces);
	strings(in, &front->recipients);
	for (size_t i = 0; i < v->nprose; i++) {
		other(in, v->prose[i].section->title);
		markdown(in, v->prose[i].section->body);
	}
}

static void index_agency(struct indexing *in, const struct agency *agency)
{
	title(in, agency->name);
	title(in, agency->shortname);
	title(in, agency->code);
	other(in, agency->parent);
	markdown(in, agency->intro);
}

static void index_unit(struct indexing *in, const struct unit *unit)
{
	title(in, unit->name);
	for (size_t i = 0; i < unit->shorts.n; i++)
		title(in, unit->shorts.v[i]);
	for (size_t i = 0; i < unit->nformer; i++)
		other(in, unit->former[i].name);
}

static void index_area(struct indexing *in, const struct area *area)
{
	title(in, area->title);
	strings(in, &area->aliases);
	search_mark(in->search, "area", area->id);
}

static void index_document(struct indexing *in, const struct document *d)
{
	search_number(in->search, SEARCH_TITLE, d->number);
	title(in, d->title);
	other(in, d->issuer);
}

static void index_page(struct indexing *in, const struct page *page)
{
	title(in, page->title);
	markdown(in, page->body);
}

static void index_words(struct indexing *in, const struct entry *e)
{
	switch (e->kind) {
	case ENTRY_AREA:
		index_area(in, e->what);
		break;
	case ENTRY_AGENCY:
		index_agency(in, e->what);
		break;
	case ENTRY_UNIT:
		index_unit(in, e->what);
		break;
	case ENTRY_PLAN:
		index_plan(in, e->what);
		break;
	case ENTRY_DOCUMENT:
		index_document(in, e->what);
		break;
	case ENTRY_PAGE:
		index_page(in, e->what);
		break;
	case ENTRY_ITEM:
		index_item(in, e->what);
		break;
	}
}

/* ---- what results are narrowed down by --------------------------------- */

static void mark_years(struct indexing *in, int from, int to)
{
	if (from < YEAR_MIN || to > YEAR_MAX)
		return;
	for (int year = from; year <= to; year++) {
		search_mark(in->search, "year",
			    pool_printf(in->s->pool, "%d", year));
		in->years[year - YEAR_MIN] = true;
	}
}

static void mark_rating(struct indexing *in, const struct value *rating)
{
	struct str name = text_of(rating, "group");

	for (int group = 0; group < NGROUPS; group++)
		if (str_eqs(name, rating_group_name((enum rating_group)group)))
			in->ratings[group] = true;
	search_mark(in->search, "rating", name);
}

static void index_entry(struct indexing *in, const struct entry *e)
{
	const struct agency *agency = entry_agency(e);
	const struct plan_view *plan = plan_of(e);
	const struct value *rating = rating_of_entry(in->s, e);

	write_record(in, e, rating);
	search_entry(in->search, buf_str(&in->record));
	index_words(in, e);
	if (agency) {
		other(in, agency->name);
		other(in, agency->shortname);
		search_mark(in->search, "agency", agency->slug);
	}
	if (rating)
		mark_rating(in, rating);
	if (plan)
		mark_years(in, plan->front->period_from,
			   plan->front->period_to);
	if (e->kind == ENTRY_DOCUMENT &&
	    ((const struct document *)e->what)->date != DATE_NONE) {
		int year = date_ymd(((const struct document *)e->what)->date)
			.year;

		mark_years(in, year, year);
	}
}

static int write_index_file(void *arg, struct str path, struct str bytes)
{
	struct sheet *s = arg;
	struct buf full = BUF_INIT;
	int result;

	buf_addf(&full, "%s%.*s", SEARCH_ADDRESS "/", STR_ARG(path));
	result = stage_write(s->pages->context->stage, buf_str(&full), bytes);
	buf_release(&full);
	return result;
}

/* ---- the page ---------------------------------------------------------- */

static struct value *add_option(struct sheet *s, struct value *list,
				struct str value, struct str text)
{
	struct value *option = value_push(s->pool, list, value_map(s->pool));

	value_set_str(s->pool, option, "value", value);
	value_set_str(s->pool, option, "title", text);
	return option;
}

static struct value *add_filter(struct sheet *s, struct value *filters,
				const char *name, struct str label)
{
	struct value *filter = value_push(s->pool, filters,
					  value_map(s->pool));

	value_set_str(s->pool, filter, "name", str_of(name));
	value_set_str(s->pool, filter, "label", label);
	return put_list(s, filter, "options");
}

static void put_filters(struct indexing *in)
{
	struct sheet *s = in->s;
	const struct site *site = s->pages->site;
	const struct agency *const *agencies;
	struct value *filters = put_list(s, s->data, "filters"), *list;
	size_t n;

	list = add_filter(s, filters, "area", sheet_words(s, "label.area"));
	for (size_t i = 0; i < site->nareas; i++)
		add_option(s, list, site->areas[i].id, site->areas[i].title);
	list = add_filter(s, filters, "agency",
			  sheet_words(s, "label.agency"));
	agencies = agencies_by_name(s, &n);
	for (size_t i = 0; i < n; i++)
		add_option(s, list, agencies[i]->slug,
			   agency_name(agencies[i]));
	list = add_filter(s, filters, "rating",
			  sheet_words(s, "label.rating"));
	for (int g = 0; g < NGROUPS; g++)
		if (in->ratings[g])
			add_option(s, list, str_of(rating_group_name(
					(enum rating_group)g)),
				   speak_word(&s->text, "group",
					rating_group_name((enum rating_group)g)));
	list = add_filter(s, filters, "year", sheet_words(s, "search.year"));
	for (int year = YEAR_MAX; year >= YEAR_MIN; year--)
		if (in->years[year - YEAR_MIN]) {
			struct str text = pool_printf(s->pool, "%d", year);

			add_option(s, list, text, text);
		}
}

/* What the script needs to know; "#" is where it puts a number. */
static void put_index(struct sheet *s, const struct search_summary *summary)
{
	struct value *map = value_add_map(s->pool, s->data, "search");

	value_set_str(s->pool, map, "keys",
		      pool_str(s->pool, buf_str(&summary->keys)));
	value_set_str(s->pool, map, "version",
		      pool_str(s->pool, str_of(summary->version)));
	value_set_int(s->pool, map, "entries", (long long)summary->entries);
	value_set_int(s->pool, map, "block", SEARCH_BLOCK);
	value_set_str(s->pool, map, "one", speak(&s->text, "search.found",
						 { "count", STR("1") }));
	value_set_str(s->pool, map, "many", speak(&s->text, "search.found",
						  { "count", STR("#") }));
}

struct str listing_title(struct sheet *s, const struct listing *l)
{
	struct str letter;

	switch (l->kind) {
	case LISTING_LETTER:
		letter = catalogue_letter(l->which);
		return letter.n ? letter : sheet_words(s, "search.signs");
	case LISTING_RATING:
		return speak_word(&s->text, "group",
			rating_group_name((enum rating_group)l->which));
	case LISTING_DEADLINE:
		break;
	case NLISTINGS:
		return STR("");
	}
	switch ((enum due)l->which) {
	case DUE_DATED:
		return speak_period(&s->text, l->quarter);
	case DUE_RECURRING:
		return sheet_words(s, "group.recurring");
	case DUE_WAITING:
		return sheet_words(s, "group.waiting");
	case DUE_UNDATED:
		break;
	}
	return sheet_words(s, "search.undated");
}

void row_entry(struct sheet *s, struct value *list, const struct entry *e)
{
	struct value *row = value_push(s->pool, list, value_map(s->pool));
	struct str removed = e->removed ? sheet_words(s, "label.removed") :
					  STR("");

	value_set_str(s->pool, row, "title",
		      text_shortened(s->pool, e->title, SENTENCE_VALUE));
	value_set_str(s->pool, row, "url", entry_url(s, e));
	value_set_str(s->pool, row, "kind", kind_of(s, e));
	put(s, row, "place", place_of(s, e));
	put(s, row, "period", period_of(e));
	put(s, row, "removed", removed);
}

static void put_lists(struct sheet *s)
{
	static const char *const keys[NLISTINGS] = {
		[LISTING_LETTER] = "letters", [LISTING_RATING] = "ratings",
		[LISTING_DEADLINE] = "deadlines",
	};
	const struct catalogue *c = s->pages->catalogue;
	bool few = c->n <= PAGE_ROWS;

	for (int kind = 0; kind < NLISTINGS; kind++)
		put_list(s, s->data, keys[kind]);
	for (size_t i = 0; i < c->nlistings; i++) {
		const struct listing *l = &c->listings[i];
		struct value *row = value_push(s->pool,
			value_get(s->data, str_of(keys[l->kind])),
			value_map(s->pool)), *list;

		value_set_str(s->pool, row, "title", listing_title(s, l));
		value_set_int(s->pool, row, "count", (long long)l->n);
		if (l->kind != LISTING_LETTER || !few) {
			value_set_str(s->pool, row, "url",
				      sheet_url(s, l->address));
			continue;
		}
		value_set_str(s->pool, row, "anchor", str_from(l->address,
				strlen(SEARCH_ADDRESS "/")));
		list = put_list(s, row, "entries");
		for (size_t j = 0; j < l->n; j++)
			row_entry(s, list, l->entries[j]);
		seal_list(s, row, "entries");
	}
	put_true(s, s->data, "whole", few);
	for (int kind = 0; kind < NLISTINGS; kind++)
		seal_list(s, s->data, keys[kind]);
}

void page_search(struct sheet *s, const struct page_job *job)
{
	const struct catalogue *c = s->pages->catalogue;
	struct indexing in = { .s = s, .search = search_new() };
	struct search_summary summary;

	(void)job;
	sheet_open(s, "search", STR(SEARCH_ADDRESS));
	sheet_title(s, sheet_words(s, "nav.search"),
		    sheet_words(s, "search.description"));
	sheet_crumb(s, sheet_words(s, "nav.search"), s->address);
	for (size_t i = 0; i < c->n; i++)
		index_entry(&in, &c->entries[i]);
	if (search_write(in.search, &summary, write_index_file, s))
		s->failed = -1;
	put_filters(&in);
	put_index(s, &summary);
	put_lists(s);
	sheet_provenance(s, SIZE_MAX, STR(""), STR("data/site.json"));
	if (!s->failed)
		sheet_close(s);
	buf_release(&summary.keys);
	buf_release(&in.text);
	buf_release(&in.record);
	search_free(in.search);
}
