import type { JournalEntry } from "../control/journal";
import { renderDetailed } from "../serving/render";
import type { StoredEndpoint } from "../serving/stored-endpoint";
import { settle } from "../serving/rollout";
import type { Workspace } from "../workspace/workspace";
import { limitUse, type LimitUse } from "./limit-use";

/** What a person wants to see of an endpoint: no credential, and nothing that a credential could stand in. */
export interface EndpointView {
  name: string;
  /** `READY`, `IN_PROGRESS`, … */
  state: string;
  version: number;
  /** What happened to it, the latest first. */
  history: { at: number; what: string }[];
  models: ModelView[];
  fallback: boolean;
  limits: LimitUse[];
}

export interface ModelView {
  name: string;
  /** Such as `openai/gpt-4o`. */
  model: string;
  /** Share of the traffic that is declared, in per cent. */
  declared: number;
  /** Share that it had, in per cent of the requests since the start; undefined: there were none. */
  actual: number | undefined;
  requests: number;
  failed: number;
}

/** The endpoints that the workspace itself has made, as they are now. */
export function endpointViews(workspace: Workspace): EndpointView[] {
  const entries = workspace.journal.entries();
  return Object.values(workspace.world.endpoints)
    .filter(({ platform }) => platform !== true)
    .map((endpoint) => endpointView(endpoint, entries, workspace));
}

function endpointView(endpoint: StoredEndpoint, entries: JournalEntry[], workspace: Workspace): EndpointView {
  settle(endpoint, workspace);
  const { state } = renderDetailed(endpoint, "CAN_MANAGE", workspace) as {
    state: { ready: string; config_update: string };
  };
  const { config, pending, aiGateway, name } = endpoint;
  const shown = config ?? pending?.config;
  const counts = (entity: string) =>
    workspace.calls.get(`${endpoint.id} ${entity}`) ?? { requests: 0, clientErrors: 0, serverErrors: 0 };
  const total = (shown?.entities ?? []).reduce((sum, entity) => sum + counts(entity.name).requests, 0);
  return {
    name,
    state: state.config_update === "NOT_UPDATING" ? state.ready : state.config_update,
    version: shown?.version ?? 0,
    history: historyOf(name, entries),
    models: (shown?.entities ?? []).map((entity) => {
      const { requests, clientErrors, serverErrors } = counts(entity.name);
      const external = entity.external_model;
      return {
        name: entity.name,
        model: external ? `${external.provider}/${external.name}` : (entity.entity_name ?? entity.name),
        declared: shown?.routes.find((route) => route.name === entity.name)?.percentage ?? 0,
        actual: total === 0 ? undefined : Math.round((requests / total) * 100),
        requests,
        failed: clientErrors + serverErrors,
      };
    }),
    fallback: aiGateway?.fallback_config?.enabled === true,
    limits: limitUse(endpoint, workspace),
  };
}

const CALLS: [RegExp, string][] = [
  [/\/config$/, "configuration sent"],
  [/\/ai-gateway$/, "AI gateway set"],
  [/\/tags$/, "tags changed"],
  [/\/telemetry-config$/, "telemetry set"],
  [/\/rate-limits$/, "rate limits set"],
];

function historyOf(name: string, entries: JournalEntry[]): EndpointView["history"] {
  const base = "/api/2.0/serving-endpoints";
  return entries
    .flatMap(({ at, method, path, status, body }) => {
      const done = status === null ? "no answer" : status < 300 ? "" : ` (${status})`;
      if (method === "POST" && path.startsWith(base) && (body as { name?: unknown } | null)?.name === name)
        return [{ at, what: `created${done}` }];
      if (method === "GET" || !path.startsWith(`${base}/${name}/`)) return [];
      const what = CALLS.find(([pattern]) => pattern.test(path))?.[1];
      return what === undefined ? [] : [{ at, what: what + done }];
    })
    .slice(-5)
    .toReversed();
}

/** The last queries, the latest first. */
export const lastQueries = ({ journal }: Workspace, count: number): JournalEntry[] =>
  journal
    .entries()
    .filter(({ route }) => route !== undefined)
    .slice(-count)
    .toReversed();
