#!/bin/sh
# guide.sh - the guide (content/huong-dan.md) works as written: its commands are
# run from an empty folder to a published site, with real pushes; its examples
# are put into the plan as an officer would.
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../lib.sh"
guide=$ROOT/content/huong-dan.md

# block LANGUAGE N: the Nth block of the guide in a language; all without N.
block()
{
	awk -v start="\`\`\`$1" -v want="${2-0}" '
		$0 == start { n++; inside = 1; next }
		/^```/ { inside = 0 }
		inside && (!want || n == want)' "$guide"
}

# The server's folders are below the test's own.
here()
{
	sed -e "s,/srv,$T/srv,g" -e 's,git@may-chu:,,' \
		-e "s,/usr/local/share/minhbach/deploy,$ROOT/deploy,g"
}

# ---- what the technician has: the program, and an editor

mkdir bin srv srv/www
PATH=$T/bin:$PATH
export PATH
LC_ALL=vi_VN.UTF-8
export LC_ALL
block markdown 1 >task

cat >bin/nano <<END
#!/bin/sh
# Writes the guide's example below its area, and has the plan issued.
sed -e 's/^stage: draft/stage: issued/' \
	-e '/^## III[.] Cải cách thủ tục hành chính/{p;g;r $T/task
	}' "\$1" >$T/edited && cat $T/edited >"\$1"
END
cat >bin/minhbach <<END
#!/bin/sh
[ "\$1" = serve ] || exec "$MINHBACH" "\$@"
# The preview is looked at, then stopped.
"$MINHBACH" serve -p 0 >$T/served 2>&1 &
pid=\$!
for try in \$(seq 300); do
	url=\$(grep -o 'http://127[.]0[.]0[.]1:[0-9]*/' $T/served | head -n 1)
	[ -z "\$url" ] || break
	sleep 0.1
done
# Until the first build is done there is a page that says so.
for try in \$(seq 300); do
	node -e 'fetch(process.argv[1]).then((r) => r.text()).then((t) => console.log(t))' \
		"\$url" >$T/preview.html
	! grep -q "tỉnh Mẫu" $T/preview.html || break
	sleep 0.1
done
kill \$pid
wait \$pid
true
END
chmod +x bin/*

# ---- from an empty folder to a published site

mkdir empty
block sh | here >commands
check "the guide has commands" [ "$(wc -l <commands)" -gt 12 ]
(cd empty && run sh -e "$T/commands" && [ "$status" = 0 ]) || {
	fail "the guide's commands run" "$(cat .out .err)"
	finish
}
pass "the guide's commands run"
check "check finds nothing" file_has .err "Không có lỗi, không có cảnh báo."
check "the preview shows the site" file_has preview.html \
	"Cải cách hành chính tỉnh Mẫu"
check "an empty form changes nothing" file_has .err "không có gì mới"
check "the push publishes" file_has .err "Đã xuất bản"
site=srv/www/cchc/ke-hoach/so-noi-vu/2026-cchc
check "the example has its page" file_has $site/tthc-03/index.html \
	"Xử lý phản ánh, kiến nghị về thủ tục hành chính"

# ---- the officer's examples

work=empty/ke-hoach
plan=$work/content/so-noi-vu/2026-cchc.md

# instead CODE LABEL N: the Nth example stands in place of an item's line.
instead()
{
	block markdown "$3" >lines
	edit_item "$plan" "$1" "/^- $2:/{r lines
		d}"
}

save()
{
	git -C $work commit -qam "$1" && run git -C $work push -q origin main
}

instead TTHC-03 "Thời hạn" 4
save "Điều chỉnh thời hạn"
check "a deadline is moved" exited 0
words="$(grep -o 'lùi [0-9]* ngày' "$guide")"
check "the page says so in the guide's words" \
	file_has $site/tthc-03/index.html "$words"
check "with the document" file_has $site/tthc-03/index.html "61/KH-SNV"

instead TTHC-03 "Trạng thái" 2
save "Báo hoàn thành"
check "a task is reported" exited 0
check "it is completed" json_is srv/www/cchc/data/plans/so-noi-vu/2026-cchc.json \
	'd.items.find(i => i.code === "TTHC-03").completed' 2026-09-12

instead CDDH-02 "Thời hạn" 3
edit_item "$plan" CDDH-02 's/^- Kết quả kỳ: Quý I\//- Thời hạn: Hằng quý\
&/'
save "Báo kỳ"
check "recurring work is reported" exited 0
check "the period stands on its page" file_has $site/cddh-02/index.html \
	"xử lý 3/3 phản ánh"

edit_item "$plan" CDDH-01 "s|^- Sản phẩm: .*|- Sản phẩm: Quyết định\\
$(block markdown 5)|"
save "Đính chính"
check "a correction is saved" exited 0
check "and is no amendment" file_has $site/cddh-01/index.html "Đính chính"

# ---- the finding that the guide shows

mkdir -p shown/content/so-noi-vu
git -C $work show HEAD~4:content/so-noi-vu/2026-cchc.md |
	sed 's/^- Thời hạn: Quý III/- Thời hạng: Quý III/' \
	>shown/content/so-noi-vu/2026-cchc.md
cp $work/content/*.* shown/content/
cp $work/content/so-noi-vu/index.md shown/content/so-noi-vu/
mb check -C shown
block text 1 >expected
check "the finding is as the guide shows it" sh -c \
	'[ -s expected ] && grep -vxFf .err expected >missing; cat missing; [ ! -s missing ]'
finish
