// SPDX-License-Identifier: MIT
// links.mjs SITE: every address in a built site's pages and styles leads to a
// file of the site, by a relative path that names the file, and to an anchor
// that is there; nothing is loaded from elsewhere.  Prints TAP, a case for each
// page and style sheet.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, posix, sep } from "node:path";

import { parse } from "parse5";

import { report } from "./tap.mjs";

const site = process.argv[2];
const tap = report();
const files = new Set(readdirSync(site, { recursive: true })
	.map((name) => name.split(sep).join("/"))
	.filter((name) => statSync(join(site, name)).isFile()));
const read = (name) => readFileSync(join(site, name), "utf8");

// Attributes that lead away when followed, and those that load at once.
const LEADS = { a: ["href"], area: ["href"], form: ["action"],
	button: ["formaction"], input: ["formaction"], blockquote: ["cite"],
	q: ["cite"], ins: ["cite"], del: ["cite"] };
const LOADS = { link: ["href"], script: ["src"], img: ["src", "srcset"],
	source: ["src", "srcset"], video: ["src", "poster"], audio: ["src"],
	iframe: ["src"], embed: ["src"], object: ["data"], track: ["src"],
	input: ["src"], image: ["href", "xlink:href"], use: ["href", "xlink:href"] };
// <link>s that load nothing.
const NAMES = ["canonical", "license", "author", "alternate", "help", "next",
	"prev", "up"];

function* elements(node) {
	for (const child of node.childNodes ?? []) {
		if (child.tagName) yield child;
		yield* elements(child);
	}
	if (node.content) yield* elements(node.content);
}

const attribute = (element, name) => element.attrs.find((a) =>
	(a.prefix ? `${a.prefix}:${a.name}` : a.name) === name)?.value;

function styleUrls(css) {
	const bare = css.replace(/\/\*[^]*?\*\//g, "");
	return [...bare.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)|@import\s+["']([^"']*)/g)]
		.map((m) => m[1] ?? m[2] ?? m[3] ?? m[4]);
}

// What a page offers and wants: its anchors, and [address, loads] pairs.
function readPage(name) {
	const page = { anchors: new Set(), wants: [], redirect: false };
	const document = parse(read(name));
	for (const element of elements(document)) {
		const tag = element.tagName;
		const id = attribute(element, "id");
		if (id !== undefined) page.anchors.add(id);
		const style = attribute(element, "style");
		if (style) page.wants.push(...styleUrls(style).map((u) => [u, true]));
		if (tag === "style")
			page.wants.push(...styleUrls(element.childNodes.map((n) =>
				n.value).join("")).map((u) => [u, true]));
		if (tag === "meta" &&
		    attribute(element, "http-equiv")?.toLowerCase() === "refresh") {
			page.redirect = true;
			const url = /url=(.*)$/i.exec(attribute(element, "content"));
			if (url) page.wants.push([url[1], true]);
		}
		if (tag === "base") page.wants.push(["<base>", true]);
		for (const key of LEADS[tag] ?? [])
			page.wants.push([attribute(element, key), false]);
		const rel = (attribute(element, "rel") ?? "").split(/\s+/);
		for (const key of LOADS[tag] ?? []) {
			const value = attribute(element, key);
			const loads = tag !== "link" || !rel.some((r) => NAMES.includes(r));
			const urls = key === "srcset" ?
				value?.split(",").map((v) => v.trim().split(/\s+/)[0]) : [value];
			page.wants.push(...(urls ?? []).map((u) => [u, loads]));
		}
	}
	page.wants = page.wants.filter(([url]) => url !== undefined);
	return page;
}

const pages = new Map();
for (const name of [...files].filter((f) => f.endsWith(".html")).sort())
	pages.set(name, readPage(name));

const reached = new Set(["index.html", "404.html"]);

function decode(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return null;
	}
}

// Where the site stands on its server.
const root = new URL(JSON.parse(read("data/site.json")).base_url ??
	"http://localhost/").pathname;

// Why an address in a file is wrong, or null.
function problem(from, url, loads) {
	if (/^[a-z][a-z0-9+.-]*:/i.test(url)) {
		if (!loads && /^(https?|mailto|tel):/i.test(url)) return null;
		if (loads && /^data:image\//i.test(url)) return null;
		return loads ? "loads from elsewhere" : "scheme";
	}
	if (url.startsWith("/")) {
		// The page for what is missing is shown at any address.
		if (from !== "404.html" || !url.startsWith(root)) return "absolute";
		url = url.slice(root.length);
	}
	const [, path, , fragment] = /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/.exec(url);
	const name = decode(path);
	if (name === null || (fragment !== undefined && decode(fragment) === null))
		return "percent signs";
	const to = path === "" ? from : posix.normalize(posix.join(posix.dirname(from), name));
	if (to.startsWith("../")) return "outside the site";
	if (!files.has(to))
		return files.has(posix.join(to, "index.html")) ? "names a folder" : "leads nowhere";
	reached.add(to);
	if (fragment && pages.has(to) && fragment !== "top" &&
	    !pages.get(to).anchors.has(decode(fragment)))
		return "no such anchor";
	return null;
}

const problems = (from, wants) => wants.map(([url, loads]) => {
	const why = problem(from, url.trim(), loads);
	return why && `${why}: ${url}`;
}).filter(Boolean);

tap("there are pages", pages.has("index.html") ? [] : ["no index.html"]);
for (const [name, page] of pages)
	tap(name, problems(name, page.wants));
for (const name of [...files].filter((f) => f.endsWith(".css")).sort())
	tap(name, problems(name, styleUrls(read(name)).map((u) => [u, true])));

// A page that no other one leads to is a page that nobody finds.  Embeds are
// led to by other sites, redirects by what was linked before.
tap("every page can be found from another", [...pages.keys()].filter((name) =>
	!reached.has(name) && !name.startsWith("nhung/") && !name.startsWith("embed/") &&
	!pages.get(name).redirect));

tap.end();
