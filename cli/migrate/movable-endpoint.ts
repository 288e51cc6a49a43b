import type { LiveEndpoint } from "../export/read-live-endpoint";

/** What of an endpoint a migration looks at, whether the workspace or a state shows it. */
export type MovableEndpoint = Omit<LiveEndpoint, "answer"> & {
  readonly answer: Pick<LiveEndpoint["answer"], "name" | "inputs" | "effectiveBudgetPolicy">;
};
