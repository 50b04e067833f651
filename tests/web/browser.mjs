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

// open(OPTIONS): a browser context with an empty profile, which stays below
// $TMPDIR; close() it.
export async function open(options = {}) {
	const profile = mkdtempSync(join(tmpdir(), "minhbach-browser-"));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: "/usr/bin/chromium", headless: true,
		args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync"],
		viewport: { width: 360, height: 740 }, locale: "vi-VN", ...options,
	});
	context.setDefaultTimeout(20000);
	return context;
}

const TYPES = { ".html": "text/html", ".css": "text/css",
	".js": "text/javascript", ".svg": "image/svg+xml" };

// serve(SITE, BASE): { url, close() }; BASE is "/a/b/".
export async function serve(site, base) {
	const server = createServer((request, response) => {
		try {
			const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
			let file = join(site, normalize(path.slice(base.length)));
			if (!path.startsWith(base) || !file.startsWith(site)) throw new Error(path);
			if (statSync(file).isDirectory()) file = join(file, "index.html");
			const bytes = readFileSync(file);
			response.writeHead(200, { "content-type": TYPES[extname(file)] ??
				"application/octet-stream", "x-content-type-options": "nosniff" });
			response.end(bytes);
		} catch {
			response.writeHead(404).end();
		}
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}${base}`,
		close: () => server.close(),
	};
}
