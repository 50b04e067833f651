#!/bin/sh
# bad-input.sh - whatever goes wrong, the site that stands stays as it is, and
# the exit status and the message say what it was.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_content repo
mb build -C repo -o public
check "good content builds" exited 0
good=$(git -C repo rev-parse HEAD)
cp -a public kept

annex=repo/content/so-ngoai-vu/2026-phu-luc.md

# After a build: nothing moved, nothing left over.
unharmed()
{
	diff -r kept public &&
	left=$(find . -maxdepth 1 -name '.public*') &&
	{ [ -z "$left" ] || { echo "left over: $left"; return 1; }; }
}

# refused WHAT STATUS MESSAGE [ARGUMENT...]: builds the work tree's state as a
# commit, checks, and goes back.
refused()
{
	what=$1 expected=$2 message=$3
	shift 3
	repo_commit repo 2026-07-20T09:00:00+07:00 "$what"
	mb build -C repo -o public "$@"
	check "$what: exit status $expected" exited "$expected"
	check "$what: says so" file_has .err "$message"
	check "$what: the site stays" unharmed
	git -C repo reset -q --hard "$good"
}

printf 'title: [\n' >repo/content/site.yml
refused "broken site.yml" 1 "content/site.yml:"

edit repo/content/site.yml 's/^due_soon_days:/due_son_days:/'
refused "unknown key" 1 "[unknown-key]"

edit_item $annex CDDH-02 's,^- Thời hạn: .*,- Thời hạn: 31/02/2026,'
refused "impossible date" 1 "31/02/2026"

edit_item $annex CDDH-02 "s,^- Sản phẩm: .*,- Sản phẩm: $(printf '\377\376'),"
refused "invalid UTF-8" 1 "[not-utf8]"

edit_item $annex CDDH-02 's,^- Mã: .*,- Mã: CDDH-01,'
refused "a code twice" 1 "[duplicate-item-id]"

edit $annex 's/^secrecy: none/secrecy: Mật/'
refused "a secret plan" 1 "[secret]"

rm repo/content/site.yml
refused "no site.yml" 1 "[no-site-file]"

edit repo/content/site.yml 's/^theme: .*/theme: khong-co/'
refused "unknown theme" 1 "[no-theme]"

edit_item $annex CDDH-02 's,^- Thời hạn: ,- Thời hạnn: ,'
refused "unknown label, strictly" 1 "[unknown-label]" --strict

refused "unknown revision" 3 "khong-co" --rev khong-co

refused "no such folder" 3 "khong-co" -s khong-co

# Usage.
mb build --khong-co -C repo -o public
check "unknown option: exit status 2" exited 2
check "unknown option: says so" file_has .err "--khong-co"
mb khong-co
check "unknown command: exit status 2" exited 2
mb build -C repo -o public --as-of 31/02/2026
check "impossible as-of date: exit status 2" exited 2
check "usage errors leave the site" unharmed

# A shallow clone would invent first dates.
edit_item $annex CDDH-02 's,^- Thời hạn: .*,- Thời hạn: Quý III/2026,'
repo_commit repo 2026-07-20T09:00:00+07:00 "Sửa thời hạn"
git clone -q --depth 1 "file://$T/repo" shallow
git -C repo reset -q --hard "$good"
mb build -C shallow -o public
check "shallow clone: exit status 3" exited 3
check "shallow clone: says the mend" file_has .err "git fetch --unshallow"
check "shallow clone: the site stays" unharmed
mb build -C shallow -o shallow-site --allow-shallow
check "shallow clone, allowed: builds" exited 0
check "shallow clone, allowed: says so" json_is shallow-site/data/site.json \
	d.history shallow
check "shallow clone, allowed: calls nothing first" json_is \
	shallow-site/data/plans/so-ngoai-vu/2026-phu-luc.json \
	'd.items.every(i => i.first_seen === null && i.deadline.original_due === null)' \
	true

# A missing object publishes nothing.
cp -a repo damaged
blob=$(git -C damaged rev-parse HEAD:content/so-ngoai-vu/2026-phu-luc.md)
rm -f "damaged/.git/objects/$(echo "$blob" | cut -c 1-2)/$(echo "$blob" | cut -c 3-)"
mb build -C damaged -o public
check "missing object: exit status 3" exited 3
check "missing object: the site stays" unharmed

# A history that no longer holds what was published.
git -C repo checkout -q --orphan other
repo_commit repo 2026-07-21T09:00:00+07:00 "Viết lại lịch sử"
mb build -C repo -o public
check "rewritten history: exit status 3" exited 3
check "rewritten history: names the commit" file_has .err \
	"$(echo "$good" | cut -c 1-7)"
check "rewritten history: the site stays" unharmed
git -C repo checkout -q -f main

# Output.
mkdir foreign
echo "của người khác" >foreign/thu.txt
mb build -C repo -o foreign
check "someone else's folder: exit status 4" exited 4
check "someone else's folder: stays" file_is foreign/thu.txt "của người khác"
echo "một tệp" >file
mb build -C repo -o file/public
check "output below a file: exit status 4" exited 4
check "output below a file: names it" file_has .err "file/public"

# Which call of openat makes the last file of the output: how many come before
# it is another number in a checked program.
cp -a kept probe
run env ASAN_OPTIONS="${ASAN_OPTIONS-}:detect_leaks=0" \
	strace -f -o opens -e trace=openat \
	"$MINHBACH" build -C repo -o probe --as-of 2026-08-01 --jobs 1
last=$(awk 'NR == 1 { pid = $1 } $1 == pid && /openat\(/ { n++ }
	$1 == pid && /O_CREAT/ { at = n } END { print at }' opens)

# Disk full and broken disks, wherever they strike.
for fault in write:error=ENOSPC fsync:error=EIO syncfs:error=EIO \
	renameat2:error=EIO "openat:error=EMFILE:when=$last"; do
	case $fault in *when=*) ;; write:*) fault=$fault:when=30+ ;; esac
	run env LC_ALL=vi_VN.UTF-8 \
		ASAN_OPTIONS="${ASAN_OPTIONS-}:detect_leaks=0" \
		strace -f -o /dev/null -e trace="${fault%%:*}" -e inject="$fault" \
		"$MINHBACH" build -C repo -o public --as-of 2026-08-01 --jobs 1
	if [ "$status" = 0 ]; then
		# The call is not made here, or the fault was overcome: then
		# the new site is whole.
		mb build -C repo -o whole --as-of 2026-08-01
		check "$fault: overcome" same_tree whole public
		rm -rf public
		cp -a kept public
	else
		check "$fault: exit status 4" exited 4
		check "$fault: the site stays" unharmed
	fi
done
finish
