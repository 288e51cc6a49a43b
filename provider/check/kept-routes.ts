import { entityName } from "../resources/entity-name";
import type { ServingEndpointState } from "../resources/serving-endpoint";
import { fieldsOf, listOf, type Fields } from "../schema/plain-object";
import type { Problem } from "../schema/problem";
import { hasUnknown } from "../schema/unknown";
import { routeTarget } from "./rules/traffic";
import { shareOut, type Share } from "../resources/share-out";

/**
 * Whether an endpoint's routes are no longer its own: with `allowAttachedModels` its `trafficConfig` counts at creation
 * only, since the models that others attach have routes as well.
 */
export function keepsRoutes(inputs: Fields, olds: ServingEndpointState): boolean {
  const sameEndpoint = inputs["name"] === undefined || inputs["name"] === olds.name;
  return inputs["allowAttachedModels"] === true && olds.config !== undefined && sameEndpoint;
}

/** The routes that state holds for the models that are listed now, as a create of the same endpoint would need them. */
export function keptRoutes(entities: readonly unknown[], olds: ServingEndpointState): Share[] | undefined {
  const names = entities.map(entityName);
  if (names.includes(undefined)) return undefined;
  const before = routesOf(olds);
  return shareOut(
    (names as string[]).map((servedModelName) => ({
      servedModelName,
      trafficPercentage: before.get(servedModelName) ?? 0,
    })),
  );
}

/** Refuses a split that the program changes where it no longer counts. */
export function movedSplitProblems(inputs: Fields, olds: ServingEndpointState): Problem[] {
  const { trafficConfig } = fieldsOf(inputs["config"]);
  // What is not known yet may be the split of the creation.
  if (trafficConfig === undefined || hasUnknown(trafficConfig)) return [];
  const now = [...routesOf(inputs)].map(String).sort();
  const before = [...routesOf(olds)].map(String).sort();
  if (JSON.stringify(now) === JSON.stringify(before)) return [];
  return [
    {
      path: ["config", "trafficConfig"],
      found: "another split than at creation, with allowAttachedModels",
      allowed: "the split of the creation, or none",
      fix: "leave trafficConfig out and split the traffic with a TrafficSplit resource",
    },
  ];
}

function routesOf({ config }: Fields | ServingEndpointState): Map<string, number> {
  const { trafficConfig } = fieldsOf(config);
  return new Map(
    listOf(fieldsOf(trafficConfig)["routes"]).map((route) => [
      String(routeTarget(route)),
      Number(fieldsOf(route)["trafficPercentage"]),
    ]),
  );
}
