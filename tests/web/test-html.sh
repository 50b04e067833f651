#!/bin/sh
# test-html.sh - every page is valid HTML.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/site.sh"
check "the Nu checker finds nothing" sh "$ROOT/tests/web/html.sh" "$T/site"
finish
