// SPDX-License-Identifier: MIT
// contrast.mjs - the contrast of a style sheet's colours (WCAG 2), read from
// its custom properties.
export function tokens(css) {
	// Later blocks lay over earlier ones; print is left out.
	const light = {}, dark = {};
	const blocks = css.replace(/\/\*[^]*?\*\//g, "").split(/@media print/)[0]
		.matchAll(/(@media \(prefers-color-scheme: dark\) \{\s*)?:root \{([^}]*)\}/g);
	for (const [, isDark, body] of blocks)
		for (const [, name, value] of body.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{3,6})\b/g)) {
			dark[name] = value;
			if (!isDark) light[name] = value;
		}
	return { light, dark };
}

const channel = (v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;

export function luminance(hex) {
	const full = hex.length === 4 ? hex.replace(/[0-9a-f]/g, "$&$&") : hex;
	const [r, g, b] = [1, 3, 5].map((i) =>
		channel(parseInt(full.slice(i, i + 2), 16) / 255));
	return .2126 * r + .7152 * g + .0722 * b;
}

export function contrast(a, b) {
	const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
	return (high + .05) / (low + .05);
}
