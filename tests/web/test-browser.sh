#!/bin/sh
# test-browser.sh - the site and the demo as readers meet them: with a phone and
# a desk's screen, large text, a keyboard, no scripts, from a disk.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/site.sh"

run sh "$ROOT/tools/demo/build" "$T/repo-demo" "$T/demo"
if [ "$status" != 0 ]; then
	fail "the demo is built" "$(cat "$T/.err")"
	finish
fi
TMPDIR=$T node "$ROOT/tests/web/browser-test.mjs" "$T/site" "$T/demo"
