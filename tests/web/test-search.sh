#!/bin/sh
# test-search.sh - search as readers use it: typed, by keyboard, from a disk,
# below a path, without scripts.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_content repo
cat >repo/content/so-ngoai-vu/2026-thu.md <<'END'
---
type: plan
title: Kế hoạch thử tìm kiếm
number: 5/KH-SNgV
issued: 2025-02-06
period: 2025
secrecy: none
---

## I. Cải cách thể chế

### 1. Cái cách ghi sổ

- Mã: THU-01
- Sản phẩm: Sổ
- Thời hạn: 30/9/2025

### 2. Dao động nhân sự

- Mã: THU-02
- Sản phẩm: Báo cáo về đạo đức công vụ
- Thời hạn: 30/9/2025

### 3. Đạo đức công vụ

- Mã: THU-03
- Sản phẩm: Báo cáo
- Thời hạn: 30/9/2025

### 4. Việc sẽ bị bỏ

- Mã: THU-04
- Sản phẩm: Báo cáo

### 5. Ký tự lạ: ﬁn, ½ ngày, № 7, Ⅲ, straße, m², ΟΔΟΣ, 漢字, ðạo, soft­hyphen

- Mã: THU-05
- Sản phẩm: Báo cáo
- Kết quả: Bàn giao cho Zuzuzu
END
cat >>repo/content/site.yml <<'END'
redactions:
  - {plan: so-ngoai-vu/2026-thu, item: THU-05, field: result, decision: 1/QĐ-A, reason: thử}
END
repo_commit repo 2026-07-02T09:00:00+07:00 "Kế hoạch thử"
edit repo/content/so-ngoai-vu/2026-thu.md '/^### 4/,/^### 5/{/^### 5/!d;}'
repo_commit repo 2026-07-03T09:00:00+07:00 "Bỏ một việc"

mb build -C repo -o "$T/site"
if [ "$status" != 0 ]; then
	fail "the site is built" "$(cat "$T/.err")"
	finish
fi
TMPDIR=$T node "$ROOT/tests/web/search.mjs" "$T/site"
