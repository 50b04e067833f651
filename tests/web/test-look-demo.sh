#!/bin/sh
# test-look-demo.sh - the demo on screens.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/sites.sh"
build_demo
TMPDIR=$T node "$ROOT/tests/web/look.mjs" "$T/demo"
