/* SPDX-License-Identifier: MIT */
/* cmd_render.c - `minhbach render`: a template, data, and partials in files. */
#include "cmd_render.h"

#include <errno.h>
#include <stdio.h>

#include "json_read.h"
#include "text.h"

enum { EXIT_WELL, EXIT_BROKEN, EXIT_USAGE, EXIT_IO = 4 };

#define FILE_LIMIT (64u << 20)

static int io_error(struct diags *diags, const char *path, int error)
{
	return diag(diags, DIAG_IO_ERROR, POS_NONE, { "path", str_of(path) },
		    { "problem", str_of(strerror(error)) });
}

/* All that a stream gives; -1 with errno. */
static int stream_read(FILE *in, struct buf *out)
{
	char chunk[16384];
	size_t n;

	while ((n = fread(chunk, 1, sizeof(chunk), in)) > 0) {
		buf_add(out, chunk, n);
		if (out->n > FILE_LIMIT) {
			errno = EFBIG;
			return -1;
		}
	}
	return ferror(in) ? -1 : 0;
}

/* A file ("-" is standard input) as a source in the pool; NULL with errno. */
static struct source *source_read(struct pool *pool, const char *path)
{
	bool standard = !strcmp(path, "-");
	FILE *in = standard ? stdin : fopen(path, "rb");
	struct source *src = NULL;
	struct buf text = BUF_INIT;
	int error = 0;

	if (!in)
		return NULL;
	if (stream_read(in, &text)) {
		error = errno;
	} else {
		src = POOL_NEW(pool, struct source);
		src->path = pool_str(pool, str_of(path));
		src->text = pool_str(pool, buf_str(&text));
	}
	buf_release(&text);
	if (!standard)
		fclose(in);
	errno = error;
	return src;
}

/* Compile what stands in a file; white space and line ends stay as they are. */
static struct template *compile(struct pool *pool, const struct source *src,
				struct diags *diags)
{
	ptrdiff_t bad = text_invalid(src->text);

	if (bad >= 0) {
		diag(diags, DIAG_NOT_UTF8, POS_AT(src, (size_t)bad),
		     { "at", pool_printf(pool, "%td", bad) });
		return NULL;
	}
	return template_compile(pool, src, NULL, diags);
}

/* Is each part of "a/b/c" a plain name, so that it stays in the folder? */
static bool name_safe(struct str name)
{
	struct str part;

	if (!name.n || memchr(name.p, '\0', name.n))
		return false;
	while (str_split(&name, '/', &part))
		if (!part.n || str_eqs(part, ".") || str_eqs(part, ".."))
			return false;
	return true;
}

static struct template *folder_read(struct template_folder *f, struct str name)
{
	struct source *src;
	struct str path;

	if (!name_safe(name)) {
		diag(f->diags, DIAG_BAD_PATH, POS_NONE, { "path", name });
		return NULL;
	}
	path = pool_printf(f->pool, "%s/%.*s.mustache", f->path, STR_ARG(name));
	src = source_read(f->pool, path.p);
	if (!src) {
		if (errno != ENOENT && errno != ENOTDIR) {
			f->io_failed = true;
			io_error(f->diags, path.p, errno);
		}
		return NULL;
	}
	return compile(f->pool, src, f->diags);
}

const struct template *template_folder_load(void *folder, struct str name)
{
	struct template_folder *f = folder;
	size_t known = f->templates.n;
	void **slot = map_at(&f->templates, name);

	/* The map borrows its keys: the name may belong to the caller. */
	if (f->templates.n > known) {
		f->templates.entries[known].key = pool_str(f->pool, name);
		*slot = folder_read(f, name);
	}
	return *slot;
}

void template_folder_release(struct template_folder *folder)
{
	map_release(&folder->templates);
}

/* The folder of a template: what stands before the last "/". */
static const char *folder_of(struct pool *pool, const char *path)
{
	ptrdiff_t slash = str_rchr(str_of(path), '/');

	if (slash < 0)
		return ".";
	return pool_cstr(pool, str_sub(str_of(path), 0,
				       slash ? (size_t)slash : 1));
}

static int write_out(const struct buf *out, struct diags *diags)
{
	if (fwrite(out->p ? out->p : "", 1, out->n, stdout) == out->n &&
	    !fflush(stdout))
		return EXIT_WELL;
	io_error(diags, "-", errno);
	return EXIT_IO;
}

static int render(const struct source *tpl_src, const struct source *data_src,
		  struct template_folder *folder, struct buf *out)
{
	struct template_loader loader = { template_folder_load, folder };
	struct diags *diags = folder->diags;
	size_t errors = diags->errors;
	struct template *tpl = compile(folder->pool, tpl_src, diags);
	struct value *data = json_read(folder->pool, data_src, diags);

	if (tpl && data)
		template_render(out, tpl, data, &loader, diags);
	if (folder->io_failed)
		return EXIT_IO;
	return diags->errors > errors ? EXIT_BROKEN : EXIT_WELL;
}

int cmd_render(const struct render_options *o, struct diags *diags)
{
	struct template_folder folder =
		TEMPLATE_FOLDER_INIT(o->partials, diags->pool, diags);
	struct source *tpl, *data;
	struct buf out = BUF_INIT;
	int status = EXIT_IO;

	if (!o->tpl || !o->data)
		return EXIT_USAGE;
	if (!folder.path)
		folder.path = folder_of(diags->pool, o->tpl);
	tpl = source_read(diags->pool, o->tpl);
	if (!tpl)
		io_error(diags, o->tpl, errno);
	data = source_read(diags->pool, o->data);
	if (!data)
		io_error(diags, o->data, errno);
	if (tpl && data)
		status = render(tpl, data, &folder, &out);
	if (status == EXIT_WELL)
		status = write_out(&out, diags);
	buf_release(&out);
	template_folder_release(&folder);
	return status;
}
