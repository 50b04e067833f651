#!/bin/sh
# determinism.sh - the same commit gives the same bytes, wherever, whenever and
# however it is built.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_content first
edit_item first/content/so-ngoai-vu/2026-phu-luc.md CDDH-02 \
	's,^- Thời hạn: .*,- Thời hạn: Quý III/2026,'
repo_commit first 2026-07-03T23:30:00+07:00 "Sửa thời hạn"
mkdir -p "another place"
git clone -q first "another place/second"

mb build -C first -o one --jobs 1
check "one thread builds" exited 0
run env TZ=America/New_York LC_ALL=en_US.UTF-8 LANG=en_US.UTF-8 \
	"$MINHBACH" build -C "another place/second" -o "another place/two" --jobs 4
check "four threads in another place, zone and language build" exited 0
check "both sites are equal" same_tree one "another place/two"

mb build -C first -o one
check "it builds over itself" exited 0
check "and is the same" same_tree one "another place/two"

# From within the repository, to an absolute path, packed.
git -C first gc -q
cd first/content || exit 1
run env TZ=Asia/Tokyo LC_ALL=C "$MINHBACH" build -o "$T/three"
cd "$T" || exit 1
check "from a folder inside the repository it builds" exited 0
check "and is the same again" same_tree one three

# What is not committed does not count.
echo "không phải nội dung" >>first/content/index.md
mb build -C first -o four
check "with an edited work tree it builds" exited 0
check "the work tree is not read" same_tree one four

mb build -C first -o five --as-of 2026-09-15
check "another as-of date builds" exited 0
check "the as-of date is in the data" json_is five/data/site.json d.as_of 2026-09-15
check "the as-of date changes no history" same_tree one/data/changes five/data/changes
finish
