// SPDX-License-Identifier: MIT
// large.mjs AGENCIES PLANS TASKS: the content of a site with so many plans of
// each agency and tasks of each plan, as a stream for `git fast-import`.  What
// it says is made of phrases of this project's own plans, so that words are as
// frequent and as various as they are there.  Equal arguments give equal bytes.
import { readFileSync, readdirSync, writeSync } from "node:fs";

const [agencies, plans, tasks] = process.argv.slice(2).map(Number);
const root = new URL("../../", import.meta.url).pathname;

let state = 1;
function below(n) {	// mulberry32
	state = (state + 0x6d2b79f5) >>> 0;
	let t = Math.imul(state ^ (state >>> 15), state | 1);
	t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) % n;
}

const words = ["content", "tools/demo/files"].flatMap((folder) =>
	readdirSync(`${root}${folder}`, { recursive: true }).sort()
		.filter((name) => name.endsWith(".md"))
		.flatMap((name) => readFileSync(`${root}${folder}/${name}`, "utf8")
			.normalize("NFC").match(/\p{L}+/gu)));
function said(n) {
	const out = [];
	while (out.length < n) {
		const at = below(words.length - 6);
		out.push(...words.slice(at, at + 3 + below(4)));
	}
	return out.slice(0, n).join(" ");
}

const AREAS = ["Cải cách thể chế", "Cải cách thủ tục hành chính",
	"Cải cách chế độ công vụ"];
const UNITS = ["Văn phòng", "Phòng Tổng hợp", "Thanh tra"];

function task(agency, plan, n) {
	const cited = n % 10 ? "" : ` (${1 + below(400)}/BC-CQ${agency})`;
	return `### ${n}. ${said(6 + below(9))}\n\n- Mã: V-${agency}-${plan}-${n}\n` +
		`- Sản phẩm: ${said(4)}\n- Chủ trì: ${UNITS[below(3)]}\n` +
		`- Thời hạn: Quý ${["I", "II", "III", "IV", "IV", "IV"][below(6)]}/${2026 - plan % 4}\n` +
		(below(3) ? "- Trạng thái: Đang thực hiện\n" : "") +
		(below(2) ? `- Mục tiêu: ≥ ${50 + below(50)}%\n` : "") +
		`\n${said(30)}${cited}.\n\n`;
}

function planText(agency, plan) {
	const year = 2026 - plan % 4;
	let text = `---\ntype: plan\ntitle: Kế hoạch ${said(5)} năm ${year}\n` +
		`number: ${plan + 1}/KH-CQ${agency}\nissued: ${year}-01-15\n` +
		`period: ${year}\nsecrecy: none\n---\n\n`;
	for (let n = 0; n < tasks; n++) {
		const each = Math.ceil(tasks / AREAS.length);
		if (n % each === 0) text += `## ${AREAS[n / each]}\n\n`;
		text += task(agency, plan, n + 1);
	}
	return text;
}

const put = (text) => {
	const bytes = Buffer.from(text);
	for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at);
};
const file = (path, text) =>
	put(`M 100644 inline content/${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`);

put("commit refs/heads/main\ncommitter Cán bộ <can-bo@example.vn> 1782870000 +0700\n" +
	"data <<END\nLập trang\nEND\n");
file("site.yml", "title: Trang lớn\nlanguage: vi\ntimezone: Asia/Ho_Chi_Minh\nareas:\n" +
	AREAS.map((title, i) => `  - {id: linh-vuc-${i + 1}, title: "${title}"}\n`).join(""));
for (let agency = 1; agency <= agencies; agency++) {
	file(`co-quan-${agency}/index.md`, "---\ntype: agency\n" +
		`name: Sở ${said(3)} số ${agency}\ncode: CQ${agency}\nunits:\n` +
		UNITS.map((name, u) => `  - {id: don-vi-${u + 1}, name: ${name}}\n`).join("") +
		"---\n");
	for (let plan = 0; plan < plans; plan++)
		file(`co-quan-${agency}/ke-hoach-${plan + 1}.md`, planText(agency, plan));
}
