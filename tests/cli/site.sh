#!/bin/sh
# site.sh - `make site` publishes from a full clone, a shallow one and an
# unpacked archive, and the pages say what is not known.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_new full
cp -R "$ROOT/Makefile" "$ROOT/content" "$ROOT/src" full/
repo_commit full 2026-07-01T08:00:00+07:00 "Đưa các kế hoạch lên trang"
edit_item full/content/so-ngoai-vu/2026-phu-luc.md CDDH-02 \
	's,^- Thời hạn: .*,- Thời hạn: Quý III/2026,'
repo_commit full 2026-07-03T08:00:00+07:00 "Sửa thời hạn"
git clone -q --depth 1 "file://$T/full" shallow
mkdir unpacked
git -C full archive HEAD | tar x -C unpacked
# The same in somebody's repository, which does not know of it.
cp -R unpacked full/inside

# site DIR OUT: with what `make site` would give to the program there.
site()
{
	# shellcheck disable=SC2046 # one word for each option
	run env -C "$1" LC_ALL=vi_VN.UTF-8 "$MINHBACH" build -s content -o "$T/$2" \
		$("${MAKE:-make}" -n -C "$1" BUILD="$T/build" site |
			sed -n 's/.* build -s content -o [^ ]*//p')
}

notice='class="notice n-history"'

site full out-full
check "a full clone is published" exited 0
check "its history is complete" json_is out-full/data/site.json d.history complete
check "its pages have no notice" file_lacks out-full/index.html "$notice"

site shallow out-shallow
check "a shallow clone is published" exited 0
check "the program says so" file_has .err "[shallow]"
check "its history is shallow" json_is out-shallow/data/site.json d.history shallow
for page in index.html linh-vuc/chi-dao/index.html \
	ke-hoach/so-ngoai-vu/2026-phu-luc/cddh-02/index.html thay-doi/index.html; do
	check "a shallow clone's $page says so" \
		file_has "out-shallow/$page" "chỉ có một phần lịch sử"
done
check "nothing is called first" json_is \
	out-shallow/data/plans/so-ngoai-vu/2026-phu-luc.json \
	'd.items.every(i => i.first_seen === null && i.deadline.original_due === null)' \
	true

for dir in unpacked full/inside; do
	out=out-$(basename $dir)
	site $dir "$out"
	check "$dir is published" exited 0
	check "$dir has no history" json_is "$out/data/site.json" \
		'[d.history, d.commit]' '["none",null]'
	for page in index.html linh-vuc/chi-dao/index.html \
		ke-hoach/so-ngoai-vu/2026-phu-luc/cddh-02/index.html; do
		check "$dir: $page says so" file_has "$out/$page" "không có lịch sử"
	done
done
finish
