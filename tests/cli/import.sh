#!/bin/sh
# import.sh - the annex of the Department of Foreign Affairs, 24 tasks, as CSV,
# TSV, Markdown and a Word file that LibreOffice made: each becomes the same
# plan, which passes `check` and has what the condensed one has.
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../lib.sh"
annex=$ROOT/tests/annex
origin=$ROOT/content/so-ngoai-vu/2026-phu-luc.md

# What an annex says of its tasks, one line each.
facts()
{
	grep -E '^(##|- (Sản phẩm|Chủ trì|Phối hợp|Thời hạn):)' "$1" |
		sed 's/^## .*/\L&/'
}

same_facts()
{
	LC_ALL=C.UTF-8 facts "$1" >there
	LC_ALL=C.UTF-8 facts "$origin" >wanted
	[ "$(grep -c '^### ' there)" = 24 ] && diff -u wanted there
}

# Only the lines that only a person can fill are left.
passes()
{
	mb check -C repo --worktree --strict
	exited 0
}

repo_content repo
for form in csv tsv md docx; do
	plan=repo/content/so-ngoai-vu/2026-nhap.md
	mb import -C repo "$annex/annex.$form" -o $plan
	check "$form is read" exited 0
	check "$form: all is understood" file_lacks .err "cảnh báo:"
	check "$form: it says how much" file_has .err "24 mục trong 7 lĩnh vực"
	check "$form: the 24 tasks have what they had" same_facts $plan
	check "$form: every task has a code of its own" \
		test "$(grep '^- Mã: ' $plan | sort -u | wc -l)" = 24
	check "$form: the codes are of their areas" file_has $plan "- Mã: TTHC-06"
	check "$form: the plan passes check" passes
	mb import -C repo "$annex/annex.$form"
	check "$form: the same to standard output" cmp $plan .out
	rm $plan
done

# The published data has the same in its own words.
mb import -C repo "$annex/annex.docx" -o repo/content/so-ngoai-vu/2026-nhap.md
repo_commit repo 2026-07-02T08:00:00+07:00 "Nhập phụ lục"
mb build -C repo -o public
check "the imported plan builds" exited 0
items='JSON.stringify(d.items.map(i => [i.area, i.title, i.number, i.kinds[0],
	i.deadline.kind, i.lead, i.support]))'
data=public/data/plans/so-ngoai-vu
check "areas, units and deadlines are understood alike" json_is \
	$data/2026-nhap.json "$items" "$(json $data/2026-phu-luc.json "$items")"

# Without a site the areas are those of the national programme.
mkdir alone
cd alone || exit 1
mb import "$annex/annex.csv" --title "Phụ lục: năm 2026" --period 2026-2027
check "no site is needed" exited 0
check "a title of one's own" file_has "$T/.out" 'title: "Phụ lục: năm 2026"'
check "a period of one's own" file_has "$T/.out" "period: 2026-2027"
check "the areas are known" file_lacks "$T/.err" unknown-area
cd ..

# A broken site.yml cannot tell areas.
echo "areas: [" >repo/content/site.yml
mb import -C repo "$annex/annex.csv"
check "a broken site is told" exited 1
check "with its place" file_has .err "content/site.yml:"

# The Word file can be made anew.
if command -v soffice >/dev/null; then
	cp -R "$annex" made
	sed -i "s,\.\./\.\./content,$ROOT/content," made/make
	check "LibreOffice makes the annex" sh made/make
	rm -rf repo
	repo_content repo
	mb import -C repo made/annex.docx -o made.md
	check "what it made is read" same_facts made.md
	for form in csv tsv md; do
		check "$form is as it was made" cmp "$annex/annex.$form" made/annex.$form
	done
else
	fail "LibreOffice is missing"
fi
finish
