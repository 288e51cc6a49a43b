// @ts-check
// `npm run bench` (or, with an engine on the PATH and dist/ built, `node bench/run.mjs [sizes…]`): how long the engine's
// operations take for stacks of that many endpoints, over a provider that does nothing. Prints a Markdown table.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { BenchStack } from "./bench-stack.mjs";
import { markdownTable } from "./markdown-table.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    "update-delay": { type: "string", default: "100" },
    latency: { type: "string", default: "0" },
  },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [1, 10, 100];
if (!sizes.every((size) => Number.isInteger(size) && size > 0)) {
  throw new Error(`Sizes are ${positionals.join(", ")}; allowed: whole numbers from 1, such as 1 10 100`);
}

/** One after the other on the same stack; `model` is what the program asks for. */
const OPERATIONS = /** @type {const} */ ([
  { name: "up, creating all", args: ["up", "--yes", "--skip-preview"], model: "gpt-5.4" },
  { name: "up, nothing changed", args: ["up", "--yes", "--skip-preview"], model: "gpt-5.4" },
  { name: "preview, nothing changed", args: ["preview"], model: "gpt-5.4" },
  { name: "refresh", args: ["refresh", "--yes", "--skip-preview"], model: "gpt-5.4" },
  { name: "preview, config of all changed", args: ["preview"], model: "gpt-5.4-mini" },
  { name: "up, config of all changed", args: ["up", "--yes", "--skip-preview"], model: "gpt-5.4-mini" },
  { name: "destroy", args: ["destroy", "--yes", "--skip-preview"], model: "gpt-5.4-mini" },
]);

const version = engineVersion();

/** @type {typeof import("../emulator/index.js")} */
const { startEmulator } = createRequire(import.meta.url)("../dist/emulator/index.js");
const emulator = await startEmulator({
  switches: {
    updateDelayMs: Number(values["update-delay"]),
    requestLatencyMs: Number(values.latency),
  },
});

await putSecrets();

/** @type {import("./markdown-table.mjs").Measured[]} */
const measured = [];
try {
  for (const size of sizes) await measure(size);
} finally {
  await emulator.close();
}
const memory = Math.round(totalmem() / 2 ** 30);
console.log(
  `\n${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, ${memory} GiB, Node.js ${process.version}, Pulumi ${version}; ` +
    `each rollout takes ${values["update-delay"]} ms, each request ${values.latency} ms more\n`,
);
console.log(markdownTable(measured));

/** @param {number} size */
async function measure(size) {
  const env = { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token };
  const floor = new BenchStack("nothing", size, env);
  const ours = new BenchStack("endpoints", size, env);
  try {
    for (const { name, args, model } of OPERATIONS) {
      process.stderr.write(`${size}: ${name} …\n`);
      const base = await floor.run(args, model);
      emulator.journal.clear();
      const run = await ours.run(args, model);
      measured.push({ size, name, base, run, requests: countRequests() });
    }
  } finally {
    floor.dispose();
    ours.dispose();
  }
}

/** The secrets that the programs refer to. */
async function putSecrets() {
  const headers = { authorization: `Bearer ${emulator.token}`, "content-type": "application/json" };
  /** @type {(path: string, body: object) => Promise<void>} */
  const post = async (path, body) => {
    const url = `${emulator.url}/api/2.0/secrets/${path}`;
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${await answer.text()}`);
  };
  await post("scopes/create", { scope: "llm-keys" });
  for (const key of ["openai", "anthropic"]) {
    await post("put", { scope: "llm-keys", key, string_value: `made-up-${key}` });
  }
}

/** How many requests of each method the emulator has seen. */
function countRequests() {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { method } of emulator.journal.entries()) counts[method] = (counts[method] ?? 0) + 1;
  return counts;
}

function engineVersion() {
  try {
    return execFileSync("pulumi", ["version"], { encoding: "utf8" }).trim();
  } catch {
    throw new Error("There is no pulumi on the PATH; `npm run bench` puts one there.");
  }
}
