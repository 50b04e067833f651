#!/bin/sh
# test-lists.sh - the lists of a site that has more than a page holds.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_content repo
plan=repo/content/so-ngoai-vu/2026-lon.md
cat >$plan <<'END'
---
type: plan
title: Kế hoạch lớn
number: 6/KH-SNgV
issued: 2026-02-06
period: 2026
secrecy: none
---

## I. Cải cách thể chế
END
i=0
while [ $i -lt 450 ]; do
	i=$((i + 1))
	printf '\n### %d. Đổi mới việc thứ %d\n\n- Mã: DM-%d\n- Sản phẩm: Báo cáo\n- Thời hạn: 30/9/2026\n' \
		$i $i $i
done >>$plan
repo_commit repo 2026-07-02T09:00:00+07:00 "Kế hoạch lớn"
mb build -C repo -o "$T/site"
if [ "$status" != 0 ]; then
	fail "the site is built" "$(cat "$T/.err")"
	finish
fi

# The most rows of one kind that a page of the lists has.
most_rows()
{
	find site/tim-kiem -name '*.html' -exec grep -cE "$1" {} + |
		sed 's/.*://' | sort -n | tail -n 1
}

no_long_list()
{
	[ "$(most_rows '^<li( class="gone")?><a [^>]*>[^<]*</a>$')" = 200 ] &&
	[ "$(most_rows '<th scope="row">')" = 200 ] && return
	echo "rows: $(most_rows '<th scope="row">')"
	return 1
}

every_item_is_listed()
{
	cat site/tim-kiem/dd/index.html site/tim-kiem/dd/?/index.html >listed
	i=0
	while [ $i -lt 450 ]; do
		i=$((i + 1))
		grep -qF "/dm-$i/index.html" listed || echo "DM-$i is missing"
	done | grep . && return 1
	return 0
}

small_files()
{
	find site/tim-kiem -name '*.js' -size +24k | grep . && return 1
	return 0
}

check "no page lists more than 200" no_long_list
check "a letter goes on" test -f site/tim-kiem/dd/3/index.html
check "and no further" test ! -e site/tim-kiem/dd/4
check "a deadline goes on, too" test -f site/tim-kiem/thoi-han/2026-quy-3/3/index.html
check "every item is in the A-Z index" every_item_is_listed
check "the search page itself stays small" \
	test "$(wc -c <site/tim-kiem/index.html)" -lt 20000
check "no file of the index is large" small_files
check "every link leads somewhere, every page is linked" \
	node "$ROOT/tests/web/links.mjs" "$T/site"
check "the pages are valid HTML" sh "$ROOT/tests/web/html.sh" "$T/site/tim-kiem"
finish
