#!/bin/sh
# test-keys.sh - pages by keyboard alone: of this project's own site, the demo,
# and of every kind.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/sites.sh"
build_own
build_demo
build_rest
TMPDIR=$T node "$ROOT/tests/web/keys.mjs" --rest "$T/own" "$T/demo" "$T/rest"
