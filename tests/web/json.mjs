// SPDX-License-Identifier: MIT
// json.mjs FILE EXPRESSION: prints the value of a JavaScript expression over
// the JSON file's value `d`; a text as it is, anything else as JSON.
import { readFileSync } from "node:fs";

const [file, expression] = process.argv.slice(2);
const d = JSON.parse(readFileSync(file, "utf8"));
const value = new Function("d", `"use strict"; return (${expression});`)(d);
console.log(typeof value === "string" ? value : JSON.stringify(value ?? null));
