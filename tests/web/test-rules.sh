#!/bin/sh
# test-rules.sh - every page by its bytes: policy, nothing inline, weight.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/sites.sh"
build_own
build_demo
build_rest
node "$ROOT/tests/web/rules.mjs" "$T/own" "$T/demo" "$T/rest"
