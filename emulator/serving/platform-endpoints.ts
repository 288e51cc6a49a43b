import { permissionDenied } from "../http/api-error";
import { digest } from "../workspace/identities";
import type { World } from "../workspace/world";
import { SYSTEM_MODELS, type SystemModel } from "../unity-catalog/system-models";
import type { StoredEndpoint } from "./stored-endpoint";

/** Real ones show the day on which the model came; one day for all is as good to a client. */
const SINCE = Date.UTC(2025, 0, 1);

/** Puts Databricks' own endpoints into the workspace, or takes them out. Those that are there stay as they are governed. */
export function placePlatformEndpoints(world: World, wanted: boolean): void {
  for (const model of SYSTEM_MODELS) {
    if (!wanted) delete world.endpoints[model.name];
    else world.endpoints[model.name] ??= endpointOf(model);
  }
}

/**
 * What Databricks runs can be queried by everybody, and governed by admins (AI gateway, permissions); its configuration is
 * not the workspace's.
 *
 * @throws ApiError 403. The text is not documented.
 */
export function assertNotPlatform({ name, platform }: StoredEndpoint, verb: "delete" | "update"): void {
  if (platform === true) {
    throw permissionDenied(
      `Endpoint ${name} is a system endpoint of Databricks; it is not possible to ${verb} it.`,
    );
  }
}

function endpointOf({ name, apiTypes }: SystemModel): StoredEndpoint {
  const model = `system.ai.${name}`;
  const task = apiTypes.includes("openai/v1/embeddings") ? "llm/v1/embeddings" : "llm/v1/chat";
  return {
    name,
    id: digest(model).slice(0, 32),
    kind: "FOUNDATION_MODEL_API",
    platform: true,
    creator: "",
    creatorDisplayName: "",
    creatorKind: "User",
    createdAt: SINCE,
    updatedAt: SINCE,
    description: "",
    routeOptimized: false,
    tags: [],
    configUpdate: "NOT_UPDATING",
    lastVersion: 1,
    config: {
      entities: [
        {
          name,
          entity_name: model,
          entity_version: "1",
          id: digest(`${model} 1`).slice(0, 32),
          creator: "",
          creation_timestamp: SINCE,
          state: { deployment: "DEPLOYMENT_READY", deployment_state_message: "" },
          credentialDigests: {},
          foundationModel: { task },
        },
      ],
      routes: [{ name, percentage: 100 }],
      version: 1,
    },
    acl: [{ group_name: "users", permission_level: "CAN_QUERY" }],
  };
}
