// SPDX-License-Identifier: MIT
// theme.mjs OUT: the themes by themselves.  Both languages have the same words
// with the same places, colours can be read, styles load nothing and no page
// needs a script; renders the mock pages into OUT/<theme>-<language>, for the
// HTML checker.  Prints TAP.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { report } from "../web/tap.mjs";
import { contrast, luminance, tokens } from "./contrast.mjs";
import { render } from "./render.mjs";
import { words } from "./words.mjs";

const out = process.argv[2];
const themes = new URL("../../themes/", import.meta.url).pathname;
const read = (...path) => readFileSync(join(themes, ...path), "utf8");
const tap = report();

// ---- words -------------------------------------------------------------------

function flat(map, prefix = "") {
	return Object.entries(map).flatMap(([key, value]) =>
		typeof value === "string" ? [[prefix + key, value]] :
			flat(value, `${prefix}${key}.`));
}
const vi = new Map(flat(words(join(themes, "default/lang/vi.yml"))));
const en = new Map(flat(words(join(themes, "default/lang/en.yml"))));
// A place that only chooses between singular and plural may be one language's.
const places = (text) => [...new Set([...text.matchAll(/\{([a-z_]+)(?=[}?!])/g)]
	.map((m) => m[1]))].sort().join(" ");

tap("both languages have the same keys in the same order",
	[...vi.keys()].join() === [...en.keys()].join() ? [] :
		[...vi.keys()].filter((k) => !en.has(k))
			.concat([...en.keys()].filter((k) => !vi.has(k))));
tap("words have the same places in both languages", [...vi].filter(([k, text]) =>
	en.has(k) && places(text) !== places(en.get(k))).map(([k]) => k));
tap("no word is empty", [...vi, ...en].filter(([, text]) => !text)
	.map(([k]) => k));
tap("braces are closed", [...vi, ...en].filter(([, text]) =>
	text.split("{").length !== text.split("}").length).map(([k]) => k));

// What templates ask of the language file is there, and has no places: only
// the program fills those.
const asked = new Set();
for (const part of ["templates", "partials"])
	for (const name of readdirSync(join(themes, "default", part)))
		for (const [, key] of read("default", part, name)
			.matchAll(/\{\{\{?[#^/]?t\.([a-z_.]+)\}/g))
			asked.add(key);
tap("templates ask for words that are there",
	[...asked].filter((k) => !vi.has(k)));
// A word of the program is named whole, or by a group and a name in it; some
// names begin with a table's.
const sources = new URL("../../src/", import.meta.url).pathname;
const code = readdirSync(sources).filter((name) => /\.[ch]$/.test(name))
	.map((name) => readFileSync(join(sources, name), "utf8")).join("\n");
const named = (name) => code.includes(`"${name}"`);
tap("every word is asked for", [...vi.keys()].filter((key) => {
	const dot = key.lastIndexOf(".");
	const [group, name] = [key.slice(0, dot), key.slice(dot + 1)];

	return !asked.has(key) && !named(key) &&
		!((named(group) || code.includes(`"${group}.`)) &&
		named(name.replace(/^(changes|targets)_/, "")));
}));
tap("templates ask for no words with places",
	[...asked].filter((k) => /\{/.test((vi.get(k) ?? "") + en.get(k))));

// ---- colours -----------------------------------------------------------------

const WORDS = ["ink", "ink-2", "accent", "t-done", "t-progress", "t-due-soon",
	"t-late", "t-recurring", "t-waiting", "t-unknown", "t-ended"];
const AREAS = ["c-done", "c-progress", "c-due-soon", "c-late", "c-recurring",
	"c-waiting", "c-unknown", "c-ended"];

function unreadable(colours, ratio) {
	return WORDS.flatMap((word) => ["paper", "sheet"].map((ground) =>
		[word, ground, contrast(colours[word], colours[ground])]))
		.filter(([, , c]) => c < ratio)
		.map(([word, ground, c]) => `${word} on ${ground}: ${c.toFixed(2)}`);
}
const base = read("default", "assets/site.css");
for (const [theme, css, ratio] of [["default", base, 4.5],
	["tuong-phan", base.split("@media print")[0] + read("tuong-phan", "assets/contrast.css"), 7]])
	for (const [scheme, colours] of Object.entries(tokens(css)))
		tap(`${theme}, ${scheme}: words are at least ${ratio}:1`,
			unreadable(colours, ratio));
// Neighbours in a bar differ without colour: by a fifth of the lightness.
for (const [scheme, colours] of Object.entries(tokens(base)))
	tap(`${scheme}: neighbours in a bar differ in grey`, AREAS.slice(1)
		.map((name, i) => [AREAS[i], name, contrast(colours[AREAS[i]], colours[name])])
		.filter(([, , c]) => c < 1.3)
		.map(([a, b, c]) => `${a}, ${b}: ${c.toFixed(2)}`));
tap("light and dark are different papers", luminance(tokens(base).light.paper) >
	.9 && luminance(tokens(base).dark.paper) < .05 ? [] : ["paper"]);

// ---- assets and pages --------------------------------------------------------

const assets = readdirSync(themes).filter((t) =>
	statSync(join(themes, t)).isDirectory()).flatMap((t) =>
	readdirSync(join(themes, t, "assets")).map((n) => join(t, "assets", n)));
tap("style sheets are small and load nothing", assets.filter((n) =>
	n.endsWith(".css")).filter((n) => read(n).length > 30000 ||
	/url\(|@import|@font-face/.test(read(n))));
tap("the one script is small and asks nothing of the network",
	assets.filter((n) => /\.m?js$/.test(n) && (!n.endsWith("default/assets/site.js") ||
		Buffer.byteLength(read(n)) > 15000 ||
		/https?:|XMLHttpRequest|WebSocket|sendBeacon|\beval\b|innerHTML/.test(read(n)))));

for (const [theme, language] of [["default", "vi"], ["default", "en"],
	["tuong-phan", "vi"]]) {
	const folder = join(out, `${theme}-${language}`);
	const pages = render(folder, theme, language);
	tap(`${theme}, ${language}: ${pages.length} pages are whole`, pages.filter((name) => {
		const html = readFileSync(join(folder, `${name}.html`), "utf8");
		const rest = html.replace(/<script src="[./]*assets\/site\.js" defer [^<>]*><\/script>/, "");
		return !/<\/html>\s*$/.test(html) || / style=|<script|<style|\son[a-z]+="/i.test(rest) ||
			/⟦|\{\{|undefined|\[object/.test(html);
	}));
}

tap.end();
