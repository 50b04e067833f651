#!/bin/sh
# completion.sh - bash and zsh complete commands, options and values; keys are
# typed at a terminal of each.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/../lib.sh"

"$MINHBACH" completion bash >bash.sh
mkdir functions
"$MINHBACH" completion zsh >functions/_minhbach
check "bash reads its script" bash -n bash.sh
check "zsh reads its script" zsh -n functions/_minhbach
mb completion fsh
check "another shell is refused" exited 2
mb completion zhs
check "and the nearest one named" file_has .err "“zsh”"

# In both, `minhbach` only says what it was given.
cat >bashrc <<'END'
PS1='> '
. ./bash.sh
minhbach() { echo "GOT:$*."; }
END
cat >.zshrc <<'END'
PS1='> '
fpath=($PWD/functions $fpath)
autoload -Uz compinit
compinit -u -D
minhbach() { print -r -- "GOT:$*." }
END
mkdir -p repo/nguon kho
echo '{}' >du-lieu.json

# typed SHELL KEYS: what `minhbach` was given in the end.
typed()
{
	case $1 in
	bash) shell="bash --noprofile --rcfile bashrc -i" ;;
	zsh) shell="env ZDOTDIR=$T zsh -d -i" ;;
	esac
	{ sleep 1; printf "$2\n"; sleep 1; printf 'exit\n'; } |
		script -qec "TERM=dumb $shell" /dev/null |
		tr -d '\r' | sed -n 's/.*GOT:\(.*\)\..*/\1/p' | tail -n 1
}

# completes KEYS RESULT [SHELL]
completes()
{
	for shell_ in ${3:-bash zsh}; do
		got=$(typed "$shell_" "$1")
		check "$shell_: $(printf '%s' "$1" | sed 's/\\t/<Tab>/g')" \
			[ "$got" = "$2" ]
	done
}

completes 'minhbach rep\t--form\tj\t' "report --format json" bash
completes 'minhbach rep\t--form\tj\t' "report --format=json" zsh
completes 'minhbach report --format=c\t' "report --format=csv"
completes 'minhbach build --no-h\t--stri\t' "build --no-history --strict"
completes 'minhbach build -C re\t' "build -C repo/" bash
completes 'minhbach build -C re\t' "build -C repo" zsh
completes 'minhbach diff --allow\tHE\t' "diff --allow-shallow HEAD"
completes 'minhbach render --data du\t' "render --data du-lieu.json"
completes 'minhbach new pl\t' "new plan"
completes 'minhbach completion z\t' "completion zsh"
finish
