import { test } from "vitest";
import { hangs } from "../e2e/harness/engine-cells";
import { liveThroughFaults } from "../e2e/harness/live-through-faults";

test("requests that nobody answers are given up in time, and what became of them is found out", () =>
  liveThroughFaults(hangs, "--parallel", String(2 * hangs.length)));
