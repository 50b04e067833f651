// SPDX-License-Identifier: MIT
// pages.mjs - a page of each kind of a built site, for the checks that are too
// slow for every page.
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
	["targets of an agency", /^chi-tieu\/[^/]+\/index\.html$/],
	["indices", /^chi-so\/index\.html$/],
	["documents", /^van-ban\/index\.html$/],
	["reports", /^bao-cao\/index\.html$/],
	["report", /^bao-cao\/\d+\/[^/]+\/index\.html$/],
	["report of an agency", /^bao-cao\/\d+\/[^/]+\/[^/]+\/index\.html$/],
	["search", /^tim-kiem\/index\.html$/],
	["list by letter", /^tim-kiem\/[^/]+\/index\.html$/],
	["list by rating", /^tim-kiem\/tinh-trang\/[^/]+\/index\.html$/],
	["list by deadline", /^tim-kiem\/thoi-han\/[^/]+\/index\.html$/],
	["list that goes on", /^tim-kiem\/(?:[^/]+\/){1,2}\d+\/index\.html$/],
	["data", /^du-lieu\/index\.html$/],
	["embed", /^nhung\/(?:.+\/)?index\.html$/],
	["method", /^phuong-phap\/index\.html$/],
	["missing page", /^404\.html$/],
	["ordinary page", /^[^/]+\/index\.html$/],
];

const MOVED = "moved page";

// What the data say of pages that are not like others of their address.
function states(site) {
	const states = new Map();
	for (const name of readdirSync(join(site, "data/plans"), { recursive: true })) {
		if (!name.endsWith(".json")) continue;
		const plan = JSON.parse(readFileSync(join(site, "data/plans", name), "utf8"));
		if (plan.removed) states.set(plan.url, "removed plan");
		for (const item of plan.items)
			if (item.removed) states.set(item.url, "removed item");
	}
	return states;
}

/* kinds(SITE): a Map from each kind to { name, size } of its pages, the largest
   first; those whose kind is not known are of the kind "?". */
export function kinds(site) {
	const state = states(site), found = new Map();
	for (const each of readdirSync(site, { recursive: true }).sort()) {
		const name = each.split(sep).join("/");
		if (!name.endsWith(".html")) continue;
		const text = readFileSync(join(site, name), "utf8");
		const kind = /http-equiv="?refresh/i.test(text) ? MOVED : state.get(name) ??
			KINDS.find(([, shape]) => shape.test(name))?.[0] ?? "?";
		if (!found.has(kind)) found.set(kind, []);
		found.get(kind).push({ name, size: Buffer.byteLength(text) });
	}
	for (const list of found.values()) list.sort((a, b) => b.size - a.size);
	return found;
}

export const KIND_NAMES = [...KINDS.map(([kind]) => kind), MOVED, "removed plan",
	"removed item"];

/* sample(SITE, SEEN): the [kind, name] pairs to look at, the largest page of
   each kind that is not among those SEEN, to which they are added.  Throws on a
   page of no known kind. */
export function sample(site, seen) {
	const found = kinds(site);
	if (found.has("?"))
		throw new Error(`of what kind is ${found.get("?")[0].name}?`);
	const fresh = [...found].filter(([kind]) => !seen.has(kind));
	fresh.forEach(([kind]) => seen.add(kind));
	return fresh.map(([kind, pages]) => [kind, pages[0].name]);
}
