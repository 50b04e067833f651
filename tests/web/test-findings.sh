#!/bin/sh
# test-findings.sh - `check --format` for programs: JSON of its schema, workflow
# commands, code quality; in both languages.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

plan=repo/content/so-a/2026.md
repo_new repo
mkdir repo/content
cp -R "$ROOT/tests/golden/good/in/." repo/content/
# Wide and combining characters, what commands are made of, a tab.
cat >>$plan <<'END'

### 9. 漢字

- Mã: TC-09
- Sản phẩm: Báo cáo
- Thời hạnn: Quý I/2026
- Thời hạnn: Quý I/2026
- Lĩnh vực: 漢字

### 10. Số hóa

- Mã: TC-10
- Thời hạn: Quý I/2026

漢字, x̣̃: 100 % [a](khong-co,a:b.md)
END
repo_commit repo 2026-03-01T09:00:00+07:00 "Thêm"

# look NAME ARGUMENT...: one check's standard output.
look()
{
	to=$1
	shift
	mb check -C repo --strict --as-of 2026-03-01 "$@"
	cp .out "$to"
	echo "$status" >"$to.status"
}

look text.vi
cp .err words.vi
for format in json github gitlab; do
	look $format.vi --format $format
	LANGUAGE_=en_US.UTF-8
	look $format.en --format=$format
	LANGUAGE_=
done
edit $plan 's/^### 9/Một dòng mới.\
\
&/'
look json.moved --format json --worktree
look gitlab.moved --format gitlab --worktree
repo_new clean
mkdir clean/content
cp -R "$ROOT/tests/golden/good/in/." clean/content/
repo_commit clean 2026-02-06T09:00:00+07:00 "Ban đầu"
for format in json github gitlab; do
	mb check -C clean --format $format
	cp .out clean.$format
done
rm clean/content/site.yml
mb check -C clean --format gitlab --worktree
cp .out nowhere.gitlab
mb check -C clean --format github --worktree
cp .out nowhere.github
node "$ROOT/tests/web/findings.mjs" "$T"
