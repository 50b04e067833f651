#!/bin/sh
# test-embed.sh - the lines to copy put a small page into a page of another
# site, in a browser.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/site.sh"

mb build -C repo -o "$T/nowhere"
TMPDIR=$T node "$ROOT/tests/web/embed.mjs" "$T/repo" "$T/nowhere" "$MINHBACH"
