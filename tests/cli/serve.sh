#!/bin/sh
# serve.sh - the preview server: what it answers, to whom, what it notices, and
# that nothing is left of it.
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../lib.sh"

mkdir "$T/tmp"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$T"' EXIT

# Wait for COMMAND to succeed, for a minute and a half.
wait_for()
{
	tries_=900
	until "$@" >/dev/null 2>&1; do
		tries_=$((tries_ - 1))
		[ $tries_ != 0 ] || return 1
		sleep 0.1
	done
}

port_of()
{
	sed -n 's,.*http://[^ ]*:\([0-9]*\)/.*,\1,p' "$1" | head -n 1
}

# start ARGUMENT…: a server of the words serve.out and serve.err; $port.
start()
{
	rm -f serve.out serve.err
	touch serve.out
	LC_ALL=${LANGUAGE_:-vi_VN.UTF-8} TMPDIR=$T/tmp \
		"$MINHBACH" serve -p 0 "$@" >serve.out 2>serve.err </dev/null &
	server=$!
	wait_for grep -q http: serve.out
	port=$(port_of serve.out)
}

# stop [SIGNAL]: its exit status is $status.
stop()
{
	kill -"${1:-TERM}" "$server"
	wait "$server"
	status=$?
	server=
	cp serve.err .err
}

# get TARGET [HEADER…]: into "answer" (head and body), "head" and "body".
request()
{
	node "$ROOT/tests/web/http.mjs" "$port" "$@" >answer
	got_=$?
	sed '/^$/,$d' answer >head
	sed '1,/^$/d' answer >body
	return $got_
}

get()
{
	request GET "$@"
}

answered()
{
	[ "$(sed -n '1s,HTTP/1.1 \([0-9]*\).*,\1,p' head)" = "$1" ] && return
	head -n 20 answer
	return 1
}

# The page TARGET comes to show TEXT, or no longer does.
comes()
{
	request until "$1" "$2" && return
	head -c 3000 body
	tail -n 20 serve.err
	return 1
}

goes()
{
	request while "$1" "$2"
}

built()
{
	wait_for grep -q 'Đã dựng' serve.err && return
	cat serve.err
	return 1
}

no_folders()
{
	[ -z "$(ls -A tmp)" ] && return
	ls -A tmp
	return 1
}

repo_content repo
edit_item repo/content/so-ngoai-vu/2026-phu-luc.md CDDH-02 \
	's,^- Thời hạn: .*,- Thời hạn: Quý III/2026,'
repo_commit repo 2026-07-03T09:00:00+07:00 "Lùi hạn kế hoạch tuyên truyền"
find repo/.git | sort >git.before
home=so-ngoai-vu/2026-phu-luc
plan=repo/content/$home.md
page=/ke-hoach/$home/index.html

# ---- what it answers
start -C repo
check "a preview tells its address" file_has serve.out "http://127.0.0.1:$port/"
check "it is built" built
get /
check "the home page is there" answered 200
check "it tells that it is a preview" file_has body 'Bản xem trước, chưa công bố'
check "it is a page" file_has head 'content-type: text/html; charset=utf-8'
check "it is never kept" file_has head 'cache-control: no-cache'
check "its types are not guessed" file_has head 'x-content-type-options: nosniff'
check "its policy allows our script alone" file_has body \
	"script-src http://localhost/_minhbach/ 'self'"
check "and our events" file_has body "connect-src http://localhost/_minhbach/;"
check "the policy allows nothing inline" file_lacks body unsafe-inline
check "the built page knows nothing of it" \
	file_lacks tmp/minhbach-serve-*/site/index.html minhbach-preview
check "others cannot read the build" \
	test "$(stat -c %a tmp/minhbach-serve-*)" = 700
check "public/ is not touched" test ! -e repo/public

while read -r target type; do
	get "$target"
	check "$target is there" answered 200
	check "$target is $type" file_has head "content-type: $type"
done <<'END'
/assets/site.css text/css
/assets/site.js text/javascript
/assets/icon.svg image/svg+xml
/data/site.json application/json
/data/tasks.csv text/csv
/feed.xml application/atom+xml
/lich.ics text/calendar
/_minhbach/preview.js text/javascript
/_minhbach/preview.css text/css
END

for target in /index.html /assets/site.css; do
	get $target
	tag=$(sed -n 's/^etag: //p' head)
	size=$(sed -n 's/^content-length: //p' head)
	check "$target has a tag" test -n "$tag"
	get $target "If-None-Match: $tag"
	check "$target is not sent twice" answered 304
	check "304 has no body" test ! -s body
	get $target "If-None-Match: \"x\""
	check "$target of another tag is sent" answered 200
	request HEAD $target
	check "HEAD $target" answered 200
	check "HEAD has no body" test ! -s body
	check "HEAD tells the size" file_has head "content-length: $size"
	get $target "Range: bytes=2-5"
	check "a part of $target" answered 206
	check "it is the part" file_has head "content-range: bytes 2-5/$size"
	check "it has four bytes" test "$(wc -c <body)" = 4
	get $target "Range: bytes=-7"
	check "the end of $target" file_has head \
		"content-range: bytes $((size - 7))-$((size - 1))/$size"
	get $target "Range: bytes=$size-"
	check "nothing behind the end" answered 416
	check "the size is told" file_has head "content-range: bytes */$size"
	get $target "Range: bytes=2-5" 'If-Range: "x"'
	check "no part of another version" answered 200
done

get /ke-hoach/nope
check "a missing page" answered 404
check "is the site's page for it" file_has body 'Không có trang này'
check "with the panel" file_has body minhbach-preview
check "and links from the root" file_has body 'href="/assets/site.css"'
get /ke-hoach
check "a folder leads on" answered 302
check "to itself with a slash" file_has head 'location: /ke-hoach/'
get /ke-hoach/
check "where its page is" answered 200

# ---- to whom
ln -s /etc "$(echo tmp/minhbach-serve-*)/site/link"
ln -s /etc/passwd "$(echo tmp/minhbach-serve-*)/site/passwd.html"
for target in /../../../../../../../../etc/passwd /..%2f..%2f..%2fetc/passwd \
	/%2e%2e/report /ke-hoach/../../report /link/passwd /link /passwd.html \
	/a%00.html //etc/passwd '/ke-hoach\..\..\report' /.gitignore /% \
	/_minhbach/../index.html /_minhbach/ /_minhbach/x; do
	get "$target"
	check "$target leads nowhere" answered 404
	check "$target tells nothing" file_lacks body root:
done
for host in evil.example evil.example:8000 127.0.0.1.evil.example 192.168.1.2 \
	localhost.evil.example ''; do
	get / "Host: $host"
	check "host '$host' gets nothing" answered 421
	check "host '$host' sees nothing" file_lacks body minhbach-preview
done
get /_minhbach/events "Host: evil.example"
check "nor does it hear anything" answered 421
for host in localhost "localhost:$port" 127.0.0.1 "[::1]:$port"; do
	get / "Host: $host"
	check "host '$host' is ours" answered 200
done
for method in POST PUT DELETE OPTIONS; do
	request $method / 'Content-Length: 0'
	check "$method is refused" answered 405
	check "$method: what there is" file_has head 'allow: GET, HEAD'
done

# ---- the history, and what is edited
get $page
check "the history of HEAD is there" file_has body 'lùi 183 ngày'
edit_item $plan CDDH-03 's,^- Thời hạn: .*,- Thời hạn: 31/12/2026,'
check "an edit comes" comes /ke-hoach/$home/cddh-03/index.html '31/12/2026'
check "as if it were committed" file_has body 'chưa nêu văn bản điều chỉnh'
check "by nobody yet" grep -rqF 'Những sửa đổi chưa được ghi nhận' \
	tmp/minhbach-serve-*/site*/thay-doi
check "nothing is written to the repository" sh -c \
	'find repo/.git | sort | diff git.before -'
check "git's work tree is as it was" test \
	"$(git -C repo status --porcelain)" = " M content/$home.md"

# ---- what it notices
edit_item $plan CDDH-03 's,^- Mã: .*,&\
- Trạng thái: Xong hẳn,'
check "an error comes into the page" comes $page 'class="failed"'
check "with its place" file_has body "content/$home.md, dòng "
check "and the mend" file_has body 'Cách sửa:'
check "above the last good version" file_has body 'Trang dưới đây là'
check "which is still there" file_has body cddh-02/index.html
git -C repo show HEAD:content/$home.md >saved.md
cp saved.md repo/content/.new
mv repo/content/.new $plan
check "saved by rename: the error goes" goes $page 'class="failed"'
check "and the edit with it" comes $page 'Quý III/2026'

for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	cp saved.md $plan
	edit_item $plan CDDH-02 "s,^### .*,& Lần $i,;s,^- Mã: .*,&\\
- Tên ngắn: Tên lần $i,"
done
check "a burst of saves ends with the last one" comes $page 'Tên lần 20'
mkdir -p repo/content/so-moi/sau
sed 's/Sở Ngoại vụ/Sở Mới/g' repo/content/so-ngoai-vu/index.md \
	>repo/content/so-moi/index.md
check "a new folder comes" comes /co-quan/index.html 'Sở Mới'
edit repo/content/so-moi/index.md 's/Sở Mới/Sở Mới Nữa/'
check "and what changes in it" comes /co-quan/index.html 'Sở Mới Nữa'
rm -r repo/content/so-moi
mv repo/content kept
check "without the folder there is an error" comes $page 'class="failed"'
mv kept repo/content
check "the folder comes back" comes $page 'Tên lần 20'
git -C repo checkout -q -- content
git -C repo checkout -q -b nhanh
edit_item $plan CDDH-02 's,^- Mã: .*,&\
- Tên ngắn: Trên nhánh,'
repo_commit repo 2026-07-05T09:00:00+07:00 "Sửa trên nhánh"
check "a branch comes" comes $page 'Trên nhánh'
check "as a commit" comes /thay-doi/2026-07-05/index.html 'Sửa trên nhánh'
git -C repo checkout -q main
check "and goes" goes $page 'Trên nhánh'
git -C repo -c user.name=M -c user.email=m@example.vn \
	commit -q --amend -m 'Lùi hạn, viết lại'
check "a history written anew is shown as it is" wait_for grep -rqF \
	'Lùi hạn, viết lại' tmp

# ---- its end
stop INT
check "Ctrl+C ends it well" exited 0
check "nothing is left" no_folders
check "findings were told once" test \
	"$(grep -c '\[unknown-status\]' serve.err)" = 1

# ---- a theme; a site that is published below a path; English
mkdir -p theme/assets theme/partials
cp "$ROOT/themes/default/assets/site.css" theme/assets/
echo 'extends: default' >theme/theme.yml
LANGUAGE_=en_US.UTF-8
start -C repo --theme "$T/theme"
check "another theme is built" comes / 'Preview, not published'
echo '/* đổi */' >>theme/assets/site.css
check "a change of the theme comes" comes /assets/site.css '/* đổi */'
echo 'base_url: https://example.vn/cchc/trang/' >>repo/content/site.yml
check "below a path the missing page leads there" comes /a/b \
	'"/cchc/trang/assets/site.css"'
get /cchc/trang/index.html
check "where the pages are" answered 200
get /cchc/trang/assets/site.css
check "and the style" answered 200
stop TERM
check "SIGTERM ends it well" exited 0
check "nothing is left of it" no_folders
unset LANGUAGE_

# ---- a site that cannot be built at first; no repository
mkdir alone
cp -R "$ROOT/content" alone/
echo 'titel: X' >>alone/content/site.yml
start -C alone
check "a broken site is served" comes / 'class="failed"'
get /
check "as not there yet" answered 503
check "with the mistake" file_has body titel
edit alone/content/site.yml '/^titel/d'
check "until it is mended" comes / 'class="skip"'
check "without a repository there is no history" file_has body 'no-history'
rm -rf alone/content
check "without any files there is an error" comes / 'class="failed"'

# ---- ports and addresses
taken=$port
run env LC_ALL=vi_VN.UTF-8 TMPDIR="$T/tmp" "$MINHBACH" serve -C repo -p "$taken"
check "a port that is taken" exited 4
check "is told" file_has .err "Cổng $taken đang được"
check "with what to do" file_has .err '-p 0'
stop TERM
mb serve -C repo -p 99999
check "no such port" exited 2
mb serve -C repo -p x
check "no port at all" exited 2
mb serve -C repo -p 0 --bind 192.0.2.1
check "no such address" exited 4
check "it is told, too" file_has .err 192.0.2.1
TMPDIR=$T/nope
export TMPDIR
mb serve -C repo -p 0
check "no place for the build" exited 4
unset TMPDIR
start -C repo --bind ::1
check "IPv6, too" file_has serve.out "http://[::1]:$port/"
stop TERM
check "ends well" exited 0

# In a network of its own: nobody else can reach it.
if unshare -rn true 2>/dev/null; then
	LC_ALL=vi_VN.UTF-8 TMPDIR=$T/tmp unshare -rn \
		"$MINHBACH" serve -C repo -p 0 --bind 0.0.0.0 \
		>serve.out 2>serve.err </dev/null &
	server=$!
	check "an open address is told loudly" wait_for grep -q 'CHÚ Ý' serve.err
	stop TERM
else
	pass "an open address is told loudly # SKIP no network of our own"
fi
check "nothing is left at all" no_folders
finish
