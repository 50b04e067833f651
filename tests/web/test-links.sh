#!/bin/sh
# test-links.sh - every link of every page leads somewhere, to an anchor that is
# there; nothing is loaded from elsewhere.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/site.sh"
. "$ROOT/tests/web/sites.sh"
build_own
build_demo
build_rest
for site in own demo rest site; do
	check "every link of $site" node "$ROOT/tests/web/links.mjs" "$T/$site"
done
finish
