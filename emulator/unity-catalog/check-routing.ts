import { levelOf } from "../serving/access";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { assertRoutable } from "./assert-routable";
import { checkTarget } from "./check-provider-config";
import { readResourceName } from "./full-name";
import { requirePrivilege } from "./privileges";
import { refuse } from "./refusals";
import { find, lookUp } from "./securables";
import type { Destination, ModelServiceConfig } from "./service-messages";
import type { StoredProviderService } from "./stored-service";

const MAX_DESTINATIONS = 10;
const MAX_FALLBACKS = 5;

const CONFIG_OF = {
  DESTINATION_TYPE_EXTERNAL_FOUNDATION_MODEL: "external_model_config",
  DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL: "pay_per_token_config",
  DESTINATION_TYPE_PROVISIONED_THROUGHPUT_FOUNDATION_MODEL: "provisioned_throughput_config",
} as const;

/** Who must be able to use what the destinations name. */
export interface RoutingRequest {
  caller: Identity;
  /** The owner of the service, where somebody else changes it. */
  owner: Identity | undefined;
  workspace: Workspace;
}

/** The list of primary destinations and the one of fallbacks, each with its path. */
type Which = "destinations" | "fallback.destinations";

/** Key of a destination's backing in the service's bindings. */
export const bindingKey = (which: Which, name: string): string => `${which}/${name}`;

/**
 * Checks one list of destinations and finds what they stand on.
 *
 * @returns ids of the backing objects, for the service's bindings.
 * @throws ApiError 400 for what is not allowed, 404 for what does not exist, 403 for what may not be used.
 */
export function readDestinations(
  given: Destination[] | undefined,
  which: Which,
  request: RoutingRequest,
): Record<string, string> {
  const { workspace } = request;
  const list = given ?? [];
  const at = `config.routing.${which}`;
  if (which === "destinations" && list.length === 0) throw refuse(workspace, "fieldMissing", { field: at });
  const most = which === "destinations" ? MAX_DESTINATIONS : MAX_FALLBACKS;
  if (list.length > most) {
    throw refuse(workspace, "tooLong", { field: at, found: list.length, unit: "entries", most });
  }
  const bindings = list.map((destination, index): [string, string] => {
    const here = `${at}[${index}]`;
    const { name } = destination;
    if (!name) throw refuse(workspace, "fieldMissing", { field: `${here}.name` });
    if (list.findIndex((other) => other.name === name) !== index) {
      throw refuse(workspace, "destinationNameTwice", { field: here, found: name });
    }
    checkShare(destination, which, list.length, here, workspace);
    return [bindingKey(which, name), readBacking(destination, here, request)];
  });
  if (which === "destinations" && list.length > 1) {
    const found = list.reduce((sum, one) => sum + one.traffic_percentage!, 0);
    if (found !== 100) throw refuse(workspace, "percentageSum", { found });
  }
  return Object.fromEntries(bindings);
}

function checkShare(
  { traffic_percentage: share }: Destination,
  which: Which,
  count: number,
  at: string,
  workspace: Workspace,
): void {
  const field = `${at}.traffic_percentage`;
  if (which === "fallback.destinations") {
    if (share !== undefined && workspace.switches.fallbackPercentage === "refuse")
      throw refuse(workspace, "percentageForbidden", { field });
    return;
  }
  if (share === undefined) {
    if (count > 1) throw refuse(workspace, "percentageMissing", { field });
    return;
  }
  if (share < 0 || share > 100) {
    throw refuse(workspace, "valueInvalid", { field, found: share, reason: "it is between 0 and 100" });
  }
}

/** The id of what a destination stands on. Names are put into the case in which they are kept. */
function readBacking(destination: Destination, at: string, request: RoutingRequest): string {
  const { workspace } = request;
  const { destination_type: type } = destination;
  if (type === undefined) throw refuse(workspace, "fieldMissing", { field: `${at}.destination_type` });
  const wanted = CONFIG_OF[type];
  const given = Object.values(CONFIG_OF).filter((name) => destination[name] !== undefined);
  if (given.length !== 1 || given[0] !== wanted) {
    throw refuse(workspace, "destinationTypeMismatch", { field: `${at}.${wanted}`, type });
  }
  switch (wanted) {
    case "external_model_config":
      return readExternal(destination, `${at}.${wanted}`, request);
    case "pay_per_token_config": {
      const config = destination.pay_per_token_config!;
      const name = readResourceName(config.model, "models", 3, `${at}.${wanted}.model`, workspace);
      config.model = `models/${name}`;
      mayExecute("MODEL", name, request);
      return find(workspace, "MODEL", name).id;
    }
    case "provisioned_throughput_config":
      return readProvisioned(destination, `${at}.${wanted}`, request);
  }
}

function readExternal(destination: Destination, at: string, request: RoutingRequest): string {
  const { workspace } = request;
  const config = destination.external_model_config!;
  const { target } = config;
  const collection = "model-provider-services";
  const name = readResourceName(
    config.model_provider_service,
    collection,
    3,
    `${at}.model_provider_service`,
    workspace,
  );
  config.model_provider_service = `${collection}/${name}`;
  if (target === undefined) throw refuse(workspace, "fieldMissing", { field: `${at}.target` });
  checkTarget(target, `${at}.target`, workspace);
  if (target.endpoint_route) {
    throw refuse(workspace, "endpointRouteForbidden", { field: `${at}.target.endpoint_route` });
  }
  mayExecute("MODEL_PROVIDER_SERVICE", name, request);
  const service = lookUp(workspace, "MODEL_PROVIDER_SERVICE", name) as StoredProviderService;
  assertRoutable(service, target.model!, workspace);
  return service.id;
}

function readProvisioned(destination: Destination, at: string, request: RoutingRequest): string {
  const { workspace, caller, owner } = request;
  const given = destination.provisioned_throughput_config!.model_serving_endpoint;
  const field = `${at}.model_serving_endpoint`;
  const name = /^serving-endpoints\/([^/]+)$/.exec(given ?? "")?.[1];
  if (name === undefined) {
    const reason = "its form is serving-endpoints/{name}";
    throw refuse(workspace, given ? "nameInvalid" : "fieldMissing", { field, found: given ?? "", reason });
  }
  const { endpoints } = workspace.world;
  const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name]! : undefined;
  if (endpoint === undefined) {
    throw refuse(workspace, "securableMissing", { kind: "Serving endpoint", name });
  }
  const kind = "Serving endpoint";
  if (levelOf(endpoint, caller) !== "CAN_MANAGE") {
    throw refuse(workspace, "notPermitted", { privilege: "CAN MANAGE", kind, name });
  }
  if (owner !== undefined && !["CAN_MANAGE", "CAN_QUERY"].includes(levelOf(endpoint, owner) ?? "")) {
    throw refuse(workspace, "notPermitted", { privilege: "CAN QUERY", kind, name });
  }
  if (endpoint.kind !== "FOUNDATION_MODEL_API") throw refuse(workspace, "notProvisioned", { name });
  return endpoint.id;
}

function mayExecute(type: "MODEL" | "MODEL_PROVIDER_SERVICE", name: string, request: RoutingRequest): void {
  const { workspace, caller, owner } = request;
  requirePrivilege(workspace, caller, ["EXECUTE"], [type, name]);
  if (owner !== undefined) requirePrivilege(workspace, owner, ["EXECUTE"], [type, name]);
}

/** All destinations of a config with the list that each is in. */
export function destinationsOf({ routing }: ModelServiceConfig): [Which, Destination][] {
  return [
    ...(routing?.destinations ?? []).map((one): [Which, Destination] => ["destinations", one]),
    ...(routing?.fallback?.destinations ?? []).map((one): [Which, Destination] => [
      "fallback.destinations",
      one,
    ]),
  ];
}
