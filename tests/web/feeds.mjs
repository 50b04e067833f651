// SPDX-License-Identifier: MIT
// feeds.mjs FOLDER: what test-feeds.sh built in it: `site`, the `demo`, the first on a
// `later` day, from an `earlier` commit, without an address (`nowhere`), without
// a history (`plain`), with a robots.txt of its `own`, with `hostile` names.
// Prints TAP.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, posix, sep } from "node:path";

import ICAL from "ical.js";
import { parse } from "parse5";

import { report } from "./tap.mjs";
import { child, children, text, xml } from "./xml.mjs";

const T = process.argv[2];
const base = "https://cchc.example.vn/ke-hoach/";
const tap = report();
const files = (site) => readdirSync(join(T, site), { recursive: true })
	.map((name) => name.split(sep).join("/"))
	.filter((name) => statSync(join(T, site, name)).isFile()).sort();
const named = (site, name) => files(site).filter((f) => basename(f) === name);
const bytes = (site, name) => readFileSync(join(T, site, name));
const json = (site, name) => JSON.parse(bytes(site, name));

// Gathers problems; a fault of the test's own is one, too.
function check(what, find) {
	const found = [];
	try {
		find((condition, problem) => condition || found.push(problem));
	} catch (error) {
		found.push(String(error.stack ?? error));
	}
	tap(what, found);
}

// A file of the site by an address as given out in `from`; null: not of it.
function fileOf(site, from, url) {
	if (url.startsWith(base)) url = url.slice(base.length);
	else if (/^[a-z]+:/i.test(url)) return null;
	else url = posix.join(dirname(from), url);
	const path = decodeURIComponent(url.replace(/#.*/, ""));
	const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
	return existsSync(join(T, site, file)) ? file : null;
}

// ---- pages -------------------------------------------------------------------

function* elements(node) {
	for (const each of node.childNodes ?? []) {
		if (each.tagName) yield each;
		yield* elements(each);
	}
}
const get = (element, name) => element.attrs.find((a) => a.name === name)?.value;
const words = (node) => node.value ?? (node.childNodes ?? []).map(words).join("");
const known = new Map();
function page(site, name) {
	const key = `${site}/${name}`;
	if (!known.has(key))
		known.set(key, [...elements(parse(bytes(site, name).toString("utf8")))]);
	return known.get(key);
}
const find = (site, name, tag, key, value) => page(site, name).find((e) =>
	e.tagName === tag && get(e, key) === value);

// ---- Atom, RFC 4287 ----------------------------------------------------------

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ONCE = { feed: ["id", "title", "updated"], entry: ["id", "title", "updated"] };
const AT_MOST_ONCE = { feed: ["generator", "icon", "logo", "rights", "subtitle"],
	entry: ["content", "published", "rights", "source", "summary"] };
const MANY = ["author", "category", "contributor", "link"];

function atomPart(part, ok) {
	const kind = part.localName;
	const count = (name) => children(part, name).length;
	for (const name of ONCE[kind])
		ok(count(name) === 1, `${kind}: ${count(name)} of ${name}`);
	for (const name of AT_MOST_ONCE[kind])
		ok(count(name) <= 1, `${kind}: ${count(name)} of ${name}`);
	for (const each of children(part)) {
		ok(each.namespaceURI === "http://www.w3.org/2005/Atom", each.nodeName);
		ok([...ONCE[kind], ...AT_MOST_ONCE[kind], ...MANY, "entry"]
			.includes(each.localName), `${kind} with ${each.nodeName}`);
	}
	ok(UUID.test(text(part, "id")), text(part, "id"));
	ok(text(part, "title").trim(), "no title");
	for (const name of ["updated", "published"])
		for (const each of children(part, name))
			ok(MOMENT.test(each.textContent), each.textContent);
	for (const author of children(part, "author"))
		ok(text(author, "name")?.trim(), "an author without a name");
	for (const category of children(part, "category"))
		ok(category.getAttribute("term"), "a category without a term");
}

const link = (part, relation) => children(part, "link").filter((l) =>
	(l.getAttribute("rel") || "alternate") === relation)
	.map((l) => l.getAttribute("href"));

function atomEntry(site, name, entry, ok) {
	atomPart(entry, ok);
	const alternate = link(entry, "alternate");
	ok(alternate.length === 1, `${alternate.length} alternates`);
	const [file, anchor] = [fileOf(site, name, alternate[0]),
		alternate[0].split("#")[1]];
	ok(file?.startsWith("thay-doi/"), `${alternate[0]} is no day's page`);
	ok(file && page(site, file).some((e) => get(e, "id") === anchor),
		`no anchor for ${alternate[0]}`);
	for (const url of link(entry, "related"))
		ok(fileOf(site, name, url)?.startsWith("ke-hoach/"), url);
	ok(/\.$/.test(text(entry, "summary")), `no sentence: ${text(entry, "summary")}`);
	ok(!/⟦|\{/.test(text(entry, "title") + text(entry, "summary")),
		`a place that was not filled: ${text(entry, "title")}`);
	ok(!children(entry, "category").some((c) =>
		c.getAttribute("term") === "editorial"), "an editorial change");
}

function atom(site, name, ok) {
	const feed = xml(join(T, site, name));
	ok(feed.localName === "feed", feed.localName);
	atomPart(feed, ok);
	ok(children(feed, "author").length === 1, "no author");
	const entries = children(feed, "entry");
	ok(entries.length <= 50, `${entries.length} entries`);
	for (const entry of entries) atomEntry(site, name, entry, ok);
	const ids = entries.map((e) => text(e, "id"));
	ok(new Set(ids).size === ids.length, "an id stands twice");
	const dates = entries.map((e) => text(e, "published"));
	ok(dates.join() === [...dates].sort().reverse().join(), "not the latest first");
	ok(entries.every((e) => text(e, "updated") <= text(feed, "updated")),
		"an entry is newer than the feed");
	const self = link(feed, "self"), alternate = link(feed, "alternate");
	ok(self.length === 1 && fileOf(site, name, self[0]) === name, `self: ${self}`);
	ok(alternate.length === 1 && fileOf(site, name, alternate[0]) ===
		join(dirname(name), "index.html"), `alternate: ${alternate}`);
}

const entriesOf = (site, name) => new Map(children(xml(join(T, site, name)), "entry")
	.map((e) => [text(e, "id"), text(e, "title")]));

for (const site of ["site", "demo", "nowhere"]) {
	check(`${site}: feeds of home, areas, agencies and plans`, (ok) => {
		const wanted = ["feed.xml", ...json(site, "data/site.json").areas.map((a) =>
			a.url), ...json(site, "data/site.json").agencies.map((a) => a.url),
		...json(site, "data/site.json").plans.filter((p) =>
			!json(site, p.data).annex_of).map((p) => p.url)]
			.map((url) => url.replace("index.html", "feed.xml")).sort();
		ok(named(site, "feed.xml").join() === wanted.join(),
			`${named(site, "feed.xml")} but ${wanted}`);
	});
	for (const name of named(site, "feed.xml"))
		check(`${site}/${name} is Atom`, (ok) => atom(site, name, ok));
}
check("every address in a feed is whole", (ok) => {
	for (const name of named("site", "feed.xml"))
		for (const [, url] of bytes("site", name).toString().matchAll(/href="([^"]*)"/g))
			ok(url.startsWith(base), `${name}: ${url}`);
});
check("a change is the same entry in every feed", (ok) => {
	const all = entriesOf("site", "feed.xml");
	for (const name of named("site", "feed.xml"))
		for (const [id, title] of entriesOf("site", name))
			ok(all.get(id) === title, `${name}: ${title}`);
	ok(all.size > 5, `${all.size} entries`);
});
check("feeds have names of their own", (ok) => {
	const ids = named("site", "feed.xml").map((f) => text(xml(join(T, "site", f)), "id"));
	ok(new Set(ids).size === ids.length, ids);
});
check("an entry keeps its name as commits come", (ok) => {
	const now = entriesOf("site", "feed.xml"), before = entriesOf("earlier", "feed.xml");
	ok(before.size > 2 && before.size < now.size, `${before.size} of ${now.size}`);
	for (const [id, title] of before)
		ok(now.get(id) === title, title);
	ok(text(xml(join(T, "site/feed.xml")), "id") ===
		text(xml(join(T, "earlier/feed.xml")), "id"), "the feed's own");
});
check("names do not depend on the address", (ok) => ok(
	[...entriesOf("site", "feed.xml").keys()].join() ===
	[...entriesOf("nowhere", "feed.xml").keys()].join(), "they differ"));
check("a feed has what the data has, less what is editorial", (ok) => {
	const told = files("site").filter((f) => /^data\/changes\/.*\.json$/.test(f))
		.flatMap((f) => json("site", f)).filter((c) => c.adopted &&
			c.class !== "editorial" && !(c.field === "completed" && c.from === null));
	ok(entriesOf("site", "feed.xml").size === told.length,
		`${entriesOf("site", "feed.xml").size} but ${told.length}`);
});
check("without a history there is no feed", (ok) =>
	ok(!named("plain", "feed.xml").length, named("plain", "feed.xml")));
check("a later day changes no feed and no calendar", (ok) => {
	for (const name of [...named("site", "feed.xml"), ...named("site", "lich.ics")])
		ok(bytes("site", name).equals(bytes("later", name)), name);
});

// ---- iCalendar, RFC 5545 -----------------------------------------------------

ICAL.design.strict = true;

function lines(site, name, ok) {
	const raw = bytes(site, name);
	const all = raw.toString("utf8").split("\r\n");
	ok(all.pop() === "", "no final line break");
	for (const line of all) {
		ok(Buffer.byteLength(line) <= 75, `too long: ${line}`);
		ok(!/[\n\r\0-\x08\x0b-\x1f\x7f\ufffd]/.test(line), `broken: ${line}`);
	}
	return raw.toString("utf8");
}

// The items of a site's data, by their page.
const itemsOf = (site) => new Map(files(site)
	.filter((f) => /^data\/plans\/.*\.json$/.test(f))
	.flatMap((f) => json(site, f).items).map((i) => [i.url, i]));
const items = itemsOf("site"), demoItems = itemsOf("demo");

function event(component, items, ok) {
	const e = new ICAL.Event(component);
	const value = (name) => component.getFirstPropertyValue(name);
	ok(/^[0-9a-f-]{36}$/.test(e.uid), `UID ${e.uid}`);
	ok(value("dtstamp")?.zone === ICAL.Timezone.utcTimezone, "DTSTAMP is not in UTC");
	ok(e.startDate.isDate && e.endDate.isDate && e.duration.toString() === "P1D",
		`${e.startDate} to ${e.endDate}`);
	ok(e.summary && e.description, "no words");
	const item = items.get(value("url")?.slice(base.length));
	ok(item, `no item at ${value("url")}`);
	if (!item) return;
	ok(e.startDate.toString() === item.deadline.due,
		`${e.summary}: ${e.startDate} but ${item.deadline.due}`);
	const said = { done: "Đã hoàn thành: ", suspended: "Tạm dừng: ",
		stopped: "Dừng thực hiện: " };
	ok(e.summary.startsWith(said[item.status] ?? "Hạn: "),
		`${e.summary} but ${item.status}`);
	ok(e.description.split("\n").at(-1) === value("url"), e.description);
}

function calendar(site, name, ok) {
	const c = new ICAL.Component(ICAL.parse(lines(site, name, ok)));
	ok(c.name === "vcalendar", c.name);
	for (const [key, count] of [["version", 1], ["prodid", 1], ["method", 0]])
		ok(c.getAllProperties(key).length === count, key);
	ok(c.getFirstPropertyValue("version") === "2.0", "version");
	const events = c.getAllSubcomponents("vevent");
	ok(events.length, "no event");
	for (const each of events)
		event(each, site === "demo" ? demoItems : items, ok);
	const ids = events.map((e) => e.getFirstPropertyValue("uid"));
	ok(new Set(ids).size === ids.length, "a UID stands twice");
	return events;
}

for (const site of ["site", "demo"]) {
	for (const name of named(site, "lich.ics"))
		check(`${site}/${name} is a calendar`, (ok) => calendar(site, name, ok));
	check(`${site}: the calendar has every due date`, (ok) => {
		const events = calendar(site, "lich.ics", () => {});
		const dated = files(site).filter((f) => /^data\/plans\/.*\.json$/.test(f))
			.map((f) => json(site, f))
			.filter((p) => p.stage === "issued" && !p.replaced_by.length)
			.flatMap((p) => p.items).filter((i) => !i.removed && i.deadline?.due);
		ok(events.length === dated.length, `${events.length} of ${dated.length}`);
	});
}
check("an agency and units have calendars", (ok) => {
	const there = named("site", "lich.ics");
	ok(there.includes("co-quan/so-ngoai-vu/lich.ics"), there);
	ok(there.includes("co-quan/so-ngoai-vu/htqt-vp/lich.ics"), there);
});
check("calendars do without an address and a history", (ok) => {
	for (const site of ["nowhere", "plain"]) {
		const c = new ICAL.Component(ICAL.parse(lines(site, "lich.ics", ok)));
		for (const each of c.getAllSubcomponents("vevent")) {
			ok(!each.hasProperty("url"), `${site}: URL`);
			ok(each.hasProperty("dtstamp"), `${site}: no DTSTAMP`);
		}
	}
});

// ---- links to them -----------------------------------------------------------

for (const [name, type] of [["feed.xml", "application/atom+xml"],
	["lich.ics", "text/calendar"]])
	check(`every ${name} is linked from the page beside it, to be seen too`, (ok) => {
		for (const file of named("site", name)) {
			const beside = join(dirname(file), "index.html");
			const head = find("site", beside, "link", "type", type);
			ok(head && get(head, "rel") === "alternate" && get(head, "href") === name,
				`${beside}: head`);
			ok(find("site", beside, "a", "href", name), `${beside}: link`);
		}
	});

// ---- sitemap, canonical addresses --------------------------------------------

const redirect = (site, name) => page(site, name).some((e) => e.tagName === "meta" &&
	get(e, "http-equiv") === "refresh");
const pagesOf = (site) => files(site).filter((f) => f.endsWith(".html") &&
	f !== "404.html" && !f.startsWith("nhung/") && !redirect(site, f));
const pages = pagesOf("site");
const canonical = (name, site = "site") => {
	const element = find(site, name, "link", "rel", "canonical");
	return element && get(element, "href");
};

for (const site of ["site", "demo"])
	check(`${site}: the sitemap has every page once, by its canonical address`, (ok) => {
		const map = xml(join(T, site, "sitemap.xml"));
		ok(map.localName === "urlset" && map.namespaceURI ===
			"http://www.sitemaps.org/schemas/sitemap/0.9", map.namespaceURI);
		for (const url of children(map)) {
			ok(url.localName === "url" && children(url).map((e) => e.localName).join()
				.match(/^loc(,lastmod)?$/), url.textContent);
			ok(/^\d{4}-\d\d-\d\d(T\S+)?$/.test(text(url, "lastmod") ?? "2026-01-01"),
				text(url, "lastmod"));
		}
		const urls = children(map, "url").map((u) => text(u, "loc"));
		ok(new Set(urls).size === urls.length, "an address stands twice");
		const all = pagesOf(site);
		for (const name of all)
			ok(urls.includes(canonical(name, site)), `${name}: ${canonical(name, site)}`);
		for (const url of urls)
			ok(all.includes(fileOf(site, "", url)), `no page at ${url}`);
	});
check("its dates are those of the pages", (ok) => {
	for (const url of children(xml(join(T, "site/sitemap.xml")), "url")) {
		const name = fileOf("site", "", text(url, "loc"));
		const source = page("site", name).find((e) => e.tagName === "section" &&
			get(e, "class") === "source");
		const time = [...elements(source)].find((e) => e.tagName === "time");
		ok(text(url, "lastmod") === (time && get(time, "datetime")),
			`${name}: ${text(url, "lastmod")}`);
	}
});
check("on a later day its dates are still those of commits", (ok) => {
	const dates = children(xml(join(T, "later/sitemap.xml")), "url")
		.map((u) => text(u, "lastmod")).filter(Boolean);
	ok(dates.length > 50 && dates.every((d) => d <= "2026-07-13"),
		dates.filter((d) => d > "2026-07-13"));
});
check("a frame's canonical address is the full page's", (ok) => {
	for (const name of files("site").filter((f) => f.startsWith("nhung/"))) {
		ok(find("site", name, "meta", "content", "noindex"), `${name}: is indexed`);
		ok(pages.includes(fileOf("site", name, canonical(name))),
			`${name}: ${canonical(name)}`);
	}
});
check("without an address there is no sitemap and no canonical one", (ok) => {
	ok(!existsSync(join(T, "nowhere/sitemap.xml")), "a sitemap");
	for (const name of files("nowhere").filter((f) => f.endsWith(".html")))
		ok(!find("nowhere", name, "link", "rel", "canonical"), name);
});
check("robots.txt names the sitemap, and gives way to the site's own", (ok) => {
	ok(bytes("site", "robots.txt").includes(`Sitemap: ${base}sitemap.xml`), "site");
	ok(!bytes("nowhere", "robots.txt").includes("Sitemap"), "nowhere");
	ok(bytes("own", "robots.txt").toString() === "User-agent: *\nDisallow: /\n", "own");
});

// ---- JSON-LD, Open Graph -----------------------------------------------------

function graph(site, name) {
	const scripts = page(site, name).filter((e) => e.tagName === "script" &&
		get(e, "type") === "application/ld+json");
	return scripts.flatMap((s) => {
		const ld = JSON.parse(words(s));
		if (ld["@context"] !== "https://schema.org") throw new Error("@context");
		return ld["@graph"];
	});
}

function breadcrumbs(site, name, list, ok) {
	const shown = page(site, name).find((e) => e.tagName === "nav" &&
		get(e, "class") === "crumbs");
	const steps = list.itemListElement;
	ok([...elements(shown)].filter((e) => e.tagName === "li").map(words).join() ===
		steps.map((s) => s.name).join(), `${name}: ${steps.map((s) => s.name)}`);
	ok(steps.every((s, i) => s["@type"] === "ListItem" && s.position === i + 1),
		`${name}: positions`);
	ok(steps.every((s) => fileOf(site, name, s.item)), `${name}: leads nowhere`);
	ok(fileOf(site, name, steps.at(-1).item) === name, `${name}: ends elsewhere`);
}

for (const site of ["site", "demo", "nowhere"])
	check(`${site}: breadcrumbs are told as they are shown`, (ok) => {
		let n = 0;
		for (const name of files(site).filter((f) => f.endsWith(".html")))
			for (const thing of graph(site, name))
				if (thing["@type"] === "BreadcrumbList") {
					breadcrumbs(site, name, thing, ok);
					n++;
				}
		ok(n > 50, `${n} pages`);
	});
check("agencies and units are told", (ok) => {
	const of = (url) => graph("site", url).find((t) =>
		t["@type"] === "GovernmentOrganization");
	for (const agency of json("site", "data/site.json").agencies) {
		const told = of(agency.url);
		ok(told?.name === agency.name && told.url === base + agency.url, agency.name);
		ok(told.parentOrganization.name === agency.parent, `${agency.name}: parent`);
		ok((told.department ?? []).map((d) => d["@id"]).join() ===
			agency.units.map((u) => base + u.url).join(), `${agency.name}: units`);
		for (const unit of agency.units)
			ok(of(unit.url)?.parentOrganization["@id"] === told["@id"], unit.name);
	}
});
check("the data set is told", (ok) => {
	const set = graph("site", "du-lieu/index.html").find((t) => t["@type"] === "Dataset");
	for (const key of ["name", "description", "url", "inLanguage", "creator", "version",
		"temporalCoverage", "dateModified"])
		ok(set[key], key);
	ok(set.description.length >= 50, "a description of at least 50 characters");
	ok(page("site", "du-lieu/index.html").some((e) => get(e, "id") ===
		set.license.split("#")[1]), set.license);
	for (const { contentUrl, encodingFormat } of set.distribution)
		ok(fileOf("site", "du-lieu/index.html", contentUrl) && encodingFormat, contentUrl);
});
check("home is told as the site", (ok) => ok(graph("site", "index.html").some((t) =>
	t["@type"] === "WebSite" && t.url === base), "no WebSite"));
check("every page says what it is when it is shared", (ok) => {
	const meta = (name, property) => {
		const element = find("site", name, "meta", "property", property);
		return element && get(element, "content");
	};
	for (const name of pages) {
		ok(meta(name, "og:title"), `${name}: title`);
		ok(meta(name, "og:url") === canonical(name), `${name}: url`);
		ok(meta(name, "og:site_name"), `${name}: site`);
	}
	ok(meta("index.html", "og:title") === json("site", "data/site.json").title, "home");
});

check("names with marks of HTML, XML and JSON stay names", (ok) => {
	const name = 'Sở </script><!-- &amp; ]]>';
	const agency = graph("hostile", "co-quan/so-ngoai-vu/index.html").find((t) =>
		t["@type"] === "GovernmentOrganization");
	ok(agency.name === name, agency.name);
	const [entry] = children(xml(join(T, "hostile/feed.xml")), "entry");
	ok(text(entry, "title").startsWith("A </title>&#13; B. "), text(entry, "title"));
	ok(text(entry, "summary").includes(`, ${name}.`), text(entry, "summary"));
	const c = new ICAL.Component(ICAL.parse(lines("hostile", "lich.ics", ok)));
	ok(c.getAllSubcomponents("vevent").some((e) => new ICAL.Event(e).summary ===
		"Hạn: A </title>&#13; B"), "no such event");
});

// ---- the page on open data ---------------------------------------------------

check("every column of every table is explained", (ok) => {
	const shown = page("site", "du-lieu/index.html").filter((e) => e.tagName === "table" &&
		/\bcolumns\b/.test(get(e, "class")));
	const rows = shown.map((t) => [...elements(t)].filter((e) => e.tagName === "tr")
		.map((r) => r.childNodes.filter((n) => n.tagName).map((n) => words(n).trim())));
	for (const { name, schema } of json("site", "datapackage.json").resources)
		for (const field of schema?.fields ?? [])
			ok(rows.some((table) => table.some(([code, meaning]) =>
				code === field.name && meaning)), `${name}: ${field.name}`);
	ok(rows.flat().every((row) => row.every((cell) => cell)), "an empty cell");
	ok(!/⟦/.test(bytes("site", "du-lieu/index.html")), "a word that is missing");
});
check("codes in tables are explained", (ok) => {
	const codes = new Set(page("site", "du-lieu/index.html").filter((e) =>
		e.tagName === "code").map(words));
	for (const i of items.values())
		for (const code of [i.rating, i.status, i.deadline?.kind])
			ok(!code || codes.has(code), code);
	for (const f of files("site").filter((f) => /^data\/changes\/.*\.json$/.test(f)))
		for (const c of json("site", f))
			for (const code of [c.class, c.kind, c.field])
				ok(!code || codes.has(code), code);
});
check("sizes are right", (ok) => {
	for (const a of page("site", "du-lieu/index.html").filter((e) => e.tagName === "a" &&
		/^\.\.\/data\//.test(get(e, "href")))) {
		const small = a.parentNode.childNodes.slice(a.parentNode.childNodes.indexOf(a) + 1)
			.find((n) => n.tagName === "small");
		const size = bytes("site", get(a, "href").slice(3)).length;
		const said = small && /\(([\d,]+) (byte|kB|MB)/.exec(words(small));
		const factor = { byte: 1, kB: 1e3, MB: 1e6 };
		ok(!said || Math.abs(said[1].replace(",", ".") * factor[said[2]] - size) <=
			factor[said[2]] * 0.051, `${get(a, "href")}: ${said?.[0]} of ${size}`);
	}
});
check("the schemas are published", (ok) => {
	const folder = new URL("../../schemas/", import.meta.url).pathname;
	const names = readdirSync(join(T, "site/data/schemas"));
	ok(names.length === 6, names);
	for (const name of names)
		ok(bytes("site", `data/schemas/${name}`).equals(readFileSync(join(folder, name))),
			name);
});

tap.end();
