// SPDX-License-Identifier: MIT
// generate.mjs AGENCIES PLANS TASKS COMMITS [SEED]: a history of invented plans
// as a stream for `git fast-import`.  Equal arguments give equal commits.
//
// One commit lays the site and the agencies, then each plan arrives, then come
// edits of one to three fields of one or two tasks; 3 % of the edits are made on
// a side branch while the same plan changes on main, and merged; one commit in
// 2,000 renames a plan.
import { writeSync } from "node:fs";

const [agencies, plansEach, tasksEach, commits, seed = 1] =
	process.argv.slice(2).map(Number);

// ---- chance (mulberry32)

let state = seed >>> 0;
function random() {
	state = (state + 0x6d2b79f5) >>> 0;
	let t = Math.imul(state ^ (state >>> 15), state | 1);
	t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];

// ---- words

const AREAS = ["Chỉ đạo, điều hành", "Cải cách thể chế",
	"Cải cách thủ tục hành chính", "Cải cách tổ chức bộ máy",
	"Cải cách chế độ công vụ", "Cải cách tài chính công",
	"Chính quyền điện tử, Chính quyền số"];
const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII"];
const UNITS = ["Văn phòng", "Phòng Tổng hợp", "Phòng Pháp chế",
	"Phòng Tài chính", "Phòng Công nghệ", "Bộ phận Một cửa", "Thanh tra"];
const VERBS = ["Rà soát", "Xây dựng", "Cập nhật", "Công khai", "Kiểm tra",
	"Sắp xếp", "Đánh giá", "Nâng cấp", "Tập huấn", "Số hóa", "Ban hành"];
const THINGS = ["quy trình nội bộ", "danh mục thủ tục", "cơ sở dữ liệu",
	"đề án vị trí việc làm", "quy chế làm việc", "kho hồ sơ điện tử",
	"bộ câu hỏi khảo sát", "báo cáo quý", "phần mềm một cửa",
	"dự toán chi thường xuyên", "nội quy tiếp dân"];
const FIELDS_OF = ["đất đai", "hộ tịch", "xây dựng", "đầu tư", "môi trường",
	"lao động", "y tế", "giáo dục", "giao thông", "du lịch", "văn hóa"];
const PRODUCTS = ["Kế hoạch", "Báo cáo", "Quyết định", "Tờ trình", "Danh mục"];
const STATUSES = ["Chưa thực hiện", "Đang thực hiện", "Tạm dừng"];
const SAID = ["Việc này nối tiếp phần đã làm trong năm trước và dùng lại số liệu sẵn có.",
	"Người đứng đầu đơn vị chủ trì chịu trách nhiệm về chất lượng và thời gian.",
	"Ý kiến của người dân được ghi lại, trả lời và *công khai* tại nơi tiếp nhận.",
	"Khi có vướng mắc, đơn vị báo cáo ngay, không đợi đến kỳ.",
	"Số liệu được đối chiếu với **hồ sơ gốc** trước khi đưa lên trang.",
	"Kinh phí lấy từ dự toán được giao; không phát sinh biên chế.",
	"Kết quả là căn cứ để xếp loại cuối năm của từng phòng.",
	"Các bước trùng nhau được gộp lại để bớt thời gian đi lại.",
	"Mẫu biểu được rút gọn, chỉ giữ những mục có người dùng đến.",
	"Đơn vị phối hợp gửi phần việc của mình trước ngày 25 hằng tháng."];
const PEOPLE = ["Nguyễn Thị A", "Trần Văn B", "Lê Thị C", "Phạm Văn D"];

const two = (n) => String(n).padStart(2, "0");
const deadline = (year) => random() < 0.7 ?
	`Quý ${pick(ROMAN.slice(0, 4))}/${year}` :
	`${two(1 + below(28))}/${two(1 + below(12))}/${year}`;

// ---- plans: a task is its fixed head and body, and its fields

function newTask(number, year) {
	const body = Array.from({ length: 2 + below(5) }, () => pick(SAID)).join(" ");
	return {
		head: `### ${number}. ${pick(VERBS)} ${pick(THINGS)} về ${pick(FIELDS_OF)}\n\n- Mã: ${number}\n`,
		fields: { "Sản phẩm": pick(PRODUCTS), "Chủ trì": pick(UNITS),
			"Phối hợp": pick(UNITS), "Thời hạn": deadline(year) },
		body: `\n${body}\n\n`,
	};
}

const taskText = (task) => task.head + Object.entries(task.fields)
	.map(([label, value]) => `- ${label}: ${value}\n`).join("") + task.body;

function newPlan(agency, n) {
	const year = 2024 + n % 3;
	const plan = { path: `content/co-quan-${agency}/${year}-${n + 1}.md`, year,
		head: `---\ntype: plan\ntitle: Kế hoạch cải cách hành chính năm ${year}, phần ${n + 1}\n` +
			`number: ${n + 1}/KH-CQ${agency}\nissued: ${year}-01-${two(5 + n % 20)}\n` +
			`period: ${year}\nsecrecy: none\n---\n\n${pick(SAID)}\n\n`,
		tasks: [] };
	for (let i = 0; i < tasksEach; i++) {
		const area = Math.floor(i * AREAS.length / tasksEach);
		const first = i === 0 || area !== Math.floor((i - 1) * AREAS.length / tasksEach);
		const task = newTask(`${ROMAN[area]}.${i + 1}`, year);
		if (first) task.head = `## ${ROMAN[area]}. ${AREAS[area]}\n\n${task.head}`;
		task.text = taskText(task);
		plan.tasks.push(task);
	}
	return plan;
}

const planText = (plan) => plan.head + plan.tasks.map((t) => t.text).join("");

function editTask(plan, task) {
	const fields = task.fields;
	for (let n = 1 + below(3); n > 0; n--) {
		const what = random();
		if (what < 0.3)
			fields["Tiến độ"] = `${5 * below(21)}%`;
		else if (what < 0.55)
			fields["Trạng thái"] = pick(STATUSES);
		else if (what < 0.65) {
			fields["Trạng thái"] = "Hoàn thành";
			fields["Ngày hoàn thành"] =
				`${two(1 + below(28))}/${two(1 + below(12))}/${plan.year}`;
		} else if (what < 0.85)
			fields["Thời hạn"] = deadline(plan.year);
		else
			fields["Chủ trì"] = pick(UNITS);
		if (fields["Trạng thái"] !== "Hoàn thành")
			delete fields["Ngày hoàn thành"];
	}
	task.text = taskText(task);
}

// ---- the stream

let pending = [];
let bytes = 0;
function flush() {
	const all = Buffer.concat(pending);
	for (let at = 0; at < all.length;)
		at += writeSync(1, all, at);
	pending = [];
	bytes = 0;
}
function put(text) {
	const buffer = Buffer.from(text);
	pending.push(buffer);
	bytes += buffer.length;
	if (bytes > 1 << 20) flush();
}
const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
const file = (path, text) => `M 100644 inline ${path}\n${data(text)}`;

const start = 1704067200;
const step = Math.max(60, Math.floor(900 * 86400 / commits));
let mark = 0;
function commit(branch, parents, summary, changes) {
	mark++;
	const who = `${pick(PEOPLE)} <can-bo@example.vn> ${start + mark * step} +0700`;
	put(`commit refs/heads/${branch}\nmark :${mark}\nauthor ${who}\ncommitter ${who}\n` +
		data(summary) + parents.map((p, i) => `${i ? "merge" : "from"} :${p}\n`).join("") +
		changes);
	return mark;
}

const slug = (i) => `co-quan-${i}`;
const site = "title: Trang thử\nlanguage: vi\ntimezone: Asia/Ho_Chi_Minh\nauthors: name\nareas:\n" +
	AREAS.map((title, i) => `  - id: linh-vuc-${i + 1}\n    title: ${title}\n`).join("");
const agencyText = (i) => `---\ntype: agency\nname: Cơ quan số ${i}\ncode: CQ${i}\nunits:\n` +
	UNITS.map((name, u) => `  - id: don-vi-${u + 1}\n    name: ${name}\n`).join("") + "---\n";

const numbers = Array.from({ length: agencies }, (_, i) => i + 1);
let tip = commit("main", [], "Lập trang", file("content/site.yml", site) +
	numbers.map((i) => file(`content/${slug(i)}/index.md`, agencyText(i))).join(""));
const plans = [];
for (const agency of numbers)
	for (let n = 0; n < plansEach; n++) {
		const plan = newPlan(agency, n);
		plans.push(plan);
		tip = commit("main", [tip], `Thêm ${plan.path}`,
			file(plan.path, planText(plan)));
	}

// Few plans get most of the edits.
const busy = () => plans[Math.floor(plans.length * random() ** 2)];

while (mark < commits) {
	const plan = busy();
	const chance = random();
	if (chance < 0.0005) {
		const old = plan.path;
		plan.path = old.replace(/\.md$/, "-b.md");
		tip = commit("main", [tip], "Đổi tên tệp", `R ${old} ${plan.path}\n`);
	} else if (chance < 0.03 && mark + 3 <= commits && tasksEach > 1) {
		const [one, other] = [plan.tasks[0], plan.tasks[tasksEach - 1]];
		const before = one.text;
		editTask(plan, one);
		const side = commit("nhanh", [tip], "Cập nhật trên nhánh",
			file(plan.path, planText(plan)));
		const after = one.text;
		one.text = before;
		editTask(plan, other);
		tip = commit("main", [tip], "Cập nhật", file(plan.path, planText(plan)));
		one.text = after;
		tip = commit("main", [tip, side], "Gộp nhánh",
			file(plan.path, planText(plan)));
	} else {
		for (let n = 1 + below(2); n > 0; n--)
			editTask(plan, pick(plan.tasks));
		tip = commit("main", [tip], "Cập nhật tiến độ",
			file(plan.path, planText(plan)));
	}
}
flush();
