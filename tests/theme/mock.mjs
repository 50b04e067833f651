// SPDX-License-Identifier: MIT
// mock.mjs - invented data for every kind of page, of a province that does not
// exist ("tỉnh Mẫu"), so that a theme can be seen and tested by itself.

const two = (n) => String(n).padStart(2, "0");
export const date = (iso) => {
	const [y, m, d] = iso.split("-").map(Number);
	return { text: `${two(d)}/${m < 3 ? two(m) : m}/${y}`, iso };
};
// Marks every entry but the last, for separators.
const joined = (list) => list.map((entry, i) =>
	i < list.length - 1 ? { ...entry, more: true } : entry);
// Adds `has_x` beside every list `x` that is not empty, at every depth.
export function complete(value) {
	if (Array.isArray(value)) return value.map(complete);
	if (!value || typeof value !== "object") return value;
	const out = {};
	for (const [key, inner] of Object.entries(value)) {
		out[key] = complete(inner);
		if (Array.isArray(inner) && inner.length) out[`has_${key}`] = true;
	}
	return out;
}

// ---- pieces ------------------------------------------------------------------

const HOME = "home.html";
const AGENCY = { title: "Sở Nội vụ", url: "agency.html" };
const OTHER = { title: "Sở Thông tin và Truyền thông", url: "agency.html" };
const PLAN = { title: "Kế hoạch cải cách hành chính năm 2026", url: "plan.html" };
const AREA = { title: "Cải cách thủ tục hành chính", url: "area.html" };
const UNITS = {
	office: { text: "Văn phòng Sở", url: "unit.html" },
	reform: { text: "Phòng Cải cách hành chính", url: "unit.html" },
	inspect: { text: "Thanh tra Sở", url: "unit.html" },
};

const GROUP = { stopped: "ended", suspended: "ended", carried_on: "ended",
	not_carried: "ended", done_on_time: "done", done_late: "done",
	done_undated: "done", done: "done", due_before_issue: "unknown",
	recurring_updated: "recurring", recurring_not_due: "recurring",
	recurring_missing: "recurring", waiting: "waiting", closed_open: "late",
	overdue: "late", overdue_unreported: "late", due_soon: "due_soon",
	in_progress: "progress", not_started: "progress", unknown: "unknown" };
const TARGET_GROUP = { met: "done", missed: "late", tracking: "progress",
	no_data: "unknown", not_arisen: "waiting" };

const fill = (pattern, args) => {
	let out = pattern;
	for (let old = null; old !== out;) {
		old = out;
		out = out.replace(/\{(\w+)([?!])([^{}]*)\}/g, (_, name, mark, text) =>
			(mark === "?") === Boolean(args[name]) ? text : "")
			.replace(/\{(\w+):([^{}:]*):([^{}]*)\}/g, (_, name, one, many) =>
				String(args[name]) === "1" ? one : many)
			.replace(/\{(\w+)\}/g, (_, name) => args[name] ?? "");
	}
	return out;
};

export function pages(t) {
	const rating = (id, args = {}, note) => ({ id, group: GROUP[id],
		text: fill(t.rating[id], args), icon: t.rating_icon[id], note });
	const targetRating = (id) => ({ id, group: TARGET_GROUP[id],
		text: t.target_rating[id], icon: t.target_icon[id] });

	// A deadline of 31/3 moved to 30/9, in the shape of src/chart.c.
	const strip = (text, { done, today } = {}) => `<svg class="strip" width="100%" height="34" role="img"><title>${t.strip.title}</title><desc>${text}</desc><line class="axis" x1="0%" x2="100%" y1="24" y2="24"/><rect class="slip" x="0%" width="80%" y="20" height="8"/><line class="arrow" x1="0%" x2="80%" y1="24" y2="24"/><svg x="80%" y="24"><path class="head" d="M-14-4l7 4-7 4z"/></svg><text x="40%" y="12" text-anchor="middle">${fill(t.ledger.later, { days: 183 })}</text>${today ? '<line class="today" x1="70%" x2="70%" y1="15" y2="33"/>' : ""}<svg x="0%" y="24"><path class="first" d="M0-6 6 0 0 6-6 0z"/></svg><svg x="80%" y="24"><path class="move" d="M0-6 6 0 0 6-6 0z"/></svg>${done ? '<circle class="done" cx="100%" cy="24" r="4.5"/>' : ""}</svg>`;
	const MOVED = "Thời hạn ban hành 31/3/2026, nay 30/9/2026, lùi 183 ngày; chưa nêu văn bản điều chỉnh";
	const bullet = (value, mark) => `<svg class="bullet" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img"><title>${t.targets.chart}</title><desc>${fill(t.targets.bullet, { target: `${mark / 10}%`, actual: `${value / 10}%` })}</desc><rect class="track" x="0" y="0" width="1000" height="10"/><rect class="value" x="0" y="2" width="${value}" height="6"/><path class="mark" d="M${mark} 0V10"/></svg>`;

	const bar = (counts) => {
		const total = Object.values(counts).reduce((a, b) => a + b, 0);
		let x = 0;
		const rects = Object.entries(counts).map(([group, n]) => {
			const from = Math.floor(x * 1000 / total);
			x += n;
			return `<rect class="g-${group}" x="${from}" y="0" width="${Math.floor(x * 1000 / total) - from}" height="10"/>`;
		});
		return `<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img"><title>${t.label.distribution}</title><desc>${total}</desc>${rects.join("")}</svg>`;
	};
	const tally = (lines, more = {}) => {
		const groups = {};
		for (const id of ["done", "progress", "due_soon", "late", "recurring",
			"waiting", "unknown", "ended"])
			for (const [line, n] of Object.entries(lines))
				if (GROUP[line] === id) groups[id] = (groups[id] ?? 0) + n;
		const tasks = Object.values(lines).reduce((a, b) => a + b, 0);
		return {
			tasks, late: groups.late, bar_html: bar(groups),
			lines: Object.entries(lines).map(([id, count]) => ({ id,
				group: GROUP[id], count, text: t.rating_label[id],
				sentence: fill(t.rating_count[id], { count }) })),
			groups: Object.entries(groups).map(([id, count]) => ({ id, count,
				text: t.group[id] })),
			done_text: fill(t.tally.done_of, { count: groups.done ?? 0, of: tasks }),
			has_detail: Object.keys(lines).length > Object.keys(groups).length,
			...more,
		};
	};
	const wholeTally = () => tally({ done_on_time: 9, done_late: 2,
		in_progress: 5, not_started: 2, due_soon: 2, overdue: 3,
		overdue_unreported: 1, recurring_updated: 8, recurring_missing: 4,
		waiting: 3, unknown: 6, suspended: 1 }, {
		summary_sentence: fill(t.tally.summary, { tasks: 46, parts: [
			fill(t.tally.part_dated, { count: 28 }),
			fill(t.tally.part_waiting, { count: 3 }),
			fill(t.tally.part_recurring, { count: 12 }),
			fill(t.tally.part_undated, { count: 3 })].join(t.label.comma) }),
		figures: [
			{ value: 9, of: 15, label: t.tally.on_time_figure },
			{ value: 4, group: "late", label: fill(t.tally.late_figure, { count: 4 }) },
			{ value: 5, label: fill(t.tally.moves_figure, { count: 5 }) },
		],
		on_time: { count: 9, of: 15, percent: 60,
			sentence: fill(t.tally.on_time, { count: 9, of: 15, percent: 60 }) },
		on_time_original: { count: 7, of: 15,
			sentence: fill(t.tally.on_time_original, { count: 7, of: 15, percent: 46 }) },
		ledger_sentence: fill(t.tally.ledger, { moves: 5, later: 412, unnamed: 3 }),
	});

	const task = (number, title, more = {}) => ({ title, short_title: title,
		number, code: `TT-0${number}`, url: "item.html",
		lead: [UNITS.reform], deadline_text: "Quý III/2026",
		due: date("2026-09-30"), rating: rating("in_progress"), ...more });
	const LATE = task("3", "Tiếp nhận, xử lý phản ánh, kiến nghị về quy định hành chính", {
		lead: joined([UNITS.office, UNITS.reform]), support: [{ text: "Các phòng, đơn vị thuộc Sở" }],
		deadline_text: "Quý II/2026", rating: rating("overdue", { date: "01/7/2026" }),
		strip_html: strip(MOVED), strip_text: MOVED });
	const SILENT = task("7", "Rà soát, đơn giản hóa thủ tục nội bộ", {
		deadline_text: "Trước ngày 15/5/2026",
		rating: rating("overdue_unreported", { date: "15/5/2026" }) });
	const TASKS = [
		task("1", "Ban hành Kế hoạch kiểm soát thủ tục hành chính năm 2026", {
			support: joined([UNITS.office, UNITS.inspect]),
			deadline_text: "Sau 10 ngày sau khi UBND tỉnh ban hành kế hoạch",
			due_note: fill(t.deadline.computed, { date: "09/02/2026" }),
			rating: rating("done_on_time") }),
		task("2", "Công khai thủ tục hành chính", { deadline_text: "Thường xuyên",
			rating: rating("recurring_updated", { period: "quý II/2026" },
				fill(t.deadline.recurring_periods, { reported: 2, periods: 2 })) }),
		LATE,
		task("4", "Đánh giá mức độ hài lòng", { is_target: true, deadline_text: "30/11/2026",
			lead: [{ text: "Đơn vị chưa rõ tên" }], rating: rating("unknown") }),
		task("5", "Tập huấn nghiệp vụ cho công chức bộ phận một cửa", {
			deadline_text: "Khi có hướng dẫn của trung ương",
			due_note: t.deadline.waiting, rating: rating("waiting") }),
		task("6", "Số hóa kết quả giải quyết", { deadline_text: "Tháng 7/2026",
			rating: rating("due_soon", { date: "31/7/2026" }) }),
		SILENT,
	];
	const placed = (row) => ({ ...row, agency: AGENCY, plan: PLAN });
	const REMOVED = task("9", "Khảo sát nhu cầu của doanh nghiệp", {
		removed: true, deadline_text: "Quý IV/2026", rating: rating("not_started"),
		removed_text: fill(t.notice.removed, { date: "12/6/2026" }) });
	const TARGETS = [
		{ title: "Hồ sơ giải quyết trực tuyến toàn trình", url: "item.html",
			target_text: "≥ 85%", actual_text: "87,5%", actual_date: date("2026-06-30"),
			denominator: "hồ sơ thuộc thẩm quyền của Sở", rating: targetRating("met"),
			bullet_html: bullet(875, 850) },
		{ title: "Hồ sơ số hóa", url: "item.html", target_text: "100%",
			actual_text: "62%", actual_date: date("2026-06-30"),
			rating: targetRating("tracking"), bullet_html: bullet(620, 997) },
		{ title: "Mức độ hài lòng của người dân", url: "item.html",
			target_text: "tối thiểu 90%", due_text: t.deadline.by_period,
			rating: targetRating("no_data") },
	];
	const CRITERIA = [{ title: "Công tác tuyên truyền cải cách hành chính",
		url: "item.html", score_text: "0,5/2", lost_text: "mất 1,5 điểm", year: "2025",
		cause_html: "Hình thức tuyên truyền còn ít, chủ yếu qua họp giao ban.",
		remedy_html: "Đa dạng hóa hình thức, tăng số lượng và chất lượng bài viết.",
		lead: [UNITS.office] }];
	const INDICES = [{ title: "Chỉ số cải cách hành chính của Sở", url: "item.html",
		rank_text: "7/20", result_text: "91,89%", year: "2025",
		note_html: "Hạng tính trong 20 sở, ban, ngành của tỉnh." }];

	const change = (day, cls, sentence, more = {}) => ({ date: date(day),
		class: cls, class_text: t.class[cls], kind: "changed",
		sentence_html: sentence, commit_short: "a1b2c3d",
		url: "changes_day.html#a1b2c3d-1", item: { title: LATE.title, url: "item.html" },
		agency: AGENCY, plan: PLAN, ...more });
	const unnamed = { authority_html: t.authority.none, is_amendment: true };
	const named = { is_amendment: true, authority_html: fill(t.authority.named,
		{ document: '<a href="documents.html#d1">12/QĐ-SNV</a>' }) };
	const CHANGES = [
		change("2026-07-03", "amendment", fill(t.change.deadline, { from: "Quý I/2026", to: "Quý III/2026", later: 183 }), unnamed),
		change("2026-06-30", "progress", fill(t.change.status_done, { date: "28/6/2026", recorded: "30/6/2026" }),
			{ item: { title: TASKS[0].title, url: "item.html" } }),
		change("2026-06-30", "amendment", fill(t.change.lead, { from: "Văn phòng Sở", to: "Phòng Cải cách hành chính" }), named),
		change("2026-06-12", "amendment", t.change.removed, { ...unnamed,
			item: { title: REMOVED.title, url: "item.html" } }),
		change("2026-06-10", "progress", fill(t.change.progress, { from: "60%", to: "40%" }),
			{ regressed: true, regressed_text: t.change.regressed }),
		change("2026-04-01", "progress", t.change.status_in_progress),
		change("2026-02-09", "plan", fill(t.change.plan_added, { items: 46 }), { item: undefined }),
	];
	const EDITORIAL = [change("2026-03-02", "editorial", fill(t.change.note, { from: "a", to: "b" }))];
	const LONG = change("2026-06-10", "amendment", fill(t.change.product, { from: "Báo cáo", to: "Báo cáo và danh mục" }), { ...named,
		diff_html: "Báo cáo kết quả <del>rà soát</del> <ins>rà soát, kèm danh mục thủ tục đề nghị cắt giảm</ins> gửi UBND tỉnh." });
	const AREAS = [
		{ title: "Chỉ đạo, điều hành", url: "area.html", tally: tally({ done_on_time: 3, in_progress: 1, recurring_updated: 2 }) },
		{ title: "Cải cách thể chế", url: "area.html", tally: tally({ done_on_time: 2, in_progress: 2, due_soon: 1, unknown: 1 }) },
		{ ...AREA, tally: tally({ done_on_time: 1, due_soon: 1, overdue: 1, overdue_unreported: 1, recurring_updated: 1, waiting: 1, unknown: 1 }) },
		{ title: "Cải cách tổ chức bộ máy", url: "area.html", tally: tally({ done_on_time: 1, unknown: 3 }) },
		{ title: "Xây dựng và phát triển Chính quyền điện tử, Chính quyền số", url: "area.html", tally: tally({ done_late: 2, in_progress: 2, overdue: 2, recurring_missing: 4, suspended: 1 }) },
	];
	const AGENCIES = [{ ...AGENCY, tally: AREAS[2].tally }, { ...OTHER, tally: AREAS[4].tally }];
	const planRow = (more = {}) => ({ ...PLAN, number: "08/KH-SNV", agency: AGENCY,
		period: "2026", state_text: t.plan.in_force, ...more });
	const CLOSED = planRow({ title: "Kế hoạch cải cách hành chính năm 2025", number: undefined, period: "2025", state_text: t.plan.closed });
	const NAV = ["home", "areas", "agencies", "plans", "targets", "indices", "changes", "documents"];

	const frame = (kind, title, part, crumbs, data) => complete({
		t, lang: "vi", root: "",
		[`kind_${kind}`]: true,
		page: { kind, title, description: "Trang mẫu, số liệu bịa ra.", url: `${kind}.html`, path: `${kind}.html`,
			...(["home", "area"].includes(kind) && { feed_url: "feed.xml" }) },
		site: { title: "Cải cách hành chính tỉnh Mẫu", subtitle: "Kế hoạch, tiến độ và mọi thay đổi của từng cam kết", has_history: true },
		nav: [...NAV.map((id) => ({ title: t.nav[id], url: `${id}.html`, current: id === part })),
			{ title: "Giới thiệu", url: "page.html", current: kind === "page" },
			{ title: t.nav.method, url: "method.html", current: kind === "method" }],
		breadcrumbs: crumbs && [{ title: t.nav.home, url: HOME }, ...crumbs, { title }],
		provenance: { commit: "a1b2c3d4", commit_short: "a1b2c3d", commit_url: "https://git.example/commit/a1b2c3d",
			date: date("2026-07-03"), edit_url: "https://git.example/edit/so-noi-vu/2026-cchc.md",
			source_url: "https://git.example/blob/so-noi-vu/2026-cchc.md",
			history_url: "https://git.example/commits/so-noi-vu/2026-cchc.md",
			json_url: "data/plans/so-noi-vu/2026-cchc.json", report_url: "mailto:cchc@example.vn" },
		method_url: "method.html",
		...(["home", "areas", "area", "area_agency", "agencies", "agency", "unit"].includes(kind) && {
			asof: { ...date("2026-07-06"), sentence: fill(t.asof.sentence, { date: "06/7/2026" }) },
			build: { commit_short: "f00dcafe", commit_url: "https://git.example/commit/f00dcafe" } }),
		...data,
	});
	const crumb = (id) => ({ title: t.nav[id], url: `${id}.html` });
	const PROSE = "<p>Sở tiếp tục thực hiện đề án cải cách thủ tục hành chính của tỉnh và công khai đầy đủ: thủ tục, nơi nhận phản ánh, kết quả xử lý, tiến độ.</p><ul><li>tiếp nhận, giải quyết thủ tục nghiêm túc;</li><li>công bố thủ tục, danh mục và quy trình nội bộ theo cơ chế một cửa.</li></ul>";

	return {
		home: frame("home", t.page.home, "home", null, {
			intro_html: "<p>Các sở đã hứa gì trong kế hoạch cải cách hành chính, ai chịu trách nhiệm, hạn đến khi nào, đã làm đến đâu? Trang này trả lời cho từng nhiệm vụ và từng chỉ tiêu.</p>",
			tally: wholeTally(), late: [placed(SILENT), placed(LATE)], late_count: 7, late_more: { title: fill(t.home.late_more, { count: 7 }), url: "area.html" },
			due_soon: [placed(TASKS[5])],
			amended: CHANGES.filter((c) => c.is_amendment), recent: CHANGES.filter((c) => !c.is_amendment), changes_url: "changes.html",
			areas: AREAS, agencies: AGENCIES, plans: [planRow()], closed_plans: [CLOSED] }),
		areas: frame("areas", t.page.areas, "areas", [], { areas: AREAS }),
		area: frame("area", AREA.title, "areas", [crumb("areas")], { area: AREA,
			tally: wholeTally(), late: [placed(SILENT), placed(LATE)], late_count: 2,
			changes_url: "changes.html",
			groups: [{ agency: AGENCY, tasks: TASKS, tasks_more_url: "area_agency.html" }, { agency: OTHER, tasks: TASKS.slice(0, 2) }],
			targets: TARGETS, criteria: CRITERIA, recent: CHANGES.slice(0, 4), removed: [REMOVED] }),
		area_agency: frame("area_agency", `${AREA.title}: ${AGENCY.title}`, "areas", [crumb("areas"), AREA], {
			area: AREA, agency: AGENCY, tally: AREAS[2].tally, tasks: TASKS, targets: TARGETS, removed: [REMOVED] }),
		agencies: frame("agencies", t.page.agencies, "agencies", [], { agencies: AGENCIES }),
		agency: frame("agency", AGENCY.title, "agencies", [crumb("agencies")], {
			agency: { ...AGENCY, parent: "UBND tỉnh Mẫu", contact: "Số 1 đường Mẫu; 0205 000 000" }, intro_html: "",
			tally: wholeTally(), plans: [planRow()], changes_url: "changes.html",
			units: [{ title: "Phòng Cải cách hành chính", url: "unit.html", lead_count: 21, support_count: 4 },
				{ title: "Văn phòng Sở", url: "unit.html", lead_count: 12, support_count: 18, former: [{ text: "Văn phòng, đến 06/7/2025" }] }],
			areas: [{ ...AREA, tasks: TASKS.slice(0, 4), tasks_more_url: "area_agency.html" }], recent: CHANGES.slice(0, 3) }),
		unit: frame("unit", "Phòng Cải cách hành chính", "agencies", [crumb("agencies"), AGENCY], {
			unit: { title: "Phòng Cải cách hành chính", shorts: [{ text: "Phòng CCHC" }], former: [] },
			agency: AGENCY, tally: AREAS[2].tally, lead: TASKS.slice(0, 3).map((row) => ({ ...row, plan: PLAN })), support: [] }),
		plans: frame("plans", t.page.plans, "plans", [], { plans: [planRow()], closed_plans: [CLOSED] }),
		plan: frame("plan", PLAN.title, "plans", [crumb("plans"), AGENCY], {
			notices: [{ kind: "replaced", html: fill(t.notice.replaced, { document: '<a href="plan.html">29/KH-UBND</a>' }) }],
			tracked_since: fill(t.plan.tracked_since, { date: "12/02/2026", issued: "06/02/2026" }),
			plan: { title: PLAN.title, number: "08/KH-SNV", agency: AGENCY, original_url: "https://example.vn/08-KH-SNV.pdf", facts: [
				{ label: t.field.number, value_html: "08/KH-SNV" },
				{ label: t.field.issued, value_html: '<time datetime="2026-02-06">06/02/2026</time>' },
				{ label: t.field.signer, value_html: "Nguyễn Thị Mẫu" },
				{ label: t.field.period, value_html: "2026" },
				{ label: t.field.basis, value_html: '<a href="documents.html#d1">29/KH-UBND</a>; 60-NQ/TU' },
				{ label: t.field.recipients, value_html: "UBND tỉnh; Sở Nội vụ; Lãnh đạo Sở" }] },
			tally: wholeTally(),
			sections: [{ prose_html: PROSE },
				{ heading: "I. Mục đích, yêu cầu", anchor: "muc-dich", prose_html: PROSE },
				{ heading: "II. Cải cách thủ tục hành chính", anchor: "thu-tuc", is_area: true, prose_html: PROSE, tasks: TASKS, targets: TARGETS, criteria: CRITERIA, indices: INDICES },
				{ heading: "1. Nội dung thành phần", anchor: "thanh-phan", is_h3: true, prose_html: PROSE },
				{ heading: "III. Tổ chức thực hiện", anchor: "to-chuc", prose_html: "<table><thead><tr><th>Ai báo cáo</th><th>Khi nào</th></tr></thead><tbody><tr><td>Văn phòng Sở</td><td>Hằng quý</td></tr></tbody></table>" }],
			removed: [REMOVED], history: CHANGES }),
		item: frame("item", LATE.title, "plans", [crumb("plans"), PLAN], {
			item: { title: LATE.title, full_title: `${LATE.title} thuộc phạm vi quản lý của Sở`, number: "3", code: "TT-03" },
			kicker: joined([{ text: fill(t.kind.item_number, { kind: t.kind.task, number: "3" }) }, { text: AGENCY.title, url: AGENCY.url }, { text: PLAN.title, url: PLAN.url }]),
			rating: LATE.rating, rating_original: rating("overdue", { date: "01/4/2026" }),
			strip_html: strip(MOVED), strip_text: MOVED,
			facts: [
				{ label: t.field.deadline, original_html: "Quý I/2026", value_html: "Quý III/2026", changed: true },
				{ label: t.field.product, original_html: "Báo cáo", value_html: "Báo cáo và danh mục", changed: true },
				{ label: t.field.lead, value_html: '<a href="unit.html">Phòng Cải cách hành chính</a>' },
				{ label: t.field.support, value_html: "Các phòng, đơn vị thuộc Sở" }],
			tracked_sentence: fill(t.item.tracked, { date: "12/02/2026", issued: "06/02/2026" }),
			ledger: [
				{ date: date("2026-04-02"), from: "Quý I/2026", to: "Quý II/2026", days_text: "lùi 91 ngày", authority_html: named.authority_html, url: "changes_day.html" },
				{ date: date("2026-07-03"), from: "Quý II/2026", to: "Quý III/2026", days_text: "lùi 92 ngày", authority_html: t.authority.none, url: "changes_day.html" }],
			ledger_total: fill(t.ledger.total_later, { days: 183, moves: 2 }),
			target: { target_text: "≥ 95%", actual_text: "87,5%", actual_date: date("2026-06-30"), denominator: "phản ánh, kiến nghị đã nhận", rating: targetRating("tracking"), bullet_html: bullet(875, 950) },
			actuals: [{ text: "80% (4/5 phản ánh)", date: date("2026-03-31") }, { text: "87,5% (7/8 phản ánh)", date: date("2026-06-30"), note: "" }],
			fields: [{ label: t.field.status, value_html: "Đang thực hiện" }, { label: t.field.progress, value_html: "40%" },
				{ label: t.field.period_result, value_html: "<ul><li>Quý I/2026: xử lý 4/5 phản ánh (21/BC-SNV)</li><li>Quý II/2026: xử lý 7/8 phản ánh (45/BC-SNV)</li></ul>" },
				{ label: t.field.evidence, value_html: '<a href="documents.html#d1">45/BC-SNV</a>' }],
			milestones: [{ text: "Lập đầu mối tiếp nhận", done: true }, { text: "Công khai kết quả xử lý", done: false }],
			account_html: PROSE, notes: [{ html: "<p>Mục II.3 của văn bản; phụ lục ghi “Quý I”.</p>" }],
			linked: [TASKS[3]], children: [], timeline: CHANGES.map(({ item, agency, ...rest }) => rest).concat(LONG),
			editorial: EDITORIAL, editorial_text: fill(t.changes.editorial, { count: 1 }) }),
		changes: frame("changes", t.page.changes, "changes", [], {
			days: [{ date: date("2026-07-03"), url: "changes_day.html", count_text: fill(t.changes.count, { count: 1 }), changes: CHANGES.slice(0, 1) },
				{ date: date("2026-06-30"), url: "changes_day.html", count_text: fill(t.changes.count, { count: 2 }), changes: CHANGES.slice(1, 3) }],
			months: [{ title: "Tháng 7/2026", url: "changes_month.html", count_text: "1 thay đổi" }, { title: "Tháng 6/2026", url: "changes_month.html", count_text: "6 thay đổi" }] }),
		changes_month: frame("changes_month", fill(t.page.changes_month, { month: "tháng 6/2026" }), "changes", [crumb("changes")], {
			days: [{ date: date("2026-06-30"), url: "changes_day.html", changes: CHANGES.slice(1, 3) }],
			previous: { title: "Tháng 5/2026", url: "changes_month.html" }, next: { title: "Tháng 7/2026", url: "changes_month.html" } }),
		changes_day: frame("changes_day", fill(t.page.changes_day, { date: "30/6/2026" }), "changes", [crumb("changes")], {
			date: date("2026-06-30"),
			commits: [{ commit_short: "a1b2c3d", anchor: "a1b2c3d", commit_url: "https://git.example/a1b2c3d", author: "Văn phòng Sở", time: "09:30", summary: "Cập nhật tiến độ quý II", authority: "12/QĐ-SNV",
				changes: [...CHANGES.slice(1, 3), LONG].map((c, i) => ({ ...c, date: undefined, url: undefined, anchor: `a1b2c3d-${i + 1}` })),
				editorial: EDITORIAL, editorial_text: fill(t.changes.editorial, { count: 1 }) },
			{ commit_short: "b2c3d4e", anchor: "b2c3d4e", summary: "Đề nghị lùi hạn", not_adopted: true, changes: [{ ...CHANGES[0], date: undefined, not_adopted: t.change.not_adopted }] }],
			previous: { date: date("2026-06-12"), url: "changes_day.html" }, next: { date: date("2026-07-03"), url: "changes_day.html" } }),
		targets: frame("targets", t.page.targets, "targets", [], { groups: [{ title: AGENCY.title, targets: TARGETS }] }),
		indices: frame("indices", t.page.indices, "indices", [], { indices: INDICES, criteria: CRITERIA }),
		documents: frame("documents", t.page.documents, "documents", [], {
			documents: [{ number: "29/KH-UBND", title: "Kế hoạch cải cách hành chính tỉnh Mẫu năm 2026", date: date("2026-01-30"), issuer: "UBND tỉnh Mẫu", url: "https://example.vn/29", anchor: "d1", cited_by: joined([PLAN, { title: LATE.title, url: "item.html" }]) },
				{ number: "60-NQ/TU", title: "Đẩy mạnh cải cách hành chính", anchor: "d2", date_text: "tháng 4/2026", cited_by: [] }],
			unknown: [{ number: "12/QĐ-SNV", anchor: "d3", cited_by: [PLAN] }] }),
		method: frame("method", t.page.method, "method", [], {
			ratings: Object.keys(GROUP).map((id) => ({ rating: { ...rating(id), text: t.rating_label[id] }, rule: fill(t.rating_rule[id], { days: 15 }) })),
			target_ratings: Object.keys(TARGET_GROUP).map((id) => ({ rating: targetRating(id), rule: t.target_rule[id] })),
			settings: [{ text: fill(t.method.due_soon_days, { days: 15 }) }, { text: fill(t.method.grace_days, { days: 15 }) }],
			history_sentence: fill(t.method.history_complete, { commits: 128, from: "12/02/2026", to: "03/7/2026" }),
			gaps: [], program: fill(t.method.program, { version: "0.1.0" }) }),
		page: frame("page", "Giới thiệu", "page", [], { body_html: `<h2>Trang này cho biết gì</h2>${PROSE}` }),
		not_found: frame("not_found", t.page.not_found, "", null, { provenance: undefined }),
		redirect: frame("redirect", t.page.redirect, "", null, { provenance: undefined, target_url: "item.html" }),
	};
}
