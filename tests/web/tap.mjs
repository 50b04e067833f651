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

// checks(tap)(what, find): a case whose find(expect) calls expect(condition,
// problem) for whatever must hold; an error that it throws is a problem, too.
export function checks(tap) {
	return async (what, find) => {
		const found = [];
		try {
			await find((condition, problem) => condition ||
				found.push(String(problem).replace(/\s+/g, " ")));
		} catch (error) {
			found.push(String(error));
		}
		tap(what, found);
	};
}
