// SPDX-License-Identifier: MIT
// preview.js - shows a new version of a preview page as soon as there is one,
// and keeps the reader's place.
(() => {
"use strict";

const KEY = "minhbach-preview";
const own = new URL(".", document.currentScript.src);
const panel = document.getElementById("minhbach-preview");
const edge = () => panel.getBoundingClientRect().bottom;

// The thing just above the edge of what is read, and how far it is from it.
function place() {
	const found = { path: location.pathname, y: scrollY };
	if (!scrollY) return found;
	for (const e of document.querySelectorAll("main [id]")) {
		const top = e.getBoundingClientRect().top - edge();
		if (top > 1) break;
		Object.assign(found, { id: e.id, top });
	}
	return found;
}

function go(to) {
	const e = to.id && document.getElementById(to.id);
	if (e) scrollBy(0, e.getBoundingClientRect().top - edge() - to.top);
	else scrollTo(0, to.y);
}

function reload() {
	sessionStorage.setItem(KEY, JSON.stringify(place()));
	history.scrollRestoration = "manual";
	location.reload();
}

// The browser's own way of doing so would come later, and spoil it.
function restore() {
	const kept = JSON.parse(sessionStorage.getItem(KEY));
	sessionStorage.removeItem(KEY);
	if (kept && kept.path === location.pathname) go(kept);
}

function leave() {
	source?.close();
	if (!sessionStorage.getItem(KEY)) history.scrollRestoration = "auto";
}

// Only what is told changed, not the page.
async function retell() {
	const answer = await fetch(new URL("panel", own));
	const holder = document.createElement("template");
	holder.innerHTML = await answer.text();
	const fresh = holder.content.firstElementChild;
	const at = place();
	panel.className = fresh.className;
	panel.dataset.panel = fresh.dataset.panel;
	panel.replaceChildren(...fresh.childNodes);
	go(at);
}

function told(state) {
	panel.classList.toggle("building", state.building);
	if (state.build !== panel.dataset.build) reload();
	else if (state.panel !== panel.dataset.panel) retell();
}

// A hidden page listens to nothing: browsers allow few connections.
let source = null;
function listen() {
	if (document.hidden) {
		source?.close();
		source = null;
	} else if (!source) {
		source = new EventSource(new URL("events", own));
		source.onopen = () => panel.classList.remove("lost");
		source.onerror = () => panel.classList.add("lost");
		source.onmessage = (event) => told(JSON.parse(event.data));
	}
}

restore();
listen();
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", leave);
addEventListener("pageshow", (event) => {
	if (!event.persisted) return;
	source = null;
	listen();
});
})();
