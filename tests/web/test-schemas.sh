#!/bin/sh
# test-schemas.sh - the schemas compile, and refuse what they should.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"
node "$ROOT/tests/web/schemas-test.mjs"
