import { befalls, faultKinds } from "./fault-kinds";
import { runWell, runWith } from "./run-scenario";
import type { Scenario } from "./scenario";

/** A cell of the matrix where something is not as it must be. */
export interface BadCell {
  /** `scenario | request | fault`. */
  readonly cell: string;
  readonly problem: string;
}

/** Failures that are tried again for a while, so that one of them alone shows little. */
const TRIED_AGAIN = new Set(["refused", "reset before it is read", "timeout", "429", "500", "503", "504"]);

const ALWAYS = 1_000_000;

/**
 * Lets every fault befall every request of a scenario, once, and from there on where once is seldom felt.
 *
 * @param oneIn takes one fault in so many, for each request others, so that all of them still meet the scenario. Default 1: all
 * @param from where this begins; another number for each scenario, so that all of them are met where a scenario has few requests
 */
export async function badCellsOf(
  scenario: Scenario,
  oneIn = 1,
  from = 0,
): Promise<{ bad: BadCell[]; cells: number }> {
  const good = await runWell(scenario);
  const bad: BadCell[] = [];
  let cells = 0;
  const look = async (cell: string, run: () => Promise<string[]>): Promise<void> => {
    cells += 1;
    const problems = await run().catch((error: unknown) => [`the run breaks: ${String(error)}`]);
    if (problems.length > 0) bad.push({ cell: `${scenario.name} | ${cell}`, problem: problems.join("; ") });
  };
  await look("– | none", () => runWith(scenario, good));
  for (const [turn, target] of good.targets.entries()) {
    const { method, path, nth } = target;
    const request = `${method} ${path.replace("/api/2.0/serving-endpoints", "…")}${nth === 0 ? "" : ` #${nth + 1}`}`;
    const faults = faultKinds.filter(
      (kind, index) => index % oneIn === (from + turn) % oneIn && befalls(kind, target),
    );
    for (const fault of faults) {
      await look(`${request} | ${fault.name}`, () => runWith(scenario, good, target, fault));
      if (TRIED_AGAIN.has(fault.name.replace(/, done$/, ""))) {
        await look(`${request} | ${fault.name}, always`, () =>
          runWith(scenario, good, target, fault, ALWAYS),
        );
      }
    }
  }
  return { bad, cells };
}
