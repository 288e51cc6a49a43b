import { test } from "vitest";
import { killPoints, liveThroughKill } from "../e2e/harness/killed-run";

test.each(killPoints.map((point) => [point.what, point] as const))(
  "%s: the next run finds what was done, and does the rest",
  async (_what, point) => {
    await liveThroughKill(point);
  },
);
