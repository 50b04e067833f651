// SPDX-License-Identifier: MIT
// nginx.mjs CONF REPO MINHBACH: publishes a site, gives it out by nginx with
// our configuration in an agency's server block, and looks at the answers.
// Prints TAP.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync,
	writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { open } from "./browser.mjs";
import { report } from "./tap.mjs";

const [conf, repo, minhbach] = process.argv.slice(2);
const tap = report();
const folder = mkdtempSync(join(tmpdir(), "minhbach-nginx-"));
const site = join(folder, "www", "cchc");
mkdirSync(join(folder, "www"));

async function freePort() {
	const server = createServer();
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}
const port = await freePort();
const home = `http://127.0.0.1:${port}/cchc/`;

execFileSync(minhbach, ["build", "-C", repo, "-o", site, "--base-url", home],
	{ stdio: "pipe" });

// The server block of an agency, as any user can run it.
writeFileSync(join(folder, "cchc.conf"),
	readFileSync(conf, "utf8").replaceAll("/srv/www/cchc", site));
writeFileSync(join(folder, "index.html"), "<h1>Cổng thông tin</h1>");
const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
	.map((name) => `${name}_temp_path ${folder}/tmp;`).join(" ");
writeFileSync(join(folder, "nginx.conf"), `
daemon off; master_process off; pid ${folder}/pid; error_log stderr warn;
events { worker_connections 64; }
http {
	access_log off; ${temp}
	server {
		listen 127.0.0.1:${port};
		root ${folder};
		add_header X-Agency yes;
		include ${folder}/cchc.conf;
	}
}
`);
const complaints = [];
const nginx = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf"),
	"-e", "stderr"], { stdio: ["ignore", "ignore", "pipe"],
	env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
nginx.stderr.on("data", (text) => complaints.push(String(text)));
process.on("exit", () => nginx.kill());
nginx.on("error", (error) => {
	tap("nginx starts", [String(error)]);
	tap.end();
	process.exit(1);
});

// get(PATH, HEADERS, METHOD): { status, headers, body }; the path as it is.
function get(path, headers = {}, method = "GET") {
	return new Promise((resolve, reject) => {
		const asked = request({ host: "127.0.0.1", port, path, method, headers,
			agent: false }, (answer) => {
			const parts = [];
			answer.on("data", (part) => parts.push(part));
			answer.on("end", () => resolve({ status: answer.statusCode,
				headers: answer.headers, body: Buffer.concat(parts) }));
		});
		asked.on("error", reject);
		asked.end();
	});
}

for (let tries = 0; ; tries++) {
	const up = await get("/").catch(() => null);
	if (up) break;
	if (tries === 200) {
		tap("nginx starts", complaints);
		tap.end();
		process.exit(1);
	}
	await new Promise((resolve) => setTimeout(resolve, 50));
}

async function check(what, find) {
	const found = [];
	const is = (got, expected, name) => String(got) === String(expected) ||
		found.push(`${name}: ${got}, expected ${expected}`);
	try {
		await find(is, found);
	} catch (error) {
		found.push(String(error));
	}
	tap(what, found);
}

const STRICT = { "x-content-type-options": "nosniff",
	"referrer-policy": "no-referrer", "cache-control": "public, max-age=300",
	"x-frame-options": "DENY" };
const PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; " +
	"img-src 'self' data:; base-uri 'none'; form-action 'none'; " +
	"frame-ancestors 'none'";

function has(is, answer, expected) {
	for (const [name, value] of Object.entries(expected))
		is(answer.headers[name], value, name);
}

for (const [path, type] of [["", "text/html; charset=utf-8"],
	["index.html", "text/html; charset=utf-8"],
	["linh-vuc/chi-dao/index.html", "text/html; charset=utf-8"],
	["assets/site.css", "text/css; charset=utf-8"],
	["assets/site.js", "application/javascript; charset=utf-8"],
	["assets/icon.svg", "image/svg+xml"],
	["lich.ics", "text/calendar; charset=utf-8"],
	["feed.xml", "application/atom+xml"],
	["linh-vuc/chi-dao/feed.xml", "application/atom+xml"],
	["sitemap.xml", "text/xml"],
	["robots.txt", "text/plain; charset=utf-8"]])
	await check(`/cchc/${path}: type and headers`, async (is) => {
		const answer = await get(`/cchc/${path}`);
		is(answer.status, 200, "status");
		is(answer.headers["content-type"], type, "type");
		has(is, answer, { ...STRICT, "content-security-policy": PAGE });
		is(answer.headers["x-agency"], undefined, "the server's own header");
	});

for (const [path, type] of [["data/site.json", "application/json"],
	["data/tasks.csv", "text/csv; charset=utf-8"]])
	await check(`/cchc/${path}: open to programs of other sites`, async (is) => {
		const answer = await get(`/cchc/${path}`);
		is(answer.headers["content-type"], type, "type");
		has(is, answer, { ...STRICT, "access-control-allow-origin": "*",
			"content-security-policy":
				"default-src 'none'; frame-ancestors 'none'" });
	});

await check("/cchc/nhung/: may be framed, without scripts", async (is) => {
	const answer = await get("/cchc/nhung/chi-dao/index.html");
	is(answer.status, 200, "status");
	has(is, answer, { ...STRICT, "x-frame-options": undefined,
		"content-security-policy": "default-src 'none'; style-src 'self'; " +
			"img-src 'self' data:; base-uri 'none'; form-action 'none'; " +
			"frame-ancestors *" });
});

await check("/cchc leads to /cchc/", async (is) => {
	const answer = await get("/cchc");
	is(answer.status, 301, "status");
	is(new URL(answer.headers.location, home).pathname, "/cchc/", "location");
});

for (const path of ["khong-co/", "khong-co.html", "linh-vuc/khong/co.html",
	"data/khong-co.json", "nhung/khong-co/"])
	await check(`/cchc/${path}: the page for what is not there`, async (is) => {
		const answer = await get(`/cchc/${path}`);
		is(answer.status, 404, "status");
		is(answer.headers["content-type"], "text/html; charset=utf-8", "type");
		is(/<h1>[^<]*Không có trang này/.test(answer.body), true, "heading");
		has(is, answer, { ...STRICT, "content-security-policy": PAGE });
	});

await check("nothing outside the folder is given out", async (is) => {
	writeFileSync(join(folder, "www", "secret"), "bí mật");
	for (const path of ["/cchc../secret", "/cchc/../secret", "/cchc/%2e%2e/secret",
		"/cchc/nhung../secret", "/cchc/nhung/..%2f..%2fsecret", "/cchc/..%2fsecret"]) {
		const answer = await get(path);
		is(answer.status === 404 || answer.status === 400, true,
			`${path}: ${answer.status}`);
		is(answer.body.includes("bí mật"), false, path);
	}
});

await check("a file that did not change is not sent again", async (is) => {
	const first = await get("/cchc/index.html");
	is(/^(W\/)?"/.test(first.headers.etag), true, "ETag");
	const again = await get("/cchc/index.html",
		{ "if-none-match": first.headers.etag });
	is(again.status, 304, "status");
	is(again.body.length, 0, "bytes");
	has(is, again, { "cache-control": STRICT["cache-control"] });
});

await check("a new build changes only the ETags of what changed", async (is) => {
	const before = [await get("/cchc/index.html"), await get("/cchc/assets/site.css")];
	execFileSync(minhbach, ["build", "-C", repo, "-o", site, "--base-url", home,
		"--as-of", "2027-03-31"], { stdio: "pipe" });
	const after = [await get("/cchc/index.html"), await get("/cchc/assets/site.css")];
	is(before[0].headers.etag === after[0].headers.etag, false, "home is the same");
	is(after[1].headers.etag, before[1].headers.etag, "style sheet");
});

await check("text goes compressed, and is the same", async (is) => {
	const plain = await get("/cchc/index.html");
	const packed = await get("/cchc/index.html", { "accept-encoding": "gzip" });
	is(packed.headers["content-encoding"], "gzip", "encoding");
	is(packed.headers.vary, "Accept-Encoding", "vary");
	is(gunzipSync(packed.body).equals(plain.body), true, "same bytes");
	is(packed.body.length < plain.body.length / 2, true, "smaller");
	has(is, packed, { ...STRICT, "content-security-policy": PAGE });
});

await check("nothing can be sent to it", async (is) => {
	for (const method of ["POST", "PUT", "DELETE"])
		is((await get("/cchc/index.html", {}, method)).status, 405, method);
});

// ---- in a browser

const portal = createServer((asked, answer) => {
	answer.writeHead(200, { "content-type": "text/html; charset=utf-8" });
	answer.end(`<!DOCTYPE html><title>Cổng</title><iframe width="300" height="600"
		src="${home}${decodeURIComponent(asked.url.slice(1))}"></iframe>`);
});
await new Promise((resolve) => portal.listen(0, "localhost", resolve));
const context = await open({ viewport: { width: 800, height: 700 } });
const page = await context.newPage();
let said = [];
page.on("console", (message) => said.push(message.text()));

async function framed(path) {
	said = [];
	await page.goto(`http://localhost:${portal.address().port}/${path}`);
	return page.frames()[1];
}

await check("a page of /nhung/ shows in a page of another site", async (is) => {
	const frame = await framed("nhung/chi-dao/index.html");
	await frame.waitForSelector("h1", { timeout: 10000 });
	is(await frame.evaluate(() => document.styleSheets[0].cssRules.length > 10),
		true, "styled");
	is(said.filter((text) => !/favicon/.test(text)).join("\n"), "", "console");
});

for (const path of ["index.html", "co-quan/so-ngoai-vu/index.html",
	"data/site.json"])
	await check(`${path} does not`, async (is) => {
		await framed(path);
		is(said.some((text) => /frame-ancestors|X-Frame-Options/i.test(text)), true,
			`refused (${said.join("; ")})`);
	});

await check("scripts and styles work under the headers", async (is) => {
	said = [];
	await page.goto(`${home}tim-kiem/index.html?q=thu+tuc`);
	await page.waitForSelector("main a[href*='ke-hoach/']", { timeout: 10000 });
	is(said.join("\n"), "", "console");
});

await check("the page for what is not there is styled at any depth",
	async (is) => {
		said = [];
		await page.goto(`${home}a/b/c/khong-co.html`);
		is(await page.evaluate(() => document.styleSheets.length), 1, "style sheets");
		await page.click("main a, header a");
		is(new URL(page.url()).pathname.startsWith("/cchc/"), true, page.url());
	});

await context.close();
portal.close();
tap("nginx complains of nothing but what was not there",
	complaints.join("").split("\n").filter((line) => line &&
		!/No such file|is not found|favicon/.test(line)));
nginx.kill();
tap.end();
