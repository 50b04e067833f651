#!/bin/sh
# test-links.sh - every link of every page leads somewhere.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/site.sh"
node "$ROOT/tests/web/links.mjs" "$T/site"
