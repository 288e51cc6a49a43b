import type { Claims } from "./operation";
import type { Diff, ResourceLifecycle } from "./resource-lifecycle";

/**
 * Notes that a resource of the program goes on with the object that state has for it: an entry that an earlier run left to
 * be deleted, or one whose resource was renamed, may hold the same object. The engine compares each resource before it
 * deletes anything.
 */
export function claimLive<State>(
  lifecycle: Pick<ResourceLifecycle<never, State>, "claimsOf">,
  state: State,
  { replaces }: Pick<Diff, "replaces">,
  claims: Claims,
): void {
  if (replaces.length > 0) return;
  for (const claim of lifecycle.claimsOf(state)) claims.add(claim);
}
