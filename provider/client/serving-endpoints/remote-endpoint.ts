import { fieldsOf } from "../../schema/plain-object";
import { normaliseExternalModel } from "../../resources/normalise-external-model";
import {
  servingEndpoint,
  type ServingEndpointAnswers,
  type ServingEndpointInputs,
} from "../../resources/serving-endpoint";
import type { RemoteConfig } from "../../plan/remote-config";
import { decode } from "../../schema/decode";
import { readRemoteConfig } from "./remote-config";
import type { Json } from "../../schema/json";

/** An endpoint as the workspace shows it, in the resource's own terms. */
export interface RemoteEndpoint {
  /** Fields that a user can set. Where no config serves yet, the one that is being rolled out. */
  readonly inputs: Partial<ServingEndpointInputs>;
  /** Fields that the server sets. */
  readonly outputs: ServingEndpointAnswers;
  readonly name: string;
  readonly id: string;
  readonly creator: string | undefined;
  /** Milliseconds since 1970, by the server's clock. */
  readonly createdAt: number | undefined;
  /** `NOT_UPDATING`, `IN_PROGRESS`, `UPDATE_FAILED` or `UPDATE_CANCELED`. */
  readonly configUpdate: string;
  readonly configVersion: number | undefined;
  /** What the server says of each served entity that is not ready, that of the pending config first. */
  readonly deploymentMessages: readonly string[];
  /** The config that serves, whole, as it can be sent again; undefined where none does. */
  readonly serving: RemoteConfig | undefined;
  /** The config that is being rolled out, or could not be. */
  readonly pending: RemoteConfig | undefined;
  /** Task of what it serves, where the server says it: models that the workspace serves itself have none of their own. */
  readonly task: string | undefined;
  /** The budget policy that costs are charged to, whether it was set on the endpoint or not. */
  readonly effectiveBudgetPolicy: string | undefined;
}

type JsonObject = { [field: string]: Json };

const objectOf = (json: Json | undefined): JsonObject => fieldsOf(json) as JsonObject;

/**
 * Reads an endpoint from the API's answer; undefined where the answer is none, since every endpoint has a name and an id. One
 * whose creation failed can be without any config.
 */
export function decodeEndpoint(json: Json, host: string): RemoteEndpoint | undefined {
  const endpoint = objectOf(json);
  const id = textOf(endpoint["id"]);
  if (textOf(endpoint["name"]) === undefined || id === undefined) return undefined;
  const config = endpoint["config"] ?? undefined;
  const pending = endpoint["pending_config"] ?? undefined;
  const state = objectOf(endpoint["state"]);
  const name = String(endpoint["name"]);
  const configUpdate = configUpdateOf(state, config, pending);
  const configVersion = decode(
    servingEndpoint.outputs.shape.configVersion,
    objectOf(config)["config_version"],
  );
  const createdAt = Number(endpoint["creation_timestamp"]);
  const creator = textOf(endpoint["creator"]);
  const inputs = decode(servingEndpoint.inputs, {
    ...endpoint,
    // What is being rolled out is what was asked for last.
    ...withConfig(
      hasEntities(pending) && (configUpdate === "IN_PROGRESS" || !hasEntities(config)) ? pending : config,
    ),
  });
  return {
    name,
    id,
    creator,
    createdAt: Number.isFinite(createdAt) ? createdAt : undefined,
    configUpdate,
    configVersion,
    deploymentMessages: [...messagesOf(pending), ...messagesOf(config)],
    serving: readRemoteConfig(config),
    pending: readRemoteConfig(pending),
    task: textOf(endpoint["task"]),
    effectiveBudgetPolicy: textOf(endpoint["effective_budget_policy_id"]),
    inputs: normalised(inputs ?? {}),
    outputs: {
      endpointId: id,
      endpointUrl: `${host}/ml/endpoints/${name}`,
      invocationUrl: invocationUrl(textOf(endpoint["endpoint_url"]) ?? `${host}/serving-endpoints/${name}`),
      openaiBaseUrl: `${host}/serving-endpoints`,
      state: { ready: textOf(state["ready"]), configUpdate },
      configVersion,
      creator,
      creationTimestamp: Number.isFinite(createdAt) ? createdAt : undefined,
      permissionLevel: textOf(endpoint["permission_level"]),
      endpointType: textOf(endpoint["endpoint_type"]),
    },
  };
}

/** Some servers answer a create with `NOT_UPDATING` while its first config is still being rolled out. */
function configUpdateOf(state: JsonObject, config: Json | undefined, pending: Json | undefined): string {
  const said = textOf(state["config_update"]) ?? "NOT_UPDATING";
  return said === "NOT_UPDATING" && hasEntities(pending) && !hasEntities(config) ? "IN_PROGRESS" : said;
}

/** As inputs are written after check(), so that the two compare. */
function normalised(inputs: Partial<ServingEndpointInputs>): Partial<ServingEndpointInputs> {
  const { config } = inputs;
  if (config?.servedEntities === undefined) return inputs;
  const servedEntities = config.servedEntities.map(({ externalModel, ...entity }) =>
    externalModel === undefined
      ? entity
      : { ...entity, externalModel: normaliseExternalModel(externalModel) },
  );
  return { ...inputs, config: { ...config, servedEntities } };
}

/** A route-optimised endpoint has a URL of its own; whether it ends in `/invocations` is not documented. */
const invocationUrl = (url: string): string => (url.endsWith("/invocations") ? url : `${url}/invocations`);

const textOf = (json: Json | undefined): string | undefined =>
  typeof json === "string" && json !== "" ? json : undefined;

const hasEntities = (config: Json | undefined): boolean =>
  Array.isArray(objectOf(config)["served_entities"] ?? objectOf(config)["served_models"]);

const withConfig = (config: Json | undefined): JsonObject => ({
  config: hasEntities(config) ? (config ?? null) : null,
});

function messagesOf(config: Json | undefined): string[] {
  const entities = objectOf(config)["served_entities"];
  return (Array.isArray(entities) ? entities : []).flatMap((entity) => {
    const { name, state } = objectOf(entity);
    const { deployment, deployment_state_message: message } = objectOf(state);
    if (typeof message !== "string" || message === "" || deployment === "DEPLOYMENT_READY") return [];
    return [`${String(name)}: ${message}`];
  });
}
