import type { Choice, Event, Trouble } from "./random-life";

const beta = { name: "beta", model: "gpt-5.4", tag: "1" };

const declare = (renamed: boolean): Event => ({
  do: "up",
  stack: "dev",
  declare: { endpoints: [beta], renamed, models: [], services: [] },
});

const nothing: Event = {
  do: "up",
  stack: "dev",
  declare: { endpoints: [], renamed: false, models: [], services: [] },
};

/** The create of an endpoint, or of a service, is carried out, and answered with a web page that nobody can see past. */
const unclear = (path: string, declared: Partial<Choice>): Event => ({
  do: "up",
  stack: "dev",
  declare: { endpoints: [], renamed: false, models: [], services: [], ...declared },
  fault: {
    kind: "HTML 401, done",
    request: { method: "POST", path } as Trouble["request"],
    nth: 0,
    times: 1,
  },
});

/** Lives that have failed once, shrunk to what it takes. */
export const shrunkLives: readonly (readonly [string, readonly Event[]])[] = [
  [
    "an endpoint that somebody deleted, and that a renamed resource made anew, outlives the old resource",
    [declare(false), { do: "drift", how: "delete", name: "beta" }, declare(true)],
  ],
  [
    "an endpoint whose create ended unclear is told by what was asked then, though the program has changed since",
    [unclear("/api/2.0/serving-endpoints", { endpoints: [{ ...beta, tag: "2" }] }), declare(false), nothing],
  ],
  [
    "so is a service",
    [
      unclear("/api/2.1/unity-catalog/model-services", { services: [{ name: "first", comment: "1" }] }),
      {
        do: "up",
        stack: "dev",
        declare: { endpoints: [], renamed: false, models: [], services: [{ name: "first", comment: "2" }] },
      },
      nothing,
    ],
  ],
];
