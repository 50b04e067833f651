// SPDX-License-Identifier: MIT
// rules.mjs SITE...: what every page of a site must be, by its bytes: nothing
// that its policy would forbid, nothing from elsewhere, light.  Prints TAP.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";

import { parse } from "parse5";

import { kinds } from "./pages.mjs";
import { report } from "./tap.mjs";

const tap = report();

function* elements(node) {
	for (const each of node.childNodes ?? []) {
		if (each.tagName) yield each;
		yield* elements(each);
	}
}
const get = (element, name) => element.attrs.find((a) => a.name === name)?.value;

const policyOf = (text) => new Map(text.split(";").map((part) => {
	const [name, ...sources] = part.trim().split(/\s+/);
	return [name, sources.join(" ")];
}));

// What a page may load: its own styles, script and pictures.
const ALLOWED = { "default-src": "'none'", "script-src": "'self' file:",
	"style-src": "'self' file:", "img-src": "'self' file: data:", "base-uri": "'none'",
	"form-action": "'none'" };

function policy(all, framed) {
	const at = all.findIndex((e) => e.tagName === "meta" &&
		get(e, "http-equiv")?.toLowerCase() === "content-security-policy");
	if (at < 0) return ["no policy"];
	const found = all.slice(0, at).filter((e) =>
		["script", "link", "style", "img"].includes(e.tagName))
		.map((e) => `<${e.tagName}> before the policy`);
	const told = policyOf(get(all[at], "content"));
	for (const [name, sources] of told)
		if (ALLOWED[name] !== sources) found.push(`${name} ${sources}`);
	for (const name of Object.keys(ALLOWED))
		if (!told.has(name) && !(framed && name === "script-src"))
			found.push(`no ${name}`);
	return found;
}

function inline(element) {
	const found = [];
	const { tagName: tag, attrs } = element;
	for (const { name, value } of attrs) {
		if (name === "style" || /^on/.test(name)) found.push(`${name}="${value}"`);
		if (/^\s*javascript:/i.test(value)) found.push(`${name}="${value}"`);
	}
	if (tag === "style") found.push("<style>");
	if (tag === "script" && get(element, "src") === undefined &&
	    get(element, "type") !== "application/ld+json")
		found.push("an inline <script>");
	if (["base", "object", "embed", "iframe", "applet"].includes(tag))
		found.push(`<${tag}>`);
	return found.map((what) => `<${tag}>: ${what}`);
}

function headings(all) {
	const levels = all.map((e) => /^h([1-6])$/.exec(e.tagName)?.[1]).filter(Boolean)
		.map(Number);
	return [...levels.filter((l) => l === 1).length === 1 ? [] : ["not one <h1>"],
		...levels.flatMap((l, i) => i && l > levels[i - 1] + 1 ?
			[`<h${levels[i - 1]}> then <h${l}>`] : [])];
}

function rules(name, text) {
	const all = [...elements(parse(text))];
	const meta = (key) => get(all.find((e) => e.tagName === "meta" &&
		get(e, "name") === key) ?? { attrs: [] }, "content");
	const found = [...policy(all, name.startsWith("nhung/")), ...all.flatMap(inline),
		...headings(all)];
	const html = all.find((e) => e.tagName === "html");
	if (!["vi", "en"].includes(get(html, "lang"))) found.push("no lang");
	if (meta("referrer") !== "no-referrer") found.push("a referrer is sent");
	if (/user-scalable|maximum-scale/.test(meta("viewport"))) found.push("no zoom");
	const title = all.find((e) => e.tagName === "title")?.childNodes[0]?.value;
	if (!title?.trim()) found.push("no title");
	const ids = all.map((e) => get(e, "id")).filter((id) => id !== undefined);
	if (new Set(ids).size !== ids.length) found.push("an id stands twice");
	if (/⟦|\{\{|\bundefined\b|\(null\)/.test(text)) found.push("a place that was not filled");
	return found;
}

function weights(site, what) {
	const found = kinds(site);
	const limit = (thing, pages, most) => tap(`${what}: ${thing}: less than ${most} bytes`,
		pages.length ? pages.filter(({ size }) => size >= most)
			.map(({ name, size }) => `${name}: ${size}`) : ["there is none"]);
	limit("the home page", found.get("home"), 60000);
	limit("each of the item pages", [...found.get("item"),
		...found.get("removed item") ?? []], 30000);
	for (const [thing, end, most] of [["styles", ".css", 30000],
		["scripts", ".js", 15000]]) {
		const names = readdirSync(join(site, "assets")).filter((n) => n.endsWith(end));
		limit(`all ${thing}`, [{ name: names.join(), size: names.reduce((sum, name) =>
			sum + statSync(join(site, "assets", name)).size, 0) }], most);
	}
}

for (const site of process.argv.slice(2)) {
	const what = basename(site);
	const names = readdirSync(site, { recursive: true }).sort()
		.filter((name) => name.endsWith(".html"));
	tap(`${what}: all of ${names.length} pages keep the rules`, names.flatMap((name) =>
		rules(name, readFileSync(join(site, name), "utf8")).map((p) => `${name}: ${p}`)));
	weights(site, what);
}
tap.end();
