// SPDX-License-Identifier: MIT
// findings.mjs DIR: what test-findings.sh collected.  Prints TAP.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { schemas } from "./schemas.mjs";
import { report } from "./tap.mjs";

const dir = process.argv[2];
const tap = report();
const ajv = schemas();
const text = (name) => readFileSync(join(dir, name), "utf8");
const json = (name) => JSON.parse(text(name));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function check(what, ...wrong) {
	tap(what, wrong.flat().filter((w) => w));
}

// ---- json

const validate = ajv.getSchema("findings.schema.json");
for (const name of ["json.vi", "json.en", "json.moved", "clean.json"])
	check(`${name} is of its schema`, validate(json(name)) ? [] :
		validate.errors.map((e) => `${e.instancePath} ${e.message}`));

const vi = json("json.vi"), en = json("json.en");
const bare = (f) => [f.path, f.commit, f.line, f.column, f.severity, f.code];
check("the languages differ in words alone",
	same(vi.findings.map(bare), en.findings.map(bare)) ? "" : "other places",
	vi.findings.filter((f, i) => f.message === en.findings[i].message)
		.map((f) => `${f.code}: ${f.message}`));
check("counts are those of the list", ["error", "warning", "note"].map((s) =>
	vi[`${s}s`] === vi.findings.filter((f) => f.severity === s).length ? "" : s));
check("exit statuses do not depend on the format",
	["text.vi", "json.vi", "json.en", "github.vi", "github.en", "gitlab.vi", "gitlab.en"]
		.map((n) => text(`${n}.status`) === "1\n" ? "" : n));
check("standard output is for programs alone", text("text.vi") === "" ? "" : "words");
check("a clean site has an empty list",
	same(json("clean.json"), { format: 1, errors: 0, warnings: 0, notes: 0, findings: [] })
		? "" : text("clean.json"),
	same(json("clean.gitlab"), []) ? "" : text("clean.gitlab"),
	text("clean.github"));

const at = (code) => vi.findings.find((f) => f.code === code);
const source = readFileSync(join(dir, "repo/content/so-a/2026.md"), "utf8")
	.replace("Một dòng mới.\n\n", "").normalize("NFC").split("\n");
check("places are lines and characters", ["unknown-label", "unknown-area"].map((code) => {
	const f = at(code);
	const rest = [...source[f.line - 1]].slice(f.column - 1).join("");
	return /^(Thời hạnn: |漢字$)/.test(rest) ? "" : `${code}: ${rest}`;
}));

// ---- text, its caret

// Columns of a terminal: East Asian wide ones two, combining ones none.
const width = (s) => [...s].reduce((n, c) => n + (/\p{M}/u.test(c) ? 0 :
	/\p{Script=Han}/u.test(c) ? 2 : 1), 0);
const lines = text("words.vi").split("\n");
check("the caret stands under the column that the terminal shows",
	vi.findings.filter((f) => f.line).map((f) => {
		const i = lines.findIndex((l) => l.startsWith(`${f.path}:${f.line}:${f.column}: `) &&
			l.endsWith(`[${f.code}]`));
		const shown = lines[i + 1], caret = lines[i + 2];
		const before = [...source[f.line - 1]].slice(0, f.column - 1).join("");
		return shown === `    ${source[f.line - 1]}` &&
			caret === `${" ".repeat(4 + width(before))}^` ? "" :
			`${f.code}:\n${shown}\n${caret}`;
	}), vi.findings.some((f) => source[f.line - 1].includes("x̣̃") && f.column > 10) ? "" :
		"no finding behind wide and combining characters");

// ---- github

const undo = (s) => s.replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%0A/g, "\n")
	.replace(/%0D/g, "\r").replace(/%25/g, "%");
for (const [name, of] of [["github.vi", vi], ["github.en", en]]) {
	const commands = text(name).trimEnd().split("\n");
	check(`${name}: one command for each finding`,
		commands.length === of.findings.length ? "" : `${commands.length} lines`,
		commands.map((line, i) => {
			const f = of.findings[i];
			const m = /^::(error|warning|notice) file=([^,:]+),line=(\d+),col=(\d+),title=([a-z0-9-]+)::(.*)$/
				.exec(line);
			return m && m[1].replace("notice", "note") === f.severity &&
				undo(m[2]) === f.path && +m[3] === f.line && +m[4] === f.column &&
				m[5] === f.code && undo(m[6]).startsWith(`${f.message}\n`) &&
				undo(m[6]).endsWith(f.mend) ? "" : line;
		}));
}
check("what has no place names no file",
	/^::error title=no-site-file::/m.test(text("nowhere.github")) ? "" : text("nowhere.github"));

// ---- gitlab

const keys = ["description", "check_name", "fingerprint", "severity", "location"];
const prints = (name) => json(name).map((f) => f.fingerprint);
for (const [name, of] of [["gitlab.vi", vi], ["gitlab.en", en]])
	check(`${name} is what GitLab reads`, json(name).map((f, i) =>
		same(Object.keys(f), keys) && /^[0-9a-f]{64}$/.test(f.fingerprint) &&
		["info", "minor", "major"].includes(f.severity) &&
		f.check_name === of.findings[i].code &&
		f.location.path === of.findings[i].path &&
		f.location.lines.begin === of.findings[i].line &&
		f.description.startsWith(of.findings[i].message) ? "" : JSON.stringify(f)));
check("fingerprints are unique", new Set(prints("gitlab.vi")).size === vi.findings.length ? "" :
	prints("gitlab.vi"));
check("fingerprints hold in every language", same(prints("gitlab.vi"), prints("gitlab.en")) ? "" :
	"they differ");
check("fingerprints hold where lines move",
	same(prints("gitlab.vi"), prints("gitlab.moved")) ? "" : "they differ",
	same(vi.findings.map((f) => f.line), json("json.moved").findings.map((f) => f.line)) ?
		"no line moved" : "");
check("what has no place stands at site.yml",
	json("nowhere.gitlab").some((f) => f.check_name === "no-site-file" &&
		f.location.path === "content/site.yml" && f.location.lines.begin === 1) ? "" :
		text("nowhere.gitlab"));

tap.end();
