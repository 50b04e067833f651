// SPDX-License-Identifier: MIT
// look.mjs SITE [OTHER REST]: a page of each kind, on the screen of a phone and
// of a desk, in light and dark: accessible by axe, within the screen, without a
// complaint of the browser.  REST is a site for the kinds that neither SITE nor
// OTHER has, which is looked at elsewhere; the three have all kinds.  Prints TAP.
import { readFileSync } from "node:fs";
import { basename } from "node:path";

import { AXE, open, placeOf, serve, watch } from "./browser.mjs";
import { SPACED, fits, setStyle } from "./fits.mjs";
import { KIND_NAMES, sample } from "./pages.mjs";
import { report } from "./tap.mjs";

const tap = report();
const axe = readFileSync(AXE, "utf8");

/* What axe finds, run in the page, which its policy allows neither tags nor
   styles of ours.  Contrast that axe cannot tell (signs instead of letters, a
   mark that CSS draws beside the text) is worked out here: all our colours are
   plain ones. */
const accessible = (page) => page.evaluate(async () => {
	const { violations, incomplete } = await window.axe.run(document, {
		// Reading the styles anew would be against the page's policy.
		preload: false,
		resultTypes: ["violations", "incomplete"],
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
			"best-practice"],
	});
	const channels = (color) => color.match(/[\d.]+/g).map(Number);
	const light = (color) => channels(color).slice(0, 3).map((v) => v / 255)
		.map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
		.reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
	function ground(e) {
		for (; e; e = e.parentElement) {
			const color = getComputedStyle(e).backgroundColor;
			const alpha = channels(color)[3] ?? 1;
			if (alpha === 1) return color;
			if (alpha) return "rgb(127, 127, 127)";	// none of ours: to be found
		}
		return getComputedStyle(document.documentElement).backgroundColor;
	}
	function contrast({ target }) {
		const e = document.querySelector(target[0]);
		const { color, fontSize, fontWeight } = getComputedStyle(e);
		const [a, b] = [light(color), light(ground(e))].sort((x, y) => y - x);
		const large = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
		const ratio = (a + .05) / (b + .05);
		return ratio >= (large ? 3 : 4.5) ? [] :
			[`contrast ${ratio.toFixed(2)}: ${e.outerHTML.slice(0, 120)}`];
	}
	return [...violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ` +
		`${n.html.slice(0, 120)}: ${n.failureSummary?.split("\n")[1]?.trim()}`)),
	...incomplete.filter((v) => v.id === "color-contrast")
		.flatMap((v) => v.nodes.flatMap(contrast))];
});

// Each page, as it is come to; one that moved stays for a day to be looked at.
async function visit(page, url, kind) {
	if (kind === "moved page")
		await page.route(url, async (route) => {
			const response = await route.fetch();
			const body = (await response.text()).replace('content="0; url=',
				'content="86400; url=');
			await route.fulfill({ response, body });
		});
	await page.goto(url);
}

async function look(site, pages) {
	const what = basename(site), server = await serve(site, placeOf(site));
	const context = await open();
	// Where nothing is, as deep as the site's page for that can be shown.
	const missing = `${server.url}${placeOf(site) === "/cchc/trang/" ? "" : "a/b/"}khong-co`;
	const problems = watch(context, [server.url], [missing]);
	const page = await context.newPage();
	for (const [kind, name] of pages) {
		const url = kind === "missing page" ? missing : server.url + name;
		for (const width of [320, 1280]) {
			const found = [];
			const add = (where, list) => found.push(...list.map((p) =>
				`${name}, ${where}: ${p}`.replace(/\s+/g, " ")));
			try {
				await page.setViewportSize({ width, height: 800 });
				await visit(page, url, kind);
				add("as it is", await fits(page));
				await page.evaluate(axe);
				for (const colorScheme of ["light", "dark"]) {
					await page.emulateMedia({ colorScheme });
					add(colorScheme, await accessible(page));
				}
				await setStyle(page, SPACED);
				add("spaced", await fits(page));
			} catch (error) {
				found.push(String(error));
			}
			tap(`${what}, ${kind}, ${width} px, light and dark`, found);
		}
	}
	tap(`${what}: the browser complains of nothing`, problems);
	await context.close();
	server.close();
}

const [site, other, rest] = process.argv.slice(2), seen = new Set();
await look(site, sample(site, seen));
if (rest) {
	sample(other, seen);
	await look(rest, sample(rest, seen));
	tap("there are pages of each kind", KIND_NAMES.filter((kind) => !seen.has(kind)));
}
tap.end();
