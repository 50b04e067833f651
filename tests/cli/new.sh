#!/bin/sh
# new.sh - starting points: a site, an agency and a plan that pass `check` as
# they are, made by flags or by answers on a terminal; nothing is overwritten.
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../lib.sh"

# `check` finds nothing in the folder DIR, apart from its lack of history.
clean()
{
	mb check -C "$1" --strict
	exited 0 && file_has "$T/.err" "Không có lỗi, không có cảnh báo."
}

mkdir empty
mb new site -C empty --title "CCHC: tỉnh Lạng Sơn"
check "new site" exited 0
check "it says what it made" file_has .out "empty/content/site.yml"
check "it says what to do next" file_has .out "minhbach new agency"
check "the site passes check" clean empty
check "the output is not committed" file_is empty/.gitignore /public/

mb new agency -C empty --name "Sở Nội vụ tỉnh Lạng Sơn" --short "Sở Nội vụ" \
	--code SNV --units "Văn phòng; Phòng Cải cách hành chính;"
check "new agency" exited 0
check "the folder is the short name's" test -f empty/content/so-noi-vu/index.md
check "it has its units" file_has empty/content/so-noi-vu/index.md \
	"  - id: phong-cai-cach-hanh-chinh"
check "the agency passes check" clean empty

mb new plan -C empty --period 2026-2030
check "new plan, of the only agency" exited 0
plan=empty/content/so-noi-vu/2026-2030-cchc.md
check "it has the areas of the site" file_has $plan \
	"## VII. Chính quyền điện tử, Chính quyền số"
check "its tasks have codes" file_has $plan "- Mã: CDDH-02"
check "its title is the default one" file_has $plan \
	"title: Kế hoạch cải cách hành chính năm 2026-2030"
check "the plan passes check" clean empty
mb new plan -C empty --period 2027 --agency so-noi-vu --number 01/KH-SNV \
	--issued 06/01/2027 --title 'Kế hoạch "năm": 2027' "Kế hoạch Năm"
check "new plan with all it can be told" exited 0
check "its name is folded" test -f empty/content/so-noi-vu/ke-hoach-nam.md
check "that plan passes check" clean empty
mb build -C empty -o out
check "the new site builds" exited 0
check "the title stands on its page" file_has \
	out/ke-hoach/so-noi-vu/ke-hoach-nam/index.html \
	"Kế hoạch &quot;năm&quot;: 2027"

# Never over a file that exists.
cp -R empty before
for what in "site --title X" "agency --name X so-noi-vu" "plan --period 2027 ke-hoach-nam"; do
	# shellcheck disable=SC2086 # words
	mb new -C empty $what
	check "new ${what%% *} overwrites nothing" exited 4
	check "new ${what%% *} says so" file_has .err "nên không ghi gì"
done
check "nothing was changed" same_tree before empty

# What is missing or wrong is named.
mb new site
check "a site needs a title" exited 2
check "the title is named" file_has .err "--title"
mb new plan -C empty --title X
check "a plan needs a period" exited 2
check "the period is named" file_has .err "--period"
mb new plan -C empty --period 26
check "a period is a year" exited 2
mb new plan -C empty --period 2026 --issued 31/02/2026
check "a date exists" exited 2
mb new plan -C empty --period 2026 --agency so-la
check "an agency exists" exited 2
check "the known ones are named" file_has .err so-noi-vu
mb new agency -C empty --name X --units "Phòng A; phong a"
check "units have different ids" exited 2
mb new site -C empty --language fr --title X
check "a site is in a language that there is" exited 2
mb new agency -C nowhere --name X
check "an agency needs a site" exited 3

# In a repository, from a folder below; in English.
repo_new repo
cd repo || exit 1
mb new site --title "Reform" --language en
check "an English site" exited 0
repo_commit . 2026-02-06T09:00:00+07:00 "Begin"
mkdir -p content/dept
cd content/dept || exit 1
mb new agency --name "Department of Justice" --short Dept
cd ../..
check "an agency, from a folder inside" test -f content/dept/index.md
mb new plan --period 2026
check "an English plan" file_has content/dept/2026-cchc.md "- Deadline: 31/3/2026"
mb check --worktree --strict
check "the English site passes check" exited 0
cd ..

# On a terminal what is missing is asked for.
mkdir asked
printf 'Cải cách Lạng Sơn\n' >answers
terminal()
{
	(sleep 1; cat) <answers |
		env LC_ALL=vi_VN.UTF-8 script -qec "$1" /dev/null >.screen 2>&1
}
terminal "'$MINHBACH' new site -C asked"
check "the question is asked" file_has .screen "Tên (để trống"
check "the answer is taken" file_has asked/content/site.yml \
	"title: Cải cách Lạng Sơn"
printf 'Sở Y tế\n\n\n\n' >answers
terminal "'$MINHBACH' new agency -C asked"
check "empty answers are defaults" file_has \
	asked/content/so-y-te/index.md "name: Văn phòng"
check "what was answered passes check" clean asked
finish
