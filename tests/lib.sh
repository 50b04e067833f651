# lib.sh - what the scripted tests share: a clean environment, repositories
# whose commit ids repeat, and checks that print TAP.
# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# A test sources it, calls `check`s, and ends with `finish`.  $T is a fresh
# folder that goes when the test ends; the test runs inside it.  Programs run
# by `run` leave their exit status in $status and their words in $T/.out and
# $T/.err.
set -u

ROOT=$(cd "$(dirname "$0")" && pwd)
while [ ! -f "$ROOT/tests/lib.sh" ]; do
	ROOT=$(dirname "$ROOT")
done
MINHBACH=${MINHBACH:-$ROOT/build/minhbach}
T=$(mktemp -d "${TMPDIR:-/tmp}/minhbach-test.XXXXXX") || exit 1
trap 'rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
cd "$T" || exit 1
mkdir .home

unset MAKEFLAGS MFLAGS MAKELEVEL NO_COLOR LANGUAGE CDPATH
# shellcheck disable=SC2046 # names of variables
unset $(git rev-parse --local-env-vars)
HOME=$T/.home
GIT_CONFIG_GLOBAL=/dev/null
GIT_CONFIG_NOSYSTEM=1
LC_ALL=C
TZ=UTC
export MINHBACH HOME GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM LC_ALL TZ
umask 022

# ---- TAP

cases=0
failures=0

pass()
{
	cases=$((cases + 1))
	echo "ok $cases - $1"
}

# fail WHAT [DETAIL]
fail()
{
	cases=$((cases + 1))
	failures=$((failures + 1))
	echo "not ok $cases - $1"
	[ -z "${2-}" ] || printf '%s\n' "$2" | sed 's/^/# /'
}

finish()
{
	echo "1..$cases"
	[ $failures = 0 ] && [ $cases != 0 ]
	exit
}

# check WHAT COMMAND...: the command must succeed; what it prints explains.
check()
{
	what_=$1
	shift
	if detail_=$("$@" 2>&1); then
		pass "$what_"
	else
		fail "$what_" "$(printf '%s\n' "$*:" "$detail_")"
	fi
}

# tap_of INTERPRETER SCRIPT [ARGUMENT...]: a script's cases become this test's; it
# must come to its plan, and end well unless a case has failed.
tap_of()
{
	"$@" >"$T/.tap"
	status=$?
	grep -q '^not ok ' "$T/.tap" && status=0
	while IFS= read -r line_; do
		case $line_ in
		"ok "*)		pass "${line_#ok * - }" ;;
		"not ok "*)	fail "${line_#not ok * - }" ;;
		"# "*)		echo "$line_" ;;
		esac
	done <"$T/.tap"
	check "$(basename "$2") comes to its plan" grep -q '^1\.\.[0-9]' "$T/.tap"
	check "and ends well" [ $status = 0 ]
}

# ---- running the program

# run COMMAND...
run()
{
	"$@" >"$T/.out" 2>"$T/.err" </dev/null
	status=$?
}

# mb ARGUMENT...: minhbach for a reader of Vietnamese (or of $LANGUAGE_).
mb()
{
	run env LC_ALL="${LANGUAGE_:-vi_VN.UTF-8}" "$MINHBACH" "$@"
}

# The last run's exit status was N.
exited()
{
	[ "$status" = "$1" ] && return
	echo "exit status $status, expected $1; standard error:"
	cat "$T/.err"
	return 1
}

# ---- assertions for `check`

file_has()
{
	grep -qF -e "$2" -- "$1" && return
	echo "$1 lacks: $2"
	[ ! -f "$1" ] || head -c 2000 "$1"
	return 1
}

file_lacks()
{
	[ -f "$1" ] || { echo "$1 is missing"; return 1; }
	! grep -nF -e "$2" -- "$1"
}

# A file is exactly a text (with a final line end).
file_is()
{
	printf '%s\n' "$2" | diff -u - "$1"
}

same_tree()
{
	diff -r "$1" "$2"
}

# json FILE EXPRESSION: an expression of JavaScript over the file's value `d`.
json()
{
	node "$ROOT/tests/web/json.mjs" "$1" "$2"
}

# json_is FILE EXPRESSION EXPECTED
json_is()
{
	got_=$(json "$1" "$2") || { echo "$got_"; return 1; }
	[ "$got_" = "$3" ] && return
	echo "$1: $2"
	echo "got      $got_"
	echo "expected $3"
	return 1
}

# ---- repositories

# repo_new DIR: an empty repository with the branch main.
repo_new()
{
	git init -q -b main "$1"
	git -C "$1" config gc.auto 0
}

# repo_commit DIR DATE MESSAGE [AUTHOR]: all that is in the work tree, as of an
# ISO date with an offset.
repo_commit()
{
	author_=${4:-Cán bộ đầu mối}
	git -C "$1" add -A &&
	GIT_AUTHOR_NAME=$author_ GIT_AUTHOR_EMAIL=dau-moi@example.vn \
	GIT_COMMITTER_NAME=$author_ GIT_COMMITTER_EMAIL=dau-moi@example.vn \
	GIT_AUTHOR_DATE=$2 GIT_COMMITTER_DATE=$2 \
		git -C "$1" commit -q --allow-empty -m "$3"
}

# repo_content DIR: a repository with one commit of this project's content.
repo_content()
{
	repo_new "$1"
	cp -R "$ROOT/content" "$1/"
	repo_commit "$1" 2026-07-01T08:00:00+07:00 "Đưa các kế hoạch lên trang"
}

# edit FILE SED-EXPRESSION: in place; an edit that changes nothing is a mistake
# of the test.
edit()
{
	cp "$1" "$T/.before" && sed "$2" "$T/.before" >"$1" &&
	! cmp -s "$T/.before" "$1" && return
	echo "Bail out! nothing to edit in $1: $2"
	exit 1
}

# edit_item FILE CODE SED-EXPRESSION: only in the item of that Mã.
edit_item()
{
	edit "$1" "/^- Mã: $2\$/,/^#/{$3}"
}
