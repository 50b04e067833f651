// SPDX-License-Identifier: MIT
// browser-pages.mjs - a page of each kind of a built site, for the checks that
// are too slow for every page.
import { readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";

// A folder of a year is one of a report; the rest of an address is names.
const KINDS = [
	["home", /^index\.html$/],
	["areas", /^linh-vuc\/index\.html$/],
	["area", /^linh-vuc\/[^/]+\/index\.html$/],
	["area of an agency", /^linh-vuc\/[^/]+\/[^/]+\/index\.html$/],
	["agencies", /^co-quan\/index\.html$/],
	["agency", /^co-quan\/[^/]+\/index\.html$/],
	["unit", /^co-quan\/[^/]+\/[^/]+\/index\.html$/],
	["plans", /^ke-hoach\/index\.html$/],
	["plans of an agency", /^ke-hoach\/[^/]+\/index\.html$/],
	["plan", /^ke-hoach\/[^/]+\/[^/]+\/index\.html$/],
	["item", /^ke-hoach\/[^/]+\/[^/]+\/[^/]+\/index\.html$/],
	["changes", /^thay-doi\/index\.html$/],
	["month", /^thay-doi\/\d+-\d+\/index\.html$/],
	["day", /^thay-doi\/\d+-\d+-\d+\/index\.html$/],
	["targets", /^chi-tieu\/index\.html$/],
	["indices", /^chi-so\/index\.html$/],
	["documents", /^van-ban\/index\.html$/],
	["reports", /^bao-cao\/index\.html$/],
	["report", /^bao-cao\/\d+\/[^/]+\/index\.html$/],
	["report of an agency", /^bao-cao\/\d+\/[^/]+\/[^/]+\/index\.html$/],
	["search", /^tim-kiem\/index\.html$/],
	["list", /^tim-kiem\/.+\/index\.html$/],
	["data", /^du-lieu\/index\.html$/],
	["embed", /^nhung\/.+\/index\.html$/],
	["ordinary page", /^gioi-thieu\/index\.html$/],
	["method", /^phuong-phap\/index\.html$/],
	["missing page", /^404\.html$/],
];

// pages(SITE): { sample, redirect, lacking }: sample has [kind, name], the
// largest page of each kind; redirect is the name of one, or undefined.
export function pages(site) {
	const all = readdirSync(site, { recursive: true })
		.map((name) => name.split(sep).join("/"))
		.filter((name) => name.endsWith(".html"))
		.map((name) => ({ name, text: readFileSync(join(site, name), "utf8") }))
		.sort((a, b) => b.text.length - a.text.length || (a.name < b.name ? -1 : 1));
	const moved = (page) => /http-equiv="?refresh/i.test(page.text);
	const gone = new Set();
	for (const name of readdirSync(join(site, "data/plans"), { recursive: true }))
		if (name.endsWith(".json"))
			for (const item of JSON.parse(readFileSync(
				join(site, "data/plans", name), "utf8")).items)
				if (item.removed) gone.add(item.url);
	const removed = (page) => gone.has(page.name) ||
		gone.has(page.name.replace(/index\.html$/, ""));
	const sample = [], lacking = [];
	const add = (kind, page) => page ? sample.push([kind, page.name]) :
		lacking.push(kind);
	for (const [kind, shape] of KINDS)
		add(kind, all.find((page) => shape.test(page.name) && !moved(page) &&
			!removed(page)));
	add("removed item", all.find((page) => !moved(page) && removed(page)));
	return { sample, lacking, redirect: all.find(moved)?.name };
}
