import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { isUnknown } from "../../provider/schema/unknown";

/** A destination of a model service. */
export interface DestinationView {
  path: Path;
  /** `external`, `pay-per-token` or `provisioned-throughput`; missing while not known. */
  type?: "external" | "pay-per-token" | "provisioned-throughput";
  /** Full name of the provider service, of an external one. */
  providerService?: string;
  /** What it leads to: the provider's model, a model of Unity Catalog, or an endpoint. */
  target?: string;
  /** APIs by which an external one says that it is called. */
  apiTypes?: readonly string[];
}

/** Destinations of a model service: those that share the traffic, and those to fall back on. */
export interface Routing {
  destinations: DestinationView[];
  fallbacks: DestinationView[];
  /** Whether all of them are known. */
  complete: boolean;
}

/** The routing of a model service's inputs. */
export function routingOf(fields: Fields): Routing {
  const { routing } = fieldsOf(fields["config"]);
  const { destinations, fallback } = fieldsOf(routing);
  const back = fieldsOf(fallback)["destinations"];
  const at: Path = ["config", "routing"];
  const lists = [destinations, back];
  return {
    destinations: destinationsAt([...at, "destinations"], destinations),
    fallbacks: destinationsAt([...at, "fallback", "destinations"], back),
    complete: ![fields["config"], routing, fallback, ...lists, ...lists.flatMap(listOf)].some(isUnknown),
  };
}

function destinationsAt(path: Path, list: unknown): DestinationView[] {
  return listOf(list).flatMap((item, index) => {
    if (isUnknown(item)) return [];
    const { externalModelConfig, payPerTokenConfig, provisionedThroughputConfig } = fieldsOf(item);
    const at = [...path, index];
    if (externalModelConfig !== undefined) {
      const { modelProviderService, target } = fieldsOf(externalModelConfig);
      const { model, nativeApiTypes } = fieldsOf(target);
      return [
        {
          path: at,
          type: "external" as const,
          ...named("providerService", bareName(modelProviderService)),
          ...named("target", model),
          ...(Array.isArray(nativeApiTypes)
            ? { apiTypes: nativeApiTypes.filter((type): type is string => typeof type === "string") }
            : {}),
        },
      ];
    }
    if (payPerTokenConfig !== undefined) {
      const target = bareName(fieldsOf(payPerTokenConfig)["model"]);
      return [{ path: at, type: "pay-per-token" as const, ...named("target", target) }];
    }
    if (provisionedThroughputConfig !== undefined) {
      const target = bareName(fieldsOf(provisionedThroughputConfig)["modelServingEndpoint"]);
      return [{ path: at, type: "provisioned-throughput" as const, ...named("target", target) }];
    }
    return [{ path: at }];
  });
}

/** `main.ai.openai` for `model-provider-services/main.ai.openai`. */
function bareName(value: unknown): unknown {
  return typeof value === "string" ? value.slice(value.indexOf("/") + 1) : value;
}

function named<K extends string>(key: K, value: unknown): { [P in K]?: string } {
  return (typeof value === "string" && !isUnknown(value) ? { [key]: value } : {}) as { [P in K]?: string };
}
