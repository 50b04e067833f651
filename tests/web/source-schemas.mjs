// SPDX-License-Identifier: MIT
// source-schemas.mjs FOLDER MINHBACH: schemas/source against the program's own
// tables of keys, against its judgement of files in FOLDER, against this
// project's content, and in a YAML language server.  Prints TAP.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "yaml";

import { report } from "./tap.mjs";

const [folder, minhbach] = process.argv.slice(2);
const tap = report();
const root = fileURLToPath(new URL("../../", import.meta.url));
const schemas = join(root, "schemas/source");
const KINDS = ["site", "documents", "plan", "agency", "page", "home"];
const load = (kind) => JSON.parse(readFileSync(
	join(schemas, `${kind}.schema.json`), "utf8"));
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
const schema = Object.fromEntries(KINDS.map((kind) => [kind, load(kind)]));
const valid = Object.fromEntries(KINDS.map((kind) =>
	[kind, ajv.compile(schema[kind])]));

tap("a schema for each kind of file", [
	...readdirSync(schemas).filter((n) => !KINDS.includes(n.split(".")[0]))]);

// ---- in step with the program's tables

// The tables of src/*.c: name -> [{ key, type, required }].
const tables = {};
for (const name of readdirSync(join(root, "src")).filter((n) => n.endsWith(".c"))) {
	const source = readFileSync(join(root, "src", name), "utf8");
	for (const [, table, rows] of source.matchAll(
		/struct yaml_field (\w+)\[\] = \{\n([^]*?)\n\t*\};/g))
		tables[`${name}:${table}`] = rows.split("\n")
			.reduce((lines, line) => /^\t+(\{|[A-Z]+\()/.test(line) ?
				[...lines, line] : [...lines.slice(0, -1), lines.at(-1) + line], [])
			.filter((row) => !/\{ NULL,/.test(row))
			.map((row) => ({
				key: /"(\w+)"/.exec(row)[1],
				// AGENCY("name", member, …) is a text
				type: /^\t+AGENCY/.test(row) ? "STR" :
					/"\w+", (?:YAML_)?(\w+),/.exec(row)[1],
				required: /\btrue\b/.test(row),
			}));
}

const site = schema.site.properties;
const agency = schema.agency.properties;
const WHERE = {
	"site.c:site_fields": schema.site,
	"site.c:area_fields": site.areas.items,
	"site.c:measure_fields": site.measures.items,
	"site.c:redaction_fields": site.redactions.items,
	"site.c:rewritten_fields": site.rewritten.items,
	"site_forge.c:forge_fields": site.forge.oneOf[1],
	"sources.c:document_fields": schema.documents.items,
	"sources.c:page_fields": schema.page,
	"sources.c:home_fields": schema.home,
	"front.c:plan_fields": schema.plan,
	"agency.c:agency_fields": schema.agency,
	"agency.c:unit_fields": agency.units.items,
	"agency.c:former_fields": agency.units.items.properties.former.items.oneOf[1],
	"agency.c:group_fields": agency.groups.items,
};
tap("every table of the program has its schema", Object.keys(tables)
	.filter((name) => !(name in WHERE) && !name.startsWith("theme.c:")));
tap("every schema has its table", Object.keys(WHERE)
	.filter((name) => !tables[name]?.length));

const sorted = (keys) => [...keys].sort().join(" ");
for (const [name, part] of Object.entries(WHERE)) {
	const rows = tables[name] ?? [];
	const found = [];
	const same = (what, got, expected) => got === expected ||
		found.push(`${what}: ${got}`, `the program: ${expected}`);
	same("keys", sorted(Object.keys(part.properties)), sorted(rows.map((r) => r.key)));
	// What kind of file it is goes before the tables.
	same("required", sorted((part.required ?? []).filter((k) => k !== "type")),
		sorted(rows.filter((r) => r.required).map((r) => r.key)));
	same("nothing else", part.additionalProperties, false);
	for (const { key, type } of rows) {
		const takes = ajv.compile({ ...part.properties[key],
			$defs: KINDS.reduce((all, k) => ({ ...all, ...schema[k].$defs }), {}) });
		const { enum: words, const: word, pattern } = part.properties[key];
		if (type === "STRS" && !takes(["a", "b"])) found.push(`${key}: no list`);
		if (type !== "STRS" && type !== "NODE" && takes(["a"]))
			found.push(`${key}: a list`);
		if (type === "COUNT" && (!takes(3) || takes("a") || takes(-1)))
			found.push(`${key}: no number of days`);
		if (type === "DATE" && (!takes("2026-02-06") || !takes("6/2/2026") ||
			takes("2/2026"))) found.push(`${key}: no day`);
		if (type === "STR" && !words && !word && !pattern &&
			!part.properties[key].$ref && !takes("x")) found.push(`${key}: no text`);
	}
	tap(`${name} and its schema have the same keys`, found);
}

// ---- words for the editor's tooltip

function untitled(part, path) {
	const found = [];
	for (const [key, property] of Object.entries(part.properties ?? {})) {
		if (!property.title) found.push(`${path}.${key}`);
		for (const inner of [property, ...(property.oneOf ?? []), property.items,
			...(property.items?.oneOf ?? [])])
			if (inner?.properties) found.push(...untitled(inner, `${path}.${key}`));
	}
	return found;
}
tap("each key has a title", KINDS.flatMap((kind) =>
	untitled(schema[kind].items ?? schema[kind], kind)));

// ---- what is published here

function front(text) {
	const [, yaml] = /^---\n([^]*?)\n---$/m.exec(text) ?? [];
	return yaml === undefined ? undefined : parse(yaml);
}
function kindOf(path, text) {
	if (path.endsWith("site.yml")) return "site";
	if (path.endsWith("van-ban.yml")) return "documents";
	return front(text)?.type ?? (path.endsWith("content/index.md") ? "home" : "page");
}
const files = execFileSync("find", [join(root, "content"),
	join(root, "tools/demo/files"), join(root, "tests/golden/good/in"), "-name",
	"*.md", "-o", "-name", "*.yml"], { encoding: "utf8" }).trim().split("\n");
let plans = 0;
for (const path of files) {
	const text = readFileSync(path, "utf8");
	const kind = kindOf(path, text);
	const value = path.endsWith(".md") ? front(text) : parse(text);
	if (value === undefined) continue;
	if (kind === "plan") plans++;
	if (!valid[kind](value))
		tap(path, valid[kind].errors.map((e) => `${e.instancePath} ${e.message}`));
}
tap(`all ${files.length} files of this project are as the schemas say`,
	plans > 5 ? [] : [`only ${plans} plans`]);

// ---- of one mind with the program

const content = join(folder, "content");
const PLACE = { site: "site.yml", documents: "van-ban.yml", plan: "so-a/2026.md",
	agency: "so-a/index.md", page: "trang.md", home: "index.md" };
const GOOD = { site: "title: T\n", documents: "- number: 1/QĐ-A\n",
	plan: "type: plan\ntitle: P\nissued: 2026-02-06\nperiod: 2026\n",
	agency: "type: agency\nname: A\nunits: [{id: vp, name: V}]\n",
	page: "title: P\n", home: "type: page\n" };

function program(kind, yaml) {
	rmSync(content, { recursive: true, force: true });
	for (const [k, path] of Object.entries(PLACE)) {
		const text = k === kind ? yaml : GOOD[k];
		mkdirSync(dirname(join(content, path)), { recursive: true });
		writeFileSync(join(content, path), path.endsWith(".yml") ? text :
			`---\n${text}---\n\n${k === "plan" ? "" : "Chữ.\n"}`);
	}
	const { status, stderr } = spawnSync(minhbach,
		["check", "-C", folder, "--worktree"],
		{ encoding: "utf8", env: { ...process.env, LC_ALL: "en_GB.UTF-8" } });
	return [status, stderr];
}

const line = (kind, text) => GOOD[kind] + text;
const RIGHT = [
	["site", line("site", "# yaml-language-server: $schema=x\nsubtitle:\n" +
		"language: en\nauthors: name\nreporting_period: month\n" +
		"reporting_cutoff_day: 14\nbase_url: https://a.vn/b\n" +
		"abbreviations: {CC: c}\nauthor_units: {An: vp}\n" +
		"edit_url: https://a.vn/{path}\ncommit_url: https://a.vn/{commit}\n" +
		"report_url: mailto:a@b.vn\nmeasures: [{id: a, title: 2026}]\n" +
		"areas: [{id: a-1, title: A, aliases: B}]\n" +
		"forge: {kind: gitlab, url: https://a.vn/b.git, branch: main}\n" +
		"rewritten: [{from: 0a1b2c3d, date: 6/2/2026, reason: R}]\n")],
	["documents", "- {number: 29/KH-UBND, date: 1/2026, url: https://a.vn}\n"],
	["plan", line("plan", "stage: draft\nsecrecy: none\nnumber:\n" +
		"basis: 1/QĐ-A\nrecipients: [A, 2026]\noriginal: https://a.vn/x.pdf\n")
		.replace("period: 2026", "period: 2026-2030").replace("2026-02-06", "4/2026")],
	["agency", line("agency", "short: A\ngroups: [{name: G, units: [vp]}]\n")
		.replace("name: V", "name: V, short: [W], former: [X, {name: Y, until: 2025-07-06}]")],
	["page", "# yaml-language-server: $schema=x\ntype: page\ntitle: P\n"],
	["home", "secrecy: none\n"],
];
for (const [kind, yaml] of RIGHT) {
	const [status, said] = program(kind, yaml);
	tap(`${kind}: the program and the schema both take it`, [
		...(status === 0 ? [] : [said]),
		...(valid[kind](parse(yaml)) ? [] :
			valid[kind].errors.map((e) => `${e.instancePath} ${e.message}`))]);
}

const WRONG = [
	["site", "subtitle: S\n"], ["site", line("site", "titel: T\n")],
	["site", line("site", "language: fr\n")], ["site", line("site", "authors: all\n")],
	["site", line("site", "base_url: ftp://a.vn\n")],
	["site", line("site", "edit_url: https://a.vn/edit\n")],
	["site", line("site", "report_url: tel:1\n")],
	["site", line("site", "reporting_cutoff_day: 31\n")],
	["site", line("site", "due_soon_days: soon\n")],
	["site", line("site", "areas: [{id: Chỉ đạo, title: A}]\n")],
	["site", line("site", "forge: {kind: svn, url: https://a.vn}\n")],
	["site", line("site", "forge: {kind: github}\n")],
	["site", line("site", "rewritten: [{from: HEAD, date: 2026-02-06, reason: R}]\n")],
	["documents", "- title: T\n"], ["documents", "- {number: 1/A, ngày: 1}\n"],
	["documents", "- {number: 1/QĐ-A, date: hôm nay}\n"],
	["plan", "type: plan\n"], ["plan", line("plan", "stage: final\n")],
	["plan", line("plan", "secrecy: mật\n")], ["plan", line("plan", "sgner: A\n")],
	["plan", GOOD.plan.replace("2026-02-06", "2026")],
	["plan", GOOD.plan.replace("period: 2026", "period: năm nay")],
	["agency", "type: agency\n"], ["agency", line("agency", "head: A\n")],
	["agency", GOOD.agency.replace("id: vp", "id: Văn phòng")],
	["page", line("page", "tiêu đề: A\n")], ["home", line("home", "title: A\n")],
];
for (const [kind, yaml] of WRONG) {
	const [status, said] = program(kind, yaml);
	tap(`${kind}: both refuse ${yaml.trim().split("\n").at(-1)}`, [
		...(status === 1 && said.includes(`content/${PLACE[kind]}:`) ? [] :
			[`the program: ${status} ${said}`]),
		...(valid[kind](parse(yaml)) ? ["the schema takes it"] : [])]);
}

// ---- in an editor

// A language server on its standard input and output.
class Server {
	constructor() {
		this.process = spawn(process.execPath, [join(root,
			"tests/web/node_modules/yaml-language-server/bin/yaml-language-server"),
			"--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
		this.bytes = Buffer.alloc(0);
		this.waiting = [];
		this.last = 0;
		this.process.stdout.on("data", (data) => this.take(data));
	}
	take(data) {
		this.bytes = Buffer.concat([this.bytes, data]);
		for (;;) {
			const end = this.bytes.indexOf("\r\n\r\n");
			const size = Number(/Length: (\d+)/.exec(this.bytes.subarray(0, end))?.[1]);
			if (end < 0 || this.bytes.length < end + 4 + size) return;
			this.hear(JSON.parse(this.bytes.subarray(end + 4, end + 4 + size)));
			this.bytes = this.bytes.subarray(end + 4 + size);
		}
	}
	// What the server asks gets nothing; what is waited for is given on.
	hear(message) {
		if (message.method && message.id !== undefined)
			this.send({ id: message.id, result: message.method ===
				"workspace/configuration" ? message.params.items.map(() => ({})) : null });
		this.waiting = this.waiting.filter(([wanted, resolve]) =>
			!wanted(message) || void resolve(message));
	}
	send(message) {
		const text = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
		this.process.stdin.write(`Content-Length: ${text.length}\r\n\r\n`);
		this.process.stdin.write(text);
	}
	wait(wanted) {
		return Promise.race([
			new Promise((resolve) => this.waiting.push([wanted, resolve])),
			new Promise((_, reject) => setTimeout(() =>
				reject(new Error("no answer")), 60000).unref())]);
	}
	ask(method, params) {
		const id = ++this.last;
		const answer = this.wait((m) => m.id === id && !m.method);
		this.send({ id, method, params });
		return answer.then((m) => m.result);
	}
	async open(uri, text) {
		const told = this.wait((m) => m.params?.uri === uri &&
			m.method === "textDocument/publishDiagnostics");
		this.send({ method: "textDocument/didOpen", params: { textDocument:
			{ uri, languageId: "yaml", version: 1, text } } });
		return (await told).params.diagnostics.map((d) =>
			`${d.range.start.line + 1}: ${d.message}`);
	}
}

async function check(what, find) {
	const found = [];
	try {
		await find((condition, problem) => condition || found.push(String(problem)));
	} catch (error) {
		found.push(String(error));
	}
	tap(what, found);
}

const server = new Server();
await server.ask("initialize", { processId: process.pid, rootUri: null,
	capabilities: { textDocument: { hover: { contentFormat: ["markdown"] },
		publishDiagnostics: {} } } });
server.send({ method: "initialized", params: {} });
const uri = (path) => pathToFileURL(path).href;

for (const path of ["content/site.yml", "content/van-ban.yml"]) {
	const file = join(root, path);
	const text = readFileSync(file, "utf8");
	await check(`an editor takes ${path} with its modeline`, async (ok) => {
		const told = await server.open(uri(file), text);
		ok(/^# yaml-language-server: \$schema=\S+\n/.test(text), "no modeline");
		ok(!told.length, told.join("\n"));
	});
	await check(`and shows what a key of ${path} means`, async (ok) => {
		const lines = text.split("\n");
		const at = lines.findIndex((l) => /^(- number|title):/.test(l));
		const hover = await server.ask("textDocument/hover", { textDocument:
			{ uri: uri(file) }, position: { line: at, character: 3 } });
		ok(/Tên trang|Số, ký hiệu/.test(JSON.stringify(hover)), JSON.stringify(hover));
	});
}
for (const kind of KINDS) {
	const modeline = `# yaml-language-server: $schema=${
		join(schemas, `${kind}.schema.json`)}\n`;
	await check(`${kind}: a modeline finds a slip`, async (ok) => {
		const bad = WRONG.find(([k]) => k === kind)[1];
		const good = RIGHT.find(([k]) => k === kind)[1]
			.replace(/^# yaml-language.*\n/m, "");
		const told = await server.open(uri(join(folder, `${kind}-bad.yml`)),
			modeline + bad);
		ok(told.length > 0, "nothing found");
		const quiet = await server.open(uri(join(folder, `${kind}-good.yml`)),
			modeline + good);
		ok(!quiet.length, quiet.join("\n"));
	});
}
await check("the editor's server ends when it is told to", async (ok) => {
	const ended = once(server.process, "exit");
	await server.ask("shutdown");
	server.send({ method: "exit" });
	const [status] = await ended;
	ok(status === 0, `exit status ${status}`);
});
tap.end();
