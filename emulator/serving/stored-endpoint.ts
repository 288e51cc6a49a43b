import type {
  AiGateway,
  AutoCapture,
  EmailNotifications,
  LegacyRateLimit,
  ServedEntity,
  Tag,
  TelemetryConfig,
} from "./messages";

/** What an endpoint serves; fixed by its first configuration. */
export type EndpointKind = "EXTERNAL_MODEL" | "FOUNDATION_MODEL_API" | "CUSTOM_MODEL" | "NO_CONFIG";

export type ConfigUpdate = "NOT_UPDATING" | "IN_PROGRESS" | "UPDATE_FAILED" | "UPDATE_CANCELED";

export type PermissionLevel = "CAN_VIEW" | "CAN_QUERY" | "CAN_MANAGE";

export interface Deployment {
  deployment: "DEPLOYMENT_CREATING" | "DEPLOYMENT_READY" | "DEPLOYMENT_FAILED" | "DEPLOYMENT_ABORTED";
  deployment_state_message: string;
}

/** A served entity as the workspace keeps it: without plaintext, which it knows by digest alone. */
export interface StoredEntity extends Omit<ServedEntity, "name"> {
  name: string;
  id: string;
  creator: string;
  creation_timestamp: number;
  state: Deployment;
  /** What Databricks says of a model that it hosts itself. */
  foundationModel?: { task: string };
  /** Digests of the credentials, by field, as they were when the configuration was sent: a later rotation is not seen. */
  credentialDigests: Record<string, string>;
}

export interface StoredRoute {
  name: string;
  percentage: number;
}

export interface StoredConfig {
  /** In the order of the request. */
  entities: StoredEntity[];
  routes: StoredRoute[];
  autoCapture?: AutoCapture;
  version: number;
}

export interface PendingUpdate {
  /** Absent for an update of telemetry, which locks the endpoint without a new configuration. */
  config?: StoredConfig;
  startedAt: number;
  finishesAt: number;
  /** How it will end; absent: well. Fixed when it starts. */
  outcome?: { state: "UPDATE_FAILED" | "UPDATE_CANCELED"; message: string };
}

/** One line of an access control list; exactly one of the three names is set. */
export interface AclEntry {
  user_name?: string;
  group_name?: string;
  service_principal_name?: string;
  permission_level: PermissionLevel;
}

export interface StoredEndpoint {
  name: string;
  /** 32 hexadecimal digits; a re-created endpoint gets another one. */
  id: string;
  kind: EndpointKind;
  /** One of Databricks' own endpoints, paid by the token. */
  platform?: boolean;
  creator: string;
  creatorDisplayName: string;
  creatorKind: "User" | "ServicePrincipal";
  createdAt: number;
  updatedAt: number;
  description: string;
  routeOptimized: boolean;
  budgetPolicyId?: string;
  tags: Tag[];
  emailNotifications?: EmailNotifications;
  rateLimits?: LegacyRateLimit[];
  aiGateway?: AiGateway;
  telemetry?: TelemetryConfig;
  configUpdate: ConfigUpdate;
  /** Version given to the latest configuration that was sent, successful or not. */
  lastVersion: number;
  config?: StoredConfig;
  pending?: PendingUpdate;
  /** Names of the inference tables once set: they cannot change, not even by leaving them out in between. */
  autoCaptureNames?: Pick<AutoCapture, "catalog_name" | "schema_name" | "table_name_prefix">;
  acl: AclEntry[];
}

/** What a served entity is asked to do, such as `llm/v1/chat`; custom models have no task. */
export const taskOf = (entity: StoredEntity | undefined): string | undefined =>
  entity?.external_model?.task ?? entity?.foundationModel?.task;
