// SPDX-License-Identifier: MIT
// manual.mjs - holds the manual pages in step with the program: every command,
// option, key, label, word and phrase that there is stands in its page, and
// none that there is not.  Prints TAP.
//
//	manual.mjs ROOT HELP	HELP: a folder with what `--help` printed,
//				`program` and one file for each command
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { report } from "../web/tap.mjs";

const [root, help] = process.argv.slice(2);
const read = (...path) => readFileSync(join(root, ...path), "utf8");
const tap = report();

// What is on one side only, in words.
function differing(there, documented) {
	const a = new Set(there), b = new Set(documented);
	return [...a].filter((x) => !b.has(x)).map((x) => `not in the page: ${x}`)
		.concat([...b].filter((x) => !a.has(x)).map((x) => `only in the page: ${x}`));
}
function repeated(list) {
	return list.filter((x, i) => list.indexOf(x) !== i)
		.map((x) => `twice in the page: ${x}`);
}

// ---- reading mdoc --------------------------------------------------------------

// The lines of a page's sections and subsections, by title.
function sections(text, macro) {
	const parts = {};
	let lines = [];
	for (const line of text.split("\n"))
		if (line.startsWith(`.${macro} `))
			parts[line.slice(macro.length + 2)] = lines = [];
		else
			lines.push(line);
	return parts;
}

// The items of tagged lists: [path of tags of the lists around, tag, body].
function items(lines) {
	const found = [], open = [];
	for (const line of lines) {
		if (line.startsWith(".Bl ")) open.push({ item: null });
		else if (line.startsWith(".El")) open.pop();
		else if (line.startsWith(".It ")) {
			const path = open.slice(0, -1).map((l) => l.item[1]);
			open.at(-1).item = [path, line.slice(4), []];
			found.push(open.at(-1).item);
		} else if (open.length && open.at(-1).item)
			open.at(-1).item[2].push(line);
	}
	return found;
}

// ".Sy a , b c , d ." gives its words.
const list = (text) => text.replaceAll("\\&", "").replace(/ [;.,]$/, "")
	.split(" , ").map((s) => s.trim());
const said = (lines, macro) => lines.filter((l) => l.startsWith(`.${macro} `))
	.flatMap((l) => list(l.slice(macro.length + 2)));

// ---- minhbach(1) ---------------------------------------------------------------

const page1 = read("man/minhbach.1");
const commands = sections(page1, "Ss");
for (const name of Object.keys(commands))
	if (!name.startsWith("minhbach ")) delete commands[name];
const known = [...readFileSync(join(help, "program"), "utf8")
	.matchAll(/^ {2}([a-z]+) /gm)].map((m) => m[1]);
tap("minhbach(1) has every command", differing(known.map((c) => `minhbach ${c}`),
	Object.keys(commands)));

// "-C, --repo DIR" of a command's help.
const options = (command) => [...readFileSync(join(help, command), "utf8")
	.matchAll(/^ {2}(?:-(.), | {4})--([a-z-]+)(?: (\S+))?/gm)]
	.map(([, letter, name, value]) => ({ letter, name, value }));
const all = new Map();
for (const command of known) {
	const shown = options(command).filter((o) => o.name !== "help");
	const lines = commands[`minhbach ${command}`] ?? [];
	const synopsis = lines.slice(0, lines.indexOf(".Ed")).join("\n");
	const flags = [...synopsis.matchAll(/Fl (-?[A-Za-z][a-z-]*)/g)].map((m) => m[1]);
	tap(`its synopsis of ${command} has every option`, differing(
		shown.map((o) => o.letter ?? `-${o.name}`), flags).concat(repeated(flags)));
	// A choice of values is written out.
	tap(`and what ${command}'s can be`, shown.filter((o) => o.value?.includes("|") &&
		!synopsis.includes(`Fl -${o.name} Ar ${o.value}`))
		.map((o) => `--${o.name} ${o.value}`));
	for (const o of options(command))
		all.set(o.name, o.letter ? `Fl ${o.letter} , Fl -${o.name}` : `Fl -${o.name}`);
}
const described = items(sections(page1, "Sh").OPTIONS)
	.map(([, tag]) => tag.replace(/ Ar .*/, ""));
tap("it describes every option", differing([...all.values()], described)
	.concat(repeated(described)));

// ---- keys of settings ----------------------------------------------------------

const tables = {};
for (const file of readdirSync(join(root, "src")).filter((f) => f.endsWith(".c")))
	for (const [, name, body] of read("src", file).matchAll(
		/struct yaml_field (\w+)_fields\[\] = \{(.*?)\n\};/gs))
		tables[name] = [...body.matchAll(/[({]\s*"([a-z_]+)"/g)].map((m) => m[1]);

const keys = {};
for (const [page, title] of [["site", "SITE.YML"], ["site", "AGENCIES"],
	["site", "VAN-BAN.YML"], ["site", "PAGES"], ["site", "THE HOME PAGE"],
	["plan", "FRONT MATTER"]])
	for (const [path, tag] of items(sections(read(`man/minhbach-${page}.5`), "Sh")[title]))
		(keys[[title, ...path.map((t) => t.slice(3))].join("/")] ??= [])
			.push(tag.slice(3));
const places = {
	site: "SITE.YML", forge: "SITE.YML/forge", area: "SITE.YML/areas",
	measure: "SITE.YML/measures",
	redaction: "SITE.YML/redactions", rewritten: "SITE.YML/rewritten",
	agency: "AGENCIES", unit: "AGENCIES/units", former: "AGENCIES/units/former",
	group: "AGENCIES/groups", document: "VAN-BAN.YML", page: "PAGES",
	home: "THE HOME PAGE", plan: "FRONT MATTER",
};
tap("every table of keys has its list", differing(Object.keys(tables), Object.keys(places))
	.concat(differing(Object.values(places), Object.keys(keys))));
for (const [table, place] of Object.entries(places))
	tap(`${place} has every key`, differing(tables[table] ?? [], keys[place] ?? []));

// ---- words of plans ------------------------------------------------------------

// A part of a message file's vocabulary: {field: [words]}.
function vocabulary(language, part) {
	const text = read(`src/messages/${language}.yml`);
	const body = text.split(/^format:$/m)[1].split(/^cli:$/m)[0]
		.split(`  ${part}:\n`)[1].split(/^ {2}\w/m)[0].replace(/,\n +/g, ", ");
	return Object.fromEntries([...body.matchAll(/^ {4}(\w+): \[(.*)\]$/gm)]
		.map(([, key, words]) => [key, [...words.matchAll(/"([^"]*)"|([^",]+)/g)]
			.map(([, a, b]) => (a ?? b).trim()).filter(Boolean)]));
}

const plan = sections(read("man/minhbach-plan.5"), "Sh");
// Each item: its two names, then the others in both languages.
function words_of(title, macro = "Sy ") {
	return items(plan[title]).filter(([, tag]) => tag.startsWith(macro))
		.map(([, tag, body]) => [list(tag.slice(3)).join(", "),
			said(body.slice(0, 1), "Pq also Sy").sort().join(", ")].join(" | "));
}
function words_there(part, only = () => true) {
	const vi = vocabulary("vi", part), en = vocabulary("en", part);
	return Object.keys(vi).filter(only).map((key) => [
		[vi[key][0], en[key][0]].join(", "),
		[...vi[key].slice(1), ...en[key].slice(1)].sort().join(", ")].join(" | "));
}
tap("minhbach-plan(5) has every label", differing(words_there("labels"), words_of("FIELDS")));
tap("every status", differing(words_there("statuses"), words_of("STATUSES")));
tap("every word", differing(words_there("words"),
	[...words_of("TARGETS"), ...words_of("COMMIT MESSAGES")]));

// Words as the program compares them.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
	.replaceAll("đ", "d");

const phrases = [...read("src/deadline.c").matchAll(
	/\{ "([a-z ]+)", DEADLINE_(\w+), EVERY_(\w+) \}/g)]
	.map(([, words, kind, every]) => `${kind} ${every}: ${words}`);
const how_often = [["Each month:", "MONTH"], ["Each quarter:", "QUARTER"],
	["Each year:", "YEAR"], ["As often", "UNSAID"]];
const written = items(plan.DEADLINES).flatMap(([, tag, body]) => {
	let every = "UNSAID";
	return body.flatMap((line) => {
		every = how_often.find(([start]) => line.startsWith(start))?.[1] ?? every;
		return line.startsWith(".Sy ") && !line.startsWith(".Sy Kết quả kỳ") &&
			!line.startsWith(".Sy Hạn tính") ? list(line.slice(4)).map((w) =>
				`${tag.slice(3).toUpperCase()} ${every}: ${fold(w)}`) : [];
	});
});
tap("every phrase of deadlines", differing(phrases, written));

const [leads] = /static void take_leads.*?\n}/s.exec(read("src/deadline.c"));
tap("every word before a deadline", differing(
	[...leads.matchAll(/"([a-z ]+)"/g)].map((m) => m[1]),
	said(plan.DEADLINES.slice(plan.DEADLINES.findIndex((l) => l.startsWith("Without a year")),
		plan.DEADLINES.indexOf("Without one:")), "Sy").map(fold)));

const comparators = [...read("src/target.c").matchAll(/\{ "([^"]+)", COMPARE_(\w+) \}/g)]
	.map(([, word, kind]) => `${kind}: ${word}`);
tap("every comparator", differing(
	comparators.concat("DONE: Hoàn thành", "DONE: done", "AT_LEAST: trở lên",
		"AT_MOST: trở xuống"),
	items(plan.TARGETS).filter(([, tag]) => tag.startsWith("Em "))
		.flatMap(([, tag, body]) => said(body, "Sy").map((word) =>
			`${tag === "Em reach" ? "NONE" :
				tag.slice(3).replace(" ", "_").toUpperCase()}: ${word}`))));

tap.end();
