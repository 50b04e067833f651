// SPDX-License-Identifier: MIT
// values.mjs - holds minhbach-theme(7) in step with what templates read and
// pages give.
//
//	values.mjs theme OUT	write a theme whose pages say which of the
//				documented values they were given
//	values.mjs check SITE...	compare: every value that is documented was
//				given to a page of these sites, which that
//				theme made; every name that the sources give
//				and every name that a template reads is
//				documented.  Prints TAP.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { report } from "../web/tap.mjs";

const root = new URL("../../", import.meta.url).pathname;
const read = (...path) => readFileSync(join(root, ...path), "utf8");

// ---- the page ------------------------------------------------------------------

// The values of a list: [{names, type, parts}], up to its ".El".
function values(lines) {
	const found = [];
	while (lines.length) {
		const line = lines.shift();
		if (line === ".El") return found;
		const [, names, type] = /^\.It Va (.*?)(?: Pq Ar (.*))?$/.exec(line) ?? [];
		if (names)
			found.push({ names: names.split(" , "), type: type ?? "text" });
		else if (line.startsWith(".Bl "))
			found.at(-1).parts = values(lines);
	}
	return found;
}

// Those of each subsection of a section; of a section without any, by "".
function section(title) {
	const body = read("man/minhbach-theme.7").split(`\n.Sh ${title}\n`)[1]
		.split("\n.Sh ")[0];
	return Object.fromEntries(`\n${body}`.split("\n.Ss ").map((part) => {
		const lines = part.split("\n");
		const name = lines.shift();
		const start = lines.findIndex((l) => l.startsWith(".Bl "));
		return [name, start < 0 ? [] : values(lines.slice(start + 1))];
	}));
}
const shapes = section("SHAPES");
const every = section("EVERY PAGE")[""];
const pages = section("PAGES");
delete pages[""];

// A value's shape, or nothing.
const shape = ({ type }) => {
	const name = type.replace("list of ", "");
	return name in shapes ? name : null;
};
// ---- a theme that tells --------------------------------------------------------

// Each value by its path; within a shape, from the shape's name on.
function tell(list, path) {
	return list.flatMap((v) => v.names.map((name) => {
		const here = `${path}.${name}`;
		const inside = v.parts ? tell(v.parts, here) :
			shape(v) ? tell(shapes[shape(v)], `${shape(v)}:`) : "";
		return `{{#.${name}}}@@${here}@@${inside}{{/.${name}}}`;
	})).join("");
}
function paths(list, path) {
	return list.flatMap((v) => v.names.flatMap((name) =>
		[`${path}.${name}`, ...paths(v.parts ?? [], `${path}.${name}`)]));
}

function write_theme(out) {
	mkdirSync(join(out, "templates"), { recursive: true });
	writeFileSync(join(out, "theme.yml"), "extends: default\n");
	for (const [kind, list] of Object.entries(pages))
		writeFileSync(join(out, "templates", `${kind}.mustache`),
			tell(every, "*/") + `{{#kind_${kind}}}@@${kind}/@@{{/kind_${kind}}}` +
			tell(list, `${kind}/`));
}

// ---- comparing -----------------------------------------------------------------

// What depends on how much there is, or on settings that exclude each other,
// and is in none of the sites: a page of parts, a list cut by agency …
const elsewhere = new Set([]);

function told(sites) {
	const found = new Set();
	for (const site of sites)
		for (const name of readdirSync(site, { recursive: true }))
			if (name.endsWith(".html"))
				for (const [, path] of readFileSync(join(site, name), "utf8")
					.matchAll(/@@([^@]*)@@/g))
					found.add(path);
	return found;
}

// Every literal key of the values that pages are given.
function given() {
	const names = new Set();
	const call = new RegExp("\\b(?:put(?:_[a-z_]+)?|value_(?:set|add)[a-z_]*|" +
		"write_beside|write_file)\\((?:[^()\"]|\\([^()\"]*\\))*" +
		"\"([a-z][a-z0-9_]*)\"(?: :\\s+\"([a-z][a-z0-9_]*)\")?", "g");
	for (const file of readdirSync(join(root, "src")).filter((f) => /^page.*\.c$/.test(f)))
		for (const [, a, b] of read("src", file).matchAll(call))
			[a, b].filter(Boolean).forEach((name) => names.add(name));
	return names;
}

// Every name that a template reads, but for words and blocks.
function asked() {
	const names = new Set();
	for (const theme of readdirSync(join(root, "themes"), { withFileTypes: true }))
		for (const part of theme.isDirectory() ? ["templates", "partials"] : []) {
			let files = [];
			try { files = readdirSync(join(root, "themes", theme.name, part)); } catch { }
			for (const file of files)
				for (const [, path] of read("themes", theme.name, part, file)
					.matchAll(/\{\{\{?[#^&]? *\.?([a-z][a-z_0-9.]*) *\}/g))
					if (!path.startsWith("t."))
						path.split(".").forEach((name) => names.add(name));
		}
	return names;
}

function check(sites) {
	const tap = report();
	const all = [...paths(every, "*/"), ...Object.entries(pages)
		.flatMap(([kind, list]) => [`${kind}/`, ...paths(list, `${kind}/`)]),
		...Object.entries(shapes).flatMap(([name, list]) => paths(list, `${name}:`))];
	const names = new Set(all.flatMap((path) => path.split(".").slice(1)));
	const known = (name) => names.has(name) || names.has(name.replace(/^has_/, "")) ||
		(name.startsWith("kind_") && name.slice(5) in pages);
	const seen = told(sites);

	tap("every kind of page is documented", readdirSync(join(root,
		"themes/default/templates")).map((f) => f.replace(".mustache", ""))
		.filter((kind) => kind !== "layout" && !(kind in pages)));
	tap("every documented value is given to a page",
		all.filter((path) => !seen.has(path) && !elsewhere.has(path)));
	tap("what is said to be elsewhere is", [...elsewhere]
		.filter((path) => seen.has(path) || !all.includes(path)));
	tap("every name that pages are given is documented",
		[...given()].filter((name) => !known(name)));
	tap("every name that templates read is documented",
		[...asked()].filter((name) => !known(name)));
	tap.end();
}

const [what, ...args] = process.argv.slice(2);
if (what === "theme") write_theme(args[0]);
else check(args);
