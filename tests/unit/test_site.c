/* SPDX-License-Identifier: MIT */
/* test_site.c - site.yml, agencies, registry and pages of a snapshot. */
#include "unit.h"

#include "site.h"

#define FILES_MAX 16

struct world {
	struct pool *pool;
	struct diags diags;
	struct snapshot snapshot;
	struct snapshot_file files[FILES_MAX];
	struct sources s;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->pool = pool_new();
	w->snapshot.folder = STR("content");
	w->snapshot.files = w->files;
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	sources_release(&w->s);
	pool_free(w->pool);
	free(w);
	return 0;
}

static int path_order(const void *pa, const void *pb)
{
	const struct snapshot_file *a = pa, *b = pb;

	return str_cmp(a->path, b->path);
}

/* Pairs of a path and a text, up to a NULL. */
static int load(struct world *w, const char *const files[][2])
{
	size_t n = 0;

	sources_release(&w->s);
	diags_init(&w->diags, w->pool);
	for (; files[n][0]; n++) {
		struct str path = str_of(files[n][0]);

		w->files[n] = (struct snapshot_file){
			.path = path,
			.text = !str_ends(path, STR(".png")),
			.src = { .path = pool_printf(w->pool, "content/%.*s",
						     STR_ARG(path)),
				 .text = str_of(files[n][1]) }
		};
	}
	w->snapshot.n = w->snapshot.cap = n;
	qsort(w->files, n, sizeof(*w->files), path_order);
	return sources_load(&w->s, w->pool, &w->snapshot, &w->diags);
}

static int load_site(struct world *w, const char *yaml)
{
	const char *const files[][2] = { { "site.yml", yaml }, { NULL } };

	return load(w, files);
}

static size_t count(const struct world *w, enum diag_code code)
{
	size_t n = 0;

	for (size_t i = 0; i < w->diags.n; i++)
		n += w->diags.list[i].code == code;
	return n;
}

static bool found(const struct world *w, enum diag_code code, const char *name,
		  const char *value)
{
	for (size_t i = 0; i < w->diags.n; i++) {
		const struct diag *d = &w->diags.list[i];

		for (size_t a = 0; d->code == code && d->args[a].name; a++)
			if (!strcmp(d->args[a].name, name) &&
			    str_eqs(d->args[a].value, value))
				return true;
	}
	return false;
}

static const char areas[] =
	"title: T\n"
	"areas:\n"
	"  - id: chi-dao\n"
	"    title: Chỉ đạo, điều hành\n"
	"    aliases: [\"Công tác chỉ đạo, điều hành CCHC\"]\n"
	"  - id: the-che\n"
	"    title: Cải cách thể chế\n"
	"  - id: so\n"
	"    title: Chính quyền điện tử, Chính quyền số\n";

static const char agency[] = "---\ntype: agency\nname: Sở X\n"
	"units: [{id: vp, name: Văn phòng}]\n---\n\nLời đầu.\n";

static const char plan[] = "---\ntype: plan\ntitle: P\n---\n";

static void blanks_have_defaults(void **state)
{
	struct world *w = *state;
	struct site *s = &w->s.site;

	assert_int_equal(load_site(w, "title: T\nreporting_cutoff_day:\n"), 0);
	assert_int_equal(w->diags.n, 0);
	assert_str(s->title, "T");
	assert_str(s->language, "vi");
	assert_str(s->timezone, "Asia/Ho_Chi_Minh");
	assert_int_equal(s->zone, 420);
	assert_str(s->theme, "default");
	assert_int_equal(s->base_url.n, 0);
	assert_int_equal(s->due_soon_days, 15);
	assert_int_equal(s->reporting_grace_days, 15);
	assert_int_equal(s->reporting_cutoff_day, 0);
	assert_int_equal(s->reporting_period, PERIOD_QUARTER);
	assert_int_equal(s->authors, AUTHORS_UNIT);
	assert_int_equal(s->nareas, 1);
	assert_str(s->areas[0].id, "chung");
	assert_str(s->areas[0].title, "Nội dung chung");
}

static void reads_all_keys(void **state)
{
	struct world *w = *state;
	struct site *s = &w->s.site;
	const char *const files[][2] = { { "site.yml",
		"title: T\nsubtitle: S\nlanguage: en\ntimezone: UTC\n"
		"theme: themes/x\nbase_url: https://x.vn/cchc\n"
		"edit_url: https://git.vn/_edit/main/{path}\n"
		"commit_url: https://git.vn/commit/{commit}\n"
		"report_url: mailto:a@x.vn\n"
		"due_soon_days: 7\nreporting_grace_days: 0\n"
		"reporting_cutoff_day: 14\nreporting_period: month\n"
		"authors: hidden\nauthor_units: {Nguyễn Văn A: vp}\n"
		"abbreviations: {CC: c, TTHC: thủ tục, CCHC: cải cách}\n"
		"measures: [{id: hl, title: Hài lòng, unit: \"%\"}]\n"
		"rewritten:\n"
		"  - {from: 0123abcd, date: 2026-05-01, reason: R}\n"
		"redactions:\n"
		"  - {plan: so-x/p, item: A-1, field: result,\n"
		"     until: 2026-05-02, decision: 12/QĐ, reason: R}\n"
		"  - {plan: so-x/q, decision: 13/QĐ, reason: R}\n" },
		{ "so-x/index.md", agency }, { NULL } };

	assert_int_equal(load(w, files), 0);
	assert_int_equal(w->diags.n, 0);
	assert_int_equal(s->zone, 0);
	assert_str(s->base_url, "https://x.vn/cchc/");
	assert_str(s->report_url, "mailto:a@x.vn");
	assert_int_equal(s->due_soon_days, 7);
	assert_int_equal(s->reporting_grace_days, 0);
	assert_int_equal(s->reporting_cutoff_day, 14);
	assert_int_equal(s->reporting_period, PERIOD_MONTH);
	assert_int_equal(s->authors, AUTHORS_HIDDEN);
	assert_str(s->author_units[0][0], "Nguyễn Văn A");
	assert_str(s->author_units[0][1], "vp");
	assert_int_equal(s->nabbreviations, 3);
	assert_str(s->abbreviations[0][0], "CCHC");
	assert_str(s->abbreviations[1][1], "thủ tục");
	assert_str(s->abbreviations[2][0], "CC");
	assert_str(s->measures[0].unit, "%");
	assert_str(s->rewritten[0].from, "0123abcd");
	assert_int_equal(s->redactions[0].until,
			 date_of((struct ymd){ 2026, 5, 2 }));
	/* Without a day it holds for every version. */
	assert_int_equal(s->redactions[1].until, INT32_MAX);
	assert_true(!str_eqs(s->areas[0].title, "Nội dung chung"));
}

static void wrong_values_are_told_together(void **state)
{
	struct world *w = *state;

	assert_int_equal(load_site(w,
		"titel: T\nlanguage: fr\ntimezone: Asia/Hanoi\n"
		"base_url: ftp://x.vn\nedit_url: https://x.vn/edit\n"
		"commit_url: javascript:{commit}\nreport_url: tel:1\n"
		"reporting_cutoff_day: 31\nreporting_period: week\n"
		"authors: all\ndue_soon_days: soon\nabbreviations: [a]\n"
		"author_units: {A: b}\n"
		"measures: [{id: a, title: A}, {id: a, title: B}]\n"
		"rewritten: [{from: HEAD, date: 2026-05-01, reason: R}]\n"
		"redactions: [{plan: so-x/p}]\n"), -1);
	assert_true(found(w, DIAG_UNKNOWN_KEY, "near", "title"));
	assert_true(found(w, DIAG_MISSING_KEY, "key", "title"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "language"));
	assert_true(found(w, DIAG_UNKNOWN_ZONE, "value", "Asia/Hanoi"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "base_url"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "edit_url"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "commit_url"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "report_url"));
	assert_true(found(w, DIAG_BAD_VALUE, "value", "31"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "reporting_period"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "authors"));
	assert_true(found(w, DIAG_WRONG_TYPE, "key", "due_soon_days"));
	assert_true(found(w, DIAG_WRONG_TYPE, "key", "abbreviations"));
	assert_true(found(w, DIAG_UNKNOWN_UNIT_ID, "value", "b"));
	assert_true(found(w, DIAG_DUPLICATE_ID, "id", "a"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "from"));
	assert_true(found(w, DIAG_MISSING_KEY, "key", "decision"));
	assert_true(found(w, DIAG_MISSING_KEY, "key", "reason"));
	assert_int_equal(w->diags.n, 18);
	/* What stays is safe to use. */
	assert_str(w->s.site.language, "vi");
	assert_int_equal(w->s.site.zone, 420);
	assert_int_equal(w->s.site.base_url.n, 0);
	assert_int_equal(w->s.site.commit_url.n, 0);
	assert_int_equal(w->s.site.authors, AUTHORS_HIDDEN);
	assert_int_equal(w->s.site.reporting_cutoff_day, 0);
}

static void forges_give_addresses(void **state)
{
	struct world *w = *state;
	struct site *s = &w->s.site;

	assert_int_equal(load_site(w, "title: T\nforge:\n"
		"  kind: forgejo\n  url: https://git.vn/ls/kh\n"), 0);
	assert_str(s->edit_url, "https://git.vn/ls/kh/_edit/main/{path}");
	assert_str(s->source_url,
		   "https://git.vn/ls/kh/src/branch/main/{path}");
	assert_str(s->history_url,
		   "https://git.vn/ls/kh/commits/branch/main/{path}");
	assert_str(s->commit_url, "https://git.vn/ls/kh/commit/{commit}");
	assert_int_equal(load_site(w, "title: T\nforge: {kind: gitlab, "
		"url: https://git.vn/ls/kh.git, branch: chính/2026}\n"), 0);
	assert_str(s->edit_url, "https://git.vn/ls/kh/-/edit/"
		   "ch%C3%ADnh/2026/{path}");
	assert_str(s->source_url, "https://git.vn/ls/kh/-/blob/"
		   "ch%C3%ADnh/2026/{path}");
	assert_str(s->history_url, "https://git.vn/ls/kh/-/commits/"
		   "ch%C3%ADnh/2026/{path}");
	assert_str(s->commit_url, "https://git.vn/ls/kh/-/commit/{commit}");
	assert_int_equal(load_site(w, "title: T\nforge:\n  kind: github\n"
		"  url: https://github.com/ls/kh/\n"
		"edit_url: https://sua.vn/{path}\n"), 0);
	assert_str(s->edit_url, "https://sua.vn/{path}");
	assert_str(s->source_url, "https://github.com/ls/kh/blob/main/{path}");
	assert_str(s->history_url,
		   "https://github.com/ls/kh/commits/main/{path}");
	assert_str(s->commit_url, "https://github.com/ls/kh/commit/{commit}");
	assert_int_equal(w->diags.n, 0);
}

static void forges_that_are_none(void **state)
{
	struct world *w = *state;

	assert_int_equal(load_site(w, "title: T\nforge:\n"
		"  kind: gitlap\n  url: git@git.vn:ls/kh.git\n"
		"  nhánh: main\n"), -1);
	assert_true(found(w, DIAG_BAD_VALUE, "near", "gitlab"));
	assert_true(found(w, DIAG_BAD_VALUE, "expected",
			  "forgejo, gitlab, github"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "url"));
	assert_true(found(w, DIAG_UNKNOWN_KEY, "key", "nhánh"));
	assert_int_equal(w->diags.n, 3);
	assert_int_equal(load_site(w, "title: T\nforge: "
		"{kind: github, url: \"https://g.vn/{path}\"}\n"), -1);
	assert_int_equal(load_site(w, "title: T\nforge: {}\n"), -1);
	assert_true(found(w, DIAG_MISSING_KEY, "key", "kind"));
	assert_true(found(w, DIAG_MISSING_KEY, "key", "url"));
	assert_int_equal(load_site(w, "title: T\nforge: gitlab\n"), -1);
	assert_true(found(w, DIAG_WRONG_TYPE, "expected", "map"));
	assert_int_equal(w->s.site.edit_url.n, 0);
}

static void base_urls_end_in_a_slash(void **state)
{
	struct world *w = *state;
	static const char *const refused[] = {
		"", "https://", "//x.vn/", "cchc/", "https://x.vn/?a=1",
		"https://x.vn/#a", "mailto:a@x.vn"
	};

	assert_str(site_base_url(w->pool, STR("http://x.vn")), "http://x.vn/");
	assert_str(site_base_url(w->pool, STR("https://x.vn/a/")),
		   "https://x.vn/a/");
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		assert_int_equal(site_base_url(w->pool,
					       str_of(refused[i])).n, 0);
}

static void areas_need_ids_and_names_of_their_own(void **state)
{
	struct world *w = *state;

	assert_int_equal(load_site(w, "title: T\nareas:\n"
		"  - {id: a, title: Một, aliases: [MOT, Hai]}\n"
		"  - {id: a, title: Ba}\n"
		"  - {id: chung, title: Bốn}\n"
		"  - {id: Năm, title: Năm}\n"
		"  - {id: b, title: \"2. Hai\", aliase: x}\n"
		"  - {title: Sáu}\n"), -1);
	assert_true(found(w, DIAG_DUPLICATE_ID, "id", "a"));
	assert_true(found(w, DIAG_DUPLICATE_ID, "id", "chung"));
	assert_true(found(w, DIAG_DUPLICATE_ID, "id", "2. Hai"));
	assert_true(found(w, DIAG_BAD_VALUE, "value", "Năm"));
	assert_true(found(w, DIAG_UNKNOWN_KEY, "near", "aliases"));
	assert_true(found(w, DIAG_MISSING_KEY, "key", "id"));
	assert_int_equal(w->diags.n, 6);
	assert_int_equal(w->s.site.nareas, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(w->s.site.areas[i].index, i);
	assert_str(w->s.site.areas[3].id, "chung");
	assert_str(w->s.site.areas[3].title, "Nội dung chung");
}

static void headings_name_areas(void **state)
{
	struct world *w = *state;
	static const struct {
		const char *heading, *id;
	} cases[] = {
		{ "I. Công tác chỉ đạo, điều hành CCHC", "chi-dao" },
		{ "CHỈ ĐẠO ĐIỀU HÀNH", "chi-dao" },
		{ "Công tác chỉ đạo, điều hành", NULL },
		{ "II. Cải cách thể chế", "the-che" },
		{ "2.1. Cải cách thể chế:", "the-che" },
		{ "2.1 Cải cách thể chế", "the-che" },
		{ "II.2.a) cai cach the che", "the-che" },
		{ "a) Cải cách thể chế", "the-che" },
		{ "đ) Cải cách thể chế", "the-che" },
		{ "(3) Cải cách thể chế", "the-che" },
		{ "1\\. Cải cách thể chế", "the-che" },
		{ "**IV. Cải cách thể chế**", "the-che" },
		{ "4 - Cải cách thể chế", "the-che" },
		{ "4- Cải cách thể chế", "the-che" },
		{ "V Cải cách thể chế", "the-che" },
		{ "1.Cải cách thể chế", "the-che" },
		{ "7. Chính quyền điện tử; chính quyền số", "so" },
		{ "III. Nội dung chung", "chung" },
		{ "X Cải cách thể chế khác", NULL },
		{ "Về cải cách thể chế", NULL },
		{ "2.", NULL }, { "", NULL }, { "—", NULL }
	};

	assert_int_equal(load_site(w, areas), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct area *area = site_area_named(&w->s.site,
						str_of(cases[i].heading));

		if (!cases[i].id)
			assert_null(area);
		else
			assert_str(area ? area->id : STR(""), cases[i].id);
	}
	assert_ptr_equal(site_area_by_id(&w->s.site, STR("so")),
			 &w->s.site.areas[2]);
	assert_null(site_area_by_id(&w->s.site, STR("x")));
}

static void a_missing_site_file_is_an_error(void **state)
{
	struct world *w = *state;
	const char *const files[][2] = { { "so-x/index.md", agency }, { NULL } };

	assert_int_equal(load(w, files), -1);
	assert_true(found(w, DIAG_NO_SITE_FILE, "path", "content/site.yml"));
	assert_int_equal(w->diags.n, 1);
	assert_int_equal(w->s.nagencies, 1);
	assert_int_equal(w->s.site.nareas, 1);
}

static void sorts_files_by_type(void **state)
{
	struct world *w = *state;
	const char *const files[][2] = {
		{ "site.yml", areas }, { "index.md", "Chào.\n" },
		{ "so-x/index.md", agency }, { "so-x/2026-cchc.md", plan },
		{ "so-x/2025/cchc.md", plan }, { "so-x/anh.png", "\x89" },
		{ "so-x/Liên hệ.md", "# Liên hệ\n\nX\n" },
		{ "gioi-thieu.md", "---\ntitle: Giới thiệu\n---\n\n## A\n" },
		{ "a/index.md", "---\ntype: agency\nname: A\n---\n" },
		{ NULL }
	};

	assert_int_equal(load(w, files), 0);
	assert_int_equal(w->diags.n, 0);
	assert_str(w->s.home, "Chào.\n");
	assert_str(w->s.home_src->path, "content/index.md");

	assert_int_equal(w->s.nagencies, 2);
	assert_str(w->s.agencies[0]->slug, "a");
	assert_str(w->s.agencies[1]->intro, "Lời đầu.");
	assert_str(w->s.agencies[1]->src->path, "content/so-x/index.md");
	assert_ptr_equal(sources_agency(&w->s, STR("so-x")),
			 w->s.agencies[1]);
	assert_null(sources_agency(&w->s, STR("so")));

	assert_int_equal(w->s.nplans, 2);
	assert_str(w->s.plans[0].path, "so-x/2025/cchc.md");
	assert_str(w->s.plans[0].slug, "2025-cchc");
	assert_str(w->s.plans[1].slug, "2026-cchc");
	assert_str(w->s.plans[1].agency, "so-x");

	assert_int_equal(w->s.npages, 2);
	assert_str(w->s.pages[0].slug, "gioi-thieu");
	assert_str(w->s.pages[0].title, "Giới thiệu");
	assert_str(w->s.pages[0].body, "\n## A\n");
	assert_str(w->s.pages[1].slug, "so-x/lien-he");
	assert_str(w->s.pages[1].title, "Liên hệ");
	assert_str(w->s.pages[1].body, "\nX\n");
	assert_str(str_from(w->s.pages[1].src->text, w->s.pages[1].body_at),
		   "\nX\n");
}

static void a_page_has_a_title(void **state)
{
	struct world *w = *state;
	const char *const files[][2] = {
		{ "site.yml", areas },
		{ "a.md", "```\n# no\n```\n\nText\n\n## Hai ##\n" },
		{ "b.md", "only text\n#no heading\n" },
		{ "c.md", "---\ntitle: C\nauthor: X\n---\n" },
		{ NULL }
	};

	assert_int_equal(load(w, files), -1);
	assert_int_equal(w->diags.n, 2);
	assert_str(w->s.pages[0].title, "Hai");
	assert_str(w->s.pages[0].body, files[1][1]);
	assert_str(w->diags.list[0].pos.src->path, "content/b.md");
	assert_true(found(w, DIAG_MISSING_KEY, "key", "title"));
	assert_true(found(w, DIAG_UNKNOWN_KEY, "key", "author"));
}

static void addresses_are_taken_once(void **state)
{
	struct world *w = *state;
	const char *const files[][2] = {
		{ "site.yml", areas },
		{ "data.md", "# x\n" }, { "Thay đổi.md", "# x\n" },
		{ "data/x.md", "# x\n" }, { "lien-he.md", "# x\n" },
		{ "Liên hệ.md", "# y\n" }, { "---.md", "# x\n" },
		{ "so-x/index.md", agency }, { "so-x/a-b.md", plan },
		{ "so-x/a/b.md", plan }, { "the-che/index.md", agency },
		{ "the-che/p.md", plan }, { NULL }
	};

	assert_int_equal(load(w, files), -1);
	assert_int_equal(count(w, DIAG_ADDRESS_TAKEN), 6);
	assert_int_equal(count(w, DIAG_BAD_PATH), 1);
	assert_int_equal(w->diags.n, 7);
	assert_true(found(w, DIAG_ADDRESS_TAKEN, "other", "/thay-doi/"));
	assert_true(found(w, DIAG_ADDRESS_TAKEN, "path", "content/so-x/a/b.md"));
	assert_true(found(w, DIAG_ADDRESS_TAKEN, "other",
			  "content/so-x/a-b.md"));
	assert_true(found(w, DIAG_ADDRESS_TAKEN, "other", "content/site.yml"));
	assert_int_equal(w->s.npages, 1);
	assert_int_equal(w->s.nplans, 2);
}

static void plans_need_an_agency(void **state)
{
	struct world *w = *state;
	const char *const files[][2] = {
		{ "site.yml", areas }, { "p.md", plan },
		{ "so-x/p.md", plan }, { "so-x/q.md", plan },
		{ "so-y/index.md", "---\ntype: agency\n" },
		{ "so-y/p.md", plan },
		{ "so-z/index.md", "---\ntype: agncy\n---\n" },
		{ "so-z/p.md", plan },
		{ "so-z/x/index.md", agency }, { NULL }
	};

	assert_int_equal(load(w, files), -1);
	assert_true(found(w, DIAG_BAD_VALUE, "expected", "*/*.md"));
	assert_true(found(w, DIAG_NO_AGENCY_FILE, "path",
			  "content/so-x/index.md"));
	assert_int_equal(count(w, DIAG_NO_AGENCY_FILE), 1);
	assert_int_equal(count(w, DIAG_FRONT_MATTER_OPEN), 1);
	assert_true(found(w, DIAG_UNKNOWN_PAGE_TYPE, "near", "agency"));
	assert_true(found(w, DIAG_BAD_VALUE, "expected", "*/index.md"));
	assert_int_equal(w->diags.n, 5);
	/* A broken file does not stop the others. */
	assert_int_equal(w->s.nplans, 4);
}

static void secret_files_are_refused(void **state)
{
	struct world *w = *state;
	const char *const files[][2] = {
		{ "site.yml", areas },
		{ "a.md", "---\ntitle: A\nsecrecy: mật\n---\n" },
		{ "b.md", "---\ntitle: B\nsecrecy: none\n---\n" },
		{ "so-x/index.md",
		  "---\ntype: agency\nname: X\nsecrecy: [x]\n---\n" },
		{ NULL }
	};

	assert_int_equal(load(w, files), -1);
	assert_int_equal(count(w, DIAG_SECRET), 2);
	assert_int_equal(w->diags.n, 2);
	assert_int_equal(w->s.npages, 1);
	assert_int_equal(w->s.nagencies, 0);
}

static void reads_the_registry(void **state)
{
	struct world *w = *state;
	const struct document *d;
	const char *const files[][2] = {
		{ "site.yml", areas },
		{ "van-ban.yml",
		  "- number: 29/KH-UBND\n  title: Kế hoạch\n"
		  "  date: 2026-01-30\n  issuer: UBND\n  url: https://x.vn/\n"
		  "- {number: 30/2020/NĐ-CP, date: 2026-04}\n"
		  "- {number: 30/2020/NĐ/CP}\n" },
		{ NULL }
	};

	assert_int_equal(load(w, files), 0);
	assert_int_equal(w->diags.n, 0);
	assert_int_equal(w->s.ndocuments, 3);
	d = sources_document(&w->s, STR("29/kh-ubnd"));
	assert_ptr_equal(d, &w->s.documents[0]);
	assert_int_equal(d->date, date_of((struct ymd){ 2026, 1, 30 }));
	assert_str(d->slug, "29-kh-ubnd");
	assert_str(w->s.documents[1].slug, "30-2020-nd-cp");
	assert_str(w->s.documents[1].date_text, "2026-04");
	assert_int_equal(w->s.documents[1].date, DATE_NONE);
	assert_str(w->s.documents[2].slug, "30-2020-nd-cp-2");
	assert_int_equal(w->s.documents[2].index, 2);
	assert_null(sources_document(&w->s, STR("1/X")));
}

static void wrong_entries_are_told(void **state)
{
	struct world *w = *state;
	const char *const files[][2] = {
		{ "site.yml", areas },
		{ "van-ban.yml",
		  "- {number: 08/KH-SNgV}\n- {number: 8/KH-SNgV}\n"
		  "- {titel: x}\n- {number: 1/A, date: 30/2/2026}\n"
		  "- {number: 2/A, url: \"javascript:x\"}\n- 3/A\n" },
		{ "ngoai.yml", "a: b\n" }, { NULL }
	};
	const char *const broken[][2] = {
		{ "site.yml", areas }, { "van-ban.yml", "number: 1/A\n" },
		{ NULL }
	};

	assert_int_equal(load(w, files), -1);
	assert_true(found(w, DIAG_DUPLICATE_ID, "id", "8/KH-SNgV"));
	assert_true(found(w, DIAG_UNKNOWN_KEY, "near", "title"));
	assert_true(found(w, DIAG_MISSING_KEY, "key", "number"));
	assert_true(found(w, DIAG_BAD_DATE, "value", "30/2/2026"));
	assert_true(found(w, DIAG_BAD_VALUE, "key", "url"));
	assert_int_equal(count(w, DIAG_WRONG_TYPE), 1);
	assert_true(found(w, DIAG_UNUSED_FILE, "path", "ngoai.yml"));
	assert_int_equal(w->diags.n, 7);
	assert_int_equal(w->s.ndocuments, 3);
	assert_int_equal(w->s.documents[2].url.n, 0);

	assert_int_equal(load(w, broken), -1);
	assert_true(found(w, DIAG_WRONG_TYPE, "expected", "list"));
}

static void plans_have_addresses(void **state)
{
	struct world *w = *state;
	struct str a, s;

	assert_true(plan_address(w->pool, STR("Sở X/Kế hoạch_1.md"), &a, &s));
	assert_str(a, "so-x");
	assert_str(s, "ke-hoach-1");
	assert_false(plan_address(w->pool, STR("x.md"), &a, &s));
	assert_false(plan_address(w->pool, STR("x/y.yml"), &a, &s));
	assert_false(plan_address(w->pool, STR("x/--.md"), &a, &s));
	assert_false(plan_address(w->pool, STR("x/.md"), &a, &s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		TEST(blanks_have_defaults),
		TEST(reads_all_keys),
		TEST(wrong_values_are_told_together),
		TEST(forges_give_addresses),
		TEST(forges_that_are_none),
		TEST(base_urls_end_in_a_slash),
		TEST(areas_need_ids_and_names_of_their_own),
		TEST(headings_name_areas),
		TEST(a_missing_site_file_is_an_error),
		TEST(sorts_files_by_type),
		TEST(a_page_has_a_title),
		TEST(addresses_are_taken_once),
		TEST(plans_need_an_agency),
		TEST(secret_files_are_refused),
		TEST(reads_the_registry),
		TEST(wrong_entries_are_told),
		TEST(plans_have_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
