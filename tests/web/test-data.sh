#!/bin/sh
# test-data.sh - the data files are of their schemas and agree.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/site.sh"
node "$ROOT/tests/web/validate.mjs" "$T/site"
