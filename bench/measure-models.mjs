// @ts-check
import { BenchStack } from "./bench-stack.mjs";
import { emulatedWorkspace, requestsOf } from "./emulated-workspace.mjs";

/** How many models are attached to one endpoint; ten are the documented limit, with the endpoint's own. */
const SIZES = [1, 3, 9];

/**
 * Times stacks that attach several models to one endpoint: writes should not grow with them.
 *
 * @param {{ latencyMs: number, rolloutMs: number }} times
 * @returns {Promise<import("./measured.mjs").Measured[]>}
 */
export async function measureModels({ latencyMs, rolloutMs }) {
  /** @type {import("./measured.mjs").Measured[]} */
  const measured = [];
  for (const size of SIZES) {
    process.stderr.write(`${size} models on one endpoint …\n`);
    const emulator = await emulatedWorkspace({ rolloutMs, latencyMs });
    const env = { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token };
    const floor = new BenchStack("nothing", size + 1, env);
    const ours = new BenchStack("models", size, env);
    try {
      const args = ["up", "--yes", "--skip-preview"];
      const base = await floor.run(args, "gpt-5.4");
      emulator.journal.clear();
      const run = await ours.run(args, "gpt-5.4");
      measured.push({
        what: "up, models on one endpoint",
        size,
        latencyMs,
        // The endpoint, then one write for all: two rollouts, each with its request and the look afterwards.
        leastSeconds: (2 * (rolloutMs + 2 * latencyMs)) / 1000,
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
