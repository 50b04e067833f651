#!/bin/sh
# check-layers.sh - source files include their own layer or lower ones, no two
# include each other, and libraries stay with the file that knows them.
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/lib.sh"
cd "$ROOT/src" || exit 1

# The layer of a module (a file's name without its ending); nothing for one
# that is not in the table.
layer_of()
{
	case $1 in
	# 0 base: knows no domain and no git
	pool|buf|str|map|diag|diag_codes|escape|date|text|docnum|mail|sha256|fs|work|\
	stage|stage_*|http|http_*|watch)
		echo 0 ;;
	# 1 inputs: bytes in, structures out
	yaml|messages|messages_data|diag_print|diag_html|repo|repo_*|mailmap|\
	snapshot|site|site_*|agency|sources|front|link_target|markdown|markdown_*|\
	units|trailers|table|table_*|docx)
		echo 1 ;;
	# 2 domain: pure; no files, no clock, no output
	vocabulary|section|version|worddiff|standing|period|target|deadline|facts|rating|\
	plan|plan_*|change|change_*|check|check_*|match|match_*|history|\
	history_*|wording|redaction|state|state_*|initials|skeleton|\
	annex|annex_*|columns|form|form_*)
		echo 2 ;;
	# 3 output: the pipeline is the sole orchestrator
	value|mustache|mustache_*|json|json_*|theme|chart|chart_*|strip|page|\
	page_*|pages|pages_*|model|model_*|export|export_*|feed|calendar|\
	search|findings|sentence|sentences|manifest|data|data_*|links|session|build|\
	build_*|report|report_*|trend|ident|sitemap|schemas_data|view|\
	view_*|words|progress)
		echo 3 ;;
	# 4 commands
	main|cmd|cmd_*|opt|serve|serve_*)
		echo 4 ;;
	esac
}

# "FILE INCLUDED" for each of our own headers that a file includes.
includes()
{
	grep -H '^#[ 	]*include[ 	]*"' ./*.c ./*.h |
		sed 's,^\./\([^:]*\):[^"]*"\([^"]*\)".*,\1 \2,'
}

unknown()
{
	for file in *.c *.h; do
		[ -n "$(layer_of "${file%.?}")" ] ||
			echo "src/$file is in no layer: add it to tests/check-layers.sh"
	done
}

upward()
{
	includes | while read -r file header; do
		from=$(layer_of "${file%.?}")
		to=$(layer_of "${header%.h}")
		[ "${from:-9}" -ge "${to:-0}" ] ||
			echo "src/$file (layer $from) includes $header (layer $to)"
	done
}

# Of modules, not files: two of them that need each other are one.  A module's
# own parts ("mustache_node" of "mustache") may.
cycles()
{
	includes | sed 's/\.[ch] / /; s/\.h$//' | awk '
		{ a = $1; b = $2; sub(/_.*/, "", a); sub(/_.*/, "", b) }
		a != b' | sort -u | { tsort >/dev/null; } 2>&1
}

# only PATTERN FILES...: a system header's name stands in these files alone.
only()
{
	header=$1
	shift
	grep -lE "^#[ 	]*include[ 	]*<$header" ./*.c ./*.h |
	while read -r file; do
		allowed=no
		for pattern; do
			# shellcheck disable=SC2254 # a pattern is meant
			case ${file#./} in $pattern) allowed=yes ;; esac
		done
		[ "$allowed" = yes ] || echo "src/${file#./} includes <$header>"
	done
}

# What the domain must not know: files, the clock, the environment, output.
impure()
{
	for file in *.c; do
		[ "$(layer_of "${file%.c}")" = 2 ] || continue
		grep -nHE '(^|[^a-z_])(fopen|open|openat|read|write|printf|fprintf|puts|time|clock_gettime|localtime|gmtime|getenv|getcwd|exit|abort)[ ]?\(' \
			"$file" | grep -vE ':[ 	]*(\*|/\*)'
	done
}

# Only main ends the program; out of memory aborts.  The builder of a preview is
# a process of its own.
exits()
{
	grep -nHE '(^|[^a-z_])_?exit[ ]?\(' ./*.c |
		grep -vE '^\./main\.c:|^\./serve_build\.c:.*_exit\('
}

none()
{
	found=$("$@")
	[ -z "$found" ] || { echo "$found"; return 1; }
}

check "every file is in a layer" none unknown
check "no file includes a higher layer" none upward
check "no modules include each other" none cycles
check "only repo includes libgit2" none only 'git2' 'repo*.[ch]'
check "only markdown includes cmark" none only 'cmark' 'markdown*.[ch]'
check "only yaml includes libyaml" none only '(linux/\.\./)?yaml' 'yaml*.c'
check "only what looks at single characters includes utf8proc" none only \
	'utf8proc' 'text*.c' 'wording.c' 'docnum.c' 'markdown*.c'
check "only docx includes libzip" none only 'zip' 'table_docx.c' 'docx.c'
check "only table_docx includes libxml2" none only 'libxml' 'table_docx.c'
check "only sha256 includes OpenSSL" none only 'openssl' 'sha256.c'
check "only the server includes libmicrohttpd" none only 'microhttpd' \
	'http_server.c'
check "the domain is pure" none impure
check "nothing but main ends the program" none exits
finish
