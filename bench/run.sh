#!/usr/bin/env bash
# run.sh - how long a cold build of a large history takes, and a check of its
# last commit, beside git's own reading of them in the same run.
# SPDX-License-Identifier: MIT
#
#	bench/run.sh [S|M|L|DIRECTORY]
#
# S: 120 tasks, 200 commits; M (the default): 4,000 tasks, 10,000 commits;
# L: 30,000 tasks, 100,000 commits.  The repository is made once and kept in
# build/bench/; a directory is somebody's own repository.  Each time is the best
# of three.
set -eu

cd "$(dirname "$0")/.."
MINHBACH=$(realpath "${MINHBACH:-build/minhbach}")
size=${1:-${BENCH_SIZE:-M}}
case $size in
S) shape="2 2 30 200" ;;
M) shape="20 5 40 10000" ;;
L) shape="60 10 50 100000" ;;
*)
	[ -e "$size/.git" ] || {
		echo "bench/run.sh: S, M, L or a repository" >&2
		exit 2
	}
	shape= ;;
esac
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

bench=$PWD/build/bench
mkdir -p "$bench"
repo=$bench/$size
[ -n "$shape" ] || repo=$(realpath "$size")
# As a hosting server keeps it: an import leaves each version as a difference
# from whatever file came before it, which is slow to read for everyone.
if [ -n "$shape" ] && [ ! -f "$repo/.git/made" ]; then
	rm -rf "$repo"
	mkdir -p "$repo"
	git init -q -b main "$repo"
	# shellcheck disable=SC2086 # the shape is several arguments
	node bench/generate.mjs $shape | git -C "$repo" fast-import --quiet
	git -C "$repo" repack -adfq
	git -C "$repo" reset -q --hard
	touch "$repo/.git/made"
fi

# best COMMAND...: "seconds cpu-seconds" of the quickest of three runs; @OUT
# stands for a folder that no run has written to.  None is removed before the
# end: for minutes afterwards ext4 searches long for an inode that was not
# deleted lately, which can take a third of a build.
rm -rf "$bench"/public.*
TIMEFORMAT='%R %U %S'
best()
{
	for run in 1 2 3; do
		{ time "${@/@OUT/$bench/public.$run}" \
			>/dev/null 2>"$bench/errors"; } 2>&1 || {
			cat "$bench/errors" >&2
			return 1
		}
	done | awk '{ cpu = $2 + $3 }
		!best || $1 < best { best = $1; of = cpu }
		END { printf "%.2f %.2f\n", best, of }'
}

# row NAME "SECONDS CPU": also as ratios of git's.
row()
{
	awk -v name="$1" -v times="$2" -v git="$git" 'BEGIN {
		split(times, t); split(git, g)
		printf "%-34s %6.2f s, %5.2f of git; cpu %6.2f s, %5.2f\n",
			name, t[1], t[1] / g[1], t[2], t[2] / g[2] }'
}

# shellcheck disable=SC2086 # fields
set -- $shape
if [ -n "$shape" ]; then
	echo "$(($1 * $2 * $3)) tasks, $4 commits"
else
	echo "$repo: $(git -C "$repo" rev-list --count HEAD) commits"
fi
git=$(best git -C "$repo" log -p -- content)
row "git log -p -- content" "$git"
row "minhbach build, cold, all pages" \
	"$(best "$MINHBACH" build -C "$repo" -o @OUT)"
find "$bench/public.1" -type f | wc -l | sed 's/^ */files written: /'

# A check reads one commit, as this does.
git=$(best git -C "$repo" grep -ciE 'thời hạn|trạng thái' HEAD -- content)
row "git grep, one commit" "$git"
row "minhbach check, the same commit" "$(best "$MINHBACH" check -C "$repo")"

rm -rf "$bench"/public.*
