// @ts-check
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../repository.mjs";
import { runCommand } from "../run-command.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * @typedef {object} VitestReport the part of vitest's JSON report that counts
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults a file each
 */

/**
 * Runs the tests; the person who waits sees vitest's own report.
 *
 * @param {readonly string[]} args filters and options of `vitest run`
 * @returns {Promise<Tally>}
 */
export async function runVitest(args) {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-databricks-serving-tests-"));
  const report = join(folder, "report.json");
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { code } = await runCommand(process.execPath, [vitest, "run", ...reporters, ...args], {
      cwd: root,
      output: "inherit",
    });
    return tally(code, readReport(report));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
function readReport(file) {
  try {
    return /** @type {VitestReport} */ (JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined; // Vitest died before it could write one.
  }
}

/**
 * A run must not look better than it was: a file that does not load, an error outside of any test, or no report at all
 * counts as a failure too.
 *
 * @param {number} exitCode
 * @param {VitestReport | undefined} report
 * @returns {Tally}
 */
export function tally(exitCode, report) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {Tally} tally */
export function formatTally({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
