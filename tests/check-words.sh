#!/bin/sh
# check-words.sh - the program's words: what the sources ask for is there, and
# what is there is asked for.  (That both languages have the same, and every
# finding has its words, is tested in unit/messages.)
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/lib.sh"
cd "$ROOT/src" || exit 1

# Keys of a message file's part "cli", as "cli.usage.conflict".
awk '/^[a-z]/ { part = $1 }
	part == "cli:" && match($0, /^ +[a-z_]+:/) {
		depth = index($0, $1) - 1
		name = $1
		sub(/:$/, "", name)
		if (depth == 2) group = name
		if (NF > 1) print (depth == 2 ? "cli." : "cli." group ".") name
	}' messages/vi.yml | sort >"$T/there"
{
	grep -oh '"cli\.[a-z_.]*[a-z]"' ./*.c | tr -d '"'
	sed -n 's/^	{ "\([a-z]*\)", cmd_[a-z]* },$/cli.command.\1/p' main.c
	grep -ohE 'OPT_(FLAG|VALUE|COUNT), ("[^"]*"|NULL), "[a-z_]+"' ./*.[ch] |
		sed 's/.*"\([a-z_]*\)"$/cli.option.\1/'
	grep -ohE 'progress_stage\([^,]*, "[a-z_]+"' ./*.c |
		sed 's/.*"\([a-z_]*\)"$/cli.stage.\1\ncli.stage_done.\1/'
} | sort -u >"$T/asked"

findings()
{
	sed -n 's/^DIAG_CODE(\([A-Z0-9_]*\),.*/\1/p' diag_codes.h |
	while read -r code; do
		grep -qw "DIAG_$code" ./*.c || echo "DIAG_$code is never reported"
	done
}

none()
{
	found=$("$@")
	[ -z "$found" ] || { echo "$found"; return 1; }
}

check "words that the sources ask for are there" none comm -13 "$T/there" "$T/asked"
check "words that are there are asked for" none comm -23 "$T/there" "$T/asked"
check "every finding is reported somewhere" none findings
finish
