// @ts-check
import { join } from "node:path";
import { BenchStack } from "./bench-stack.mjs";
import { median } from "./measured.mjs";

const EMPTY = ["preview", "--policy-pack", join(import.meta.dirname, "programs", "empty-pack")];
const PACK = ["preview", "--policy-pack", join(import.meta.dirname, "..", "policies")];

/**
 * Times previews with the policy pack, over a pack without rules.
 *
 * @param {{ size: number, rounds: number }} options
 * @returns {Promise<import("./measured.mjs").Measured[]>}
 */
export async function measurePolicies({ size, rounds }) {
  const stack = new BenchStack("endpoints", size, { DATABRICKS_HOST: "", DATABRICKS_TOKEN: "" });
  /** @type {import("./measured.mjs").Run[]} */
  const floor = [];
  /** @type {import("./measured.mjs").Run[]} */
  const ours = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      process.stderr.write(`${size}: preview with the policy pack …\n`);
      floor.push(await stack.run(EMPTY, "gpt-5.4"));
      ours.push(await stack.run(PACK, "gpt-5.4"));
    }
  } finally {
    stack.dispose();
  }
  return [
    {
      what: "preview with the policy pack, over an empty one",
      size,
      latencyMs: 0,
      leastSeconds: 0,
      floor: median(floor),
      ours: median(ours),
      requests: {},
    },
  ];
}
