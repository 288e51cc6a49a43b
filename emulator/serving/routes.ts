import { invalidParameter } from "../http/api-error";
import type { EndpointConfig } from "./messages";
import type { StoredRoute } from "./stored-endpoint";

/**
 * The traffic split over entities of these names.
 *
 * @throws ApiError 400 when the routes are missing, do not sum to 100, or do not match the entities one to one. Texts are
 * not documented.
 */
export function routesOf(traffic: EndpointConfig["traffic_config"], names: string[]): StoredRoute[] {
  const given = traffic?.routes ?? [];
  if (given.length === 0) {
    // The server routes all traffic to a single entity; with several, a split is mandatory (external models page).
    if (names.length === 1) return [{ name: names[0]!, percentage: 100 }];
    throw invalidParameter("traffic_config is required when an endpoint has more than one served entity.");
  }
  const routes = given.map((route, index): StoredRoute => {
    const { served_entity_name: entity, served_model_name: model, traffic_percentage: percentage } = route;
    if (entity !== undefined && model !== undefined && entity !== model) {
      throw invalidParameter(
        `routes[${index}]: served_entity_name '${entity}' and served_model_name '${model}' must be the same.`,
      );
    }
    const name = entity ?? model;
    if (!name)
      throw invalidParameter(`Missing required field: traffic_config.routes[${index}].served_entity_name`);
    if (percentage === undefined) {
      throw invalidParameter(`Missing required field: traffic_config.routes[${index}].traffic_percentage`);
    }
    if (percentage < 0 || percentage > 100) {
      throw invalidParameter(
        `Traffic percentage of '${name}' must be between 0 and 100; found ${percentage}.`,
      );
    }
    return { name, percentage };
  });
  for (const [index, { name }] of routes.entries()) {
    if (!names.includes(name)) {
      throw invalidParameter(
        `Traffic route refers to served entity '${name}', which is not part of the configuration.`,
      );
    }
    if (routes.findIndex((other) => other.name === name) !== index) {
      throw invalidParameter(`Served entity '${name}' has more than one traffic route.`);
    }
  }
  const missing = names.filter((name) => !routes.some((route) => route.name === name));
  if (missing.length > 0) throw invalidParameter(`Served entity '${missing[0]}' has no traffic route.`);
  const sum = routes.reduce((total, { percentage }) => total + percentage, 0);
  if (sum !== 100)
    throw invalidParameter(`The traffic percentages of all routes must sum to 100; found ${sum}.`);
  return routes;
}
