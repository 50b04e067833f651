/* SPDX-License-Identifier: MIT */
/* site.js - search as one types, and filters for long tables.  Every page is
   whole without it.  How the index is cut is told in src/search.h. */
(() => {
"use strict";
const words = document.currentScript.dataset;
const language = document.documentElement.lang;

/* ---- texts: the same forms as in the index --------------------------------- */

const lower = (text) => text.normalize("NFKC")
	.replace(/\p{Default_Ignorable_Code_Point}/gu, "").toLowerCase()
	.normalize("NFC");
const fold = (text) => lower(text).replace(/[đð]/g, "d").normalize("NFKD")
	.toUpperCase().toLowerCase().replace(/ς/g, "σ").replace(/\p{M}+/gu, "");
const split = (text) => lower(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const unzero = (word) => word.replace(/^0+(?=\d)/, "");

function element(name, properties, ...children) {
	const e = Object.assign(document.createElement(name), properties);
	e.append(...children);
	return e;
}

/* ---- the index ------------------------------------------------------------- */

// Scripts, since pages opened from a disk may fetch nothing else.
const waiting = new Map();
const loaded = new Map();
let version = "";

window.mb = (name, data) => waiting.get(name)?.(data);

function load(name) {
	if (!loaded.has(name))
		loaded.set(name, new Promise((resolve, reject) => {
			const script = element("script", { src: `${name}.js?${version}` });
			waiting.set(name, resolve);
			script.onload = () => script.remove();
			script.onerror = () => {
				loaded.delete(name);
				script.remove();
				reject(new Error(name));
			};
			document.head.append(script);
		}));
	return loaded.get(name);
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = Object.fromEntries([...DIGITS].map((c, i) => [c, i]));

// Gives each entry of a list at least this score.
function raise(scores, codes, score) {
	const bits = codes[0] === "!";
	let entry = 0, distance = 0, shift = 0, i = bits ? 1 : 0;
	const meet = (number) => {
		if (scores[number] < score) scores[number] = score;
	};
	for (; i < codes.length; i++) {
		const value = VALUES[codes[i]];
		distance |= (value & 31) << shift;
		shift += 5;
		if (value & 32) continue;
		entry += distance;
		if (bits) break;
		meet(entry++);
		distance = shift = 0;
	}
	for (i++; bits && i < codes.length; i++, entry += 6)
		for (let bit = 0; bit < 6; bit++)
			if (VALUES[codes[i]] >> bit & 1) meet(entry + bit);
}

function makeIndex(data) {
	const entries = Number(data.entries), block = Number(data.block);
	const keys = new Map(data.keys.split(" ").map((key) => {
		const [name, runs] = key.split("*");
		return [name, Number(runs ?? 1)];
	}));
	version = data.version;

	// The files that hold a folded word: those of the longest key.
	function files(word) {
		let n = word.length;
		while (n && !keys.has(word.slice(0, n))) n--;
		if (!n) return [];
		const key = word.slice(0, n);
		const bytes = new TextEncoder().encode(key);
		const name = "tu/w-" + [...bytes].map((b) => {
			const c = String.fromCharCode(b);
			return /[a-z0-9]/.test(c) ? c : `_${b.toString(16).padStart(2, "0")}`;
		}).join("");
		return Array.from({ length: keys.get(key) }, (_, run) =>
			run ? `${name}-${run + 1}` : name);
	}

	// Words that begin like this are all in one file.
	const narrow = (word) => ![...keys.keys()].some((key) =>
		key.length > word.length && key.startsWith(word));

	/* Scores of all entries for one word, or null if no word is like it.  A
	   word as it was typed goes before one with other diacritics, a whole one
	   before a beginning; a title before the rest. */
	async function scoresOf(typed, beginning) {
		const word = fold(typed), scores = new Uint8Array(entries);
		let any = false;
		for (const file of await Promise.all(files(word).map(load)))
			for (const term of beginning ? Object.keys(file) : [word]) {
				if (!Object.hasOwn(file, term) || !term.startsWith(word)) continue;
				const forms = file[term];
				for (let i = 0; i < forms.length; i += 3) {
					const form = forms[i] || term;
					const score = term === word ? (form === typed ? 4 : 3) :
						form.startsWith(typed) ? 2 : 1;
					any = true;
					raise(scores, forms[i + 1], 10 * score);
					raise(scores, forms[i + 2], score);
				}
			}
		return any ? scores : null;
	}

	/* Numbers of entries, the best first, and all scores; null: too little was
	   typed. */
	async function find(query, marks) {
		const typed = split(query).map(unzero);
		const open = typed.length && /[\p{L}\p{M}\p{N}]$/u.test(query);
		const jobs = marks.map((mark) => scoresOf(mark, false));
		typed.forEach((word, i) => {
			const last = open && i === typed.length - 1;
			jobs.push(scoresOf(word, last && word.length > 1 && narrow(fold(word))));
		});
		const joined = split(query).join("");
		const whole = typed.length > 1 && /\d/.test(joined) ?
			await scoresOf(unzero(joined), false) : null;
		const all = await Promise.all(jobs);
		const sum = () => {
			const total = new Uint16Array(entries), found = [];
			for (let entry = 0; !all.includes(null) && entry < entries; entry++) {
				if (!all.every((scores) => scores[entry])) continue;
				for (const scores of all) total[entry] += scores[entry];
				total[entry] += 100 * (whole?.[entry] ?? 0);
				found.push(entry);
			}
			found.sort((a, b) => total[b] - total[a] || a - b);
			return { found, total };
		};
		const answer = all.length ? sum() : null;
		// What is being typed may not be the word that is meant: then it does not
		// count.
		if (answer?.found.length || !open || settled(query)) return answer;
		all.pop();
		return all.length ? sum() : null;
	}

	// Whether what was typed is worth a search at once: its last word may still
	// be the beginning of many, in files that will not be needed.
	function settled(query) {
		const last = /[\p{L}\p{M}\p{N}]$/u.test(query) ? split(query).at(-1) : "";
		return !last || last.length > 1 && narrow(fold(last));
	}

	const record = async (entry) =>
		(await load(`muc/${Math.floor(entry / block)}`))[entry % block];
	return { find, record, settled };
}

/* ---- the search page ------------------------------------------------------- */

const PAGE = 10;
const SOON = 150, LATER = 700;	// ms after the last key

function search(form) {
	const data = form.dataset, index = makeIndex(data);
	const [found, status, list, more, az] = ["found", "found-status",
		"found-list", "found-more", "index"].map((id) => document.getElementById(id));
	const input = form.elements.q;
	const filters = [...form.querySelectorAll("select")];
	let turn = 0, results = [], total = [], timer = 0;

	function row([title, url, kind, place, period, removed, group, icon, rating]) {
		const where = [kind, place, period, removed ? data.removed : ""];
		const item = element("li", { className: removed ? "gone" : "" },
			element("a", { href: url, textContent: title }), " ",
			element("span", { className: "where",
				textContent: where.filter(Boolean).join(" · ") }));
		if (rating) {
			const mark = element("span", { className: "mark", textContent: icon });
			mark.setAttribute("aria-hidden", "true");
			item.append(element("span", { className: `tag g-${group}` }, mark,
				element("span", { textContent: rating })));
		}
		return item;
	}

	// Shows the next results; to the reader who asked for more, the first.
	async function show(mine, asked) {
		const from = asked ? list.children.length : 0;
		const entries = results.slice(from, from + PAGE);
		const rows = await Promise.all(entries.map(index.record));
		if (mine !== turn) return;
		// Of those that score the same, what has the words in a row goes first.
		const phrase = fold(split(input.value).join(" "));
		const apart = (at) => !fold(split(rows[at][0]).join(" ")).includes(phrase);
		const order = [...rows.keys()].sort((a, b) =>
			total[entries[b]] - total[entries[a]] || apart(a) - apart(b));
		if (!asked) list.replaceChildren();
		list.append(...order.map((at) => row(rows[at])));
		more.hidden = list.children.length >= results.length;
		if (asked) list.children[from]?.querySelector("a").focus();
	}

	function say(count) {
		status.textContent = count === null ? data.short :
			count === 0 ? data.none : count === 1 ? data.one :
			data.many.replace("#", count.toLocaleString(language));
	}

	// The address tells what was asked, to be sent or kept.
	function remember() {
		const asked = new URLSearchParams([...new FormData(form)]
			.filter(([, value]) => value));
		try {
			history.replaceState(null, "", `${asked}` ? `?${asked}` : location.pathname);
		} catch { /* some browsers forbid it on a disk */ }
	}

	async function run() {
		const mine = ++turn;
		const marks = filters.filter((f) => f.value)
			.map((f) => `:${f.name}:${f.value}`);
		const query = input.value;
		const idle = !split(query).length && !marks.length;
		remember();
		found.hidden = idle;
		az.hidden = !idle;
		if (idle) {
			list.replaceChildren();
			status.textContent = "";
			return;
		}
		const late = setTimeout(() => {
			if (mine === turn) status.textContent = data.wait;
		}, 400);
		try {
			const answer = await index.find(query, marks);
			if (mine !== turn) return;
			results = answer?.found ?? [];
			total = answer?.total;
			await show(mine, false);
			if (mine === turn) say(answer && results.length);
		} catch {
			if (mine === turn) status.textContent = data.failed;
		} finally {
			clearTimeout(late);
		}
	}

	function clear() {
		form.reset();
		run();
		input.focus();
	}

	// Arrows go through the input and the results, Escape begins anew.
	function onKey(event) {
		const stops = [input, ...list.querySelectorAll("a")];
		const at = stops.indexOf(document.activeElement);
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey)
			return;
		if (event.key === "Escape" && at >= 0) clear();
		else if (step && at >= 0 && stops[at + step]) stops[at + step].focus();
		else return;
		event.preventDefault();
	}

	const asked = new URLSearchParams(location.search);
	for (const field of [input, ...filters])
		field.value = asked.get(field.name) ?? "";
	for (const field of filters)
		if (field.selectedIndex < 0) field.value = "";
	form.hidden = false;
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		clearTimeout(timer);
		run();
	});
	input.addEventListener("input", () => {
		clearTimeout(timer);
		timer = setTimeout(run, index.settled(input.value) ? SOON : LATER);
	});
	filters.forEach((field) => field.addEventListener("change", run));
	more.addEventListener("click", () => show(turn, true).catch(() => {
		status.textContent = data.failed;
	}));
	for (const part of [form, list]) part.addEventListener("keydown", onKey);
	if ([...asked.values()].some(Boolean)) run();
}

/* ---- long tables ----------------------------------------------------------- */

const LONG = 12;

// What a cell is sorted by; its label for phones and its number do not count.
function sortKey(cell) {
	if (!cell) return "";
	if (cell.dataset.sort) return cell.dataset.sort;
	const copy = cell.cloneNode(true);
	copy.querySelectorAll(".lbl, .no, .mark, svg").forEach((e) => e.remove());
	return copy.textContent.trim();
}

// The rows of a part of a table, less its heading.
const rowsOf = (body) => [...body.rows].filter((row) =>
	!row.querySelector("[scope=rowgroup]"));

function enhance(table, number) {
	const bodies = [...table.tBodies], rows = bodies.flatMap(rowsOf);
	const heads = [...table.tHead.rows[0].cells];
	const texts = rows.map((row) => fold(row.textContent));
	const compare = new Intl.Collator(language, { numeric: true }).compare;
	const input = element("input", { type: "search", id: `rows-${number}` });
	const select = element("select", { id: `order-${number}` },
		...["", ...heads.keys()].map((column) => element("option", {
			value: column, textContent: column === "" ? words.order :
				heads[column].textContent.trim() })));
	const reverse = element("button", { type: "button", textContent: words.reverse });
	const status = element("span", { className: "shown" });
	let back = false;

	// How many rows there are, and in which order: to those who listen, too.
	function tell() {
		const order = select.value === "" ? "" :
			` · ${words.sort}: ${select.selectedOptions[0].textContent}`;
		status.textContent = `${rows.filter((row) => !row.hidden).length} ${words.of} ` +
			`${rows.length}${order}${back ? ` · ${words.reverse}` : ""}`;
	}

	function filter() {
		const asked = split(input.value).map(fold);
		rows.forEach((row, i) => {
			row.hidden = !asked.every((word) => texts[i].includes(word));
		});
		for (const body of bodies)
			body.hidden = rowsOf(body).every((row) => row.hidden);
		tell();
	}

	function sort() {
		const column = select.value;
		const keys = new Map(rows.map((row) => [row, column === "" ? "" :
			sortKey(row.cells[column])]));
		const sign = back ? -1 : 1;
		// What has no such value comes last either way.
		for (const body of bodies) {
			const own = rows.filter((row) => row.parentElement === body);
			body.append(...(column === "" && back ? own.reverse() :
				own.sort((a, b) => !keys.get(a) - !keys.get(b) ||
					sign * compare(keys.get(a), keys.get(b)))));
		}
		reverse.setAttribute("aria-pressed", back);
		heads.forEach((head, i) => String(i) === column ?
			head.setAttribute("aria-sort", back ? "descending" : "ascending") :
			head.removeAttribute("aria-sort"));
		tell();
	}

	status.setAttribute("role", "status");
	reverse.setAttribute("aria-pressed", "false");
	input.addEventListener("input", filter);
	select.addEventListener("change", sort);
	reverse.addEventListener("click", () => {
		back = !back;
		sort();
	});
	input.addEventListener("keydown", (event) => {
		if (event.key !== "Escape") return;
		input.value = "";
		filter();
	});
	table.before(element("div", { className: "tools" },
		element("span", {}, element("label", { htmlFor: input.id,
			textContent: words.filter }), input),
		element("span", {}, element("label", { htmlFor: select.id,
			textContent: words.sort }), select), reverse, status));
}

document.querySelectorAll("table.rows:not(.narrow, .rules, .columns)").forEach((table, number) => {
	if (table.tHead && table.querySelectorAll("tbody > tr").length >= LONG)
		enhance(table, number);
});
const form = document.getElementById("search");
if (form) search(form);
})();
