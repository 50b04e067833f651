// SPDX-License-Identifier: MIT
// embed.mjs REPO NOWHERE MINHBACH: builds the site of a repository for an
// address on the loopback, and looks at its small pages in a page of another
// origin; NOWHERE is the site built without an address.  Prints TAP.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { open, serve } from "./browser.mjs";
import { report } from "./tap.mjs";

const [repo, nowhere, minhbach] = process.argv.slice(2);
const tap = report();

async function check(what, find) {
	const found = [];
	try {
		await find((condition, problem) => condition || found.push(problem));
	} catch (error) {
		found.push(String(error));
	}
	tap(what, found);
}

// The headers that the recipe for nginx sends: for the small pages, and for all
// others.
const recipe = readFileSync(new URL("../../deploy/nginx/cchc.conf", import.meta.url),
	"utf8");
const headersOf = (place) => Object.fromEntries([...recipe
	.split(`location ${place} {`)[1].split("location ")[0]
	.matchAll(/^\s*add_header (\S+) (?:"([^"]*)"|(\S+)) always;/gm)]
	.map(([, name, quoted, plain]) => [name, quoted ?? plain]));
const [forAll, forFrames] = ["/cchc/", "/cchc/nhung/"].map(headersOf);

const site = join(mkdtempSync(join(tmpdir(), "minhbach-embed-")), "public");
const server = await serve(site, "/cchc/", (path) =>
	path.startsWith("/cchc/nhung/") ? forFrames : forAll);
execFileSync(minhbach, ["build", "-C", repo, "-o", site, "--base-url", server.url],
	{ stdio: ["ignore", "ignore", "inherit"] });

// A portal that has only the lines that were copied; by another name and port.
let lines = "";
const portal = createServer((request, response) => {
	response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
	response.end(`<!DOCTYPE html><html lang="vi"><head><title>Cổng</title></head>
		<body><h1>Cổng thông tin</h1>${lines}</body></html>`);
});
await new Promise((resolve) => portal.listen(0, "localhost", resolve));
const portalUrl = `http://localhost:${portal.address().port}/`;

const context = await open({ viewport: { width: 320, height: 900 } });
const complaints = [];
context.on("console", (m) => complaints.push(`${m.location().url}: ${m.text()}`));
context.on("requestfailed", (r) => complaints.push(`failed: ${r.url()}`));
context.on("request", (r) => /favicon\.ico$/.test(r.url()) ||
	[server.url, portalUrl].some((root) => r.url().startsWith(root)) ||
	complaints.push(`elsewhere: ${r.url()}`));
const page = await context.newPage();

// The lines that a page of the site gives to copy.
async function copy(url) {
	await page.goto(url);
	await page.click(".embed-code > summary");
	return page.innerText(".embed-code pre");
}

async function embedded() {
	await page.goto(portalUrl);
	await page.locator("iframe").scrollIntoViewIfNeeded();	// it loads lazily
	await page.frameLocator("iframe").locator("h1").waitFor();
	return page.frames()[1];
}

for (const [what, full] of [["an area", "linh-vuc/chi-dao/index.html"],
	["an agency", "co-quan/so-ngoai-vu/index.html"]]) {
	lines = await copy(server.url + full).catch(String);
	const heading = await page.innerText("h1");
	await check(`${what}: the lines name its whole address`, (ok) => {
		const [, src] = /^<iframe src="([^"]+)"/.exec(lines) ?? [];
		ok(src?.startsWith(`${server.url}nhung/`), lines);
		ok(lines.includes(`title="${heading} · `), lines);
	});
	await check(`${what}: shows in a page of another origin`, async (ok) => {
		const frame = await embedded();
		ok(new URL(frame.url()).origin !== new URL(page.url()).origin, frame.url());
		ok(await frame.innerText("h1") === heading, await frame.innerText("h1"));
		ok(/^Tính đến /.test(await frame.innerText(".asof")), "no as-of date");
		ok(await frame.locator("svg.bar").count() === 1, "no bar");
		ok(await frame.locator(".changes li").count() >= 1, "no changes");
		ok(await frame.locator("header, nav, script").count() === 0, "more than asked");
	});
	await check(`${what}: has its styles, and fits`, async (ok) => {
		const frame = await embedded();
		const [family, inner, outer] = await frame.evaluate(() => [
			getComputedStyle(document.querySelector(".legend")).listStyleType,
			document.documentElement.scrollWidth, innerWidth]);
		ok(family === "none", `list style ${family}`);
		ok(inner <= outer, `${inner} px in ${outer} px`);
	});
	for (const link of [".more a", ".changes .of a", "h1 a"])
		await check(`${what}: "${link}" leads to the site, out of the frame`,
			async (ok) => {
				const frame = await embedded();
				const to = await frame.locator(link).first().evaluate((a) => a.href);
				await frame.locator(link).first().click();
				await page.waitForURL(to);
				ok(page.frames().length === 1, "still framed");
				ok(link === ".changes .of a" || to === server.url + full, to);
			});
}
await check("the whole site can be embedded, as the page on data tells", async (ok) => {
	lines = await copy(`${server.url}du-lieu/index.html`);
	const frame = await embedded();
	ok(frame.url() === `${server.url}nhung/index.html`, frame.url());
	await frame.locator(".more a").click();
	await page.waitForURL(server.url + "index.html");
});
await check("headers are those of the recipe: other pages stand in no frame",
	async (ok) => {
		ok(forFrames["Content-Security-Policy"]?.includes("frame-ancestors *"),
			forFrames["Content-Security-Policy"]);
		ok(forAll["Content-Security-Policy"]?.includes("frame-ancestors 'none'"),
			forAll["Content-Security-Policy"]);
		lines = `<iframe src="${server.url}index.html" title="Cả trang"></iframe>`;
		const before = complaints.length;
		await page.goto(portalUrl);
		await page.waitForFunction(() => document.readyState === "complete");
		await page.waitForTimeout(300);
		ok(await page.frames()[1].locator(".mast").count() === 0, "it is framed");
		ok(complaints.splice(before).some((c) => /frame-ancestors|X-Frame-Options/.test(c)),
			"the browser does not say so");
	});
await check("the browser complains of nothing, of no data in pages either", (ok) =>
	complaints.forEach((c) => ok(false, c)));
await check("without an address the lines tell what to fill in", (ok) => {
	const html = readFileSync(join(nowhere, "linh-vuc/chi-dao/index.html"), "utf8");
	const [code] = /<pre><code>[^]*?<\/code>/.exec(html);
	ok(/src=&quot;https:\/\/[a-z-]+\.example\/nhung\/chi-dao\/index\.html&quot;/
		.test(code), code);
	ok(html.includes("thay phần đầu của src"), "no hint");
});
await context.close();
portal.close();
server.close();
tap.end();
