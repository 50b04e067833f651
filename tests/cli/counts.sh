#!/bin/sh
# counts.sh - the published content is all there: tasks, targets, criteria, and
# a page for each area that lists its own items and no other's.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_content repo
mb build -C repo -o public
check "it builds" exited 0

# The items of all plans, as one list.
node -e '
	const fs = require("fs");
	const out = [];
	for (const agency of fs.readdirSync("public/data/plans"))
		for (const file of fs.readdirSync(`public/data/plans/${agency}`)) {
			const plan = JSON.parse(fs.readFileSync(
				`public/data/plans/${agency}/${file}`, "utf8"));
			for (const item of plan.items)
				out.push({ ...item, plan: plan.id,
					in_force: plan.in_force });
		}
	fs.writeFileSync("items.json", JSON.stringify(out));
' 2>&1 | sed 's/^/# /'

# count EXPRESSION NUMBER: items `i` of which it is true.
count()
{
	json_is items.json "d.filter(i => $1).length" "$2"
}

check "24 tasks" count 'i.kinds.includes("task")' 24
check "all tasks are the annex's" count \
	'i.kinds.includes("task") && i.plan === "so-ngoai-vu/2026-phu-luc"' 24
check "37 targets" count 'i.kinds.includes("target")' 37
check "3 criteria" count 'i.kinds.includes("criterion")' 3
check "1 index" count 'i.kinds.includes("index")' 1
check "19 recurring tasks" count \
	'i.kinds.includes("task") && i.deadline.kind === "recurring"' 19
check "3 dated tasks" count \
	'i.kinds.includes("task") && i.deadline.kind === "date"' 3
check "2 tasks wait for an event" count \
	'i.kinds.includes("task") && i.deadline.kind === "event"' 2
check "row I.4 is a task and a target" json_is items.json \
	'd.find(i => i.code === "CDDH-04").kinds.sort()' '["target","task"]'
check "every unit of the annex is known" count \
	'i.plan === "so-ngoai-vu/2026-phu-luc" && [...i.lead, ...i.support].some(u => u.id === null)' 0
# Its due date lies before the annex was issued: in no on-time rate.
check "the first task is done, and neither on time nor late" json_is items.json \
	'd.find(i => i.code === "CDDH-01").rating' done

# area ID: its page links its items of plans in force, and none of another area.
area()
{
	page=public/linh-vuc/$1/index.html
	[ -f "$page" ] || { echo "no $page"; return 1; }
	json items.json "d.map(i => i.area + ' ' + i.in_force + ' ' + i.url).join('\n')" >pages
	while read -r of now url; do
		link=../../$url
		if grep -qF "\"$link\"" "$page"; then
			[ "$of" = "$1" ] || { echo "lists $url"; return 1; }
		else
			[ "$of $now" != "$1 true" ] || { echo "lacks $url"; return 1; }
		fi
	done <pages
}

for id in chi-dao the-che thu-tuc-hanh-chinh to-chuc-bo-may cong-vu \
	tai-chinh-cong chinh-quyen-so; do
	check "the page of $id lists its items" area $id
	check "home leads to $id" file_has public/index.html \
		"linh-vuc/$id/index.html"
done
finish
