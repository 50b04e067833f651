#!/bin/sh
# test-nginx.sh - deploy/nginx below Debian's nginx: headers, caching, the
# page for what is not there, and who may put what into a frame.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_content repo
TMPDIR=$T node "$ROOT/tests/web/nginx.mjs" "$ROOT/deploy/nginx/cchc.conf" \
	"$T/repo" "$MINHBACH"
