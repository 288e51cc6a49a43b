import { doesNotExist, permissionDenied } from "../http/api-error";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { settle } from "./rollout";
import type { AclEntry, PermissionLevel, StoredEndpoint } from "./stored-endpoint";

const RANK: Record<PermissionLevel, number> = { CAN_VIEW: 1, CAN_QUERY: 2, CAN_MANAGE: 3 };

const VERB: Record<PermissionLevel, string> = { CAN_VIEW: "View", CAN_QUERY: "Query", CAN_MANAGE: "Manage" };

/** The highest level that an identity has on an endpoint; undefined: none. */
export function levelOf(endpoint: StoredEndpoint, identity: Identity): PermissionLevel | undefined {
  if (identity.admin) return "CAN_MANAGE";
  return endpoint.acl
    .filter((entry) => concerns(entry, identity))
    .map((entry) => entry.permission_level)
    .toSorted((a, b) => RANK[b] - RANK[a])[0];
}

function concerns(entry: AclEntry, identity: Identity): boolean {
  if (entry.group_name !== undefined) return identity.groups.includes(entry.group_name);
  return (entry.user_name ?? entry.service_principal_name) === identity.userName;
}

/**
 * The endpoint of this name in its present state, if the caller may do this much with it.
 *
 * @throws ApiError 404 or 403, with the texts of real servers
 * (github.com/databricks-demos/dbdemos issues 218 and 220).
 */
export function requireEndpoint(
  workspace: Workspace,
  identity: Identity,
  name: string,
  level: PermissionLevel,
): StoredEndpoint {
  const endpoint = Object.hasOwn(workspace.world.endpoints, name)
    ? workspace.world.endpoints[name]
    : undefined;
  if (endpoint === undefined) throw doesNotExist(`Endpoint with name '${name}' does not exist.`);
  const has = levelOf(endpoint, identity);
  if (has === undefined || RANK[has] < RANK[level]) {
    throw permissionDenied(`User does not have permission '${VERB[level]}' on Endpoint ${name}`);
  }
  settle(endpoint, workspace);
  return endpoint;
}
