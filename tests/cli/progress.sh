#!/bin/sh
# progress.sh - what who waits is told: a line on a terminal and nothing
# elsewhere, each stage with -v, only errors with -q, and a last line of what
# was written.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_content repo

# A leak check cannot run below strace.
ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0
export ASAN_OPTIONS

# on_terminal LOCALE ARGUMENT...: as a person at a terminal of 80 columns runs
# it, on a disk that halts so often that the line moves; what they see is in `seen`.
on_terminal()
{
	locale=$1
	shift
	rm -rf public
	script -qec "stty cols 80; TERM=xterm LC_ALL=$locale strace -f \
		-o /dev/null -e trace=mkdir,mkdirat \
		-e inject=mkdir,mkdirat:delay_exit=700000:when=1+15 \
		'$MINHBACH' $*" /dev/null >seen 2>/dev/null </dev/null
	status=$?
}

esc=$(printf '\033')
# The line is drawn, and nothing of it is left when the program ends.
drawn_and_gone()
{
	file_has seen "$1" &&
	tail -n 1 seen | sed "s/.*$esc\\[K//" | grep -q "^$2"
}

on_terminal vi_VN.UTF-8 build -C repo --as-of 2026-07-01
check "a build on a terminal is well" exited 0
check "the stage is shown while it runs" drawn_and_gone "Dựng các trang  [" "Đã xuất bản"
check "in colour" file_has seen "[$esc[32m#"
on_terminal en_US.UTF-8 build -C repo
check "in English, too" drawn_and_gone "Making pages  [" "Published"
NO_COLOR=1 on_terminal en_US.UTF-8 build -C repo
check "without colour if that is wanted" file_lacks seen "$esc[32m"
check "but shown" file_has seen "Making pages  [#"
on_terminal vi_VN.UTF-8 build -C repo -q
check "quiet, nothing is shown" [ ! -s seen ]
cp -R public once
script -qec "TERM=dumb '$MINHBACH' build -C repo" /dev/null >seen </dev/null
check "nor on a terminal that cannot" file_lacks seen "$esc"

mb build -C repo
check "the output is the same" same_tree once public
check "a pipe gets one line" [ "$(wc -l <.err)" = 1 ]
check "of what was written, found, and how long it took" grep -qx \
	"Đã xuất bản [0-9]* trang, [0-9]* tệp vào public; 0 lỗi, 0 cảnh báo; [0-9]*,[0-9] giây\\." .err
check "without a sign for a terminal" file_lacks .err "$esc"

mb build -C repo -v
for stage in "đọc và kiểm tra content@" "đọc lịch sử thay đổi, 1 lần" \
	"tính tiến độ của " "dựng " "tệp vào public"; do
	check "-v tells: $stage" grep -q "^[0-9]*,[0-9][0-9] giây: .*$stage" .err
done
check "the last line is the same" grep -q "^Đã xuất bản" .err
check "-v makes the same site" same_tree once public
LANGUAGE_=en_US.UTF-8 mb check -C repo -v
check "check -v tells its stages" grep -q "^[0-9.]* s: read and checked content@[0-9a-f]*, " .err
mb report -C repo --period 2026-Q3 -v
check "so does report" file_has .err "giây: đọc lịch sử"
cp .out loud
mb report -C repo --period 2026-Q3
check "a report is the same without" cmp .out loud

mb build -C repo -q
check "-q is silent where all is well" [ ! -s .err ]
plan=repo/content/so-ngoai-vu/2026-phu-luc.md
edit_item $plan CDDH-01 's,^- Chủ trì: .*,- Chủ trì: Phòng Không Có,'
mb check -C repo --worktree -q
check "a warning is not said then" [ ! -s .err ]
check "it does not fail" exited 0
mb check -C repo --worktree -q --strict
check "unless it counts as an error" file_has .err "[unknown-unit]"
check "and fails" exited 1
edit_item $plan CDDH-01 's,^- Hạn tính: .*,- Hạn tính: 31/02/2026,'
mb build -C repo --worktree -q
check "an error is said" file_has .err "[bad-date]"
check "without the warnings" file_lacks .err "[unknown-unit]"
check "and without a count" file_lacks .err "1 lỗi"
finish
