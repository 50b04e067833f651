#!/bin/sh
# check-findings.sh - every finding has a golden build that pins it in both
# languages, and an entry with that example in the manual.
# SPDX-License-Identifier: MIT
#
#	UPDATE=1 tests/check-findings.sh	rewrites man/minhbach-findings.7
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/lib.sh"
cd "$ROOT" || exit 1
page=man/minhbach-findings.7

sed -n 's/^DIAG_CODE([A-Z0-9_]*, *[A-Z]*, *"\([a-z0-9-]*\)".*/\1/p' \
	src/diag_codes.h >"$T/codes"

# pinned FILE: codes that no such file of a golden build ends a line with.
pinned()
{
	grep -oh '\[[a-z0-9-]*\]$' tests/golden/*/"$1" | tr -d '[]' |
		sort -u >"$T/pinned"
	sort "$T/codes" | comm -23 - "$T/pinned" |
		sed "s,^,no golden build pins it in $1: ,"
}

documented()
{
	sed -n 's/^\.It Cm \([a-z0-9-]*\) Pq .*/\1/p' $page | diff "$T/codes" -
}

in_step()
{
	LC_ALL=C awk -f tools/findings/page.awk src/diag_codes.h \
		tests/golden/*/expect.diag.en tests/golden/*/expect.diag \
		>"$T/page" || return
	[ -z "${UPDATE-}" ] || cp "$T/page" $page
	diff $page "$T/page" && return
	echo "run UPDATE=1 sh tests/check-findings.sh"
	return 1
}

none()
{
	found=$("$@")
	[ -z "$found" ] || { echo "$found"; return 1; }
}

check "there are codes" [ "$(wc -l <"$T/codes")" -gt 80 ]
check "a golden build pins each finding" none pinned expect.diag
check "and in English" none pinned expect.diag.en
check "the manual's examples are those of the golden builds" in_step
check "the manual has every code, in the order of the sources" none documented
check "every code has an example" none grep -n '^No example' $page
finish
