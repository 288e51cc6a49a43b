// @ts-check
// With an engine on the PATH and dist/ built, `node bench/policies.mjs [endpoints] [rounds]`: how much longer a preview
// takes with the policy pack than with a pack without rules. Prints a Markdown table.
import { join } from "node:path";
import { BenchStack } from "./bench-stack.mjs";

const [size = 1000, rounds = 3] = process.argv.slice(2).map(Number);
if (![size, rounds].every((number) => Number.isInteger(number) && number > 0)) {
  throw new Error(
    `Found ${process.argv.slice(2).join(" ")}; allowed: two whole numbers from 1, such as 1000 3`,
  );
}

const packs = {
  "no pack": [],
  "a pack without rules": ["--policy-pack", join(import.meta.dirname, "programs", "empty-pack")],
  "this pack": ["--policy-pack", join(import.meta.dirname, "..", "policies")],
};

/** @type {Record<string, number[]>} */
const seconds = Object.fromEntries(Object.keys(packs).map((name) => [name, []]));
const stack = new BenchStack("endpoints", size, { DATABRICKS_HOST: "", DATABRICKS_TOKEN: "" });
try {
  // In turns, so that whatever else the machine does falls on all of them.
  for (let round = 0; round < rounds; round++) {
    for (const [name, flags] of Object.entries(packs)) {
      const run = await stack.run(["preview", ...flags], "gpt-5.4");
      seconds[name]?.push(run.seconds);
    }
  }
} finally {
  stack.dispose();
}

/** The best of the rounds: what else runs on a machine only ever adds. */
const best = Object.fromEntries(Object.entries(seconds).map(([name, all]) => [name, Math.min(...all)]));
const empty = best["a pack without rules"] ?? 0;
console.log(`| preview of ${size} endpoints with | best of ${rounds}, s | over a pack without rules |`);
console.log("| --- | --- | --- |");
for (const [name, time] of Object.entries(best)) {
  console.log(`| ${name} | ${time.toFixed(1)} | ${(((time - empty) / empty) * 100).toFixed(0)} % |`);
}
