# site.sh - builds the site that the web checks look at, as $T/site: this
# project's content with a history that has every kind of change.
# SPDX-License-Identifier: MIT
# shellcheck shell=sh

. "$(dirname "$0")/../lib.sh"

annex=repo/content/so-ngoai-vu/2026-phu-luc.md
plan=repo/content/so-ngoai-vu/2026-cchc.md

repo_content repo

edit_item $annex CDDH-02 's,^- Thời hạn: .*,- Thời hạn: Quý III/2026,'
repo_commit repo 2026-07-03T09:00:00+07:00 "Lùi hạn kế hoạch tuyên truyền"

edit_item $annex CDDH-03 's,^- Thời hạn: .*,&\
- Trạng thái: Hoàn thành\
- Ngày hoàn thành: 31/3/2026,'
repo_commit repo 2026-07-06T09:00:00+07:00 "Báo cáo kết quả" "Trần Thị B"

edit_item $annex TC-01 's,^- Thời hạn: .*,&\
- Kết quả kỳ: Quý II/2026: ban hành 1 văn bản,'
edit_item $annex CDDH-05 's,^- Thời hạn: .*,- Thời hạn: 30/11/2026\
- Theo văn bản: 29/KH-UBND,'
repo_commit repo 2026-07-08T09:00:00+07:00 "Cập nhật quý II"

edit_item $plan MT-03 's,^- Mục tiêu: .*,&\
- Thực hiện: 97\,5% (30/6/2026),'
edit_item $plan MT-02 's,^- Mục tiêu: .*,- Mục tiêu: ≥ 25%,'
repo_commit repo 2026-07-10T09:00:00+07:00 "Số liệu sáu tháng

Theo văn bản: 29/KH-UBND"

edit $annex '/^### 6\. Dự tập huấn/,/^## IV/{/^## IV/!d;}'
repo_commit repo 2026-07-12T09:00:00+07:00 "Bỏ một nhiệm vụ"

git -C repo checkout -q -b nhanh HEAD~2
edit_item $annex TC-05 's,^- Sản phẩm: .*,- Sản phẩm: Công văn cử người,'
repo_commit repo 2026-07-09T10:00:00+07:00 "Sửa sản phẩm trên một nhánh"
git -C repo checkout -q main
GIT_AUTHOR_NAME=M GIT_AUTHOR_EMAIL=m@example.vn GIT_COMMITTER_NAME=M \
GIT_COMMITTER_EMAIL=m@example.vn GIT_AUTHOR_DATE=2026-07-13T09:00:00+07:00 \
GIT_COMMITTER_DATE=2026-07-13T09:00:00+07:00 \
	git -C repo merge -q --no-edit -m "Gộp nhánh" nhanh >/dev/null

mb build -C repo -o "$T/site" --base-url https://cchc.example.vn/ke-hoach/
if [ "$status" != 0 ]; then
	fail "the site is built" "$(cat "$T/.err")"
	finish
fi
