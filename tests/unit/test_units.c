/* SPDX-License-Identifier: MIT */
/* test_units.c - which units a "Chủ trì" or "Phối hợp" text names. */
#include "unit.h"

#include "site.h"

struct world {
	struct pool *pool;
	struct diags diags;
	struct source src;
	struct agency agency;
	struct unit_refs refs;
};

static const char office[] =
	"---\n"
	"type: agency\n"
	"name: Sở Ngoại vụ\n"
	"units:\n"
	"  - id: htqt-vp\n"
	"    name: Phòng Hợp tác quốc tế - Văn phòng\n"
	"    short: [HTQT-VP]\n"
	"    former:\n"
	"      - {name: Văn phòng Sở, until: 2025-07-06}\n"
	"      - {name: Phòng LSHTQT, until: 2025-07-06}\n"
	"      - Phòng Đối ngoại\n"
	"  - id: lsqlbg\n"
	"    name: Phòng Lãnh sự - Quản lý biên giới\n"
	"    short: [Phòng LSQLBG]\n"
	"    former:\n"
	"      - {name: Phòng LSHTQT, until: 2025-07-06}\n"
	"      - {name: Ban Thư ký, until: 2020-12-31}\n"
	"  - id: ttdvdn\n"
	"    name: Trung tâm Thông tin và Dịch vụ đối ngoại\n"
	"    short: Trung tâm TT&DVĐN\n"
	"  - id: thanh-tra\n"
	"    name: Thanh tra Sở\n"
	"  - id: thu-ky\n"
	"    name: Ban Thư ký\n"
	"  - id: khtc\n"
	"    name: Phòng Kế hoạch, Tài chính và Thi đua\n"
	"groups:\n"
	"  - {name: Các phòng trực thuộc Sở, units: [htqt-vp, lsqlbg]}\n"
	"  - {name: Các đơn vị, units: [htqt-vp, lsqlbg, ttdvdn]}\n"
	"---\n";

static int read_office(struct world *w, const char *text)
{
	struct front front;

	map_release(&w->agency.names);
	w->agency = (struct agency){ .slug = STR("so-x") };
	w->src = (struct source){ .path = STR("content/so-x/index.md"),
				  .text = str_of(text) };
	diags_init(&w->diags, w->pool);
	assert_int_equal(front_parse(w->pool, &w->src, &front, &w->diags), 0);
	return agency_read(&w->agency, w->pool, &w->src, &front, &w->diags);
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->pool = pool_new();
	assert_int_equal(read_office(w, office), 0);
	assert_int_equal(w->diags.n, 0);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	map_release(&w->agency.names);
	pool_free(w->pool);
	free(w);
	return 0;
}

/* Ids of the units, then what is unknown: "htqt-vp lsqlbg | Sở X | Sở Y". */
static struct str resolve_on(struct world *w, const char *text, int32_t on)
{
	struct buf b = BUF_INIT;
	struct str s;

	diags_init(&w->diags, w->pool);
	units_resolve(&w->refs, w->pool, &w->agency, str_of(text), on,
		      POS_AT(&w->src, 0), &w->diags);
	for (size_t i = 0; i < w->refs.n; i++)
		buf_addf(&b, "%s%.*s", i ? " " : "",
			 STR_ARG(w->refs.v[i]->id));
	for (size_t i = 0; i < w->refs.unknown.n; i++)
		buf_addf(&b, " | %.*s", STR_ARG(w->refs.unknown.v[i]));
	s = pool_str(w->pool, buf_str(&b));
	buf_release(&b);
	return s;
}

static struct str resolve(struct world *w, const char *text)
{
	return resolve_on(w, text, DATE_NONE);
}

static int32_t day(int year, int month, int of_month)
{
	return date_of((struct ymd){ year, month, of_month });
}

static void reads_units(void **state)
{
	struct world *w = *state;

	assert_int_equal(w->agency.nunits, 6);
	assert_int_equal(w->agency.units[0].nformer, 3);
	assert_int_equal(w->agency.units[0].former[0].until, day(2025, 7, 6));
	assert_int_equal(w->agency.units[0].former[2].until, DATE_NONE);
	assert_ptr_equal(w->agency.units[3].agency, &w->agency);
	assert_int_equal(w->agency.units[3].index, 3);
	assert_int_equal(w->agency.ngroups, 2);
	assert_str(w->agency.shortname, "Sở Ngoại vụ");
}

static void names_are_compared_folded(void **state)
{
	struct world *w = *state;
	static const char *const texts[] = {
		"Phòng Hợp tác quốc tế - Văn phòng",
		"phòng hợp tác quốc tế – văn phòng.",
		"PHONG HOP TAC QUOC TE VAN PHONG", "HTQT-VP", "htqt vp;"
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		assert_str(resolve(w, texts[i]), "htqt-vp");
		assert_int_equal(w->diags.n, 0);
	}
}

static void joint_leads(void **state)
{
	struct world *w = *state;

	assert_str(resolve(w, "Phòng HTQT-VP, LSQLBG"), "htqt-vp lsqlbg");
	assert_str(resolve(w, "Phòng LSQLBG; Trung tâm TT&DVĐN"),
		   "lsqlbg ttdvdn");
	assert_str(resolve(w, "LSQLBG và HTQT-VP"), "lsqlbg htqt-vp");
	assert_str(resolve(w, "Thanh tra Sở, LSQLBG, và HTQT-VP"),
		   "thanh-tra lsqlbg htqt-vp");
	assert_str(resolve(w, "LSQLBG, Phòng LSQLBG; ; HTQT-VP,"),
		   "lsqlbg htqt-vp");
	assert_int_equal(w->diags.n, 0);
}

static void a_name_may_hold_separators(void **state)
{
	struct world *w = *state;

	assert_str(resolve(w, "Trung tâm Thông tin và Dịch vụ đối ngoại"),
		   "ttdvdn");
	assert_str(resolve(w, "HTQT-VP và Trung tâm Thông tin và Dịch vụ đối "
			      "ngoại và LSQLBG"), "htqt-vp ttdvdn lsqlbg");
	assert_str(resolve(w, "HTQT-VP, Phòng Kế hoạch, Tài chính và Thi đua; "
			      "LSQLBG"), "htqt-vp khtc lsqlbg");
	assert_int_equal(w->diags.n, 0);
}

static void groups_mean_all_their_units(void **state)
{
	struct world *w = *state;

	assert_str(resolve(w, "Các phòng trực thuộc Sở"), "htqt-vp lsqlbg");
	assert_str(resolve(w, "LSQLBG; Các đơn vị"), "lsqlbg htqt-vp ttdvdn");
	assert_int_equal(w->diags.n, 0);
}

static void unique_beginnings_are_noted(void **state)
{
	struct world *w = *state;

	assert_str(resolve(w, "LSQLBG, Trung tâm"), "lsqlbg ttdvdn");
	assert_int_equal(w->diags.n, 1);
	assert_int_equal(w->diags.list[0].code, DIAG_UNIT_BY_BEGINNING);
	assert_str(w->diags.list[0].args[0].value, "Trung tâm");
	assert_str(w->diags.list[0].args[1].value,
		   "Trung tâm Thông tin và Dịch vụ đối ngoại");
	assert_str(resolve(w, "Hợp tác quốc tế"), "htqt-vp");

	/* Not within a word, not where two units begin so. */
	assert_str(resolve(w, "Trung t"), " | Trung t");
	assert_str(resolve(w, "Phòng"), " | Phòng");
	/* A group's beginning is too vague. */
	assert_str(resolve(w, "Các phòng"), " | Các phòng");
}

static void former_names_go_by_the_date(void **state)
{
	struct world *w = *state;

	assert_str(resolve_on(w, "Văn phòng Sở", day(2025, 7, 6)), "htqt-vp");
	assert_str(resolve_on(w, "Văn phòng Sở", day(2025, 7, 7)),
		   " | Văn phòng Sở");
	assert_str(resolve_on(w, "Văn phòng", day(2025, 7, 7)),
		   " | Văn phòng");
	assert_str(resolve(w, "Văn phòng Sở"), "htqt-vp");
	/* One name, several heirs. */
	assert_str(resolve_on(w, "Phòng LSHTQT", day(2025, 1, 24)),
		   "htqt-vp lsqlbg");
	assert_str(resolve_on(w, "LSHTQT", day(2025, 1, 24)),
		   "htqt-vp lsqlbg");
	/* Without an end it holds on any day. */
	assert_str(resolve_on(w, "Phòng Đối ngoại", day(2030, 1, 1)),
		   "htqt-vp");
	/* Another unit bears the name today. */
	assert_str(resolve_on(w, "Ban Thư ký", day(2019, 1, 1)), "lsqlbg");
	assert_str(resolve_on(w, "Ban Thư ký", day(2026, 1, 1)), "thu-ky");
	assert_str(resolve(w, "Ban Thư ký"), "thu-ky");
}

static void unknown_pieces_stay_as_text(void **state)
{
	struct world *w = *state;

	assert_str(resolve(w, "LSQLBG và HTQT-VP; Sở Tài chính, Thanh tra Sở"),
		   "lsqlbg htqt-vp thanh-tra | Sở Tài chính");
	assert_int_equal(w->diags.n, 1);
	assert_int_equal(w->diags.list[0].code, DIAG_UNKNOWN_UNIT);
	/* Half of a pair is not torn from the other. */
	assert_str(resolve(w, "HTQT-VP và Sở Y tế"), " | HTQT-VP và Sở Y tế");
	assert_str(resolve(w, "Phòng LSQLBC"), " | Phòng LSQLBC");
	assert_str(w->diags.list[0].args[1].value, "Phòng LSQLBG");
	assert_ptr_equal(w->diags.list[0].pos.src, &w->src);
	assert_str(resolve(w, ""), "");
	assert_str(resolve(w, " ; , "), "");
	assert_int_equal(w->diags.n, 0);
}

static void works_without_findings_or_agency(void **state)
{
	struct world *w = *state;

	units_resolve(&w->refs, w->pool, &w->agency, STR("X; Trung tâm"),
		      DATE_NONE, POS_NONE, NULL);
	assert_int_equal(w->refs.n, 1);
	assert_int_equal(w->refs.unknown.n, 1);
	units_resolve(&w->refs, w->pool, NULL, STR("X; Trung tâm"), DATE_NONE,
		      POS_NONE, &w->diags);
	assert_int_equal(w->refs.n, 0);
	assert_int_equal(w->refs.unknown.n, 2);
	assert_int_equal(w->diags.n, 0);
}

static void endless_lists_are_quick(void **state)
{
	struct world *w = *state;
	struct buf b = BUF_INIT;

	for (int i = 0; i < 20000; i++)
		buf_adds(&b, i % 2 ? "LSQLBG và " : "HTQT-VP và ");
	buf_adds(&b, "Trung tâm");
	assert_str(resolve(w, b.p), "htqt-vp lsqlbg ttdvdn");
	for (int i = 0; i < 20000; i++)
		buf_adds(&b, ", a");
	assert_non_null(b.p);
	units_resolve(&w->refs, w->pool, &w->agency, buf_str(&b), DATE_NONE,
		      POS_NONE, NULL);
	assert_int_equal(w->refs.n, 3);
	assert_int_equal(w->refs.unknown.n, 20000);
	buf_release(&b);
}

static size_t count(const struct world *w, enum diag_code code)
{
	size_t n = 0;

	for (size_t i = 0; i < w->diags.n; i++)
		n += w->diags.list[i].code == code;
	return n;
}

static void one_name_means_one_unit(void **state)
{
	struct world *w = *state;

	assert_int_equal(read_office(w,
		"---\ntype: agency\nname: Sở X\nunits:\n"
		"  - {id: a, name: Phòng A, short: [Trung tâm, phòng a]}\n"
		"  - {id: b, name: Phòng B, short: Trung Tâm}\n"
		"  - {id: a, name: Phòng C}\n"
		"groups:\n"
		"  - {name: Phòng A, units: [a]}\n"
		"  - {name: Tất cả, units: [a, bb, b]}\n---\n"), -1);
	assert_int_equal(count(w, DIAG_DUPLICATE_ID), 3);
	assert_int_equal(count(w, DIAG_UNKNOWN_UNIT_ID), 1);
	assert_int_equal(w->diags.n, 4);
	assert_int_equal(w->agency.nunits, 2);
	assert_str(resolve(w, "Tất cả"), "a b");
}

static void wrong_keys_are_told(void **state)
{
	struct world *w = *state;

	assert_int_equal(read_office(w,
		"---\ntype: agency\nnam: Sở X\nunits:\n"
		"  - {id: Phòng A, name: Phòng A, formr: []}\n"
		"  - {id: b}\n"
		"  - Phòng C\n"
		"  - {id: d, name: D, former: [{until: 2025-01-01}]}\n"
		"groups: x\n---\n"), -1);
	assert_int_equal(count(w, DIAG_UNKNOWN_KEY), 2);
	assert_int_equal(count(w, DIAG_MISSING_KEY), 3);
	assert_int_equal(count(w, DIAG_BAD_VALUE), 1);
	assert_int_equal(count(w, DIAG_WRONG_TYPE), 2);
	assert_int_equal(w->diags.n, 8);
	assert_str(w->agency.name, "so-x");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		TEST(reads_units),
		TEST(names_are_compared_folded),
		TEST(joint_leads),
		TEST(a_name_may_hold_separators),
		TEST(groups_mean_all_their_units),
		TEST(unique_beginnings_are_noted),
		TEST(former_names_go_by_the_date),
		TEST(unknown_pieces_stay_as_text),
		TEST(works_without_findings_or_agency),
		TEST(endless_lists_are_quick),
		TEST(one_name_means_one_unit),
		TEST(wrong_keys_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
