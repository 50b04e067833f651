// SPDX-License-Identifier: MIT
// fits.mjs - whether all of a page can be seen as the browser has laid it out.

/* fits(PAGE): what makes the page scroll sideways, sticks out at a side, is cut
   off, or lies on other text. */
export const fits = (page) => page.evaluate(() => {
	const name = (e) => `<${e.localName} class="${e.getAttribute("class") ?? ""}"> ` +
		e.textContent.replace(/\s+/g, " ").trim().slice(0, 50);
	const width = document.documentElement.clientWidth;
	const found = [];

	// Parts that scroll by themselves may be wider; what is in them can be seen.
	const hides = (overflow) => overflow === "hidden" || overflow === "clip";
	const scrolls = new Map();
	function inScroller(e) {
		if (!e || e === document.body) return false;
		if (!scrolls.has(e))
			scrolls.set(e, ["auto", "scroll"].includes(getComputedStyle(e).overflowX) ||
				inScroller(e.parentElement));
		return scrolls.get(e);
	}
	// For readers who hear the page, or until it is in focus.
	const unseen = (e) => e.closest(".skip, title, desc, script") ||
		[e, e.parentElement].some((each) =>
			getComputedStyle(each).clipPath === "inset(50%)");

	if (document.documentElement.scrollWidth > width)
		found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
	for (const e of document.body.querySelectorAll("*")) {
		if (unseen(e) || !e.checkVisibility({ visibilityProperty: true })) continue;
		const { overflowX, overflowY, textOverflow } = getComputedStyle(e);
		if (!e.closest("svg, select, input") &&
			((hides(overflowX) && e.scrollWidth > e.clientWidth + 1) ||
			(hides(overflowY) && e.scrollHeight > e.clientHeight + 1)))
			found.push(`cut off: ${name(e)}`);
		if (textOverflow === "ellipsis" && e.localName !== "select")
			found.push(`may be cut off: ${name(e)}`);
	}

	// Lines of text, as boxes without the space above and below the letters.
	const lines = [], range = document.createRange();
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node; (node = walker.nextNode());) {
		const e = node.parentElement;
		if (!node.data.trim() || unseen(e) ||
			!e.checkVisibility({ visibilityProperty: true })) continue;
		range.selectNodeContents(node);
		for (const r of range.getClientRects()) {
			if (r.width < 3 || r.height < 3) continue;
			const line = { e, left: r.left + 1, right: r.right - 1,
				top: r.top + r.height * .2, bottom: r.bottom - r.height * .2 };
			if ((line.left < 0 || line.right > width) && !inScroller(e))
				found.push(`at ${Math.round(r.left)} to ${Math.round(r.right)} px ` +
					`of ${width}: ${name(e)}`);
			lines.push(line);
		}
	}
	lines.sort((a, b) => a.top - b.top);
	lines.forEach((a, i) => {
		for (let j = i + 1; j < lines.length && lines[j].top < a.bottom; j++) {
			const b = lines[j];
			if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
				Math.min(a.bottom, b.bottom) - b.top > 2)
				found.push(`${name(a.e)}: lies on: ${name(b.e)}`);
		}
	});
	return found;
});

// setStyle(PAGE, CSS): as a reader's own style, which no policy forbids.
export const setStyle = (page, css) => page.evaluate((text) => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(text);
	document.adoptedStyleSheets = [sheet];
}, css);

// The spacing of text that readers may set (WCAG 2.2, 1.4.12).
export const SPACED = `* { letter-spacing: .12em !important;
	word-spacing: .16em !important; line-height: 1.5 !important }
	p { margin-bottom: 2em !important }`;
