// SPDX-License-Identifier: MIT
// http.mjs - a request on the loopback.
//
//	http.mjs PORT METHOD TARGET [HEADER…]	with target and headers as they are given
//						("Host: localhost" unless one is)
//	http.mjs PORT until TARGET TEXT		GET again and again, until TEXT comes
//	http.mjs PORT while TARGET TEXT		or goes (for a minute and a half)
//
// Prints the answer's status line, its headers (names in lower case), an empty line
// and the body.
import { connect } from "node:net";

const [port, method, target, ...rest] = process.argv.slice(2);

// The answer's bytes.
function ask(verb, headers) {
	const lines = [`${verb} ${target} HTTP/1.1`, "Connection: close", ...headers];
	return new Promise((resolve, reject) => {
		const chunks = [];
		const socket = connect(Number(port), "127.0.0.1");
		socket.setTimeout(30000, () => socket.destroy(new Error("no answer")));
		socket.on("data", (chunk) => chunks.push(chunk));
		socket.on("error", reject);
		socket.on("end", () => resolve(Buffer.concat(chunks)));
		socket.write(`${lines.join("\r\n")}\r\n\r\n`);
	});
}

function print(bytes) {
	const end = bytes.indexOf("\r\n\r\n");
	const head = bytes.subarray(0, end).toString().split("\r\n").map((line, i) =>
		i ? line.replace(/^[^:]*/, (name) => name.toLowerCase()) : line);
	process.stdout.write(`${head.join("\n")}\n\n`);
	process.stdout.write(bytes.subarray(end + 4));
}

if (method === "until" || method === "while") {
	let bytes;
	process.exitCode = 1;
	for (let i = 0; i < 900 && process.exitCode; i++) {
		bytes = await ask("GET", ["Host: localhost"]);
		if (bytes.includes(rest[0]) === (method === "until")) process.exitCode = 0;
		else await new Promise((resolve) => setTimeout(resolve, 100));
	}
	print(bytes);
} else {
	const own = rest.some((h) => /^host:/i.test(h));
	print(await ask(method, own ? rest : ["Host: localhost", ...rest]));
}
