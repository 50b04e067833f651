#!/bin/sh
# html.sh - the Nu HTML checker over every page of a built site.
# SPDX-License-Identifier: MIT
#
#	tests/web/html.sh SITE
#
# Findings go to standard error; exit status 1 if there is one.
set -eu
jar=$(dirname "$0")/node_modules/vnu-jar/build/dist/vnu.jar
exec java -Xss4m -jar "$jar" --errors-only --skip-non-html "$1"
