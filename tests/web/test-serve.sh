#!/bin/sh
# test-serve.sh - a browser looks at a page while its file is edited.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

repo_content repo
mkdir tmp
LC_ALL=vi_VN.UTF-8 TMPDIR=$T/tmp "$MINHBACH" serve -C repo -p 0 \
	>serve.out 2>serve.err </dev/null &
server=$!
trap 'kill $server 2>/dev/null; wait $server; rm -rf "$T"' EXIT
TMPDIR=$T node "$ROOT/tests/web/serve-test.mjs" "$T/serve.out" "$T/repo"
