// SPDX-License-Identifier: MIT
// tap.mjs - prints cases as TAP: tap(description, problems); tap.end().
export function report() {
	let cases = 0;
	let failures = 0;
	const tap = (description, problems) => {
		cases++;
		if (problems.length) failures++;
		console.log(`${problems.length ? "not ok" : "ok"} ${cases} - ${description}`);
		for (const problem of problems.slice(0, 20))
			console.log(`# ${problem}`);
		if (problems.length > 20)
			console.log(`# and ${problems.length - 20} more`);
	};
	tap.end = () => {
		console.log(`1..${cases}`);
		process.exitCode = failures || !cases ? 1 : 0;
	};
	return tap;
}
