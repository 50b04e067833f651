#!/bin/sh
# test-search-large.sh - search in a site of 30,000 items.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_new repo
node "$ROOT/tests/web/large.mjs" 60 10 50 | git -C repo fast-import --quiet
mb build -C repo -o "$T/site"
if [ "$status" != 0 ]; then
	fail "the site is built" "$(tail -n 20 "$T/.err")"
	finish
fi
TMPDIR=$T node "$ROOT/tests/web/search-large.mjs" "$T/site" 30000
