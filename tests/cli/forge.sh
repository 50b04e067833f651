#!/bin/sh
# forge.sh - pages link to their source on the forge: exact addresses for each
# kind, of files whose names are not ASCII or hold spaces.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_new repo
mkdir -p "repo/công khai/so-a"
cat >"repo/công khai/site.yml" <<-END
	title: Trang mẫu
	areas: [{id: chi-dao, title: "Chỉ đạo, điều hành"}]
END
cat >"repo/công khai/so-a/index.md" <<-END
	---
	type: agency
	name: Sở A
	units: [{id: vp, name: Văn phòng}]
	---
END
cat >"repo/công khai/so-a/Kế hoạch 2026 (sửa).md" <<-END
	---
	type: plan
	title: Kế hoạch năm 2026
	number: 01/KH-SA
	issued: 2026-02-06
	period: 2026
	---

	## Chỉ đạo, điều hành

	### Ban hành kế hoạch

	- Mã: A-01
	- Sản phẩm: Kế hoạch
	- Chủ trì: Văn phòng
	- Thời hạn: Quý I/2026
END
repo_commit repo 2026-02-07T08:00:00+07:00 "Đưa kế hoạch lên trang"
site="repo/công khai/site.yml"
item=public/ke-hoach/so-a/ke-hoach-2026-sua/a-01/index.html
file=c%C3%B4ng%20khai/so-a/K%E1%BA%BF%20ho%E1%BA%A1ch%202026%20%28s%E1%BB%ADa%29.md

build()
{
	mb build -C repo -s "công khai"
}

build
check "a site without a forge" exited 0
check "links to none" file_lacks "$item" "git.example"

cp "$site" plain.yml

# forge KIND EDIT SOURCE HISTORY COMMIT: behind the repository's address.
forge()
{
	kind=$1 url=https://git.example/ls/kh
	{
		cat plain.yml
		printf 'forge:\n  kind: %s\n  url: %s.git\n' "$kind" $url
		printf '  branch: chính\n'
	} >"$site"
	repo_commit repo 2026-02-08T08:00:00+07:00 "$kind"
	build
	check "$kind: builds" exited 0
	check "$kind: edit" file_has "$item" "href=\"$url/$2/ch%C3%ADnh/$file\""
	check "$kind: source" file_has "$item" \
		"href=\"$url/$3/ch%C3%ADnh/$file\""
	check "$kind: history" file_has "$item" \
		"href=\"$url/$4/ch%C3%ADnh/$file\""
	check "$kind: commit" file_has "$item" "href=\"$url/$5/$first\""
}

first=$(git -C repo rev-parse HEAD)
forge forgejo _edit src/branch commits/branch commit
forge gitlab -/edit -/blob -/commits -/commit
forge github edit blob commits commit

check "an agency's page, too" file_has public/co-quan/so-a/index.html \
	"href=\"https://git.example/ls/kh/edit/ch%C3%ADnh/c%C3%B4ng%20khai/so-a/index.md\""
check "the home page has no source" file_lacks public/index.html /edit/

echo 'edit_url: https://sua.example/?tep={path}' >>"$site"
repo_commit repo 2026-02-09T08:00:00+07:00 "Trang sửa riêng"
build
check "site.yml's own address goes before" file_has "$item" \
	"href=\"https://sua.example/?tep=$file\""
check "the others stay" file_has "$item" \
	"https://git.example/ls/kh/commits/ch"

edit "$site" 's/kind: github/kind: gitbuh/'
repo_commit repo 2026-02-10T08:00:00+07:00 "Gõ sai"
build
check "an unknown kind is refused" exited 1
check "with the nearest one" file_has .err "có phải là “github” không?"
check "and its place" file_has .err "site.yml:4:9:"
finish
