import { renderDetailed } from "../serving/render";
import { settle } from "../serving/rollout";
import type { StoredEndpoint } from "../serving/stored-endpoint";
import type { Workspace } from "../workspace/workspace";
import { limitUse, type DeclaredLimit } from "./limit-use";
import { NO_REQUESTS, withShares, type HistoryEvent, type ServedView } from "./served-view";

/** An endpoint as it is now. */
export function endpointView(
  endpoint: StoredEndpoint,
  history: HistoryEvent[],
  workspace: Workspace,
): ServedView {
  settle(endpoint, workspace);
  const { state } = renderDetailed(endpoint, "CAN_MANAGE", workspace) as {
    state: { ready: string; config_update: string };
  };
  const { config, pending, aiGateway, name } = endpoint;
  const shown = config ?? pending?.config;
  return {
    kind: "endpoint",
    name,
    state: state.config_update === "NOT_UPDATING" ? state.ready : state.config_update,
    version: shown?.version ?? 0,
    history,
    models: withShares(
      (shown?.entities ?? []).map((entity) => {
        const external = entity.external_model;
        return {
          name: entity.name,
          model: external ? `${external.provider}/${external.name}` : (entity.entity_name ?? entity.name),
          declared: shown?.routes.find((route) => route.name === entity.name)?.percentage ?? 0,
          counts: workspace.calls.get(`${endpoint.id} ${entity.name}`) ?? NO_REQUESTS,
        };
      }),
    ),
    fallback: aiGateway?.fallback_config?.enabled === true ? "with fallback" : "",
    limits: limitUse(declaredLimits(endpoint), workspace),
  };
}

/** Windows are named by `passRateLimits`: the endpoint's id; endpoint, own, group or `user <name>`; the principal. */
const declaredLimits = ({ id, aiGateway }: StoredEndpoint): DeclaredLimit[] =>
  (aiGateway?.rate_limits ?? []).map(({ key = "endpoint", principal, calls, tokens }) => {
    const kind =
      key === "endpoint" ? "endpoint" : key === "user_group" ? "group" : principal ? "own" : "user";
    return {
      of: principal === undefined ? key : `${key} ${principal}`,
      period: "minute",
      calls,
      tokens,
      counts: (window) =>
        window.startsWith(`${id} ${kind} `) && (principal === undefined || window.endsWith(` ${principal}`)),
    };
  });
