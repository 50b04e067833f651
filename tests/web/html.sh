#!/bin/sh
# html.sh - the Nu HTML checker over every page of built sites: errors and
# warnings.
# SPDX-License-Identifier: MIT
#
#	tests/web/html.sh SITE...
#
# Findings go to standard error; exit status 1 if there is one.  Warnings about
# the policy are no findings, for the checker cannot judge it: it reads files, so
# that nothing is 'self' to it, and takes JSON-LD for a script, which it is not
# (a data block is never run, and no policy is asked).  The browser is asked.
# Nor is its guess at the language, where an English frame is around plans that
# are Vietnamese.
set -u
jar=$(dirname "$0")/node_modules/vnu-jar/build/dist/vnu.jar
found=$(java -Xss4m -jar "$jar" --skip-non-html "$@" 2>&1)
status=$?
found=$(printf '%s\n' "$found" | grep -v -e '^$' -e \
	'warning: \(Resource\|Inline script\) violates Content Security Policy (meta tag)' \
	-e 'warning: This document appears to be written in Vietnamese but .*lang="en"')
[ -n "$found" ] || [ $status -gt 1 ] || exit 0
printf '%s\n' "$found" >&2
exit 1
