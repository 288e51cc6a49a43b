import { groupsOf } from "../scim/groups";
import type { Workspace } from "../workspace/workspace";
import { refuse } from "./refusals";
import type { ServiceRateLimit } from "./service-messages";

/** Limits that are for somebody in particular. */
const NAMES_PRINCIPAL = new Set([
  "RATE_LIMIT_KEY_USER",
  "RATE_LIMIT_KEY_USER_GROUP",
  "RATE_LIMIT_KEY_SERVICE_PRINCIPAL",
]);

/** @throws ApiError 400 for the first limit that is not allowed. */
export function checkRateLimits(limits: ServiceRateLimit[] | undefined, workspace: Workspace): void {
  for (const [index, limit] of (limits ?? []).entries()) {
    const at = `config.rate_limits[${index}]`;
    const { key, renewal_period: period, principal } = limit;
    if (key === undefined) throw refuse(workspace, "fieldMissing", { field: `${at}.key` });
    if (period === undefined) throw refuse(workspace, "fieldMissing", { field: `${at}.renewal_period` });
    const field = `${at}.principal`;
    if (NAMES_PRINCIPAL.has(key) && !principal) throw refuse(workspace, "principalRequired", { field, key });
    if (!NAMES_PRINCIPAL.has(key) && principal) throw refuse(workspace, "principalForbidden", { field, key });
    if (principal) assertKnown(key, principal, workspace);
    for (const amount of ["requests", "tokens"] as const) {
      const found = limit[amount];
      if (found !== undefined && found < 0) {
        const reason = "it is 0 or more";
        throw refuse(workspace, "valueInvalid", { field: `${at}.${amount}`, found, reason });
      }
    }
    const same = (other: ServiceRateLimit): boolean =>
      other.key === key && other.renewal_period === period && other.principal === principal;
    if (limits!.findIndex(same) !== index) throw refuse(workspace, "rateLimitTwice", { field: at });
  }
}

function assertKnown(key: string, principal: string, workspace: Workspace): void {
  if (!workspace.switches.knownPrincipalsOnly) return;
  const { world } = workspace;
  const known =
    key === "RATE_LIMIT_KEY_USER_GROUP"
      ? groupsOf(world).some(({ displayName }) => displayName === principal)
      : world.identities.some(({ userName }) => userName === principal);
  if (!known) throw refuse(workspace, "principalMissing", { principal });
}
