#!/bin/sh
# report.sh - the periodic reports of a site with a known story over two
# quarters: what they count, say and refuse; the pages; the trend.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

a=repo/content/so-a/2026.md
b=repo/content/so-b/2026.md

# item FILE CODE TITLE LEAD DEADLINE: one more task at its end.
item()
{
	printf '\n### %s\n\n- Mã: %s\n- Sản phẩm: Văn bản\n- Chủ trì: %s\n- Thời hạn: %s\n' \
		"$3" "$2" "$4" "$5" >>"$1"
}

# set_field CODE LINE: one more field of a task of the first plan.
set_field()
{
	edit_item $a "$1" "s,^- Thời hạn: .*,&\\
- $2,"
}

repo_new repo
mkdir -p repo/content/so-a repo/content/so-b
cat >repo/content/site.yml <<'X'
title: Cải cách hành chính tỉnh A
timezone: Asia/Ho_Chi_Minh
reporting_grace_days: 15
areas:
  - {id: the-che, title: Cải cách thể chế}
  - {id: thu-tuc, title: Cải cách thủ tục hành chính}
X
cat >repo/content/so-a/index.md <<'X'
---
type: agency
name: Sở A
units:
  - {id: mot, name: Phòng Một}
  - {id: hai, name: Phòng Hai}
---
X
cat >$a <<'X'
---
type: plan
title: Kế hoạch năm 2026 của Sở A
number: 01/KH-SA
issued: 2025-12-20
period: 2026
secrecy: none
---

## Cải cách thể chế
X
item $a A-01 "Ban hành kế hoạch" "Phòng Một" "Quý I/2026"
item $a A-02 "Rà soát văn bản" "Phòng Một" "Quý I/2026"
item $a A-03 "Hội nghị quý I" "Phòng Hai" "Quý I/2026"
item $a A-04 "Sửa quy chế" "Phòng Một" "Quý I/2026"
item $a A-05 "Cập nhật cơ sở dữ liệu" "Phòng Hai" "Thường xuyên"
item $a A-06 "Kiểm tra công vụ" "Phòng Hai" "Thường xuyên"
printf '\n## Cải cách thủ tục hành chính\n' >>$a
item $a A-07 "Công bố danh mục" "Phòng Một" "Tháng 2/2026"
item $a A-08 "Khảo sát" "Phòng Hai" "Quý II/2026"
item $a A-10 "Tổng kết năm" "Phòng Một; Phòng Hai" "Quý IV/2026"
item $a A-11 "Tập huấn" "Phòng Hai" "Tháng 5/2026"
repo_commit repo 2025-12-25T08:00:00+07:00 "Kế hoạch của Sở A"

set_field A-07 "Trạng thái: Đang thực hiện"
repo_commit repo 2026-01-12T08:00:00+07:00 "Bắt đầu"

cat >repo/content/so-b/index.md <<'X'
---
type: agency
name: Sở B
units:
  - {id: x, name: Phòng X}
---
X
cat >$b <<'X'
---
type: plan
title: Kế hoạch năm 2026 của Sở B
number: 02/KH-SB
issued: 2026-02-10
period: 2026
secrecy: none
---

## Cải cách thể chế
X
item $b B-01 "Ban hành quy chế mẫu" "Phòng X" "Quý II/2026"
item $b B-02 "Thí điểm họp không giấy" "Phòng X" "Quý IV/2026"
repo_commit repo 2026-02-15T08:00:00+07:00 "Kế hoạch của Sở B"

edit_item $a A-04 's,^- Thời hạn: .*,- Thời hạn: Quý III/2026,'
repo_commit repo 2026-02-16T08:00:00+07:00 "Lùi hạn"

edit $a '/^### Khảo sát/,/^- Thời hạn/d'
repo_commit repo 2026-02-20T08:00:00+07:00 "Bỏ một nhiệm vụ"

item $a A-09 "Đánh giá mức độ hài lòng" "Phòng Một" "Quý II/2026"
printf -- '- Theo văn bản: 03/QĐ-SA\n' >>$a
repo_commit repo 2026-03-10T08:00:00+07:00 "Thêm một nhiệm vụ"

set_field A-01 "Trạng thái: Hoàn thành\\
- Ngày hoàn thành: 20/3/2026\\
- Tài liệu kiểm chứng: 05/BC-SA"
set_field A-02 "Trạng thái: Đang thực hiện"
repo_commit repo 2026-03-25T08:00:00+07:00 "Báo cáo tháng 3"

# ---- the second quarter

set_field A-03 "Trạng thái: Hoàn thành\\
- Ngày hoàn thành: 30/3/2026"
repo_commit repo 2026-04-05T08:00:00+07:00 "Ghi nhận hội nghị"

set_field A-07 "Nguyên nhân: Chờ văn bản của Trung ương"
repo_commit repo 2026-04-08T08:00:00+07:00 "Nêu nguyên nhân"

set_field A-05 "Kết quả kỳ: Quý I/2026: 120 bản ghi"
edit_item $a A-02 's,^- Trạng thái: .*,- Trạng thái: Hoàn thành\
- Ngày hoàn thành: 10/4/2026,'
repo_commit repo 2026-04-12T08:00:00+07:00 "Báo cáo quý I"

edit_item $b B-02 's,^- Thời hạn: .*,&\
- Trạng thái: Tạm dừng\
- Nguyên nhân: Chưa có kinh phí\
- Giải pháp khắc phục: Đề nghị bổ sung dự toán,'
repo_commit repo 2026-05-20T08:00:00+07:00 "Tạm dừng thí điểm"

set_field A-11 "Trạng thái: Hoàn thành\\
- Ngày hoàn thành: 20/5/2026"
repo_commit repo 2026-05-22T08:00:00+07:00 "Xong tập huấn"

edit_item $b B-01 's,^- Thời hạn: .*,&\
- Trạng thái: Hoàn thành\
- Ngày hoàn thành: 15/6/2026,'
repo_commit repo 2026-06-16T08:00:00+07:00 "Ban hành quy chế mẫu"

edit_item $a A-05 's,^- Kết quả kỳ: .*,&\
- Kết quả kỳ: Quý II/2026: 95 bản ghi,'
repo_commit repo 2026-06-28T08:00:00+07:00 "Báo cáo quý II"

# report ARGUMENT...: as of a day on which all grace days are over.
report()
{
	mb report -C repo --as-of 2026-07-20 "$@"
}

# counts FILE EXPRESSION: of `c`, the counts.
counts()
{
	json_is "$1" "(c => [$2].join())(d.counts)" "$3"
}

# ---- the first quarter

report --period 2026-Q1 --format json
check "the report of quarter I is made" exited 0
cp .out q1
check "its period" json_is q1 \
	'[d.period, d.start, d.end, d.until, d.provisional].join()' \
	2026-Q1,2026-01-01,2026-03-31,2026-03-31,false
check "tasks at the beginning and at the end" counts q1 \
	'c.before.tasks, c.arrived, c.added, c.dropped, c.until.tasks' 10,2,1,1,12
check "done on time, of those to be done" counts q1 \
	'c.done, c.done_on_time, c.done_late, c.open' 1,1,0,11
check "done in the quarter and recorded later is told apart" counts q1 \
	'c.reported_later' 1
check "… and which it is" json_is q1 \
	'd.tasks.filter(t => t.reported_later).map(t => [t.item, t.completed, t.recorded].join())' \
	'["a-03,2026-03-30,2026-04-05"]'
check "overdue at the end, of the dated" counts q1 \
	'c.before.overdue, c.until.overdue, c.until.dated, c.became_overdue' \
	0,1,10,1
check "amended in silence" counts q1 \
	'c.amended, c.amendments, c.amendments_unnamed, c.deadlines_moved, c.days' \
	1,1,1,1,183
check "without update, of those that should have had one" counts q1 \
	'c.without_update, c.expected, c.awaited' 4,9,0
check "… and which they are" json_is q1 \
	'd.tasks.filter(t => t.update_expected && !t.updated).map(t => t.item).join()' \
	a-04,a-06,a-10,a-11
check "a result reported after the quarter counts for it" json_is q1 \
	'd.tasks.find(t => t.item === "a-05").results' \
	'[{"period":"2026-Q1","text":"120 bản ghi","recorded_later":"2026-04-12"}]'
check "so does a cause" json_is q1 \
	'(t => [t.cause, t.cause_later])(d.tasks.find(t => t.item === "a-07"))' \
	'["Chờ văn bản của Trung ương",true]'
check "what is late" json_is q1 'd.late.map(t => t.item).join()' a-07
check "what falls due next" json_is q1 \
	'd.next.due.map(t => `${t.due} ${t.item}`).join()' \
	'2026-05-31 a-11,2026-06-30 a-09,2026-06-30 b-01'
check "what was added names its document" json_is q1 \
	'd.changes.filter(c => c.kind === "added" && c.item).map(c => [c.item, c.authority].join())' \
	'["a-09,03/QĐ-SA"]'
check "each line of areas adds up" json_is q1 \
	'd.areas.every(({counts: c}) => c.before.tasks + c.arrived + c.added - c.dropped - c.carried_on - c.ended === c.until.tasks)' \
	true
check "areas have their counts" json_is q1 \
	'd.areas.map(a => [a.id, a.counts.before.tasks, a.counts.until.tasks].join())' \
	'["the-che,6,8","thu-tuc,4,4"]'
check "a joint task counts at both units" json_is q1 \
	'd.units.map(u => [u.agency, u.id, u.counts.until.tasks].join())' \
	'["so-a,mot,6","so-a,hai,5","so-b,x,2"]'

mb report -C repo --as-of 2026-04-05 --period 2026-Q1 --format json
cp .out q1-early
check "while reports may come, recurring work is awaited" counts q1-early \
	'c.awaited, c.expected, c.without_update' 1,8,3

# ---- the second quarter, months, halves

report --period 2026-Q2 --format json
cp .out q2
check "quarter II begins where quarter I ended" counts q2 \
	'c.before.tasks, c.until.tasks, c.arrived, c.added, c.dropped' 12,12,0,0,0
check "done on time and late in quarter II" counts q2 \
	'c.done, c.done_on_time, c.done_late, c.done_before, c.open' 4,3,1,1,9
check "overdue in quarter II" counts q2 \
	'c.before.overdue, c.until.overdue, c.became_overdue' 1,1,0
check "without update in quarter II" counts q2 \
	'c.without_update, c.expected' 4,11
check "what was halted" json_is q2 'd.halted.map(t => t.item).join()' b-02
check "recurring work goes on" json_is q2 'd.next.recurring' 2

report --period 2026-H1 --format json
cp .out h1
check "the half year has both quarters" counts h1 \
	'c.before.tasks, c.until.tasks, c.done, c.done_on_time, c.done_late, c.reported_later' \
	10,12,5,4,1,0
report --period 2026-05 --format json
cp .out may
check "a month" counts may 'c.done, c.before.tasks' 1,12
report --period 2026-9M --format json
cp .out nine
check "nine months are provisional" json_is nine \
	'[d.until, d.provisional, d.next.end].join()' 2026-07-20,true,2026-12-31
report --period 2025-Q4 --format json
cp .out q4
check "before the site's first day nothing is known" json_is q4 \
	'[d.counts.before, d.counts.arrived, d.tracked_from].join()' \
	,10,2025-12-25

# ---- one agency, as text

report --period 2026-Q2 --agency so-b
check "the report of an agency" exited 0
commit=$(git -C repo rev-parse HEAD | cut -c 1-7)
check "it is, word by word" file_is .out "# Báo cáo quý II/2026: Sở B

Cải cách hành chính tỉnh A

- Kỳ báo cáo từ 01/4/2026 đến 30/6/2026;
- So tình hình ngày 31/3/2026 với ngày 30/6/2026, như đã công bố đến từng ngày đó.

Lập từ bản ghi $commit, tính đến 20/7/2026

## I. Kết quả thực hiện

- 2 nhiệm vụ đầu kỳ, 2 nhiệm vụ cuối kỳ;
- Hoàn thành trong kỳ: 1 trên 2 việc phải làm, không kể việc thường xuyên; 1 đúng hạn;
- Quá hạn cuối kỳ: 0 trên 2 việc có ngày hạn;
- Không mục nào bị điều chỉnh;
- Không có cập nhật trong kỳ: 0 trên 2 việc phải cập nhật.

### Tình trạng đầu kỳ và cuối kỳ

| Tình trạng | Đầu kỳ | Cuối kỳ |
| --- | ---: | ---: |
| Tổng số nhiệm vụ | 2 | 2 |
| Tạm dừng | 0 | 1 |
| Hoàn thành đúng hạn | 0 | 1 |
| Chưa có thông tin tiến độ | 2 | 0 |

### Theo lĩnh vực

| Nội dung | Nhiệm vụ (đầu kỳ → cuối kỳ) | Hoàn thành trong kỳ | Đúng hạn | Quá hạn cuối kỳ | Điều chỉnh | Thêm, bớt | Không có cập nhật |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| Cải cách thể chế | 2 → 2 | 1 trên 2 | 1 trên 1 | 0 trên 2 | 0 trên 2 | — | 0 trên 2 |
| Cộng | 2 → 2 | 1 trên 2 | 1 trên 1 | 0 trên 2 | 0 trên 2 | — | 0 trên 2 |

### Theo đơn vị chủ trì

| Nội dung | Nhiệm vụ (đầu kỳ → cuối kỳ) | Hoàn thành trong kỳ | Đúng hạn | Quá hạn cuối kỳ | Điều chỉnh | Thêm, bớt | Không có cập nhật |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| Phòng X | 2 → 2 | 1 trên 2 | 1 trên 1 | 0 trên 2 | 0 trên 2 | — | 0 trên 2 |

Nhiệm vụ có nhiều đơn vị chủ trì được đếm ở từng đơn vị.

### Kết quả từng nhiệm vụ

| TT | Nhiệm vụ | Chủ trì | Thời hạn | Kết quả trong kỳ | Tình trạng cuối kỳ | Nguyên nhân, ghi chú |
| --- | --- | --- | --- | --- | --- | --- |
| | **Cải cách thể chế** | | | | | |
| 1 | Ban hành quy chế mẫu | Phòng X | Quý II/2026 | Hoàn thành ngày 15/6/2026; ghi nhận 16/6/2026 | Hoàn thành đúng hạn |  |
| 2 | Thí điểm họp không giấy | Phòng X | Quý IV/2026 | Tạm dừng | Tạm dừng | Nguyên nhân: Chưa có kinh phí; Giải pháp: Đề nghị bổ sung dự toán |

### Điều chỉnh, thêm, bớt trong kỳ

Không có.

## II. Tồn tại, hạn chế, nguyên nhân

- Thí điểm họp không giấy (Phòng X; Quý IV/2026): Tạm dừng; Nguyên nhân: Chưa có kinh phí; Giải pháp: Đề nghị bổ sung dự toán.

## III. Phương hướng kỳ tới

Từ 01/7/2026 đến 30/9/2026: 0 nhiệm vụ đến hạn"

report --period 2026-Q1
check "the text tells an amendment in silence" file_has .out \
	"- 16/02/2026, Sửa quy chế: Điều chỉnh thời hạn: Quý I/2026 → Quý III/2026 (lùi 183 ngày); chưa nêu văn bản điều chỉnh."
check "the text tells what was dropped" file_has .out \
	"| Khảo sát | Phòng Hai | Quý II/2026 |  | Đã đưa ra khỏi kế hoạch | bị đưa ra trong kỳ |"
check "the text tells what was completed and recorded later" file_has .out \
	"- Hội nghị quý I (Phòng Hai; Quý I/2026): Hoàn thành ngày 30/3/2026; ghi nhận 05/4/2026, sau kỳ."
check "the text tells what is late and why" file_has .out \
	"- Công bố danh mục (Phòng Một; Tháng 2/2026): Quá hạn từ 01/3/2026; quá 31 ngày; Nguyên nhân: Chờ văn bản của Trung ương (bổ sung sau kỳ)."
check "percentages only from ten on" file_has .out "1 trên 11 việc phải làm (9%)"
check "… and not below" file_has .out "4 trên 9 việc phải cập nhật"

# ---- CSV

report --period 2026-Q1 --format csv
check "the table has its head" test "$(head -n 1 .out | tr -d '\r')" = \
	"$(printf '\357\273\277')period,until,plan,item,code,area,title,lead,deadline,due,rating_before,rating,arrival,leaving,done,reported_later,completed,recorded,overdue,amendments,days,update_expected,updated,results,cause,remedy,url"
check "it has a row for each task" test "$(wc -l <.out)" = 14
check "a row is whole" file_has .out \
	'2026-Q1,2026-03-31,so-a/2026,a-04,A-04,the-che,Sửa quy chế,Phòng Một,Quý III/2026,2026-09-30,unknown,unknown,,,false,false,,,false,1,183,true,false,,,,ke-hoach/so-a/2026/a-04/index.html'

# ---- what is refused

report
check "a period is asked for" exited 2
report --period 2026-Q5
check "a wrong period" exited 2
report --period 2026-Q1 --format pdf
check "a wrong format" exited 2
report --period 2026-Q1 --agency so-c
check "an unknown agency" exited 2
report --period 2026-Q4
check "a period that has not begun" exited 2
check "… is told so" file_has .err "Kỳ 2026-Q4 chưa bắt đầu"
cp -R repo/content folder
mb report -s folder --period 2026-Q1
check "without history there is nothing to compare" exited 3

# ---- pages

mb build -C repo -o public --as-of 2026-07-20
check "the site is built" exited 0
for page in 2025/quy-4 2025/nam 2026/quy-1 2026/quy-2 2026/6-thang \
	2026/quy-3 2026/9-thang 2026/nam; do
	check "there is the page of $page" \
		test -f public/bao-cao/$page/index.html
	check "the list leads to $page" file_has public/bao-cao/index.html \
		"\"$page/index.html\""
done
check "no page of a period before the site" \
	test ! -e public/bao-cao/2025/quy-3
check "no page of a period that has not begun" \
	test ! -e public/bao-cao/2026/quy-4
page=public/bao-cao/2026/quy-1/index.html
check "the page has the as-of date" file_has $page "Tính đến 20/7/2026"
check "the page links to the next quarter" file_has $page \
	'rel="next" href="../quy-2/index.html"'
check "the page links to the one before" file_has $page \
	'rel="prev" href="../../2025/quy-4/index.html"'
check "the page links to its items" file_has $page \
	'href="../../../ke-hoach/so-a/2026/a-07/index.html"'
check "the page links to the agencies' reports" file_has $page \
	'href="so-a/index.html"'
check "the page tells causes" file_has $page "Chờ văn bản của Trung ương"
check "the agency's page has its tasks only" file_lacks \
	public/bao-cao/2026/quy-1/so-b/index.html "Công bố danh mục"
check "a running period is provisional" file_has \
	public/bao-cao/2026/quy-3/index.html "số liệu tạm tính đến 20/7/2026"
mb report -C repo --as-of 2026-07-20 --period 2026-Q1
check "the text beside the page is the command's" \
	cmp .out public/bao-cao/2026/quy-1/bao-cao.md
report --period 2026-Q1 --format json
check "so is the data" cmp .out public/bao-cao/2026/quy-1/bao-cao.json

# ---- trend

trend=public/data/trend.json
check "the trend has a point for each month" json_is $trend \
	'd.site.map(p => p.date).join()' \
	2025-12-31,2026-01-31,2026-02-28,2026-03-31,2026-04-30,2026-05-31,2026-06-30,2026-07-20
check "its counts" json_is $trend \
	'd.site.map(p => [p.tasks, p.open, p.done, p.overdue].join()).join(" ")' \
	'10,10,0,0 10,10,0,0 11,11,0,0 12,11,1,1 12,9,3,1 12,7,4,1 12,6,5,1 12,6,5,2'
check "areas and agencies have theirs" json_is $trend \
	'[...d.areas, ...d.agencies].map(s => [s.id, s.months.at(-1).tasks].join())' \
	'["the-che,8","thu-tuc,4","so-a,10","so-b,2"]'
check "the home page has the table" file_has public/index.html \
	"<caption>Số nhiệm vụ vào ngày cuối mỗi tháng</caption>"
check "so has an area's" file_has public/linh-vuc/the-che/index.html \
	"<caption>Số nhiệm vụ vào ngày cuối mỗi tháng</caption>"
check "so has an agency's" file_has public/co-quan/so-a/index.html \
	"<caption>Số nhiệm vụ vào ngày cuối mỗi tháng</caption>"
finish
