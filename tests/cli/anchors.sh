#!/bin/sh
# anchors.sh - a link to a heading, as forges have it, leads to that heading on
# the page; what the check calls fine is there, and what it does not is not.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_new repo
mkdir repo/content
cp -R "$ROOT/tests/golden/good/in/." repo/content/
cat >repo/content/gioi-thieu.md <<'END'
---
title: Giới thiệu
---

## Liên hệ

[một](#liên-hệ), [hai](so-a/lich.md#S%C3%A1ng-th%E1%BB%A9-hai), [ba](so-a/2026.md#TC-01),
[bốn](so-a/2026.md#i-cai-cach-the-che), [năm](so-a/index.md#tiep-dan), [sáu](#khong-co).
END
printf -- '---\ntitle: Lịch\n---\n\n### Sáng thứ hai\n\nNghỉ.\n' >repo/content/so-a/lich.md
printf '\n## Tiếp dân\n\nThứ ba.\n' >>repo/content/so-a/index.md
repo_commit repo 2026-03-01T09:00:00+07:00 "Thêm trang"

# there HREF: the page links so, and the file has an element of that id.
there()
{
	file_has public/gioi-thieu/index.html "href=\"$1\"" || return
	case $1 in
	index.html*)	to=public/gioi-thieu/index.html ;;
	*)	to=public/gioi-thieu/${1%%#*} ;;
	esac
	case $1 in
	*"#"*)	file_has "$to" "id=\"${1#*#}\"" ;;
	*)	[ -f "$to" ] ;;
	esac
}

mb build -C repo -o public
check "the site is published" exited 0
check "one heading is told that is not there" [ "$(grep -c '\[bad-anchor\]$' .err)" = 1 ]
check "it is that one" file_has .err "“#khong-co”"
check "a heading of the page" there "index.html#muc-lien-he"
check "a heading of another page" there "../so-a/lich/index.html#muc-sang-thu-hai"
check "an item" there "../ke-hoach/so-a/2026/tc-01/index.html"
check "a heading of a plan" there "../ke-hoach/so-a/2026/index.html#i-cai-cach-the-che"
check "a heading of an agency" there "../co-quan/so-a/index.html#muc-tiep-dan"
finish
