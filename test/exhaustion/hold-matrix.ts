import { appendFileSync } from "node:fs";
import { expect, test } from "vitest";
import { badCellsOf } from "./matrix";
import type { Scenario } from "./scenario";

/**
 * A test for each scenario: every fault befalls every request of it, and no cell is bad. With the
 * name of a file in `MATRIX_REPORT`, all bad cells are added there, each with what is wrong.
 *
 * @param oneIn takes one fault in so many; default all of them
 */
export function holdMatrix(scenarios: readonly Scenario[], oneIn = 1): void {
  test.each(scenarios.map((scenario, index) => [scenario.name, scenario, index] as const))(
    "%s: whatever befalls a request, success is true, the next runs get there, and nothing of others is touched",
    async (_name, scenario, index) => {
      const { bad, cells } = await badCellsOf(scenario, oneIn, index);
      const report = process.env["MATRIX_REPORT"];
      if (report !== undefined) {
        appendFileSync(report, bad.map(({ cell, problem }) => `${cell} | ${problem}\n`).join(""));
      }
      expect(cells).toBeGreaterThan(20 / oneIn);
      expect(bad.map(({ cell, problem }) => `${cell} | ${problem}`)).toEqual([]);
    },
    600_000,
  );
}
