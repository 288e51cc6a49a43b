import { ApiError, invalidParameter, permissionDenied } from "../http/api-error";
import { newId, type Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { buildConfig, NAME, type BuiltConfig } from "./build-config";
import { buildGateway } from "./check-gateway";
import { checkEmails, checkLegacyRateLimits } from "./check-sections";
import { required } from "./check-external-model";
import { buildTags } from "./build-tags";
import { buildTelemetry } from "./build-telemetry";
import type { CreateEndpoint } from "./messages";
import { applyAtOnce, startRollout } from "./rollout";
import type { StoredEndpoint } from "./stored-endpoint";

const MAX_DESCRIPTION = 1000;

/**
 * Creates an endpoint, or changes nothing.
 *
 * @param rollout "at-once" for provisioned throughput.
 * @throws ApiError 400, 403 or, for a name that is taken, what the switch says.
 */
export function createEndpoint(
  given: CreateEndpoint,
  identity: Identity,
  workspace: Workspace,
  rollout: "gradual" | "at-once",
): StoredEndpoint {
  const { world, switches, clock } = workspace;
  const { name } = given;
  required(name, "name");
  checkName(name!);
  if (!identity.mayCreateEndpoints) {
    throw permissionDenied(`User ${identity.userName} does not have permission to create serving endpoints.`);
  }
  if (Object.hasOwn(world.endpoints, name!)) {
    throw new ApiError(
      switches.nameTakenStatus,
      "RESOURCE_ALREADY_EXISTS",
      `Serving endpoint with name ${name} already exists`,
    );
  }
  if ((given.description ?? "").length > MAX_DESCRIPTION) {
    throw invalidParameter(
      `description must not be longer than ${MAX_DESCRIPTION} characters; found ${given.description!.length}.`,
    );
  }
  const built: BuiltConfig | undefined = given.config && buildFirstConfig(given, identity, workspace);
  const kind = built?.kind ?? "NO_CONFIG";
  if (given.route_optimized && kind === "EXTERNAL_MODEL") {
    throw invalidParameter("route_optimized is not supported for endpoints with external models.");
  }
  checkEmails(given.email_notifications);
  const rateLimits = given.rate_limits && checkLegacyRateLimits(given.rate_limits, kind);
  const gateway = given.ai_gateway && buildGateway(given.ai_gateway, {}, kind, workspace);
  // Unlike the telemetry call, create drops a telemetry configuration that the endpoint cannot have.
  const telemetry =
    given.telemetry_config && kind === "CUSTOM_MODEL"
      ? buildTelemetry(given.telemetry_config, undefined)
      : undefined;
  const now = clock.now();
  const endpoint: StoredEndpoint = {
    name: name!,
    id: newId(),
    kind,
    creator: identity.userName,
    creatorDisplayName: identity.displayName,
    creatorKind: identity.kind,
    createdAt: now,
    updatedAt: now,
    description: given.description ?? "",
    routeOptimized: given.route_optimized ?? false,
    ...(given.budget_policy_id && { budgetPolicyId: given.budget_policy_id }),
    tags: buildTags([], given.tags ?? [], [], switches),
    ...(given.email_notifications && { emailNotifications: given.email_notifications }),
    ...(rateLimits && { rateLimits }),
    ...(gateway && { aiGateway: gateway }),
    ...(telemetry && { telemetry }),
    configUpdate: "NOT_UPDATING",
    lastVersion: 0,
    acl: [
      {
        [identity.kind === "User" ? "user_name" : "service_principal_name"]: identity.userName,
        permission_level: "CAN_MANAGE",
      },
    ],
  };
  world.endpoints[name!] = endpoint;
  if (built !== undefined) putConfig(endpoint, built, workspace, rollout);
  return endpoint;
}

/** Takes over a configuration that has been checked, of a new endpoint or of one that exists. */
export function putConfig(
  endpoint: StoredEndpoint,
  { kind, config }: BuiltConfig,
  workspace: Workspace,
  rollout: "gradual" | "at-once",
): void {
  endpoint.kind = kind;
  const capture = config.autoCapture;
  if (capture) {
    const { catalog_name, schema_name, table_name_prefix } = capture;
    endpoint.autoCaptureNames ??= { catalog_name, schema_name, table_name_prefix };
  }
  if (rollout === "at-once") applyAtOnce(endpoint, config, workspace);
  else startRollout(endpoint, config, workspace);
}

function buildFirstConfig(
  given: CreateEndpoint,
  identity: Identity,
  workspace: Workspace,
): BuiltConfig | undefined {
  const { config } = given;
  // An empty config is no config: a bare endpoint is legal and can get one later.
  const empty = Object.values(config!).every((part) => part === undefined);
  return empty ? undefined : buildConfig({ name: given.name!, lastVersion: 0 }, config!, identity, workspace);
}

function checkName(name: string): void {
  if (!NAME.test(name)) {
    throw invalidParameter(
      `Invalid endpoint name '${name}': it must be 1 to 63 alphanumeric characters, dashes and underscores.`,
    );
  }
  if (name.startsWith("databricks-")) {
    throw invalidParameter(`Invalid endpoint name '${name}': the prefix 'databricks-' is reserved.`);
  }
}
