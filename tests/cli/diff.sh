#!/bin/sh
# diff.sh - what changed between two revisions or two days, in three forms.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_content repo
plan=repo/content/so-ngoai-vu/2026-phu-luc.md
edit_item "$plan" CDDH-05 's,Quý IV/2026,Quý III/2026,'
repo_commit repo 2026-07-02T08:00:00+07:00 "Lùi hạn

Theo văn bản: 29/KH-UBND"

# d ARGUMENTS...: the command on the repository.
d()
{
	mb diff -C repo --theme "$ROOT/themes/default" "$@"
}

d HEAD~1 HEAD
check "a change gives 1" exited 1
check "as a sentence" file_has "$T/.out" "sớm hơn 92 ngày"
check "with the document" file_has "$T/.out" "theo 29/KH-UBND"
d HEAD HEAD
check "no change gives 0" exited 0
check "and says nothing" test ! -s "$T/.out"
d HEAD~1 --format json
cp "$T/.out" diff.json
check "one revision is compared with HEAD" exited 1
check "as JSON" json_is diff.json "d[0].item + ' ' + d[0].class" \
	"cddh-05 amendment"
d HEAD~1 HEAD --format md
check "as Markdown" file_has "$T/.out" "## 02/7/2026"
d 2026-07-01 2026-07-02
check "between days" file_has "$T/.out" "sớm hơn 92 ngày"
d 2026-07-02 2026-10-05 --format json
cp "$T/.out" diff.json
check "what time alone did is told" json_is diff.json \
	"d.map(c => c.class + ' ' + c.item + ' ' + c.commit).join()" \
	"clock cddh-05 null"
d 2026-07-02 2026-07-20
check "nothing between two days gives 0" exited 0
d no-such-revision
check "an unknown revision gives 3" exited 3
d HEAD --format xml
check "an unknown form is a usage error" exited 2
finish
