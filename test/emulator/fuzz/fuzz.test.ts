import { expect, test } from "vitest";
import { runFuzz } from "./run-fuzz";

test("3,000 spoilt requests get no 5xx, and answers that can be parsed", { timeout: 60_000 }, async () => {
  const { wrong, classes } = await runFuzz(3000, 20_261_125);
  expect(wrong).toEqual([]);
  // A fuzzer whose requests are all refused at the door would find nothing behind it.
  expect(classes["2xx"]).toBeGreaterThan(300);
  expect(classes["4xx"]).toBeGreaterThan(1000);
});
