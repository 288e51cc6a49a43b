// @ts-check
import { availableParallelism } from "node:os";
import { BenchStack } from "./bench-stack.mjs";
import { emulatedWorkspace, requestsOf } from "./emulated-workspace.mjs";

/**
 * Stacks whose resources share one object: what each of them writes should not grow with their number.
 *
 * @typedef {object} Sharing
 * @property {string} what
 * @property {"models" | "services"} program
 * @property {readonly number[]} sizes
 * @property {(times: { latencyMs: number, rolloutMs: number }, size: number) => number} leastMs that requests and rollouts take
 */

/** @type {Readonly<Record<"models" | "services", Sharing>>} */
const SHARINGS = {
  models: {
    what: "up, models on one endpoint",
    program: "models",
    // Ten are the documented limit, with the endpoint's own.
    sizes: [1, 3, 9],
    // The endpoint, then one write for all that the engine runs at a time: rollouts, each with its request and the look afterwards.
    leastMs: ({ latencyMs, rolloutMs }, size) =>
      (1 + Math.ceil(size / (4 * availableParallelism()))) * (rolloutMs + 2 * latencyMs),
  },
  services: {
    what: "up, model services on one provider service",
    program: "services",
    sizes: [1, 10, 50],
    // The provider service, then all others at once.
    leastMs: ({ latencyMs }) => 2 * latencyMs,
  },
};

/**
 * Times stacks of several sizes.
 *
 * @param {"models" | "services"} kind
 * @param {{ latencyMs: number, rolloutMs: number }} times
 * @returns {Promise<import("./measured.mjs").Measured[]>}
 */
export async function measureSharing(kind, times) {
  const { what, program, sizes, leastMs } = SHARINGS[kind];
  /** @type {import("./measured.mjs").Measured[]} */
  const measured = [];
  for (const size of sizes) {
    process.stderr.write(`${size}: ${what} …\n`);
    const emulator = await emulatedWorkspace(times);
    const env = { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token };
    const floor = new BenchStack("nothing", size + 1, env);
    const ours = new BenchStack(program, size, env);
    try {
      const args = ["up", "--yes", "--skip-preview"];
      const base = await floor.run(args, "gpt-5.4");
      emulator.journal.clear();
      const run = await ours.run(args, "gpt-5.4");
      measured.push({
        what,
        size,
        latencyMs: times.latencyMs,
        leastSeconds: leastMs(times, size) / 1000,
        floor: base,
        ours: run,
        requests: requestsOf(emulator),
      });
    } finally {
      floor.dispose();
      ours.dispose();
      await emulator.close();
    }
  }
  return measured;
}
