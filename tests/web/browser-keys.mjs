// SPDX-License-Identifier: MIT
// browser-keys.mjs - walks through pages by keyboard alone.  Each function gives
// a list of problems.

const MOST = 250;

// The first Tab is at the skip link, which leads into the contents.
export async function keyboardSkip(page, url) {
	await page.goto(url);
	await page.keyboard.press("Tab");
	const first = await page.evaluate(() => {
		const box = document.activeElement.getBoundingClientRect();
		return document.activeElement.matches("a.skip") && box.left >= 0 && box.top >= 0;
	});
	await page.keyboard.press("Enter");
	const inside = await page.evaluate(() => document.activeElement.localName);
	await page.keyboard.press("Tab");
	const next = await page.evaluate(() => !!document.activeElement.closest("main *"));
	return [!first && "the skip link is not first, or not seen",
		inside !== "main" && `focus is on <${inside}>`,
		!next && "the next Tab is outside the contents"].filter(Boolean);
}

// Tab reaches all links and controls, each with a mark that can be seen, and
// Enter opens what is folded.
export async function keyboardPage(page, url) {
	await page.goto(url);
	const wanted = await page.evaluate((most) => {
		window.wanted = [...document.querySelectorAll("a[href], summary, button, " +
			"input, select, textarea")].filter((e) => e.checkVisibility() && !e.disabled)
			.slice(0, most);
		window.seen = new Map();
		addEventListener("focusin", ({ target }) => {
			const { outlineStyle, outlineWidth } = getComputedStyle(target);
			const box = target.getBoundingClientRect();
			window.seen.set(target, outlineStyle === "none" || parseFloat(outlineWidth) < 2 ?
				`no outline (${outlineStyle} ${outlineWidth})` :
				box.width < 1 || box.height < 1 || box.right < 1 ? "nothing to see" : "");
		});
		return window.wanted.length;
	}, MOST);
	// Parts that scroll may be stations of their own.
	for (let i = 0; i < wanted + 10; i++)
		await page.keyboard.press("Tab");
	const problems = await page.evaluate(() => {
		const name = (e) => e.outerHTML.slice(0, 120);
		return [...window.wanted.filter((e) => !window.seen.has(e))
			.map((e) => `not reached: ${name(e)}`),
		...[...window.seen].filter(([, why]) => why)
			.map(([e, why]) => `${why}: ${name(e)}`)];
	});
	const folded = await page.evaluateHandle(() => [...document.querySelectorAll(
		"main details:not([open]) > summary")].find((e) => e.checkVisibility()));
	if (await folded.evaluate((e) => (e?.focus(), !!e))) {
		await page.keyboard.press("Enter");
		if (!await folded.evaluate((e) => e.parentElement.open))
			problems.push("Enter does not open <details>");
	}
	return problems;
}

// The menu opens, its first entry is next, and leads to its page.
export async function keyboardPhone(page, url) {
	await page.goto(url);
	for (let i = 0; i < 5; i++) {
		await page.keyboard.press("Tab");
		if (await page.evaluate(() => document.activeElement.matches(".menu > summary")))
			break;
	}
	await page.keyboard.press("Enter");
	if (!await page.locator(".menu[open] a").first().isVisible())
		return ["Enter does not open the menu"];
	await page.keyboard.press("Tab");
	const to = await page.evaluate(() =>
		document.activeElement.matches(".menu a") && document.activeElement.href);
	if (!to) return ["the entries are not next"];
	await page.keyboard.press("Enter");
	await page.waitForURL(to);
	return [];
}
