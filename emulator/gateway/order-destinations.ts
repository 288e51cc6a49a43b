import { bindingKey } from "../unity-catalog/check-routing";
import { backingOf, type Backing } from "../unity-catalog/destination-backing";
import { builtInApiTypes } from "../unity-catalog/provider-types";
import type { Destination } from "../unity-catalog/service-messages";
import type { Workspace } from "../workspace/workspace";
import type { Target } from "./find-target";

/** One place that a request may go to. */
export interface Candidate {
  /** The destination's name; a provider's own model stands for itself. */
  name: string;
  /** Undefined where what it stands on was deleted. */
  backing: Backing | undefined;
}

/**
 * Where a request goes, in order: one of the primary destinations, drawn by their shares, then the fallbacks as they are
 * listed. A model that is asked through its provider service has nothing to fall back on.
 */
export function orderDestinations(target: Target, workspace: Workspace): Candidate[] {
  const { service } = target;
  if (service.kind === "MODEL_PROVIDER_SERVICE") {
    const { model } = target as { model: string };
    const listed = service.config.targets?.find((one) => one.model === model)?.native_api_types;
    const apiTypes = listed ?? builtInApiTypes(service.config.provider_type!, model);
    return [{ name: model, backing: { model, provider: service, apiTypes } }];
  }
  const { destinations = [], fallback } = service.config.routing ?? {};
  const candidate = (which: "destinations" | "fallback.destinations", one: Destination): Candidate => ({
    name: one.name!,
    backing: backingOf(one, service.bindings[bindingKey(which, one.name!)], workspace),
  });
  return [
    candidate("destinations", draw(destinations, workspace.random())),
    ...(fallback?.destinations ?? []).map((one) => candidate("fallback.destinations", one)),
  ];
}

function draw(destinations: Destination[], point: number): Destination {
  let upTo = 0;
  for (const destination of destinations) {
    upTo += (destinations.length === 1 ? 100 : (destination.traffic_percentage ?? 0)) / 100;
    if (point < upTo) return destination;
  }
  // Rounding can leave a hair's breadth below 1; it belongs to the last destination that has traffic at all.
  return destinations.findLast(({ traffic_percentage: share }) => (share ?? 0) > 0) ?? destinations[0]!;
}
