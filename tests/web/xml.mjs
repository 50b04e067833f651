// SPDX-License-Identifier: MIT
// xml.mjs - reads XML strictly, and asks for its elements.
import { readFileSync } from "node:fs";

import { DOMParser } from "@xmldom/xmldom";

// The root element; throws on anything that is not well-formed.
export function xml(file) {
	const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
	return new DOMParser({ onError: (level, message) => {
		throw new Error(`${level}: ${message}`);
	} }).parseFromString(text, "text/xml").documentElement;
}

export const children = (element, name) => [...element.childNodes].filter((n) =>
	n.nodeType === 1 && (!name || n.localName === name));
export const child = (element, name) => children(element, name)[0];
export const text = (element, name) => child(element, name)?.textContent;
