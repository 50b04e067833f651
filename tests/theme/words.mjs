// SPDX-License-Identifier: MIT
// words.mjs - reads a theme's language file: nested maps of quoted texts, the
// part of YAML that those files use.  Throws on anything else.
import { readFileSync } from "node:fs";

export function words(path) {
	const root = {};
	const open = [{ indent: -1, map: root }];
	readFileSync(path, "utf8").split("\n").forEach((line, i) => {
		if (/^\s*(#|$)/.test(line)) return;
		const [, blanks, key, text] =
			/^( *)([a-z_0-9]+):(?: (".*"))?$/.exec(line) ?? [];
		if (key === undefined) throw new Error(`${path}:${i + 1}: ${line}`);
		while (open.at(-1).indent >= blanks.length) open.pop();
		const { map } = open.at(-1);
		if (key in map) throw new Error(`${path}:${i + 1}: ${key} twice`);
		map[key] = text === undefined ? {} : JSON.parse(text);
		if (text === undefined)
			open.push({ indent: blanks.length, map: map[key] });
	});
	return root;
}
