#!/bin/sh
# test-source-schemas.sh - the schemas that help editors: in step with the keys
# that the program reads, of one mind with it, and picked up by a modeline.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

node "$ROOT/tests/web/source-schemas.mjs" "$T" "$MINHBACH"
