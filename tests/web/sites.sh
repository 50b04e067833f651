# sites.sh - the sites that the web checks look at.
# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
#	build_own	$T/own: this project's own, as `make site` publishes it
#	build_demo	$T/demo: the fictional province
#	build_rest	$T/rest: what has pages of the kinds that those lack
#
# Any argument goes to the build of the demo or the rest.

command -v mb >/dev/null || . "$(dirname "$0")/../lib.sh"

# built WHAT: the last run went well, or nothing more can be tried.
built()
{
	[ "$status" = 0 ] && return
	fail "$1 is built" "$(cat "$T/.err")"
	finish
}

build_own()
{
	run "${MAKE:-make}" --no-print-directory -C "$ROOT" \
		BUILD="$(dirname "$MINHBACH")" OUT="$T/own" site
	built "make site"
}

build_demo()
{
	run sh "$ROOT/tools/demo/build" "$T/repo-demo" "$T/demo"
	[ "$status" != 0 ] || [ $# = 0 ] ||
		mb build -C repo-demo -o "$T/demo" "$@"
	built "the demo"
}

# More tasks than a page lists, a plan that was renamed, one that was removed,
# an item that was removed, and one whose text was taken down.
build_rest()
{
	repo_new repo-rest
	node "$ROOT/tests/web/large.mjs" 4 1 210 |
		git -C repo-rest fast-import --quiet
	git -C repo-rest reset -q --hard
	(
		cd repo-rest/content || exit
		git mv co-quan-1/ke-hoach-1.md co-quan-1/ke-hoach-doi-ten.md
		git rm -q co-quan-4/ke-hoach-1.md
		edit co-quan-2/ke-hoach-1.md '/^### 2\. /,/^### 3\./{/^### 3\./!d;}'
		cat >>site.yml <<-'END'
		base_url: https://cchc.example.vn/trang/cchc/
		redactions:
		  - {plan: co-quan-3/ke-hoach-1, item: V-3-0-2, field: product, decision: 1/QĐ-A, reason: thử}
		END
	) || finish
	repo_commit repo-rest 2026-07-03T09:00:00+07:00 "Đổi tên, bỏ, gỡ"
	mb build -C repo-rest -o "$T/rest" "$@"
	built "the rest"
}
