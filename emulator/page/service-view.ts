import { destinationModel } from "../gateway/destination-model";
import { bindingKey } from "../unity-catalog/check-routing";
import { backingOf } from "../unity-catalog/destination-backing";
import type { Destination, ServiceRateLimit } from "../unity-catalog/service-messages";
import type { StoredModelService } from "../unity-catalog/stored-service";
import type { Workspace } from "../workspace/workspace";
import { limitUse, type DeclaredLimit } from "./limit-use";
import { NO_REQUESTS, withShares, type HistoryEvent, type ServedView } from "./served-view";

/** A model service as it is now. */
export function serviceView(
  service: StoredModelService,
  history: HistoryEvent[],
  workspace: Workspace,
): ServedView {
  const { destinations = [], fallback } = service.config.routing ?? {};
  const fallbacks = fallback?.destinations ?? [];
  const model = (which: "destinations" | "fallback.destinations", one: Destination) => {
    const backing = backingOf(one, service.bindings[bindingKey(which, one.name!)], workspace);
    const { provider, name } = backing ? destinationModel(one.name!, backing) : { provider: "", name: "" };
    const share = destinations.length === 1 ? 100 : (one.traffic_percentage ?? 0);
    return {
      name: one.name!,
      model: backing ? `${provider}/${name}` : "deleted",
      declared: which === "destinations" ? share : undefined,
      counts:
        workspace.serviceMetrics.get(service.id)?.find(({ destination }) => destination === one.name) ??
        NO_REQUESTS,
    };
  };
  const models = withShares([
    ...destinations.map((one) => model("destinations", one)),
    ...fallbacks.map((one) => model("fallback.destinations", one)),
  ]);
  return {
    kind: "model service",
    name: service.fullName,
    state: models.some((one) => one.model === "deleted") ? "DESTINATION DELETED" : "READY",
    version: service.version,
    history,
    models,
    fallback: fallbacks.length === 0 ? "" : `falls back to ${fallbacks.map(({ name }) => name).join(", ")}`,
    limits: limitUse((service.config.rate_limits ?? []).map(declaredLimit(service.id)), workspace),
  };
}

/** Windows are named by `passServiceLimits`: the service's id, the key, whose it is, the period. */
const declaredLimit =
  (id: string) =>
  ({ key, principal, renewal_period: period, requests, tokens }: ServiceRateLimit): DeclaredLimit => {
    const whose = key!.slice("RATE_LIMIT_KEY_".length).toLowerCase().replaceAll("_", " ");
    return {
      of: principal === undefined ? whose : `${whose} ${principal}`,
      period: period === "RATE_LIMIT_RENEWAL_PERIOD_HOUR" ? "hour" : "minute",
      calls: requests,
      tokens,
      counts: (window) =>
        window.startsWith(`${id} ${key} ${principal === undefined ? "" : `${principal} `}`) &&
        window.endsWith(` ${period}`),
    };
  };
