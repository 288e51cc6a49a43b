// @ts-check
import { availableParallelism } from "node:os";
import { secondsSince } from "../progress.mjs";

/**
 * Runs all checks, as many at a time as there are cores; a line for each as it ends, then what the failing ones say.
 *
 * @param {readonly import("./checks.mjs").Check[]} checks
 * @param {import("../progress.mjs").Log} log
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(checks, log) {
  /** @type {{ name: string, output: string }[]} */
  const failures = [];
  const waiting = [...checks];
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const start = Date.now();
      const { ok, output } = await check.run();
      log(`${ok ? "✓" : "✗"} ${check.name} (${secondsSince(start)})`);
      if (!ok) failures.push({ name: check.name, output });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  for (const { name, output } of failures) log(`\n✗ ${name}\n${output.trimEnd()}`);
  return { passed: checks.length - failures.length, failed: failures.length };
}
