#!/bin/sh
# check-tree.sh - what holds for the files of the tree: licence lines, lengths,
# headers that compile alone, nothing of one machine or registry.
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/lib.sh"
cd "$ROOT" || exit 1

# Files of the project: what git tracks or would; all, outside a repository.
files()
{
	if [ -e .git ]; then
		git ls-files --cached --others --exclude-standard
	else
		find . -type f ! -path './build/*' ! -path '*/node_modules/*' |
			sed 's,^\./,,'
	fi | while read -r file; do
		[ ! -f "$file" ] || echo "$file"
	done
}
files >"$T/files"

without_licence()
{
	grep -E '\.(c|h|sh|mjs|mustache|css|js)$|^(Makefile|tests/run|tests/deps|\.ci/run)$' \
		"$T/files" | while read -r file; do
		head -n 6 "$file" | grep -q 'SPDX-License-Identifier: MIT' ||
			echo "$file"
	done
}

too_long()
{
	grep -E '^(src|tests|bench)/.*\.(c|h|sh|mjs)$' "$T/files" |
	while read -r file; do
		lines=$(wc -l <"$file")
		[ "$lines" -le 700 ] || echo "$file: $lines lines"
	done
}

wide()
{
	grep -E '^src/.*\.[ch]$' "$T/files" | while read -r file; do
		expand "$file" | LC_ALL=C.UTF-8 awk -v f="$file" \
			'length($0) > 100 { print f ":" NR ": " length($0) " columns" }'
	done
}

# Searches text files for an expression; the expressions are written so that
# they do not match themselves.
found()
{
	tr '\n' '\0' <"$T/files" | xargs -0 grep -nIE -e "$1" -- 2>/dev/null |
		cut -c 1-160
}

machine_paths()
{
	found '(^|[^A-Za-z0-9._/-])/(home|root|work|Users)/[A-Za-z0-9.]'
}

registries()
{
	found '(registry|npmjs|deb|pypi|crates)[.](npmjs|debian|org|io|com)|"resolved": *"'
}

left_open()
{
	grep -E '^(src|tests|bench|themes)/' "$T/files" | tr '\n' '\0' |
		xargs -0 grep -nIwE 'TO[D]O|FIX[M]E|XX[X]|HAC[K]' -- 2>/dev/null
}

alone()
{
	for header in src/*.h; do
		# A list that is included with a macro defined is no header.
		[ "$header" != src/diag_codes.h ] || continue
		printf '#include "%s"\n' "${header#src/}" |
			${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror \
				-iquote src -fsyntax-only -x c - 2>&1 ||
			echo "$header does not compile alone"
	done
}

trailing_space()
{
	grep -E '^(src|tests|bench|schemas)/.*\.(c|h|sh|mjs|json)$|^Makefile$' \
		"$T/files" | grep -v '^tests/golden/' | tr '\n' '\0' |
		xargs -0 grep -nE '[ 	]+$' --
}

# Hosts in the lock file, apart from the names of packages.
lock_hosts()
{
	grep -nE '://|"resolved"' tests/web/package-lock.json
}

none()
{
	found_=$("$@")
	[ -z "$found_" ] || { echo "$found_"; return 1; }
}

check "files name their licence" none without_licence
check "no file is longer than 700 lines" none too_long
check "no source line is wider than 100 columns" none wide
check "no path of a machine" none machine_paths
check "no address of a registry" none registries
check "the lock file names no address" none lock_hosts
check "nothing is left open" none left_open
check "no trailing white space" none trailing_space
check "every header compiles alone" none alone
finish
