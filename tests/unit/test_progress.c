/* SPDX-License-Identifier: MIT */
/* test_progress.c - what who waits is shown, by a clock of the test's own. */
#include "unit.h"

#include <pthread.h>

#include "progress.h"

static double now;

static double clock_of_test(void)
{
	return now;
}

struct screen {
	struct pool *pool;
	struct catalog *words;
	FILE *out;
	char *bytes;
	size_t n;
	struct progress *progress;
};

static void open_screen(struct screen *s, const char *language, size_t width,
			bool color)
{
	now = 100;
	s->pool = pool_new();
	s->words = messages_program(s->pool, str_of(language));
	s->out = open_memstream(&s->bytes, &s->n);
	assert_non_null(s->out);
	s->progress = progress_new(clock_of_test, s->out,
			(struct progress_terminal){ width, color }, s->words);
}

static void close_screen(struct screen *s)
{
	progress_end(s->progress);
	progress_free(s->progress);
	messages_release(s->words);
	pool_free(s->pool);
	fclose(s->out);
	free(s->bytes);
}

/* What was written since the last time. */
static void shown(struct screen *s, const char *expected)
{
	fflush(s->out);
	assert_str(((struct str){ s->bytes, s->n }), expected);
	rewind(s->out);
}

static void test_line(void **state)
{
	struct screen s;

	(void)state;
	open_screen(&s, "en", 80, false);
	progress_begin(s.progress, false, false);
	progress_stage(s.progress, "pages", 200);
	progress_step(s.progress, 20);
	shown(&s, "");	/* a short run shows nothing */
	now += 0.6;
	progress_step(s.progress, 20);
	shown(&s, "\r\033[KMaking pages  "
		  "[####................]  20 %");
	now += 0.01;
	progress_step(s.progress, 20);
	shown(&s, "");	/* nor is it drawn at each step */
	now += 1.39;
	progress_step(s.progress, 40);
	shown(&s, "\r\033[KMaking pages  [##########..........]  50 %"
		  "  about 2 seconds left in this step");
	now += 398;
	progress_step(s.progress, 60);
	shown(&s, "\r\033[KMaking pages  [################....]  80 %"
		  "  about 2 minutes left in this step");
	progress_stage(s.progress, "publish", 0);
	shown(&s, "\r\033[K\r\033[KPublishing");
	progress_end(s.progress);
	shown(&s, "\r\033[K");
	progress_end(s.progress);
	shown(&s, "");
	close_screen(&s);
}

static void test_color_and_width(void **state)
{
	struct screen s;

	(void)state;
	open_screen(&s, "vi", 80, true);
	progress_begin(s.progress, false, false);
	now += 1;
	progress_stage(s.progress, "history", 4);
	shown(&s, "\r\033[KĐọc lịch sử thay đổi  [\033[32m\033[0m"
		  "....................\033[0m]   0 %");
	now += 3;
	progress_at(s.progress, 3, 6);
	shown(&s, "\r\033[KĐọc lịch sử thay đổi  [\033[32m##########\033[0m"
		  "..........\033[0m]  50 %  bước này còn khoảng 3 giây");
	close_screen(&s);

	/* narrower: no bar, then no figures, then nothing */
	open_screen(&s, "vi", 40, false);
	progress_begin(s.progress, false, false);
	now += 1;
	progress_stage(s.progress, "history", 4);
	shown(&s, "\r\033[KĐọc lịch sử thay đổi  [.........]   0 %");
	s.progress = (progress_free(s.progress), progress_new(clock_of_test,
		s.out, (struct progress_terminal){ 24, false }, s.words));
	now += 1;
	progress_stage(s.progress, "history", 4);
	shown(&s, "\r\033[KĐọc lịch sử thay đổi");
	close_screen(&s);
}

static void test_no_terminal(void **state)
{
	struct screen s;

	(void)state;
	open_screen(&s, "vi", 0, false);
	progress_begin(s.progress, false, false);
	now += 10;
	progress_stage(s.progress, "pages", 10);
	now += 10;
	progress_step(s.progress, 1);
	progress_end(s.progress);
	shown(&s, "");
	close_screen(&s);
}

static void test_verbose(void **state)
{
	struct screen s;

	(void)state;
	open_screen(&s, "vi", 0, false);
	progress_begin(s.progress, false, true);
	progress_stage(s.progress, "history", 0);
	now += 1.257;
	progress_tell(s.progress, 240, STR(""));
	progress_stage(s.progress, "publish", 0);
	shown(&s, "1,26 giây: đọc lịch sử thay đổi, 240 lần ghi nhận\n");
	progress_tell(s.progress, 5, STR("public"));
	progress_end(s.progress);
	shown(&s, "0,00 giây: đưa 5 tệp vào public\n");
	assert_true(progress_seconds(s.progress) > 1.25);
	progress_begin(s.progress, true, true);	/* quiet goes before */
	assert_true(progress_seconds(s.progress) < 0.01);
	progress_stage(s.progress, "history", 0);
	progress_end(s.progress);
	shown(&s, "");
	close_screen(&s);
}

static void test_nobody_waits(void **state)
{
	(void)state;
	progress_begin(NULL, false, true);
	progress_stage(NULL, "pages", 1);
	progress_step(NULL, 1);
	progress_at(NULL, 1, 1);
	progress_tell(NULL, 1, STR(""));
	progress_end(NULL);
	progress_free(NULL);
	assert_true(progress_seconds(NULL) == 0);
}

static void *steps(void *progress)
{
	for (int i = 0; i < 10000; i++)
		progress_step(progress, 1);
	return NULL;
}

static void test_threads(void **state)
{
	pthread_t threads[4];
	struct screen s;

	(void)state;
	open_screen(&s, "en", 80, false);
	progress_begin(s.progress, false, false);
	progress_stage(s.progress, "pages", 40001);
	now += 1;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, steps,
						s.progress), 0);
	for (size_t i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	fflush(s.out);
	rewind(s.out);
	now += 1;
	progress_step(s.progress, 1);	/* none was lost */
	shown(&s, "\r\033[KMaking pages  [####################] 100 %");
	close_screen(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_color_and_width),
		cmocka_unit_test(test_no_terminal),
		cmocka_unit_test(test_verbose),
		cmocka_unit_test(test_nobody_waits),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
