#!/bin/sh
# test-look.sh - this project's own site on screens, and pages of the kinds that
# neither it nor the demo has.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/sites.sh"
build_own
build_demo
build_rest
TMPDIR=$T node "$ROOT/tests/web/look.mjs" "$T/own" "$T/demo" "$T/rest"
