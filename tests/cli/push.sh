#!/bin/sh
# push.sh - the hooks of deploy/git with a real `git push`: a good push
# publishes, a bad one is refused with its diagnostic, a rewriting one too,
# and a build that fails leaves the site as it was.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

git init -q --bare -b main ke-hoach.git
cp "$ROOT"/deploy/git/pre-receive "$ROOT"/deploy/git/post-receive \
	ke-hoach.git/hooks/
git -C ke-hoach.git config minhbach.out "$PWD/www"
git -C ke-hoach.git config minhbach.program "$MINHBACH"
git -C ke-hoach.git config minhbach.options \
	"--as-of 2026-06-30 --theme $ROOT/themes/default"
repo_content work
git -C work remote add origin "$PWD/ke-hoach.git"
plan=work/content/so-ngoai-vu/2026-phu-luc.md

push()
{
	git -C work push -q "$@" >out 2>err
	status=$?
}

push origin main
check "a good push is accepted" exited 0
check "it is published" file_has www/index.html "Cải cách hành chính"
cp -R www before

edit_item "$plan" CDDH-01 's,^- Hạn tính: .*,- Hạn tính: 31/02/2026,'
repo_commit work 2026-07-02T08:00:00+07:00 "Ngày sai"
push origin main
check "a push with an error is refused" exited 1
check "the place is told" file_has err "2026-phu-luc.md:"
check "in Vietnamese" file_has err "Chưa nhận lần đẩy này"
check "the site stays" diff -r before www

git -C work reset -q --hard HEAD~1
git -C work update-ref -d HEAD
repo_commit work 2026-07-03T08:00:00+07:00 "Lịch sử khác"
push -f origin main
check "a rewriting push is refused" exited 1
check "and told why" file_has err "viết lại lịch sử"

git -C work reset -q --hard origin/main
edit_item "$plan" CDDH-05 's,Quý IV/2026,Quý I/2027,'
repo_commit work 2026-07-04T08:00:00+07:00 "Lùi hạn"
git -C ke-hoach.git config minhbach.options "--theme $PWD/no-such-theme"
push origin main
check "a failing build says so" file_has err "no-such-theme"
check "the site stays after it" diff -r before www

git -C ke-hoach.git config minhbach.options "--theme $ROOT/themes/default"
repo_commit work 2026-07-05T08:00:00+07:00 "Đẩy lại"
push origin main
check "the next push publishes all of it" \
	file_has www/ke-hoach/so-ngoai-vu/2026-phu-luc/cddh-05/index.html \
	"lùi 90 ngày"
finish
