#!/bin/sh
# test-feeds.sh - feeds, calendars, sitemap and what search engines read are
# what their formats ask for, stay the same, and agree with the pages.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/site.sh"
. "$ROOT/tests/web/sites.sh"

base=https://cchc.example.vn/ke-hoach/
build()
{
	mb build "$@" && [ "$status" = 0 ] && return
	fail "built: $*" "$(cat "$T/.err")"
	finish
}
build_demo --base-url $base
build -C repo -o "$T/later" --base-url $base --as-of 2027-02-01
build -C repo -o "$T/earlier" --base-url $base --rev HEAD~2
build -C repo -o "$T/nowhere"
cp -R repo/content plain-content
build -C plain-content -s . -o "$T/plain"
printf 'User-agent: *\nDisallow: /\n' >repo/content/robots.txt
repo_commit repo 2026-07-14T09:00:00+07:00 "Chưa cho máy tìm kiếm đọc"
build -C repo -o "$T/own" --base-url $base

edit repo/content/so-ngoai-vu/index.md \
	's,^name: .*,name: "Sở </script><!-- \&amp; ]]>",'
edit_item $annex CDDH-02 's,^- Tên ngắn: .*,- Tên ngắn: A </title>\&#13; B,'
edit_item $annex CDDH-02 's,^- Thời hạn: .*,- Thời hạn: Quý IV/2026,'
repo_commit repo 2026-07-15T09:00:00+07:00 "Tên có dấu lạ"
build -C repo -o "$T/hostile" --base-url $base

node "$ROOT/tests/web/feeds.mjs" "$T"
