// SPDX-License-Identifier: MIT
// read.mjs [--rest] SITE...: a page of each kind of each site as it is read from
// a disk, without scripts, with text twice as large; what has moved leads on;
// the menu leads to its parts from a disk and from below a path.  With --rest of
// the last site only the kinds that the others lack.  Prints TAP.
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

import { open, placeOf, serve, watch } from "./browser.mjs";
import { fits } from "./fits.mjs";
import { sample } from "./pages.mjs";
import { checks, report } from "./tap.mjs";

const tap = report();
const rest = process.argv[2] === "--rest";
const sites = process.argv.slice(rest ? 3 : 2);

const check = checks(tap);

// The visible words of the page's own part, less the tools that scripts add.
const words = (page) => page.evaluate(() => {
	document.querySelectorAll("form, .tools, .shown, #found").forEach((e) => e.remove());
	return document.querySelector("main").innerText.replace(/\s+/g, " ").trim();
});

// What could be used, but would do nothing without scripts.
const idle = (page) => page.$$eval("button, input, select, form", (all) =>
	all.filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 100)));

async function compare(page, bare, ok) {
	for (const each of await idle(bare)) ok(false, `does nothing: ${each}`);
	ok(await page.evaluate(() => parseFloat(getComputedStyle(
		document.querySelector("main")).fontSize) >= 32), "text is no larger");
	for (const width of [1280, 320]) {
		await page.setViewportSize({ width, height: 800 });
		for (const each of await fits(page)) ok(false, `${width} px, 200 %: ${each}`);
	}
	const [a, b] = [await words(page), await words(bare)];
	let at = 0;
	while (at < a.length && a[at] === b[at]) at++;
	ok(a === b && b.length >= 20, `with scripts: …${a.slice(at, at + 100)}; ` +
		`without: …${b.slice(at, at + 100)}`);
}

async function moves(page, root, url, ok) {
	await page.goto(url);
	await page.waitForURL((to) => to.href !== url);
	await page.waitForSelector("main h1");
	ok(page.url().startsWith(root), page.url());
}

async function read(site, pages) {
	const what = basename(site), root = pathToFileURL(`${site}/`).href;
	const plain = await open({ javaScriptEnabled: false });
	// As readers set it in their browser, for all sites.
	const context = await open({}, "--blink-settings=defaultFontSize=32");
	const problems = [watch(plain, [root]), watch(context, [root])];
	const page = await context.newPage(), bare = await plain.newPage();
	for (const [kind, name] of pages) {
		// What is shown for a missing address knows only its place on a server.
		if (kind === "missing page") continue;
		await check(`${what}, ${kind}: from a disk, without scripts, at 200 %`,
			async (ok) => {
				if (kind === "moved page") return moves(bare, root, root + name, ok);
				await page.goto(root + name);
				await bare.goto(root + name);
				return compare(page, bare, ok);
			});
	}
	await plain.close();
	await context.close();
	tap(`${what}, from a disk: the browser complains of nothing`, problems.flat());
}

// Follows each entry of the menu.
async function walk(site) {
	const what = basename(site), server = await serve(site, placeOf(site));
	const roots = [pathToFileURL(`${site}/`).href, server.url];
	const context = await open({ viewport: { width: 1280, height: 800 } });
	const problems = watch(context, roots);
	const page = await context.newPage();
	for (const root of roots)
		await check(`${what}: the menu leads to its parts, by ${root.split(":")[0]}`,
			async (ok) => {
				await page.goto(`${root}index.html`);
				const parts = page.locator("nav.parts a"), n = await parts.count();
				ok(n > 8, `${n} parts`);
				for (let i = 0; i < n; i++) {
					const to = await parts.nth(i).evaluate((a) => a.href);
					ok(to.startsWith(root), to);
					await parts.nth(i).click();
					await page.waitForURL(to);
					ok(await page.locator("main h1, header h1").count() === 1, to);
					ok(await page.evaluate(() => getComputedStyle(document.body).maxWidth !==
						"none"), `${to}: no styles`);
				}
			});
	await context.close();
	server.close();
	tap(`${what}: the browser complains of nothing on the way`, problems);
}

const seen = new Set();
for (const [at, site] of sites.entries()) {
	const last = rest && at === sites.length - 1;
	const pages = sample(site, last ? seen : new Set());
	pages.forEach(([kind]) => seen.add(kind));
	await read(site, pages);
	if (!last) await walk(site);
}
tap.end();
