#!/bin/sh
# edit.sh - a promise cannot be changed in silence: a moved deadline is told
# on every page where it counts, and in the data.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_content repo
mb build -C repo -o public
check "the first commit builds" exited 0
check "no slip yet" file_lacks public/thay-doi/index.html "lùi 183 ngày"

edit_item repo/content/so-ngoai-vu/2026-phu-luc.md CDDH-02 \
	's,^- Thời hạn: Quý I/2026$,- Thời hạn: Quý III/2026,'
repo_commit repo 2026-07-03T09:30:00+07:00 "Sửa thời hạn"
commit=$(git -C repo rev-parse HEAD)
mb build -C repo -o public
check "the second commit builds" exited 0

plan=public/ke-hoach/so-ngoai-vu/2026-phu-luc
for page in $plan/cddh-02 $plan public/linh-vuc/chi-dao public/thay-doi \
	public/thay-doi/2026-07-03; do
	check "${page#public/} tells the slip" \
		file_has $page/index.html "lùi 183 ngày"
	check "${page#public/} names the old words" \
		file_has $page/index.html "Quý I/2026"
	check "${page#public/} names the new words" \
		file_has $page/index.html "Quý III/2026"
	check "${page#public/} says that no document was named" \
		file_has $page/index.html "chưa nêu văn bản điều chỉnh"
done
check "the day's page has the commit's anchor" \
	file_has public/thay-doi/2026-07-03/index.html "id=\"$commit\""
check "another area's page does not tell it" \
	file_lacks public/linh-vuc/the-che/index.html "lùi 183 ngày"

changes=public/data/changes/2026-07.json
check "one record has the slip" json_is $changes \
	'd.filter(c => c.days === 183).length' 1
check "the record is whole" json_is $changes \
	'd.find(c => c.days === 183)' \
	'{"commit":"'"$commit"'","date":"2026-07-03T09:30:00+07:00","published":"2026-07-03T09:30:00+07:00","author":null,"summary":"Sửa thời hạn","plan":"so-ngoai-vu/2026-phu-luc","item":"cddh-02","subject":"item","kind":"changed","field":"deadline","from":"Quý I/2026","to":"Quý III/2026","class":"amendment","authority":null,"days":183,"regressed":false,"adopted":true}'
check "the item keeps its first deadline" json_is \
	public/data/plans/so-ngoai-vu/2026-phu-luc.json \
	'd.items.find(i => i.id === "cddh-02").deadline.original_due' 2026-03-31
check "the item has today's deadline" json_is \
	public/data/plans/so-ngoai-vu/2026-phu-luc.json \
	'd.items.find(i => i.id === "cddh-02").deadline.due' 2026-09-30
check "the feed tells it" file_has public/feed.xml "lùi 183 ngày"

# A document named in the same commit authorises the change.
edit_item repo/content/so-ngoai-vu/2026-phu-luc.md CDDH-03 \
	's,^- Thời hạn: Quý I/2026$,- Thời hạn: Quý II/2026\
- Theo văn bản: 29/KH-UBND,'
repo_commit repo 2026-07-04T09:30:00+07:00 "Sửa thời hạn theo văn bản"
mb build -C repo -o public
check "the third commit builds" exited 0
check "the document named is the authority" json_is $changes \
	'd.find(c => c.item === "cddh-03" && c.field === "deadline").authority' \
	29/KH-UBND
check "the document does not authorise the earlier change" json_is $changes \
	'd.find(c => c.item === "cddh-02" && c.field === "deadline").authority' null
finish
