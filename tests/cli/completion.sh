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

# Keys, and what `minhbach` is given in the end by bash and by zsh.
cat >cases <<'END'
minhbach report --format=c\t|report --format=csv|report --format=csv
minhbach rep\t--form\tj\t|report --format json|report --format=json
minhbach build --no-h\t--stri\t|build --no-history --strict|build --no-history --strict
minhbach build -C re\t|build -C repo/|build -C repo
minhbach diff --allow\tHE\t|diff --allow-shallow HEAD|diff --allow-shallow HEAD
minhbach render --data du\t|render --data du-lieu.json|render --data du-lieu.json
minhbach new pl\t|new plan|new plan
minhbach completion z\t|completion zsh|completion zsh
END

# typed COMMAND...: type all keys at a shell; what came of each, one a line.
typed()
{
	{
		sleep 1
		cut -d '|' -f 1 cases | while IFS= read -r keys; do
			printf '%b\n' "$keys"
			sleep 0.5
		done
		printf 'exit\n'
	} | script -qec "TERM=dumb $*" /dev/null | tr -d '\r' |
		sed -n 's/.*GOT:\(.*\)\..*/\1/p'
}

typed bash --noprofile --rcfile bashrc -i >bash.got
typed env ZDOTDIR="$T" zsh -d -i >zsh.got
n=0
while IFS='|' read -r keys bash zsh; do
	n=$((n + 1))
	shown=$(printf '%s' "$keys" | sed 's/\\t/<Tab>/g')
	check "bash: $shown" [ "$(sed -n ${n}p bash.got)" = "$bash" ]
	check "zsh: $shown" [ "$(sed -n ${n}p zsh.got)" = "$zsh" ]
done <cases
finish
