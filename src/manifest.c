/* SPDX-License-Identifier: MIT */
/* manifest.c - writes manifest.json, and reads the commit of a published one. */
#include "manifest.h"

#include <unistd.h>

#include "fs.h"
#include "json_read.h"
#include "json_write.h"

#define MANIFEST_NAME "manifest.json"
#define MANIFEST_MAX (256u * 1024 * 1024)

static void write_inputs(struct json *j, const struct manifest_info *info)
{
	json_object(j, "inputs", JSON_LINES);
	json_text(j, "commit", info->commit);
	json_string(j, "source", info->source);
	json_object(j, "theme", JSON_FLAT);
	json_string(j, "name", info->theme);
	json_string(j, "sha256", info->theme_sha256);
	json_end(j);
	json_date(j, "as_of", info->as_of);
	json_name(j, "history", info->history);
	json_object(j, "options", JSON_FLAT);
	if (info->base_url.n)
		json_string(j, "base-url", info->base_url);
	json_end(j);
	json_end(j);
}

static void write_files(struct json *j, struct stage *stage)
{
	const struct stage_file *files;
	size_t n;

	files = stage_files(stage, &n);
	json_array(j, "files", JSON_LINES);
	for (size_t i = 0; i < n; i++) {
		json_object(j, NULL, JSON_FLAT);
		json_string(j, "path", files[i].path);
		json_int(j, "size", (long long)files[i].size);
		json_name(j, "sha256", files[i].sha256);
		json_end(j);
	}
	json_end(j);
}

int manifest_write(struct stage *stage, const struct manifest_info *info)
{
	struct buf out = BUF_INIT;
	struct json j = json_begin(&out);
	int result;

	if (stage_failed(stage))
		return -1;
	json_object(&j, NULL, JSON_LINES);
	json_int(&j, "format", 1);
	json_string(&j, "generator", STR("minhbach"));
	json_name(&j, "version", info->version);
	write_inputs(&j, info);
	write_files(&j, stage);
	json_end(&j);
	result = stage_write(stage, STR(MANIFEST_NAME), buf_str(&out));
	buf_release(&out);
	return result;
}

static struct str text_of(const struct value *v)
{
	return v && v->kind == VALUE_STRING ? v->text : STR("");
}

static struct str commit_of(const struct value *manifest)
{
	struct str generator = text_of(value_get(manifest, STR("generator")));

	if (!str_eqs(generator, "minhbach"))
		return STR("");
	return text_of(value_get(value_get(manifest, STR("inputs")),
				 STR("commit")));
}

struct str manifest_commit(struct pool *pool, const char *out)
{
	int dir = open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct pool *scratch = pool_new();
	struct buf text = BUF_INIT;
	struct source src = { .path = STR(MANIFEST_NAME) };
	struct str commit = STR("");

	if (dir >= 0 && !fs_read(dir, MANIFEST_NAME, &text, MANIFEST_MAX)) {
		const struct value *value;

		src.text = buf_str(&text);
		value = json_read(scratch, &src, NULL);
		if (value)
			commit = pool_str(pool, commit_of(value));
	}
	if (dir >= 0)
		close(dir);
	buf_release(&text);
	pool_free(scratch);
	return commit;
}
