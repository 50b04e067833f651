// SPDX-License-Identifier: MIT
// browser.mjs - a browser of its own for the checks, and a server on the
// loopback that gives a built site out below a path.
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";

import { chromium } from "playwright-core";

export const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

// open(OPTIONS, FLAG...): a browser context with an empty profile, which stays
// below $TMPDIR; close() it.
export async function open(options = {}, ...flags) {
	const profile = mkdtempSync(join(tmpdir(), "minhbach-browser-"));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: "/usr/bin/chromium", headless: true,
		args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", ...flags],
		viewport: { width: 360, height: 740 }, locale: "vi-VN", ...options,
	});
	context.setDefaultTimeout(30000);
	return context;
}

/* watch(CONTEXT, ROOTS): a list that fills with what the browser complains of:
   errors, breaches of a page's policy, and requests for anything that is below
   none of the addresses.  `missing` are addresses that nothing is at. */
export function watch(context, roots, missing = []) {
	const problems = [];
	const expected = (url) => missing.some((m) => url === m);
	context.on("console", (m) => expected(m.location().url) ||
		problems.push(`${m.location().url}: ${m.type()}: ${m.text()}`));
	context.on("weberror", (e) => problems.push(String(e.error())));
	context.on("requestfailed", (r) => problems.push(`failed: ${r.url()}`));
	context.on("response", (r) => r.status() < 400 || expected(r.url()) ||
		problems.push(`${r.status()}: ${r.url()}`));
	context.on("request", (r) => roots.some((root) => r.url().startsWith(root)) ||
		r.url().startsWith("data:image/") || problems.push(`elsewhere: ${r.url()}`));
	return problems;
}

const TYPES = { ".html": "text/html", ".css": "text/css",
	".js": "text/javascript", ".svg": "image/svg+xml" };

/* serve(SITE, BASE, HEADERS): { url, close() }; BASE is "/a/b/".  What is not
   there is answered with the site's page for that.  HEADERS(path) are more
   headers for an answer. */
export async function serve(site, base, headers = () => ({})) {
	const server = createServer((request, response) => {
		const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
		const answer = (status, file) => {
			const bytes = readFileSync(file);
			response.writeHead(status, { "x-content-type-options": "nosniff",
				"content-type": TYPES[extname(file)] ?? "application/octet-stream",
				...headers(path) });
			response.end(bytes);
		};
		try {
			let file = join(site, normalize(path.slice(base.length)));
			if (!path.startsWith(base) || !file.startsWith(site)) throw new Error(path);
			if (statSync(file).isDirectory()) file = join(file, "index.html");
			answer(200, file);
		} catch {
			answer(404, join(site, "404.html"));
		}
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}${base}`,
		close: () => server.close(),
	};
}

/* Where a site is served in a check: at the place that it knows of, or at some. */
export function placeOf(site) {
	const { base_url: url } = JSON.parse(readFileSync(join(site, "data/site.json")));
	return url ? new URL(url).pathname : "/cchc/trang/";
}
