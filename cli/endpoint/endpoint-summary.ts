import type { RemoteEndpoint } from "../../provider/client/serving-endpoints/remote-endpoint";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";

/** A model that an endpoint serves, as people speak of it. */
export interface ServedModel {
  /** Name of the served entity, which routes refer to. */
  readonly name: string;
  /** Such as `openai`; undefined for models that the workspace serves itself. */
  readonly provider: string | undefined;
  /** Name at the provider, or of a model of Unity Catalog with its version. */
  readonly model: string;
  readonly task: string | undefined;
  /** Share of the traffic, in per cent; undefined where the endpoint says none. */
  readonly traffic: number | undefined;
}

/** What a table, a description or a picture shows of an endpoint. Holds no credential. */
export interface EndpointSummary {
  readonly name: string;
  readonly id: string;
  /** `ready`, `not ready`, `updating` or `update failed`. */
  readonly state: string;
  readonly owner: string | undefined;
  readonly models: readonly ServedModel[];
  /** Whether a request that fails goes on to the other models. */
  readonly fallback: boolean;
  readonly invocationUrl: string;
}

export function summariseEndpoint(answer: RemoteEndpoint): EndpointSummary {
  const { inputs, outputs } = answer;
  const { models, fallback } = summariseInputs(inputs);
  return {
    name: answer.name,
    id: answer.id,
    state: stateOf(answer),
    owner: answer.creator,
    // Servers order them by name; people look for who gets the traffic.
    models: models.toSorted((a, b) => (b.traffic ?? -1) - (a.traffic ?? -1)),
    fallback,
    invocationUrl: String(outputs["invocationUrl"]),
  };
}

/** The same of what a program, a state or a preview says of an endpoint. */
export function summariseInputs(inputs: Fields): Pick<EndpointSummary, "models" | "fallback"> {
  const config = fieldsOf(inputs["config"]);
  const routes = listOf(fieldsOf(config["trafficConfig"])["routes"]).map(fieldsOf);
  const entities = listOf(config["servedEntities"]).map(fieldsOf);
  return {
    models: entities.map((entity) => servedModel(entity, routes)),
    fallback: fieldsOf(fieldsOf(inputs["aiGateway"])["fallbackConfig"])["enabled"] === true,
  };
}

function servedModel(entity: Fields, routes: readonly Fields[]): ServedModel {
  const external = fieldsOf(entity["externalModel"]);
  const name = String(entity["name"] ?? external["name"] ?? entity["entityName"] ?? "");
  const share = routes.find((route) => route["servedModelName"] === name)?.["trafficPercentage"];
  const version = entity["entityVersion"] === undefined ? "" : ` v${String(entity["entityVersion"])}`;
  const own = String(entity["entityName"] ?? fieldsOf(entity["foundationModel"])["name"] ?? name);
  return {
    name,
    provider: textOf(external["provider"]),
    model: textOf(external["name"]) ?? `${own}${version}`,
    task: textOf(external["task"]),
    traffic: typeof share === "number" ? share : undefined,
  };
}

function stateOf({ configUpdate, outputs }: RemoteEndpoint): string {
  if (configUpdate === "IN_PROGRESS") return "updating";
  if (configUpdate === "UPDATE_FAILED" || configUpdate === "UPDATE_CANCELED") return "update failed";
  return fieldsOf(outputs["state"])["ready"] === "READY" ? "ready" : "not ready";
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
