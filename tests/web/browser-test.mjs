// SPDX-License-Identifier: MIT
// browser-test.mjs CONTENT DEMO: looks at a page of each kind of two built sites
// with a browser.  Prints TAP.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { keyboardPage, keyboardPhone, keyboardSkip } from "./browser-keys.mjs";
import { AXE, open, serve } from "./browser.mjs";
import { pages } from "./browser-pages.mjs";
import { report } from "./tap.mjs";

const tap = report();
const axe = readFileSync(AXE, "utf8");

async function check(what, problems) {
	const lines = (list) => list.map((p) => String(p).replace(/\s+/g, " "));
	try {
		tap(what, lines(await problems()));
	} catch (error) {
		tap(what, lines([error]));
	}
}

// ---- what a page must be -----------------------------------------------------

// Run in the page, which its policy allows neither tags nor styles of ours.
const accessible = (page) => page.evaluate(async () => {
	const { violations } = await window.axe.run(document, {
		// Reading the styles anew would be against the page's policy.
		preload: false,
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
			"best-practice"],
		rules: { "target-size": { enabled: true } },
	});
	return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ` +
		`${n.html.slice(0, 120)}: ${n.failureSummary.split("\n")[1]?.trim()}`));
});

// What sticks out at the side, and text that is cut off.
const fits = (page) => page.evaluate(() => {
	const name = (e) => `<${e.localName} class="${e.getAttribute("class") ?? ""}">` +
		` ${e.textContent.trim().slice(0, 50)}`;
	const scrolls = (e) => {
		for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
			if (getComputedStyle(p).overflowX !== "visible") return true;
		return false;
	};
	const all = [...document.body.querySelectorAll("*")].filter((e) =>
		!e.closest("svg svg, svg *") && e.checkVisibility());
	const width = document.documentElement.clientWidth;
	const out = document.documentElement.scrollWidth <= width ? [] :
		[`the page is ${document.documentElement.scrollWidth} px wide`,
			...all.filter((e) => e.getBoundingClientRect().right > width + 1 && !scrolls(e))
				.map((e) => `wider than ${width} px: ${name(e)}`)];
	const cut = all.filter((e) => {
		const { overflowX, overflowY } = getComputedStyle(e);
		const hides = (overflow) => overflow === "hidden" || overflow === "clip";
		return !e.matches(".vh, svg, input, select") &&
			((hides(overflowX) && e.scrollWidth > e.clientWidth + 1) ||
			(hides(overflowY) && e.scrollHeight > e.clientHeight + 1));
	});
	return [...out, ...cut.map((e) => `cut off: ${name(e)}`)];
});

const style = (page, css) => page.evaluate((text) => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(text);
	document.adoptedStyleSheets = [sheet];
}, css);

const LARGE = "html { font-size: 212.5% !important }";
const SPACED = `* { letter-spacing: .12em !important; word-spacing: .16em !important;
	line-height: 1.5 !important } p { margin-bottom: 2em !important }`;

// The visible words of the page's own part, less the tools that scripts add.
const words = (page) => page.evaluate(() => {
	document.querySelectorAll("form, .tools, .shown, #found").forEach((e) => e.remove());
	return document.querySelector("main").innerText.replace(/\s+/g, " ").trim();
});

// Addresses that lead within the site, from a page as the browser reads them.
const links = (page) => page.$$eval("a[href]", (all) =>
	[...new Set(all.map((a) => a.href))].filter((url) =>
		new URL(url).origin === location.origin && /^(file|http):/.test(url)));

const anchors = new Map();
function hasAnchor(file, hash) {
	if (!hash || hash === "#top" || !file.endsWith(".html")) return true;
	if (!anchors.has(file))
		anchors.set(file, new Set([...readFileSync(file, "utf8")
			.matchAll(/\sid="?([^"\s>]+)/g)].map((m) => m[1])));
	return anchors.get(file).has(decodeURIComponent(hash.slice(1)));
}

// Why an address below `root` leads to no file of the site, or null.
function lost(site, root, url) {
	const { href, hash } = new URL(url);
	if (!href.startsWith(root)) return "outside the site";
	const path = decodeURIComponent(href.slice(root.length).replace(/[?#].*/, ""));
	const file = join(site, path);
	if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return "leads nowhere";
	return hasAnchor(file, hash) ? null : "no such anchor";
}

// Errors, breaches of the policy, and requests that leave the site.
function watch(context, roots) {
	const problems = [];
	context.on("console", (m) => ["error", "warning"].includes(m.type()) &&
		problems.push(`${m.location().url}: ${m.text()}`));
	context.on("weberror", (e) => problems.push(String(e.error())));
	context.on("requestfailed", (r) => problems.push(`failed: ${r.url()}`));
	context.on("request", (r) => roots.some((root) => r.url().startsWith(root)) ||
		r.url().startsWith("data:image/") || problems.push(`elsewhere: ${r.url()}`));
	return problems;
}

// ---- a site ------------------------------------------------------------------

// Looks at each sampled page at two widths, each in one colour scheme.
async function look(site, what, sample, server, schemes) {
	const context = await open();
	const problems = watch(context, [server.url]);
	const page = await context.newPage();
	for (const [width, colorScheme] of schemes) {
		await page.setViewportSize({ width, height: 800 });
		await page.emulateMedia({ colorScheme });
		for (const [kind, name] of sample)
			await check(`${what}, ${kind}, ${width} px, ${colorScheme}`, async () => {
				await page.goto(server.url + name);
				const found = await fits(page);
				await page.evaluate(axe);
				found.push(...await accessible(page));
				if (width === 320) {
					await style(page, SPACED);
					found.push(...(await fits(page)).map((p) => `spaced: ${p}`));
				}
				for (const url of await links(page)) {
					const why = lost(site, server.url, url);
					if (why) found.push(`${why}: ${url}`);
				}
				return found;
			});
	}
	await check(`${what}: the browser complains of nothing`, () => problems);
	await context.close();
}

// From a disk, with text twice as large, and with no script.
async function read(site, what, sample) {
	const root = pathToFileURL(`${site}/`).href;
	const plain = await open({ javaScriptEnabled: false });
	const context = await open({ viewport: { width: 640, height: 800 } });
	const complaints = [watch(plain, [root]), watch(context, [root])];
	const page = await context.newPage(), bare = await plain.newPage();
	for (const [kind, name] of sample)
		await check(`${what}, ${kind}, from a disk, twice as large, without scripts`,
			async () => {
				await page.goto(root + name);
				await bare.goto(root + name);
				await style(page, LARGE);
				const found = await fits(page);
				for (const url of await links(page)) {
					const why = lost(site, root, url);
					if (why) found.push(`${why}: ${url}`);
				}
				const [a, b] = [await words(page), await words(bare)];
				let at = 0;
				while (at < a.length && a[at] === b[at]) at++;
				if (a !== b || b.length < 20)
					found.push(`with scripts: …${a.slice(at, at + 100)}`,
						`without: …${b.slice(at, at + 100)}`);
				return found;
			});
	await check(`${what}, from a disk: the browser complains of nothing`, () =>
		complaints.flat());
	await plain.close();
	await context.close();
}

// Follows each entry of the menu, and an address that has moved.
async function walk(what, roots, redirect) {
	const context = await open({ viewport: { width: 1280, height: 800 } });
	const problems = watch(context, roots);
	const page = await context.newPage();
	for (const root of roots) {
		const where = root.slice(0, root.indexOf(":"));
		await check(`${what}: the menu leads to its parts, by ${where}`, async () => {
			const wrong = [];
			await page.goto(`${root}index.html`);
			const parts = page.locator("nav.parts a");
			for (let i = 0; i < await parts.count(); i++) {
				const to = await parts.nth(i).evaluate((a) => a.href);
				await parts.nth(i).click();
				await page.waitForURL(to);
				if (await page.locator("main h1, header h1").count() !== 1)
					wrong.push(`${to}: not one heading`);
			}
			return wrong;
		});
		if (redirect)
			await check(`${what}: a moved page leads on, by ${where}`, async () => {
				await page.goto(root + redirect);
				await page.waitForURL((url) => url.href !== root + redirect);
				await page.waitForSelector("main h1");
				return page.url().startsWith(root) ? [] : [page.url()];
			});
	}
	await check(`${what}: the browser complains of nothing on the way`, () => problems);
	await context.close();
}

async function keys(what, sample, root) {
	const context = await open({ viewport: { width: 1280, height: 800 } });
	const page = await context.newPage();
	const home = sample.find(([kind]) => kind === "home")[1];
	await check(`${what}: the first Tab skips to the contents`, () =>
		keyboardSkip(page, root + home));
	for (const [kind, name] of sample)
		await check(`${what}, ${kind}: Tab goes through all of it, visibly`, () =>
			keyboardPage(page, root + name));
	await page.setViewportSize({ width: 320, height: 640 });
	await check(`${what}: the menu of a phone works by keyboard`, () =>
		keyboardPhone(page, root + home));
	await context.close();
}

function weigh(site, what, sample) {
	const bytes = (names) => names.reduce((sum, name) =>
		sum + statSync(join(site, name)).size, 0);
	const assets = (end) => readdirSync(join(site, "assets"))
		.filter((name) => name.endsWith(end)).map((name) => join("assets", name));
	const of = (kind) => sample.filter(([k]) => k === kind).map(([, name]) => name);
	for (const [thing, names, limit] of [["the home page", of("home"), 60000],
		["the largest item page", of("item"), 30000],
		["all styles", assets(".css"), 30000], ["the script", assets(".js"), 15000]]) {
		const size = bytes(names);
		tap(`${what}: ${thing}: less than ${limit / 1000} kB`, size && size < limit ?
			[] : [`${names.join(", ")}: ${size} bytes`]);
	}
}

// Areas have pages of their own for an agency only where agencies are many.
for (const [what, site, schemes, without] of [
	["content", process.argv[2], [[320, "light"], [1280, "dark"]],
		["area of an agency", "report of an agency"]],
	["demo", process.argv[3], [[320, "dark"], [1280, "light"]],
		["area of an agency"]]]) {
	const { sample, lacking, redirect } = pages(site);
	const told = JSON.parse(readFileSync(join(site, "data/site.json"), "utf8")).base_url;
	const server = await serve(site, new URL(told ?? "http://x/cchc/trang/").pathname);
	const disk = pathToFileURL(`${site}/`).href;
	tap(`${what}: there are pages of each kind`, lacking.filter((kind) =>
		!without.includes(kind)));
	weigh(site, what, sample);
	// What is shown for a missing address knows only its place on a server.
	const files = sample.filter(([kind]) => kind !== "missing page");
	await look(site, what, sample, server, schemes);
	await read(site, what, files);
	await walk(what, [disk, server.url], redirect);
	await keys(what, files, disk);
	server.close();
}
tap.end();
