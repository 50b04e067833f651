// SPDX-License-Identifier: MIT
// serve-test.mjs OUTPUT REPO: edits files of a repository while a browser shows
// pages of its preview, whose address is in the file OUTPUT.  Prints TAP.
import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { AXE, open } from "./browser.mjs";
import { report } from "./tap.mjs";

const [output, repo] = process.argv.slice(2);
const tap = report();
const axe = readFileSync(AXE, "utf8");
const PLAN = "so-ngoai-vu/2026-phu-luc";
const file = join(repo, "content", `${PLAN}.md`);
const panel = "#minhbach-preview";

const read = () => readFileSync(file, "utf8");
const edit = (from, to) => {
	const text = read();
	if (!text.includes(from)) throw new Error(`nothing to edit: ${from}`);
	writeFileSync(file, text.replace(from, to));
};
const git = (...args) => execFileSync("git", ["-C", repo, "-c", "user.name=M",
	"-c", "user.email=m@example.vn", ...args], { stdio: "ignore" });

async function address() {
	for (let i = 0; i < 600; i++) {
		const found = readFileSync(output, "utf8").match(/http:\S+/);
		if (found) return found[0];
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error("no address");
}

async function check(what, problems) {
	try {
		tap(what, await problems() ?? []);
	} catch (error) {
		tap(what, [String(error).replace(/\s+/g, " ")]);
	}
}

const url = await address();
const context = await open({ viewport: { width: 360, height: 740 } });
context.setDefaultTimeout(60000);
const page = await context.newPage();
const complaints = [];
page.on("console", (message) => {
	// What a first page that is not built yet, or a stopped server, must say.
	if (!/503|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE/.test(message.text()))
		complaints.push(message.text());
});
page.on("pageerror", (error) => complaints.push(String(error)));

const comes = (text) => page.locator("main", { hasText: text }).first().waitFor();
const goes = (text) => page.waitForFunction((t) => document.querySelector("main") &&
	!document.querySelector("main").textContent.includes(t), text);
// Where something stands on the screen, below the panel.
const stands = (selector) => page.evaluate((s) =>
	document.querySelector(s).getBoundingClientRect().top -
	document.querySelector("#minhbach-preview").getBoundingClientRect().bottom, selector);
// After a reload: the place is restored.
const settled = () => page.waitForFunction(() => document.readyState === "complete" &&
	!sessionStorage.getItem("minhbach-preview") && new Promise((resolve) =>
		requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))));
const near = (a, b) => Math.abs(a - b) < 4 ? [] : [`${a} is not ${b}`];
const fits = () => page.evaluate(() =>
	document.documentElement.scrollWidth > innerWidth ? ["wider than the screen"] : []);
const accessible = async () => {
	await page.evaluate(axe);
	return page.evaluate(async (s) => {
		const { violations } = await window.axe.run(document.querySelector(s));
		return violations.map((v) => `${v.id}: ${v.nodes[0].html}`);
	}, panel);
};

await check("the first page comes by itself", async () => {
	await page.goto(`${url}ke-hoach/${PLAN}/index.html`);
	await page.waitForFunction(() =>
		document.querySelector("#minhbach-preview")?.dataset.build);
	await page.reload();
	await page.locator("main h1").waitFor();
});
await check("it tells that it is a preview", async () =>
	await page.locator(panel).innerText().then((t) =>
		t.includes("Bản xem trước, chưa công bố") ? [] : [t]));
await check("the panel fits a phone", fits);
await check("the panel is accessible", accessible);

const id = await page.evaluate(() => [...document.querySelectorAll("main [id]")]
	.filter((e) => e.getBoundingClientRect().top > 1500)[0].id);
const there = `#${CSS_escape(id)}`;
function CSS_escape(text) { return text.replace(/[^\w-]/g, (c) => `\\${c}`); }

await check("an edit changes the page and keeps its place", async () => {
	await page.evaluate((s) => document.querySelector(s).scrollIntoView(), there);
	await page.mouse.wheel(0, 40);
	const before = await stands(there);
	const scrolled = await page.evaluate(() => scrollY);
	edit("\n### ", "\nMột đoạn mới ở đầu kế hoạch, trước mọi nhiệm vụ.\n\n### ");
	await comes("Một đoạn mới ở đầu kế hoạch");
	await settled();
	return [...near(await stands(there), before), ...scrolled > 500 ? [] :
		[`only ${scrolled} px down`]];
});
await check("an error comes into the open page", async () => {
	const marked = await page.evaluate(() => window.same = true);
	const before = await stands(there);
	edit("- Mã: ", "- Trạng thái: Xong hẳn\n- Mã: ");
	await page.locator(`${panel}.failed`).waitFor();
	const text = await page.locator(panel).innerText();
	const wanted = [`content/${PLAN}.md, dòng `, "Xong hẳn", "Cách sửa:",
		"bản tốt gần nhất"].filter((t) => !text.includes(t));
	return [...wanted, ...near(await stands(there), before),
		...await page.evaluate(() => window.same) === marked ? [] :
			["the page was loaded anew"]];
});
await check("the line is shown, marked", async () =>
	await page.locator(`${panel} mark`).first().innerText().then((t) =>
		t === "Xong hẳn" ? [] : [t]));
await check("the last good version stays below it", async () => {
	await comes("Một đoạn mới ở đầu kế hoạch");
	return fits();
});
await check("the panel with errors is accessible", accessible);
await check("the panel with errors is accessible in the dark", async () => {
	await page.emulateMedia({ colorScheme: "dark" });
	const found = await accessible();
	await page.emulateMedia({ colorScheme: "light" });
	return found;
});
await check("the error goes when it is mended", async () => {
	const before = await stands(there);
	edit("- Trạng thái: Xong hẳn\n", "");
	await page.locator(`${panel}:not(.failed)`).waitFor();
	await settled();
	return near(await stands(there), before);
});
await check("an edit that is saved by rename comes", async () => {
	writeFileSync(`${file}.tmp`, read().replace("Một đoạn mới", "Một đoạn lưu kiểu khác"));
	renameSync(`${file}.tmp`, file);
	await comes("Một đoạn lưu kiểu khác");
});
await check("a burst of edits ends with the last", async () => {
	for (let i = 0; i < 30; i++)
		writeFileSync(file, read().replace(/Một đoạn [^ở]*ở/, `Một đoạn lần ${i} ở`));
	await comes("Một đoạn lần 29 ở");
});
await check("another branch comes, and goes", async () => {
	git("stash", "-q");
	await goes("Một đoạn lần 29 ở");
	git("checkout", "-q", "-b", "nhanh");
	edit("\n### ", "\nMột đoạn trên nhánh.\n\n### ");
	git("commit", "-qam", "Nhánh");
	await comes("Một đoạn trên nhánh.");
	git("checkout", "-q", "main");
	await goes("Một đoạn trên nhánh.");
});
await check("a tab that was hidden is up to date when it is shown", async () => {
	const set = (hidden) => page.evaluate((h) => {
		Object.defineProperty(document, "hidden", { get: () => h, configurable: true });
		document.dispatchEvent(new Event("visibilitychange"));
	}, hidden);
	await set(true);
	edit("\n### ", "\nMột đoạn khi không ai xem.\n\n### ");
	const other = await context.newPage();
	await other.goto(page.url());
	await other.locator("main", { hasText: "khi không ai xem" }).waitFor();
	await other.close();
	const early = await page.locator("main").innerText();
	await set(false);
	await comes("Một đoạn khi không ai xem.");
	return early.includes("khi không ai xem") ? ["it was reloaded while hidden"] : [];
});
await check("pages that others may embed have the panel, too", async () => {
	await page.goto(`${url}nhung/index.html`);
	await page.locator(panel).waitFor();
	await page.waitForFunction(() => getComputedStyle(
		document.querySelector("#minhbach-preview")).position === "sticky");
});
await check("without scripts the page tells the same", async () => {
	const plain = await open({ javaScriptEnabled: false });
	const bare = await plain.newPage();
	await bare.goto(`${url}index.html`);
	const text = await bare.locator(panel).innerText();
	await plain.close();
	return text.includes("chưa công bố") ? [] : [text];
});
tap("the browser complains of nothing", complaints);
await context.close();
tap.end();
