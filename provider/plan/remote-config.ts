import type { Json } from "../schema/json";
import type { Share } from "../resources/share-out";

/** A served entity as the workspace has it, with what an edit of the config must know of it. */
export interface RemoteEntity {
  readonly name: string;
  /** Task of an external model; undefined for others. */
  readonly task: string | undefined;
  /** Whether it can be sent again as it is: its credentials are references, which the API shows, or are known to us. */
  readonly resendable: boolean;
  /** What is sent for it; opaque here, so that nothing of another owner's entity is lost. */
  readonly body: Json;
}

/** The config of an endpoint as the workspace has it. */
export interface RemoteConfig {
  /** Grows by one with each config update. */
  readonly version: number;
  readonly entities: readonly RemoteEntity[];
  readonly shares: readonly Share[];
  /** The other parts of the config; sent again as they are. */
  readonly rest: { readonly [field: string]: Json };
}

/** The share of a model; 0 where it has no route. */
export const shareOf = (config: RemoteConfig, name: string): number =>
  config.shares.find(({ servedModelName }) => servedModelName === name)?.trafficPercentage ?? 0;

/** An entity by its name. */
export const entityOf = (config: RemoteConfig, name: string): RemoteEntity | undefined =>
  config.entities.find((entity) => entity.name === name);

/** Whether two configs serve the same in the same shares. */
export const sameConfig = (a: RemoteConfig, b: RemoteConfig): boolean => fingerprint(a) === fingerprint(b);

/** Whether two entities are the same, as far as the API shows them. */
export const sameEntity = (a: RemoteEntity, b: RemoteEntity): boolean =>
  canonical(a.body) === canonical(b.body);

function fingerprint({ entities, shares, rest }: RemoteConfig): string {
  const bodies = entities.map(({ body }) => canonical(body)).sort();
  const routes = shares
    .filter(({ trafficPercentage }) => trafficPercentage > 0)
    .map(({ servedModelName, trafficPercentage }) => `${servedModelName}=${trafficPercentage}`)
    .sort();
  return JSON.stringify([bodies, routes, canonical(rest)]);
}

/** A text that is the same for JSON that means the same: the order of an object's fields means nothing. */
function canonical(json: Json): string {
  return JSON.stringify(json, (_, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
