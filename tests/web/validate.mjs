// SPDX-License-Identifier: MIT
// validate.mjs SITE: holds every data file of a built site to the schemas and
// to each other.  Prints TAP, a case for each file and each rule.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";

import { schemas } from "./schemas.mjs";
import { report } from "./tap.mjs";

const site = process.argv[2];
const tap = report();
const ajv = schemas();

const files = readdirSync(site, { recursive: true })
	.map((name) => name.split(sep).join("/"))
	.filter((name) => statSync(join(site, name)).isFile())
	.sort();
const read = (name) => readFileSync(join(site, name));
const parse = (name) => JSON.parse(read(name).toString("utf8"));

// A file's value if it is of its schema, else null.
function checked(name, schema) {
	try {
		const value = parse(name);
		const valid = ajv.getSchema(`${schema}.schema.json`);
		const problems = valid(value) ? [] : valid.errors.map((e) =>
			`${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
		tap(`${name} is of its schema`, problems);
		return problems.length ? null : value;
	} catch (error) {
		tap(`${name} is of its schema`, [String(error)]);
		return null;
	}
}

const under = (folder, ending) =>
	files.filter((f) => f.startsWith(folder) && f.endsWith(ending));

const about = checked("data/site.json", "site");
const manifest = checked("manifest.json", "manifest");
// Without history there is none.
const trend = about?.history === "none" ? null :
	checked("data/trend.json", "trend");
const reports = under("bao-cao/", ".json").map((name) => checked(name, "report"));
const plans = new Map();
for (const name of under("data/plans/", ".json")) {
	const plan = checked(name, "plan");
	if (plan) plans.set(plan.id, { name, plan });
}
const months = new Map();
for (const name of under("data/changes/", ".json"))
	months.set(name.slice("data/changes/".length, -".json".length),
		checked(name, "changes") ?? []);

// ---- what the files say of each other

function each(description, list, problem) {
	tap(description, list.map(problem).filter(Boolean));
}

each("a plan's id is its file's place", [...plans.values()],
	({ name, plan }) => name !== `data/plans/${plan.id}.json` &&
		`${name} has the id ${plan.id}`);
each("items of a plan differ in id", [...plans.values()], ({ plan }) =>
	new Set(plan.items.map((i) => i.id)).size !== plan.items.length &&
		`${plan.id} repeats an id`);
each("every item has its page", [...plans.values()].flatMap(({ plan }) =>
	plan.items), ({ url }) => !existsSync(join(site, url.split("#")[0])) &&
		`${url} is missing`);
if (about) {
	each("site.json names the plans", about.plans, ({ id, data }) =>
		!plans.has(id) && `${data} is missing`);
	tap("site.json names every plan",
		about.plans.length === plans.size ? [] :
			[`${about.plans.length} of ${plans.size}`]);
	tap("site.json names the months",
		about.months.join() === [...months.keys()].join() ? [] :
			[`${about.months} but ${[...months.keys()]}`]);
	each("site.json names areas of items", [...plans.values()].flatMap(
		({ plan }) => plan.items), (item) =>
		!about.areas.some((a) => a.id === item.area) &&
			`${item.url}: ${item.area}`);
}
each("changes are of known plans and items", [...months.values()].flat(),
	(c) => (!plans.has(c.plan) || (c.item !== null &&
		!plans.get(c.plan).plan.items.some((i) => i.id === c.item))) &&
		`${c.commit}: ${c.plan} ${c.item}`);
each("changes stand in their month and in order", [...months], ([month, list]) =>
	list.some((c) => !c.published.startsWith(month)) && month);
if (trend)
	each("series are of known areas and agencies",
		[["areas", trend.areas], ["agencies", trend.agencies]],
		([key, list]) => list.some(({ id }) =>
			!about?.[key].some((part) => part.id === id)) && key);
each("the lines of reports add up", reports.filter(Boolean), (report) =>
	[report, ...report.areas, ...report.agencies, ...report.units].some(
		({ counts: c }) => (c.before?.tasks ?? 0) + c.arrived + c.added -
			c.dropped - c.carried_on - c.ended !== c.until.tasks) &&
		report.period);
if (manifest) {
	const listed = new Map(manifest.files.map((f) => [f.path, f]));
	each("the manifest lists every file but itself",
		files.filter((f) => f !== "manifest.json" && f !== ".gitignore"),
		(f) => !listed.has(f) && `${f} is not listed`);
	each("the manifest's sums are right", manifest.files, ({ path, size, sha256 }) => {
		if (!files.includes(path)) return `${path} is missing`;
		const bytes = read(path);
		const sum = createHash("sha256").update(bytes).digest("hex");
		return (bytes.length !== size || sum !== sha256) && `${path} differs`;
	});
	tap("the manifest is in byte order",
		manifest.files.every((f, i, all) => !i ||
			Buffer.compare(Buffer.from(all[i - 1].path), Buffer.from(f.path)) < 0)
			? [] : ["out of order"]);
}

// ---- tables

// Rows of a CSV file (RFC 4180), strictly; throws on stray quotes.
function rows(text) {
	const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
	const out = [];
	for (let row = []; cell.lastIndex < text.length;) {
		const at = cell.lastIndex;
		const match = cell.exec(text);
		if (!match) throw new Error(`broken at character ${at}`);
		row.push(match[1]?.replaceAll('""', '"') ?? match[2]);
		if (match[3] !== ",") {
			out.push(row);
			row = [];
		}
	}
	return out;
}

for (const name of under("data/", ".csv")) {
	const problems = [];
	try {
		const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
			.decode(read(name));
		if (!text.startsWith("\ufeff")) problems.push("no byte order mark");
		if (!text.endsWith("\r\n")) problems.push("no final CRLF");
		const table = rows(text.slice(1));
		for (const [i, row] of table.entries())
			if (row.length !== table[0].length)
				problems.push(`row ${i + 1}: ${row.length} cells, ` +
					`the head has ${table[0].length}`);
	} catch (error) {
		problems.push(String(error));
	}
	tap(`${name} is a table`, problems);
}

const resources = files.includes("datapackage.json") ?
	parse("datapackage.json").resources : [];
tap("the data package has resources", resources.length ? [] : ["none"]);
each("the data package names what is there", resources, ({ name, path }) =>
	[path].flat().some((p) => !files.includes(p)) && `${name}: ${path}`);

// What a cell must be by a field's type (Table Schema); what has none is text.
const DATETIME = "%Y-%m-%dT%H:%M:%S%z";
function isDate(text) {
	const date = new Date(`${text}T00:00:00Z`);
	return /^\d{4}-\d\d-\d\d$/.test(text) && !isNaN(date) &&
		date.toISOString().startsWith(text);
}
const TYPES = {
	string: () => true,
	integer: (text) => /^[+-]?\d+$/.test(text),
	number: (text) => /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text),
	boolean: (text) => ["true", "false"].includes(text),
	date: isDate,
	datetime: (text) => /^\S{10}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d[+-]\d\d:?\d\d$/
		.test(text) && isDate(text.slice(0, 10)),
};

// A table against its own description, cell by cell.
function* faults({ path, encoding, schema }) {
	if (encoding !== "utf-8") yield `${path}: encoding ${encoding}`;
	const [head, ...body] = rows(read(path).toString("utf8").slice(1));
	const { fields, missingValues, primaryKey = [] } = schema;
	if (head.join() !== fields.map((f) => f.name).join())
		yield `${path}: the head is ${head}`;
	for (const { name, type, format } of fields)
		if (!TYPES[type] || (format !== undefined && format !== DATETIME))
			yield `${path}: ${name} is ${type} ${format}`;
	const keys = new Set();
	for (const [i, row] of body.entries()) {
		for (const [j, { name, type, constraints }] of fields.entries()) {
			const missing = missingValues.includes(row[j]);
			if (missing ? constraints?.required : !TYPES[type](row[j]))
				yield `${path}: row ${i + 2}: ${name}: "${row[j]}" is no ${type}`;
			// Spreadsheets would run it.
			if (type === "string" && /^[=@\t\r]|^[+-](?!\d+([.,]\d+)?$)/.test(row[j]))
				yield `${path}: row ${i + 2}: ${name}: a formula: ${row[j]}`;
		}
		const key = primaryKey.map((name) => row[head.indexOf(name)]).join("\0");
		if (primaryKey.length && keys.has(key))
			yield `${path}: row ${i + 2}: the key ${key} stands twice`;
		keys.add(key);
	}
}

each("a resource is described as Data Package asks", resources, (r) =>
	(!/^[a-z0-9._-]+$/.test(r.name) || [r.path].flat().some((p) =>
		/^\/|\.\.|:/.test(p)) || !r.mediatype ||
		(r.format === "csv") !== Boolean(r.schema)) && JSON.stringify(r).slice(0, 200));
tap("resources differ in name",
	new Set(resources.map((r) => r.name)).size === resources.length ? [] : ["twice"]);
tap("every table is described", under("data/", ".csv").filter((name) =>
	!resources.some((r) => [r.path].flat().includes(name))));
for (const resource of resources.filter((r) => r.schema))
	tap(`${resource.path} is as its table schema says`, [...faults(resource)]);

tap.end();
