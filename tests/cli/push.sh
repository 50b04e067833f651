#!/bin/sh
# push.sh - the hooks of deploy/git with real pushes: a good one publishes, a
# bad, rewriting or deleting one is refused and told why, and a build that
# fails in the middle leaves the site as it was, to the byte.
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../lib.sh"

bare=$T/ke-hoach.git
git init -q --bare -b main "$bare"
cp "$ROOT"/deploy/git/* "$bare/hooks/"
set_up()
{
	git -C "$bare" config "minhbach.$1" "$2"
}
set_up out "$T/www/cchc"
set_up program "$MINHBACH"
day="--as-of 2026-06-30 --theme $ROOT/themes/default"
set_up options "$day"
mkdir www
repo_content work
git -C work remote add origin "$bare"
folder=work/content/so-ngoai-vu
plan=$folder/2026-phu-luc.md

# push ARGUMENT...: what the pusher reads is in "told".
push()
{
	git -C work push -q "$@" >told 2>&1
	status=$?
	cp told .err
}

# The site as it stands: every file's bytes, and when it was written.
picture()
{
	(cd www && find . -type f -exec sha256sum {} + -printf '%p %T@ %i\n' | sort)
}

unchanged()
{
	picture | diff "$T/picture" -
}

# move CODE DEADLINE DATE: committed.
move()
{
	edit_item "$plan" "$1" "s,^- Thời hạn: .*,- Thời hạn: $2,"
	repo_commit work "$3T08:00:00+07:00" "Lùi hạn $1"
}

item()
{
	echo "www/cchc/ke-hoach/so-ngoai-vu/2026-phu-luc/$1/index.html"
}

# ---- a good one

push origin main
check "a good push is accepted" exited 0
check "it is published" file_has www/cchc/index.html "Cải cách hành chính"
check "the pusher reads so" file_has told "www/cchc"
picture >picture

# ---- what is refused

good=$(git -C work rev-parse HEAD)
edit_item "$plan" CDDH-01 's,^- Hạn tính: .*,- Hạn tính: 31/02/2026,'
repo_commit work 2026-07-02T08:00:00+07:00 "Ngày sai"
push origin main
check "a push with an error is refused" exited 1
check "its place is told" file_has told "content/so-ngoai-vu/2026-phu-luc.md:"
check "its line and mend are told" file_has told "Hạn tính: 31/02/2026"
check "in Vietnamese" file_has told "Chưa nhận lần đẩy này: hãy sửa các lỗi trên"
check "the site stays" unchanged
not_kept()
{
	! git -C "$bare" cat-file -e "$(git -C work rev-parse HEAD)"
}
check "what was refused was read in quarantine, and is gone" not_kept
push origin main HEAD:refs/heads/nhap
check "nothing of such a push is accepted" exited 1
check "no other branch of it either" [ ! -e "$bare/refs/heads/nhap" ]
set_up lang en
push origin main
check "in English, if set so" file_has told "The push is not accepted"
check "the finding, too" file_has told "There is no day"
git -C "$bare" config --unset minhbach.lang

push origin HEAD:refs/heads/nhap
check "another branch may hold anything" exited 0
git -C work tag nhap-1
push origin nhap-1
check "a tag, too" exited 0
push origin :refs/heads/nhap
check "and may be deleted" exited 0
push origin :refs/heads/main
check "the published branch may not" exited 1
check "and it is told why" file_has told "Không xóa được nhánh main"
check "the site stays after all that" unchanged

git -C work checkout -q --orphan khac "$good"
move CDDH-05 "Quý I/2027" 2026-07-03
other=$(git -C work rev-parse HEAD)
push -f origin khac:main
check "a rewriting push is refused" exited 1
check "and told why" file_has told "viết lại lịch sử đã công bố"
check "the branch stays" [ "$(git -C "$bare" rev-parse main)" = "$good" ]
check "the site stays after it" unchanged

# ---- warnings do not keep anyone from publishing

git -C work checkout -q -B main "$good"
edit_item "$plan" CDDH-02 's,^- Mã: CDDH-02,&\n- Ghi chúu: thử,'
repo_commit work 2026-07-04T08:00:00+07:00 "Nhãn gõ sai"
push origin main
check "a push with a warning is accepted" exited 0
check "and the warning told" file_has told "Ghi chúu"
check "it is published, too" file_has www/cchc/manifest.json \
	"$(git -C work rev-parse HEAD)"
picture >picture

move CDDH-05 "Quý IV/2027" 2026-07-04
push origin main
check "a promise may be changed" exited 0
check "but whoever names no document is told" file_has told "amended-unnamed"
picture >picture

# ---- a build that fails in the middle

# broken WHAT: a good commit that cannot be published.
broken()
{
	push origin main
	check "$1: the push itself is accepted" exited 0
	check "$1: the pusher is told" file_has told "Chưa xuất bản được"
	check "$1: the site stays as it was, to the byte" unchanged
	check "$1: nothing is left beside it" [ "$(ls -A www)" = cchc ]
}

# A program that is the real one, but for what happens to it.
faulty()
{
	cat >program <<-END
		#!/bin/sh
		# the sanitizers cannot look for leaks in a traced program
		export ASAN_OPTIONS=\${ASAN_OPTIONS-}:detect_leaks=0
		[ "\$1" = build ] || exec "$MINHBACH" "\$@"
		exec strace -f -qq -o "$T/trace" -e trace=$1 -e inject=$1:$2 \
			"$MINHBACH" "\$@"
	END
	chmod +x program
	set_up program "$T/program"
}

move CDDH-05 "Quý I/2027" 2026-07-05
set_up options "$day --theme $T/no-such-theme"
broken "no theme"
check "no theme: its name is told" file_has told "no-such-theme"

cp -R "$ROOT/themes/default" theme
echo '{{#item}}' >>theme/templates/item.mustache
set_up options "--as-of 2026-06-30 --theme $T/theme"
move CDDH-02 "Quý II/2027" 2026-07-06
broken "a theme that breaks"
check "a theme that breaks: its place is told" file_has told "item.mustache:"
set_up options "$day"

move CDDH-03 "Quý II/2027" 2026-07-07
faulty write error=ENOSPC:when=8+
broken "no space"
check "no space: it did come to the middle" grep -q 'write(.*ENOSPC.*INJECTED' trace

move CDDH-03 "Quý III/2027" 2026-07-08
faulty renameat2 signal=KILL:when=1
push origin main
check "killed: the pusher is told" file_has told "Chưa xuất bản được"
check "killed: it was in the middle" grep -q 'SIGKILL' trace
site_is_whole()
{
	(cd www/cchc && node "$ROOT/tests/web/json.mjs" manifest.json \
		'd.files.map((f) => `${f.sha256}  ${f.path}`).join("\n")' |
		sha256sum -c --quiet)
}
check "killed: the site is one whole site" site_is_whole

set_up program "$MINHBACH"
move CDDH-03 "Quý IV/2027" 2026-07-09
push origin main
check "the next push publishes all of it" file_has "$(item cddh-05)" "lùi 90 ngày"
check "its own, too" file_has "$(item cddh-03)" "Quý IV/2027"
check "the site is whole" site_is_whole
check "nothing is left behind" [ "$(ls -A www)" = cchc ]

# ---- two at once

cat >program <<END
#!/bin/sh
# counts who builds, and holds the first until "go" is there
[ "\$1" = build ] || exec "$MINHBACH" "\$@"
mkdir "$T/building" || touch "$T/overlap"
touch "$T/held"
n=0
until [ -e "$T/go" ] || [ \$((n += 1)) = 600 ]; do sleep 0.1; done
"$MINHBACH" "\$@"
status=\$?
rmdir "$T/building"
exit \$status
END
set_up program "$T/program"
move CDDH-03 "Quý I/2028" 2026-07-10
git -C work push -q origin main >first 2>&1 &
first=$!
n=0
until [ -e held ] || [ $((n += 1)) = 600 ]; do sleep 0.1; done
git clone -q "$bare" second
git -C second config gc.auto 0
plan=second/content/so-ngoai-vu/2026-phu-luc.md
edit_item "$plan" CDDH-03 "s,^- Thời hạn: .*,- Thời hạn: Quý II/2028,"
repo_commit second 2026-07-11T08:00:00+07:00 "Lùi hạn lần nữa"
git -C second push -q origin main >second.told 2>&1 &
second=$!
n=0
until [ "$(git -C "$bare" rev-parse main)" = "$(git -C second rev-parse main)" ] ||
	[ $((n += 1)) = 600 ]; do sleep 0.1; done
touch go
wait $first && wait $second
status=$?
cat first second.told >.err
check "two pushes at once are both accepted" exited 0
check "one builds after the other" [ ! -e overlap ]
check "the last one is what is published" file_has www/cchc/manifest.json \
	"$(git -C second rev-parse main)"
set_up program "$MINHBACH"
git -C work pull -q origin main
plan=$folder/2026-phu-luc.md

# ---- a history that had to be rewritten

git -C work checkout -q khac
set_up rewrite "$other"
push -f origin khac:main
check "the one rewriting that is let through" exited 0
check "is not published in silence" file_has told "rewritten"
printf 'rewritten:\n  - {from: %s, date: 2026-07-12, reason: Gỡ dữ liệu cá nhân}\n' \
	"$(git -C second rev-parse main)" >>work/content/site.yml
repo_commit work 2026-07-12T08:00:00+07:00 "Nói rõ lịch sử đã viết lại"
push origin khac:main
check "once the site says so" exited 0
check "it is published" file_has www/cchc/manifest.json \
	"$(git -C work rev-parse khac)"
git -C work checkout -q --orphan khac-nua
repo_commit work 2026-07-13T08:00:00+07:00 "Viết lại lần nữa"
push -f origin khac-nua:main
check "another rewriting is refused again" exited 1

# ---- every day, without a push

sed -n 's,^ExecStart=/srv/git/ke-hoach.git/,,p' \
	"$ROOT/deploy/systemd/minhbach.service" >daily
check "the timer runs what the hook runs" file_is daily \
	"hooks/publish /srv/git/ke-hoach.git"
set_up options "--theme $ROOT/themes/default"
today=$(TZ=ICT-7 date +%F)
run env -i PATH="$PATH" GIT_CONFIG_GLOBAL=/dev/null "$bare/hooks/publish" "$bare"
check "it publishes" exited 0
as_of_today()
{
	got=$(json www/cchc/data/site.json d.as_of)
	[ "$got" = "$today" ] || [ "$got" = "$(TZ=ICT-7 date +%F)" ]
}
check "as of today in Vietnam" as_of_today
git -C "$bare" config --unset minhbach.out
run env -i PATH="$PATH" GIT_CONFIG_GLOBAL=/dev/null "$bare/hooks/publish" "$bare"
check "nowhere to publish is told" file_has .err "git config minhbach.out"
check "with its status" exited 2
finish
