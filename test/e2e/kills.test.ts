import { test } from "vitest";
import { killPoints, liveThroughKill } from "./harness/killed-run";

/** Each request of a stack's life, with one victim each; `npm run test:long` has every victim at each. */
const sampled = killPoints.filter((_, index) => index % 15 === 6);

test.each(sampled.map((point) => [point.what, point] as const))(
  "%s: the next run finds what was done, and does the rest",
  async (_what, point) => {
    await liveThroughKill(point);
  },
);
