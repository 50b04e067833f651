// SPDX-License-Identifier: MIT
// search-large.mjs SITE ITEMS: a first query, typed letter by letter, in a site
// of so many items loads less than 300 kB, all that the page itself needs with
// it.  Prints TAP.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { open, serve, watch } from "./browser.mjs";
import { report } from "./tap.mjs";

const [site, items] = process.argv.slice(2);
const tap = report();
const BUDGET = 300000;

const { counts } = JSON.parse(readFileSync(join(site, "data/site.json"), "utf8"));
const listed = Number(/data-entries="(\d+)"/.exec(
	readFileSync(join(site, "tim-kiem/index.html"), "utf8"))[1]);
tap(`the site has ${items} items`, listed >= items ? [] :
	[`${listed} entries, ${counts.items} items in force`]);

const server = await serve(site, "/cchc/trang/");
const context = await open();
const problems = watch(context, [server.url]);

// Each query in a page that has nothing in its cache; slowly, so that what is
// shown while typing counts.
for (const [query, found] of [["cải cách hành chính", true], ["ke hoach", true],
	["trung tâm phục vụ hành chính công", true], ["12/KH-CQ7", false],
	["7/KH-CQ12", true], ["V-17-3-20", true], ["báo cáo kết quả kiểm tra", true],
	["kế hoạch tuyên truyền cải cách thủ tục hành chính năm 2026", null]]) {
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send("Network.enable");
	await session.send("Network.clearBrowserCache");
	let bytes = 0, files = 0;
	// As they come over the line, with headers.
	session.on("Network.loadingFinished", (event) => {
		bytes += event.encodedDataLength;
		files++;
	});
	await page.goto(`${server.url}tim-kiem/index.html`);
	await page.focus("#q");
	await page.keyboard.type(query, { delay: 250 });
	await page.waitForTimeout(800);
	await page.waitForFunction(() => !["", "Đang tìm…"].includes(
		document.getElementById("found-status").textContent));
	await page.waitForTimeout(200);
	const status = await page.textContent("#found-status");
	const some = /\d+ kết quả/.test(status);
	tap(`"${query}" loads less than ${BUDGET} bytes`, [
		...bytes < BUDGET && bytes > 40000 ? [] : [`${bytes} bytes in ${files} files`],
		...found === null || some === found ? [] : [status]]);
	await page.close();
}
tap("the browser complains of nothing", problems);
await context.close();
server.close();
tap.end();
