#!/bin/sh
# redaction.sh - a text that law requires to be taken down is in no file of the
# site any more, in no version, and readers are told so.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_content repo
plan=repo/content/so-ngoai-vu/2026-phu-luc.md
secret="Bí mật của một người dân ở Đồng Đăng"
edit_item "$plan" CDDH-02 "s,^- Thời hạn: .*,&\\n- Kết quả: $secret,"
repo_commit repo 2026-07-02T08:00:00+07:00 "Ghi kết quả: $secret"
edit_item "$plan" CDDH-02 "s,^- Kết quả: .*,- Kết quả: $secret; đã xong,"
repo_commit repo 2026-07-03T08:00:00+07:00 "Bổ sung"
edit_item "$plan" CDDH-02 "s,^- Kết quả: .*,- Kết quả: Đã phát 3 bản tin,"
repo_commit repo 2026-07-04T08:00:00+07:00 "Sửa kết quả"
mb build -C repo -o public
check "it builds" exited 0
check "the text is there before" grep -rqF "Đồng Đăng" public

cat >>repo/content/site.yml <<'Y'
redactions:
  - {plan: so-ngoai-vu/2026-phu-luc, item: CDDH-02, field: result, until: 2026-07-04, decision: 12/QĐ-SNgV, reason: lộ thông tin cá nhân}
Y
repo_commit repo 2026-07-05T08:00:00+07:00 "Gỡ thông tin"
mb build -C repo -o public
check "it builds with the redaction" exited 0
nowhere()
{
	! grep -rlF "$1" public
}
check "the text is in no file" nowhere "Đồng Đăng"
check "nor is its beginning" nowhere "Bí mật của"
check "what came later stays" file_has \
	public/ke-hoach/so-ngoai-vu/2026-phu-luc/cddh-02/index.html \
	"Đã phát 3 bản tin"
check "readers are told on the item's page" file_has \
	public/ke-hoach/so-ngoai-vu/2026-phu-luc/cddh-02/index.html \
	"12/QĐ-SNgV"
check "and on the page about the method" file_has \
	public/phuong-phap/index.html "lộ thông tin cá nhân"
check "and in the data" json_is public/data/site.json \
	"d.redactions[0].decision" "12/QĐ-SNgV"
check "the changes are still counted" json_is public/data/changes/2026-07.json \
	"d.filter(r => r.item === 'cddh-02' && r.field === 'result').length" 3

sed -i 's,item: CDDH-02,item: CDDH-99,' repo/content/site.yml
repo_commit repo 2026-07-06T08:00:00+07:00 "Gỡ nhầm chỗ"
mb build -C repo -o public
check "a redaction that matches nothing is an error" exited 1
finish
