import { entityName } from "../../resources/entity-name";
import { fieldsOf, listOf, type Fields } from "../../schema/plain-object";
import type { Path, Problem } from "../../schema/problem";
import { nearest } from "../../text/nearest";
import { hasUnknown, isUnknown } from "../../schema/unknown";
import { entitiesOf } from "./served-entities";

const ROUTES: Path = ["config", "trafficConfig", "routes"];

/** What the API refuses of a traffic split: a sum other than 100, routes to nobody, entities without a route. */
export function trafficRule(inputs: Fields): Problem[] {
  const config = fieldsOf(inputs["config"]);
  const { entities, known } = entitiesOf(config);
  const { trafficConfig } = config;
  if (isUnknown(trafficConfig) || isUnknown(fieldsOf(trafficConfig)["routes"])) return [];
  const routes = fieldsOf(trafficConfig)["routes"];
  if (routes === undefined) return missingSplit(entities, known);
  if (!Array.isArray(routes)) return [];
  const names = entities.map(entityName);
  return [
    ...routesProblems(
      listOf(routes),
      ROUTES,
      known && !names.includes(undefined) ? (names as string[]) : undefined,
    ),
  ];
}

/**
 * What is wrong with routes.
 *
 * @param routes what the user wrote
 * @param path where it stands
 * @param names the served models that there are; undefined where that is not known
 */
export function routesProblems(
  routes: readonly unknown[],
  path: Path,
  names: readonly string[] | undefined,
): Problem[] {
  const targets = routes.map(routeTarget);
  const problems: Problem[] = [];
  routes.forEach((route, index) => {
    const target = targets[index];
    if (isUnknown(route)) return;
    const field = fieldsOf(route)["servedEntityName"] === undefined ? "servedModelName" : "servedEntityName";
    const at = [...path, index, field];
    if (target === undefined) {
      problems.push({ path: at, found: "nothing", allowed: "the name of a served model" });
    } else if (typeof target === "string") {
      if (targets.indexOf(target) < index) {
        problems.push({
          path: at,
          found: `a second route to ${JSON.stringify(target)}`,
          allowed: "one route for each served model",
        });
      } else if (names !== undefined && !names.includes(target)) {
        const near = nearest(target, names);
        problems.push({
          path: at,
          found: JSON.stringify(target),
          allowed: names.map((name) => JSON.stringify(name)).join(", "),
          fix: near === undefined ? undefined : `did you mean ${JSON.stringify(near)}?`,
        });
      }
    }
  });
  const unrouted = hasUnknown(targets) ? [] : (names ?? []).filter((name) => !targets.includes(name));
  if (unrouted.length > 0) {
    problems.push({
      path,
      found: `no route to ${unrouted.map((name) => JSON.stringify(name)).join(", ")}`,
      allowed: "a route for each served model",
      fix: "add one, with trafficPercentage 0 if it is to get no traffic",
    });
  }
  return [...problems, ...sumProblem(routes, path)];
}

/** Routes must share out exactly 100 %. */
export function sumProblem(routes: readonly unknown[], path: Path): Problem[] {
  const shares = routes.map((route) => fieldsOf(route)["trafficPercentage"]);
  if (shares.length === 0 || !shares.every((share) => typeof share === "number")) return [];
  const sum = shares.reduce((total, share) => total + share, 0);
  if (sum === 100) return [];
  return [{ path, found: `percentages that sum to ${sum}`, allowed: "a sum of 100" }];
}

/** The served model that a route names, under either field; undefined where it names none, unknown where that is not known. */
export function routeTarget(route: unknown): unknown {
  if (isUnknown(route)) return route;
  const { servedModelName, servedEntityName } = fieldsOf(route);
  return servedModelName ?? servedEntityName;
}

function missingSplit(entities: unknown[], known: boolean): Problem[] {
  if (!known || entities.length < 2) return [];
  return [
    {
      path: ["config", "trafficConfig"],
      found: "nothing",
      allowed: `routes for the ${entities.length} served entities`,
      fix: "an endpoint with several models needs its split of traffic, summing to 100",
    },
  ];
}
