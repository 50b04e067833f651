#!/bin/sh
# check.sh - the themes: words, colours, and the mock pages as valid HTML.
# SPDX-License-Identifier: MIT
#
#	MINHBACH=build/minhbach tests/theme/check.sh
#
# Prints TAP; what the HTML checker finds goes to standard error.
set -eu
here=$(dirname "$0")
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
node "$here/theme.mjs" "$out"
sh "$here/../web/html.sh" "$out"
