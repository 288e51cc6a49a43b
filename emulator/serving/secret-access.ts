import type { Identity } from "../workspace/identities";
import type { SecretScope } from "../workspace/world";

export const SCOPE_PERMISSIONS = ["READ", "WRITE", "MANAGE"];

/** Whether an identity may do this with a scope: by its own line, a group's, or as an admin. */
export function mayUseScope(scope: SecretScope, identity: Identity, needed: string): boolean {
  if (identity.admin) return true;
  const rank = SCOPE_PERMISSIONS.indexOf(needed);
  return [identity.userName, ...identity.groups].some(
    (principal) => SCOPE_PERMISSIONS.indexOf(scope.acls[principal] ?? "") >= rank,
  );
}
