// SPDX-License-Identifier: MIT
// schemas-test.mjs: the schemas take a right record and refuse wrong ones.
// Prints TAP.
import { names, schemas } from "./schemas.mjs";
import { report } from "./tap.mjs";

const tap = report();
const ajv = schemas();
tap("there are schemas", names.length > 6 ? [] : names);

const moment = "2026-07-03T09:00:00+07:00";
const record = {
	commit: "0123456789abcdef0123456789abcdef01234567", date: moment,
	published: moment, author: null, summary: "Lùi hạn",
	plan: "so-ngoai-vu/2026-phu-luc", item: "cddh-02", subject: "item",
	kind: "changed", field: "deadline", from: "Quý I/2026",
	to: "Quý III/2026", class: "amendment", authority: null, days: 183,
	regressed: false, adopted: true,
};

function changes(description, change, right) {
	const valid = ajv.getSchema("changes.schema.json")([{ ...record, ...change }]);
	tap(description, valid === right ? [] : [`valid: ${valid}`]);
}

changes("a changed deadline", {}, true);
changes("a plan's own record", { subject: "plan", item: null, field: "signer",
	class: "plan", days: null }, true);
changes("an added item", { kind: "added", field: null, from: null, to: null,
	days: null }, true);
changes("an item's record names the item", { item: null }, false);
changes("a plan's record names no item", { subject: "plan" }, false);
changes("a change names its field", { field: null }, false);
changes("an added item has no field", { kind: "added" }, false);
changes("an unknown class", { class: "other" }, false);
changes("an unknown field", { field: "thời hạn" }, false);
changes("an unknown key", { email: "a@example.vn" }, false);
changes("a short commit id", { commit: "0123456" }, false);
changes("a date without an offset", { date: "2026-07-03T09:00:00" }, false);
changes("a day as text", { days: "183" }, false);

const finding = {
	path: "content/a.md", commit: null, line: 3, column: 1, severity: "warning",
	code: "no-deadline", message: "Thiếu thời hạn", mend: "thêm một dòng.",
};

function findings(description, change, right) {
	const valid = ajv.getSchema("findings.schema.json")({ format: 1, errors: 0,
		warnings: 1, notes: 0, findings: [{ ...finding, ...change }] });
	tap(description, valid === right ? [] : [`valid: ${valid}`]);
}

findings("a finding", {}, true);
findings("a finding about the run", { path: null, line: null, column: null }, true);
findings("a finding in a file has a line", { line: null }, false);
findings("a finding about the run has none", { path: null }, false);
findings("lines count from 1", { line: 0 }, false);
findings("an unknown severity", { severity: "info" }, false);
findings("a code is a plain name", { code: "No deadline" }, false);

tap.end();
