/* SPDX-License-Identifier: MIT */
/* findings.c - findings as JSON, as workflow commands, as code quality. */
#include "findings.h"

#include "json_write.h"
#include "map.h"
#include "sha256.h"

enum findings_format findings_format_named(const char *name)
{
	static const char *const names[] = {
		[FINDINGS_TEXT] = "text", [FINDINGS_JSON] = "json",
		[FINDINGS_GITHUB] = "github", [FINDINGS_GITLAB] = "gitlab",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(name, names[i]))
			return (enum findings_format)i;
	return FINDINGS_TEXT;
}

/* ---- json -------------------------------------------------------------- */

static void add_finding(struct json *j, const struct diag *d,
			const struct diag_cursor *c, const struct catalog *cat)
{
	static const char *const severities[] = {
		[DIAG_NOTE] = "note", [DIAG_WARNING] = "warning",
		[DIAG_ERROR] = "error",
	};
	struct buf text = BUF_INIT;

	json_object(j, NULL, JSON_LINES);
	json_text(j, "path", c->src ? c->src->path : STR(""));
	json_text(j, "commit", c->src ? c->src->rev : STR(""));
	if (c->src) {
		json_int(j, "line", c->line);
		json_int(j, "column", c->col);
	} else {
		json_null(j, "line");
		json_null(j, "column");
	}
	json_name(j, "severity", severities[diag_severity(d->code)]);
	json_name(j, "code", diag_name(d->code));
	diag_message(&text, d, cat);
	json_string(j, "message", buf_str(&text));
	buf_clear(&text);
	diag_mend(&text, d, cat);
	json_string(j, "mend", buf_str(&text));
	json_end(j);
	buf_release(&text);
}

static void write_json(struct buf *out, const struct diags *d,
		       const struct catalog *cat)
{
	struct json j = json_begin(out);
	struct diag_cursor c = DIAG_CURSOR_INIT;

	json_object(&j, NULL, JSON_LINES);
	json_int(&j, "format", 1);
	json_int(&j, "errors", (long long)d->errors);
	json_int(&j, "warnings", (long long)d->warnings);
	json_int(&j, "notes", (long long)d->notes);
	json_array(&j, "findings", JSON_LINES);
	for (size_t i = 0; i < d->n; i++) {
		diag_cursor_move(&c, d->list[i].pos);
		add_finding(&j, &d->list[i], &c, cat);
	}
	json_end(&j);
	json_end(&j);
}

/* ---- github ------------------------------------------------------------ */

/* What ends a command, and in a property what ends that, too. */
static void add_command_text(struct buf *out, struct str s, bool property)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%' || c == '\r' || c == '\n' ||
		    (property && (c == ':' || c == ',')))
			buf_addf(out, "%%%02X", (unsigned char)c);
		else
			buf_addc(out, c);
	}
}

static void write_github(struct buf *out, const struct diags *d,
			 const struct catalog *cat)
{
	static const char *const commands[] = {
		[DIAG_NOTE] = "notice", [DIAG_WARNING] = "warning",
		[DIAG_ERROR] = "error",
	};
	struct diag_cursor c = DIAG_CURSOR_INIT;
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < d->n; i++) {
		const struct diag *entry = &d->list[i];

		diag_cursor_move(&c, entry->pos);
		buf_addf(out, "::%s ", commands[diag_severity(entry->code)]);
		if (c.src) {
			buf_adds(out, "file=");
			add_command_text(out, c.src->path, true);
			buf_addf(out, ",line=%u,col=%u,", c.line, c.col);
		}
		buf_addf(out, "title=%s::", diag_name(entry->code));
		buf_clear(&text);
		diag_message(&text, entry, cat);
		buf_addc(&text, '\n');
		diag_mend_line(&text, entry, cat);
		add_command_text(out, buf_str(&text), false);
		buf_addc(out, '\n');
	}
	buf_release(&text);
}

/* ---- gitlab ------------------------------------------------------------ */

/*
 * What a finding is about, whatever its line and the language: path, code,
 * arguments, the text of its line.  The same said again is told apart by its
 * number.
 */
static void add_identity(struct buf *out, const struct diag *d,
			 const struct diag_cursor *c, struct map *seen,
			 struct pool *pool)
{
	struct str key;
	void **times;

	buf_adds(out, diag_name(d->code));
	for (size_t i = 0; i < 6 && d->args[i].name; i++) {
		buf_addf(out, "\n%s=", d->args[i].name);
		buf_addstr(out, d->args[i].value);
	}
	if (c->src) {
		buf_addc(out, '\n');
		buf_addstr(out, c->src->path);
		buf_addc(out, '\n');
		buf_addstr(out, str_trim(diag_cursor_line(c)));
	}
	key = pool_str(pool, buf_str(out));
	times = map_at(seen, key);
	*times = (char *)*times + 1;
	buf_addf(out, "\n%zu", (size_t)(uintptr_t)*times);
}

static void add_issue(struct json *j, const struct diag *d,
		      const struct diag_cursor *c, const struct catalog *cat,
		      struct str identity, struct str site_file)
{
	static const char *const severities[] = {
		[DIAG_NOTE] = "info", [DIAG_WARNING] = "minor",
		[DIAG_ERROR] = "major",
	};
	char hex[SHA256_HEX + 1];
	struct buf text = BUF_INIT;

	diag_message(&text, d, cat);
	buf_addc(&text, '\n');
	diag_mend_line(&text, d, cat);
	sha256_hex(identity, hex);
	json_object(j, NULL, JSON_LINES);
	json_string(j, "description", buf_str(&text));
	json_name(j, "check_name", diag_name(d->code));
	json_name(j, "fingerprint", hex);
	json_name(j, "severity", severities[diag_severity(d->code)]);
	json_object(j, "location", JSON_FLAT);
	json_string(j, "path", c->src ? c->src->path : site_file);
	json_object(j, "lines", JSON_FLAT);
	json_int(j, "begin", c->line);
	json_end(j);
	json_end(j);
	json_end(j);
	buf_release(&text);
}

static void write_gitlab(struct buf *out, const struct diags *d,
			 const struct catalog *cat, struct str site_file)
{
	struct json j = json_begin(out);
	struct diag_cursor c = DIAG_CURSOR_INIT;
	struct buf identity = BUF_INIT;
	struct map seen = MAP_INIT;

	json_array(&j, NULL, JSON_LINES);
	for (size_t i = 0; i < d->n; i++) {
		diag_cursor_move(&c, d->list[i].pos);
		buf_clear(&identity);
		add_identity(&identity, &d->list[i], &c, &seen, d->pool);
		add_issue(&j, &d->list[i], &c, cat, buf_str(&identity),
			  site_file);
	}
	json_end(&j);
	map_release(&seen);
	buf_release(&identity);
}

void findings_write(struct buf *out, enum findings_format format,
		    const struct diags *d, const struct catalog *cat,
		    struct str site_file)
{
	if (format == FINDINGS_JSON)
		write_json(out, d, cat);
	else if (format == FINDINGS_GITHUB)
		write_github(out, d, cat);
	else if (format == FINDINGS_GITLAB)
		write_gitlab(out, d, cat, site_file);
}
