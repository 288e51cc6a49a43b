import type * as z from "zod";
import { endpointConfig, servedEntity } from "../resources/endpoint-config";
import type { ServingEndpointInputs } from "../resources/serving-endpoint";
import type { Share } from "../resources/share-out";
import { decode } from "../schema/decode";
import { differences } from "../schema/differences";
import type { Json } from "../schema/json";
import { isPlainObject } from "../schema/plain-object";
import { projectInputs } from "../schema/project-inputs";

/** A served entity as the workspace has it, with what an edit of the config must know of it. */
export interface RemoteEntity {
  readonly name: string;
  /** Task of an external model; undefined for others. */
  readonly task: string | undefined;
  /** Whether it can be sent again as it is: its credentials are references, which the API shows, or are known to us. */
  readonly resendable: boolean;
  /** What is sent for it; opaque here, so that nothing of another owner's entity is lost. */
  readonly body: Json;
  /** Who put it there, where the server says so. */
  readonly creator?: string | undefined;
  /** When it was put there, in milliseconds since 1970 by the server's clock, where the server says so. */
  readonly createdAt?: number | undefined;
}

/** The config of an endpoint as the workspace has it. */
export interface RemoteConfig {
  /** Grows by one with each config update; 0 where the server does not say. */
  readonly version: number;
  readonly entities: readonly RemoteEntity[];
  readonly shares: readonly Share[];
  /** The other parts of the config; sent again as they are. */
  readonly rest: { readonly [field: string]: Json };
  /** The same in the resource's terms, where it comes from the workspace. */
  readonly inputs?: ServingEndpointInputs["config"];
}

/** The share of a model; 0 where it has no route. */
export const shareOf = (config: RemoteConfig, name: string): number =>
  config.shares.find(({ servedModelName }) => servedModelName === name)?.trafficPercentage ?? 0;

/** An entity by its name. */
export const entityOf = (config: RemoteConfig, name: string): RemoteEntity | undefined =>
  config.entities.find((entity) => entity.name === name);

/** Whether two entities that the workspace shows are the same: the order of an object's fields means nothing. */
export const sameEntity = (a: RemoteEntity, b: RemoteEntity): boolean =>
  canonical(a.body) === canonical(b.body);

const canonical = (json: Json): string =>
  JSON.stringify(json, (_, value: unknown) =>
    isPlainObject(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/** Whether the workspace shows an entity as it was sent: what the API hides, or fills in by itself, means nothing. */
export const showsEntity = (seen: RemoteEntity, sent: RemoteEntity): boolean =>
  shown(servedEntity, seen.body, sent.body);

/** Whether the workspace shows a config as it was sent: the same entities, in the same shares. */
export function showsConfig(seen: RemoteConfig, sent: RemoteConfig): boolean {
  return (
    seen.entities.length === sent.entities.length &&
    sent.entities.every((entity) => {
      const there = entityOf(seen, entity.name);
      const share = shareOf(seen, entity.name);
      return there !== undefined && showsEntity(there, entity) && share === shareOf(sent, entity.name);
    }) &&
    shown(endpointConfig, seen.rest, sent.rest)
  );
}

function shown(schema: z.core.$ZodType, seen: Json, sent: Json): boolean {
  const wanted = decode(schema, sent);
  return differences(schema, projectInputs(schema, decode(schema, seen), wanted), wanted).length === 0;
}
