import type * as z from "zod";
import { providerConfigs } from "../../catalog/provider-config";
import { isProviderName } from "../../catalog/provider-name";
import type { Json } from "../../schema/json";
import type { RemoteConfig, RemoteEntity } from "../../plan/remote-config";
import { endpointConfig, servedEntity } from "../../resources/endpoint-config";
import { decode } from "../../schema/decode";
import { fieldsOf, listOf, type Fields } from "../../schema/plain-object";
import { SECRET_REFERENCE } from "../../schema/field-facts";
import { encode } from "../../schema/encode";
import { wireName } from "../../schema/wire-name";

type JsonObject = { [field: string]: Json };

/** What the API takes of a served entity; the rest of what it shows (state, creator, times, type) is its own. */
const SENT_FIELDS: readonly string[] = Object.keys(servedEntity.shape).map(wireName);

/** A `config` or `pending_config` of an answer; undefined where there is none. */
export function readRemoteConfig(config: Json | undefined): RemoteConfig | undefined {
  const { served_entities, traffic_config, config_version, auto_capture_config } = fieldsOf(config);
  if (!Array.isArray(served_entities)) return undefined;
  return {
    version: Number(config_version ?? 0),
    entities: served_entities.map(readEntity),
    shares: listOf(fieldsOf(traffic_config)["routes"]).map((route) => {
      const { served_model_name, served_entity_name, traffic_percentage } = fieldsOf(route);
      return {
        servedModelName: String(served_model_name ?? served_entity_name),
        trafficPercentage: Number(traffic_percentage),
      };
    }),
    inputs: decode(endpointConfig, config),
    rest: auto_capture_config === undefined ? {} : { auto_capture_config: auto_capture_config as Json },
  };
}

/** Body of `PUT …/config` for a config that several owners write. */
export function remoteConfigBody({ entities, shares, rest }: RemoteConfig): Json {
  return {
    served_entities: entities.map(({ body }) => body),
    traffic_config: {
      routes: shares.map(({ servedModelName, trafficPercentage }) => ({
        served_model_name: servedModelName,
        traffic_percentage: trafficPercentage,
      })),
    },
    ...rest,
  };
}

/** A served entity of ours, with its credentials. */
export function remoteEntity(entity: z.output<typeof servedEntity>): RemoteEntity {
  return {
    name: String(entity.name),
    task: entity.externalModel?.task,
    resendable: true,
    body: encode(servedEntity, entity),
  };
}

function readEntity(json: Json): RemoteEntity {
  const entity = fieldsOf(json) as JsonObject;
  const external = entity["external_model"];
  const sent = Object.entries(entity).filter(
    ([field, value]) =>
      SENT_FIELDS.includes(field) && value !== null && !(external !== undefined && isCompute(field)),
  );
  return {
    name: String(entity["name"]),
    task: fieldsOf(external)["task"] as string | undefined,
    resendable: external === undefined || external === null || showsItsCredential(fieldsOf(external)),
    body: Object.fromEntries(sent) as Json,
    creator: typeof entity["creator"] === "string" ? entity["creator"] : undefined,
    createdAt: typeof entity["creation_timestamp"] === "number" ? entity["creation_timestamp"] : undefined,
  };
}

/** Beside an external model the API shows compute fields at times, and refuses every one of them. */
const isCompute = (field: string): boolean => field !== "name" && field !== "external_model";

/** Whether what the API shows of an external model holds a whole credential, so that it can be sent again. */
function showsItsCredential(model: Fields): boolean {
  const { provider } = model;
  if (!isProviderName(provider)) return Object.values(model).some(holdsReference);
  const { configKey, requirements } = providerConfigs[provider];
  const settings = model[wireName(configKey)];
  const type = fieldsOf(settings)["openai_api_type"] ?? "openai";
  const requirement = requirements.find(
    ({ openaiApiType }) => openaiApiType === undefined || openaiApiType === type,
  );
  return (requirement?.credentials ?? []).some((way) =>
    way.every((field) => valueAt(settings, field) !== undefined),
  );
}

const valueAt = (settings: unknown, field: string): unknown =>
  field.split(".").reduce<unknown>((at, part) => fieldsOf(at)[wireName(part)], settings);

function holdsReference(value: unknown): boolean {
  if (typeof value === "string") return SECRET_REFERENCE.test(value);
  return Object.values(fieldsOf(value)).some(holdsReference);
}
