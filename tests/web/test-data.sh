#!/bin/sh
# test-data.sh - the data files are of their schemas and agree.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/site.sh"
. "$ROOT/tests/web/sites.sh"
build_own
build_demo
for site in own demo site; do
	check "the data of $site" node "$ROOT/tests/web/validate.mjs" "$T/$site"
done
finish
