// @ts-check
import { createRequire } from "node:module";
import { emulatedWorkspace, requestsOf } from "./emulated-workspace.mjs";

const load = createRequire(import.meta.url);

/** How long a rollout takes, in milliseconds. */
const ROLLOUTS = [200, 2000, 20_000];

/**
 * Times the provider's own create where the rollout takes that long: how late it notices that it is over, by how many requests.
 *
 * @returns {Promise<import("./measured.mjs").Measured[]>}
 */
export async function measureWaiting() {
  /** @type {import("./measured.mjs").Measured[]} */
  const measured = [];
  for (const rolloutMs of ROLLOUTS) {
    process.stderr.write(`waiting for a rollout of ${rolloutMs} ms …\n`);
    const emulator = await emulatedWorkspace({ rolloutMs, latencyMs: 0 });
    try {
      process.env["DATABRICKS_HOST"] = emulator.url;
      process.env["DATABRICKS_TOKEN"] = emulator.token;
      process.env["BENCH_MODEL"] = "gpt-5.4";
      /** @type {typeof import("../provider/index.js")} */
      const { ServingEndpoint } = load("../dist/provider/index.js");
      await ServingEndpoint.configure({ config: { get: () => undefined } });
      const given = load("./programs/arguments.cjs").argumentsOf(1);
      const { inputs } = await ServingEndpoint.check({}, { ...given, __applying: true });
      emulator.journal.clear();
      const start = performance.now();
      await ServingEndpoint.create(inputs);
      measured.push({
        what: `waiting for a rollout of ${rolloutMs / 1000} s`,
        size: 1,
        latencyMs: 0,
        leastSeconds: 0,
        floor: { seconds: rolloutMs / 1000 },
        ours: { seconds: (performance.now() - start) / 1000 },
        requests: requestsOf(emulator),
      });
    } finally {
      await emulator.close();
    }
  }
  return measured;
}
