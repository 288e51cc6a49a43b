// @ts-check
import { BenchStack } from "./bench-stack.mjs";
import { emulatedWorkspace, requestsOf } from "./emulated-workspace.mjs";

/** How many model services stand on one provider service. */
const SIZES = [1, 10, 50];

/**
 * Times stacks in which many model services use one provider service: what each writes should not grow with them.
 *
 * @param {{ latencyMs: number }} times
 * @returns {Promise<import("./measured.mjs").Measured[]>}
 */
export async function measureServices({ latencyMs }) {
  /** @type {import("./measured.mjs").Measured[]} */
  const measured = [];
  for (const size of SIZES) {
    process.stderr.write(`${size} model services on one provider service …\n`);
    const emulator = await emulatedWorkspace({ rolloutMs: 0, latencyMs });
    const env = { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token };
    const floor = new BenchStack("nothing", size + 1, env);
    const ours = new BenchStack("services", size, env);
    try {
      const args = ["up", "--yes", "--skip-preview"];
      const base = await floor.run(args, "gpt-5.4");
      emulator.journal.clear();
      const run = await ours.run(args, "gpt-5.4");
      measured.push({
        what: "up, model services on one provider service",
        size,
        latencyMs,
        // The provider service, then all others at once.
        leastSeconds: (2 * latencyMs) / 1000,
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
