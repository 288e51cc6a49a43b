// @ts-check
// `npm run bench` (or, with an engine on the PATH and dist/ built, `node bench/run.mjs [sizes…]`): one table of how long things
// take over the least that they could. `node bench/run.mjs --help` lists the options.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureOperations } from "./measure-operations.mjs";
import { measurePolicies } from "./measure-policies.mjs";
import { measureSharing } from "./measure-sharing.mjs";
import { measureStart } from "./measure-start.mjs";
import { measureWaiting } from "./measure-waiting.mjs";
import { otherBuild } from "./other-build.mjs";
import { growthPlot, ratioPlot } from "./plots.mjs";
import { table } from "./table.mjs";

const PARTS = ["start", "operations", "waiting", "models", "services", "policies"];

const HELP = `npm run bench -- [sizes…] [options]

sizes                numbers of endpoints; default 1 10 100 (others of interest: 300, 1000)
--only <part>        one of ${PARTS.join(", ")}; may be repeated; default all
--latency <ms>       what each request takes beyond what it takes anyway; may be repeated; default 0 and 50
--rollout <ms>       how long each rollout takes; default 50
--rounds <n>         how often each is measured; the median counts; default 1
--compare <ref>      builds that commit and measures it in the same run
--peers <folder>     measures Terraform beside it: terraform (or tofu) and terraform-provider-databricks are there
--json <file>        writes what was measured
--plots <folder>     writes benchmark-ratios.svg and benchmark-growth.svg
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: "boolean", short: "h" },
    only: { type: "string", multiple: true, default: PARTS },
    latency: { type: "string", multiple: true, default: ["0", "50"] },
    rollout: { type: "string", default: "50" },
    rounds: { type: "string", default: "1" },
    compare: { type: "string" },
    peers: { type: "string" },
    json: { type: "string" },
    plots: { type: "string" },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit();
}

/**
 * @param {string} name
 * @param {string} given
 * @param {number} least
 */
function wholeNumber(name, given, least) {
  const number = Number(given);
  if (Number.isInteger(number) && number >= least) return number;
  throw new Error(`${name}: found ${JSON.stringify(given)}; allowed: a whole number from ${least}`);
}
for (const part of values.only) {
  if (!PARTS.includes(part))
    throw new Error(`--only: found ${JSON.stringify(part)}; allowed: ${PARTS.join(", ")}`);
}
const sizes = (positionals.length > 0 ? positionals : ["1", "10", "100"]).map((size) =>
  wholeNumber("size", size, 1),
);
const latencies = values.latency.map((latency) => wholeNumber("--latency", latency, 0));
const rolloutMs = wholeNumber("--rollout", values.rollout, 0);
const rounds = wholeNumber("--rounds", values.rounds, 1);
const pulumi = execFileSync("pulumi", ["version"], { encoding: "utf8" }).trim();
const other = values.compare === undefined ? undefined : otherBuild(values.compare);

/** @type {import("./measured.mjs").Measured[]} */
const operations = [];
if (values.only.includes("operations")) {
  for (const latencyMs of latencies) {
    for (const size of sizes) {
      operations.push(
        ...(await measureOperations({ size, latencyMs, rolloutMs, rounds, other, peers: values.peers })),
      );
    }
  }
}
const measured = [...(values.only.includes("start") ? measureStart() : []), ...operations];
if (values.only.includes("waiting")) measured.push(...(await measureWaiting()));
if (values.only.includes("models"))
  measured.push(...(await measureSharing("models", { latencyMs: 50, rolloutMs: 500 })));
if (values.only.includes("services"))
  measured.push(...(await measureSharing("services", { latencyMs: 50, rolloutMs: 0 })));
if (values.only.includes("policies")) {
  measured.push(...(await measurePolicies({ size: Math.max(...sizes), rounds })));
}

const machine =
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ` +
  `Node.js ${process.version}, Pulumi ${pulumi}, file backend; each rollout takes ${rolloutMs} ms`;
console.log(`${machine}\n\n${table(measured, values.compare)}`);
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ machine, measured }, null, 2)}\n`);
if (values.plots !== undefined && operations.length > 0) {
  const folder = values.plots;
  mkdirSync(folder, { recursive: true });
  const quick = operations.filter(({ latencyMs }) => latencyMs === latencies[0]);
  const largest = quick.filter(({ size }) => size === Math.max(...sizes));
  const creates = quick.filter(({ what }) => what === "up, creating all");
  writeFileSync(join(folder, "benchmark-ratios.svg"), ratioPlot(largest, machine));
  writeFileSync(join(folder, "benchmark-growth.svg"), growthPlot(creates, machine));
}
