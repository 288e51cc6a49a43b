import type { Workspace } from "../workspace/workspace";
import {
  taskOf,
  type PermissionLevel,
  type StoredConfig,
  type StoredEndpoint,
  type StoredEntity,
} from "./stored-endpoint";

type Json = Record<string, unknown>;

/**
 * Which order answers keep is disputed: reports say by name (terraform-provider-databricks issues 5119 and 5188), the
 * acceptance tests of the same provider pass only where it is the request's.
 */
function inOrder<Item extends { name: string }>(items: Item[], { switches }: Workspace): Item[] {
  if (switches.entityOrder === "as-sent") return items;
  return items.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * ServingEndpointDetailed, as GET, create and the config update answer it. What stays hidden is not stored (plaintext
 * keys) or not listed here: burst_scaling_enabled, table_names, legacy rate_limits, budget_policy_id.
 */
export function renderDetailed(endpoint: StoredEndpoint, level: PermissionLevel, workspace: Workspace): Json {
  const { pending } = endpoint;
  return {
    ...renderCommon(endpoint, workspace),
    // An endpoint whose creation has not finished, or has failed, has no config at all
    // (terraform-provider-databricks issues 4603 and 4803).
    ...(endpoint.config && { config: renderConfig(endpoint, endpoint.config, workspace) }),
    ...(pending?.config && {
      pending_config: { ...renderConfig(endpoint, pending.config, workspace), start_time: pending.startedAt },
    }),
    permission_level: level,
    route_optimized: endpoint.routeOptimized,
    ...(endpoint.emailNotifications && { email_notifications: endpoint.emailNotifications }),
    ...(endpoint.telemetry && { telemetry_config: endpoint.telemetry }),
    ...(endpoint.routeOptimized && routeOptimized(endpoint, workspace)),
  };
}

/** An item of the list: the entities are cut down, and there is no traffic, pending update or permission. */
export function renderListed(endpoint: StoredEndpoint, workspace: Workspace): Json {
  return {
    ...renderCommon(endpoint, workspace),
    ...(endpoint.config && {
      config: {
        served_entities: inOrder(endpoint.config.entities, workspace).map((entity) => ({
          name: entity.name,
          ...(entity.external_model
            ? { external_model: entity.external_model }
            : { entity_name: entity.entity_name, entity_version: entity.entity_version }),
          ...foundationModel(endpoint, entity),
          ...(workspace.switches.unknownExtraFields && { type: entityType(endpoint, entity) }),
        })),
      },
    }),
    ...(endpoint.budgetPolicyId && { usage_policy_id: endpoint.budgetPolicyId }),
  };
}

export const renderTags = (endpoint: StoredEndpoint): Json[] =>
  endpoint.tags.toSorted((a, b) => (a.key! < b.key! ? -1 : 1)).map((tag) => ({ ...tag }));

function renderCommon(endpoint: StoredEndpoint, { switches }: Workspace): Json {
  const serves = endpoint.config !== undefined;
  const task = taskOf((endpoint.config ?? endpoint.pending?.config)?.entities[0]);
  return {
    name: endpoint.name,
    id: endpoint.id,
    creator: endpoint.creator,
    creation_timestamp: endpoint.createdAt,
    last_updated_timestamp: endpoint.updatedAt,
    state: {
      ready: serves && !switches.neverReady ? "READY" : "NOT_READY",
      config_update: endpoint.configUpdate,
    },
    description: endpoint.description,
    tags: renderTags(endpoint),
    ...(task !== undefined && { task }),
    ...(endpoint.aiGateway && { ai_gateway: endpoint.aiGateway }),
    ...(endpoint.budgetPolicyId && { effective_budget_policy_id: endpoint.budgetPolicyId }),
    // Seen in answers of real workspaces, absent from the SDKs: a client has to live with fields it does not know.
    ...(switches.unknownExtraFields && {
      endpoint_type: endpoint.kind,
      creator_display_name: endpoint.creatorDisplayName,
      creator_kind: endpoint.creatorKind,
    }),
  };
}

function renderConfig(endpoint: StoredEndpoint, config: StoredConfig, workspace: Workspace): Json {
  const entities = inOrder(config.entities, workspace);
  return {
    served_entities: entities.map((entity) => renderEntity(endpoint, entity, workspace)),
    // Both spellings come back for models that Databricks runs.
    ...(endpoint.kind !== "EXTERNAL_MODEL" && {
      served_models: entities.map((entity) => {
        const { entity_name, entity_version, foundation_model, type, ...rest } = renderEntity(
          endpoint,
          entity,
          workspace,
        );
        return { ...rest, model_name: entity_name, model_version: entity_version };
      }),
    }),
    traffic_config: {
      routes: inOrder(config.routes, workspace).map(({ name, percentage }) => ({
        served_model_name: name,
        served_entity_name: name,
        traffic_percentage: percentage,
      })),
    },
    ...(config.autoCapture && { auto_capture_config: renderAutoCapture(config) }),
    config_version: config.version,
  };
}

function renderAutoCapture({ autoCapture }: StoredConfig): Json {
  const { table_name_prefix: prefix, enabled } = autoCapture!;
  return {
    ...autoCapture,
    ...(enabled !== false &&
      prefix !== undefined && { state: { payload_table: { name: `${prefix}_payload`, status: "SUCCESS" } } }),
  };
}

function renderEntity(endpoint: StoredEndpoint, entity: StoredEntity, { switches }: Workspace): Json {
  const { credentialDigests, burst_scaling_enabled, id, foundationModel: _shownBelow, ...shown } = entity;
  return {
    ...shown,
    // Seen with custom models where none were given; Terraform's provider reads it as a map that it knows.
    ...(endpoint.kind === "CUSTOM_MODEL" && { environment_vars: entity.environment_vars ?? {} }),
    ...(switches.unknownExtraFields && { type: entityType(endpoint, entity) }),
    ...foundationModel(endpoint, entity),
  };
}

function foundationModel({ kind }: StoredEndpoint, { entity_name: name }: StoredEntity): Json {
  if (kind !== "FOUNDATION_MODEL_API") return {};
  return { foundation_model: { name, display_name: name, docs: "", description: "" } };
}

function entityType(endpoint: StoredEndpoint, entity: StoredEntity): string {
  if (entity.external_model) return "EXTERNAL_MODEL";
  return endpoint.kind === "FOUNDATION_MODEL_API" ? "FOUNDATION_MODEL" : "CUSTOM_MODEL";
}

function routeOptimized(endpoint: StoredEndpoint, { url }: Workspace): Json {
  const endpointUrl = `${url}/serving-endpoints/${endpoint.name}/invocations`;
  return {
    endpoint_url: endpointUrl,
    data_plane_info: {
      query_info: {
        endpoint_url: endpointUrl,
        authorization_details: JSON.stringify([
          {
            type: "workspace_permission",
            object_type: "serving-endpoints",
            object_path: `/serving-endpoints/${endpoint.id}`,
            actions: ["query_inference_endpoint"],
          },
        ]),
      },
    },
  };
}
