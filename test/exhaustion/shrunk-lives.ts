import type { Event } from "./random-life";

const beta = { name: "beta", model: "gpt-5.4", tag: "1" };

const declare = (renamed: boolean): Event => ({
  do: "up",
  stack: "dev",
  declare: { endpoints: [beta], renamed, models: [], services: [] },
});

/** Lives that have failed once, shrunk to what it takes. */
export const shrunkLives: readonly (readonly [string, readonly Event[]])[] = [
  [
    "an endpoint that somebody deleted, and that a renamed resource made anew, outlives the old resource",
    [declare(false), { do: "drift", how: "delete", name: "beta" }, declare(true)],
  ],
];
