#!/bin/sh
# test-recipes.sh - deploy/: the pipelines of three forges are well formed and
# their steps publish, systemd and the image's recipe are as they should be.
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../lib.sh"

# ---- pipelines

repo_content plans
mkdir bin
ln -s "$MINHBACH" bin/minhbach
PATH=$T/bin:$PATH
tap_of node "$ROOT/tests/web/recipes.mjs" "$ROOT/deploy" "$T/steps"

# steps PIPELINE FOLDER [NAME=VALUE...]: what a runner does, in a folder.
steps()
{
	pipeline=$1 folder=$2
	shift 2
	(cd "$folder" && run env LC_ALL=vi_VN.UTF-8 GIT_CONFIG_GLOBAL="$T/gitconfig" \
		"$@" sh -e "$T/steps/$pipeline"
	exit $status)
	status=$?
}

git clone -q "file://$T/plans" github
steps github.sh github GITHUB_WORKSPACE="$T/github"
check "GitHub's steps work in a full clone" exited 0
check "and build the site" file_has github/public/index.html "Cải cách hành chính"

git clone -q "file://$T/plans" gitlab
git -C gitlab checkout -q -b nhap
edit_item gitlab/content/so-ngoai-vu/2026-phu-luc.md CDDH-05 \
	's,^- Thời hạn: .*,- Thời hạn: Quý I/2027,'
repo_commit gitlab 2026-07-02T08:00:00+07:00 "Lùi hạn"
steps gitlab.sh gitlab CI_PROJECT_DIR="$T/gitlab" CI_DEFAULT_BRANCH=main
check "GitLab's scripts work in a full clone" exited 0
check "and compare with what is published" file_has gitlab/code-quality.json \
	amended-unnamed
check "and build the site" file_has gitlab/public/index.html "Cải cách hành chính"

mkdir forgejo www
repo_commit plans 2026-07-02T08:00:00+07:00 "Lần ghi thứ hai"
set -- GITHUB_SERVER_URL="file://$T" GITHUB_REPOSITORY=plans TOKEN=x \
	GITHUB_REF=refs/heads/main SITE_FOLDER="$T/www/cchc"
steps forgejo.sh forgejo "$@"
check "Forgejo's steps take the repository themselves" exited 0
check "with its whole history" file_has www/cchc/data/site.json '"complete"'
check "and publish" file_has www/cchc/manifest.json \
	"$(git -C plans rev-parse HEAD)"
rm -rf forgejo
mkdir forgejo
edit_item plans/content/so-ngoai-vu/2026-phu-luc.md CDDH-01 \
	's,^- Hạn tính: .*,- Hạn tính: 31/02/2026,'
repo_commit plans 2026-07-03T08:00:00+07:00 "Ngày sai"
cp -R www before
steps forgejo.sh forgejo "$@"
check "an error stops them" exited 1
check "and is told" file_has .err "31/02/2026"
check "and nothing is published" same_tree before www

git -C plans reset -q --hard HEAD~1
git clone -q --depth 1 "file://$T/plans" shallow
steps github.sh shallow GITHUB_WORKSPACE="$T/shallow"
check "without the depth that they ask for, nothing is built" exited 3

# ---- systemd

mkdir units
sed "s,/srv/git/ke-hoach.git/hooks/publish,$(command -v true)," \
	"$ROOT/deploy/systemd/minhbach.service" >units/minhbach.service
cp "$ROOT/deploy/systemd/minhbach.timer" units/
run systemd-analyze verify --man=no "$T/units/minhbach.timer" \
	"$T/units/minhbach.service"
check "systemd takes the units" exited 0
check "and has nothing to say of them" [ ! -s .err ]
run systemd-analyze security --offline=true --threshold=15 \
	"$T/units/minhbach.service"
check "the service is shut off from the rest of the machine" exited 0
run systemd-analyze calendar --iterations=2 \
	"$(sed -n 's/^OnCalendar=//p' "$ROOT/deploy/systemd/minhbach.timer")"
check "the timer is of every day in Vietnam" grep -q '17:10:00 UTC' .out

# Names of the system calls that a filter like "@system-service" lets through.
calls()
{
	systemd-analyze syscall-filter "$1" | sed -n 's/^ *\([@a-z0-9_-]*\)$/\1/p' |
	while read -r name; do
		case $name in
		"$1") ;;
		@*) calls "$name" ;;
		*) echo "$name" ;;
		esac
	done
}
forbidden()
{
	git init -q --bare bare.git
	git -C plans push -q "$T/bare.git" HEAD:refs/heads/main
	git -C bare.git config minhbach.out "$T/www/cchc"
	ASAN_OPTIONS=detect_leaks=0 strace -f -qq -o trace \
		sh "$ROOT/deploy/git/publish" bare.git || return
	{ calls @privileged; calls @resources; } | sort -u >denied
	calls @system-service | sort -u | comm -23 - denied >allowed
	sed -n 's/^[0-9]* *\([a-z0-9_]*\)(.*/\1/p' trace | sort -u |
		comm -23 - allowed | grep . && return 1
	[ -s allowed ] && grep -q '^renameat2$' allowed
}
check "what it is shut off from, publishing does not need" forbidden

# ---- the image

"${MAKE:-make}" -C "$ROOT" -s BUILD="$(dirname "$MINHBACH")" install \
	DESTDIR="$T/out" >make.log 2>&1
packages=$(sed -n 's/^RUN \(ldd .*\) > .*/\1/p' "$ROOT/deploy/Containerfile" |
	sed "s,/out/usr/,$T/out/usr/local/,")
run sh -c "$packages"
check "the image's list of packages is made" exited 0
check "libraries are in it" grep -q '^libgit2' .out
only_packages()
{
	! grep -vE '^[a-z0-9][a-z0-9.+-]*$' .out
	[ "$(wc -l <.out)" -ge 6 ]
}
check "and nothing but names" only_packages
check "the schemas for editors are installed" \
	[ -s out/usr/local/share/minhbach/schemas/source/site.schema.json ]
check "and the program is where it should be" "$T/out/usr/local/bin/minhbach" --version
finish
