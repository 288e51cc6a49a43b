import { test } from "vitest";
import { holdLives } from "./hold-lives";
import { shrunkLives } from "./shrunk-lives";
import { liveThrough } from "./live-through";

test("two stacks, somebody by hand and any faults leave each what is its own, in 50 random lives of a workspace", async () => {
  await holdLives(50, 1);
}, 300_000);

test.each(shrunkLives)("%s", async (_what, events) => {
  await liveThrough(events);
});
