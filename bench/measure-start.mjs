// @ts-check
import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { median } from "./measured.mjs";

const ROUNDS = 9;

/**
 * Times the start of a program that loads this package, over one that loads Pulumi's alone.
 *
 * @returns {import("./measured.mjs").Measured[]}
 */
export function measureStart() {
  process.stderr.write("starting programs …\n");
  /** @type {import("./measured.mjs").Run[]} */
  const floor = [];
  /** @type {import("./measured.mjs").Run[]} */
  const ours = [];
  for (let round = 1; round <= ROUNDS; round++) {
    floor.push(timed('require("@pulumi/pulumi")'));
    ours.push(timed('require("@pulumi/pulumi"); require("pulumi-databricks-serving")'));
  }
  return [
    {
      what: "start of a program",
      size: 0,
      latencyMs: 0,
      leastSeconds: 0,
      floor: median(floor),
      ours: median(ours),
      requests: {},
    },
  ];
}

/** @param {string} program */
function timed(program) {
  const start = performance.now();
  execFileSync(process.execPath, ["-e", program], { cwd: dirname(import.meta.dirname), stdio: "ignore" });
  return { seconds: (performance.now() - start) / 1000 };
}
