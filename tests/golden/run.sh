#!/bin/sh
# run.sh - golden builds: a case pins the output and the exact diagnostics.
# SPDX-License-Identifier: MIT
#
#	tests/golden/run.sh [CASE...]		UPDATE=1 rewrites the expectations
#
# A case is a folder:
#	base		name of a case whose in/ is laid first (optional)
#	in/		the content folder, committed at a fixed time (optional
#			with a base)
#	in.2/, in.3/	laid over it, each another commit (optional, the
#			base's if it has none); a file DELETE in it names
#			files to remove
#	setup		shell commands run after that (optional)
#	cmd		the arguments of minhbach; the repository is `repo`, the
#			output `public`
#	files		output files that are pinned, one a line (optional)
#	expect/		those files
#	expect.out	standard output, if there is any
#	expect.diag	standard error, exactly, but for how much was
#			published and how long it took
#	expect.out.en, expect.diag.en
#			the same for a reader of English
#	expect.status	exit status; where it is not 0, there must be no output
. "$(dirname "$0")/../lib.sh"
cases_dir=$ROOT/tests/golden

# The content of a case, its base's first.
lay()
{
	if [ -f "$cases_dir/$1/base" ]; then
		lay "$(cat "$cases_dir/$1/base")"
	fi
	[ ! -d "$cases_dir/$1/in" ] || cp -R "$cases_dir/$1/in/." repo/content/
}

prepare()
{
	rm -rf repo public
	repo_new repo
	mkdir repo/content
	lay "$1"
	repo_commit repo 2026-02-06T09:00:00+07:00 "Ban đầu"
	steps=$1
	while [ ! -d "$cases_dir/$steps/in.2" ] && [ -f "$cases_dir/$steps/base" ]; do
		steps=$(cat "$cases_dir/$steps/base")
	done
	for n in 2 3 4 5 6; do
		step=$cases_dir/$steps/in.$n
		[ -d "$step" ] || break
		cp -R "$step/." repo/content/
		if [ -f repo/content/DELETE ]; then
			(cd repo/content && xargs rm -f <DELETE && rm DELETE)
		fi
		repo_commit repo "2026-0$((n + 1))-10T09:00:00+07:00" "Lần $n"
	done
	if [ -f "$cases_dir/$1/setup" ]; then
		# shellcheck disable=SC1090 # the case's own
		. "$cases_dir/$1/setup"
	fi
}

# perform CASE LANGUAGE [ENDING]: what came out is added to $T/got.
perform()
{
	prepare "$1"
	LANGUAGE_=$2
	# shellcheck disable=SC2046 # one word for each argument
	mb $(cat "$cases_dir/$1/cmd")
	LANGUAGE_=
	mkdir -p got
	sed -e 's/^\(Đã xuất bản\) [0-9]* trang, [0-9]* tệp\(.*; \)[0-9]*,[0-9] giây/\1 N trang, N tệp\2N giây/' \
	    -e 's/^\(Published\) [0-9]* pages, [0-9]* files\(.*; \)[0-9]*\.[0-9] s/\1 N pages, N files\2N s/' \
		.err >"got/expect.diag${3-}"
	[ ! -s .out ] || cp .out "got/expect.out${3-}"
	[ -z "${3-}" ] || return 0
	echo "$status" >got/expect.status
	[ -f "$cases_dir/$1/files" ] || return 0
	while read -r file; do
		[ -f "public/$file" ] || continue
		mkdir -p "got/expect/$(dirname "$file")"
		cp "public/$file" "got/expect/$file"
	done <"$cases_dir/$1/files"
}

update()
{
	rm -rf "$cases_dir/$1/expect" "$cases_dir/$1"/expect.*
	cp -R got/. "$cases_dir/$1/"
}

compare()
{
	for name in $2; do
		if [ -e "$cases_dir/$1/$name" ] || [ -e "got/$name" ]; then
			diff -ruN "$cases_dir/$1/$name" "got/$name" || return
		fi
	done
	[ "$status" = 0 ] || [ ! -e public ] || [ -f "$cases_dir/$1/setup" ] || {
		echo "a failed build left an output"
		return 1
	}
}

case_run()
{
	rm -rf got
	perform "$1" vi_VN.UTF-8
	[ -z "${UPDATE-}" ] || update "$1"
	check "$1" compare "$1" \
		"expect.status expect.diag expect.out expect"
	perform "$1" en_US.UTF-8 .en
	[ -z "${UPDATE-}" ] || update "$1"
	check "$1, in English" compare "$1" "expect.diag.en expect.out.en"
}

if [ $# = 0 ]; then
	cd "$cases_dir" || exit 1
	set -- */
	cd "$T" || exit 1
fi
for name; do
	case_run "${name%/}"
done
finish
