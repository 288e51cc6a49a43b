import type { ServingEndpointInputs } from "../../provider/resources/serving-endpoint";
import { isTask } from "../../provider/catalog/task";
import { entityName } from "../../provider/resources/entity-name";
import { fieldsOf, type Fields } from "../../provider/schema/plain-object";
import { Expression, expressionOf } from "../export/expression";
import { lostSettings, type LostSetting } from "./lost-settings";
import { connectionOf, type Connection } from "./provider-connection";
import { migratedGateway } from "./migrated-gateway";
import { nameOf, SecretMoves, unused, type SecretMove } from "./secret-moves";
import type { MovableEndpoint } from "./movable-endpoint";

/** A provider service of a migrated endpoint. */
export interface MigratedProvider {
  readonly variable: string;
  readonly inputs: Fields;
}

/** An endpoint in the newer generation. */
export interface Migrated {
  readonly providers: readonly MigratedProvider[];
  /** Arguments of the one model service. */
  readonly service: Fields;
  readonly lost: readonly LostSetting[];
  readonly secrets: readonly SecretMove[];
}

/** Nothing of the endpoint can be reached in the newer generation. */
export class NothingToMigrate extends Error {
  override readonly name = "NothingToMigrate";
}

type Entity = NonNullable<NonNullable<ServingEndpointInputs["config"]>["servedEntities"]>[number];

interface Placed {
  readonly entity: string;
  readonly share: number;
  readonly target: Fields;
}

const MOST_FALLBACKS = 5;

/**
 * The services that do what an endpoint does: a provider service for each distinct connection, and one model service.
 *
 * @param schema `catalog.schema` that takes them
 * @throws NothingToMigrate
 */
export function migratedServices(live: MovableEndpoint, schema: string): Migrated {
  const { name, inputs } = live.answer;
  const secrets = new SecretMoves(schema, name);
  const lost: LostSetting[] = [];
  const providers = new Map<string, { inputs: Fields; variable: string; targets: Map<string, string[]> }>();
  const placed: Placed[] = [];
  const entities = inputs.config?.servedEntities ?? [];
  for (const entity of entities) {
    const served = entityName(entity) ?? "model";
    const share = shareOf(inputs, served);
    const connection = connectionFor(entity, served, secrets);
    if (connection === undefined) {
      lost.push(withoutCounterpart(entity, served));
      continue;
    }
    for (const remark of connection.remarks) lost.push({ what: served, why: remark, todo: "see there" });
    const key = JSON.stringify([connection.providerType, expressionOf(connection.block)]);
    const provider = providers.get(key) ?? newProvider(connection, schema, [...providers.values()]);
    providers.set(key, provider);
    const known = provider.targets.get(connection.model) ?? [];
    provider.targets.set(connection.model, [...new Set([...known, ...connection.nativeApiTypes])]);
    placed.push({
      entity: served,
      share,
      target: {
        externalModelConfig: {
          modelProviderService: new Expression(provider.variable),
          target: { model: connection.model },
        },
      },
    });
  }
  if (placed.length === 0) {
    throw new NothingToMigrate(
      `Endpoint ${JSON.stringify(name)} serves no model that a model service can lead to. ` +
        lost.map(({ what, why }) => `${what}: ${why}`).join(" "),
    );
  }
  const gateway = migratedGateway(live, schema);
  return {
    providers: [...providers.values()].map(({ variable, inputs: given, targets }) => ({
      variable,
      inputs: {
        ...given,
        config: {
          ...fieldsOf(given["config"]),
          targets: [...targets].map(([model, nativeApiTypes]) => ({ model, nativeApiTypes })),
        },
      },
    })),
    service: {
      parent: schema,
      modelServiceId: nameOf(name),
      comment: inputs.description === "" ? undefined : inputs.description,
      config: {
        routing: routingOf(placed, inputs.aiGateway?.fallbackConfig?.enabled === true, lost),
        ...gateway.config,
      },
      grants: gateway.grants,
    },
    lost: [...lost, ...gateway.lost, ...lostSettings(live)],
    secrets: secrets.moves,
  };
}

function connectionFor(entity: Entity, served: string, secrets: SecretMoves): Connection | undefined {
  const model = fieldsOf(entity.externalModel);
  const { provider, name, task } = model;
  if (typeof provider !== "string" || typeof name !== "string" || !isTask(task)) return undefined;
  const [settings = {}] = Object.entries(model).flatMap(([field, value]) =>
    field.endsWith("Config") ? [fieldsOf(value)] : [],
  );
  return connectionOf({ entity: served, provider, name, task, settings }, secrets);
}

function newProvider(
  { providerType, block }: Connection,
  schema: string,
  others: readonly { inputs: Fields; variable: string }[],
) {
  const id = unused(
    providerType.toLowerCase(),
    others.map(({ inputs }) => String(inputs["modelProviderServiceId"])),
  );
  const variable = id.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    variable: `${variable}Provider`,
    inputs: { parent: schema, modelProviderServiceId: id, config: { providerType, ...block } },
    targets: new Map<string, string[]>(),
  };
}

function shareOf({ config }: Partial<ServingEndpointInputs>, served: string): number {
  const routes = config?.trafficConfig?.routes ?? [];
  if (routes.length === 0) return 100;
  return routes.find((route) => route.servedModelName === served)?.trafficPercentage ?? 0;
}

/** An endpoint falls back over all of its models, in their order; a model service says which, and in which order. */
function routingOf(placed: readonly Placed[], fallsBack: boolean, lost: LostSetting[]): Fields {
  const primary = fallsBack ? placed.filter(({ share }) => share > 0) : placed;
  const total = primary.reduce((sum, { share }) => sum + share, 0);
  const destinations = primary.map(({ entity, share, target }) => ({
    name: entity,
    trafficPercentage: primary.length === 1 ? undefined : share,
    ...target,
  }));
  if (primary.length > 1 && total !== 100) {
    lost.push({
      what: "traffic",
      why: `the models that can move have ${total} % of the traffic together`,
      todo: "give their trafficPercentage anew, so that they sum to 100",
    });
  }
  if (!fallsBack || placed.length < 2) return { destinations };
  if (placed.length > MOST_FALLBACKS) {
    lost.push({
      what: "fallback",
      why: `a model service has at most ${MOST_FALLBACKS} fallbacks`,
      todo: "the first ones are taken; choose others if you like",
    });
  }
  const fallbacks = placed
    .slice(0, MOST_FALLBACKS)
    .map(({ entity, target }) => ({ name: entity, ...target }));
  return { destinations, fallback: { destinations: fallbacks } };
}

function withoutCounterpart(entity: Entity, served: string): LostSetting {
  const { provider } = fieldsOf(entity.externalModel);
  if (provider === "palm") {
    return {
      what: served,
      why: "Google has switched the PaLM API off",
      todo: "serve a Gemini model by a GEMINI_ENTERPRISE provider service",
    };
  }
  return {
    what: served,
    why: "a model service leads to external models, to models paid by the token, and to provisioned throughput, not to other served models",
    todo: "leave it on the endpoint",
  };
}
