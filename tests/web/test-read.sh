#!/bin/sh
# test-read.sh - pages as they are read from a disk, without scripts, with large
# text; of this project's own site, the demo, and of every kind.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/sites.sh"
build_own
build_demo
build_rest
TMPDIR=$T node "$ROOT/tests/web/read.mjs" --rest "$T/own" "$T/demo" "$T/rest"
