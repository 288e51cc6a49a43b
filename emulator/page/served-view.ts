import type { LimitUse } from "./limit-use";

/** What a person wants to see of what can be asked: no credential, and nothing that a credential could stand in. */
export interface ServedView {
  kind: "endpoint" | "model service";
  name: string;
  /** `READY`, `IN_PROGRESS`, …; of a model service whether all that it stands on is there. */
  state: string;
  /** How often its configuration was sent. */
  version: number;
  /** What happened to it, the latest first. */
  history: HistoryEvent[];
  models: ModelView[];
  /** How it falls back; empty: it does not. */
  fallback: string;
  limits: LimitUse[];
}

export interface HistoryEvent {
  at: number;
  what: string;
}

/** A served model of an endpoint, or a destination of a model service. */
export interface ModelView {
  name: string;
  /** Such as `openai/gpt-4o`. */
  model: string;
  /** Share of the traffic that is declared, in per cent; undefined: it is asked as a fallback alone. */
  declared: number | undefined;
  /** Share that it had, in per cent of the requests since the start; undefined: there were none. */
  actual: number | undefined;
  requests: number;
  failed: number;
}

/** Requests of a model since the start. */
export interface ModelCounts {
  requests: number;
  clientErrors: number;
  serverErrors: number;
}

/** Each model's part of all requests. */
export function withShares(
  models: (Pick<ModelView, "name" | "model" | "declared"> & { counts: ModelCounts })[],
): ModelView[] {
  const total = models.reduce((sum, { counts }) => sum + counts.requests, 0);
  return models.map(({ counts: { requests, clientErrors, serverErrors }, ...model }) => ({
    ...model,
    actual: total === 0 ? undefined : Math.round((requests / total) * 100),
    requests,
    failed: clientErrors + serverErrors,
  }));
}

export const NO_REQUESTS: ModelCounts = { requests: 0, clientErrors: 0, serverErrors: 0 };
