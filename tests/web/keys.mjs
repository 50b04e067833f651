// SPDX-License-Identifier: MIT
// keys.mjs [--rest] SITE...: walks through a page of each kind of each site by
// keyboard alone.  With --rest of the last site only the kinds that the others
// lack.  Prints TAP.
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

import { open } from "./browser.mjs";
import { sample } from "./pages.mjs";
import { checks, report } from "./tap.mjs";

const tap = report();
const rest = process.argv[2] === "--rest";
const sites = process.argv.slice(rest ? 3 : 2);
const MOST = 200;

const check = checks(tap);

// The first Tab is at the skip link, which leads into the contents.
async function skip(page, url, ok) {
	await page.goto(url);
	await page.keyboard.press("Tab");
	ok(await page.evaluate(() => {
		const box = document.activeElement.getBoundingClientRect();
		return document.activeElement.matches("a.skip") && box.left >= 0 && box.top >= 0;
	}), "the skip link is not first, or not seen");
	await page.keyboard.press("Enter");
	const inside = await page.evaluate(() => document.activeElement.localName);
	ok(inside === "main", `focus is on <${inside}>`);
	await page.keyboard.press("Tab");
	ok(await page.evaluate(() => !!document.activeElement.closest("main *")),
		"the next Tab is outside the contents");
}

/* Run in the page: what can be used, and a note of each as focus comes to it:
   whether a ring is there that was not, of 2 px or more and a contrast of 3 with
   what is around (WCAG 2.2, 2.4.13), and nothing lies over it (2.4.11). */
const watchFocus = (most) => {
	const channels = (color) => color.match(/[\d.]+/g).map(Number);
	const light = (color) => channels(color).slice(0, 3).map((v) => v / 255)
		.map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
		.reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
	function ground(e) {
		while (e && channels(getComputedStyle(e).backgroundColor)[3] === 0)
			e = e.parentElement;
		return getComputedStyle(e ?? document.documentElement).backgroundColor;
	}
	const ring = (e) => {
		const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(e);
		return outlineStyle === "none" ? 0 : parseFloat(outlineWidth) >= 2 && outlineColor;
	};
	window.wanted = [...document.querySelectorAll("a[href], summary, button, input, " +
		"select, textarea")].filter((e) => e.checkVisibility() && !e.disabled)
		.slice(0, most);
	const before = new Map(window.wanted.map((e) => [e, ring(e)]));
	window.seen = new Map();
	addEventListener("focusin", ({ target: e }) => {
		const color = ring(e), boxes = [...e.getClientRects()];
		const [a, b] = color ? [light(color), light(ground(e.parentElement))]
			.sort((x, y) => y - x) : [];
		const box = boxes.find((r) => r.width > 1 && r.height > 1 &&
			r.right > 0 && r.bottom > 0);
		const at = box && document.elementFromPoint(
			Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
			Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
		window.seen.set(e, !color ? "no ring that can be seen" :
			before.get(e) === color ? "the same ring as without focus" :
			(a + .05) / (b + .05) < 3 ? `a ring like its ground: ${color}` :
			!box ? "nothing to see" :
			!(e.contains(at) || at?.contains(e)) ? `under ${at?.outerHTML.slice(0, 60)}` : "");
	});
	return window.wanted.length;
};

// Tab reaches all links and controls.
async function tab(page, url, ok) {
	await page.goto(url);
	const wanted = await page.evaluate(watchFocus, MOST);
	// Parts that scroll may be stations of their own.
	for (let i = 0; i < wanted + 5; i++)
		await page.keyboard.press("Tab");
	const problems = await page.evaluate(() => {
		const name = (e) => e.outerHTML.slice(0, 120);
		return [...window.wanted.filter((e) => !window.seen.has(e))
			.map((e) => `not reached: ${name(e)}`),
		...[...window.seen].filter(([, why]) => why)
			.map(([e, why]) => `${why}: ${name(e)}`)];
	});
	for (const problem of problems) ok(false, problem);
}

// Enter opens what is folded, Space folds it again.
async function unfold(page, ok) {
	const all = await page.locator("main details > summary").elementHandles();
	for (const summary of all.slice(0, 20)) {
		if (!await summary.evaluate((e) => e.checkVisibility())) continue;
		const is = () => summary.evaluate((e) => e.parentElement.open);
		const before = await is();
		await summary.focus();
		for (const [key, wanted] of [["Enter", !before], ["Space", before]]) {
			await page.keyboard.press(key);
			ok(await is() === wanted, `${key} does nothing at ` +
				await summary.evaluate((e) => e.outerHTML.slice(0, 80)));
		}
	}
}

// The tools of long tables: typing, arrows, Space; all of it is announced.
async function tools(page, ok) {
	const part = page.locator(".tools").first();
	if (!await part.count()) return;
	const table = page.locator(".tools + table").first();
	const rows = () => table.locator("tbody:not([hidden]) > tr:not([hidden])" +
		":not(:has([scope=rowgroup]))").allInnerTexts();
	const said = () => part.locator("[role=status]").textContent();
	const all = await rows();
	await part.locator("input").focus();
	await page.keyboard.type("zzzz");
	ok((await rows()).length === 0 && (await said()).startsWith("0 "), await said());
	await page.keyboard.press("Escape");
	ok((await rows()).length === all.length, "Escape shows not all");
	await page.keyboard.press("Tab");
	await page.keyboard.press("ArrowDown");
	const sorted = await rows(), first = await said();
	await page.keyboard.press("Tab");
	await page.keyboard.press("Space");
	const back = await rows(), second = await said();
	ok(sorted.length === all.length && back.join() !== sorted.join(), "not sorted");
	ok(first && second && first !== second, `sorting is not told: ${first}; ${second}`);
	ok(await part.locator("button").getAttribute("aria-pressed") === "true", "not pressed");
}

// The menu opens, its first entry is next, and leads to its page.
async function phone(page, url, ok) {
	await page.goto(url);
	for (let i = 0; i < 5; i++) {
		await page.keyboard.press("Tab");
		if (await page.evaluate(() => document.activeElement.matches(".menu > summary")))
			break;
	}
	await page.keyboard.press("Enter");
	ok(await page.locator(".menu[open] a").first().isVisible(), "Enter opens no menu");
	await page.keyboard.press("Tab");
	const to = await page.evaluate(() =>
		document.activeElement.matches(".menu a") && document.activeElement.href);
	ok(to, "the entries are not next");
	await page.keyboard.press("Enter");
	await page.waitForURL(to);
}

async function walk(site, pages, colorScheme) {
	const what = basename(site), root = pathToFileURL(`${site}/`).href;
	const context = await open({ viewport: { width: 1280, height: 800 }, colorScheme });
	const page = await context.newPage();
	for (const [kind, name] of pages) {
		// These lead on by themselves, or know only their place on a server.
		if (kind === "moved page" || kind === "missing page") continue;
		await check(`${what}, ${kind}: all of it by keyboard, ${colorScheme}`,
			async (ok) => {
				await tab(page, root + name, ok);
				await unfold(page, ok);
				await tools(page, ok);
			});
	}
	if (pages.some(([kind]) => kind === "home")) {
		await check(`${what}: the first Tab skips to the contents`, (ok) =>
			skip(page, `${root}index.html`, ok));
		await page.setViewportSize({ width: 320, height: 640 });
		await check(`${what}: the menu of a phone works by keyboard`, (ok) =>
			phone(page, `${root}index.html`, ok));
	}
	await context.close();
}

const seen = new Set();
for (const [at, site] of sites.entries()) {
	const pages = sample(site, rest && at === sites.length - 1 ? seen : new Set());
	pages.forEach(([kind]) => seen.add(kind));
	await walk(site, pages, at % 2 ? "dark" : "light");
}
tap.end();
