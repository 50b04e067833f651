#!/bin/sh
# form.sh - the progress form of 24 tasks goes out as CSV and as a Word file,
# comes back filled in (the Word file by LibreOffice), and changes just the
# lines of the plan that have to change.
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../lib.sh"
name=so-ngoai-vu/2026-phu-luc
plan=repo/content/$name.md

# office IN.html|.docx FORMAT: LibreOffice writes the same in another form.
office()
{
	soffice "-env:UserInstallation=file://$T/office" --headless \
		${3:+"--infilter=$3"} --convert-to "$2" "$1" >office.log 2>&1
}

update()
{
	mb import -C repo --update $name "$@"
}

# Lines that were taken out or added since the last commit.
removed()
{
	git -C repo diff --numstat | cut -f 2
}
added()
{
	git -C repo diff --numstat | cut -f 1
}
# Nothing was taken out; N lines of the four fields were added, nothing else.
only_added()
{
	[ "$(removed)" = 0 ] && [ "$(added)" = "$1" ] &&
		! git -C repo diff -U0 | grep '^+[^+]' | grep -vE \
		'^\+- (Trạng thái|Kết quả kỳ|Ngày hoàn thành|Tài liệu kiểm chứng): '
}

repo_content repo
mb form -C repo $name --period 2026-Q2 -o form.csv
check "a form as CSV" exited 0
mb form -C repo "$plan" --period 2026-Q2 -o form.docx
check "a form as a Word file, of a path" exited 0
mb form -C repo $name --period 2026-Q2 -o form.docx
check "a form is never overwritten" exited 4
cp form.docx first.docx
rm form.docx
mb form -C repo $name --period 2026-Q2 -o form.docx
check "the same plan gives the same bytes" cmp first.docx form.docx
check "it has 24 tasks" test "$(grep -c '^[A-Z]*-[0-9][0-9],' form.csv)" = 24
check "it begins with a BOM" test "$(head -c 3 form.csv | od -An -tx1)" = " ef bb bf"
check "it asks for the quarter" file_has form.csv ',"Quý II/2026: ",'
check "what the plan says is there" file_has form.csv \
	"CDDH-01,Ban hành Kế hoạch CCHC năm 2026,Hoàn thành,"

# Forms without news change nothing.
for form in form.csv form.docx; do
	update $form
	check "$form as it was made is nothing new" exited 0
	check "$form: the plan is untouched" git -C repo diff --quiet
	check "$form: every row is known" file_lacks .err "["
done

check "LibreOffice opens the Word form" office form.docx pdf
pdfinfo form.pdf >form.info
check "it is A4 on its side" grep -q 'Page size: *841\..* x 595\..*A4' form.info
pdftotext -layout form.pdf form.txt
check "its title" file_has form.txt "CẬP NHẬT TIẾN ĐỘ THỰC HIỆN KẾ HOẠCH"
check "its heading is on every page" test \
	"$(grep -c 'Mã .*Nhiệm vụ .*Trạng thái' form.txt)" -ge 2
mkdir again
cd again || exit 1
check "LibreOffice saves it again" office ../form.docx "docx:MS Word 2007 XML"
cd ..
update again/form.docx
check "what it saved has the same marks" exited 0
check "and nothing new" git -C repo diff --quiet

# Filled in: 24 statuses and results, days and documents of what is done.
node "$ROOT/tests/annex/fill.mjs" form.csv filled.csv filled.html
office filled.html "docx:MS Word 2007 XML" "HTML (StarWriter)"
check "LibreOffice made the filled-in form" test -s filled.docx
for form in filled.csv filled.docx; do
	git -C repo checkout -q .
	update $form --dry-run
	check "$form: a dry run" exited 0
	check "$form: writes nothing" git -C repo diff --quiet
	cp .out dry
	update $form
	check "$form is merged" exited 0
	check "$form: what is told was told before" cmp dry .out
	check "$form: it is told in sentences" file_has .out \
		"CDDH-02 Kế hoạch tuyên truyền CCHC: thêm Trạng thái “Đang thực hiện”."
	check "$form: how much is told" file_has .err "Đã ghi 63 thay đổi của 24 mục"
	check "$form: only lines of what is new" only_added 63
	check "$form: signs stay signs" file_has $plan \
		'- Kết quả kỳ: Quý II/2026: đã làm phần 24\*'
	mb check -C repo --worktree
	check "$form: the plan passes check" exited 0
	update $form
	check "$form: a second time there is nothing new" file_has .err "không có gì mới"
	cp $plan "$form.md"
done
check "both forms give the same plan" cmp filled.csv.md filled.docx.md
repo_commit repo 2026-07-03T09:00:00+07:00 "Cập nhật quý II"
mb build -C repo -o public
check "the plan builds" exited 0

# Of several forms each says its part; what is there is replaced in its line.
mb form -C repo $name -o a.csv
sed 's/^\(CDDH-02,.*\),Đang thực hiện,/\1,Hoàn thành,/' a.csv >b.csv
sed 's/^\(CDDH-05,.*\)phần 5\*,/\1phần năm,/' a.csv >c.csv
update b.csv c.csv
check "two forms" exited 0
check "a status and a result are replaced" test "$(removed) $(added)" = "2 2"
check "the new status" file_has .out "Trạng thái “Đang thực hiện” → “Hoàn thành”."
check "the new result" file_has $plan "- Kết quả kỳ: Quý II/2026: đã làm phần năm"

# CRLF, a BOM, decomposed letters and a last line without an end stay.
git -C repo checkout -q .
node -e '
const fs = require("fs"), file = process.argv[1]
fs.writeFileSync(file, "\ufeff" + fs.readFileSync(file, "utf8").trimEnd()
	.replace("Nâng chất lượng", "Nâng chất lượng".normalize("NFD"))
	.replaceAll("\n", "\r\n"))' $plan
repo_commit repo 2026-07-04T09:00:00+07:00 "CRLF"
sed 's/^\(CQS-02,.*\),Hoàn thành,/\1,Tạm dừng,/' a.csv >d.csv
printf 'Mã,Trạng thái,Kết quả kỳ\r\nCQS-02,,Quý III/2026: mới\r\n' >e.csv
update d.csv e.csv
check "a file with CRLF" exited 0
check "one line is replaced, one is added" test "$(removed) $(added)" = "1 2"
check "the new lines end as the others do" test \
	"$(git -C repo diff -U0 | grep '^+[^+]' | grep -c "$(printf '\r')\$")" = 2
check "the BOM is there" test "$(head -c 3 $plan | od -An -tx1)" = " ef bb bf"
mb check -C repo --worktree
check "it passes check" exited 0
finish
