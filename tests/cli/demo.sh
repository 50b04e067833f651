#!/bin/sh
# demo.sh - the demo (tools/demo) builds, repeats, and shows what it is there to
# show: each class and kind of change, each rating, and the cases told of below.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

build="$ROOT/tools/demo/build"

run env MINHBACH="$MINHBACH" sh "$build" repo site
check "the demo builds" exited 0
[ "$status" = 0 ] || finish
check "it tells of the number in no registry" file_has "$T/.err" 310/SNV-CCHC

# ---- the repository

repeats()
{
	env TZ=America/New_York HOME=/nonexistent GIT_AUTHOR_NAME=other \
		GIT_COMMITTER_DATE=2000-01-01T00:00:00Z LC_ALL=vi_VN.UTF-8 \
		sh "$build" again &&
	[ "$(git -C repo rev-parse HEAD)" = "$(git -C again rev-parse HEAD)" ]
}

log()
{
	git -C repo log --format="$1"
}

count_is_between()
{
	[ "$1" -ge "$2" ] && [ "$1" -le "$3" ] && return
	echo "$1 is not between $2 and $3"
	return 1
}

left_alone()
{
	mkdir other && echo mine >other/file
	! sh "$build" other && [ "$(cat other/file)" = mine ]
}

check "another run gives the same commits" repeats
check "150 to 200 commits" count_is_between "$(log %h | wc -l)" 150 200
check "of five officers" [ "$(log %aN | sort -u | wc -l)" = 5 ]
check "of whom one has two names" [ "$(log %an | sort -u | wc -l)" = 6 ]
check "from 2025-01" [ "$(log %cs | sort | head -n 1 | cut -c 1-7)" = 2025-01 ]
check "to 2026-06" [ "$(log %cs | sort | tail -n 1 | cut -c 1-7)" = 2026-06 ]
check "all in local time" [ "$(log %ci | cut -d ' ' -f 3 | sort -u)" = +0700 ]
check "two merges" [ "$(git -C repo log --merges --format=%h | wc -l)" = 2 ]
check "a folder of other things is left alone" left_alone

# ---- the changes

node -e '
	const fs = require("fs");
	const read = name => JSON.parse(fs.readFileSync(name, "utf8"));
	const months = fs.readdirSync("site/data/changes").sort()
		.filter(name => name.endsWith(".json"));
	fs.writeFileSync("changes.json", JSON.stringify(
		months.flatMap(name => read(`site/data/changes/${name}`))));
	const items = [];
	for (const agency of fs.readdirSync("site/data/plans"))
		for (const file of fs.readdirSync(`site/data/plans/${agency}`)) {
			const plan = `${agency}/${file.replace(/\.json$/, "")}`;
			for (const item of read(`site/data/plans/${agency}/${file}`).items)
				items.push({ ...item, plan });
		}
	fs.writeFileSync("items.json", JSON.stringify(items));
' 2>&1 | sed 's/^/# /'

# values FILE FIELD VALUE...: each occurs.
values()
{
	file=$1
	field=$2
	shift 2
	for value; do
		json_is "$file" "d.some(r => r.$field === '$value')" true || return
	done
}

# record DAY PLAN ITEM FIELD EXPRESSION: the one record of that day is so.
record()
{
	json_is changes.json "d.filter(r => r.published.startsWith('$1') &&
		r.plan === '$2' && r.item === '$3' && r.field === '$4')
		.map(r => !!($5)).join()" true
}

check "every class of change" values changes.json class \
	plan amendment correction progress editorial
check "every kind of change" values changes.json kind \
	added removed restored moved changed
check "authors go by the name of .mailmap" json_is changes.json \
	'd.filter(r => r.author === "Hoa Tran").length' 0

check "a deadline moved by a document" record 2025-05-20 so-noi-vu/2025-cchc \
	tc-01 deadline \
	'r.class === "amendment" && r.days === 46 && r.authority === "145/SNV-CCHC"'
check "one by a number that no registry has" record 2026-03-24 \
	so-noi-vu/2026-cchc tc-02 deadline \
	'r.days === 91 && r.authority === "310/SNV-CCHC"'
check "one without a document" record 2025-08-26 so-noi-vu/2025-cchc cddh-03 \
	deadline 'r.days === 92 && r.authority === null'
check "one whose document was named later" record 2025-06-27 \
	so-noi-vu/2025-cchc tc-02 deadline \
	'r.days === 184 && r.authority === "61/QĐ-SNV"'
check "a deadline taken away" record 2026-06-17 so-tu-phap/2026-2030-cchc \
	nd-06 deadline 'r.class === "amendment" && r.days === null'
check "a deadline moved in a draft is no amendment" record 2025-12-26 \
	so-noi-vu/2026-cchc tcbm-03 deadline 'r.class === "editorial"'
check "a correction" record 2025-03-18 so-noi-vu/2025-chi-so cs-01 rank \
	'r.class === "correction" && r.from === "9/18" && r.to === "6/18"'
check "a new year's rank is progress" record 2026-04-03 so-noi-vu/2025-chi-so \
	cs-01 rank 'r.class === "progress"'
check "a target lowered" record 2025-09-22 so-noi-vu/2025-cchc mt-02 target \
	'r.class === "amendment" && r.authority === "61/QĐ-SNV"'
check "a lead changed" record 2025-06-04 so-noi-vu/2025-cchc cqs-01 lead \
	'r.class === "amendment" && r.authority === null'
check "an item moved to another area, by a trailer's document" record \
	2025-05-15 so-noi-vu/2025-cchc cv-03 area \
	'r.kind === "moved" && r.authority === "145/SNV-CCHC"'
check "an item moved to another plan" record 2026-02-10 \
	ubnd-huyen-vi-du/2025-2026-cchc pl-11 path 'r.kind === "moved"'
check "a title reworded" record 2026-04-21 so-tu-phap/2026-2030-cchc nd-05 \
	title 'r.class === "amendment"'
check "one that claims to be editorial" record 2025-02-07 \
	so-noi-vu/2025-cchc tthc-02 title 'r.class === "editorial"'
check "a number changed" record 2025-05-16 so-noi-vu/2025-cchc mt-03 number \
	'r.class === "editorial" && r.to === "17"'
check "a status that falls back" record 2025-09-17 so-noi-vu/2025-cchc cv-01 \
	status 'r.regressed'
check "a percentage that falls" record 2025-10-16 so-noi-vu/2025-cchc cqs-01 \
	progress 'r.regressed && r.from === "80%" && r.to === "65%"'
check "a branch's change that was adopted" record 2025-11-14 \
	ubnd-huyen-vi-du/phu-luc pl-04 deadline \
	'r.adopted && r.date.startsWith("2025-11-10") && r.authority === "31/QĐ-UBND"'
check "one that was not" record 2025-11-21 so-noi-vu/2025-cchc cqs-01 \
	deadline '!r.adopted'
check "a plan's file renamed" json_is changes.json \
	'd.filter(r => r.subject === "plan" && r.kind === "moved").map(r => r.plan)' \
	'["ubnd-huyen-vi-du/2025-2026-cchc"]'
check "an item dropped" json_is changes.json \
	'd.filter(r => r.kind === "removed").map(r => r.item)' '["cddh-05","tthc-04"]'
check "one restored" json_is changes.json \
	'd.filter(r => r.kind === "restored").map(r => r.item)' '["tthc-04"]'
check "a commit touches many plans" json_is changes.json \
	'new Set(d.filter(r => r.published.startsWith("2025-10-13"))
		.map(r => r.plan)).size' 4

# ---- the items

check "about 60 tasks" count_is_between \
	"$(json items.json 'd.filter(i => i.kinds.includes("task")).length')" 58 66
check "about 15 targets" count_is_between \
	"$(json items.json 'd.filter(i => i.kinds.includes("target")).length')" 14 18
check "criteria and an index" values items.json 'kinds[0]' criterion index
for area in chi-dao the-che thu-tuc-hanh-chinh to-chuc-bo-may cong-vu \
	tai-chinh-cong chinh-quyen-so; do
	check "tasks of $area" json_is items.json \
		"d.some(i => i.area === '$area' && i.kinds.includes('task'))" true
done
check "many ratings" values items.json rating done_on_time done_late \
	done_undated due_before_issue recurring_updated recurring_missing \
	waiting overdue overdue_unreported due_soon in_progress not_started \
	unknown stopped suspended carried_on not_carried

# item PLAN CODE EXPRESSION: of the item `i`.
item()
{
	json_is items.json "d.filter(i => i.plan === '$1' && i.code === '$2')
		.map(i => !!($3)).join()" true
}

check "what a plan leaves behind" item so-noi-vu/2025-cchc CQS-02 \
	'i.rating === "not_carried"'
check "what it carries on" item so-noi-vu/2025-cchc TC-02 \
	'i.rating === "carried_on"'
check "with its first deadline" item so-noi-vu/2026-cchc TC-02 \
	'i.deadline.original_due === "2025-06-30" && i.deadline.due === "2026-06-30"'
check "late by the first deadline, in time by today's" item \
	so-noi-vu/2025-cchc CDDH-03 \
	'i.rating === "done_on_time" && i.rating_original === "done_late"'
check "the tombstone of a dropped item" item so-noi-vu/2025-cchc CDDH-05 \
	'i.removed'
check "has its page" file_has \
	site/ke-hoach/so-noi-vu/2025-cchc/cddh-05/index.html 'Quý IV/2025'
check "the renamed agency keeps its address" file_has \
	site/co-quan/ubnd-huyen-vi-du/index.html 'UBND xã Ví Dụ'

# ---- the pages

gap()
{
	id=$(git -C repo log --format=%h --abbrev=7 --grep='Sửa khai báo đầu tệp')
	[ -n "$id" ] && grep -rqF "$id" site --include='*.html'
}

# all_say FIND-ARGUMENT...: there are such files, and each says so.
all_say()
{
	[ -n "$(find "$@")" ] || { echo "no files: $*"; return 1; }
	found_=$(find "$@" -exec grep -Li 'dữ liệu hư cấu' {} +)
	[ -z "$found_" ] && return
	echo "$found_"
	return 1
}

check "a version that cannot be read is told" gap
check "every page says that it is fiction" all_say site -name '*.html'
check "every source says so" all_say "$ROOT/tools/demo/files" -type f \
	! -name .mailmap
# ---- reports

# The lines of a report's changes that name this task, and those below it.
amended()
{
	sed -n '/id="changes"/,/id="limits"/p' "site/bao-cao/$1/index.html" |
		sed -n "/\/$2\/index.html\">/,/^<\/ul>/p"
}

check "a report names a task amended twice once" \
	[ "$(amended 2026/quy-2 nd-05 | grep -c 'class="name"')" = 1 ]
check "and tells both changes below it" \
	[ "$(amended 2026/quy-2 nd-05 | grep -c '<time')" = 2 ]

finish
