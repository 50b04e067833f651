#!/bin/sh
# test-theme.sh - the themes by themselves: words, colours, mock pages.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"
tap_of node "$ROOT/tests/theme/theme.mjs" "$T"
check "the mock pages are valid HTML" sh "$ROOT/tests/web/html.sh" "$T"
finish
