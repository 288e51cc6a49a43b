import { fieldsOf, type Fields } from "../../schema/plain-object";
import { normaliseExternalModel } from "../../resources/normalise-external-model";
import { servingEndpoint } from "../../resources/serving-endpoint";
import type { RemoteConfig } from "../../plan/remote-config";
import { decode } from "../../schema/decode";
import { readRemoteConfig } from "./remote-config";
import type { Json } from "../../schema/json";

/** What an answer of `GET /api/2.0/serving-endpoints/{name}` says, in the resource's own terms. */
export interface EndpointAnswer {
  /** Fields that a user can set. Where no config serves yet, the one that is being rolled out. */
  readonly inputs: Fields;
  /** Fields that the server sets. */
  readonly outputs: Fields;
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
}

type JsonObject = { [field: string]: Json };

const objectOf = (json: Json | undefined): JsonObject => fieldsOf(json) as JsonObject;

/** Reads an endpoint from the API's answer. An endpoint whose creation failed can be without any config. */
export function readEndpoint(json: Json, host: string): EndpointAnswer {
  const endpoint = objectOf(json);
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
  const inputs = fieldsOf(
    decode(servingEndpoint.inputs, {
      ...endpoint,
      // What is being rolled out is what was asked for last.
      ...withConfig(
        hasEntities(pending) && (configUpdate === "IN_PROGRESS" || !hasEntities(config)) ? pending : config,
      ),
    }),
  );
  return {
    name,
    id: String(endpoint["id"] ?? ""),
    creator,
    createdAt: Number.isFinite(createdAt) ? createdAt : undefined,
    configUpdate,
    configVersion: configVersion as number | undefined,
    deploymentMessages: [...messagesOf(pending), ...messagesOf(config)],
    serving: readRemoteConfig(config),
    pending: readRemoteConfig(pending),
    inputs: normalised(inputs),
    outputs: {
      endpointId: String(endpoint["id"] ?? ""),
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
function normalised(inputs: Fields): Fields {
  const config = fieldsOf(inputs["config"]);
  if (!Array.isArray(config["servedEntities"])) return inputs;
  const servedEntities = config["servedEntities"].map(fieldsOf).map((entity) => ({
    ...entity,
    ...(entity["externalModel"] === undefined
      ? {}
      : { externalModel: normaliseExternalModel(entity["externalModel"]) }),
  }));
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
