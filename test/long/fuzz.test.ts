import { expect, test } from "vitest";
import { runFuzz } from "../emulator/fuzz/run-fuzz";

test("20,000 spoilt requests get no 5xx, answers that can be parsed, and leave no memory behind", async () => {
  const { wrong, growth } = await runFuzz(20_000, 7);
  expect(wrong).toEqual([]);
  expect(growth).toBeLessThan(60 * 1024 * 1024);
});
