// SPDX-License-Identifier: MIT
// render.mjs OUT [THEME [LANGUAGE]]: the mock pages of mock.mjs by a theme, with
// the program of $MINHBACH, into the folder OUT.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync,
	writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { pages } from "./mock.mjs";
import { words } from "./words.mjs";

const THEMES = new URL("../../themes/", import.meta.url).pathname;

// The theme's folder, before it the one that it extends, and so on.
function chain(name) {
	const yml = join(THEMES, name, "theme.yml");
	const base = /^extends: *(\S+)?$/m.exec(readFileSync(yml, "utf8"))?.[1];
	return base ? [...chain(base), join(THEMES, name)] : [join(THEMES, name)];
}

function overlay(into, from) {
	for (const [key, value] of Object.entries(from))
		into[key] = typeof value === "string" ? value :
			overlay(into[key] ?? {}, value);
	return into;
}

export function render(out, theme = "default", language = "vi") {
	const merged = mkdtempSync(join(tmpdir(), "minhbach-theme-"));
	const t = {};
	mkdirSync(out, { recursive: true });
	for (const folder of chain(theme)) {
		for (const part of ["partials", "templates"])
			if (existsSync(join(folder, part)))
				cpSync(join(folder, part), join(merged, "t"), { recursive: true });
		if (existsSync(join(folder, "assets")))
			cpSync(join(folder, "assets"), join(out, "assets"), { recursive: true });
		const file = join(folder, "lang", `${language}.yml`);
		if (existsSync(file)) overlay(t, words(file));
	}
	const names = [];
	for (const [kind, data] of Object.entries(pages(t))) {
		const json = join(merged, "data.json");
		writeFileSync(json, JSON.stringify({ ...data, lang: language }));
		writeFileSync(join(out, `${kind}.html`), execFileSync(process.env.MINHBACH,
			["render", "--data", json, join(merged, "t", `${kind}.mustache`)]));
		names.push(kind);
	}
	rmSync(merged, { recursive: true });
	return names;
}

if (process.argv[1] === new URL(import.meta.url).pathname)
	render(...process.argv.slice(2));
