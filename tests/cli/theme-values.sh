#!/bin/sh
# theme-values.sh - minhbach-theme(7) names every value that pages are given and
# templates read, and none that there is not: a theme made from the manual page
# tells which of its values the demo's pages have.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

sh "$ROOT/tools/demo/build" repo || exit
node "$ROOT/tests/theme/values.mjs" theme theme || exit

# What the demo has no use for.
cat >>repo/content/site.yml <<'END'
base_url: https://cchc.example/tinh-mau/
forge: {kind: forgejo, url: https://git.example/tinh-mau/ke-hoach}
rewritten:
  - {from: 0123456789abcdef0123456789abcdef01234567, date: 2025-02-01, reason: Thử}
redactions:
  - {plan: so-noi-vu/2026-cchc, item: TTHC-04, field: lead, decision: 1/QĐ-SNV, reason: Thử}
END
edit repo/content/so-noi-vu/index.md 's,^code: SNV,&\ncontact: 1 đường Mẫu,'
edit repo/content/van-ban.yml '0,/^  date:/s,,  url: https://cchc.example/vb.pdf\n&,'
edit repo/content/so-noi-vu/2026-cchc.md '0,/^period:/s,,original: https://cchc.example/kh.pdf\n&,'
cat >>repo/content/so-noi-vu/2026-cchc.md <<'END'

### Việc có việc con

- Mã: THU-1
- Ghi chú: Ghi chú của trang.

#### Việc con, với một tên dài

- Mã: THU-2
- Tên ngắn: Việc con
- Thời hạn: Tháng 12/2026
- Theo văn bản: 999/SNV-CCHC

### Một đoạn lời

Căn cứ Công văn 999/SNV-CCHC.
END
repo_commit repo 2026-06-29T08:00:00+07:00 "Thêm việc"
edit_item repo/content/so-noi-vu/2026-cchc.md THU-2 's,Tháng 12/2026,Tháng 11/2026,'
repo_commit repo 2026-06-29T09:00:00+07:00 "Sửa việc"
edit_item repo/content/so-noi-vu/2026-cchc.md THU-2 's,Tháng 11/2026,Tháng 10/2026,'
repo_commit repo 2026-06-30T08:00:00+07:00 "Lại sửa việc"
mb build -C repo -o demo --theme "$T/theme"
check "the demo is built with it" exited 0
# Lists that are too long for their pages; something that goes, in the end.
repo_new many
mkdir -p many/content/so-x
printf 'title: Thử\nareas: [{id: a, title: A}]\n' >many/content/site.yml
printf -- '---\ntype: agency\nname: Sở X\n---\n' >many/content/so-x/index.md
{
	printf -- '---\ntype: plan\ntitle: Kế hoạch\nissued: 2026-01-05\nperiod: 2026\n---\n\n## A\n'
	seq 205 | sed 's/.*/\n### Việc &\n\n- Mã: V-&\n- Thời hạn: Quý I\/2026/'
	seq 205 | sed 's/.*/\n### Mức &\n\n- Mã: M-&\n- Mục tiêu: &%/'
	printf '\n### Việc bỏ\n\n- Mã: B-1\n- Thời hạn: Quý I/2026\n'
	printf '\n### Tiêu chí dài\n\n- Mã: C-1\n- Tên ngắn: Tiêu chí\n- Điểm: 1/2\n'
	printf '\n### 7. Chỉ số dài\n\n- Mã: S-1\n- Tên ngắn: Chỉ số\n- Xếp hạng: 1/2\n'
} >many/content/so-x/2026.md
repo_commit many 2026-01-06T08:00:00+07:00 "Ban hành"
edit many/content/so-x/2026.md '/^### Việc bỏ$/,/^- Thời hạn/d'
repo_commit many 2026-05-06T08:00:00+07:00 "Bỏ một việc"
mb build -C many -o large --theme "$T/theme"
check "a large site is built with it" exited 0

# Hardly anything, in no repository.
mkdir -p few/content/so-x
printf 'title: Thử\nareas: [{id: a, title: A}]\n' >few/content/site.yml
printf -- '---\ntype: agency\nname: Sở X\n---\n' >few/content/so-x/index.md
cat >few/content/so-x/2026.md <<'END'
---
type: plan
title: Kế hoạch
period: 2026
---

## A

Lời của lĩnh vực.

### Việc

- Thời hạn: Quý I/2026
END
mb build -C few -o small --as-of 2026-05-01 --theme "$T/theme"
check "a small site is built with it" exited 0

tap_of node "$ROOT/tests/theme/values.mjs" check demo large small
finish
