import { test } from "vitest";
import { holdLives } from "../exhaustion/hold-lives";

test.each(Array.from({ length: 20 }, (_, part) => part + 2))(
  "two stacks, somebody by hand and any faults leave each what is its own, in 100 more random lives (seed %i)",
  async (seed) => {
    await holdLives(100, seed);
  },
  1_800_000,
);
