#!/bin/sh
# test-html.sh - every page is valid HTML, every style sheet valid CSS.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/site.sh"
. "$ROOT/tests/web/sites.sh"
build_own
build_demo
build_rest

# The checker does not know a property of SVG.
styles()
{
	found=$(java -Xss4m -jar "$ROOT/tests/web/node_modules/vnu-jar/build/dist/vnu.jar" \
		--css "$ROOT"/themes/*/assets/*.css 2>&1 |
		grep -v 'Property “vector-effect” doesn.t exist')
	[ -z "$found" ] || { echo "$found"; return 1; }
}

check "the Nu checker finds nothing in any page" \
	sh "$ROOT/tests/web/html.sh" "$T/own" "$T/demo" "$T/rest" "$T/site"
check "the style sheets are valid" styles
finish
