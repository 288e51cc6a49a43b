// @ts-check
import { describe, expect, it } from "vitest";
import { formatTally, tally } from "../../tools/test/run-vitest.mjs";

/**
 * @param {number} passed
 * @param {number} failed
 * @param {{ status: string, assertionResults: { status: string }[] }[]} [testResults]
 */
const report = (passed, failed, testResults = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
});

describe("the tally of a test run", () => {
  it("is what vitest counted", () => {
    expect(tally(0, report(7, 0))).toEqual({ passed: 7, failed: 0, skipped: 0 });
    expect(tally(1, report(7, 2))).toEqual({ passed: 7, failed: 2, skipped: 0 });
  });

  it("counts a file that did not load as a failure", () => {
    expect(tally(1, report(7, 0, [{ status: "failed", assertionResults: [] }])).failed).toBe(1);
  });

  it("does not count a failing test twice for its file", () => {
    const file = { status: "failed", assertionResults: [{ status: "failed" }] };
    expect(tally(1, report(0, 1, [file])).failed).toBe(1);
  });

  it("counts an error outside of any test, which shows in the exit code alone", () => {
    expect(tally(1, report(7, 0)).failed).toBe(1);
  });

  it("counts a run that left no report as a failure", () => {
    expect(tally(137, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it("counts skipped and planned tests, and names them only if there are any", () => {
    const skipping = tally(0, { ...report(3, 0), numPendingTests: 1, numTodoTests: 1 });
    expect(formatTally(skipping)).toBe("3 passed, 0 failed, 2 skipped");
    expect(formatTally(tally(0, report(3, 0)))).toBe("3 passed, 0 failed");
  });
});
