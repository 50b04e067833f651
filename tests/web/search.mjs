// SPDX-License-Identifier: MIT
// search.mjs SITE: searches in a built site with a browser.  Prints TAP.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { AXE, open, serve } from "./browser.mjs";
import { report } from "./tap.mjs";

const site = process.argv[2];
const tap = report();
const records = [];
for (const name of readdirSync(join(site, "tim-kiem/muc")))
	new Function("mb", readFileSync(join(site, "tim-kiem/muc", name), "utf8"))(
		(_, rows) => records.push(...rows));

// ---- what a reader does ------------------------------------------------------

// Does something, waits until its results are there, and gives their titles.
async function titles(page, act = () => {}) {
	await page.evaluate(() => document.getElementById("found-status")?.replaceChildren());
	await act();
	await page.waitForTimeout(170);
	await page.waitForFunction(() => {
		const status = document.getElementById("found-status").textContent;
		return [...new FormData(document.getElementById("search")).values()]
			.some((value) => value.trim()) ? status && status !== "Đang tìm…" :
			document.getElementById("found").hidden;
	});
	return page.$$eval("#found-list a", (links) => links.map((a) => a.textContent));
}

const type = (page, text) => titles(page, () => page.fill("#q", text));
const choose = (page, name, value) => titles(page, () =>
	page.selectOption(`[name=${name}]`, value));

const status = (page) => page.textContent("#found-status");

async function check(what, problems) {
	try {
		tap(what, await problems());
	} catch (error) {
		tap(what, [String(error)]);
	}
}

const unless = (right, ...what) => right ? [] :
	[what.map((w) => typeof w === "string" ? w : JSON.stringify(w)).join(" ")];

function watch(page) {
	const problems = [];
	page.on("console", (m) => m.type() === "error" && problems.push(m.text()));
	page.on("pageerror", (e) => problems.push(String(e)));
	page.on("requestfailed", (r) => problems.push(`${r.url()} failed`));
	return problems;
}

// ---- words, as they are typed ------------------------------------------------

async function words(page) {
	const same = async (a, b) => {
		const [x, y] = [await type(page, a), await type(page, b)];
		return unless(x.length && x.join("\n") === y.join("\n"), x, y);
	};
	await check("words without tones are found", async () => {
		const found = await type(page, "cai cach the che");
		return unless(found[0] === "Cải cách thể chế", found);
	});
	await check("what has the typed tones comes first", async () => {
		const found = await type(page, "cải cách");
		const wrong = found.indexOf("Cái cách ghi sổ");
		return unless(found[0].startsWith("Cải cách") && (wrong < 0 ||
			found.slice(wrong).every((t) => !/cải cách/i.test(t))), found);
	});
	await check("also where few have them", async () => {
		const found = await type(page, "cái cách");
		return unless(found[0] === "Cái cách ghi sổ" && found.length > 1, found);
	});
	await check("a title comes before what is said elsewhere", async () => {
		const found = await type(page, "đạo đức");
		return unless(found[0] === "Đạo đức công vụ" &&
			found.includes("Dao động nhân sự"), found);
	});
	await check("decomposed letters are the same letters", () =>
		same("Cải cách thủ tục", "Cải cách thủ tục".normalize("NFD")));
	await check("case does not count", () => same("kế hoạch", "KẾ HOẠCH"));
	await check("d finds đ, and đ finds d", async () => [
		...unless((await type(page, "dao duc")).includes("Đạo đức công vụ"), "dao duc"),
		...unless((await type(page, "đao động")).includes("Dao động nhân sự"), "đao động")]);
	for (const number of ["29/KH-UBND", "29KHUBND", "29 kh ubnd", "29/kh ubnd",
		"29KH-UBND", "029/KH-UBND"])
		await check(`a document is found as ${number}`, async () => {
			const found = await type(page, number);
			return unless(/^29\/KH-UBND/.test(found[0]), found);
		});
	await check("a code is found without its sign", async () => {
		const found = await type(page, "THU01");
		return unless(found[0] === "Cái cách ghi sổ", found);
	});
	await check("a word is found while it is being typed", async () => {
		const lists = [];
		for (const part of ["đạo đ", "đạo đứ", "đạo đức c", "đạo đức công v"])
			lists.push(await type(page, part));
		return lists.flatMap((l) => unless(l.includes("Đạo đức công vụ"), l));
	});
	await check("what is not there is said not to be there", async () => {
		const found = await type(page, "zzzz");
		return unless(!found.length && /Không tìm thấy/.test(await status(page)),
			await status(page));
	});
	await check("names that objects have are only words", async () => {
		const found = [...await type(page, "constructor "), ...await type(page, "__proto__ ")];
		return unless(!found.length, found);
	});
	await check("what was taken down is not found", async () => {
		const found = await type(page, "zuzuzu");
		return unless(!found.length, found);
	});
	await check("a removed item is found, and said to be removed", async () => {
		await type(page, "việc sẽ bị bỏ");
		const row = await page.textContent("#found-list li.gone");
		return unless(/Đã đưa ra khỏi/.test(row), row);
	});
	await check("the number of results is announced", async () => {
		await type(page, "đạo đức");
		const n = await page.locator("#found-list li").count();
		return [...unless(await status(page) === `${n} kết quả`, await status(page)),
			...unless(await page.getAttribute("#found-status", "role") === "status", "role")];
	});
	await check("more results follow, and the first of them is in focus", async () => {
		await type(page, "kế hoạch");
		await page.click("#found-more");
		await page.waitForFunction(() => document.querySelectorAll("#found-list li").length > 10);
		const at = await page.evaluate(() => [...document.querySelectorAll("#found-list a")]
			.indexOf(document.activeElement));
		return unless(at === 10, at);
	});
	// The script folds as the program does, or some title would not be found.
	await check("every entry is found by its own title", () => page.evaluate(async (all) => {
		const [q, list, said] = ["q", "found-list", "found-status"]
			.map((id) => document.getElementById(id));
		const lost = [];
		for (const [title, url] of all) {
			q.value = title;
			said.textContent = "";
			q.form.requestSubmit();
			for (let i = 0; i < 400 && !said.textContent; i++)
				await new Promise((resolve) => setTimeout(resolve, 5));
			if (![...list.querySelectorAll("a")].some((a) => a.getAttribute("href") === url))
				lost.push(`${title}: ${said.textContent}`);
		}
		return lost;
	}, records));
}

async function filters(page) {
	await check("results are narrowed down by area, rating, agency and year", async () => {
		const all = (await type(page, "báo cáo"), await status(page));
		const wrong = [];
		for (const [name, value] of [["area", "the-che"], ["rating", "unknown"],
			["agency", "so-tu-phap"], ["year", "2025"]]) {
			await choose(page, name, value);
			const some = await status(page);
			if (!(parseInt(some) < parseInt(all))) wrong.push(`${name}: ${some} of ${all}`);
			await choose(page, name, "");
		}
		return wrong;
	});
	await check("filters alone list what they stand for", async () => {
		await type(page, "");
		await choose(page, "area", "the-che");
		const found = await choose(page, "year", "2025");
		await choose(page, "area", "");
		await choose(page, "year", "");
		return unless(found.includes("Cái cách ghi sổ") && found.length < 12 &&
			!found.includes("Kế hoạch thử tìm kiếm"), found);
	});
}

async function keyboard(page, url) {
	await check("all is done by keyboard", async () => {
		await page.goto(url);
		for (let i = 0; i < 40; i++) {
			await page.keyboard.press("Tab");
			if (await page.evaluate(() => document.activeElement.id) === "q") break;
		}
		await titles(page, () => page.keyboard.type("cai cach ghi so"));
		await page.keyboard.press("ArrowDown");
		const at = await page.evaluate(() => document.activeElement.textContent);
		await page.keyboard.press("ArrowUp");
		const back = await page.evaluate(() => document.activeElement.id);
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("Enter");
		await page.waitForURL(/thu-01\/index\.html$/);
		return unless(at === "Cái cách ghi sổ" && back === "q", at, back);
	});
	await check("what was asked is in the address, and comes back", async () => {
		const found = await titles(page, () => page.goBack());
		return unless(found[0] === "Cái cách ghi sổ" &&
			/\?q=cai\+cach\+ghi\+so$/.test(page.url()), page.url(), found);
	});
	await check("Escape begins anew", async () => {
		await page.focus("#found-list a");
		await titles(page, () => page.keyboard.press("Escape"));
		return unless(await page.inputValue("#q") === "" &&
			await page.isVisible("#letters") && !await page.isVisible("#found") &&
			await page.evaluate(() => document.activeElement.id) === "q", "not cleared");
	});
	await check("an address may ask", async () => {
		const found = await titles(page, () =>
			page.goto(`${url}?q=${encodeURIComponent("đạo đức")}&year=2025`));
		return unless(found[0] === "Đạo đức công vụ" &&
			await page.inputValue("[name=year]") === "2025", found);
	});
}

async function tables(page, url) {
	await page.goto(url);
	const cells = () => page.$$eval("table.rows tbody tr:not([hidden]) th > a", (all) =>
		all.map((a) => a.textContent));
	const before = await cells();
	await check("a long table is filtered", async () => {
		await page.fill(".tools input", before[3].normalize("NFD").toUpperCase());
		const after = await cells();
		return [...unless(after.includes(before[3]) && after.length < before.length, after),
			...unless((await page.textContent(".shown")) === `${after.length} trên ${before.length}`,
				await page.textContent(".shown"))];
	});
	await check("and sorted, and put back", async () => {
		await page.press(".tools input", "Escape");
		await page.selectOption(".tools select", "0");
		const sorted = await cells();
		const expected = [...before].sort(new Intl.Collator("vi", { numeric: true }).compare);
		await page.click(".tools button");
		const reversed = await cells();
		await page.click(".tools button");
		await page.selectOption(".tools select", "");
		return [...unless(sorted.join() === expected.join(), sorted),
			...unless(reversed[0] === sorted.at(-1), reversed),
			...unless((await cells()).join() === before.join(), await cells())];
	});
}

async function axe(page, what) {
	await check(`axe finds nothing: ${what}`, async () => {
		await page.addScriptTag({ path: AXE });
		const { violations } = await page.evaluate(() => window.axe.run(document));
		return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html}`));
	});
}

// ---- from a server, below a path ---------------------------------------------

const server = await serve(site, "/cchc/trang/");
const search = (base) => `${base}tim-kiem/index.html`;
const list = (base) => `${base}tim-kiem/tinh-trang/thuong-xuyen/index.html`;
let context = await open();
let page = await context.newPage();
let problems = watch(page);

await page.goto(search(server.url));
await words(page);
await filters(page);
await keyboard(page, search(server.url));
await tables(page, list(server.url));
await check("the browser complains of nothing", () => problems);
await context.close();

// ---- from a disk -------------------------------------------------------------

const disk = pathToFileURL(`${site}/`).href;
context = await open();
page = await context.newPage();
problems = watch(page);
await page.goto(search(disk));
await check("from a disk: words are found", async () => {
	const found = await type(page, "cải cách thể chế");
	return unless(found[0] === "Cải cách thể chế", found, await status(page));
});
await keyboard(page, search(disk));
await tables(page, list(disk));
await check("from a disk: the browser complains of nothing", () => problems);
await context.close();

// ---- for everyone ------------------------------------------------------------

for (const [width, colorScheme] of [[360, "light"], [1200, "dark"]]) {
	context = await open({ bypassCSP: true, colorScheme,
		viewport: { width, height: 800 } });
	page = await context.newPage();
	await page.goto(search(server.url));
	await axe(page, `the search page, ${width} px, ${colorScheme}`);
	await type(page, "báo cáo");
	await axe(page, `results, ${width} px, ${colorScheme}`);
	await check(`nothing is wider than ${width} px`, async () => unless(
		await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider"));
	await page.goto(list(server.url));
	await axe(page, `a list, ${width} px, ${colorScheme}`);
	await context.close();
}

// ---- without scripts ---------------------------------------------------------

context = await open({ javaScriptEnabled: false });
page = await context.newPage();
await page.goto(search(server.url));
await check("without scripts there is the A-Z index alone", async () => [
	...unless(!await page.isVisible("#search"), "the form is there"),
	...unless(await page.isVisible("#letters"), "the index is not there")]);
await check("which has every entry", async () => {
	const links = new Set(await page.$$eval(".az a", (all) =>
		all.map((a) => a.getAttribute("href"))));
	return records.filter(([, url]) => !links.has(url)).map(([title]) => title);
});
await context.close();
server.close();
tap.end();
