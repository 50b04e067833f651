// SPDX-License-Identifier: MIT
// schemas.mjs - the schemas of the data files, compiled strictly.
import { readFileSync, readdirSync } from "node:fs";

import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const folder = new URL("../../schemas/", import.meta.url);

export const names = readdirSync(folder).filter((n) => n.endsWith(".json"));

export function schemas() {
	const ajv = new Ajv2020({ allErrors: true, strict: true,
		allowUnionTypes: true });
	addFormats(ajv);
	for (const name of names)
		ajv.addSchema(JSON.parse(readFileSync(new URL(name, folder), "utf8")));
	for (const name of names)
		ajv.getSchema(name);
	return ajv;
}
