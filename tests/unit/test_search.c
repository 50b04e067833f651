/* SPDX-License-Identifier: MIT */
/* test_search.c - the search index: words, numbers, files, sizes. */
#include "unit.h"

#include "map.h"
#include "search.h"
#include "text.h"

/* What was written, and how a browser reads it. */
struct world {
	struct pool *pool;
	struct search *search;
	struct search_summary summary;
	struct map files;	/* path -> struct str * */
	size_t left;		/* files until the disk is full */
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->pool = pool_new();
	w->search = search_new();
	w->left = SIZE_MAX;
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	search_free(w->search);
	buf_release(&w->summary.keys);
	map_release(&w->files);
	pool_free(w->pool);
	free(w);
	return 0;
}

static int keep(void *arg, struct str path, struct str bytes)
{
	struct world *w = arg;
	struct str *copy = POOL_NEW(w->pool, struct str);

	if (!w->left--)
		return -1;
	assert_null(map_get(&w->files, path));
	*copy = pool_str(w->pool, bytes);
	map_put(&w->files, pool_str(w->pool, path), copy);
	return 0;
}

static void write_all(struct world *w)
{
	assert_int_equal(search_write(w->search, &w->summary, keep, w), 0);
}

static struct str file(struct world *w, const char *path)
{
	struct str *bytes = map_get(&w->files, str_of(path));

	if (!bytes)
		fail_msg("no file %s", path);
	return *bytes;
}

static bool has(struct str text, const char *part)
{
	return str_find(text, str_of(part)) >= 0;
}

#define assert_has(text, part) do { \
	struct str t_ = (text); \
	if (!has(t_, (part))) \
		fail_msg("%.*s\nlacks %s", STR_ARG(t_), (part)); \
} while (0)

static void entry(struct world *w, const char *words, const char *others)
{
	search_entry(w->search, STR("[0]"));
	search_text(w->search, SEARCH_TITLE, str_of(words));
	search_text(w->search, SEARCH_OTHER, str_of(others));
}

/* The longest key that the word begins with, and its runs; 0: there is none. */
static int key_of(struct world *w, struct str word, struct str *key)
{
	struct str rest = buf_str(&w->summary.keys), piece, name;
	int runs = 0;

	*key = STR("");
	while (rest.n && str_split(&rest, ' ', &piece)) {
		ptrdiff_t star = str_chr(piece, '*');

		name = star < 0 ? piece : str_sub(piece, 0, (size_t)star);
		if (name.n <= key->n || !str_starts(word, name))
			continue;
		*key = name;
		runs = star < 0 ? 1 :
			(int)str_number(str_from(piece, (size_t)star + 1));
	}
	return runs;
}

static struct str run_path(struct world *w, struct str key, int run)
{
	struct buf b = BUF_INIT;
	struct str path;

	buf_adds(&b, "tu/w-");
	for (size_t i = 0; i < key.n; i++)
		if (ascii_alnum(key.p[i]))
			buf_addc(&b, key.p[i]);
		else
			buf_addf(&b, "_%02x", (unsigned char)key.p[i]);
	if (run)
		buf_addf(&b, "-%d", run + 1);
	buf_adds(&b, ".js");
	path = pool_str(w->pool, buf_str(&b));
	buf_release(&b);
	return path;
}

/* Is the word in one of the files where a browser looks for it?  *bytes is
 * raised by what it loads. */
static bool looked_up(struct world *w, const char *word, size_t *bytes)
{
	struct str key, quoted = pool_printf(w->pool, "\"%s\":[", word);
	int runs = key_of(w, str_of(word), &key);
	bool found = false;

	for (int run = 0; run < runs; run++) {
		struct str text = file(w, run_path(w, key, run).p);

		found |= has(text, quoted.p);
		if (bytes)
			*bytes += text.n;
	}
	return found;
}

/* ---- words ------------------------------------------------------------- */

static void lower_case_keeps_diacritics(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	text_lower_buf(&b, STR("  III. CẢI cách – “Thể-chế” Đ1, m², 5™ "));
	assert_str(buf_str(&b), "iii cải cách thể chế đ1 m² 5tm");
	buf_release(&b);
	text_lower_buf(&b, STR("soft\u00adhyphen x\xff y"));
	assert_str(buf_str(&b), "softhyphen x y");
	buf_release(&b);
}

static void lower_case_folds_to_the_same(void **state)
{
	static const char *const texts[] = {
		"Cải cách THỂ CHẾ", "½ ngày, № 7, Ⅲ, ﬁn, straße", "e\u0301 \u0301 a",
		"ΟΔΟΣ 漢字 ðạo Ð", "a\u200bb\u00adc", "…x™y®…", "",
	};
	struct world *w = *state;
	struct buf lower = BUF_INIT;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct str folded = text_fold(w->pool, str_of(texts[i]));

		buf_clear(&lower);
		text_lower_buf(&lower, str_of(texts[i]));
		assert_str(text_fold(w->pool, buf_str(&lower)), folded.p);
	}
	buf_release(&lower);
}

static void a_word_has_its_entries_by_form_and_field(void **state)
{
	struct world *w = *state;

	entry(w, "Cải cách", "");
	entry(w, "Cái CÁCH", "cải");
	entry(w, "Cai", "cải cải cách");
	write_all(w);
	/* A: the next entry, B: one is left out … */
	assert_has(file(w, "tu/w-c.js"), "\"cai\":[0,\"C\",\"\","
		   "\"cái\",\"B\",\"\",\"cải\",\"A\",\"BA\"]");
	assert_has(file(w, "tu/w-c.js"),
		   "\"cach\":[\"cách\",\"AA\",\"C\"]");
	assert_str(file(w, "muc/0.js"), "mb(\"muc/0\",[[0],[0],[0]])\n");
	assert_str(buf_str(&w->summary.keys), "c");
	assert_int_equal(w->summary.entries, 3);
}

static void a_large_distance_takes_more_digits(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 1100; i++)
		entry(w, i == 0 || i == 32 || i == 1099 ? "mốc" : "", "");
	write_all(w);
	/* 0; 31 left out; 1066 = 10 + 1 * 32 + 1 * 1024 left out */
	assert_has(file(w, "tu/w-m.js"), "\"moc\":[\"mốc\",\"AfqhB\"");
}

static void what_is_nearly_everywhere_is_written_as_bits(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 100; i++)
		entry(w, i < 40 || i == 41 ? "" : i % 7 ? "đa số" : "", "đa");
	write_all(w);
	/* from 40: 1 0 0 1 1 1 = 57; 1 1 1 0 1 1 = 55 … */
	assert_has(file(w, "tu/w-d.js"), "\"da\":[\"đa\",\"!oB53");
	/* in the title's place no other */
	assert_has(file(w, "tu/w-d.js"), "\",\"!A______vBCEIQgABCE\"]");
}

static void zeros_in_front_do_not_count(void **state)
{
	struct world *w = *state;

	entry(w, "08/KH 0 2030", "");
	write_all(w);
	assert_true(looked_up(w, "8", NULL));
	assert_true(looked_up(w, "0", NULL));
	assert_true(looked_up(w, "2030", NULL));
	assert_false(looked_up(w, "08", NULL));
}

static void a_number_is_found_without_its_signs(void **state)
{
	static const char *const words[] = {
		"29", "kh", "ubnd", "29kh", "khubnd", "29khubnd",
		"30", "2020", "nd", "cp", "302020", "302020ndcp", "ndcp",
	};
	struct world *w = *state;

	search_entry(w->search, STR("[]"));
	search_number(w->search, SEARCH_TITLE, STR("29/KH-UBND"));
	search_number(w->search, SEARCH_OTHER, STR("30/2020/NĐ-CP"));
	write_all(w);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!looked_up(w, words[i], NULL))
			fail_msg("%s is not found", words[i]);
	assert_has(file(w, "tu/w-n.js"), "\"nd\":[\"nđ\",\"\",\"A\"]");
}

static void marks_are_no_words(void **state)
{
	struct world *w = *state;

	entry(w, "area the che", "");
	search_mark(w->search, "area", STR("the-che"));
	entry(w, "", "");
	search_mark(w->search, "area", STR("the-che"));
	write_all(w);
	assert_has(file(w, "tu/w-_3a.js"), "\":area:the-che\":[0,\"AA\",\"\"]");
	assert_str(buf_str(&w->summary.keys), ": a c t");
}

static void one_sign_may_be_two_words(void **state)
{
	struct world *w = *state;

	entry(w, "½ giá", "\u0301");
	write_all(w);
	assert_true(looked_up(w, "1", NULL));
	assert_true(looked_up(w, "2", NULL));
	assert_str(buf_str(&w->summary.keys), "1 2 g");
}

static void very_long_words_are_left_out(void **state)
{
	struct world *w = *state;
	char word[SEARCH_WORD + 2];

	memset(word, 'x', sizeof(word));
	word[SEARCH_WORD + 1] = '\0';
	entry(w, word, "");
	word[SEARCH_WORD] = '\0';
	word[0] = 'y';
	entry(w, word, "");
	write_all(w);
	assert_str(buf_str(&w->summary.keys), "y");
}

/* ---- files ------------------------------------------------------------- */

static void nothing_gives_no_file(void **state)
{
	struct world *w = *state;

	write_all(w);
	assert_int_equal(w->files.n, 0);
	assert_int_equal(w->summary.keys.n, 0);
}

static void what_would_end_a_script_is_escaped(void **state)
{
	struct world *w = *state;

	search_entry(w->search, STR("[]"));
	search_mark(w->search, "agency", STR("</script>\""));
	write_all(w);
	assert_false(has(file(w, "tu/w-_3a.js"), "</script"));
}

static void names_of_files_are_plain(void **state)
{
	struct world *w = *state;

	entry(w, "漢字 con", "");
	write_all(w);
	for (size_t i = 0; i < w->files.n; i++) {
		struct str path = w->files.entries[i].key;

		for (size_t j = 0; j < path.n; j++)
			assert_non_null(strchr("abcdefghijklmnopqrstuvwxyz"
					       "0123456789_-/.", path.p[j]));
	}
	assert_has(file(w, "tu/w-_e6_bc_a2.js"), "漢字");
}

static void many_entries(struct world *w, int n, const char *word)
{
	char text[32];

	for (int i = 0; i < n; i++) {
		snprintf(text, sizeof(text), "%s%d %s", word, i, word);
		entry(w, text, "");
	}
}

/* A key with too many words is cut at the next letter. */
static void large_files_are_cut(void **state)
{
	struct world *w = *state;
	char word[16];

	many_entries(w, 6000, "ca");
	entry(w, "c xa", "");
	write_all(w);
	for (size_t i = 0; i < w->files.n; i++) {
		struct str *bytes = w->files.entries[i].value;

		assert_true(bytes->n < SEARCH_SHARD + 100);
	}
	for (int i = 0; i < 6000; i++) {
		snprintf(word, sizeof(word), "ca%d", i);
		if (!looked_up(w, word, NULL))
			fail_msg("%s is not found", word);
	}
	assert_true(looked_up(w, "c", NULL));
	assert_true(looked_up(w, "ca", NULL));
	assert_true(looked_up(w, "xa", NULL));
	assert_false(looked_up(w, "cb", NULL));
	assert_false(looked_up(w, "ca6000", NULL));
	/* the cut key itself has but its own word */
	assert_true(file(w, "tu/w-c.js").n < 100);
	assert_true(file(w, "tu/w-ca.js").n < 7000);
}

/* One word that every entry has is cut into runs of entries. */
static void a_word_that_all_have_is_cut_into_runs(void **state)
{
	struct world *w = *state;
	struct str key;
	int runs;

	for (int i = 0; i < 400000; i++)
		entry(w, "chung", "");
	write_all(w);
	runs = key_of(w, STR("chung"), &key);
	assert_str(key, "c");
	assert_true(runs > 1);
	for (int run = 0; run < runs; run++) {
		struct str text = file(w, run_path(w, key, run).p);

		assert_true(text.n < SEARCH_SHARD + 100);
		assert_true(text.n > SEARCH_SHARD / 2);
	}
}

static void the_version_is_that_of_all_bytes(void **state)
{
	struct world *w = *state;
	struct search_summary again;
	struct search *s;

	many_entries(w, 50, "x");
	write_all(w);
	for (int other = 0; other < 2; other++) {
		struct world copy = { .pool = w->pool, .left = SIZE_MAX };

		s = copy.search = search_new();
		many_entries(&copy, 50, "x");
		if (other)
			search_text(s, SEARCH_OTHER, STR("y"));
		assert_int_equal(search_write(s, &again, keep, &copy), 0);
		assert_int_equal(strcmp(again.version, w->summary.version) != 0,
				 other);
		buf_release(&again.keys);
		map_release(&copy.files);
		search_free(s);
	}
}

static void a_full_disk_ends_it(void **state)
{
	struct world *w = *state;

	many_entries(w, 50, "x");
	w->left = 1;
	assert_int_equal(search_write(w->search, &w->summary, keep, w), -1);
	assert_int_equal(w->files.n, 1);
}

/* ---- a large site ------------------------------------------------------ */

#define ITEMS 30000
#define BUDGET 300000
/* The page, its style and script, generously. */
#define FRAME 70000

/* The commonest words of such plans; the first ones stand nearly everywhere. */
static const char *const common[] = {
	"cải", "cách", "hành", "chính", "kế", "hoạch", "thực", "hiện", "công",
	"tác", "thủ", "tục", "của", "và", "các", "về", "thông", "tin", "tuyên",
	"truyền", "triển", "khai", "xây", "dựng", "ban", "báo", "cáo", "kết",
	"quả", "giải", "quyết", "hồ", "sơ", "điện", "tử", "chế", "độ", "cán",
	"bộ", "chức", "viên", "đơn", "vị", "quy", "định", "pháp", "luật", "sở",
	"phòng", "tỉnh", "năm", "quý", "tháng", "đào", "tạo", "kiểm", "tra",
	"rà", "soát", "nâng", "cao", "chất", "lượng", "dịch", "vụ", "mức",
	"hài", "lòng", "người", "dân", "doanh", "nghiệp", "số", "hóa", "dữ",
	"liệu", "hệ", "thống", "quản", "lý", "văn", "phần", "mềm", "tài",
};

/* A generator of our own, so that the figures repeat. */
static unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16 & 0x7fff;
}

static void add_words(struct buf *out, unsigned *seed, int n)
{
	const unsigned size = sizeof(common) / sizeof(*common);

	for (int i = 0; i < n; i++) {
		unsigned at = next(seed) % size * (next(seed) % size) / size;

		buf_addf(out, "%s ", common[at]);
	}
}

static void large_site(struct world *w)
{
	unsigned seed = 1;
	struct buf b = BUF_INIT;

	for (int i = 0; i < ITEMS; i++) {
		buf_clear(&b);
		buf_adds(&b, "[\"");
		add_words(&b, &seed, 14);
		buf_addf(&b, "\",\"../ke-hoach/so-khoa-hoc-va-cong-nghe-%d/"
			 "2026-cchc/nhiem-vu-%d/index.html\",\"Nhiệm vụ\","
			 "\"Sở Khoa học và Công nghệ, %d/KH-SKHCN\",\"2026\",0,"
			 "\"recurring\",\"↻\",\"Chưa có cập nhật quý III/2026 "
			 "trên trang này\"]", i % 60, i, i % 500);
		search_entry(w->search, buf_str(&b));
		buf_clear(&b);
		add_words(&b, &seed, 14);
		search_text(w->search, SEARCH_TITLE, buf_str(&b));
		buf_clear(&b);
		add_words(&b, &seed, 60);
		search_text(w->search, SEARCH_OTHER, buf_str(&b));
		buf_clear(&b);
		buf_addf(&b, "NV%d-%02d", i / 50, i % 50);
		search_number(w->search, SEARCH_TITLE, buf_str(&b));
		search_mark(w->search, "year", STR("2026"));
	}
	buf_release(&b);
}

/* Twenty results from as many blocks, the largest ones. */
static size_t records_bytes(struct world *w)
{
	size_t most = 0;

	for (size_t i = 0; i < w->files.n; i++) {
		struct str *bytes = w->files.entries[i].value;

		if (str_starts(w->files.entries[i].key, STR("muc/")) &&
		    bytes->n > most)
			most = bytes->n;
	}
	return 20 * most;
}

static void a_first_query_in_30000_entries_is_small(void **state)
{
	static const char *const queries[][5] = {
		{ "cai", "cach", "hanh", "chinh" },
		{ "ke", "hoach", "thuc", "hien", ":year:2026" },
		{ "nv599", "49", "nv59949" },
	};
	struct world *w = *state;

	large_site(w);
	write_all(w);
	assert_int_equal(w->summary.entries, ITEMS);
	assert_true(w->summary.keys.n < 8000);
	for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
		size_t bytes = FRAME + w->summary.keys.n + records_bytes(w);

		for (size_t j = 0; j < 5 && queries[i][j]; j++)
			if (!looked_up(w, queries[i][j], &bytes))
				fail_msg("%s is not found", queries[i][j]);
		if (bytes > BUDGET)
			fail_msg("query %zu loads %zu bytes", i, bytes);
	}
	for (size_t i = 0; i < w->files.n; i++) {
		struct str *bytes = w->files.entries[i].value;

		assert_true(bytes->n < SEARCH_SHARD + 200);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lower_case_keeps_diacritics),
		TEST(lower_case_folds_to_the_same),
		TEST(a_word_has_its_entries_by_form_and_field),
		TEST(a_large_distance_takes_more_digits),
		TEST(what_is_nearly_everywhere_is_written_as_bits),
		TEST(zeros_in_front_do_not_count),
		TEST(a_number_is_found_without_its_signs),
		TEST(marks_are_no_words),
		TEST(one_sign_may_be_two_words),
		TEST(very_long_words_are_left_out),
		TEST(nothing_gives_no_file),
		TEST(what_would_end_a_script_is_escaped),
		TEST(names_of_files_are_plain),
		TEST(large_files_are_cut),
		TEST(a_word_that_all_have_is_cut_into_runs),
		TEST(the_version_is_that_of_all_bytes),
		TEST(a_full_disk_ends_it),
		TEST(a_first_query_in_30000_entries_is_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
