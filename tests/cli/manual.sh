#!/bin/sh
# manual.sh - the manual pages are well formed, in step with the program, and
# installed; what is a day in minhbach-plan(5) is that day.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

for page in "$ROOT"/man/*; do
	name=$(basename "$page")
	check "$name is well formed" sh -c 'out=$(mandoc -Tlint -Wwarning "$1" 2>&1)
		echo "$out"; [ -z "$out" ]' - "$page"
	# Its examples hold HTML; tests/check-findings.sh holds them in step.
	[ "$name" != minhbach-findings.7 ] || continue
	# A word that is a macro's name would become something else.
	check "$name has no word taken for a macro" sh -c \
		'! mandoc -Tutf8 "$1" | LC_ALL=C.UTF-8 col -b | grep -nE "<[a-z.]+>"' \
		- "$page"
done

mkdir help
LC_ALL=en_US.UTF-8 "$MINHBACH" --help >help/program
for command in $(sed -n 's/^  \([a-z]*\) .*/\1/p' help/program); do
	LC_ALL=en_US.UTF-8 "$MINHBACH" "$command" --help >"help/$command"
done
tap_of node "$ROOT/tests/cli/manual.mjs" "$ROOT" help

# Each example of a deadline, as an item of a plan for 2026.
mkdir -p content/so-x
cat >content/site.yml <<'END'
title: Thử
areas: [{id: a, title: A}]
END
printf -- '---\ntype: agency\nname: Sở X\n---\n' >content/so-x/index.md
printf -- '---\ntype: plan\ntitle: Kế hoạch\nissued: 2026-01-05\nperiod: 2026\n---\n' \
	>content/so-x/2026.md
sed -n 's/^\.It Li \(.*\) Ta \([0-9-]*\)$/\1=\2/p' "$ROOT/man/minhbach-plan.5" >deadlines
n=0
while IFS='=' read -r text day; do
	n=$((n + 1))
	printf '\n### Việc %d\n\n- Mã: V-%d\n- Thời hạn: %s\n' $n $n "$text" \
		>>content/so-x/2026.md
done <deadlines
mb build --as-of 2026-01-10
check "examples of deadlines are read" exited 0
check "there are some" [ "$n" -gt 10 ]
n=0
while IFS='=' read -r text day; do
	n=$((n + 1))
	check "$text: $day" json_is public/data/plans/so-x/2026.json \
		"d.items.find(i => i.code === 'V-$n').deadline.due" "$day"
done <deadlines

run "${MAKE:-make}" -C "$ROOT" BUILD="$(dirname "$MINHBACH")" DESTDIR="$T/root" install
check "the program is installed" exited 0
for file in bin/minhbach share/man/man1/minhbach.1 share/man/man5/minhbach-plan.5 \
	share/man/man5/minhbach-site.5 share/man/man7/minhbach-theme.7 \
	share/bash-completion/completions/minhbach \
	share/zsh/site-functions/_minhbach share/minhbach/themes/default/theme.yml \
	share/minhbach/deploy/git/publish; do
	check "with $file" test -s "root/usr/local/$file"
done
check "the manual names the themes' folder" \
	file_has root/usr/local/share/man/man1/minhbach.1 /usr/local/share/minhbach/themes
run "${MAKE:-make}" -C "$ROOT" BUILD="$(dirname "$MINHBACH")" DESTDIR="$T/root" uninstall
check "and removed again" [ -z "$(find root -type f)" ]
finish
