import { invalidParameter } from "../http/api-error";
import { newId, type Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { checkComputeEntity } from "./check-compute-entity";
import { checkExternalModel } from "./check-external-model";
import { checkAutoCapture } from "./check-inference-table";
import type { EndpointConfig, ServedEntity } from "./messages";
import { withoutPlaintext } from "./provider-rules";
import { resolveSecrets } from "./resolve-secrets";
import { routesOf } from "./routes";
import type { EndpointKind, StoredConfig, StoredEndpoint, StoredEntity } from "./stored-endpoint";

export const NAME = /^[A-Za-z0-9_-]{1,63}$/;

/** What the configuration makes of an endpoint, and the configuration as the workspace keeps it. */
export interface BuiltConfig {
  kind: EndpointKind;
  config: StoredConfig;
}

/** What has to be known of the endpoint that a configuration is for; a new one has no kind yet. */
export type ConfigTarget = Pick<
  StoredEndpoint,
  "name" | "lastVersion" | "autoCaptureNames" | "config" | "pending"
> & {
  kind?: EndpointKind;
};

/**
 * Checks a configuration and turns it into what the workspace keeps.
 *
 * @throws ApiError for the first problem, before anything has changed.
 */
export function buildConfig(
  endpoint: ConfigTarget,
  given: EndpointConfig,
  identity: Identity,
  workspace: Workspace,
): BuiltConfig {
  const entities = entitiesOf(given);
  const { maxServedEntities } = workspace.switches;
  if (entities.length === 0)
    throw invalidParameter("The configuration must have at least one served entity.");
  if (entities.length > maxServedEntities) {
    throw invalidParameter(
      `Endpoint ${endpoint.name} cannot have more than ${maxServedEntities} served entities; found ${entities.length}.`,
    );
  }
  entities.forEach((entity, index) => checkEntity(entity, `served_entities[${index}]`, workspace));
  const kind = kindOf(entities);
  checkSameKind(endpoint, kind, workspace);
  checkSameTask(entities);

  const names = entities.map(nameOf);
  names.forEach((name, index) => {
    if (!NAME.test(name)) {
      throw invalidParameter(
        `Invalid served entity name '${name}': it must be 1 to 63 alphanumeric characters, dashes and underscores.`,
      );
    }
    if (names.indexOf(name) !== index)
      throw invalidParameter(`Served entity name '${name}' is not unique in the endpoint.`);
  });
  const routes = routesOf(given.traffic_config, names);
  if (given.auto_capture_config) checkAutoCapture(given.auto_capture_config, endpoint, workspace);

  const now = workspace.clock.now();
  const before = [...(endpoint.config?.entities ?? []), ...(endpoint.pending?.config?.entities ?? [])];
  const stored = entities.map((entity, index): StoredEntity => {
    const name = names[index]!;
    const old = before.find((other) => other.name === name);
    const { external_model: model, ...rest } = entity;
    return {
      ...withDefaults(rest, model !== undefined),
      ...(model && { external_model: withoutPlaintext(model) }),
      name,
      id: old?.id ?? newId(),
      creator: old?.creator ?? identity.userName,
      creation_timestamp: old?.creation_timestamp ?? now,
      state: { deployment: "DEPLOYMENT_CREATING", deployment_state_message: "Creating" },
      credentialDigests: resolveSecrets(entity, `served entity '${name}'`, identity, workspace),
    };
  });
  return {
    kind,
    config: {
      entities: stored,
      routes,
      ...(given.auto_capture_config && { autoCapture: given.auto_capture_config }),
      version: endpoint.lastVersion + 1,
    },
  };
}

/** Served models are the older spelling of served entities; both at once are refused. */
function entitiesOf(given: EndpointConfig): ServedEntity[] {
  const { served_entities: entities = [], served_models: models = [] } = given;
  if (entities.length > 0 && models.length > 0) {
    throw invalidParameter("Only one of served_models and served_entities may be specified.");
  }
  return [
    ...entities,
    ...models.map(({ model_name, model_version, ...rest }, index) => {
      if (!model_name || !model_version) {
        throw invalidParameter(
          `Missing required field: served_models[${index}].${model_name ? "model_version" : "model_name"}`,
        );
      }
      return { ...rest, entity_name: model_name, entity_version: model_version };
    }),
  ];
}

function checkEntity(entity: ServedEntity, at: string, { switches }: Workspace): void {
  if (entity.external_model !== undefined) checkExternalModel(entity, at, switches);
  else checkComputeEntity(entity, at);
}

/** The name that the server gives to an entity without one. */
export function nameOf(entity: ServedEntity): string {
  if (entity.name) return entity.name;
  if (entity.external_model) return entity.external_model.name!.replaceAll(/[.:]/g, "-");
  return [entity.entity_name!.replaceAll(".", "-"), entity.entity_version].filter(Boolean).join("-");
}

function kindOf(entities: ServedEntity[]): EndpointKind {
  const external = entities.filter((entity) => entity.external_model !== undefined).length;
  if (external === entities.length) return "EXTERNAL_MODEL";
  if (external > 0)
    throw invalidParameter("External models cannot be served together with other entities in one endpoint.");
  const provisioned = entities.every(
    (entity) =>
      entity.provisioned_model_units !== undefined ||
      entity.min_provisioned_throughput !== undefined ||
      entity.max_provisioned_throughput !== undefined,
  );
  return provisioned ? "FOUNDATION_MODEL_API" : "CUSTOM_MODEL";
}

/**
 * The REST reference of updateConfig: an endpoint with an external model cannot be updated to one without, and one
 * created without can never gain it — an endpoint without configuration is one created without.
 */
function checkSameKind({ name, kind }: ConfigTarget, wanted: EndpointKind, { switches }: Workspace): void {
  if (kind === undefined) return;
  if (kind === "EXTERNAL_MODEL" && wanted !== "EXTERNAL_MODEL") {
    throw invalidParameter(
      `Endpoint ${name} serves external models and cannot be updated to serve other entities.`,
    );
  }
  if (kind !== "EXTERNAL_MODEL" && wanted === "EXTERNAL_MODEL" && !switches.allowGainingExternalModel) {
    throw invalidParameter(
      `Endpoint ${name} was created without an external model; external models cannot be added to it.`,
    );
  }
}

function checkSameTask(entities: ServedEntity[]): void {
  const tasks = [...new Set(entities.flatMap((entity) => entity.external_model?.task ?? []))];
  if (tasks.length > 1) {
    throw invalidParameter(
      `All external models of an endpoint must have the same task; found ${tasks.join(", ")}.`,
    );
  }
}

function withDefaults(
  entity: Omit<ServedEntity, "external_model">,
  external: boolean,
): Omit<ServedEntity, "external_model"> {
  if (external) return entity;
  const provisioned =
    entity.provisioned_model_units !== undefined ||
    entity.min_provisioned_throughput !== undefined ||
    entity.max_provisioned_throughput !== undefined;
  const concurrency =
    entity.min_provisioned_concurrency !== undefined || entity.max_provisioned_concurrency !== undefined;
  // terraform-provider-databricks issue 5152: the server fills in a size when neither size nor concurrency was sent.
  const size = entity.workload_size ?? (provisioned || concurrency ? undefined : "Small");
  return {
    ...entity,
    ...(size !== undefined && { workload_size: size }),
    ...(!provisioned && { workload_type: entity.workload_type ?? "CPU" }),
  };
}
