import { endpointLimits } from "../catalog/endpoint-limits";
import { entityOf, showsEntity, shareOf, type RemoteConfig, type RemoteEntity } from "./remote-config";
import { shareOut, type Share } from "../resources/share-out";

/**
 * A change of an endpoint's config that several owners write. Applied to the config as the workspace has it at that
 * moment, and applied again where someone else wrote in between: doing it twice must do no more than once.
 */
export interface ConfigEdit {
  /** Names of the entities that the edit is about: where another owner changed the same one, this edit wins. */
  readonly touches: readonly string[];
  /** When it is applied among edits that are sent together: models come first, then shares, and models go last. */
  readonly phase: 1 | 2 | 3;
  /**
   * @throws EditRefused where the config cannot take the edit
   */
  apply(config: RemoteConfig): RemoteConfig;
}

/** The config, as it is, cannot take an edit; nothing was sent. */
export class EditRefused extends Error {
  override readonly name = "EditRefused";
}

/**
 * Adds a model, or changes it where it is there. A new one joins with 0 %, so that attaching never moves traffic.
 *
 * @param mayReplace whether an entity of this name that is there already, and differs, is ours to change
 */
export function attachModel(
  endpoint: string,
  model: RemoteEntity,
  mayReplace: (existing: RemoteEntity) => boolean,
): ConfigEdit {
  return {
    touches: [model.name],
    phase: 1,
    apply(config) {
      const existing = entityOf(config, model.name);
      if (existing !== undefined && !mayReplace(existing)) throw nameTaken(endpoint, model.name);
      refuseOtherTask(endpoint, config, model);
      if (existing === undefined) refuseBeyondLimit(endpoint, config, 1);
      return withEntities(config, [...others(config, [model.name]), model]);
    },
  };
}

/** Takes a model away; its share goes to the others in proportion. One that is gone already is fine. */
export function detachModel(endpoint: string, name: string): ConfigEdit {
  return {
    touches: [name],
    phase: 3,
    apply(config) {
      if (entityOf(config, name) === undefined) return config;
      const staying = others(config, [name]);
      if (staying.length === 0) throw lastModel(endpoint, name);
      return withEntities(config, staying);
    },
  };
}

/**
 * Brings the entities that an endpoint's own resource lists to what it lists now; those that others attached stay.
 *
 * @param before names that it listed so far
 * @param rest the other parts of the config, which are the endpoint's own
 */
export function replaceOwn(
  endpoint: string,
  before: readonly string[],
  own: readonly RemoteEntity[],
  rest: RemoteConfig["rest"],
): ConfigEdit {
  const names = own.map(({ name }) => name);
  return {
    touches: [...new Set([...before, ...names])],
    phase: 1,
    apply(config) {
      const foreign = names.filter((name) => !before.includes(name) && entityOf(config, name) !== undefined);
      for (const name of foreign) {
        const sent = own.find((entity) => entity.name === name);
        const there = entityOf(config, name);
        if (sent !== undefined && there !== undefined && !showsEntity(there, sent))
          throw nameTaken(endpoint, name);
      }
      const staying = others(config, [...before, ...names]);
      refuseBeyondLimit(endpoint, { ...config, entities: staying }, own.length);
      for (const model of own) refuseOtherTask(endpoint, { ...config, entities: staying }, model);
      return withEntities({ ...config, rest }, [...own, ...staying]);
    },
  };
}

/** Sets the routes of all models; a model that is not named gets 0 %. */
export function setShares(endpoint: string, shares: readonly Share[]): ConfigEdit {
  return {
    touches: [],
    phase: 2,
    apply(config) {
      const missing = shares.filter(({ servedModelName }) => entityOf(config, servedModelName) === undefined);
      if (missing.length > 0) {
        const names = missing.map(({ servedModelName }) => JSON.stringify(servedModelName)).join(", ");
        const there = config.entities.map(({ name }) => JSON.stringify(name)).join(", ");
        throw new EditRefused(
          `Endpoint ${JSON.stringify(endpoint)} serves no model ${names}; it serves ${there}.`,
        );
      }
      return {
        ...config,
        shares: config.entities.map(({ name }) => ({
          servedModelName: name,
          trafficPercentage:
            shares.find(({ servedModelName }) => servedModelName === name)?.trafficPercentage ?? 0,
        })),
      };
    },
  };
}

/** The config with other entities: a new one has no traffic, and that of those that went is shared out. */
function withEntities(config: RemoteConfig, entities: readonly RemoteEntity[]): RemoteConfig {
  const shares = entities.map(({ name }) => ({
    servedModelName: name,
    trafficPercentage: shareOf(config, name),
  }));
  const known = shares.filter(({ servedModelName }) => entityOf(config, servedModelName) !== undefined);
  const shared = shareOut(known.length === 0 ? shares : known);
  return {
    ...config,
    // Fallbacks are tried in the order of the list, and the API shows entities by name: any other order would last only
    // until the next writer.
    entities: [...entities].sort((a, b) => (a.name < b.name ? -1 : 1)),
    shares: shares.map(
      (share) => shared.find(({ servedModelName }) => servedModelName === share.servedModelName) ?? share,
    ),
  };
}

const others = (config: RemoteConfig, names: readonly string[]): RemoteEntity[] =>
  config.entities.filter(({ name }) => !names.includes(name));

function nameTaken(endpoint: string, name: string): EditRefused {
  return new EditRefused(
    `Endpoint ${JSON.stringify(endpoint)} already serves a model named ${JSON.stringify(name)}, which is not known to be this ` +
      "resource's. Either give this one another servedModelName, or set adopt: true to take that one over and update it, " +
      "or leave it to whoever owns it.",
  );
}

function lastModel(endpoint: string, name: string): EditRefused {
  return new EditRefused(
    `${JSON.stringify(name)} is the last model of endpoint ${JSON.stringify(endpoint)}, and an endpoint cannot lose its last ` +
      "one. Attach another model first, or destroy the endpoint itself.",
  );
}

function refuseOtherTask(endpoint: string, config: RemoteConfig, model: RemoteEntity): void {
  const other = others(config, [model.name]).find(({ task }) => task !== undefined && task !== model.task);
  if (other === undefined || model.task === undefined) return;
  throw new EditRefused(
    `${JSON.stringify(model.name)} has task ${model.task}, and endpoint ${JSON.stringify(endpoint)} serves ` +
      `${JSON.stringify(other.name)} with task ${other.task}: all external models of an endpoint have one task.`,
  );
}

function refuseBeyondLimit(endpoint: string, config: RemoteConfig, more: number): void {
  const limit = endpointLimits.servedEntities.documented;
  if (config.entities.length + more <= limit) return;
  throw new EditRefused(
    `Endpoint ${JSON.stringify(endpoint)} serves ${config.entities.length} models, and can serve ${limit} at most.`,
  );
}
